"""The distinct answers among many starts.

A thousand starts end in a handful of answers, each in many numberings. Starts belong to one answer when they end in the
same groups of points, whatever the numbers of the groups; `ManyRuns.partitions` says so. The answers are ordered by
inertia, the best first (of those equally good, the one that most starts led to), and numbered alike: the means of each
are paired with those of the best (see matching.py), so that a group keeps its colour from picture to picture as far as
it can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import FloatArray, IntArray, check_means
from kmeans_core.lloyd import Run
from kmeans_core.many import ManyRuns
from kmeans_core.matching import _match_means
from kmeans_core.problem import LabelArray, _same_points
from kmeans_core.scores import as_good_as, percent_above_best


@dataclass(frozen=True, eq=False)
class Solution:
    """One answer, and the starts that led to it.

    Attributes
    ----------
    rank : 0 for the best, then 1, 2, ... by inertia.
    labels : small integers of shape (n_samples,), in the numbering that all answers share.
    means : array of shape (k, n_features), in that numbering.
    inertia : the inertia of the answer.
    percent_above_best : by how many percent the inertia exceeds that of the best answer; 0 for the best.
    count : how many starts ended here.
    share : the same as a share of all starts, from 0 to 1.
    starts : integers of shape (count,), which starts (all runs counted on, one after the other).
    init, seed : of the start that stands for the answer, the lowest seed that leads here (of the first
        initialization, if several have it).
    start : the index of that start; `Solutions.replay(rank)` gives its trace.
    order : integers of shape (k,): group j here is group `order[j]` in that start's own numbering.
    """

    rank: int
    labels: LabelArray = field(repr=False)
    means: FloatArray = field(repr=False)
    inertia: float
    percent_above_best: float
    count: int
    share: float
    starts: IntArray = field(repr=False)
    init: str
    seed: int
    start: int
    order: IntArray


@dataclass(frozen=True, eq=False)
class Solutions:
    """All answers, the best first: a sequence of `Solution`, made when asked for. With m answers to s starts:

    Attributes
    ----------
    runs : the `ManyRuns` they come from. Starts are counted on from one to the next.
    which : integers of shape (s,), the answer in which each start ended.
    inertia : array of shape (m,), rising; the same for all that differ by rounding alone, and are equally good.
    percent_above_best : array of shape (m,).
    counts : integers of shape (m,), how many starts ended in each.
    representatives : integers of shape (m,), the start that stands for each.
    reference : array of shape (k, n_features), the means whose numbering all follow.
    """

    runs: tuple[ManyRuns, ...]
    which: IntArray
    inertia: FloatArray
    percent_above_best: FloatArray
    counts: IntArray
    representatives: IntArray
    reference: FloatArray

    def __len__(self) -> int:
        return len(self.counts)

    def __iter__(self) -> Iterator[Solution]:
        return (self[rank] for rank in range(len(self)))

    def __getitem__(self, rank: int) -> Solution:
        if not -len(self) <= rank < len(self):
            raise IndexError(f"There are {len(self)} answers; {rank} is none of them.")
        rank = rank % len(self)
        start = int(self.representatives[rank])
        runs, i = self._find(start)
        order = _match_means(runs.means[i], self.reference)
        labels = runs.labels_of(i)
        numbers = np.empty(len(order), dtype=labels.dtype)
        numbers[order] = np.arange(len(order))
        return Solution(
            rank=rank,
            labels=numbers[labels],
            means=runs.means[i][order],
            inertia=float(self.inertia[rank]),
            percent_above_best=float(self.percent_above_best[rank]),
            count=int(self.counts[rank]),
            share=int(self.counts[rank]) / len(self.which),
            starts=np.flatnonzero(self.which == rank),
            init=runs.init,
            seed=int(runs.seeds[i]),
            start=start,
            order=order,
        )

    @property
    def which_by_runs(self) -> list[IntArray]:
        """`which`, one array for each of `runs`."""
        return np.split(self.which, np.cumsum([len(runs) for runs in self.runs])[:-1])

    @property
    def counts_by_runs(self) -> IntArray:
        """How many starts of each of `runs` ended in each answer, shape (len(runs), m)."""
        return np.array([np.bincount(which, minlength=len(self)) for which in self.which_by_runs])

    def replay(self, rank: int) -> Run:
        """The whole trace of the start that stands for an answer, in that start's own numbering."""
        runs, i = self._find(int(self.representatives[rank]))
        return runs.replay(i)

    def _find(self, start: int) -> tuple[ManyRuns, int]:
        for runs in self.runs:
            if start < len(runs):
                return runs, start
            start -= len(runs)
        raise IndexError("There is no such start.")


def distinct_solutions(*runs: ManyRuns, reference: ArrayLike | None = None) -> Solutions:
    """The distinct answers among the starts of one or more `ManyRuns` (several initializations, say), best first.

    Parameters
    ----------
    runs : one or more `ManyRuns` of the same points and k
    reference : array of shape (k, n_features), means whose numbering the answers shall follow; None for the best answer's

    Returns
    -------
    solutions : a `Solutions`

    Raises
    ------
    ValueError
        If there is no start at all, or points or k differ.

    Examples
    --------
    Three pairs of points on a line; a start may put two means into one pair:

    >>> from kmeans_core.many import run_many
    >>> X = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])
    >>> for solution in distinct_solutions(run_many(X, 3, range(100))):
    ...     print(solution.inertia, solution.count, f"{solution.percent_above_best:+.0f}%")
    1.5 84 +0%
    101.0 10 +6633%
    101.0 6 +6633%
    """
    if not sum(len(part) for part in runs):
        raise ValueError("There is no start to look at.")
    k, X = runs[0].k, runs[0].problem.X
    for part in runs[1:]:
        if part.k != k or not _same_points(part.problem, runs[0].problem):
            raise ValueError("Answers can be compared only for the same points (and weights) and the same k.")
    number_of: dict[bytes, int] = {}
    which = np.array([number_of.setdefault(key, len(number_of)) for part in runs for key in part.partitions])
    seeds = np.concatenate([part.seeds for part in runs])
    inertia = np.concatenate([part.inertia for part in runs])

    # For each answer the start with the lowest seed, the first of equals.
    by_seed = np.lexsort((np.arange(len(seeds)), seeds))
    _, first = np.unique(which[by_seed], return_index=True)
    representatives = by_seed[first]
    counts = np.bincount(which)
    levels = as_good_as(inertia[representatives])

    ranking = np.lexsort((seeds[representatives], -counts, levels))
    rank_of = np.empty(len(ranking), dtype=np.intp)
    rank_of[ranking] = np.arange(len(ranking))
    representatives = representatives[ranking]
    if reference is None:
        numbering = np.concatenate([part.means for part in runs])[representatives[0]]
    else:
        numbering = check_means(reference, X.shape[1])
        if len(numbering) != k:
            raise ValueError(f"reference holds {len(numbering)} means for k = {k} clusters: they must agree.")
    return Solutions(
        runs=runs,
        which=rank_of[which],
        inertia=levels[ranking],
        percent_above_best=percent_above_best(levels[ranking]),
        counts=counts[ranking],
        representatives=representatives,
        reference=numbering,
    )
