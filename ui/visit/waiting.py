"""Long computations on a page take turns; see `study/turns.py`. Whoever waits is told so, and can change a setting or leave."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from study.turns import TURNS

PATIENCE = 0.5
"""Seconds of computing after which the page shows how far it is, and then again."""


@contextmanager
def turn(work: float) -> Iterator[Callable[[str], None]]:
    """Around a computation, which may tell again and again how far it is to the function that this hands out.

    Streamlit ends a script when something is to be shown and nobody wants it any more: a setting was changed, the visit is
    over. So whoever waits is stopped, and whoever computes and tells.
    """
    place: DeltaGenerator | None = None
    shown = 0.0

    def show(sentence: str) -> None:
        nonlocal place
        place = place or st.empty()
        place.info(sentence, icon=":material/hourglass_top:")

    def tell(sentence: str) -> None:
        nonlocal shown
        if time.monotonic() - shown > PATIENCE:
            show(sentence)
            shown = time.monotonic()

    with TURNS.turn_of(work, show):
        if place is not None:
            place.empty()
        shown = time.monotonic()
        yield tell
    if place is not None:
        place.empty()
