"""City blocks, whose center is the median of each column, and straight distances that are not squared, whose center is the geometric median:
the centers that one far row does not pull to it. Registered in similarities.py."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.distances import _absolute_differences, _squared_distances
from kmeans_core.sums import Weights

# The pull on a geometric median, as a share of all weight: its sum is then at most a billionth above the least.
BALANCE = 5e-10
# Iterations for a geometric median: some twenty do, mostly; more where it is close to one of the points.
MOST_ITERATIONS = 2000
# How far beyond Weiszfeld's place an iteration may go, in steps of his: below two, no step raises the sum (Ostresh 1978).
LONGEST_STEP = 1.9
# About so many rows at once: what an iteration takes of them stays in the processor's cache.
AT_ONCE = 2**15


def _city_blocks(points: FloatArray, centers: FloatArray) -> FloatArray:
    total = _absolute_differences(points, centers, 0)
    for feature in range(1, points.shape[1]):
        total += _absolute_differences(points, centers, feature)
    return total


def _median(X: FloatArray, weights: Weights) -> FloatArray:
    """In each column the middle of the places that have half of the weight on either side, at most."""
    order = X.argsort(axis=0)
    if weights is None:
        low, high = order[(len(X) - 1) // 2], order[len(X) // 2]
    else:
        cumulative = weights[order].cumsum(axis=0)
        half = cumulative[-1] / 2
        low = order[(cumulative >= half).argmax(axis=0), _every(X)]
        high = order[(cumulative > half).argmax(axis=0), _every(X)]
    below, above = X[low, _every(X)], X[high, _every(X)]
    median: FloatArray = below + (above - below) / 2
    return median


def _medians(X: FloatArray, members: NDArray[np.bool_]) -> FloatArray:
    """The medians of many clusters at once: in the order of a column, the members in the middle of each."""
    sizes = members.sum(axis=1)
    first = sizes.cumsum() - sizes
    medians = np.empty((len(members), X.shape[1]))
    for feature in range(X.shape[1]):
        order = X[:, feature].argsort()
        column = X[order, feature]
        # Where they stand, cluster after cluster, in rising order within each.
        places = np.flatnonzero(members.take(order, axis=1)) % len(X)
        below, above = column[places[first + (sizes - 1) // 2]], column[places[first + sizes // 2]]
        medians[:, feature] = below + (above - below) / 2
    return medians


def _every(X: FloatArray) -> IntArray:
    return np.arange(X.shape[1])


def _straight(points: FloatArray, centers: FloatArray) -> FloatArray:
    distances = _squared_distances(points, centers)
    return np.sqrt(distances, out=distances)


def _geometric_median(X: FloatArray, weights: Weights, balance: float = BALANCE) -> FloatArray:
    """Where the sum of (weighted) straight distances to the rows is least, shape (n_features,)."""
    if weights is None:
        weights = np.ones(len(X))
    counts = weights > 0
    sizes = np.array([np.count_nonzero(counts)])
    median: FloatArray = _in_balance(X[counts], sizes, weights[counts], balance)[0]
    return median


def _geometric_medians(X: FloatArray, members: NDArray[np.bool_], balance: float = BALANCE) -> FloatArray:
    """The geometric medians of many clusters at once."""
    medians = np.empty((len(members), X.shape[1]))
    size = max(1, AT_ONCE // len(X))
    for start in range(0, len(members), size):
        some = slice(start, start + size)
        rows = np.nonzero(members[some])[1]
        medians[some] = _in_balance(X[rows], members[some].sum(axis=1), np.ones(len(rows)), balance)
    return medians


def _in_balance(X: FloatArray, sizes: IntArray, weights: FloatArray, balance: float) -> FloatArray:
    """The geometric medians of clusters, shape (m, n_features), whose rows follow one another in `X`, as many as `sizes` says.

    Weiszfeld's iteration (1937), which Vardi and Zhang (2000) made sound where it meets one of the points. Each point pulls with its
    weight, and the median is where the pulls are in balance: or at a point whose own weight holds against the pull of all others.
    Where points lie evenly about the median in d columns, his steps are too short by d / (d - 1): they are made so much longer, which in two
    columns halves the iterations.
    What is found for a cluster does not depend on the others, to the last digit: sums go in the order of its rows.
    """
    first = sizes.cumsum() - sizes
    group = np.repeat(np.arange(len(sizes)), sizes)
    weights = weights / np.maximum.reduceat(weights, first)[group]
    total = np.bincount(group, weights)
    origin = np.stack([np.bincount(group, weights * column) / total for column in X.T], axis=1)
    away = X - origin[group]
    scale = np.maximum.reduceat(np.abs(away).max(axis=1), first)
    scale[scale == 0] = 1
    clusters = _Clusters(away / scale[group, np.newaxis], weights, sizes)
    n_features = X.shape[1]
    step = min(LONGEST_STEP, n_features / (n_features - 1)) if n_features > 1 else LONGEST_STEP

    found = np.empty_like(origin)
    left = np.arange(len(sizes))  # the clusters whose medians are not found yet: what follows is theirs alone
    places, tried = np.zeros_like(origin), np.full(len(sizes), -1)
    for _ in range(MOST_ITERATIONS):
        pull, held, stiffness, nearest = clusters.pulls(places)
        excess = _norms(pull) - held
        ended = excess <= balance * total[left]
        found[left[ended]] = (origin[left] + scale[left, np.newaxis] * places)[ended]
        # A median at a point would be approached for ever: ask the point.
        asked = nearest != tried
        if asked.any():
            tried = nearest
            there, held_there, _, _ = clusters.some(asked).pulls(
                clusters.points[(clusters.first + nearest)[asked]]
            )
            holds = np.flatnonzero(asked)[_norms(there) <= held_there + 1e-12]
            found[left[holds]] = X[(first[left] + nearest)[holds]]
            ended[holds] = True
        if ended.any():
            stay = ~ended
            left, tried, clusters = left[stay], tried[stay], clusters.some(stay)
            places, pull, stiffness, excess, held = (
                each[stay] for each in (places, pull, stiffness, excess, held)
            )
            if not left.size:
                break
        places = places + pull / stiffness[:, np.newaxis] * (step * excess / (excess + held))[:, np.newaxis]
    found[left] = origin[left] + scale[left, np.newaxis] * places
    return found


class _Clusters:
    """Points and their weights, cluster after cluster."""

    def __init__(self, points: FloatArray, weights: FloatArray, sizes: IntArray) -> None:
        self.points, self.weights, self.sizes = points, weights, sizes
        self.first = sizes.cumsum() - sizes
        self.group = np.repeat(np.arange(len(sizes)), sizes)

    def some(self, which: NDArray[np.bool_]) -> _Clusters:
        rows = which[self.group]
        return _Clusters(self.points[rows], self.weights[rows], self.sizes[which])

    def pulls(self, places: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, IntArray]:
        """For a place in each cluster: the sum of the weighted unit vectors from there to the points elsewhere, the weight of the points
        that are there, the sum of weights by distances, and which point is the nearest, counted in the cluster."""
        group, m = self.group, len(self.sizes)
        away = self.points - places[group]
        lengths = _norms(away)
        here = lengths == 0
        shares = np.divide(self.weights, lengths, out=np.zeros(len(lengths)), where=~here)
        pull: FloatArray = np.empty((m, away.shape[1]))
        for feature, column in enumerate(away.T):
            pull[:, feature] = np.bincount(group, shares * column, m)
        nearest = np.empty(m, dtype=np.intp)
        near = np.flatnonzero(lengths == np.minimum.reduceat(lengths, self.first)[group])[::-1]
        nearest[group[near]] = near  # of several the first, which is written last
        held = np.bincount(group, np.where(here, self.weights, 0.0), m).astype(np.float64)
        stiffness = np.bincount(group, shares, m).astype(np.float64)
        return pull, held, stiffness, nearest - self.first


def _norms(vectors: FloatArray) -> FloatArray:
    """The lengths of the rows: column by column, so that a row's does not depend on how many there are."""
    total = vectors[:, 0] ** 2
    for feature in range(1, vectors.shape[1]):
        total += vectors[:, feature] ** 2
    lengths: FloatArray = np.sqrt(total)
    return lengths
