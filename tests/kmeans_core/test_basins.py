"""Basins of attraction, on data where one can work out what leads where."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kmeans_core import many as many_module
from kmeans_core import run
from kmeans_core.basins import basins

PAIRS = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])
RECTANGLE = np.array([[0.0, 0.0], [0.0, 2.0], [4.0, 0.0], [4.0, 2.0]])


def test_every_place_leads_where_run_leads() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 2))
    found = basins(X, X[:3], free=1, resolution=(7, 5))
    assert found.grid_x.shape == (7,) and found.grid_y.shape == (5,) and found.which.shape == (5, 7)
    for row, y in enumerate(found.grid_y):
        for column, x in enumerate(found.grid_x):
            alone = run(X, [X[0], [x, y], X[2]])
            answer = found.solutions[found.which[row, column]]
            assert alone.inertia == pytest.approx(answer.inertia)
            np.testing.assert_array_equal(
                found.solutions.runs[0].replay(row * 7 + column).labels, alone.labels
            )


def test_two_answers_of_a_rectangle() -> None:
    # One mean stays at the lower left corner. Straight above it, the other leads to below and above; to the right, to
    # left and right.
    found = basins(RECTANGLE, [[0.0, 0.0], [9.0, 9.0]], free=1, box=(0, 4, 0, 2), resolution=(2, 2))
    assert found.solutions.inertia.tolist()[0] == 4.0
    assert found.which[0, 1] == 0
    assert found.solutions.inertia[found.which[1, 0]] == 16.0


def test_the_grid_spans_the_points_if_no_box_is_given() -> None:
    found = basins(RECTANGLE, RECTANGLE[:2], free=0, resolution=(3, 3))
    assert found.grid_x.tolist() == pytest.approx([-0.2, 2.0, 4.2])
    assert found.grid_y.tolist() == pytest.approx([-0.1, 1.0, 2.1])


def test_a_line_of_places_for_one_feature() -> None:
    found = basins(PAIRS, [[0.0], [1.0], [0.0]], free=2, box=(2, 22, 0, 0), resolution=(6, 9))
    assert found.which.tolist() == [[1, 1, 1, 1, 1, 0]]
    assert found.grid_y.shape == (1,)
    assert found.solutions.inertia.tolist() == [1.5, 101.0]


def test_two_means_of_one_feature() -> None:
    found = basins(PAIRS, [[0.0], [1.0], [0.0]], free=(1, 2), box=(0, 21, 0, 21), resolution=(4, 5))
    assert found.which.shape == (5, 4)
    for row, second in enumerate(found.grid_y):
        for column, first in enumerate(found.grid_x):
            alone = run(PAIRS, [[0.0], [first], [second]])
            assert alone.inertia == found.solutions.inertia[found.which[row, column]]


def test_two_means_slide_along_an_axis_each() -> None:
    X = np.random.default_rng(3).normal(size=(40, 2))
    found = basins(X, X[:3], free=(2, 0), resolution=(5, 4))
    assert found.which.shape == (4, 5)
    for row, y in enumerate(found.grid_y):
        for column, x in enumerate(found.grid_x):
            alone = run(X, [[X[0, 0], y], X[1], [x, X[2, 1]]])
            assert alone.inertia == pytest.approx(found.solutions.inertia[found.which[row, column]])


def test_other_axes_leave_the_rest_of_the_mean_in_place() -> None:
    rng = np.random.default_rng(1)
    X = rng.normal(size=(30, 3))
    found = basins(X, X[:2], free=0, axes=(2, 0), resolution=(3, 2))
    starts = found.solutions.runs[0].starts.reshape(2, 3, 2, 3)
    np.testing.assert_array_equal(starts[:, :, 0, 1], X[0, 1])
    np.testing.assert_array_equal(starts[0, :, 0, 2], found.grid_x)
    np.testing.assert_array_equal(starts[:, 0, 0, 0], found.grid_y)
    np.testing.assert_array_equal(starts[1, 2, 1], X[1])


def test_stopped_before_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_module, "CHUNK", 4 * 2 * 5)
    found = basins(RECTANGLE, RECTANGLE[:2], free=0, resolution=(4, 4), progress=lambda done, total: False)
    assert (found.which.ravel()[:5] >= 0).all()
    assert (found.which.ravel()[5:] == -1).all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"free": 2}, "free must name a mean from 0 to 1"),
        ({"free": (1, 1)}, "two different ones"),
        ({"free": ()}, "two different ones"),
        ({"free": 0, "box": (1, 0, 0, 1)}, "from low to high"),
        ({"free": 0, "box": (0, np.nan, 0, 1)}, "from low to high"),
        ({"free": 0, "resolution": (0, 3)}, "resolution must be a whole number of at least 1; got 0"),
        ({"free": 0, "resolution": (2.5, 3)}, "resolution must be a whole number of at least 1; got 2.5"),
        ({"free": 0, "resolution": 3}, "resolution must be two whole numbers"),
        ({"free": 0, "axes": (0, 0)}, "two different features"),
        ({"free": 0, "axes": (0, 2)}, "two different features"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        basins(RECTANGLE, RECTANGLE[:2], **arguments)


def test_two_free_means_must_differ() -> None:
    with pytest.raises(ValueError, match="two different ones"):
        basins(PAIRS, [[0.0], [1.0]], free=(1, 1))
