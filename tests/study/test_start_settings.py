from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from kmeans_core import initial_means
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
