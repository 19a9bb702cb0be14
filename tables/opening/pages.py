"""A web page -> the rows of its tables: many programs write such a page and call it .xls."""

from __future__ import annotations

import re

from lxml import etree, html

from tables.errors import TableError
from tables.limits import MAX_COLUMNS, MAX_SHEET_CELLS

_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED = re.compile(r"<\?xml[^>]*\?>")
_NO_TABLE = "This is a web page (HTML) without a table. Bring the table itself as .csv or .xlsx."


def is_page(data: bytes) -> bool:
    """Does the file begin as a web page does?"""
    return _PAGE.match(data[:2000].removeprefix(b"\xef\xbb\xbf")) is not None


def tables_of(text: str) -> dict[str, list[list[str]]]:
    """The tables of a page by name, each as rows of cells: all that hold no other table, and at least one cell.

    Raises TableError where there is none.
    """
    try:
        page = html.document_fromstring(_DECLARED.sub("", text), parser=html.HTMLParser(huge_tree=False))
    except (etree.LxmlError, ValueError):
        raise TableError(_NO_TABLE) from None
    found: dict[str, list[list[str]]] = {}
    for number, table in enumerate(page.iter("table"), start=1):
        if table.find(".//table") is None:
            rows = _rows_of(table)
            if any(cell for row in rows for cell in row):
                found[f"Table {number}"] = rows
    if not found:
        raise TableError(_NO_TABLE)
    return found


def _rows_of(table: html.HtmlElement) -> list[list[str]]:
    """The cells of a table; one that goes on over rows stands in each, one over columns in its first, as in a sheet."""
    rows: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    cells = 0
    for line in table.iter("tr"):
        row: list[str] = []

        def hang(row: list[str] = row) -> None:
            while len(row) in hanging:
                left, words = hanging.pop(len(row))
                if left > 1:
                    hanging[len(row)] = left - 1, words
                row.append(words)

        for cell in line.iterchildren("td", "th"):
            hang()
            words = " ".join(str(cell.text_content()).split())
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            spanned = [words, *[""] * (across - 1)]
            if down > 1:
                hanging.update({len(row) + j: (down - 1, each) for j, each in enumerate(spanned)})
            row += spanned
            if len(row) > MAX_COLUMNS or cells + len(row) > MAX_SHEET_CELLS:
                raise TableError(
                    f"The table in this page has more than {MAX_SHEET_CELLS:,} cells or {MAX_COLUMNS:,} columns. Bring a part of it."
                )
        hang()
        cells += len(row)
        rows.append(row)
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _span(cell: html.HtmlElement, over: str) -> int:
    words = str(cell.get(over, "1")).strip()
    return (
        min(MAX_COLUMNS, max(1, int(words))) if words.isascii() and words.isdigit() and len(words) < 9 else 1
    )
