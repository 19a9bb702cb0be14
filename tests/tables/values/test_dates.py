"""Dates in one format, and hours of several zones."""

from __future__ import annotations

import pandas as pd

from tables.values.dates import read_dates


def test_hours_of_several_zones_are_those_at_zero() -> None:
    dates = read_dates(
        pd.Series(["2024-01-05T12:00+02:00", "2024-01-05T12:00-05:00", "2024-01-06T00:30Z"] * 4)
    )
    assert dates is not None
    assert dates.tolist()[:3] == [
        pd.Timestamp(2024, 1, 5, 10),
        pd.Timestamp(2024, 1, 5, 17),
        pd.Timestamp(2024, 1, 6, 0, 30),
    ]


def test_days_with_dots_are_days_of_no_zone() -> None:
    dates = read_dates(pd.Series(["05.01.2024", "31.12.2023"] * 6))
    assert dates is not None
    assert dates.tolist()[:2] == [pd.Timestamp(2024, 1, 5), pd.Timestamp(2023, 12, 31)]
