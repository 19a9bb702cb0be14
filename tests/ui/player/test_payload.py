"""What the player is sent."""

import numpy as np
import pandas as pd

from kmeans_core import run
from study.digits import written
from study.points import Points
from ui.player.payload import _shortened, player_payload


def test_first_means_that_are_rows_have_the_digits_of_their_rows() -> None:
    X = np.array([[500000.75 + 5 * (i % 3) + 0.25 * i, 5432100 + 0.5 * (i % 4)] for i in range(12)])
    points = Points(X, ("east", "north"), "t", pd.DataFrame(X))
    start, *later = player_payload(points, run(X, X[[0, 5]]))["steps"]
    told = [
        [written(value, step) for value, step in zip(mean, start["differ"], strict=True)]
        for mean in start["means"]
    ]
    assert told == [["500,000.75", "5,432,100"], ["500,012", "5,432,100.5"]]
    assert all(step["differ"][0] >= 0.1 for step in later)  # averages need not have them


def test_numbers_are_sent_with_the_digits_that_their_steps_need() -> None:
    """The largest of them says how many: all of an axis are told apart by one step."""
    assert _shortened(np.array([0.0, 1234567.891234]), 0.01) == [0, 1234567.8912]
    assert _shortened(np.array([-1234567.891234, 1.0]), 0.01) == [-1234567.8912, 1]
    assert _shortened(np.array([1.23456789, 2.0]), 1.0) == [1.23457, 2]  # never fewer than six
    assert _shortened(np.array([1.23456789]), 0.0) == [1.23457]
