"""The map of starting places: means that are dragged, and the answers that k-means ends in from where they are.

The browser is sent the map of the mean that moves, and coarser ones of all the others: while somebody drags any of them it
knows where that leads, and asks only when the mean is dropped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from charts.starts_basins import basins_figure, basins_layer, marks_of, means_style
from charts.starts_look import Plane
from charts.starts_pictures import Frame, answer_svg
from kmeans_core import assign_labels
from kmeans_core.basins import Box, basins
from kmeans_core.many import run_many_from
from ui import data, numbering, plotly_js, shelves, waiting
from ui import starts_words as words
from ui.component import component
from ui.links import PLACED
from ui.points import Points
from ui.starts_answers import Answers, alike, kinds_of
from ui.starts_by_hand import means_from_text, means_to_text
from ui.turns import work_of

_component = component("kmeans_starts_map", Path(__file__).with_suffix(".js"))

FINEST, COARSEST = 60, 16
BASIN_WORK = 24e6
"""Starts times points times k of the map that is shown, at most: about a second."""
OTHERS_FINEST, OTHERS_COARSEST = 24, 8
"""Places along each side of the maps of the other means; where fewer could be had in time, there are none."""
MOST_LETTERS = 26
OFFLINE = (
    "The map cannot be drawn: its drawing library did not load. Check your connection and reload this page."
)

IntArray = NDArray[np.signedinteger]
FloatArray = NDArray[np.float64]
Payload = dict[str, Any]
_STATE = "starts map"
_NAME = PLACED.name


# ---- where the means are ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Placed:
    """The first means as they are on the map.

    Attributes
    ----------
    of : names the points and the start in the panel; another one begins anew.
    means : array of shape (k, n_features), each number as a link carries it, so that the stepper shows this very start.
    free : the mean that was moved last.
    moved : whether any was moved.
    """

    of: str
    means: FloatArray
    free: int = 0
    moved: bool = False

    def text(self, X: FloatArray) -> str:
        """The means as a link has them."""
        return means_to_text(self.means, X)


def placed(points: Points, start: FloatArray) -> Placed:
    """The means where they were left, or where a link has them; where the panel says `start`, shape (k, n_features), if that
    is new."""
    content = hashlib.blake2b(repr((points.digest, start.shape)).encode() + start.tobytes(), digest_size=12)
    state: Placed | None = st.session_state.get(_STATE)
    if state is None or state.of != content.hexdigest():
        linked = np.array(means_from_text(st.query_params.get(_NAME), len(start))) if state is None else start
        moved = state is None and linked.shape == start.shape
        state = Placed(content.hexdigest(), linked if moved else as_linked(start, points.X), moved=moved)
        st.session_state[_STATE] = state
    return state


def show_in_address(state: Placed | None, points: Points) -> None:
    """The address has the means that were moved, as long as the map is shown; None: it is not."""
    text = state.text(points.X) if state is not None and state.moved else None
    if text is not None and st.query_params.get(_NAME) != text:
        st.query_params[_NAME] = text
    elif text is None and _NAME in st.query_params:
        del st.query_params[_NAME]


def as_linked(means: FloatArray, X: FloatArray) -> FloatArray:
    """Means in as many digits as a link carries."""
    return np.array(means_from_text(means_to_text(means, X), len(means)))


def put_back() -> None:
    """A callback: the means as the panel has them."""
    st.session_state.pop(_STATE, None)
    st.query_params.pop(_NAME, None)


def take_move(key: str, points: Points) -> None:
    """A callback of the map: means were moved in the browser."""
    state: Placed | None = st.session_state.get(_STATE)
    event = (st.session_state.get(key) or {}).get("moved")
    if state is not None and isinstance(event, dict):
        st.session_state[_STATE] = with_moves(state, event.get("moves"), points)


def with_moves(state: Placed, moves: object, points: Points) -> Placed:
    """`state` with means moved to places on the plot: `moves` holds [mean, x, y] each. What makes no sense is left out."""
    means = state.means.copy()
    free, moved = state.free, state.moved
    for move in moves if isinstance(moves, list) else []:
        if not isinstance(move, list) or len(move) != 3 or not all(isinstance(v, int | float) for v in move):
            continue
        index, place = int(move[0]), np.array(move[1:], dtype=np.float64)
        if 0 <= index < len(means) and np.isfinite(place).all():
            moved = moved or not np.array_equal(points.to_plane(means[[index]])[0], place)
            means[index] = points.moved_to(means[index], place)
            free = index
    return replace(state, means=as_linked(means, points.X), free=free, moved=moved)


# ---- where they lead -------------------------------------------------------------------------------------------------


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


def basin_map(
    points: Points, means: FloatArray, free: int | tuple[int, int], side: int, box: Box, empty: str
) -> BasinMap:
    """The map of the mean `free`, or of two that slide, the others starting at `means`, shape (k, n_features)."""
    # Where the free ones are now makes no difference: one map for all their places.
    held = means.copy()
    for index, axis in zip((free, free) if isinstance(free, int) else free, points.axes, strict=True):
        held[index, axis] = 0.0
    return shelves.of(points).made(
        ("map", points.digest, held.shape, held.tobytes(), free, side, box, empty),
        lambda: _basin_map(points, held, free, side, box, empty),
    )


def _basin_map(
    points: Points, means: FloatArray, free: int | tuple[int, int], side: int, box: Box, empty: str
) -> BasinMap:
    with waiting.turn(work_of(side * side, len(points.X), len(means))):
        found = basins(points.X, means, free, box, (side, side), axes=points.axes, empty=empty)
    runs, chosen = found.solutions.runs[0], found.solutions.representatives
    return BasinMap(
        found.grid_x,
        found.grid_y,
        found.which,
        tuple(runs.partitions[start] for start in chosen.tolist()),
        runs.means[chosen],
        found.solutions.inertia,
    )


def single_place(points: Points, means: FloatArray, empty: str) -> BasinMap:
    """A map of one place alone: where the means lead from where they are."""
    runs = run_many_from(points.X, means[np.newaxis], empty=empty, keep_labels=False)
    none = np.zeros(1)
    return BasinMap(none, none, np.zeros((1, 1), dtype=np.intp), runs.partitions, runs.means, runs.inertia)


@dataclass(frozen=True, eq=False)
class MapKind:
    """A kind of answer on the maps.

    Attributes
    ----------
    number : its number on the page, from 0; None if no start on the page led to it.
    percent, highest : by how many percent the best of it is worse than the best on the page, and the worst.
    means : array of shape (k, n_features), of the answer that stands for it.
    """

    number: int | None
    percent: float
    highest: float
    means: FloatArray


def kinds_on_maps(
    maps: Sequence[BasinMap], answers: Answers, each: bool
) -> tuple[list[IntArray], list[MapKind]]:
    """The kinds of answers on some maps, the best first, and for each map which one every place leads to (-1: unknown).

    An answer that is on the page, or much like one, has its number there, unless `each` answer counts by itself.
    """
    partitions = [partition for found in maps for partition in found.partitions]
    means = np.concatenate([found.means for found in maps])
    inertia = np.concatenate([found.inertia for found in maps])
    number_of = _numbers_on_page(partitions, means, inertia, answers, each)
    # The others are told apart as the page does it, and numbered on from where it ends.
    others = np.flatnonzero(number_of < 0)
    others = others[np.argsort(inertia[others], kind="stable")]
    beyond = len(answers.kinds)
    if len(others):
        number_of[others] = beyond + kinds_of(means[others], inertia[others], MOST_LETTERS - 1)
    numbers, first = np.unique(number_of, return_index=True)
    kinds = []
    for number, index in zip(numbers.tolist(), first.tolist(), strict=True):
        if number < beyond:
            kind_on_page = answers.kinds[number]
            kinds.append(MapKind(number, kind_on_page.percent, kind_on_page.highest, means[index]))
        else:
            members = others[number_of[others] == number]
            percent, highest = (answers.percent_worse(float(inertia[end])) for end in members[[0, -1]])
            kinds.append(MapKind(None, percent, highest, means[members[0]]))
    order = sorted(range(len(kinds)), key=lambda kind: kinds[kind].percent)
    rank_of = np.empty(len(order), dtype=np.intp)
    rank_of[order] = np.arange(len(order))
    kind_of = rank_of[np.searchsorted(numbers, number_of)]
    ends = np.cumsum([len(found.partitions) for found in maps])[:-1]
    led_to = [
        np.where(found.which < 0, -1, own[found.which])
        for found, own in zip(maps, np.split(kind_of, ends), strict=True)
    ]
    return led_to, [kinds[kind] for kind in order]


def _numbers_on_page(
    partitions: Sequence[bytes], means: FloatArray, inertia: FloatArray, answers: Answers, each: bool
) -> IntArray:
    """The number of each answer on the page, -1 for those that are not there."""
    on_page: dict[bytes, int] = {}
    known = (partition for part in answers.parts for partition in part.runs.partitions)
    for partition, number in zip(known, answers.kind_of.tolist(), strict=True):
        if number < len(answers.kinds):
            on_page[partition] = number
    number_of = np.array([on_page.get(partition, -1) for partition in partitions])
    if not each:
        for number, kind in enumerate(answers.kinds):
            left = np.flatnonzero(number_of < 0)
            if not len(left):
                break
            leader = answers.solutions[int(kind.ranks[0])]
            near = alike(means[left], inertia[left], leader.means, leader.inertia)
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


# ---- what the browser is sent ----------------------------------------------------------------------------------------


def map_payload(
    points: Points,
    answers: Answers,
    each: bool,
    state: Placed,
    start: FloatArray,
    free: int | tuple[int, int],
    empty: str,
    *,
    paragraphs: Sequence[str],
    dark: bool,
) -> Payload:
    """All the map needs, as JSON-ready values.

    Parameters
    ----------
    state : where the means are
    start : array of shape (k, n_features), where the panel has them: the maps reach as far
    free : the mean that moves, or the two that slide, across and up
    paragraphs : what to say about it, plain text
    """
    n, k = len(points.X), len(start)
    box = box_around(points.X, start, points.axes)
    side = resolution(n, k)
    maps: dict[str, BasinMap] = {}
    if isinstance(free, int):
        moving = [free]
        maps[str(free)] = basin_map(points, state.means, free, side, box, empty)
        others = resolution_of_others(n, k)
        for index in range(k):
            if index != free and others:
                maps[str(index)] = basin_map(points, state.means, index, others, box, empty)
    else:
        moving = list(free)
        maps["both"] = basin_map(points, state.means, free, side, box, empty)
    now = single_place(points, state.means, empty)
    led_to, kinds = kinds_on_maps([*maps.values(), now], answers, each)
    now_kind = int(led_to[-1][0, 0])
    shown = {now_kind, *np.unique(led_to[0]).tolist()}
    marks = marks_of([kind.number for kind in kinds], shown)
    places = points.to_plane(state.means)
    rings = [] if len(moving) == 1 else [[places[moving[0], 0], places[moving[1], 1]]]
    layers = {
        name: basins_layer(
            *grid_on_plane(points, found),
            own,
            marks,
            drawn_over=np.array([*places.tolist(), *rings]),
            unit_ratio=points.unit_ratio,
            dark=dark,
        )
        for (name, found), own in zip(maps.items(), led_to, strict=False)
    }
    corners = np.zeros((2, points.X.shape[1]))
    corners[:, list(points.axes)] = [[box[0], box[2]], [box[1], box[3]]]
    ranges = np.sort(points.to_plane(corners).T, axis=1)
    plane = Plane(points.places, points.axis_titles, points.unit_ratio)
    first = layers["both" if len(moving) == 2 else str(moving[0])]
    frame = Frame(points.X, points.to_plane, points.unit_ratio)
    payload: Payload = {
        "figure": basins_figure(plane, first, marks, places, moving, ranges, dark=dark),
        "layers": layers,
        "styles": [means_style([index], k) for index in range(k)],
        "means": places.tolist(),
        "box": ranges.tolist(),
        "free": moving,
        "kinds": [
            {
                "label": mark.label,
                "color": mark.color,
                "where": words.where_on_page(kind.number),
                "worse": words.against_best(answers, kind.percent, kind.highest, kind.number is not None),
                "empty": words.empty_clusters(_empties(points, kind.means)),
                "svg": _picture(points, frame, kind, mark.label),
            }
            for kind, mark in zip(kinds, marks, strict=True)
        ],
        "now": {
            "kind": now_kind,
            "worse": words.against_best(
                answers,
                answers.percent_worse(float(now.inertia[0])),
                on_page=kinds[now_kind].number is not None,
            ),
            "empty": words.empty_clusters(_empties(points, now.means[0])),
        },
        "paragraphs": list(paragraphs),
    }
    payload["id"] = hashlib.blake2b(json.dumps(payload).encode(), digest_size=12).hexdigest()
    return payload


def _empties(points: Points, means: FloatArray) -> int:
    return len(means) - len(np.unique(assign_labels(points.X, means)))


def _picture(points: Points, frame: Frame, kind: MapKind, label: str) -> str:
    anchors = data.anchors(points, len(kind.means))
    labels, means = numbering.in_order(assign_labels(points.X, kind.means), kind.means, anchors)
    return answer_svg(frame, labels, means, f"Answer {label}.")


def show_map(payload: Payload, key: str, config: dict[str, Any], on_moved: Callable[[], None]) -> None:
    """Put the map on the page. `on_moved` is called when a mean was dropped elsewhere; see `take_move`."""
    problem = plotly_js.provide() or OFFLINE
    _component(
        key=key,
        data={**payload, "config": config, "plotlyUrl": plotly_js.url(), "plotlyProblem": problem},
        on_moved_change=on_moved,
        height="content",
    )
