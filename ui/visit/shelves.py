"""Where results are kept: with the visit they belong to, or, where settings alone made them, once for all visits."""

from __future__ import annotations

import streamlit as st

from study.memory import Server, Shelf
from study.points import Points

SERVER = Server()
COMMON = SERVER.shelf()
"""For what is made from settings alone. Nothing of a visitor's own table may be on it."""
_SHELF = "shelf"


def of_visit() -> Shelf:
    """The shelf of this visit; it is gone when the visit is."""
    if _SHELF not in st.session_state:
        st.session_state[_SHELF] = SERVER.shelf()
    found: Shelf = st.session_state[_SHELF]
    return found


def of(points: Points) -> Shelf:
    """The shelf for what is made of these points."""
    return of_visit() if points.private else COMMON
