"""Below the player: how far its run ended from the best there is, where that can be proved."""

from __future__ import annotations

import streamlit as st

from charts.optimum import strip_figure
from study import optimum
from study.optimum import Best
from study.turns import work_of
from ui.figure import show_figure
from ui.setup import Setup
from ui.visit import shelves, waiting

ROUNDS = 17
"""Of questions that are asked for each number of groups: as often as 100,000 rows can be halved."""


def show_best(setup: Setup) -> None:
    """What is proved, in words; for one column as a strip too. Nothing where nothing can be proved."""
    points = setup.points
    if not optimum.can_be_proved(points):
        return
    run = setup.run()

    def make() -> Best:
        with waiting.turn(work_of(ROUNDS if points.one_column else 1, len(points.X), setup.k)):
            return optimum.best_beside(points, run)

    best: Best = shelves.of(points).made(("best", points.digest, setup.k, setup.start), make)
    leads, follows = optimum.optimum_in_words(points, run, best)
    st.header(leads, anchor=False)
    st.markdown(follows)
    if points.one_column:
        figure = strip_figure(
            points.to_units(points.X)[:, 0],
            best.labels,
            run.labels,
            points.axis_names[0],
            date=0 in points.dates,
        )
        show_figure(
            figure, "best_strip", config={"staticPlot": True}, alt=f"The rows as a strip. {leads} {follows}"
        )
