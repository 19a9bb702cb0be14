"""How many rows of names there are, and what the columns are called."""

from __future__ import annotations

import pytest

from tables import Choices, read_table
from tables.header import column_names, count_header_rows
from tables.receipt import Receipt

BODY = [["Bern", "1", "2.5"], ["Oslo", "2", "3.5"], ["Rome", "3", "4.5"], ["Kiev", "4", "5.5"]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], 0),
        ([["town", "x", "y"]], 1),
        ([["town", "x", "y"], ["", "km", "kg"]], 2),
        ([["", "first", ""], ["town", "x", "y"]], 2),
        ([["Place", "Size", "Size"], ["town", "x", "y"], ["", "km", "kg"]], 3),
        ([["town", "2010", "2011"]], 1),
        ([["", "x", "y"]], 1),
    ],
)
def test_rows_of_names_above_numbers(rows: list[list[str]], expected: int) -> None:
    assert count_header_rows([*rows, *BODY]) == expected


def test_years_that_are_values_are_no_names() -> None:
    rows = [["Bern", "2010", "2011"], ["Oslo", "2012", "2013"], ["Rome", "2014", "2015"]]
    assert count_header_rows(rows) == 0


def test_a_missing_value_in_the_first_row_is_no_name() -> None:
    assert count_header_rows([["Bern", "NA", "n/a"], *BODY]) == 0


def test_words_only() -> None:
    assert count_header_rows([["first", "last"], ["Ann", "Lee"], ["Bob", "Ray"], ["Ann", "May"]]) == 1
    assert count_header_rows([["Ann", "Lee"], ["Bob", "Ray"], ["Ann", "May"]]) == 0


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ([["a", "b", "c"]], ["a", "b", "c"]),
        ([], ["Column 1", "Column 2", "Column 3"]),
        ([["a", "", "a"]], ["a", "Column 2", "a (2)"]),
        ([["a", "a", "a (2)"]], ["a", "a (3)", "a (2)"]),
        ([["", "size", ""], ["town", "x", "y"]], ["town", "size x", "size y"]),
        ([["Column 2", "", " c  d "]], ["Column 2", "Column 2 (no name)", "c d"]),
    ],
)
def test_names_are_unique_and_never_empty(header: list[list[str]], names: list[str]) -> None:
    assert column_names(header, 3, Receipt())[0] == names


def test_repeated_header_rows_are_left_out_and_said() -> None:
    table = read_table(b"a,b\n1,2\n3,4\na,b\n5,6\n7,8\n", "t.csv")
    assert table.frame["a"].tolist() == [1, 3, 5, 7]
    assert table.row_numbers.tolist() == [2, 3, 5, 6]
    assert any("stand again" in line.text for line in table.receipt.lines)


@pytest.mark.parametrize(
    "name",
    [
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "$x$",
        ":smile:",
        "**b**",
        "n" * 2000,
        "שלום",
    ],
)
def test_names_are_data(name: str) -> None:
    table = read_table(f"{name},y\n1,2\n3,4\n5,7\n".encode(), "t.csv")
    assert list(table.frame.columns) == [name, "y"]


def test_the_user_may_say_how_many() -> None:
    table = read_table(b"a,b\n1,2\n3,4\n", "t.csv", Choices(header_rows=0))
    assert list(table.frame.columns) == ["Column 1", "Column 2"]
    assert len(table.frame) == 3


def test_a_key_and_its_value_above_the_names_are_no_names() -> None:
    text = "Source:,Somebody,,,\nplace,a,b,c,d\n" + "".join(f"Ulm,{i},{i * 2},{i / 4},7\n" for i in range(9))
    assert list(read_table(text.encode(), "t.csv").frame.columns) == ["place", "a", "b", "c", "d"]


def test_years_below_the_names_of_groups_are_names() -> None:
    rows = "".join(f"Ulm;{i},5;{i + 20},1;{i * 3},0;{i},2\n" for i in range(9))
    table = read_table((";Group A;;Group B;\nCountry;2000;2001;2002;2003\n" + rows).encode(), "t.csv")
    assert list(table.frame.columns)[1:3] == ["Group A 2000", "Group A 2001"]
    assert len(table.frame) == 9
