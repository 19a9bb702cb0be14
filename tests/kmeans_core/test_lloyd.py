"""Answers worked by hand, the cases where ties and empty clusters decide, and what must hold on any data."""

from __future__ import annotations

import doctest
import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import kmeans_core.lloyd
from kmeans_core import UNASSIGNED, assign_labels, fast, predict, run, update_means

LINE = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])


def test_the_worked_example_of_the_textbook() -> None:
    results = doctest.testmod(kmeans_core.lloyd)
    assert results.attempted >= 5
    assert results.failed == 0


# A run, step by step.


@pytest.mark.usefixtures("either_worker")
def test_a_run_in_the_plane_worked_by_hand() -> None:
    # A square's left side at x = 0, its right side at x = 4; both means start on the left.
    X = [[0, 0], [0, 2], [4, 0], [4, 2]]
    result = run(X, [[0, 0], [0, 2]])
    start, assign_1, update_1, assign_2 = result.steps
    assert [step.kind for step in result.steps] == ["start", "assign", "update", "assign"]
    assert [step.iteration for step in result.steps] == [0, 1, 1, 2]
    assert start.labels.tolist() == [UNASSIGNED] * 4
    assert np.isnan(start.inertia)
    assert assign_1.labels.tolist() == [0, 1, 0, 1]  # above and below, not left and right
    assert assign_1.inertia == 0 + 0 + 16 + 16
    assert assign_1.n_changed == 4
    assert update_1.means.tolist() == [[2, 0], [2, 2]]
    assert update_1.shifts.tolist() == [2, 2]
    assert update_1.inertia == 4 * 4
    assert assign_2.n_changed == 0
    assert assign_2.inertia == 16
    assert result.converged
    assert result.iterations == 2
    assert (result.k, result.inertia, result.labels.tolist()) == (2, 16.0, [0, 1, 0, 1])


@pytest.mark.usefixtures("either_worker")
def test_weights_count_a_point_as_several() -> None:
    X = [[0.0], [1.0], [9.0]]
    result = run(X, [[0.0], [9.0]], sample_weight=[1, 3, 2])
    assert result.means.ravel().tolist() == [0.75, 9]
    assert result.inertia == pytest.approx(1 * 0.75**2 + 3 * 0.25**2)
    repeated = run([[0.0], [1.0], [1.0], [1.0], [9.0], [9.0]], [[0.0], [9.0]])
    assert result.inertia == pytest.approx(repeated.inertia)
    assert result.iterations == repeated.iterations


@pytest.mark.usefixtures("either_worker")
def test_max_iter_ends_a_run_and_labels_follow_its_last_means() -> None:
    unlucky = run(LINE, [[0.0], [1.0], [2.0]], max_iter=1)
    assert [step.kind for step in unlucky.steps] == ["start", "assign", "update", "assign"]
    assert [step.iteration for step in unlucky.steps] == [0, 1, 1, 1]
    # After one iteration the means are 0, 1 and 15.5: nothing changes any more, it came to rest all the same.
    assert unlucky.converged and unlucky.iterations == 1
    assert unlucky.means.ravel().tolist() == [0, 1, 15.5]
    # From 0, 1 and 2 in another world: 10 points, of which some change once more.
    X = np.arange(10.0)[:, np.newaxis]
    stopped = run(X, [[0.0], [1.0]], max_iter=1)
    assert stopped.steps[1].labels.tolist() == [0] + [1] * 9
    assert stopped.means.ravel().tolist() == [0, 5]
    assert stopped.labels.tolist() == [0, 0, 0] + [1] * 7 == predict(X, stopped.means).tolist()
    assert (stopped.converged, stopped.iterations, stopped.steps[-1].n_changed) == (False, 1, 2)
    assert stopped.inertia == 1 + 4 + 4 + 1 + 0 + 1 + 4 + 9 + 16


@pytest.mark.usefixtures("either_worker")
def test_tol_stops_once_no_mean_moves_farther() -> None:
    # The first update moves the means by 0.5, 0.5 and 0.5.
    early = run(LINE, [[0.0], [10.0], [20.0]], tol=0.5)
    assert early.converged and [step.iteration for step in early.steps] == [0, 1, 1, 1]
    assert [step.iteration for step in run(LINE, [[0.0], [10.0], [20.0]], tol=0.4).steps] == [0, 1, 1, 2]


