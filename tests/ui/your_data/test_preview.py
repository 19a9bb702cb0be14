"""How the columns of a table are shown."""

from functools import partial

import pandas as pd
import pytest
import streamlit as st

from ui.your_data.preview import _kind_of


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (["2024-03-01", "2024-03-02"], st.column_config.DateColumn),
        (["2024-03-01", None], st.column_config.DateColumn),
        (["2024-03-01", "2024-03-02 09:30"], st.column_config.Column),
    ],
)
def test_dates_have_a_time_of_day_where_the_file_has(days: list[str | None], shown: object) -> None:
    assert _kind_of(pd.to_datetime(pd.Series(days), format="ISO8601")) is shown


@pytest.mark.parametrize(
    ("values", "written"),
    [([0.12345, 2.0, None], "%.5f"), ([1e-12, 3.0], "%.12f"), ([1 / 3, 1e300], "scientific")],
)
def test_numbers_have_all_their_digits(values: list[float | None], written: str) -> None:
    kind = _kind_of(pd.Series(values, dtype=float))
    assert isinstance(kind, partial) and kind.keywords == {"format": written}


def test_numbers_of_four_decimals_are_shown_as_they_come() -> None:
    assert _kind_of(pd.Series([0.1234, 2, None])) is st.column_config.Column
