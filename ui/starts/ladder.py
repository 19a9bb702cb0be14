"""The ladder of remedies: each on the same points, what it finds and what it costs, and each to be watched."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from kmeans_core.many import ManyRuns
from kmeans_core.scores import percent_above_best
from study import answers_in_words, numbering, remedies
from study.answers import Answers
from study.digits import share
from study.numbering import IntArray
from study.remedies import REMEDIES, Ladder, Tried
from study.turns import work_of
from study.words import in_words
from ui import data
from ui.setup import Setup
from ui.starts.remedy import better_than_page, starts_of
from ui.starts.shots import show_shots
from ui.visit import shelves, waiting


def _rows(setup: Setup) -> IntArray:
    """Which points the remedies are tried on."""
    return numbering.sampled_rows(len(setup.points.X))


def _tried(setup: Setup, answers: Answers) -> tuple[Ladder, float]:
    """How every remedy fared, and the least inertia of the starts told of above; infinite where these are of more points."""
    points, k, rows = setup.points, setup.k, _rows(setup)
    X = points.X[rows]
    trials = remedies.trials_for(len(X), k)
    known = float(answers.solutions.inertia[0]) if len(rows) == len(points.X) else float("inf")

    def make() -> Ladder:
        with waiting.turn(work_of(3 * trials * remedies.STARTS_AT_ONCE, len(X), k)):
            return remedies.try_all(X, k, trials, known, setup.start.empty)

    found = shelves.of(points).made(("remedies", points.digest, k, trials, known, setup.start.empty), make)
    return found, known


def ladder(setup: Setup, answers: Answers) -> None:
    """Every remedy in a table, and one of them at work."""
    points, k, rows = setup.points, setup.k, _rows(setup)
    X, whole = points.X[rows], len(rows) == len(points.X)
    found, known = _tried(setup, answers)
    st.markdown(
        f"Each was tried {found.tried[0].tried:,} times on {'these points' if whole else f'{len(X):,} of these points, picked at random'}. "
        "*Cost* counts distances between a point and a mean; one random start is 1. *At the same cost*: how likely the best is found "
        f"with as much work as {remedies.STARTS_AT_ONCE} random starts take, and one go at least."
    )
    if whole:
        better = float(percent_above_best(known, min(known, found.best)))
        by = max(found.tried, key=lambda each: each.found).name
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


def best_for_its_cost(tried: Sequence[Tried]) -> str:
    """As the last column of the table has it: what is written alike there is as good."""
    told = [share(each.at_same_cost) for each in tried]
    most = share(max(each.at_same_cost for each in tried))
    names = [each.name for each, text in zip(tried, told, strict=True) if text == most]
    work = f"for the work of {in_words(remedies.STARTS_AT_ONCE)} random starts"
    if len(names) == len(tried):
        return f"Here {work} all find the best equally surely: {most}"
    if len(names) > 2:
        many = f"{in_words(len(names))} of {in_words(len(tried))}"
        return f"{work.capitalize()}, {many} find the best equally surely: {most}"
    verb = "finds" if len(names) == 1 else "find"
    return f"{work.capitalize()}, {' and '.join(names)} {verb} the best most surely: {most}"


def ladder_table(tried: Sequence[Tried]) -> pd.DataFrame:
    """One row per remedy, every number rounded and named."""
    once = tried[0].distances
    return pd.DataFrame(
        [
            {
                "Remedy": each.name,
                "Finds the best": share(each.share),
                "95% interval": answers_in_words.interval(each.interval),
                "Cost": f"{each.distances / once:.1f}",
                "At the same cost": share(each.at_same_cost),
            }
            for each in tried
        ]
    )
