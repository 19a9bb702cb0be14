"""Which case is looked at, and in which points."""

from __future__ import annotations

import streamlit as st

from study import failures, links
from study.failure_cases import CASES
from ui.one_of import one_of
from ui.visit import kept


def choose_case() -> str:
    """The list of cases; the name of the one that is chosen."""
    return one_of("What k-means is asked to find", links.CASE, labelled=True)


def choose_seed(name: str) -> int:
    """Other points of the same kind, and the way to watch. The seed of the points."""
    low, high, first = links.DRAWN.range
    seed = int(
        st.number_input("Seed of the points", low, high, first, key=links.DRAWN.name, bind="query-params")
    )
    st.button("Other points of this kind", key="draw_again", on_click=_draw_again)
    if st.button("Watch k-means on these points", type="tertiary", key="watch_case"):
        kept.switch_to("app.py", failures.watch_settings(CASES[name], seed))
    st.caption(failures.WHAT_IT_MEANS)
    return seed


def _draw_again() -> None:
    seed = int(st.session_state[links.DRAWN.name])
    st.session_state[links.DRAWN.name] = seed + 1 if seed < links.DRAWN.high else links.DRAWN.low
