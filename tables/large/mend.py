"""The irregular rows of a large file: found by position, cut with care, and put back in well-formed.

The text is gone through in blocks, so that a file that needs care on every line takes no more memory than others.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tables.cutting.comments import is_comment
from tables.cutting.line import Row
from tables.cutting.manner import Manner
from tables.cutting.other_signs import strange_cut
from tables.cutting.quotes import MAX_JOINED_LINES, Cutter
from tables.cutting.rows import report_cuts
from tables.large.scan import STRETCH, Scan, scan_plain, scan_rows, scan_short_rows
from tables.large.scan_quotes import scan_lines, scan_pairs
from tables.model import Dialect
from tables.receipt import Receipt, Topic, counted, was
from tables.shape.around import report_inside
from tables.shape.fit import Habit, are_most, fit_row, report_lengths
from tables.shape.names import report_names_again

_FEW = 50
"""So many odd rows are mended in no time, however few rows there are."""
_ODD_SHARE = 0.05
"""With more odd rows, one that fits the rows better is looked for."""
_BLOCK = 20_000
"""Lines decoded at a time: all at once would double the memory."""
_LONG_SHARE = 0.2
"""More rows that are too long show that the width is wrong."""


def find_rows(
    body: bytes, dialect: Dialect, width: int, whole_numbers: list[int], manner: Manner
) -> tuple[bytes, Scan | None]:
    """The rows of the text, and which of them need care; and the text, with quotes inside of quoted cells doubled.

    No rows are given where many of them seem to belong to another table.
    """
    found = scan_plain(body, dialect.delimiter, dialect.quotechar, width, bool(whole_numbers))
    if found is None or not _has_few(found):
        found = scan_rows(body, dialect.delimiter, dialect.quotechar, width, whole_numbers)
    if found is not None and _has_few(found):
        return body, found
    if not dialect.quotechar or dialect.quotechar.encode() not in body:
        return body, scan_short_rows(body, dialect.delimiter, width)
    if manner.paired:
        pairs = scan_pairs(body, dialect.delimiter, dialect.quotechar, width, whole_numbers, manner.trusting)
        if pairs is not None:
            return pairs
    return scan_lines(body, dialect.delimiter, dialect.quotechar, width, whole_numbers, manner.paired)


def _has_few(found: Scan) -> bool:
    """Are few rows odd?"""
    return len(found.odd) <= max(_FEW, _ODD_SHARE * len(found.ends))


def with_repeated_header(
    data: bytes, header_lines: tuple[int, ...], begin: int, body: bytes, found: Scan
) -> NDArray[np.int64]:
    """The rows that need care, and those that say the names again."""
    if not header_lines:
        return found.odd
    names = data[data.rindex(b"\n", 0, begin - 1) + 1 : begin] if b"\n" in data[: begin - 1] else data[:begin]
    again = []
    position = body.find(names)
    while position >= 0:
        again.append(position)
        position = body.find(names, position + 1)
    if not again:
        return found.odd
    rows = np.searchsorted(found.ends, np.array(again, dtype=np.int64))
    return np.union1d(found.odd, rows)


@dataclass
class _Mended:
    """What had to be done, by line."""

    padded: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)
    empty: int = 0
    stretch: int = 0


@dataclass
class Mender:
    """Goes through a text and mends its odd rows.

    `whole_numbers` are the columns to be searched for leading zeros, noted in `zeros` : array of shape (width,). `undone`
    and `inner` are the lines of rows that were so mended before.
    """

    dialect: Dialect
    manner: Manner
    header: list[Row]
    habits: list[Habit]
    whole_numbers: list[int]
    zeros: NDArray[np.bool_]
    undone: NDArray[np.int64]
    inner: NDArray[np.int64]

    def __post_init__(self) -> None:
        self._cutter = Cutter(self.dialect, self.manner)
        self._done = _Mended()
        self._after_gap = False
        self._ending_early = False

    def mend(
        self,
        body: bytes,
        ends: NDArray[np.int64],
        lines: NDArray[np.int64],
        odd: NDArray[np.int64],
        receipt: Receipt,
    ) -> tuple[bytes, NDArray[np.int64]] | None:
        """The text with its odd rows well-formed, and the line on which each row begins.

        None where the odd rows look like another table, or are too long so often that the width must be wrong.
        """
        first = int(lines[0])
        starts = lines - first
        line_ends = ends
        if body.count(b"\n") != len(ends):
            line_ends = np.flatnonzero(np.frombuffer(body, dtype=np.uint8) == ord("\n"))
        begins = np.zeros(len(line_ends), dtype=bool)
        begins[starts] = True
        self._ending_early = are_most(self._short(body, ends, odd), len(ends))
        is_odd = np.zeros(len(starts), dtype=bool)
        is_odd[odd] = True
        care = np.repeat(is_odd, np.diff(starts, append=len(line_ends)))
        pieces: list[bytes] = []
        line = 0
        while line < len(line_ends):
            block: list[bytes] = []
            until = self._mend_block(body, line_ends, begins, care, line, first, block)
            if until is None:
                return None
            pieces.append(b"".join(block))
            line = until
        if len(self._done.long) > max(_FEW, _LONG_SHARE * int(begins.sum())):
            return None
        self._report(body, line_ends, first, receipt)
        return b"".join(pieces), np.flatnonzero(begins) + first

    def _short(self, body: bytes, ends: NDArray[np.int64], odd: NDArray[np.int64]) -> int:
        """How many of the odd rows have fewer delimiters, in quotes or not, than a whole one needs."""
        delimiter, needed = self.dialect.delimiter.encode(), len(self.habits) - 1
        begins = np.where(odd > 0, ends[odd - 1] + 1, 0).tolist()
        return sum(
            body.count(delimiter, begin, end) < needed
            for begin, end in zip(begins, ends[odd].tolist(), strict=True)
        )

    def _mend_block(
        self,
        body: bytes,
        line_ends: NDArray[np.int64],
        begins: NDArray[np.bool_],
        care: NDArray[np.bool_],
        line: int,
        first: int,
        pieces: list[bytes],
    ) -> int | None:
        """Mend the rows that begin among the next lines; gives the line where the next block begins."""
        stop = min(line + _BLOCK, len(line_ends))
        while stop < len(line_ends) and not begins[stop]:
            stop += 1
        todo = [line] if not begins[line] else []
        todo += (np.flatnonzero(care[line:stop]) + line).tolist()
        if not todo:
            pieces.append(_span(body, line_ends, line, stop))
            self._done.stretch = 0
            return stop
        block = line
        reach = min(stop + MAX_JOINED_LINES, len(line_ends))
        texts = _span(body, line_ends, line, reach).decode("utf-8").split("\n")
        texts.pop()
        before = np.searchsorted(self.undone, np.array(todo) + first).tolist()
        for wanted, undone in zip(todo, before, strict=True):
            if wanted < line:
                continue
            if wanted > line:
                pieces.append(_span(body, line_ends, line, wanted))
                self._done.stretch = 0
                self._after_gap = False
                line = wanted
            self._cutter.undone_before = undone
            # A row that took lines of the next one leaves the rest of it to be cut, too
            while line == wanted or (line < stop and not begins[line]):
                row, taken = self._cutter.cut(texts, line - block, line + first)
                row_text = self._well_formed(row, texts[line - block], line + first)
                if row_text is None:
                    return None
                begins[line : line + taken] = False
                begins[line] = bool(row_text)
                pieces.append(row_text)
                line += taken
        if line < stop:
            pieces.append(_span(body, line_ends, line, stop))
            self._done.stretch = 0
            line = stop
        return line

    def _well_formed(self, row: Row, line: str, number: int) -> bytes | None:
        """The row as the C parser reads it; nothing for one to be passed over; None for the first rows of another table."""
        done, width = self._done, len(self.habits)
        if not any(cell and not cell.isspace() for cell in row):
            done.empty += 1
            self._after_gap = True
            return b""
        if self.header and row == self.header[-1]:
            done.repeated.append(number)
            return b""
        if len(row) != width or row[0].lstrip().startswith(("#", "//")):
            if is_comment(row, sum(1 for cell in row if cell.strip()), width):
                done.comments.append(number)
                return b""
            again = strange_cut(line, row, self.dialect, width) if width > 2 else None
            if again is not None:
                self._cutter.rows.recut.append(number)
                row = again
        if len(row) == width:
            done.stretch, self._after_gap = 0, False
            return self._written(row)
        if done.stretch or self._after_gap or not any(sign.isdigit() for cell in row for sign in cell):
            done.stretch += 1
            if done.stretch > STRETCH:
                return None
        fitted, change = fit_row(row, self.habits, self._ending_early)
        if change:
            (done.padded if change == "padded" else done.long).append(number)
        return self._written(fitted)

    def _written(self, row: Row) -> bytes:
        """A whole row as text."""
        for j in self.whole_numbers:
            if row[j][:1] == "0" and row[j][1:2].isdigit():
                self.zeros[j] = True
        return _written(row, self.dialect)

    def _report(self, body: bytes, line_ends: NDArray[np.int64], first: int, receipt: Receipt) -> None:
        done = self._done

        def line_at(number: int) -> str:
            line = number - first
            return _span(body, line_ends, line, line + 1)[:-1].decode("utf-8")

        rows = self._cutter.rows
        rows.undone = sorted([*rows.undone, *self.undone.tolist()])
        rows.inner = sorted([*rows.inner, *self.inner.tolist()])
        report_cuts(rows, line_at, receipt)
        report_lengths(done.padded, done.long, len(self.habits), receipt)
        if done.empty:
            text = f"{counted(done.empty, 'empty line', 'empty lines')} inside the table {was(done.empty)} passed over."
            receipt.say(Topic.BLANK, text, done.empty)
        if done.comments:
            report_inside(len(done.comments), done.comments[0], line_at(done.comments[0]), receipt)
        if done.repeated:
            report_names_again(len(done.repeated), done.repeated[0], receipt)


def _span(body: bytes, line_ends: NDArray[np.int64], first: int, stop: int) -> bytes:
    """The lines from `first` up to `stop`, their line ends included."""
    begin = int(line_ends[first - 1]) + 1 if first else 0
    return body[begin : int(line_ends[stop - 1]) + 1]


def _written(row: Row, dialect: Dialect) -> bytes:
    """A row as text that reads back as the same cells."""
    quote = dialect.quotechar or '"'
    text = dialect.delimiter.join(row)
    if quote in text or "\n" in text or text.count(dialect.delimiter) != len(row) - 1:
        special = (quote, dialect.delimiter, "\n")
        text = dialect.delimiter.join(
            quote + cell.replace(quote, quote * 2) + quote if any(sign in cell for sign in special) else cell
            for cell in row
        )
    return (text + "\n").encode("utf-8")
