"""Clusters of given sizes: each point to a center, every cluster getting at least so many points and at most so many, and the sum
of distances as small as that allows (Bradley, Bennett and Demiriz 2000, who ask a solver of linear programs).

All points go to their nearest center first: no labels have a smaller sum. Then clusters pass points on, one at a time. What it
costs cluster j to pass a point to cluster l is the least, over its points, of the distance to l less that to j. A point need
not come straight from where there are too many to where there are too few: j may pass one to l, and l another one on. The
cheapest such chain is a shortest path among the k clusters. Each chain is the cheapest of those that mend the sizes most; once
they are mended, chains go on while they lower the sum.

Why is that exact? Passing points along shortest paths keeps the sum the smallest for the sizes that there are (that is how
minimum-cost flows are found by successive shortest paths: Ahuja, Magnanti and Orlin 1993, chapter 9). And the smallest sum as a
function of the sizes is M-convex: where no exchange of a point between two clusters improves it, nothing does (Murota 2003,
chapter 6). The tests compare with a solver.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import FloatArray, IntArray, _as_numbers, check_points, check_whole_number

# A shorter path is one that is shorter by more than this share of the largest distance: by more than rounding.
SHORTER = 1e-13


class Sizes(NamedTuple):
    """How many points a cluster has to have, and may have."""

    least: int
    most: int


def check_sizes(sizes: tuple[int, int] | None, n_samples: int, k: int) -> Sizes | None:
    """The least and the largest size, if so many points go into k clusters of such sizes."""
    if sizes is None:
        return None
    if not isinstance(sizes, tuple) or len(sizes) != 2:
        raise ValueError(f"sizes must be two whole numbers, the least and the largest size; got {sizes!r}.")
    least = check_whole_number(sizes[0], 0, "The least size")
    most = check_whole_number(sizes[1], 1, "The largest size")
    if least > most:
        raise ValueError(f"The least size, {least}, is above the largest, {most}.")
    if k * least > n_samples:
        raise ValueError(
            f"{k} clusters of at least {least} points need {k * least}, but there are {n_samples}. "
            f"Choose a least size of at most {n_samples // k}."
        )
    if k * most < n_samples:
        raise ValueError(
            f"{k} clusters of at most {most} points hold {k * most}, but there are {n_samples}. "
            f"Choose a largest size of at least {-(-n_samples // k)}."
        )
    return Sizes(least, most)


def labels_of_sizes(distances: ArrayLike, sizes: tuple[int, int]) -> IntArray:
    """The labels of the smallest sum of distances with clusters of such sizes.

    Parameters
    ----------
    distances : array of shape (n_samples, k), of every point to every center; any finite numbers
    sizes : the least and the largest number of points of a cluster

    Returns
    -------
    labels : integers of shape (n_samples,); of several equally good ones, always the same

    Raises
    ------
    ValueError
        If the points do not go into clusters of such sizes, or a distance is missing, infinite or no number.

    Examples
    --------
    >>> print(labels_of_sizes([[0.0, 5.0], [1.0, 4.0], [2.0, 3.0], [3.0, 9.0]], (2, 2)))
    [0 1 1 0]
    """
    table = check_points(_as_numbers(distances, "distances"), "distances")
    limits = check_sizes(sizes, *table.shape)
    assert limits is not None, "sizes were given"
    return _labels_of_sizes(table.T, limits)


def _labels_of_sizes(distances: FloatArray, limits: Sizes) -> IntArray:
    """`labels_of_sizes`, for distances of shape (k, n_samples)."""
    k = len(distances)
    tolerance = SHORTER * float(np.abs(distances).max())
    labels: IntArray = distances.argmin(axis=0)
    sizes = np.bincount(labels, minlength=k)
    costs, movers = np.empty((k, k)), np.empty((k, k), dtype=np.intp)
    changed = list(range(k))
    while True:
        for cluster in changed:
            costs[cluster], movers[cluster] = _costs_of_passing_on(distances, labels, cluster)
        lengths, following = _shortest_paths(costs, tolerance)
        # How much farther from the limits the sizes are, when one point comes from a row's cluster and ends in a column's.
        giving = np.where(sizes > limits.most, -1, np.where(sizes <= limits.least, 1, 0))
        taking = np.where(sizes < limits.least, -1, np.where(sizes >= limits.most, 1, 0))
        farther = np.where(np.isfinite(lengths), giving[:, np.newaxis] + taking, 2)
        np.fill_diagonal(farther, 2)
        gain = farther.min()
        best = int(np.where(farther == gain, lengths, np.inf).argmin())
        giver, taker = divmod(best, k)
        if gain > 0 or (gain == 0 and not lengths[giver, taker] < -tolerance):
            return labels
        sizes[giver] -= 1
        sizes[taker] += 1
        changed = [giver]
        while changed[-1] != taker:
            changed.append(int(following[changed[-1], taker]))
        labels[movers[changed[:-1], changed[1:]]] = changed[1:]


def _costs_of_passing_on(
    distances: FloatArray, labels: IntArray, cluster: int
) -> tuple[FloatArray, IntArray]:
    """What it costs to pass a point on to each cluster, shape (k,), infinite where there is none, and which point that is."""
    members = np.flatnonzero(labels == cluster)
    k = len(distances)
    if not members.size:
        return np.full(k, np.inf), np.zeros(k, dtype=np.intp)
    costs = distances[:, members] - distances[cluster, members]
    cheapest = costs.argmin(axis=1)
    return costs[np.arange(k), cheapest], members[cheapest]


def _shortest_paths(costs: FloatArray, tolerance: float) -> tuple[FloatArray, IntArray]:
    """The length of the shortest path between any two clusters, shape (k, k), and the first cluster on it after the row's (Floyd
    1962 and Warshall 1962)."""
    k = len(costs)
    lengths = costs.copy()
    np.fill_diagonal(lengths, 0)
    following = np.tile(np.arange(k), (k, 1))
    for between in range(k):
        through = lengths[:, between, np.newaxis] + lengths[between]
        shorter = through < lengths - tolerance
        # No way round comes out shorter than none, but for rounding.
        np.fill_diagonal(shorter, False)
        np.copyto(lengths, through, where=shorter)
        np.copyto(following, following[:, between, np.newaxis], where=shorter)
    return lengths, following
