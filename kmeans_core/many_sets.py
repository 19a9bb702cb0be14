"""The best of a few starts in each of several sets of points: small sets, as judges compare with (council.py).

What is found in a set is what `run_many` finds there. But of three starts with 300 points NumPy's calls take nearly all of the
time: sets of one shape go side by side, see together.py.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    """Sets of points of one shape, made ready once for whatever k."""

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
        n_samples, n_features = self.sets[0].shape
        small = n_samples * k * (2 * n_features + 1) <= PRODUCT  # of more, a set fills the time
        if self.similarity != SQUARED_EUCLIDEAN or not small or len(chosen) < 2:
            return [self._alone(self.sets[i], k, n_starts) for i in chosen]
        ready = [self._ready[i] for i in chosen]
        begin = _greedy_in_sets(np.stack([each.X for each in ready]), k, range(n_starts))
        owners = np.repeat(np.arange(len(ready)), n_starts)
        together = _Together(Problem(ready[0].X, k), ready)
        labels, means, inertia, *_ = together.lloyd(begin.reshape(-1, k, n_features), owners)
        found = []
        for row, of_set in enumerate(inertia.reshape(-1, n_starts)):
            best = row * n_starts + _first_best(of_set)
            found.append(BestOfStarts(means[best], labels[best].astype(np.intp), float(inertia[best])))
        return found

    def _alone(self, X: FloatArray, k: int, n_starts: int) -> BestOfStarts:
        runs = run_many(X, k, range(n_starts), INIT, similarity=self.similarity)
        return BestOfStarts(
            runs.means[runs.best], runs.labels_of(runs.best).astype(np.intp), float(runs.inertia[runs.best])
        )


def _first_best(inertia: FloatArray) -> int:
    return int(np.argmax(percent_above_best(inertia) == 0))
