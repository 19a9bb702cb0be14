"""Which distance is compared with that of k-means."""

from __future__ import annotations

import streamlit as st

from study import links
from study.similarities import MEASURES, Measure


def choose() -> Measure:
    """The distance that was chosen."""
    name = st.pills(
        "The distance on the right",
        links.DISTANCE.options,
        default=links.DISTANCE.default,
        required=True,
        key=links.DISTANCE.name,
        bind="query-params",
        label_visibility="collapsed",
    )
    return MEASURES[str(name)]
