"""Is a large text as regular as its first lines promise? Counted with whole-array operations, not line by line.

Where every quote is doubled or closed, a delimiter or line end lies inside a quoted cell exactly where the number of
quotes before it is odd. That is all that is needed to find every row and its number of cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_PIECE = 1 << 24
_NEWLINE, _ZERO, _NINE = 10, 48, 57


@dataclass(frozen=True)
class Scan:
    """Where the rows of a text lie.

    `ends` : array of shape (n_rows,), the position of the line end of each row. `lines` : array of shape (n_rows,), on
    which line each begins, from 0. `odd` : the indices of the rows that have another width or
    go over several lines. `zeros` : array of shape
    (width,), True for columns in which a cell begins with a zero and another digit. `short` : the indices of rows that are
    only too short, where so many are that this is how the file is written; they are not among the odd ones then.
    """

    ends: NDArray[np.int64]
    lines: NDArray[np.int64]
    odd: NDArray[np.int64]
    zeros: NDArray[np.bool_]
    short: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))


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
        piece = whole[begin : begin + _PIECE]
        breaks = np.flatnonzero(piece == _NEWLINE)
        marks = np.flatnonzero(piece == ord(delimiter))
        row_ends = breaks
        if quote and data.find(quote, begin, begin + len(piece)) >= 0:
            quotes = np.flatnonzero(piece == quote[0])
            row_ends, marks = _outside(breaks, quotes), _outside(marks, quotes)
        if not len(row_ends):
            return None
        marks = marks[: np.searchsorted(marks, row_ends[-1])]
        strange = _odd_rows(piece, row_ends, marks, width, zeros, whole_numbers)
        if len(row_ends) == len(breaks):
            number = np.arange(len(row_ends))
        else:
            number = np.searchsorted(breaks, row_ends)
            strange = np.union1d(strange, np.flatnonzero(np.diff(number, prepend=-1) > 1))
        odd.append(strange + seen)
        ends.append(row_ends + begin)
        lines.append(line + np.concatenate(([0], number[:-1] + 1)))
        line += int(number[-1]) + 1
        seen += len(row_ends)
        begin += int(row_ends[-1]) + 1
    return Scan(np.concatenate(ends), np.concatenate(lines), np.concatenate(odd), zeros)


def _outside(positions: NDArray[np.int64], quotes: NDArray[np.int64]) -> NDArray[np.int64]:
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


def _odd_rows(
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
    if len(odd) > 0.5 * len(ends):
        return odd
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
    """Set `zeros` for the columns in which a cell begins with a zero and goes on with a digit."""
    last = len(piece) - 1
    for j in whole_numbers:
        cells = marks[:, j - 1] + 1 if j else starts
        begin_with_zero = cells[piece[np.minimum(cells, last)] == _ZERO]
        second = piece[np.minimum(begin_with_zero + 1, last)]
        zeros[j] |= bool(((second >= _ZERO) & (second <= _NINE)).any())


def scan_short_rows(data: bytes, delimiter: str, width: int) -> Scan:
    """The rows of a text without quotes in which many rows leave their last cells away."""
    whole = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(whole == _NEWLINE)
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
    return Scan(ends, np.arange(len(ends)), np.flatnonzero(counts > width), np.full(width, leading), short)
