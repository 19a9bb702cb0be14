"""One line -> its cells.

A quote closes a cell only where a delimiter or the end of the line follows it. On well-formed text that is the rule
everybody uses; on damaged text it keeps a stray quote inside its own cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tables.model import Dialect

Row = list[str]
Gap = tuple[int, int]
"""Places in a line that part two columns: the first, and the one behind the last."""


@dataclass
class Rows:
    """The rows of a file. `lines[i]` is the 1-based line on which row i begins."""

    cells: list[Row] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)
    recut: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.cells)


def unquote(line: str, quote: str) -> str:
    """The line without quotes around all of it."""
    bare = line.strip()
    if quote and len(bare) > 1 and bare[0] == bare[-1] == quote:
        return bare[1:-1].replace(quote * 2, quote)
    return line


def plain_splitter(dialect: Dialect) -> Callable[[str], Row]:
    """How a line without quotes is cut."""
    delimiter = dialect.delimiter
    if dialect.gaps:
        return lambda line: cut_at_places(line, dialect.gaps)
    if dialect.runs:
        # A tab among spaces is one more of them
        signs = delimiter + "\t"
        several = re.compile(f"[{re.escape(signs)}]+")
        return lambda line: several.split(line.strip(signs))
    return lambda line: line.split(delimiter)


def cut_at_places(line: str, gaps: Sequence[Gap]) -> Row:
    """The cells between the gaps. A word may reach into a gap; a line with one across a whole gap is no row, and stays whole."""
    cells, begin = [], 0
    for first, behind in gaps:
        place = line.find("  ", max(begin, first - 1), behind + 2)
        if place < 0:
            place = line.find(" ", max(begin, first - 1), behind + 1)
        if place < 0 and behind < len(line):
            return [line.strip()]
        place = len(line) if place < 0 else place
        cells.append(line[begin:place].strip())
        begin = place
    return [*cells, line[begin:].strip()]


def split_line(
    line: str, dialect: Dialect, close_early: bool = False, begins_open: bool = False, paired: bool = False
) -> tuple[Row, bool]:
    """The cells of one line, and whether a quoted cell is still open at its end.

    `close_early` closes a cell at the first quote before a delimiter even where the quote is doubled; `begins_open`
    says that the line goes on with a quoted cell of the line before. `paired` takes it that quotes inside a cell come
    in pairs, and so leaves `"say "no", please"` whole.
    """
    quote = dialect.quotechar
    if not quote or quote not in line:
        return ([line], True) if begins_open else (plain_splitter(dialect)(line), False)
    cells: Row = []
    delimiter, position, end = dialect.delimiter, 0, len(line)
    if begins_open:
        cell, position = _quoted_cell(line, 0, dialect, close_early, paired)
        if position < 0:
            return [cell], True
        cells.append(cell)
        if position >= end:
            return cells, False
        position += len(delimiter)
    while True:
        start = position
        if delimiter != " " or dialect.runs:
            while start < end and line[start] == " ":
                start += 1
        if line.startswith(quote, start):
            cell, position = _quoted_cell(line, start + 1, dialect, close_early, paired)
            if position < 0:
                return [*cells, cell], True
        else:
            found = line.find(delimiter, start)
            stop = end if found < 0 else found
            cell, position = line[position:stop], stop
        cells.append(cell)
        if position >= end:
            return cells, False
        position += len(delimiter)
        while dialect.runs and line.startswith(delimiter, position):
            position += len(delimiter)


def _quoted_cell(line: str, start: int, dialect: Dialect, close_early: bool, paired: bool) -> tuple[str, int]:
    """The cell whose opening quote ends at `start`, and the position of the delimiter after it; -1 while it is open."""
    quote, escape = dialect.quotechar, dialect.escapechar
    parts: list[str] = []
    position = start
    alone = False
    while True:
        found = line.find(quote, position)
        if found < 0:
            return "".join(parts) + line[position:], -1
        parts.append(line[position:found])
        if escape and parts[-1].endswith(escape) and not parts[-1].endswith(escape * 2):
            parts[-1] = parts[-1][: -len(escape)] + quote
            position = found + 1
            continue
        after = _closes(line, found + 1, dialect)
        doubled = line.startswith(quote, found + 1)
        if doubled and not (close_early and _closes(line, found + 2, dialect) >= 0):
            parts.append(quote)
            position = found + 2
        elif doubled:
            return "".join(parts), _closes(line, found + 2, dialect)
        elif after >= 0 and not (paired and alone):
            return "".join(parts), after
        else:
            parts.append(quote)
            position = found + 1
            alone = not alone


def _closes(line: str, position: int, dialect: Dialect) -> int:
    """Where the delimiter (or the end) stands that follows `position`, spaces between allowed; -1 for neither."""
    end = len(line)
    if position >= end or line.startswith(dialect.delimiter, position) or line[position] == "\n":
        return min(position, end)
    while position < end and line[position] in " \t":
        position += 1
    if position >= end or line.startswith(dialect.delimiter, position):
        return position
    return -1


def unwrapped(line: str, dialect: Dialect) -> Iterator[Row]:
    """The cells of a whole row that was put into one quoted cell."""
    quote, bare = dialect.quotechar, line.strip()
    if len(bare) > 1 and bare.startswith(quote) and bare.endswith(quote):
        yield split_line(bare[1:-1].replace(quote * 2, quote), dialect)[0]
