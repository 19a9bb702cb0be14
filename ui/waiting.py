"""Long computations on a page take turns; see `ui/turns.py`. Whoever waits is told so, and can change a setting or leave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.turns import TURNS


@contextmanager
def turn(work: float) -> Iterator[None]:
    """Around a computation that shows nothing of its own. Streamlit ends a script that waits when nobody wants it any more."""
    place: DeltaGenerator | None = None

    def wait(sentence: str) -> None:
        nonlocal place
        place = place or st.empty()
        place.info(sentence, icon=":material/hourglass_top:")

    with TURNS.turn_of(work, wait):
        if place is not None:
            place.empty()
        yield
