"""The best of several starts in one call, and what one asks of it afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import FloatArray, IntArray, check_points, check_seed, check_whole_number
from kmeans_core.general import _moved_centers
from kmeans_core.initializations import Initialization
from kmeans_core.lloyd import assign_labels
from kmeans_core.many import ManyRuns, RunsProgress, run_many
from kmeans_core.similarities import SQUARED_EUCLIDEAN, Similarity, _distances_to_own


@dataclass(frozen=True, eq=False)
class Fit:
    """The best of several starts.

    Attributes
    ----------
    means : array of shape (k, n_features).
    labels : integers of shape (n_samples,), each point's nearest mean; with `sizes`, the nearest that they allow.
    inertia : the sum of the (weighted) squared distances of the points to the mean of their cluster; with another similarity,
        of its distances to its centers, here and below.
    inertia_by_cluster : array of shape (k,), the part of each cluster in it.
    total : the sum of squared distances of all points to the mean of all.
    start : which of the starts it is; `runs.replay(start)` shows its way.
    runs : all the starts.
    """

    means: FloatArray = field(repr=False)
    labels: IntArray = field(repr=False)
    inertia: float
    inertia_by_cluster: FloatArray = field(repr=False)
    total: float
    start: int
    runs: ManyRuns = field(repr=False)

    @property
    def k(self) -> int:
        return len(self.means)

    @property
    def seed(self) -> int:
        """The seed of the start."""
        return int(self.runs.seeds[self.start])

    @property
    def iterations(self) -> int:
        return int(self.runs.iterations[self.start])

    @property
    def converged(self) -> bool:
        return bool(self.runs.converged[self.start])

    @property
    def between(self) -> float:
        """What the groups explain of `total`. For k-means that is the sum of squared distances of the means to the mean of all,
        each counted as often as its cluster has points."""
        return self.total - self.inertia

    def predict(self, X: ArrayLike) -> IntArray:
        """The nearest mean of each point, shape (n_samples,); see `assign_labels`."""
        return assign_labels(X, self.means, similarity=self.runs.problem.similarity)

    def transform(self, X: ArrayLike) -> FloatArray:
        """The distance of each point to each mean, shape (n_samples, k): in the units of the points for k-means, where it is not
        squared; as it is summed for any other similarity.

        Raises
        ------
        ValueError
            If `X` has not the features of the means, holds what is no finite number, or has a row that the similarity cannot
            measure.
        """
        points = check_points(X)
        if points.shape[1] != self.means.shape[1]:
            raise ValueError(
                f"X has {points.shape[1]} features, the means have {self.means.shape[1]}: they must agree."
            )
        measure = self.runs.problem.similarity
        measure.check(points, "X")
        distances = measure.distances(measure.place(points), measure.place(self.means)).T
        return np.sqrt(distances) if measure == SQUARED_EUCLIDEAN else distances


def fit(
    X: ArrayLike,
    k: int,
    n_init: int = 10,
    init: str | Initialization = "k-means++",
    rng: int | np.random.Generator = 0,
    *,
    sample_weight: ArrayLike | None = None,
    max_iter: int = 300,
    empty: str = "keep",
    progress: RunsProgress | None = None,
    similarity: str | Similarity = SQUARED_EUCLIDEAN,
    sizes: tuple[int, int] | None = None,
) -> Fit:
    """k-means from several starts; the one of lowest inertia.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    k : number of clusters, at most the number of distinct points
    n_init : how many starts to try
    init : a name in `INITIALIZATIONS`, or a function of that form
    rng : where the seeds come from: a whole number s for the seeds s, s + 1, ..., or a generator to draw them from
    sample_weight, max_iter, empty : as for `run`
    progress : as for `run_many`; the best of those done so far, if it puts an end to it
    similarity, sizes : as for `run`

    Returns
    -------
    best : a `Fit`

    Raises
    ------
    ValueError
        As `run_many` does, or if `n_init` is no whole number from 1 on.

    Examples
    --------
    >>> X = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])
    >>> best = fit(X, 3)
    >>> print(best.inertia, best.inertia_by_cluster, best.total, sorted(best.means.ravel().tolist()))
    1.5 [0.5 0.5 0.5] 401.5 [0.5, 10.5, 20.5]
    """
    number = check_whole_number(n_init, 1, "n_init")
    if isinstance(rng, np.random.Generator):
        seeds = rng.integers(2**62, size=number).tolist()
    else:
        first = check_seed(rng)
        seeds = list(range(first, first + number))
    runs = run_many(
        X,
        k,
        seeds,
        init,
        sample_weight=sample_weight,
        max_iter=max_iter,
        empty=empty,
        progress=progress,
        similarity=similarity,
        sizes=sizes,
    )
    # Of the starts with the same groups the first, whatever the last digits of their inertia.
    start = runs.partitions.index(runs.partitions[runs.best])
    points, weights = runs.problem.X, runs.problem.sample_weight
    means, labels = runs.means[start], runs.labels_of(start).astype(np.intp)
    measure = runs.problem.similarity
    places = measure.place(points)
    distances = _distances_to_own(measure, places, measure.place(means), labels)
    everybody = np.zeros(len(points), dtype=np.intp)
    middle, _ = _moved_centers(measure, points, everybody, means[:1], weights)
    from_middle = measure.distances(places, measure.place(middle))[0]
    if weights is not None:
        distances, from_middle = distances * weights, from_middle * weights
    by_cluster: FloatArray = np.bincount(labels, distances, len(means)).astype(np.float64)
    return Fit(
        means=means,
        labels=labels,
        inertia=float(runs.inertia[start]),
        inertia_by_cluster=by_cluster,
        total=float(from_middle.sum()),
        start=start,
        runs=runs,
    )
