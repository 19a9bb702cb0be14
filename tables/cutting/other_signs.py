"""Single rows that come from another file: cut with another delimiter or quote than the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from tables.cutting.line import Row, Rows, split_line
from tables.cutting.quotes import is_sound
from tables.model import Dialect

_OTHER_DELIMITERS = (",", ";", "\t", "|", " ")
"""What a single row may be cut with when it comes from another file."""


def width_to_cut_at(widths: Counter[int], dialect: Dialect) -> int:
    """The width that nearly all rows have, 0 where there is none, or too few cells to tell."""
    width, count = widths.most_common(1)[0] if widths and not dialect.single else (0, 0)
    return width if width >= 3 and count >= 0.9 * widths.total() else 0


def cut_again(rows: Rows, lines: list[str], dialect: Dialect) -> None:
    """A single line with another delimiter or quote than the rest is cut at those, when it then has as many cells."""
    width = width_to_cut_at(Counter(len(row) for row in rows.cells), dialect)
    if not width:
        return
    for i, row in enumerate(rows.cells):
        if len(row) != width and any(row):
            cells = strange_cut(lines[rows.lines[i] - 1], row, dialect, width)
            if cells is not None:
                rows.cells[i] = cells
                rows.recut.append(rows.lines[i])


def strange_cut(line: str, row: Row, dialect: Dialect, width: int) -> Row | None:
    """`width` cells of a line that came out as `row`, when another delimiter or quote gives them."""
    return next((cells for cells in _strange_cuts(line, row, dialect) if len(cells) == width), None)


def _strange_cuts(line: str, row: Row, dialect: Dialect) -> Iterator[Row]:
    """The line cut with the other quote mark, or with another delimiter when it came out as hardly cut at all."""
    found, quote = len(row), dialect.quotechar
    other = "'" if quote == '"' else '"'
    in_order = bool(quote) and quote in line and is_sound(line, row, dialect)
    if found > 1 and other in line and not in_order:
        yield split_line(line, replace(dialect, quotechar=other))[0]
    for mark in _OTHER_DELIMITERS:
        if found <= 3 and mark != dialect.delimiter and mark in line:
            cells, is_open = split_line(line, replace(dialect, delimiter=mark, runs=False))
            if not is_open and (mark != " " or any(cell.isdigit() for cell in cells)):
                yield cells
