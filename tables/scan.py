"""Is a large text as regular as its first lines promise? Counted with whole-array operations, not line by line.

Where every quote is doubled or closed, a delimiter or line end lies inside a quoted cell exactly where the number of
quotes before it is odd. That is all that is needed to find every row and its number of cells.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_PIECE = 1 << 24
_NEWLINE, _ZERO, _NINE = 10, 48, 57


@dataclass(frozen=True)
class Scan:
    """Where the rows of a text lie.

    `ends` : array of shape (n_rows,), the position of the line end of each row. `lines` : array of shape (n_rows,), on
    which line each begins, from 0. `odd` : the indices of the rows that have another width. `zeros` : array of shape
    (width,), True for columns in which a cell begins with a zero and another digit.
    """

    ends: NDArray[np.int64]
    lines: NDArray[np.int64]
    odd: NDArray[np.int64]
    zeros: NDArray[np.bool_]


def scan_rows(data: bytes, delimiter: str, quotechar: str, width: int) -> Scan | None:
    """Find all rows of `data`; None when the quotes leave a row open over millions of characters."""
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
            inside = np.bitwise_xor.accumulate((piece == quote[0]).view(np.uint8))
            row_ends = breaks[inside[breaks] == 0]
            marks = marks[inside[marks] == 0]
        if not len(row_ends):
            return None
        marks = marks[: np.searchsorted(marks, row_ends[-1])]
        odd.append(_odd_rows(piece, row_ends, marks, width, zeros) + seen)
        ends.append(row_ends + begin)
        number = np.searchsorted(breaks, row_ends)
        lines.append(line + np.concatenate(([0], number[:-1] + 1)))
        line += int(number[-1]) + 1
        seen += len(row_ends)
        begin += int(row_ends[-1]) + 1
    return Scan(np.concatenate(ends), np.concatenate(lines), np.concatenate(odd), zeros)


def _odd_rows(
    piece: NDArray[np.uint8],
    ends: NDArray[np.int64],
    marks: NDArray[np.int64],
    width: int,
    zeros: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """The rows of a piece that have not `width` cells; notes in `zeros` where cells begin with a zero too many."""
    starts = np.concatenate(([0], ends[:-1] + 1))
    counts = np.diff(np.concatenate(([0], np.searchsorted(marks, ends)))) + 1
    odd = np.flatnonzero(counts != width)
    if len(odd) > 0.5 * len(ends):
        return odd
    if len(odd):
        marks = marks[np.repeat(counts == width, counts - 1)]
        starts = starts[counts == width]
    cells = (
        np.column_stack((starts, marks.reshape(len(starts), width - 1) + 1)) if width > 1 else starts[:, None]
    )
    last = len(piece) - 1
    first, second = piece[np.minimum(cells, last)], piece[np.minimum(cells + 1, last)]
    zeros |= ((first == _ZERO) & (second >= _ZERO) & (second <= _NINE)).any(axis=0)
    return odd
