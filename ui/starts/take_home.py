"""What this page has to take home."""

from __future__ import annotations

import streamlit as st

from study.answers import Answers, starts_csv

PICTURES = {"png": "PNG (pixels)", "svg": "SVG (sharp at any size)"}


def offer_starts(answers: Answers) -> None:
    """Every start as a table, and how plots are saved."""
    with st.expander("Take it with you", icon=":material/download:"):
        left, right = st.columns([1, 2], gap="medium", vertical_alignment="bottom")
        left.download_button(
            "Every start (CSV)",
            lambda: starts_csv(answers),
            "k-means-starts.csv",
            "text/csv",
            on_click="ignore",
            width="stretch",
            key="starts_csv",
        )
        right.radio(
            "The camera above each plot saves it as",
            list(PICTURES),
            format_func=lambda kind: PICTURES[kind],
            key="starts_pictures",
            horizontal=True,
        )
        st.caption(
            "The table has one row per start: seed, way to start, inertia, iterations, the answer it led to, and scores. "
            "The small pictures of the answers are saved by the buttons below them."
        )
