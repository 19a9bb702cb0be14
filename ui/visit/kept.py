"""Settings on their way from page to page, through links, and Back and Forward.

1. A widget with a key and `bind="query-params"` keeps its value across pages by itself, whether a page between has it or not;
   the same key on two pages is the same setting. Streamlit sees to that, and to the address, but for what it forgets: see
   `_keep_what_came_last`.
2. What the address of a page says goes before what was kept: links, and page links with `query_params`.
3. Going Back and Forward, the address alone counts, defaults included. What no widget keeps is taken from it by its owner, who
   asks `goes_back`.
4. One entry in the browser's history for each thing that is done: history.js.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.session_state_proxy import get_session_state

from study import links
from study.link_kinds import Choice
from ui.visit import restarts

_PAGE, _FIRST, _MOVED = "page on screen", "first run", "page changed"


def note_page() -> bool:
    """At the top of every page: note which one is on screen, and say whether it was another before."""
    context = get_script_run_ctx()
    page = context.page_script_hash if context else ""
    if _PAGE not in st.session_state:
        restarts.notice()
    st.session_state[_FIRST] = _PAGE not in st.session_state
    moved = st.session_state.get(_PAGE) not in (None, page)
    st.session_state[_PAGE], st.session_state[_MOVED] = page, moved
    if moved:
        _keep_what_came_last()
    return moved


def _keep_what_came_last() -> None:
    """On a change of page, Streamlit puts away under its key what each widget was set to, but for the widgets that came with the
    last run of the page before: all of them, where a link was opened and the page left. These are put away here."""
    state = (
        get_session_state()._state
    )  # what is set through `st.session_state` would not get into the address
    for name in links.NAMES:
        if name in state:
            state._old_state[name] = state[name]


def carried() -> dict[str, list[str]]:
    """The settings that the visit has on any page, as an address has them, without those that are defaults: a change of page takes
    them along."""
    found = {
        name: st.session_state.get(name)
        for name, parameter in links.BY_NAME.items()
        if getattr(parameter, "late", "") or st.session_state.get(name) != parameter.in_force
    }
    return {name: _written(value) for name, value in found.items() if value is not None}


def _written(value: Any) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(each) for each in value] or [""]
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def goes_back() -> bool:
    """Whether this run is there because somebody went Back or Forward."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def somebody_chose() -> bool:
    """Whether this run is there because of a choice: a widget was changed or pressed, or a component changed a setting. What a component
    tells by itself, as that it has come into view, is none."""
    state = get_session_state()._state
    widgets, settings = state._new_widget_state, state._new_session_state
    return any(
        each in widgets and not str(about.value_type).startswith("json") and state._widget_changed(each)
        for each, about in widgets.widget_metadata.items()
    ) or any(
        name in settings and settings[name] != state._old_state.get(state._get_widget_id(name))
        for name in links.NAMES
    )


def about_to_be(setting: Choice) -> str:
    """What a widget further down the page will be set to in this run."""
    said, name = st.query_params.get(setting.name), setting.name
    if goes_back():
        return said or setting.default
    if said and st.session_state[_MOVED]:
        return said
    return str(st.session_state.get(name) or said or setting.default)


def arrives() -> bool:
    """Whether the address is that of a link: the visit begins with this run, or the page was another before."""
    return bool(st.session_state[_FIRST] or st.session_state[_MOVED])


def is_first_run() -> bool:
    """Whether the visit begins with this run: no script of ours is in the browser yet."""
    return bool(st.session_state[_FIRST])


def switch_to(page: str, settings: Mapping[str, str] | None = None) -> None:
    """Go to another page, which has the same settings, but for these, written as in an address. What the page before has no
    widget for gets into the address only so."""
    # Without this argument, it refuses where widgets are bound to the address
    st.switch_page(page, query_params=dict(settings or {}))
