"""The ladder of remedies: each on the same points, what it finds and what it costs, and each to be watched."""

from __future__ import annotations

import streamlit as st

from kmeans_core.many import ManyRuns
from kmeans_core.scores import percent_above_best
from study import numbering, remedies
from study.answers import Answers
from study.numbering import IntArray
from study.remedies import REMEDIES, Ladder
from study.turns import work_of
from study.which_pays import best_for_its_cost, ladder_table
from ui import data
from ui.setup import Setup
from ui.starts.remedy import better_than_page, starts_of
from ui.starts.shots import show_shots
from ui.visit import shelves, waiting


def _rows(setup: Setup) -> IntArray:
    """Which points the remedies are tried on."""
    return numbering.sampled_rows(len(setup.points.X))


def _tried(setup: Setup, answers: Answers) -> tuple[Ladder, float]:
    """How every remedy fared, and the least inertia of the starts told of above; infinite where these are of more points.

    On the points that the page tells of, its own starts count: one number for one thing.
    """
    points, k, rows, empty = setup.points, setup.k, _rows(setup), setup.start.empty
    X, whole = points.X[rows], len(rows) == len(points.X)
    trials = remedies.trials_for(len(X), k)
    known, starts = float("inf"), {}
    if whole:
        known = float(answers.solutions.inertia[0])
        starts = {init: starts_of(setup, answers, init).runs for init in remedies.INITS}

    def make() -> Ladder:
        with waiting.turn(work_of(3 * trials * remedies.STARTS_AT_ONCE, len(X), k)):
            held = starts or remedies.starts_of_each(X, k, trials, empty)
            return remedies.try_all(X, held, trials, known, empty)

    numbers = tuple(map(len, starts.values()))
    found = shelves.of(points).made(("remedies", points.digest, k, trials, known, empty, numbers), make)
    return found, known


def best_known(setup: Setup, answers: Answers) -> float:
    """The least inertia that any start, or remedy, reached on all the points."""
    found, known = _tried(setup, answers)
    return min(known, found.best) if known < float("inf") else float(answers.solutions.inertia[0])


def ladder(setup: Setup, answers: Answers) -> None:
    """Every remedy in a table, and one of them at work."""
    points, k, rows = setup.points, setup.k, _rows(setup)
    X, whole = points.X[rows], len(rows) == len(points.X)
    found, known = _tried(setup, answers)
    st.markdown(
        f"Each was tried on {'these points' if whole else f'{len(X):,} of these points, picked at random'}. "
        f"*Cost* counts distances between a point and a mean; one random start is 1. *At the same cost*: how likely one of as many goes "
        f"finds the best as cost no more than {remedies.STARTS_AT_ONCE} random starts, and one go at least. The *intervals* say where "
        "the share would likely lie with other seeds: where two overlap, the order of the two may be chance."
    )
    if whole:
        better = float(percent_above_best(known, min(known, found.best)))
        by = max(found.tried, key=lambda each: each.share).name
        st.markdown(better_than_page(by, better))
    st.table(ladder_table(found.tried).set_index("Remedy"), border="horizontal")
    name = st.pills(
        "Watch one at work", list(REMEDIES), default=remedies.SPLIT, required=True, key="starts_remedy"
    )
    st.caption(f"**{name}:** {REMEDIES[name]}")
    seed = setup.start.seed
    if name in (remedies.SWAP, remedies.SPLIT) and whole:
        seed = _one_that_ends_badly(starts_of(setup, answers, remedies.ONCE).runs, seed)
    shots = remedies.story(name, X, k, seed, data.anchors_of(points, k), setup.start.empty)
    show_shots(points, shots, "starts_remedy_player", name, places=points.places[rows])


def _one_that_ends_badly(runs: ManyRuns, seed: int) -> int:
    """The seed of a random start that there is something to repair in: `seed`, if it is such a one, or the first."""
    bad = runs.seeds[percent_above_best(runs.inertia) > 0].tolist()
    return bad[0] if bad and seed not in bad else seed


def ladder_sentence(setup: Setup, answers: Answers) -> str:
    """What the part says first: which of them is the best for its cost."""
    return f"Which remedy pays? {best_for_its_cost(_tried(setup, answers)[0].tried)}"
