"""What near means: one control, on every page on which it can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from study import links
from study.similarities import NEARS_OF_TABLES, Measure


def choose_measure(
    *,
    key: str = links.BY.name,
    on_change: Callable[[], None] | None = None,
    options: Sequence[str] = links.BY.options,
) -> Measure:
    """The distance that is chosen: that of the points in the panel, which is in the address.

    key, on_change, options : those of a table on the desk, which a page keeps there itself
    """
    name: str = st.selectbox(
        "Near means",
        options,
        key=key,
        bind="query-params" if key == links.BY.name else None,
        on_change=on_change,
    )
    return NEARS_OF_TABLES[name]
