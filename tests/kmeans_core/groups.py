"""Points of a few groups, for tests of many starts."""

from __future__ import annotations

import numpy as np

PAIRS = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])


def blobs(n=60, k=4, spread=0.3, seed=0, n_features=2):
    rng = np.random.default_rng(seed)
    centers = rng.uniform(-1, 1, size=(k, n_features))
    return centers[rng.integers(k, size=n)] + spread * rng.normal(size=(n, n_features))
