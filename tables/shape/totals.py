"""Rows that sum others up: they look like rows of the table, and as points they would lie far from all others.

None leaves the table without proof. It is proof when the sum (mean, minimum ...) of the rows above holds in its numbers, so
precisely that chance would hardly do it; when its name can mean nothing else; or when it stands where no name of a row
stands. `Total` below Shell and BP, `SD` among states: what is less certain stays, and the user is asked.
"""

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
from tables.model import Choices
from tables.shape.kinds import column_kinds
from tables.values.alike import TakenApart
from tables.values.cells import has_numbers, kind_of
from tables.values.numbers import count_votes, decide_marks, take_apart
from tables.values.vocabulary import (
    STATISTICS,
    TOTAL_AT_THE_BEGINNING,
    TOTAL_AT_THE_END,
    TOTAL_OF_A_GROUP,
    TOTALS,
)

Array = NDArray[np.float64]

MOST = 12
"""More rows of totals and statistics than these stand below no table."""
_BY_CHANCE = 0.05
"""A row that says it is a total is one when chance would make its numbers so in one of twenty tables."""
_HARDLY_BY_CHANCE = 1e-3
"""The same where most of its numbers are none (averages of averages, shares), or where its name says nothing."""
_ROUNDED = 1e-3
"""The sum of rounded numbers may differ from the rounded sum by so much of it, and no more."""
_ENOUGH_NUMBERED = 4
"""Fewer rows may be numbered by chance."""
_TOTAL = "|".join(map(re.escape, sorted(STATISTICS["sum"].split("|"), key=len, reverse=True)))
_SURE = re.compile(rf"(?:grand |sub ?|sub-|overall )?(?:{_TOTAL})(?: ?:| [-–]) ?\S.*|(?:{_TOTAL}) ?:")
"""`Total: Campaigns`, `Total - filtered`, `Total:`."""
_ENDS_AS_TOTAL = re.compile(rf"(?:[^\W\d_]+ ){{1,4}}(?:{TOTAL_AT_THE_END})")
_BEGINS_AS_TOTAL = re.compile(rf"(?:{_TOTAL}|{TOTAL_AT_THE_BEGINNING})\b")
_OF_A_GROUP = re.compile(rf"(?:(?:sub ?|sub-)?total(?: of| for)?:?|{TOTAL_OF_A_GROUP}) (?=\S)", re.IGNORECASE)
_MEAN_OF = re.compile(
    rf"(?:{STATISTICS['mean']})(?: [^\W\d_]+){{1,4}}|(?:[^\W\d_]+ ){{1,4}}(?:{STATISTICS['mean']})"
)
"""`Moyenne de la classe`, `Class average`."""
_FEWEST_LACKING = 3
"""A first row without so many things that all rows below have is none of them."""
_WHAT = {word: what for what, words in STATISTICS.items() for word in words.split("|")}


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


def last_rows(
    rows: Sequence[Row], lines: Sequence[int], height: int, choices: Choices
) -> list[tuple[int, Row]]:
    """The last rows of a table of `height` rows, with their places in it: those below the last one that the user keeps."""
    found: list[tuple[int, Row]] = []
    for k in range(1, min(MOST, len(rows), height - 2) + 1):
        if lines[-k] in choices.rows_kept:
            break
        if lines[-k] not in choices.rows_left_out and any(cell.strip() for cell in rows[-k]):
            found.insert(0, (height - k, rows[-k]))
    return found


def at_the_end(tail: Sequence[tuple[int, Row]], columns: Columns) -> tuple[set[int], list[int]]:
    """Which of the last rows are totals, and which may be some. `tail` has their places in the table, and their cells."""
    rest, gone = list(tail), set[int]()
    while True:
        run = _named(rest, columns)
        found, begin = _proven(run, columns)
        if not found and not run and rest and rest[-1][0] >= 4:
            found = _proven_by_numbers_alone(*rest[-1], columns)
        if not found:
            return gone, [each.place for each in run if each.may_be_asked]
        gone |= found
        # What a proven one sums up is a row of the table, whatever it is called
        rest = [(place, row) for place, row in rest if place not in found and place >= begin]


@dataclass(frozen=True)
class _Named:
    """A row that says it sums up others. `what` it is, "" where only its numbers could tell; `at` is the cell that says so."""

    place: int
    row: Row
    at: int
    what: str
    is_sure: bool
    may_be_asked: bool


def _named(rest: Sequence[tuple[int, Row]], columns: Columns) -> list[_Named]:
    """The rows at the very end that say such a thing, each in words that no other row says."""
    run: list[_Named] = []
    for place, row in reversed(rest[-MOST:]):
        each = _look(place, row, slice(place), columns) if place >= 2 else None
        if each is None or any(other.row[other.at] == row[each.at] for other in run):
            break
        run.insert(0, each)
    return run


