"""Many starts at once for any similarity, each with the result that `run` gives alone: what together.py is for k-means.

All starts make the same half-step together. A center is a function of the rows of its cluster, and among a thousand starts of a few
hundred points the same clusters come up again and again: their centers are remembered, each found once. Sums, as there, may differ
from those of `run` in their last digits: starts that came to rest with the same groups have one.
"""

from __future__ import annotations

import numpy as np

from kmeans_core.checks import FloatArray
from kmeans_core.general import _moved_centers, _sum_to_own
from kmeans_core.problem import BoolArray, LabelArray, Problem, _run_alone
from kmeans_core.together import Ends, _partitions
from kmeans_core.trace import label_type

# So many distances at once: 256 kB, which stay in the processor's cache, and which the system need not hand out anew each time.
AT_ONCE = 2**15
# So many centers are remembered: with those of their clusters, some 10 MB for 300 points.
REMEMBERED = 2**15


class _TogetherBySimilarity:
    """See the top of this file."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.similarity = problem, problem.similarity
        self.points = problem.similarity.place(problem.X)
        self.known: dict[bytes, FloatArray] = {}

    def lloyd(self, starts: FloatArray) -> Ends:
        """All of `starts` to their ends."""
        problem, s = self.problem, len(starts)
        final_labels = np.empty((s, len(problem.X)), dtype=label_type(problem.k))
        final_centers = starts.copy()
        iterations = np.full(s, problem.max_iter)
        converged, alone = np.zeros(s, dtype=bool), np.zeros(s, dtype=bool)

        active, centers = np.arange(s), starts  # the starts still on their way, and where they are
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
            final_labels[active[arrived]], final_centers[active[arrived]] = (
                new_labels[arrived],
                centers[arrived],
            )
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

    def _assign(self, centers: FloatArray) -> LabelArray:
        """The nearest center of every point, shape (s, n_samples), for centers of shape (s, k, n_features)."""
        s, k, n_features = centers.shape
        n_samples = len(self.points)
        labels = np.zeros((s, n_samples), dtype=label_type(k))
        size = max(1, AT_ONCE // (k * n_samples))
        for first in range(0, s, size):
            some = centers[first : first + size]
            places = self.similarity.place(some.reshape(-1, n_features))
            distances = self.similarity.distances(self.points, places).reshape(len(some), k, n_samples)
            nearest, least = labels[first : first + size], distances[:, 0]
            for cluster in range(1, k):
                is_nearer = distances[:, cluster] < least
                np.copyto(nearest, cluster, where=is_nearer)
                least = np.minimum(least, distances[:, cluster])
        return labels

    def _update(self, labels: LabelArray, centers: FloatArray) -> tuple[FloatArray, BoolArray]:
        """The centers of the clusters, an empty one keeping its own, and which starts have such a one."""
        weights = self.problem.sample_weight
        s, k, n_features = centers.shape
        members = labels[:, np.newaxis] == np.arange(k, dtype=labels.dtype)[:, np.newaxis]
        if weights is not None:
            members &= weights > 0
        members = members.reshape(s * k, -1)
        packed = np.packbits(members, axis=1)
        width, every = packed.shape[1], packed.tobytes()
        keys = [every[begin : begin + width] for begin in range(0, len(every), width)]
        if len(self.known) > REMEMBERED:
            self.known.clear()
        moved = centers.reshape(s * k, n_features).copy()
        nobody = bytes(width)
        new: dict[bytes, int] = {}
        for row, key in enumerate(keys):
            if key not in self.known and key != nobody:
                new.setdefault(key, row)
        if new:
            found = self._centers(members[list(new.values())])
            self.known.update(zip(new, found, strict=True))
        is_empty = np.array([key == nobody for key in keys])
        full = np.flatnonzero(~is_empty)
        if full.size:
            moved[full] = [self.known[keys[row]] for row in full.tolist()]
        with_empty: BoolArray = np.logical_or.reduce(is_empty.reshape(s, k), axis=1)
        return moved.reshape(s, k, n_features), with_empty

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
