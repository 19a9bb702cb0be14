"""Missing numbers filled in by the median: by hand, and what never changes."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kmeans_core import run
from study import scaling
from study.dateline import cuts_of
from study.export import cluster_column, points_csv
from study.filling import (
    Fill,
    fill_in,
    filled_in,
    filled_in_words,
    lacking_in_words,
    medians_in_words,
    medians_of,
)
from study.snippet import snippet
from study.take_home import NewRows, labelled_file
from tables import Choices, complete_rows, count_words, read_table
from tables.model import Column, Table
from tests.app.your_data_page import bare
from tests.study.test_snippet import assert_the_same_at_home

# Medians by hand: of a 1, 2, 2, 7, 9 it is 2; of b 10, 20, 30, 90 it is 25
TEXT = "a,b,day,town\n1,10,2024-01-01,Ulm\n2,,2024-01-02,Ulm\n2,20,,Bonn\n,30,2024-01-03,\n7,90,2024-01-05,Bonn\n9,,,Ulm\n,,2024-01-09,Ulm\n"
NAN = float("nan")


def table_of(text: str) -> Table:
    return read_table(text.encode(), "t.csv")


def test_the_medians_by_hand_and_the_rows_that_have_something_of_their_own() -> None:
    table = table_of(TEXT)
    whole, fills, rows = fill_in(table, ("a", "b"))
    assert [(fill.column, fill.median, fill.cells) for fill in fills] == [("a", 2.0, 1), ("b", 25.0, 2)]
    assert rows == 3
    values, kept = complete_rows(whole, ("a", "b"))
    assert kept.tolist() == [True] * 6 + [False]  # the last has no number at all
    assert values.tolist() == [[1, 10], [2, 25], [2, 20], [2, 30], [7, 90], [9, 25]]
    assert table.frame["b"].isna().sum() == 3  # the table itself stays as it is


def test_a_row_without_a_date_stays_out_and_what_is_not_made_whole_is_not_filled_in() -> None:
    whole, fills, rows = fill_in(table_of(TEXT), ("a", "b", "day"))
    assert [(fill.column, fill.cells) for fill in fills] == [("a", 2), ("b", 2)] and rows == 3
    values, kept = complete_rows(whole, ("a", "b", "day"))
    assert kept.tolist() == [True, True, False, True, True, False, True]
    assert values[-1, :2].tolist() == [2, 25]  # its date is its own
    assert np.isnan(medians_of(table_of(TEXT), ("day",))).all()


@pytest.mark.parametrize("columns", [("a",), ("b",)])
def test_a_column_alone_has_nothing_to_fill_in(columns: tuple[str, ...]) -> None:
    table = table_of(TEXT)
    assert fill_in(table, columns) == (table, (), 0)


def test_a_column_without_a_number_is_never_filled_in() -> None:
    values = np.array([[1, NAN], [2, NAN]])
    filled, put = filled_in(values, np.array([1.5, NAN]))
    assert np.array_equal(filled, values, equal_nan=True) and not put.any()


NUMBERS = st.floats(-1e6, 1e6) | st.just(NAN)
CELLS = arrays(np.float64, st.tuples(st.integers(1, 9), st.integers(1, 4)), elements=NUMBERS)


@given(CELLS, st.data())
def test_only_what_is_missing_changes_and_only_in_rows_that_are_whole_by_it(
    values: np.ndarray, data: st.DataObject
) -> None:
    medians = data.draw(arrays(np.float64, values.shape[1], elements=NUMBERS))
    filled, put = filled_in(values, medians)
    own = np.isfinite(values)
    assert not (put & own).any() and np.array_equal(filled[~put], values[~put], equal_nan=True)
    assert np.isfinite(filled[put.any(axis=1)]).all() and own[put.any(axis=1)].any(axis=1).all()
    left = ~np.isfinite(filled).all(axis=1)
    assert all(not row.any() or np.isnan(medians[~row]).any() for row in own[left])
    again, more = filled_in(filled, medians)
    assert np.array_equal(again, filled, equal_nan=True) and not more.any()


@given(CELLS)
def test_the_median_has_as_many_numbers_below_as_above_and_filling_it_in_keeps_it(values: np.ndarray) -> None:
    names = [f"c{j}" for j in range(values.shape[1])]
    columns = tuple(Column(name, name, "number") for name in names)
    table = replace(table_of(TEXT), frame=pd.DataFrame(values, columns=names), columns=columns)
    for name, median in zip(names, medians_of(table, names), strict=True):
        own = table.frame[name].dropna().to_numpy()
        assert np.isnan(median) == (len(own) == 0)
        assert (own < median).sum() <= len(own) / 2 and (own > median).sum() <= len(own) / 2
    whole, fills, _ = fill_in(table, names)
    again = dict(zip(names, medians_of(whole, names), strict=True))
    assert all(math.isclose(again[fill.column], fill.median, rel_tol=1e-12) for fill in fills)


def test_where_nothing_is_missing_nothing_changes() -> None:
    table = table_of("a,b\n" + "".join(f"{i},{i % 7}\n" for i in range(30)))
    plain, filled = (
        scaling.make_points(table, "t", ("a", "b"), "spread", fill=fill) for fill in (False, True)
    )
    assert filled.digest == plain.digest and filled.notes == plain.notes and filled.fills == ()


def test_points_say_what_was_filled_in_and_their_frame_has_it_empty() -> None:
    points = scaling.make_points(table_of(TEXT), "t", ("a", "b"), "none", fill=True)
    assert [bare(note) for note in points.notes] == [
        "1 row left out: no number in “a” or “b”.",
        "3 missing numbers are filled in by the median of the column: 2 in “a” and 25 in “b”.",
    ]
    assert points.X.shape == (6, 2) and points.frame[["a", "b"]].isna().sum().tolist() == [1, 2]


def test_a_longitude_is_filled_in_as_it_counts_and_said_as_it_is_written() -> None:
    text = "place,lat,lon\n" + "".join(
        f"p{i},{i % 5 - 17},{lon}\n" for i, lon in enumerate(("178", "179", "-179", "-178", "-177", ""))
    )
    table = table_of(text)
    cuts = {name: cut for name, cut in cuts_of(table).items() if cut is not None}
    points = scaling.make_points(table, "t", ("lon", "lat"), "none", cuts=cuts, fill=True)
    assert points.X[:, 0].tolist() == [
        178,
        179,
        181,
        182,
        183,
        181,
    ]  # as they stand, the median would be −177
    assert "-179 in" in bare(" ".join(points.notes)).replace("−", "-")


def test_the_sentences() -> None:
    _, fills, rows = fill_in(table_of(TEXT), ("a", "b"))
    assert bare(lacking_in_words(fills, rows)) == "3 rows have no number in “a” or “b”"
    assert bare(lacking_in_words(fills[:1], 1)) == "1 row has no “a”"
    assert (
        bare(filled_in_words(fills[:1]))
        == "1 missing number is filled in by the median of the column: 2 in “a”."
    )
    assert filled_in_words(()) == ""
    assert (
        medians_in_words(fills[:1]) == "the median, 2" and medians_in_words(fills) == "the medians, 2 and 25"
    )
    assert "2 more" in lacking_in_words(fills * 3, 3)


def test_the_file_goes_home_as_it_came_with_the_group_of_the_rows_filled_in() -> None:
    table = table_of("a,b\n1,10\n2,\n,30\n9,90\n")
    _, kept = complete_rows(fill_in(table, ("a", "b"))[0], ("a", "b"))
    home = labelled_file(table, np.array([0, 0, 1, 1]), kept).decode("utf-8-sig")
    assert home.split() == ["a,b,group", "1,10,1", "2,,1", ",30,2", "9,90,2"]


def test_new_rows_are_filled_in_as_the_groups_were() -> None:
    points = scaling.make_points(table_of(TEXT), "t", ("a", "b"), "none", fill=True)
    new = table_of("a,b\n9,\n,90\n1,11\n,\n")
    rows = NewRows(new, points, np.array([[2.0, 15.0], [8.0, 60.0]]))
    assert rows.kept.tolist()[:3] == [True] * 3 and rows.labels.tolist() == [0, 1, 0]
    assert "In 2 rows what is missing is filled in by the medians of the first table." in rows.in_words()
    left = NewRows(new, scaling.make_points(table_of(TEXT), "t", ("a", "b"), "none"), np.array([[2.0, 15.0]]))
    assert left.kept.tolist()[:3] == [False, False, True]


@pytest.mark.parametrize("way", scaling.SCALINGS)
@pytest.mark.parametrize("columns", [("a", "b"), ("a", "b", "day"), ("lon", "a", "b")])
def test_the_code_to_take_home_fills_in_the_same(
    columns: tuple[str, ...], way: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = np.random.default_rng(4)
    cells = rng.normal(size=(60, 2)).round(3) ** 2
    lines = [
        f"{'' if i % 9 == 4 else a},{'' if i % 7 == 2 else b},2024-03-{1 + i % 28:02},{'' if i == 5 else (179 - i % 3) * (-1) ** i}\n"
        for i, (a, b) in enumerate(cells)
    ]
    table = table_of("a,b,day,lon\n" + "".join(lines))
    cuts = {name: cut for name, cut in cuts_of(table).items() if cut is not None}
    points = scaling.make_points(table, "t", columns, way, cuts=cuts, fill=True)
    assert len(points.X) >= 59 and len(points.fills) >= 2  # one row has neither a nor b
    found = run(points.X, points.X[[0, 20, 40]])
    assert_the_same_at_home(points, found, "keep", tmp_path, capsys)
    assert "median" in snippet(points, found, cluster_column(points)) and ",," in points_csv(points, found)


def test_answers_in_words_that_do_not_count_are_filled_in_at_home_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("never", "sometimes", "often", "always", "", "never")
    text = "a,how often\n" + "".join(f"{i * 37 % 101 / 8},{words[i % 6]}\n" for i in range(60))
    table = count_words(table_of(text), Choices())
    points = scaling.make_points(table, "t", ("a", "how often"), "spread", fill=True)
    assert len(points.X) == 60 and points.fills[0].cells == 10
    assert_the_same_at_home(points, run(points.X, points.X[[0, 20, 40]]), "keep", tmp_path, capsys)


def test_the_median_is_said_as_it_is_put_in() -> None:
    fills = (Fill("height", 172.7, 2), Fill("income", 1234567.5, 1))
    assert medians_in_words(fills) == "the medians, 172.7 and 1,234,567.5"


def test_a_column_may_be_called_as_pandas_calls_its_own() -> None:
    table = table_of("self,b\n" + "".join(f"{i if i % 5 else ''},{i % 7}\n" for i in range(30)))
    filled, fills, rows = fill_in(table, ("self", "b"))
    assert [fill.column for fill in fills] == ["self"] and rows == 6 and filled.frame["self"].notna().all()
