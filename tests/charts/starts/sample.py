"""Four groups of points, which the figures of many starts are drawn of."""

import numpy as np

from kmeans_core import initial_means, run
from study.remedies import Shot, draws_of

X = np.random.default_rng(0).normal(size=(200, 2)) + np.repeat([[0, 0], [9, 0], [0, 9], [9, 9]], 50, axis=0)


def draws(init: str, X: np.ndarray, k: int, seed: int) -> list[Shot]:
    """The first means of a start, draw by draw, numbered as they are drawn."""
    return draws_of(init, X, seed, run(X, initial_means(X, k, init, seed)))
