"""Rows of the wrong length: short ones are padded, long ones put together or cut, each where its cells fit best.

What a column usually holds is counted on whole rows: its kind (number, date, text), and the length and make-up of its
cells. A year does not fit a column of wind speeds although both are numbers, so a lost cell is found even there.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from tables.cutting.line import Row
from tables.receipt import Receipt, Topic, counted, was
from tables.values.cells import kind_of

LOOKED_AT = 300
"""Rows whose cells tell what a column usually holds; more do not change it."""
_CLEARLY = 2.5
"""How much better (as a logarithm of odds) another place must be than the end of the row."""
_LOST = 4.0
"""What it costs to leave a cell away that holds something."""
_JOINED = 2.0
"""What it costs to put two cells into one."""
_ENOUGH = 20
"""Fewer rows do not prove that a column holds numbers only."""
_LONGEST_PAIR = 24
"""Two numbers that lost the delimiter between them are not longer."""
_OTHER_SIGNS = ";|\t,"
"""What may stand where the delimiter should."""


@dataclass
class Habit:
    """How often the cells of one column are of each kind and of each shape, and what they are when they repeat."""

    kinds: Counter[str] = field(default_factory=Counter)
    shapes: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)

    known: dict[tuple[str, str], float] = field(default_factory=dict)

    def likelihood(self, cell: str) -> float:
        """The logarithm of how likely the cell is to stand in this column."""
        looks = _looks(cell)
        likely = self.known.get(looks)
        if likely is None:
            seen = self.kinds[looks[0]]
            likely = math.log((seen + 0.2) / (self.kinds.total() + 0.8))
            likely += math.log((self.shapes[looks[1]] + 0.3) / (seen + 3.0))
            self.known[looks] = likely
        return likely + 1.0 if cell and self.cells[cell] > 1 else likely

    def holds_numbers(self) -> bool:
        """Is it a column of numbers, known by enough rows?"""
        return self.kinds["number"] >= max(_ENOUGH, 0.9 * (self.kinds.total() - self.kinds["empty"]))

    def never(self, cell: str) -> bool:
        """Does the column hold numbers, but none of this shape?"""
        return self.holds_numbers() and not self.shapes[_looks(cell)[1]]


def forget() -> None:
    """Forget the cells that were looked at: nothing of a table stays when it has been read."""
    kind_of.cache_clear()
    _looks.cache_clear()


@lru_cache(maxsize=8192)
def _looks(cell: str) -> tuple[str, str]:
    """The kind of a cell, and its shape: how long its number is and whether it has a fraction, how long its text is."""
    bare = cell.strip()
    kind = kind_of(bare)
    if kind == "number":
        whole = bare.replace(",", ".").partition(".")
        return kind, f"number {len(whole[0])}{whole[1]}{min(len(whole[2]), 4)}"
    if kind == "text":
        return kind, f"text {len(bare).bit_length()} {' ' in bare} {bare[:1].isdigit()}"
    return kind, kind


def habits_of(rows: list[Row], width: int) -> list[Habit]:
    """What each column usually holds, by the rows that are whole (by all, when hardly any is)."""
    whole = [row for row in rows if len(row) == width]
    if len(whole) < min(5, len(rows)):
        whole = rows
    if len(whole) > LOOKED_AT:
        step = len(whole) / LOOKED_AT
        whole = [whole[int(k * step)] for k in range(LOOKED_AT)]
    habits = [Habit() for _ in range(width)]
    for row in whole:
        for habit, cell in zip(habits, row, strict=False):
            kind, shape = _looks(cell)
            habit.kinds[kind] += 1
            habit.shapes[shape] += 1
            habit.cells[cell] += 1
    return habits


def fit_rows(rows: list[Row], lines: list[int], habits: list[Habit], receipt: Receipt) -> list[Row]:
    """All rows with exactly one cell a column. Nothing is dropped but cells beyond the last, and that is said."""
    fitted: list[Row] = []
    changed: dict[str, list[int]] = {"padded": [], "long": []}
    ending_early = are_most(sum(1 for row in rows if len(row) < len(habits)), len(rows))
    for row, line in zip(rows, lines, strict=True):
        row, change = fit_row(row, habits, ending_early)
        if change:
            changed[change].append(line)
        fitted.append(row)
    report_lengths(changed["padded"], changed["long"], len(habits), receipt)
    return fitted


def are_most(short: int, rows: int) -> bool:
    """Are so many of the rows short that this is how the file is written: each leaves its last cells away?"""
    return 2 * short > rows


def fit_row(row: Row, habits: list[Habit], ending_early: bool) -> tuple[Row, str]:
    """The row with exactly one cell a column, and what it was: "padded", "long", or "" for neither.

    ending_early : whether a short row has lost its last cells, whatever it looks like
    """
    width = len(habits)
    if len(row) < width:
        padded = [*row, *[""] * (width - len(row))] if ending_early else _stretched(row, habits)
        return padded, "padded"
    if len(row) == width:
        return row, ""
    bare, squeezed = _without_empty_end(row, width), _squeezed(row, habits)
    # An empty cell at the end is no news, unless the one too many stands elsewhere
    return squeezed, "long" if len(bare) > width or squeezed != bare else ""


def _without_empty_end(row: Row, width: int) -> Row:
    """The row without the empty cells that stand beyond the last column."""
    end = len(row)
    while end > width and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _sums(row: Row, habits: list[Habit]) -> list[float]:
    """How well the first k cells fit the first k columns, for every k."""
    likely = (habit.likelihood(cell) for cell, habit in zip(row, habits, strict=False))
    return list(accumulate(likely, initial=0.0))


def _stretched(row: Row, habits: list[Habit]) -> Row:
    """Empty cells put in where the others then fit best; at the end, unless another place is clearly better."""
    missing = len(habits) - len(row)
    before, behind = _sums(row, habits), _sums(row, habits[missing:])
    empty = _sums([""] * len(habits), habits)
    end = len(row)

    def worth(place: int) -> float:
        return before[place] + empty[place + missing] - empty[place] + behind[end] - behind[place]

    best = max(range(end + 1), key=worth)
    if worth(best) < worth(end) + _CLEARLY:
        best = end
    apart = _taken_apart(row, habits, before, behind, worth(best)) if missing == 1 else None
    return apart or row[:best] + [""] * missing + row[best:]


def _taken_apart(
    row: Row, habits: list[Habit], before: list[float], behind: list[float], otherwise: float
) -> Row | None:
    """The row with the cell cut in two that lost the delimiter inside: `4.122` or `4.12;2` where others have `4.12` and `2`.

    Only a cell such as neither this column of numbers nor the next ever holds. Where it could be cut in several ways
    both cells stay empty: better a missing number than one that nobody wrote.
    """
    found: list[tuple[float, Row]] = []
    for k, cell in enumerate(row):
        # A cell that fits the next column is at home there, and another one is lost before it
        if len(cell) > _LONGEST_PAIR or not (habits[k].never(cell) and habits[k + 1].never(cell)):
            continue
        for cut in range(1, len(cell)):
            pair = [cell[:cut], cell[cut + (cell[cut] in _OTHER_SIGNS) :]]
            if habits[k].never(pair[0]) or habits[k + 1].never(pair[1]):
                continue
            likely = habits[k].likelihood(pair[0]) + habits[k + 1].likelihood(pair[1])
            worth = before[k] + likely + behind[len(row)] - behind[k + 1]
            found.append((worth, [*row[:k], *pair, *row[k + 1 :]]))
    found.sort(key=lambda each: each[0], reverse=True)
    if not found or found[0][0] < otherwise + _CLEARLY:
        return None
    first, others = found[0][1], [other for worth, other in found[1:] if worth > found[0][0] - _CLEARLY]
    return ["" if any(other[j] != cell for other in others) else cell for j, cell in enumerate(first)]


def _squeezed(row: Row, habits: list[Habit]) -> Row:
    """Surplus cells put together where a delimiter stood inside a text; cut off at the end, unless that is clearly worse."""
    width = len(habits)
    surplus = len(row) - width
    before, behind = _sums(row, habits), _sums(row[surplus:], habits)
    lost = sum(1 for cell in row[width:] if cell.strip())

    def worth(place: int) -> float:
        filled = [cell for cell in row[place : place + surplus + 1] if cell.strip()]
        cell = ",".join(filled)
        if len(filled) > 1 and habits[place].kinds["number"] > habits[place].kinds["text"]:
            # Two numbers put together are one that the file does not hold
            return -math.inf
        price = _JOINED * max(0, len(filled) - 1)
        return before[place] + habits[place].likelihood(cell) + behind[width] - behind[place + 1] - price

    best = max(range(width), key=worth)
    if worth(best) < before[width] - _LOST * lost + _CLEARLY:
        return row[:width]
    joined = ",".join(cell for cell in row[best : best + surplus + 1] if cell.strip())
    return [*row[:best], joined, *row[best + surplus + 1 :]]


def report_lengths(padded: list[int], long: list[int], width: int, receipt: Receipt) -> None:
    """Count the rows of another length in the receipt; `padded` and `long` are their lines."""
    if padded:
        count = len(padded)
        text = f"{counted(count, 'row', 'rows')} had fewer cells than the table has columns and {was(count)} filled up"
        receipt.say(Topic.FILLED_UP, f"{text} (first on line {padded[0]}).", count, line=padded[0])
    if long:
        count = len(long)
        text = f"{counted(count, 'row', 'rows')} had more cells than the {width} columns; cells were put together where a text was cut, and what did not fit was left out"
        receipt.say(Topic.TOO_LONG, f"{text} (first on line {long[0]}).", count, line=long[0])