def _look(place: int, row: Row, others: slice, columns: Columns) -> _Named | None:
    """What a row says that it is, beside the other rows; None where it says nothing, or what another says too."""
    cells = [cell.strip() for cell in row]
    filled = [j for j, cell in enumerate(cells) if cell]
    for at in filled[:2]:
        word = cells[at].lower()
        bare = word.strip("*_ \t:.;=()[]-–—\u03a3")
        sure = bare in TOTALS or bare.removesuffix("s") in TOTALS or _SURE.fullmatch(word) is not None
        what = "sum" if sure else _WHAT.get(bare, "mean" if _MEAN_OF.fullmatch(bare) else "")
        few = 2 * len(filled) <= len(cells) or _lacks_its_number(cells, others, columns)
        by_end = few and _ENDS_AS_TOTAL.fullmatch(bare) is not None
        begins = _BEGINS_AS_TOTAL.match(bare) is not None
        if not (what or by_end or begins) or not has_numbers(cells[at + 1 :]):
            continue
        if columns.says(at, word, others):
            return None
        asked = bool(what or by_end) and not _MEAN_OF.fullmatch(bare)
        return _Named(
            place,
            row,
            at,
            what or "sum",
            sure or (asked and _stands_apart(cells, at, others, columns)),
            asked,
        )
    return None


def _stands_apart(cells: Row, at: int, others: slice, columns: Columns) -> bool:
    """Its name stands in a column of numbers, of days or of nothing; or it lacks its number, or two things that all other
    rows have."""
    if not columns.holds_words(at, others) or _lacks_its_number(cells, others, columns):
        return True
    return sum(1 for j, cell in enumerate(cells) if not cell and columns.is_filled(j, others)) >= 2


def _lacks_its_number(cells: Row, others: slice, columns: Columns) -> bool:
    """The others are numbered 1, 2, 3 ... in their first column; in between, the names may stand again."""
    numbers = columns.numbers(0)[0][others]
    numbers = numbers[np.isfinite(numbers)]
    return not cells[0] and len(numbers) > _ENOUGH_NUMBERED and bool((np.diff(numbers) == 1).all())


def _proven(run: list[_Named], columns: Columns) -> tuple[set[int], int]:
    """Those of the rows that are sure by their name, or by their numbers; and where the rows end that they sum up: where the
    run begins or later, for it may begin with a row of the table."""
    best, begin = set[int](), 0
    for first in run:
        found, doubtful = set[int](), set[int]()
        for each in run[run.index(first) :]:
            evidence = _evidence(each, slice(first.place), columns)
            if evidence.is_proof(each.what):
                found.add(each.place)
            elif evidence.agreeing and evidence.agreeing == evidence.tested:
                doubtful.add(each.place)
        # Beside a proven one, what holds at all is no chance
        found |= doubtful if found else set()
        if len(found) > len(best):
            best, begin = found, first.place
    return best | {each.place for each in run if each.is_sure}, begin


