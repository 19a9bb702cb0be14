"""The judges are heard in a turn of the server; what they say is kept, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from charts.stepper import shown_points
from kmeans_core import (
    Council,
    Fit,
    Hearing,
    Opinion,
    assign_labels,
    changes_of_company,
    fit,
    numbers_of_groups,
    scattered,
    silhouette_samples,
)
from kmeans_core.council import HALVES, INIT, MOST_POINTS, SCATTERED, STARTS, STARTS_ELSEWHERE
from study import council as words
from study.numbering import IntArray, numbers_from, numbers_kept, order_of
from study.points import Array, Points
from study.turns import work_of
from ui import data
from ui.visit import shelves, waiting

DRAWS = 30
"""How often rows are drawn again: enough to tell a point that changes company one time in ten."""
_JUDGES = "judges"
"""What can be stopped."""
_DEARER = 15.0
"""So many times the work of random starts, as measured: greedy draws, and the silhouettes, come on top."""


def hear(points: Points) -> Council | None:
    """What the judges say about these points. Meanwhile the page says how far they are; a change of any setting stops them.

    None if somebody pressed *Stop*; the page says so, and how to go on.
    """
    key = ("council", points.digest)
    found: Council | None = shelves.of(points).get(key)
    if found is None and not waiting.is_stopped(
        _JUDGES, points.digest, "You stopped the judges before all were heard.", "Hear them after all"
    ):
        found = shelves.of(points).keep(key, _hear(points))
    return found


def _hear(points: Points) -> Council:
    groups = sum(numbers_of_groups(points.X))
    starts = STARTS + (SCATTERED + HALVES) * STARTS_ELSEWHERE
    heard: dict[str, Opinion] = {}
    with waiting.turn(
        _DEARER * work_of(starts, min(len(points.X), MOST_POINTS), groups), (_JUDGES, points.digest)
    ) as tell:
        hearing = Hearing(
            points.X, progress=lambda done, total: tell(words.heard_so_far(list(heard.values()), done, total))
        )
        for opinion in hearing.opinions():
            heard[opinion.judge] = opinion
        return hearing.council(heard)


@dataclass(frozen=True, eq=False)
class BestAnswers:
    """The points that are shown, in 1, 2, 3, ... groups.

    Attributes
    ----------
    rows : integers of shape (n,), which of all points they are
    X : array of shape (n, n_features)
    means : of each answer, shape (k, n_features)
    labels : of each answer, integers of shape (n,)
    numbers : of each answer, the number of each group, from 0
    """

    rows: IntArray
    X: Array
    means: tuple[Array, ...]
    labels: tuple[IntArray, ...]
    numbers: tuple[tuple[int, ...], ...]


def answers(points: Points, found: Council) -> BestAnswers:
    """The best answer of each number of groups; groups that are alike have the same number in all, and in the answer that is
    looked at first they have those they have on every page."""

    def make() -> BestAnswers:
        rows = shown_points(len(points.X), MOST_POINTS)
        X = points.X[rows]
        labels = [assign_labels(X, means) for means in found.means]
        begin = words.first_look(found) - 1
        first = found.means[begin]
        order = order_of(first, labels[begin], data.anchors_of(points, len(first)))
        own = numbers_from(order)[:-1].tolist()
        numbers = numbers_kept(found.means, begin, own)
        return BestAnswers(rows, X, found.means, tuple(labels), tuple(map(tuple, numbers)))

    return shelves.of(points).made(("council answers", points.digest), make)


@dataclass(frozen=True, eq=False)
class Nothing:
    """The same number of points, scattered: shape (n, n_features), and the groups that k-means draws in them."""

    X: Array
    means: Array
    labels: IntArray


def nothing(points: Points, shown: BestAnswers, k: int, seed: int) -> Nothing:
    """Scattered points in the box of those shown, in k groups, numbered from left to right."""

    def make() -> Nothing:
        X = scattered(shown.X, seed)
        found = _fit(X, k)
        return Nothing(X, found.means, found.labels)

    return shelves.of(points).made(("council nothing", points.digest, k, seed), make)


def _fit(X: Array, k: int) -> Fit:
    return fit(X, min(k, len(np.unique(X, axis=0))), STARTS_ELSEWHERE, init=INIT)


def silhouettes(X: Array, labels: IntArray) -> Array | None:
    """Of each point, shape (n,); None where there are no two groups."""
    return silhouette_samples(X, labels) if len(np.unique(labels)) > 1 else None


def changes(points: Points, shown: BestAnswers, k: int) -> IntArray:
    """In how many of `DRAWS` each of the points shown changes company."""

    def make() -> IntArray:
        with waiting.turn(_DEARER * work_of(3 * DRAWS, len(shown.X), k)) as tell:
            return changes_of_company(
                shown.X,
                shown.means[k - 1],
                DRAWS,
                progress=lambda done, total: tell(f"Rows drawn again: {done} of {total} times."),
            )

    return shelves.of(points).made(("council changes", points.digest, k), make)


def best_seed(points: Points, k: int) -> int:
    """The seed of the start that leads to the best answer, of those that were made."""

    def make() -> int:
        with waiting.turn(_DEARER * work_of(STARTS, len(points.X), k)):
            return fit(points.X, k, STARTS, init=INIT).seed

    return shelves.of(points).made(("council seed", points.digest, k), make)
