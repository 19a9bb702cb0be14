"""The table as it was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from study.desk import Drawer, Reading
from study.digits import as_it_is, decimals_of_data, is_beyond
from study.numerals import Numerals
from study.words import count
from tables import free_name
from ui.table import desk_state, intake
from ui.table.receipt_panel import receipt_panel

PREVIEW_ROWS = 200
PREVIEW_COLUMNS = 100
"""A browser lays out so many at once; each costs the server time at every change of anything."""
NO_VALUE = "missing"
"""How a table shows a cell without a value, in grey; Streamlit would say None."""
SHOWN_DECIMALS = 4
_ALL_WHOLE = 2.0**53
"""From here on a float64 has no fraction; rounding the largest overflows."""
"""Streamlit shows no more by itself."""
LONG_NAME = 28
"""A column of a longer name gets no wider than others: it would push them out of sight."""


def show_table(drawer: Drawer, reading: Reading) -> None:
    """A preview, and the receipt beside it."""
    frame = reading.table.frame
    number = free_name("row" if reading.table.source.is_sheet else "line", frame)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        top = first_columns(reading.table.in_words(frame.head(PREVIEW_ROWS)))
        shown = top.copy()
        shown.insert(0, number, reading.table.row_numbers[: len(top)])
        event = show_rows(
            shown,
            reading.numerals,
            key=f"preview_{drawer.generation}_{reading.digest}",
            on_select="rerun",
            selection_mode="multi-row",
            height=282 if len(top) > 6 else "content",
            alt=f"The first rows of the table, {intake.size_in_words(reading)}",
        )
        _leave_out(drawer, [int(reading.table.row_numbers[i]) for i in event["selection"]["rows"]])
        parts = [
            f"the first {shown} of {reading.numerals.whole(whole)} {what}"
            for shown, whole, what in zip(
                top.shape, (len(frame), reading.table.width), ("rows", "columns"), strict=True
            )
            if shown < whole
        ]
        if parts:
            words = ", ".join(parts)
            st.caption(f"{words[:1].upper()}{words[1:]}.")
    with right:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("**How it was read**", width="stretch")
            if drawer.before:
                st.button(
                    "Undo the last change",
                    on_click=drawer.undo_change,
                    icon=":material/undo:",
                    key="undo_change",
                    type="tertiary",
                )
        receipt_panel(drawer, reading)


def _leave_out(drawer: Drawer, lines: list[int]) -> None:
    """Rows that were ticked in the preview, one press from leaving the table."""
    if lines:
        st.button(
            f"Leave out {count(len(lines), 'ticked row')}",
            on_click=drawer.choose,
            kwargs={"rows_left_out": tuple(sorted({*drawer.choices.rows_left_out, *lines}))},
            key="leave_out_ticked",
            icon=":material/playlist_remove:",
        )
    else:
        st.caption("Tick rows that do not belong in the table to leave them out.")


def first_columns(frame: pd.DataFrame, before: Sequence[str] = ()) -> pd.DataFrame:
    """As much of a table as is looked at, `before` all others those columns that matter there."""
    if len(frame.columns) > PREVIEW_COLUMNS:
        names = [*before, *frame.columns[: PREVIEW_COLUMNS + len(before)]]
        frame = frame[list(dict.fromkeys(names))[:PREVIEW_COLUMNS]]
    numbers = frame.select_dtypes("float")
    beyond = numbers.columns[is_beyond(numbers.to_numpy()).any(axis=0)]
    return frame.assign(
        **{name: frame[name].map(as_it_is, na_action="ignore").astype("str") for name in beyond}
    )


def show_rows(frame: pd.DataFrame, numerals: Numerals, **more: Any) -> Any:
    """Rows of a file as a table on the screen, numbers with its decimal mark. more : for `st.dataframe`"""
    shown: Any = frame
    headers = plain_headers(frame)
    if numerals.decimal != ".":
        # Streamlit writes a point by itself. Texts beside the numbers leave these to be sorted as numbers.
        texts: Any = {name: _written(frame[name], numerals) for name in frame.select_dtypes("float").columns}
        shown = frame.style.format(texts, na_rep="")
        # A column with a format of its own would not show them
        headers |= {
            name: st.column_config.Column(label=headers[name]["label"], width=headers[name]["width"])
            for name in texts
        }
    return st.dataframe(shown, hide_index=True, column_config=headers, placeholder=NO_VALUE, **more)


def _written(series: pd.Series, numerals: Numerals) -> Callable[[float], str]:
    places = decimals_of_data(series.to_numpy(np.float64, na_value=np.nan))
    if places is None:
        return numerals.exactly
    return lambda number: f"{number:.{places}f}".replace(".", numerals.decimal)


def plain_headers(frame: pd.DataFrame) -> dict[str, Any]:
    """Headers that show each name as it is, shortened where it is very long; numbers with all their digits, and dates
    without a time of day."""
    names = [str(name) for name in frame.columns]
    labels = desk_state.labels_of(names)
    return {
        name: _kind_of(frame[name])(label=labels(name), width="medium" if len(name) > LONG_NAME else None)
        for name in names
    }


def _kind_of(series: pd.Series) -> Callable[..., Any]:
    if _is_dates(series):
        return st.column_config.DateColumn
    if pd.api.types.is_float_dtype(series):
        values = series.to_numpy(np.float64, na_value=np.nan)
        fractions = values[np.abs(values) < _ALL_WHOLE]
        if (np.round(fractions, SHOWN_DECIMALS) != fractions).any():
            places = decimals_of_data(values)
            written_out = "scientific" if places is None else f"%.{max(places, SHOWN_DECIMALS)}f"
            return partial(st.column_config.NumberColumn, format=written_out)
    return st.column_config.Column


def _is_dates(series: pd.Series) -> bool:
    return pd.api.types.is_datetime64_any_dtype(series) and bool(
        (series.dropna().dt.normalize() == series.dropna()).all()
    )
