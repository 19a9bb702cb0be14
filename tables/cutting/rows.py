"""Stage 4, text -> rows: cut the text into rows of cells, and undo quotes that swallow what follows.

A quote closes a cell only where a delimiter or the end of the line follows it. On well-formed text that is the rule
everybody uses; on damaged text it keeps a stray quote inside its own cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tables.errors import TableError
from tables.limits import MAX_CELL_CHARACTERS
from tables.model import Dialect
from tables.receipt import Receipt, Topic, counted

MAX_JOINED_LINES = 200
"""A longer text in one cell is a quote that never closes."""
_MAX_JOINED_CHARACTERS = 100_000
"""The same for very long lines."""
_PATIENCE = 20
"""After so many quotes that never closed, the next ones are not looked for far below."""
_SHORT_REACH = 5
"""An address or a remark in a cell has so many lines."""
_SURPLUS = 2
"""A row over several lines may have a delimiter or two too many."""
_QUOTES_TRIED = 12
"""Trying to leave out each of more quotes would take longer than the line is worth."""
LONG_LINE = 20_000
"""The same for longer lines."""
_OTHER_DELIMITERS = (",", ";", "\t", "|", " ")
"""What a single row may be cut with when it comes from another file."""
Row = list[str]


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
    _cut_again(rows, lines, dialect)
    return rows


def stream_rows(lines: list[str], dialect: Dialect, width: int) -> Iterator[tuple[Row, int, bool]]:
    """The rows that `read_rows` gives, one by one, with the line each begins on and whether it had to be mended.

    Goes through the lines twice, so that no more than one row is held.
    """
    usual = _width_to_cut_at(Counter(len(row) for row, _, _ in _each_row(lines, dialect, width)), dialect)
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


def _width_to_cut_at(widths: Counter[int], dialect: Dialect) -> int:
    """The width that nearly all rows have, 0 where there is none, or too few cells to tell."""
    width, count = widths.most_common(1)[0] if widths and not dialect.single else (0, 0)
    return width if width >= 3 and count >= 0.9 * widths.total() else 0


def _cut_again(rows: Rows, lines: list[str], dialect: Dialect) -> None:
    """A single line with another delimiter or quote than the rest is cut at those, when it then has as many cells."""
    width = _width_to_cut_at(Counter(len(row) for row in rows.cells), dialect)
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
    in_order = bool(quote) and quote in line and _is_sound(line, row, dialect)
    if found > 1 and other in line and not in_order:
        yield split_line(line, replace(dialect, quotechar=other))[0]
    for mark in _OTHER_DELIMITERS:
        if found <= 3 and mark != dialect.delimiter and mark in line:
            cells, is_open = split_line(line, replace(dialect, delimiter=mark, runs=False))
            if not is_open and (mark != " " or any(cell.isdigit() for cell in cells)):
                yield cells


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


def unquote(line: str, quote: str) -> str:
    """The line without quotes around all of it."""
    bare = line.strip()
    if quote and len(bare) > 1 and bare[0] == bare[-1] == quote:
        return bare[1:-1].replace(quote * 2, quote)
    return line


def plain_splitter(dialect: Dialect) -> Callable[[str], Row]:
    """How a line without quotes is cut."""
    delimiter = dialect.delimiter
    if dialect.runs:
        # A tab among spaces is one more of them
        signs = delimiter + "\t"
        several = re.compile(f"[{re.escape(signs)}]+")
        return lambda line: several.split(line.strip(signs))
    return lambda line: line.split(delimiter)


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


@dataclass(frozen=True)
class Manner:
    """How a file with quotes is written: how many cells a whole row has, whether many cells go over several lines
    (then a line that could be a row by itself is none), and whether quotes inside quoted cells come in pairs."""

    width: int
    trusting: bool
    paired: bool


def find_manner(lines: list[str], dialect: Dialect, width: int | None = None) -> Manner:
    """By most rows among the first lines; where the quotes leave that open, by most lines that close theirs."""
    lines = lines[:2000]
    usual, trusting = _by_the_book(lines, dialect)
    if width is None or usual != width:
        whole, over_lines = _with_pairs(lines, dialect)
        if whole and whole == (width or whole) and (not usual or _bear_out(lines, dialect, whole, usual)):
            return Manner(whole, over_lines, True)
    return Manner(width or usual or _widest(lines, dialect), trusting, False)


def _bear_out(lines: list[str], dialect: Dialect, one: int, other: int) -> bool:
    """Have more of the lines without quotes, such as the names, `one` cells than `other`?"""
    widths = Counter(len(split_line(line, dialect)[0]) for line in lines if dialect.quotechar not in line)
    return widths[one] > widths[other]


def _widest(lines: list[str], dialect: Dialect) -> int:
    """The width that makes most cells, among the lines that leave no quote open."""
    widths: Counter[int] = Counter()
    for line in lines:
        if line.strip():
            cells, is_open = split_line(line, dialect)
            if not is_open:
                widths[len(cells)] += 1
    if widths[1] > 0.5 * widths.total():
        widths.update(len(cells) for line in lines[:2000] for cells in _unwrapped(line, dialect))
    wide = [(count * width, width) for width, count in widths.items() if width > 1]
    return max(wide)[1] if wide else 1


def _with_pairs(lines: list[str], dialect: Dialect) -> tuple[int, bool]:
    """What `_by_the_book` says when quotes inside a quoted cell come in pairs; 0 where there are none such."""
    inside = _inner_quote(dialect)
    if not any(inside.search(line) for line in lines):
        return 0, False
    found: list[tuple[int, bool]] = []
    number = 0
    while number < len(lines):
        if lines[number].strip():
            cells, taken = _paired_row(lines, number, dialect, 4 * _SHORT_REACH)
            if not taken:
                if number + 4 * _SHORT_REACH > len(lines):
                    break
                return 0, False
            found.append((len(cells), taken > 1))
            number += taken
        else:
            number += 1
    return _regular(found)


@lru_cache(maxsize=64)
def _inner_quote(dialect: Dialect) -> re.Pattern[str]:
    """A quote with ordinary signs on both sides."""
    edge = f"[^{re.escape(dialect.quotechar + dialect.delimiter)}\n]"
    return re.compile(edge + re.escape(dialect.quotechar) + edge)


@lru_cache(maxsize=64)
def _closing_quote(dialect: Dialect) -> re.Pattern[str]:
    """A quote that may close a cell."""
    return re.compile(rf"{re.escape(dialect.quotechar)}[ \t]*(?:{re.escape(dialect.delimiter)}|$)")


def _paired_row(lines: list[str], number: int, dialect: Dialect, reach: int) -> tuple[Row, int]:
    """The row that begins on lines[number] when quotes inside a cell come in pairs, and its lines; 0 when it never ends."""
    odd = False
    size = 0
    for last in range(number, min(number + reach, len(lines))):
        odd ^= lines[last].count(dialect.quotechar) % 2 == 1
        size += len(lines[last])
        if not odd:
            cells, is_open = split_line("\n".join(lines[number : last + 1]), dialect, paired=True)
            return (cells, last + 1 - number) if not is_open else ([], 0)
        if size > _MAX_JOINED_CHARACTERS:
            break
    return [], 0


def _by_the_book(lines: list[str], dialect: Dialect) -> tuple[int, bool]:
    """The width that nearly all rows have when every quote counts, 0 for none; and do many go over several lines?"""
    found: list[tuple[int, bool]] = []
    is_open, cells, taken = False, 0, 0
    for line in lines:
        if not is_open and not line.strip():
            continue
        row, goes_on = split_line(line, dialect, begins_open=is_open)
        cells += len(row) - is_open
        taken += 1
        is_open = goes_on
        if taken > 4 * _SHORT_REACH:
            return 0, False
        if not is_open:
            found.append((cells, taken > 1))
            cells = taken = 0
    return _regular(found)


def _regular(found: list[tuple[int, bool]]) -> tuple[int, bool]:
    """The width of nine in ten rows, 0 for none; and are many of them on several lines? `found` says both of each row."""
    widths = Counter(width for width, _ in found)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    # What stands above the table may have any width
    above = next((i for i, row in enumerate(found) if row[0] == width), 0)
    several = sum(1 for row in found if row[1])
    regular = width > 1 and count >= 0.9 * (len(found) - above)
    return (width, several > max(4, 0.2 * count)) if regular else (0, False)


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
        reach = MAX_JOINED_LINES if undone < _PATIENCE else _SHORT_REACH
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
            return row, taken, "inner" if _inner_quote(dialect).search(line) else ""
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
        line, cells, dialect, width, sound=not is_open and _is_sound(line, cells, dialect)
    ):
        if len(candidate) == width:
            return candidate, 1, "undone"
    if is_open and reach > _SHORT_REACH:
        for candidate, taken in _joined_without_one(lines, number, dialect, width, reach):
            return candidate, taken, "undone"
    if is_open:
        return [cell.strip(dialect.quotechar) for cell in plain_splitter(dialect)(line)], 1, "undone"
    return cells, 1, ""


def _paired(lines: list[str], number: int, dialect: Dialect, manner: Manner, reach: int) -> tuple[Row, int]:
    """The whole row that comes out when quotes inside of cells come in pairs, and its lines; 0 when none does."""
    row, taken = _paired_row(lines, number, dialect, reach)
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
        if len(cells) > width + _SURPLUS or size > _MAX_JOINED_CHARACTERS:
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
        return got <= width + _SURPLUS or width == 1
    return width <= 2 and got == width and 2 * whole < len(swallowed)


def _is_sound(line: str, cells: Row, dialect: Dialect) -> bool:
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
    yield from _unwrapped(line, dialect)
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


def _unwrapped(line: str, dialect: Dialect) -> Iterator[Row]:
    """The cells of a whole row that was put into one quoted cell."""
    quote, bare = dialect.quotechar, line.strip()
    if len(bare) > 1 and bare.startswith(quote) and bare.endswith(quote):
        yield split_line(bare[1:-1].replace(quote * 2, quote), dialect)[0]
