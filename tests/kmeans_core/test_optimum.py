"""The best there is, against all partitions."""

from __future__ import annotations

import doctest
import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmeans_core import assign_labels, best_of_one_column, best_partition, run_many
from kmeans_core import optimum as module
from kmeans_core.optimum import MOST_POINTS
from tests.kmeans_core.groups import PAIRS, blobs


def inertia(X: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> float:
    total = 0.0
    for label in np.unique(labels):
        members = labels == label
        mean = np.average(X[members], axis=0, weights=weights[members])
        total += float(weights[members] @ ((X[members] - mean) ** 2).sum(axis=1))
    return total


def least_of_all(X: np.ndarray, k: int, weights: np.ndarray) -> float:
    """By looking at every labelling whose first point is in the first group."""
    labellings = itertools.product(range(k), repeat=len(X) - 1)
    return min(inertia(X, np.array([0, *rest]), weights) for rest in labellings)


@settings(max_examples=60)
@given(
    n=st.integers(1, 7),
    k=st.integers(1, 4),
    n_features=st.integers(1, 3),
    seed=st.integers(0, 2**20),
    whole=st.booleans(),
)
def test_no_partition_is_better(n: int, k: int, n_features: int, seed: int, whole: bool) -> None:
    rng = np.random.default_rng(seed)
    X = (
        rng.integers(0, 5, size=(n, n_features)).astype(float)
        if whole
        else rng.normal(size=(n, n_features)) ** 3
    )
    k = min(k, len(np.unique(X, axis=0)))
    ones = np.ones(n)
    best = best_partition(X, k)
    assert best.inertia == pytest.approx(least_of_all(X, k, ones), rel=1e-9, abs=1e-12)
    assert best.inertia == pytest.approx(inertia(X, best.labels, ones), rel=1e-9, abs=1e-12)
    assert list(dict.fromkeys(best.labels.tolist())) == list(range(k))


@settings(max_examples=60)
@given(n=st.integers(2, 8), k=st.integers(1, 4), seed=st.integers(0, 2**20), whole=st.booleans())
def test_no_groups_of_one_column_are_better(n: int, k: int, seed: int, whole: bool) -> None:
    rng = np.random.default_rng(seed)
    x = rng.integers(-3, 4, size=n).astype(float) if whole else rng.normal(size=n) ** 3 + 100
    weights = rng.integers(0, 4, size=n).astype(float)
    weights[:1] = 1
    k = min(k, len(np.unique(x[weights > 0])))
    best = best_of_one_column(x, k, weights)
    counts = weights > 0
    least = least_of_all(x[counts, np.newaxis], k, weights[counts])
    assert best.inertia == pytest.approx(least, rel=1e-9, abs=1e-11)
    assert best.inertia == pytest.approx(inertia(x[:, np.newaxis], best.labels, weights), rel=1e-9, abs=1e-11)
    assert (np.diff(best.means.ravel()) > 0).all()


@pytest.mark.parametrize(("n", "k"), [(40, 3), (200, 7), (600, 20)])
def test_no_run_on_one_column_is_better(n: int, k: int, rng: np.random.Generator) -> None:
    """Nor would any single place do better as the beginning of a group: the plain quadratic form finds the same."""
    x = np.concatenate([rng.normal(size=n // 2), rng.exponential(5, size=n - n // 2)])
    best = best_of_one_column(x, k)
    assert run_many(x[:, np.newaxis], k, range(50)).inertia.min() >= best.inertia * (1 - 1e-9)
    assert best.inertia == pytest.approx(plain_optimum(np.sort(x), k), rel=1e-9)
    assert (assign_labels(x[:, np.newaxis], best.means) == best.labels).all()


def plain_optimum(x: np.ndarray, k: int) -> float:
    """Dynamic programming with all places where a group might begin tried, groups measured by differences."""
    n = len(x)
    spreads = np.zeros((n, n))
    for begin in range(n):
        rest, sizes = x[begin:] - x[begin], np.arange(1, n - begin + 1)
        spreads[begin, begin:] = np.cumsum(rest**2) - np.cumsum(rest) ** 2 / sizes
    least = spreads[0]
    for _ in range(1, k):
        before = np.r_[np.inf, least[:-1]]
        least = np.array([(before[: end + 1] + spreads[: end + 1, end]).min() for end in range(n)])
    return float(least[-1])


def test_pairs_by_hand() -> None:
    best = best_of_one_column([20, 0, 11, 1, 10, 21], 3)
    assert best.labels.tolist() == [2, 0, 1, 0, 1, 2]
    assert best.means.ravel().tolist() == [0.5, 10.5, 20.5]
    assert best.inertia == best_partition(PAIRS, 3).inertia == 1.5


def test_a_column_far_from_zero() -> None:
    assert best_of_one_column(PAIRS.ravel() + 1e9, 3).inertia == 1.5


def test_a_point_without_weight_goes_where_it_is_nearest() -> None:
    best = best_of_one_column([0.0, 1.0, 10.0, 9.0], 2, [1, 1, 1, 0])
    assert best.labels.tolist() == [0, 0, 1, 1]
    assert best.means.ravel().tolist() == [0.5, 10.0]


@pytest.mark.parametrize("seed", range(3))
def test_fifteen_points_are_no_better_by_many_starts(seed: int) -> None:
    X = blobs(n=15, k=3, spread=0.5, seed=seed)
    best = best_partition(X, 4)
    assert run_many(X, 4, range(300), "k-means++").inertia.min() == pytest.approx(best.inertia, rel=0.05)
    assert run_many(X, 4, range(300), "k-means++").inertia.min() >= best.inertia * (1 - 1e-9)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: best_of_one_column([[1.0, 2.0]], 1), "must be one column"),
        (lambda: best_of_one_column([1.0, 1.0], 2), "only 1 distinct point"),
        (lambda: best_of_one_column([1.0, np.nan], 1), "missing value"),
        (lambda: best_of_one_column([1.0, 2.0], 2, [1, 0]), "weight above 0"),
        (lambda: best_partition(np.zeros((MOST_POINTS + 1, 2)), 1), "too long"),
        (lambda: best_partition([[1.0], [1.0]], 2), "only 1 distinct point"),
    ],
)
def test_what_has_no_best_groups_is_refused_with_a_sentence(call: Callable[[], object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()


def test_the_examples() -> None:
    results = doctest.testmod(module)
    assert results.failed == 0
    assert results.attempted
