"""How the cells of an .xlsx are shown: the library that reads it gives 0.1 where people see 10%, and says nothing of formats."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from tables.errors import DAMAGED_ARCHIVE, TableError
from tables.limits import MAX_UNPACKED
from tables.opening.container import read_member

Code = str | int
"""A number format, as a workbook spells it; or the number of one that looks as the reader's country has it, which none spells."""

_GENERAL = 0
_BUILT_IN: dict[int, Code] = {
    _GENERAL: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: 14, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: 22,
}  # fmt: skip
"""The formats that no file spells out, by their number; the two that follow the country are dates."""
_LONGEST_CODE = 255
"""Programs refuse a workbook with a longer one."""
_NO_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|General|E[+-]')
"""What in a format is text of its own, or a sign that is no date's."""
_CELL = re.compile(rb'<(?:\w+:)?c\b(?:(?=[^>]*?\bs="(\d{1,6})"))?(?=[^>]*?\br="([A-Z]{1,3})(\d{1,7})")[^>]*>')


@dataclass(frozen=True)
class ShownCells:
    """How the cells of a sheet are shown.

    percent : the columns of cells shown as percent, by their row, both from 0; codes : by column, how often it has each format, the
    header included
    """

    percent: dict[int, list[int]] = field(default_factory=dict)
    codes: dict[int, Counter[Code]] = field(default_factory=dict)

    def of_column(self, column: int, kind: str, unit: str | None) -> Code | None:
        """The format that most cells of a column have, if it has one that shows what the column was found to be."""
        if column not in self.codes or kind not in ("date", "number"):
            return None
        ((code, _),) = self.codes[column].most_common(1)
        wanted = "date" if kind == "date" else "percent" if unit == "%" else "number"
        return code if code != "General" and _shows(code) == wanted else None


def shown_cells(data: bytes, sheet: str) -> ShownCells:
    """How the cells of a sheet are shown; for what is no .xlsx, or none that can be looked into, nothing is known."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = _styles(archive)
            if set(styles) <= {"General"}:  # many files: no cell is looked at
                return ShownCells()
            cells = read_member(archive, _path_of(archive, sheet), MAX_UNPACKED)
    except (*DAMAGED_ARCHIVE, etree.LxmlError, TableError, KeyError, StopIteration, ValueError):
        return ShownCells()
    percent = {place for place, code in enumerate(styles) if _shows(code) == "percent"}
    shown, counts = ShownCells(), Counter[tuple[bytes, bytes]]()
    for found in _CELL.finditer(cells):
        style, letters, row = found.groups(b"0")
        counts[letters, style] += 1
        if int(style) in percent:
            shown.percent.setdefault(int(row) - 1, []).append(_column(letters))
    for (letters, style), times in counts.items():
        if int(style) < len(styles):
            shown.codes.setdefault(_column(letters), Counter())[styles[int(style)]] += times
    return shown


def _shows(code: Code) -> str:
    """What a format shows: "date", "percent" or "number"."""
    bare = "d" if isinstance(code, int) else _NO_CODE.sub("", code)
    return "percent" if "%" in bare else "date" if re.search("[ymdhs]", bare, re.IGNORECASE) else "number"


def _styles(archive: zipfile.ZipFile) -> list[Code]:
    """The format of each style of cells."""
    root = _parsed(archive, "xl/styles.xml")
    codes: dict[int, Code] = dict(_BUILT_IN)
    for each in root.iterfind(".//{*}numFmts/{*}numFmt"):
        code = each.get("formatCode", "")
        fits = 0 < len(code) <= _LONGEST_CODE and code.isprintable() and code.lower() != "general"
        codes[int(each.get("numFmtId", "0"))] = code if fits else "General"
    styles = root.iterfind(".//{*}cellXfs/{*}xf")
    return [codes.get(int(each.get("numFmtId", "0")), "General") for each in styles]


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
