"""k-means clustering, step by step (Lloyd 1957, published 1982; the name is MacQueen's, 1967).

We are given points and want k groups, each gathered around its mean. The method could not be simpler:

    1. Take k means to start with: for instance, k of the points, picked at random.
    2. *Assign*: give each point the label of the mean nearest to it.
    3. *Update*: move each mean to the average of the points that carry its label.
    4. Repeat 2 and 3 until an assign changes no label.

Why does it stop? Call *inertia* the sum of the squared distances of all points to the mean of their cluster. An assign
cannot raise it: each point picks the nearest mean. An update cannot raise it: the average is the place with the least
sum of squared distances. There are finitely many ways to label the points, so one day nothing changes any more.

Where it stops depends on where it starts, and need not be the best place. Here are six points on a line, in three
pairs, and k = 3. Started at 0, 1 and 10, two means share the first pair for ever, and one has to serve two pairs:

>>> import numpy as np
>>> X = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])
>>> unlucky = run(X, means=[[0.0], [1.0], [10.0]])
>>> for step in unlucky.steps:
...     print(f"{step.kind:6}", step.means.ravel(), step.labels, step.inertia)
start  [ 0.  1. 10.] [-1 -1 -1 -1 -1 -1] nan
assign [ 0.  1. 10.] [0 1 2 2 2 2] 222.0
update [ 0.   1.  15.5] [0 1 2 2 2 2] 101.0
assign [ 0.   1.  15.5] [0 1 2 2 2 2] 101.0

Started at 0, 10 and 20 it finds the three pairs, and its inertia is far lower:

>>> lucky = run(X, means=[[0.0], [10.0], [20.0]])
>>> print(lucky.labels, lucky.means.ravel(), lucky.inertia, lucky.iterations)
[0 0 1 1 2 2] [ 0.5 10.5 20.5] 1.5 2

Nothing in a single run tells you which of the two you got. That is why one looks at several starts.

In NumPy, assign and update are a line each. The functions below do the same and care for what these two do not: much
data, weights, clusters without points, numbers far from zero.

>>> means = np.array([[0.0], [10.0], [20.0]])
>>> labels = ((X[:, np.newaxis] - means) ** 2).sum(axis=2).argmin(axis=1)
>>> means = np.array([X[labels == j].mean(axis=0) for j in range(3)])
>>> print(labels, means.ravel())
[0 0 1 1 2 2] [ 0.5 10.5 20.5]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import (
    FloatArray,
    IntArray,
    check_choice,
    check_k,
    check_labels,
    check_means,
    check_points,
    check_tolerance,
    check_weights,
    check_whole_number,
)
from kmeans_core.distances import _nearest
from kmeans_core.fast import halfsteps
from kmeans_core.general import _General, _moved_centers, _nearest_centers
from kmeans_core.similarities import SQUARED_EUCLIDEAN, Similarity, _distances_to_own, _similarity
from kmeans_core.sizes import Sizes, check_sizes
from kmeans_core.sums import _averages, _empty_clusters
from kmeans_core.ties import EPSILON, Tie
from kmeans_core.trace import UNASSIGNED, Step, Steps, _frozen, _lengths, label_type

EMPTY_CLUSTER_RULES = ("keep", "farthest")

__all__ = [
    "EMPTY_CLUSTER_RULES",
    "UNASSIGNED",
    "Run",
    "Step",
    "Tie",
    "assign_labels",
    "predict",
    "run",
    "update_means",
]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One start carried to its end.

    Attributes
    ----------
    steps : the `Step`s, in order: a start, then assign and update in turn, an assign at the end. The last one alone, if the
        trace was not kept.
    converged : whether it came to rest: the last assign changed nothing, or the last update no more than `tol`.
    """

    steps: Sequence[Step]
    converged: bool

    @property
    def k(self) -> int:
        return len(self.means)

    @property
    def means(self) -> FloatArray:
        """The final means, shape (k, n_features)."""
        return self.steps[-1].means

    @property
    def labels(self) -> IntArray:
        """The final labels, shape (n_samples,): each point's nearest of the final means."""
        return self.steps[-1].labels

    @property
    def inertia(self) -> float:
        """The final inertia."""
        return self.steps[-1].inertia

    @property
    def iterations(self) -> int:
        """How many iterations there were, the last one, in which nothing changed, included."""
        return self.steps[-1].iteration

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        if isinstance(self.steps, Steps):
            return self.steps.nbytes
        return self.means.nbytes + len(self.labels) * label_type(self.k).itemsize


