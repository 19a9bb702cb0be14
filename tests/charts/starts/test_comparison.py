"""Initializations side by side."""

import json

import numpy as np

from charts.starts.comparison import comparison
from tests.figures import is_valid


def test_the_comparison_shows_shares_with_their_intervals() -> None:
    figure = comparison(
        ["one", "two"],
        np.array([0.25, 1.0]),
        np.array([[0.2, 0.31], [0.9, 1.0]]),
        [np.arange(5.0), np.zeros(5)],
        [np.arange(2, 7), np.full(5, 3)],
        found="found it",
    )
    assert is_valid(figure)
    shares = figure["data"][0]
    assert shares["x"] == [25, 100]
    np.testing.assert_allclose(shares["error_x"]["array"], [6, 0])
    np.testing.assert_allclose(shares["error_x"]["arrayminus"], [5, 10])
    assert shares["text"] == ["25%", "100%"]
    boxes = [trace for trace in figure["data"] if trace["type"] == "box"]
    assert (boxes[0]["lowerfence"], boxes[0]["median"], boxes[0]["upperfence"]) == ([0], [2], [4])


def test_starts_that_are_infinitely_worse_are_left_out_of_the_comparison() -> None:
    figure = comparison(
        ["one", "two"],
        np.array([0.5, 0.0]),
        np.array([[0.2, 0.8], [0.0, 0.2]]),
        [np.array([0.0, np.inf, 0.0]), np.full(3, np.inf)],
        [np.arange(2, 5), np.full(3, 3)],
        found="found it",
    )
    json.dumps(figure, allow_nan=False)
    worse = [trace for trace in figure["data"] if trace["type"] == "box" and trace["xaxis"] == "x2"]
    assert [(trace["y"], trace["upperfence"]) for trace in worse] == [(["one"], [0])]
