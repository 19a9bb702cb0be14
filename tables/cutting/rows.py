"""Stage 4, text -> rows: cut the text into rows of cells, and say what had to be done for that.

How one line is cut stands in line.py, what quotes need besides in quotes.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from tables.cutting.line import Row, Rows, plain_splitter, unquote
from tables.cutting.manner import find_manner
from tables.cutting.other_signs import cut_again, strange_cut, width_to_cut_at
from tables.cutting.quotes import Cutter
from tables.errors import TableError
from tables.limits import MAX_CELL_CHARACTERS
from tables.model import Dialect
from tables.receipt import Receipt, Topic, counted


def normalise_lines(text: str) -> tuple[str, str]:
    """The text with "\\n" as its only line end, and the line end the file mostly had."""
    if "\r" not in text:
        return text, "\n"
    both = text.count("\r\n")
    alone = text.count("\r") - both
    plain = text.count("\n") - both
    main = max((both, "\r\n"), (plain, "\n"), (alone, "\r"))[1]
    if alone and both > 20 * alone and not plain:
        # "\r\r\n" is a line end written twice over
        text = text.replace("\r\r\n", "\n")
    return text.replace("\r\n", "\n").replace("\r", "\n"), main


def split_lines(text: str) -> list[str]:
    """Physical lines; the last line end ends a line, it does not begin another."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines


def read_rows(text: str, dialect: Dialect, width: int | None = None) -> Rows:
    """All rows of `text`. `width` is how many cells a whole row has, when that is known already."""
    lines = split_lines(text)
    if dialect.single:
        rows = Rows([[unquote(line, dialect.quotechar)] for line in lines], list(range(1, len(lines) + 1)))
    elif not dialect.quotechar or dialect.quotechar not in text:
        cut = plain_splitter(dialect)
        rows = Rows([cut(line) for line in lines], list(range(1, len(lines) + 1)))
    else:
        rows = _read_quoted(lines, dialect, width)
    cut_again(rows, lines, dialect)
    return rows


def stream_rows(lines: list[str], dialect: Dialect, width: int) -> Iterator[tuple[Row, int, bool]]:
    """The rows that `read_rows` gives, one by one, with the line each begins on and whether it had to be mended.

    Goes through the lines twice, so that no more than one row is held.
    """
    usual = width_to_cut_at(Counter(len(row) for row, _, _ in _each_row(lines, dialect, width)), dialect)
    for row, line, mended in _each_row(lines, dialect, width):
        again = None
        if usual and len(row) != usual and any(row):
            again = strange_cut(lines[line - 1], row, dialect, usual)
        yield (row, line, mended) if again is None else (again, line, True)


def _each_row(lines: list[str], dialect: Dialect, width: int) -> Iterator[tuple[Row, int, bool]]:
    if dialect.single:
        yield from (([unquote(line, dialect.quotechar)], i, False) for i, line in enumerate(lines, start=1))
        return
    cutter = Cutter(dialect, find_manner(lines, dialect, width))
    position = mended = 0
    while position < len(lines):
        cells, taken = cutter.cut(lines, position, position + 1)
        before, mended = mended, len(cutter.rows.undone) + len(cutter.rows.inner)
        yield cells, position + 1, mended > before
        position += taken


def cuts_between(rows: Rows, first: int, last: int) -> Rows:
    """What had to be done to the rows from line `first` to `last`; the cells are left away."""
    lists = (rows.undone, rows.inner, rows.recut)
    return Rows([], [], *([line for line in lines if first <= line <= last] for lines in lists))


def report_cuts(rows: Rows, line_at: Callable[[int], str], receipt: Receipt) -> None:
    """Say which quotes and delimiters were not taken as they stand. `line_at` gives a line by its number."""
    if rows.undone:
        count, first = len(rows.undone), rows.undone[0]
        text = f"In {counted(count, 'row', 'rows')} quote marks in the wrong place were ignored, so that they swallow neither"
        receipt.say(
            Topic.STRAY_QUOTES,
            f"{text} cells nor lines (first on line {first}).",
            count,
            line=first,
            example=line_at(first),
        )
    if rows.inner:
        count, first = len(rows.inner), rows.inner[0]
        text = f"In {counted(count, 'row', 'rows')} quote marks inside a quoted cell were kept as part of it"
        receipt.say(
            Topic.INNER_QUOTES, f"{text} (first on line {first}).", count, line=first, example=line_at(first)
        )
    if rows.recut:
        count, first = len(rows.recut), rows.recut[0]
        text = (
            f"{counted(count, 'row uses', 'rows use')} another sign between or around the cells than the rest"
        )
        receipt.say(
            Topic.OTHER_SIGNS, f"{text} (first on line {first}).", count, line=first, example=line_at(first)
        )


def refuse_long_cells(row: Row, where: str) -> None:
    """Raise TableError where a cell is too long to be one. `where` names the row in words."""
    longest = max(map(len, row), default=0)
    if longest > MAX_CELL_CHARACTERS:
        raise TableError(
            f"A cell in {where} has {longest:,} characters; up to {MAX_CELL_CHARACTERS:,} can be read. Shorten it, or look "
            "for a quote mark that is opened there and never closed."
        )


def _read_quoted(lines: list[str], dialect: Dialect, width: int | None) -> Rows:
    """Rows of text that has quotes in it."""
    cutter = Cutter(dialect, find_manner(lines, dialect, width))
    rows = cutter.rows
    number = 0
    while number < len(lines):
        cells, taken = cutter.cut(lines, number, number + 1)
        rows.cells.append(cells)
        rows.lines.append(number + 1)
        number += taken
    return rows
