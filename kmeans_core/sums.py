"""Sums that come out the same in whatever order they are added up, to the last digit.

A sum of floating-point numbers is rounded at every step, so it depends on the order, and a number taken out again leaves
its rounding behind. Whole numbers have neither fault as long as the sum fits. So every column is cut into pieces, the
first with its leading digits, the next with those that follow, until nothing is left: each piece holds whole multiples of
some power of two, few enough of them that no sum of the column can overflow the 53 digits of a float64. (The idea is that
of reproducible summation: Demmel and Nguyen 2013.) Whole numbers are one piece, ordinary data two.

Averages follow from the sums of the pieces by a division each, the smallest piece first. Thus the average of a cluster is
a function of its points alone; it is off by about one unit in the last place; and where all points of a cluster are at
one place, it is that place exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmeans_core.checks import FloatArray, IntArray

Weights = FloatArray | None

# Up to this many points, sums are exact: pieces of the points are kept, two or three numbers for each.
EXACT = 2**17
# A matrix product that adds up rows takes so many pairs of a point and a cluster at a time: they stay in the processor's cache.
ONE_PRODUCT = 2**16


def _by_product(k: int, n_rows: int) -> bool:
    """Whether a matrix product adds up all rows sooner than a count for each: where clusters are few. (Its mask costs as much as
    five rows more.)"""
    return k * (n_rows + 5) <= 25 * n_rows


def _pieces(rows: FloatArray, largest: list[float] | None = None) -> list[FloatArray]:
    """Arrays of the shape of `rows`, (m, n_samples), that add up to them exactly, and of whose rows any part can be added
    up exactly; one at least. `largest` are the largest absolute numbers of each row, if they are known."""
    digits_for_the_sum = rows.shape[1].bit_length() + 1
    pieces: list[FloatArray] = []
    rest = rows
    while True:
        # Added and taken away again, such a number rounds to multiples of 2^-52 of its own size. Each row has its own, so that
        # the averages of a feature do not depend on the others.
        if largest is None:
            largest = np.maximum.reduce(np.abs(rest), axis=1).tolist()
        exponents = [math.frexp(number)[1] + digits_for_the_sum - 1 for number in largest]
        rounder = np.array([[math.ldexp(1.5, exponent)] for exponent in exponents])
        piece = _rounded(rest, rounder)
        pieces.append(piece)
        rest = rest - piece
        if not np.count_nonzero(rest):
            return pieces
        # What is left may be half a multiple at most. Often it can be summed as it is: then there is no need to measure it.
        if not np.count_nonzero(_rounded(rest, rounder * 2.0 ** (digits_for_the_sum - 53)) != rest):
            return [*pieces, rest]
        largest = None


def _rounded(rows: FloatArray, rounder: FloatArray) -> FloatArray:
    rounded = rows + rounder
    rounded -= rounder
    return rounded


def _summing_origin(low: list[float], high: list[float]) -> list[float]:
    """The place about which to sum points whose coordinates go from `low` to `high`, a number for each feature: the least
    coordinate for features that lie far from zero and close together, where products with weights would lose digits and
    differences are exact; zero for the others."""
    return [a if b - a < a / 2 else b if b - a < -b / 2 else 0.0 for a, b in zip(low, high, strict=True)]


def _middle(low: list[float], high: list[float]) -> list[float]:
    """Half way between the least and the largest coordinates."""
    return [a + (b - a) / 2 for a, b in zip(low, high, strict=True)]


def _sums(rows: FloatArray, labels: NDArray[np.integer], k: int) -> FloatArray:
    """The sums of `rows`, (width, n_samples), over the points of each cluster, shape (k, width)."""
    if not _by_product(k, len(rows)) and len(labels) * k > ONE_PRODUCT:
        labels = labels.astype(np.intp, copy=False)
        return np.stack([np.bincount(labels, row, k) for row in rows], axis=1)
    clusters = np.arange(k, dtype=np.min_scalar_type(k))[:, np.newaxis]
    sums = np.zeros((k, len(rows)))
    size = max(1, ONE_PRODUCT // k)
    for start in range(0, len(labels), size):
        block = slice(start, start + size)
        sums += (labels[block] == clusters).astype(np.float64).dot(rows[:, block].T)
    return sums


class _Columns:
    """The points, times their weights if they have any, and the weights, in pieces.

    Attributes
    ----------
    low, high : the least and the largest coordinates, a number for each feature.
    origin : array of shape (n_features,), see `_summing_origin`; the coordinates are taken from there.
    unit : the weight that counts as 1 in `rows`.
    rows : array of shape (width, n_samples): the largest pieces of all features, then the next ones, and so on; then the
        pieces of the weights, or ones. Sums of its entries, one row per cluster, are called `sums` below.
    """

    def __init__(self, X: FloatArray, weights: FloatArray | None) -> None:
        self.n_features = X.shape[1]
        low: list[float] = np.minimum.reduce(X, axis=0).tolist()
        high: list[float] = np.maximum.reduce(X, axis=0).tolist()
        self.low, self.high, origin = low, high, _summing_origin(low, high)
        self.origin, self.is_shifted = np.array(origin), any(origin)
        coordinates = X.T - self.origin[:, np.newaxis] if self.is_shifted else X.T
        if weights is None:
            self.unit = 1.0
            largest = [max(abs(a - o), abs(b - o)) for a, b, o in zip(low, high, origin, strict=True)]
            pieces, counts = _pieces(coordinates, largest), [np.ones((1, len(X)))]
        else:
            # Only ratios of weights count: none of them above 1, products do not overflow.
            exponent = int(np.frexp(weights.max())[1])
            self.unit = math.ldexp(1.0, exponent)
            weights = np.ldexp(weights, -exponent)[np.newaxis]
            pieces, counts = _pieces(coordinates * weights), _pieces(weights)
        self.rows = np.concatenate([*pieces, *counts])
        self.end = len(pieces) * self.n_features
        self.one_count = len(counts) == 1

    def sums(self, labels: NDArray[np.integer], k: int) -> FloatArray:
        """The sums of each cluster, shape (k, width)."""
        return _sums(self.rows, labels, k)

    def sums_of_many(self, labels: NDArray[np.integer], k: int) -> FloatArray:
        """The sums of the clusters of several starts, shape (s, k, width), for labels of shape (s, n_samples)."""
        s, n_samples = labels.shape
        width = len(self.rows)
        sums = np.empty((s, k, width))
        size = max(1, ONE_PRODUCT // (k * n_samples))
        for first in range(0, s, size):
            some = labels[first : first + size]
            if not _by_product(k, width):
                groups = (some + k * np.arange(len(some))[:, np.newaxis]).ravel()
                for row, column in enumerate(self.rows):
                    counts = np.bincount(groups, np.tile(column, len(some)), len(some) * k)
                    sums[first : first + size, :, row] = counts.reshape(-1, k)
            else:
                clusters = np.arange(k, dtype=labels.dtype)[:, np.newaxis, np.newaxis]
                members = (some == clusters).astype(np.float64).reshape(-1, n_samples)
                of_clusters = members.dot(self.rows.T).reshape(k, -1, width)
                sums[first : first + size] = of_clusters.transpose(1, 0, 2)
        return sums

    def rows_at(self, _starts: IntArray, points: IntArray) -> FloatArray:
        """The rows of some points, each of one of the starts, shape (width, m)."""
        return self.rows.take(points, axis=1)

    def moved(self, points: IntArray, came: NDArray[Any], went: NDArray[Any], k: int) -> FloatArray:
        """What is added to the sums, shape (k, width), when some points go from the clusters `went` to `came`."""
        rows = self.rows.take(points, axis=1)
        if len(points) * k <= ONE_PRODUCT:
            clusters = np.arange(k, dtype=came.dtype)[:, np.newaxis]
            signs = np.subtract(clusters == came, clusters == went, dtype=np.float64)
            moved: FloatArray = signs.dot(rows.T)
            return moved
        return np.stack([np.bincount(came, row, k) - np.bincount(went, row, k) for row in rows], axis=1)

    def sizes(self, sums: FloatArray) -> FloatArray:
        """The weight of each cluster, up to a common factor, shape (...) for sums of shape (..., width)."""
        sizes: FloatArray = sums[..., self.end] if self.one_count else sums[..., self.end :].sum(axis=-1)
        return sizes

    def totals(self, sums: FloatArray) -> FloatArray:
        """The sums of the coordinates, taken from the origin, shape (..., n_features) for sums of shape (..., width)."""
        totals = sums[..., : self.n_features]
        for start in range(self.n_features, self.end, self.n_features):
            totals = totals + sums[..., start : start + self.n_features]
        return totals

    def averages(
        self, sums: FloatArray, sizes: FloatArray, means: FloatArray, full: bool | None = None
    ) -> FloatArray:
        """The averages, shape (..., n_features); an empty cluster keeps its mean as it is in `means`. `full` says whether there
        is none, if that is known."""
        if full is None:
            full = np.count_nonzero(sizes) == sizes.size
        parts = sums / (sizes if full else np.where(sizes == 0, 1, sizes))[..., np.newaxis]
        first = self.end - self.n_features
        averages: FloatArray = parts[..., first : self.end]
        while first:
            averages = parts[..., first - self.n_features : first] + averages
            first -= self.n_features
        if self.is_shifted:
            averages = self.origin + averages
        if not full:
            averages = np.where((sizes == 0)[..., np.newaxis], means, averages)
        return averages


class _SideBySide:
    """Several sets of as many points, without weights: their `_Columns`, and those of many starts, each with one of the sets."""

    def __init__(self, sets: Sequence[_Columns]) -> None:
        self.sets = sets
        if len(sets) > 1:
            # What one set cuts into fewer pieces than another is followed by zeros, which change no sum and no average.
            end = max(each.end for each in sets)
            self.rows = np.ones((len(sets), end + 1, sets[0].rows.shape[1]))
            for rows, each in zip(self.rows, sets, strict=True):
                rows[: each.end] = each.rows[: each.end]
                rows[each.end : end] = 0
            self.origins = np.stack([each.origin for each in sets])[:, np.newaxis]

    def of(self, owners: IntArray) -> _Columns:
        """What `sums_of_many` and `averages` of many starts go by, shape (s,), each with the set that `owners` names."""
        return self.sets[0] if len(self.sets) == 1 else _ColumnsOfMany(self, owners)


class _ColumnsOfMany(_Columns):
    """See `_SideBySide`."""

    def __init__(self, sets: _SideBySide, owners: IntArray) -> None:
        self.n_features, self.end, self.one_count = sets.sets[0].n_features, sets.rows.shape[1] - 1, True
        self.rows, self.origin, self.is_shifted = sets.rows[owners], sets.origins[owners], True

    def sums_of_many(self, labels: NDArray[np.integer], k: int) -> FloatArray:
        clusters = np.arange(k, dtype=labels.dtype)[:, np.newaxis]
        sums = np.empty((len(labels), k, self.end + 1))
        size = max(1, ONE_PRODUCT // (k * labels.shape[1]))
        for first in range(0, len(labels), size):
            some = slice(first, first + size)
            members = (labels[some, np.newaxis] == clusters).astype(np.float64)
            np.matmul(members, self.rows[some].transpose(0, 2, 1), out=sums[some])
        return sums

    def rows_at(self, starts: IntArray, points: IntArray) -> FloatArray:
        rows: FloatArray = self.rows[starts, :, points].T
        return rows


def _stack(arrays: Sequence[FloatArray]) -> FloatArray:
    """The arrays as one with one more dimension; a single one is not copied."""
    return arrays[0][np.newaxis] if len(arrays) == 1 else np.stack(arrays)


def _empty_clusters(sizes: FloatArray) -> tuple[int, ...]:
    return tuple(np.flatnonzero(sizes == 0).tolist()) if 0 in sizes.tolist() else ()


def _averages(
    X: FloatArray, labels: IntArray, means: FloatArray, weights: FloatArray | None
) -> tuple[FloatArray, FloatArray]:
    """The averages of the clusters, an empty one keeping its mean, and their sizes, up to a common factor."""
    columns = _Columns(X, weights)
    sums = columns.sums(labels, len(means))
    sizes = columns.sizes(sums)
    return columns.averages(sums, sizes, means), sizes


def _mean(X: FloatArray, weights: Weights) -> FloatArray:
    """The (weighted) average of the rows, shape (n_features,)."""
    mean: FloatArray = _averages(X, np.zeros(len(X), dtype=np.intp), X[:1], weights)[0][0]
    return mean
