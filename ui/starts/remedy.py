"""The remedy: k-means++, drawn one mean at a time; and what it does for the share of starts that find the best answer."""

from __future__ import annotations

import streamlit as st

from kmeans_core.scores import percent_above_best, wilson_interval
from study import answers_in_words, remedies
from study.answers import Answers
from study.digits import share
from study.links import LARGEST_SEED
from study.start_settings import StartSettings
from study.starts_store import Starts, StartSeries
from study.turns import work_of
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


def found_best(setup: Setup, answers: Answers, inits: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """For each way, how many of how many starts found the best answer that any of them, or any start on the page, found."""
    parts = {init: starts_of(setup, answers, init) for init in inits}
    lowest = [float(part.runs.inertia.min()) for part in parts.values()]
    best = min([float(answers.solutions.inertia[0]), *lowest])
    return {
        init: (int((percent_above_best(part.runs.inertia, best) <= 0).sum()), len(part))
        for init, part in parts.items()
    }


def remedy_sentence() -> str:
    """What the part says first."""
    return "The remedy: draw each first mean far from those that are there"


def plus_plus(setup: Setup, answers: Answers) -> None:
    """How k-means++ draws the first means, one at a time; then before and after."""
    points = setup.points
    st.markdown(
        "k-means++ draws one mean at a time. The larger a point is drawn here, the likelier it is next: its chance is the square "
        "of its distance to the nearest mean so far. A group that has a mean is hardly drawn again."
    )
    seed = int(
        st.number_input(
            "Seed of these draws", 0, LARGEST_SEED, setup.start.seed, key="starts_draws_seed", width=220
        )
    )
    shots = remedies.draws_of(remedies.PLUS, points.X, setup.k, seed)
    show_shots(points, shots, "starts_draws", "k-means++")
    told = []
    for init, (found, number) in found_best(setup, answers, (remedies.ONCE, remedies.PLUS)).items():
        when = "Before" if init == remedies.ONCE else "After"
        told.append(
            f"**{when}:** of {number:,} starts from {'random points' if init == remedies.ONCE else init}, "
            f"**{share(found / number)}** find the best answer (95% interval: "
            f"{answers_in_words.interval(wilson_interval(found, number))})."
        )
    st.markdown("  \n".join(told))
    st.button(
        "Watch k-means go on from these means",
        key="starts_draws_watch",
        on_click=settings.ask_to_watch,
        args=(StartSettings(remedies.PLUS, seed, empty=setup.start.empty),),
        icon=":material/play_arrow:",
    )
