"""Where the starting places of a mean lead, as maps over the plane of the plot; and the means as they were moved there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kmeans_core.basins import Box
from kmeans_core.many import run_many_from
from kmeans_core.scores import as_good_as
from study.answers import Answers, alike, kinds_of, leads, letter_of
from study.by_hand import Placed, as_positions, means_from_text, means_to_text
from study.by_similarity import similarity_on
from study.points import Points

FINEST, COARSEST = 60, 16
BASIN_WORK = 24e6
"""Starts times points times k of the map that is shown, at most: about a second."""
OTHERS_FINEST, OTHERS_COARSEST = 24, 8
"""Places along each side of the maps of the other means; where fewer could be had in time, there are none."""
NEW_NAMES = "αβγδεζηθικλμνξοπρστυφχψω"
"""The names of answers that no start on the page found; Latin letters are those of the page."""


IntArray = NDArray[np.signedinteger]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Dragged:
    """The first means as they are on the map.

    Attributes
    ----------
    start : names the start that was set, which they come from; another one begins anew.
    placed : the means as a link carries them, so that the stepper shows this very start.
    free : the mean that was moved last.
    moved : whether any was moved.
    gone : whether means that were moved had to go, for these are those of the start that is set.
    """

    start: object
    placed: Placed
    free: int = 0
    moved: bool = False
    gone: bool = False

    def means(self, points: Points) -> FloatArray:
        """Where they are, shape (k, n_features), in the units of the clustering."""
        return as_positions(self.placed.means, points)


def placed_as(means: FloatArray, points: Points) -> Placed:
    """Means of shape (k, n_features), in the units of the clustering, in as many digits as a link carries."""
    return Placed(means_from_text(means_to_text(means, points), len(means)), points.names)


def with_moves(state: Dragged, moves: object, points: Points) -> Dragged:
    """`state` with means moved to places on the plot: `moves` holds [mean, x, y] each. What makes no sense is left out."""
    means = state.means(points)
    free, moved = state.free, state.moved
    for move in moves if isinstance(moves, list) else []:
        if not isinstance(move, list) or len(move) != 3 or not all(isinstance(v, int | float) for v in move):
            continue
        index, place = int(move[0]), np.array(move[1:], dtype=np.float64)
        if 0 <= index < len(means) and np.isfinite(place).all():
            moved = moved or not np.array_equal(points.to_plane(means[[index]])[0], place)
            means[index] = points.moved_to(means[index], place)
            free = index
    return replace(state, placed=placed_as(means, points), free=free, moved=moved, gone=False)


@dataclass(frozen=True)
class BasinMap:
    """Where starting places lead: see `kmeans_core.basins.Basins`. `partitions` and `means` (shape (m, k, n_features))
    tell which answers these are, `inertia` how good."""

    grid_x: FloatArray
    grid_y: FloatArray
    which: IntArray
    partitions: tuple[bytes, ...]
    means: FloatArray
    inertia: FloatArray


def resolution(n_samples: int, k: int) -> int:
    """As many places along each side as are computed within about a second."""
    return int(np.clip(np.sqrt(BASIN_WORK / (n_samples * k)), COARSEST, FINEST))


def resolution_of_others(n_samples: int, k: int) -> int:
    """The same for the maps of all other means together; 0 if they cannot be had in that time."""
    side = int(np.sqrt(BASIN_WORK / (n_samples * k * max(1, k - 1))))
    return 0 if side < OTHERS_COARSEST else min(side, OTHERS_FINEST)


def box_around(X: FloatArray, start: FloatArray, axes: tuple[int, int]) -> Box:
    """The part of the plane to map: all points and all means, with some air."""
    both = np.concatenate([X, start])[:, list(axes)]
    low, high = both.min(axis=0), both.max(axis=0)
    air = np.where(high > low, 0.05 * (high - low), 1.0)
    (left, bottom), (right, top) = (low - air).tolist(), (high + air).tolist()
    return left, right, bottom, top


def single_place(points: Points, means: FloatArray, empty: str) -> BasinMap:
    """A map of one place alone: where the means lead from where they are."""
    similarity = similarity_on(points)
    runs = run_many_from(points.X, means[np.newaxis], empty=empty, keep_labels=False, similarity=similarity)
    none = np.zeros(1)
    return BasinMap(none, none, np.zeros((1, 1), dtype=np.intp), runs.partitions, runs.means, runs.inertia)


@dataclass(frozen=True, eq=False)
class MapKind:
    """A kind of answer on the maps.

    Attributes
    ----------
    number : its number on the page, from 0, if it is told apart there; else None.
    seed : of a start on the page that led to it, where it is not told apart; None if no start did: it is new.
    percent, highest : by how many percent the best of it is worse than the best on the page, and the worst.
    means : array of shape (k, n_features), of the answer that stands for it.
    """

    number: int | None
    percent: float
    highest: float
    means: FloatArray
    seed: int | None = None

    @property
    def name(self) -> str | None:
        """What it is called; None if it is new."""
        if self.number is not None:
            return letter_of(self.number)
        return None if self.seed is None else f"#{self.seed}"


def kinds_on_maps(
    maps: Sequence[BasinMap], answers: Answers, each: bool
) -> tuple[list[IntArray], list[MapKind]]:
    """The kinds of answers on some maps, the best first, and for each map which one every place leads to (-1: unknown).

    An answer that a start led to is known, by its partition: it has its number on the page, and where it is not told apart
    there, the seed of that start. One that is merely like one there goes with it, unless `each` answer counts by itself.
    """
    # One answer may be on several maps.
    partitions = [partition for found in maps for partition in found.partitions]
    place_of = {partition: place for place, partition in enumerate(partitions)}
    chosen = np.array(sorted(place_of.values()))
    answer_of = np.searchsorted(chosen, [place_of[partition] for partition in partitions])
    means = np.concatenate([found.means for found in maps])[chosen]
    on_page = answers.solutions.inertia
    levels = as_good_as(np.concatenate([on_page, np.concatenate([found.inertia for found in maps])[chosen]]))
    on_page, inertia = levels[: len(on_page)], levels[len(on_page) :]
    number_of = _numbers_on_page(
        [partitions[place] for place in chosen], means, inertia, answers, on_page, each
    )
    # The others are told apart as the page does it, and numbered on from where it ends.
    others = np.flatnonzero(number_of < 0)
    others = others[np.argsort(inertia[others], kind="stable")]
    beyond = len(answers.kinds) + len(answers.solutions)
    if len(others):
        number_of[others] = beyond + kinds_of(means[others], inertia[others], len(NEW_NAMES) - 1, each)
    numbers, first = np.unique(number_of, return_index=True)
    kinds = []
    for number, index in zip(numbers.tolist(), first.tolist(), strict=True):
        here = inertia[number_of == number]
        percent, highest = (answers.percent_worse(float(end)) for end in (here.min(), here.max()))
        if number < len(answers.kinds):
            of_page = answers.kinds[number]
            percent, highest = min(percent, of_page.percent), max(highest, of_page.highest)
            kinds.append(MapKind(number, percent, highest, means[index]))
        elif number < beyond:
            start = answers.solutions.representatives[number - len(answers.kinds)]
            kinds.append(MapKind(None, percent, highest, means[index], int(answers.seeds[start])))
        else:
            best = others[number_of[others] == number][0]
            kinds.append(MapKind(None, percent, highest, means[best]))
    order = sorted(range(len(kinds)), key=lambda kind: kinds[kind].percent)
    rank_of = np.empty(len(order), dtype=np.intp)
    rank_of[order] = np.arange(len(order))
    kind_of = rank_of[np.searchsorted(numbers, number_of)][answer_of]
    ends = np.cumsum([len(found.partitions) for found in maps])[:-1]
    led_to = [
        np.where(found.which < 0, -1, own[found.which])
        for found, own in zip(maps, np.split(kind_of, ends), strict=True)
    ]
    return led_to, [kinds[kind] for kind in order]


def _numbers_on_page(
    partitions: Sequence[bytes],
    means: FloatArray,
    inertia: FloatArray,
    answers: Answers,
    on_page: FloatArray,
    each: bool,
) -> IntArray:
    """The number of each answer on the page; behind these, by its rank, of each that a start led to and that is not told apart; -1
    for those that are new. `on_page`: the inertia of those that a start led to."""
    told = len(answers.kinds)
    number_of = np.full(len(partitions), -1)
    for place, partition in enumerate(partitions):
        rank = answers.rank_of.get(partition)
        if rank is not None:
            of_page = int(answers.kind_of_rank[rank])
            number_of[place] = of_page if of_page < told else told + rank
    if not each:
        for number, kind in enumerate(answers.kinds):
            left = np.flatnonzero(number_of < 0)
            if not len(left):
                break
            leader = int(kind.ranks[0])
            if leads(leader, on_page):
                near = alike(
                    means[left], inertia[left], answers.solutions[leader].means, float(on_page[leader])
                )
                number_of[left[near]] = number
    return number_of


def grid_on_plane(points: Points, found: BasinMap) -> tuple[FloatArray, FloatArray]:
    """The sides of a map in the units of the plot."""
    sides = []
    for side, values in enumerate((found.grid_x, found.grid_y)):
        positions = np.zeros((len(values), points.X.shape[1]))
        positions[:, points.axes[side]] = values
        sides.append(points.to_plane(positions)[:, side])
    return sides[0], sides[1]
