"""Stage 7, columns: what each column holds, by its distinct cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.model import Choices
from tables.values.alike import TakenApart
from tables.values.cells import (
    DRESS,
    MAX_NUMBER_LENGTH,
    in_our_digits,
    is_address,
    is_date,
    is_missing,
    undressed,
)
from tables.values.numbers import (
    AT_MOST,
    BOUNDS,
    EXACT_DIGITS,
    Votes,
    Written,
    count_votes,
    main_unit,
    unit_factor,
    without_bound,
)
from tables.values.vocabulary import DAYS, INFINITE, MISSING_ANYWHERE, UNITS_ALIKE

_FEWEST = 5
"""So many numbers among words are amounts."""
_LONGEST_MARK = 3
"""Longer words for a missing number are known words."""
_MAY_BE_A_THOUSAND = re.compile(r"[-−]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_LEADING_ZERO = re.compile(r"0[0-9]+")
_SPEAKS_OF_DAYS = re.compile(DAYS)
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")


@dataclass
class Studied:
    """A column of words taken apart: its distinct cells, how often each stands there, and which are numbers."""

    name: str
    original: str
    codes: NDArray[np.intp]
    cells: list[str]
    counts: NDArray[np.intp]
    numbers: TakenApart
    missing: NDArray[np.bool_]
    kind: str
    votes: Votes
    unit: str | None = None
    reason: str | None = None
    bounds: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, dtype=bool))
    """Which of the cells are such as `< 20`: what they hold is no number that stands for no value."""
    halved: NDArray[np.bool_] | None = None
    other_units: tuple[str, ...] = ()
    codes_for_missing: tuple[float, ...] = ()
    """Numbers that stand for no value, however the file writes them: -999.000 as well as -999."""
    dress: tuple[str, str] | None = None
    """What stands before and behind each number, where that is the same throughout and was seen at a glance."""


def study(name: str, original: str, values: pd.Series | NDArray[np.object_], choices: Choices) -> Studied:
    """Look at every distinct cell of a column once."""
    codes, uniques = pd.factorize(values, use_na_sentinel=True)
    stripped = list(map(str.strip, map(str, np.asarray(uniques, dtype=object).tolist())))
    if not set(DRESS).isdisjoint(cell[:1] for cell in stripped):
        stripped = [undressed(cell) for cell in stripped]
    counts = np.bincount(codes[codes >= 0], minlength=len(stripped))
    declared = {code.strip().lower() for code in choices.missing_codes}
    missing = np.array(
        [cell.lower() in declared for cell in stripped] if declared else np.zeros(len(stripped)), dtype=bool
    )
    numbers = TakenApart(stripped, ~missing)
    bounds = np.zeros(len(stripped), dtype=bool)
    if not set(BOUNDS).isdisjoint(cell[:1] for cell in stripped):
        numbers, bounds = _with_bounds(stripped, numbers, ~missing, counts)
    if choices.bounds == "missing":
        missing |= bounds
    # No word for a missing value is a number
    for i in np.flatnonzero(~numbers.readable & ~missing).tolist():
        missing[i] = is_missing(stripped[i])
    column = Studied(
        name,
        original,
        codes,
        stripped,
        counts,
        numbers,
        missing,
        "text",
        Votes(),
        bounds=bounds,
        codes_for_missing=tuple(number for number in map(_as_number, declared) if number is not None),
    )
    if choices.bounds == "half":
        column.halved = bounds & np.array([cell[:1] in (*AT_MOST,) for cell in stripped], dtype=bool)
    _find_kind(column)
    return column


def _as_number(code: str) -> float | None:
    """The number that somebody wrote for no value; None for a word, and for `1,000`, which is no 1 everywhere."""
    if _MAY_BE_A_THOUSAND.fullmatch(code):
        return None
    try:
        return float(code.replace("−", "-").replace(",", "."))
    except ValueError:
        return None


def _with_bounds(
    cells: list[str], plain: TakenApart, wanted: NDArray[np.bool_], counts: NDArray[np.intp]
) -> tuple[TakenApart, NDArray[np.bool_]]:
    """The numbers with those behind a sign such as `<`, where more cells are plain numbers, or more different ones: most
    samples may hold less than can be measured. And which cells these are."""
    numbers = TakenApart([without_bound(cell) for cell in cells], wanted)
    bounds = numbers.readable & ~plain.readable
    few = int(counts[bounds].sum()) < int(counts[plain.readable].sum())
    few |= int(bounds.sum()) < int(plain.readable.sum())
    return (numbers, bounds) if few else (plain, np.zeros_like(bounds))


def _find_kind(column: Studied) -> None:
    """Number, date, identifier, text or empty: by what nearly all the cells are."""
    there = ~column.missing
    total = int(column.counts[there].sum())
    if total == 0:
        only = {cell.lower() for cell in column.cells} - MISSING_ANYWHERE
        column.kind = "text" if any(word.isalpha() for word in only) else "empty"
        return
    readable = column.numbers.readable
    numbers = int(column.counts[readable].sum())
    strange = there & ~readable
    for i in np.flatnonzero(strange).tolist():
        strange[i] = column.cells[i].lower() not in INFINITE
    if _are_days(column):
        column.kind = "date"
        return
    mostly = _mostly_numbers(numbers, column.counts[strange]) or (
        numbers >= _FEWEST and _is_mark([column.cells[i] for i in np.flatnonzero(strange)])
    )
    if numbers and mostly and not _mostly_addresses(column, total):
        _check_numbers(column)
        return
    if numbers < 0.5 * total and _mostly_dates(column, total):
        column.kind = "date"


def speaks_of_days(name: str) -> bool:
    """Whether eight digits under this name may be days."""
    return _SPEAKS_OF_DAYS.search(name.lower()) is not None


def _are_days(column: Studied) -> bool:
    """`20130131` throughout, under a name that speaks of days."""
    if not speaks_of_days(column.name):
        return False
    return all(
        gone or _DAY.fullmatch(in_our_digits(cell))
        for cell, gone in zip(column.cells, column.missing, strict=True)
    )


def _mostly_addresses(column: Studied, total: int) -> bool:
    """Network addresses such as 10.123.250.134 could pass for thousands."""
    others = 0
    for i in np.flatnonzero(~column.missing).tolist():
        others += 0 if is_address(column.cells[i]) else int(column.counts[i])
        if total - others < 0.9 * total:
            return False
    return True


def _mostly_numbers(numbers: int, strange: NDArray[np.intp]) -> bool:
    """Nine in ten are numbers; or the rest are a few words that come again and again."""
    rest = int(strange.sum())
    if numbers >= 4 * rest:
        return True
    return len(strange) <= 3 and numbers >= rest and numbers >= _FEWEST


def _is_mark(words: Sequence[str]) -> bool:
    """The same few capitals wherever there is no number: `MM`, `BDL`. They may stand in most rows."""
    return len(words) == 1 and len(words[0]) <= _LONGEST_MARK and words[0].isalpha() and words[0].isupper()


def _check_numbers(column: Studied) -> None:
    """A column of digits may still be names of things, or amounts that cannot be compared."""
    pairs = column.numbers.pairs(column.counts)
    column.votes = count_votes(pairs)
    if _is_code(pairs):
        column.kind = "identifier"
        column.reason = "Its numbers begin with zeros or are very long, so they are codes, not amounts."
        return
    try:
        column.unit = main_unit(pairs)
    except ValueError:
        column.reason = "Its numbers have different units."
        return
    column.kind = "number"
    if column.unit in UNITS_ALIKE:
        units = dict.fromkeys(number.unit for number, _ in pairs if number.unit not in ("", column.unit))
        column.other_units = tuple(unit for unit in units if unit_factor(unit, column.unit))


def _is_code(pairs: list[tuple[Written, int]]) -> bool:
    """Leading zeros or more digits than a number can hold: telephone numbers, account numbers, postal codes."""
    total = sum(count for _, count in pairs)
    long, endless = (
        sum(count for number, count in pairs if number.core.isdigit() and len(number.core) > digits)
        for digits in (EXACT_DIGITS, MAX_NUMBER_LENGTH)
    )
    lengths = {len(number.core) for number, _ in pairs}
    # As long as all others: 040, 500 and 510 are codes even if few begin with a zero
    of_one_length = len(lengths) == 1 and min(lengths) > 2
    zeros = sum(
        count
        for number, count in pairs
        if _LEADING_ZERO.fullmatch(number.core) and (of_one_length or number.core.strip("0"))
    )
    # A cell of endless digits among amounts is a slip of the pen; where most are like it, they are codes
    long = long if 2 * long > total else long - endless
    return zeros > (0 if of_one_length else 0.01 * total) or long > 0.01 * total


def _mostly_dates(column: Studied, total: int) -> bool:
    """Are nine in ten of the cells dates?"""
    dates = sum(
        int(count)
        for cell, count, gone in zip(column.cells, column.counts, column.missing, strict=True)
        if not gone and is_date(in_our_digits(cell))
    )
    return dates >= 0.9 * total


def file_votes(studied: Sequence[Studied]) -> Votes:
    """What all columns of numbers together say about the marks."""
    votes = Votes()
    for column in studied:
        if column.kind == "number":
            votes.add(column.votes)
    return votes
