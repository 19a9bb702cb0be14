"""Repairs of a finished run: a mean is taken from where it is not needed to where it is.

A run that ended badly has two means in one group and one mean for two groups; no half-step moves a mean across the empty
space between. A repair does, in one step, and lets k-means go on from there:

- *random swap* (Fränti 2018, "Efficiency of random swap clustering"): a mean drawn at random is put at a point drawn at
  random; after two iterations the swap is kept if the inertia is lower. Sooner or later it hits the right pair.
- *split and merge* (after Kaukoranta, Fränti and Nevalainen 1998): the mean that is missed least is taken away and put into
  the cluster that gains most by a second one; kept if the inertia is lower once k-means has come to rest.

What they cost is counted as k-means is: in distances between a point and a mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import FloatArray, IntArray, check_k, check_means, check_points, check_whole_number
from kmeans_core.lloyd import _run

AFTER_A_SWAP = 2
"""Iterations of k-means after a swap: enough to see whether it is worth keeping (Fränti 2018, section 2)."""
MOST_TRIED = 3
"""Clusters that split and merge considers for each part before it gives up: the estimates name the right ones first."""


@dataclass(frozen=True, eq=False)
class Trial:
    """One step of a repair.

    Attributes
    ----------
    moved : the mean that was moved.
    place : where it was put, shape (n_features,).
    means : the means after k-means went on from there, shape (k, n_features).
    inertia : their inertia.
    kept : whether it is lower than what was there before. If not, all is as before.
    """

    moved: int
    place: FloatArray = field(repr=False)
    means: FloatArray = field(repr=False)
    inertia: float
    kept: bool


@dataclass(frozen=True, eq=False)
class Repair:
    """A finished run and what was tried to repair it.

    Attributes
    ----------
    start : the means of the run, shape (k, n_features).
    start_inertia : its inertia.
    trials : the steps, in order.
    means : where it ended, shape (k, n_features): k-means changes nothing there any more.
    labels : integers of shape (n_samples,).
    inertia : the inertia there.
    distances : how many distances the repair took, without the run before it.
    """

    start: FloatArray = field(repr=False)
    start_inertia: float
    trials: tuple[Trial, ...] = field(repr=False)
    means: FloatArray = field(repr=False)
    labels: IntArray = field(repr=False)
    inertia: float
    distances: int


def random_swap(
    X: ArrayLike, means: ArrayLike, swaps: int, rng: np.random.Generator, empty: str = "keep"
) -> Repair:
    """Random swap from the means of a finished run.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    means : array of shape (k, n_features)
    swaps : how many are tried
    rng : which mean and which point are drawn
    empty : what becomes of a cluster that loses all its points, as for `run`

    Raises
    ------
    ValueError
        If there are fewer distinct points than means, the shapes disagree, or `swaps` is no whole number from 0 on.

    Examples
    --------
    Two means share the first of three pairs; a swap brings one of them to the third:

    >>> X = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])
    >>> repair = random_swap(X, [[0.0], [1.0], [15.5]], 20, np.random.default_rng(0))
    >>> print(repair.start_inertia, repair.inertia, sorted(repair.means.ravel().tolist()))
    101.0 1.5 [0.5, 10.5, 20.5]
    """
    points, start, number = _checked(X, means, swaps)
    before = _run(points, start, max_iter=1, empty=empty, trace=False)
    best, least = start, before.inertia
    trials = []
    cost = 0
    for _ in range(number):
        moved, point = int(rng.integers(len(start))), int(rng.integers(len(points)))
        trial = best.copy()
        trial[moved] = points[point]
        found = _run(points, trial, max_iter=AFTER_A_SWAP, empty=empty, trace=False)
        cost += found.iterations + (not found.converged)  # one more for the labels of where it was ended
        kept = found.inertia < least
        trials.append(Trial(moved, points[point], found.means, found.inertia, kept))
        if kept:
            best, least = found.means, found.inertia
    end = _run(points, best, empty=empty, trace=False)
    cost += end.iterations
    return Repair(
        start,
        before.inertia,
        tuple(trials),
        end.means,
        end.labels,
        end.inertia,
        cost * len(points) * len(start),
    )


def split_merge(X: ArrayLike, means: ArrayLike, rounds: int = 100, empty: str = "keep") -> Repair:
    """Split and merge from the means of a finished run, until nothing that it considers makes it better.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    means : array of shape (k, n_features)
    rounds : at most so many steps are kept
    empty : as for `random_swap`

    Raises
    ------
    ValueError
        If there are fewer distinct points than means, the shapes disagree, or `rounds` is no whole number from 0 on.

    Examples
    --------
    >>> X = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])
    >>> repair = split_merge(X, [[0.0], [1.0], [15.5]])
    >>> print(repair.inertia, len(repair.trials), [trial.kept for trial in repair.trials][:1])
    1.5 1 [True]
    """
    points, start, number = _checked(X, means, rounds)
    now = _run(points, start, empty=empty, trace=False)
    cost = now.iterations
    before = now.inertia
    trials: list[Trial] = []
    kept = True
    while kept and sum(trial.kept for trial in trials) < number:
        kept = False
        pairs, looked = _by_promise(points, now.labels, now.means)
        cost += looked
        for moved, place in pairs:
            trial = now.means.copy()
            trial[moved] = place
            found = _run(points, trial, empty=empty, trace=False)
            cost += found.iterations
            kept = found.inertia < now.inertia * (1 - 1e-12)
            trials.append(Trial(moved, place, found.means, found.inertia, kept))
            if kept:
                now = found
                break
    return Repair(
        start, before, tuple(trials), now.means, now.labels, now.inertia, cost * len(points) * len(start)
    )


def _checked(X: ArrayLike, means: ArrayLike, number: int) -> tuple[FloatArray, FloatArray, int]:
    points = check_points(X)
    start = check_means(means, points.shape[1])
    check_k(len(start), points)
    return points, start, check_whole_number(number, 0, "The number of steps")


def _by_promise(
    X: FloatArray, labels: IntArray, means: FloatArray
) -> tuple[list[tuple[int, FloatArray]], int]:
    """Which mean to move where, the most promising first, and what it took to see, in assigns.

    A mean whose points go to the next nearest mean raises the inertia; a cluster that is cut in two along its longest
    direction lowers it. Both are estimates that leave all other clusters as they are.
    """
    k = len(means)
    if k < 2:
        return [], 0
    squared = ((X[:, np.newaxis] - means) ** 2).sum(axis=2)
    rows = np.arange(len(X))
    own = squared[rows, labels]
    squared[rows, labels] = np.inf
    raised = np.bincount(labels, squared.min(axis=1) - own, k)
    lowered = np.full(k, -np.inf)
    halves = np.empty_like(means)
    for cluster in range(k):
        members = X[labels == cluster] - means[cluster]
        if len(members) < 2 or not members.any():
            continue
        direction = np.linalg.svd(members, full_matrices=False)[2][0]
        above = members @ direction > 0
        if above.all() or not above.any():
            continue
        upper, lower = members[above].mean(axis=0), members[~above].mean(axis=0)
        lowered[cluster] = above.sum() * (upper @ upper) + (~above).sum() * (lower @ lower)
        halves[cluster] = means[cluster] + upper
    pairs = [
        (raised[moved] - lowered[into], int(moved), halves[into])
        for moved in raised.argsort(kind="stable")[:MOST_TRIED]
        for into in (-lowered).argsort(kind="stable")[:MOST_TRIED]
        if into != moved and np.isfinite(lowered[into]) and lowered[into] > raised[moved]
    ]
    pairs.sort(key=lambda pair: pair[0])
    return [(moved, place) for _, moved, place in pairs], 1
