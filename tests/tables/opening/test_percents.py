"""Cells of a workbook that show a percentage are read as people see them."""

import io

import pytest
import xlsxwriter

from tables import read_table
from tables.opening.percents import percent_cells


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
    assert percent_cells(data, "Rates & more")[1] == [1]
    assert percent_cells(data, "no such sheet") == {} and percent_cells(b"PK\x03\x04", "x") == {}
    assert percent_cells(data[: len(data) // 2], "Rates & more") == {} == percent_cells(b"", "x")
