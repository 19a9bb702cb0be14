"""Which columns make sense to compare, unasked: amounts that say something of their own, and that stand together in most rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import lgamma, log

import numpy as np
from numpy.typing import NDArray

from tables.errors import TableError
from tables.model import Column, Table
from tables.receipt import quoted
from tables.select import numbers_of, numeric_columns, why_none, why_not_the_others
from tables.values.row_names import are_of_one_length, is_name_of_kinds, is_part_of_date
from tables.values.scales import levels_of
from tables.values.vocabulary import STATISTICS, TOTALS

Array = NDArray[np.float64]

MOST_TOGETHER = 150
"""The items of a survey, ten years of months. So many are compared unasked, and looked at; of wider tables two."""
_ROWS_SEEN = 5_000
"""So many rows tell whether two columns say the same."""
_FEWEST = 8
"""In fewer rows two columns say the same by chance."""
_ALIKE = 0.997
"""Columns that say the same in other units, rounded: only those this much alike are looked at closely."""
_FINE = 20
"""A column that spans fewer of its last places than this is as near to many others as rounding."""
_EXACTLY = 1e-9
"""No farther apart are numbers that were written in two units and not rounded, of half of what they span."""
_HARDLY = log(1_000)
"""Two columns of a few steps come out equal by chance once in so many tables, or they say the same."""
_FILLED = 40
"""A column with so many different numbers tells rows apart as well as any."""
_NAMES = "seems merely to name the rows"
_CODE_OF_KINDS = "seems to be a code"
_CODE = "says by a number what a column of words beside it says"
_WHEN = "seems to say when a row was"
_SUM = "sums up others"
_NOT_TOGETHER = "is empty in most rows that have the others"
_MOST_CODES = 30
"""More different numbers are hardly codes that are made by hand."""
_TIMES = 3
"""Each code comes so many times, on average, or chance may pair it with a word."""
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Sense:
    """`compare`: the columns that make sense together, in the order of the file; `why_not`: what is said of the others that
    hold numbers, each as the end of a sentence that begins with its name."""

    compare: tuple[str, ...]
    why_not: dict[str, str]

    @property
    def of_their_own(self) -> dict[str, str]:
        """What is said of those left out for what they say themselves, whatever they are compared with."""
        return {name: why for name, why in self.why_not.items() if why in (_WHEN, _SUM)}


def columns_to_compare(table: Table) -> tuple[str, ...]:
    """The columns that are compared where nobody has chosen any: see `make_sense`."""
    return make_sense(table).compare


def suggest_columns(table: Table) -> tuple[str, ...]:
    """Two columns to begin with, in the order of the file; one where no other makes sense beside it.

    Raises
    ------
    TableError
        If no column holds numbers that differ.
    """
    names = columns_to_compare(table)
    if not names:
        raise TableError(why_none(table))
    return two_of(table, names)


@np.errstate(all="ignore")  # of numbers too large or too little to reckon with, nothing is told
def make_sense(table: Table) -> Sense:
    """All columns that make sense together.

    No identifier or code, nor one of the words in a column beside; no part of a date, none that says what another says, none
    that sums up others, and none that is empty where the others stand: most rows have a number in all of them. Of more than
    MOST_TOGETHER two. Where none makes sense, the two that do so best; none where no column holds numbers that differ.
    """
    numeric = numeric_columns(table)
    looked_at = set(_best(table, numeric)[:MOST_TOGETHER])
    names = [name for name in numeric if name in looked_at]
    values = dict(numbers_of(table, names))
    why_not: dict[str, str] = {}

    def leave(which: Iterable[str], words: str) -> list[str]:
        gone = set(which)
        if not gone < set(amounts):
            return amounts  # better one that makes little sense than none
        why_not.update(dict.fromkeys(gone, words))
        return [name for name in amounts if name not in gone]

    amounts = list(names)
    amounts = leave((n for n in amounts if _names_rows(table, n, values[n])), _NAMES)
    amounts = leave((n for n in amounts if _is_code_of_kinds(n, values[n])), _CODE_OF_KINDS)
    amounts = leave((n for n in amounts if _is_code_of_words(table, n, values[n])), _CODE)
    amounts = leave(_dates(names, amounts, values), _WHEN)
    amounts = leave((n for n in amounts if _sums_up(n, amounts, values)), _SUM)
    amounts = leave(_repeats(amounts, values), "says what another column says")
    best = _best(table, amounts)
    if best and all(_names_rows(table, name, values[name]) for name in best):
        best = best[:2]
    together = _standing_together(best, values)
    amounts = leave((n for n in amounts if n not in together), _NOT_TOGETHER)
    return Sense(two_of(table, amounts) if len(numeric) > MOST_TOGETHER else tuple(amounts), why_not)


@np.errstate(all="ignore")
def worth_trying(table: Table, compared: Sequence[str]) -> dict[str, str]:
    """The columns that could join those that are compared, best first: those that make sense, then those that were left out, each
    with what is said of it itself, "" for nothing.

    No identifier and no code. None that says what another of them says, and none without which most rows would be compared.
    None where MOST_TOGETHER or more are compared.
    """
    if len(compared) >= MOST_TOGETHER:
        return {}
    sense, numeric = make_sense(table), numeric_columns(table)
    best = _best(table, numeric)[:MOST_TOGETHER]
    best.sort(key=lambda name: name in sense.why_not)
    never = {
        *compared,
        *(name for name, why in sense.why_not.items() if why in (_NAMES, _CODE_OF_KINDS, _CODE)),
    }
    further = [name for name in best if name not in never]
    step = max(1, len(table.frame) // _ROWS_SEEN)
    complete: NDArray[np.bool_] = np.ones(len(table.frame), dtype=bool)
    seen: dict[str, Array] = {}
    for name, values in numbers_of(table, [*(name for name in compared if name in numeric), *further]):
        there = np.isfinite(values)
        if name in compared:
            complete &= there
        elif _names_rows(table, name, values) or (complete & there).sum() <= 0.5 * complete.sum():
            continue
        seen[name] = values[::step]
    never.update(_repeats(list(seen), seen))
    return {name: sense.of_their_own.get(name, "") for name in seen if name not in never}


def two_of(table: Table, names: Sequence[str]) -> tuple[str, ...]:
    """The two of these columns that tell the rows apart best, in their order; the only one."""
    best = _best(table, names)[:2]
    return tuple(name for name in names if name in best)


def _best(table: Table, names: Sequence[str]) -> list[str]:
    """These columns, those first that tell the rows apart best."""
    return sorted(names, key=lambda name: -worth(table.column(name), len(table.frame)))


def worth(column: Column, rows: int) -> float:
    """How well a column tells the rows apart, from 0 to 1; an identifier comes last."""
    there = rows - column.n_missing - column.n_unreadable
    if column.identifier_like or rows == 0:
        return -1.0
    return (there / rows) * min(1.0, column.n_distinct / max(1, min(there, _FILLED)))


def _names_rows(table: Table, name: str, values: Array) -> bool:
    """Does it say which row it is? Of the first column long whole numbers without a telling name are enough."""
    if table.column(name).identifier_like:
        return True
    return name == table.columns[0].name and are_of_one_length(values[np.isfinite(values)])


def _is_code_of_kinds(name: str, values: Array) -> bool:
    """A few whole numbers under a name such as `Record Type`."""
    if not is_name_of_kinds(name):
        return False
    codes = np.unique(values[np.isfinite(values)])
    return len(codes) <= _MOST_CODES and not bool((codes % 1).any())


def _is_code_of_words(table: Table, name: str, values: Array) -> bool:
    """`1` beside `Male` and `2` beside `Female`, throughout: numbers that go on from 0 or 1, one for each word. Of answers in an
    order the numbers say how much."""
    values = values[:_ROWS_SEEN]
    there = np.isfinite(values)
    codes = np.unique(values[there])
    count = len(codes)
    if not 2 <= count <= _MOST_CODES or there.sum() < _TIMES * count or codes[0] not in (0, 1):
        return False
    if not np.array_equal(codes, np.arange(codes[0], codes[0] + count)):
        return False
    at = [column.name for column in table.columns].index(name)
    for beside in table.columns[max(0, at - 1) : at + 2]:
        if beside.kind != "text":
            continue
        words = table.frame[beside.name].iloc[:_ROWS_SEEN][there]
        pairs = set(zip(words, values[there], strict=True))
        if len(pairs) == count == words.nunique() and not levels_of({str(word) for word in words}):
            return True
    return False


def _dates(names: Sequence[str], amounts: Sequence[str], values: dict[str, Array]) -> list[str]:
    """The parts of a date, and a year with the part of it that has gone: 1958.29 beside 1958."""
    parts = [name for name in names if _is_part_of_date(name, values[name])]
    return [
        name
        for name in amounts
        if name in parts
        or any(np.array_equal(np.floor(values[name]), values[part], equal_nan=True) for part in parts)
    ]


def _is_part_of_date(name: str, values: Array) -> bool:
    there = values[np.isfinite(values)]
    return len(there) > 0 and is_part_of_date(name, float(there.min()), float(there.max()))


def _sums_up(name: str, names: Sequence[str], values: dict[str, Array]) -> bool:
    """A column called a total, that is the sum of those beside it."""
    words = {word.casefold() for word in _WORDS.findall(name)}
    if not words & {*TOTALS, *STATISTICS["sum"].split("|")}:
        return False
    at, total = names.index(name), values[name]
    for beside in (names[:at][::-1], names[at + 1 :]):
        so_far = np.zeros(len(total))
        for count, other in enumerate(beside, start=1):
            so_far = so_far + np.nan_to_num(values[other])
            if count > 1 and np.allclose(so_far, total, rtol=1e-3, equal_nan=True):
                return True
    return False


def _repeats(names: Sequence[str], values: dict[str, Array]) -> list[str]:
    """The columns that say what an earlier one says: the same numbers, or the same in another unit."""
    if not names or len(values[names[0]]) < _FEWEST:
        return []
    step = max(1, len(values[names[0]]) // _ROWS_SEEN)
    seen = np.array([values[name][::step] for name in names])
    there = np.isfinite(seen)
    filled = np.where(there, seen, np.nan)
    with np.errstate(all="ignore"):
        filled = filled / np.abs(np.where(there, seen, 0.0)).max(
            axis=1, keepdims=True
        )  # squares may be too large, or nothing
        centered = np.where(there, filled - _mean(filled, there)[:, np.newaxis], 0.0)
        spread = np.sqrt((centered**2).sum(axis=1))
        alike = np.abs(centered @ centered.T) / np.outer(spread, spread)
    kept: list[int] = []
    for j in range(len(names)):
        near = [i for i in kept if not alike[i, j] < _ALIKE]
        if not any(_say_the_same(seen[i], seen[j]) for i in near):
            kept.append(j)
    return [name for j, name in enumerate(names) if j not in kept]


def _mean(values: Array, there: NDArray[np.bool_]) -> Array:
    means: Array = np.where(there, values, 0.0).sum(axis=1) / np.maximum(1, there.sum(axis=1))
    return means


def _say_the_same(one: Array, other: Array) -> bool:
    """Is one of two columns the other, or the other in another unit, but for rounding?"""
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < _FEWEST or both.sum() < 0.5 * max(np.isfinite(one).sum(), np.isfinite(other).sum()):
        return False
    one, other = one[both], other[both]
    if _farthest_off(one, other) <= _EXACTLY * _half_span(other):
        return _ways_to_order(one) >= _HARDLY
    return _is_rounded_of(one, other) or _is_rounded_of(other, one)


def _ways_to_order(values: Array) -> float:
    """In how many ways these numbers can stand in their rows, as the logarithm of that: by chance two columns come in the same way
    once in so many times."""
    _, counts = np.unique(values, return_counts=True)
    return lgamma(len(values) + 1) - sum(lgamma(count + 1) for count in counts.tolist())


def _is_rounded_of(finer: Array, rounded: Array) -> bool:
    places = next((p for p in range(7) if np.allclose(np.round(rounded, p), rounded, rtol=0, atol=1e-9)), 7)
    half = 0.5 * 10.0**-places
    return _half_span(rounded) >= _FINE * half and _farthest_off(finer, rounded) <= 1.2 * half


def _half_span(values: Array) -> float:
    """Halves first: the difference of two numbers that a float holds may be none that it holds."""
    return float(values.max() / 2 - values.min() / 2)


def _farthest_off(one: Array, other: Array) -> float:
    """How far the second column is from what the first says of it in a straight line, at most."""
    span, most = _half_span(one), float(np.abs(other).max())
    if span == 0 or most == 0:
        return np.inf
    # From 0 to 1: squares of what a column holds may be too large, or nothing
    places_of = (one / 2 - float(one.min()) / 2) / span
    slope, start = np.polyfit(places_of, other / most, 1)
    return float(np.abs(slope * places_of + start - other / most).max()) * most


def _standing_together(names: Sequence[str], values: dict[str, Array]) -> set[str]:
    """The columns, best first, of which most rows that have the first have all."""
    together: set[str] = set()
    complete = wanted = None
    for name in names:
        there = np.isfinite(values[name])
        if complete is None:
            complete, wanted = there, 0.5 * there.sum()
        elif (complete & there).sum() <= wanted:
            continue
        else:
            complete = complete & there
        together.add(name)
    return together


def why_alone(table: Table, name: str) -> str:
    """Why no other column is compared but `name`, in words."""
    alone = f"of numbers, {quoted(name)} alone counts."
    if len(table.columns) == 1:
        return f"The table has only one column: the rows are compared by {quoted(name)} alone. If it should have more, check what separates the columns."
    others = {other: why for other, why in make_sense(table).why_not.items() if other != name}
    if others:
        words = [f"{quoted(other)} {why}" for other, why in list(others.items())[:3]]
        return f"No other column makes sense beside it unasked: {alone} {'; '.join(words)}. Choose another if you like."
    names_rows = " It seems merely to name the rows." if table.column(name).identifier_like else ""
    return f"No other column holds numbers that differ: {alone}{names_rows} {why_not_the_others(table, name)}"
