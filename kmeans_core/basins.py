"""Basins of attraction: which answer does each starting place lead to?

Hold all initial means but one, and start that one at every place of a grid: every grid point is one start of k-means,
and all of them are done together by `run_many_from`. Coloured by the answers, the grid shows the regions from which one
answer is reached, and how ragged their borders are. Two means may be moved instead, one along each side of the grid: with
one feature both move along it, with more each slides along an axis of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import FloatArray, IntArray, check_means, check_points, check_whole_number
from kmeans_core.many import RunsProgress, run_many_from
from kmeans_core.solutions import Solutions, distinct_solutions

Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Basins:
    """What `basins` found on a grid of w times h starting places.

    Attributes
    ----------
    grid_x : array of shape (w,), the places along the first axis.
    grid_y : array of shape (h,), the places along the second; of shape (1,) where there is but one.
    which : integers of shape (h, w), the answer reached from `(grid_x[column], grid_y[row])`, by its rank in `solutions`;
        -1 where the computation was stopped before.
    solutions : the distinct answers, the best first. Start `row * w + column` is the one at that place, so that
        `solutions.runs[0].replay(row * w + column)` shows its way.
    """

    grid_x: FloatArray
    grid_y: FloatArray
    which: IntArray
    solutions: Solutions


def basins(
    X: ArrayLike,
    means: ArrayLike,
    free: int | tuple[int, int],
    box: Box | None = None,
    resolution: tuple[int, int] = (60, 60),
    *,
    axes: tuple[int, int] = (0, 1),
    sample_weight: ArrayLike | None = None,
    max_iter: int = 300,
    empty: str = "keep",
    reference: ArrayLike | None = None,
    progress: RunsProgress | None = None,
) -> Basins:
    """The answer that each starting place of one mean leads to, the other means starting where they are given.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    means : array of shape (k, n_features), where the means start; the place of the free one counts only in features
        that are not on the grid
    free : the index of the mean to move; or two of them, (along x, along y): each keeps its place in all other features
    box : x_min, x_max, y_min, y_max of the grid; None for the range of the points and 5% more on each side
    resolution : how many places along x and y; with a single feature and one free mean the grid has one row
    axes : which two features the grid spans, if there are more
    sample_weight, max_iter, empty, progress : as for `run_many`; a stopped computation fills the grid in part
    reference : see `distinct_solutions`

    Returns
    -------
    basins : a `Basins`

    Raises
    ------
    ValueError
        If `free` or `axes` name no mean or feature, the box or resolution makes no grid, or as `run` does.

    Examples
    --------
    Three pairs of points; two means start together in the first. From where does the third lead to the three pairs?

    >>> X = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])
    >>> found = basins(X, [[0.0], [1.0], [0.0]], free=2, box=(2, 22, 0, 0), resolution=(6, 1))
    >>> print(found.grid_x, found.which[0], found.solutions.inertia)
    [ 2.  6. 10. 14. 18. 22.] [1 1 1 1 1 0] [  1.5 101. ]
    """
    points = check_points(X)
    start = check_means(means, points.shape[1])
    if not isinstance(resolution, Sequence) or len(resolution) != 2:
        raise ValueError(f"resolution must be two whole numbers, along x and y; got {resolution!r}.")
    width, height = (check_whole_number(number, 1, "Each number of resolution") for number in resolution)
    one_feature = points.shape[1] == 1
    moved, features = _what_moves(free, axes, len(start), points.shape[1])
    height = height if len(moved) == 2 else 1
    if box is None:
        ranges = [_range_of(points[:, feature]) for feature in (features[0], features[-1])]
        box = (*ranges[0], *ranges[1])
    if not np.isfinite(box).all() or box[0] > box[1] or (height > 1 and box[2] > box[3]):
        raise ValueError(f"box must be x_min, x_max, y_min, y_max, from low to high; got {box}.")
    grid_x, grid_y = np.linspace(box[0], box[1], width), np.linspace(box[2], box[3], height)
    stack = np.broadcast_to(start, (height, width, *start.shape)).copy()
    stack[:, :, moved[0], features[0]] = grid_x
    if len(moved) == 2:
        stack[:, :, moved[1], features[1]] = grid_y[:, np.newaxis]
    elif one_feature:
        grid_y = np.zeros(1)
    runs = run_many_from(
        points,
        stack.reshape(-1, *start.shape),
        sample_weight=sample_weight,
        max_iter=max_iter,
        empty=empty,
        progress=progress,
    )
    solutions = distinct_solutions(runs, reference=reference)
    which = np.full(height * width, -1)
    which[: len(runs)] = solutions.which
    return Basins(grid_x, grid_y, which.reshape(height, width), solutions)


def _what_moves(
    free: int | tuple[int, int], axes: tuple[int, int], k: int, n_features: int
) -> tuple[list[int], list[int]]:
    """The means that move along x and along y, and the features in which they do."""
    means = list(free) if isinstance(free, tuple) else [free]
    for index in means:
        if not 0 <= index < k:
            raise ValueError(f"free must name a mean from 0 to {k - 1}; got {index}.")
    if not 1 <= len(means) <= 2 or len(set(means)) < len(means):
        raise ValueError(f"free must be one mean or two different ones; got {free}.")
    if n_features == 1:
        return means, [0] * len(means)
    if len(axes) != 2 or axes[0] == axes[1] or not all(0 <= axis < n_features for axis in axes):
        raise ValueError(f"axes must be two different features from 0 to {n_features - 1}; got {axes}.")
    return [means[0], means[-1]], list(axes)


def _range_of(column: FloatArray) -> tuple[float, float]:
    low, high = float(column.min()), float(column.max())
    margin = 0.05 * (high - low) or 1.0
    return low - margin, high + margin
