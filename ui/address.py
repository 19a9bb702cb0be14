"""The address of a page is checked before any widget reads it, and what does not fit is taken out of it and said in one line.

Streamlit reads a parameter when it makes the widget that is bound to it, and for some values ends the script there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.session_state_proxy import get_session_state

from study import links
from study.link_kinds import Number, Parameter, Verdict
from ui.visit import connection, kept

_NOTES = "link notes"
_PLACE = "link place"
_LATER = "link later"


@dataclass(frozen=True)
class _Note:
    """What is said about a parameter, for as long as its setting is the one that was put in its place; of one that the page does not
    have, until something is chosen."""

    verdict: Verdict
    in_force: Any


def check_all(
    parameters: Sequence[Parameter],
    place: DeltaGenerator,
    of_pages: Callable[[], connection.OfPages] = dict,
) -> None:
    """At the top of a page, before any widget: check all that it takes from its address, and begin to watch the browser, from
    `place`, which shows nothing. of_pages : see `connection.watch`; asked once the address was checked"""
    moved = kept.note_page()
    if moved:
        st.session_state.pop(_NOTES, None)
    notes: dict[str, _Note] = st.session_state.setdefault(_NOTES, {})
    known, chosen = {each.name for each in parameters}, kept.somebody_chose()
    for name, note in list(notes.items()):
        changed = st.session_state.get(name, note.in_force) != note.in_force
        if changed if name in known else chosen:
            del notes[name]
    st.session_state[_PLACE] = st.empty()
    _show()
    if kept.goes_back():
        _take_all()
    late = [each for each in parameters if isinstance(each, Number) and each.late]
    anew = moved or kept.goes_back()
    left_out = _check([each for each in parameters if each not in late], anew)
    address = {name: st.query_params.get_all(name) for name in st.query_params}
    unknown = links.strangers(parameters, address)
    _take_out(unknown)
    left_out |= {name: address[name] for name in unknown}
    if (
        anew or kept.is_first_run()
    ):  # else it was said: Streamlit's page has them until it is told of an address without
        notes |= {name: _Note(verdict, None) for name, verdict in unknown.items()}
    # Said already, and left in the address, where `settle` finds it.
    verdicts = links.judge(late, {each.name: st.query_params.get_all(each.name) for each in late})
    notes |= {
        each.name: _Note(verdict, each.in_force) for each, verdict in verdicts.items() if verdict.sentence
    }
    _show()
    with place:
        connection.watch(left_out, of_pages())
        st.session_state[_LATER] = st.container(key="connection_later")


def settle(parameter: Parameter) -> None:
    """Before a widget is made whose choices were not known at the top of the page: check what the address says of it."""
    left_out = _check([parameter], anew=kept.goes_back())
    if left_out and kept.is_first_run():  # the script that keeps the history comes only with this run
        with st.session_state[_LATER]:
            connection.leave_out(left_out)
    elif left_out:
        show({})


def show(settings: Mapping[str, str | list[str]]) -> None:
    """See to it that the address has these settings. What is set before a widget's first run on a page does not always reach it."""
    with get_session_state().query_params() as address:
        for name, value in settings.items():
            if not address.has_param(name):
                address.set_with_no_forward_msg(name, value)
        address.update({})  # sends the browser all of it


def _take_all() -> None:
    """The whole address counts. On a change of page, Streamlit leaves out of it what the page before had too."""
    context = get_script_run_ctx()
    if context is not None:
        with get_session_state().query_params() as address:
            address.populate_from_query_string(context.query_string)
            address.set_initial_query_params_from_current()
            address.update({})  # tells the browser, which was told of the rest


def _check(parameters: Sequence[Parameter], anew: bool) -> dict[str, list[str]]:
    address = {each.name: st.query_params.get_all(each.name) for each in parameters}
    state = st.session_state
    # What the visit's own hands set counts before the address is told of it
    in_force: dict[Parameter, str] = {
        each: str(state[each.name]) for each in (links.K, links.INIT) if not anew and each.name in state
    }
    verdicts = links.judge(parameters, address, in_force)
    _take_out({each.name: verdict for each, verdict in verdicts.items()})
    notes: dict[str, _Note] = st.session_state[_NOTES]
    for each, verdict in verdicts.items():
        held = each.name in st.session_state
        if verdict.sentence and (anew or not held):
            notes[each.name] = _Note(verdict, _in_force(each, verdict))
        elif not verdict.sentence and not verdict.values and anew and held:
            # What a link says goes before what was kept. To Streamlit, a link that says the default says nothing
            st.session_state[each.name] = each.in_force
    _show()
    return {
        each.name: address[each.name]
        for each, verdict in verdicts.items()
        if address[each.name] and not verdict.values
    }


def _in_force(parameter: Parameter, verdict: Verdict) -> Any:
    """What the widget of a parameter is then set to."""
    if not verdict.values:
        return parameter.in_force
    return (
        type(parameter.default)(verdict.values[0]) if isinstance(parameter, Number) else list(verdict.values)
    )


def _take_out(verdicts: Mapping[str, Verdict]) -> None:
    """What does not fit, or need not be said, is not there for the widgets. To tell the browser as Streamlit does would make an
    entry of its history, and lose what stands behind the #: ui/visit/history.js leaves it out there."""
    # `st.query_params` would change what is shown, but not what the widgets are about to read
    with get_session_state().query_params() as address:
        for name, verdict in verdicts.items():
            if verdict.values:
                address.set_with_no_forward_msg(name, list(verdict.values))
            else:
                address.discard_param_no_forward_msg(name)
        if verdicts:
            address.set_initial_query_params_from_current()
    context = get_script_run_ctx()
    if context is not None:
        said = parse_qsl(context.query_string, keep_blank_values=True)
        left = [(name, value) for name, value in said if name not in verdicts]
        left += [(name, value) for name, verdict in verdicts.items() for value in verdict.values]
        context.query_string = urlencode(left)  # what a run that follows by itself goes by


def _show() -> None:
    notes: dict[str, _Note] = st.session_state[_NOTES]
    place: DeltaGenerator = st.session_state[_PLACE]
    if notes:
        place.info(links.in_one_line([note.verdict for note in notes.values()]), icon=":material/link_off:")
