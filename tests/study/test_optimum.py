"""The best there is beside a run, in words: worked out by hand, and by looking at all ways to divide a few rows."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

from kmeans_core import initial_means, run
from kmeans_core.datasets import make_dataset
from study.optimum import FEW, best_beside, best_there_is, can_be_proved, optimum_in_words
from study.points import Points

PAIRS = [[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]]


def of_rows(rows: object) -> Points:
    X = np.array(rows, dtype=np.float64)
    names = ("a", "b", "c")[: X.shape[1]]
    return Points(X, names, "a table", pd.DataFrame(X, columns=list(names)))


def test_a_run_that_got_stuck_is_told_what_it_missed() -> None:
    """The example at the top of lloyd.py: three pairs, of which one mean has to serve two."""
    points = of_rows(PAIRS)
    stuck = run(points.X, [[0.0], [1.0], [10.0]])
    best = best_beside(best_there_is(points, stuck.k), stuck)
    assert best.inertia == 1.5 and not best.reached
    assert sorted(best.means.ravel()) == [0.5, 10.5, 20.5]
    assert best.means[2, 0] in (10.5, 20.5), "numbered as the run numbers them"
    np.testing.assert_allclose(best.means[best.labels].ravel(), [0.5, 0.5, 10.5, 10.5, 20.5, 20.5])
    leads, follows = optimum_in_words(points, stuck, best)
    assert leads == "There is a better answer: proved."
    assert follows.startswith(
        "This run ended with an inertia of 101. The least there is into 3 groups is 1.5: the run is 6,633% above it, and "
        "3 rows are in other company than in the best answer."
    )


def test_a_run_that_found_it_is_told_so() -> None:
    points = of_rows(PAIRS)
    lucky = run(points.X, [[0.0], [10.0], [20.0]])
    best = best_beside(best_there_is(points, lucky.k), lucky)
    assert best.reached and best.labels.tolist() == lucky.labels.tolist()
    assert optimum_in_words(points, lucky, best) == (
        "This is the best there is: proved.",
        "No way to divide these rows into 3 groups has a lower inertia than 1.5. On one line the rows of a group stand side by "
        "side in the best answer, so all ways to cut can be compared.",
    )


@pytest.mark.parametrize("seed", range(6))
def test_a_few_rows_against_all_ways_to_divide_them(seed: int) -> None:
    X = make_dataset("blobs", 8, 3, 1.5, seed)[0]
    points = of_rows(X)
    assert can_be_proved(points)
    ended = run(X, initial_means(X, 3, "random", seed))
    best = best_beside(best_there_is(points, ended.k), ended)
    least = min(
        sum(((X[labels == j] - X[labels == j].mean(axis=0)) ** 2).sum() for j in range(3))
        for labels in map(np.array, product(range(3), repeat=8))
        if len(set(labels.tolist())) == 3
    )
    assert best.inertia == pytest.approx(least)
    assert best.reached == (ended.inertia <= least * (1 + 1e-9))
    np.testing.assert_allclose(
        sum(((X[best.labels == j] - best.means[j]) ** 2).sum() for j in range(3)), least
    )


def test_where_nothing_can_be_proved() -> None:
    assert can_be_proved(of_rows(np.arange(1000.0).reshape(-1, 1)))
    assert can_be_proved(of_rows(np.arange(2.0 * FEW).reshape(-1, 2)))
    assert not can_be_proved(of_rows(np.arange(2.0 * FEW + 2).reshape(-1, 2)))


def test_as_many_groups_as_rows() -> None:
    points = of_rows([[0.0, 0], [3, 4], [9, 9]])
    ended = run(points.X, points.X)
    assert best_beside(best_there_is(points, ended.k), ended).reached
