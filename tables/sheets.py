"""Spreadsheets (.xlsx, .xls, .ods) -> the same rows of cells that text gives.

Cells that are numbers in the sheet are written out so that they can be read one way only, whatever the country.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass

import python_calamine

from tables.container import read_member
from tables.errors import TableError
from tables.limits import MAX_SHEET_CELLS, MAX_UNPACKED
from tables.model import Choices
from tables.receipt import Receipt, quoted
from tables.rows import Rows

_REFERENCE = re.compile(rb'<(?:\w+:)?c\b[^>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"')
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="([0-9]+)"')
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_DAMAGED = "The spreadsheet could not be opened: it is damaged, locked with a password, or of a kind that is not known. Save it as .xlsx or .csv."


@dataclass(frozen=True)
class Sheet:
    """One sheet as rows of words, and the names of all sheets."""

    rows: Rows
    name: str
    names: tuple[str, ...]


def read_sheet(data: bytes, choices: Choices, receipt: Receipt) -> Sheet:
    """The chosen sheet, or the first that holds a table."""
    _refuse_bombs(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = tuple(book.sheet_names)
    except BaseException as problem:
        raise _as_table_error(problem) from None
    if choices.sheet is not None and choices.sheet not in names:
        raise TableError(
            f"The spreadsheet has no sheet called {quoted(choices.sheet)}. It has: {', '.join(map(quoted, names[:10]))}."
        )
    name, rows = _first_table(book, names if choices.sheet is None else (choices.sheet,))
    if len(names) > 1:
        receipt.say(
            "file", f"The spreadsheet has {len(names)} sheets; {quoted(name)} was read.", len(names), name
        )
    else:
        receipt.say("file", "The file is a spreadsheet.")
    receipt.encoding = "spreadsheet"
    return Sheet(rows, name, names)


def _as_table_error(problem: BaseException) -> BaseException:
    """The library is compiled code and may fail with exceptions of its own that are no `Exception`."""
    if isinstance(problem, KeyboardInterrupt | SystemExit):
        return problem
    return TableError(_DAMAGED)


def _first_table(book: python_calamine.CalamineWorkbook, names: tuple[str, ...]) -> tuple[str, Rows]:
    """The first sheet with two rows of two cells; else the first with anything in it."""
    fallback: tuple[str, Rows] | None = None
    for name in names:
        rows = _rows_of(book, name)
        filled = [sum(1 for cell in row if cell) for row in rows.cells]
        if sum(1 for number in filled if number > 1) > 1:
            return name, rows
        if any(filled) and fallback is None:
            fallback = name, rows
    if fallback is None:
        raise TableError("The spreadsheet is empty. Bring one that holds a table.")
    return fallback


def _rows_of(book: python_calamine.CalamineWorkbook, name: str) -> Rows:
    try:
        sheet = book.get_sheet_by_name(name)
        height, width = sheet.total_height, sheet.total_width
        if height * width > MAX_SHEET_CELLS:
            raise TableError(_too_many())
        values = sheet.to_python(skip_empty_area=False)
    except TableError:
        raise
    except BaseException as problem:
        raise _as_table_error(problem) from None
    cells = [[in_words(value) for value in row] for row in values]
    return Rows(cells, list(range(1, len(cells) + 1)))


def _too_many() -> str:
    return f"The sheet has more than {MAX_SHEET_CELLS:,} cells, the most that can be read. Save it as .csv or bring a smaller part."


def in_words(value: object) -> str:
    """A cell as text that reads back as the same value."""
    if isinstance(value, float):
        return _number_in_words(value)
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ") if value.time() != dt.time() else value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value).strip() if value is not None else ""


def _number_in_words(value: float) -> str:
    """Whole numbers without a fraction; `1.5` with a fourth digit, so that no mark in it can be taken for thousands."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    return text + "0" if text[-4:-3] == "." and len(text.lstrip("-")) <= 7 else text


def _refuse_bombs(data: bytes) -> None:
    """Sheets are laid out cell by cell, so one cell far out, or one repeated row, would fill the memory."""
    if not data.startswith(b"PK\x03\x04"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise TableError(
                    "Unpacked, the spreadsheet is larger than can be read. Save the table as .csv."
                )
            for entry in archive.infolist():
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    _check_extent(read_member(archive, entry.filename, MAX_UNPACKED))
                elif entry.filename == "content.xml":
                    _check_repeats(read_member(archive, entry.filename, MAX_UNPACKED))
                elif entry.filename.endswith((".xml", ".bin", ".rels")):
                    read_member(archive, entry.filename, MAX_UNPACKED)
    except TableError:
        raise
    except Exception:
        raise TableError(_DAMAGED) from None


def _check_extent(xml: bytes) -> None:
    """The area from the first to the last cell that the sheet names."""
    columns: set[bytes] = set()
    rows: set[int] = set()
    for match in _REFERENCE.finditer(xml):
        columns.add(match.group(1))
        rows.add(int(match.group(2)))
    if rows and max(rows) * max(_column_number(name) for name in columns) > MAX_SHEET_CELLS:
        raise TableError(_too_many())


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_repeats(xml: bytes) -> None:
    """The area that an .ods takes once its repeated rows and cells are written out; empty ones at the end are usual."""
    height = width = pending = 0
    for row in _ODS_ROW.finditer(xml):
        times = _repeated(row.group(1))
        last = (row.group(2) or b"").rfind(b"<text:p")
        if last < 0:
            pending += times
            continue
        cells = sum(_repeated(cell) for cell in _ODS_CELL.findall(row.group(2)[:last]))
        height, width, pending = height + pending + times, max(width, cells), 0
        if height * max(width, 1) > MAX_SHEET_CELLS:
            raise TableError(_too_many())


def _repeated(attributes: bytes) -> int:
    """How often a row or cell with these attributes stands there."""
    match = _REPEATED.search(attributes)
    return int(match.group(1)[:12]) if match else 1
