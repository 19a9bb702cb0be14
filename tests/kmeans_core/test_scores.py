"""Scores, against scikit-learn, SciPy and by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import adjusted_rand_score

from kmeans_core.scores import (
    adjusted_rand_index,
    as_good_as,
    centroid_index,
    means_of_labels,
    percent_above_best,
    success_rate,
    wilson_interval,
)

labellings = st.integers(1, 40).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 6), min_size=n, max_size=n)] * 2)
)


@settings(max_examples=300)
@given(labellings)
def test_adjusted_rand_index_is_that_of_scikit_learn(pair: Any) -> None:
    a, b = pair
    assert adjusted_rand_index(a, b) == pytest.approx(adjusted_rand_score(a, b), abs=1e-12)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 0], [1, 1, 1], 1.0),
        ([0, 1, 2], [2, 1, 0], 1.0),
        ([0, 0, 0], [0, 1, 2], 0.0),
        ([0], [3], 1.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
    ],
)
def test_adjusted_rand_index_by_hand(a: Any, b: Any, expected: float) -> None:
    assert adjusted_rand_index(a, b) == expected == adjusted_rand_score(a, b)


def test_adjusted_rand_index_of_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(5, size=300)
    stack = rng.integers(4, size=(50, 300)).astype(np.uint8)
    expected = [adjusted_rand_score(truth, labels) for labels in stack]
    np.testing.assert_allclose(adjusted_rand_index(stack, truth), expected, atol=1e-14)
    monkeypatch.setattr("kmeans_core.scores.BLOCK", 1000)
    np.testing.assert_allclose(adjusted_rand_index(stack, truth), expected, atol=1e-14)
    assert np.shape(adjusted_rand_index(stack[:0], truth)) == (0,)


def test_adjusted_rand_index_of_many_points_does_not_overflow() -> None:
    truth = np.arange(200_000) % 2
    labels = truth.copy()
    labels[:1000] = 0
    assert adjusted_rand_index(labels, truth) == pytest.approx(adjusted_rand_score(truth, labels), rel=1e-12)


def test_adjusted_rand_index_takes_words_and_negative_numbers() -> None:
    assert adjusted_rand_index([-1, -1, 7], ["a", "a", "b"]) == 1.0


def test_adjusted_rand_index_refuses_other_lengths() -> None:
    with pytest.raises(ValueError, match="truth"):
        adjusted_rand_index([0, 1], [0, 1, 2])


def test_centroid_index_by_hand() -> None:
    truth = [[0.0], [10.0], [20.0]]
    assert centroid_index([[20.1], [0.2], [9.0]], truth) == 0
    assert centroid_index([[0.0], [1.0], [15.0]], truth) == 1
    assert centroid_index([[0.0], [1.0], [2.0]], truth) == 2
    # All three true clusters have a mean, but one mean is too many: it is an orphan the other way round.
    assert centroid_index([[0.0], [1.0], [10.0], [20.0]], truth) == 1
    assert centroid_index([[10.0]], truth) == 2


def test_centroid_index_looks_both_ways() -> None:
    # Each mean is nearest to a true mean of its own kind one way; the other way both true means come to the second.
    assert (
        centroid_index([[-100.0], [4.0]], [[0.0], [5.0]])
        == centroid_index([[0.0], [5.0]], [[-100.0], [4.0]])
        == 1
    )


def test_centroid_index_of_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    truth, stack = rng.normal(size=(5, 3)), rng.normal(size=(40, 7, 3))
    expected = [centroid_index(means, truth) for means in stack]
    assert np.asarray(centroid_index(stack, truth)).tolist() == expected
    monkeypatch.setattr("kmeans_core.scores.BLOCK", 100)
    assert np.asarray(centroid_index(stack, truth)).tolist() == expected
    assert np.shape(centroid_index(stack[:0], truth)) == (0,)


def test_centroid_index_refuses_other_features() -> None:
    with pytest.raises(ValueError, match="means must have the shape"):
        centroid_index([[0.0, 1.0]], [[0.0]])


def test_success_rate() -> None:
    assert success_rate([0, 1, 0, 3]) == 0.5
    assert np.isnan(success_rate([]))


@settings(max_examples=100)
@given(st.integers(1, 5000), st.data(), st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_wilson_interval_is_that_of_scipy(n: int, data: st.DataObject, confidence: float) -> None:
    successes = data.draw(st.integers(0, n))
    expected = binomtest(successes, n).proportion_ci(confidence, method="wilson")
    low, high = wilson_interval(successes, n, confidence)
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert 0 <= low <= successes / n <= high <= 1


def test_wilson_interval_at_its_ends() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)
    assert wilson_interval(0, 10)[0] == 0.0
    assert wilson_interval(10, 10)[1] == 1.0
    for successes, n, confidence in [(3, 2, 0.95), (-1, 2, 0.95), (1, 2, 1.0)]:
        with pytest.raises(ValueError, match="must be"):
            wilson_interval(successes, n, confidence)


def test_percent_above_best() -> None:
    assert percent_above_best([4.0, 16.0, 5.0]).tolist() == [0.0, 300.0, 25.0]
    assert percent_above_best([4.0], best=2.0).tolist() == [100.0]
    assert percent_above_best([0.0, 1.0]).tolist() == [0.0, np.inf]
    assert percent_above_best([]).tolist() == []
    # Whether a hair above or below: what differs by rounding alone is as good.
    assert percent_above_best([0.3, 0.1 + 0.2, 0.3 - 1e-16, 0.3000001]).tolist()[:3] == [0.0, 0.0, 0.0]
    assert percent_above_best([0.3000001], best=0.3)[0] > 0 > percent_above_best([0.2999999], best=0.3)[0]


def test_equals_are_given_the_least_inertia_among_them() -> None:
    assert as_good_as([2.0, 1.0, 1.0 + 1e-12, 2.0 + 1e-12, 0.0]).tolist() == [2.0, 1.0, 1.0, 2.0, 0.0]
    assert as_good_as([]).tolist() == []


def test_means_of_labels() -> None:
    X = np.array([[0.0, 1e8], [2.0, 1e8], [10.0, 1e8 + 1], [99.0, 0.0]])
    assert means_of_labels(X[:3], [7, 7, 3]).tolist() == [[10.0, 1e8 + 1], [1.0, 1e8]]
    assert means_of_labels(X, [1, 1, 2, 0], ignore=0).tolist() == [[1.0, 1e8], [10.0, 1e8 + 1]]
    with pytest.raises(ValueError, match="one per row"):
        means_of_labels(X, [0, 1])
    with pytest.raises(ValueError, match="No point is left"):
        means_of_labels(X, [0, 0, 0, 0], ignore=0)
