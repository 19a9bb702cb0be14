"""Is a large text as regular as its first lines promise? Counted with whole-array operations, not line by line.

Where every quote is doubled or closed, a delimiter or line end lies inside a quoted cell exactly where the number of
quotes before it is odd. That is all that is needed to find every row and its number of cells (`scan_rows`). Where the
quotes of some lines do not pair up, each line is looked at by itself (`scan_lines`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tables.cutting.quotes import MAX_JOINED_LINES

PIECE = 1 << 24
"""Bytes looked at at once: several arrays of their size are made."""
_CACHED = 1 << 19
"""The same where they should stay in the processor's cache."""
STRETCH = 20
"""So many rows of another width in a row are another table."""


NEWLINE, TAB, SPACE, _ZERO, _NINE = 10, 9, 32, 48, 57
_QUOTES = (34, 39)
NO_PLACES = np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Scan:
    """Where the rows of a text lie.

    `ends` : array of shape (n_rows,), the position of the line end of each row. `lines` : array of shape (n_rows,), on
    which line each begins, from 0. `odd` : the indices of the rows that have another width, or quotes that the C parser
    takes otherwise than the careful stages. `zeros` : array of shape (width,), True for columns in which a cell begins
    with a zero and another digit. `short` : the indices of rows that are only too short, where so many are that this is
    how the file is written. `undone` : those of rows of which a stray quote was left out, `inner` : those of rows that
    have quotes inside of a quoted cell. These three are not among the odd ones.
    """

    ends: NDArray[np.int64]
    lines: NDArray[np.int64]
    odd: NDArray[np.int64]
    zeros: NDArray[np.bool_]
    short: NDArray[np.int64] = field(default_factory=lambda: NO_PLACES)
    undone: NDArray[np.int64] = field(default_factory=lambda: NO_PLACES)
    inner: NDArray[np.int64] = field(default_factory=lambda: NO_PLACES)


def scan_plain(data: bytes, delimiter: str, quotechar: str, width: int, zeros_matter: bool) -> Scan | None:
    """The same as `scan_rows`, several times faster, for a text in which every row has one line.

    None for other texts; also where a cell may begin with a zero too many, if `zeros_matter`.
    """
    if zeros_matter and re.match(rb"[\"']?0[0-9]", data):
        return None
    whole = np.frombuffer(data, dtype=np.uint8)
    has_quotes = quotechar != "" and quotechar.encode() in data
    ends: list[NDArray[np.int64]] = []
    odd: list[NDArray[np.int64]] = []
    begin = seen = 0
    while begin < len(whole):
        stop = end_of_piece(data, begin, _CACHED)
        piece = whole[begin:stop]
        is_mark, is_end = piece == ord(delimiter), piece == NEWLINE
        if zeros_matter:
            before = is_mark | is_end | (piece == ord(quotechar)) if has_quotes else is_mark | is_end
            if _has_leading_zero(piece, before):
                return None
        breaks = np.flatnonzero(is_end)
        loose = np.empty(0, dtype=np.int64)
        if has_quotes:
            quotes = np.flatnonzero(piece == ord(quotechar))
            if len(quotes) % 2:
                return None
            loose = quotes[~in_place(piece, quotes, np.arange(len(quotes)) % 2 == 0, ord(delimiter))]
            inside = _between(quotes[0::2], quotes[1::2])
            if is_end[inside].any():
                return None
            is_mark[inside] = False
        starts = np.concatenate(([0], breaks[:-1] + 1))
        # Counted modulo 256, so nothing wider than that
        marks = np.add.reduceat(is_mark.view(np.uint8), starts, dtype=np.uint8 if width < 200 else np.int64)
        strange = np.flatnonzero(marks != width - 1)
        if len(loose):
            strange = np.union1d(strange, np.searchsorted(breaks, loose))
        odd.append(strange + seen)
        ends.append(breaks + begin)
        seen += len(breaks)
        begin = stop
    every_end = np.concatenate(ends)
    return Scan(every_end, np.arange(len(every_end)), np.concatenate(odd), np.zeros(width, dtype=bool))


def end_of_piece(data: bytes, begin: int, size: int) -> int:
    """Where a piece of whole lines ends that begins at `begin`; one line, if that is longer than `size`."""
    stop = data.rfind(b"\n", begin, begin + size)
    return (stop if stop >= 0 else data.index(b"\n", begin)) + 1


