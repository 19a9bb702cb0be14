"""Years in the first row of a table without names: they may be its names, or numbers as those below."""

from __future__ import annotations

from typing import Any

from pandas.api.types import is_number

from tables.model import Table

_YEARS = range(1700, 2200)
_OTHER = 3
"""Rows below, at least, that tell whether such numbers are usual in a column."""


def years_that_may_be_names(table: Table) -> tuple[int, ...]:
    """The years in the first row, where they may be the names of their columns: each one more than the one before, or a single one
    above numbers that are mostly none. () where the table has names, where somebody said how many rows name the columns, and
    elsewhere."""
    if (
        table.source.header_lines
        or table.source.choices.header_rows is not None
        or len(table.frame) <= _OTHER
    ):
        return ()
    first: dict[str, Any] = {column.name: table.frame[column.name].iloc[0] for column in table.columns}
    numbers: dict[str, Any] = {
        name: value for name, value in first.items() if is_number(value) and value == value
    }
    if not numbers or any(value not in _YEARS for value in numbers.values()):
        return ()
    years = tuple(int(value) for value in numbers.values())
    if len(years) > 1:
        return years if years == tuple(range(years[0], years[0] + len(years))) else ()
    (name,) = numbers
    return years if 2 * table.frame[name].iloc[1:].isin(_YEARS).sum() < len(table.frame) - 1 else ()
