"""Which case is looked at, and in which points."""

from __future__ import annotations

import streamlit as st

from study import links
from study.failures import CASES
from ui.visit import kept


def choose_case() -> tuple[str, int]:
    """The list of cases, other points of the same kind, and the way to watch. The name of the case and its seed."""
    name = st.radio(
        "What k-means is asked to find",
        links.CASE.options,
        format_func=lambda each: CASES[each].label,
        key=links.CASE.name,
        bind="query-params",
    )
    low, high, first = links.DRAWN.range
    seed = st.number_input("Drawn with the seed", low, high, first, key=links.DRAWN.name, bind="query-params")
    st.button("Other points of this kind", key="draw_again", on_click=_draw_again)
    watch = CASES[name].watch
    if watch is not None and st.button("Watch k-means on these points", type="tertiary", key="watch_case"):
        kept.switch_to("app.py", {**watch, "data": links.SHAPES, "seed": str(seed), "k": str(CASES[name].k)})
    return name, int(seed)


def _draw_again() -> None:
    seed = int(st.session_state[links.DRAWN.name])
    st.session_state[links.DRAWN.name] = seed + 1 if seed < links.DRAWN.high else links.DRAWN.low
