"""Things to take home: points with their clusters, means, the animation, and code that gives the same clusters."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from study import export
from study.snippet import snippet
from ui.component import Payload
from ui.player import offline
from ui.setup import Setup
from ui.visit import shelves

MIME = {
    "csv": "text/csv",
    "css": "text/css",
    "html": "text/html",
    "png": "image/png",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""By the ending of a file; text where it is none of these."""


def offer(
    place: DeltaGenerator,
    label: str,
    make: Callable[[], str | bytes],
    filename: str,
    *,
    icon: str | None = None,
    key: str | None = None,
    primary: bool = False,
    disabled: bool = False,
) -> None:
    """A button for one file, which is made when it is asked for. To take it home changes nothing on the page."""
    place.download_button(
        label,
        make,
        filename,
        MIME.get(filename.rpartition(".")[2], "text/plain"),
        on_click="ignore",
        type="primary" if primary else "secondary",
        icon=icon,
        key=key,
        disabled=disabled,
        width="stretch",
    )


def panel(setup: Setup, payload: Payload) -> None:
    """What the page "Step by step" has to take home."""
    with st.expander("Take it with you", icon=":material/download:"):
        left, middle, right = st.columns(3)
        offer(
            left,
            "Points with clusters (CSV)",
            lambda: export.points_csv(setup.points, setup.run()),
            "k-means-points.csv",
        )
        offer(middle, "Means (CSV)", lambda: export.means_csv(setup.points, setup.run()), "k-means-means.csv")
        offer(
            right,
            "Animation (one HTML file)",
            lambda: offline.offline_html(payload, setup.points.title),
            "k-means-step-by-step.html",
        )
        st.caption(
            "The points come with one more column: the cluster at the end of the run. The animation is this run in the player: "
            "it opens in any browser, without a network."
        )
        st.markdown("The same clusters in Python, from the first of these files:")
        st.code(_snippet(setup), language="python", wrap_lines=True)


def _snippet(setup: Setup) -> str:
    points = setup.points
    return shelves.of(points).made(
        ("snippet", points.digest, setup.k, setup.start),
        lambda: snippet(points, setup.run(), export.cluster_column(points), setup.start.empty),
    )
