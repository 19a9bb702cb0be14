"""The similarities that tests try, and tables that all of them can measure."""

from __future__ import annotations

import numpy as np

from kmeans_core import SIMILARITIES, medoids, mixed
from kmeans_core.similarities import Similarity

# A geometric median is found up to a billionth of its sum; all else up to rounding.
CLOSE = 2e-9
NAMES = [*SIMILARITIES, "mixed", "squared Euclidean, mixed medoids"]


def measure_of(name: str, X: np.ndarray) -> Similarity:
    if name in SIMILARITIES:
        return SIMILARITIES[name]
    by_words = mixed(X, [1], mismatch=0.7)
    return by_words if name == "mixed" else medoids(by_words)


def summed(
    measure: Similarity, X: np.ndarray, center: np.ndarray, weights: np.ndarray | None = None
) -> float:
    X = np.asfortranarray(X, dtype=float)
    distances = measure.distances(measure.place(X), measure.place(np.atleast_2d(center)))[0]
    return float(distances.sum() if weights is None else distances @ weights)


def table(seed: int, n: int, whole: bool) -> np.ndarray:
    """Points that every similarity can measure; whole numbers bring ties, equal rows and balanced pulls."""
    rng = np.random.default_rng(seed)
    X = rng.integers(-3, 4, size=(n, 2)).astype(float) if whole else rng.normal(size=(n, 2)) * 20
    X[~X.any(axis=1)] = 1.0
    return X
