"""Dates in one format, and hours of several zones."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

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


@pytest.mark.parametrize(
    "place",
    [
        "UTC",
        *(f"Europe/{city}" for city in ("London", "Lisbon", "Berlin", "Athens", "Moscow")),
        "Asia/Tokyo",
        *(f"America/{city}" for city in ("New_York", "Chicago", "Denver", "Los_Angeles")),
    ],
)
@pytest.mark.parametrize("month", [1, 7])
def test_zones_are_as_far_from_greenwich_as_their_clocks(place: str, month: int) -> None:
    noon = datetime(2024, month, 5, 12, tzinfo=ZoneInfo(place))
    if noon.tzname() == "BST":  # also the time of Bangladesh
        return
    others = [f"2024-{month:02}-0{day} 12:00 Z" for day in range(1, 5)]
    dates = read_dates(pd.Series([f"2024-{month:02}-05 12:00 {noon.tzname()}", *others] * 3))
    assert dates is not None
    assert dates.tolist()[0] == pd.Timestamp(noon).tz_convert(None)
