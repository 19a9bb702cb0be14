"""Which number a cluster has: the same clusters the same numbers, whatever led to them; the run stays the run."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmeans_core import INITIALIZATIONS, initial_means, make_dataset, run
from kmeans_core.many import run_many
from study.numbering import SAMPLE, Renumbered, anchors, in_order, numbers_kept, order_of, renumbered
from study.words import step_sentence

PAIRS = np.array([[0.0, 0], [1, 0], [10, 0], [11, 0], [20, 0], [21, 0]])
SQUARE = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])


def partition(labels: np.ndarray) -> tuple[int, ...]:
    """The same for the same clusters, whatever their numbers."""
    first: dict[int, int] = {}
    return tuple(first.setdefault(label, len(first)) for label in labels.tolist())


def assert_the_same_clusters_have_the_same_numbers(X: np.ndarray, k: int, empty: str = "keep") -> int:
    """How many answers came from several numberings."""
    places = anchors(X, k)
    seen: dict[tuple[int, ...], list[int]] = {}
    own: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
    for init in INITIALIZATIONS:
        for seed in range(6):
            plain = run(X, initial_means(X, k, init, seed), empty=empty)
            shown = renumbered(plain, places).labels.tolist()
            assert partition(np.array(shown)) == partition(plain.labels)
            assert seen.setdefault(partition(plain.labels), shown) == shown
            own.setdefault(partition(plain.labels), set()).add(tuple(plain.labels.tolist()))
    return sum(len(numberings) > 1 for numberings in own.values())


@pytest.mark.parametrize("empty", ["keep", "farthest"])
@pytest.mark.parametrize("shape", ["blobs", "grid", "two moons", "uniform noise"])
def test_whatever_the_start(shape: str, empty: str) -> None:
    X = make_dataset(shape, 100, 4, 1.0, 3)[0]
    found = [assert_the_same_clusters_have_the_same_numbers(X, k, empty) for k in (1, 2, 3, 5)]
    assert sum(found) > 0


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.integers(2, 5))
def test_whole_numbers_with_their_ties_and_empty_clusters(seed: int, k: int) -> None:
    X = np.random.default_rng(seed).integers(0, 4, (30, 2)).astype(float)
    if len(np.unique(X, axis=0)) >= k:
        assert_the_same_clusters_have_the_same_numbers(X, k)


def test_equally_good_pairings_are_decided_from_left_to_right() -> None:
    for means in ([[0.5, 0.0], [0.5, 1.0]], [[0.5, 1.0], [0.5, 0.0]]):
        labels = np.array([0, 1, 0, 1] if means[0][1] == 0 else [1, 0, 1, 0])
        shown, placed = in_order(labels, np.array(means), np.array([[0.0, 0.5], [1.0, 0.5]]))
        assert (shown.tolist(), placed.tolist()) == ([0, 1, 0, 1], [[0.5, 0], [0.5, 1]])


def test_the_best_clusters_are_numbered_from_left_to_right() -> None:
    places = anchors(PAIRS, 3)
    assert places.tolist() == [[0.5, 0], [10.5, 0], [20.5, 0]]
    for seed in range(30):
        shown = renumbered(run(PAIRS, initial_means(PAIRS, 3, "random", seed)), places)
        if shown.inertia < 2:
            assert shown.labels.tolist() == [0, 0, 1, 1, 2, 2]


def test_a_worse_answer_keeps_the_numbers_of_the_groups_it_shares() -> None:
    two_on_the_left = run(PAIRS, [[10.0, 0], [1.0, 0], [0.0, 0]])
    shown = renumbered(two_on_the_left, anchors(PAIRS, 3))
    assert shown.means[2].tolist() == [15.5, 0]  # not shifted by the two on the left
    # Five groups in a row; an answer has two means in the first, none in the last. The others stay what they are.
    row = np.array([[10.0 * group + side, 0.0] for group in range(5) for side in (0, 1)])
    places = anchors(row, 5)
    means = np.array([[0.0, 0], [1, 0], [10.5, 0], [20.5, 0], [35.5, 0]])
    _, placed = in_order(np.array([0, 1, 2, 2, 3, 3, 4, 4, 4, 4]), means, places)
    assert placed[:, 0].tolist()[1:3] == [10.5, 20.5] and sorted(placed[[0, 3, 4], 0].tolist()) == [
        0,
        1,
        35.5,
    ]


def test_clusters_without_points_come_last_wherever_their_means_are() -> None:
    for far in (-50.0, 5.0, 99.0):
        means = np.array([[far, 0.0], [15.5, 0], [0.5, 0]])
        labels = np.array([2, 2, 1, 1, 1, 1])
        shown, placed = in_order(labels, means, anchors(PAIRS, 3))
        assert placed[2].tolist() == [far, 0.0] and shown.tolist() == [0, 0, 1, 1, 1, 1]


def test_a_renumbered_run_is_the_same_run_under_other_names() -> None:
    X = make_dataset("grid", 64, 3, 1.0, 0)[0]
    tried = 0
    for seed in range(12):
        plain = run(X, initial_means(X, 3, "random", seed), empty="farthest")
        shown = renumbered(plain, anchors(X, 3))
        if not isinstance(shown, Renumbered):
            continue
        tried += 1
        order = list(shown.order)
        np.testing.assert_array_equal(shown.own_start, plain.steps[0].means)
        assert (len(shown.steps), shown.inertia, shown.iterations) == (
            len(plain.steps),
            plain.inertia,
            plain.iterations,
        )
        assert [step.kind for step in shown.steps[1:3]] == ["assign", "update"]
        for mine, own in zip(shown.steps, plain.steps, strict=True):
            np.testing.assert_array_equal(mine.means, own.means[order])
            np.testing.assert_array_equal(mine.shifts, own.shifts[order])
            assert mine.n_changed == own.n_changed
            back = np.array([*order, -1])
            np.testing.assert_array_equal(back[mine.labels], own.labels)
            assert {order[j] for j in mine.empty} == set(own.empty)
            if own.tie is not None and mine.tie is not None:
                assert [order[j] for j in mine.tie.means] == list(own.tie.means)
                assert mine.tie.n_points == own.tie.n_points
    assert tried > 3


def test_who_gets_a_point_midway_is_said_as_it_is() -> None:
    X = make_dataset("grid", 100, 3, 1.0, 0)[0]
    said = set()
    for seed in range(12):
        shown = renumbered(run(X, initial_means(X, 2, "random", seed)), anchors(X, 2))
        for index, step in enumerate(shown.steps):
            if step.tie is None:
                continue
            sentence = step_sentence(shown, index, X, values=X)
            takes, other = step.tie.means
            assert step.labels[step.tie.point] == takes
            if "the lower number" in sentence:
                assert takes < other
                said.add("lower")
            if "chosen first" in sentence:
                assert isinstance(shown, Renumbered)
                said.add("first")
    assert said == {"lower", "first"}


def test_of_many_points_a_sample_tells_the_places() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(4 * SAMPLE, 2)) + np.repeat([[0.0, 0], [50.0, 0]], 2 * SAMPLE, axis=0)
    np.testing.assert_allclose(anchors(X, 2), [[0, 0], [50, 0]], atol=0.2)
    # Here a sample has nearly always a single place.
    rare = np.zeros((SAMPLE * 40, 1))
    rare[7] = 5.0
    assert anchors(rare, 2).tolist() == [[0.0], [5.0]]


def test_every_way_through_the_core_gives_the_same_number() -> None:
    X = make_dataset("blobs", 300, 5, 1.0, 13)[0]
    places = anchors(X, 5)
    runs = run_many(X, 5, range(40))
    numbered: dict[Any, Any] = {}
    for i in range(40):
        order = order_of(runs.means[i], runs.labels_of(i), places)
        alone = renumbered(run(X, runs.starts[i]), places)
        np.testing.assert_array_equal(runs.means[i][order], alone.means)
        assert numbered.setdefault(runs.partitions[i], alone.means.tolist()) == alone.means.tolist()


def test_numbers_are_kept_from_answer_to_answer() -> None:
    means = [np.array([[5.0]]), np.array([[9.0], [1.0]]), np.array([[0.0], [10.0], [5.0]])]
    # begun in the middle: upwards what is new takes a number that is free, downwards one goes
    assert numbers_kept(means, 1, [0, 1])[1:] == [[0, 1], [1, 0, 2]]
    assert numbers_kept(means, 2, [0, 1, 2])[1] == [1, 0]


@given(st.integers(1, 7), st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_no_number_is_given_twice_and_as_many_as_can_be_are_kept(most: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    means = [rng.normal(size=(k, 2)) for k in range(1, most + 1)]
    begin = int(rng.integers(most))
    numbers = numbers_kept(means, begin, rng.permutation(begin + 1).tolist())
    for index, own in enumerate(numbers):
        assert len(set(own)) == len(own) == index + 1
        if index:
            assert set(numbers[index - 1]) < set(own)
