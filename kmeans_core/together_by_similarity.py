"""Many starts at once for any similarity, each with the result that `run` gives alone: what together.py is for k-means.

All starts make the same half-step together. A center is a function of the rows of its cluster, and among a thousand starts of a few
hundred points the same clusters come up again and again. So centers are numbered: each is found once, and its distances to all points
are computed once. A start is then k numbers, and an assign looks distances up and compares them. Sums, as there, may differ from those
of `run` in their last digits: starts that came to rest with the same groups have one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import count

import numpy as np

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.general import _moved_centers, _sum_to_own
from kmeans_core.problem import CHUNK, BoolArray, LabelArray, Problem, _run_alone
from kmeans_core.together import Ends, _partitions
from kmeans_core.trace import label_type

# So many distances are compared at once: 128 kB, which stay in the processor's cache, and which the system need not hand out anew.
AT_ONCE = 2**14
# So many distances are remembered, 32 MB at most: twice those of a chunk of starts, all of whose clusters may be new.
REMEMBERED = 2 * CHUNK


class _TogetherBySimilarity:
    """See the top of this file."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.similarity = problem, problem.similarity
        n_samples, n_features = problem.X.shape
        self.points = problem.similarity.place(problem.X)
        # Row by row: a center, and how far all points are from it.
        room = REMEMBERED // n_samples
        self.centers, self.distances = np.empty((room, n_features)), np.empty((room, n_samples))
        self._forget()

    def _forget(self) -> None:
        # Each key that is asked for gets the next number.
        self.numbers: defaultdict[Hashable, int] = defaultdict(count().__next__)

    def lloyd(self, starts: FloatArray) -> Ends:
        """All of `starts` to their ends."""
        problem, s = self.problem, len(starts)
        final_labels = np.empty((s, len(problem.X)), dtype=label_type(problem.k))
        final_centers = starts.copy()
        iterations = np.full(s, problem.max_iter)
        converged, alone = np.zeros(s, dtype=bool), np.zeros(s, dtype=bool)

        active = np.arange(s)  # the starts still on their way; `centers` and `labels` hold theirs alone
        self._make_room(s * problem.k)
        centers = self._numbered_places(starts.reshape(s * problem.k, -1)).reshape(s, problem.k)
        labels = self._assign(centers)
        for iteration in range(2, problem.max_iter + 2):
            centers, with_empty = self._update(labels, centers)
            new_labels = self._assign(centers)
            leaving = with_empty & (problem.empty == "farthest")
            alone[active[leaving]] = True
            settled = (new_labels == labels).all(axis=1) & ~leaving
            iterations[active[settled]] = min(iteration, problem.max_iter)
            converged[active[settled]] = True
            arrived = settled if iteration <= problem.max_iter else ~leaving
            final_labels[active[arrived]] = new_labels[arrived]
            final_centers[active[arrived]] = self.centers[centers[arrived]]
            stay = ~(arrived | leaving)
            active, centers, labels = active[stay], centers[stay], new_labels[stay]
            if not active.size:
                break

        for row in np.flatnonzero(alone):
            end = _run_alone(problem, starts[row], trace=False)
            final_labels[row], final_centers[row] = end.labels, end.means
            iterations[row], converged[row] = end.iterations, end.converged
        partitions = _partitions(final_labels, problem.k)
        sums = self._sums(final_labels, final_centers, converged, partitions)
        return final_labels, final_centers, sums, iterations, converged, partitions

    def _assign(self, centers: IntArray) -> LabelArray:
        """The nearest center of every point, shape (s, n_samples), for the numbers of centers, shape (s, k)."""
        s, k = centers.shape
        n_samples = len(self.points)
        labels = np.zeros((s, n_samples), dtype=label_type(k))
        size = max(1, AT_ONCE // n_samples)
        buffers = np.empty((2, min(size, s), n_samples))
        is_nearer = np.empty(buffers.shape[1:], dtype=bool)
        marks = np.empty(buffers.shape[1:], dtype=labels.dtype)
        for first in range(0, s, size):
            some = centers[first : first + size].T
            nearest = labels[first : first + size]
            m = len(nearest)
            least, others = buffers[:, :m]
            self.distances.take(some[0], axis=0, out=least, mode="clip")
            for cluster in range(1, k):
                self.distances.take(some[cluster], axis=0, out=others, mode="clip")
                np.less(others, least, out=is_nearer[:m])
                # The last that is nearer than all before is the nearest: it has the highest number.
                np.multiply(is_nearer[:m], labels.dtype.type(cluster), out=marks[:m])
                np.maximum(nearest, marks[:m], out=nearest)
                np.minimum(least, others, out=least)
        return labels

    def _update(self, labels: LabelArray, centers: IntArray) -> tuple[IntArray, BoolArray]:
        """The numbers of the centers of the clusters, an empty one keeping its own, and which starts have such a one."""
        weights = self.problem.sample_weight
        s, k = centers.shape
        members = labels[:, np.newaxis] == np.arange(k, dtype=labels.dtype)[:, np.newaxis]
        if weights is not None:
            members &= weights > 0
        members = members.reshape(s * k, -1)
        packed = np.packbits(members, axis=1)
        is_empty = ~packed.any(axis=1)
        full = np.flatnonzero(~is_empty)
        kept = self.centers[centers.ravel()[is_empty]]
        moved = centers.flatten()
        if self._make_room(s * k) and len(kept):
            moved[is_empty] = self._numbered_places(kept)
        keys = packed[full].view(f"V{packed.shape[1]}").ravel().tolist()
        moved[full] = self._numbered(keys, lambda new: self._centers(members[full[new]]))
        with_empty: BoolArray = np.logical_or.reduce(is_empty.reshape(s, k), axis=1)
        return moved.reshape(s, k), with_empty

    def _make_room(self, n: int) -> bool:
        """Room for so many more centers: whether those known are forgotten for it."""
        is_full = len(self.numbers) + n > len(self.centers)
        if is_full:
            self._forget()
        return is_full

    def _numbered_places(self, places: FloatArray) -> IntArray:
        """The numbers of centers that are given as places, shape (m, n_features)."""
        keys = [
            (place.tobytes(),) for place in places
        ]  # a tuple is not mistaken for the members of a cluster
        return self._numbered(keys, lambda new: places[new])

    def _numbered(self, keys: Sequence[Hashable], centers_of: Callable[[IntArray], FloatArray]) -> IntArray:
        """The number of the center that each key stands for, shape (m,); `centers_of` gives those that are new, by their positions in
        `keys`."""
        known = len(self.numbers)
        numbers = np.fromiter(map(self.numbers.__getitem__, keys), dtype=np.intp, count=len(keys))
        # They rise where a key came up for the first time.
        highest = np.maximum.accumulate(numbers.clip(min=known - 1))
        new = np.flatnonzero(np.diff(highest, prepend=known - 1) > 0)
        if new.size:
            self.centers[known : known + len(new)] = centers_of(new)
            size = max(1, AT_ONCE // len(self.points))
            for first in range(known, known + len(new), size):
                some = slice(first, min(first + size, known + len(new)))
                places = self.similarity.place(self.centers[some])
                self.distances[some] = self.similarity.distances(self.points, places)
        return numbers

    def _centers(self, members: BoolArray) -> FloatArray:
        """The center of each cluster, shape (m, n_features), for members of shape (m, n_samples)."""
        X, weights = self.problem.X, self.problem.sample_weight
        if self.similarity.centers is not None and weights is None:
            return self.similarity.centers(X, members)
        centers = np.empty((len(members), X.shape[1]))
        everybody = np.zeros(len(X), dtype=np.intp)
        for row, mine in enumerate(members):
            of_mine = None if weights is None else weights[mine]
            centers[row] = _moved_centers(
                self.similarity, X[mine], everybody[: np.count_nonzero(mine)], X[:1], of_mine
            )[0][0]
        return centers

    def _sums(
        self, labels: LabelArray, centers: FloatArray, converged: BoolArray, partitions: tuple[bytes, ...]
    ) -> FloatArray:
        """The sum of distances of each start: those that came to rest in the same groups have the same, but for rounding."""
        known: dict[bytes, float] = {}
        sums = np.empty(len(labels))
        for row, partition in enumerate(partitions):
            if not converged[row] or partition not in known:
                places = self.similarity.place(centers[row])
                own = labels[row].astype(np.intp)
                sums[row] = _sum_to_own(self.similarity, self.points, places, own, self.problem.sample_weight)
                if converged[row]:
                    known[partition] = sums[row]
            else:
                sums[row] = known[partition]
        return sums
