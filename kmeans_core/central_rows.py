"""The worst column, and medoids: centers that are rows of the table. Registered in similarities.py."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kmeans_core.checks import FloatArray
from kmeans_core.distances import BLOCK, _absolute_differences
from kmeans_core.sums import Weights


def _worst_column(points: FloatArray, centers: FloatArray) -> FloatArray:
    worst = _absolute_differences(points, centers, 0)
    for feature in range(1, points.shape[1]):
        np.maximum(worst, _absolute_differences(points, centers, feature), out=worst)
    return worst


def _medoid(
    X: FloatArray,
    weights: Weights,
    distances: Callable[[FloatArray, FloatArray], FloatArray],
    place: Callable[[FloatArray], FloatArray],
) -> FloatArray:
    """The row with the least sum of distances to all rows, the first of several; one without weight is not there."""
    if weights is not None:
        X, weights = X[weights > 0], weights[weights > 0]
    points = place(X)
    size = max(1, BLOCK // len(X))
    tables = (distances(points, points[start : start + size]) for start in range(0, len(X), size))
    sums = [table.sum(axis=1) if weights is None else table @ weights for table in tables]
    medoid: FloatArray = X[np.concatenate(sums).argmin()]
    return medoid
