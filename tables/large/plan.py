"""What the top of a large file says about all of it: the names, how wide its rows are, how each column is to be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from tables.cutting.comments import is_comment
from tables.cutting.dialect import sep_directive
from tables.cutting.line import Row, Rows
from tables.cutting.manner import Manner, find_manner
from tables.cutting.rows import read_rows
from tables.large.dressed import Dressed
from tables.large.glance import glance
from tables.limits import SAMPLE_CHARACTERS, SAMPLE_LINES
from tables.model import Choices, Dialect
from tables.receipt import Receipt, Topic
from tables.shape.area import Area, find_area, table_width, width_of_names
from tables.shape.fit import LOOKED_AT
from tables.shape.header import count_header_rows
from tables.shape.names import column_names, without_corner
from tables.values.dates import find_format
from tables.values.numbers import Marks, decide_marks
from tables.values.study import Studied, file_votes, study

_ENOUGH_ROWS = 25
"""Below fewer rows the kinds of the columns are a guess."""
_UNSURE = 3
"""The last rows of the top may be cut in two, by a quoted cell that goes on."""
_MOST = 5
"""Rows over several lines: so many times more is read to have enough of them."""
_OWN_DELIMITER = "\x1f"
"""A sign that no table has in its cells, for those that the C parser cannot be told."""
_SPACES = re.compile("  +")
_SPACES_AROUND = re.compile("^ +| +$", re.MULTILINE)
_PLAIN = re.compile(r"[+\-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+\-]?[0-9]{1,3})?")


@dataclass
class Plan:
    """What the top of the file says about all of it."""

    dialect: Dialect
    width: int
    manner: Manner
    header: list[Row]
    header_lines: tuple[int, ...]
    first_line: int
    names: list[str]
    original: list[str]
    body: list[Row]
    routes: list[str]
    whole: list[bool]
    decimal: str
    decimal_is_known: bool
    date_formats: dict[int, str]
    spaced: bool
    missing_words: list[list[str]]
    dressed: dict[str, Dressed]


def simpler(text: str, dialect: Dialect) -> tuple[str, Dialect]:
    """The same table, on the same lines, written so that the C parser reads it; as it is, where that cannot be."""
    quoted = dialect.quotechar != "" and dialect.quotechar in text
    if dialect.single and not quoted and _OWN_DELIMITER not in text:
        return text, replace(dialect, delimiter=_OWN_DELIMITER, single=False)
    if dialect.escapechar and "\\\\" not in text and len(dialect.delimiter) == 1:
        doubled = text.replace("\\" + dialect.quotechar, dialect.quotechar * 2)
        return doubled, replace(dialect, escapechar="")
    if len(dialect.delimiter) > 1 and not quoted and _OWN_DELIMITER not in text:
        return text.replace(dialect.delimiter, _OWN_DELIMITER), replace(dialect, delimiter=_OWN_DELIMITER)
    if dialect.runs and not quoted:
        single = _SPACES.sub(" ", _SPACES_AROUND.sub("", text.replace("\t", " ")))
        return single, replace(dialect, runs=False)
    return text, dialect


def make_plan(text: str, dialect: Dialect, choices: Choices, receipt: Receipt) -> Plan | None:
    """Decide on the top of the file; None when the top is not that of one regular table."""
    if dialect.runs or dialect.single or len(dialect.delimiter) != 1 or not dialect.delimiter.isascii():
        return None
    if dialect.escapechar or sep_directive(text) is not None or not dialect.quotechar.isascii():
        return None
    rows = _top_rows(text, dialect)
    if choices.last_row is not None and choices.last_row <= rows.lines[-1]:
        return None
    top = Receipt()
    area = find_area(rows, replace(choices, last_row=None), top, settle_totals=False)
    if len(area.rows) < _ENOUGH_ROWS or area.below or not _is_one_table(area, rows):
        return None
    cells = [rows.cells[i] for i in area.rows]
    count = (
        count_header_rows(cells) if choices.header_rows is None else min(choices.header_rows, len(cells) - 1)
    )
    header, body, width = cells[:count], cells[count:], area.width
    if width_of_names(header) < width and (not dialect.quotechar or dialect.quotechar not in text):
        everywhere = _rows_from_all(text, dialect)
        usual = table_width(everywhere, [sum(1 for cell in row if cell.strip()) for row in everywhere])
        if max(usual, width_of_names(header)) < width:
            # The top alone is so wide
            body, width = everywhere, max(usual, width_of_names(header))
    # What lies inside the table is counted on all of it, later
    receipt.take_over(top, leave=(Topic.INSIDE, Topic.BLANK))
    names, original = column_names(without_corner(header, body, width), width, receipt)
    lines = [rows.lines[i] for i in area.rows]
    body = [row for row in body if len(row) == width]
    studied = [
        (None if choices.missing_codes else glance(name, cells))
        or study(name, name, np.array(cells, dtype=object), choices)
        for name, cells in zip(names, zip(*body, strict=True) if body else [()] * len(names), strict=True)
    ]
    votes = file_votes(studied)
    known = votes.file_decimal()
    decimal = known or "."
    routes = [
        _route(column, decide_marks(column.votes, known, dialect.delimiter), decimal) for column in studied
    ]
    if choices.missing_codes or choices.decimal or choices.column_decimals:
        routes = ["study" if route == "number" else route for route in routes]
    return Plan(
        dialect, width, _manner(text, dialect, width), header, tuple(lines[:count]), lines[count], names, original, body, routes,
        [not column.votes.decimal for column in studied], decimal, known is not None, _date_formats(studied, routes),
        any(cell[:1] == " " for row in body for cell in row),
        [[cell for cell, gone in zip(column.cells, column.missing, strict=True) if gone] for column in studied],
        _dressed(studied, choices, dialect, known),
    )  # fmt: skip


def _is_one_table(area: Area, rows: Rows) -> bool:
    """No rows of the top are left out, but for empty ones and comments."""
    if any(not is_comment(rows.cells[i], sum(map(bool, rows.cells[i])), area.width) for i in area.between):
        return False
    return len(area.rows) + area.blank + len(area.between) == area.rows[-1] - area.rows[0] + 1


def _manner(text: str, dialect: Dialect, width: int) -> Manner:
    """How the quotes of the file are meant, by its top."""
    if not dialect.quotechar or dialect.quotechar not in text:
        return Manner(width, False, False)
    lines = text[:SAMPLE_CHARACTERS].split("\n", _MOST * SAMPLE_LINES)[:-1]
    return find_manner(lines, dialect, width)


def _top_rows(text: str, dialect: Dialect) -> Rows:
    """The rows of the first lines; the last ones are left away, for a cell may be cut in two there."""
    top = text[: _MOST * SAMPLE_CHARACTERS].split("\n", _MOST * SAMPLE_LINES)[:-1]
    count = min(text.count("\n", 0, SAMPLE_CHARACTERS), SAMPLE_LINES)
    rows = read_rows("\n".join(top[: max(count, _ENOUGH_ROWS + _UNSURE)]), dialect)
    if len(rows) < _ENOUGH_ROWS + _UNSURE:
        # Most rows go over several lines
        rows = read_rows("\n".join(top), dialect)
    keep = max(1, len(rows) - _UNSURE)
    return Rows(rows.cells[:keep], rows.lines[:keep])


def _rows_from_all(text: str, dialect: Dialect) -> list[Row]:
    """Rows of one line each, evenly taken from all of the text."""
    begins = sorted({text.find("\n", len(text) * k // LOOKED_AT) + 1 for k in range(LOOKED_AT)} - {0})
    lines = [text[begin:end] for begin in begins if (end := text.find("\n", begin)) > 0]
    return read_rows("\n".join(lines), dialect).cells


def _dressed(
    studied: list[Studied], choices: Choices, dialect: Dialect, known: str | None
) -> dict[str, Dressed]:
    """The columns of numbers dressed alike, whose marks are proven by the column itself or that have none at all."""
    found: dict[str, Dressed] = {}
    if choices.decimal or choices.column_decimals:
        return found
    for column in studied:
        if column.dress is not None and column.unit is not None:
            marks = decide_marks(column.votes, known, dialect.delimiter)
            proven = bool(column.votes.decimal) and marks.decimal == (known or ".")
            if not marks.thousands and not marks.ambiguous and (proven or not column.votes.unclear):
                found[column.name] = Dressed(*column.dress, column.unit, marks.decimal if proven else None)
    return found


def _date_formats(studied: list[Studied], routes: list[str]) -> dict[int, str]:
    """The format of each column of dates."""
    formats: dict[int, str] = {}
    for j, column in enumerate(studied):
        if routes[j] == "date":
            there = [cell for cell, gone in zip(column.cells, column.missing, strict=True) if not gone]
            pattern = find_format(pd.Series(there, dtype=object))
            if pattern is not None:
                formats[j] = pattern
    return formats


def _route(column: Studied, marks: Marks, decimal: str) -> str:
    """How a column of a large file is read, by its first rows: "number", "date", "words", or "study" for the rest."""
    if column.kind == "number":
        plain = column.unit is None and not marks.thousands and not marks.ambiguous
        mark_fits = marks.decimal == decimal or not column.votes.decimal
        bare = all(
            _PLAIN.fullmatch(cell.replace(decimal, "."))
            for cell, number in zip(column.cells, column.numbers.readable, strict=True)
            if number
        )
        return "number" if plain and mark_fits and bare else "study"
    if column.kind == "date":
        return "date"
    enough = int(column.counts[~column.missing].sum()) > 50 if len(column.cells) else False
    return "words" if column.kind == "text" and column.reason is None and enough else "study"
