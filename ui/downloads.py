"""Things to take home: points with their clusters, means, the animation, and code that gives the same clusters."""

from __future__ import annotations

import streamlit as st

from ui import export
from ui.player import Payload
from ui.setup import Setup


def panel(setup: Setup, payload: Payload) -> None:
    """The download buttons. Files are made when they are asked for."""

    with st.expander("Take it with you", icon=":material/download:"):
        columns = st.columns(3)
        columns[0].download_button(
            "Points with clusters (CSV)",
            lambda: export.points_csv(setup.points, setup.run()),
            "k-means-points.csv",
            "text/csv",
            on_click="ignore",
            width="stretch",
            help="Your columns, and one more: the cluster at the end of the run.",
        )
        columns[1].download_button(
            "Means (CSV)",
            lambda: export.means_csv(setup.points, setup.run()),
            "k-means-means.csv",
            "text/csv",
            on_click="ignore",
            width="stretch",
        )
        columns[2].download_button(
            "Animation (one HTML file)",
            lambda: export.offline_html(payload, setup.points.title),
            "k-means-step-by-step.html",
            "text/html",
            on_click="ignore",
            width="stretch",
            help="The player with this run. It opens in any browser, without a network.",
        )
        st.markdown("The same clusters in Python, with scikit-learn, from the first of these files:")
        st.code(export.snippet(setup.points, setup.run()), language="python")
