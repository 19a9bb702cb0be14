"""What was lost while a page was open: the app was restarted, or it forgot a visit whose browser was away for long.

The browser then connects anew and sends what its widgets were set to, as no browser does whose visit begins. Settings come
back that way and from the address; files do not, for they were in the memory of the app alone.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.common import user_key_from_element_id

from study.text import in_sentence

_LOST = "lost"
_ONLY_WITH_A_TABLE = "scaling_choice"
"""The key of a widget that is there only when somebody has brought a table."""


@dataclass(frozen=True)
class _Lost:
    """files : the names of lost files, by the key of their uploader; table : whether there was a table of the user's.
    again : part of the keys of uploaders from now on, so that the browser no longer shows what is lost."""

    files: dict[str, str]
    table: bool
    again: str


def notice() -> None:
    """In the first run of a visit, before any widget: was there one before it, and what of it is lost?"""
    context = get_script_run_ctx()
    if context is None:
        return
    files: dict[str, str] = {}
    keys: set[str] = set()
    for state in context.session_state.get_widget_states():
        key = (user_key_from_element_id(state.id) or "").split(" ")[0]
        keys.add(key)
        for file in state.file_uploader_state_value.uploaded_file_info:
            if not context.uploaded_file_mgr.get_files(context.session_id, [file.file_id]):
                files[key] = file.name
    if keys:
        st.session_state[_LOST] = _Lost(files, _ONLY_WITH_A_TABLE in keys, secrets.token_hex(4))


def _lost() -> _Lost | None:
    found: _Lost | None = st.session_state.get(_LOST)
    return found


def uploader_key(key: str) -> str:
    """The key for an uploader: another one after a loss."""
    lost = _lost()
    return f"{key} {lost.again}" if lost and key in lost.files else key


def about_table(where: str) -> str | None:
    """What to say where a table is asked for that was there before. `where` it is to be dropped. Markdown."""
    lost = _lost()
    if lost is None or not (lost.table or "file" in lost.files):
        return None
    name = f" {in_sentence(lost.files['file'], 60)}" if "file" in lost.files else ""
    return (
        f"**Your table{name} is gone from the app.** It was kept in memory only, and the app was restarted or you were away "
        f"for long. Your choices are still here: drop the file again {where}."
    )


def about_file(key: str) -> str | None:
    """What to say at another uploader whose file is lost. Markdown."""
    lost = _lost()
    if lost is None or key not in lost.files:
        return None
    return f"{in_sentence(lost.files[key], 60)} is gone from the app, for it was kept in memory only. Drop it again."
