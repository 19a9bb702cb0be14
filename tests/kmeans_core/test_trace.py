"""What a run keeps of its way, and how it gives it back."""

from __future__ import annotations

import pickle
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kmeans_core import Run, adjusted_rand_index, assign_labels, fast, run, run_many
from kmeans_core.trace import Step

LongRun = tuple[NDArray[np.float64], Run]


@pytest.fixture(params=["few", "many", "more than are summed exactly"])
def long_run(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, rng: np.random.Generator
) -> LongRun:
    monkeypatch.setattr(fast, "FEW", 10**9 if request.param == "few" else 0)
    if request.param == "more than are summed exactly":
        monkeypatch.setattr(fast.many, "EXACT", 0)
    X = rng.uniform(0, 1, (3000, 2))
    result = run(X, X[:9])
    assert result.iterations > 15
    return X, result


def test_steps_are_the_same_in_whatever_order_one_asks(long_run: LongRun) -> None:
    X, result = long_run
    forward = [step.labels for step in result.steps]
    backward = [result.steps[i].labels for i in range(len(result.steps) - 1, -1, -1)]
    for one, other in zip(forward, reversed(backward), strict=True):
        np.testing.assert_array_equal(one, other)
    for index in (5, 2, 17, 17, 16, 1, 0, -1):
        np.testing.assert_array_equal(result.steps[index].labels, forward[index])
    for step, labels in zip(result.steps, forward, strict=True):
        if step.kind == "assign":
            np.testing.assert_array_equal(labels, assign_labels(X, step.means))


def test_counts_of_changes_are_those_of_the_labels(long_run: LongRun) -> None:
    _, result = long_run
    for before, step in zip(result.steps, result.steps[1:], strict=False):
        assert step.n_changed == np.count_nonzero(before.labels != step.labels)
        assert step.iteration == before.iteration + (step.kind == "assign")
        moved = step.means - before.means
        np.testing.assert_allclose(step.shifts, np.hypot(*moved.T), atol=1e-15)


def test_the_inertia_of_each_step_is_that_of_its_own_means_and_labels(long_run: LongRun) -> None:
    X, result = long_run
    for step in result.steps[1:]:
        direct = ((X - step.means[step.labels]) ** 2).sum()
        assert step.inertia == pytest.approx(direct, rel=1e-9), step.iteration


def test_steps_are_a_sequence(long_run: LongRun) -> None:
    _, result = long_run
    steps = result.steps
    assert len(steps) == len(list(steps)) == 2 * result.iterations
    assert [step.kind for step in steps[:3]] == ["start", "assign", "update"]
    assert isinstance(steps[-1], Step) and steps[-1].iteration == result.iterations
    with pytest.raises(IndexError, match="has no step"):
        steps[len(steps)]


def test_runs_can_be_stored(long_run: LongRun) -> None:
    _, result = long_run
    again = pickle.loads(pickle.dumps(result))
    for one, other in zip(result.steps, again.steps, strict=True):
        np.testing.assert_array_equal(one.labels, other.labels)
        assert one.inertia == other.inertia or np.isnan(one.inertia)


def test_without_its_trace_a_run_ends_the_same(long_run: LongRun) -> None:
    X, result = long_run
    lean = run(X, X[:9], trace=False)
    assert len(lean.steps) == 1 and lean.steps[0].kind == "assign"
    np.testing.assert_array_equal(lean.labels, result.labels)
    np.testing.assert_array_equal(lean.means, result.means)
    assert (lean.inertia, lean.iterations, lean.converged, lean.k) == (
        result.inertia, result.iterations, result.converged, 9,
    )  # fmt: skip
    assert lean.nbytes < 20_000
    stopped = run(X, X[:9], trace=False, max_iter=3)
    assert (stopped.iterations, stopped.converged) == (3, False)
    np.testing.assert_array_equal(stopped.labels, assign_labels(X, stopped.means))


def peak(work: Callable[[], Any]) -> tuple[Any, int]:
    tracemalloc.start()
    result = work()
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return result, highest


def test_the_trace_takes_little_more_than_the_changes(rng: np.random.Generator) -> None:
    X = rng.uniform(0, 1, (200_000, 2))
    result, highest = peak(lambda: run(X, X[:8], max_iter=60))
    # A byte per point and iteration would be 12 MB; a byte per point for the first few, and five for each change, are 1.
    assert result.iterations == 60 and result.nbytes < 1.5e6
    assert highest < 3 * X.nbytes


def test_few_points_of_many_columns(rng: np.random.Generator) -> None:
    X = rng.standard_normal((200, 2000))
    result, highest = peak(lambda: run(X, X[:5]))
    assert (
        highest < 9 * X.nbytes
    )  # the table that subtracts one mean from each point would take fifty times as much
    direct = ((X[:, np.newaxis] - result.means) ** 2).sum(axis=2).argmin(axis=1)
    np.testing.assert_array_equal(result.labels, direct)
    runs, highest = peak(lambda: run_many(X, 5, range(10)))
    assert highest < 20 * X.nbytes
    np.testing.assert_array_equal(runs.labels[3], run(X, runs.starts[3]).labels)


def test_many_groups_of_one_point_are_compared_in_little_room(rng: np.random.Generator) -> None:
    singles = rng.permutation(6000)
    score, highest = peak(lambda: adjusted_rand_index(singles, singles[::-1]))
    assert score == 1.0 and highest < 5e6
