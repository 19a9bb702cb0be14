"""The same answers as scikit-learn's Lloyd, and as two lines of textbook NumPy, wherever no tie and no empty cluster
decides. What is left out is left out by `decided_by_chance`; those cases have tests worked by hand in test_lloyd.py."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from sklearn.cluster import KMeans

from kmeans_core import Run, assign_labels, fast, run, update_means
from kmeans_core.distances import _squared_distances


def problem(seed: int) -> tuple[Any, ...]:
    """A random problem: n 1-2,000, d 1-5, k 1-20, several shapes, spreads and offsets."""
    rng = np.random.default_rng(seed)
    n = int(rng.choice([rng.integers(1, 30), rng.integers(30, 400), rng.integers(400, 2001)]))
    d = int(rng.integers(1, 6))
    k = min(n, int(rng.integers(1, 21)))
    spread = float(rng.choice([1e-3, 1.0, 100.0]))
    offset = float(rng.choice([0, 0, 1e3, 1e6, 1e8])) * spread
    if rng.random() < 0.5:
        X = rng.standard_normal((n, d))
    else:
        X = rng.uniform(-8, 8, (max(1, k // 2), d))[rng.integers(max(1, k // 2), size=n)]
        X = X + rng.standard_normal((n, d))
    X = X * spread + offset
    return X, X[rng.choice(n, k, replace=False)].copy(), spread, offset, rng


def reference(X: Any, means: Any, weights: Any = None, max_iter: int = 300) -> KMeans:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return KMeans(len(means), init=means, n_init=1, algorithm="lloyd", tol=0, max_iter=max_iter).fit(
            X, sample_weight=weights
        )


def decided_by_chance(X: Any, result: Run, spread: float, offset: float) -> str:
    """Why scikit-learn may differ: empty clusters (it moves them by another rule), points nearly between two means (it
    expands the square, which rounds), or an update that moves nothing (it then stops one assign earlier)."""
    close = 1e-9 * spread**2 + 1e-13 * abs(offset) * spread
    for step in result.steps:
        if step.empty:
            return "empty"
        if step.kind == "update" and not step.shifts.any():
            return "stands still"
        if step.kind == "assign" and len(step.means) > 1:
            least, second = np.partition(_squared_distances(X, step.means), 1, axis=0)[:2]
            if (second - least < close).any():
                return "tie"
    return ""


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("first_seed", range(0, 200, 20))
def test_same_as_scikit_learn(first_seed: int, weighted: bool) -> None:
    compared = 0
    for seed in range(first_seed, first_seed + 20):
        X, means, spread, offset, rng = problem(seed)
        weights = rng.uniform(0.1, 5, len(X)) if weighted else None
        result = run(X, means, sample_weight=weights)
        if decided_by_chance(X, result, spread, offset):
            continue
        compared += 1
        oracle = reference(X, means, weights)
        np.testing.assert_array_equal(result.labels, oracle.labels_, err_msg=f"seed {seed}")
        digits = 1e-15 * abs(offset)
        np.testing.assert_allclose(
            result.means, oracle.cluster_centers_, rtol=0, atol=1e-11 * spread + 4 * digits
        )
        # Its points have been rounded once more when it centered them.
        assert result.inertia == pytest.approx(oracle.inertia_, rel=1e-10 + 10 * digits / spread)
        assert result.iterations == oracle.n_iter_
        assert result.converged
    assert compared >= 8, "too few problems are compared for this test to mean anything"


@pytest.mark.parametrize("max_iter", [1, 2, 5])
def test_same_as_scikit_learn_when_max_iter_is_reached(max_iter: int) -> None:
    compared = 0
    for seed in range(200, 240):
        X, means, spread, offset, _ = problem(seed)
        result = run(X, means, max_iter=max_iter)
        if decided_by_chance(X, result, spread, offset) or result.converged or offset > 1e6 * spread:
            continue
        compared += 1
        oracle = reference(X, means, max_iter=max_iter)
        assert result.iterations == oracle.n_iter_ == max_iter
        np.testing.assert_allclose(result.means, oracle.cluster_centers_, rtol=1e-9, atol=1e-10 * spread)
        # scikit-learn assigns once more, against its last means.
        np.testing.assert_array_equal(result.labels, oracle.labels_)
        np.testing.assert_array_equal(assign_labels(X, result.means), result.labels)
    assert compared >= 10


def textbook(X: Any, means: Any, max_iter: int = 300) -> list[tuple[Any, Any]]:
    """k-means in the two lines of lloyd.py."""
    k, old, trace = len(means), None, []
    for _ in range(max_iter):
        labels = ((X[:, np.newaxis] - means) ** 2).sum(axis=2).argmin(axis=1)
        trace.append((labels, means))
        if old is not None and np.array_equal(labels, old):
            return trace
        old = labels
        means = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else means[j] for j in range(k)])
    return trace


@pytest.mark.parametrize("few", [0, 10**9])
def test_both_workers_equal_the_textbook_half_step_by_half_step(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast, "FEW", few)
    for seed in range(30):
        rng = np.random.default_rng(seed)
        n, d, k = int(rng.integers(20, 1500)), int(rng.integers(1, 4)), int(rng.integers(1, 12))
        X = rng.standard_normal((n, d)) + 3 * rng.integers(0, 3, (n, 1))
        start = X[rng.choice(n, k, replace=False)]
        assigns = [step for step in run(X, start).steps if step.kind == "assign"]
        for step, (labels, means) in zip(assigns, textbook(X, start), strict=True):
            np.testing.assert_array_equal(step.labels, labels)
            np.testing.assert_allclose(step.means, means, rtol=0, atol=1e-13)


def test_the_two_workers_agree_on_data_of_every_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lattices full of ties, far groups, outliers, weights, duplicates: the same labels, whichever does the work."""
    rng = np.random.default_rng(5)
    lattice = np.stack(np.meshgrid(np.arange(20.0), np.arange(20.0)), axis=-1).reshape(-1, 2)
    far_groups = rng.standard_normal((400, 2)) + 1e8 * rng.integers(0, 2, (400, 1))
    outlier = np.vstack([rng.standard_normal((399, 2)), [[1e9, 1e9]]])
    duplicates = rng.integers(0, 4, (400, 2)).astype(float)
    constant = np.column_stack([rng.standard_normal(400), np.full(400, 7.0)])
    huge = 1e140 * rng.standard_normal((400, 2))
    for X in (lattice, far_groups, outlier, duplicates, constant, huge):
        for k in (1, 2, 6):
            places = np.unique(X, axis=0)
            start = places[rng.choice(len(places), k, replace=False)]
            for weights in (None, rng.uniform(0, 1, 400), np.where(rng.random(400) < 0.01, 1e12, 1.0)):
                if weights is not None and (X is lattice or X is duplicates):
                    continue  # ties between weighted averages are decided by their last digit, whoever adds up
                total = len(X) if weights is None else weights.sum()
                for empty in ("keep", "farthest"):
                    runs = []
                    for few in (10**9, 0):
                        monkeypatch.setattr(fast, "FEW", few)
                        runs.append(run(X, start, sample_weight=weights, empty=empty))
                    few_run, many_run = runs
                    assert few_run.iterations == many_run.iterations
                    scale = np.ptp(X, axis=0).max()
                    for a, b in zip(few_run.steps, many_run.steps, strict=True):
                        assert (a.kind, a.n_changed, a.empty, a.relocated) == (
                            b.kind,
                            b.n_changed,
                            b.empty,
                            b.relocated,
                        )
                        np.testing.assert_array_equal(a.labels, b.labels)
                        np.testing.assert_allclose(a.means, b.means, rtol=1e-12, atol=1e-12 * scale)
                        if a.kind != "start":
                            # Means far from the origin are themselves rounded, by this much:
                            last_digit = 1e-15 * np.abs(X).max()
                            slack = last_digit * np.sqrt(total * b.inertia) + total * last_digit**2
                            assert a.inertia == pytest.approx(b.inertia, rel=1e-9, abs=slack + 1e-300)


