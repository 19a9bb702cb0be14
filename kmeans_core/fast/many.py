"""Many points: the time goes into looking at every distance. Three ideas:

1. |x - m|^2 = |x|^2 - 2 x.m + |m|^2, and |x|^2 does not matter when means are compared: one matrix product gives the rest
   for all points and means. It loses digits, so the coordinates are taken about the center of the data, and a point whose
   two best means differ by less than the possible error is decided by direct differences. So the product need not be
   precise: in 32 bits it takes half the time and leaves open one point in ten thousand, of ordinary data. Where one row is
   so far away that it leaves open many, it goes on in 64 bits.
2. A point for which the second nearest mean is farther than the nearest by some margin cannot change its cluster before
   the means have moved that far together (Hamerly 2010, "Making k-means even faster"). Once few points change, every
   point remembers, in two bytes, how far the means may drift, and is left alone until they may have.
3. A cluster's sum changes only by the points that come and go. Sizes and sums alone give the inertia: see inertias.py.

Whatever is as long as the points is worked on in blocks: beside a copy of the points, a byte for the label and two for the
margin are all that is held for each; up to some millions of numbers, see `KEPT`, also the coordinates for the product.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.distances import NONE, _nearest_of, _several, _squared_distances_to_own
from kmeans_core.fast.inertias import inertias_of_steps, squares_are_usable
from kmeans_core.sums import EXACT, _Columns, _empty_clusters, _middle, _summing_origin, _sums
from kmeans_core.ties import EPSILON, Tie, _note, _Ties
from kmeans_core.trace import SmallLabels, _Changes, _changes, label_type, row_type

# About this many distances are held at once: few enough to stay in the processor's cache.
BLOCK = 2**16
# Up to this many distances it is sooner to look at all than to keep account of margins.
MARGINS = 2**17
# Points are not looked at one by one unless fewer than this share of them has to be.
SHARE = 0.2
# The points that changed are named up to this share, and up to half of it added to and taken from the sums one by one.
NAMED = 0.1

# Where sums are exact, and up to so many numbers, scaled coordinates are kept: to make them anew for every look takes long.
KEPT = 2**22
# Up to so many features, 32 bits leave little open.
FEW_FEATURES = 64

# A point is left alone until the means have moved by so many steps, of which 2^13 make a typical distance from the center.
# A point whose margin is beyond the last step is looked at again with all others.
LAST_STEP = 2**16 - 1
# Farther than any mean, where distances are measured in that of the farthest point from the center.
FAR = 1e30

BoolArray = NDArray[np.bool_]


class _Many:
    """See the top of this file."""

    def __init__(self, X: FloatArray, k: int, weights: FloatArray | None, trace: bool) -> None:
        n_samples, n_features = X.shape
        self.X, self.k, self.weights, self.trace = X, k, weights, trace
        self.ties = _Ties(X)
        self.exact = n_samples <= EXACT
        if self.exact:
            self.columns = _Columns(X, weights)
        size = max(1, min(n_samples, max(64, BLOCK // max(k, n_features + 1))))
        self.block_size = size
        self.blocks = [slice(start, min(start + size, n_samples)) for start in range(0, n_samples, size)]

        if self.exact:
            low, high, self.origin = self.columns.low, self.columns.high, self.columns.origin
        else:
            low, high = X.min(axis=0).tolist(), X.max(axis=0).tolist()
            self.origin = np.array(_summing_origin(low, high))
        self.center = np.array(_middle(low, high))
        self.sum_of_squares = weighted = largest = 0.0
        for block in self.blocks:
            offsets = X.T[:, block] - self.center[:, np.newaxis]
            squares = np.einsum("ij,ij->j", offsets, offsets)
            self.sum_of_squares += float(squares.sum())
            weighted += 0.0 if weights is None else float(squares @ weights[block])
            largest = max(largest, float(squares.max()))
        # Coordinates are measured from the center, with the farthest point at distance 1.
        self.scale = 1 / max(float(np.sqrt(largest)), 1e-150)
        self.scales = np.full(n_features + 1, self.scale)
        self.scales[-1] *= self.scale
        self.unscaled = np.empty((k, n_features + 1))
        self.step = max(float(np.sqrt(self.sum_of_squares / n_samples)) / 2**13, 1e-150)
        if weights is not None:
            self.sum_of_squares = weighted
        # Inertia by the formula, where sums are good enough for it and no square has lost digits.
        self.tame = self.exact or (weights is None and largest * n_samples <= 1e6 * self.sum_of_squares)
        self.tame = self.tame and squares_are_usable(self.sum_of_squares)

        self.epsilon = 0.0
        self._measure_in(np.float32 if n_features <= FEW_FEATURES else np.float64)
        self.small_labels: SmallLabels = np.empty(n_samples, dtype=label_type(k))
        self.row_type = row_type(n_samples)
        self.history: list[_Changes] = []
        # For each assign the sizes and sums of the clusters after it.
        self.known: list[tuple[FloatArray, FloatArray]] = []
        self.n_changed = n_samples
        # A point is safe while the drift is below its number here; both in whole steps, which take little room.
        self.margin_ends: NDArray[np.uint16] | None = None
        self.drift = 0.0

    def assign(self, means: FloatArray) -> None:
        """Each point to its nearest mean."""
        self.tie: Tie | None = None
        changed, before = self._assign(means) if self.history else self._assign_all(means, False)
        self.settled = not self.n_changed
        if not self.trace:
            self.history.clear()
            self.known.clear()
        self.history.append(_changes(changed, self.n_changed, self.small_labels))
        if changed is None or 2 * len(changed) > NAMED * len(self.X) or not (self.exact or self.tame):
            self._add_up()
        elif self.n_changed:
            self._add_changes(changed, before)
        self.empty = _empty_clusters(self.sizes)
        self.assigned_means = means
        self.known.append((self.sizes, self.sums))

    def update(self, means: FloatArray) -> FloatArray:
        """The averages of the clusters, an empty one keeping its mean."""
        if self.exact:
            return self.columns.averages(self.sums, self.sizes, means, not self.empty)
        full = self.sizes > 0
        averages = means.copy()
        averages[full] = self.origin + self.sums[full] / self.sizes[full, np.newaxis]
        return averages

    def inertias(self, means_of_assigns: list[FloatArray]) -> list[float]:
        """The inertia after each assign and update, the means of each assign given; the last one alone, if no trace is kept."""
        means, sizes, sums = (
            np.concatenate(arrays).reshape(len(arrays), *arrays[0].shape)
            for arrays in (means_of_assigns, *zip(*self.known, strict=True))
        )
        totals = None
        if self.tame:
            totals = self.columns.totals(sums) if self.exact else sums
            totals = totals + sizes[..., np.newaxis] * (self.origin - self.center)
        return inertias_of_steps(
            means - self.center,
            sizes,
            totals,
            self.columns.unit if self.exact else 1.0,
            self.sum_of_squares,
            self.changes,
            lambda assign, labels: self._inertia(means[assign], labels),
        )

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
                return self._assign_some(due, means)
        worth_it = len(self.X) * self.k > MARGINS and self.n_changed <= len(self.X) * SHARE / 4
        return self._assign_all(means, with_margins=worth_it)

    def _assign_some(self, which: IntArray, means: FloatArray) -> tuple[IntArray, SmallLabels]:
        """By direct differences; margins are made anew."""
        changed, before = [], []
        for start in range(0, len(which), self.block_size):
            rows = which[start : start + self.block_size]
            labels = self._look_at(rows, means)
            old = self.small_labels.take(rows)
            different = np.flatnonzero(labels != old)
            changed.append(rows[different])
            before.append(old[different])
            self.small_labels[rows] = labels
        self.n_changed = sum(map(len, changed))
        return _joined(changed), _joined(before)

    def _assign_all(self, means: FloatArray, with_margins: bool) -> tuple[IntArray | None, SmallLabels]:
        """By the matrix product, close calls by direct differences."""
        n_samples, n_features = self.X.shape
        is_first = not self.history
        self.drift = 0.0
        self.margin_ends = np.full(n_samples, LAST_STEP, dtype=np.uint16) if with_margins else None
        offsets = means - self.center
        squares = np.vecdot(offsets, offsets)
        # What rounding may do to half of a squared distance: to the product, about (d + 7) |x| |m| + (d + 3) |m|^2 times half
        # of epsilon, |x| being 1 at most; to direct differences; and 1e-300 for squares so small that they have few digits.
        length = self.scale * math.sqrt(max(squares.tolist()))
        self.farthest = (1 + length) / self.scale  # no point is farther from a mean
        error = (n_features + 8) * self.epsilon / 2 * (length + length * length) + 1e-36
        error += ((n_features + 2) * EPSILON + self.ties.share) * (1 + length) * (1 + length)
        error += (self.ties.allowance + 1e-300) * self.scale * self.scale
        hopeless = not error < 0.1  # nothing would be decided
        if not hopeless:
            self.unscaled[:, :-1], self.unscaled[:, -1] = offsets, squares
            np.multiply(self.unscaled, self.scales, out=self.factors, casting="same_kind")
        changed, before = [], []
        self.n_changed = n_open = 0
        for block in self.blocks:
            width = block.stop - block.start
            old = self.small_labels[block]
            labels, several = (old.copy(), np.arange(width)) if hopeless else self._by_product(block, error)
            if len(several):
                n_open += len(several)
                labels[several] = self._look_at(block.start + several, means)
            differ = labels != old
            self.n_changed += width if is_first else int(np.count_nonzero(differ))
            if self.n_changed <= n_samples * NAMED:
                different = differ.nonzero()[0]
                changed.append((block.start + different).astype(self.row_type))
                before.append(old.take(different))
            self.small_labels[block] = labels
        if n_open > n_samples * SHARE / 4:
            self._measure_in(np.float64)
        if self.n_changed > n_samples * NAMED:
            return None, self.small_labels
        return _joined(changed), _joined(before)

    def _by_product(self, block: slice, error: float) -> tuple[SmallLabels, IntArray]:
        """Labels of a block by the matrix product, and the points that this leaves open."""
        width = block.stop - block.start
        columns = self._scaled(block)
        # Half of the squared distances, less half of the square of the point.
        distances = np.dot(self.factors, columns, out=self._room(0, width))
        limit = np.minimum.reduce(distances, axis=0)
        limit += 2 * error
        near = np.less_equal(distances, limit, out=self._room(1, width))
        # Where one mean is near, its index; where several are, that of one of them: these points are looked at.
        marked = np.multiply(near.view(np.uint8), self.marks[:, :width], out=self._room(2, width))
        labels = np.maximum.reduce(marked, axis=0)
        if self.margin_ends is not None and self.k > 1:
            self.margin_ends[block] = self._margins(distances, near, limit, columns, error)
        return labels, _several(near) if np.count_nonzero(near) > width else NONE

    def _margins(
        self, distances: FloatArray, near: BoolArray, limit: FloatArray, columns: FloatArray, error: float
    ) -> NDArray[np.uint16]:
        """For how many steps of drift, from none on, the second nearest mean stays farther than the nearest; anything for points
        near to several means, which are looked at anyway."""
        for row, is_near in zip(distances, near, strict=True):
            row += is_near * row.dtype.type(FAR)  # several times as fast as a copy where it is so
        second = np.minimum.reduce(distances, axis=0)
        # sqrt(b) - sqrt(a) = (b - a) / (sqrt(b) + sqrt(a)). The limit is above the least distance by what rounding may do,
        # and the last factor is for what it does to the few operations here.
        squares = np.einsum("ij,ij->j", columns[:-1], columns[:-1])
        squares += 4 * error + (self.X.shape[1] + 5) * self.epsilon
        lengths = np.sqrt(squares + 2 * second)
        lengths += np.sqrt(squares + 2 * limit)
        margins = second
        margins -= limit
        margins /= lengths
        margins *= 2 * (1 - 32 * self.epsilon) / (self.scale * self.step)
        # As for those looked at, see `_in_steps`, with the largest of all lengths.
        margins -= (1e-12 * 2 * self.farthest + 1e-150 + self.ties.slack) / self.step
        np.maximum(margins, 0, out=margins)
        np.minimum(margins, LAST_STEP, out=margins)
        steps: NDArray[np.uint16] = margins.astype(np.uint16)
        return steps

    def _look_at(self, rows: IntArray, means: FloatArray) -> IntArray:
        """Labels of some points by direct differences; their margins, if any are kept, are made anew."""
        labels, several, second, distances = _nearest_of(self.X.T.take(rows, axis=1).T, means, self.ties)
        self.tie = _note(self.tie, rows[several], labels[several], second)
        if self.margin_ends is not None and self.k > 1:
            first = np.sqrt(distances[labels, np.arange(len(rows))])
            distances[labels, np.arange(len(rows))] = np.inf
            second_least = np.sqrt(np.minimum.reduce(distances, axis=0))
            self.margin_ends[rows] = self._in_steps(second_least - first, second_least + first)
        return labels

    def _in_steps(self, margins: FloatArray, lengths: FloatArray) -> NDArray[np.uint16]:
        """The drift at which margins that rounding has not made too large are used up, in whole steps, rounded down."""
        ends = self.drift + margins - 1e-12 * (lengths + self.drift) - (1e-150 + self.ties.slack)
        ends /= self.step
        return np.minimum(np.maximum(ends, 0, out=ends), LAST_STEP, out=ends).astype(np.uint16)

    def _measure_in(self, precision: type[np.floating]) -> None:
        """From now on distances by the matrix product are of this precision."""
        if self.epsilon == float(np.finfo(precision).eps):
            return
        k, rows = self.k, self.X.shape[1] + 1
        self.epsilon = float(np.finfo(precision).eps)
        self.factors: FloatArray = np.empty((k, rows), dtype=precision)
        # Room to work in, kept: asking the system for it anew for every block costs more than the work.
        marks = np.arange(k, dtype=label_type(k))
        self.marks = np.repeat(marks, self.block_size).reshape(k, -1)
        kinds = ((k, precision), (k, np.bool_), (k, self.marks.dtype), (rows, precision), (rows, np.float64))
        self.rooms = tuple(np.empty((n, self.block_size), dtype=kind) for n, kind in kinds)
        self.all_scaled: FloatArray | None = None
        if self.exact or rows * len(self.X) <= KEPT:
            everything = np.empty((rows, len(self.X)), dtype=precision)
            for block in self.blocks:
                self._scale(block, everything[:, block])
            self.all_scaled = everything

    def _scaled(self, block: slice) -> FloatArray:
        """Columns (-x, 1/2) of a block of points, see `scale`, shape (n_features + 1, width)."""
        if self.all_scaled is not None:
            return self.all_scaled[:, block]
        return self._scale(block, self._room(3, block.stop - block.start))

    def _scale(self, block: slice, out: NDArray[Any]) -> NDArray[Any]:
        offsets = self.X.T[:, block] - self.center[:, np.newaxis]
        np.multiply(offsets, -self.scale, out=out[:-1], casting="same_kind")
        out[-1] = 0.5
        return out

    def _room(self, which: int, width: int) -> NDArray[Any]:
        """A table to write to."""
        room = self.rooms[which]
        return room if width == self.block_size else room.reshape(-1)[: len(room) * width].reshape(-1, width)

    # Sums.

    def _add_up(self) -> None:
        """Sizes and sums from all points."""
        if self.exact:
            self.sums = self.columns.sums(self.small_labels, self.k)
            self.sizes = self.columns.sizes(self.sums)
            return
        k, n_features = self.k, self.X.shape[1]
        self.sizes, self.sums = np.zeros(k), np.zeros((k, n_features))
        for block in self.blocks:
            rows = self._room(4, block.stop - block.start)
            rows[-1] = 1
            np.subtract(self.X.T[:, block], self.origin[:, np.newaxis], out=rows[:-1])
            if self.weights is not None:
                rows *= self.weights[block]
            sums = _sums(rows, self.small_labels[block], k)
            self.sizes += sums[:, -1]
            self.sums += sums[:, :-1]
        self.peaks = self.sizes

    def _add_changes(self, changed: IntArray, old: SmallLabels) -> None:
        """Sizes and sums from the points that changed cluster."""
        k, n_changed = self.k, len(changed)
        if self.exact:
            self.sums = self.sums + self.columns.moved(changed, self.small_labels.take(changed), old, k)
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
        self.sums = self.sums.copy()
        for feature, column in enumerate(self.X.T):
            offsets = column.take(changed) - self.origin[feature]
            self.sums[:, feature] += np.bincount(came_and_went, np.concatenate([offsets, -offsets]), k)

    def _inertia(self, means: FloatArray, small_labels: SmallLabels) -> float:
        """Point by point."""
        inertia = 0.0
        for block in self.blocks:
            labels = small_labels[block].astype(np.intp)
            squared_distances = _squared_distances_to_own(self.X[block], means, labels)
            inertia += float(
                squared_distances.sum() if self.weights is None else squared_distances @ self.weights[block]
            )
        return inertia


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    """The parts as one array, empty if there are none."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else np.empty(0, dtype=np.intp)
