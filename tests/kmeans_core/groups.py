"""Points of a few groups, for tests of many starts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

PAIRS = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])


def blobs(
    n: int = 60, k: int = 4, spread: float = 0.3, seed: int = 0, n_features: int = 2
) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    centers = rng.uniform(-1, 1, size=(k, n_features))
    points: NDArray[np.float64] = centers[rng.integers(k, size=n)] + spread * rng.normal(size=(n, n_features))
    return points
