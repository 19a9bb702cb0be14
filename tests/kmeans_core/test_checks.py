from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kmeans_core.checks import (
    check_choice,
    check_k,
    check_labels,
    check_means,
    check_points,
    check_weights,
    count_distinct,
)


@pytest.mark.parametrize(
    ("X", "message"),
    [
        ([[0.0], [np.nan], [1.0]], r"missing value \(NaN\) in row 1\. Leave"),
        ([[0.0, 1.0], [0.0, 1.0], [2.0, np.nan], [np.nan, 1.0]], r"\(NaN\) in row 2 \(2 rows in all\)"),
        ([[0.0], [np.inf]], "infinite value in row 1"),
        ([[-np.inf], [0.0]], "infinite value in row 0"),
        ([[np.inf, np.nan]], r"missing value \(NaN\) in row 0"),
        ([[0.0], [-1.1e150]], "beyond 1e.150 in row 1: its square would overflow"),
        ([["1"], ["2"]], "holds text"),
        ([[b"1"]], "holds text"),
        (np.array([[1.0], ["2"]], dtype=object), "holds text"),
        (np.array([[1.0], [None]], dtype=object), r"missing value \(NaN\) in row 1"),
        (np.array([[1.0], [{}]], dtype=object), "holds things that are not numbers"),
        ([[1j]], "real numbers, not complex128"),
        (np.array([["2024-01-01"]], dtype="datetime64[D]"), "real numbers, not datetime64"),
        ([1.0, 2.0], r"two dimensions.*shape \(2,\).*reshape\(-1, 1\)"),
        (3.0, r"two dimensions.*shape \(\)"),
        (np.zeros((2, 2, 2)), r"shape \(2, 2, 2\)"),
        (np.zeros((0, 2)), r"X is empty: its shape is \(0, 2\)"),
        (np.zeros((2, 0)), "X is empty"),
    ],
)
def test_points_that_are_refused(X: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_points(X)


def test_points_come_back_as_a_copy_of_their_own() -> None:
    X = np.zeros((3, 2), order="F")
    points = check_points(X)
    points[:] = 1
    assert not X.any()
    assert points.dtype == np.float64
    assert points.flags.f_contiguous


def test_the_largest_number_allowed() -> None:
    assert check_points([[1e150], [-1e150]]).max() == 1e150


def test_means() -> None:
    with pytest.raises(ValueError, match="means have 1 features, the points have 2"):
        check_means([[1.0]], 2)
    with pytest.raises(ValueError, match="means has an infinite value in row 0"):
        check_means([[np.inf, 0.0]], 2)
    assert check_means(np.zeros((3, 2), order="F"), 2).flags.c_contiguous


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1.0], r"shape \(3,\), one weight per row; it has \(1,\)"),
        ([[1.0], [1.0], [1.0]], r"it has \(3, 1\)"),
        ([1.0, -1.0, 1.0], "row 1 has -1.0"),
        ([1.0, 1.0, np.nan], "row 2 has nan"),
        ([np.inf, 1.0, 1.0], "row 0 has inf"),
        ([0.0, 0.0, 0.0], "zero in every row"),
        (["a", "b", "c"], "sample_weight holds text"),
        (["1", "2", "3"], "sample_weight holds text"),
        ([10**400, 1, 1], "sample_weight has a whole number beyond the largest float64"),
        ([1e308, 1e308, 1e308], "sample_weight has a weight beyond 1e.150: their sum would overflow"),
        (np.ma.masked_array([1.0, 2.0, 3.0], [False, True, False]), "sample_weight is a masked array"),
    ],
)
def test_weights_that_are_refused(weights: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_weights(weights, 3)


def test_weights() -> None:
    assert check_weights(None, 3) is None
    given = np.array([0, 1, 2])
    weights = check_weights(given, 3)
    assert weights is not None
    assert weights.dtype == np.float64
    weights[0] = 9
    assert given[0] == 0


def test_labels() -> None:
    assert check_labels([0, 1, 1], 3, 2).dtype == np.intp
    for labels, message in (
        ([0, 1], "3 integers, one per row"),
        ([0.0, 1.0, 1.0], "got float64"),
        ([0, 1, 2], "from 0 to 1; they go from 0 to 2"),
        ([0, 1, -1], "they go from -1 to 1"),
    ):
        with pytest.raises(ValueError, match=message):
            check_labels(labels, 3, 2)


def test_k() -> None:
    X = check_points([[0.0], [1.0], [1.0]])
    two: Any = np.int64(2)
    assert check_k(two, X) == 2
    refused: list[tuple[Any, str]] = [
        (0, "at least 1; got 0"),
        (-3, "at least 1; got -3"),
        (2.0, "whole number; got 2.0"),
        (True, "whole number; got True"),
        ("2", "whole number; got '2'"),
        (3, r"only 2 distinct points, fewer than k = 3 clusters\. Choose k of at most 2"),
    ]
    for k, message in refused:
        with pytest.raises(ValueError, match=message):
            check_k(k, X)


def test_distinct_points_are_counted_as_far_as_needed() -> None:
    late = check_points([[0.0, -0.0]] * 50 + [[-0.0, 0.0]] * 50 + [[1.0, 0.0], [2.0, 0.0]])
    assert count_distinct(late, enough=2) >= 2
    assert count_distinct(late, enough=4) == 3
    assert count_distinct(late, enough=1000) == 3


def test_choice() -> None:
    assert check_choice("keep", ("keep", "farthest"), "empty") == "keep"
    with pytest.raises(ValueError, match="empty must be one of 'keep', 'farthest'; got 'KEEP'"):
        check_choice("KEEP", ("keep", "farthest"), "empty")
