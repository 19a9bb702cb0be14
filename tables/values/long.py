"""The columns of a large file that the C parser has read: no study cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.model import Column
from tables.select import BLOCK_CELLS
from tables.values.columns import EXAMPLES, number_facts
from tables.values.dates import read_dates, several_zones
from tables.values.row_names import is_name_of_rows
from tables.values.vocabulary import MISSING_IN_NUMBERS

_DISTINCT_AMONG = 20_000
"""Counting the distinct values of millions of rows takes longer than reading them."""


def long_numbers(
    columns: Mapping[str, pd.Series], original: Mapping[str, str], decimal: str, units: Mapping[str, str]
) -> Iterator[tuple[pd.Series, Column]]:
    """The columns that the C parser read as numbers, each by its name, looked at many at a time: there may be thousands.
    `units` are those of columns whose numbers carried one."""
    names = list(columns)
    step = max(1, BLOCK_CELLS // max(1, len(columns[names[0]]))) if names else 1
    for begin in range(0, len(names), step):
        block = names[begin : begin + step]
        numbers = np.empty((len(columns[block[0]]), len(block)), order="F")
        for j, name in enumerate(block):
            numbers[:, j] = columns[name].to_numpy()
        yield from _numbers_alike(block, numbers, columns, original, decimal, units)


def _numbers_alike(
    names: Sequence[str],
    numbers: NDArray[np.float64],
    columns: Mapping[str, pd.Series],
    original: Mapping[str, str],
    decimal: str,
    units: Mapping[str, str],
) -> Iterator[tuple[pd.Series, Column]]:
    infinite = np.isinf(numbers).sum(axis=0)
    missing = np.isnan(numbers).sum(axis=0)
    for j in np.flatnonzero(infinite).tolist():
        numbers[np.isinf(numbers[:, j]), j] = np.nan
    first = np.sort(numbers[:_DISTINCT_AMONG], axis=0)  # what is missing comes last
    there = np.isfinite(first)
    distinct = there[:1].sum(axis=0) + ((first[1:] != first[:-1]) & there[1:]).sum(axis=0)
    whole = ~((first % 1 != 0) & there).any(axis=0)
    for j, name in enumerate(names):
        values = columns[name]
        if infinite[j]:
            values = values.mask(pd.Series(np.isinf(values.to_numpy())))
        n_distinct = int(distinct[j])
        if n_distinct == 1 and np.nanmin(numbers[:, j]) != np.nanmax(numbers[:, j]):
            n_distinct = 2
        fact = Column(
            name, original[name], "number", units.get(name), decimal, n_missing=int(missing[j]), n_unreadable=int(infinite[j]),
            unreadable=("inf",) if infinite[j] else (), n_distinct=n_distinct,
        )  # fmt: skip
        if n_distinct <= 2 or (whole[j] and (distinct[j] == there[:, j].sum() or is_name_of_rows(name))):
            fact = number_facts(fact, values.iloc[:_DISTINCT_AMONG])
        yield values, fact


def _distinct(values: pd.Series) -> int:
    """How many different values the first rows of a long column hold."""
    first = pd.unique(values.array[:_DISTINCT_AMONG])
    return len(first) - int(pd.isna(first).any())


def long_words(name: str, original: str, values: pd.Series) -> tuple[pd.Series, Column]:
    """A long column of words, as the C parser read it."""
    words = values.str.strip() if values.head(1000).str.endswith(" ").any() else values
    missing = int(words.isna().sum())
    reason = "It holds words, not numbers."
    return words, Column(
        name, original, "text", n_missing=missing, reason=reason, n_distinct=_distinct(words)
    )


def long_dates(name: str, original: str, values: pd.Series) -> tuple[pd.Series, Column] | None:
    """A long column of dates; None when one in a hundred does not follow the format of the first."""
    if pd.api.types.is_datetime64_any_dtype(values):
        dates = values.dt.tz_convert(None) if values.dt.tz is not None else values
        return dates, Column(
            name, original, "date", n_missing=int(dates.isna().sum()), reason="It holds dates.", n_distinct=_distinct(dates)
        )  # fmt: skip
    there = values.dropna()
    read = read_dates(there) if len(there) else None
    if read is None or read.isna().sum() > 0.01 * len(there):
        return None
    dates = read.reindex(values.index)
    failed = there[read.isna()]
    failed = failed[~failed.str.strip().str.lower().isin(sorted(MISSING_IN_NUMBERS))]
    return dates, Column(
        name, original, "date", n_missing=int(dates.isna().sum()) - len(failed), n_unreadable=len(failed),
        unreadable=tuple(failed.unique()[:EXAMPLES]), reason="It holds dates.", n_distinct=_distinct(dates),
        zones=several_zones(there),
    )  # fmt: skip
