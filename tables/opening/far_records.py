"""How far the sheets of a binary workbook reach, .xlsb and .xls, by the numbers in their records alone.

For the sentence on a workbook that was too large (far_cells.py). Nothing is laid out, and each record is looked at once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

XLSB_SHEET = b"\x81\x01\x00"
"""How a sheet of an .xlsb begins."""
XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an .xls begins."""

_ROW, _LAST_CELL = 0, 11  # records of an .xlsb: a row, and cells from 1 to 11
_XLS_SIZE = 0x0200
_XLS_CELLS = {0x0006, 0x00BD, 0x00BE, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E}
_END_OF_CHAIN = 0xFFFFFFFA
"""Numbers of sectors from here on are no sectors."""
_Reach = tuple[int, int]


class RunsInCirclesError(Exception):
    """The parts of a file follow one another without end."""


def reach_of_xlsb_sheet(data: bytes) -> _Reach:
    """How many rows and columns a sheet of an .xlsb reaches over."""
    height = width = row = place = 0
    while place < len(data):
        number, place = data[place], place + 1
        if number & 0x80:
            number, place = number & 0x7F | data[place] << 7, place + 1
        size = shift = 0
        for _ in range(4):
            byte, place = data[place], place + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        if number == _ROW and size >= 4:
            (row,) = struct.unpack_from("<I", data, place)
        elif number <= _LAST_CELL and size >= 4:
            (column,) = struct.unpack_from("<I", data, place)
            height, width = max(height, row + 1), max(width, column + 1)
        place += size
    return height, width


def reach_of_xls(data: bytes) -> _Reach:
    """How many rows and columns the sheets of an .xls reach over, or say that they do.

    Raises RunsInCirclesError where the file has no end; whatever else for a file that is damaged otherwise.
    """
    book = _workbook(data)
    height = width = place = 0
    while place + 4 <= len(book):
        number, size = struct.unpack_from("<HH", book, place)
        if number == _XLS_SIZE and size >= 12:
            last_row, _, last_column = struct.unpack_from("<IHH", book, place + 8)
            height, width = max(height, last_row), max(width, last_column)
        elif number in _XLS_CELLS and size >= 4:
            row, column = struct.unpack_from("<HH", book, place + 4)
            height, width = max(height, row + 1), max(width, column + 1)
        place += 4 + size
    return height, width


def _workbook(data: bytes) -> bytes:
    """The stream called Workbook (before 1997: Book) of the file, which is a file system of sectors."""
    (shift,) = struct.unpack_from("<H", data, 30)
    size = 1 << min(shift, 12)
    (first_of_names,) = struct.unpack_from("<I", data, 48)

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    tables = [number for number in struct.unpack_from("<109I", data, 76) if number < _END_OF_CHAIN]
    table = b"".join(map(sector, tables))
    following = struct.unpack(f"<{len(table) // 4}I", table)

    def chain(number: int) -> Iterator[bytes]:
        for _ in range(len(following) + 1):
            if number >= len(following):
                return
            yield sector(number)
            number = following[number]
        raise RunsInCirclesError

    names = b"".join(chain(first_of_names))
    for entry in range(0, len(names) - 127, 128):
        (length,) = struct.unpack_from("<H", names, entry + 64)
        if names[entry : entry + max(0, length - 2)].decode("utf-16-le", "replace") in ("Workbook", "Book"):
            first, wanted = struct.unpack_from("<II", names, entry + 116)
            return b"".join(chain(first))[:wanted]
    return b""
