"""What the page on other distances has to take home."""

from __future__ import annotations

import streamlit as st

from study import export
from study.distance_snippet import snippet_by_distance
from study.similarities import Measure
from ui import downloads
from ui.distances.comparing import Other
from ui.player import offline
from ui.setup import Setup


def offer_code(setup: Setup, measure: Measure, other: Other) -> None:
    """The points with their clusters by this distance, the animation, and code that gives the same clusters."""
    points = other.points
    with st.expander("Take it with you", icon=":material/download:"):
        left, right = st.columns(2)
        downloads.offer(
            left,
            "Points with clusters (CSV)",
            lambda: export.points_csv(points, other.run),
            "k-means-points.csv",
        )
        downloads.offer(
            right,
            "Animation (one HTML file)",
            lambda: offline.offline_html(other.payload, f"{points.title}, by {measure.name}"),
            "other-distance-step-by-step.html",
        )
        st.markdown("The same clusters in Python, from the first of these files:")
        code = snippet_by_distance(
            points, other.run, measure, export.cluster_column(points), setup.start.empty
        )
        st.code(code, language="python", wrap_lines=True)
