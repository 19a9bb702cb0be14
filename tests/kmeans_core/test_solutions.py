"""The distinct answers, on data whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from kmeans_core import ManyRuns, run
from kmeans_core.many import run_many, run_many_from
from kmeans_core.solutions import distinct_solutions

# The corners of a rectangle, 4 wide and 2 high. For k = 2 means there are two lasting answers from its corners: left and
# right (inertia 4: each point is 1 from its mean) or below and above (inertia 16: each is 2 from its mean).
RECTANGLE = np.array([[0.0, 0.0], [0.0, 2.0], [4.0, 0.0], [4.0, 2.0]])
PAIRS = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])


def rectangle_starts() -> ManyRuns:
    corners = RECTANGLE
    left_right = [[[0, 1], [4, 1]], [[4, 0], [0, 0]], [[0, 0], [4, 0]]]
    below_above = [[[2, 0], [2, 2]], [corners[1], corners[0]]]
    return run_many_from(RECTANGLE, np.array([*below_above, *left_right], dtype=float))


def test_a_rectangle_has_two_answers() -> None:
    solutions = distinct_solutions(rectangle_starts())
    assert len(solutions) == 2
    best, worse = solutions
    assert (best.inertia, worse.inertia) == (4.0, 16.0)
    assert (best.percent_above_best, worse.percent_above_best) == (0.0, 300.0)
    assert (best.count, worse.count) == (3, 2)
    assert (best.share, worse.share) == (0.6, 0.4)
    assert solutions.which.tolist() == [1, 1, 0, 0, 0]
    assert (best.starts.tolist(), worse.starts.tolist()) == ([2, 3, 4], [0, 1])
    assert (best.start, worse.start) == (2, 0)
    assert best.labels.tolist() == [0, 0, 1, 1]
    assert best.means.tolist() == [[0.0, 1.0], [4.0, 1.0]]


def test_relabelled_answers_are_one_answer() -> None:
    # k! numberings of the same three pairs.
    places = np.array([[0.0], [10.0], [20.0]])
    orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    solutions = distinct_solutions(run_many_from(PAIRS, [places[order] for order in orders]))
    assert len(solutions) == 1
    assert solutions[0].count == 6


def test_every_start_is_counted_once() -> None:
    runs = run_many(PAIRS, 3, range(200))
    solutions = distinct_solutions(runs)
    assert solutions.counts.sum() == 200
    assert sorted(start for solution in solutions for start in solution.starts) == list(range(200))
    assert (np.diff(solutions.inertia) >= 0).all()
    for solution in solutions:
        np.testing.assert_allclose(runs.inertia[solution.starts], solution.inertia)
    # The three pairs, or two means in one of the outer pairs.
    assert np.unique(solutions.inertia).tolist() == [1.5, 101.0]


def test_the_lowest_seed_stands_for_an_answer_and_leads_to_it() -> None:
    runs = run_many(PAIRS, 3, [9, 7, 8, 4, 3, 6, 5])
    solutions = distinct_solutions(runs)
    for solution in solutions:
        assert solution.seed == min(runs.seeds[solution.starts])
        assert runs.seeds[solution.start] == solution.seed
        replayed = solutions.replay(solution.rank)
        assert replayed.inertia == pytest.approx(solution.inertia)
        np.testing.assert_array_equal(solution.order[solution.labels], replayed.labels)


def test_groups_keep_their_numbers_from_answer_to_answer() -> None:
    rng = np.random.default_rng(0)
    X = np.concatenate(
        [center + 0.3 * rng.normal(size=(30, 2)) for center in [[0, 0], [5, 0], [0, 5], [6, 6]]]
    )
    runs = run_many(X, 4, range(60))
    solutions = distinct_solutions(runs)
    assert len(solutions) > 1
    for solution in solutions:
        # Consistent in itself: the labels are those of the nearest of the renumbered means.
        again = run(X, solution.means)
        np.testing.assert_array_equal(again.labels, solution.labels)
        np.testing.assert_allclose(solution.means, runs.means[solution.start][solution.order])
        # And near the best: no exchange of two numbers brings the means nearer to those of the best answer.
        apart = ((solution.means[:, np.newaxis] - solutions[0].means) ** 2).sum(axis=2)
        for i in range(4):
            for j in range(i):
                assert apart[i, i] + apart[j, j] <= apart[i, j] + apart[j, i] + 1e-9


def test_numbering_after_given_means() -> None:
    reference = [[20.0], [0.0], [10.0]]
    best = distinct_solutions(run_many(PAIRS, 3, range(50)), reference=reference)[0]
    assert best.labels.tolist() == [1, 1, 2, 2, 0, 0]
    assert best.means.ravel().tolist() == [20.5, 0.5, 10.5]


def test_several_initializations_share_their_answers() -> None:
    random, careful = run_many(PAIRS, 3, range(40)), run_many(PAIRS, 3, range(30), "farthest")
    solutions = distinct_solutions(random, careful)
    assert len(solutions.which) == 70
    by_runs = solutions.which_by_runs
    assert [len(which) for which in by_runs] == [40, 30]
    np.testing.assert_array_equal(solutions.counts_by_runs.sum(axis=0), solutions.counts)
    assert solutions.counts_by_runs[1].tolist()[0] == 30  # the farthest points are one of each pair
    alone = distinct_solutions(careful)
    assert solutions[0].inertia == alone[0].inertia
    assert alone[0].init == "farthest"


def test_answers_without_kept_labels() -> None:
    full, lean = (run_many(PAIRS, 3, range(50), keep_labels=keep) for keep in (True, False))
    for a, b in zip(distinct_solutions(full), distinct_solutions(lean), strict=True):
        np.testing.assert_array_equal(a.labels, b.labels)
        assert (a.seed, a.count, a.inertia) == (b.seed, b.count, b.inertia)


def test_an_empty_cluster_belongs_to_an_answer_too() -> None:
    # The last mean is nobody's: wherever it stays, the groups are the same.
    starts = np.array([[[0.5], [10.5], [200.0]], [[0.5], [10.5], [-300.0]]])
    X = PAIRS[:4]
    solutions = distinct_solutions(run_many_from(X, starts))
    assert len(solutions) == 1
    assert sorted(set(solutions[0].labels.tolist())) == [0, 1]


def test_a_perfect_answer() -> None:
    solutions = distinct_solutions(run_many(PAIRS, 6, range(5)))
    assert len(solutions) == 1
    assert solutions[0].inertia == 0 and solutions[0].percent_above_best == 0


def test_a_sequence_that_ends() -> None:
    solutions = distinct_solutions(rectangle_starts())
    assert solutions[-1].rank == 1
    with pytest.raises(IndexError):
        solutions[2]


def test_what_makes_no_sense_is_refused() -> None:
    runs = run_many(PAIRS, 3, range(3))
    with pytest.raises(ValueError, match="no start"):
        distinct_solutions(run_many(PAIRS, 3, []))
    with pytest.raises(ValueError, match="no start"):
        distinct_solutions()
    with pytest.raises(ValueError, match="same points"):
        distinct_solutions(runs, run_many(PAIRS + 1, 3, range(3)))
    with pytest.raises(ValueError, match="same k"):
        distinct_solutions(runs, run_many(PAIRS, 2, range(3)))
    with pytest.raises(ValueError, match="2 means for k = 3"):
        distinct_solutions(runs, reference=[[0.0], [1.0]])


# A square of side 0.1 far from zero: left and right is as good as below and above, though not to the last digit of a float64.
SQUARE = np.array([[0.1, 7.3], [0.1, 7.4], [0.2, 7.3], [0.2, 7.4]])


def test_answers_that_differ_by_rounding_alone_are_equally_good() -> None:
    left_right, below_above = [[0, 7.35], [0.3, 7.35]], [[0.15, 7.3], [0.15, 7.4]]
    runs = run_many_from(SQUARE, [left_right, below_above, below_above])
    assert runs.inertia[0] != runs.inertia[1]  # else this shows nothing
    solutions = distinct_solutions(runs)
    assert len(solutions) == 2
    assert solutions.percent_above_best.tolist() == [0.0, 0.0]
    assert solutions.inertia[0] == solutions.inertia[1] == runs.inertia.min()
    assert solutions.counts.tolist() == [2, 1]  # of equals, the one that more starts led to
    # Whichever is a hair lower: of equals, the first start is the best.
    assert [
        run_many_from(SQUARE, order).best for order in ([left_right, below_above], [below_above, left_right])
    ] == [0, 0]


def test_answers_that_are_worse_by_more_than_rounding_stay_worse() -> None:
    solutions = distinct_solutions(rectangle_starts())
    assert solutions.inertia.tolist() == [4.0, 16.0]
