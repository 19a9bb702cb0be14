"""Few points: the time goes into the number of NumPy calls, not into arithmetic. So everything is asked of two
arrays of shape (k, n_samples): the distances, and a mask with a one where a point belongs to a cluster. Mask times
coordinates, one matrix product, gives all sums; the scalar product of mask and distances is the inertia. And the
distances that give the inertia after an update are those that the next assign needs. Labels are read off the masks at the end.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.distances import _several
from kmeans_core.sums import _Columns
from kmeans_core.ties import Tie, _note, _Ties
from kmeans_core.trace import _Changes, label_type

BoolArray = NDArray[np.bool_]


class _Few:
    """Few points: see the top of this file."""

    def __init__(self, X: FloatArray, k: int, weights: FloatArray | None, trace: bool) -> None:
        self.weights, self.trace = weights, trace
        n_samples, n_features = X.shape
        self.X = X
        self.columns = _Columns(X, weights)
        self.table = self.columns.rows.T
        self.ties = _Ties(X)
        # Rows (1, 0, -m_x), ..., (0, 1, -m_y), ... times columns (x, y, 1): all differences in one product. Nothing is
        # rounded but the differences themselves, so they are bit for bit those that a subtraction gives.
        self.points_and_one = np.empty((n_features + 1, n_samples))
        self.points_and_one[:-1] = X.T
        self.points_and_one[-1] = 1
        self.subtraction = np.zeros((n_features, k, n_features + 1))
        for feature in range(n_features):
            self.subtraction[feature, :, feature] = 1
        self.differences = np.empty((n_features, k, n_samples))
        self.least = np.empty(n_samples)
        self.mask = np.empty((k, n_samples))
        self.flat_mask = self.mask.reshape(-1)
        # The same memory, as the calls below want it.
        self.minus_means = self.subtraction[:, :, -1].T
        self.flat_subtraction = self.subtraction.reshape(n_features * k, n_features + 1)
        self.flat_differences = self.differences.reshape(n_features * k, n_samples)
        self.measured: FloatArray | None = None  # the means that `distances` belongs to
        self.masks: list[BoolArray] = []  # who belongs where, after each assign
        self.as_bytes = b""
        self.settled = False
        self._inertias: list[float] = []

    def assign(self, means: FloatArray) -> None:
        """Each point to its nearest mean."""
        distances = self._distances(means)
        np.minimum.reduce(distances, axis=0, out=self.least)
        mask = np.less_equal(distances, self.ties.limit(self.least))
        self.tie: Tie | None = None
        if np.count_nonzero(mask) > len(self.least):
            self._decide(mask, means)
        as_bytes = mask.tobytes()
        self.settled = as_bytes == self.as_bytes
        self.as_bytes = as_bytes
        if not self.trace:
            self.masks.clear()
        self.masks.append(mask)
        if not self.settled:
            np.copyto(self.mask, mask)
            self.sums = self.mask.dot(self.table)
            self.sizes = self.columns.sizes(self.sums)
            if self.weights is not None:
                self.mask *= self.weights
        self._inertias.append(float(self.flat_mask.dot(distances.reshape(-1))))

    def update(self, means: FloatArray) -> FloatArray:
        """The averages of the clusters, an empty one keeping its mean."""
        averages = self.columns.averages(self.sums, self.sizes, means)
        self._inertias.append(float(self.flat_mask.dot(self._distances(averages).reshape(-1))))
        return averages

    def inertias(self) -> list[float]:
        """The inertia after each assign and update; the last one alone, if no trace is kept."""
        return self._inertias if self.trace else self._inertias[-1:]

    def labels(self) -> IntArray:
        """The labels, shape (n_samples,)."""
        labels: IntArray = self.masks[-1].argmax(axis=0)
        return labels

    def changes(self) -> list[_Changes]:
        """What each assign changed; the last one alone, if no trace is kept."""
        numbers = np.arange(len(self.mask), dtype=label_type(len(self.mask)))[:, np.newaxis]
        labels = np.maximum.reduce(np.array(self.masks) * numbers, axis=1)
        changed = [len(self.least), *np.count_nonzero(labels[1:] != labels[:-1], axis=1).tolist()]
        return [_Changes(None, row, number) for row, number in zip(labels, changed, strict=True)]

    def _decide(self, mask: BoolArray, means: FloatArray) -> None:
        rows = _several(mask)
        nearest, second = self.ties.decide(self.X[rows], means, mask[:, rows])
        mask[:, rows] = False
        mask[nearest, rows] = True
        self.tie = _note(None, rows, nearest, second)

    def _distances(self, means: FloatArray) -> FloatArray:
        if self.measured is not means:
            np.negative(means, out=self.minus_means)
            np.dot(self.flat_subtraction, self.points_and_one, out=self.flat_differences)
            np.multiply(self.differences, self.differences, out=self.differences)
            distances: FloatArray = self.differences[0]  # in place: the next differences overwrite it
            for feature in range(1, len(self.differences)):
                distances += self.differences[feature]
            self.distances: FloatArray = distances
            self.measured = means
        return self.distances
