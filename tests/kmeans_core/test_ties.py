"""Ties of whole numbers, decided in fractions; all others, by computed distances."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmeans_core import Tie, assign_labels, fast, predict, run, run_many_from
from kmeans_core.ties import _simplest_fraction, _steps_in_one


@settings(max_examples=300)
@given(st.integers(-(2**20), 2**20), st.integers(1, 2**16))
def test_a_float64_is_read_as_the_fraction_it_was_rounded_from(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    assert Fraction(*_simplest_fraction(numerator / denominator)) == exact


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_simplest_fraction_rounds_to_its_float64(value: float) -> None:
    p, q = _simplest_fraction(value)
    assert q >= 1 and p / q == value


def test_what_people_work_with_is_what_they_mean() -> None:
    assert [_simplest_fraction(x) for x in (0.1, 0.25, -2 / 3, 5.0, 0.0)] == [
        (1, 10),
        (1, 4),
        (-2, 3),
        (5, 1),
        (0, 1),
    ]


def test_what_counts_as_whole() -> None:
    assert _steps_in_one(np.array([[3.0], [-7.0]])) == 1
    assert _steps_in_one(np.array([[3.0], [0.125]])) == 8
    assert _steps_in_one(np.array([[2.0**20], [0.0]])) == 1
    for values in ([2.0**20 + 1, 0], [2.0**20, 0.5], [0.1, 1], [1e300, 1], [1, 2, 3, 4, 5, 0.1]):
        assert _steps_in_one(np.array(values)[:, np.newaxis]) is None


@pytest.mark.usefixtures("either_worker")
def test_midway_between_thirds() -> None:
    X = [[0.0], [3.0], [5.0], [6.0], [7.0], [9.0], [11.0]]
    result = run(X, [[5.0], [7.0], [11.0]])
    # 0, 3, 5 and 6, 7, 9: their averages are 8/3 and 22/3, and 5 is midway.
    assert result.labels.tolist() == [0, 0, 0, 1, 1, 1, 2]
    assert result.steps[-1].tie == Tie(1, 2, (0, 1))
    assert result.steps[1].tie == Tie(2, 3, (0, 1))  # 6 and 9, between 5 and 7, 7 and 11
    assert predict(X, result.means).tolist() == result.labels.tolist()
    assert run_many_from(X, [[[5.0], [7.0], [11.0]]]).labels_of(0).tolist() == result.labels.tolist()


@pytest.mark.usefixtures("either_worker")
def test_no_tie_no_record(rng: np.random.Generator) -> None:
    assert all(
        step.tie is None for step in run(rng.standard_normal((50, 2)), rng.standard_normal((3, 2))).steps
    )


@pytest.mark.usefixtures("either_worker")
def test_equal_computed_distances_are_ties_too() -> None:
    result = run([[0.1], [0.3], [0.2]], [[0.1], [0.3]])
    tied = 0.2 - 0.1 == 0.3 - 0.2
    assert (result.steps[1].tie is not None) == tied
    assert run([[0.0], [1.0], [0.25]], [[0.5], [0.5]]).steps[1].tie == Tie(3, 0, (0, 1))


def fractions_of(means: Any) -> list[list[Fraction]]:
    return [[Fraction(value) for value in mean] for mean in means.tolist()]


def exact_labels(X: Any, means: list[list[Fraction]]) -> list[int]:
    labels = []
    for point in X.tolist():
        squares = [sum((Fraction(x) - m) ** 2 for x, m in zip(point, mean, strict=True)) for mean in means]
        labels.append(squares.index(min(squares)))
    return labels


@st.composite
def whole_problems(draw: st.DrawFn) -> tuple[Any, int]:
    n, d = draw(st.integers(2, 16)), draw(st.integers(1, 3))
    most = draw(st.sampled_from([3, 12, 2**20]))
    X = np.array(
        draw(st.lists(st.lists(st.integers(0, most), min_size=d, max_size=d), min_size=n, max_size=n)), float
    )
    places = np.unique(X, axis=0)
    k = draw(st.integers(1, min(5, len(places))))
    return X * draw(st.sampled_from([1, 1, 0.5])) if most < 100 else X, k


@pytest.mark.parametrize("few", [True, False])
@settings(max_examples=80)
@given(whole_problems())
def test_every_label_of_whole_numbers_is_that_of_fractions(few: int, problem: Any) -> None:
    X, k = problem
    start = np.unique(X, axis=0)[:k]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "FEW", 10**9 if few else 0)
        result = run(X, start)
    means = fractions_of(start)
    for step in result.steps:
        if step.kind == "update":
            for cluster in range(k):
                rows = X[step.labels == cluster].tolist()
                if rows:
                    means[cluster] = [
                        sum(map(Fraction, column), Fraction()) / len(rows)
                        for column in zip(*rows, strict=True)
                    ]
        if step.kind == "assign":
            assert step.labels.tolist() == exact_labels(X, means)
    assert assign_labels(X, result.means).tolist() == result.labels.tolist()
    assert run_many_from(X, start[np.newaxis]).labels_of(0).tolist() == result.labels.tolist()
