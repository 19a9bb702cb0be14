"""The remedies, held against each other and told as stories."""

import numpy as np
import pytest

from kmeans_core import INITIALIZATIONS, initial_means, make_dataset, run, run_many
from study.numbering import Renumbered, anchors, in_order, renumbered
from study.remedies import (
    GREEDY,
    OFTEN,
    ONCE,
    REMEDIES,
    SPLIT,
    SWAP,
    draws_of,
    starts_of_each,
    story,
    trials_for,
    try_all,
)

X, _ = make_dataset("blobs", 200, 8, 1.0, 2)


STARTS = starts_of_each(X, 8, 20)


def test_what_each_remedy_finds_and_costs() -> None:
    tried = {each.name: each for each in try_all(X, STARTS, 20).tried}
    assert list(tried) == list(REMEDIES)
    runs = run_many(X, 8, range(200))
    best = min(runs.inertia.min(), run_many(X, 8, range(20), GREEDY).inertia.min())
    assert tried[ONCE].share == np.isclose(runs.inertia, best).mean()
    assert tried[ONCE].distances == pytest.approx(runs.iterations.mean() * len(X) * 8)
    assert tried[SWAP].distances <= 1.3 * tried[OFTEN].distances  # the last swap, and the way to rest
    for name in (SWAP, SPLIT, GREEDY):  # the groups lie apart: what a random start misses they find
        assert tried[name].share > tried[ONCE].share
    for each in tried.values():
        assert each.interval[0] <= each.share <= each.interval[1]
        assert each.at_same_cost >= each.share - 1e-12


def test_ten_random_starts_and_the_best_of_ten_are_one_thing() -> None:
    tried = {each.name: each for each in try_all(X, STARTS, 20).tried}
    assert tried[OFTEN].share == 1 - (1 - tried[ONCE].share) ** 10
    assert tried[OFTEN].distances == 10 * tried[ONCE].distances
    assert tried[ONCE].at_same_cost == tried[OFTEN].at_same_cost == tried[OFTEN].share
    assert tried[ONCE].at_same_cost_interval == tried[OFTEN].interval


def test_goes_are_whole_and_cost_no_more_than_the_random_starts() -> None:
    tried = {each.name: each for each in try_all(X, STARTS, 20).tried}
    for each in tried.values():
        assert isinstance(each.goes, int)
        assert each.goes == 1 or each.goes * each.distances <= tried[OFTEN].distances * (1 + 1e-9)


def test_repairs_are_tried_on_no_more_starts_than_there_are() -> None:
    few = {**STARTS, ONCE: run_many(X, 8, range(5))}
    assert {each.name: each.tried for each in try_all(X, few, 20).tried}[SWAP] == 5


def test_a_better_answer_that_is_known_already_counts() -> None:
    assert all(each.share == 0 for each in try_all(X, STARTS, 20, known=1e-3).tried)


def test_more_points_are_tried_less_often() -> None:
    assert trials_for(300, 5) == 100
    assert trials_for(3000, 20) == 20


@pytest.mark.parametrize("name", REMEDIES)
@pytest.mark.parametrize("k", [1, 4])
def test_a_story_ends_where_k_means_rests(name: str, k: int) -> None:
    shots = story(name, X, k, 3, anchors(X, k))
    last = shots[-1]
    assert last.labels is not None
    np.testing.assert_array_equal(run(X, last.means).labels, last.labels)
    assert all(shot.sentence and shot.title for shot in shots)


@pytest.mark.parametrize("name", REMEDIES)
@pytest.mark.parametrize("seed", [0, 3, 11])
def test_a_story_ends_in_the_numbers_that_its_answer_has_everywhere(name: str, seed: int) -> None:
    last = story(name, X, 8, seed, anchors(X, 8))[-1]
    assert last.labels is not None
    labels, means = in_order(last.labels, last.means, anchors(X, 8))
    np.testing.assert_array_equal(last.labels, labels)
    np.testing.assert_array_equal(last.means, means)


@pytest.mark.parametrize("name", REMEDIES)
def test_in_a_story_a_mean_keeps_its_number_and_points_go_to_their_mean(name: str) -> None:
    for shot in story(name, X, 8, 3, anchors(X, 8)):
        # An update moves the means, and points wait for the next assign
        if shot.labels is not None and not shot.title.endswith("update"):
            nearest = ((X[:, np.newaxis] - shot.means) ** 2).sum(axis=2)
            np.testing.assert_allclose(nearest[np.arange(len(X)), shot.labels], nearest.min(axis=1))


@pytest.mark.parametrize("init", ["k-means++", "greedy k-means++", "farthest"])
def test_draws_come_one_by_one_under_the_numbers_of_the_run_from_there(init: str) -> None:
    found = renumbered(run(X, initial_means(X, 8, init, 7)), anchors(X, 8))
    shots = draws_of(init, X, 7, found)
    in_turn = initial_means(X, 8, init, 7)
    assert isinstance(found, Renumbered)  # else it would tell nothing
    for number, shot in enumerate(shots):
        there = np.isfinite(shot.means).all(axis=1)
        assert there.sum() == number + 1
        np.testing.assert_array_equal(shot.means[there], found.steps[0].means[there])
        np.testing.assert_array_equal(shot.ring, in_turn[number])


def test_means_that_are_picked_all_at_once_are_not_drawn() -> None:
    for init in INITIALIZATIONS:
        drawn = draws_of(init, X, 7, run(X, initial_means(X, 4, init, 7)))
        assert bool(drawn) == (init in ("k-means++", "greedy k-means++", "farthest"))
