"""The map of starting places: means that are dragged, and the answers that k-means ends in from where they are.

The browser is sent the map of the mean that moves, and coarser ones of all the others: while somebody drags any of them it
knows where that leads, and asks only when the mean is dropped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from charts.starts.basins import LAYER, MEANS, basins_figure, basins_layer, marks_of, movable_means_style
from charts.starts.look import Plane
from charts.starts.pictures import Frame, answer_svg
from kmeans_core import assign_labels, run
from kmeans_core.basins import Box, basins
from study import answers_in_words as words
from study import links, numbering
from study.answers import Answers
from study.basin_maps import (
    NEW_NAMES,
    BasinMap,
    Dragged,
    FloatArray,
    MapKind,
    box_around,
    grid_on_plane,
    kinds_on_maps,
    placed_as,
    resolution,
    resolution_of_others,
    single_place,
    with_moves,
)
from study.by_hand import BY_HAND, Placed, means_from_text, why_unfit
from study.points import Points
from study.start_settings import StartSettings
from study.touched import ALL_PLACED
from study.turns import work_of
from ui import data, plotly_js
from ui.component import Payload, component
from ui.setup import Setup
from ui.starts.story import key_of
from ui.visit import kept, shelves, waiting

_component = component("kmeans_starts_map", Path(__file__).with_suffix(".js"))


OFFLINE = (
    "The map cannot be drawn: its drawing library did not load. Check your connection and reload this page."
)


CARDS = "starts_cards"
"""The fragment that has one's own answer."""
_STATE = "starts map"
_NAME = links.PLACED.name


def dragged(points: Points, start: FloatArray, name: object) -> Dragged:
    """The means where they were left, or where a link has them; else where the start that is set has them, `start`,
    shape (k, n_features). `name` tells one such start from another, whatever the points."""
    state: Dragged | None = None if kept.goes_back() else st.session_state.get(_STATE)
    fresh = Dragged(name, placed_as(start, points))
    if state is None:
        linked = means_from_text(st.query_params.get(_NAME), len(start))
        if linked:
            fits = why_unfit(linked, len(start), points) is None
            fresh = (
                replace(fresh, placed=Placed(linked, points.names), moved=True)
                if fits
                else replace(fresh, gone=True)
            )
        state = fresh
    elif state.start != name:
        state = replace(fresh, gone=state.moved)
    elif not state.moved:
        state = replace(state, placed=fresh.placed)
    else:
        here = state.placed.on(points)
        fits = here is not None and why_unfit(here.means, len(start), points) is None
        state = replace(state, placed=here) if here is not None and fits else replace(fresh, gone=True)
    st.session_state[_STATE] = state
    return state


def show_in_address(state: Dragged | None) -> None:
    """The address has the means that were moved, as long as the map is shown; None: it is not."""
    text = state.placed.text if state is not None and state.moved else None
    if text is not None and st.query_params.get(_NAME) != text:
        st.query_params[_NAME] = text
    elif text is None and _NAME in st.query_params:
        del st.query_params[_NAME]


def moved_start(setup: Setup) -> StartSettings | None:
    """The start from the means that were moved on the map, which it is for the whole page; None if none were, or there is no map.

    Raises ValueError, with a sentence for the screen, where means placed by hand do not fit the points or k.
    """
    points = setup.points
    if why_no_map(points):
        return None
    state = dragged(points, setup.first_means(), setup.start_name)
    show_in_address(state)
    if not state.moved:
        return None
    return replace(setup.start, init=BY_HAND, means=state.placed.means, touched=ALL_PLACED)


def why_no_map(points: Points) -> str:
    """Why there is no map of these points, in a sentence; "" where there is one."""
    if not points.nearness.measure.is_k_means:
        return "This map is that of k-means."
    if points.one_column:
        return "This map needs two columns as axes, and these points have one. The other looks show them all the same."
    if points.components is not None:
        return f"This map needs two columns as axes: choose “{links.COLUMNS_VIEW}” for the plot, under “More columns”."
    return ""


