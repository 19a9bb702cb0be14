"""Ties and empty clusters of a run, where scikit-learn is no judge."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kmeans_core import run, update_means


def test_update_of_an_empty_cluster() -> None:
    X, labels, means = [[0.0], [1.0], [8.0]], [0, 0, 0], [[0.0], [50.0]]
    assert update_means(X, labels, 2, means).tolist() == [[3.0], [50.0]]
    # The points are 3, 2 and 5 away from their mean, 3: the last is farthest.
    assert update_means(X, labels, 2, means, empty="farthest").tolist() == [[3.0], [8.0]]


@pytest.mark.usefixtures("either_worker")
def test_a_tie_goes_to_the_lowest_index_in_a_run() -> None:
    result = run([[0.0], [1.0], [2.0]], [[0.0], [2.0]])
    # 1.0 is as near to 0 as to 2, so it joins cluster 0 and stays: means 0.5 and 2.
    assert result.labels.tolist() == [0, 0, 1]
    assert result.means.ravel().tolist() == [0.5, 2.0]
    assert run([[0.0], [1.0], [2.0]], [[2.0], [0.0]]).labels.tolist() == [1, 0, 0]


@pytest.mark.usefixtures("either_worker")
def test_an_empty_cluster_keeps_its_mean() -> None:
    result = run([[0.0], [1.0], [4.0]], [[0.0], [100.0]])
    assert result.labels.tolist() == [0, 0, 0]
    np.testing.assert_allclose(result.means.ravel(), [5 / 3, 100])
    assert [step.empty for step in result.steps] == [(), (1,), (1,), (1,)]
    assert [step.relocated for step in result.steps] == [()] * 4
    assert result.steps[2].shifts[1] == 0


@pytest.mark.usefixtures("either_worker")
def test_an_empty_cluster_moves_to_the_farthest_point() -> None:
    result = run([[0.0], [1.0], [5.0]], [[0.0], [100.0]], empty="farthest")
    # All go to cluster 0, mean 2; 5 is 3 away from it, and cluster 1 moves there; then 0 and 1, and 5.
    update = result.steps[2]
    assert (update.empty, update.relocated) == ((1,), (1,))
    assert update.means.ravel().tolist() == [2, 5]
    assert update.shifts.tolist() == [2, 95]
    assert update.inertia == 4 + 1 + 9  # the point still carries its old label
    assert result.steps[3].labels.tolist() == [0, 0, 1]
    assert result.means.ravel().tolist() == [0.5, 5]
    assert result.inertia == 0.5


@pytest.mark.usefixtures("either_worker")
def test_two_empty_clusters_do_not_move_to_the_same_point() -> None:
    result = run([[0.0], [1.0], [7.0], [7.1]], [[0.0], [100.0], [200.0]], empty="farthest")
    # All in cluster 0, mean 3.775. Farthest is 0 (3.775 away); then 7.1, 3.325 from the mean, 7.1 from 0.
    update = result.steps[2]
    assert update.relocated == (1, 2)
    assert update.means[1:].ravel().tolist() == [0, 7.1]
    assert result.steps[-1].empty == ()


@pytest.mark.usefixtures("either_worker")
def test_a_cluster_without_weight_counts_as_empty() -> None:
    X, means = [[0.0], [1.0], [9.0]], [[0.0], [9.0]]
    kept = run(X, means, sample_weight=[1, 1, 0])
    assert kept.steps[1].empty == (1,)
    assert kept.means.ravel().tolist() == [0.5, 9]
    moved = run(X, [[0.0], [20.0]], sample_weight=[1, 1, 0], empty="farthest")
    # A point without weight does not count: the farthest of those that do is 0 or 1, both 0.5 away: the first.
    assert moved.steps[2].means.ravel().tolist() == [0.5, 0.0]


@pytest.mark.usefixtures("either_worker")
def test_points_without_weight_are_no_places_for_means() -> None:
    with pytest.raises(ValueError, match="only 2 distinct points of weight above 0, fewer than k = 3"):
        run([[0.0], [5.0], [9.0]], [[0.0], [5.0], [40.0]], sample_weight=[1, 1, 0], empty="farthest")


@pytest.mark.usefixtures("either_worker")
@pytest.mark.parametrize(
    ("X", "means", "weights"),
    [
        ([[0.1], [0.1], [0.1], [0.0], [1e-20]], [[0.1], [0.0], [9.0]], None),
        ([[0.1]] * 3 + [[0.7]] * 7 + [[5.0]], [[0.1], [0.7], [99.0]], [3.0] * 10 + [0.1]),
        ([[0.1], [5.0], [0.1]], [[0.1], [0.1]], [3, 1, 7]),
    ],
)
def test_a_mean_at_its_only_place_is_not_far_from_it_by_rounding(X: Any, means: Any, weights: Any) -> None:
    result = run(X, means, sample_weight=weights, empty="farthest")
    assert result.converged and result.iterations < 8
    # The average of three times 0.1 is 0.1, though 0.1 + 0.1 + 0.1 is not 0.3 in a float64.
    if weights is None:
        assert result.means.ravel().tolist()[0] == 0.1


def test_a_point_of_which_all_copies_sit_on_their_mean_draws_no_empty_cluster() -> None:
    places = np.array([[0.1], [0.7], [1.3]])
    X = np.repeat(places, [3, 7, 11], axis=0)
    # Two means at one place: the second is empty, and every point sits on a mean: 1.3 has none.
    result = run(X, [[0.1], [0.1], [0.7]], empty="farthest")
    assert sorted(result.means.ravel().tolist()) == [0.1, 0.7, 1.3]
    assert result.inertia == 0


@pytest.mark.usefixtures("either_worker")
def test_on_a_lattice_full_of_ties() -> None:
    # Two means on the corners of 3 x 3 points: the diagonal is tied and goes to cluster 0, 6 points of 9.
    X = [[x, y] for x in range(3) for y in range(3)]
    result = run(X, [[0, 0], [2, 2]])
    assert result.steps[1].labels.tolist() == [0, 0, 0, 0, 0, 1, 0, 1, 1]
    np.testing.assert_allclose(result.steps[2].means, [[2 / 3, 2 / 3], [5 / 3, 5 / 3]])
