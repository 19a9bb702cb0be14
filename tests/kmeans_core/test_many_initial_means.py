"""The means of many seeds at once are those of each seed alone."""

from __future__ import annotations

import numpy as np
import pytest

from kmeans_core import INITIALIZATIONS, initial_means, many_initial_means
from kmeans_core.many_initial_means import _many_initial_means, _running_sums
from tests.kmeans_core.groups import blobs


@pytest.mark.parametrize("table", [0, 2**20])
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("init", sorted(INITIALIZATIONS))
def test_as_alone_whether_distances_are_looked_up_or_not(
    init: str, weighted: bool, table: int, rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_initial_means, "TABLE", table)
    monkeypatch.setattr(many_initial_means, "BLOCK", 70 * 40)  # blocks of 70 seeds, and a rest
    X = np.asfortranarray(blobs(n=40, n_features=3))
    X[::7] = X[0]  # coinciding points
    weights = 10.0 ** rng.uniform(-9, 9, len(X)) * (rng.random(len(X)) > 0.3) if weighted else None
    means = _many_initial_means(X, 6, INITIALIZATIONS[init], list(range(100)), weights)
    alone = [initial_means(X, 6, init, seed, sample_weight=weights) for seed in range(100)]
    np.testing.assert_array_equal(means, alone)


@pytest.mark.parametrize("n_rows", [1, 63, 64, 200])
def test_running_sums_are_those_of_numpy_to_the_last_digit(n_rows: int, rng: np.random.Generator) -> None:
    weights = rng.exponential(size=(n_rows, 33)) * 10.0 ** rng.integers(-12, 12, (n_rows, 33))
    np.testing.assert_array_equal(_running_sums(weights), np.cumsum(weights, axis=1))
