"""The inertia after each half-step of a run, all of them together at the end.

|x - m|^2 = |x|^2 - 2 x.m + |m|^2, summed over the points of each cluster, needs no more than the sizes and sums of the clusters,
which the averages need anyway. The coordinates are taken about the center of the data; where little is left of large numbers
all the same, the inertia is added up point by point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kmeans_core.checks import FloatArray
from kmeans_core.trace import SmallLabels, _Changes, _replayed

# The inertia is trusted while it is more than this share of the squares that it is what is left of.
TRUSTED = 1e-4


def squares_are_usable(sum_of_squares: float) -> bool:
    """Whether no square has overflowed or lost its digits."""
    return 1e-280 < sum_of_squares < 1e300


def inertias_of_steps(
    means: FloatArray,
    sizes: FloatArray,
    totals: FloatArray | None,
    unit: float,
    sum_of_squares: float,
    changes: Callable[[], Sequence[_Changes]],
    one_by_one: Callable[[int, SmallLabels], float],
) -> list[float]:
    """The inertia after each assign and update of a run with a assigns.

    Parameters
    ----------
    means : array of shape (a, k, n_features), those that each assign went by, taken from the center
    sizes : array of shape (a, k), of the clusters after each assign, one counting as `unit`
    totals : array of shape (a, k, n_features), the sums of their points, taken from the center; None if they are not good
        enough
    sum_of_squares : of all points, taken from the center
    changes : asked for where they are needed: what each assign changed
    one_by_one : `one_by_one(i, labels)`, the inertia for the means of assign i, point by point
    """
    inertias = np.full(2 * len(means) - 1, sum_of_squares)
    if totals is not None:
        table = len(means), sizes.shape[1] * means.shape[2]
        flat, sums = means.reshape(table), totals.reshape(table)
        weighted = unit * sizes.repeat(means.shape[2], axis=1)
        twice = 2 * unit * sums
        inertias[::2] += np.vecdot(flat, weighted * flat - twice)
        # An update gives the means of the next assign: averages, but rounded, so that sums alone would not do.
        inertias[1::2] += np.vecdot(flat[1:], weighted[:-1] * flat[1:] - twice[:-1])
    values: list[float] = inertias.tolist()
    least = TRUSTED * sum_of_squares
    poor = [step for step, value in enumerate(values) if totals is None or not value > least]
    if poor:
        for assign, labels in enumerate(_replayed(changes())):
            for step in (2 * assign, 2 * assign + 1):
                if step in poor:
                    values[step] = one_by_one((step + 1) // 2, labels)
    return values
