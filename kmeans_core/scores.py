"""How good an answer is, and how sure we can be of a share counted in a sample of starts.

Against true labels: the adjusted Rand index compares the groups of points, the centroid index compares the places of the
means (which is what initialization gets right or wrong). Without them: how far the inertia is above the best one found.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kmeans_core.checks import FloatArray, IntArray, check_points
from kmeans_core.sums import _averages

# About this many numbers are held at once.
BLOCK = 2**18
EQUALLY_GOOD = 1e-9
"""Inertias that differ by no more than this share are equal but for rounding, which reaches about 1e-10 for a million points;
what is better by less than that nobody could see."""


def adjusted_rand_index(labels: ArrayLike, truth: ArrayLike) -> float | FloatArray:
    """How far two groupings agree on which pairs of points belong together, 1 for fully, 0 for as much as by chance.

    Hubert and Arabie 1985, "Comparing partitions". It may be negative. Numbers of groups do not matter. Two groupings
    of no pairs to disagree on (all in one group in both, say) score 1.

    Parameters
    ----------
    labels : integers of shape (n_samples,), or (s, n_samples) for many groupings at once
    truth : integers (or anything that can be sorted) of shape (n_samples,)

    Returns
    -------
    index : a number, or an array of shape (s,)

    Raises
    ------
    ValueError
        If the lengths differ.

    Examples
    --------
    >>> adjusted_rand_index([0, 0, 1, 1], [5, 5, 7, 7])
    1.0
    >>> adjusted_rand_index([0, 0, 1, 1], [5, 7, 5, 7])
    -0.5
    """
    stack, true_labels = np.asarray(labels), np.asarray(truth)
    if true_labels.ndim != 1 or stack.ndim not in (1, 2) or stack.shape[-1] != len(true_labels):
        raise ValueError(
            "labels must have the shape (n_samples,) or (s, n_samples), and truth (n_samples,); "
            f"got {stack.shape} and {true_labels.shape}."
        )
    if stack.ndim == 1:
        return float(_adjusted_rand_indices(stack[np.newaxis], true_labels)[0])
    return _adjusted_rand_indices(stack, true_labels)


def _adjusted_rand_indices(stack: NDArray[np.generic], truth: NDArray[np.generic]) -> FloatArray:
    true_codes, n_true = _codes(truth)
    codes, n_groups = _codes(stack)
    s, n = codes.shape
    index = np.empty(s)
    in_truth = int((np.bincount(true_codes) ** 2).sum()) - n
    for first in range(0, s, max(1, BLOCK // max(n, 1))):
        block = codes[first : first + max(1, BLOCK // max(n, 1))]
        rows = np.arange(len(block))[:, np.newaxis]
        sizes = np.bincount((block + n_groups * rows).ravel(), minlength=len(block) * n_groups)
        in_groups = (sizes.reshape(len(block), n_groups) ** 2).sum(axis=1) - n
        both = _squared_counts((block + n_groups * rows) * n_true + true_codes, n_groups * n_true) - n
        index[first : first + len(block)] = _from_pairs(both, in_groups, in_truth, n * (n - 1))
    return index


def _squared_counts(cells: IntArray, n_cells: int) -> IntArray:
    """The sum of the squared numbers of points in a cell of the table of groups against true groups, for each row of
    `cells`; each row has `n_cells` cells of its own."""
    s, n = cells.shape
    if n_cells <= 4 * n:
        table = np.bincount(cells.ravel(), minlength=s * n_cells).reshape(s, n_cells)
        squares: IntArray = np.vecdot(table, table)
        return squares
    # A large table is nearly empty: only the cells with points in them.
    occupied, counts = np.unique(cells, return_counts=True)
    return np.bincount(occupied // n_cells, counts * counts, minlength=s).astype(np.int64)


def _from_pairs(both: IntArray, in_groups: IntArray, in_truth: int, pairs: int) -> FloatArray:
    together = both.astype(np.float64)  # products of counts of pairs do not fit in 64 bits
    only_groups, only_truth = (in_groups - both).astype(np.float64), (in_truth - both).astype(np.float64)
    apart = pairs - together - only_groups - only_truth
    agree = (only_groups == 0) & (only_truth == 0)
    expected = (together + only_truth) * (only_truth + apart) + (together + only_groups) * (
        only_groups + apart
    )
    excess = 2 * (together * apart - only_truth * only_groups)
    index: FloatArray = np.where(agree, 1.0, excess / np.where(agree, 1.0, expected))
    return index


def _codes(labels: NDArray[np.generic]) -> tuple[IntArray, int]:
    """Labels as integers from 0, and how many there may be."""
    if labels.dtype.kind in "iu" and labels.size and labels.min() >= 0 and labels.max() < 1000:
        return labels.astype(np.intp), int(labels.max()) + 1
    values, codes = np.unique(labels, return_inverse=True)
    return codes.reshape(labels.shape), len(values)


def centroid_index(means: ArrayLike, true_means: ArrayLike) -> int | IntArray:
    """How many clusters are wrong at the level of the whole: 0 if every mean has found a true cluster of its own.

    Map every mean to the nearest true mean and count the true means that nobody came to (orphans); do the same the
    other way round; take the larger number. Fränti, Rezaei and Zhao 2014, "Centroid index: cluster level similarity
    measure".

    Parameters
    ----------
    means : array of shape (k, n_features), or (s, k, n_features) for many answers at once
    true_means : array of shape (k_true, n_features); `means_of_labels` gives them from true labels

    Returns
    -------
    index : a whole number, or integers of shape (s,)

    Raises
    ------
    ValueError
        If the features differ, or a value is no finite number.

    Examples
    --------
    Two means share the cluster at 0, so one has to serve those at 10 and 20:

    >>> centroid_index([[0.0], [1.0], [15.0]], [[0.5], [10.0], [20.0]])
    1
    """
    truth = check_points(true_means, "true_means")
    stack = np.asarray(means)
    if stack.ndim not in (2, 3) or stack.shape[-1] != truth.shape[1] or 0 in stack.shape[-2:]:
        raise ValueError(
            f"means must have the shape (k, {truth.shape[1]}) or (s, k, {truth.shape[1]}); got {stack.shape}."
        )
    if not stack.size:
        return np.empty(0, dtype=np.intp)
    flat = check_points(stack.reshape(-1, truth.shape[1]), "means")
    index = _centroid_indices(flat.reshape(-1, *stack.shape[-2:]), truth)
    return int(index[0]) if stack.ndim == 2 else index


def _centroid_indices(stack: FloatArray, truth: FloatArray) -> IntArray:
    s, k = stack.shape[:2]
    n_true = len(truth)
    index = np.empty(s, dtype=np.intp)
    answers_at_once = max(1, BLOCK // (k * n_true))
    for first in range(0, s, answers_at_once):
        block = stack[first : first + answers_at_once]
        squared = np.zeros((len(block), k, n_true))
        for feature in range(truth.shape[1]):
            squared += (block[:, :, feature, np.newaxis] - truth[:, feature]) ** 2
        orphans = np.maximum(_orphans(squared.argmin(axis=2), n_true), _orphans(squared.argmin(axis=1), k))
        index[first : first + answers_at_once] = orphans
    return index


def _orphans(nearest: IntArray, n: int) -> IntArray:
    """How many of 0 to n - 1 do not occur in each row."""
    found = np.zeros((len(nearest), n), dtype=bool)
    found[np.arange(len(nearest))[:, np.newaxis], nearest] = True
    orphans: IntArray = n - np.count_nonzero(found, axis=1)
    return orphans


def success_rate(centroid_indices: ArrayLike) -> float:
    """The share of starts that found every cluster (centroid index 0), from 0 to 1; nan for no starts."""
    indices = np.asarray(centroid_indices)
    return float(np.count_nonzero(indices == 0)) / indices.size if indices.size else float("nan")


def wilson_interval(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Where the true share may lie when `successes` of `n` were counted: from and to, between 0 and 1.

    Wilson 1927, "Probable inference, the law of succession, and statistical inference". Good for few trials and for
    shares near 0 or 1 too. Nothing tried: nothing known, (0, 1).

    Raises
    ------
    ValueError
        If the numbers make no sense: more successes than trials, or a confidence not between 0 and 1.

    Examples
    --------
    >>> low, high = wilson_interval(31, 100)
    >>> print(f"{low:.3f} to {high:.3f}")
    0.228 to 0.406
    """
    if not 0 <= successes <= n:
        raise ValueError(f"successes must be from 0 to n; got {successes} of {n}.")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be between 0 and 1; got {confidence}.")
    if n == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = successes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At the ends the formula gives 0 and 1 but for rounding.
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    high = 1.0 if successes == n else min(1.0, middle + half)
    return low, high


