"""What the player is sent."""

import numpy as np
import pandas as pd

from kmeans_core import run
from study.digits import written
from study.points import Points
from ui.player.payload import player_payload


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
