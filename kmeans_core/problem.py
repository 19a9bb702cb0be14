"""What many starts have in common: the points, k, and the settings of `run`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kmeans_core.checks import FloatArray, check_choice, check_k, check_weights, check_whole_number
from kmeans_core.lloyd import EMPTY_CLUSTER_RULES, Run, _run
from kmeans_core.similarities import SQUARED_EUCLIDEAN, Similarity, _similarity
from kmeans_core.sizes import Sizes, check_sizes

# Starts are carried to their end in chunks of about this many distances (k * starts * n_samples), which take a fraction
# of a second: progress is told, and a wish to stop is heard, between them.
CHUNK = 2**21

LabelArray = NDArray[np.unsignedinteger]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Problem:
    """What all starts of a `ManyRuns` share: the points, and the settings of `run`."""

    X: FloatArray
    k: int
    sample_weight: FloatArray | None = None
    max_iter: int = 300
    empty: str = "keep"
    similarity: Similarity = SQUARED_EUCLIDEAN
    sizes: Sizes | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is k-means itself, for which there are quicker ways."""
        return self.similarity == SQUARED_EUCLIDEAN and self.sizes is None


def _same_problem(a: Problem, b: Problem) -> bool:
    return a is b or (_settings(a) == _settings(b) and _same_points(a, b))


def _settings(problem: Problem) -> tuple[object, ...]:
    return problem.k, problem.max_iter, problem.empty, problem.similarity, problem.sizes


def _same_points(a: Problem, b: Problem) -> bool:
    if a.sample_weight is None or b.sample_weight is None:
        same_weights = a.sample_weight is b.sample_weight
    else:
        same_weights = np.array_equal(a.sample_weight, b.sample_weight)
    return same_weights and np.array_equal(a.X, b.X)


def _check_problem(
    X: FloatArray,
    k: int,
    sample_weight: ArrayLike | None,
    max_iter: int,
    empty: str,
    similarity: str | Similarity = SQUARED_EUCLIDEAN,
    sizes: tuple[int, int] | None = None,
) -> Problem:
    weights = check_weights(sample_weight, len(X))
    measure = _similarity(similarity)
    measure.check(X, "X")
    k = check_k(k, measure.place(X), weights)
    check_choice(empty, EMPTY_CLUSTER_RULES, "empty")
    max_iter = check_whole_number(max_iter, 1, "max_iter")
    return Problem(X, k, weights, max_iter, empty, measure, check_sizes(sizes, len(X), k))


def _run_alone(problem: Problem, start: FloatArray, trace: bool) -> Run:
    start = np.array(start, order="C")
    return _run(
        problem.X,
        start,
        problem.sample_weight,
        problem.max_iter,
        0.0,
        problem.empty,
        trace,
        similarity=problem.similarity,
        sizes=problem.sizes,
    )
