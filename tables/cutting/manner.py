"""How a file with quotes is written, told by its first lines: how wide its rows are, and what a quote inside a cell means."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from tables.cutting.line import Row, split_line, unwrapped
from tables.model import Dialect

MAX_JOINED_CHARACTERS = 100_000
"""A longer text in one cell, over several lines, is a quote that never closes."""
SHORT_REACH = 5
"""An address or a remark in a cell has so many lines."""


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
        widths.update(len(cells) for line in lines[:2000] for cells in unwrapped(line, dialect))
    wide = [(count * width, width) for width, count in widths.items() if width > 1]
    return max(wide)[1] if wide else 1


def _with_pairs(lines: list[str], dialect: Dialect) -> tuple[int, bool]:
    """What `_by_the_book` says when quotes inside a quoted cell come in pairs; 0 where there are none such."""
    inside = inner_quote(dialect)
    if not any(inside.search(line) for line in lines):
        return 0, False
    found: list[tuple[int, bool]] = []
    number = 0
    while number < len(lines):
        if lines[number].strip():
            cells, taken = paired_row(lines, number, dialect, 4 * SHORT_REACH)
            if not taken:
                if number + 4 * SHORT_REACH > len(lines):
                    break
                return 0, False
            found.append((len(cells), taken > 1))
            number += taken
        else:
            number += 1
    return _regular(found)


@lru_cache(maxsize=64)
def inner_quote(dialect: Dialect) -> re.Pattern[str]:
    """A quote with ordinary signs on both sides."""
    edge = f"[^{re.escape(dialect.quotechar + dialect.delimiter)}\n]"
    return re.compile(edge + re.escape(dialect.quotechar) + edge)


def paired_row(lines: list[str], number: int, dialect: Dialect, reach: int) -> tuple[Row, int]:
    """The row that begins on lines[number] when quotes inside a cell come in pairs, and its lines; 0 when it never ends."""
    odd = False
    size = 0
    for last in range(number, min(number + reach, len(lines))):
        odd ^= lines[last].count(dialect.quotechar) % 2 == 1
        size += len(lines[last])
        if not odd:
            cells, is_open = split_line("\n".join(lines[number : last + 1]), dialect, paired=True)
            return (cells, last + 1 - number) if not is_open else ([], 0)
        if size > MAX_JOINED_CHARACTERS:
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
        if taken > 4 * SHORT_REACH:
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
