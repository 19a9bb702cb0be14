"""Ask for some of the rows: those with some words of a column, or with a number or a date from one to another."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from study.desk import Drawer, Reading
from study.text import in_sentence, literal, shortened
from tables.asked_for import asked_in_words, can_ask_for, is_amount, what_all_have
from ui.table import intake

MOST_COLUMNS = 500
"""So many columns one list offers."""
_ENDS = "from", "to"
_MOST_WHOLE = 2**53
"""A field of a browser holds no larger whole number."""
_DIGITS = "%.12g"
"""As many as people write; Streamlit shows two decimals by itself."""


def ask_for_rows(drawer: Drawer, reading: Reading) -> None:
    """What is asked for, each with a press to take it back, and a column to ask by."""
    table, choices = reading.table, reading.brought.choices
    for place, by in enumerate(table.of_all):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            words = asked_in_words([by], choices, reading.numerals.exactly)
            st.markdown(literal(f"Only rows in which {words}", 300), width="stretch")
            st.button(
                "Take all",
                key=f"all_rows_{place}",
                on_click=_ask,
                args=(drawer, by),
            )
    names = intake.remembered(
        reading, "ask by", (), lambda: [c.name for c in table.columns if can_ask_for(table, c.name)]
    )
    if not names:
        st.markdown("No column has values by which rows could be told apart.")
        return
    chosen = st.selectbox(
        "Keep only some rows, by the column",
        names[:MOST_COLUMNS],
        index=None,
        key=f"choice_asked_column_{drawer.generation}",
        format_func=shortened,
        placeholder="choose one",
    )
    if chosen is None:
        return
    name: str = chosen
    key = f"asked_{names.index(name)}_{drawer.generation}"
    there = intake.remembered(reading, "all have", name, lambda: what_all_have(table, name))
    amounts = is_amount(table, name)
    with st.form(key, border=False):
        if amounts:
            _range(name, there, (choices.only_between or {}).get(name, (None, None)), key)
        else:
            now = [word for word in (choices.only_words or {}).get(name, ()) if word in there]
            st.multiselect(
                f"“{in_sentence(name, 40)}” is", there, now, key=f"{key}_words", format_func=shortened
            )
        st.form_submit_button(
            "Keep only these rows", key=f"{key}_ask", on_click=_take, args=(drawer, name, key, amounts)
        )


def _range(name: str, there: tuple[Any, ...], now: tuple[Any, ...], key: str) -> None:
    """Two fields, which may be empty."""
    limits = [*there, *(limit for limit in now if limit is not None)]
    whole = all(isinstance(limit, int) and abs(limit) < _MOST_WHOLE for limit in limits)
    for label, limit, usual in zip(_ENDS, now, there, strict=True):
        said, field = f"“{in_sentence(name, 40)}” {label}", f"{key}_{label}"
        if isinstance(usual, str):
            st.date_input(
                said,
                date.fromisoformat(limit) if limit else None,
                min_value=date.fromisoformat(min(limits)),
                max_value=date.fromisoformat(max(limits)),
                key=field,
                format="YYYY-MM-DD",
            )
        else:
            value = limit if limit is None or whole else float(limit)
            shape = {"step": 1} if whole else {"format": _DIGITS}
            st.number_input(said, value=value, key=field, placeholder=f"{usual:.12g}", **shape)


def _take(drawer: Drawer, name: str, key: str, amounts: bool) -> None:
    """What stands in the form."""
    if amounts:
        ends = [st.session_state[f"{key}_{label}"] for label in _ENDS]
        limits = tuple(str(end) if isinstance(end, date) else end for end in ends)
        _ask(drawer, name, between=limits if any(limit is not None for limit in limits) else None)
    else:
        _ask(drawer, name, words=tuple(st.session_state[f"{key}_words"]) or None)


def _ask(
    drawer: Drawer, name: str, words: tuple[str, ...] | None = None, between: tuple[Any, ...] | None = None
) -> None:
    """Ask for the rows with this in a column; for all rows where it is neither."""
    asked = {"only_words": words, "only_between": between}
    changes = {}
    for kind, wanted in asked.items():
        others = {
            other: each for other, each in (getattr(drawer.choices, kind) or {}).items() if other != name
        }
        changes[kind] = ({**others, name: wanted} if wanted else others) or None
    drawer.choose(**changes)
