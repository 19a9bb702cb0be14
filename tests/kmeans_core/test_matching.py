"""The pairing of means, against SciPy and by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linear_sum_assignment

from kmeans_core.matching import match_means, mismatch, optimal_matching


@settings(max_examples=200)
@given(
    st.integers(1, 12).flatmap(
        lambda k: arrays(
            np.float64, (k, k), elements=st.one_of(st.integers(-5, 5).map(float), st.floats(-1e6, 1e6))
        )
    )
)
def test_the_sum_is_that_of_scipy(cost: Any) -> None:
    columns = optimal_matching(cost)
    assert sorted(columns.tolist()) == list(range(len(cost)))
    rows, best = linear_sum_assignment(cost)
    np.testing.assert_allclose(
        cost[rows, columns].sum(), cost[rows, best].sum(), rtol=1e-9, atol=1e-9 * np.abs(cost).max()
    )


def test_a_hundred_means_as_scipy_pairs_them() -> None:
    cost = np.random.default_rng(0).random((100, 100))
    np.testing.assert_array_equal(optimal_matching(cost), linear_sum_assignment(cost)[1])


def test_one_row_yields_for_the_least_sum() -> None:
    assert optimal_matching([[1, 2], [1, 9]]).tolist() == [1, 0]
    assert optimal_matching([[4, 1, 3], [2, 0, 5], [3, 2, 2]]).tolist() == [1, 0, 2]


@pytest.mark.parametrize("k", [1, 2, 5, 20])
def test_a_shuffle_is_undone(k: int) -> None:
    rng = np.random.default_rng(k)
    reference = rng.normal(size=(k, 2))
    means = (reference + 1e-3 * rng.normal(size=(k, 2)))[rng.permutation(k)]
    np.testing.assert_allclose(means[match_means(means, reference)], reference, atol=0.01)


def test_means_that_coincide_still_go_one_each() -> None:
    assert sorted(match_means(np.zeros((4, 2)), np.zeros((4, 2))).tolist()) == [0, 1, 2, 3]


def test_two_means_near_one_place_are_told_apart_at_least_cost() -> None:
    # Both are nearest to 0; sending 2 there and 1 to 10 would cost 4 + 81, the other way 1 + 64.
    assert match_means([[2.0], [1.0]], [[0.0], [10.0]]).tolist() == [1, 0]


def test_far_from_the_origin() -> None:
    reference = 1e8 + np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    assert match_means(reference[[2, 0, 1]], reference).tolist() == [1, 2, 0]


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="square"):
        optimal_matching([[1.0, 2.0]])
    with pytest.raises(ValueError, match="missing value"):
        optimal_matching([[np.nan]])
    with pytest.raises(ValueError, match="as many means"):
        match_means([[1.0]], [[1.0], [2.0]])


def test_a_group_that_two_clusters_share_and_a_cluster_that_serves_two() -> None:
    found = mismatch([0, 1, 2, 2, 2, 2], [0, 0, 1, 1, 2, 2], 3)
    assert (found.shared, found.serving, found.empty) == ({0: (0, 1)}, {2: (1, 2)}, ())


def test_three_clusters_in_one_group_and_one_without_points() -> None:
    groups = [0] * 9 + [1] * 4 + [2] * 4 + [3] * 4 + [4] * 4
    clusters = [0, 0, 0, 1, 1, 1, 2, 2, 2] + [3] * 16
    found = mismatch(clusters, groups, 5)
    assert (found.shared, found.serving, found.empty) == ({0: (0, 1, 2)}, {3: (1, 2, 3, 4)}, (4,))


@given(
    st.integers(1, 6).flatmap(
        lambda k: st.tuples(
            st.just(k),
            st.lists(st.tuples(st.integers(0, k - 1), st.integers(0, k - 1)), min_size=1, max_size=40),
            st.permutations(range(k)),
        )
    )
)
def test_numbers_do_not_say_who_shares_and_who_serves(
    case: tuple[int, list[tuple[int, int]], list[int]],
) -> None:
    k, pairs, names = case
    own, groups = np.array(pairs).T
    renamed = np.array(names)[groups]
    same = mismatch(renamed, groups, k)
    assert (same.shared, same.serving) == ({}, {})
    found = mismatch(own, groups, k)
    used = [cluster for clusters in found.shared.values() for cluster in clusters]
    assert len(used) == len(set(used))  # nobody shares two groups
    served = [group for each in found.serving.values() for group in each]
    assert len(served) == len(set(served))
    assert set(found.empty) == set(range(k)) - set(own.tolist())
