"""The look at k-means++, draw by draw."""

from __future__ import annotations

import numpy as np
import streamlit as st

from charts.starts.draws import draws_figure
from charts.starts.look import Plane
from kmeans_core import kmeans_plus_plus_draws
from study.answers import Answers
from study.links import LARGEST_SEED
from study.words import count
from ui.setup import Setup
from ui.starts import settings
from ui.starts.plots import beside, plot
from ui.theme import is_dark


def plus_plus_draws(setup: Setup, answers: Answers, each: bool) -> None:
    """How k-means++ draws the first means, one at a time."""
    points = setup.points
    with beside(
        "k-means++ draws the first means **one at a time**. At each draw the *area* of a point is its chance to be drawn: the "
        "square of its distance to the nearest mean so far. At the first draw all chances are equal.\n\n"
        "The ring is the point that was drawn. Watch the points around it shrink: a group that has a mean is hardly drawn "
        "again, so each group is likely to get one. Unlucky draws remain possible.\n\n"
        "Move the slider, or press **Play**."
    ):
        seed = st.number_input(
            "Seed of these draws", 0, LARGEST_SEED, setup.start.seed, key="starts_draws_seed", width=220
        )
        draws = kmeans_plus_plus_draws(points.X, setup.k, np.random.default_rng(int(seed)))
        plot(
            draws_figure(
                Plane(points.places, points.axis_titles, points.unit_ratio, points.one_column),
                draws,
                dark=is_dark(),
            ),
            "starts_draws",
            "k-means-plus-plus-draws",
            f"{count(setup.k, 'draw')} of k-means++ on {count(len(points.X), 'point')}, one frame each.",
        )
        st.button(
            "Watch k-means go on from these means",
            key="starts_draws_open",
            on_click=settings.open_start,
            args=(int(seed), "k-means++"),
            icon=":material/open_in_full:",
        )