def put_back() -> None:
    """A callback: the means as the start that is set has them."""
    st.session_state.pop(_STATE, None)
    st.query_params.pop(_NAME, None)
    _tell_of_it()


def _tell_of_it() -> None:
    """In a callback: one's own answer, above, is that of these means, too."""
    st.rerun([CARDS, key_of(links.MAP)])


def take_move(key: str, points: Points) -> None:
    """A callback of the map: means were moved in the browser."""
    state: Dragged | None = st.session_state.get(_STATE)
    event = (st.session_state.get(key) or {}).get("moved")
    if state is not None and isinstance(event, dict):
        st.session_state[_STATE] = with_moves(state, event.get("moves"), points)
        _tell_of_it()


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


def map_payload(
    points: Points,
    answers: Answers,
    each: bool,
    state: Dragged,
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
    start : array of shape (k, n_features), where the start that is set has them: the maps reach as far
    free : the mean that moves, or the two that slide, across and up
    paragraphs : what to say about it, plain text
    """
    n, k, means = len(points.X), len(start), state.means(points)
    box = box_around(points.X, start, points.axes)
    side = resolution(n, k)
    maps: dict[str, BasinMap] = {}
    if isinstance(free, int):
        moving = [free]
        maps[str(free)] = basin_map(points, means, free, side, box, empty)
        others = resolution_of_others(n, k)
        for index in range(k):
            if index != free and others:
                maps[str(index)] = basin_map(points, means, index, others, box, empty)
    else:
        moving = list(free)
        maps["both"] = basin_map(points, means, free, side, box, empty)
    now = single_place(points, means, empty)
    led_to, kinds = kinds_on_maps([*maps.values(), now], answers, each)
    now_kind = int(led_to[-1][0, 0])
    shown = {now_kind, *np.unique(led_to[0]).tolist()}
    marks = marks_of([(kind.name, kind.number) for kind in kinds], shown, NEW_NAMES)
    places = points.to_plane(means)
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
    new = words.found_by_the_map_alone(sum(kinds[kind].name is None for kind in shown if kind >= 0))
    first = layers["both" if len(moving) == 2 else str(moving[0])]
    frame = Frame(points.X, points.to_plane, points.unit_ratio)
    payload: Payload = {
        "figure": basins_figure(plane, first, marks, places, moving, ranges, dark=dark),
        "traces": {"layer": LAYER, "means": MEANS},
        "layers": layers,
        "styles": [movable_means_style([index], k) for index in range(k)],
        "means": places.tolist(),
        "box": ranges.tolist(),
        "free": moving,
        "kinds": [
            {
                "label": mark.label,
                "color": mark.color,
                "new": kind.name is None,
                "where": words.where_on_page(kind.number, kind.seed),
                "worse": words.against_best(answers, kind.percent, kind.highest, kind.name is not None),
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
                on_page=kinds[now_kind].name is not None,
            ),
            "empty": _emptied(points, means, empty),
        },
        "paragraphs": [*([new] if new else []), *paragraphs],
    }
    payload["id"] = hashlib.blake2b(json.dumps(payload).encode(), digest_size=12).hexdigest()
    return payload


def _empties(points: Points, means: FloatArray) -> int:
    return len(means) - len(np.unique(assign_labels(points.X, means)))


def _emptied(points: Points, means: FloatArray, empty: str) -> str:
    """Behind what k-means ends in from these means: which clusters are without points there, or were on the way."""
    found = run(points.X, means, empty=empty)
    end = found.steps[-1].empty
    on_the_way = {cluster for step in found.steps if step.kind == "assign" for cluster in step.empty}
    return words.empty_clusters(len(end)) if end else words.emptied_on_the_way(len(on_the_way))


def _picture(points: Points, frame: Frame, kind: MapKind, label: str) -> str:
    anchors = data.anchors_of(points, len(kind.means))
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
