"""Values that cannot be computed with: named, and left out on demand; nothing false is said beside them."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from study import scaling
from study.choices_in_link import MOST_IN_LINK, choices_from_link, choices_to_link
from study.desk import Brought, Reading
from study.digits import as_it_is
from study.take_home import NewRows
from tables import Choices, TableError, Topic, read_table
from tables.limits import LARGE_BYTES
from ui.table.measuring import overflowing_columns, rows_too_far

ROWS = "a,b\n" + "".join(f"{i % 7},{i % 5}.5\n" for i in range(30))


def reading_of(text: str, choices: Choices | None = None) -> Reading:
    content = text.encode()
    table = read_table(content, "t.csv", choices)
    return Reading(Brought(content, "t.csv", choices or Choices()), table, None, "digest")


@pytest.mark.parametrize("value", ["1e200", "-1e200", "1e308", "1e151", "1e17", "-3e19"])
def test_the_row_is_named_and_can_be_left_out(value: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lines, words = rows_too_far(reading_of(f"{ROWS}{value},2\n"), ("a", "b"))
    assert lines == [32]
    assert words.startswith(f"In line 32 of the file, “\u2068a\u2069” is {as_it_is(float(value))}: too large")
    without = reading_of(f"{ROWS}{value},2\n", Choices(rows_left_out=(32,)))
    assert rows_too_far(without, ("a", "b")) == ([], "")
    assert without.table.frame.equals(read_table(ROWS.encode(), "t.csv").frame)
    assert without.table.receipt.count(Topic.UNWANTED)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1e400", "more than 1.79 × 10³⁰⁸"),
        ("-1E999", "less than −1.79 × 10³⁰⁸"),
        ("9" * 309, "more than 1.79 × 10³⁰⁸"),
        ("-" + "9" * 400, "less than −1.79 × 10³⁰⁸"),
        ("9" * 49, "1 × 10⁴⁹"),
        ("$1e400", "more than 1.79 × 10³⁰⁸"),
        ("-1e400 kg", "less than −1.79 × 10³⁰⁸"),
    ],
)
@pytest.mark.parametrize("times", [1, 3_000], ids=["short", "long"])
def test_numbers_out_of_all_range_are_too_large_and_not_unreadable(cell: str, said: str, times: int) -> None:
    """Long files are read by another engine, to which 1e400 is without end."""
    text = f"a,b,word\n{ROWS[4:].replace(chr(10), ',something' + chr(10)) * times}{cell},2,x\n"
    assert times == 1 or len(text) > LARGE_BYTES
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        reading = reading_of(text)
        lines, words = rows_too_far(reading, ("a", "b"))
    assert not reading.table.receipt.count(Topic.UNREADABLE)
    assert lines == [30 * times + 2]
    assert f"“\u2068a\u2069” is {said}: too large" in words


def test_of_more_rows_than_can_be_left_out_it_is_said_what_to_do() -> None:
    far = "".join(f"{i % 9 + 1}e200,{i % 5}\n" for i in range(MOST_IN_LINK + 1))
    lines, words = rows_too_far(reading_of("a,b\n" + ROWS[4:] * 40 + far), ("a", "b"))
    assert lines == []
    assert "1,000 other rows are like it" in words
    assert words.endswith("Only 1,000 rows can be left out here: take those rows out of the file.")
    lines, words = rows_too_far(reading_of("a,b\n" + ROWS[4:] * 40 + far[far.index("\n") + 1 :]), ("a", "b"))
    assert len(lines) == 1_000 and words.endswith("Leave them out.")


@pytest.mark.parametrize("cell", ["inf", "-inf", "∞"])
def test_without_end_is_no_number_however_long_the_file(cell: str) -> None:
    for times in (1, 5_000):
        text = f"a,b\n{ROWS[4:] * times}{cell},2\n"
        assert reading_of(text).table.receipt.count(Topic.UNREADABLE) == 1
        assert times == 1 or len(text) > LARGE_BYTES


def test_a_column_of_nothing_else_is_not_said_to_hold_one_number() -> None:
    column = read_table(b"a,b\n" + b"".join(b"%de400,%d\n" % (i + 1, i) for i in range(9)), "t.csv").column(
        "a"
    )
    assert column.reason == "Its numbers are too large to compute with."


def test_of_several_the_first_is_named() -> None:
    lines, words = rows_too_far(reading_of(f"{ROWS}1e200,-1e300\n3,1e300\n"), ("b", "a"))
    assert lines == [32, 33]
    assert "“\u2068b\u2069” is −1 × 10³⁰⁰" in words
    assert "1 other row is like it" in words


@pytest.mark.parametrize(
    "cells",
    [
        [f"{i + 1}e199" for i in range(24)],  # all
        [f"{i + 1}e200" for i in range(20)] + 4 * ["0"],  # most
        [f"{i + 1}e200" for i in range(12)] + [f"{i}" for i in range(12)],  # half
    ],
)
def test_most_rows_are_never_left_out(cells: list[str]) -> None:
    text = "a,b\n" + "".join(f"{cell},{i % 5}\n" for i, cell in enumerate(cells))
    lines, words = rows_too_far(reading_of(text), ("a", "b"))
    assert lines == []
    assert "other rows are like it. Choose another column, or write them in a larger unit." in words
    assert "beside" not in words and "eave" not in words


def test_of_most_rows_the_column_at_fault_is_named() -> None:
    text = "a,b,c\n1e200,1,1\n" + "".join(f"{i},{i}e200,{i}e199\n" for i in range(1, 24))
    assert "“\u2068b\u2069” is 1 × 10²⁰⁰" in rows_too_far(reading_of(text), ("a", "b"))[1]
    lines, words = rows_too_far(reading_of(text.replace("e200", "")), ("a", "b"), ["c"])
    assert lines == []
    assert "take that column out of the file" in words


def test_a_column_that_does_not_count_is_averaged_too() -> None:
    reading = reading_of("a,b,c\n1,2,3\n4,5,1e200\n6,8,1e17\n")
    assert overflowing_columns(reading) == ["c"]
    lines, words = rows_too_far(reading, ("a", "b"), ["c"])
    assert (lines, "“\u2068c\u2069” is 1 × 10²⁰⁰" in words) == ([3], True)


@given(st.lists(st.floats(-1e12, 1e12), min_size=2, max_size=30))
def test_what_can_be_told_apart_is_never_too_far(values: list[float]) -> None:
    assert not scaling.too_far(np.array(values)[:, np.newaxis]).any()


@given(st.integers(1, 100), st.floats(1e-3, 1e3), st.sampled_from([1e12, 1e15, 1e18, 1e140]))
def test_large_numbers_among_large_numbers_are_not_too_far(n: int, spread: float, size: float) -> None:
    values = size * (1 + spread * np.random.default_rng(n).normal(size=(n, 2)))
    assert not scaling.too_far(values).any()


def test_differences_whose_squares_vanish_are_named() -> None:
    text = "a,b\n" + "".join(f"{i}e-200,{i}\n" for i in range(9))
    assert "differ by no more than 8 × 10⁻²⁰⁰" in rows_too_far(reading_of(text), ("a", "b"))[1]


def test_averages_are_those_of_the_values_however_columns_count() -> None:
    """Scaled there and back, small numbers beside 1e15 would come home as 2 or 0."""
    values = np.array([[1.0, 1.1], [1.0, 1.3], [1e15, 1.0], [3e15, 1.0]])
    labels = np.array([0, 0, 2, 2])
    where_empty = np.full((3, 2), 7.0)
    means = scaling.averages_by_group(values, labels, where_empty)
    assert (where_empty == 7).all()
    np.testing.assert_allclose(means, [[1.0, 1.2], [7.0, 7.0], [2e15, 1.0]], rtol=1e-15)


def test_rows_left_out_travel_in_links() -> None:
    choices = Choices(rows_left_out=(32, 40))
    assert choices_from_link(choices_to_link(choices)) == choices
    assert choices_from_link('{"rows_left_out":[0]}') is None
    assert choices_from_link('{"rows_left_out":7}') is None


def test_all_rows_left_out_is_a_sentence() -> None:
    with pytest.raises(TableError, match="you left out all"):
        read_table(b"a,b\n1,2\n3,4\n", "t.csv", Choices(rows_left_out=(2, 3)))


def test_large_files_leave_rows_out_too() -> None:
    text = "a,b\n" + "".join(f"{i % 97},{i % 89}.5\n" for i in range(60_000))
    table = read_table(text.encode(), "t.csv", Choices(rows_left_out=(3, 50_000)))
    assert len(table.frame) == 59_998
    assert 3 not in table.row_numbers
    assert table.frame["a"].tolist()[:2] == [0, 2]


def test_new_rows_too_large_are_left_out_and_the_others_sorted() -> None:
    points = scaling.make_points(read_table(ROWS.encode(), "t.csv"), "t", ("a", "b"), "none")
    means = np.array([[0.0, 0.0], [6.0, 4.0]])
    text = "a,b\n0,0\n1e200,2\n6,4\n,4\n1,1e17\n-1e308,1\n"
    rows = NewRows(read_table(text.encode(), "n.csv"), points, means)
    assert rows.labels.tolist() == [0, 1]
    assert rows.kept.tolist() == [True, False, True, False, False, False]
    words = rows.in_words()
    assert "2 rows assigned: 1 to group 1, 1 to group 2. 1 row left out: a number is missing." in words
    assert (
        "3 rows left out. In line 3 of this file, “\u2068a\u2069” is 1 × 10²⁰⁰: too large to compute with."
        in words
    )


def test_new_rows_that_are_all_too_large_are_refused() -> None:
    points = scaling.make_points(read_table(ROWS.encode(), "t.csv"), "t", ("a", "b"), "none")
    with pytest.raises(TableError, match=r"In line 2 of this file.*no other row can be put"):
        NewRows(read_table(b"a,b\n1e200,2\n1e17,2\n", "n.csv"), points, points.X[:2])
