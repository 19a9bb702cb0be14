"""Missing numbers filled in by the median of their column, in place of leaving the row out. Pure: no Streamlit.

A row is filled in where that makes it whole: it has something of its own in one of the columns at least, and lacks no date.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from study.dateline import as_in_file
from study.numerals import POINT, Numerals
from study.text import isolated
from tables import Table
from tables.model import with_columns
from tables.select import as_numbers

Array = NDArray[np.float64]

MOST_NAMED = 4
"""Of more columns, a sentence names the first."""


@dataclass(frozen=True)
class Fill:
    """In `cells` rows, the number that is missing in a column is its median. A longitude is as it counts, which may be across the
    date line."""

    column: str
    median: float
    cells: int


def medians_of(table: Table, columns: Sequence[str]) -> Array:
    """The median of each of `columns`, shape (n_columns,); nan for dates, for 0 and 1 that stand for a word, and where there is no number at all."""
    medians = np.full(len(columns), np.nan)
    for j, (name, values) in enumerate(zip(columns, as_numbers(table, columns).T, strict=True)):
        own = values[np.isfinite(values)]
        if len(own) and table.column(name).kind != "date" and name not in table.categories:
            with np.errstate(over="ignore"):  # what overflows is filled in nowhere
                medians[j] = np.median(own)
    return medians


def filled_in(values: Array, medians: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Values with medians for what is missing, in the rows that are whole by this; and where they are, both of shape (n, n_columns).

    values : array of that shape, nan where one is missing; medians : array of shape (n_columns,), nan for a column that stays as it is
    """
    own: NDArray[np.bool_] = np.isfinite(values)
    can: NDArray[np.bool_] = own | np.isfinite(medians)
    whole = np.asarray(can.all(axis=1) & own.any(axis=1))
    put = ~own & whole[:, np.newaxis]
    return np.where(put, medians, values), put


def fill_in(table: Table, columns: Sequence[str]) -> tuple[Table, tuple[Fill, ...], int]:
    """The table with `columns` filled in; what was, of the columns in which something was; and in how many rows."""
    values = as_numbers(table, columns)
    if np.isfinite(values).all():  # most tables: no median is looked for
        return table, (), 0
    medians = medians_of(table, columns)
    values, put = filled_in(values, medians)
    cells = put.sum(axis=0)
    changed = np.flatnonzero(cells).tolist()
    if not changed:
        return table, (), 0
    fills = tuple(Fill(columns[j], float(medians[j]), int(cells[j])) for j in changed)
    new = {columns[j]: np.ascontiguousarray(values[:, j]) for j in changed}
    return replace(table, frame=with_columns(table.frame, new)), fills, int(put.any(axis=1).sum())


def medians_in_words(fills: Sequence[Fill], across: Collection[str] = (), numerals: Numerals = POINT) -> str:
    """ "the median, 41", or "the medians, 41 and 2,400". across : the columns of longitudes that count across the date line"""
    each = _listed([_written(fill, across, numerals) for fill in fills], "and")
    return f"the median{'' if len(fills) == 1 else 's'}, {each}"


def _written(fill: Fill, across: Collection[str], numerals: Numerals) -> str:
    return numerals.exactly(
        float(as_in_file(np.array(fill.median))) if fill.column in across else fill.median
    )


def lacking_in_words(fills: Sequence[Fill], rows: int, numerals: Numerals = POINT) -> str:
    """ "12 rows have no “income”", or what else they lack. rows : how many lack it"""
    have = "has" if rows == 1 else "have"
    if len(fills) == 1:
        return f"{numerals.count(rows, 'row')} {have} no {_called(fills[0])}"
    return f"{numerals.count(rows, 'row')} {have} no number in {_listed([_called(fill) for fill in fills], 'or')}"


def filled_in_words(fills: Sequence[Fill], across: Collection[str] = (), numerals: Numerals = POINT) -> str:
    """ "12 missing numbers are filled in by the median of the column: 41 in “income”." "" where none are."""
    if not fills:
        return ""
    cells = sum(fill.cells for fill in fills)
    are = "is" if cells == 1 else "are"
    each = [f"{_written(fill, across, numerals)} in {_called(fill)}" for fill in fills]
    return f"{numerals.count(cells, 'missing number')} {are} filled in by the median of the column: {_listed(each, 'and')}."


def _called(fill: Fill) -> str:
    return f"“{isolated(fill.column, 40)}”"


def _listed(words: Sequence[str], link: str) -> str:
    shown = list(words[:MOST_NAMED])
    if len(words) > MOST_NAMED:
        shown.append(f"{len(words) - MOST_NAMED:,} more")
    return f"{', '.join(shown[:-1])} {link} {shown[-1]}" if len(shown) > 1 else shown[0]
