"""Which mean of one answer is which mean of another: the pairing with the least sum of squared distances.

Two starts may find the same groups and number them otherwise. To give a group one colour in both pictures, pair the
means. Pairing each with its nearest can give one mean twice; trying all pairings takes k! sums. The assignment problem
is solved in about k^3 operations by adding one row at a time (Kuhn 1955; in this form Jonker and Volgenant 1987): if
the column that a new row wants is taken, its owner looks for the next best, and so on, along the chain of exchanges
that costs least. Prices on rows and columns keep all reduced costs from being negative, so that this chain is a shortest
path, found as Dijkstra finds it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import (
    FloatArray,
    IntArray,
    check_labels,
    check_means,
    check_points,
    check_whole_number,
)


@dataclass(frozen=True)
class Mismatch:
    """How the clusters of one answer fall into the groups of another; see `mismatch`.

    Attributes
    ----------
    shared : groups that several clusters share, each with these clusters.
    serving : clusters that serve several groups, each with these groups.
    empty : clusters without points.
    """

    shared: dict[int, tuple[int, ...]]
    serving: dict[int, tuple[int, ...]]
    empty: tuple[int, ...]


def optimal_matching(cost: ArrayLike) -> IntArray:
    """The column for each row of a square table, each column used once, with the least sum of costs.

    Parameters
    ----------
    cost : array of shape (k, k)

    Returns
    -------
    columns : integers of shape (k,): row i goes with column `columns[i]`

    Raises
    ------
    ValueError
        If the table is not square, or a cost is no finite number.

    Examples
    --------
    Both rows like column 0 best; the sum is least if row 0 yields:

    >>> optimal_matching([[1.0, 2.0], [1.0, 9.0]])
    array([1, 0])
    """
    table = check_points(cost, "cost")
    if table.shape[0] != table.shape[1]:
        raise ValueError(f"cost must be square, one row and one column per mean; it has shape {table.shape}.")
    return _optimal_matching(table)


def match_means(means: ArrayLike, reference: ArrayLike) -> IntArray:
    """How to renumber `means` so that they follow `reference`: `means[order]` pairs off with `reference`, row by row.

    Parameters
    ----------
    means, reference : arrays of shape (k, n_features)

    Returns
    -------
    order : integers of shape (k,), each of 0 to k - 1 once; the sum of squared distances is the least possible

    Raises
    ------
    ValueError
        If the shapes differ, or a value is no finite number.

    Examples
    --------
    >>> match_means([[9.0], [1.0], [5.0]], [[0.0], [5.5], [9.5]])
    array([1, 2, 0])
    """
    table = check_points(reference, "reference")
    own = check_means(means, table.shape[1])
    if own.shape != table.shape:
        raise ValueError(f"Both must have as many means; the shapes are {own.shape} and {table.shape}.")
    return _match_means(own, table)


def mismatch(labels: ArrayLike, reference: ArrayLike, k: int) -> Mismatch:
    """Which clusters share a group of another answer, and which serve several of its groups.

    Clusters and groups are paired off so that as many points as can be are in a pair. A pair in which neither is where most
    of the other's points are is none: its cluster shares the group where most of its points are, and its group is served by
    the cluster that has most of its points.

    Parameters
    ----------
    labels : integers of shape (n_samples,), the clusters, from 0 to k - 1
    reference : the same of the groups

    Returns
    -------
    found : a `Mismatch`; nothing in it if each cluster has a group of its own

    Raises
    ------
    ValueError
        If the shapes differ, or a label is not from 0 to k - 1.

    Examples
    --------
    Three pairs of points. Clusters 0 and 1 share the first, and cluster 2 serves the two others:

    >>> mismatch([0, 1, 2, 2, 2, 2], [0, 0, 1, 1, 2, 2], 3)
    Mismatch(shared={0: (0, 1)}, serving={2: (1, 2)}, empty=())
    """
    number = check_whole_number(k, 1, "k")
    groups = np.asarray(reference)
    own = check_labels(labels, len(groups), number)
    both = np.zeros((number, number), dtype=np.intp)  # points by group and cluster
    np.add.at(both, (check_labels(groups, len(own), number), own), 1)
    cluster_of = _optimal_matching(-both.astype(np.float64))
    main_group, main_cluster = both.argmax(axis=0), both.argmax(axis=1)
    has_points = both.sum(axis=0) > 0
    of_each_other = np.array(
        [
            both[group, cluster] > 0 and (main_group[cluster] == group or main_cluster[group] == cluster)
            for group, cluster in enumerate(cluster_of.tolist())
        ]
    )
    shared: dict[int, list[int]] = {}
    serving: dict[int, list[int]] = {}
    for group in np.flatnonzero(of_each_other).tolist():
        shared[group], serving[int(cluster_of[group])] = [int(cluster_of[group])], [group]
    for group in np.flatnonzero(~of_each_other).tolist():
        cluster = int(cluster_of[group])
        if has_points[cluster]:
            shared.setdefault(int(main_group[cluster]), []).append(cluster)
        if both[group].any():
            serving.setdefault(int(main_cluster[group]), []).append(group)
    return Mismatch(
        {group: tuple(sorted(all_of)) for group, all_of in sorted(shared.items()) if len(all_of) > 1},
        {cluster: tuple(sorted(all_of)) for cluster, all_of in sorted(serving.items()) if len(all_of) > 1},
        tuple(np.flatnonzero(~has_points).tolist()),
    )


def _match_means(means: FloatArray, reference: FloatArray) -> IntArray:
    difference = reference[:, np.newaxis] - means
    cost = (difference * difference).sum(axis=2)
    nearest: IntArray = cost.argmin(axis=1)
    if len(set(nearest.tolist())) == len(nearest):
        return nearest  # everybody gets the first choice
    return _optimal_matching(cost)


def _optimal_matching(cost: FloatArray) -> IntArray:
    k = len(cost)
    row_of = np.full(k, -1)  # the row that holds each column
    column_of = np.full(k, -1)
    row_price, column_price = np.zeros(k), np.zeros(k)
    for new_row in range(k):
        # Dijkstra from the new row to the nearest free column; `distance` is the length of the way to each column.
        distance = np.full(k, np.inf)
        came_from = np.full(k, -1)  # the row before it on that way
        done = np.zeros(k, dtype=bool)
        rows_seen = [new_row]
        row, length = new_row, 0.0
        while True:
            candidate = length + cost[row] - row_price[row] - column_price
            shorter = ~done & (candidate < distance)
            distance[shorter], came_from[shorter] = candidate[shorter], row
            column = int(np.where(done, np.inf, distance).argmin())
            length = float(distance[column])
            done[column] = True
            if row_of[column] < 0:
                break
            row = int(row_of[column])
            rows_seen.append(row)
        # New prices: reduced costs stay at zero or above, and at zero along the pairs.
        row_price[new_row] += length
        for seen in rows_seen[1:]:
            row_price[seen] += length - distance[column_of[seen]]
        column_price[done] -= length - distance[done]
        # Exchange along the way back.
        while True:
            row = int(came_from[column])
            row_of[column] = row
            column_of[row], column = column, int(column_of[row])
            if row == new_row:
                break
    return column_of
