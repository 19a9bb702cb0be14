"""What the columns of a few rows look like, before they are studied."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest

from tables.cutting.line import Row
from tables.values.cells import PLAIN, kind_of
from tables.values.vocabulary import KNOWN_UNITS

_LOOKED_AT = 200
"""Rows, evenly taken, that tell the kind of a column; a kind is a majority."""
_CELLS, _FEWEST = 40_000, 12
"""Of wide tables fewer rows: so many cells in all, and no fewer rows than the second. A table is looked at some ten times."""

_PLAIN_LINE = re.compile(rf"^{PLAIN}(?: (?:%|[a-zA-Z]{{1,11}}))?$", re.MULTILINE)
"""Nothing behind the digits, or a unit set apart, which may be any word."""
_MOSTLY = 0.6


def column_kinds(cells: list[Row]) -> list[str]:
    """What most cells of each column look like: "number", "date", "text" or "empty"."""
    width = max(map(len, cells), default=0)
    enough = min(_LOOKED_AT, max(_FEWEST, _CELLS // max(1, width)))
    if len(cells) > enough:
        step = len(cells) / enough
        cells = [cells[int(k * step)] for k in range(enough)]
    return [_kind(column) for column in zip_longest(*cells, fillvalue="")]


def _kind(column: tuple[str, ...]) -> str:
    """What most of these cells look like."""
    joined = "\n".join(column)
    # One look at all of them tells most columns of numbers
    if (
        len(_PLAIN_LINE.findall(joined)) >= _MOSTLY * len(column) > 0
        and joined.count("\n") == len(column) - 1
    ):
        return "number"
    counts = Counter(map(kind_of, map(str.strip, column)))
    counts.pop("empty", None)
    total = sum(counts.values())
    main = max(counts, key=lambda kind: counts[kind]) if counts else "empty"
    return main if total == 0 or counts[main] >= _MOSTLY * total else "text"


def header_like(row: Row, kinds: list[str]) -> bool:
    """Words in the columns of numbers, and no number there."""
    valued = [j for j, kind in enumerate(kinds) if kind in ("number", "date") and j < len(row)]
    here = [kind_of(row[j].strip()) for j in valued]
    words = here.count("text")
    return words > 0 and words + here.count("empty") == len(here) and words >= min(2, len(valued))


def fits(row: Row, kinds: list[str]) -> bool:
    """A number, and no words, in the columns of numbers and dates: a row of data."""
    here = [
        kind_of(cell.strip()) for cell, kind in zip(row, kinds, strict=False) if kind in ("number", "date")
    ]
    return "text" not in here and ("number" in here or "date" in here)


def is_name(cell: str) -> bool:
    """A word, neither number nor date."""
    return bool(cell) and kind_of(cell) == "text"


def are_units(row: Row) -> bool:
    """Are most of these words units, or in brackets as units are? A letter alone may be anything, but beside nothing but units."""
    words = [cell.strip() for cell in row if cell.strip()]
    known = [word for word in words if word.lower() in KNOWN_UNITS]
    if len(known) == len(words) and any(len(word) > 1 for word in known):
        return True
    units = sum(
        1
        for word in words
        if (len(word) > 1 and word.lower() in KNOWN_UNITS) or word[0] + word[-1] in ("()", "[]")
    )
    return 2 * units > len(words)
