"""Sums that do not depend on the order, averages that are right to the last digit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kmeans_core import initial_means, means_of_labels, run, run_many, update_means
from kmeans_core.sums import _averages, _Columns, _pieces

NUMBERS = st.floats(-1e150, 1e150) | st.floats(-10, 10) | st.integers(-5, 5).map(float) | st.just(5e-324)


@settings(max_examples=150)
@given(arrays(np.float64, st.tuples(st.integers(1, 3), st.integers(1, 40)), elements=NUMBERS), st.randoms())
def test_pieces_add_up_to_the_numbers_and_exactly(rows: Any, random: Any) -> None:
    pieces = _pieces(rows)
    for row in range(len(rows)):
        exact = sum((Fraction(value) for value in rows[row].tolist()), Fraction(0))
        order = list(range(rows.shape[1]))
        random.shuffle(order)
        # However they are added up, nothing is rounded.
        assert sum(Fraction(float(sum(piece[row, order].tolist()))) for piece in pieces) == exact
        for column in range(rows.shape[1]):
            assert sum(Fraction(piece[row, column]) for piece in pieces) == Fraction(rows[row, column])


def test_whole_numbers_are_one_piece_and_ordinary_data_two(rng: np.random.Generator) -> None:
    assert len(_pieces(rng.integers(-(2**20), 2**20, (2, 300)).astype(float))) == 1
    assert len(_pieces(rng.standard_normal((2, 300)))) == 2


@pytest.mark.parametrize("weighted", [False, True])
def test_averages_are_those_of_fractions_to_a_unit_in_the_last_place(
    weighted: bool, rng: np.random.Generator
) -> None:
    for scale, offset in ((1, 0), (1, 1e8), (1e-150, 0), (1e149, 0)):
        X = np.asfortranarray(scale * rng.standard_normal((60, 2)) + offset)
        X[0] *= 1e3
        labels = rng.integers(0, 3, 60)
        weights = rng.uniform(0, 3, 60) if weighted else np.ones(60)
        means, _ = _averages(X, labels, np.zeros((3, 2)), weights if weighted else None)
        for cluster in range(3):
            rows = np.flatnonzero(labels == cluster)
            for feature in range(2):
                parts = [Fraction(weights[i]) * Fraction(X[i, feature]) for i in rows]
                exact = sum(parts, Fraction()) / sum((Fraction(weights[i]) for i in rows), Fraction())
                size = np.abs(X[rows, feature]).max() if weighted else abs(float(exact))
                assert abs(Fraction(means[cluster, feature]) - exact) <= Fraction(float(2 * np.spacing(size)))


def test_averages_of_a_feature_do_not_depend_on_the_others(rng: np.random.Generator) -> None:
    """Else a rounding in one column would decide ties in another: tenths beside fifths, say."""
    X = np.column_stack([0.1 * rng.integers(0, 7, 42), 0.2 * rng.integers(0, 6, 42), rng.uniform(0, 1e6, 42)])
    labels = rng.integers(0, 5, 42)
    together = update_means(X, labels, 5, np.zeros((5, 3)))
    for feature in range(3):
        alone = update_means(X[:, [feature]], labels, 5, np.zeros((5, 1)))
        np.testing.assert_array_equal(together[:, [feature]], alone)


def test_a_cluster_at_one_place_has_its_mean_there() -> None:
    for value in (0.1, 0.7, 1 / 3, 1e16 + 2, 5e-324):
        for count in (3, 7, 49, 1000):
            means, _ = _averages(
                np.full((count, 1), value), np.zeros(count, dtype=np.intp), np.zeros((1, 1)), None
            )
            assert means.tolist() == [[value]]


def test_a_row_far_away_spoils_no_other_mean() -> None:
    X = [[1e16], [0.1], [0.2], [0.3]]
    assert means_of_labels(X, [0, 1, 1, 1]).ravel().tolist() == [1e16, pytest.approx(0.2, rel=4e-16)]
    assert update_means(X, [0, 1, 1, 1], 2, [[0.0], [0.0]]).ravel().tolist()[1] == pytest.approx(
        0.2, rel=4e-16
    )


def test_run_many_does_not_depend_on_which_row_comes_first() -> None:
    X = np.array([[2.0**52], [0], [0], [0], [1], [-1], [2]])
    together = run_many(X, 3, [0], "farthest")
    alone = run(X, together.starts[0])
    np.testing.assert_array_equal(together.means[0], alone.means)
    assert together.inertia[0] == alone.inertia
    rng = np.random.default_rng(0)
    for far in (1e9, 1e13):
        Y = rng.standard_normal((60, 2))
        Y[0] = far
        turned = np.roll(Y, -1, axis=0)
        first, last = run_many(Y, 4, range(200)), run_many(turned, 4, range(200))
        for i in range(200):
            one, other = run(Y, first.starts[i]), run(turned, last.starts[i])
            np.testing.assert_array_equal(first.labels_of(i), one.labels)
            np.testing.assert_array_equal(first.means[i], one.means)
            np.testing.assert_array_equal(last.labels_of(i), other.labels)
            np.testing.assert_array_equal(last.means[i], other.means)
            np.testing.assert_array_equal(one.means, run(turned, first.starts[i]).means)


def test_coordinates_an_ulp_apart_with_equal_weights(rng: np.random.Generator) -> None:
    X = 1 + np.spacing(1.0) * rng.integers(0, 30, (40, 2))
    runs = run_many(X, 3, range(300), sample_weight=np.full(40, 0.1))
    for i in range(300):
        alone = run(X, runs.starts[i], sample_weight=np.full(40, 0.1))
        np.testing.assert_array_equal(runs.labels_of(i), alone.labels)
        np.testing.assert_array_equal(runs.means[i], alone.means)


def test_random_partition_averages_in_whatever_order(rng: np.random.Generator) -> None:
    X = rng.standard_normal((50, 2))
    X[0] = 1e13
    np.testing.assert_array_equal(
        run_many(X, 3, range(20), "random partition").starts,
        [initial_means(X, 3, "random partition", seed) for seed in range(20)],
    )


def test_sums_by_a_product_and_by_counting_are_the_same(
    rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = _Columns(np.asfortranarray(rng.standard_normal((500, 3))), rng.uniform(0, 1, 500))
    labels = rng.integers(0, 4, 500)
    product = columns.sums(labels, 4)
    monkeypatch.setattr("kmeans_core.sums.ONE_PRODUCT", 0)
    np.testing.assert_array_equal(product, columns.sums(labels, 4))
