"""Why a workbook did not fit into the memory: how far out it names a cell.

A sheet is laid out from its first cell to its last, so that two cells can ask for the memory of billions. This looks at
the names of cells alone, once, in the order of the file, and keeps nothing of what it has seen.
"""

from __future__ import annotations

import contextlib
import io
import re
import struct
import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from tables.limits import MAX_SHEET_CELLS, MAX_UNPACKED
from tables.opening.far_records import XLS, XLSB_SHEET, RunsInCirclesError, reach_of_xls, reach_of_xlsb_sheet

_CHUNK = 1 << 20
"""Bytes unpacked at a time."""
_REFERENCE = re.compile(r"([A-Za-z]{1,7})([0-9]{1,10})")
_PLENTY = 1 << 40
"""Beyond every limit: a file may say that a row comes a googol times."""


def far_cells(data: bytes) -> str | None:
    """A sentence on the sheet that reaches farthest, None where no sheet is too large by the cells that it names.

    Workbooks of all kinds are looked into, packed in a zip too, by what they hold and not by how their parts are called.
    """
    try:
        height, width = _reach(data)
    except RunsInCirclesError:
        return "This workbook is damaged: its parts follow one another without end. It was not opened. Save it again as .xlsx or .csv."
    return reach_in_words(height, width) if height * width > MAX_SHEET_CELLS else None


def _reach(data: bytes, packed: bool = False) -> tuple[int, int]:
    """How many rows and columns the largest sheet reaches over."""
    reach = (0, 0)
    if data.startswith(XLS):
        with contextlib.suppress(struct.error, IndexError):  # damaged in another way
            reach = reach_of_xls(data)
        return reach
    with contextlib.suppress(Exception), zipfile.ZipFile(io.BytesIO(data)) as archive:
        # What comes after a damaged part is not known; what came before it is
        for entry in archive.infolist():
            with contextlib.suppress(expat.ExpatError), archive.open(entry) as stream:
                piece = stream.read(_CHUNK)
                if piece.startswith(XLSB_SHEET):
                    found = reach_of_xlsb_sheet(piece + stream.read(MAX_UNPACKED))
                    reach = max(reach, found, key=_cells)
                    continue
                if piece.startswith((b"PK\x03\x04", XLS)) and not packed:
                    found = _reach(piece + stream.read(MAX_UNPACKED), packed=True)
                    reach = max(reach, found, key=_cells)
                    continue
                sheet = _Extent()
                try:
                    while sheet.is_sheet and piece:
                        sheet.feed(piece)
                        piece = stream.read(_CHUNK)
                finally:
                    reach = max(reach, (sheet.height, sheet.width), key=_cells)
    return reach


def _cells(reach: tuple[int, int]) -> int:
    return reach[0] * reach[1]


def reach_in_words(height: int, width: int) -> str:
    """Why a sheet with so many rows and columns is not opened."""
    return (
        f"This workbook names a cell as far out as {_letters(width)}{height}: {_in_round_numbers(height * width)} cells, and "
        f"up to {MAX_SHEET_CELLS:,} can be read. It was not opened. Delete what stands there, or copy the table into a new "
        "sheet, or save it as .csv."
    )


def _in_round_numbers(number: int) -> str:
    """ "17 billion", "9 million"."""
    if number >= 10**9:
        return f"{number / 10**9:,.0f} billion"
    return f"{number / 10**6:,.0f} million" if number >= 10**7 else f"{number:,}"


def _letters(column: int) -> str:
    """The name of a 1-based column: A, Z, AA, XFD."""
    name = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


@dataclass
class _Row:
    """A row of an .ods: how often it stands there, its cells, and of those up to the last one with something in it."""

    times: int = 1
    cells: int = 0
    filled: int = 0


class _Extent:
    """Goes through one sheet of an .xlsx, or all of an .ods, and notes how far it reaches."""

    def __init__(self) -> None:
        self.is_sheet = True
        self.height = self.width = 0
        self._row = self._column = 0
        self._ods = _Row()
        self._seen = 0
        self._started = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, piece: bytes) -> None:
        """The next bytes of the file."""
        self._parser.Parse(piece)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if not self._started:
            self._started = True
            self.is_sheet = name in ("worksheet", "document-content")
        if name == "row":
            self._row = _number(attributes.get("r"), self._row + 1)
            self._column = 0
        elif name == "c":
            place = _REFERENCE.fullmatch(attributes.get("r", ""))
            if place is not None:
                self._column, row = _column_number(place.group(1)), int(place.group(2))
            else:
                self._column, row = self._column + 1, self._row
            self.height, self.width = max(self.height, row), max(self.width, self._column)
        elif name == "table":
            self._seen = 0
        elif name == "table-row":
            self._ods = _Row(_repeats(attributes, "rows"))
        elif name in ("table-cell", "covered-table-cell"):
            self._ods.cells += _repeats(attributes, "columns")
            if any(key.rpartition(":")[2] in ("value-type", "formula") for key in attributes):
                self._ods.filled = self._ods.cells
        elif name == "p":
            self._ods.filled = self._ods.cells

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] != "table-row":
            return
        self._seen = min(_PLENTY, self._seen + self._ods.times)
        if self._ods.filled:
            # Empty rows count only above others that are not
            self.height, self.width = max(self.height, self._seen), max(self.width, self._ods.filled)


def _number(text: str | None, otherwise: int) -> int:
    return int(text[:12]) if text and text.isascii() and text.isdigit() else otherwise


def _repeats(attributes: dict[str, str], what: str) -> int:
    for key, value in attributes.items():
        if key.rpartition(":")[2] == f"number-{what}-repeated":
            return min(_PLENTY, _number(value, 1))
    return 1


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
