"""Which mean is the nearest when two of them are equally near: the lowest index.

Equally near by what measure? The distances that a computer compares are rounded, and so are the means: of the points 0, 3
and 5 the average is 8/3, which no float64 is. Where that decides, 5, midway between 8/3 and 22/3, may go either way. What
people work by hand has to come out as they find it, so **whole numbers** up to 2^20 (and halves, quarters, ... up to as
many steps) are decided exactly. Each mean is read as the simplest fraction that rounds to its float64, which is 8/3 again;
distances that differ by no more than rounding can do are compared as fractions, in integers, by cross-multiplication. So
labels are still a function of the points and the float64 means, the same for `run`, `run_many` and `predict`.

The simplest fraction is the true average of whole numbers whenever the number of points averaged is at most 2^26 divided
by the root of the mean: 65,536 for means near 2^20, more for smaller ones.

**All other numbers** are taken as they are: the lowest index among equal computed distances, no more is promised.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kmeans_core.checks import FloatArray, IntArray

MOST_STEPS = 2**20
EPSILON = float(np.finfo(np.float64).eps)


class Tie(NamedTuple):
    """Points that are equally near to several means, so that the lowest index took them.

    Attributes
    ----------
    n_points : how many of them.
    point : the first of them, by its row in the data.
    means : the two lowest indices of the means it is equally near to; it went to the first.
    """

    n_points: int
    point: int
    means: tuple[int, int]


class _Ties:
    """How near is as near, on the points `X`, and what happens then."""

    def __init__(self, X: FloatArray) -> None:
        self.steps = _steps_in_one(X)
        # Distances to rounded means are off by a few roundings of the square of the size of what is subtracted.
        self.share = 0.0 if self.steps is None else 16 * (X.shape[1] + 2) * EPSILON
        largest = float(max(X.max(), -X.min())) if self.share else 0.0
        self.allowance = self.share * largest * largest
        self.slack = 8 * EPSILON * largest  # what rounded means may do to a distance not squared

    def limit(self, least: FloatArray) -> FloatArray:
        """Up to which squared distance a mean may be as near as the nearest, which is at `least`."""
        return least * (1 + self.share) + self.allowance if self.share else least

    def decide(
        self, points: FloatArray, means: FloatArray, near: NDArray[np.bool_]
    ) -> tuple[IntArray, IntArray]:
        """The nearest mean of each of some points, shape (m,), and the next one that is just as near, -1 if there is none.

        points : array of shape (m, n_features); near : booleans of shape (k, m), the means within the limit
        """
        if self.steps is not None:
            near = self._exactly_nearest(points, means, near)
        nearest: IntArray = near.argmax(axis=0)
        others = near.copy()
        others[nearest, np.arange(len(points))] = False
        second: IntArray = others.argmax(axis=0)
        return nearest, np.where(others.any(axis=0), second, -1)

    def _exactly_nearest(
        self, points: FloatArray, means: FloatArray, near: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Of the near means, those at the least distance, fractions compared as such."""
        assert self.steps is not None
        involved = np.flatnonzero(near.any(axis=1))
        numerators, denominators = _common_denominators(means[involved] * self.steps)
        whole = (points * self.steps).astype(np.int64)
        # |x - p/q|^2 = |q x - p|^2 / q^2; whether a/b^2 < c/d^2 is whether a d^2 < c b^2.
        largest = 2 * max(denominators) * MOST_STEPS + max(abs(p) for mean in numerators for p in mean)
        fits = points.shape[1] * largest**2 * max(denominators) ** 2 < 2**62
        kind = np.int64 if fits else object
        q = np.array(denominators, dtype=kind)[:, np.newaxis]
        p = np.array(numerators, dtype=kind)
        squares = np.zeros((len(involved), len(points)), dtype=kind)
        for feature, column in enumerate(whole.astype(kind).T):
            difference = q * column - p[:, feature, np.newaxis]
            squares += difference * difference
        q_squared = q * q
        exact = np.zeros_like(near)
        best = np.full(len(points), -1)
        for row in range(len(involved)):
            here = near[involved[row]]
            ahead = squares[row] * q_squared[best, 0]
            behind = squares[best, np.arange(len(points))] * q_squared[row, 0]
            nearer = here & ((best < 0) | (ahead < behind).astype(bool))
            as_near = here & (best >= 0) & (ahead == behind).astype(bool)
            exact[:, nearer] = False
            best[nearer] = row
            exact[involved[row], nearer | as_near] = True
        return exact


def _note(tie: Tie | None, rows: IntArray, nearest: IntArray, second: IntArray) -> Tie | None:
    """The tie found so far, and what `decide` found for the points `rows`, as one."""
    tied = np.flatnonzero(second >= 0)
    if not tied.size:
        return tie
    first = tied[rows[tied].argmin()]
    found = Tie(tied.size, int(rows[first]), (int(nearest[first]), int(second[first])))
    if tie is None:
        return found
    return (tie if tie.point < found.point else found)._replace(n_points=tie.n_points + found.n_points)


def _steps_in_one(X: FloatArray) -> float | None:
    """1 if all points are whole numbers, 2 if all are whole halves, 4, 8, ...; None if that takes more than `MOST_STEPS`
    steps from zero."""
    if not all(abs(x) <= MOST_STEPS and (x * MOST_STEPS).is_integer() for x in X[:4].ravel().tolist()):
        return None  # a glance at the first rows is enough for nearly all data
    largest = max(X.max(), -X.min())
    steps = 1.0
    while largest * steps <= MOST_STEPS and steps <= MOST_STEPS:
        if not (X * steps % 1).any():
            return steps
        steps *= 2
    return None


def _common_denominators(means: FloatArray) -> tuple[list[list[int]], list[int]]:
    """Each mean as whole numbers, one per feature, over one whole number."""
    numerators, denominators = [], []
    for mean in means.tolist():
        fractions = [_simplest_fraction(value) for value in mean]
        common = math.lcm(*(q for _, q in fractions))
        denominators.append(common)
        numerators.append([p * (common // q) for p, q in fractions])
    return numerators, denominators


@lru_cache(maxsize=2**14)
def _simplest_fraction(value: float) -> tuple[int, int]:
    """The fraction p/q with the least q, then the least |p|, that rounds to `value`: 8/3 for 2.6666666666666665."""
    if value < 0:
        p, q = _simplest_fraction(-value)
        return -p, q
    if value == int(value):
        return int(value), 1
    # All numbers between half the way to the next float64 below and half the way to the next above round to it.
    p, q = value.as_integer_ratio()
    half_below = (value - math.nextafter(value, -math.inf)) / 2
    half_above = (math.nextafter(value, math.inf) - value) / 2
    a, b = half_below.as_integer_ratio()
    c, d = half_above.as_integer_ratio()
    return _simplest_between(p * b - a * q, q * b, p * d + c * q, q * d)


def _simplest_between(a: int, b: int, c: int, d: int) -> tuple[int, int]:
    """The simplest fraction between a/b and c/d, by the terms that their continued fractions have in common."""
    h0, h1, k0, k1 = 0, 1, 1, 0
    while True:
        term = -(-a // b)
        if term * d <= c:
            return term * h1 + h0, term * k1 + k0
        term = a // b
        h0, h1, k0, k1 = h1, term * h1 + h0, k1, term * k1 + k0
        a, b, c, d = d, c - term * d, b, a - term * b