@pytest.mark.usefixtures("either_worker")
def test_each_iteration_is_told_and_a_run_can_be_stopped() -> None:
    X = np.random.default_rng(0).normal(size=(300, 2))
    told: list[int] = []
    whole = run(X, X[:5], progress=told.append)
    assert told == list(range(1, whole.iterations + 1))

    class StoppedError(Exception):
        pass

    def stop(iteration: int) -> None:
        if iteration == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        run(X, X[:5], progress=stop)


def test_a_start_at_the_solution_takes_two_assigns() -> None:
    result = run(LINE, [[0.5], [10.5], [20.5]])
    assert result.iterations == 2
    assert not result.steps[2].shifts.any()


# The two half-steps on their own.


def test_assign_gives_ties_to_the_lowest_index() -> None:
    assert assign_labels([[0.0], [5.0], [10.0]], [[10.0], [0.0]]).tolist() == [1, 0, 0]
    assert assign_labels([[5.0]], [[10.0], [0.0], [5.0], [5.0]]).tolist() == [2]
    many = np.full((5000, 1), 5.0)
    assert not assign_labels(many, [[10.0], [0.0]]).any()


def test_assign_is_exact_far_from_the_origin() -> None:
    X = np.array([[1e8 + 0.25], [1e8 + 0.75]])
    assert assign_labels(X, [[1e8], [1e8 + 1]]).tolist() == [0, 1]


def test_predict_is_an_assign_of_new_points() -> None:
    assert predict([[3.0], [8.0]], [[0.0], [10.0]]).tolist() == [0, 1]


def test_update_averages_each_cluster() -> None:
    means = update_means(LINE, [0, 0, 0, 1, 1, 1], 2, [[7.0], [8.0]])
    np.testing.assert_allclose(means, [[11 / 3], [52 / 3]])
    weighted = update_means([[0.0], [1.0]], [0, 0], 1, [[7.0]], sample_weight=[1, 3])
    assert weighted.tolist() == [[0.75]]


# Shapes and kinds of data.


@pytest.mark.usefixtures("either_worker")
def test_one_point() -> None:
    result = run([[3.0, 4.0]], [[0.0, 0.0]])
    assert result.means.tolist() == [[3, 4]]
    assert (result.inertia, result.iterations) == (0, 2)
    assert result.steps[1].inertia == 25
    assert result.steps[2].shifts.tolist() == [5]


@pytest.mark.usefixtures("either_worker")
@pytest.mark.parametrize("offset", [0.0, 1e8])
def test_as_many_clusters_as_points(offset: float, rng: np.random.Generator) -> None:
    X = rng.standard_normal((20, 2)) + offset
    result = run(X, X)
    assert result.labels.tolist() == list(range(20))
    np.testing.assert_array_equal(result.means, X)
    assert result.inertia == 0


@pytest.mark.usefixtures("either_worker")
def test_as_many_clusters_as_distinct_points_and_one_more() -> None:
    X = np.repeat([[0.0, 0.0], [1.0, 0.0], [0.0, 3.0]], 5, axis=0)
    result = run(X, X[[0, 5, 10]])
    assert result.labels.tolist() == [0] * 5 + [1] * 5 + [2] * 5
    assert result.inertia == 0
    with pytest.raises(ValueError, match="only 3 distinct points, fewer than k = 4"):
        run(X, X[[0, 5, 10, 10]])


@pytest.mark.usefixtures("either_worker")
def test_duplicated_points_and_duplicated_means() -> None:
    X = [[0.0]] * 4 + [[1.0]] * 4
    result = run(X, [[0.0], [0.0]])
    # The first mean takes all points and moves to 0.5; the second, left alone at 0, is now nearest to half of them.
    assert result.steps[1].labels.tolist() == [0] * 8
    assert result.steps[1].empty == (1,)
    assert result.steps[2].means.ravel().tolist() == [0.5, 0.0]
    assert result.labels.tolist() == [1] * 4 + [0] * 4
    assert result.means.ravel().tolist() == [1.0, 0.0]


