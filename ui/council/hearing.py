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
    Similarity,
    changes_of_company,
    fit,
    numbers_of_groups,
    scattered,
    silhouette_samples,
)
from kmeans_core.council import HALVES, INIT, SCATTERED, STARTS, STARTS_ELSEWHERE
from kmeans_core.judges import MOST_POINTS, terms_of
from study import council as words
from study.by_similarity import similarity_on
from study.decisions import rows_alone
from study.lab import changes_company
from study.measured import nearest_groups
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


def hear(points: Points, of: str = "") -> Council | None:
    """What the judges say about these points. Meanwhile the page says how far they are; a change of any setting stops them.

    None if somebody pressed *Stop*; the page says so, and how to go on.

    of : what points these are, where they are not those of the page, in a word or two
    """
    key, name = ("council", points.digest), f"{_JUDGES} {of}".rstrip()
    found: Council | None = shelves.of(points).get(key)
    if found is None and not waiting.is_stopped(
        name,
        points.digest,
        f"{of}{': y' if of else 'Y'}ou stopped the judges before all were heard.",
        "Hear them after all",
    ):
        found = shelves.of(points).keep(key, _hear(points, name, of))
    return found


def alone(points: Points, found: Council) -> int:
    """How many points make groups of their own in the answer that the judges choose."""

    def make() -> int:
        return len(rows_alone(points.X, _chosen_groups(points, found), found.choice))

    return shelves.of(points).made(("council alone", points.digest), make)


def changed_between(points: Points, found: Council, other: Points, heard: Council) -> float:
    """Which part of the rows changes company between what the judges choose for them and for the same rows as they count otherwise."""
    return float(changes_company(_chosen_groups(points, found), _chosen_groups(other, heard)).mean())


def _chosen_groups(points: Points, found: Council) -> IntArray:
    return nearest_groups(points, points.X, found.means[found.choice - 1])


def _hear(points: Points, name: str, of: str) -> Council:
    similarity = similarity_on(points)
    terms = terms_of(similarity)
    groups = sum(numbers_of_groups(points.X, similarity=similarity))
    starts = STARTS + (SCATTERED + HALVES) * STARTS_ELSEWHERE
    heard: dict[str, Opinion] = {}
    with waiting.turn(
        _work(points, starts, min(len(points.X), terms.most_points), groups), (name, points.digest)
    ) as tell:

        def say(done: int, total: int) -> None:
            said = words.heard_so_far(list(heard.values()), len(terms.judges), done, total)
            tell(f"{of}. {said}" if of else said)

        hearing = Hearing(points.X, progress=say, similarity=similarity)
        for opinion in hearing.opinions():
            heard[opinion.judge] = opinion
        return hearing.council(heard)


def _work(points: Points, starts: int, n_samples: int, k: int) -> float:
    return _DEARER * work_of(starts, n_samples, k) * points.nearness.times_the_work(n_samples)


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
        labels = [nearest_groups(points, X, means) for means in found.means]
        begin = words.first_look(found) - 1
        first = found.means[begin]
        order = order_of(first, labels[begin], data.anchors_of(points, len(first)))
        own = numbers_from(order)[:-1].tolist()
        numbers = numbers_kept(found.means, begin, own)
        return BestAnswers(rows, X, found.means, tuple(labels), tuple(map(tuple, numbers)))

    return shelves.of(points).made(("council answers", points.digest), make)


@dataclass(frozen=True, eq=False)
class Nothing:
    """The same number of points, scattered: shape (n, n_features), and the groups that are drawn in them by the same distance."""

    X: Array
    means: Array
    labels: IntArray


def nothing(points: Points, shown: BestAnswers, k: int, seed: int) -> Nothing:
    """Scattered points in the box of those shown, in k groups, numbered from left to right."""

    def make() -> Nothing:
        similarity = similarity_on(points)
        X = points.counted(scattered(shown.X, seed, similarity))
        found = _fit(X, k, similarity)
        return Nothing(X, found.means, found.labels)

    return shelves.of(points).made(("council nothing", points.digest, k, seed), make)


def _fit(X: Array, k: int, similarity: Similarity) -> Fit:
    there = len(np.unique(similarity.place(X), axis=0))
    return fit(X, min(k, there), STARTS_ELSEWHERE, init=INIT, similarity=similarity)


def silhouettes(points: Points, X: Array, labels: IntArray) -> Array | None:
    """Of each of some points that are compared as `points` are, shape (n,); None where there are no two groups."""
    return silhouette_samples(X, labels, similarity_on(points)) if len(np.unique(labels)) > 1 else None


def changes(points: Points, shown: BestAnswers, k: int) -> IntArray:
    """In how many of `DRAWS` each of the points shown changes company."""

    def make() -> IntArray:
        with waiting.turn(_work(points, 3 * DRAWS, len(shown.X), k)) as tell:
            return changes_of_company(
                shown.X,
                shown.means[k - 1],
                DRAWS,
                progress=lambda done, total: tell(f"Rows drawn again: {done} of {total} times."),
                similarity=similarity_on(points),
            )

    return shelves.of(points).made(("council changes", points.digest, k), make)


def best_seed(points: Points, k: int) -> int:
    """The seed of the start that leads to the best answer, of those that were made."""

    def make() -> int:
        with waiting.turn(_DEARER * work_of(STARTS, len(points.X), k)):
            return fit(points.X, k, STARTS, init=INIT).seed

    return shelves.of(points).made(("council seed", points.digest, k), make)
