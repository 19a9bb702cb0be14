"""The columns of a large file that the C parser has read: no study cell by cell."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tables.model import Column
from tables.values.columns import EXAMPLES, number_facts
from tables.values.dates import read_dates
from tables.values.vocabulary import MISSING_IN_NUMBERS

_DISTINCT_AMONG = 20_000
"""Counting the distinct values of millions of rows takes longer than reading them."""


def long_numbers(name: str, original: str, values: pd.Series, decimal: str) -> tuple[pd.Series, Column]:
    """A column that the C parser read as numbers."""
    numbers = values.to_numpy()
    infinite = np.isinf(numbers)
    endless = int(infinite.sum())
    missing = int(np.isnan(numbers).sum())
    if endless:
        values = values.mask(pd.Series(infinite))
    fact = Column(
        name, original, "number", decimal=decimal, n_missing=missing, n_unreadable=endless,
        unreadable=("inf",) if endless else (), n_distinct=_distinct(values),
    )  # fmt: skip
    return values, number_facts(fact, values.iloc[:_DISTINCT_AMONG])


def _distinct(values: pd.Series) -> int:
    """How many different values the first rows of a long column hold, and at least two when any two differ."""
    first = pd.unique(values.array[:_DISTINCT_AMONG])
    count = len(first) - int(pd.isna(first).any())
    if count == 1 and pd.api.types.is_numeric_dtype(values) and values.min() != values.max():
        return 2
    return count


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
    )  # fmt: skip