@pytest.mark.parametrize("few", [0, 10**9])
@pytest.mark.parametrize("n_features", [60, 70, 400])
def test_labels_of_many_features_are_the_nearest(
    few: int, n_features: int, rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast, "FEW", few)
    monkeypatch.setattr(fast, "PRODUCT", 10**9)
    for X in (
        rng.standard_normal((200, n_features)),
        0.1 * rng.integers(0, 3, (200, n_features)).astype(float) + 7,
    ):
        for step in run(X, X[:6]).steps:
            if step.kind == "assign":
                np.testing.assert_array_equal(step.labels, _squared_distances(X, step.means).argmin(axis=0))


@pytest.mark.parametrize("few", [0, 10**9])
def test_where_squares_have_few_digits_left_labels_are_still_the_nearest(
    few: int, rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast, "FEW", few)
    X = 1e-160 * rng.standard_normal((400, 2))
    for step in run(X, X[:6], max_iter=20).steps:
        if step.kind == "assign":
            np.testing.assert_array_equal(step.labels, _squared_distances(X, step.means).argmin(axis=0))


def test_what_32_bits_cannot_tell_apart_is_decided_by_differences(
    rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Points a hair off the middle between two means: the product sees them as equally near, or worse, the wrong way."""
    monkeypatch.setattr(fast, "FEW", 0)
    for d, offset, size in ((1, 0, 1), (2, 0, 1e-20), (2, 1e5, 1), (3, -3, 1e30), (5, 0, 1e140)):
        means = rng.uniform(-1, 1, (6, d))
        pairs = means[rng.permuted(np.tile(np.arange(6), (3000, 1)), axis=1)[:, :2]]
        hair = 10.0 ** rng.uniform(-14, -4, (3000, 1)) * rng.choice([-1, 1], (3000, 1))
        X = size * (offset + pairs.mean(axis=1) + hair * (pairs[:, 1] - pairs[:, 0]))
        far = np.vstack([X, np.full((1, d), 1e4 * np.abs(X).max())])  # 32 bits leave all open: 64 take over
        for points in (X, far):
            for step in run(points, size * (offset + means), max_iter=4).steps:
                if step.kind == "assign":
                    nearest = _squared_distances(points, step.means).argmin(axis=0)
                    np.testing.assert_array_equal(step.labels, nearest)


@pytest.mark.parametrize("n_per_group", [100, 6000])
def test_far_from_the_origin_labels_are_the_nearest_at_every_step(
    n_per_group: int, rng: np.random.Generator
) -> None:
    X = np.vstack([rng.standard_normal((n_per_group, 2)), 4 + rng.standard_normal((n_per_group, 2))]) + 1e8
    result = run(X, X[:7])
    for step in result.steps:
        if step.kind == "assign":
            np.testing.assert_array_equal(step.labels, _squared_distances(X, step.means).argmin(axis=0))
        if step.kind == "update":
            again = update_means(X, step.labels, 7, step.means)
            np.testing.assert_allclose(
                step.means, again, rtol=0, atol=3e-8
            )  # the step between numbers at 1e8
    assert result.iterations > 5
