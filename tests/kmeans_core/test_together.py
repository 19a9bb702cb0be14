"""Many starts at once end as each of them ends alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmeans_core import EMPTY_CLUSTER_RULES, INITIALIZATIONS, by_hand, initial_means, run, together
from kmeans_core import many as many_module
from kmeans_core.many import run_many, run_many_from
from tests.kmeans_core.groups import PAIRS, blobs


def assert_as_alone(runs: Any, X: Any, **settings: Any) -> None:
    """Every start of `runs` is what `run` gives from the same initial means."""
    radius = np.ptp(X, axis=0).max() + np.abs(X).max() * 1e-3
    for i in range(len(runs)):
        alone = run(X, runs.starts[i], **settings)
        np.testing.assert_array_equal(runs.labels[i], alone.labels)
        assert runs.iterations[i] == alone.iterations
        assert runs.converged[i] == alone.converged
        np.testing.assert_array_equal(runs.means[i], alone.means)
        np.testing.assert_allclose(
            runs.inertia[i], alone.inertia, rtol=1e-9, atol=len(X) * (1e-14 * radius) ** 2
        )


@st.composite
def problems(draw: st.DrawFn) -> tuple[Any, int, list[int]]:
    """Points, k, seeds: smooth data, lattices full of ties, duplicates, far offsets, outliers, 1 to 4 features."""
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    n, n_features = draw(st.integers(2, 60)), draw(st.integers(1, 4))
    kind = draw(st.sampled_from(["normal", "lattice", "tenths", "duplicates", "outlier", "two far groups"]))
    X = rng.normal(size=(n, n_features))
    if kind == "lattice":
        X = rng.integers(0, 4, size=(n, n_features)).astype(float)
    elif kind == "tenths":
        X = 0.1 * rng.integers(0, 9, size=(n, n_features)).astype(float)
    elif kind == "duplicates":
        X = X[rng.integers(0, max(1, n // 3), size=n)]
    elif kind == "outlier":
        X[0] *= 10.0 ** rng.integers(2, 9)
    elif kind == "two far groups":
        X[: n // 2] += 1e8
    X += draw(st.sampled_from([0.0, 1.0, 1e8]))
    X = np.roll(X, draw(st.integers(0, 1)), axis=0)  # which row comes first does not matter
    distinct = len(np.unique(X, axis=0))
    return X, draw(st.integers(1, min(distinct, 9))), list(range(draw(st.integers(1, 12))))


@settings(max_examples=150)
@given(
    problems(),
    st.sampled_from(sorted(INITIALIZATIONS)),
    st.sampled_from(EMPTY_CLUSTER_RULES),
    st.sampled_from([1, 2, 3, 300]),
)
def test_each_start_is_that_of_run_with_the_same_seed(
    problem: Any, init: str, empty: str, max_iter: int
) -> None:
    X, k, seeds = problem
    runs = run_many(X, k, seeds, init, empty=empty, max_iter=max_iter)
    for i, seed in enumerate(seeds):
        np.testing.assert_array_equal(runs.starts[i], initial_means(X, k, init, seed))
    assert_as_alone(runs, X, empty=empty, max_iter=max_iter)


@settings(max_examples=80)
@given(problems(), st.sampled_from(EMPTY_CLUSTER_RULES), st.booleans())
def test_given_means_with_empty_clusters_and_weights(problem: Any, empty: str, weighted: bool) -> None:
    X, k, seeds = problem
    rng = np.random.default_rng(len(X))
    low, high = X.min(axis=0), X.max(axis=0)
    # Means anywhere, some far outside, some coinciding: many clusters stay empty.
    starts = low + (high - low + 1) * rng.uniform(-2, 3, size=(len(seeds), k, X.shape[1]))
    starts[:, -1] = starts[:, 0]
    weights = None
    if weighted:
        weights = rng.integers(0, 4, size=len(X)).astype(float)
        weights[np.unique(X, axis=0, return_index=True)[1]] += 1  # one point at least of every place counts
    runs = run_many_from(X, starts, empty=empty, sample_weight=weights)
    np.testing.assert_array_equal(runs.starts, starts)
    assert_as_alone(runs, X, empty=empty, sample_weight=weights)


@pytest.mark.parametrize("init", sorted(INITIALIZATIONS))
def test_a_few_hundred_points(init: str) -> None:
    X = blobs(n=400, k=6)
    runs = run_many(X, 6, range(25), init)
    for i in range(25):
        np.testing.assert_array_equal(runs.starts[i], initial_means(X, 6, init, i))
    assert_as_alone(runs, X)


def test_many_points_and_groups() -> None:
    X = blobs(n=3000, k=12, spread=0.1)
    assert_as_alone(run_many(X, 12, range(4)), X)


@pytest.mark.parametrize("n_features", [64, 65, 300])
def test_many_features(n_features: int, rng: np.random.Generator) -> None:
    for X in (
        blobs(n=80, n_features=n_features),
        rng.integers(0, 2, (80, n_features)).astype(float),  # full of ties
        0.1 * rng.integers(0, 3, (80, n_features)),
        blobs(n=80, n_features=n_features) + 1e8 * (np.arange(80) % 2)[:, np.newaxis],
    ):
        starts = X[[rng.choice(80, 4, replace=False) for _ in range(6)]]
        starts[5, 0] = 1e100  # so far off that no product will do
        assert_as_alone(run_many_from(X, starts), X)
        weights = rng.uniform(0.1, 2, 80)
        assert_as_alone(run_many_from(X, starts, sample_weight=weights), X, sample_weight=weights)


@pytest.mark.parametrize("init", sorted(INITIALIZATIONS))
@pytest.mark.parametrize("scale", [1e-300, 1e-155, 1e-30, 1e30, 1e140])
def test_tiny_and_huge_units(scale: float, init: str) -> None:
    X = blobs() * scale
    runs = run_many(X, 4, range(10), init)
    for i in range(10):
        np.testing.assert_array_equal(runs.starts[i], initial_means(X, 4, init, i))
        np.testing.assert_array_equal(runs.labels_of(i), run(X, runs.starts[i]).labels)


def test_a_mean_given_out_of_all_proportion() -> None:
    X = blobs(n=30)
    starts = np.stack([np.vstack([X[:2], [[far, far]]]) for far in (1e3, 1e17, 1e100)])
    assert_as_alone(run_many_from(X, starts), X)


def test_more_clusters_than_fit_in_a_byte() -> None:
    X = blobs(n=700)
    runs = run_many(X, 300, range(3))
    assert runs.labels is not None and runs.labels.dtype == np.uint16
    assert_as_alone(runs, X)


def test_a_start_does_not_depend_on_its_company() -> None:
    X = blobs()
    together, alone = run_many(X, 4, range(50)), run_many(X, 4, [17])
    np.testing.assert_array_equal(together.labels_of(17), alone.labels_of(0))
    np.testing.assert_allclose(together.means[17], alone.means[0], rtol=1e-13)


@pytest.mark.parametrize(("block", "chunk"), [(1, 1), (7, 1000), (500, 5000), (2**20, 2**30)])
def test_blocks_and_chunks_do_not_matter(monkeypatch: pytest.MonkeyPatch, block: int, chunk: int) -> None:
    X = blobs(n=50)
    expected = run_many(X, 4, range(30), "k-means++")
    monkeypatch.setattr(together, "BLOCK", block)
    monkeypatch.setattr(many_module, "CHUNK", chunk)
    monkeypatch.setattr("kmeans_core.many_initial_means.BLOCK", block)
    other = run_many(X, 4, range(30), "k-means++")
    np.testing.assert_array_equal(other.labels, expected.labels)
    np.testing.assert_array_equal(other.starts, expected.starts)
    np.testing.assert_array_equal(other.iterations, expected.iterations)
    np.testing.assert_allclose(other.inertia, expected.inertia, rtol=1e-12)
    assert other.partitions == expected.partitions


def test_partitions_ignore_the_numbering() -> None:
    starts = [[[0.0], [10.0], [20.0]], [[20.0], [0.0], [10.0]], [[0.0], [1.0], [10.0]]]
    a, b, c = run_many_from(PAIRS, starts).partitions
    assert a == b != c


def test_an_initialization_by_hand() -> None:
    X = blobs()
    runs = run_many(X, 4, range(3), by_hand(X[:4]))
    assert len(set(runs.partitions)) == 1
    assert_as_alone(runs, X)
