"""The plane that the points of this page are drawn on."""

import numpy as np
import pytest

from charts.starts.look import Plane, is_tied
from tests.charts.starts.sample import X


def test_axes_keep_distances_unless_that_makes_a_line_of_the_plot() -> None:
    ranges = np.array([[0.0, 10], [0, 500]])
    assert Plane(X, unit_ratio=0.02).axes(ranges)["yaxis"]["scaleratio"] == 0.02
    assert "scaleratio" not in Plane(X).axes(ranges)["yaxis"]


def test_a_plane_has_air_around_its_points_even_if_they_are_one() -> None:
    np.testing.assert_allclose(
        Plane(np.array([[0.0, 5.0], [10.0, 5.0]])).ranges(0.1), [[-1.0, 11.0], [4.5, 5.5]]
    )


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
def test_axes_are_tied_up_to_six_times_as_long_as_high_whatever_the_units(size: float) -> None:
    assert is_tied(6 * size, size, 1.0) and is_tied(size, 6 * size, 1.0)
    assert not is_tied(6.01 * size, size, 1.0) and not is_tied(size, 6.01 * size, 1.0)
    assert not is_tied(size, 0.0, 1.0)