def percent_above_best(inertia: ArrayLike, best: float | None = None) -> FloatArray:
    """By how many percent each inertia exceeds the best one (the least of them, unless given), shape as given.

    It is 0 for what differs by rounding alone. Where the best is 0, an inertia above it is infinitely worse.
    """
    values = np.asarray(inertia, dtype=np.float64)
    if not values.size:
        return values.copy()
    least = float(values.min()) if best is None else best
    if least == 0:
        return np.where(values == 0, 0.0, np.inf)
    return np.where(np.abs(values - least) <= EQUALLY_GOOD * least, 0.0, (values / least - 1) * 100)


def as_good_as(inertia: ArrayLike) -> FloatArray:
    """Each inertia without what rounding left in it: those that are equally good are given the least of theirs, shape (m,)."""
    values = np.asarray(inertia, dtype=np.float64)
    least = values.copy()
    level = -np.inf
    for index in np.argsort(values, kind="stable").tolist():
        if not values[index] <= level * (1 + EQUALLY_GOOD):
            level = float(values[index])
        least[index] = level
    return least


def means_of_labels(X: ArrayLike, labels: ArrayLike, ignore: int | None = None) -> FloatArray:
    """The average of the points of each group, groups in rising order of their labels.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    labels : integers of shape (n_samples,)
    ignore : a label whose points do not count, such as one for noise

    Returns
    -------
    means : array of shape (k, n_features), k being the number of different labels (`ignore` not counted)

    Raises
    ------
    ValueError
        If the lengths differ, or nothing is left.
    """
    points = check_points(X)
    numbers = np.asarray(labels)
    if numbers.shape != (len(points),):
        raise ValueError(f"labels must have shape ({len(points)},), one per row; it has {numbers.shape}.")
    kept = np.ones(len(points), dtype=bool) if ignore is None else numbers != ignore
    if not kept.any():
        raise ValueError("No point is left: all of them have the label to ignore.")
    values, codes = np.unique(numbers[kept], return_inverse=True)
    means, _ = _averages(points[kept], codes, np.empty((len(values), points.shape[1])), None)
    return means
