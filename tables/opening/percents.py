"""Which cells of an .xlsx show a percentage: the library that reads it gives 0.1 where people see 10%."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree

from tables.errors import DAMAGED_ARCHIVE, TableError
from tables.limits import MAX_UNPACKED
from tables.opening.container import read_member

_BUILT_IN = {9, 10}
"""The formats "0%" and "0.00%", which no file spells out."""
_NO_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What in a format is text of its own."""
_CELL = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*?\bs="(\d{1,6})")(?=[^>]*?\br="([A-Z]{1,3})(\d{1,7})")[^>]*>')


def percent_cells(data: bytes, sheet: str) -> dict[int, list[int]]:
    """The columns of cells shown as percent, by their row, both from 0; {} for what is no .xlsx, or none that can be looked into."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = _percent_styles(archive)
            if not styles:  # most files: no cell is looked at
                return {}
            cells = read_member(archive, _path_of(archive, sheet), MAX_UNPACKED)
    except (*DAMAGED_ARCHIVE, etree.LxmlError, TableError, KeyError, StopIteration, ValueError):
        return {}
    found: dict[int, list[int]] = {}
    for style, letters, row in _CELL.findall(cells):
        if int(style) in styles:
            found.setdefault(int(row) - 1, []).append(_column(letters))
    return found


def _percent_styles(archive: zipfile.ZipFile) -> set[int]:
    root = _parsed(archive, "xl/styles.xml")
    codes = {
        int(each.get("numFmtId", "0")): _NO_CODE.sub("", each.get("formatCode", ""))
        for each in root.iterfind(".//{*}numFmts/{*}numFmt")
    }
    percent = {number for number, code in codes.items() if "%" in code} | (_BUILT_IN - codes.keys())
    styles = root.iterfind(".//{*}cellXfs/{*}xf")
    return {place for place, each in enumerate(styles) if int(each.get("numFmtId", "0")) in percent}


def _path_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """Where the cells of a sheet are."""
    book = _parsed(archive, "xl/workbook.xml")
    named = next(each for each in book.iterfind(".//{*}sheets/{*}sheet") if each.get("name") == sheet)
    key = next(value for name, value in named.attrib.items() if str(name).endswith("}id"))
    links = _parsed(archive, "xl/_rels/workbook.xml.rels")
    target = next(each.get("Target", "") for each in links if each.get("Id") == key)
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _parsed(archive: zipfile.ZipFile, member: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(read_member(archive, member, MAX_UNPACKED), parser)


def _column(letters: bytes) -> int:
    """The column of "A", "AB", from 0."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1
