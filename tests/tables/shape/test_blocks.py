"""What empty lines and second headers part, and what they do not."""

from __future__ import annotations

import pytest

from tables import Topic, read_table
from tests.tables.shape.test_area import TABLE, X


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("other_first", [True, False])
def test_of_two_tables_the_larger_is_taken(gap: str, other_first: bool) -> None:
    other = "city,people\nBern,12\nOslo,15\nRome,17\n"
    text = other + gap + TABLE if other_first else TABLE + gap + other
    table = read_table(text.encode(), "t.csv")
    assert table.frame["x"].tolist() == X
    assert table.receipt.count(Topic.TABLES) == 2


def test_empty_lines_inside_are_passed_over() -> None:
    table = read_table(TABLE.replace("n4", "\nn4").encode(), "t.csv")
    assert table.frame["x"].tolist() == X
    assert table.row_numbers.tolist() == [2, 3, 4, 5, 7, 8, 9, 10]


def test_empty_lines_between_all_rows_part_nothing() -> None:
    rows = [
        "Sales",
        "first,,second,",
        "x,y,x,y",
        *(f"{i},{i / 2},{9 - i},7" for i in range(9)),
        "checked by hand",
    ]
    table = read_table("\n\n".join(rows).encode(), "t.csv")
    assert list(table.frame) == ["first x", "first y", "second x", "second y"]
    assert table.frame["first x"].tolist() == list(range(9))
    assert (table.receipt.count(Topic.ABOVE), table.receipt.count(Topic.BELOW)) == (1, 1)


def test_details_above_with_an_empty_row_below_them_are_another_table() -> None:
    above = "Test 7,,\nDate:,2015-03-01,\nWidth,10.5,mm\nThickness,3.2,mm\n,,\n"
    text = above + "Time,Load,Way\ns,N,mm\n" + "".join(f"{i / 10},{2 * i},{i}\n" for i in range(9))
    frame = read_table(text.encode(), "t.csv").frame
    assert frame["Load N"].tolist() == [2 * i for i in range(9)]


@pytest.mark.parametrize("gap", ["\n", "\n\n", ",,\n"])
def test_an_empty_line_between_the_names_and_the_rows(gap: str) -> None:
    rows = "".join(f"town {i},{i}.5,{i * i}\n" for i in range(9))
    table = read_table(
        f"Towns, 1996\nUnits:,see table\n\nTable\n ,area,people\n{gap}{rows}".encode(), "t.csv"
    )
    assert list(table.frame.columns) == ["Column 1", "area", "people"]
    assert len(table.frame) == 9


@pytest.mark.parametrize("cell", ["{a},{b}", "{a}.5,w{b}"])
def test_rows_that_equal_the_first_ones_are_no_names_again(cell: str) -> None:
    rows = [cell.format(a=i % 3, b=i % 2) for i in range(60)]
    table = read_table(("x,y\n" + "\n\n".join(rows) + "\n").encode(), "t.csv")
    assert len(table.frame) == 60


@pytest.mark.parametrize("names", ["x,y", "x,y\nkg,m", "town,name"])
def test_names_again_after_an_empty_line_are_left_out(names: str) -> None:
    first = "".join(f"{i},{i * i}.5\n" if "town" not in names else f"a{i},b{i}\n" for i in range(9))
    table = read_table(f"{names}\n{first}\n{names.splitlines()[0]}\n{first}".encode(), "t.csv")
    assert len(table.frame) == 18


@pytest.mark.parametrize(("other", "tables"), [("city,people\nBern,12\n", 2), ("city,people\nBern,\n", 0)])
def test_names_and_one_row_are_a_table_of_their_own(other: str, tables: int) -> None:
    assert read_table((TABLE + "\n" + other).encode(), "t.csv").receipt.count(Topic.TABLES) == tables


@pytest.mark.parametrize(("again", "rows", "tables"), [("t,1.5,0.3", 9, 2), ("9,lost,81", 19, 0)])
def test_where_words_over_numbers_are_said_again_another_table_begins(
    again: str, rows: int, tables: int
) -> None:
    """A word in place of a number is a cell that cannot be read."""
    numbers = "".join(f"{i},{i * i}.5,{i}\n" for i in range(9))
    table = read_table(f"t,1.5,0.4\n{numbers}\n{again}\n{numbers}".encode(), "t.csv")
    assert (len(table.frame), table.receipt.count(Topic.TABLES)) == (rows, tables)
