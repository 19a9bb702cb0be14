"""Columns of a large file, as they come from the C parser."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.typing import ArrayLike

from tables.model import Column
from tables.values import long
from tables.values.long import long_dates, long_numbers, long_words


def _numbers(values: ArrayLike, decimal: str = ".") -> tuple[pd.Series, Column]:
    return next(long_numbers({"x": pd.Series(values)}, {"x": "x"}, decimal, {}))


def test_what_is_without_end_is_no_number_and_is_counted_apart_from_what_is_missing() -> None:
    values, column = _numbers([1.5, np.inf, np.nan, -np.inf, 2.5], ",")
    np.testing.assert_array_equal(values, [1.5, np.nan, np.nan, np.nan, 2.5])
    assert (column.kind, column.decimal) == ("number", ",")
    assert (column.n_missing, column.n_unreadable, column.unreadable) == (1, 2, ("inf",))
    assert column.n_distinct == 2


def test_numbers_that_differ_far_down_only_are_no_constant() -> None:
    n = long._DISTINCT_AMONG
    assert _numbers(np.append(np.zeros(n), 1.0))[1].n_distinct == 2
    assert _numbers(np.zeros(n + 1))[1].n_distinct == 1
    assert _numbers(np.append(np.zeros(n), np.nan))[1].n_distinct == 1


def test_columns_are_told_apart_however_many_are_looked_at_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    columns: dict[str, pd.Series] = {
        "id": pd.Series([1, 2, 3, 4]),
        "number": pd.Series([4, 2, 4, 1]),
        "share": pd.Series([0.5, np.nan, 0.5, 2.0]),
        "same": pd.Series([7.0, 7.0, np.nan, 7.0]),
        "none": pd.Series([np.nan] * 4),
        "no. of rooms": pd.Series([2, 3, 2, 5]),
    }
    told = {"id": (4, True), "number": (3, True), "share": (2, False), "same": (1, False), "none": (0, False)}
    for cells in (2, 4, 12, 10**6):
        monkeypatch.setattr(long, "BLOCK_CELLS", cells)
        found = {fact.name: fact for _, fact in long_numbers(columns, dict.fromkeys(columns, ""), ".", {})}
        assert list(found) == list(columns)
        for name, (distinct, identifier) in told.items():
            assert (found[name].n_distinct, found[name].identifier_like) == (distinct, identifier), name
        assert found["share"].n_missing == 1
        assert [name for name, fact in found.items() if fact.reason] == ["same", "none"]


def test_words_lose_the_spaces_after_them() -> None:
    words, column = long_words("town", "Town", pd.Series(["Bern ", "Basel", None, "Bern"]))
    assert words.tolist()[:2] == ["Bern", "Basel"]
    assert (column.kind, column.n_missing, column.n_distinct) == ("text", 1, 2)
    assert (column.name, column.original_name) == ("town", "Town")


def test_dates_but_for_one_in_a_hundred() -> None:
    days = [f"2024-01-{1 + i % 28:02}" for i in range(199)]
    found = long_dates("day", "day", pd.Series([*days, "soon"]))
    assert found is not None
    dates, column = found
    assert (column.kind, column.n_unreadable, column.unreadable, column.n_missing) == (
        "date",
        1,
        ("soon",),
        0,
    )
    assert dates.iloc[27] == pd.Timestamp(2024, 1, 28) and pd.isna(dates.iloc[199])
    assert long_dates("day", "day", pd.Series([*days, "soon", "later", "never"])) is None


def test_a_word_for_what_is_missing_among_dates_is_not_unreadable() -> None:
    found = long_dates("day", "day", pd.Series([*["2024-01-05", "2024-02-06"] * 100, "N/A", None]))
    assert found is not None
    assert (found[1].n_missing, found[1].n_unreadable) == (2, 0)


def test_days_with_a_zone_are_those_of_the_clock_at_zero() -> None:
    there = pd.to_datetime(pd.Series(["2024-01-05T12:00+02:00"]))
    found = long_dates("day", "day", there)
    assert found is not None and found[0].tolist() == [pd.Timestamp(2024, 1, 5, 10)]
