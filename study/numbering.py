"""Which number, and with it which colour, a cluster has: one rule for all pages, pictures and files. Pure: no Streamlit.

A run numbers its clusters as its first means happened to be drawn, so that two seeds that end in the same clusters number
them otherwise. On screen a cluster is numbered by **where its mean is at the end**: the means are paired with `anchors`,
k places that the points and k alone decide, the sum of the roots of their distances being the least. So

- the same clusters have the same numbers whatever led to them, on every page and in every file;
- answers that differ in one corner have the same numbers elsewhere, which a count from left to right would not give: one
  more mean on the left would shift all others. Nor would squared distances, which rather move several means a little than
  one far; with roots, a mean at its anchor stays there;
- the best clusters, being those of the anchors as a rule, are numbered from left to right;
- clusters without points come last. Where two pairings are equally good, the mean that is lower in the first column goes first.

**Means that somebody placed keep the numbers that they were placed with**: who drags mean 1 looks for a 1 from then on.

A renumbered run is the very run of its seed, under other names. Of means that are equally near, that run took the one it
started with first, which need not have the lower number here; what is said of a tie asks for `Renumbered`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import overload

import numpy as np
from numpy.typing import NDArray

from kmeans_core import Run, Step, fit
from kmeans_core.checks import count_distinct
from kmeans_core.matching import optimal_matching

Array = NDArray[np.float64]
IntArray = NDArray[np.signedinteger]

STARTS = 10
"""So many starts of k-means++ find the best answer, or come near it, wherever there are groups to be seen."""
SAMPLE = 3000
"""So many points tell where groups are, and how many there are; more would only take longer."""


def sampled_rows(n_samples: int) -> IntArray:
    """The same `SAMPLE` rows of so many each time, in their order; all rows where there are no more."""
    if n_samples <= SAMPLE:
        return np.arange(n_samples)
    return np.sort(np.random.default_rng(0).choice(n_samples, SAMPLE, replace=False))


def sample_of(X: Array) -> Array:
    """The sampled rows of the points; the points themselves where these are all."""
    return X if len(X) <= SAMPLE else X[sampled_rows(len(X))]


def anchors(X: Array, k: int, across: int = 0) -> Array:
    """The places that the clusters of every answer are numbered by, shape (k, n_features), from left to right.

    X : array of shape (n_samples, n_features)
    across : the column that a plot has from left to right: on the globe, it is not the first

    Raises ValueError if there are fewer distinct points than k.
    """
    sample = sample_of(X)
    means = fit(sample if count_distinct(sample, k) >= k else X, k, STARTS).means
    return means[_by_place(means, across)]


def order_of(means: Array, labels: NDArray[np.integer], anchors: Array) -> IntArray:
    """Which cluster has each number: integers of shape (k,), cluster `order[j]` is number j, counted from 0.

    means, anchors : arrays of shape (k, n_features), at the end of a run
    labels : integers of shape (n_samples,), the cluster of each point
    """
    k = len(means)
    has_points = np.bincount(labels, minlength=k) > 0
    rows = _by_place(means)
    full, empty = rows[has_points[rows]], rows[~has_points[rows]]
    difference = means[full][:, np.newaxis] - anchors
    cost = np.zeros((k, k))  # to those without points, all places are alike
    cost[: len(full)] = (difference * difference).sum(axis=2) ** 0.25  # the root of the distance
    taken = optimal_matching(cost)[: len(full)]
    return np.concatenate([full[np.argsort(taken)], empty])


def _by_place(means: Array, across: int = 0) -> IntArray:
    """Indices by the column `across`; where it is the same, by the first, then the next."""
    return np.lexsort((*means.T[::-1], means[:, across]))


def numbers_from(order: IntArray) -> IntArray:
    """The number of each cluster, shape (k + 1,): the last, which is also that of label -1, says "none"."""
    numbers = np.full(len(order) + 1, -1)
    numbers[order] = np.arange(len(order))
    return numbers


def in_order(labels: NDArray[np.integer], means: Array, anchors: Array) -> tuple[IntArray, Array]:
    """The same clusters, numbered by the rule: labels of shape (n_samples,) and means of shape (k, n_features)."""
    order = order_of(means, labels, anchors)
    return numbers_from(order)[labels], means[order]


@dataclass(frozen=True, slots=True, eq=False)
class Renumbered(Run):
    """A run whose clusters have other numbers than it went by: cluster j was its own `order[j]`."""

    order: tuple[int, ...]

    @property
    def own_start(self) -> Array:
        """Its first means in its own order, shape (k, n_features)."""
        means = np.empty_like(self.steps[0].means)
        means[list(self.order)] = self.steps[0].means
        return means


def renumbered(run: Run, anchors: Array) -> Run:
    """A run with its clusters numbered by the rule, from its start on: the same run where that changes nothing."""
    order = order_of(run.means, run.labels, anchors)
    if (order == np.arange(len(order))).all():
        return run
    return Renumbered(_Steps(run.steps, order), run.converged, tuple(order.tolist()))


class _Steps(Sequence[Step]):
    """The steps of a run under other numbers, made when asked for."""

    def __init__(self, steps: Sequence[Step], order: IntArray) -> None:
        self._steps, self._order, self._numbers = steps, order, numbers_from(order)

    def __len__(self) -> int:
        return len(self._steps)

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Step, ...]: ...
    def __getitem__(self, index: int | slice) -> Step | tuple[Step, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        step, number = self._steps[index], self._numbers
        tie = step.tie
        return replace(
            step,
            means=step.means[self._order],
            shifts=step.shifts[self._order],
            empty=tuple(sorted(number[list(step.empty)].tolist())),
            relocated=tuple(sorted(number[list(step.relocated)].tolist())),
            tie=tie and tie._replace(means=(int(number[tie.means[0]]), int(number[tie.means[1]]))),
            _labels=lambda _: number[step.labels],
        )

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return int(getattr(self._steps, "nbytes", 0))


def numbers_kept(means: Sequence[Array], begin: int, own: Sequence[int]) -> list[list[int]]:
    """Numbers for the groups of answers with 1, 2, 3, ... means, so that groups that are alike have the same in all of them.

    From answer to answer, means are paired off so that they lie closest. What has no partner takes the lowest free number.

    Parameters
    ----------
    means : arrays of shape (1, n_features), (2, n_features), ...
    begin : the answer whose numbers are given, from 0
    own : its numbers, from 0
    """
    numbers: list[list[int]] = [[] for _ in means]
    numbers[begin] = list(own)
    for index in range(begin + 1, len(means)):
        numbers[index] = _handed_on(means[index - 1], numbers[index - 1], means[index])
    for index in range(begin - 1, -1, -1):
        numbers[index] = _handed_on(means[index + 1], numbers[index + 1], means[index])
    return numbers


def _handed_on(givers: Array, numbers: Sequence[int], takers: Array) -> list[int]:
    size = max(len(givers), len(takers))
    cost = np.zeros((size, size))  # to go without a partner costs nothing: somebody has to
    difference = takers[:, np.newaxis] - givers
    cost[: len(takers), : len(givers)] = (difference * difference).sum(axis=2)
    partners = optimal_matching(cost)[: len(takers)].tolist()
    taken = [numbers[partner] if partner < len(givers) else None for partner in partners]
    free = iter(number for number in range(2 * size) if number not in taken)
    return [next(free) if number is None else number for number in taken]
