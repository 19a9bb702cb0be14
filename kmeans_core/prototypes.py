"""Numbers and words in one table, whose center is the mean and the most common word. Registered in similarities.py."""

from __future__ import annotations

import numpy as np

from kmeans_core.checks import FloatArray
from kmeans_core.sums import Weights, _mean


def _prototype_distances(
    points: FloatArray, centers: FloatArray, words: tuple[int, ...], mismatch: float
) -> FloatArray:
    total = np.zeros((len(centers), len(points)))
    for feature in range(points.shape[1]):
        column, of_centers = points[:, feature], centers[:, feature, np.newaxis]
        total += mismatch * (column != of_centers) if feature in words else (column - of_centers) ** 2
    return total


def _by_spread(X: FloatArray, spreads: FloatArray) -> FloatArray:
    return X / spreads


def _prototype(X: FloatArray, weights: Weights, words: tuple[int, ...]) -> FloatArray:
    prototype = _mean(X, weights)
    for column in words:
        codes, positions = np.unique(X[:, column], return_inverse=True)
        prototype[column] = codes[np.bincount(positions, weights).argmax()]
    return prototype


def _refuse_columns_that_are_not_there(X: FloatArray, name: str, n_features: int) -> None:
    if X.shape[1] != n_features:
        raise ValueError(
            f"{name} has {X.shape[1]} columns, the table that the spreads were taken from has {n_features}."
        )
