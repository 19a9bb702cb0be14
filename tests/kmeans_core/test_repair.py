"""Repairs of finished runs: by hand, and what must hold of any."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmeans_core import make_dataset, run
from kmeans_core.many import run_many
from kmeans_core.repair import random_swap, split_merge

PAIRS = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])
BAD = np.array([[0.0], [1.0], [15.5]])


def test_split_and_merge_takes_the_mean_that_is_missed_least_to_where_it_helps_most() -> None:
    repair = split_merge(PAIRS, BAD)
    first = repair.trials[0]
    assert (first.moved, first.kept, first.inertia) == (0, True, 1.5)
    assert first.place.tolist() in ([10.5], [20.5])
    assert (repair.start_inertia, repair.inertia) == (101, 1.5)
    assert sorted(repair.means.ravel().tolist()) == [0.5, 10.5, 20.5]


def test_a_swap_that_makes_it_worse_is_not_kept() -> None:
    best = np.array([[0.5], [10.5], [20.5]])
    repair = random_swap(PAIRS, best, 30, np.random.default_rng(0))
    assert [trial.kept for trial in repair.trials] == [False] * 30
    np.testing.assert_array_equal(repair.means, best)


def test_what_a_swap_costs_is_counted_in_distances() -> None:
    best = np.array([[0.5], [10.5], [20.5]])
    repair = random_swap(PAIRS, best, 0, np.random.default_rng(0))
    assert (repair.trials, repair.distances) == ((), 6 * 3 * 2)  # two assigns: nothing changes in the second
    tried = random_swap(PAIRS, best, 5, np.random.default_rng(0))
    assert (
        6 * 3 * 5 < tried.distances <= 6 * 3 * (2 + 3 * 5)
    )  # two iterations, and the labels of where they ended


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 6), st.integers(0, 10**6), st.sampled_from(["uniform noise", "blobs", "two moons"]))
def test_a_repair_ends_where_k_means_rests_and_never_higher(k: int, seed: int, shape: str) -> None:
    X, _ = make_dataset(shape, 60, 4, 1.0, seed)
    begun = run_many(X, k, [seed])
    for repair in (
        random_swap(X, begun.means[0], 5, np.random.default_rng(seed)),
        split_merge(X, begun.means[0]),
    ):
        assert repair.start_inertia == pytest.approx(float(begun.inertia[0]))
        assert repair.inertia <= repair.start_inertia * (1 + 1e-12)
        alone = run(X, repair.means)
        np.testing.assert_array_equal(alone.labels, repair.labels)
        np.testing.assert_array_equal(alone.means, repair.means)
        assert repair.inertia == pytest.approx(alone.inertia)
        inertia = repair.start_inertia
        for trial in repair.trials:
            assert trial.kept == (trial.inertia < inertia)
            inertia = trial.inertia if trial.kept else inertia


def test_groups_that_random_starts_miss_are_found() -> None:
    X, _ = make_dataset("blobs", 300, 8, 1.0, 2)
    runs = run_many(X, 8, range(200))
    best = runs.inertia.min()
    for seed in range(20):
        swapped = random_swap(X, runs.means[seed], 300, np.random.default_rng(seed))
        assert swapped.inertia == pytest.approx(best)
        assert split_merge(X, runs.means[seed]).inertia == pytest.approx(best)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="distinct point"):
        random_swap([[1.0], [1.0]], [[0.0], [1.0]], 3, np.random.default_rng(0))
    with pytest.raises(ValueError, match="number of steps"):
        split_merge(PAIRS, BAD, -1)


def test_a_single_mean_has_nowhere_better_to_go() -> None:
    repair = split_merge(PAIRS, [[10.5]])
    assert repair.trials == ()
