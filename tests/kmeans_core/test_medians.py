"""How soon a geometric median is found; what it is, test_similarities.py tries."""

from __future__ import annotations

import numpy as np
import pytest

from kmeans_core import SIMILARITIES, medians


@pytest.mark.parametrize("n_features", [2, 3])
def test_a_geometric_median_is_found_in_half_the_iterations_of_weiszfeld(
    n_features: int, rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For points that lie evenly about it: the sum is then where his would come to in twice as many."""
    X = rng.normal(size=(60, n_features))
    for iterations in (2, 4, 6):
        monkeypatch.setattr(medians, "MOST_ITERATIONS", iterations)
        ours = SIMILARITIES["Euclidean"].center(X, None)
        his = X.mean(axis=0)
        for _ in range(2 * iterations):
            pulls = 1 / np.linalg.norm(X - his, axis=1)
            his = pulls @ X / pulls.sum()
        sums = [np.linalg.norm(X - center, axis=1).sum() for center in (ours, his)]
        assert sums[0] <= sums[1] * (1 + 1e-9)
