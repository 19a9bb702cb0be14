"""The two half-steps of a run, arranged for speed. What they compute is in lloyd.py; here is only how to get it sooner.

`halfsteps(X, k, weights)` chooses between two workers. Both have `assign(means)`, which gives labels and inertia, then
`update(means)`, which gives the averages, and the inertia with them; both keep `sizes`, the weight of each cluster. Their
labels are those of direct differences, ties to the lowest index, bit for bit.

**Few points** (`_Few`). The time goes into the number of NumPy calls, not into arithmetic. So everything is asked of two
arrays of shape (k, n_samples): the distances, and a mask with a one where a point belongs to a cluster. Mask times
coordinates, one matrix product, gives all sums; the scalar product of mask and distances is the inertia. And the
distances that give the inertia after an update are those that the next assign needs.

**Many points** (`_Many`). The time goes into looking at every distance. Three ideas:

1. |x - m|^2 = |x|^2 - 2 x.m + |m|^2, and |x|^2 does not matter when means are compared: one matrix product gives the rest
   for all points and means. It loses digits, so the coordinates are taken about the center of the data, and a point whose
   two best means differ by less than the possible error is decided by direct differences.
2. A point for which the second nearest mean is farther than the nearest by some margin cannot change its cluster before
   the means have moved that far together (Hamerly 2010, "Making k-means even faster"). Once few points change, every
   point remembers its margin and is left alone until it may be used up.
3. A cluster's sum changes only by the points that come and go. Sizes and sums alone give the inertia, by the formula of
   1 summed over the points of each cluster; where that would lose digits, it is added up point by point.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.distances import _squared_distances, _squared_distances_to_own, _summing_origin

# Up to this many distances, the number of NumPy calls costs more than the arithmetic.
FEW = 12_000
# About this many distances are held at once: few enough to stay in the processor's cache.
BLOCK = 2**16
# Points are not looked at one by one unless fewer than this share of them has to be.
SHARE = 0.2
EPSILON = float(np.finfo(np.float64).eps)


def halfsteps(X: FloatArray, k: int, weights: FloatArray | None) -> _Few | _Many:
    """The worker that suits the problem."""
    return _Few(X, k, weights) if len(X) * k <= FEW else _Many(X, k, weights)


def label_type(k: int) -> np.dtype[np.signedinteger]:
    """The smallest integers that hold -1 and every label: a trace keeps many labels."""
    return np.min_scalar_type(-k - 1)


class _Few:
    """See the top of this file."""

    def __init__(self, X: FloatArray, k: int, weights: FloatArray | None) -> None:
        self.X, self.weights = X, weights
        n_samples, n_features = X.shape
        self.label_type = label_type(k)
        self.numbers = np.arange(k, dtype=np.float64)
        self.origin = _summing_origin(X)
        self.offsets_and_one = np.empty((n_samples, n_features + 1))
        np.subtract(X, self.origin, out=self.offsets_and_one[:, :-1])
        self.offsets_and_one[:, -1] = 1
        # Rows (1, 0, -m_x), ..., (0, 1, -m_y), ... times columns (x, y, 1): all differences in one product. Nothing is
        # rounded but the differences themselves, so they are bit for bit those that a subtraction gives.
        self.points_and_one = np.empty((n_features + 1, n_samples))
        self.points_and_one[:-1] = X.T
        self.points_and_one[-1] = 1
        self.subtraction = np.zeros((n_features, k, n_features + 1))
        for feature in range(n_features):
            self.subtraction[feature, :, feature] = 1
        self.differences = np.empty((n_features, k, n_samples))
        self.least, self.is_nearest = np.empty(n_samples), np.empty((k, n_samples), dtype=np.bool_)
        self.mask = np.empty((k, n_samples))
        # The same memory, as the calls below want it.
        self.minus_means = self.subtraction[:, :, -1].T
        self.flat_subtraction = self.subtraction.reshape(n_features * k, n_features + 1)
        self.flat_differences = self.differences.reshape(n_features * k, n_samples)
        self.measured: FloatArray | None = None  # the means that `distances` belongs to

    def assign(self, means: FloatArray) -> tuple[IntArray, float]:
        """The nearest mean of every point, and the inertia."""
        distances = self._distances(means)
        np.minimum.reduce(distances, axis=0, out=self.least)
        is_nearest = np.equal(distances, self.least, out=self.is_nearest)
        if np.count_nonzero(is_nearest) > len(self.least):  # ties: to the lowest index
            is_nearest = distances.argmin(axis=0) == np.arange(len(means))[:, np.newaxis]
        np.copyto(self.mask, is_nearest)
        labels = self.numbers.dot(self.mask).astype(self.label_type)
        if self.weights is not None:
            self.mask *= self.weights
        sums = self.mask.dot(self.offsets_and_one)
        self.sums, self.sizes = sums[:, :-1], sums[:, -1]
        return labels, float(np.vdot(self.mask, distances))

    def update(self, means: FloatArray) -> tuple[FloatArray, float]:
        """The averages of the clusters, an empty one keeping its mean, and the inertia."""
        if np.count_nonzero(self.sizes) == len(means):
            averages = self.sums / self.sizes[:, np.newaxis]
            averages += self.origin
        else:
            full = self.sizes > 0
            averages = means.copy()
            averages[full] = self.origin + self.sums[full] / self.sizes[full, np.newaxis]
        return averages, float(np.vdot(self.mask, self._distances(averages)))

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


class _Many:
    """See the top of this file."""

    def __init__(self, X: FloatArray, k: int, weights: FloatArray | None) -> None:
        n_samples, n_features = X.shape
        self.X, self.weights = X, weights
        self.label_type = label_type(k)
        self.marks = np.arange(k, 0, -1, dtype=np.min_scalar_type(k))[:, np.newaxis]
        self.origin = _summing_origin(X)
        self.center = np.where(self.origin == 0, (X.min(axis=0) + X.max(axis=0)) / 2, self.origin)
        self.centered_and_one = np.empty((n_features + 1, n_samples))
        np.subtract(X.T, self.center[:, np.newaxis], out=self.centered_and_one[:-1])
        self.centered_and_one[-1] = 1
        centered = self.centered_and_one[:-1]
        # What is summed: the coordinates, about the origin for sums.
        self.columns = [
            column if origin == 0 else offsets
            for column, offsets, origin in zip(X.T, centered, self.origin, strict=True)
        ]
        self.squares = np.einsum("ij,ij->j", centered, centered)
        self.sum_of_squares = float(self.squares.sum())
        self.radius = float(np.sqrt(self.squares.max()))
        # What comes and goes is added up only where no single point outweighs the rest: otherwise what a heavy point
        # leaves behind by rounding would show in the sums.
        self.tame = weights is None and self.squares.max() <= 1e6 * self.squares.mean()
        self.block_size = max(1, min(n_samples, BLOCK // k))
        # Room to work in, kept: asking the system for it anew for every block costs more than the work.
        self.rooms = tuple(
            np.empty(k * self.block_size, dtype=kind) for kind in ("f8", "?", self.marks.dtype)
        )
        self.labels: IntArray | None = None
        self.margin_ends: FloatArray | None = None  # a point is safe while the drift is below its number here
        self.drift = 0.0

    def assign(self, means: FloatArray) -> tuple[IntArray, float]:
        """The nearest mean of every point, and the inertia."""
        old = self.labels
        labels, looked_at = self._labels(means)
        self.labels, self.assigned_means = labels, means
        if old is None or not self.tame:
            self._add_up(len(means))
        else:
            if looked_at is None:
                changed = np.flatnonzero(labels != old)
            else:
                changed = looked_at[labels.take(looked_at) != old.take(looked_at)]
            self.n_changed = len(changed)
            if self.n_changed > len(labels) * SHARE:
                self._add_up(len(means))
            elif self.n_changed:
                self._add_changes(changed, old, labels)
        return labels, self._inertia(means)

    def update(self, means: FloatArray) -> tuple[FloatArray, float]:
        """The averages of the clusters, an empty one keeping its mean, and the inertia."""
        if np.count_nonzero(self.sizes) == len(means):
            averages = self.sums / self.sizes[:, np.newaxis]
            averages += self.origin
        else:
            full = self.sizes > 0
            averages = means.copy()
            averages[full] = self.origin + self.sums[full] / self.sizes[full, np.newaxis]
        return averages, self._inertia(averages)

    # Labels.

    def _labels(self, means: FloatArray) -> tuple[IntArray, IntArray | None]:
        """The labels, and which points were looked at for them (None: all)."""
        if self.labels is None:
            return self._look_at_all(means, with_margins=False), None
        if self.margin_ends is not None:
            moves = means - self.assigned_means
            self.drift += sum(sorted(np.sqrt(np.vecdot(moves, moves)).tolist())[-2:]) * (1 + 1e-12)
            due = (self.margin_ends <= self.drift).nonzero()[0]
            if len(due) <= len(self.X) * SHARE:
                labels = self.labels.copy()
                labels[due], self.margin_ends[due] = self._look_at(due, means)
                return labels, due
        return self._look_at_all(means, with_margins=self.n_changed <= len(self.X) * SHARE / 4), None

    def _look_at_all(self, means: FloatArray, with_margins: bool) -> IntArray:
        """Labels by the matrix product, the close calls by direct differences."""
        n_samples, k = len(self.X), len(means)
        offsets = means - self.center
        squares = np.vecdot(offsets, offsets)
        factors = np.column_stack([-2 * offsets, squares])
        # What rounding may do to a distance, and 1e-300 for squares so small that they have few digits.
        reach = self.radius + float(np.sqrt(squares.max()))
        error = (16 + 4 * self.X.shape[1]) * EPSILON * reach * reach + 1e-300
        labels = np.empty(n_samples, dtype=self.label_type)
        close_calls = []
        if with_margins:
            self.margin_ends, self.drift = np.full(n_samples, np.inf), 0.0
        else:
            self.margin_ends = None
        for start in range(0, n_samples, self.block_size):
            block = slice(start, min(start + self.block_size, n_samples))
            width = block.stop - start
            # Squared distances, less the square of the point.
            distances = np.dot(factors, self.centered_and_one[:, block], out=self._room(0, width))
            least = np.minimum.reduce(distances, axis=0)
            near = np.less_equal(distances, least + 2 * error, out=self._room(1, width))
            # Bytes marking the near means, the lower the index the higher: the highest names the lowest index.
            marked = np.multiply(near, self.marks, out=self._room(2, width))
            np.subtract(k, np.maximum.reduce(marked, axis=0), out=labels[block], casting="unsafe")
            if np.count_nonzero(near) > width:
                close_calls.append(start + np.flatnonzero(near.sum(axis=0) > 1))
            if self.margin_ends is not None and k > 1:
                np.copyto(distances, np.inf, where=near)
                second = np.minimum.reduce(distances, axis=0)
                np.copyto(
                    second, least, where=np.isinf(second)
                )  # near all of them: a close call, looked at below
                # sqrt(b) - sqrt(a) = (b - a) / (sqrt(b) + sqrt(a))
                lengths = np.sqrt(np.maximum(self.squares[block] + second, 0) + error)
                lengths += np.sqrt(np.maximum(self.squares[block] + least, 0) + error)
                margins = (second - least - 2 * error) / np.maximum(lengths, 1e-300)
                self.margin_ends[block] = margins - 1e-12 * lengths - 1e-150
        if close_calls:
            close = np.concatenate(close_calls)
            labels[close], margin_ends = self._look_at(close, means)
            if self.margin_ends is not None:
                self.margin_ends[close] = margin_ends
        return labels

    def _look_at(self, which: IntArray, means: FloatArray) -> tuple[IntArray, FloatArray]:
        """Labels of some points by direct differences, and the drift at which each has to be looked at again."""
        labels = np.empty(len(which), dtype=self.label_type)
        margin_ends = np.empty(len(which))
        for start in range(0, len(which), self.block_size):
            block = slice(start, start + self.block_size)
            distances = _squared_distances(self.X.T.take(which[block], axis=1).T, means)
            least = np.minimum.reduce(distances, axis=0)
            is_nearest = distances == least
            if np.count_nonzero(is_nearest) > len(least):  # ties: to the lowest index, the next being as near
                is_nearest = distances.argmin(axis=0) == np.arange(len(means))[:, np.newaxis]
            labels[block] = len(means) - np.maximum.reduce(is_nearest * self.marks, axis=0)
            np.copyto(distances, np.inf, where=is_nearest)
            first, second = np.sqrt(least), np.sqrt(np.minimum.reduce(distances, axis=0))
            if len(means) == 1:
                margin_ends[block] = np.inf
            else:
                margin_ends[block] = (
                    self.drift + (second - first) - 1e-12 * (second + first + self.drift) - 1e-150
                )
        return labels, margin_ends

    def _room(self, kind: int, width: int) -> NDArray[Any]:
        """A table of shape (k, width) to write to."""
        return self.rooms[kind][: len(self.marks) * width].reshape(-1, width)

    # Sums.

    def _add_up(self, k: int) -> None:
        """Sizes and sums from all points."""
        assert self.labels is not None
        self.n_changed = len(self.X)
        labels = self.labels.astype(np.intp)
        self.sizes = np.bincount(labels, self.weights, minlength=k)
        self.peaks = self.sizes
        columns = self.columns if self.weights is None else [self.weights * column for column in self.columns]
        self.sums = np.stack([np.bincount(labels, column, minlength=k) for column in columns], axis=1)

    def _add_changes(self, changed: IntArray, old: IntArray, new: IntArray) -> None:
        """Sizes and sums from the points that changed cluster."""
        k, n_changed = len(self.sizes), len(changed)
        came_and_went = np.concatenate([new.take(changed), old.take(changed)]).astype(np.intp)
        signs = np.ones(2 * n_changed)
        signs[n_changed:] = -1
        self.sizes = self.sizes + np.bincount(came_and_went, signs, k).astype(np.intp)
        self.peaks = np.maximum(self.peaks, self.sizes)
        if (self.sizes * 1000 < self.peaks).any():
            self._add_up(k)  # little is left of a large sum: its rounding errors would show
            return
        for feature, column in enumerate(self.columns):
            values = column.take(changed)
            self.sums[:, feature] += np.bincount(came_and_went, np.concatenate([values, -values]), k)

    def _inertia(self, means: FloatArray) -> float:
        """|x - m|^2 = |x|^2 - 2 x.m + |m|^2, summed over the points of each cluster."""
        assert self.labels is not None
        if self.tame:
            offsets = means - self.center
            sums = self.sums + self.sizes[:, np.newaxis] * (self.origin - self.center)
            inertia = self.sum_of_squares + float(
                np.vdot(offsets, self.sizes[:, np.newaxis] * offsets - 2 * sums)
            )
            if inertia > 1e-4 * self.sum_of_squares:
                return inertia
        # Little is left of large numbers: point by point, then.
        squared_distances = _squared_distances_to_own(self.X, means, self.labels)
        return float(squared_distances.sum() if self.weights is None else squared_distances @ self.weights)
