"""The best of several starts, against sums worked by hand and scikit-learn."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
from sklearn.cluster import KMeans

import kmeans_core.best
from kmeans_core import fit, run, run_many
from kmeans_core.solutions import distinct_solutions

PAIRS = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])


def test_the_worked_example() -> None:
    assert doctest.testmod(kmeans_core.best).failed == 0


def test_sums_of_squares_worked_by_hand() -> None:
    # Two groups: 0 and 2 about 1; 7, 8 and 9 about 8. The mean of all is 26/5.
    X = [[0.0], [2.0], [7.0], [8.0], [9.0]]
    best = fit(X, 2)
    order = best.means.ravel().argsort()
    assert best.means.ravel()[order].tolist() == [1, 8]
    assert best.inertia_by_cluster[order].tolist() == [2, 2]
    assert best.inertia == 4
    assert best.total == pytest.approx(0 + 4 + 49 + 64 + 81 - 26**2 / 5)
    assert best.between == pytest.approx(2 * (1 - 5.2) ** 2 + 3 * (8 - 5.2) ** 2)
    assert best.transform([[1.0], [4.0]])[:, order].tolist() == [[0, 7], [3, 4]]
    assert best.predict([[1.0], [6.0]]).tolist() == order.tolist()


def test_weights_count_in_all_sums() -> None:
    X, weights = [[0.0], [2.0], [7.0], [9.0]], [3, 1, 1, 1]
    best, repeated = fit(X, 2, sample_weight=weights), fit([[0.0]] * 3 + X[1:], 2)
    assert (best.inertia, best.total) == pytest.approx((repeated.inertia, repeated.total))
    assert best.inertia_by_cluster.sum() == pytest.approx(best.inertia)


def test_it_is_the_first_start_of_the_best_answer(rng: np.random.Generator) -> None:
    X = rng.standard_normal((200, 2))
    best = fit(X, 5, 30, "random", rng=7)
    runs = run_many(X, 5, range(7, 37), "random")
    answer = distinct_solutions(runs)[0]
    assert best.seed == answer.seed == 7 + best.start
    np.testing.assert_array_equal(best.labels, answer.labels)
    np.testing.assert_array_equal(best.means, run(X, runs.starts[best.start]).means)
    assert best.inertia == pytest.approx(runs.inertia.min(), rel=1e-12)
    assert best.converged and best.iterations == runs.iterations[best.start]


def test_a_generator_gives_the_seeds(rng: np.random.Generator) -> None:
    one, same = (fit(PAIRS, 3, 4, rng=np.random.default_rng(5)) for _ in range(2))
    other = fit(PAIRS, 3, 4, rng=rng)
    assert one.runs.seeds.tolist() == same.runs.seeds.tolist() != other.runs.seeds.tolist()


def test_as_good_as_scikit_learn(rng: np.random.Generator) -> None:
    X = rng.standard_normal((300, 3)) + 5 * rng.integers(0, 3, (300, 1))
    ours, theirs = fit(X, 4, 20, "greedy k-means++"), KMeans(4, n_init=20, random_state=0, tol=0).fit(X)
    assert ours.inertia == pytest.approx(theirs.inertia_, rel=1e-9)
    np.testing.assert_allclose(
        np.sort(ours.transform(X), axis=1), np.sort(theirs.transform(X), axis=1), atol=1e-6
    )


def test_stopped_before_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kmeans_core.many.CHUNK", 1)
    assert len(fit(PAIRS, 3, 9, progress=lambda done, total: done < 2).runs) == 2


def test_transform_wants_the_features_of_the_means() -> None:
    with pytest.raises(ValueError, match="X has 2 features, the means have 1"):
        fit(PAIRS, 2).transform([[0.0, 1.0]])
