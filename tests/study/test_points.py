"""Points: between the units of the clustering, those of the file, and places on the plot."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.points import Points

PLACES = st.tuples(st.floats(-100, 100), st.floats(-100, 100))


def points_of(X: np.ndarray, **more: object) -> Points:
    names = tuple("abcd"[: X.shape[1]])
    return Points(X, names, "points", pd.DataFrame(X, columns=list(names)), **more)  # type: ignore[arg-type]


def test_a_position_moves_in_the_two_columns_on_show_and_keeps_the_others() -> None:
    points = points_of(np.eye(4), axes=(2, 0))
    moved = points.moved_to(np.array([1.0, 2.0, 3.0, 4.0]), np.array([30.0, 10.0]))
    assert moved.tolist() == [10.0, 2.0, 30.0, 4.0]


def test_a_place_on_the_plot_is_in_the_units_of_the_file() -> None:
    points = points_of(np.eye(2), center=np.array([100.0, 10.0]), scale=np.array([50.0, 2.0]))
    moved = points.moved_to(np.array([0.0, 0.0]), np.array([150.0, 8.0]))
    assert moved.tolist() == [1.0, -1.0]


@given(place=PLACES)
def test_with_mixtures_of_columns_it_moves_within_the_plane_of_the_plot(place: tuple[float, float]) -> None:
    components = np.linalg.qr(np.arange(8.0).reshape(4, 2) ** 1.5)[0]
    points = points_of(np.eye(4), components=components)
    position = np.array([1.0, -2.0, 3.0, 4.0])
    moved = points.moved_to(position, np.array(place))
    np.testing.assert_allclose(points.to_plane(moved[np.newaxis])[0], place, atol=1e-9)
    across = np.eye(4) - components @ components.T  # what the plot does not show
    np.testing.assert_allclose(across @ moved, across @ position, atol=1e-9)


@pytest.mark.parametrize(
    "method",
    ["to_units", "from_units", "around", "counted", "written", "filled", "to_plane", "have_logarithms"],
)
def test_what_is_handed_over_stays_as_it_was(method: str) -> None:
    """Whoever asks where some values lie goes on with the values."""
    points = points_of(
        np.array([[170.0, 1.0], [185.0, 3.0], [190.0, 9.0]]),
        cuts=((0, 0.0),),
        logs=((1, 1.0),),
        center=np.array([180.0, 0.5]),
        scale=np.array([10.0, 2.0]),
    )
    given_over = np.array([[-170.0, 4.0], [175.0, np.nan], [182.0, 2.0]])
    before = given_over.copy()
    getattr(points, method)(given_over)
    np.testing.assert_array_equal(given_over, before)
