"""The closer looks of the page on starting points, one at a time: only the one that is open is computed and drawn."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from study.answers import Answers
from study.links import LOOKS
from ui.setup import Setup
from ui.starts import map, settings
from ui.starts.basins import where_starts_lead
from ui.starts.comparison import RERUN, ways_to_start
from ui.starts.distribution import every_start
from ui.starts.draws import plus_plus_draws
from ui.starts.duet import duet


@st.fragment
def closer_looks(setup: Setup, answers: Answers, each: bool) -> None:
    """The tabs. Changing from one to another, or a setting within one, computes nothing else anew."""
    looks: tuple[Callable[[Setup, Answers, bool], None], ...] = (
        every_start,
        ways_to_start,
        duet,
        plus_plus_draws,
        where_starts_lead,
    )
    tabs = st.tabs(LOOKS, key="look", bind="query-params")
    if not tabs[-1].open:
        map.show_in_address(None)
    for tab, look in zip(tabs, looks, strict=True):
        if tab.open:
            with tab:
                look(setup, answers, each)
    if settings.wants_to_go() or st.session_state.pop(RERUN, False):
        st.rerun()
