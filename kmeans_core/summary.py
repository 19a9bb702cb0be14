"""What there is to say about each cluster, for a table beside the picture."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import FloatArray, IntArray, check_labels, check_means, check_points
from kmeans_core.distances import _squared_distances_to_own


class ClusterSummary(NamedTuple):
    """One number per cluster.

    Attributes
    ----------
    sizes : integers of shape (k,), how many points each cluster has.
    spreads : array of shape (k,), the root-mean-square distance of a cluster's points to its mean, in the units of the
        points; nan for an empty cluster.
    """

    sizes: IntArray
    spreads: FloatArray


def cluster_summary(X: ArrayLike, labels: ArrayLike, means: ArrayLike) -> ClusterSummary:
    """Size and spread of each cluster.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    labels : integers of shape (n_samples,), from 0 to k - 1, as an assign gives them
    means : array of shape (k, n_features)

    Raises
    ------
    ValueError
        If shapes disagree, a label is out of range (-1 at the start of a run: no point has a cluster yet), or a value
        is missing, infinite or not a number.
    """
    points = check_points(X)
    checked_means = check_means(means, points.shape[1])
    k = len(checked_means)
    checked_labels = check_labels(labels, len(points), k)
    sizes = np.bincount(checked_labels, minlength=k)
    squared_distances = _squared_distances_to_own(points, checked_means, checked_labels)
    sums = np.bincount(checked_labels, squared_distances, minlength=k)
    spreads = np.full(k, np.nan)
    np.divide(sums, sizes, out=spreads, where=sizes > 0)
    return ClusterSummary(sizes, np.sqrt(spreads))
