"""Dates on the axes of a plot."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.dates import date_hover_format, iso, ticks


def days(text: str) -> float:
    return float(np.datetime64(text, "ms").astype(np.int64) / 86_400_000)


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        ("2020-01-05", "2024-06-01", ["2021", "2022", "2023", "2024"]),
        ("2023-02-01", "2023-05-20", ["2023-02", "2023-03", "2023-04", "2023-05"]),
        ("2024-03-01", "2024-03-09", ["2024-03-02", "2024-03-04", "2024-03-06", "2024-03-08"]),
        ("2024-03-01", "2024-03-01T07", ["2024-03-01 00:00", "2024-03-01 03:00", "2024-03-01 06:00"]),
        (
            "2024-03-01T08:03",
            "2024-03-01T08:16",
            ["2024-03-01 08:05", "2024-03-01 08:10", "2024-03-01 08:15"],
        ),
        (
            "2024-03-01T08:03:10",
            "2024-03-01T08:03:26",
            ["2024-03-01 08:03:10", "2024-03-01 08:03:15", "2024-03-01 08:03:20", "2024-03-01 08:03:25"],
        ),
        ("1890-01-01", "1969-12-31", ["1900", "1920", "1940", "1960"]),
    ],
)
def test_ticks_are_round_dates_and_stand_where_they_belong(low: str, high: str, texts: list[str]) -> None:
    made = ticks(days(low), days(high))
    assert made["ticktext"] == texts
    assert made["tickvals"] == [days(text.replace(" ", "T")) for text in texts]


@given(low=st.floats(-500_000, 500_000), span=st.floats(0.01, 500_000))
def test_there_are_never_too_many_and_all_are_on_the_axis(low: float, span: float) -> None:
    made = ticks(low, low + span)
    assert len(made["tickvals"]) == len(made["ticktext"]) <= 8
    assert all(low <= value <= low + span for value in made["tickvals"])


def test_iso_goes_by_the_millisecond() -> None:
    assert iso(np.array([0.0, 1.5, -1.0])) == [
        "1970-01-01T00:00:00.000",
        "1970-01-02T12:00:00.000",
        "1969-12-31T00:00:00.000",
    ]


@pytest.mark.parametrize(
    ("day", "format"),
    [
        ("2024-03-01", "%Y-%m-%d"),
        ("2024-03-01T07", "%Y-%m-%d %H:%M"),
        ("2024-03-01T08:16", "%Y-%m-%d %H:%M"),
        ("2024-03-01T08:16:01", "%Y-%m-%d %H:%M:%S"),
    ],
)
def test_dates_with_a_time_of_day_have_it_in_hover_text(day: str, format: str) -> None:
    assert date_hover_format(np.array([days("1899-12-31"), days(day)])) == format