def _has_leading_zero(piece: NDArray[np.uint8], before_cells: NDArray[np.bool_]) -> bool:
    """Does a cell begin with a zero and another digit? `before_cells` marks delimiters, line ends and quotes."""
    zeros = before_cells[:-2] & (piece[1:-1] == _ZERO)
    zeros &= piece[2:] >= _ZERO
    zeros &= piece[2:] <= _NINE
    return bool(zeros.any())


def _between(opening: NDArray[np.int64], closing: NDArray[np.int64]) -> NDArray[np.int64]:
    """Every position from an opening quote to its closing one, without a loop."""
    lengths = closing - opening
    return np.repeat(opening - (np.cumsum(lengths) - lengths), lengths) + np.arange(int(lengths.sum()))


def scan_rows(
    data: bytes, delimiter: str, quotechar: str, width: int, whole_numbers: list[int]
) -> Scan | None:
    """Find all rows of `data`; None when the quotes leave a row open over millions of characters.

    `whole_numbers` are the columns to be searched for leading zeros.
    """
    whole = np.frombuffer(data, dtype=np.uint8)
    zeros = np.zeros(width, dtype=bool)
    quote = quotechar.encode()
    ends: list[NDArray[np.int64]] = []
    lines: list[NDArray[np.int64]] = []
    odd: list[NDArray[np.int64]] = []
    begin = seen = line = 0
    while begin < len(whole):
        piece = whole[begin : begin + PIECE]
        breaks = np.flatnonzero(piece == NEWLINE)
        every_mark = marks = np.flatnonzero(piece == ord(delimiter))
        row_ends = breaks
        quotes = np.empty(0, dtype=np.int64)
        if quote and data.find(quote, begin, begin + len(piece)) >= 0:
            quotes = np.flatnonzero(piece == quote[0])
            row_ends, marks = outside(breaks, quotes), outside(marks, quotes)
        if not len(row_ends):
            return None
        marks = marks[: np.searchsorted(marks, row_ends[-1])]
        strange = odd_rows(piece, row_ends, marks, width, zeros, whole_numbers)
        if len(quotes):
            loose = quotes[~in_place(piece, quotes, np.arange(len(quotes)) % 2 == 0, ord(delimiter))]
            loose = loose[loose < row_ends[-1]]
            strange = np.union1d(strange, np.searchsorted(row_ends, loose))
        if len(row_ends) == len(breaks):
            number = np.arange(len(row_ends))
        else:
            number = np.searchsorted(breaks, row_ends)
            strange = np.union1d(strange, _swallowing(breaks, every_mark, number, width))
        odd.append(strange + seen)
        ends.append(row_ends + begin)
        lines.append(line + np.concatenate(([0], number[:-1] + 1)))
        line += int(number[-1]) + 1
        seen += len(row_ends)
        begin += int(row_ends[-1]) + 1
    return Scan(np.concatenate(ends), np.concatenate(lines), np.concatenate(odd), zeros)


def in_place(
    piece: NDArray[np.uint8], quotes: NDArray[np.int64], opening: NDArray[np.bool_], delimiter: int
) -> NDArray[np.bool_]:
    """Which quotes stand where every reader understands them: at the edge of a cell, or doubled."""
    beside = np.where(opening, quotes - 1, np.minimum(quotes + 1, len(piece) - 1))
    sign = piece[beside]
    # The piece begins with a row
    fits: NDArray[np.bool_] = (sign == delimiter) | (sign == NEWLINE) | (sign == piece[quotes]) | (beside < 0)
    return fits


def _swallowing(
    breaks: NDArray[np.int64], marks: NDArray[np.int64], last_lines: NDArray[np.int64], width: int
) -> NDArray[np.int64]:
    """The rows over several lines of which one has so many delimiters that it may be a row by itself."""
    cells = np.diff(np.searchsorted(marks, breaks), prepend=0) + 1
    first = np.zeros(len(breaks), dtype=bool)
    first[0] = True
    first[last_lines[:-1] + 1] = True
    full = np.flatnonzero(~first & (cells >= min(width, max(3, 0.6 * width))))
    full = full[full <= last_lines[-1]]
    long = np.flatnonzero(np.diff(last_lines, prepend=-1) > MAX_JOINED_LINES)
    return np.union1d(np.searchsorted(last_lines, full), long)


