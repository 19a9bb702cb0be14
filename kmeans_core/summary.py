"""The clusters of a step in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.distances import _squared_distances_to_own


@dataclass(frozen=True, slots=True)
class ClusterSummary:
    """sizes: points per cluster, shape (k,); spreads: root mean square distance to the mean, shape (k,), nan if empty."""

    sizes: IntArray
    spreads: FloatArray


def cluster_summary(X: FloatArray, labels: IntArray, means: FloatArray) -> ClusterSummary:
    """Sizes and spreads of the clusters. X: (n_samples, n_features), labels: (n_samples,), means: (k, n_features)."""
    k = len(means)
    sizes = np.bincount(labels, minlength=k)
    sums = np.bincount(labels, _squared_distances_to_own(X, means, labels), minlength=k)
    spreads = np.full(k, np.nan)
    np.sqrt(np.divide(sums, sizes, out=spreads, where=sizes > 0), out=spreads)
    return ClusterSummary(sizes, spreads)
