"""Squared distances by direct differences.

Expanding |x - m|^2 into |x|^2 - 2 x.m + |m|^2 is faster for many features but loses digits when the data lie far from
the origin: at an offset of 1e8 and a spread of 1 it gives four labels in ten wrong. Direct differences do not.
"""

from __future__ import annotations

import numpy as np

from kmeans_core.checks import FloatArray, IntArray

# About this many distances are held at once: few enough to stay in the processor's cache.
BLOCK = 2**17
# Up to this many distances, the plain way to find the least of them is the fastest.
SMALL = 4000


def _summing_origin(X: FloatArray) -> FloatArray:
    """The place about which to sum the points, shape (n_features,): the first point for features that lie far from zero
    and close together, where plain sums lose digits and differences are exact; zero for the others."""
    low, high = X.min(axis=0), X.max(axis=0)
    return np.where(high - low < np.maximum(low, -high) / 2, X[0], 0.0)


def _squared_distances(X: FloatArray, means: FloatArray) -> FloatArray:
    """Squared distance of every point to every mean, shape (k, n_samples): one row per mean."""
    total = X[:, 0] - means[:, 0, np.newaxis]
    total *= total
    for feature in range(1, X.shape[1]):
        difference = X[:, feature] - means[:, feature, np.newaxis]
        difference *= difference
        total += difference
    return total


def _nearest(X: FloatArray, means: FloatArray) -> tuple[IntArray, FloatArray]:
    """For every point, the index of its nearest mean (ties: the lowest) and its squared distance to it."""
    n_samples, k = len(X), len(means)
    if n_samples * k <= SMALL:
        distances = _squared_distances(X, means)
        return distances.argmin(axis=0), distances.min(axis=0)
    labels = np.empty(n_samples, dtype=np.intp)
    closest = np.empty(n_samples)
    # argmin along the short axis is slow for many points. Instead, mark the means at the least distance with a number
    # that falls with their index: the largest mark names the lowest index. Bytes will do while k fits in one.
    marks = np.arange(k, 0, -1, dtype=np.min_scalar_type(k))[:, np.newaxis]
    size = max(1, BLOCK // k)
    for start in range(0, n_samples, size):
        block = slice(start, start + size)
        distances = _squared_distances(X[block], means)
        closest[block] = distances.min(axis=0)
        labels[block] = k - ((distances == closest[block]) * marks).max(axis=0).astype(np.intp)
    return labels, closest


def _squared_distances_to_own(X: FloatArray, means: FloatArray, labels: IntArray) -> FloatArray:
    """Squared distance of every point to the mean of its own cluster, shape (n_samples,)."""
    total = X[:, 0] - means[:, 0][labels]
    total *= total
    for feature in range(1, X.shape[1]):
        difference = X[:, feature] - means[:, feature][labels]
        difference *= difference
        total += difference
    return total
