"""The same groups in Python: code, and the file that it reads."""

from __future__ import annotations

import streamlit as st

from study import export, grouping
from study.distance_snippet import code_for
from study.grouping import Grouping
from study.nearness import no_code_because
from study.start_settings import StartSettings
from ui import data
from ui.downloads import offer
from ui.visit import shelves
from ui.your_data.chosen import Chosen


def show_code(chosen: Chosen, found: Grouping) -> None:
    """Folded: the best start is run once more, with all of its half-steps."""
    box = st.expander("The same groups in Python", icon=":material/code:", key="in_python", on_change="rerun")
    if not box.open:
        return
    points, k = chosen.points, found.k
    with box:
        if why := no_code_because(points.nearness):
            st.caption(why)
            return
        start = StartSettings(grouping.INITIALIZATION, found.seed)
        run = data.start_and_run(points, k, start)
        st.caption(
            "The code reads the file behind this button: the rows that are compared, with the group of each in the column "
            f"“{export.cluster_column(points)}”. It starts where the best start did, and ends with the same groups."
        )
        offer(
            st.container(),
            "Rows for the code (CSV)",
            lambda: export.points_csv(points, run),
            "k-means-points.csv",
            icon=":material/download:",
            key="download_points",
        )
        code = shelves.of(points).made(
            ("code", points.digest, k, start), lambda: code_for(points, run, export.cluster_column(points))
        )
        st.code(code, language="python", wrap_lines=True)
