"""From a table to points: which columns can serve as coordinates, and the rows that have them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.model import Column, Table
from tables.receipt import quoted

_MOST_REASONS = 3
"""So many columns are spoken of in one message; the page lists them all."""
_CELLS_SEEN = 1_000
"""So many cells tell what a column of words looks like."""
_LINE_OF_PROSE = 5
"""An answer is shorter."""
_CUT_BY_COMMAS = 4
"""Sentences have hardly more parts in line after line."""
BLOCK_CELLS = 2_000_000
"""So many numbers are taken out of a table at once: 16 MB."""


def numeric_columns(table: Table) -> list[str]:
    """The columns that can serve as a coordinate, in the order of the file."""
    return [column.name for column in table.columns if column.kind == "number" and column.reason is None]


def why_none(table: Table) -> str:
    """Why no column holds numbers that differ, in words."""
    if _is_prose(table):
        return "The file reads like a report or a letter, not like a table. Bring the table itself: a row of names, and one row for each thing."
    if len(table.columns) == 1:
        words = "The table has only one column, and it does not hold numbers that differ."
        return f"{words} {why_not_the_others(table)} Check what separates the columns."
    return f"The table holds no column of numbers that differ, and at least one is needed. {why_not_the_others(table)}"


def why_not_the_others(table: Table, name: str | None = None) -> str:
    """The reasons of the columns that cannot serve, of a few of many; all but that of `name`."""
    useless = [column for column in table.columns if column.reason is not None and column.name != name]
    words = [_why(column) for column in useless[:_MOST_REASONS]]
    if len(useless) > _MOST_REASONS:
        words.append(f"These and {len(useless) - _MOST_REASONS:,} more columns cannot be compared.")
    if any(column.kind == "text" and _mostly_digits(table.frame[column.name]) for column in useless):
        words.append("Check the decimal mark and the header row.")
    return " ".join(words)


def _is_prose(table: Table) -> bool:
    """Lines of many words that hardly come again, also where commas cut them; a table of several columns has names."""
    width = len(table.columns)
    if width > _CUT_BY_COMMAS or (width > 1 and table.source.header_lines):
        return False
    lines = table.frame.head(_CELLS_SEEN).astype("str").fillna("").agg(" ".join, axis=1).str.strip()
    lines = lines[lines != ""]
    words = lines.str.count(r"\S+")
    return len(lines) > 2 and bool(words.median() >= _LINE_OF_PROSE) and 2 * lines.nunique() > len(lines)


def _mostly_digits(cells: pd.Series) -> bool:
    """Whether what was read as words looks like numbers: only then marks or the row of names may be at fault."""
    seen = cells.dropna().head(_CELLS_SEEN)
    digits = seen.str.count(r"\d")
    return len(seen) > 0 and bool(2 * (digits > seen.str.count(r"[^\W\d_]")).sum() > len(seen))


def _why(column: Column) -> str:
    """Why a column cannot serve, as a sentence about it."""
    reason = column.reason or ""
    name = quoted(column.name)
    return (
        f"{name}{reason.removeprefix('It')}"
        if reason.startswith("It ")
        else f"{name}: {reason[:1].lower()}{reason[1:]}"
    )


def complete_rows(table: Table, columns: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The rows that have a number in every one of `columns`.

    Returns X : array of shape (n_complete, n_columns), and kept : array of shape (n_rows,), True for those rows.
    """
    everything = as_numbers(table, columns)
    kept: NDArray[np.bool_] = np.asarray(np.isfinite(everything).all(axis=1))
    return np.ascontiguousarray(everything[kept]), kept


def as_numbers(table: Table, columns: Sequence[str]) -> NDArray[np.float64]:
    """All rows, shape (n_rows, n_columns), as they are compared: dates as days since 1970, nan where there is no number."""
    values = [_as_floats(table.frame[name]) for name in columns]
    return np.column_stack(values) if values else np.empty((len(table.frame), 0))


def numbers_of(table: Table, names: Sequence[str]) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """The numbers of many columns, one after the other: the name, and an array of shape (n_rows,), nan where one is missing.

    They are taken in blocks: to ask pandas for each of thousands of columns takes longer than to work with it.
    """
    step = max(1, BLOCK_CELLS // max(1, len(table.frame)))
    for begin in range(0, len(names), step):
        part = list(names[begin : begin + step])
        block = table.frame[part].to_numpy(dtype=np.float64, na_value=np.nan)
        yield from zip(part, np.ascontiguousarray(block.T), strict=True)


def _as_floats(series: pd.Series) -> NDArray[np.float64]:
    """Numbers as they are, dates as days since 1970, anything else missing."""
    if pd.api.types.is_datetime64_any_dtype(series):
        days = (series - pd.Timestamp(0)) / pd.Timedelta(days=1)
        return np.asarray(days.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)
    if pd.api.types.is_numeric_dtype(series):
        return series.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.full(len(series), np.nan)
