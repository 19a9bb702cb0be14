"""The part of the plane that is nearest to each mean: Voronoi cells, clipped to a box.

The cell of a mean is what is left of the box when, for every other mean, the half of the plane nearer to that one is cut
away (Sutherland and Hodgman 1974, "Reentrant polygon clipping"). Plain Python numbers: polygons of six corners are too
small for NumPy to be of any help.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import FloatArray, check_means

Corner = tuple[float, float]


def voronoi_cells(means: ArrayLike, box: tuple[float, float, float, float]) -> list[FloatArray]:
    """The cell of each mean within the box: there, it is the nearest.

    Parameters
    ----------
    means : array of shape (k, 2), inside the box or not
    box : (xmin, xmax, ymin, ymax), in the units of the means

    Returns
    -------
    cells : for each mean an array of shape (m, 2), the corners of its cell counter-clockwise; of shape (0, 2) when it
        has none: no part of the box is nearest to it, or a mean of lower index is at the very same place.

    Raises
    ------
    ValueError
        If the means are not k finite pairs, or the box has no inside.
    """
    checked_means = check_means(means, 2)
    x_min, x_max, y_min, y_max = (float(edge) for edge in box)
    if not (-math.inf < x_min < x_max < math.inf and -math.inf < y_min < y_max < math.inf):
        raise ValueError(
            f"box must be (xmin, xmax, ymin, ymax), finite, xmin < xmax, ymin < ymax; got {box}."
        )
    # About the middle of the box, so that nothing is lost when it lies far from the origin.
    middle_x, middle_y = x_min + (x_max - x_min) / 2, y_min + (y_max - y_min) / 2
    left, right, bottom, top = x_min - middle_x, x_max - middle_x, y_min - middle_y, y_max - middle_y
    corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
    places: list[Corner] = [(x - middle_x, y - middle_y) for x, y in checked_means.tolist()]
    cells = []
    for index in range(len(places)):
        cell = _cell(index, places, corners)
        cells.append(np.array([(x + middle_x, y + middle_y) for x, y in cell]).reshape(-1, 2))
    return cells


def _cell(index: int, places: list[Corner], corners: list[Corner]) -> list[Corner]:
    x, y = places[index]
    # The nearest others first. Once half the way to the next one is longer than the cell is far, the rest cannot cut it.
    others = sorted(
        ((other_x - x) * (other_x - x) + (other_y - y) * (other_y - y), other, other_x, other_y)
        for other, (other_x, other_y) in enumerate(places)
        if other != index
    )
    cell, reach = corners, math.inf
    for squared_distance, other, other_x, other_y in others:
        if squared_distance > 4 * reach:
            break
        towards_x, towards_y = other_x - x, other_y - y
        longest = max(abs(towards_x), abs(towards_y))
        if longest == 0:
            if other < index:
                return []
            continue
        # Only the direction matters; at length 1 its products neither vanish nor overflow.
        towards_x, towards_y = towards_x / longest, towards_y / longest
        half_way = (x + (other_x - x) / 2) * towards_x + (y + (other_y - y) / 2) * towards_y
        beyond = [
            corner_x * towards_x + corner_y * towards_y - half_way for corner_x, corner_y in cell
        ]  # > 0: the corner is nearer to the other mean
        if max(beyond) <= 0:
            continue
        cell = _clip(cell, beyond)
        if len(cell) < 3:
            return []
        reach = max([(a - x) * (a - x) + (b - y) * (b - y) for a, b in cell])
    return cell


def _clip(polygon: list[Corner], beyond: list[float]) -> list[Corner]:
    """The polygon without its part beyond the line; `beyond` says how far beyond it each corner is."""
    kept: list[Corner] = []
    from_x, from_y = polygon[-1]
    from_beyond = beyond[-1]
    for (to_x, to_y), to_beyond in zip(polygon, beyond, strict=True):
        if from_beyond * to_beyond < 0:  # the side crosses the line
            part = from_beyond / (from_beyond - to_beyond)
            kept.append((from_x + part * (to_x - from_x), from_y + part * (to_y - from_y)))
        if to_beyond <= 0:
            kept.append((to_x, to_y))
        from_x, from_y, from_beyond = to_x, to_y, to_beyond
    return kept
