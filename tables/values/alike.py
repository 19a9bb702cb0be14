"""Many numbers at once: cells that differ only in their digits are taken apart together.

`$1,234.50` and `$9,876.00` have the same signs in the same places, so they have the same parts. A column has few such
shapes, however many distinct cells: each shape is taken apart once, and the digits of all its cells are read as an array.
What is so read is what `take_apart` and `to_digits` give cell by cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.values.cells import in_our_digits
from tables.values.numbers import EXACT_DIGITS, Marks, Written, take_apart, to_digits

_DIGITS = b"0123456789"
# The digits that may belong to a unit, as in `m2` and `cm3`; where a pattern allows these two, it allows all others or none
_SHAPES = tuple(bytes.maketrans(_DIGITS, digit * 10) for digit in (b"2", b"3"))
_TWO = ord("2")
"""Every digit of a shape."""
_MANY = 200
"""Fewer cells are taken apart sooner one by one."""
_FEW = 16
"""The same for the cells of one shape."""
_BLOCK = 1 << 16
"""Cells joined to one text at a time: all of a long column would double its memory."""


@dataclass(frozen=True)
class _Alike:
    """Cells of one shape: `of` is the shape taken apart, `digits` how many each has, `numbers` their digits as integers."""

    of: Written
    digits: int
    cells: NDArray[np.intp]
    numbers: NDArray[np.int64]


BEYOND = float(np.finfo(np.float64).max)
"""Stands for numbers that no float64 holds, such as 1e400: they are numbers, and too large for whatever comes after."""


class TakenApart:
    """The numbers among the distinct cells of a column, those alike together, every other one by itself."""

    def __init__(self, cells: list[str], wanted: NDArray[np.bool_]) -> None:
        self._cells = cells
        self._groups: list[_Alike] = []
        self._alone: dict[int, Written] = {}
        self._known: dict[str, Written | str] = {}
        for begin in range(0, len(cells), _BLOCK):
            stop = min(begin + _BLOCK, len(cells))
            rest = (np.flatnonzero(wanted[begin:stop]) + begin).astype(np.intp)
            for i in self._take_together(rest) if len(rest) > _MANY else rest.tolist():
                written = _one(cells[i])
                if written is not None:
                    self._alone[i] = written
        self.readable = np.zeros(len(cells), dtype=bool)
        self.readable[list(self._alone)] = True
        for group in self._groups:
            self.readable[group.cells] = True

    def pairs(self, counts: NDArray[np.intp]) -> list[tuple[Written, int]]:
        """The numbers, each with how often it stands in the column.

        Of cells alike only the smallest and the largest are given, apart for each of the things that digits decide: a
        zero in front, one or two zeros at the end, nothing but zeros. They stand where the first of them stands.
        """
        found = [(i, written, int(counts[i])) for i, written in self._alone.items()]
        for group in self._groups:
            numbers = group.numbers
            zeros = 1 * (numbers % 10 == 0) + (numbers % 100 == 0) + (numbers == 0)
            sort = (numbers < 10 ** (group.digits - 1)) + 2 * zeros
            for value in np.unique(sort):
                same = np.flatnonzero(sort == value)
                total, first = int(counts[group.cells[same]].sum()), int(group.cells[same[0]])
                least, most = (same[pick(numbers[same])] for pick in (np.argmin, np.argmax))
                for k, count in ((least, total - 1), (most, 1)) if total > 1 else ((least, 1),):
                    written = _one(self._cells[group.cells[k]])
                    if written is not None:
                        found.append((first, written, count))
        if self._groups:
            found.sort(key=lambda each: each[0])
        return [(written, count) for _, written, count in found]

    def values(
        self, marks: Marks, factor: Callable[[str], Fraction | None]
    ) -> tuple[NDArray[np.float64], bool]:
        """Every cell as a number, and whether all are whole. NaN: no number, or not with these marks, or of a unit that has no
        factor; each is multiplied by that of its unit."""
        values = np.full(len(self._cells), np.nan)
        whole = True
        for i, written in self._alone.items():
            digits = to_digits(written, marks)
            number = np.nan if digits is None else float(digits)
            times = factor(written.unit)
            # What is too large in any unit is that, and not unreadable for its unit.
            if digits is not None and (times or np.isinf(number)):
                if times and times != 1 and np.isfinite(number):
                    number = float(Fraction(digits) * times)
                    whole &= number.is_integer()
                else:
                    whole &= digits.lstrip("-").isdigit()
                values[i] = np.clip(number, -BEYOND, BEYOND)
        for group in self._groups:
            times = factor(group.of.unit)
            digits = to_digits(group.of, marks) if times else None
            if digits is not None and times:
                # One division, of numbers that are exact: 1.1 m are 110 cm
                numbers = (group.numbers * float(times.numerator)) / float(
                    times.denominator * 10 ** len(digits.partition(".")[2])
                )
                values[group.cells] = -numbers if group.of.negative else numbers
                whole &= digits.lstrip("-").isdigit() if times == 1 else bool((numbers % 1 == 0).all())
        return values, whole

    def _take_together(self, wanted: NDArray[np.intp]) -> Iterator[int]:
        """Take apart the cells of which many are alike; gives the others."""
        cells = [self._cells[i] for i in wanted]
        text = in_our_digits("\n".join(cells)).encode("utf-8", "surrogatepass")
        shapes = text.translate(_SHAPES[0]).decode("utf-8", "surrogatepass").split("\n")
        if len(shapes) != len(cells):
            # A line end inside a cell
            yield from wanted.tolist()
            return
        signs = np.frombuffer(text, dtype=np.uint8)
        starts = np.concatenate(([0], np.flatnonzero(signs == ord("\n")) + 1))
        codes, different = pd.factorize(np.array(shapes, dtype=object))
        order = np.argsort(codes, kind="stable")
        stops = np.cumsum(np.bincount(codes))
        for shape, group in zip(different, np.split(order, stops[:-1]), strict=True):
            of = self._shape(shape) if len(group) > _FEW else "unknown"
            if isinstance(of, Written):
                numbers = np.zeros(len(group), dtype=np.int64)
                places = np.flatnonzero(np.frombuffer(shape.encode("utf-8"), dtype=np.uint8) == _TWO)
                for place in places.tolist():
                    numbers = 10 * numbers + signs[starts[group] + place] - ord("0")
                self._groups.append(_Alike(of, len(places), wanted[group], numbers))
            elif of == "unknown":
                yield from wanted[group].tolist()

    def _shape(self, shape: str) -> Written | str:
        """A shape taken apart; "none" where no cell of it is a number, "unknown" where the digits decide."""
        if shape not in self._known:
            of, other = (_one(shape.replace("2", digit)) for digit in "23")
            digits = shape.count("2")
            if of is None and other is None:
                self._known[shape] = "none"
            elif of is not None and of.core.count("2") == digits <= EXACT_DIGITS:
                self._known[shape] = of
            else:
                self._known[shape] = "unknown"
        return self._known[shape]


def _one(cell: str) -> Written | None:
    return take_apart(cell.strip('"'))
