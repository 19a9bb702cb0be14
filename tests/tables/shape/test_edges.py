"""Titles above the rows of a table, notes below."""

from __future__ import annotations

import pytest

from tables import read_table

ROWS = "".join(f"State {i},{i}\n" for i in range(9))
REMARK = "Figures of the last year are preliminary"


@pytest.mark.parametrize(
    ("last", "rows"),
    [
        ("District of Columbia", 10),
        (REMARK[:40], 10),
        (REMARK + " and may change", 9),
        ("Source: a survey", 9),
        ("* preliminary", 9),
    ],
)
def test_below_two_columns_a_long_text_alone_is_a_remark_and_a_short_one_a_name(last: str, rows: int) -> None:
    assert len(read_table(f"state,x\n{ROWS}{last},\n".encode(), "t.csv").frame) == rows


@pytest.mark.parametrize(
    ("last", "rows"), [("Balance;31.10.2026;;9,50;EUR", 9), ("31.10.2026;1;;9,50;EUR", 10)]
)
def test_a_shorter_row_that_begins_with_a_word_closes_rows_of_dates(last: str, rows: int) -> None:
    days = "".join(f"{i}.10.2026;{i};Shop {i};{i},20;;EUR\n" for i in range(1, 10))
    text = f"day;n;text;out;in;currency\n{days}{last}\n"
    assert len(read_table(text.encode(), "t.csv").frame) == rows


@pytest.mark.parametrize(
    ("last", "rows"),
    [
        ("Valid cases,77,,", 8),
        ("All of them,,,\nValid cases,77,,", 8),  # with a title of its own
        ("All of them,,,\nin spring,,,\nValid cases,77,,", 8),
        ("Item 9,77,1.5,2.5", 9),
        ("Item 9,77,1.5,", 9),
    ],
)
def test_a_half_empty_row_below_an_empty_line_is_no_row_where_all_are_full(last: str, rows: int) -> None:
    text = "item,n,mean,sd\n" + "".join(f"Item {i},{80 + i},{i}.5,1.{i}\n" for i in range(8)) + f"\n{last}\n"
    assert len(read_table(text.encode(), "t.csv").frame) == rows


@pytest.mark.parametrize(
    ("note", "rows"),
    [
        ("See, the, appendix", 8),  # words where all others have numbers
        ("See, appendix", 9),  # two words may be a row that is cut off
        ("Item 9, the, 9", 9),
        ("See, the, 3, 4, 5, 6, 7", 9),
    ],
)
def test_a_note_that_was_cut_at_its_commas_is_no_row(note: str, rows: int) -> None:
    text = "item,n,mean,sd\n" + "".join(f"Item {i},{80 + i},{i}.5,1.{i}\n" for i in range(8)) + f"{note}\n"
    assert len(read_table(text.encode(), "t.csv").frame) == rows


@pytest.mark.parametrize(
    "text",
    [
        "id,age,weight,arm\nP001,,,\n{}",
        "# Visits\nid,age,weight,arm\nP001,,,\n{}",
        "id,age,weight,arm\nP001,,,\nP0011,,,\n{}",
        "P001,,,\n{}",
        "id,age,weight,arm\n{}P031,,,\n",
    ],
)
def test_an_identifier_alone_is_a_row(text: str) -> None:
    rows = "".join(f"P{i:03d},{i * 3},{i * 2.5},x{i % 3}\n" for i in range(2, 30))
    table = read_table(text.format(rows).encode(), "t.csv")
    assert len(table.frame) == 28 + text.count("P0")


def test_a_title_below_the_names_is_no_row() -> None:
    rows = "".join(f"Item {i},{i * 3},{i * 2.5},{i}\n" for i in range(2, 30))
    table = read_table(f"what,a,b,c\nExpenditure 2025 by type,,,\n{rows}".encode(), "t.csv")
    assert len(table.frame) == 28
