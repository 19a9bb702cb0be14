"""Spreadsheets (.xlsx, .xls, .ods) -> the same rows of cells that text gives.

Cells that are numbers in the sheet are written out so that they can be read one way only, whatever the country.

The library lays a sheet out cell by cell, from the first to the last that the file names, and ends the process where there
is no memory for that. So what somebody brings is read in a process of its own (tables/apart).
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass, field

import python_calamine

from tables.cutting.line import Rows
from tables.cutting.rows import refuse_long_cells
from tables.errors import DAMAGED_ARCHIVE, TableError
from tables.limits import MAX_SHEET_CELLS, MAX_UNPACKED
from tables.model import Choices
from tables.opening.container import read_member
from tables.opening.encoding import decode
from tables.opening.far_cells import far_cells, reach_in_words
from tables.opening.formats import ShownCells, shown_cells
from tables.opening.pages import is_page, tables_of
from tables.receipt import Receipt, Topic, quoted
from tables.values.cells import has_numbers

_DAMAGED = "The spreadsheet could not be opened: it is damaged, locked with a password, or of a kind that is not known. Save it as .xlsx or .csv."

_CONTENTS = 12
"""A sheet of no more lines, all of them words, may list what the sheets behind it hold."""
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""How XML in UTF-16 begins."""
_DECLARED = re.compile(r"(<\?xml[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')")


@dataclass(frozen=True)
class Sheet:
    """One sheet as rows of words, how its cells are shown, and the names of all sheets."""

    rows: Rows
    name: str
    names: tuple[str, ...]
    shown: ShownCells = field(default_factory=ShownCells)


def read_sheet(data: bytes, choices: Choices, receipt: Receipt) -> Sheet:
    """The chosen sheet, or the first that holds a table; of a web page the largest table."""
    if is_page(data):
        return _read_page(data, choices, receipt)
    data = _in_utf8(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = tuple(book.sheet_names)
    except BaseException as problem:
        raise _as_table_error(problem, data) from None
    _refuse_unknown(choices.sheet, names)
    name, rows, shown = _first_table(book, names if choices.sheet is None else (choices.sheet,), data)
    if len(names) > 1:
        words = f"The spreadsheet has {len(names)} sheets; {quoted(name)} was read."
        receipt.say(Topic.FILE, words, len(names))
    else:
        receipt.say(Topic.FILE, "The file is a spreadsheet.")
    receipt.encoding = "spreadsheet"
    return Sheet(rows, name, names, shown)


def _refuse_unknown(sheet: str | None, names: tuple[str, ...]) -> None:
    if sheet is not None and sheet not in names:
        raise TableError(
            f"The spreadsheet has no sheet called {quoted(sheet)}. It has: {', '.join(map(quoted, names[:10]))}."
        )


def _read_page(data: bytes, choices: Choices, receipt: Receipt) -> Sheet:
    found = tables_of(decode(data, choices.encoding, Receipt()))
    _refuse_unknown(choices.sheet, tuple(found))
    largest = max(found, key=lambda name: sum(1 for row in found[name] for cell in row if cell))
    name = choices.sheet or largest
    receipt.say(
        Topic.FILE,
        "The file is a web page (HTML) with one table."
        if len(found) == 1
        else f"The file is a web page (HTML) with {len(found)} tables; {quoted(name)} was read.",
        len(found),
    )
    receipt.encoding = "spreadsheet"
    rows = found[name]
    return Sheet(Rows(rows, list(range(1, len(rows) + 1))), name, tuple(found))


def _in_utf8(data: bytes) -> bytes:
    """A workbook whose parts are XML in UTF-16, in UTF-8: to the library a sheet in UTF-16 is empty. Others as they are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            wide = {entry.filename for entry in entries if archive.open(entry).read(2) in _WIDE}
            if not wide:
                return data
            rewritten = io.BytesIO()
            with zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
                for entry in entries:
                    content = read_member(archive, entry.filename, MAX_UNPACKED)
                    if entry.filename in wide:
                        text = content.decode("utf-16-be" if content[:1] == b"\x00" else "utf-16")
                        content = _DECLARED.sub(r"\1", text, count=1).encode()
                    copy.writestr(entry.filename, content)
            return rewritten.getvalue()
    except DAMAGED_ARCHIVE:
        return data  # the library says what it makes of it


def _as_table_error(problem: BaseException, data: bytes) -> BaseException:
    """The library is compiled code and may fail with exceptions of its own that are no `Exception`."""
    if isinstance(problem, KeyboardInterrupt | SystemExit | TableError | MemoryError):
        return problem
    return TableError(far_cells(data) or _DAMAGED)


def _first_table(
    book: python_calamine.CalamineWorkbook, names: tuple[str, ...], data: bytes
) -> tuple[str, Rows, ShownCells]:
    """The first sheet with two rows of two cells, past one that lists in a few words what the others hold; else the first with
    anything in it."""
    fallback: tuple[str, Rows, ShownCells] | None = None
    first: tuple[str, Rows, ShownCells] | None = None
    for name in names:
        rows, shown = _rows_of(book, name, data)
        filled = [sum(1 for cell in row if cell) for row in rows.cells]
        if sum(1 for number in filled if number > 1) > 1:
            many = first is None and sum(map(bool, filled)) > _CONTENTS
            if many or any(map(has_numbers, rows.cells)):
                return name, rows, shown
            first = first or (name, rows, shown)
        if any(filled) and fallback is None:
            fallback = name, rows, shown
    if first is not None:
        return first
    if fallback is None:
        raise TableError("The spreadsheet is empty. Bring one that holds a table.")
    return fallback


def _rows_of(book: python_calamine.CalamineWorkbook, name: str, data: bytes) -> tuple[Rows, ShownCells]:
    try:
        sheet = book.get_sheet_by_name(name)
        last = sheet.end or (-1, -1)
        height, width = last[0] + 1, last[1] + 1
        if height * width > MAX_SHEET_CELLS:
            raise TableError(reach_in_words(height, width))
        values = sheet.to_python(skip_empty_area=False)
    except BaseException as problem:
        raise _as_table_error(problem, data) from None
    shown = shown_cells(data, name)
    cells = [[cell_in_words(value) for value in row] for row in values]
    for i, columns in shown.percent.items():
        for j in columns:
            value = values[i][j] if i < height and j < width else None
            if isinstance(value, float):
                cells[i][j] = f"{_number_in_words(float(f'{100 * value:.15g}'))}%"
    for number, row in enumerate(cells, start=1):
        refuse_long_cells(row, f"row {number:,} of the sheet")
    return Rows(cells, list(range(1, len(cells) + 1))), shown


def cell_in_words(value: object) -> str:
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
