"""Lines that a program wrote for the eye: comments, and rules of dashes. They are neither names nor rows of data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from tables.cutting.line import Row
from tables.values.cells import has_numbers

COMMENT_MARKS = ("#", "!", "%", "//", "*")
"""What programs put before lines that are no data."""
_DASHES = re.compile(r"[+|:]{0,2}[-=_+]{2,}[-=_+|:]*")
_LONG = 5
"""A shorter line of dashes alone may be a missing value."""
_WIDTH = re.compile(r"[0-9]{1,3}[snd]")


def comment_marks(starts: Iterable[str]) -> tuple[str, ...]:
    """The signs with which a program marked lines as comments, told by a file that begins with two such lines.

    `starts` : every line, or the first cell of every row
    """
    lines = [start.lstrip() for start in starts if start and not start.isspace()]
    marked = [next((mark for mark in COMMENT_MARKS if line.startswith(mark)), "") for line in lines]
    above = list(takewhile(bool, marked))
    marks = tuple(sorted(set(above)))
    rest = sum(1 for mark in marked if mark not in marks)
    return marks if len(above) >= 2 and rest >= 2 else ()


def start_of(row: Row) -> str:
    """What the line begins with; a sign alone in its cell marks no comment."""
    start = row[0].strip()
    return start if len(row) == 1 or any(sign.isalnum() for sign in start) else ""


def is_rule(row: Row) -> bool:
    """A line of dashes, or the widths of the columns (`5s`, `20d`) as water surveys have them below the names."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if len(cells) > 1 and all(map(_WIDTH.fullmatch, cells)):
        return True
    shortest = 3 if len(row) > 1 else _LONG
    return any(len(cell) >= shortest for cell in cells) and all(map(_DASHES.fullmatch, cells))


def is_comment(row: Row, filled: int, width: int) -> bool:
    """A line that a program marked as no data."""
    return (filled == 1 or len(row) != width) and width > 1 and row[0].lstrip().startswith(("#", "//"))


def stands_out(rows: list[Row]) -> bool:
    """A comment between two rows, with as many cells as they have by chance."""
    marked = [bool(row) and row[0].lstrip().startswith("# ") for row in rows]
    return marked == [False, True, False] and has_numbers(rows[0]) and not has_numbers(rows[1])


def one_of_several(rows: list[Row]) -> bool:
    """A comment of as many words as the table has columns shows by the comment below it."""
    return (
        len(rows) == 2 and all(row[0].lstrip().startswith("#") for row in rows) and not has_numbers(rows[1])
    )
