"""Workbooks for the tests of tables."""

from __future__ import annotations

import io

import openpyxl


def workbook(**named: list[list[object]]) -> bytes:
    """A file as .xlsx with these sheets, in this order: a name, and its rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
