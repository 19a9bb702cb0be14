"""How numbers are written; the same table is tried in JavaScript by tests/e2e/test_digits.py."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from study.digits import (
    FEW,
    all_written,
    as_it_is,
    axis_style,
    hover_format,
    rounded,
    share,
    step_between,
    step_of_data,
    step_within,
    without_noise,
    written,
)

CASES: dict[str, list[Any]] = json.loads(
    (Path(__file__).parents[1] / "digits.json").read_text(encoding="utf-8")
)


def number(value: float | None) -> float:
    return math.nan if value is None else float(value)


@pytest.mark.parametrize(("value", "text"), CASES["alone"])
def test_a_number_alone(value: float | None, text: str) -> None:
    assert rounded(number(value)) == text


@pytest.mark.parametrize(("value", "step", "text"), CASES["step"])
def test_a_number_among_others(value: float | None, step: float, text: str) -> None:
    assert written(number(value), step) == text


@pytest.mark.parametrize(("value", "step", "smallest", "text"), CASES["computed"])
def test_of_computed_numbers_rounding_is_left_out(
    value: float, step: float, smallest: float, text: str
) -> None:
    assert written(value, step, smallest) == text


@pytest.mark.parametrize(("values", "texts"), CASES["data"])
def test_numbers_of_a_table_stand_there_as_they_were_typed(values: list[float], texts: list[str]) -> None:
    step = step_of_data(values)
    assert [written(value, step) for value in values] == texts


@pytest.mark.parametrize(("values", "texts"), CASES["together"])
def test_computed_numbers_that_stand_together(values: list[float | None], texts: list[str]) -> None:
    assert all_written([number(value) for value in values]) == texts


@pytest.mark.parametrize(("value", "text"), CASES["share"])
def test_shares(value: float | None, text: str) -> None:
    assert share(number(value)) == text


finite = st.floats(-1e12, 1e12)


@given(finite)
def test_no_number_vanishes_and_three_digits_are_right(value: float) -> None:
    text = rounded(value).replace("−", "-").replace(",", "")
    if "×" in text:
        mantissa, power = text.split(" × 10")
        raised = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
        text = f"{mantissa}e{raised}"
    for exponent, word in (("e6", " million"), ("e9", " billion"), ("e12", " trillion")):
        text = text.replace(word, exponent)
    assert float(text) == pytest.approx(value, rel=0.0051)


@given(st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=30), st.integers(0, 4), finite)
@example([-1, 0], 0, 1e12)  # 99,999,999 is not 100 million
def test_numbers_that_differ_read_differently(numbers: list[int], places: int, offset: float) -> None:
    # Far from zero a float64 has no digits left for the decimals.
    values = {round(offset / 1e4) + each / 10**places for each in numbers}
    for step in (step_of_data(list(values)), step_between(list(values))):
        assert len({written(value, step) for value in values}) == len(values)


def test_a_column_is_written_by_its_spread_or_finer_to_tell_groups_apart() -> None:
    assert [
        written(value, step_within(2.3, (-73.5871, -73.5874, 0))) for value in (-73.5871, -73.5874, 0)
    ] == [
        "−73.5871",
        "−73.5874",
        "0",
    ]
    assert written(1700000100.25, step_within(120.0)) == "1,700,000,100"
    assert written(45.500958, step_within(0.0009)) == "45.50096"
    assert step_within(0.0) == step_within(math.nan) == 0.0


def test_a_cell_can_be_found_again() -> None:
    assert [as_it_is(value) for value in (1e200, 123456789012.0, 0.00012345)] == [
        "1 × 10²⁰⁰",
        "123,456,789,012",
        "0.00012345",
    ]


def test_what_rounding_left_over_is_nothing_in_a_file() -> None:
    import numpy as np

    assert without_noise(np.array([2.78e-17, -1.0, np.nan, 1e-9])).tolist()[:2] == [0.0, -1.0]
    assert without_noise(np.array([2.78e-17])).tolist() == [2.78e-17]


@pytest.mark.parametrize(
    ("values", "format"),
    [
        ([1700000000, 1700000300], ",.0~f"),
        ([5432101.25, 5432101.5], ",.2~f"),
        ([-73.5871, -73.5872], ",.4~f"),
        ([0.0002, 0.0004], ",.4~f"),
        ([0.0004, 12, 1000000], ",.4~f"),
        ([0.0000091, 0.0000002], ",.7~f"),
        ([3.141592653589793, 0.0001234567], ",.6~f"),
        ([1e-9, 2e-9], None),
        ([1e15, 2], None),
        ([1e-14, 1234.5], None),
        ([0.001, 1e13], ",.5~f"),
        ([0, 0], ",.0~f"),
        ([], ",.0~f"),
    ],
)
def test_hover_text_has_digits_for_all(values: list[float], format: str | None) -> None:
    assert hover_format(values) == format


@pytest.mark.parametrize(
    ("low", "high", "style"),
    [
        (1700000000, 1700000300, "none"),
        (0, 2e-4, "none"),
        (5432101, 5432199, "none"),
        (0, 3e9, "B"),
        (1e16, 1e16, "power"),
        (0, 5e-324, "power"),
        (-1e308, 1e308, "power"),
    ],
)
def test_ticks_are_written_out_where_that_tells_them_apart(low: float, high: float, style: str) -> None:
    assert axis_style(low, high)["exponentformat"] == style
    assert axis_style(0, 0) == {}
    assert axis_style(0, 20_000, short=True)["exponentformat"] == "B"


@pytest.mark.parametrize(
    ("low", "high", "style"),
    [
        (0, 990.5, {}),
        (1000, 1001.5, {"tickformat": ".10~f"}),  # 1000, 1000.5, 1001
        (1990, 2020, {"tickformat": ".10~f"}),
        (-2000, 10, {"tickformat": ".10~f"}),
        (8000, 12000, {"separatethousands": True}),  # 8,000, 10,000, 12,000
        (500000, 500001.5, {"separatethousands": True}),
    ],
)
def test_the_ticks_of_an_axis_are_of_one_style(low: float, high: float, style: dict[str, object]) -> None:
    assert axis_style(low, high) == {"exponentformat": "none", **style}


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0, 2e-9, ["0", "5 × 10⁻¹⁰", "1 × 10⁻⁹", "1.5 × 10⁻⁹", "2 × 10⁻⁹"]),
        (1e-7, 9.9e-6, ["0.000002", "0.000004", "0.000006", "0.000008"]),
        (-1e200, 1e200, ["−1 × 10²⁰⁰", "−5 × 10¹⁹⁹", "0", "5 × 10¹⁹⁹", "1 × 10²⁰⁰"]),
    ],
)
def test_ticks_that_plotly_cannot_write_are_written_here(low: float, high: float, texts: list[str]) -> None:
    assert axis_style(low, high)["ticktext"] == texts
    assert len(axis_style(low, high)["tickvals"]) == len(texts)


@pytest.mark.parametrize(
    ("size", "step"), [(2, 1.0), (3, 1e-7), (FEW - 1, 1e-7), (FEW, 1e-7), (FEW + 1, 1.0), (FEW + 50, 1.0)]
)
def test_among_few_numbers_every_gap_counts_among_many_no_tiny_one(size: int, step: float) -> None:
    numbers = [*range(size - 1), 0.9999999] if size > 2 else [0, 1]
    assert step_between(numbers) == pytest.approx(step, rel=1e-3)