def assign_labels(
    X: ArrayLike, means: ArrayLike, *, similarity: str | Similarity = SQUARED_EUCLIDEAN
) -> IntArray:
    """Half-step 1: the index of the nearest mean for each point.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    means : array of shape (k, n_features)
    similarity : a name in `SIMILARITIES`, or a `Similarity`: nearest by which distance

    Returns
    -------
    labels : integers of shape (n_samples,). Of several means at the same (computed) distance, the lowest index wins.

    Raises
    ------
    ValueError
        If the shapes disagree, a value is missing, infinite or not a number, or the similarity cannot measure a row.
    """
    points, measure = check_points(X), _similarity(similarity)
    measure.check(points, "X")
    centers = check_means(means, points.shape[1])
    measure.check(centers, "means")
    if measure == SQUARED_EUCLIDEAN:
        labels, _ = _nearest(points, centers)
    else:
        labels, _ = _nearest_centers(measure, measure.place(points), measure.place(centers))
    return labels


predict = assign_labels
"""New points go to the nearest mean too: `predict(X, means)` is an assign."""


def update_means(
    X: ArrayLike,
    labels: ArrayLike,
    k: int,
    means: ArrayLike,
    sample_weight: ArrayLike | None = None,
    empty: str = "keep",
    similarity: str | Similarity = SQUARED_EUCLIDEAN,
) -> FloatArray:
    """Half-step 2: the average of the points of each cluster; the center that belongs to the similarity, if it is another.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    labels : integers of shape (n_samples,), from 0 to k - 1
    k : number of clusters
    means : array of shape (k, n_features), the means so far: an empty cluster has no average to move to
    sample_weight : array of shape (n_samples,), not negative, or None
    empty : "keep" leaves the mean of an empty cluster where it is; "farthest" moves it to the point that is farthest
        from the mean of its own cluster
    similarity : a name in `SIMILARITIES`, or a `Similarity`

    Returns
    -------
    means : array of shape (k, n_features), a new one

    Raises
    ------
    ValueError
        If shapes disagree, a label or weight is out of range, a value is missing, infinite or not a number, or the
        similarity cannot measure a row.
    """
    points, measure = check_points(X), _similarity(similarity)
    measure.check(points, "X")
    old_means = check_means(means, points.shape[1])
    measure.check(old_means, "means")
    if len(old_means) != check_whole_number(k, 1, "k"):
        raise ValueError(f"There are {len(old_means)} means for k = {k} clusters: they must agree.")
    check_choice(empty, EMPTY_CLUSTER_RULES, "empty")
    weights = check_weights(sample_weight, len(points))
    checked_labels = check_labels(labels, len(points), k)
    if measure == SQUARED_EUCLIDEAN:
        new_means, sizes = _averages(points, checked_labels, old_means, weights)
    else:
        new_means, sizes = _moved_centers(measure, points, checked_labels, old_means, weights)
    if empty == "farthest":
        _relocate(_empty_clusters(sizes), points, checked_labels, new_means, weights, measure)
    return new_means


def run(
    X: ArrayLike,
    means: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    max_iter: int = 300,
    tol: float = 0.0,
    empty: str = "keep",
    trace: bool = True,
    progress: Callable[[int], object] | None = None,
    similarity: str | Similarity = SQUARED_EUCLIDEAN,
    sizes: tuple[int, int] | None = None,
) -> Run:
    """k-means from the given means until no point changes cluster.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    means : array of shape (k, n_features), where to start; see `INITIALIZATIONS` for ways to choose them
    sample_weight : array of shape (n_samples,), not negative: a point of weight 2 counts as two points
    max_iter : stop after so many iterations, whatever happens
    tol : 0, the rule, stops when no label changes; above 0 it also stops after an update that moves no mean farther
    empty : what becomes of the mean of an empty cluster, see `update_means`
    trace : False keeps the last step alone, and no trace of the way there
    progress : called as `progress(iteration)` in each iteration, after its assign. An exception that it raises comes out
        of `run`: so a long one is stopped.
    similarity : a name in `SIMILARITIES`, or a `Similarity`: the distance by which points are assigned, and the center that
        belongs to it. "means" are then such centers, and "inertia" is the sum of such distances.
    sizes : the least and the largest number of points that a cluster may have, or None; see sizes.py

    Returns
    -------
    run : a `Run`; its steps are a start, then assign and update in turn, the last being an assign. It is the one that
        changes nothing; or, where `max_iter` or `tol` ended the run, one more, so that the labels are always those of the
        final means.

    Raises
    ------
    ValueError
        If there are fewer distinct points (that have weight) than means, shapes disagree, a value is missing, infinite
        or no number, the similarity cannot measure a row, or the points do not go into clusters of such sizes.
    """
    points, measure = check_points(X), _similarity(similarity)
    measure.check(points, "X")
    start = check_means(means, points.shape[1])
    measure.check(start, "means")
    weights = check_weights(sample_weight, len(points))
    check_k(len(start), measure.place(points), weights)
    check_choice(empty, EMPTY_CLUSTER_RULES, "empty")
    check_whole_number(max_iter, 1, "max_iter")
    limits = check_sizes(sizes, len(points), len(start))
    return _run(
        points, start, weights, max_iter, check_tolerance(tol), empty, trace, progress, measure, limits
    )


