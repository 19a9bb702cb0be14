from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from kmeans_core import INITIALIZATIONS, initial_means
from study.by_hand import BY_HAND
from study.points import Points
from study.start_settings import StartSettings

X = np.array([[0.0, 10.0], [2.0, 30.0], [4.0, 50.0], [9.0, 20.0]])
PLACED = ((2.0, 10.0), (4.0, 50.0))


def points(center: np.ndarray | None = None, scale: np.ndarray | None = None) -> Points:
    inside = X if center is None or scale is None else (X - center) / scale
    return Points(inside, ("a", "b"), "t", pd.DataFrame(X, columns=["a", "b"]), center=center, scale=scale)


@pytest.mark.parametrize("init", ["random", "k-means++", "farthest"])
def test_a_seed_draws_the_means_of_the_core(init: str) -> None:
    first = StartSettings(init, 7, PLACED).first_means(points(), 2)
    np.testing.assert_array_equal(first, initial_means(X, 2, init, 7))


def test_placed_means_are_taken_in_the_units_of_the_clustering() -> None:
    placed = StartSettings(BY_HAND, 7, PLACED)
    there = placed.first_means(points(np.array([1.0, 10.0]), np.array([2.0, 20.0])), 2)
    np.testing.assert_array_equal(there, [[0.5, 0.0], [1.5, 2.0]])


def test_placed_means_for_another_k_are_refused_with_a_way_out() -> None:
    with pytest.raises(ValueError, match="2 means were placed by hand, but “Clusters” is 3"):
        StartSettings(BY_HAND, 7, PLACED).first_means(points(), 3)


def test_a_start_is_known_by_what_decides_it_and_by_nothing_else() -> None:
    drawn, placed = StartSettings("random", 7), StartSettings(BY_HAND, 7, PLACED)
    assert (
        drawn.name == StartSettings("random", 7, PLACED, "farthest").name != StartSettings("random", 8).name
    )
    assert (
        placed.name == StartSettings(BY_HAND, 8, PLACED).name != StartSettings(BY_HAND, 7, PLACED[::-1]).name
    )
    assert drawn.name != StartSettings("farthest", 7).name


def of(rows: object) -> Points:
    X = np.array(rows, dtype=np.float64)
    return Points(X, ("a", "b"), "t", pd.DataFrame(X, columns=["a", "b"]))


@pytest.mark.parametrize("init", INITIALIZATIONS)
@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_where_no_seed_starts_elsewhere_it_is_said(init: str, k: int) -> None:
    """Against the starts of forty seeds, on four different points, two of them twice."""
    four = of([*X, X[0], X[2]])
    starts = {
        tuple(sorted(map(tuple, StartSettings(init, seed).first_means(four, k).tolist())))
        for seed in range(40)
    }
    said = StartSettings(init, 7).why_all_are_the_same(four, k)
    assert bool(said) == (len(starts) == 1)
    assert not said or said.startswith("Every start is the same")


def test_means_by_hand_are_one_start_and_seeds_are_others() -> None:
    placed = StartSettings(BY_HAND, 7, tuple(map(tuple, X.tolist())))
    assert placed.why_all_are_the_same(points(), 4) == ""
    one_place = StartSettings("random", 7).why_all_are_the_same(of([[1.0, 2.0], [1.0, 2.0]]), 1)
    assert one_place == "Every start is the same: all points lie at one place."
