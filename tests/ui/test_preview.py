"""How the numbers of a table are shown in its preview, whatever they are."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.your_data.preview import first_columns, plain_headers


@given(st.lists(st.floats(), min_size=1, max_size=12))
def test_no_number_overflows(values: list[float]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plain_headers(pd.DataFrame({"a": np.array(values)}))


@pytest.mark.parametrize("others", [[], [1e308], [-1e308, np.nan, 9e15]])
def test_fractions_are_shown_whatever_stands_beside_them(others: list[float]) -> None:
    shown = plain_headers(pd.DataFrame({"a": [0.123456, *others]}))["a"]
    whole = plain_headers(pd.DataFrame({"a": [0.5, *others]}))["a"]
    assert shown["type_config"]["format"] and whole.get("type_config", {}).get("format") is None


def test_numbers_that_no_float_holds_are_shown_as_what_they_are() -> None:
    largest = np.finfo(np.float64).max
    frame = pd.DataFrame({"a": [largest, 1234.5, -largest, np.nan], "b": [1.0, 2.0, 3.0, 4.0]})
    shown = first_columns(frame)
    assert shown["a"].tolist()[:3] == ["more than 1.79 × 10³⁰⁸", "1,234.5", "less than −1.79 × 10³⁰⁸"]
    assert shown["a"].isna().tolist() == [False, False, False, True]
    pd.testing.assert_series_equal(shown["b"], frame["b"])