def _proven_by_numbers_alone(place: int, row: Row, columns: Columns) -> set[int]:
    """Is the row, in whatever language it says so, the sum of the rows above it?"""
    at = next((j for j, cell in enumerate(row) if cell.strip()), 0)
    if not row or kind_of(row[at].strip()) != "text":
        return set()
    evidence = _evidence(_Named(place, row, at, "", False, False), slice(place), columns)
    # Without the code that all rows (but for those of names) begin with, one sum is enough, beside averages
    codeless = at > 0 and bool(np.isfinite(columns.numbers(0)[0][place // 2 : place]).all())
    proof = evidence.agreeing >= 2 - codeless and (2 * evidence.agreeing >= evidence.tested or codeless)
    return {place} if proof and evidence.chance <= _HARDLY_BY_CHANCE else set()


@dataclass
class _Evidence:
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
        return self.chance * self.tested <= _HARDLY_BY_CHANCE


def _evidence(each: _Named, others: slice, columns: Columns) -> _Evidence:
    """What the numbers of a row say, beside those of the other rows."""
    found = _Evidence()
    for j, cell in enumerate(each.row):
        number = take_apart(cell.strip()) if j != each.at else None
        if number is None:
            continue
        if not each.what and found.tested >= found.agreeing + 2:
            break
        values, mark = columns.numbers(j)
        parts, value = values[others], float(values[each.place])
        height = len(parts)
        parts = parts[np.isfinite(parts)]
        if not np.isfinite(value) or len(parts) < max(2, 0.5 * height):
            continue
        places = len(number.core.partition(mark)[2]) - int(number.exponent[1:] or 0)
        half = float(f"5e{-places - 1}")  # of a number too large to compute with, without end
        chance = _chance(each.what or "sum", value, half, parts)
        found.tested += 1
        if chance is not None:
            found.own, found.agreeing, found.chance = found.own + 1, found.agreeing + 1, found.chance * chance
        elif each.what == "sum":
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
    scale = max(float(np.ptp(parts)), abs(value) if what in ("sum", "count", "variance") else 0.0)
    return min(1.0, 2 * (close + noise) / scale) if scale else 1.0


def at_the_top(place: int, row: Row, columns: Columns) -> tuple[set[int], list[int]]:
    """Whether a row sums up all those below it, or may: in the form of `at_the_end`."""
    others = slice(place + 1, None)
    each = _look(place, row, others, columns)
    if each is None and _sums_up_all(place, row, others, columns):
        return {place}, []
    if each is None:
        may_be = _is_larger_than_all(row, others, columns) or _is_about_columns(row, others, columns)
        return set(), [place] if may_be else []
    if each.is_sure or _evidence(each, others, columns).is_proof(each.what):
        return {place}, []
    return set(), [place] if each.may_be_asked else []


def _is_about_columns(row: Row, others: slice, columns: Columns) -> bool:
    """`Points possible,,,,100,20` above rows of people: most of what tells them apart, this one does not have."""
    lacking = sum(1 for j, cell in enumerate(row) if not cell.strip() and columns.is_filled(j, others))
    return lacking >= _FEWEST_LACKING


def _sums_up_all(place: int, row: Row, others: slice, columns: Columns) -> bool:
    """Is the row, without a name or whatever it is called, the sum of all rows below?"""
    at = next((j for j, cell in enumerate(row) if kind_of(cell.strip()) == "text"), len(row))
    evidence = _evidence(_Named(place, row, at, "sum", False, False), others, columns)
    enough = evidence.own >= 2 and 2 * evidence.agreeing >= evidence.tested
    return enough and evidence.chance <= _HARDLY_BY_CHANCE**2


def _is_larger_than_all(row: Row, others: slice, columns: Columns) -> bool:
    """`Whole land` without a number of its own, above rows that have one before their names: all its amounts are larger than
    all of theirs."""
    if row[0][:1].isdigit() or not columns.begins_with_digits(0, others):
        return False
    found = 0
    for j, cell in enumerate(row[1:], start=1):
        values = columns.numbers(j)[0]
        parts = values[others][np.isfinite(values[others])]
        number = numbers_in([cell.strip()])[0][0]
        if np.isfinite(number) and len(parts) and parts.min() >= 0 and float(np.median(parts)) >= 1:
            if number <= parts.max():
                return False
            found += 1
    return found > 0


def sums_of_groups(rows: list[int], cells: list[Row]) -> set[int]:
    """Sums that stand between the rows: `Total Travel` where `Travel` begins a group, or where several such rows are each the
    sum of the rows above, up to the sum before."""
    found: set[int] = set()
    headings: set[str] = set()
    columns, begin, proven, of_one = Cells([cells[i] for i in rows]), 0, set[int](), set[int]()
    for place, i in enumerate(rows):
        at, label = next(((j, c.strip().lower()) for j, c in enumerate(cells[i]) if c.strip()), (0, ""))
        match = _OF_A_GROUP.match(label)
        if match is not None and label[match.end() :] in headings:
            found.add(i)
        elif match is not None or _BEGINS_AS_TOTAL.match(label):
            each = _Named(place, cells[i], at, "sum", False, False)
            above = [k for k in rows[begin:place] if has_numbers(cells[k])]
            if len(above) == 1 and _same_numbers(cells[above[0]], cells[i]):
                of_one.add(i)
            elif len(above) > 1 and _evidence(each, slice(begin, place), columns).is_proof("sum"):
                proven.add(i)
        if i in found | proven | of_one:
            begin = place + 1
        if 2 * sum(1 for cell in cells[i] if cell.strip()) <= len(cells[i]):
            headings.add(label)
    # One alone may sum up the whole table, and a group of one proves nothing
    return found | proven | of_one if len(proven) > 1 else found


def _same_numbers(row: Row, total: Row) -> bool:
    """Does the second row say the numbers of the first again, and no other?"""
    numbers = [
        (cell.strip(), other.strip())
        for cell, other in zip(row, total, strict=False)
        if kind_of(other.strip()) == "number"
    ]
    return bool(numbers) and all(cell == other for cell, other in numbers)
