"""Long computations on a page take turns; see `study/turns.py`. Whoever waits is told so, and can change a setting, stop it or
leave."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from study.turns import TURNS

PATIENCE = 0.5
"""Seconds of computing after which the page shows how far it is, and then again."""
_STOPPED = "stopped"


@contextmanager
def turn(work: float, stops: tuple[str, Hashable] | None = None) -> Iterator[Callable[[str], None]]:
    """Around a computation, which may tell again and again how far it is to the function that this hands out.

    Streamlit ends a script when something is to be shown and nobody wants it any more: a setting was changed, the visit is
    over. So whoever waits is stopped, and whoever computes and tells.

    stops : there is a button that stops it, and for what: the name of the computation, and what it is of. Ask `is_stopped`
        before it begins again
    """
    place: DeltaGenerator | None = None
    line: DeltaGenerator | None = None
    shown = 0.0

    def show(sentence: str) -> None:
        nonlocal place, line
        if place is None or line is None:
            place = st.empty()
            with place.container(horizontal=True, vertical_alignment="center"):
                line = st.empty()
                if stops is not None:
                    st.button("Stop", key=f"stop_{stops[0]}", on_click=_stop, args=stops)
        line.info(sentence, icon=":material/hourglass_top:")

    def tell(sentence: str) -> None:
        nonlocal shown
        if time.monotonic() - shown > PATIENCE:
            show(sentence)
            shown = time.monotonic()

    with TURNS.turn_of(work, show):
        if line is not None:
            line.empty()
        shown = time.monotonic()
        yield tell
    if place is not None:
        place.empty()


def _stop(name: str, of: Hashable) -> None:
    st.session_state[f"{_STOPPED} {name}"] = of


def is_stopped(name: str, of: Hashable, sentence: str, go_on: str) -> bool:
    """Whether this computation was stopped; if so, a sentence says it, and a button with the label `go_on` lets it go on."""
    if st.session_state.get(f"{_STOPPED} {name}") != of:
        return False
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(sentence, icon=":material/stop_circle:")
        st.button(go_on, key=f"go_on_{name}", on_click=_stop, args=(name, None))
    return True
