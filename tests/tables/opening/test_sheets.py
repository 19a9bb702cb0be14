"""Spreadsheets."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tables import Choices, TableError, read_table
from tables.cutting import rows as rows_stage
from tables.opening import sheets
from tests.hostile.corpus import ods
from tests.tables.workbooks import workbook

FRAME = pd.DataFrame({"town": ["Bern", "Oslo", "Rome"], "x": [1.234, 2.5, np.nan], "n": [1, 20, 300]})


@pytest.mark.parametrize("engine", ["openpyxl", "odf"])
@pytest.mark.parametrize("filename", ["table.xlsx", "table.csv", "table"])
def test_read_by_content_whatever_the_name(engine: Any, filename: str) -> None:
    buffer = io.BytesIO()
    FRAME.to_excel(buffer, index=False, engine=engine)
    table = read_table(buffer.getvalue(), filename)
    np.testing.assert_array_equal(table.frame["x"], FRAME["x"])
    assert table.frame["n"].tolist() == [1, 20, 300]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ['encoding="UTF-16"', "encoding = 'utf-16' standalone='yes'", ""])
def test_a_sheet_written_in_utf_16_is_not_empty(encoding: str, declared: str) -> None:
    table = workbook(Data=[["città", "x"], ["Zürich", 1.5], ["Łódź", 2.5]])
    wide = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(table)) as old, zipfile.ZipFile(wide, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/") and name.endswith(".xml"):
                text = content.decode().removeprefix('<?xml version="1.0"?>').lstrip()
                content = f'<?xml version="1.0" {declared}?>{text}'.encode(encoding)
            new.writestr(name, content)
    read = read_table(wide.getvalue(), "t.xlsx")
    assert read.frame["x"].tolist() == [1.5, 2.5]
    assert read.frame["città"].tolist() == ["Zürich", "Łódź"]


def test_titles_dates_and_written_numbers() -> None:
    rows: list[list[object]] = [["Report"], [], ["day", "x", "y"]]
    rows += [[dt.datetime(2024, 1, day), day + 0.125, f"{day},5 €"] for day in range(1, 6)]
    table = read_table(workbook(Data=rows), "t.xlsx")
    assert table.frame["x"].tolist() == [1.125, 2.125, 3.125, 4.125, 5.125]
    assert table.frame["y"].tolist() == [1.5, 2.5, 3.5, 4.5, 5.5]
    assert table.column("day").kind == "date"
    assert table.row_numbers.tolist() == [4, 5, 6, 7, 8]


def test_a_number_typed_as_a_number_is_never_a_thousand() -> None:
    rows: list[list[object]] = [["name", "x"], ["a", 1.234], ["b", 5.678]]
    table = read_table(workbook(Data=rows), "t.xlsx")
    assert table.frame["x"].tolist() == [1.234, 5.678]
    assert not table.column("x").ambiguous


def test_sheets_can_be_chosen_and_the_first_with_a_table_is_taken() -> None:
    data = workbook(
        Notes=[["read me"]], First=[["a", "b"], [1, 2], [3, 4]], Second=[["c", "d"], [5, 6], [7, 8]]
    )
    table = read_table(data, "t.xlsx")
    assert (table.sheets, table.sheet) == (("Notes", "First", "Second"), "First")
    assert list(read_table(data, "t.xlsx", Choices(sheet="Second")).frame.columns) == ["c", "d"]
    with pytest.raises(TableError, match="Notes"):
        read_table(data, "t.xlsx", Choices(sheet="Third"))


@pytest.mark.parametrize(("n", "named"), [(1, 1), (9, 9), (10, 10), (11, 10), (30, 10)])
def test_who_asks_for_a_sheet_that_is_not_there_is_told_the_first_ten(n: int, named: int) -> None:
    names = [f"S{i:02d}" for i in range(n)]
    rows: list[list[object]] = [["a", "b"], [1, 2]]
    with pytest.raises(TableError) as caught:
        read_table(workbook(**dict.fromkeys(names, rows)), "t.xlsx", Choices(sheet="X"))
    assert re.findall(r"S\d\d", str(caught.value)) == names[:named]


def test_an_empty_and_a_broken_workbook() -> None:
    with pytest.raises(TableError, match="empty"):
        read_table(workbook(Nothing=[]), "t.xlsx")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")
    with pytest.raises(TableError, match="spreadsheet"):
        read_table(buffer.getvalue(), "t.xlsx")


def test_a_sheet_too_large_is_refused_before_its_cells_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_SHEET_CELLS", 8)
    rows: list[list[object]] = [["a", "b"], [1, 2], [3, 4], [5, 6]]
    assert read_table(workbook(Data=rows), "t.xlsx").frame.shape == (3, 2)
    with pytest.raises(TableError, match="as far out as B5: 10 cells"):
        read_table(workbook(Data=[*rows, [7, 8]]), "t.xlsx")


def test_a_long_cell_is_refused_with_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_stage, "MAX_CELL_CHARACTERS", 20)
    with pytest.raises(TableError, match=r"row 3 of the sheet has 21 characters; up to 20"):
        read_table(workbook(Data=[["a", "b"], ["x" * 20, 2], ["x" * 21, 3]]), "t.xlsx")


@pytest.mark.parametrize(
    ("value", "words"),
    [(1.0, "1"), (1.5, "1.5"), (1.234, "1.2340"), (-12.125, "-12.1250"), (True, "TRUE"), (None, ""), (float("nan"), "nan"),
     (dt.datetime(2024, 1, 2), "2024-01-02"), (dt.date(2024, 1, 2), "2024-01-02"), (" x ", "x")],
)  # fmt: skip
def test_cells_in_words(value: object, words: str) -> None:
    assert sheets.cell_in_words(value) == words


CELL = (
    '<table:table-cell office:value-type="float" office:value="{0}"><text:p>{0}</text:p></table:table-cell>'
)
ROW = f"<table:table-row>{CELL.format(1)}{CELL.format(2)}</table:table-row>"


def test_repeated_empty_rows_at_the_end_are_usual() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    end = f'<table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>'
    assert read_table(ods(ROW * 3 + end), "t.ods").frame.shape == (3, 2)


def test_the_old_binary_format_is_read() -> None:
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook()
    book.add_sheet("Notes").write(0, 0, "read me")
    sheet = book.add_sheet("Däta")
    rows: list[list[object]] = [["Report"], [], ["town", "x", "day", "price"]]
    rows += [[f"Ört {i}", i + 0.234, dt.date(2020, 1, i + 1), f"{i + 1}.200,50 €"] for i in range(5)]
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            sheet.write(i, j, cell, *([day] if isinstance(cell, dt.date) else []))
    buffer = io.BytesIO()
    book.save(buffer)
    for filename in ("t.xls", "t.csv"):
        table = read_table(buffer.getvalue(), filename)
        assert table.frame["x"].tolist() == [i + 0.234 for i in range(5)]
        assert table.frame["price"].tolist() == [1200.5 + 1000 * i for i in range(5)]
        assert table.column("day").kind == "date" and table.sheet == "Däta"
    with pytest.raises(TableError, match="damaged"):
        read_table(buffer.getvalue()[:3000], "t.xls")
