"""How well groups fit the points: the criteria by which people choose the number of groups, under the field's names.

Each takes points and a grouping of them (labels), and gives one number for the grouping. Which number of groups they speak
for together is told in council.py. Silhouettes go by any similarity; the others are made of means and squared straight distances.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, pi

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import FloatArray, IntArray, check_means, check_points
from kmeans_core.distances import _squared_distances
from kmeans_core.fast import PRODUCT
from kmeans_core.similarities import SQUARED_EUCLIDEAN, Similarity, _apart, _similarity
from kmeans_core.sums import _averages

# About this many distances are held at once: few enough to stay in the processor's cache.
BLOCK = 2**16


def within_cluster_sum_of_squares(X: ArrayLike, labels: ArrayLike) -> float:
    """The sum of the squared distances of all points to the mean of their group: what k-means makes small (its inertia).

    Raises
    ------
    ValueError
        As all functions of this module: if X is no table of finite numbers, or there is not one label per row.

    Examples
    --------
    >>> within_cluster_sum_of_squares([[0.0], [2.0], [10.0], [14.0]], [0, 0, 1, 1])
    10.0
    """
    return float(_within(*_grouping(X, labels)).sum())


def silhouette_samples(
    X: ArrayLike, labels: ArrayLike, similarity: str | Similarity = SQUARED_EUCLIDEAN
) -> FloatArray:
    """How well each point sits in its group, from -1 to 1, shape (n_samples,).

    With a the average distance to the other points of its group, and b the least average distance to the points of another
    group: (b - a) / max(a, b); 0 for a point alone in its group. Rousseeuw 1987, "Silhouettes". Distances are straight ones,
    or those of a `similarity`: a name in `SIMILARITIES`, or a `Similarity`. Where it adds up squares, these are not squared.

    Raises
    ------
    ValueError
        Also if there is only one group: then there is no other one to be near to. Or if the similarity cannot measure a row.

    Examples
    --------
    The first point: a = 2, b = (10 + 14) / 2 = 12.

    >>> silhouette_samples([[0.0], [2.0], [10.0], [14.0]], [0, 0, 1, 1]).round(3).tolist()
    [0.833, 0.8, 0.556, 0.692]
    """
    points, codes, k = _grouping(X, labels)
    measure = _similarity(similarity)
    measure.check(points, "X")
    if k < 2:
        raise ValueError("A silhouette compares a point's group with others: at least two groups are needed.")
    return _silhouettes(points, [codes], measure)[0]


def silhouette_score(
    X: ArrayLike, labels: ArrayLike, similarity: str | Similarity = SQUARED_EUCLIDEAN
) -> float:
    """The average silhouette of all points; see `silhouette_samples`."""
    return float(silhouette_samples(X, labels, similarity).mean())


def simplified_silhouette(
    X: ArrayLike, means: ArrayLike, similarity: str | Similarity = SQUARED_EUCLIDEAN
) -> float:
    """The silhouette with the distances to the means in place of the average distances to the points of a group: straight ones, or
    those of a similarity to its centers.

    Hruschka, de Castro and Campello 2004, "Evolutionary algorithms for clustering gene-expression data". Each point belongs
    to its nearest mean. It takes n * k distances in place of n * n.

    Examples
    --------
    >>> simplified_silhouette([[0.0], [2.0], [10.0]], [[1.0], [10.0]])  # (9/10 + 7/8 + 1) / 3
    0.9249999999999999
    """
    points = check_points(X)
    places = check_means(means, points.shape[1])
    if len(places) < 2:
        raise ValueError("A silhouette compares a point's group with others: at least two means are needed.")
    measure = _similarity(similarity)
    measure.check(points, "X")
    measure.check(places, "means")
    own, second = np.partition(_apart(measure, measure.place(points), measure.place(places)), 1, axis=0)[:2]
    return float(np.divide(second - own, second, out=np.zeros(len(points)), where=second > 0).mean())


def calinski_harabasz(X: ArrayLike, labels: ArrayLike) -> float:
    """Between the groups against within them, each per degree of freedom: (B / (k - 1)) / (W / (n - k)). Higher is better.

    Calinski and Harabasz 1974, "A dendrite method for cluster analysis". Infinite where all points lie on their means.

    Raises
    ------
    ValueError
        Also if there are not 2 to n - 1 groups.

    Examples
    --------
    W = 2 + 8, B = 2 * 5.5 ** 2 + 2 * 5.5 ** 2 = 121, n - k = 2:

    >>> calinski_harabasz([[0.0], [2.0], [10.0], [14.0]], [0, 0, 1, 1])
    24.2
    """
    points, codes, k = _grouping(X, labels)
    n = len(points)
    if not 2 <= k < n:
        raise ValueError(f"Calinski-Harabasz needs 2 to {n - 1} groups of {n} points; got {k}.")
    within = float(_within(points, codes, k).sum())
    means, middle, counts = (
        _means(points, codes, k),
        _means(points, np.zeros_like(codes), 1),
        np.bincount(codes),
    )
    between = float((counts[:, np.newaxis] * (means - middle) ** 2).sum())
    return between * (n - k) / (within * (k - 1)) if within else float("inf")


def davies_bouldin(X: ArrayLike, labels: ArrayLike) -> float:
    """How much each group runs into the one it is most like, on average: (s_i + s_j) / d_ij. Lower is better.

    s is the average distance of a group's points to its mean, d the distance between two means. Davies and Bouldin 1979, "A
    cluster separation measure". Groups with the same mean run into each other without limit: infinite, unless both are points.

    Examples
    --------
    >>> davies_bouldin([[0.0], [2.0], [10.0], [14.0]], [0, 0, 1, 1])  # (1 + 2) / 11, for both
    0.2727272727272727
    """
    points, codes, k = _grouping(X, labels)
    if k < 2:
        raise ValueError("Davies-Bouldin compares a group with others: at least two groups are needed.")
    means = _means(points, codes, k)
    to_own = np.sqrt(((points - means[codes]) ** 2).sum(axis=1))
    scatter = np.bincount(codes, to_own) / np.bincount(codes)
    apart = np.sqrt(_squared_distances(np.asfortranarray(means), means))
    both = scatter[:, np.newaxis] + scatter
    with np.errstate(divide="ignore", invalid="ignore"):
        alike = np.where(both == 0, 0.0, both / apart)
    np.fill_diagonal(alike, -np.inf)
    return float(alike.max(axis=1).mean())


def bayesian_information_criterion(X: ArrayLike, labels: ArrayLike) -> float:
    """The likelihood of the points under round groups of one common variance, less a price for each group. Higher is better.

    Pelleg and Moore 2000, "X-means", with the variance per dimension (their formula leaves out that a squared distance has d
    parts). Infinite where all points lie on their means.
    """
    points, codes, k = _grouping(X, labels)
    n, d = points.shape
    within = float(_within(points, codes, k).sum())
    if within == 0 or n <= k:
        return float("inf")
    variance = within / (d * (n - k))
    counts = np.bincount(codes)
    likelihood = (
        float((counts * np.log(counts / n)).sum()) - n * d / 2 * log(2 * pi * variance) - d * (n - k) / 2
    )
    return float(likelihood - k * (d + 1) / 2 * log(n))


def _grouping(X: ArrayLike, labels: ArrayLike) -> tuple[FloatArray, IntArray, int]:
    """The points, labels from 0 to k - 1 without a gap, and k."""
    points = check_points(X)
    given = np.asarray(labels)
    if given.shape != (len(points),):
        raise ValueError(f"labels must have shape ({len(points)},), one per row; it has {given.shape}.")
    values, codes = np.unique(given, return_inverse=True)
    return points, codes, len(values)


def _means(points: FloatArray, codes: IntArray, k: int) -> FloatArray:
    means, _ = _averages(points, codes, np.empty((k, points.shape[1])), None)
    return means


def _within(points: FloatArray, codes: IntArray, k: int) -> FloatArray:
    """The sum of squares of each group, shape (k,)."""
    squares = ((points - _means(points, codes, k)[codes]) ** 2).sum(axis=1)
    within: FloatArray = np.bincount(codes, squares, k).astype(np.float64)
    return within


def _silhouettes(X: FloatArray, groupings: Sequence[IntArray], similarity: Similarity) -> list[FloatArray]:
    """The silhouettes of the same points in several groupings, each with labels 0 to k - 1 and at least two groups: the
    distances are computed once for all."""
    n, points = len(X), similarity.place(X)
    sizes = [int(codes.max()) + 1 for codes in groupings]
    ends = np.cumsum([0, *sizes])
    members = np.zeros((n, ends[-1]))
    for codes, first in zip(groupings, ends[:-1], strict=True):
        members[np.arange(n), first + codes] = 1
    counts = members.sum(axis=0)
    result = [np.empty(n) for _ in groupings]
    rows_at_once, at_once = max(1, BLOCK // n), max(1, PRODUCT // members.size)
    for start in range(0, n, rows_at_once):
        rows = slice(start, min(start + rows_at_once, n))
        block = _apart(similarity, points, points[rows])
        sums = np.concatenate([block[at : at + at_once] @ members for at in range(0, len(block), at_once)])
        for codes, first, size, silhouettes in zip(groupings, ends[:-1], sizes, result, strict=True):
            silhouettes[rows] = _from_sums(
                sums[:, first : first + size], counts[first : first + size], codes[rows]
            )
    return result


def _from_sums(sums: FloatArray, counts: FloatArray, codes: IntArray) -> FloatArray:
    """Silhouettes of some points from the sums of their distances to the members of each group."""
    at = np.arange(len(codes))
    own_count = counts[codes]
    own = sums[at, codes] / np.maximum(own_count - 1, 1)
    others = np.divide(sums, counts, out=np.full(sums.shape, np.inf), where=counts > 0)
    others[at, codes] = np.inf
    other = others.min(axis=1)
    widest = np.maximum(own, other)
    silhouettes: FloatArray = np.divide(
        other - own, widest, out=np.zeros(len(codes)), where=(widest > 0) & (own_count > 1)
    )
    return silhouettes
