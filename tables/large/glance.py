"""The top of a column at one look: plain numbers need no study cell by cell, of which tables of thousands of columns have many."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from tables.values.alike import TakenApart
from tables.values.numbers import Votes
from tables.values.study import Studied, speaks_of_days

_PLAIN = {
    mark: re.compile(rf"(?:-?(?:0|[1-9][0-9]{{0,8}}|[0-9]{{1,9}}\{mark}[0-9]{{1,6}})\n)+") for mark in ".,"
}
"""One number a line, with one mark alone; no zeros in front of whole numbers, as codes have them."""
_WHOLE = re.compile(r"^-?([0-9]+)$", re.MULTILINE)
_UNCLEAR = {mark: re.compile(rf"^-?([1-9][0-9]{{0,2}})\{mark}([0-9]{{3}})$", re.MULTILINE) for mark in ".,"}
_NO_VALUE = frozenset(["", "NA", "N/A", "NaN", "nan", "null", "NULL", "-", ".", "?"])
"""What mostly stands where a number is missing."""

_NONE = np.empty(0, dtype=np.intp)
_NO_NUMBERS = TakenApart([], np.empty(0, dtype=bool))


def glance(name: str, cells: Sequence[str]) -> Studied | None:
    """What `study` finds in a column of plain numbers with one mark throughout, all but the cells that hold
    numbers; None for any other column."""
    there = [cell for cell in cells if cell not in _NO_VALUE]
    joined = "\n".join([*there, ""])
    mark = "," if "," in joined else "."
    if not _PLAIN[mark].fullmatch(joined) or joined.count("\n") != len(there) or speaks_of_days(name):
        return None
    votes = Votes()
    plain = _WHOLE.findall(joined) if joined.count(mark) < len(there) else []
    if plain:
        votes.long_plain = sum(len(number) > 3 for number in plain)
        votes.short_plain = len(plain) - votes.long_plain
        votes.most_plain = max((int(number) for number in plain if len(number) <= 3), default=0)
    unclear = _UNCLEAR[mark].findall(joined) if len(plain) < len(there) else []
    if unclear:
        numbers = [int(whole + fraction) for whole, fraction in unclear]
        votes.unclear[mark] = len(unclear)
        votes.round[mark] = sum(number % 100 == 0 for number in numbers)
        votes.least, votes.most = min(numbers), max(numbers)
    if len(plain) + len(unclear) < len(there):
        votes.decimal[mark] = len(there) - len(plain) - len(unclear)
    gone = list(dict.fromkeys(cell for cell in cells if cell in _NO_VALUE)) if len(there) < len(cells) else []
    none = TakenApart(gone, np.zeros(len(gone), dtype=bool)) if gone else _NO_NUMBERS
    return Studied(name, name, _NONE, gone, _NONE, none, np.ones(len(gone), dtype=bool), "number", votes)
