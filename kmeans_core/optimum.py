"""The best there is, proved: for one column, and for a few points. k-means itself proves nothing.

**One column.** Sorted, the points of a group of the best answer stand side by side. So the best k groups of the first points are
the best k - 1 groups of some of them, and one group of the rest; the only question is where it begins (Bellman 1973; Wang and
Song 2011). The farther the points go, the farther on it begins, not back. So, having answered for the point in the middle, there
is less to ask on either side, and all points together take O(n log n) for each k. Here all questions of one depth are
asked at once.

**A few points.** Points are put into groups one after the other, and a way is left as soon as what it has cost, plus what the points
to come cost at least, is no better than the best found (Koontz, Narendra and Fukunaga 1975). Those cost at least
what they would cost without the others: so the same question is answered first for the last k + 1 points, then for the last
k + 2, and so on (Brusco 2006).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import FloatArray, IntArray, _as_numbers, check_k, check_points, check_weights
from kmeans_core.distances import _inertia
from kmeans_core.many import run_many
from kmeans_core.sums import _averages

# So many points at most for `best_partition`: 15 take a fraction of a second, and each further one about twice the time.
MOST_POINTS = 18
# Starts of k-means, to begin with an answer that is hard to beat.
STARTS = 20
# A way is left unless it may be better by more than this share: by more than rounding.
BETTER = 1e-12


@dataclass(frozen=True, eq=False)
class Optimum:
    """The groups with the least inertia of all.

    Attributes
    ----------
    means : array of shape (k, n_features).
    labels : integers of shape (n_samples,).
    inertia : the sum of the (weighted) squared distances of the points to the mean of their group.
    """

    means: FloatArray = field(repr=False)
    labels: IntArray = field(repr=False)
    inertia: float


def best_of_one_column(x: ArrayLike, k: int, sample_weight: ArrayLike | None = None) -> Optimum:
    """The groups of least inertia of points on a line, the lowest first.

    Parameters
    ----------
    x : array of shape (n_samples,) or (n_samples, 1)
    k : number of groups, at most the number of distinct points (of weight above 0)
    sample_weight : array of shape (n_samples,), not negative, or None

    Returns
    -------
    best : an `Optimum`. Its inertia is the least up to rounding: to about 1e-12 of the inertia of all points as one group.

    Raises
    ------
    ValueError
        If `x` is not one column of finite numbers, or k is no number from 1 to that of distinct points.

    Examples
    --------
    >>> best = best_of_one_column([0, 1, 10, 11, 20, 21], 3)
    >>> print(best.labels, best.means.ravel(), best.inertia)
    [0 0 1 1 2 2] [ 0.5 10.5 20.5] 1.5
    """
    values = _as_numbers(x, "x")
    points = check_points(values[:, np.newaxis] if values.ndim == 1 else values, "x")
    if points.shape[1] != 1:
        raise ValueError(f"x must be one column; it has {points.shape[1]}.")
    weights = check_weights(sample_weight, len(points))
    k = check_k(k, points, weights)
    counts = np.ones(len(points)) if weights is None else weights / weights.max()
    # Equal points go together, and those without weight go where they are nearest.
    places, position = np.unique(points[counts > 0, 0], return_inverse=True)
    of_places = np.bincount(position, counts[counts > 0]).astype(np.float64)
    first_places = _first_places(places, of_places, k)
    groups = np.zeros(len(places), dtype=np.intp)
    groups[first_places[1:]] = 1
    groups = groups.cumsum()
    labels = np.empty(len(points), dtype=np.intp)
    labels[counts > 0] = groups[position]
    means, _ = _averages(points[counts > 0], labels[counts > 0], np.zeros((k, 1)), counts[counts > 0])
    labels[counts == 0] = np.abs(points[counts == 0] - means.T).argmin(axis=1)
    return Optimum(means, labels, _inertia(points, means, labels, weights))


def _first_places(places: FloatArray, counts: FloatArray, k: int) -> list[int]:
    """Where each of the best k groups begins, for places in order."""
    n = len(places)
    # From the middle, so that the squares are small: what is left after a subtraction of large ones has few digits.
    about = places - np.average(places, weights=counts)
    weight, total, squares = (
        np.concatenate([[0.0], np.cumsum(part)]) for part in (counts, counts * about, counts * about * about)
    )

    def inertia(begin: IntArray, end: IntArray) -> FloatArray:
        """That of one group of the places from `begin` up to, and without, `end`."""
        sums = total[end] - total[begin]
        spread: FloatArray = squares[end] - squares[begin] - sums * sums / (weight[end] - weight[begin])
        return np.maximum(spread, 0)

    # `least[i]`: the inertia of the best groups of the first i + 1 places.
    ends = np.arange(1, n + 1)
    least = inertia(np.zeros(n, dtype=np.intp), ends)
    begins = []
    for groups in range(1, k):
        begin = np.full(n, groups)
        improved = np.full(n, np.inf)
        # Questions of one depth: the ends from `low` up to, and without, `high`, whose group begins from `first` to `last`.
        low, high = np.array([groups]), np.array([n])
        first, last = np.array([groups]), np.array([n - 1])
        while low.size:
            middle = (low + high) // 2
            number = np.minimum(last, middle) - first + 1
            starts = np.cumsum(number) - number
            candidates = np.arange(number.sum()) + np.repeat(first - starts, number)
            sums = least[candidates - 1] + inertia(candidates, np.repeat(middle + 1, number))
            smallest = np.minimum.reduceat(sums, starts)
            is_best = np.flatnonzero(sums == np.repeat(smallest, number))
            chosen = candidates[is_best[np.searchsorted(is_best, starts)]]
            improved[middle], begin[middle] = smallest, chosen
            low, high = np.concatenate([low, middle + 1]), np.concatenate([middle, high])
            first, last = np.concatenate([first, chosen]), np.concatenate([chosen, last])
            asked = low < high
            low, high, first, last = low[asked], high[asked], first[asked], last[asked]
        least = improved
        begins.append(begin)
    found = []
    end = n
    for begin in reversed(begins):
        end = int(begin[end - 1])
        found.append(end)
    return [0, *reversed(found)]


def best_partition(X: ArrayLike, k: int) -> Optimum:
    """The groups of least inertia of a few points, by looking at all partitions that may be better than the best found.

    Parameters
    ----------
    X : array of shape (n_samples, n_features), of `MOST_POINTS` points at most
    k : number of groups, at most the number of distinct points

    Returns
    -------
    best : an `Optimum`; groups are numbered in the order of their first points

    Raises
    ------
    ValueError
        If there are too many points, they are no table of finite numbers, or k is no number from 1 to that of distinct points.

    Examples
    --------
    >>> print(best_partition([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]], 3).inertia)
    1.5
    """
    points = check_points(X)
    if len(points) > MOST_POINTS:
        raise ValueError(
            f"There are {len(points)} points: looking at all partitions would take too long. Choose at most {MOST_POINTS}."
        )
    k = check_k(k, points)
    runs = run_many(points, k, range(STARTS), "k-means++")
    scale = max(float(np.ptp(points, axis=0).max()), np.finfo(float).tiny)
    order = _far_ones_first(points)
    search = _Search(((points[order] - points.mean(axis=0)) / scale).tolist(), k)
    found = search.best(float(runs.inertia.min()) / scale / scale)
    labels = np.empty(len(points), dtype=np.intp)
    labels[order] = runs.labels_of(runs.best)[order] if found is None else found
    _, first, numbers = np.unique(labels, return_index=True, return_inverse=True)
    labels = first.argsort().argsort()[numbers]
    means, _ = _averages(points, labels, np.zeros((k, points.shape[1])), None)
    return Optimum(means, labels, _inertia(points, means, labels, None))


def _far_ones_first(X: FloatArray) -> IntArray:
    """An order in which each point is the farthest from those before: what ways cost shows early."""
    order = [0]
    closest = ((X - X[0]) ** 2).sum(axis=1)
    while len(order) < len(X):
        closest[order] = -1
        order.append(int(closest.argmax()))
        np.minimum(closest, ((X - X[order[-1]]) ** 2).sum(axis=1), out=closest)
    return np.array(order)


class _Search:
    """See "a few points" at the top of this file."""

    def __init__(self, points: list[list[float]], k: int) -> None:
        self.points, self.k = points, k
        # `rest[i]`: the least inertia of the points from i on, in k groups at most.
        self.rest = [0.0] * (len(points) + 1)
        self.found: list[int] | None = None

    def best(self, limit: float) -> list[int] | None:
        """The labels of all points with the least inertia, if any is below `limit`."""
        n = len(self.points)
        labels: list[int] | None = None
        for first in range(n - self.k - 1, -1, -1):
            # One point more costs no less than without it; and no more than what the limit allows is asked for.
            self.limit, self.labels = limit, [0] * n
            self.found = None
            self._put(first, [], [], 0.0)
            labels = None if self.found is None else self.found[first:]
            self.rest[first] = self.limit
        return labels

    def _put(self, i: int, sums: list[list[float]], sizes: list[int], cost: float) -> None:
        """Put point i, and all after it, into the groups whose sums and sizes these are, or into a new one."""
        if cost + self.rest[i] >= self.limit * (1 - BETTER):
            return
        if i == len(self.points):
            self.limit, self.found = cost, self.labels.copy()
            return
        point = self.points[i]
        costs = []
        for group, (total, size) in enumerate(zip(sums, sizes, strict=True)):
            squared = sum((a - b / size) ** 2 for a, b in zip(point, total, strict=True))
            costs.append((squared * size / (size + 1), group))
        for more, group in sorted(costs):
            before = sums[group]
            sums[group] = [a + b for a, b in zip(before, point, strict=True)]
            sizes[group] += 1
            self.labels[i] = group
            self._put(i + 1, sums, sizes, cost + more)
            sums[group] = before
            sizes[group] -= 1
        if len(sizes) < self.k:
            self.labels[i] = len(sizes)
            self._put(i + 1, [*sums, point], [*sizes, 1], cost)