def outside(positions: NDArray[np.int64], quotes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The positions that do not lie between an opening quote and its closing one."""
    opening, closing = quotes[0::2], quotes[1::2]
    if len(closing) < len(opening):
        closing = np.append(closing, positions[-1] + 1 if len(positions) else 0)
    first, beyond = np.searchsorted(positions, opening), np.searchsorted(positions, closing)
    covering = np.flatnonzero(beyond > first)
    if not len(covering):
        return positions
    first, covered = first[covering], (beyond - first)[covering]
    # The covered positions, range after range, without a loop
    offsets = np.repeat(first - np.concatenate(([0], np.cumsum(covered)[:-1])), covered)
    free = np.ones(len(positions), dtype=bool)
    free[offsets + np.arange(len(offsets))] = False
    return positions[free]


def odd_rows(
    piece: NDArray[np.uint8],
    ends: NDArray[np.int64],
    marks: NDArray[np.int64],
    width: int,
    zeros: NDArray[np.bool_],
    whole_numbers: list[int],
) -> NDArray[np.int64]:
    """The rows of a piece that have not `width` cells; notes in `zeros` where cells begin with a zero too many."""
    starts = np.concatenate(([0], ends[:-1] + 1))
    if len(marks) == len(ends) * (width - 1) and width > 1:
        table = marks.reshape(len(ends), width - 1)
        if (table[:, -1] < ends).all() and (table[1:, 0] > ends[:-1]).all():
            _note_zeros(piece, starts, table, zeros, whole_numbers)
            return np.empty(0, dtype=np.int64)
    counts = np.diff(np.concatenate(([0], np.searchsorted(marks, ends)))) + 1
    odd = np.flatnonzero(counts != width)
    if len(odd):
        marks = marks[np.repeat(counts == width, counts - 1)]
        starts = starts[counts == width]
    _note_zeros(piece, starts, marks.reshape(len(starts), width - 1), zeros, whole_numbers)
    return odd


def _note_zeros(
    piece: NDArray[np.uint8],
    starts: NDArray[np.int64],
    marks: NDArray[np.int64],
    zeros: NDArray[np.bool_],
    whole_numbers: list[int],
) -> None:
    """Set `zeros` for the columns in which a cell begins with a zero and goes on with a digit, in quotes or not."""
    last = len(piece) - 1
    for j in whole_numbers:
        cells = marks[:, j - 1] + 1 if j else starts
        cells = cells + np.isin(piece[np.minimum(cells, last)], _QUOTES)
        begin_with_zero = cells[piece[np.minimum(cells, last)] == _ZERO]
        second = piece[np.minimum(begin_with_zero + 1, last)]
        zeros[j] |= bool(((second >= _ZERO) & (second <= _NINE)).any())


def scan_short_rows(data: bytes, delimiter: str, width: int) -> Scan | None:
    """The rows of a text without quotes in which many rows leave their last cells away; None where they are a table."""
    whole = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(whole == NEWLINE)
    marks = np.flatnonzero(whole == ord(delimiter))
    counts = np.diff(np.concatenate(([0], np.searchsorted(marks, ends)))) + 1
    last = len(whole) - 1
    leading = any(
        bool(((whole[np.minimum(cells + 1, last)] - _ZERO) <= _NINE - _ZERO).any())
        for cells in (
            positions[whole[np.minimum(positions, last)] == _ZERO] for positions in (marks + 1, ends + 1)
        )
    )
    empty = np.diff(ends, prepend=-1) == 1
    short = np.flatnonzero((counts < width) & ~empty)
    if _begins_another_table(whole, ends, counts, width):
        return None
    return Scan(ends, np.arange(len(ends)), np.flatnonzero(counts > width), np.full(width, leading), short)


def _begins_another_table(
    whole: NDArray[np.uint8], ends: NDArray[np.int64], counts: NDArray[np.int64], width: int
) -> bool:
    """Is there a long stretch of rows of one other width, after an empty line or with a first row without digits?"""
    changes = np.flatnonzero(np.diff(counts)) + 1
    firsts = np.concatenate(([0], changes))
    lengths = np.diff(np.append(firsts, len(counts)))
    for first in firsts[(lengths >= STRETCH) & (counts[firsts] != width)].tolist():
        begin = int(ends[first - 1]) + 1 if first else 0
        row = whole[begin : int(ends[first])]
        after_gap = first > 0 and begin >= 2 and whole[begin - 2] == NEWLINE
        if len(row) and (after_gap or not ((row >= _ZERO) & (row <= _NINE)).any()):
            return True
    return False
