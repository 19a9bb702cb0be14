"""The two half-steps of a run, arranged for speed. What they compute is in lloyd.py; here is only how to get it sooner.

`halfsteps(X, k, weights)` chooses between two workers. Both have `assign(means)`, which gives the inertia and sets `settled`
(no label changed), `sizes` (the weight of each cluster) and `tie`, then `update(means)`, which gives the averages and the
inertia; `changes()` tells at the end what each assign changed. Their labels are those of direct differences, ties to the lowest
index, bit for bit; whole numbers as ties.py has it.

**Few points** (`_Few`). The time goes into the number of NumPy calls, not into arithmetic. So everything is asked of two
arrays of shape (k, n_samples): the distances, and a mask with a one where a point belongs to a cluster. Mask times
coordinates, one matrix product, gives all sums; the scalar product of mask and distances is the inertia. And the
distances that give the inertia after an update are those that the next assign needs. Labels are read off the masks at the end.

**Many points** (`_Many`). The time goes into looking at every distance. Three ideas:

1. |x - m|^2 = |x|^2 - 2 x.m + |m|^2, and |x|^2 does not matter when means are compared: one matrix product gives the rest
   for all points and means. It loses digits, so the coordinates are taken about the center of the data, and a point whose
   two best means differ by less than the possible error is decided by direct differences.
2. A point for which the second nearest mean is farther than the nearest by some margin cannot change its cluster before
   the means have moved that far together (Hamerly 2010, "Making k-means even faster"). Once few points change, every
   point remembers, in two bytes, how far the means may drift, and is left alone until they may have.
3. A cluster's sum changes only by the points that come and go. Sizes and sums alone give the inertia, by the formula of
   1 summed over the points of each cluster; where that would lose digits, it is added up point by point.

Whatever is as long as the points is worked on in blocks: beside a copy of the points, a byte for the label and two for the
margin are all that is held for each.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.distances import _squared_distances, _squared_distances_to_own
from kmeans_core.sums import _Columns, _summing_origin
from kmeans_core.ties import EPSILON, Tie, _note, _Ties
from kmeans_core.trace import SmallLabels, _Changes, _changes, row_type

# Up to this many distances, the number of NumPy calls costs more than the arithmetic. Besides, a scalar product of more
# numbers, or a matrix product of more than so many multiplications, makes the library behind NumPy (OpenBLAS) call for
# several threads, and on a busy machine waiting for them costs more than they bring.
FEW, PRODUCT = 10_000, 2**18
# Up to this many points, sums are exact: pieces of the points are kept, two or three numbers for each.
EXACT = 2**17
# About this many distances are held at once: few enough to stay in the processor's cache.
BLOCK = 2**16
# Points are not looked at one by one unless fewer than this share of them has to be.
SHARE = 0.2
# The points that changed are named up to this share, and up to half of it added to and taken from the sums one by one.
NAMED = 0.1

# A point is left alone until the means have moved by so many steps, of which 2^13 make a typical distance from the center.
# A point whose margin is beyond the last step is looked at again with all others.
LAST_STEP = 2**16 - 1

BoolArray = NDArray[np.bool_]


def halfsteps(X: FloatArray, k: int, weights: FloatArray | None, trace: bool = True) -> _Few | _Many:
    """The worker that suits the problem."""
    n_samples, n_features = X.shape
    distances = n_samples * k
    few = distances <= FEW and distances * n_features * (n_features + 1) <= PRODUCT
    return _Few(X, k, weights, trace) if few else _Many(X, k, weights, trace)


def label_type(k: int) -> np.dtype[np.unsignedinteger]:
    """The smallest integers that hold every label."""
    return np.min_scalar_type(k - 1)


class _Few:
    """See the top of this file."""

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
        # The same memory, as the calls below want it.
        self.minus_means = self.subtraction[:, :, -1].T
        self.flat_subtraction = self.subtraction.reshape(n_features * k, n_features + 1)
        self.flat_differences = self.differences.reshape(n_features * k, n_samples)
        self.measured: FloatArray | None = None  # the means that `distances` belongs to
        self.masks: list[BoolArray] = []  # who belongs where, after each assign
        self.as_bytes = b""
        self.settled = False

    def assign(self, means: FloatArray) -> float:
        """Each point to its nearest mean; the inertia."""
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
        return self._inertia(distances)

    def update(self, means: FloatArray) -> tuple[FloatArray, float]:
        """The averages of the clusters, an empty one keeping its mean, and the inertia."""
        averages = self.columns.averages(self.sums, self.sizes, means)
        return averages, self._inertia(self._distances(averages))

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
        rows = np.flatnonzero(np.count_nonzero(mask, axis=0) > 1)
        nearest, second = self.ties.decide(self.X[rows], means, mask[:, rows])
        mask[:, rows] = False
        mask[nearest, rows] = True
        self.tie = _note(None, rows, nearest, second)

    def _inertia(self, distances: FloatArray) -> float:
        return float(np.vdot(self.mask, distances))

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

    def __init__(self, X: FloatArray, k: int, weights: FloatArray | None, trace: bool) -> None:
        n_samples, n_features = X.shape
        self.X, self.k, self.weights, self.trace = X, k, weights, trace
        self.ties = _Ties(X)
        self.marks = np.arange(k, 0, -1, dtype=np.min_scalar_type(k))[:, np.newaxis]
        self.block_size = max(1, min(n_samples, max(64, BLOCK // max(k, n_features + 1))))
        # Room to work in, kept: asking the system for it anew for every block costs more than the work.
        rooms = ((k, "f8"), (k, "?"), (k, self.marks.dtype), (n_features + 1, "f8"))
        self.rooms = tuple(np.empty(rows * self.block_size, dtype=kind) for rows, kind in rooms)

        low, high = X.min(axis=0), X.max(axis=0)
        self.center = low + (high - low) / 2
        reach = np.maximum(self.center - low, high - self.center)
        self.radius = float(np.sqrt(reach @ reach))
        self.exact = n_samples <= EXACT
        self.all_centered: FloatArray | None = None
        if self.exact:  # little enough to be kept
            self.all_centered = np.ones((n_features + 1, n_samples))
            np.subtract(X.T, self.center[:, np.newaxis], out=self.all_centered[:-1])
        self.sum_of_squares = largest = 0.0
        for block in self._blocks():
            squares = self._squares(self._centered(block))
            self.sum_of_squares += float(squares.sum())
            largest = max(largest, float(squares.max()))
        # Inertia by the formula, where no single point outweighs the rest.
        self.step = max(float(np.sqrt(self.sum_of_squares / n_samples)) / 2**13, 1e-150)
        self.tame = weights is None and largest * n_samples <= 1e6 * self.sum_of_squares
        if self.exact:
            self.columns = _Columns(X, weights)
        else:
            self.origin = _summing_origin(X)

        self.small_labels: SmallLabels = np.empty(n_samples, dtype=label_type(k))
        self.history: list[_Changes] = []
        self.n_changed = n_samples
        # A point is safe while the drift is below its number here; both in whole steps, which take little room.
        self.margin_ends: NDArray[np.uint16] | None = None
        self.drift = 0.0

    def assign(self, means: FloatArray) -> float:
        """Each point to its nearest mean; the inertia."""
        self.tie: Tie | None = None
        changed, before = self._assign(means) if self.history else self._assign_all(means, False)
        self.settled = not self.n_changed
        if not self.trace:
            self.history.clear()
        self.history.append(_changes(changed, self.n_changed, self.small_labels))
        if changed is None or 2 * len(changed) > NAMED * len(self.X) or not (self.exact or self.tame):
            self._add_up()
        elif self.n_changed:
            self._add_changes(changed, before)
        if self.tame and self.n_changed:  # twice the sums of the points, taken from the center
            if self.exact:
                sums, origin = self.columns.totals(self.sums), self.columns.origin
            else:
                sums, origin = self.sums, self.origin
            self.twice_sums = 2 * (sums + self.sizes[:, np.newaxis] * (origin - self.center))
        self.assigned_means = means
        return self._inertia(means)

    def update(self, means: FloatArray) -> tuple[FloatArray, float]:
        """The averages of the clusters, an empty one keeping its mean, and the inertia."""
        if self.exact:
            averages = self.columns.averages(self.sums, self.sizes, means)
        else:
            full = self.sizes > 0
            averages = means.copy()
            averages[full] = self.origin + self.sums[full] / self.sizes[full, np.newaxis]
        return averages, self._inertia(averages)

    def labels(self) -> IntArray:
        """The labels, shape (n_samples,)."""
        return self.small_labels.astype(np.intp)

    def changes(self) -> list[_Changes]:
        """What each assign changed; the last one alone, if no trace is kept."""
        if self.trace:
            return self.history
        return [_Changes(None, self.small_labels, self.n_changed)]

    # Labels. What is told of an assign: the points that changed, None if there are many, and the labels they had.

    def _assign(self, means: FloatArray) -> tuple[IntArray | None, SmallLabels]:
        if self.margin_ends is not None:
            moves = means - self.assigned_means
            self.drift += sum(sorted(np.sqrt(np.vecdot(moves, moves)).tolist())[-2:]) * (1 + 1e-12)
            due = (self.margin_ends <= min(int(self.drift / self.step), LAST_STEP)).nonzero()[0]
            if len(due) <= len(self.X) * SHARE:
                return self._assign_some(due, means, self.margin_ends)
        return self._assign_all(means, with_margins=self.n_changed <= len(self.X) * SHARE / 4)

    def _assign_some(
        self, which: IntArray, means: FloatArray, margin_ends: NDArray[np.uint16]
    ) -> tuple[IntArray, SmallLabels]:
        """By direct differences; margins are made anew."""
        changed, before = [], []
        for start in range(0, len(which), self.block_size):
            rows = which[start : start + self.block_size]
            labels, margin_ends[rows] = self._look_at(rows, means)
            old = self.small_labels.take(rows)
            different = np.flatnonzero(labels != old)
            changed.append(rows[different])
            before.append(old[different])
            self.small_labels[rows] = labels
        self.n_changed = sum(map(len, changed))
        return _joined(changed), _joined(before)

    def _assign_all(self, means: FloatArray, with_margins: bool) -> tuple[IntArray | None, SmallLabels]:
        """By the matrix product, close calls by direct differences."""
        k = self.k
        offsets = means - self.center
        squares = np.vecdot(offsets, offsets)
        factors = np.column_stack([-2 * offsets, squares])
        # What rounding may do to a distance, and 1e-300 for squares so small that they have few digits.
        reach = self.radius + float(np.sqrt(squares.max()))
        error = (16 + 4 * self.X.shape[1]) * EPSILON * reach * reach + 1e-300
        error += self.ties.share * reach * reach + self.ties.allowance
        self.drift = 0.0
        self.margin_ends = np.full(len(self.X), LAST_STEP, dtype=np.uint16) if with_margins else None
        changed, before = [], []
        self.n_changed = 0
        for block in self._blocks():
            width = block.stop - block.start
            columns = self._centered(block)
            # Squared distances, less the square of the point.
            distances = np.dot(factors, columns, out=self._room(0, k, width))
            least = np.minimum.reduce(distances, axis=0)
            near = np.less_equal(distances, least + 2 * error, out=self._room(1, k, width))
            # Bytes marking the near means, the lower the index the higher: the highest names the lowest index.
            marked = np.multiply(near, self.marks, out=self._room(2, k, width))
            labels = np.subtract(k, np.maximum.reduce(marked, axis=0)).astype(self.small_labels.dtype)
            if self.margin_ends is not None and k > 1:
                self.margin_ends[block] = self._margins(distances, near, least, self._squares(columns), error)
            if np.count_nonzero(near) > width:
                several = np.flatnonzero(np.count_nonzero(near, axis=0) > 1)
                labels[several], margin_ends = self._look_at(block.start + several, means)
                if self.margin_ends is not None:
                    self.margin_ends[block.start + several] = margin_ends
            old = self.small_labels[block]
            different = np.flatnonzero(labels != old) if self.history else np.arange(width)
            self.n_changed += len(different)
            if self.n_changed <= len(self.X) * NAMED:
                changed.append((block.start + different).astype(row_type(len(self.X))))
                before.append(old[different])
            self.small_labels[block] = labels
        if self.n_changed > len(self.X) * NAMED:
            return None, self.small_labels
        return _joined(changed), _joined(before)

    def _margins(
        self, distances: FloatArray, near: BoolArray, least: FloatArray, squares: FloatArray, error: float
    ) -> NDArray[np.uint16]:
        """For how many steps of drift the second nearest mean stays farther than the nearest."""
        np.copyto(distances, np.inf, where=near)
        second = np.minimum.reduce(distances, axis=0)
        np.copyto(second, least, where=np.isinf(second))  # near all of them: a close call, looked at later
        # sqrt(b) - sqrt(a) = (b - a) / (sqrt(b) + sqrt(a))
        lengths = np.sqrt(np.maximum(squares + second, 0) + error)
        lengths += np.sqrt(np.maximum(squares + least, 0) + error)
        margins = (second - least - 2 * error) / np.maximum(lengths, 1e-300)
        return self._in_steps(margins, lengths)

    def _look_at(self, rows: IntArray, means: FloatArray) -> tuple[IntArray, NDArray[np.uint16]]:
        """Labels of some points by direct differences, and at which step of drift each has to be looked at again."""
        points = self.X.T.take(rows, axis=1).T
        distances = _squared_distances(points, means)
        least = np.minimum.reduce(distances, axis=0)
        near = distances <= self.ties.limit(least)
        labels: IntArray = self.k - np.maximum.reduce(near * self.marks, axis=0).astype(np.intp)
        if np.count_nonzero(near) > len(rows):
            several = np.flatnonzero(np.count_nonzero(near, axis=0) > 1)
            labels[several], second = self.ties.decide(points[several], means, near[:, several])
            self.tie = _note(self.tie, rows[several], labels[several], second)
        if self.k == 1:
            return labels, np.full(len(rows), LAST_STEP, dtype=np.uint16)
        distances[labels, np.arange(len(rows))] = np.inf
        first, second_least = np.sqrt(least), np.sqrt(np.minimum.reduce(distances, axis=0))
        return labels, self._in_steps(second_least - first, second_least + first)

    def _in_steps(self, margins: FloatArray, lengths: FloatArray) -> NDArray[np.uint16]:
        """The drift at which margins that rounding has not made too large are used up, in whole steps, rounded down."""
        ends = self.drift + margins - 1e-12 * (lengths + self.drift) - (1e-150 + self.ties.slack)
        ends /= self.step
        return np.minimum(np.maximum(ends, 0, out=ends), LAST_STEP, out=ends).astype(np.uint16)

    def _blocks(self) -> list[slice]:
        n = len(self.X)
        return [slice(start, min(start + self.block_size, n)) for start in range(0, n, self.block_size)]

    def _centered(self, block: slice) -> FloatArray:
        """Columns (x, 1) of a block of points, taken from the center of the data, shape (n_features + 1, width)."""
        if self.all_centered is not None:
            return self.all_centered[:, block]
        columns = self._room(3, self.X.shape[1] + 1, block.stop - block.start)
        np.subtract(self.X.T[:, block], self.center[:, np.newaxis], out=columns[:-1])
        columns[-1] = 1
        return columns

    def _squares(self, columns: FloatArray) -> FloatArray:
        squares: FloatArray = np.einsum("ij,ij->j", columns[:-1], columns[:-1])
        return squares

    def _room(self, which: int, rows: int, width: int) -> NDArray[Any]:
        """A table to write to."""
        return self.rooms[which][: rows * width].reshape(rows, width)

    # Sums.

    def _add_up(self) -> None:
        """Sizes and sums from all points."""
        if self.exact:
            self.sums = self.columns.sums(self.small_labels.astype(np.intp), self.k)
            self.sizes = self.columns.sizes(self.sums)
            return
        k, n_features = self.k, self.X.shape[1]
        self.sizes, self.sums = np.zeros(k), np.zeros((k, n_features))
        for block in self._blocks():
            labels = self.small_labels[block].astype(np.intp)
            weights = None if self.weights is None else self.weights[block]
            self.sizes += np.bincount(labels, weights, k)
            for feature in range(n_features):
                offsets = self.X[block, feature] - self.origin[feature]
                if weights is not None:
                    offsets *= weights
                self.sums[:, feature] += np.bincount(labels, offsets, k)
        self.peaks = self.sizes

    def _add_changes(self, changed: IntArray, old: SmallLabels) -> None:
        """Sizes and sums from the points that changed cluster."""
        k, n_changed = self.k, len(changed)
        if self.exact:
            self.sums += self.columns.moved(changed, self.small_labels.take(changed), old, k)
            self.sizes = self.columns.sizes(self.sums)
            return
        came_and_went = np.concatenate([self.small_labels.take(changed), old]).astype(np.intp)
        signs = np.ones(2 * n_changed)
        signs[n_changed:] = -1
        self.sizes = self.sizes + np.bincount(came_and_went, signs, k)
        self.peaks = np.maximum(self.peaks, self.sizes)
        if (self.sizes * 1000 < self.peaks).any():
            self._add_up()  # little is left of a large sum: its rounding errors would show
            return
        for feature, column in enumerate(self.X.T):
            offsets = column.take(changed) - self.origin[feature]
            self.sums[:, feature] += np.bincount(came_and_went, np.concatenate([offsets, -offsets]), k)

    def _inertia(self, means: FloatArray) -> float:
        """|x - m|^2 = |x|^2 - 2 x.m + |m|^2, summed over the points of each cluster."""
        if self.tame:
            offsets = means - self.center
            inertia = self.sum_of_squares + float(
                np.vdot(offsets, self.sizes[:, np.newaxis] * offsets - self.twice_sums)
            )
            if inertia > 1e-4 * self.sum_of_squares:
                return inertia
        # Little is left of large numbers: point by point, then.
        inertia = 0.0
        for block in self._blocks():
            labels = self.small_labels[block].astype(np.intp)
            squared_distances = _squared_distances_to_own(self.X[block], means, labels)
            inertia += float(
                squared_distances.sum() if self.weights is None else squared_distances @ self.weights[block]
            )
        return inertia


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    """The parts as one array, empty if there are none."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else np.empty(0, dtype=np.intp)
