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

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kmeans_core.checks import (
    FloatArray,
    IntArray,
    check_choice,
    check_k,
    check_labels,
    check_means,
    check_points,
    check_weights,
)
from kmeans_core.distances import _nearest, _squared_distances_to_own, _summing_origin
from kmeans_core.fast import halfsteps, label_type

EMPTY_CLUSTER_RULES = ("keep", "farthest")
UNASSIGNED = -1
Number = TypeVar("Number", bound=np.generic)


class Step(NamedTuple):
    """What is true after one half-step. Arrays are read-only and may be shared between steps.

    Attributes
    ----------
    kind : what was done: "start", "assign" or "update".
    iteration : 0 for the start, then 1, 1, 2, 2, ...: an iteration is one assign and one update.
    means : array of shape (k, n_features).
    labels : array of shape (n_samples,), from 0 to k - 1; all -1 at the start, when no point has a cluster yet.
    inertia : sum of (weighted) squared distances of the points to the mean of their cluster; nan at the start.
    n_changed : how many labels an assign changed; the first assign changes all of them.
    shifts : array of shape (k,), how far an update moved each mean; zeros for the other kinds.
    empty : the clusters without a point (or without weight), after this half-step.
    relocated : the empty clusters whose means this update moved to a far point (rule "farthest").
    """

    kind: Literal["start", "assign", "update"]
    iteration: int
    means: FloatArray
    labels: IntArray
    inertia: float
    n_changed: int
    shifts: FloatArray
    empty: tuple[int, ...] = ()
    relocated: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One start carried to its end: the steps, and whether the last assign changed nothing."""

    steps: tuple[Step, ...]
    converged: bool

    @property
    def k(self) -> int:
        return len(self.steps[0].means)

    @property
    def means(self) -> FloatArray:
        """The final means, shape (k, n_features)."""
        return self.steps[-1].means

    @property
    def labels(self) -> IntArray:
        """The final labels, shape (n_samples,)."""
        return self.steps[-1].labels

    @property
    def inertia(self) -> float:
        """The final inertia."""
        return self.steps[-1].inertia

    @property
    def iterations(self) -> int:
        """How many times points were assigned, the last time, when nothing changed, included."""
        return self.steps[-1].iteration


def assign_labels(X: ArrayLike, means: ArrayLike) -> IntArray:
    """Half-step 1: the index of the nearest mean for each point.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    means : array of shape (k, n_features)

    Returns
    -------
    labels : integers of shape (n_samples,). Of several means at the same (computed) distance, the lowest index wins.

    Raises
    ------
    ValueError
        If the shapes disagree, or a value is missing, infinite or not a number.
    """
    points = check_points(X)
    labels, _ = _nearest(points, check_means(means, points.shape[1]))
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
) -> FloatArray:
    """Half-step 2: the average of the points of each cluster.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    labels : integers of shape (n_samples,), from 0 to k - 1
    k : number of clusters
    means : array of shape (k, n_features), the means so far: an empty cluster has no average to move to
    sample_weight : array of shape (n_samples,), not negative, or None
    empty : "keep" leaves the mean of an empty cluster where it is; "farthest" moves it to the point that is farthest
        from the mean of its own cluster

    Returns
    -------
    means : array of shape (k, n_features), a new one

    Raises
    ------
    ValueError
        If shapes disagree, a label or weight is out of range, or a value is missing, infinite or not a number.
    """
    points = check_points(X)
    old_means = check_means(means, points.shape[1])
    if len(old_means) != k:
        raise ValueError(f"There are {len(old_means)} means for k = {k} clusters: they must agree.")
    check_choice(empty, EMPTY_CLUSTER_RULES, "empty")
    weights = check_weights(sample_weight, len(points))
    checked_labels = check_labels(labels, len(points), k)
    sizes = np.bincount(checked_labels, weights, minlength=k)
    new_means = _averages(points, checked_labels, sizes, old_means, weights)
    if empty == "farthest":
        squared_distances = _squared_distances_to_own(points, new_means, checked_labels)
        _relocate(_clusters_without_weight(sizes), points, new_means, squared_distances, weights)
    return new_means


def run(
    X: ArrayLike,
    means: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    max_iter: int = 300,
    tol: float = 0.0,
    empty: str = "keep",
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

    Returns
    -------
    run : a `Run`; its steps are a start, then assign and update in turn, the last being the assign that changes nothing

    Raises
    ------
    ValueError
        If there are fewer distinct points than means, shapes disagree, or a value is missing, infinite or no number.
    """
    points = check_points(X)
    start = check_means(means, points.shape[1])
    check_k(len(start), points)
    weights = check_weights(sample_weight, len(points))
    check_choice(empty, EMPTY_CLUSTER_RULES, "empty")
    if not (max_iter >= 1 and tol >= 0):
        raise ValueError(f"max_iter must be at least 1 and tol at least 0; got {max_iter} and {tol}.")
    return _run(points, start, weights, max_iter, tol, empty)


