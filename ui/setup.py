"""The setup panel in the sidebar, the same on every page, and in the URL: a link shows the same picture elsewhere.

Every widget has a key that is also its name in the URL (`bind="query-params"`); defaults drop out of it. Uploaded files
cannot travel in a link: their bytes are kept for the user's visit, and a link asks for the file again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from kmeans_core import EMPTY_CLUSTER_RULES, INITIALIZATIONS, Run
from kmeans_core.datasets import USES_GROUPS, USES_SPREAD
from ui import address, data, kept, links, upload, words
from ui.examples import EXAMPLES
from ui.player import Payload
from ui.points import Array, Points
from ui.starts_by_hand import BY_HAND, Means, means_from_text, means_to_text

SETTINGS = (
    "data",
    "shape",
    "n",
    "groups",
    "spread",
    "seed",
    "example",
    "k",
    "init",
    "start",
    "means",
    "empty",
)
"""The settings that all pages share; those of an uploaded table are kept where they are chosen."""


@dataclass(frozen=True)
class Setup:
    """What the user chose: the points, and how k-means starts on them."""

    points: Points
    k: int
    init: str
    start: int
    means: Means
    """Placed by hand, in the units of the clustering; () if none were."""
    empty: str

    def first_means(self) -> Array:
        """Where the means start, shape (k, n_features), numbered as on screen."""
        return self.run().steps[0].means

    def run(self) -> Run:
        """The start carried to its end."""
        return data.start_and_run(self.points, self.k, self.init, self.start, self.means, self.empty)

    def payload(self) -> Payload:
        """What the player is sent."""
        return data.payload(self.points, self.k, self.init, self.start, self.means, self.empty)


def setup_panel() -> Setup | None:
    """Draw the panel. None if there are no points yet; the panel then says what is missing."""
    kept.arrive()
    with st.sidebar:
        st.subheader("Data", anchor=False)
        points = _data_panel()
        st.subheader("k-means", anchor=False)
        first, more = st.container(), st.expander("More")
        with more:
            empty = st.radio(
                "If a cluster loses all its points",
                EMPTY_CLUSTER_RULES,
                captions=[words.EMPTY_CAPTIONS[rule] for rule in EMPTY_CLUSTER_RULES],
                key="empty",
                bind="query-params",
            )
            means = _means_by_hand()
        with first:
            k = st.slider(
                "k, the number of clusters",
                *links.K.range,
                key="k",
                bind="query-params",
            )
            init = _choose_init(means)
            start = st.number_input(
                "Seed of the start",
                *links.START.range,
                key="start",
                bind="query-params",
                disabled=init == BY_HAND,
                help="The same seed picks the same first means. Another seed may lead to another answer.",
            )
            st.button(
                "New start", on_click=new_start, icon=":material/casino:", width="stretch", key="new_start"
            )
    kept.keep((*SETTINGS, "x", "y") if st.session_state["data"] == links.EXAMPLE_TABLE else SETTINGS)
    if points is None:
        return None
    return Setup(points, k, init, int(start), means, empty)


def new_start() -> None:
    """The next seed of the start; where the means were placed by hand, points picked at random instead."""
    if st.session_state.get("init") == BY_HAND:
        st.session_state["init"] = links.INIT.default
        return
    start = int(st.session_state.get("start", links.START.default))
    st.session_state["start"] = (start + 1) % (links.START.high + 1)


def move_mean(setup: Setup, mean: int, x: float, y: float) -> None:
    """Somebody dragged one of the first means to a place on the plot: all of them are now placed by hand."""
    means = setup.first_means().copy()
    if not 0 <= mean < len(means):
        return
    means[mean] = setup.points.moved_to(means[mean], np.array([x, y]))
    st.session_state["means"] = means_to_text(means, setup.points.X)
    _take_means()


def _means_by_hand() -> Means:
    text = st.text_input(
        "First means, by hand",
        key="means",
        bind="query-params",
        placeholder="1.5,2; 3,4",
        help=words.MEANS_HELP,
        on_change=_take_means,
    )
    means = means_from_text(text, links.K.high)
    if text.strip() and not means:
        st.caption(
            f"No means can be read from this. It takes the form of 1.5,2; 3,4: up to {links.K.high} means."
        )
    return means


def _take_means() -> None:
    """Somebody wrote means: these are meant to be used, all of them."""
    means = means_from_text(st.session_state["means"], links.K.high)
    if means:
        st.session_state["k"] = len(means)
        st.session_state["init"] = BY_HAND


def _choose_init(means: Means) -> str:
    """The list has "by hand" in it where there are such means."""
    names = [*INITIALIZATIONS, BY_HAND] if means else list(INITIALIZATIONS)
    address.settle(links.INIT.among(names))
    if st.session_state.get("init", names[0]) not in names:
        st.session_state["init"] = links.INIT.default
    chosen: str = st.selectbox(
        "First means",
        names,
        key="init",
        bind="query-params",
        help=words.INITIALIZATION_HELP + (words.BY_HAND_HELP if means else ""),
    )
    return chosen


def _data_panel() -> Points | None:
    source = st.segmented_control(
        "Where the points come from",
        links.DATA.options,
        default=links.DATA.default,
        required=True,
        key="data",
        bind="query-params",
        label_visibility="collapsed",
    )
    if source == links.UPLOAD:
        return upload.upload_panel()
    if source == links.EXAMPLE_TABLE:
        return _example_panel()
    return _generate_panel()


def _generate_panel() -> Points:
    shapes = links.SHAPE.options
    shape = st.selectbox(
        "Shape", shapes, index=shapes.index(links.SHAPE.default), key="shape", bind="query-params"
    )
    caption = st.empty()  # what the shape is like depends on the settings below it
    left, right = st.columns(2)
    n = left.number_input(
        "Points",
        *links.POINTS.range,
        step=50,
        key="n",
        bind="query-params",
    )
    seed = right.number_input(
        "Data seed",
        *links.SEED.range,
        key="seed",
        bind="query-params",
        help="The same seed makes the same points. It has nothing to do with the seed of the start.",
    )
    groups = left.slider(
        "Groups",
        *links.GROUPS.range,
        key="groups",
        bind="query-params",
        disabled=shape not in USES_GROUPS,
        help="How many groups the points are made in. k-means is not told.",
    )
    spread = right.slider(
        "Spread",
        *links.SPREAD.range,
        0.1,
        key="spread",
        bind="query-params",
        disabled=shape not in USES_SPREAD,
    )
    caption.caption(words.shape_caption(shape, groups, float(spread)))
    return data.generated(shape, int(n), groups, float(spread), int(seed))


def _example_panel() -> Points:
    name = st.selectbox("Table", links.EXAMPLE.options, key="example", bind="query-params")
    chosen = EXAMPLES[name]
    st.caption(chosen.about)
    frame = data.example(name)
    numeric = [str(column) for column in frame.select_dtypes("number").columns]
    x, y = upload.choose_columns(numeric, chosen.x, chosen.y)
    return data.points_from_example(frame, x, y, f"{name}: {x} and {y}")
