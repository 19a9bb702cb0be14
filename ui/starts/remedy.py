"""The remedy: k-means++, drawn one mean at a time; and what it does for the share of starts that find the best answer."""

from __future__ import annotations

import streamlit as st

from kmeans_core.scores import wilson_interval
from study import answers_in_words, remedies
from study.answers import Answers
from study.digits import share
from study.enough import Winners, found_by
from study.links import LARGEST_SEED
from study.start_settings import StartSettings
from study.starts_store import Starts, StartSeries
from study.turns import work_of
from ui import data
from ui.setup import Setup
from ui.starts import settings
from ui.starts.computing import store
from ui.starts.shots import show_shots
from ui.visit import waiting

ENOUGH_TO_TELL = 200
"""Starts of a way that is not among those chosen: its share is then known to within 7 points of a hundred."""


def starts_of(setup: Setup, answers: Answers, init: str) -> Starts:
    """The starts on the page of one way to choose first means; a few of a way that is not among those chosen."""
    for part in answers.parts:
        if part.runs.init == init:
            return part
    series = StartSeries(setup.points, setup.k, init, setup.start.empty)
    own = store(setup.points)
    found = own.look(series)
    if found is None or len(found) < ENOUGH_TO_TELL:
        with waiting.turn(work_of(ENOUGH_TO_TELL, len(setup.points.X), setup.k)):
            while found is None or len(found) < ENOUGH_TO_TELL:
                found = own.advance(series, ENOUGH_TO_TELL, found)
    return found.first(ENOUGH_TO_TELL)


def found_best(setup: Setup, answers: Answers, inits: tuple[str, ...]) -> Winners:
    """How some ways fare, held against the best answer that any of them, or any start on the page, found."""
    return found_by(
        {init: starts_of(setup, answers, init).runs.inertia for init in inits},
        float(answers.solutions.inertia[0]),
    )


def better_than_page(by: str, percent: float) -> str:
    """A sentence where something found a better answer than the starts that the page tells of; else nothing."""
    if percent <= 0:
        return ""
    return (
        f"**A better answer turned up here, with {by}:** the best of the starts told of above is "
        f"{answers_in_words.in_percent(percent)} worse. From here on, “the best” is the new one."
    )


def _before_and_after(setup: Setup, answers: Answers) -> Winners:
    return found_best(setup, answers, (remedies.ONCE, remedies.PLUS))


def remedy_sentence(setup: Setup, answers: Answers) -> str:
    """What the part says first: whether it is one, too, as far as so many starts can tell."""
    found = _before_and_after(setup, answers)
    before, after = (
        wilson_interval(found.won[init], found.starts[init]) for init in (remedies.ONCE, remedies.PLUS)
    )
    what = "draw each first mean far from those that are there"
    if after[0] > before[1]:
        return f"The remedy: {what}"
    if found.share(remedies.ONCE) == found.share(remedies.PLUS) == 1:
        return f"A remedy, not needed here: {what}"
    return f"A remedy, {'of no use here' if after[1] < before[0] else 'of little use here'}: {what}"


def plus_plus(setup: Setup, answers: Answers) -> None:
    """How k-means++ draws the first means, one at a time; then before and after."""
    points = setup.points
    st.markdown(
        "k-means++ draws one mean at a time. The larger a point is drawn here, the likelier it is next: its chance goes with the "
        "square of its distance to the nearest mean so far. Close to a mean, hardly a point is drawn."
    )
    seed = int(
        st.number_input(
            "Seed of these draws", 0, LARGEST_SEED, setup.start.seed, key="starts_draws_seed", width=220
        )
    )
    start = StartSettings(remedies.PLUS, seed, empty=setup.start.empty)
    shots = remedies.draws_of(remedies.PLUS, points.X, seed, data.start_and_run(points, setup.k, start))
    show_shots(points, shots, "starts_draws", "k-means++")
    found = _before_and_after(setup, answers)
    told = []
    for when, init in (("Before", remedies.ONCE), ("After", remedies.PLUS)):
        told.append(
            f"**{when}:** of {found.starts[init]:,} starts from {'random points' if init == remedies.ONCE else init}, "
            f"**{share(found.share(init))}** find the best answer (95% interval: "
            f"{answers_in_words.interval(wilson_interval(found.won[init], found.starts[init]))})."
        )
    st.markdown("  \n".join([*told, better_than_page(found.by, found.better)]))
    st.button(
        "Watch k-means go on from these means",
        key="starts_draws_watch",
        on_click=settings.ask_to_watch,
        args=(start,),
        icon=":material/play_arrow:",
    )
