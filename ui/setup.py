"""The setup panel in the sidebar, the same on every page, and in the URL: a link shows the same picture elsewhere.

Every widget has a key that is also its name in the URL (`bind="query-params"`); defaults drop out of it. Uploaded files
cannot travel in a link: their bytes are kept for the user's visit, and a link asks for the file again.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kmeans_core import EMPTY_CLUSTER_RULES, INITIALIZATIONS
from kmeans_core.datasets import DATASETS, USES_GROUPS, USES_SPREAD
from ui import data, kept, upload, words
from ui.examples import EXAMPLES
from ui.player import Payload
from ui.points import Points

SHAPES, EXAMPLE, UPLOAD = SOURCES = ("Shapes", "Example", "Upload")
SETTINGS = ("data", "shape", "n", "groups", "spread", "seed", "example", "k", "init", "start", "empty")
"""The settings that all pages share; those of an uploaded table are kept where they are chosen."""
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
    kept.arrive()
    with st.sidebar:
        st.subheader("Data", anchor=False)
        points = _data_panel()
        st.subheader("k-means", anchor=False)
        k = st.slider("k, the number of clusters", 1, MOST_CLUSTERS, 5, key="k", bind="query-params")
        init = st.selectbox(
            "First means",
            list(INITIALIZATIONS),
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
                captions=[words.EMPTY_CAPTIONS[rule] for rule in EMPTY_CLUSTER_RULES],
                key="empty",
                bind="query-params",
            )
    kept.keep((*SETTINGS, "x", "y") if st.session_state["data"] == EXAMPLE else SETTINGS)
    if points is None:
        return None
    return Setup(points, k, init, int(start), empty)


def new_start() -> None:
    """The next seed of the start."""
    st.session_state["start"] = (int(st.session_state.get("start", DEFAULT_START)) + 1) % (LARGEST_SEED + 1)


def _data_panel() -> Points | None:
    source = st.segmented_control(
        "Where the points come from",
        SOURCES,
        default=SHAPES,
        required=True,
        key="data",
        bind="query-params",
        label_visibility="collapsed",
    )
    if source == UPLOAD:
        return upload.upload_panel()
    if source == EXAMPLE:
        return _example_panel()
    return _generate_panel()


def _generate_panel() -> Points:
    shape = st.selectbox(
        "Shape", list(DATASETS), index=list(DATASETS).index(DEFAULT_SHAPE), key="shape", bind="query-params"
    )
    st.caption(words.SHAPE_CAPTIONS.get(shape, ""))
    left, right = st.columns(2)
    n = left.number_input("Points", 1, MOST_GENERATED, 300, step=50, key="n", bind="query-params")
    seed = right.number_input(
        "Data seed",
        0,
        LARGEST_SEED,
        DEFAULT_SEED,
        key="seed",
        bind="query-params",
        help="The same seed makes the same points. It has nothing to do with the seed of the start.",
    )
    groups = left.slider(
        "Groups",
        1,
        MOST_CLUSTERS,
        5,
        key="groups",
        bind="query-params",
        disabled=shape not in USES_GROUPS,
        help="How many groups the points are made in. k-means is not told.",
    )
    spread = right.slider(
        "Spread", 0.0, 3.0, 1.0, 0.1, key="spread", bind="query-params", disabled=shape not in USES_SPREAD
    )
    return data.generated(shape, int(n), groups, float(spread), int(seed))


def _example_panel() -> Points:
    name = st.selectbox("Table", list(EXAMPLES), key="example", bind="query-params")
    chosen = EXAMPLES[name]
    st.caption(chosen.about)
    frame = data.example(name)
    numeric = [str(column) for column in frame.select_dtypes("number").columns]
    x, y = upload.choose_columns(numeric, chosen.x, chosen.y)
    return data.points_from_frame(frame, x, y, f"{name}: {x} and {y}")
