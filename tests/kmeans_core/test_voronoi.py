from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmeans_core import assign_labels, voronoi_cells

UNIT = (0.0, 1.0, 0.0, 1.0)


def area(cell: np.ndarray) -> float:
    """By the shoelace formula, about the first corner; positive when the corners go counter-clockwise."""
    if not len(cell):
        return 0.0
    x, y = (cell - cell[0]).T
    return float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2)


def corners(cell: np.ndarray) -> set[tuple[float, float]]:
    return {(float(x), float(y)) for x, y in cell.round(12)}


def inside(point: np.ndarray, cell: np.ndarray, slack: float) -> bool:
    """Left of every side."""
    sides = np.roll(cell, -1, axis=0) - cell
    to_point = point - cell
    return bool((sides[:, 0] * to_point[:, 1] - sides[:, 1] * to_point[:, 0] >= -slack).all())


def test_one_mean_has_the_whole_box() -> None:
    (cell,) = voronoi_cells([[0.2, 0.9]], UNIT)
    assert cell.tolist() == [[0, 0], [1, 0], [1, 1], [0, 1]]


def test_two_means_share_the_box_half_way() -> None:
    left, right = voronoi_cells([[0.2, 0.5], [0.4, 0.5]], UNIT)
    assert corners(left) == {(0, 0), (0.3, 0), (0.3, 1), (0, 1)}
    assert corners(right) == {(0.3, 0), (1, 0), (1, 1), (0.3, 1)}


def test_three_means() -> None:
    a, b, c = voronoi_cells([[0.25, 0.25], [0.75, 0.25], [0.5, 0.5]], UNIT)
    # a|c: x + y = 0.75 (midpoint 0.375, 0.375); b|c: y = x - 0.25; they and x = 0.5 meet in (0.5, 0.25).
    assert corners(a) == {(0, 0), (0.5, 0), (0.5, 0.25), (0, 0.75)}
    assert corners(b) == {(0.5, 0), (1, 0), (1, 0.75), (0.5, 0.25)}
    assert corners(c) == {(0.5, 0.25), (1, 0.75), (1, 1), (0, 1), (0, 0.75)}


def test_four_means_in_quarters() -> None:
    cells = voronoi_cells([[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]], UNIT)
    for cell, (x, y) in zip(cells, [(0, 0), (0.5, 0), (0, 0.5), (0.5, 0.5)], strict=True):
        assert corners(cell) == {(x, y), (x + 0.5, y), (x + 0.5, y + 0.5), (x, y + 0.5)}
        assert len(cell) == 4


def test_of_two_means_at_one_place_the_lower_index_has_the_cell() -> None:
    first, second, third = voronoi_cells([[0.2, 0.5], [0.2, 0.5], [0.4, 0.5]], UNIT)
    assert area(first) == pytest.approx(0.3)
    assert second.shape == (0, 2)
    assert area(third) == pytest.approx(0.7)


def test_means_outside_the_box() -> None:
    near, far = voronoi_cells([[-0.5, 0.5], [-2.0, 0.5]], UNIT)
    assert area(near) == 1
    assert far.shape == (0, 2)
    left, right = voronoi_cells([[-1.0, 0.5], [2.5, 0.5]], UNIT)
    assert (area(left), area(right)) == pytest.approx((0.75, 0.25))
    assert area(voronoi_cells([[0.5, 0.5], [1e150, -1e150]], UNIT)[0]) == 1


def test_means_closer_than_their_squares_can_tell() -> None:
    left, right = voronoi_cells([[0.0, 0.5], [1e-310, 0.5]], (-1.0, 1.0, 0.0, 1.0))
    assert (area(left), area(right)) == pytest.approx((1, 1))


@pytest.mark.parametrize("offset", [0.0, 1e8])
@pytest.mark.parametrize("k", [1, 2, 5, 20, 60])
def test_cells_fill_the_box_and_hold_the_points_nearest_to_their_mean(
    k: int, offset: float, rng: np.random.Generator
) -> None:
    for _ in range(5):
        means = rng.uniform(-1, 11, (k, 2)) + offset
        cells = voronoi_cells(means, (offset, offset + 10, offset, offset + 8))
        assert len(cells) == k
        assert all(area(cell) > 0 for cell in cells if len(cell))
        assert sum(map(area, cells)) == pytest.approx(80, abs=1e-9 if offset == 0 else 1e-5)
        points = rng.uniform((0, 0), (10, 8), (200, 2)) + offset
        for point, label in zip(points, assign_labels(points, means), strict=True):
            assert inside(point, cells[label], slack=1e-9 if offset == 0 else 1e-5)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(-2, 6), st.integers(-2, 6)), min_size=1, max_size=12))
def test_on_a_lattice_where_many_borders_meet_in_one_point(means: Any) -> None:
    cells = voronoi_cells(np.array(means, dtype=float), (0.0, 4.0, 0.0, 4.0))
    assert sum(map(area, cells)) == pytest.approx(16)
    for index, mean in enumerate(means):
        if mean in means[:index]:
            assert len(cells[index]) == 0


def test_nothing_given_is_changed() -> None:
    means = np.array([[0.2, 0.5], [0.4, 0.5]])
    before = means.copy()
    voronoi_cells(means, UNIT)[0][:] = 9
    np.testing.assert_array_equal(means, before)


@pytest.mark.parametrize(
    "box",
    [
        (1.0, 0.0, 0.0, 1.0),
        (0.0, 0.0, 0.0, 1.0),
        *(
            tuple(without_end if i == edge else here for i, here in enumerate(UNIT))
            for edge in range(4)
            for without_end in (np.inf, -np.inf, np.nan)
        ),
    ],
)
def test_a_box_without_an_inside_is_refused(box: Any) -> None:
    with pytest.raises(ValueError, match="xmin < xmax"):
        voronoi_cells([[0.5, 0.5]], box)


def test_means_must_be_finite_pairs() -> None:
    with pytest.raises(ValueError, match="3 features"):
        voronoi_cells([[0.5, 0.5, 0.5]], UNIT)
    with pytest.raises(ValueError, match="row 1"):
        voronoi_cells([[0.5, 0.5], [np.nan, 0.5]], UNIT)