@pytest.mark.usefixtures("either_worker")
def test_a_constant_column_changes_nothing(rng: np.random.Generator) -> None:
    X = rng.standard_normal((60, 1))
    plain = run(X, X[:3])
    beside_it = run(np.column_stack([X, np.full(60, 7.0)]), np.column_stack([X[:3], np.full(3, 7.0)]))
    assert plain.labels.tolist() == beside_it.labels.tolist()
    assert (beside_it.means[:, 1] == 7).all()
    assert beside_it.inertia == pytest.approx(plain.inertia)


class Frame:
    """Whatever turns into an array, as a data frame does."""

    def __init__(self, values: Any) -> None:
        self.values = values

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array(self.values, dtype=dtype)


WHOLE = np.array([[0, 0], [1, 0], [0, 1], [9, 9], [8, 9], [1, 1]])


@pytest.mark.parametrize(
    "X",
    [
        WHOLE,
        WHOLE.astype(np.uint8),
        WHOLE.astype(np.float32),
        WHOLE.astype(np.float16),
        WHOLE.astype(object),
        WHOLE.astype(float).tolist(),
        np.asfortranarray(WHOLE, dtype=float),
        np.repeat(WHOLE, 2, axis=0)[::2],
        np.column_stack([WHOLE, WHOLE])[:, ::2][:, [0, 1]] * 0 + WHOLE,
        WHOLE[::-1][::-1],
        np.ma.masked_array(WHOLE),
        Frame(WHOLE),
    ],
)
def test_any_table_of_numbers_will_do(X: Any) -> None:
    result = run(X, WHOLE[[0, 3]])
    assert result.labels.tolist() == [0, 0, 0, 1, 1, 0]
    assert result.means.tolist() == [[0.5, 0.5], [8.5, 9.0]]
    assert result.means.dtype == np.float64


def test_true_and_false_are_one_and_zero() -> None:
    assert run([[True], [False], [True]], [[False], [True]]).labels.tolist() == [1, 0, 1]


def test_minus_zero_is_zero() -> None:
    assert run([[-0.0], [0.0], [1.0]], [[0.0], [1.0]]).labels.tolist() == [0, 0, 1]
    with pytest.raises(ValueError, match="only 1 distinct"):
        run([[-0.0], [0.0]], [[0.0], [1.0]])


@pytest.mark.usefixtures("either_worker")
@pytest.mark.parametrize("scale", [1e150, 1e-150, 5e-324])
def test_numbers_at_the_ends_of_the_range(scale: float) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        X = np.array([[-1.0], [-1.0], [1.0], [1.0]]) * scale
        result = run(X, [[-scale], [scale]])
    expected = [0, 0, 1, 1] if scale > 1e-300 else [0, 0, 0, 0]  # the squares are all 0: ties
    assert result.labels.tolist() == expected
    assert np.isfinite(result.means).all()


# Nobody's arrays change.


def test_the_callers_arrays_are_never_changed_and_never_kept(rng: np.random.Generator) -> None:
    X, means, weights = rng.standard_normal((50, 2)), rng.standard_normal((3, 2)), rng.random(50)
    copies = X.copy(), means.copy(), weights.copy()
    result = run(X, means, sample_weight=weights, empty="farthest")
    update_means(X, result.labels, 3, means, weights, "farthest")
    for array, copy in zip((X, means, weights), copies, strict=True):
        np.testing.assert_array_equal(array, copy)
        assert array.flags.writeable
    means[:] = 0
    np.testing.assert_array_equal(result.steps[0].means, copies[1])


def test_read_only_arrays_will_do() -> None:
    X, means = LINE.copy(), LINE[::2].copy()
    X.flags.writeable = means.flags.writeable = False
    assert run(X, means).inertia == 1.5


@pytest.mark.usefixtures("either_worker")
def test_arrays_of_the_steps_are_read_only() -> None:
    result = run(LINE, [[0.0], [100.0], [200.0]], empty="farthest")
    for step in result.steps:
        for array in (step.means, step.labels, step.shifts):
            with pytest.raises(ValueError, match="read-only"):
                array[:] = 0


