"""City blocks, whose center is the median of each column, and straight distances that are not squared, whose center is the geometric median:
the centers that one far row does not pull to it. Registered in similarities.py."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.distances import _absolute_differences, _squared_distances
from kmeans_core.sums import Weights, _mean
from kmeans_core.trace import _lengths

# The pull on a geometric median, as a share of all weight: its sum is then at most a billionth above the least.
BALANCE = 5e-10
# Iterations for a geometric median: some forty do, mostly; more where it is close to one of the points.
MOST_ITERATIONS = 2000


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
    return np.sqrt(_squared_distances(points, centers))


def _geometric_median(X: FloatArray, weights: Weights) -> FloatArray:
    """Weiszfeld's iteration (1937), which Vardi and Zhang (2000) made sound where it meets one of the points.

    Each point pulls with its weight, and the median is where the pulls are in balance: or at a point whose own weight holds
    against the pull of all others.
    """
    if weights is None:
        weights = np.ones(len(X))
    counts = weights > 0
    X, weights = X[counts], weights[counts] / weights.max()
    origin = _mean(X, weights)
    scale = float(np.abs(X - origin).max()) or 1.0
    points = (X - origin) / scale
    least_pull = BALANCE * float(weights.sum())

    median, tried = np.zeros(X.shape[1]), -1
    for _ in range(MOST_ITERATIONS):
        pull, held, stiffness, nearest = _pull(points, weights, median)
        excess = float(np.linalg.norm(pull)) - held
        if nearest != tried:
            # A median at a point would be approached for ever: ask the point.
            tried = nearest
            there, held_there, _, _ = _pull(points, weights, points[nearest])
            if np.linalg.norm(there) <= held_there + 1e-12:
                at_a_point: FloatArray = X[nearest]
                return at_a_point
        if excess <= least_pull:
            break
        median = median + pull / stiffness * (excess / (excess + held))
    return origin + scale * median


def _pull(points: FloatArray, weights: FloatArray, place: FloatArray) -> tuple[FloatArray, float, float, int]:
    """The sum of the weighted unit vectors from `place` to the points elsewhere, the weight of those there, the sum of weights by
    distances, and the nearest point."""
    away = points - place
    lengths = _lengths(away)
    elsewhere = lengths > 0
    shares = np.divide(weights, lengths, out=np.zeros(len(points)), where=elsewhere)
    return shares @ away, float(weights[~elsewhere].sum()), float(shares.sum()), int(lengths.argmin())
