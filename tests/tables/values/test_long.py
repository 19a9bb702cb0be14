"""Columns of a large file, as they come from the C parser."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tables.values import long
from tables.values.long import long_dates, long_numbers, long_words


def test_what_is_without_end_is_no_number_and_is_counted_apart_from_what_is_missing() -> None:
    values, column = long_numbers("x", "x", pd.Series([1.5, np.inf, np.nan, -np.inf, 2.5]), ",")
    np.testing.assert_array_equal(values, [1.5, np.nan, np.nan, np.nan, 2.5])
    assert (column.kind, column.decimal) == ("number", ",")
    assert (column.n_missing, column.n_unreadable, column.unreadable) == (1, 2, ("inf",))
    assert column.n_distinct == 2


def test_numbers_that_differ_far_down_only_are_no_constant() -> None:
    n = long._DISTINCT_AMONG
    assert long_numbers("x", "x", pd.Series(np.append(np.zeros(n), 1.0)), ".")[1].n_distinct == 2
    assert long_numbers("x", "x", pd.Series(np.zeros(n + 1)), ".")[1].n_distinct == 1
    assert long_numbers("x", "x", pd.Series(np.append(np.zeros(n), np.nan)), ".")[1].n_distinct == 1


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
