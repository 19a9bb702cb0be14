"""Runs by any similarity: what their sums promise, by hand and against all there is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmeans_core import (
    SIMILARITIES,
    assign_labels,
    general,
    initial_means,
    paired,
    run,
    run_many,
    update_means,
)
from tests.kmeans_core.groups import blobs
from tests.kmeans_core.measures import CLOSE, NAMES, measure_of, summed, table


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40)
@given(
    seed=st.integers(0, 2**20),
    n=st.integers(4, 40),
    whole=st.booleans(),
    weighted=st.booleans(),
    empty=st.sampled_from(["keep", "farthest"]),
)
def test_no_half_step_raises_the_sum_and_labels_are_the_nearest(
    name: str, seed: int, n: int, whole: bool, weighted: bool, empty: str
) -> None:
    X = table(seed, n, whole)
    measure = measure_of(name, X)
    rng = np.random.default_rng(seed)
    weights = rng.integers(0, 3, size=n).astype(float) + (np.arange(n) < 2) if weighted else None
    # The same place twice, now and then: an empty cluster. Rows that count, as any later medoid is one.
    means = X[rng.choice(np.arange(n) if weights is None else np.flatnonzero(weights), size=2)]
    ended = run(X, means, similarity=measure, sample_weight=weights, empty=empty)
    sums = np.array([step.inertia for step in ended.steps[1:]])
    assert (np.diff(sums) <= CLOSE * sums[:-1] + 1e-25).all()
    assert ended.converged
    last = ended.steps[-1]
    distances = measure.distances(measure.place(np.asfortranarray(X)), measure.place(last.means))
    assert (last.labels == distances.argmin(axis=0)).all()
    own = distances[last.labels, np.arange(n)]
    assert last.inertia == pytest.approx(own.sum() if weights is None else own @ weights, rel=1e-12)
    assert (assign_labels(X, ended.means, similarity=measure) == ended.labels).all()
    without = run(X, means, similarity=measure, sample_weight=weights, empty=empty, trace=False)
    assert (without.labels == ended.labels).all()
    assert without.inertia == ended.inertia
    assert without.iterations == ended.iterations


@pytest.mark.parametrize("name", NAMES)
def test_all_partitions_of_ten_points(name: str) -> None:
    """No run ends below the best of all partitions into two and three, and the best of many starts comes to it."""
    X = np.round(table(11, 10, whole=False), 3)
    measure, everything = measure_of(name, X), 2**10 - 1
    # Of each part, by the bits of the rows in it.
    members = (np.arange(everything + 1)[:, np.newaxis] >> np.arange(10) & 1).astype(bool)
    parted = [X[rows] for rows in members[1:]]
    centers = (
        [measure.center(rows, None) for rows in parted]
        if measure.centers is None
        else measure.centers(X, members[1:])
    )
    sums = [np.inf, *(summed(measure, rows, center) for rows, center in zip(parted, centers, strict=True))]

    def partitions(rows: int, k: int) -> list[tuple[int, ...]]:
        """All ways to part the rows into k parts, each once: the lowest row is in the first part."""
        if k == 1:
            return [(rows,)]
        rest, found = rows & (rows - 1), []
        others = rest
        while others:  # what is left to the other parts: each set of rows but the lowest
            found += [(rows ^ others, *parts) for parts in partitions(others, k - 1)]
            others = (others - 1) & rest
        return found

    for k, many in ((2, 511), (3, 9330)):
        ways = [parts for parts in partitions(everything, k) if all(parts)]
        assert len(ways) == len({frozenset(parts) for parts in ways}) == many
        best = min(sum(sums[part] for part in parts) for parts in ways)
        runs = run_many(X, k, range(60), similarity=measure)
        assert runs.inertia.min() == pytest.approx(best, rel=1e-8)
        assert (runs.inertia >= best * (1 - CLOSE)).all()


def test_the_default_is_k_means() -> None:
    X = blobs()
    assert (run(X, X[:4], similarity="squared Euclidean").means == run(X, X[:4]).means).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_general_worker_gives_what_the_fast_ones_give(name: str) -> None:
    """Sizes that allow everything change nothing."""
    X = np.round(table(8, 50, whole=False))
    X[~X.any(axis=1)] = 1
    measure = measure_of(name, X)
    start = initial_means(X, 4, "k-means++", 3)
    free, plain = run(X, start, similarity=measure, sizes=(0, 50)), run(X, start, similarity=measure)
    for ours, theirs in zip(free.steps, plain.steps, strict=True):
        assert (ours.labels == theirs.labels).all()
        assert (ours.means == theirs.means).all()
        np.testing.assert_allclose(ours.inertia, theirs.inertia)


def test_ties_go_to_the_lowest_index_and_are_told() -> None:
    assign = run([[0.0], [2.0], [1.0]], [[0.0], [2.0]], similarity="Manhattan").steps[1]
    assert assign.labels.tolist() == [0, 1, 0]
    assert assign.tie == (1, 2, (0, 1))


def test_another_distance_with_means_may_raise_the_sum() -> None:
    X = [[0.0], [1.0], [2.0], [17.0], [100.0]]
    wrong = paired("Manhattan", "squared Euclidean")
    sums = [step.inertia for step in run(X, [[1.0], [100.0]], similarity=wrong).steps[1:]]
    assert sums == [18.0, 24.0, 24.0]
    right = [step.inertia for step in run(X, [[1.0], [100.0]], similarity="Manhattan").steps[1:]]
    assert right == [18.0, 18.0, 18.0]
    assert wrong != SIMILARITIES["Manhattan"]


def test_an_empty_cluster_moves_to_the_point_farthest_by_its_own_distance() -> None:
    # By city blocks (6, 6) is the farthest from (0, 0), by the worst column it is (9, 0).
    X = [[0.0, 0.0], [6.0, 6.0], [9.0, 0.0]]
    for name, place in (("Manhattan", [6, 6]), ("Chebyshev", [9, 0])):
        moved = update_means(
            X, [0, 0, 0], 2, [[0.0, 0.0]] * 2, sample_weight=[9, 1, 1], empty="farthest", similarity=name
        )
        assert moved.tolist() == [[0, 0], place]


@pytest.mark.parametrize(("block", "calls"), [(4, 30), (60, 2), (61, 2), (10_000, 1)])
def test_distances_are_asked_for_in_blocks_and_answer_alike_in_any(
    block: int, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither row by row, which would take long, nor all at once, which would take much room."""
    monkeypatch.setattr(general, "BLOCK", block)
    X, asked = blobs(n=30), []
    measure = SIMILARITIES["Manhattan"]

    def distances(points: np.ndarray, centers: np.ndarray) -> np.ndarray:
        asked.append(len(points))
        return measure.distances(points, centers)

    labels = assign_labels(X, X[:4], similarity=replace(measure, distances=distances))
    assert labels.tolist() == assign_labels(X, X[:4], similarity=measure).tolist()
    assert len(asked) == calls and sum(asked) == 30
