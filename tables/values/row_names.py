"""Numbers that say which row it is, or when it was, and not what it is like."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.values.vocabulary import (
    ALONE_NAMES_OF_ROWS,
    AMOUNT_OF,
    CALENDAR,
    ENDS_OF_NAMES_OF_ROWS,
    NAMES_OF_KINDS,
    NAMES_OF_ROWS,
)

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN_WORDS = re.compile(r"[^\w°№#]+|_+")
_EVENLY = 5
"""Fewer numbers than these rise by the same step by chance."""
_FIRST = 20
"""So many numbers mostly tell that not all are whole."""
_LONG = 5
"""Numbers of so many digits each, none twice, are hardly amounts where they stand first or rise."""


def names_rows(name: str, series: pd.Series, distinct: int) -> bool:
    """Whole numbers that count the rows, rise evenly, or stand under a name such as `id` or `Kundennummer`."""
    values = series.to_numpy(dtype=np.float64, na_value=np.nan)
    there = values[np.isfinite(values)]
    if not len(there) or bool((there[:_FIRST] % 1).any()) or bool((there % 1).any()):
        return False
    if is_name_of_rows(name) and distinct > 2:
        return True
    if distinct < len(there) or len(there) < 3:
        return False
    steps = np.diff(there)
    counting = bool((steps == 1).all())
    evenly = len(there) >= _EVENLY and bool(steps[0] > 0 and (steps == steps[0]).all())
    return counting or evenly or (bool((steps > 0).all()) and are_of_one_length(there))


def are_of_one_length(values: NDArray[np.float64]) -> bool:
    """Several positive whole numbers, none twice, that all have as many digits, and are not round as amounts are."""
    if len(values) < _EVENLY or len(np.unique(values)) < len(values):
        return False
    low, high = float(values.min()), float(values.max())
    if low < 10 ** (_LONG - 1) or len(str(int(low))) != len(str(int(high))) or bool((values % 1 != 0).any()):
        return False
    return bool((values % 10 == 0).mean() < 0.5)


def _words_of(name: str) -> list[str]:
    """The words of a name, in lower case: `customerId` has two."""
    return [word for word in _BETWEEN_WORDS.split(_HUMP.sub(" ", name.strip()).casefold()) if word]


def is_name_of_rows(name: str) -> bool:
    """`id`, `Kundennummer`: whether whole numbers under it name rows."""
    words = _words_of(name)
    if not words:
        return False
    if " ".join(words) in ALONE_NAMES_OF_ROWS or words[-1].endswith(ENDS_OF_NAMES_OF_ROWS):
        return True
    if words[-1] in NAMES_OF_ROWS:
        return True
    return words[0] in NAMES_OF_ROWS and not AMOUNT_OF & set(words[1:2])


def is_name_of_kinds(name: str) -> bool:
    """`Record Type`, `houseType`: whether whole numbers under it stand for kinds."""
    words = _words_of(name)
    return bool(words) and words[-1] in NAMES_OF_KINDS


def is_part_of_date(name: str, low: float, high: float) -> bool:
    """`year`, `Monat`, `decimal date`, with numbers as such a part has them, from `low` to `high`."""
    words = _words_of(name)
    ends = CALENDAR.get("_".join(words)) or (CALENDAR.get(words[0]) if len(words) == 1 else None)
    return ends is not None and ends[0] <= low and high <= ends[1]
