"""The rows of a large text whose quotes do not pair up: each line looked at by itself, or quotes inside of cells in pairs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tables.cutting.quotes import LONG_LINE, MAX_JOINED_LINES
from tables.large.scan import (
    NEWLINE,
    NO_PLACES,
    PIECE,
    SPACE,
    TAB,
    Scan,
    end_of_piece,
    in_place,
    odd_rows,
    outside,
)

_FEW_LINES = 5
"""A row over more lines is looked at with care."""


def scan_lines(
    data: bytes, delimiter: str, quotechar: str, width: int, whole_numbers: list[int], paired: bool
) -> tuple[bytes, Scan]:
    """Every line a row, odd where it is none by itself; and the text with the quotes inside of quoted cells doubled.

    A line is taken as the careful stages take it: a quote opens where a cell begins and closes where one ends, all
    others belong to their cell. Lines for which that takes more than a look at the neighbours are odd. `paired` says
    that quotes inside of cells may stand before a delimiter too, so that such a look is not enough.
    """
    whole = np.frombuffer(data, dtype=np.uint8)
    zeros = np.zeros(width, dtype=bool)
    texts: list[bytes] = []
    ends: list[NDArray[np.int64]] = []
    odd: list[NDArray[np.int64]] = []
    undone: list[NDArray[np.int64]] = []
    begin = seen = written = 0
    while begin < len(whole):
        stop = end_of_piece(data, begin, PIECE)
        piece = whole[begin:stop]
        if not paired:
            stray, lines = _strays(piece, delimiter, quotechar, width, stop == len(whole))
            if not any(map(len, undone)):
                # The first is cut with care, for the receipt shows it as it stands
                stray, lines = stray[1:], lines[1:]
            piece = np.delete(piece, stray)
            undone.append(lines + seen)
        breaks = np.flatnonzero(piece == NEWLINE)
        marks = np.flatnonzero(piece == ord(delimiter))
        quotes = np.flatnonzero(piece == ord(quotechar))
        toggles, inner, unclear = _line_by_line(piece, breaks, quotes, ord(delimiter), paired)
        marks = outside(marks, toggles)
        strange = np.union1d(unclear, odd_rows(piece, breaks, marks, width, zeros, whole_numbers))
        inner = inner[~np.isin(np.searchsorted(breaks, inner), strange)]
        texts.append(np.insert(piece, inner, ord(quotechar)).tobytes() if len(inner) else piece.tobytes())
        odd.append(strange + seen)
        ends.append(breaks + np.searchsorted(inner, breaks) + written)
        written += len(texts[-1])
        seen += len(breaks)
        begin = stop
    every_end = np.concatenate(ends)
    found = Scan(every_end, np.arange(len(every_end)), np.concatenate(odd), zeros)
    return b"".join(texts), replace(found, undone=np.concatenate([NO_PLACES, *undone]))


def _strays(
    piece: NDArray[np.uint8], delimiter: str, quotechar: str, width: int, is_last: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The quotes, with their lines, that open a cell of an otherwise whole row and that nothing near below could close.

    Nothing near above may swallow them either.
    """
    breaks, marks, quotes = (
        np.flatnonzero(piece == sign) for sign in (NEWLINE, ord(delimiter), ord(quotechar))
    )
    if not len(quotes):
        return NO_PLACES, NO_PLACES
    line = np.searchsorted(breaks, quotes)
    opens, closes, unclear = _edges(piece, quotes, ord(delimiter))
    starts = np.concatenate(([0], breaks[:-1] + 1))
    ordinary = (piece > SPACE) & (piece < 127) & (piece != ord(delimiter)) & (piece != ord(quotechar))
    whole = np.diff(np.searchsorted(marks, breaks), prepend=0) == width - 1
    whole &= (np.bincount(line, minlength=len(breaks)) == 1) & (breaks - starts < LONG_LINE)
    whole &= np.logical_or.reduceat(ordinary, starts) & ~_like_comments(piece, starts, ord(quotechar))
    good = whole[line] & opens & ~closes & ~unclear
    closing = line[closes | np.isin(piece[np.minimum(quotes + 1, len(piece) - 1)], [SPACE, TAB])]
    below = np.append(closing, len(breaks) * (1 + is_last * MAX_JOINED_LINES))
    good &= below[np.searchsorted(closing, line, side="right")] - line >= MAX_JOINED_LINES
    good &= ~_near_below(line, line[~good])
    return quotes[good], line[good]


