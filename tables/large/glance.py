"""The top of a column at one look: plain numbers need no study cell by cell, of which tables of thousands of columns have many."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from tables.values.alike import TakenApart
from tables.values.numbers import Votes, is_money, take_apart
from tables.values.study import Studied, speaks_of_days
from tables.values.vocabulary import CURRENCY_SIGNS

PLAIN_WITH = {mark: rf"-?(?:0|[1-9][0-9]{{0,8}}|[0-9]{{1,9}}\{mark}[0-9]{{1,6}})" for mark in ".,"}
"""A number with one mark alone; no zeros in front of whole numbers, as codes have them."""
_PLAIN = {mark: re.compile(rf"(?:{number}\n)+") for mark, number in PLAIN_WITH.items()}
_DRESSED = re.compile(rf"([{CURRENCY_SIGNS}] ?)?(-?[0-9][0-9.,]*)([^\n0-9.,][^\n0-9]{{0,12}})?")
_WHOLE = re.compile(r"^-?([0-9]+)$", re.MULTILINE)
_UNCLEAR = {mark: re.compile(rf"^-?([1-9][0-9]{{0,2}})\{mark}([0-9]{{3}})$", re.MULTILINE) for mark in ".,"}
NO_VALUE = frozenset(["", "NA", "N/A", "NaN", "nan", "null", "NULL", "-", ".", "?"])
"""What mostly stands where a number is missing."""

_NONE = np.empty(0, dtype=np.intp)
_NO_NUMBERS = TakenApart([], np.empty(0, dtype=bool))


def glance(name: str, cells: Sequence[str]) -> Studied | None:
    """What `study` finds in a column of plain numbers with one mark throughout, all but the cells that hold
    numbers; None for any other column. All of them may be dressed alike: `12.5 kg`."""
    there = [cell for cell in cells if cell not in NO_VALUE]
    joined = "\n".join(["", *there, ""])
    dress, unit = _dress(there[0]) if there else (None, None)
    if dress is not None:
        before, behind = dress
        if min(joined.count("\n" + before), joined.count(behind + "\n")) < len(there):
            return None
        joined = joined.replace(behind + "\n", "\n").replace("\n" + before, "\n")
    joined = joined[1:]
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
        votes.tens = sum(number % 10 == 0 for number in numbers)
        votes.money = len(unclear) if is_money(unit or "") else 0
        votes.least, votes.most = min(numbers), max(numbers)
    if len(plain) + len(unclear) < len(there):
        votes.decimal[mark] = len(there) - len(plain) - len(unclear)
    gone = list(dict.fromkeys(cell for cell in cells if cell in NO_VALUE)) if len(there) < len(cells) else []
    none = TakenApart(gone, np.zeros(len(gone), dtype=bool)) if gone else _NO_NUMBERS
    column = Studied(name, name, _NONE, gone, _NONE, none, np.ones(len(gone), dtype=bool), "number", votes)
    column.unit, column.dress = unit, dress
    return column


def _dress(cell: str) -> tuple[tuple[str, str] | None, str | None]:
    """What stands before and behind the plain number in a cell, and the unit in it; None where there is no unit."""
    match = _DRESSED.fullmatch(cell)
    written = take_apart(cell) if match and (match[1] or match[3]) else None
    if match is None or written is None or not written.unit or written.exponent:
        return None, None
    core = match[2].removeprefix("-")
    alike = written.core == core and written.negative == (core != match[2])
    return ((match[1] or "", match[3] or ""), written.unit) if alike else (None, None)