def _run(
    X: FloatArray,
    means: FloatArray,
    weights: FloatArray | None = None,
    max_iter: int = 300,
    tol: float = 0.0,
    empty: str = "keep",
    trace: bool = True,
    progress: Callable[[int], object] | None = None,
    similarity: Similarity = SQUARED_EUCLIDEAN,
    sizes: Sizes | None = None,
) -> Run:
    """`run`, its inputs checked. How the two half-steps are computed fast is told in fast/, for other similarities and for clusters
    of given sizes in general.py; how they are kept in trace.py."""
    is_plain = similarity == SQUARED_EUCLIDEAN and sizes is None
    points = (
        halfsteps(X, len(means), weights, trace)
        if is_plain
        else _General(X, len(means), weights, trace, similarity, sizes)
    )
    means = _frozen(means)
    # For each assign the means it went by, and those of them that the update before had moved to a far point.
    went_by: list[FloatArray] = [means]
    relocated: list[tuple[int, ...]] = [()]
    empty_clusters: list[tuple[int, ...]] = []
    ties: list[Tie | None] = []
    converged = closing = False

    for iteration in range(1, max_iter + 2):
        # Assign: each point to its nearest mean.
        points.assign(means)
        if progress is not None:
            progress(iteration)
        empty_clusters.append(points.empty)
        ties.append(points.tie)
        converged = converged or points.settled
        if points.settled or closing:
            break

        # Update: each mean to the average of its points.
        new_means = points.update(means)
        moved: tuple[int, ...] = ()
        if empty_clusters[-1] and empty == "farthest":
            labels = points.labels()
            if is_plain:
                new_means, _ = _averages(X, labels, means, weights)
            moved = _relocate(empty_clusters[-1], X, labels, new_means, weights, similarity)
        if tol > 0 and _lengths(new_means - means).max() <= tol:
            converged = closing = True
        closing = closing or iteration == max_iter  # the labels shall be those of the final means
        means = _frozen(new_means)
        relocated.append(moved)
        if not trace:
            went_by.clear()
        went_by.append(means)

    iterations = iteration - closing
    inertias, changes = points.inertias(went_by), points.changes()
    if trace:
        steps = Steps(len(X), went_by, inertias, changes, empty_clusters, relocated, ties, closed=closing)
        return Run(steps, converged)
    last = Steps(len(X), went_by, inertias, changes, empty_clusters[-1:], [()], ties[-1:], closed=False)
    return Run((replace(last[-1], iteration=iterations),), converged)


def _relocate(
    empty_clusters: tuple[int, ...],
    X: FloatArray,
    labels: IntArray,
    means: FloatArray,
    weights: FloatArray | None,
    similarity: Similarity,
) -> tuple[int, ...]:
    """Move the mean of each empty cluster, in place, to the point that is then farthest from the mean serving it."""
    points, centers = similarity.place(X), similarity.place(means)
    own = centers[labels]
    # A point that is off its mean by rounding alone sits on it. Else it would be far from it for ever.
    is_away = (np.abs(points - own) > 4 * EPSILON * np.maximum(np.abs(points), np.abs(own))).any(axis=1)
    if weights is not None:
        is_away &= weights > 0
    farness = np.where(is_away, _distances_to_own(similarity, points, centers, labels), 0.0)
    relocated = []
    for cluster in empty_clusters:
        farthest = int(farness.argmax())
        if farness[farthest] == 0:
            break  # every point that counts already sits on a mean
        means[cluster] = X[farthest]
        np.minimum(farness, similarity.distances(points, points[farthest : farthest + 1])[0], out=farness)
        relocated.append(cluster)
    return tuple(relocated)
