"""The means of many seeds at once are those of each seed alone."""

from __future__ import annotations

import numpy as np
import pytest

from kmeans_core import INITIALIZATIONS, initial_means, many_initial_means
from kmeans_core.many_initial_means import _draws, _many_initial_means, _running_sums
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


def test_a_draw_at_the_edge_of_two_rows_is_the_later_and_none_is_of_a_row_without_weight() -> None:
    weights = np.array([[0.0, 1.0, 1.0, 0.0, 2.0, 0.0]])
    chances = np.array([[0.0, 0.125, 0.25, 0.375, 0.5, 0.75, 1.0]])
    assert _draws(weights, chances).tolist() == [[1, 1, 2, 2, 4, 4, 4]]
