"""The look at where starting places lead: the map, what moves on it, and the run from there."""

from __future__ import annotations

from functools import partial

import streamlit as st

from study import answers_in_words
from study.answers import Answers
from study.text import literal
from ui.player import show_player
from ui.setup import Setup
from ui.starts import map, settings
from ui.starts.plots import plot_config
from ui.theme import is_dark

ONE, TWO = "One mean, anywhere", "Two means at once"


def map_sentence() -> str:
    """What the part says first."""
    return "Where do starts lead? Put a mean anywhere, and see which answer it leads to"


def where_starts_lead(setup: Setup, answers: Answers, each: bool) -> None:
    """The map, what moves on it, and the run from the means that were moved."""
    points = setup.points
    none = map.why_no_map(points)
    if none:
        st.info(none)
        return
    try:
        start = setup.first_means()
    except ValueError as error:  # placed by hand, and not for these points or this k
        st.info(literal(error, 400))
        return
    state = map.dragged(points, start, setup.start_name)
    map.show_in_address(state)
    if state.gone:
        st.caption(
            "The means that were moved on the map do not fit any more: it begins anew at the start that is set."
        )
    free = _what_moves(state.free, setup.k)
    key = "starts_map"
    map.show_map(
        map.map_payload(
            points,
            answers,
            each,
            state,
            start,
            free,
            setup.start.empty,
            paragraphs=answers_in_words.about_map(free, setup.start.called),
            dark=is_dark(),
        ),
        key,
        plot_config("k-means-where-starts-lead"),
        partial(map.take_move, key, points),
    )
    if not state.moved:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**The run from these means:**", width="content")
        st.button(
            "Watch it step by step",
            key="starts_moved_open",
            on_click=settings.open_means,
            args=(state.placed.text,),
            icon=":material/open_in_full:",
        )
        st.button(
            "Put the means back where the start has them",
            key="starts_put_back",
            on_click=map.put_back,
            icon=":material/undo:",
        )
    show_player(
        settings.payload_from(points, state.means(points), setup.start.empty), key="starts_moved", leader=True
    )


def _what_moves(last: int, k: int) -> int | tuple[int, int]:
    """The mean that moves, the `last` one that was moved; or the two that slide."""
    if k == 1:
        return 0
    with st.container(horizontal=True, vertical_alignment="bottom"):
        what = st.segmented_control("What moves", [ONE, TWO], default=ONE, required=True, key="starts_moves")
        if what == ONE:
            return last
        numbers = list(range(k))
        across = st.selectbox(
            "Slides left and right",
            numbers,
            format_func=lambda index: f"Mean {index + 1}",
            key=f"starts_across_{k}",
            width=170,
        )
        up = st.selectbox(
            "Slides up and down",
            [index for index in numbers if index != across],
            format_func=lambda index: f"Mean {index + 1}",
            key=f"starts_up_{k}",
            width=170,
        )
    return across, up
