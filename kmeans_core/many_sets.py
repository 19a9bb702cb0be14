"""The best of a few starts in each of several sets of points: small sets, as judges compare with (council.py).

What is found in a set is what `run_many` finds there. But of three starts with 300 points NumPy's calls take nearly all of the
time: sets of one shape go side by side, see together.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.fast import PRODUCT
from kmeans_core.many import run_many
from kmeans_core.many_initial_means import _greedy_in_sets
from kmeans_core.problem import Problem
from kmeans_core.scores import percent_above_best
from kmeans_core.similarities import SQUARED_EUCLIDEAN, Similarity
from kmeans_core.together import _Ready, _Together

INIT = "greedy k-means++"


class BestOfStarts(NamedTuple):
    """The best of several starts: means of shape (k, n_features), labels of shape (n_samples,), and the inertia."""

    means: FloatArray
    labels: IntArray
    inertia: float


class SetsOfPoints:
    """Sets of points of as many columns, made ready once for whatever k."""

    def __init__(self, sets: Sequence[FloatArray], similarity: Similarity = SQUARED_EUCLIDEAN) -> None:
        self.sets, self.similarity = sets, similarity

    @cached_property
    def _ready(self) -> list[_Ready]:
        return [_Ready(X, None) for X in self.sets]

    def best(self, k: int, starts: int, which: Sequence[int] | None = None) -> list[BestOfStarts]:
        """The best of so many starts, of seeds 0, 1, 2, ... and greedy k-means++, in each of the sets `which`, by default in all.

        k is at most the number of distinct points in each of these.
        """
        chosen = range(len(self.sets)) if which is None else which
        n_starts = starts if k > 1 else 1  # all end alike
        of_size: dict[int, list[int]] = {}
        for i in chosen:
            of_size.setdefault(len(self.sets[i]), []).append(i)
        found: dict[int, BestOfStarts] = {}
        for n_samples, alike in of_size.items():
            numbers = n_samples * k * (2 * self.sets[0].shape[1] + 1)
            if len(alike) > 1 and numbers <= PRODUCT and self.similarity == SQUARED_EUCLIDEAN:
                found.update(zip(alike, self._side_by_side(alike, k, n_starts), strict=True))
            else:  # more numbers fill the time
                found.update((i, self._alone(i, k, n_starts)) for i in alike)
        return [found[i] for i in chosen]

    def _side_by_side(self, alike: list[int], k: int, n_starts: int) -> Iterator[BestOfStarts]:
        ready = [self._ready[i] for i in alike]
        begin = _greedy_in_sets(np.stack([each.X for each in ready]), k, range(n_starts))
        owners = np.repeat(np.arange(len(ready)), n_starts)
        together = _Together(Problem(ready[0].X, k), ready)
        labels, means, inertia, *_ = together.lloyd(begin.reshape(-1, *begin.shape[2:]), owners)
        for row, of_set in enumerate(inertia.reshape(-1, n_starts)):
            best = row * n_starts + int(np.argmax(percent_above_best(of_set) == 0))
            yield BestOfStarts(means[best], labels[best].astype(np.intp), float(inertia[best]))

    def _alone(self, i: int, k: int, n_starts: int) -> BestOfStarts:
        runs = run_many(self.sets[i], k, range(n_starts), INIT, similarity=self.similarity)
        labels = runs.labels_of(runs.best).astype(np.intp)
        return BestOfStarts(runs.means[runs.best], labels, float(runs.inertia[runs.best]))
