"""Columns of words that count as numbers, told in their words: an average of 3.1 is "sometimes (3.1)". Pure: no Streamlit."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from study.numerals import Numerals
from study.text import isolated
from tables import Table

_LONGEST = 24
NEAR = 0.25
"""An average is told by one word where it is at most this far of the way to the next, else by the two beside it."""


@dataclass(frozen=True)
class Scale:
    """What the words of a column count as. levels : rising, shape (n,); words : one for each of them"""

    levels: tuple[float, ...]
    words: tuple[str, ...]

    @property
    def is_share(self) -> bool:
        """Whether there are but 0 and 1, so that an average is the share of the second."""
        return self.levels == (0.0, 1.0)

    def word(self, value: float) -> str | None:
        """The word for a number that stands in the table; None where that is no word of it."""
        return self._called(self.levels.index(value)) if value in self.levels else None

    def near(self, value: float) -> str:
        """The word nearest to an average, or the two that it lies between."""
        above = int(np.clip(np.searchsorted(self.levels, value), 1, len(self.levels) - 1))
        low, high = self.levels[above - 1], self.levels[above]
        way = (value - low) / (high - low)
        if NEAR < way < 1 - NEAR:
            return f"{self._called(above - 1)} to {self._called(above)}"
        return self._called(above if way > 0.5 else above - 1)

    def average(self, value: float, written: str, numerals: Numerals) -> str:
        """ "62% yes", "often (4.1)". written : the number"""
        if not math.isfinite(value):
            return "–"
        if self.is_share:
            # What chance may do to an average can reach beyond all and none, which no share can
            return f"{numerals.share(min(1.0, max(0.0, value)))} {self._called(1)}"
        return f"{self.near(value)} ({written})"

    def within(self, above: float, up_to: float) -> str:
        """The words that count more than one number, and at most another: "often", "often to always"."""
        found = [j for j, level in enumerate(self.levels) if above < level <= up_to]
        ends = dict.fromkeys([found[0], found[-1]]) if found else {}
        return " to ".join(map(self._called, ends)) or "–"

    @property
    def lowest(self) -> str:
        """The word that counts least."""
        return self._called(0)

    @property
    def highest(self) -> str:
        """The word that counts most."""
        return self._called(-1)

    def _called(self, place: int) -> str:
        return isolated(self.words[place], _LONGEST)


def scale_of(table: Table, name: str) -> Scale | None:
    """How the words of a column count; None for a column of numbers, and of one word alone."""
    if name in table.categories:
        return Scale((0.0, 1.0), ("no", "yes"))
    if name not in table.answers:
        return None
    words: dict[float, str] = {}
    for word, level in table.answers[name].levels.items():
        if level is not None:
            words.setdefault(level, word)
    levels = tuple(sorted(words))
    return Scale(levels, tuple(words[level] for level in levels)) if len(levels) > 1 else None


def words_of(table: Table, name: str) -> pd.Series:
    """The words of a column as the file has them, shape (n_rows,), whatever they count as."""
    if name in table.categories:
        return table.frame[table.categories[name][0]]
    return table.answers[name].words if name in table.answers else table.frame[name]


def in_order(table: Table, name: str) -> list[str]:
    """Words of a column from the one that counts least to the one that counts most; none for a column without such an order."""
    levels = table.answers[name].levels if name in table.answers else {}
    return sorted(
        (word for word, level in levels.items() if level is not None), key=lambda word: levels[word] or 0.0
    )
