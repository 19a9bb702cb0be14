"""Single linkage: groups are what hangs together by short links, whatever its shape. A contrast to k-means.

Every point is joined to the others by the shortest links that connect them all (the minimum spanning tree); where the k - 1
longest of these are cut, k groups are left (Gower and Ross 1969, "Minimum spanning trees and single linkage cluster analysis").
Moons and rings come out whole; but a thin bridge of points makes two groups one, and one point far off is a group.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import FloatArray, IntArray, check_k, check_points


@dataclass(frozen=True, eq=False)
class SpanningTree:
    """The links of a minimum spanning tree, in the order in which they were found.

    Attributes
    ----------
    links : integers of shape (n_samples - 1, 2), the points at both ends
    lengths : of each link, shape (n_samples - 1,), in the units of the points
    """

    links: IntArray
    lengths: FloatArray


def minimum_spanning_tree(X: ArrayLike) -> SpanningTree:
    """The shortest links that connect all points (Prim 1957: the tree grows by the point that is nearest to it).

    Distances are computed a row at a time: n_samples squared of them, in memory for n_samples.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)

    Raises
    ------
    ValueError
        If `X` is no table of finite numbers.

    Examples
    --------
    >>> minimum_spanning_tree([[0.0], [5.0], [1.0]]).lengths
    array([1., 4.])
    """
    return _minimum_spanning_tree(check_points(X))


def _minimum_spanning_tree(points: FloatArray) -> SpanningTree:
    n = len(points)
    links, lengths = np.empty((n - 1, 2), dtype=np.intp), np.empty(n - 1)
    distance = np.full(n, np.inf)  # squared, of each point outside to the tree
    inside = np.empty(n, dtype=np.intp)  # the point of the tree that is nearest to it
    outside = np.arange(1, n)
    new = 0
    for link in range(n - 1):
        candidate = ((points[outside] - points[new]) ** 2).sum(axis=1)
        nearer = outside[candidate < distance[outside]]
        np.minimum(distance[outside], candidate, out=candidate)
        distance[outside], inside[nearer] = candidate, new
        at = int(candidate.argmin())
        new = int(outside[at])
        links[link], lengths[link] = (inside[new], new), candidate[at]
        outside = np.delete(outside, at)
    return SpanningTree(links, np.sqrt(lengths))


def single_linkage(X: ArrayLike, k: int) -> IntArray:
    """The group of each point when the k - 1 longest links of the minimum spanning tree are cut.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    k : number of groups, at most the number of distinct points

    Returns
    -------
    labels : integers of shape (n_samples,), groups numbered in the order of their first points

    Raises
    ------
    ValueError
        If `X` is no table of finite numbers, or it has fewer distinct points than k.

    Examples
    --------
    >>> single_linkage([[0.0], [9.0], [1.0], [2.0], [9.5]], 2)
    array([0, 1, 0, 0, 1])
    """
    points = check_points(X)
    k = check_k(k, points)
    tree = _minimum_spanning_tree(points)
    # Of links of one length, those found later are cut: any choice is right
    kept = np.argsort(tree.lengths, kind="stable")[: len(points) - k]
    return _components(len(points), tree.links[kept])


def _components(n: int, links: IntArray) -> IntArray:
    """What hangs together, numbered in the order of first points, shape (n,)."""
    leader = list(range(n))

    def find(point: int) -> int:
        while leader[point] != point:
            leader[point] = leader[leader[point]]
            point = leader[point]
        return point

    for one, other in links.tolist():
        # The lowest point leads: groups are then numbered in the order of their first points
        low, high = sorted((find(one), find(other)))
        leader[high] = low
    labels: IntArray = np.unique([find(point) for point in range(n)], return_inverse=True)[1]
    return labels
