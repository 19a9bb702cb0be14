"""Settings that travel from page to page.

To Streamlit, two widgets with the same key on two pages are two widgets, and a change of page empties the address. So the
panel notes its settings when it has been drawn, and on the next page takes them up again; what the address of a page says
goes before.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from study import links
from ui import address
from ui.visit import restarts

_KEPT = "settings kept"
_PAGE = "settings page"
_MOVED = "settings moved"
_PHASE = "settings phase"
_ARRIVED, _REPEATED = "arrived", "repeated"


def note_page() -> bool:
    """At the top of every page, whether it has the panel or not: note which one is on screen, and say whether it was another
    before."""
    context = get_script_run_ctx()
    page = context.page_script_hash if context else ""
    if _PAGE not in st.session_state:
        restarts.notice()
    moved = st.session_state.get(_PAGE) not in (None, page)
    if moved:
        st.session_state[_MOVED] = True
    st.session_state[_PAGE] = page
    return moved


def take_over_settings() -> None:
    """Before the widgets: where another page was on screen before, take over its settings."""
    kept: dict[str, object] = st.session_state.get(_KEPT, {})
    if st.session_state.pop(_MOVED, False) and kept:
        phase = _ARRIVED
    else:
        phase = _REPEATED if st.session_state.get(_PHASE) == _ARRIVED else ""
    if phase:
        for key, value in kept.items():
            if phase == _REPEATED or key not in st.query_params:
                st.session_state[key] = value
    st.session_state[_PHASE] = phase


def repeats() -> bool:
    """Whether this is the second run after a change of page: see `keep`."""
    return bool(st.session_state.get(_PHASE) == _REPEATED)


def keep(keys: Iterable[str]) -> None:
    """After the widgets: note their settings for the other pages, and see to it that the address shows them.

    What is set before a widget's first run on a page does not reach the browser. So the run on arrival begins anew.
    """
    st.session_state[_KEPT] = {key: st.session_state[key] for key in keys if key in st.session_state}
    if st.session_state[_PHASE] == _ARRIVED:
        st.rerun()
    if repeats():
        address.show(links.as_address(links.PANEL, st.session_state[_KEPT]))


def switch_to(page: str) -> None:
    """Go to another page, which will take over the settings."""
    st.switch_page(
        page, query_params={}
    )  # without this argument, it refuses where widgets are bound to the address
