"""What the player is sent."""

import numpy as np
import pandas as pd

from kmeans_core import make_dataset, run
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


def test_below_the_rounding_of_the_data_all_points_lie_at_their_means() -> None:
    X, _ = make_dataset("blobs", 300, 5, 0.0, 13)
    points = Points(X, ("x", "y"), "t", pd.DataFrame(X))
    _, *later = player_payload(points, run(X, np.unique(X, axis=0)))["steps"]
    assert [step["inertia"] for step in later] == [0.0] * len(later)
    assert {spread for step in later for spread in step["spreads"]} == {0.0}
    nearby = X + 1e-9 * np.arange(300)[:, np.newaxis]  # yet these do lie apart
    points = Points(nearby, ("x", "y"), "t", pd.DataFrame(nearby))
    assert player_payload(points, run(nearby, np.unique(X, axis=0)))["steps"][-1]["inertia"] > 0


def test_a_mean_far_outside_is_said_to_be_at_the_edge() -> None:
    X = np.array([[0.0, 0.0], [1.0, 5.0], [10.0, 0.0], [10.0, 2.0]])
    points = Points(X, ("x", "y"), "t", pd.DataFrame(X))
    payload = player_payload(points, run(X, [[0.0, 0.0], [10.0, 0.0], [5000.0, 0.0]]), "by hand")
    assert all(
        step["sentence"].endswith("; mean 3 lies far outside: it is drawn at the edge.")
        for step in payload["steps"]
    )
    assert payload["steps"][0]["means"][2] == [5000, 0]
