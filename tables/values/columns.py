"""Stage 8, columns: their values as numbers, dates or words, and what is said of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.model import Choices, Column
from tables.receipt import Receipt
from tables.values.alike import BEYOND
from tables.values.cells import (
    TIME,
    in_our_digits,
)
from tables.values.dates import read_dates, several_zones
from tables.values.numbers import (
    Marks,
    Votes,
    are_thousands_of_money,
    decide_marks,
    goes_on_in_thousands,
    unit_factor,
)
from tables.values.row_names import names_rows
from tables.values.study import Studied, file_votes
from tables.values.vocabulary import LIKELY_CODES

_LARGEST_WHOLE = 2**53
"""Up to here every whole number is a float of its own."""
EXAMPLES = 5
"""Kept of the cells that could not be read; one is shown."""
_FAR = 100
"""Two numbers in a cell, `116 408` among `301`, read as one are far beyond all others."""
_GROUPED = re.compile(r"[0-9] [0-9]")
_OPEN = {
    mark: re.compile(rf"(?<![0-9.,])[1-9][0-9]{{0,2}}\{mark}[0-9]{{3}}(?![0-9.,]|[eE][+\-]?[0-9])")
    for mark in ".,"
}
"""`1.234`, whatever stands around it."""


def read_columns(
    studied: Sequence[Studied], known: Votes, delimiter: str, choices: Choices, receipt: Receipt
) -> tuple[dict[str, pd.Series], dict[str, Column]]:
    """All columns with their final values. `known` are the votes of columns that came as numbers already."""
    votes = file_votes(studied)
    votes.add(known)
    file_decimal = votes.file_decimal()
    receipt.decimal = choices.decimal or file_decimal or "."
    open_ones = [column for column in studied if column.kind == "number" and column.votes.unclear]
    likely = file_decimal or _likely_decimal(open_ones, delimiter)
    alone = [decide_marks(column.votes, file_decimal, delimiter) for column in open_ones]
    doubtful = any(marks.asked and marks.thousands for marks in alone)
    series: dict[str, pd.Series] = {}
    facts: dict[str, Column] = {}
    for column in studied:
        series[column.name], facts[column.name] = _read_one(
            column, file_decimal, likely, doubtful, delimiter, choices
        )
    return series, facts


def _likely_decimal(open_ones: Sequence[Studied], delimiter: str) -> str | None:
    """Where no column proves its marks, what most of the numbers suggest holds for all: people keep to one style."""
    weight: Counter[str] = Counter()
    # A column that tells a little more than the marks themselves is worth more than many that do not
    telling = [
        c for c in open_ones if goes_on_in_thousands(c.votes) or are_thousands_of_money(c.votes, delimiter)
    ]
    for column in telling or open_ones:
        weight[decide_marks(column.votes, None, delimiter).decimal] += column.votes.unclear.total()
    return weight.most_common(1)[0][0] if weight else None


def _read_one(
    column: Studied,
    file_decimal: str | None,
    likely: str | None,
    doubtful: bool,
    delimiter: str,
    choices: Choices,
) -> tuple[pd.Series, Column]:
    """`doubtful`: that the marks part thousands is asked about, for one column says so, and may be wrong."""
    if column.kind == "number":
        choice = (choices.column_decimals or {}).get(column.name, choices.decimal)
        marks = decide_marks(column.votes, file_decimal, delimiter, choice)
        if marks.ambiguous:
            marks = decide_marks(column.votes, likely, delimiter, choice)
            marks = replace(marks, ambiguous=True, asked=doubtful or not marks.thousands)
        return as_amounts(column, marks, (choices.units or {}).get(column.name))
    if column.kind == "date":
        dates = as_days(column, ~column.missing)
        if dates is not None:
            return dates
    return _words(column)


def as_amounts(column: Studied, marks: Marks, unit: str | None = None) -> tuple[pd.Series, Column]:
    """The column as float64, or int64 when every cell is a whole number. unit : as `Choices.units` has it, None where nobody says"""
    units = (column.unit, *column.other_units)
    main = column.unit
    if unit == "" and column.other_units:
        main = None
        values, whole = column.numbers.values(marks, lambda _: Fraction(1))
    elif unit in units and column.other_units:
        main = unit
        values, whole = column.numbers.values(
            marks, lambda each: unit_factor(each or column.unit or "", unit)
        )
    else:
        values, whole = column.numbers.values(marks, lambda each: unit_factor(each, column.unit))
    if column.halved is not None:
        values = np.where(column.halved, values / 2, values)
        whole &= bool((values[column.halved] % 1 == 0).all())
    otherwise = column.bounds
    if column.codes_for_missing or column.other_units:
        as_written, _ = column.numbers.values(marks, lambda _: Fraction(1))
        column.missing |= np.isin(as_written, column.codes_for_missing) & ~column.bounds
        otherwise = otherwise | (values != as_written)
    values[column.missing] = np.nan
    if marks.thousands == " ":
        values[_two_in_one(column, values)] = np.nan
    failed = np.flatnonzero(np.isnan(values) & ~column.missing).tolist()
    taken = np.append(values, np.nan)[column.codes]
    missing = int(column.counts[column.missing].sum() + (column.codes < 0).sum())
    unreadable = int(column.counts[failed].sum()) if failed else 0
    exact = whole and not missing and not unreadable and bool(np.abs(values).max() < _LARGEST_WHOLE)
    series = pd.Series(taken.astype(np.int64) if exact else taken)
    fact = Column(
        column.name, column.original, "number", main, marks.decimal, marks.thousands or None, marks.ambiguous,
        missing, unreadable, tuple(column.cells[i] for i in failed[:EXAMPLES]), n_distinct=int(series.nunique()),
        n_bounds=int(column.counts[column.bounds].sum()), other_units=tuple(each for each in units if each is not None and each != main) if column.other_units else (),
        open_number=_open_number(column, marks.thousands or marks.decimal) if marks.asked else "",
        values_not_codes=tuple(np.intersect1d(values[otherwise], LIKELY_CODES).tolist()) if otherwise.any() else (),
    )  # fmt: skip
    return series, number_facts(fact, series)


def _open_number(column: Studied, mark: str) -> str:
    """The first number that could mean two things, without what stands around it."""
    for i in np.flatnonzero(column.numbers.readable & ~column.missing).tolist():
        found = _OPEN[mark].search(in_our_digits(column.cells[i]))
        if found is not None:
            return found[0]
    return ""


def _two_in_one(column: Studied, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """`116 408` among `301` and `114` is no thousand but two numbers in a cell: such cells are few, and far away."""
    grouped = np.array(
        [_GROUPED.search(cell) is not None for cell in column.cells], dtype=bool
    ) & np.isfinite(values)
    others = np.isfinite(values) & ~grouped
    few = 4 * column.counts[grouped].sum() <= column.counts[others].sum()
    if not grouped.any() or not few:
        return np.zeros(len(values), dtype=bool)
    largest = float(np.abs(values[others]).max())
    return grouped & bool(largest < 1000 and np.abs(values[grouped]).min() > _FAR * largest)


def number_facts(fact: Column, series: pd.Series) -> Column:
    """Can this column of numbers serve as a coordinate, or does it only name the rows?"""
    if fact.n_distinct == 0:
        return replace(fact, reason="None of its cells could be read as a number.")
    if fact.n_distinct <= 2 and bool((series.abs() >= BEYOND).any()) and series[series.abs() < BEYOND].empty:
        return replace(fact, reason="Its numbers are too large to compute with.")
    if fact.n_distinct == 1:
        return replace(fact, reason="It holds the same number in every row.")
    return replace(fact, identifier_like=names_rows(fact.name, series, fact.n_distinct))


def as_days(column: Studied, fitting: NDArray[np.bool_]) -> tuple[pd.Series, Column] | None:
    """The column as dates; None when those of its distinct cells that are `fitting` do not follow one format."""
    there = np.flatnonzero(fitting).tolist()
    if not there:
        return None
    cells = pd.Series([in_our_digits(column.cells[i]) for i in there], dtype=object)
    read = read_dates(cells)
    if read is None:
        return None
    values = np.full(len(column.cells) + 1, np.datetime64("NaT"), dtype="datetime64[us]")
    values[there] = read.to_numpy().astype("datetime64[us]")
    failed = [i for i in np.flatnonzero(~column.missing).tolist() if np.isnat(values[i])]
    missing = int(column.counts[column.missing].sum() + (column.codes < 0).sum())
    series = pd.Series(values[column.codes])
    return series, Column(
        column.name, column.original, "date", n_missing=missing,
        n_unreadable=int(column.counts[failed].sum()) if failed else 0,
        unreadable=tuple(column.cells[i] for i in failed[:EXAMPLES]),
        reason="It holds dates.", n_distinct=int(series.nunique()), zones=several_zones(cells),
    )  # fmt: skip


def _words(column: Studied) -> tuple[pd.Series, Column]:
    """The column as it is written."""
    # NA is a country, and None an answer: what is written in a column of words stays there
    gone = np.array([not cell for cell in column.cells] + [True], dtype=bool)
    cells = np.array([*column.cells, ""], dtype=object)
    cells[gone] = None
    kind = column.kind if column.kind in ("identifier", "empty") else "text"
    missing = int(gone[column.codes].sum())
    series = pd.Series(cells[column.codes], dtype="str")
    reason = column.reason or _why_words(column, kind)
    distinct = int((~gone).sum())
    return series, Column(
        column.name, column.original, kind, n_missing=missing, reason=reason, n_distinct=distinct
    )


def _why_words(column: Studied, kind: str) -> str:
    if kind == "empty":
        return "It is empty."
    if column.kind == "date":
        return "It holds dates written in different ways."
    if column.cells and TIME.fullmatch(column.cells[0]):
        return "It holds times of day."
    return "It holds words, not numbers."
