"""Cells of a workbook that show a percentage are read as people see them; a column keeps the format of most of its cells."""

import datetime
import io

import pytest
import xlsxwriter

from tables import read_table
from tables.opening.formats import ShownCells, shown_cells


def book(code: str, name: str = "Rates & more", rows: int = 12) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        made.add_worksheet("Empty")
        sheet, shown = made.add_worksheet(name), made.add_format({"num_format": code})
        sheet.write_row(0, 0, ["who", "rate", "plain"])
        for i in range(rows):
            sheet.write_string(i + 1, 0, f"p{i}")
            sheet.write_number(i + 1, 1, 0.29 + i / 1000, shown)
            sheet.write_number(i + 1, 2, 0.5 + i)
    return buffer.getvalue()


@pytest.mark.parametrize("code", ["0%", "0.00%", "0.0 %", "[Red]0.0%;-0%", '"about "0%'])
def test_what_shows_percent_is_read_as_percent(code: str) -> None:
    table = read_table(book(code), "t.xlsx")
    assert table.column("rate").unit == "%" and table.column("plain").unit is None
    assert table.frame["rate"].tolist()[:2] == [29, 29.1]  # and not 28.999999999999996
    assert table.frame["plain"].tolist()[:2] == [0.5, 1.5]


@pytest.mark.parametrize("code", ["0.00", '0.0" % of all"', r"0.0\%", "General"])
def test_a_sign_that_is_text_is_no_percent(code: str) -> None:
    assert read_table(book(code), "t.xlsx").frame["rate"].tolist()[:2] == [0.29, 0.291]


def test_what_cannot_be_looked_into_has_none() -> None:
    data = book("0%")
    assert shown_cells(data, "Rates & more").percent[1] == [1]
    for unknown in (
        shown_cells(data, "no such sheet"),
        shown_cells(b"PK\x03\x04", "x"),
        shown_cells(b"", "x"),
    ):
        assert unknown == ShownCells()
    assert shown_cells(data[: len(data) // 2], "Rates & more") == ShownCells()


@pytest.mark.parametrize(
    "code", ["0%", "0.0%", "0.00", "#,##0.00", '#,##0.00\\ "€"', "[Red]0.0%;-0%", "0.00E+00"]
)
def test_a_column_keeps_the_format_of_its_cells(code: str) -> None:
    table = read_table(book(code), "t.xlsx")
    assert [column.number_format for column in table.columns] == [None, code, None]


@pytest.mark.parametrize("code", ["dd.mm.yyyy", "yyyy\\-mm\\-dd", 14, "mmm yy"])
def test_so_does_a_column_of_dates(code: str | int) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet, plain = made.add_worksheet(), made.add_format({"num_format": "dd/mm/yyyy"})
        shown = made.add_format({"num_format": code})
        sheet.write_row(0, 0, ["day", "number"])
        for i in range(12):
            day = datetime.datetime(2024, 3, i + 1)
            sheet.write_datetime(i + 1, 0, day, plain if i < 2 else shown)  # most have the other
            sheet.write_number(i + 1, 1, i)
    table = read_table(buffer.getvalue(), "t.xlsx")
    assert [column.number_format for column in table.columns] == [code, None]


def test_a_format_that_shows_something_else_is_not_kept() -> None:
    shown = shown_cells(book("0%"), "Rates & more")
    assert shown.of_column(1, "number", "%") == "0%"
    assert shown.of_column(1, "number", None) is None is shown.of_column(1, "date", None)
    assert shown.of_column(0, "text", None) is None is shown.of_column(9, "number", None)
    assert read_table(book("0." + "0" * 300), "t.xlsx").column("rate").number_format is None
    assert read_table(b"a,b\n10%,2\n20%,3\n", "t.csv").column("a").number_format is None
