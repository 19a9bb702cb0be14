"""What the page on starting points tells, part by part, in the order in which it is read."""

from __future__ import annotations

from functools import partial

import streamlit as st

from study import links
from study.answers import Answers
from study.text import literal
from ui.setup import Setup
from ui.starts import settings
from ui.starts.basins import map_sentence, where_starts_lead
from ui.starts.comparison import ways_to_start
from ui.starts.distribution import every_start
from ui.starts.duet import duet, why_sentence
from ui.starts.enough import enough_sentence, how_many
from ui.starts.gallery import cards_payload, page_of, payload_of, show_gallery, turn_page
from ui.starts.ladder import ladder, ladder_sentence
from ui.starts.remedy import plus_plus, remedy_sentence
from ui.starts.story import Part
from ui.starts.take_home import offer_starts
from ui.visit import shelves

FEW, ALL = "answers_few", "answers"


def best_known_cards(setup: Setup, answers: Answers, each: bool, identity: str) -> None:
    """The four answers that one must have seen: the best, the most frequent other, the worst, and one's own."""
    start = setup.start
    try:
        own = setup.run()
    except ValueError as error:  # placed by hand, and not for these points or this k
        st.info(literal(error, 400))
        own = None
    name = "Yours: by hand" if start.is_by_hand else f"Yours: seed {start.seed}"
    payload = shelves.of(setup.points).made(
        ("cards", identity, setup.start),
        lambda: cards_payload(setup.points, answers, each, own, name, start.empty),
    )
    ranks = [card["rank"] for card in payload["cards"]]
    starts = settings.starts_by_rank(answers, ranks, start.empty) | {-1: start}
    show_gallery(payload, FEW, partial(settings.watch_answer, FEW, starts))


def parts_of(setup: Setup, answers: Answers, each: bool, identity: str) -> list[Part]:
    """All parts, from above to below, each with what it says first."""
    return [
        Part(links.WHY, why_sentence(answers), lambda: duet(setup, answers)),
        Part(links.DRAWS, remedy_sentence(), lambda: plus_plus(setup, answers)),
        Part(links.WAYS, ladder_sentence(), lambda: _ways(setup, answers)),
        Part(links.ENOUGH, enough_sentence(answers), lambda: how_many(setup, answers)),
        Part(links.MAP, map_sentence(), lambda: where_starts_lead(setup, answers, each)),
        Part(links.EVERY_START, "All answers, and all starts", lambda: _all(setup, answers, each, identity)),
    ]


def _ways(setup: Setup, answers: Answers) -> None:
    ladder(setup, answers)
    st.subheader("The ways to choose first means, start by start", anchor=False)
    ways_to_start(setup, answers)


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
    offer_starts(answers)
