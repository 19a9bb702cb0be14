"""Rows drawn again: who changes company."""

from __future__ import annotations

import numpy as np
import pytest

from kmeans_core import changes_of_company, scattered


def test_a_point_halfway_changes_company_and_others_do_not() -> None:
    X = np.array([[0.0], [0.0], [1.0], [1.0], [5.5], [10.0], [10.0], [11.0], [11.0]])
    changed = changes_of_company(X, [[0.5], [9.5]], draws=40, seed=3)
    assert changed.argmax() == 4 and 0 < changed[4] < 40
    assert (changed[[0, 1, 7, 8]] <= 2).all()


def test_one_group_keeps_its_company() -> None:
    assert changes_of_company([[1.0, 2.0], [3.0, 4.0]], [[2.0, 3.0]]).tolist() == [0, 0]


def test_a_draw_of_too_few_different_rows_counts_for_none() -> None:
    assert changes_of_company([[1.0], [2.0]], [[1.0], [2.0]], draws=20).tolist() == [0, 0]


def test_it_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    changes_of_company([[1.0], [2.0]], [[1.5]], draws=3, progress=lambda *each: told.append(each))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_means_of_other_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="means"):
        changes_of_company([[1.0], [2.0]], [[1.0, 2.0]])


def test_scattered_points_have_the_spread_of_the_points_however_they_are_turned() -> None:
    rng = np.random.default_rng(0)
    flat = rng.uniform(-1, 1, (500, 2)) * [10, 1]
    turn = np.array([[0.6, 0.8], [-0.8, 0.6]])
    placed = scattered(flat @ turn + 100, seed=1)
    back = (placed - 100) @ turn.T
    assert placed.shape == (500, 2)
    assert np.abs(back).max(axis=0) == pytest.approx([10, 1], rel=0.12)
    assert back.std(axis=0) == pytest.approx([10 / 3**0.5, 1 / 3**0.5], rel=0.12)


def test_points_at_one_place_are_scattered_there() -> None:
    assert scattered([[3.0, 4.0]] * 5).tolist() == [[3.0, 4.0]] * 5
