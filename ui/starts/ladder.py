"""The ladder of remedies: each on the same points, what it finds and what it costs, and each to be watched."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from kmeans_core.many import ManyRuns
from kmeans_core.scores import percent_above_best
from study import answers_in_words, numbering, remedies
from study.answers import Answers
from study.digits import share
from study.remedies import REMEDIES, Tried
from study.turns import work_of
from ui.setup import Setup
from ui.starts.remedy import starts_of
from ui.starts.shots import show_shots
from ui.visit import shelves, waiting


def ladder(setup: Setup, answers: Answers) -> None:
    """Every remedy in a table, and one of them at work."""
    points, k = setup.points, setup.k
    rows = numbering.sampled_rows(len(points.X))
    X = points.X[rows]
    trials = remedies.trials_for(len(X), k)
    whole = len(rows) == len(points.X)
    known = float(answers.solutions.inertia[0]) if whole else float("inf")

    def make() -> list[Tried]:
        with waiting.turn(work_of(3 * trials * remedies.STARTS_AT_ONCE, len(X), k)):
            return remedies.try_all(X, k, trials, known, setup.start.empty)

    tried = shelves.of(points).made(("remedies", points.digest, k, trials, known, setup.start.empty), make)
    st.markdown(
        f"Each was tried {trials:,} times on {'these points' if whole else f'{len(X):,} of these points, picked at random'}. "
        "*Cost* counts distances between a point and a mean; one random start is 1. *At the same cost*: how often the best is found "
        f"with as much work as {remedies.STARTS_AT_ONCE} random starts take."
    )
    st.table(ladder_table(tried).set_index("Remedy"), border="horizontal")
    name = st.pills(
        "Watch one at work", list(REMEDIES), default=remedies.SPLIT, required=True, key="starts_remedy"
    )
    st.caption(f"**{name}:** {REMEDIES[name]}")
    seed = setup.start.seed
    if name in (remedies.SWAP, remedies.SPLIT) and whole:
        seed = _one_that_ends_badly(starts_of(setup, answers, remedies.ONCE).runs, seed)
    shots = remedies.story(name, X, k, seed, setup.start.empty)
    show_shots(points, shots, "starts_remedy_player", name, places=points.places[rows])


def _one_that_ends_badly(runs: ManyRuns, seed: int) -> int:
    """The seed of a random start that there is something to repair in: `seed`, if it is such a one, or the first."""
    bad = runs.seeds[percent_above_best(runs.inertia) > 0].tolist()
    return bad[0] if bad and seed not in bad else seed


def ladder_sentence() -> str:
    """What the part says first."""
    return "Which remedy finds the best answer, and what does it cost?"


def ladder_table(tried: list[Tried]) -> pd.DataFrame:
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
