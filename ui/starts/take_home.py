"""What this page has to take home."""

from __future__ import annotations

import streamlit as st

from study import export
from study.answers import Answers, starts_csv
from study.distance_snippet import code_for
from ui import data, downloads
from ui.setup import Setup
from ui.starts import settings
from ui.visit import shelves

PICTURES = {"png": "PNG (pixels)", "svg": "SVG (sharp at any size)"}


def offer_starts(setup: Setup, answers: Answers) -> None:
    """Every start as a table, the best answer with the code that gives it again, and how plots are saved."""
    with st.expander("Take it with you", icon=":material/download:"):
        left, middle, right = st.columns([1, 1, 1], gap="medium", vertical_alignment="bottom")
        downloads.offer(
            left, "Every start (CSV)", lambda: starts_csv(answers), "k-means-starts.csv", key="starts_csv"
        )
        points, start = setup.points, settings.starts_by_rank(answers, [0], setup.start.empty)[0]
        downloads.offer(
            middle,
            "Best answer (CSV)",
            lambda: export.points_csv(points, data.start_and_run(points, setup.k, start)),
            "k-means-points.csv",
            key="starts_best",
        )
        right.radio(
            "The camera above each plot saves it as",
            list(PICTURES),
            format_func=lambda kind: PICTURES[kind],
            key="starts_pictures",
            horizontal=True,
        )
        st.caption(
            f"The first table has one row per start: seed, way to start, {answers.total}, iterations, the answer it led to, and scores. "
            "The second has the points, with the cluster of each in the best answer that these starts found. "
            "The small pictures of the answers are saved by the buttons below them."
        )
        st.markdown("The clusters of the best answer in Python, from the second of these files:")
        code = shelves.of(points).made(
            ("best in code", points.digest, setup.k, start), lambda: code_of_best(setup, answers)
        )
        st.code(code, language="python", wrap_lines=True)


def code_of_best(setup: Setup, answers: Answers) -> str:
    """Python code that gives the best answer again, from the points with their clusters."""
    points, start = setup.points, settings.starts_by_rank(answers, [0], setup.start.empty)[0]
    run = data.start_and_run(points, setup.k, start)
    return code_for(points, run, export.cluster_column(points), start.empty)