def _run(
    X: FloatArray, means: FloatArray, weights: FloatArray | None, max_iter: int, tol: float, empty: str
) -> Run:
    """`run`, its inputs checked. How the two half-steps are computed fast is told in fast.py."""
    nothing_moved = _frozen(np.zeros(len(means)))
    labels = _frozen(np.full(len(X), UNASSIGNED, dtype=label_type(len(means))))
    steps = [Step("start", 0, _frozen(means), labels, np.nan, 0, nothing_moved)]
    points = halfsteps(X, len(means), weights)

    for iteration in range(1, max_iter + 1):
        # Assign: each point to its nearest mean.
        new_labels, inertia = points.assign(means)
        n_changed = int(np.count_nonzero(new_labels != labels))
        labels = _frozen(new_labels) if n_changed else labels
        empty_clusters = _clusters_without_weight(points.sizes)
        steps.append(
            Step("assign", iteration, means, labels, inertia, n_changed, nothing_moved, empty_clusters)
        )
        if n_changed == 0:
            return Run(tuple(steps), converged=True)

        # Update: each mean to the average of its points.
        new_means, inertia = points.update(means)
        relocated: tuple[int, ...] = ()
        if empty_clusters and empty == "farthest":
            new_means = new_means.copy()
            squared_distances = _squared_distances_to_own(X, new_means, labels)
            relocated = _relocate(empty_clusters, X, new_means, squared_distances, weights)
        shifts = _frozen(_lengths(new_means - means))
        means = _frozen(new_means)
        steps.append(Step("update", iteration, means, labels, inertia, 0, shifts, empty_clusters, relocated))
        if tol > 0 and shifts.max() <= tol:
            return Run(tuple(steps), converged=True)

    return Run(tuple(steps), converged=False)


def _clusters_without_weight(sizes: FloatArray | IntArray) -> tuple[int, ...]:
    return () if np.count_nonzero(sizes) == len(sizes) else tuple(np.flatnonzero(sizes == 0).tolist())


def _averages(
    X: FloatArray,
    labels: IntArray,
    sizes: FloatArray | IntArray,
    means: FloatArray,
    weights: FloatArray | None,
) -> FloatArray:
    """The (weighted) average of the points of each cluster; where a cluster is empty, its mean as it was."""
    is_empty = sizes == 0
    some_empty = np.count_nonzero(is_empty) > 0
    if some_empty:
        sizes = np.where(is_empty, 1, sizes)
    averages = np.empty_like(means)
    for feature, origin in enumerate(_summing_origin(X)):
        offsets = X[:, feature] - origin
        if weights is not None:
            offsets *= weights
        averages[:, feature] = origin + np.bincount(labels, offsets, minlength=len(means)) / sizes
    if some_empty:
        averages[is_empty] = means[is_empty]
    return averages


def _relocate(
    empty_clusters: tuple[int, ...],
    X: FloatArray,
    means: FloatArray,
    squared_distances: FloatArray,
    weights: FloatArray | None,
) -> tuple[int, ...]:
    """Move the mean of each empty cluster, in place, to the point that is then farthest from the mean serving it."""
    farness = squared_distances.copy() if weights is None else np.where(weights > 0, squared_distances, 0.0)
    relocated = []
    for cluster in empty_clusters:
        farthest = int(farness.argmax())
        if farness[farthest] == 0:
            break  # every point that counts already sits on a mean
        means[cluster] = X[farthest]
        np.minimum(farness, ((X - X[farthest]) ** 2).sum(axis=1), out=farness)
        relocated.append(cluster)
    return tuple(relocated)


def _lengths(vectors: FloatArray) -> FloatArray:
    lengths: FloatArray = np.sqrt(np.vecdot(vectors, vectors))
    return lengths


def _frozen(array: NDArray[Number]) -> NDArray[Number]:
    array.setflags(write=False)
    return array
