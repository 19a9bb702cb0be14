"""The address of a page is checked before any widget reads it, and what does not fit is taken out of it and said in one line.

Streamlit reads a parameter when it makes the widget that is bound to it, and for some values ends the script there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.state.session_state_proxy import get_session_state

from study import links
from study.links import Parameter, Verdict

_NOTES = "link notes"
_PLACE = "link place"


@dataclass(frozen=True)
class _Note:
    """What is said about a parameter, for as long as its setting is the one that was put in its place."""

    verdict: Verdict
    in_force: Any


def check_all(parameters: Sequence[Parameter], moved: bool) -> None:
    """At the top of a page: check all that it takes from its address. `moved`: another page was on screen before."""
    if moved:
        st.session_state.pop(_NOTES, None)
    notes: dict[str, _Note] = st.session_state.setdefault(_NOTES, {})
    for name, note in list(notes.items()):
        if st.session_state.get(name, note.in_force) != note.in_force:
            del notes[name]
    st.session_state[_PLACE] = st.empty()
    _show()
    _check(parameters)


def settle(parameter: Parameter) -> None:
    """Before a widget is made whose choices were not known at the top of the page: check what the address says of it."""
    _check([parameter])


def show(settings: Mapping[str, str | list[str]]) -> None:
    """See to it that the address has these settings. What is set before a widget's first run on a page does not always reach it."""
    with get_session_state().query_params() as address:
        for name, value in settings.items():
            if not address.has_param(name):
                address.set_with_no_forward_msg(name, value)
        address.update({})  # sends the browser all of it


def _check(parameters: Sequence[Parameter]) -> None:
    # What a widget holds goes before the address, which may still have what was typed into it
    address = {
        each.name: st.query_params.get_all(each.name)
        for each in parameters
        if each.name in st.query_params and each.name not in st.session_state
    }
    verdicts = links.judge(parameters, address)
    if not verdicts:
        return
    _take_out({each.name: verdict for each, verdict in verdicts.items()})
    notes: dict[str, _Note] = st.session_state[_NOTES]
    for each, verdict in verdicts.items():
        if verdict.sentence:
            notes[each.name] = _Note(verdict, list(verdict.values) or each.in_force)
    _show()


def _take_out(verdicts: Mapping[str, Verdict]) -> None:
    # `st.query_params` would change what is shown, but not what the widgets are about to read
    with get_session_state().query_params() as address:
        for name, verdict in verdicts.items():
            if verdict.values:
                address.set_with_no_forward_msg(name, list(verdict.values))
            else:
                address.discard_param_no_forward_msg(name)
        address.set_initial_query_params_from_current()
        address.update({})  # sends the browser the rest


def _show() -> None:
    notes: dict[str, _Note] = st.session_state[_NOTES]
    place: DeltaGenerator = st.session_state[_PLACE]
    if notes:
        place.info(links.in_one_line([note.verdict for note in notes.values()]), icon=":material/link_off:")
