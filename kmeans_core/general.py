"""The two half-steps of a run for any similarity, and for clusters of given sizes: as they are told, without the short cuts
that fast/ has for squared straight distances. What a worker has to offer is told there.
"""

from __future__ import annotations

import numpy as np

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.distances import BLOCK, _several
from kmeans_core.similarities import Similarity, _distances_to_own
from kmeans_core.sizes import Sizes, _labels_of_sizes
from kmeans_core.sums import _empty_clusters
from kmeans_core.ties import Tie, _note
from kmeans_core.trace import SmallLabels, _Changes, _changes, label_type

# Of labels that obey the sizes, those of before stay unless others are better by more than this share: by more than rounding.
BETTER = 1e-12


class _General:
    """See the top of this file."""

    def __init__(
        self,
        X: FloatArray,
        k: int,
        weights: FloatArray | None,
        trace: bool,
        similarity: Similarity,
        sizes: Sizes | None,
    ) -> None:
        self.X, self.k, self.weights, self.trace = X, k, weights, trace
        self.similarity, self.limits = similarity, sizes
        self.points = similarity.place(X)
        self.tie: Tie | None = None
        self.settled = False
        self.history: list[_Changes] = []
        self.sums: list[float] = []
        self.current: IntArray | None = None

    def assign(self, means: FloatArray) -> None:
        """Each point to its nearest center, as far as sizes allow."""
        centers, before = self.similarity.place(means), self.current
        if before is not None:
            self.sums.append(self._sum(centers, before))
        if self.limits is None:
            labels, self.tie = _nearest_centers(self.similarity, self.points, centers)
        else:
            labels = _labels_of_sizes(
                _weighted(self.similarity.distances(self.points, centers), self.weights), self.limits
            )
        total = self._sum(centers, labels)
        if before is not None and self.limits is not None and not total < self.sums[-1] * (1 - BETTER):
            labels, total = before, self.sums[-1]
        rows = None if before is None else np.flatnonzero(labels != before)
        number = len(labels) if rows is None else len(rows)
        self.settled = number == 0
        if not self.trace:
            self.history.clear()
            self.sums.clear()
            rows = None
        small: SmallLabels = labels.astype(label_type(self.k))
        self.history.append(_changes(rows, number, small))
        self.sums.append(total)
        self.current = labels
        self.sizes = np.bincount(labels, self.weights, self.k).astype(np.float64)
        self.empty = _empty_clusters(self.sizes)

    def update(self, means: FloatArray) -> FloatArray:
        """The centers of the clusters, an empty one keeping its own."""
        centers, _ = _moved_centers(self.similarity, self.X, self.labels(), means, self.weights)
        return centers

    def labels(self) -> IntArray:
        """The labels, shape (n_samples,)."""
        assert self.current is not None, "labels come with the first assign"
        return self.current

    def inertias(self, means: list[FloatArray]) -> list[float]:
        """The sum after each assign and update; the last one alone, if no trace is kept."""
        return self.sums

    def changes(self) -> list[_Changes]:
        """What each assign changed; the last one alone, if no trace is kept."""
        return self.history

    def _sum(self, centers: FloatArray, labels: IntArray) -> float:
        return _sum_to_own(self.similarity, self.points, centers, labels, self.weights)


def _sum_to_own(
    similarity: Similarity,
    points: FloatArray,
    centers: FloatArray,
    labels: IntArray,
    weights: FloatArray | None,
) -> float:
    """The (weighted) sum of the distances of the points to the center of their own cluster."""
    return float(_weighted(_distances_to_own(similarity, points, centers, labels), weights).sum())


def _weighted(distances: FloatArray, weights: FloatArray | None) -> FloatArray:
    return distances if weights is None else distances * weights


def _nearest_centers(
    similarity: Similarity, points: FloatArray, centers: FloatArray
) -> tuple[IntArray, Tie | None]:
    """For every point, the index of its nearest center, of several at the same computed distance the lowest, and the ties
    that this decided. Points and centers are where `place` put them."""
    labels, tie = np.empty(len(points), dtype=np.intp), None
    size = max(1, BLOCK // len(centers))
    for start in range(0, len(points), size):
        block = slice(start, start + size)
        distances = similarity.distances(points[block], centers)
        labels[block] = distances.argmin(axis=0)
        near = distances == distances.min(axis=0)
        several = _several(near)
        near = near[:, several]
        first = near.argmax(axis=0)
        near[first, np.arange(len(several))] = False
        tie = _note(tie, start + several, first, near.argmax(axis=0))
    return labels, tie


def _moved_centers(
    similarity: Similarity,
    X: FloatArray,
    labels: IntArray,
    centers: FloatArray,
    weights: FloatArray | None,
) -> tuple[FloatArray, FloatArray]:
    """The centers of the clusters, an empty one keeping its own, and their sizes. Where all rows of a cluster are the same, the
    center is that row."""
    sizes = np.bincount(labels, weights, len(centers)).astype(np.float64)
    moved = centers.copy()
    for cluster in np.flatnonzero(sizes):
        members = labels == cluster
        if weights is not None:
            members &= weights > 0
        rows = X[members]
        same = (rows == rows[0]).all()
        moved[cluster] = (
            rows[0] if same else similarity.center(rows, None if weights is None else weights[members])
        )
    return moved, sizes
