"""Rows with quotes in them, one after the other: over several lines where that is meant, and undone where a quote would
swallow what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tables.cutting.line import Row, Rows, plain_splitter, split_line, unwrapped
from tables.cutting.manner import MAX_JOINED_CHARACTERS, SHORT_REACH, Manner, inner_quote, paired_row
from tables.model import Dialect

MAX_JOINED_LINES = 200
"""A text over more lines in one cell is a quote that never closes."""
_PATIENCE = 20
"""After so many quotes that never closed, the next ones are not looked for far below."""
_QUOTES_TRIED = 12
"""Trying to leave out each of more quotes would take longer than the line is worth."""
LONG_LINE = 20_000
"""The same for longer lines."""


@lru_cache(maxsize=64)
def _closing_quote(dialect: Dialect) -> re.Pattern[str]:
    """A quote that may close a cell."""
    return re.compile(rf"{re.escape(dialect.quotechar)}[ \t]*(?:{re.escape(dialect.delimiter)}|$)")


class Cutter:
    """Cuts one row after the other, and notes in `rows` the numbers of those whose quotes did not work out.

    `undone_before` : how many more rows above had a stray quote.
    """

    def __init__(self, dialect: Dialect, manner: Manner) -> None:
        self.rows = Rows()
        self.undone_before = 0
        self._dialect = dialect
        self._manner = manner
        self._plain = plain_splitter(dialect)

    def cut(self, lines: list[str], position: int, number: int) -> tuple[Row, int]:
        """The row that begins on lines[position], which is line `number` of the file, and how many lines it takes."""
        line = lines[position]
        if not self._dialect.quotechar or self._dialect.quotechar not in line:
            return self._plain(line), 1
        # Where many quotes did not close, the next ones hardly close far below
        undone = self.undone_before + len(self.rows.undone)
        reach = MAX_JOINED_LINES if undone < _PATIENCE else SHORT_REACH
        cells, taken, what = _cut_with_quotes(lines, position, self._dialect, self._manner, reach)
        if what == "undone":
            self.rows.undone.append(number)
        elif what == "inner":
            self.rows.inner.append(number)
        return cells, taken


def _cut_with_quotes(
    lines: list[str], number: int, dialect: Dialect, manner: Manner, reach: int
) -> tuple[Row, int, str]:
    """The row that begins on lines[number], how many lines it takes, and what had to be done: "inner", "undone" or ""."""
    line, width = lines[number], manner.width
    if manner.paired:
        row, taken = _paired(lines, number, dialect, manner, reach)
        if taken:
            return row, taken, "inner" if inner_quote(dialect).search(line) else ""
    cells, is_open = split_line(line, dialect)
    row, taken = (cells, 1) if not is_open else _over_lines(lines, number, cells, dialect, manner, reach)
    if len(row) == width and (taken > 1 or not _may_go_on(lines, number, dialect, width)):
        return row, taken, ""
    if not manner.paired and line.count(dialect.quotechar) > 2:
        paired, lasting = _paired(lines, number, dialect, manner, reach)
        if lasting:
            return paired, lasting, "inner"
    if len(row) == width or taken > 1:
        return row, taken, ""
    for candidate in _other_cuts(
        line, cells, dialect, width, sound=not is_open and is_sound(line, cells, dialect)
    ):
        if len(candidate) == width:
            return candidate, 1, "undone"
    if is_open and reach > SHORT_REACH:
        for candidate, taken in _joined_without_one(lines, number, dialect, width, reach):
            return candidate, taken, "undone"
    if is_open:
        return [cell.strip(dialect.quotechar) for cell in plain_splitter(dialect)(line)], 1, "undone"
    return cells, 1, ""


def _paired(lines: list[str], number: int, dialect: Dialect, manner: Manner, reach: int) -> tuple[Row, int]:
    """The whole row that comes out when quotes inside of cells come in pairs, and its lines; 0 when none does."""
    row, taken = paired_row(lines, number, dialect, reach)
    if len(row) != manner.width:
        return [], 0
    # A line with an odd quote is hardly a row by itself
    quote = dialect.quotechar
    swallowed = [below for below in lines[number + 1 : number + taken] if below.count(quote) % 2 == 0]
    return (row, taken) if _is_meant(swallowed, len(row), dialect, manner) else ([], 0)


def _over_lines(
    lines: list[str], number: int, begun: Row, dialect: Dialect, manner: Manner, reach: int
) -> tuple[Row, int]:
    """The row whose last cell is still open at the end of its line; empty when it was not meant to go on."""
    joined, taken = _joined(lines[number + 1 : number + reach], begun, dialect, manner.width)
    meant = joined and _is_meant(lines[number + 1 : number + taken], len(joined), dialect, manner)
    return (joined, taken) if meant else ([], 0)


def _may_go_on(lines: list[str], number: int, dialect: Dialect, width: int) -> bool:
    """Does a whole row end in a quote that has no partner, above a line that is no row by itself?"""
    line, quote = lines[number], dialect.quotechar
    if not line.rstrip().endswith(quote) or line.count(quote) % 2 == 0 or number + 1 >= len(lines):
        return False
    below = lines[number + 1]
    return bool(below.strip()) and len(split_line(below, dialect)[0]) != width


def _is_meant(swallowed: list[str], got: int, dialect: Dialect, manner: Manner) -> bool:
    """Is a line break inside a cell meant to be there?"""
    if manner.trusting and got == manner.width:
        return True
    return _belongs_together(swallowed, dialect, manner.width, got)


def _joined_without_one(
    lines: list[str], number: int, dialect: Dialect, width: int, reach: int
) -> Iterator[tuple[Row, int]]:
    """The row over several lines that comes out whole when one quote of its first line is ignored."""
    for line in _without_one_quote(lines[number], dialect):
        cells, is_open = split_line(line, dialect)
        if is_open and len(cells) <= width:
            joined, taken = _joined(lines[number + 1 : number + reach], cells, dialect, width)
            swallowed = lines[number + 1 : number + taken]
            if len(joined) == width and _belongs_together(swallowed, dialect, width, width):
                yield joined, taken


def _without_one_quote(line: str, dialect: Dialect) -> Iterator[str]:
    """The line with one of its quotes left away, each in turn; nothing when they may all be in pairs."""
    if line.count(dialect.quotechar) % 2 == 0:
        return
    position = line.find(dialect.quotechar)
    for _ in range(_QUOTES_TRIED):
        if position < 0:
            return
        yield line[:position] + line[position + 1 :]
        position = line.find(dialect.quotechar, position + 1)


def _joined(following: list[str], begun: Row, dialect: Dialect, width: int) -> tuple[Row, int]:
    """The row when its open cell goes on over the next lines, and how many lines it takes; empty when it never closes."""
    closing = _closing_quote(dialect)
    if not any(closing.search(line) for line in following):
        return [], 0
    cells = list(begun)
    size = 0
    for count, line in enumerate(following):
        size += len(line)
        if size > MAX_JOINED_CHARACTERS:
            break
        more, is_open = split_line(line, dialect, begins_open=True)
        cells[-1] += "\n" + more[0]
        cells.extend(more[1:])
        if not is_open:
            return cells, count + 2
    return [], 0


def _belongs_together(swallowed: list[str], dialect: Dialect, width: int, got: int) -> bool:
    """A line break inside a cell is meant, unless the swallowed lines are whole rows by themselves."""
    whole = 0
    for line in swallowed:
        cells, is_open = split_line(line, dialect)
        begun = is_open and len(cells) >= max(3, 0.6 * width)
        whole += begun or (not is_open and len(cells) == width and width > 1)
    if whole == 0:
        return True
    return width <= 2 and got == width and 2 * whole < len(swallowed)


def is_sound(line: str, cells: Row, dialect: Dialect) -> bool:
    """Is the line just what these cells look like when written? Then a cell too few is no reason to doubt its quotes."""
    quote, position = dialect.quotechar, 0
    for cell in cells:
        quoted = quote + cell.replace(quote, quote * 2) + quote
        written = quoted if line.startswith(quoted, position) else cell
        if not line.startswith(written, position) or (written is cell and cell.startswith(quote)):
            return False
        position += len(written) + len(dialect.delimiter)
    return position - len(dialect.delimiter) == len(line)


def _other_cuts(line: str, cells: Row, dialect: Dialect, width: int, sound: bool) -> Iterator[Row]:
    """Ways to cut a line that does not come out as wide as the others, the mildest first. `cells` is what it is cut into
    as it stands."""
    yield from unwrapped(line, dialect)
    if sound:
        return
    quote = dialect.quotechar
    yield split_line(line, dialect, close_early=True)[0] if quote * 2 in line else cells
    without = []
    for other in _without_one_quote(line, dialect) if len(line) < LONG_LINE else ():
        cells, is_open = split_line(other, dialect)
        if not is_open and len(cells) == width:
            without.append(cells)
    # The quote that is too many is the one without which the fewest are left inside the cells
    yield from sorted(without, key=lambda cells: sum(cell.count(quote) for cell in cells))
    yield [cell.strip().strip(quote) for cell in plain_splitter(dialect)(line)]
