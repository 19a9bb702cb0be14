from __future__ import annotations

import numpy as np
import pytest

from kmeans_core import cluster_summary, run


def test_sizes_and_spreads_worked_by_hand() -> None:
    # Around (0, 0): distances 3 and 4, so the root of (9 + 16) / 2. Around (9, 9): one point, on its mean.
    summary = cluster_summary([[0, 3], [4, 0], [9, 9]], [0, 0, 2], [[0, 0], [50, 50], [9, 9]])
    assert summary.sizes.tolist() == [2, 0, 1]
    assert summary.spreads[0] == pytest.approx(np.sqrt(12.5))
    assert np.isnan(summary.spreads[1])
    assert summary.spreads[2] == 0


def test_sizes_and_spreads_make_up_the_inertia(rng: np.random.Generator) -> None:
    X = rng.standard_normal((300, 3)) + 1e8
    result = run(X, X[:5])
    for step in result.steps[1:]:
        sizes, spreads = cluster_summary(X, step.labels, step.means)
        assert sizes.sum() == 300
        assert (sizes * spreads**2).sum() == pytest.approx(step.inertia, rel=1e-12)


def test_before_the_first_assign_there_is_nothing_to_sum_up() -> None:
    result = run([[0.0], [1.0]], [[0.0], [1.0]])
    with pytest.raises(ValueError, match="from 0 to 1; they go from -1"):
        cluster_summary([[0.0], [1.0]], result.steps[0].labels, result.means)
