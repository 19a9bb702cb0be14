"""Criteria for a grouping: by hand on few points, and against scikit-learn."""

from __future__ import annotations

from math import inf, log, pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from kmeans_core import criteria, make_dataset

FOUR, PAIRS = [[0.0], [2.0], [10.0], [14.0]], [0, 0, 1, 1]


def test_six_points_by_hand() -> None:
    X, labels = (
        [[0.0, 0.0], [0.0, 2.0], [2.0, 0.0], [2.0, 2.0], [11.0, 1.0], [13.0, 1.0]],
        [7, 7, 7, 7, -1, -1],
    )
    # means (1, 1) and (12, 1); squares: four of 2, two of 1
    assert criteria.within_cluster_sum_of_squares(X, labels) == 10
    # the mean of all is (14/3, 1): between = 4 * (11/3)^2 + 2 * (22/3)^2
    assert criteria.calinski_harabasz(X, labels) == pytest.approx(
        (4 * (11 / 3) ** 2 + 2 * (22 / 3) ** 2) / (10 / 4)
    )
    assert criteria.davies_bouldin(X, labels) == pytest.approx((2**0.5 + 1) / 11)
    # (11, 1): 2 to the other of its group; to the others 122^.5 twice and 82^.5 twice
    away = (122**0.5 + 82**0.5) / 2
    assert criteria.silhouette_samples(X, labels)[4] == pytest.approx((away - 2) / away)
    # variance 10 / (2 * (6 - 2)), two groups of 4 and 2 in two dimensions
    variance = 10 / 8
    likelihood = 4 * log(4 / 6) + 2 * log(2 / 6) - 6 * log(2 * pi * variance) - 4
    assert criteria.bayesian_information_criterion(X, labels) == pytest.approx(likelihood - 3 * log(6))


def test_simplified_silhouette_counts_the_nearest_two_means() -> None:
    assert criteria.simplified_silhouette([[0.0], [4.0]], [[1.0], [8.0], [100.0]]) == pytest.approx(
        (7 / 8 + 1 / 4) / 2
    )
    assert criteria.simplified_silhouette([[1.0], [1.0]], [[1.0], [1.0]]) == 0


@pytest.mark.parametrize("shape", ["blobs", "two moons", "uniform noise"])
@pytest.mark.parametrize("offset", [0.0, 1e6])
def test_as_scikit_learn_has_them(shape: str, offset: float) -> None:
    X, _ = make_dataset(shape, 400, 4, 1.0, 3)
    labels = np.random.default_rng(1).integers(0, 5, 400)
    X = np.column_stack([X, X[:, 0] * labels]) + offset
    np.testing.assert_allclose(
        criteria.silhouette_samples(X, labels),
        metrics.silhouette_samples(X - offset, labels),
        atol=1e-12 * max(1, offset),
    )
    # scikit-learn's own sums lose digits far from the origin
    assert criteria.calinski_harabasz(X, labels) == pytest.approx(
        metrics.calinski_harabasz_score(X - offset, labels), rel=1e-8
    )
    if not offset:
        assert criteria.silhouette_score(X, labels) == pytest.approx(
            metrics.silhouette_score(X, labels), abs=1e-12
        )
        assert criteria.calinski_harabasz(X, labels) == pytest.approx(
            metrics.calinski_harabasz_score(X, labels), rel=1e-12
        )
        assert criteria.davies_bouldin(X, labels) == pytest.approx(
            metrics.davies_bouldin_score(X, labels), rel=1e-12
        )


def test_more_points_than_a_block_holds() -> None:
    X = np.random.default_rng(0).normal(size=(criteria.BLOCK // 100, 2))
    labels = np.arange(len(X)) % 3
    np.testing.assert_allclose(
        criteria.silhouette_samples(X, labels), metrics.silhouette_samples(X, labels), atol=1e-12
    )


@given(
    st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9), st.integers(0, 2)), min_size=3, max_size=25),
    st.randoms(use_true_random=False),
)
def test_neither_order_nor_numbers_of_groups_count(rows: list[tuple[int, int, int]], random: object) -> None:
    data = np.array(rows, dtype=float)
    X, labels = data[:, :2], data[:, 2].astype(int)
    if len(set(labels.tolist())) < 2:
        labels[0] = 3
    shuffled = np.random.default_rng(5).permutation(len(X))
    for criterion in (
        criteria.silhouette_score,
        criteria.davies_bouldin,
        criteria.bayesian_information_criterion,
    ):
        one, other = criterion(X, labels), criterion(X[shuffled], 100 - labels[shuffled])
        assert one == pytest.approx(other, nan_ok=False)
    assert -1 <= criteria.silhouette_score(X, labels) <= 1


def test_a_point_alone_and_points_on_their_means() -> None:
    assert criteria.silhouette_samples([[0.0], [1.0], [9.0]], [0, 0, 1])[2] == 0
    assert criteria.calinski_harabasz([[0.0], [0.0], [1.0], [1.0]], PAIRS) == inf
    assert criteria.bayesian_information_criterion([[0.0], [0.0], [1.0], [1.0]], PAIRS) == inf
    assert criteria.davies_bouldin([[0.0], [0.0], [1.0], [1.0]], PAIRS) == 0
    assert criteria.davies_bouldin([[0.0], [4.0], [1.0], [3.0]], PAIRS) == inf


@pytest.mark.parametrize(
    "criterion", [criteria.silhouette_samples, criteria.davies_bouldin, criteria.calinski_harabasz]
)
def test_one_group_has_nothing_to_be_compared_with(criterion: object) -> None:
    with pytest.raises(ValueError, match="groups"):
        criterion(FOUR, [0, 0, 0, 0])  # type: ignore[operator]


def test_one_label_per_row() -> None:
    with pytest.raises(ValueError, match="one per row"):
        criteria.silhouette_samples(FOUR, [0, 1])
    with pytest.raises(ValueError, match="two means"):
        criteria.simplified_silhouette(FOUR, [[1.0]])
