"""What the numbers of a row prove: that they are the sums (means, minima ...) of those of other rows, and hardly by chance."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.cutting.line import Row
from tables.shape.kinds import column_kinds
from tables.values.alike import TakenApart
from tables.values.cells import kind_of
from tables.values.numbers import count_votes, decide_marks, take_apart

Array = NDArray[np.float64]

_BY_CHANCE = 0.05
"""A row that says it is a total is one when chance would make its numbers so in one of twenty tables."""
HARDLY_BY_CHANCE = 1e-3
"""The same where most of its numbers are none (averages of averages, shares), or where its name says nothing."""
_ROUNDED = 1e-3
"""The sum of rounded numbers may differ from the rounded sum by so much of it, and no more."""
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")
"""What may be thousands."""


class Columns(Protocol):
    """The columns of a table, its last rows included."""

    def numbers(self, j: int) -> tuple[Array, str]:
        """The numbers of a column, NaN where there is none, and their decimal mark."""

    def holds_words(self, j: int, rows: slice) -> bool:
        """Are the cells of these rows words?"""

    def is_filled(self, j: int, rows: slice) -> bool:
        """Is there something in the column in each of these rows, and no numbers?"""

    def says(self, j: int, word: str, rows: slice) -> bool:
        """Does one of these rows say this word, in lower case, in the column?"""

    def begins_with_digits(self, j: int, rows: slice) -> bool:
        """Do the words of all these rows begin with digits in the column?"""


@dataclass
class Cells:
    """Columns as they are written."""

    rows: Sequence[Row]
    _known: dict[int, tuple[Array, str]] = field(default_factory=dict)

    def numbers(self, j: int) -> tuple[Array, str]:
        if j not in self._known:
            self._known[j] = numbers_in([row[j].strip() if j < len(row) else "" for row in self.rows])
        return self._known[j]

    def holds_words(self, j: int, rows: slice) -> bool:
        return column_kinds([row[j : j + 1] for row in self.rows[rows]])[:1] == ["text"]

    def is_filled(self, j: int, rows: slice) -> bool:
        return all(j < len(row) and kind_of(row[j].strip()) in ("text", "date") for row in self.rows[rows])

    def says(self, j: int, word: str, rows: slice) -> bool:
        return any(j < len(row) and row[j].strip().lower() == word for row in self.rows[rows])

    def begins_with_digits(self, j: int, rows: slice) -> bool:
        words = [row[j].strip() for row in self.rows[rows] if j < len(row) and row[j].strip()]
        return bool(words) and all(word[0].isdigit() and not word.isdigit() for word in words)


def numbers_in(cells: Sequence[str]) -> tuple[Array, str]:
    """The numbers among the cells of a column, NaN for all others, and the decimal mark they have."""
    codes, different = pd.factorize(np.array(cells, dtype=object))
    taken = TakenApart(list(different), np.ones(len(different), dtype=bool))
    marks = decide_marks(count_votes(taken.pairs(np.bincount(codes, minlength=len(different)))), None, ";")
    return taken.values(marks, lambda unit: Fraction(1))[0][codes], marks.decimal


@dataclass
class Evidence:
    """In how many columns the numbers were tried and hold, and how probable that is by chance."""

    tested: int = 0
    agreeing: int = 0
    own: int = 0
    chance: float = 1.0

    def is_proof(self, what: str) -> bool:
        if not self.own:
            return False
        if 2 * self.agreeing >= self.tested and (
            what in ("sum", "mean", "sd") or self.agreeing == self.tested
        ):
            return self.chance <= _BY_CHANCE
        return self.chance * self.tested <= HARDLY_BY_CHANCE


def evidence(
    place: int, row: Row, at: int, what: str, others: slice, columns: Columns, patient: bool = True
) -> Evidence:
    """What the numbers of a row say, beside those of the other rows. at : the cell that names it; what : one of STATISTICS; patient : go on where two of its numbers do not hold"""
    found = Evidence()
    for j, cell in enumerate(row):
        number = take_apart(cell.strip()) if j != at else None
        if number is None:
            continue
        if not patient and found.tested >= found.agreeing + 2:
            break
        values, mark = columns.numbers(j)
        parts, value = values[others], float(values[place])
        height = len(parts)
        parts = parts[np.isfinite(parts)]
        if not np.isfinite(value) or len(parts) < max(2, 0.5 * height):
            continue
        places = len(number.core.partition(mark)[2]) - int(number.exponent[1:] or 0)
        half = float(f"5e{-places - 1}")  # of a number too large to compute with, without end
        chance = _chance(what, value, half, parts)
        if chance is None and (grouped := _GROUPED.fullmatch(number.core)) is not None:
            # A sum may be the only number of a column that needs a mark for thousands
            chance = _chance(what, float(re.sub(r"\D", "", grouped.group())), 0.5, parts)
        found.tested += 1
        if chance is not None:
            found.own, found.agreeing = found.own + (chance < 1), found.agreeing + 1
            found.chance *= chance
        elif what == "sum":
            # An average or the like in the row of sums
            found.agreeing += any(
                _chance(other, value, half, parts) is not None for other in ("mean", "min", "max")
            )
    return found


_OF: dict[str, Callable[[Array], list[float]]] = {
    "sum": lambda parts: [parts.sum()],
    "mean": lambda parts: [parts.mean()],
    "min": lambda parts: [parts.min()],
    "max": lambda parts: [parts.max()],
    "median": lambda parts: [float(np.median(parts))],
    "count": lambda parts: [len(parts)],
    "sd": lambda parts: [parts.std(ddof=1), parts.std()],
    "se": lambda parts: [parts.std(ddof=1) / np.sqrt(len(parts)), parts.std() / np.sqrt(len(parts))],
    "variance": lambda parts: [parts.var(ddof=1), parts.var()],
    "range": lambda parts: [np.ptp(parts)],
    "variation": lambda parts: (
        [f * parts.std(ddof=1) / parts.mean() for f in (1, 100)] if parts.mean() else []
    ),
}


def _chance(what: str, value: float, half: float, parts: Array) -> float | None:
    """How probable it is that a number comes so close to this statistic by chance; None where it does not hold.

    half : half of its last place, to which it may be rounded
    """
    with np.errstate(over="ignore"):  # a sum without end is near to no number
        off = min((abs(each - value) for each in _OF[what](parts)), default=np.inf)
        noise = 1e-9 * float(np.abs(parts).sum())
    # Each of the parts of a sum may be rounded as the sum is
    slack = half * (1 + len(parts) ** 0.5) if what == "sum" else half
    close = half if off <= half + noise else slack if slack <= _ROUNDED * abs(value) else 0.0
    if off > close + noise:
        return None
    if what == "sum" and np.count_nonzero(parts) < 2:
        return 1.0  # what stands there once is no sum of it
    scale = max(float(np.ptp(parts)), abs(value) if what in ("sum", "count", "variance") else 0.0)
    return min(1.0, 2 * (close + noise) / scale) if scale else 1.0
