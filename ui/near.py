"""What near means: one control, on every page on which it can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from study import links
from study.similarities import NEARS_OF_TABLES, Measure
from ui import address
from ui.table import desk_state
from ui.visit import kept

_BY = links.BY.name


def choose_measure() -> Measure:
    """The distance that is chosen for the points in the panel, which is in the address. Where these are of the table on the desk, it is
    that of "Your data" too."""
    desk = desk_state.desk()
    of_table = kept.about_to_be(links.DATA) == links.UPLOAD and desk.drawer.shown is not None
    if of_table and desk.hands_on:
        _take_over(desk.near)
    measure = measure_list(_BY)
    if of_table:
        desk.hands_on = False
        if measure.name != desk.near:
            desk.near, desk.asked = measure.name, replace(desk.asked, near=measure.name)
    return measure


def _take_over(name: str) -> None:
    """What "Your data" went by. A link goes before it."""
    if _BY in st.query_params or kept.goes_back():
        return
    st.session_state[_BY] = name
    if name != links.BY.default:
        address.show({_BY: name})


def measure_list(
    key: str, on_change: Callable[[], None] | None = None, options: Sequence[str] = links.BY.options
) -> Measure:
    """The list of distances. key : the name in the address, or that of a list which a page keeps there itself"""
    name: str = st.selectbox(
        "Near means",
        options,
        key=key,
        bind="query-params" if key == _BY else None,
        on_change=on_change,
    )
    return NEARS_OF_TABLES[name]