@pytest.mark.usefixtures("either_worker")
def test_earlier_steps_are_not_overwritten_by_later_ones(rng: np.random.Generator) -> None:
    X = rng.standard_normal((300, 2))
    result = run(X, X[:6])
    assert result.iterations > 4
    for before, after in zip(result.steps, result.steps[1:], strict=False):
        if after.kind == "assign":
            np.testing.assert_array_equal(after.labels, assign_labels(X, after.means))
            if before.kind == "update":
                assert after.n_changed == np.count_nonzero(after.labels != before.labels)
        else:
            np.testing.assert_allclose(
                after.means, update_means(X, before.labels, 6, before.means), rtol=0, atol=1e-14
            )


# What must hold on any data.

COORDINATES = st.one_of(
    st.integers(-3, 3).map(float), st.floats(-100, 100, width=32), st.sampled_from([1e8, 1e8 + 1, -1e8])
)


@st.composite
def problems(draw: st.DrawFn) -> tuple[Any, ...]:
    n, d = draw(st.integers(1, 25)), draw(st.integers(1, 3))
    X = draw(arrays(np.float64, (n, d), elements=COORDINATES))
    k = draw(st.integers(1, len(np.unique(X, axis=0))))
    means = draw(arrays(np.float64, (k, d), elements=COORDINATES))
    weights = draw(st.none() | arrays(np.float64, n, elements=st.floats(0.125, 8)))
    return X, means, weights, draw(st.sampled_from(["keep", "farthest"]))


@settings(max_examples=120)
@given(problems(), st.booleans())
def test_on_any_data(problem: Any, few: int) -> None:
    X, means, weights, empty = problem
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "FEW", 10**9 if few else 0)
        result = run(X, means, sample_weight=weights, empty=empty, max_iter=50)
    w = np.ones(len(X)) if weights is None else weights
    kinds = [step.kind for step in result.steps]
    assert kinds == (["start"] + ["assign", "update"] * 50)[: len(kinds)]
    # One unit in the last place of the coordinates is all that means can be exact to.
    last_digit = 4e-16 * np.abs(X).max()
    previous = np.inf
    for step in result.steps[1:]:
        directly = (w * ((X - step.means[step.labels]) ** 2).sum(axis=1)).sum()
        if not step.relocated:
            slack = 8 * last_digit * np.sqrt(w.sum() * directly) + 8 * w.sum() * last_digit**2
            assert step.inertia == pytest.approx(directly, rel=1e-9, abs=slack)
            assert step.inertia <= previous * (1 + 1e-12) + slack
        previous = step.inertia
        assert np.isfinite(step.means).all()
        if step.kind == "assign":
            squared = ((X[:, np.newaxis] - step.means) ** 2).sum(axis=2)
            np.testing.assert_array_equal(step.labels, squared.argmin(axis=1))
            assert step.empty == tuple(sorted(set(range(len(means))) - set(step.labels.tolist())))
        np.testing.assert_array_equal(assign_labels(X, result.means), result.labels)


# Errors.


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"max_iter": 0}, "max_iter must be a whole number of at least 1"),
        ({"tol": -1.0}, "tol must be a number of at least 0"),
        ({"tol": float("nan")}, "tol must be a number of at least 0"),
        ({"empty": "drop"}, "empty must be one of 'keep', 'farthest'; got 'drop'"),
        ({"means": [[0.0, 1.0]]}, "means have 2 features, the points have 1"),
        ({"means": [[0.0], [np.nan]]}, r"means has a missing value \(NaN\) in row 1"),
        ({"sample_weight": [1, 2]}, r"shape \(6,\)"),
        ({"means": np.arange(7.0)[:, np.newaxis]}, "only 6 distinct points, fewer than k = 7"),
    ],
)
def test_run_names_what_is_wrong(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        run(**{"X": LINE, "means": [[0.0], [1.0]], **arguments})


def test_update_names_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="2 means for k = 3"):
        update_means(LINE, [0] * 6, 3, [[0.0], [1.0]])
    with pytest.raises(ValueError, match="labels must be from 0 to 1; they go from 0 to 2"):
        update_means(LINE, [0, 0, 0, 0, 0, 2], 2, [[0.0], [1.0]])
    with pytest.raises(ValueError, match="6 integers"):
        update_means(LINE, [0.0] * 6, 2, [[0.0], [1.0]])
