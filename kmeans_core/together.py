"""Many starts of k-means at once, each with the result that `run` gives alone.

A loop over a thousand starts of 300 points spends its time between calls, not in them. Here all starts make the same
half-step together, in arrays that hold all of them, and a start that has converged leaves. What makes it quick:

- **One product for all distances.** With x and m taken from the middle of the data, |x - m|^2 = |x|^2 - 2 m.x + |m|^2,
  and |x|^2, the same for every mean, decides nothing. What remains is one matrix product: the rows (-2 m, |m|^2) of
  all means of all starts times the columns (x, 1) of the points. Up to 64 features single precision will do, since next comes:
- **Marks for whatever may be nearest.** The product is never wrong by more than a bound that we can compute. All means
  within the bound of the least are marked. One mark: the label is certain. More: that point's distances are computed
  anew by plain differences in double precision, as in `run`.
- **Sums that follow the changes.** After the first iterations few points change cluster; only they are taken out of
  one sum and put into another. Sums are exact (see sums.py), so nothing is left behind.
- **Inertia once per answer.** Starts that came to rest with the same groups have the same means, so the same inertia.

**Why all of it is exactly that of `run`.** Labels are a function of points and means, means a function of points and
labels, to the last digit, whoever computes them in whatever order. Inertia alone may differ in its last digits. A start
whose empty cluster has to move to the farthest point leaves, and is done by `run` itself. So are all starts of many
points: there, one start after the other is quicker, since it looks only at points that may change.

**Several sets of points** of one shape go side by side, each start with the set that it belongs to: where sets are small and
starts few, as those that judges compare with (council.py), the time is between calls again. One product per start then.

**Memory.** `CHUNK` and `BLOCK` bound what is held while computing: about 10 MB, or, where there are many points, what one
`run` without its trace takes, however many starts there are. The result holds one byte per start and point (two if
k > 256), or none with `keep_labels=False`, and the means, first and last, and a few numbers of every start; for a moment,
while its parts are joined, twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

import numpy as np

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.distances import _several
from kmeans_core.problem import CHUNK, BoolArray, LabelArray, Problem, _run_alone
from kmeans_core.sums import _Columns, _SideBySide, _stack
from kmeans_core.ties import _Ties
from kmeans_core.trace import label_type

# At most about this many numbers are held at once: they stay in the processor's cache.
BLOCK = 2**17
# A matrix product of so many multiplications at most: beyond, the library behind NumPy (OpenBLAS) calls for several
# threads, and on a busy machine waiting for them costs more than they bring (20 times the time, measured).
PRODUCT = 2**18
# A matrix product is not cut smaller than this for it.
LEAST = 2**13
# Beyond so many distances for each start, starts are done one after the other.
TOGETHER = 2**17
# Up to so many features, 32 bits leave little open, and columns are few enough to be counted one by one.
FEW_FEATURES = 64
# Sums are followed point by point where fewer than this share of the points changed.
FOLLOWED = 0.08
# Up to so many members of clusters, it is sooner to sum all anew.
LITTLE = 2**15


Ends = tuple[LabelArray, FloatArray, FloatArray, IntArray, BoolArray, tuple[bytes, ...]]
"""Labels, means, inertia, iterations, converged, partitions, as in `ManyRuns`."""


def _one_by_one(problem: Problem, starts: FloatArray) -> Ends:
    """All of `starts` to their ends, one after the other."""
    s = len(starts)
    labels = np.empty((s, len(problem.X)), dtype=label_type(problem.k))
    means, inertia = np.empty_like(starts), np.empty(s)
    iterations, converged = np.empty(s, dtype=np.intp), np.empty(s, dtype=bool)
    for i in range(s):
        end = _run_alone(problem, starts[i], trace=False)
        labels[i], means[i], inertia[i] = end.labels, end.means, end.inertia
        iterations[i], converged[i] = end.iterations, end.converged
    return labels, means, inertia, iterations, converged, _partitions(labels, problem.k)


class _Ready:
    """A set of points, made ready: all that does not depend on k."""

    def __init__(self, X: FloatArray, weights: FloatArray | None) -> None:
        self.X, self.weights = X, weights
        n_samples, n_features = X.shape
        self.ties = _Ties(X)
        # The middle is a median: a few points far away should not cost all others their digits.
        self.middle = np.median(X, axis=0)
        centred = (X - self.middle).T
        self.scale = float(np.abs(centred).max()) or 1.0
        centred /= self.scale  # no overflow in single precision
        self.is_wide = n_features > FEW_FEATURES
        self.precision: type[np.floating] = np.float64 if self.is_wide else np.float32
        self.columns: FloatArray = np.ones((n_features + 1, n_samples), dtype=self.precision)
        self.columns[:-1] = centred
        # With u the rounding of one operation, the product is off by at most (d + 4) u (|x|^2 + 2 |m|^2), inputs
        # included; |m|^2 is at most 2 |x|^2 + 2 D, where D = |x - m|^2. For two means, the nearer at a squared distance
        # of D, that makes (d + 4) u (10 |x|^2 + 8 D) and a little; D is the product plus |x|^2. Hence the bound
        # share * (2 |x|^2 + product), the last terms below being for whole numbers, see ties.py, and for underflow. In 64 bits
        # what rounding did before the product counts as well.
        rounding_of_one = float(np.finfo(self.precision).eps) * (2 if self.is_wide else 0.5)
        self.share = self.precision(12 * (n_features + 4) * rounding_of_one)
        rounding = 2 * self.ties.allowance + 4 * (n_features + 1) * float(
            np.finfo(np.float64).smallest_subnormal
        )
        in_ties = min(rounding / self.scale / self.scale, 1e30)
        squares = (centred * centred).sum(axis=0)
        self.allowance = (2 * self.share * squares + in_ties + 1e-36).astype(self.precision)
        self.pieces = _Columns(X, weights)


class _Together:
    """Sets of points of one shape, usually one, made ready for many starts at once; `problem` has k and the settings."""

    def __init__(self, problem: Problem, sets: Sequence[_Ready]) -> None:
        self.problem, self.k, self.sets = problem, problem.k, sets
        k, (n_samples, n_features) = problem.k, problem.X.shape
        self.n_samples = n_samples
        self.label_type = label_type(k)
        one = sets[0]
        self.is_wide, self.precision, self.share = one.is_wide, one.precision, one.share
        self.X = _stack([each.X.T for each in sets])  # shape (sets, n_features, n_samples)
        self.columns = _stack([each.columns for each in sets])
        self.allowance = _stack([each.allowance for each in sets])
        self.middle = _stack([each.middle for each in sets])[:, np.newaxis]
        self.scale = np.array([each.scale for each in sets])[:, np.newaxis, np.newaxis]
        self.pieces = _SideBySide([each.pieces for each in sets])
        self.tie_share = np.array([each.ties.share for each in sets])
        self.tie_allowance = np.array([each.ties.allowance for each in sets])
        self.marks = np.arange(k, 0, -1, dtype=np.min_scalar_type(k))[:, np.newaxis, np.newaxis]
        at_once = min(BLOCK, max(LEAST, PRODUCT // (n_features + 1)))
        self.n_starts = max(1, at_once // (k * n_samples))
        self.n_points = min(n_samples, max(1, at_once // k))
        size = self.n_starts * self.n_points
        self.distances = np.empty(k * size, dtype=self.precision)
        self.least = np.empty(size, dtype=self.precision)
        self.near = np.empty(k * size, dtype=bool)
        self.marked = np.empty(k * size, dtype=self.marks.dtype)
        self.looked_at = max(1, 8 * BLOCK // (k * n_features))
        self.starts_at_once = max(1, BLOCK // n_samples)

    def lloyd(self, starts: FloatArray, owners: IntArray | None = None) -> Ends:
        """All of `starts` to their ends; each goes with the set that `owners` names, the first one by default."""
        problem, s = self.problem, len(starts)
        if owners is None:
            owners = np.zeros(s, dtype=np.intp)
        final_labels = np.empty((s, self.n_samples), dtype=self.label_type)
        final_means = starts.copy()
        iterations = np.full(s, problem.max_iter)
        converged = np.zeros(s, dtype=bool)
        alone = np.zeros(s, dtype=bool)

        active = np.arange(s)  # the starts still on their way; `means`, `labels` and `sums` hold theirs alone
        means, here, pieces = starts, owners, self.pieces.of(owners)
        labels = self._assign(means, here)
        sums = pieces.sums_of_many(labels, self.k)
        for iteration in range(2, problem.max_iter + 2):
            sizes = pieces.sizes(sums)
            means = pieces.averages(sums, sizes, means)
            new_labels = self._assign(means, here)
            changes = new_labels != labels
            n_changed = np.count_nonzero(changes, axis=1)
            leaving = (sizes == 0).any(axis=1) & (problem.empty == "farthest")
            alone[active[leaving]] = True
            arrived = (n_changed == 0) & ~leaving
            ended = active[arrived]
            iterations[ended] = min(iteration, problem.max_iter)
            converged[ended] = True
            if iteration > problem.max_iter:
                arrived = ~leaving
            ended = active[arrived]
            final_labels[ended], final_means[ended] = new_labels[arrived], means[arrived]
            stay = ~(arrived | leaving)
            if not stay.any():
                break
            is_little = labels.size * self.k <= LITTLE
            follow = not (self.is_wide or is_little) and n_changed.sum() < FOLLOWED * labels.size
            if follow:
                sums = self._follow(pieces, sums, labels, new_labels, changes, n_changed)
            labels = new_labels
            if not stay.all():
                active, means, sums, labels = active[stay], means[stay], sums[stay], labels[stay]
                here = owners[active]
                pieces = self.pieces.of(here)
            if not follow:
                sums = pieces.sums_of_many(labels, self.k)

        for row in np.flatnonzero(alone):
            own = replace(problem, X=self.sets[owners[row]].X)
            end = _run_alone(own, starts[row], trace=False)
            final_labels[row], final_means[row] = end.labels, end.means
            iterations[row], converged[row] = end.iterations, end.converged
        partitions = _partitions(final_labels, self.k)
        inertia = self._inertia(final_labels, final_means, converged, partitions, owners)
        return final_labels, final_means, inertia, iterations, converged, partitions

    def _assign(self, means: FloatArray, owners: IntArray) -> LabelArray:
        """The nearest mean of every point, shape (s, n_samples), for means of shape (s, k, n_features)."""
        s, k, n_features = means.shape
        labels = np.empty((s, self.n_samples), dtype=self.label_type)
        rows: FloatArray = np.empty((k, s, n_features + 1), dtype=self.precision)
        own = slice(None) if len(self.sets) == 1 else owners
        centred = ((means - self.middle[own]) / self.scale[own]).transpose(1, 0, 2)
        far = bool(np.abs(centred).max(initial=0) > 1e15)  # means given by hand, out of all proportion
        if not far:
            rows[:, :, :-1] = -2 * centred
            rows[:, :, -1] = (centred * centred).sum(axis=2)
        for first in range(0, s, self.n_starts):
            starts = slice(first, min(first + self.n_starts, s))
            for first_point in range(0, self.n_samples, self.n_points):
                points = slice(first_point, min(first_point + self.n_points, self.n_samples))
                shape = (starts.stop - starts.start, points.stop - points.start)
                if far:
                    start, point = (part.ravel() for part in np.indices(shape))
                    block = np.empty(shape, dtype=labels.dtype)
                else:
                    block = self._mark(rows[:, starts], owners[starts], points, shape)
                    start, point = self.doubtful
                for some in range(0, len(start), self.looked_at):
                    one, other = start[some : some + self.looked_at], point[some : some + self.looked_at]
                    block[one, other] = self._look(means[starts], owners[starts], first_point + other, one)
                labels[starts, points] = block
        return labels

    def _mark(self, rows: FloatArray, owners: IntArray, points: slice, shape: tuple[int, int]) -> LabelArray:
        """Labels by the product; `doubtful` then names the starts and points that got several marks."""
        k, size = len(rows), shape[0] * shape[1]
        distances = self.distances[: k * size].reshape(k, *shape)
        least = self.least[:size].reshape(shape)
        near = self.near[: k * size].reshape(k, *shape)
        marked = self.marked[: k * size].reshape(k, *shape)
        if len(self.sets) == 1:
            of_all = distances.reshape(-1, shape[1])
            np.matmul(rows.reshape(-1, rows.shape[2]), self.columns[0, :, points], out=of_all)
            allowance = self.allowance[0, points]
        else:
            columns = self.columns[owners][:, :, points]
            np.matmul(rows.transpose(1, 0, 2), columns, out=distances.transpose(1, 0, 2))
            allowance = self.allowance[owners, points]
        np.minimum.reduce(distances, axis=0, out=least)
        least *= 1 + self.share
        least += allowance
        np.less_equal(distances, least, out=near)
        np.multiply(near, self.marks, out=marked)
        block: LabelArray = np.subtract(k, np.maximum.reduce(marked, axis=0)).astype(self.label_type)
        self.doubtful: tuple[IntArray, ...] = (np.empty(0, dtype=np.intp),) * 2
        if np.count_nonzero(near) > size:
            several = np.add.reduce(near, axis=0, dtype=self.marks.dtype) > 1
            self.doubtful = np.divmod(np.flatnonzero(several), shape[1])
        return block

    def _look(self, means: FloatArray, owners: IntArray, point: IntArray, start: IntArray) -> IntArray:
        """The nearest mean for pairs of a point and a start, by plain differences."""
        own = owners[start]
        differences = self.X[own, :, point].T[:, np.newaxis] - means.T[:, :, start]
        differences *= differences
        total = differences[0]
        for other in differences[1:]:  # one after the other: a sum over the axis might round otherwise
            total += other
        near = total <= total.min(axis=0) * (1 + self.tie_share[own]) + self.tie_allowance[own]
        nearest: IntArray = near.argmax(axis=0)
        if self.tie_share.any():  # whole numbers: ties are decided exactly
            several = _several(near)
            for one in np.unique(start[several]):
                pairs = several[start[several] == one]
                points = self.sets[owners[one]]
                nearest[pairs], _ = points.ties.decide(points.X[point[pairs]], means[one], near[:, pairs])
        return nearest

    def _follow(
        self,
        pieces: _Columns,
        sums: FloatArray,
        old: LabelArray,
        new: LabelArray,
        changes: BoolArray,
        n_changed: IntArray,
    ) -> FloatArray:
        """The sums after the labels went from `old` to `new`, where `changes` is true: in `n_changed` places of each start."""
        changed = np.flatnonzero(changes)
        start = np.repeat(np.arange(len(sums)), n_changed)
        rows = pieces.rows_at(start, changed - changes.shape[1] * start)
        start *= self.k
        came, went = start + new.ravel()[changed], start + old.ravel()[changed]
        length = len(sums) * self.k
        moved = np.stack(
            [np.bincount(came, values, length) - np.bincount(went, values, length) for values in rows],
            axis=1,
        )
        return sums + moved.reshape(sums.shape)

    def _inertia(
        self,
        labels: LabelArray,
        means: FloatArray,
        converged: BoolArray,
        partitions: tuple[bytes, ...],
        owners: IntArray,
    ) -> FloatArray:
        """The inertia of all starts, shape (s,). Where a start has come to rest, its means are the averages of its groups: it is
        that of all others with the same groups."""
        X, k, weights = self.X, self.k, self.problem.sample_weight
        first: dict[tuple[int, bytes] | int, int] = {}
        like = [
            first.setdefault((owner, partition) if at_rest else row, row)
            for row, (owner, partition, at_rest) in enumerate(
                zip(owners.tolist(), partitions, converged.tolist(), strict=True)
            )
        ]
        rows = np.array(list(first.values()), dtype=np.intp)
        inertia = np.empty(len(labels))
        for begin in range(0, len(rows), self.starts_at_once):
            some = rows[begin : begin + self.starts_at_once]
            groups = labels[some] + k * np.arange(len(some))[:, np.newaxis]
            own = owners[some] if len(self.sets) > 1 else slice(None)
            block_means = means[some].reshape(-1, X.shape[1])
            total = np.zeros(groups.shape)
            for feature in range(X.shape[1]):
                difference = X[own, feature] - block_means[:, feature].take(groups)
                difference *= difference
                total += difference
            inertia[some] = total.sum(axis=1) if weights is None else total @ weights
        return inertia[like] if like else inertia


def _partitions(labels: LabelArray, k: int) -> tuple[bytes, ...]:
    """One byte string per row of `labels`, the same for the same groups in whatever numbering."""
    known: dict[bytes, bytes] = {}  # many starts end alike
    partitions = []
    for row in _canonical(labels, k):
        groups = row.tobytes()
        if groups not in known:
            known[groups] = blake2b(groups, digest_size=16).digest()
        partitions.append(known[groups])
    return tuple(partitions)


def _canonical(labels: LabelArray, k: int) -> LabelArray:
    """Labels of shape (s, n_samples) renumbered by first appearance: the first point is in cluster 0, and so on."""
    s, n_samples = labels.shape
    starts = np.arange(s)
    members = [labels == cluster for cluster in range(k)] if s * n_samples * k <= CHUNK else None
    first = np.empty((s, k), dtype=np.intp)
    for cluster in range(k):
        member = members[cluster] if members else labels == cluster
        first[:, cluster] = member.argmax(axis=1)
        first[~member[starts, first[:, cluster]], cluster] = n_samples
    ranks = first.argsort(axis=1).argsort(axis=1).astype(labels.dtype)
    renumbered = np.zeros_like(labels)
    for cluster in range(k):
        member = members[cluster] if members else labels == cluster
        renumbered += member * ranks[:, cluster, np.newaxis]
    return renumbered
