"""Few points: the time goes into the number of NumPy calls, not into arithmetic. So there are as few of them as can be.

|x - m|^2 = |x|^2 - 2 x.m + |m|^2, and |x|^2 does not matter when means are compared: one matrix product gives half of the rest
for all points and means, with the coordinates taken about the center of the data. It loses digits; a point whose two best
means differ by less than the possible error is decided by direct differences. Everything else is asked of a mask with a one
where a point belongs to a cluster: mask times coordinates, one more product, gives all sums, and these the inertia, see
inertias.py. Labels are read off the masks when somebody asks for them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.distances import _inertia, _nearest_of, _several
from kmeans_core.fast.inertias import inertias_of_steps, squares_are_usable
from kmeans_core.sums import _Columns, _empty_clusters, _middle
from kmeans_core.ties import EPSILON, Tie, _note, _Ties
from kmeans_core.trace import _Changes, label_type

BoolArray = NDArray[np.bool_]


class _Few:
    """See the top of this file."""

    def __init__(self, X: FloatArray, k: int, weights: FloatArray | None, trace: bool) -> None:
        self.X, self.weights, self.trace = X, weights, trace
        n_samples, n_features = X.shape
        self.ties = _Ties(X)
        self.columns = _Columns(X, weights)
        # Rows (m, |m|^2) times columns (-x, 1/2), both from the center.
        center = _middle(self.columns.low, self.columns.high)
        self.center = np.array(center)
        # Factors, means and sums have their columns in one piece each, and so has a center for each mean: of operands that lie
        # alike NumPy takes all numbers in one go, which halves the time of a call on so few.
        self.centers = np.repeat(self.center, k).reshape(n_features, k).T
        self.points = np.empty((n_features + 1, n_samples))
        self.points[-1] = 0.5
        np.subtract(self.center[:, np.newaxis], X.T, out=self.points[:-1])
        self.radius = math.dist(self.columns.high, center)
        around = self.points[:-1]
        self.sum_of_squares = float(
            np.add.reduce(np.vecdot(around if weights is None else around * weights, around))
        )
        self.factors = np.empty((n_features + 1, k)).T
        self.distances = np.empty((k, n_samples))
        self.limit = np.empty(n_samples)
        self.near = np.empty((k, n_samples), dtype=bool)
        self.mask = np.empty((k, n_samples))
        self.offsets, self.squared_offsets = self.factors[:, :-1], self.factors[:, -1]  # the same memory
        self.masks: list[bytes] = []  # who belongs where, after each assign
        self.known: list[FloatArray] = []  # the sums of the clusters, after each assign
        self.settled = False

    def assign(self, means: FloatArray) -> None:
        """Each point to its nearest mean."""
        np.subtract(means, self.centers, self.offsets)
        np.vecdot(self.offsets, self.offsets, self.squared_offsets)
        self.factors.dot(self.points, self.distances)
        if not self.masks:
            # No later mean is farther out: averages, points, or what stayed of the first ones.
            self.error = self._error()
        np.minimum.reduce(self.distances, axis=0, out=self.limit)
        np.add(self.limit, self.error, self.limit)
        near = np.less_equal(self.distances, self.limit, self.near)
        self.tie: Tie | None = None
        if np.count_nonzero(near) > len(self.X):
            self._decide(near, means)
        as_bytes = near.tobytes()
        if self.masks:
            self.settled = as_bytes == self.masks[-1]
            if not self.trace:
                self.masks.clear()
                self.known.clear()
        self.masks.append(as_bytes)
        if not self.settled:
            np.copyto(self.mask, near)
            self.sums = self.columns.rows.dot(self.mask.T).T
            self.sizes = self.columns.sizes(self.sums)
            self.empty = _empty_clusters(self.sizes)
        self.known.append(self.sums)

    def update(self, means: FloatArray) -> FloatArray:
        """The averages of the clusters, an empty one keeping its mean."""
        return self.columns.averages(self.sums, self.sizes, means, not self.empty)

    def labels(self) -> IntArray:
        """The labels, shape (n_samples,)."""
        labels: IntArray = self.near.argmax(axis=0)
        return labels

    def inertias(self, means: list[FloatArray]) -> list[float]:
        """The inertia after each assign and update, the means of each assign given; the last one alone, if no trace is kept."""
        shape = len(means), *means[0].shape
        all_means = np.concatenate(means).reshape(shape)
        sums = np.concatenate(self.known).reshape(*shape[:2], -1)
        sizes, totals = self.columns.sizes(sums), None
        if squares_are_usable(self.sum_of_squares):
            shift = self.columns.origin - self.center
            totals = self.columns.totals(sums) + sizes[..., np.newaxis] * shift
        return inertias_of_steps(
            all_means - self.center,
            sizes,
            totals,
            self.columns.unit,
            self.sum_of_squares,
            self.changes,
            lambda assign, labels: _inertia(self.X, means[assign], labels.astype(np.intp), self.weights),
        )

    def changes(self) -> Sequence[_Changes]:
        """What each assign changed; the last one alone, if no trace is kept."""
        return _ReadOffMasks(self.masks, self.near.shape)

    def _error(self) -> float:
        """What rounding may do to a squared distance by the product, and by direct differences, together; 1e-300 is for squares
        so small that they have few digits."""
        reach: float = self.radius + math.sqrt(max(self.squared_offsets.tolist()))
        rounding: float = ((16 + 4 * self.X.shape[1]) * EPSILON + self.ties.share) * reach * reach
        return rounding + self.ties.allowance + 1e-300

    def _decide(self, near: BoolArray, means: FloatArray) -> None:
        """The points that the product leaves open, by direct differences."""
        rows = _several(near)
        labels, several, second, _ = _nearest_of(self.X[rows], means, self.ties)
        near[:, rows] = False
        near[labels, rows] = True
        self.tie = _note(None, rows[several], labels[several], second)


class _ReadOffMasks(Sequence[_Changes]):
    """What each assign changed, read off its mask: all at once, when the first is asked for."""

    def __init__(self, masks: list[bytes], shape: tuple[int, ...]) -> None:
        self._shape, self._n_assigns = shape, len(masks)
        # Eight to the byte, all at once: packing each as it comes takes longer than all else that is kept of it.
        self._bits: NDArray[np.uint8] | None = np.packbits(np.frombuffer(b"".join(masks), dtype=np.uint8))
        self._read: list[_Changes] = []

    def __len__(self) -> int:
        return self._n_assigns

    @overload
    def __getitem__(self, index: int) -> _Changes: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Changes]: ...
    def __getitem__(self, index: int | slice) -> _Changes | Sequence[_Changes]:
        bits = self._bits  # first, and given up last: another thread may be at it
        if bits is not None:
            k, n_samples = self._shape
            numbers = np.arange(k, dtype=label_type(k))[:, np.newaxis]
            masks = np.unpackbits(bits, count=self._n_assigns * k * n_samples).reshape(-1, k, n_samples)
            labels = np.maximum.reduce(masks * numbers, axis=1)
            changed = [n_samples, *np.count_nonzero(labels[1:] != labels[:-1], axis=1).tolist()]
            self._read = [_Changes(None, row, number) for row, number in zip(labels, changed, strict=True)]
            self._bits = None
        return self._read[index]