def _near_below(lines: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the lines a row that begins on one of the others could reach. Both are in order."""
    above = np.searchsorted(others, lines, side="right") - 1
    near: NDArray[np.bool_] = (above >= 0) & (lines - np.append(others, 0)[above] < MAX_JOINED_LINES)
    return near


def _like_comments(piece: NDArray[np.uint8], starts: NDArray[np.int64], quote: int) -> NDArray[np.bool_]:
    """Which rows begin with a sign that comments begin with, or with a space."""
    first = piece[starts]
    first = np.where(first == quote, piece[np.minimum(starts + 1, len(piece) - 1)], first)
    return np.isin(first, [SPACE, TAB, ord("#"), ord("/")]) | (first > 126)


def scan_pairs(
    data: bytes, delimiter: str, quotechar: str, width: int, whole_numbers: list[int], trusting: bool
) -> tuple[bytes, Scan] | None:
    """Rows over one line or several, where quotes inside of quoted cells come in pairs; and the text with those doubled.

    A row ends where the number of its quotes is even. Of a cell's quotes the second, the fourth and so on can close it,
    and the first before a delimiter or line end does. None where no row ends over millions of characters.
    """
    whole = np.frombuffer(data, dtype=np.uint8)
    zeros = np.zeros(width, dtype=bool)
    texts: list[bytes] = []
    ends, lines, odd, inner = ([NO_PLACES] for _ in range(4))
    begin = seen = line = written = 0
    last_odd = NO_PLACES
    while begin < len(whole):
        piece = whole[begin : begin + PIECE]
        breaks, marks, quotes = (
            np.flatnonzero(piece == sign) for sign in (NEWLINE, ord(delimiter), ord(quotechar))
        )
        row_ends = outside(breaks, quotes)
        if not len(row_ends):
            return None
        stop = int(row_ends[-1]) + 1
        piece, breaks, marks, quotes = (
            piece[:stop],
            *(places[places < stop] for places in (breaks, marks, quotes)),
        )
        toggles, inside, strange = _pair_up(piece, row_ends, quotes, ord(delimiter))
        strange[odd_rows(piece, row_ends, outside(marks, toggles), width, zeros, whole_numbers)] = True
        number = np.searchsorted(breaks, row_ends)
        firsts = np.concatenate(([0], number[:-1] + 1))
        starts = np.concatenate(([0], row_ends[:-1] + 1))
        strange |= (number - firsts >= _FEW_LINES) | (row_ends - starts >= LONG_LINE)
        strange |= _like_comments(piece, starts, ord(quotechar))
        line_of, row_of = np.searchsorted(breaks, quotes), np.searchsorted(row_ends, quotes)
        if not trusting:
            even = np.bincount(line_of, minlength=len(breaks)) % 2 == 0
            even[firsts] = False
            strange[np.searchsorted(number, np.flatnonzero(even))] = True
        noted = np.zeros(len(row_ends), dtype=bool)
        beside = np.isin(piece[quotes - 1], [ord(delimiter), ord(quotechar), NEWLINE]) | (quotes == 0)
        beside |= np.isin(piece[np.minimum(quotes + 1, stop - 1)], [ord(delimiter), ord(quotechar), NEWLINE])
        noted[row_of[~beside & (line_of == firsts[row_of])]] = True
        if not any(map(len, inner)) and noted.any():
            # The first is cut with care, for the receipt shows it as it stands
            strange[np.argmax(noted)] = True
        # What a row that needs care might swallow stays as it is
        has_quotes = np.bincount(row_of, minlength=len(row_ends)) > 0
        last_odd = np.append(last_odd, number[strange & has_quotes] + line)
        strange |= has_quotes & _near_below(firsts + line, last_odd)
        last_odd = last_odd[-1:]
        inside = inside[~strange[np.searchsorted(row_ends, inside)]]
        texts.append(np.insert(piece, inside, ord(quotechar)).tobytes())
        ends.append(row_ends + np.searchsorted(inside, row_ends) + written)
        lines.append(firsts + line)
        odd.append(np.flatnonzero(strange) + seen)
        inner.append(np.flatnonzero(noted & ~strange) + seen)
        line += len(breaks)
        seen += len(row_ends)
        written += len(texts[-1])
        begin += stop
    found = Scan(np.concatenate(ends), np.concatenate(lines), np.concatenate(odd), zeros)
    return b"".join(texts), replace(found, inner=np.concatenate(inner))


def _pair_up(
    piece: NDArray[np.uint8], row_ends: NDArray[np.int64], quotes: NDArray[np.int64], delimiter: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """The quotes that open and close cells, those inside of cells, and which rows need care. Each row has an even number."""
    row = np.searchsorted(row_ends, quotes)
    strange = np.zeros(len(row_ends), dtype=bool)
    opens, closes, unclear = _edges(piece, quotes, delimiter)
    first, last = np.diff(row, prepend=-1) > 0, np.diff(row, append=len(row_ends)) > 0
    is_even = np.arange(len(quotes)) % 2 == 0
    closing = closes & ~is_even
    opening = is_even & (first | np.roll(closing, 1))
    strange[row[unclear | (opening & ~opens) | (last & ~closing)]] = True
    known, toggling = ~strange[row], opening | closing
    return quotes[known & toggling], quotes[known & ~toggling], strange


def _line_by_line(
    piece: NDArray[np.uint8],
    breaks: NDArray[np.int64],
    quotes: NDArray[np.int64],
    delimiter: int,
    paired: bool,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The quotes that open and close cells, those inside of cells, and the lines that need care."""
    if not len(quotes):
        return quotes, quotes, quotes
    line = np.searchsorted(breaks, quotes)
    count = np.bincount(line, minlength=len(breaks))
    ordinal = np.arange(len(quotes)) - (np.cumsum(count) - count)[line]
    strange = np.zeros(len(breaks), dtype=bool)
    strange[line[~in_place(piece, quotes, ordinal % 2 == 0, delimiter)]] = True
    by_the_book = ~strange & (count % 2 == 0)
    opens, closes, unclear = _edges(piece, quotes, delimiter)
    care = np.zeros(len(breaks), dtype=bool)
    care[line[unclear | paired]] = True
    # Whether a quote lies inside a cell is what the edge before it, in the same line, was
    edges = np.flatnonzero(opens != closes)
    before = np.searchsorted(edges, np.arange(len(quotes))) - 1
    edge = edges[np.maximum(before, 0)] if len(edges) else np.zeros(len(quotes), dtype=np.int64)
    inside = (before >= 0) & opens[edge] & (line[edge] == line)
    toggling = np.where(inside, closes, opens)
    last = np.flatnonzero(np.diff(line, append=len(breaks)))
    still_open = np.where(toggling[last], ~inside[last], inside[last])
    # A row that ends in a quote without partner may go on in the next line
    may_go_on = (count[line[last]] % 2 == 1) & (piece[quotes[last] + 1] == NEWLINE)
    care[line[last[still_open | may_go_on]]] = True
    care &= ~by_the_book
    known = ~care[line]
    book = by_the_book[line]
    return quotes[book | (known & toggling)], quotes[known & ~book & inside & ~closes], np.flatnonzero(care)


def _edges(
    piece: NDArray[np.uint8], quotes: NDArray[np.int64], delimiter: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Which quotes stand where a cell begins, which where one ends, and of which that is not clear at a glance."""
    end = len(piece) - 1
    before, after = piece[quotes - 1], piece[np.minimum(quotes + 1, end)]
    before[quotes == 0] = NEWLINE
    opens = (before == delimiter) | (before == NEWLINE)
    closes = (after == delimiter) | (after == NEWLINE)
    unclear = (before == piece[quotes]) | (after == piece[quotes]) | (opens & closes)
    # Spaces between a quote and the edge of its cell
    farther = piece[quotes - 2]
    farther[quotes < 2] = NEWLINE
    unclear |= (before == SPACE) & np.isin(farther, [delimiter, NEWLINE, SPACE])
    farther = piece[np.minimum(quotes + 2, end)]
    unclear |= np.isin(after, [SPACE, TAB]) & np.isin(farther, [delimiter, NEWLINE, SPACE, TAB])
    return opens, closes, unclear
