"""Below the player: how far its run ended from the best there is, where that can be proved."""

from __future__ import annotations

import streamlit as st

from charts.optimum import strip_figure
from study.optimum import optimum_in_words
from ui import data
from ui.figure import show_figure
from ui.setup import Setup


def show_best(setup: Setup) -> None:
    """What is proved, in words; for one column as a strip too. Nothing where nothing can be proved."""
    points = setup.points
    best = data.proved(points, setup.k, setup.start)
    if best is None:
        return
    run = setup.run()
    leads, follows = optimum_in_words(points, run, best)
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
