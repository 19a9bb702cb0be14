"""What the page on starting points tells, part by part, in the order in which it is read."""

from __future__ import annotations

from functools import partial

import streamlit as st

from study import answers_in_words, links
from study.answers import Answers
from study.text import literal
from study.words import count, in_words
from ui import data, layout
from ui.setup import Setup
from ui.starts import map, near, settings
from ui.starts.basins import map_sentence, where_starts_lead
from ui.starts.cases import current_case
from ui.starts.comparison import ways_to_start
from ui.starts.distribution import every_start
from ui.starts.duet import duet, why_sentence
from ui.starts.enough import enough_sentence, how_many
from ui.starts.gallery import cards_payload, page_of, payload_of, show_gallery, turn_page
from ui.starts.ladder import best_known, ladder, ladder_sentence
from ui.starts.remedy import plus_plus, remedy_sentence
from ui.starts.story import Part
from ui.starts.take_home import offer_starts
from ui.visit import shelves

FEW, ALL = "answers_few", "answers"
BY_ANY_DISTANCE = (links.ENOUGH, links.EVERY_START)
"""The parts that only count starts; the others rest on means and squared distances."""


def first_glance(setup: Setup, answers: Answers, each: bool) -> None:
    """How often the best answer was found, and what stands below it."""
    near_means, size = setup.points.nearness, count(len(setup.points.X), "point")
    layout.lead(
        answers_in_words.headline(answers),
        f"Does it matter where {'k-means' if near_means.measure.is_k_means else 'it'} starts? {setup.points.title}, {size}",
    )
    if len(answers.parts) > 1:
        st.markdown(f"**{answers_in_words.by_init(answers)}**")
    st.markdown(near.line_below(answers, each, setup.points, not map.why_no_map(setup.points)))
    case = current_case({str(key): value for key, value in st.session_state.to_dict().items()})
    if case is not None:
        st.markdown(case.point)


def best_known_cards(setup: Setup, answers: Answers, each: bool, identity: str) -> None:
    """The four answers that one must have seen: the best, the most frequent other, the worst, and one's own."""
    st.fragment(key=map.CARDS)(_cards)(setup, answers, each, identity)


def _cards(setup: Setup, answers: Answers, each: bool, identity: str) -> None:
    if settings.wants_another_run():
        st.rerun()
    start = setup.start
    try:
        start = map.moved_start(setup) or start
        own = data.start_and_run(setup.points, setup.k, start)
    except ValueError as error:  # placed by hand, and not for these points or this k
        st.info(literal(error, 400))
        own = None
    payload = shelves.of(setup.points).made(
        ("cards", identity, start),
        lambda: cards_payload(setup.points, answers, each, own, start),
    )
    ranks = [card["rank"] for card in payload["cards"]]
    starts = settings.starts_by_rank(answers, ranks, start.empty) | {-1: start}
    show_gallery(payload, FEW, partial(settings.watch_answer, FEW, starts))


def parts_of(setup: Setup, answers: Answers, each: bool, identity: str) -> list[Part]:
    """All parts, from above to below, each with what it says first; by other distances those that do not rest on k-means."""
    parts = [
        Part(links.WHY, lambda: why_sentence(setup, answers), lambda: duet(setup, answers)),
        Part(links.DRAWS, lambda: remedy_sentence(setup, answers), lambda: plus_plus(setup, answers)),
        Part(links.WAYS, lambda: ladder_sentence(setup, answers), lambda: _ways(setup, answers)),
        Part(links.ENOUGH, lambda: enough_sentence(setup, answers), lambda: how_many(setup, answers)),
        Part(links.MAP, map_sentence, lambda: where_starts_lead(setup, answers, each)),
        Part(links.EVERY_START, lambda: all_sentence(answers), lambda: _all(setup, answers, each, identity)),
    ]
    return [
        part for part in parts if setup.points.nearness.measure.is_k_means or part.name in BY_ANY_DISTANCE
    ]


def all_sentence(answers: Answers) -> str:
    """What the last part says first."""
    m = len(answers.solutions)
    ended = "the only answer" if m == 1 else f"all {in_words(m)} answers"
    return f"Look at {ended}, and at each of {count(len(answers), 'start')}"


def _ways(setup: Setup, answers: Answers) -> None:
    ladder(setup, answers)
    st.subheader("The ways to choose first means, start by start", anchor=False)
    ways_to_start(setup, answers, best_known(setup, answers))


def _turn(identity: str) -> None:
    """A callback: another page of answers, of which more must be told apart."""
    turn_page(ALL, identity)
    settings.ask_for_another_run()


def _all(setup: Setup, answers: Answers, each: bool, identity: str) -> None:
    payload = payload_of(identity, setup.points, answers, each, page_of(identity))
    ranks = [card["rank"] for card in payload["cards"]]
    starts = settings.starts_by_rank(answers, ranks, setup.start.empty)
    show_gallery(
        payload,
        ALL,
        partial(settings.watch_answer, ALL, starts),
        partial(_turn, identity),
    )
    every_start(answers)
    offer_starts(setup, answers)
