"""Sheets that claim more cells than can be read."""

from __future__ import annotations

import io

import pytest
import xlwt

from tables.limits import MAX_SHEET_CELLS
from tables.opening.far_cells import far_cells, reach_in_words
from tests.hostile import corpus


@pytest.mark.parametrize(
    ("height", "width", "said"),
    [
        (1_048_576, 16_384, "as far out as XFD1048576: 17 billion cells"),
        (1_000_000, 1000, "as far out as ALL1000000: 1 billion cells"),
        (500_000, 26, "as far out as Z500000: 13 million cells"),
        (300_001, 27, "as far out as AA300001: 8,100,027 cells"),
    ],
)
def test_the_cell_is_named_and_the_cells_are_counted(height: int, width: int, said: str) -> None:
    assert said in reach_in_words(height, width)


@pytest.mark.parametrize(
    ("row", "column"),
    [(1, 1), (MAX_SHEET_CELLS // 100 - 1, 99), (MAX_SHEET_CELLS // 100, 99), (1_048_575, 16_383)],
)
def test_a_binary_workbook_reaches_as_far_as_its_farthest_cell(row: int, column: int) -> None:
    said = far_cells(corpus.xlsb(1, 1, [(0, 0), (row, column), (1, 0)]))
    too_large = (row + 1) * (column + 1) > MAX_SHEET_CELLS
    assert said == (reach_in_words(row + 1, column + 1) if too_large else None)


@pytest.mark.parametrize(("row", "column"), [(65_535, 255), (65_534, 254)])
def test_an_old_workbook_reaches_as_far_as_its_farthest_cell(row: int, column: int) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for at in ((0, 0), (row, column), (1, 1)):
        sheet.write(*at, 1.0625)
    buffer = io.BytesIO()
    book.save(buffer)
    assert far_cells(buffer.getvalue()) == reach_in_words(row + 1, column + 1)
