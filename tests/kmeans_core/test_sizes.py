"""Clusters of given sizes, against a solver of linear programs."""

from __future__ import annotations

import doctest
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kmeans_core import fit, labels_of_sizes, run, run_many
from kmeans_core import sizes as module
from tests.kmeans_core.groups import PAIRS, blobs


def least_sum(distances: np.ndarray, least: int, most: int) -> float:
    """The transport problem as a linear program: one share per point and cluster."""
    n, k = distances.shape
    of_points, of_clusters = np.kron(np.eye(n), np.ones(k)), np.kron(np.ones(n), np.eye(k))
    limits = np.r_[np.full(k, most), np.full(k, -least)]
    answer = linprog(
        distances.ravel(),
        np.vstack([of_clusters, -of_clusters]),
        limits,
        of_points,
        np.ones(n),
        method="highs",
    )
    assert answer.success
    return answer.fun


@settings(max_examples=150)
@given(
    data=st.data(), n=st.integers(1, 18), k=st.integers(1, 5), seed=st.integers(0, 2**20), whole=st.booleans()
)
def test_no_other_labels_of_such_sizes_have_a_smaller_sum(
    data: st.DataObject, n: int, k: int, seed: int, whole: bool
) -> None:
    rng = np.random.default_rng(seed)
    distances = rng.integers(0, 4, size=(n, k)).astype(float) if whole else rng.normal(size=(n, k)) ** 3
    least = data.draw(st.integers(0, n // k))
    most = data.draw(st.integers(max(1, least, -(-n // k)), n + 2))
    labels = labels_of_sizes(distances, (least, most))
    sizes = np.bincount(labels, minlength=k)
    assert least <= sizes.min()
    assert sizes.max() <= most
    assert distances[np.arange(n), labels].sum() == pytest.approx(least_sum(distances, least, most), abs=1e-9)


def test_a_chain_through_a_third_cluster_is_found() -> None:
    """The cheapest way from cluster 0 to 2 is by 1: the first point moves to 1, the third from there to 2."""
    distances = [[0.0, 1.0, 50.0], [0.0, 40.0, 60.0], [9.0, 0.0, 1.0]]
    assert labels_of_sizes(distances, (1, 1)).tolist() == [1, 0, 2]


@pytest.mark.parametrize("similarity", ["squared Euclidean", "Manhattan", "Euclidean, medoids"])
def test_a_run_keeps_to_the_sizes_and_never_raises_the_sum(similarity: Any) -> None:
    X = blobs(n=90, k=4)
    runs = run_many(X, 4, range(4), similarity=similarity, sizes=(22, 23))
    for i in range(4):
        ended = runs.replay(i)
        sums = [step.inertia for step in ended.steps[1:]]
        assert (np.diff(sums) <= 1e-12 * sums[0]).all()
        assert ended.converged
        assert set(np.bincount(ended.labels, minlength=4).tolist()) <= {22, 23}
        assert (ended.labels == runs.labels_of(i)).all()


def test_weights_count_in_the_sum_and_not_in_the_sizes() -> None:
    X = [[0.0], [1.0], [2.0], [10.0]]
    # One of the three must go along with 10: the one that weighs least, though it is the farthest.
    ended = run(X, [[1.0], [10.0]], sample_weight=[0.01, 5.0, 5.0, 1.0], sizes=(2, 2))
    assert ended.labels.tolist() == [1, 0, 0, 1]


def test_pairs_by_sizes() -> None:
    best = fit(PAIRS, 3, sizes=(2, 2))
    assert best.inertia == 1.5
    assert run(PAIRS, [[0.0], [1.0], [10.0]], sizes=(2, 2)).inertia == 1.5  # where k-means itself gets stuck


@pytest.mark.parametrize(
    ("sizes", "says"),
    [
        ((3, 3), "Choose a least size of at most 2"),
        ((0, 1), "Choose a largest size of at least 2"),
        ((2, 1), "above the largest"),
        ((-1, 2), "least size"),
        ((1, 2.0), "largest size"),
        (2, "two whole numbers"),
    ],
)
def test_sizes_that_cannot_be_are_refused_with_a_sentence(sizes: Any, says: str) -> None:
    for call in (
        lambda: run(PAIRS, PAIRS[:3], sizes=sizes),
        lambda: run_many(PAIRS, 3, range(2), sizes=sizes),
        lambda: labels_of_sizes(np.ones((6, 3)), sizes),
    ):
        with pytest.raises(ValueError, match=says):
            call()


def test_a_distance_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="distances has a missing value"):
        labels_of_sizes([[np.nan, 1.0]], (0, 1))


def test_the_examples() -> None:
    results = doctest.testmod(module)
    assert results.failed == 0
    assert results.attempted
