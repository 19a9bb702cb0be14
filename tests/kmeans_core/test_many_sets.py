"""Several sets of points side by side: what is found in each is what `run_many` finds in it alone, to the last digit."""

from __future__ import annotations

import numpy as np
import pytest

from kmeans_core import SIMILARITIES, run_many
from kmeans_core.checks import FloatArray
from kmeans_core.many_sets import INIT, BestOfStarts, SetsOfPoints
from kmeans_core.similarities import SQUARED_EUCLIDEAN, Similarity


def alone(X: FloatArray, k: int, starts: int, similarity: Similarity = SQUARED_EUCLIDEAN) -> BestOfStarts:
    runs = run_many(X, k, range(starts if k > 1 else 1), INIT, similarity=similarity)
    return BestOfStarts(
        runs.means[runs.best], runs.labels_of(runs.best).astype(np.intp), float(runs.inertia[runs.best])
    )


def assert_equal(found: list[BestOfStarts], expected: list[BestOfStarts]) -> None:
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one.means, other.means)
        np.testing.assert_array_equal(one.labels, other.labels)
        assert one.inertia == other.inertia


def sets_of_all_kinds(n: int, d: int, seed: int) -> list[FloatArray]:
    """Even, far from zero, tiny, on a lattice (ties), whole numbers, mostly at one place, and one point far away."""
    rng = np.random.default_rng(seed)
    far = rng.normal(size=(n, d))
    far[0] = 2.0**52
    kinds = [
        rng.uniform(-1, 1, (n, d)),
        rng.normal(size=(n, d)) + 1e8,
        rng.normal(size=(n, d)) * 1e-160,
        rng.integers(0, 6, (n, d)) * 0.1 + 2000,
        rng.integers(0, 6, (n, d)).astype(float),
        np.where(rng.random((n, 1)) < 0.7, 1.0, rng.normal(size=(n, d))),
        far,
    ]
    return [np.asfortranarray(kind) for kind in kinds]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("n", "d"), [(12, 1), (61, 2), (300, 2), (150, 8), (700, 3)])
def test_what_is_found_side_by_side_is_what_is_found_alone(n: int, d: int, seed: int) -> None:
    sets = sets_of_all_kinds(n, d, seed)
    side_by_side = SetsOfPoints(sets)
    for k in (1, 2, 3, 7, 12):
        able = [i for i, X in enumerate(sets) if len(np.unique(X, axis=0)) >= k]
        assert_equal(side_by_side.best(k, 3, able), [alone(sets[i], k, 3) for i in able])


def test_the_same_set_twice_gives_the_same_twice_and_none_gives_none() -> None:
    X = sets_of_all_kinds(80, 2, 5)[0]
    twice = SetsOfPoints([X, X]).best(4, 5)
    assert_equal(twice, [alone(X, 4, 5)] * 2)
    assert SetsOfPoints([X, X]).best(4, 5, []) == []


def test_sets_of_different_sizes_come_in_the_order_asked_for() -> None:
    sets = [np.asfortranarray(sets_of_all_kinds(n, 2, 8)[0]) for n in (30, 31, 30, 31, 200)]
    asked = [3, 0, 4, 2, 1]
    assert_equal(SetsOfPoints(sets).best(3, 3, asked), [alone(sets[i], 3, 3) for i in asked])


def test_large_sets_many_columns_and_other_similarities() -> None:
    rng = np.random.default_rng(1)
    for n, d in ((9000, 2), (40, 70)):
        sets = [np.asfortranarray(rng.normal(size=(n, d))) for _ in range(2)]
        assert_equal(SetsOfPoints(sets).best(20, 2), [alone(X, 20, 2) for X in sets])
    sets = [np.asfortranarray(rng.normal(size=(60, 2))) for _ in range(2)]
    manhattan = SIMILARITIES["Manhattan"]
    assert_equal(SetsOfPoints(sets, manhattan).best(3, 2), [alone(X, 3, 2, manhattan) for X in sets])
