"""The setup panel in the sidebar, the same on every page, and in the URL: a link shows the same picture elsewhere.

Every widget has a key that is also its name in the URL (`bind="query-params"`); defaults drop out of it. Uploaded files
cannot travel in a link: their bytes are kept for the user's visit, and a link asks for the file again.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kmeans_core import EMPTY_CLUSTER_RULES, INITIALIZATIONS
from kmeans_core.datasets import DATASETS, USES_GROUPS, USES_SPREAD
from ui import data, upload, words
from ui.examples import EXAMPLE_LABELS, EXAMPLES
from ui.player import Payload
from ui.points import Points

SOURCES = {"generate": "Shapes", "example": "Example", "upload": "Upload"}
MOST_CLUSTERS = 20
MOST_GENERATED = 10_000
LARGEST_SEED = 2**31 - 1
"""Seeds are kept within what every widget and every browser holds exactly."""

# With nothing touched: a start whose means travel far and end well, while the next start ends badly.
DEFAULT_SHAPE = "blobs"
DEFAULT_SEED = 13
DEFAULT_START = 6


@dataclass(frozen=True)
class Setup:
    """What the user chose: the points, and how k-means starts on them."""

    points: Points
    k: int
    init: str
    start: int
    empty: str

    def payload(self) -> Payload:
        """What the player is sent."""
        return data.payload(self.points.digest, self.points, self.k, self.init, self.start, self.empty)


def setup_panel() -> Setup | None:
    """Draw the panel. None if there are no points yet; the panel then says what is missing."""
    with st.sidebar:
        st.subheader("Data", anchor=False)
        points = _data_panel()
        st.subheader("k-means", anchor=False)
        k = st.slider("k, the number of clusters", 1, MOST_CLUSTERS, 5, key="k", bind="query-params")
        init = st.selectbox(
            "First means",
            list(INITIALIZATIONS),
            format_func=lambda name: words.INITIALIZATION_LABELS.get(name, name),
            key="init",
            bind="query-params",
            help=words.INITIALIZATION_HELP,
        )
        start = st.number_input(
            "Seed of the start",
            0,
            LARGEST_SEED,
            DEFAULT_START,
            key="start",
            bind="query-params",
            help="The same seed picks the same first means. Another seed may lead to another answer.",
        )
        st.button("New start", on_click=new_start, icon=":material/casino:", width="stretch", key="new_start")
        with st.expander("More"):
            empty = st.radio(
                "If a cluster loses all its points",
                EMPTY_CLUSTER_RULES,
                format_func=lambda rule: words.EMPTY_LABELS[rule],
                key="empty",
                bind="query-params",
            )
    if points is None:
        return None
    return Setup(points, k, init, int(start), empty)


def new_start() -> None:
    """The next seed of the start."""
    st.session_state["start"] = (int(st.session_state.get("start", DEFAULT_START)) + 1) % (LARGEST_SEED + 1)


def _data_panel() -> Points | None:
    source = st.segmented_control(
        "Where the points come from",
        list(SOURCES),
        default="generate",
        required=True,
        format_func=lambda name: SOURCES[name],
        key="data",
        bind="query-params",
        label_visibility="collapsed",
    )
    if source == "upload":
        return upload.upload_panel()
    if source == "example":
        return _example_panel()
    return _generate_panel()


def _generate_panel() -> Points:
    shape = st.selectbox(
        "Shape",
        list(DATASETS),
        index=list(DATASETS).index(DEFAULT_SHAPE),
        format_func=lambda name: words.SHAPE_LABELS.get(name, name),
        key="shape",
        bind="query-params",
    )
    n = st.number_input("Number of points", 1, MOST_GENERATED, 300, step=50, key="n", bind="query-params")
    groups = st.slider(
        "Groups in the data",
        1,
        MOST_CLUSTERS,
        5,
        key="groups",
        bind="query-params",
        disabled=shape not in USES_GROUPS,
        help="How many groups the points are made in. k-means is not told.",
    )
    spread = st.slider(
        "Spread of the groups",
        0.0,
        3.0,
        1.0,
        0.1,
        key="spread",
        bind="query-params",
        disabled=shape not in USES_SPREAD,
    )
    seed = st.number_input("Seed of the data", 0, LARGEST_SEED, DEFAULT_SEED, key="seed", bind="query-params")
    return data.generated(shape, int(n), groups, float(spread), int(seed))


def _example_panel() -> Points:
    name = st.selectbox(
        "Table",
        list(EXAMPLES),
        format_func=lambda key: EXAMPLE_LABELS[key],
        key="example",
        bind="query-params",
    )
    chosen = EXAMPLES[name]
    st.caption(chosen.about)
    frame = data.example(name)
    numeric = [str(column) for column in frame.select_dtypes("number").columns]
    x, y = upload.choose_columns(numeric, chosen.x, chosen.y)
    return data.points_from_frame(frame, x, y, f"{EXAMPLE_LABELS[name]}: {x} and {y}")
