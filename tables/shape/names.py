"""Stage 6, header -> names: what the columns are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tables.cutting.line import Row
from tables.model import free_name
from tables.receipt import Receipt, Topic, counted, was
from tables.shape.header import MANY_ROWS, are_import_ids
from tables.shape.kinds import are_units
from tables.values.vocabulary import MISSING_ANYWHERE

_WORD = re.compile(r"\S+")


def under_names(header: list[Row], lines: Sequence[str], below: Sequence[str], width: int) -> list[Row]:
    """Rows of fewer cells (units) below the names of a text in columns of a fixed width, each cell under the name it belongs to;
    where no row names all columns, each name over the column it stands over.

    lines, below : the header rows, and rows of data, as they stand in the text
    """
    whole = next((k for k, row in enumerate(header) if len(row) == width), None)
    places = _places(below if whole is None else lines[whole : whole + 1], width)
    if not places:
        return header
    return [
        row if (whole is not None and k <= whole) or len(row) >= width else _under(places, line, width) or row
        for k, (row, line) in enumerate(zip(header, lines, strict=True))
    ]


def _places(lines: Sequence[str], width: int) -> list[tuple[int, int]]:
    """From where to where the words of each column reach; nothing where the columns do not stand apart."""
    words = [[(word.start(), word.end()) for word in _WORD.finditer(line)] for line in lines]
    columns = list(zip(*(row for row in words if len(row) == width), strict=True))
    places = [(min(begin for begin, _ in each), max(end for _, end in each)) for each in columns]
    return places if all(a[1] < b[0] for a, b in pairwise(places)) else []


def _under(places: Sequence[tuple[int, int]], line: str, width: int) -> Row | None:
    row = [""] * width
    for word in _WORD.finditer(line):
        shared = [min(word.end(), end) - max(word.start(), begin) for begin, end in places]
        # As far as they stand over each other, or the nearest
        j = max(range(width), key=shared.__getitem__)
        if row[j]:
            return None
        row[j] = word.group()
    return row


def without_corner(header: list[Row], body: list[Row], width: int) -> list[Row]:
    """Some programs write no name above the names of the rows, so that all the others stand one column too far left."""
    if len(header) != 1 or len(header[0]) != width - 1 or width < 3 or len(body) < 2:
        return header
    whole = [row for row in body if len(row) == width]
    firsts, filled = {row[0].strip() for row in whole}, sum(1 for row in whole if row[-1].strip())
    if len(whole) < 0.9 * len(body) or len(firsts) < len(whole) or 2 * filled < len(whole):
        return header
    return [["", *header[0]]]


def column_names(header: list[Row], width: int, receipt: Receipt) -> tuple[list[str], list[str]]:
    """Unique, non-empty names, and the names as the file has them."""
    original = _joined_names(header, width)
    names: list[str] = []
    taken: set[str] = set()
    empty = doubled = 0
    reserved = set(original)
    for j, name in enumerate(original):
        wanted = name
        if not name:
            wanted = f"Column {j + 1}"
            empty += bool(header)
            while wanted in reserved:
                wanted += " (no name)"
        unique = free_name(wanted, reserved) if wanted in taken else wanted
        doubled += bool(name) and unique != name
        taken.add(unique)
        reserved.add(unique)
        names.append(unique)
    _report(header, empty, doubled, names, receipt)
    return names, original


def _joined_names(header: list[Row], width: int) -> list[str]:
    """One name a column: the cells of all header rows, a group's name carried to the right over its columns."""
    rows = [[" ".join(cell.split()) for cell in row[:width]] + [""] * (width - len(row)) for row in header]
    if any(map(are_import_ids, rows)):
        # The short names above the questions are names enough, where they differ
        rows = [row for row in rows if not are_import_ids(row)]
        rows = rows[:1] if rows and len(set(rows[0])) == width and all(rows[0]) else rows
    if len(rows) >= MANY_ROWS and len(set(rows[0]) - {""}) == width and not all(map(all, rows)):
        # Names throughout, and below them who measured what, and how
        rows = rows[:1]
    # Below the names, `NA` says that there is no unit
    rows[1:] = [["" if cell.lower() in MISSING_ANYWHERE else cell for cell in row] for row in rows[1:]]
    for i in range(len(rows) - 2, -1, -1):
        row, below = rows[i], rows[i + 1]
        # A row that says a name again itself leaves no other to be carried on
        says_again = any(a and a == b for a, b in pairwise(row))
        for j in range(1, 0 if says_again or are_units(below) else width):
            # A group has names below it, from its first column on; a column with a name of its own above is in none
            if not row[j] and below[j] and below[j - 1] and not any(above[j] for above in rows[:i]):
                row[j] = row[j - 1]
    names = []
    for j in range(width):
        parts: list[str] = []
        for row in rows:
            if row[j] and row[j] not in parts:
                parts.append(row[j])
        names.append(" ".join(parts))
    # A program may mark the line of names as a comment, or each name
    marked = width if all(name.startswith("#") for name in names if name) else 1
    return [name.lstrip("# ") or name for name in names[:marked]] + names[marked:]


def report_names_again(count: int, line: int, receipt: Receipt) -> None:
    """Say in how many rows inside the table the names stand again, as in files glued together."""
    text = f"The names stand again in {counted(count, 'row', 'rows')} inside the table, which {was(count)} left out."
    receipt.say(Topic.NAMES_AGAIN, text, count, line=line)


def _report(header: list[Row], empty: int, doubled: int, names: list[str], receipt: Receipt) -> None:
    if not header:
        receipt.say(
            Topic.NAMES, "The table has no row of names, so the columns are numbered.", columns=names[:3]
        )
    elif len(header) == 1:
        receipt.say(Topic.NAMES, "The first row of the table names the columns.", 1, columns=names[:3])
    else:
        receipt.say(
            Topic.NAMES,
            f"The first {len(header)} rows of the table name the columns.",
            len(header),
            columns=names[:3],
        )
    if empty:
        receipt.say(
            Topic.UNNAMED, f"{counted(empty, 'column has', 'columns have')} no name and got a number.", empty
        )
    if doubled:
        receipt.say(
            Topic.NAMED_TWICE,
            f"{counted(doubled, 'name stands', 'names stand')} twice and got a number behind it.",
            doubled,
        )
