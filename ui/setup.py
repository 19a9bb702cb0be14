"""What people set beside the figure, the same on every page, and in the URL: a link shows the same picture elsewhere.

Every widget has a key that is also its name in the URL (`bind="query-params"`); defaults drop out of it. Uploaded files
cannot travel in a link: their bytes are kept for the user's visit, and a link asks for the file again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kmeans_core import EMPTY_CLUSTER_RULES, INITIALIZATIONS, Run
from kmeans_core.checks import count_distinct
from kmeans_core.datasets import USES_GROUPS, USES_SPREAD
from study import links, words
from study.by_hand import BY_HAND, Hand, Means, Placed, means_from_text
from study.examples import EXAMPLES
from study.points import Array, Points
from study.start_settings import StartSettings
from study.touched import ALL_PLACED, Arrangement, Touched
from ui import data, drawn
from ui.component import Payload
from ui.layout import Stage
from ui.one_of import one_of
from ui.table import choosing, in_rail

_COLUMNS, _WAITING, _NOTE, _NOTE_ON_K = "placed on", "placed waiting", "placed note", "placed note on k"


@dataclass(frozen=True)
class Setup:
    """What the user chose: the points, and how k-means starts on them."""

    points: Points
    k: int
    start: StartSettings
    base: Points
    """The points without what somebody drew."""

    def first_means(self) -> Array:
        """Where the means start, shape (k, n_features), numbered as on screen."""
        return self.run().steps[0].means

    @property
    def has_other_starts(self) -> bool:
        """Whether another seed may start elsewhere."""
        return not self.start.why_all_are_the_same(self.points, self.k)

    @property
    def start_name(self) -> tuple[object, ...]:
        """What tells this start from others, whatever the points."""
        return self.k, *self.start.name

    def run(self) -> Run:
        """The start carried to its end."""
        return data.start_and_run(self.points, self.k, self.start)

    def payload(self) -> Payload:
        """What the player is sent."""
        return data.payload(self.points, self.k, self.start)

    def paper(self) -> Payload | None:
        """What it is sent instead, where too few points are left for k means."""
        return drawn.paper(self.base, self.points, self.k, self.start)


def setup_panel(places: Stage, *, init: str | None = None, draws: bool = False) -> Setup | None:
    """Draw the settings into the rail. None if there are no points yet; where a file makes none, the head of the page says why.

    init : how first means are chosen, on a page that has a control of its own for this and shows many starts; the one start by
        itself is then less in view
    draws : whether this page has the paper on which points are drawn: where all are rubbed out, it has none
    """
    one_start = init is None
    with places.rail:
        clusters = st.container(key="clusters")
        first = st.container(key="first_means") if one_start else None
        base, points = _points_panel(places)
        with clusters:
            k = st.number_input(
                "Clusters", *links.K.range, key="k", bind="query-params", on_change=_forget_needless_means
            )
            if points is not None:
                _follow_k(points, int(k))
        with first or st.container():
            start = _start_settings(init)
        if one_start:
            with clusters:
                _new_start_button(_why_no_other(base, points, int(k), start, draws))
    _say_what_became_of_them(_NOTE, places.top.info, icon=":material/back_hand:")
    _say_what_became_of_them(_NOTE_ON_K, clusters.caption)
    if base is None or points is None:
        return None
    return Setup(points, int(k), start, base)


def points_panel(places: Stage) -> Points | None:
    """What the points are, alone, in the rail: for a page on which no single start is set."""
    return _points_panel(places)[1]


def _points_panel(places: Stage) -> tuple[Points | None, Points | None]:
    """The points without what somebody drew, and with it."""
    with places.rail, st.container(key="points"):
        base = _data_panel(places.top)
        points = None if base is None else drawn.on(base)
    if points is not None:
        _follow_columns(points)
    return base, points


def _start_settings(given: str | None) -> StartSettings:
    """How k-means starts. given : the way that another control says"""
    in_view = given is None
    view = st.container(key="start_in_view") if in_view else None
    with st.popover("Empty clusters, means by hand" if in_view else "One start by itself", type="tertiary"):
        view = view or st.container()
        means = _means_by_hand()
        empty = st.radio(
            "If a cluster loses all its points",
            EMPTY_CLUSTER_RULES,
            captions=[words.EMPTY_CAPTIONS[rule] for rule in EMPTY_CLUSTER_RULES],
            key="empty",
            bind="query-params",
        )
        st.caption(words.INITIALIZATION_HELP + (words.BY_HAND_HELP if means else ""))
    with view:
        init = _init_beside(given, means) if given is not None else _choose_init(means)
        seed = st.number_input(
            "Seed of the start",
            *links.START.range,
            key="start",
            bind="query-params",
            disabled=init == BY_HAND,
        )
    touched = Touched.from_text(st.session_state["means"]) if init == BY_HAND else ALL_PLACED
    return StartSettings(init, int(seed), means, empty, touched)


def _why_no_other(
    base: Points | None, points: Points | None, k: int, start: StartSettings, draws: bool
) -> str:
    """Why there is no other start, for the screen; "" where there may be one."""
    if base is None or points is None:
        return ""
    left = drawn.places_left(base, points, k) if draws else count_distinct(points.X, k)
    if left < k:
        return "There is no start yet: the points are too few."
    return start.why_all_are_the_same(points, k)


def _new_start_button(why_not: str) -> None:
    st.button("New start", on_click=new_start, key="new_start", width="stretch", disabled=bool(why_not))
    if why_not:
        st.caption(why_not)


def new_start() -> None:
    """The next seed of the start, where the means were placed by hand, too: Back has them still."""
    leave_the_hand()
    start = int(st.session_state.get("start", links.START.default))
    st.session_state["start"] = (start + 1) % (links.START.high + 1)


def leave_the_hand() -> None:
    """In a callback: k-means does not start at means that were placed by hand, and these are forgotten."""
    if st.session_state.get("init") == BY_HAND:
        st.session_state["init"] = links.INIT.default
    st.session_state["means"] = ""


def _forget_needless_means() -> None:
    """A callback: means by hand that are not used, and that are not as many as there are clusters, are forgotten."""
    means = means_from_text(st.session_state.get("means"), links.K.high)
    if st.session_state.get("init") != BY_HAND and len(means) != st.session_state["k"]:
        leave_the_hand()


def _means_by_hand() -> Means:
    text = st.text_input(
        "First means, placed by hand",
        key="means",
        bind="query-params",
        placeholder="1.5,2; 3,4",
        on_change=take_means,
    )
    means = means_from_text(text, links.K.high)
    if text.strip() and not means:
        st.caption(
            f"No means can be read from this. It takes the form of 1.5,2; 3,4: up to {links.K.high} means."
        )
    return means


def take_means() -> None:
    """Somebody wrote means: these are meant to be used, all of them, on the columns that are there."""
    st.session_state.pop(_COLUMNS, None)
    means = means_from_text(st.session_state["means"], links.K.high)
    if means:
        st.session_state["k"] = len(means)
        st.session_state["init"] = BY_HAND


@dataclass(frozen=True)
class _Note:
    """What became of placed means, for as long as the settings are those that were put in their place."""

    sentence: str
    settings: tuple[object, ...]


def _follow_columns(points: Points) -> None:
    """Before the widgets: where other columns count than those that means were placed on, see what becomes of these."""
    state = st.session_state
    columns = state.get(_COLUMNS, points.names)
    state[_COLUMNS] = points.names
    if columns == points.names:
        return
    means = means_from_text(state.get("means"), links.K.high)
    in_use = state.get("init") == BY_HAND
    hand, sentence = Hand(
        Placed(means, columns) if means else None, bool(means) and in_use, state.get(_WAITING)
    ).follow(points)
    state[_WAITING] = hand.waiting
    state["means"] = hand.placed.text if hand.placed else ""
    if hand.in_use and hand.placed and not in_use:
        state["init"], state["k"] = BY_HAND, len(hand.placed.means)
    elif in_use and not hand.in_use:
        state["init"] = links.INIT.default
    if sentence:
        state[_NOTE] = _Note(sentence, _settings())


def _settings() -> tuple[object, ...]:
    return tuple(st.session_state.get(key) for key in ("init", "k", "means", _COLUMNS))


def _follow_k(points: Points, k: int) -> None:
    """Before the field with the means: where those placed by hand are not as many as k, one is added or taken away."""
    state = st.session_state
    text = state.get("means")
    means = means_from_text(text, links.K.high)
    if state.get("init") != BY_HAND or not means or len(means[0]) != points.X.shape[1]:
        return
    now, sentence = Arrangement.placed(means, Touched.from_text(text), points).of(k, points.X)
    if sentence:
        state["means"] = now.text(points)
        state[_NOTE_ON_K] = _Note(sentence, _settings())


def _say_what_became_of_them(what: str, say: Callable[..., object], **look: str) -> None:
    note: _Note | None = st.session_state.get(what)
    if note is None:
        return
    if note.settings == _settings():
        say(note.sentence, **look)
    else:
        del st.session_state[what]


def _init_beside(given: str, means: Means) -> str:
    """What another control says; where means were placed by hand, these may be chosen instead. What a link says goes to the pages
    that ask."""
    linked = st.query_params.get(links.INIT.name, links.INIT.default)
    st.session_state.setdefault(links.INIT.name, linked)
    chosen = _choose_init(means) if means else given
    return chosen if chosen == BY_HAND else given


def _choose_init(means: Means) -> str:
    """The list has "by hand" in it where there are such means."""
    names = [*INITIALIZATIONS, BY_HAND] if means else list(INITIALIZATIONS)
    if st.session_state.get("init", names[0]) not in names:
        st.session_state["init"] = links.INIT.default
    chosen: str = st.selectbox(
        "First means",
        names,
        key="init",
        bind="query-params",
        on_change=_forget_needless_means,
    )
    return chosen


def _data_panel(top: DeltaGenerator) -> Points | None:
    source = one_of("Where the points come from", links.DATA, joined=True)
    if source == links.UPLOAD:
        return in_rail.upload_panel(top)
    if source == links.EXAMPLE_TABLE:
        return _example_panel()
    return _generate_panel()


def _generate_panel() -> Points:
    shape = one_of("Shape", links.SHAPE, wide=True)
    with st.container(key="about_shape", horizontal=True, vertical_alignment="center"):
        caption = (
            st.empty()
        )  # what the shape is like depends on the settings below it, and on what is rubbed out
        with st.popover("Number, spread, seed", type="tertiary"):
            n = st.number_input(
                "Number of points", *links.POINTS.range, step=50, key="n", bind="query-params"
            )
            groups = st.slider(
                "Groups they are made in; k-means is not told",
                *links.GROUPS.range,
                key="groups",
                bind="query-params",
                disabled=shape not in USES_GROUPS,
            )
            spread = st.slider(
                "Spread",
                *links.SPREAD.range,
                0.1,
                key="spread",
                bind="query-params",
                disabled=shape not in USES_SPREAD,
            )
            seed = st.number_input("Data seed", *links.SEED.range, key="seed", bind="query-params")
            st.caption("The same seed makes the same points.")
    points = data.generated(shape, int(n), groups, float(spread), int(seed))
    drawn.follow(points)
    caption.caption(
        "No point of this shape is left. Another shape, or another seed, brings points again."
        if drawn.are_all_rubbed_out(points)
        else f"**{shape}** · {words.shape_caption(shape, groups, float(spread))}"
    )
    return points


def _example_panel() -> Points:
    name = st.selectbox("Table", links.EXAMPLE.options, key="example", bind="query-params")
    chosen = EXAMPLES[name]
    st.caption(chosen.about)
    frame = data.example(name)
    numeric = [str(column) for column in frame.select_dtypes("number").columns]
    x, y = choosing.choose_axes(numeric, chosen.x, chosen.y)
    return data.points_from_example(frame, x, y, f"{name}: {x} and {y}")
