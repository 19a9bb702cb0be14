"""What there is to draw of a run at each half-step, and what an address says of it, against cases worked out by hand."""

from typing import Any

import numpy as np
from playwright.sync_api import Page

from charts.stepper import typed
from tests.e2e.player_page import of_rows
from tests.e2e.scripts import told

# The first and the third begin as means: all join them, the means move to (0, 1) and (9, 2), and nothing changes any more.
SQUARE = [[0, 0], [0, 2], [9, 0], [9, 4]]
ALL = "{ lines: true, changed: true, trails: true, cells: true }"
NONE = "{ lines: false, changed: false, trails: false, cells: false }"
NOTHING = {"x": [None], "y": [None]}


def drawn(page: Page, expression: str, payload: Any = None) -> Any:
    """An expression on `run`; places that break a line come as None."""
    plain = "JSON.parse(JSON.stringify(value, (_, part) => ArrayBuffer.isView(part) ? [...part] : part))"
    code = f"(() => {{ const run = new Run(given), all = {ALL}, none = {NONE}; const value = {expression}; return {plain}; }})()"
    return told(page, "player/run.js", code, payload or of_rows(SQUARE, [0, 2]))


def test_labels_and_means_are_those_of_each_half_step(stage: Page) -> None:
    assert drawn(stage, "run.labels") == [[-1] * 4, [0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 1, 1]]
    assert drawn(stage, "run.means.map(({ x, y }) => [...x, ...y])") == [
        [0, 9, 0, 0],
        [0, 9, 0, 0],
        [0, 9, 1, 2],
        [0, 9, 1, 2],
    ]
    assert drawn(stage, "run.moves") == [0, 2]
    assert drawn(stage, "[run.here, run.sizes, run.radius, run.onCanvas, run.oneColumn]") == [
        [1] * 4, [9] * 4, 12, False, False,
    ]  # fmt: skip


def test_lines_go_from_each_point_to_its_mean(stage: Page) -> None:
    at = "{ x: [1, 8], y: [1, 2] }"  # where the means are drawn just now
    assert drawn(stage, f"run.lines(1, all, {at})") == {
        "x": [0, 1, None, 0, 1, None, 9, 8, None, 9, 8, None],
        "y": [0, 1, None, 2, 1, None, 0, 2, None, 4, 2, None],
    }
    assert drawn(stage, "run.lines(0, all, run.means[0])") == NOTHING  # no point has a mean yet
    assert drawn(stage, "run.lines(1, none, run.means[1])") == NOTHING


def test_trails_go_from_the_first_means_to_where_they_are_drawn(stage: Page) -> None:
    there = {"x": [0, 0, 0, None, 9, 9, 9, None], "y": [0, 1, 1, None, 0, 2, 2, None]}
    assert drawn(stage, "run.trails(2, all, run.means[2])") == there
    assert drawn(stage, "run.trails(1, all, run.means[1])") == NOTHING  # nothing has moved
    assert drawn(stage, "run.trails(2, none, run.means[2])") == NOTHING
    halfway = {"x": [0, 0, None, 9, 9, None], "y": [0, 0.5, None, 0, 1, None]}
    gliding = "{ x: [0, 9], y: [0.5, 1] }"
    assert drawn(stage, f"run.trails(2, all, {gliding}, 1)") == halfway
    assert drawn(stage, f"run.trails(0, all, {gliding}, 2)") == halfway  # and back


def test_a_trail_keeps_its_last_sixty_moves(stage: Page) -> None:
    payload = of_rows(SQUARE, [0, 2])
    means = [
        {"data": [{"marker": {"color": typed(np.zeros(4, np.int8))}}, moved], "traces": [1, 4]}
        for step in range(70)
        for moved in [
            {
                "x": typed(np.array([float(step), 9])),
                "y": typed(np.array([0.0, 0])),
                "marker": {"symbol": ["circle", "circle-open"]},
            }
        ]
    ]
    longer = {**payload, "figure": {**payload["figure"], "frames": means}}
    x = drawn(stage, "run.trails(69, all, run.means[69]).x", longer)
    assert x[:62] == [*map(float, range(10, 70)), 69.0, None]
    assert drawn(stage, "run.hollow[3]", longer) == [False, True]


def test_rings_are_around_points_that_changed_since_the_last_assign(stage: Page) -> None:
    rows = [[0, 0], [1, 0], [4, 0], [20, 0], [2, 9]]
    payload = of_rows(rows, [0, 1])
    labels = drawn(stage, "run.labels", payload)
    for step in range(2, len(labels)):
        moved = [i for i in range(5) if labels[step][i] != labels[step - 1][i]]
        rings = drawn(stage, f"run.changed({step}, all)", payload)
        if moved:
            assert rings == {
                "x": [rows[i][0] for i in moved],
                "y": [rows[i][1] for i in moved],
                "sizes": [15] * len(moved),
            }
        else:
            assert rings == {**NOTHING, "sizes": [1]}
    assert any(labels[step] != labels[step - 1] for step in range(2, len(labels)))
    assert drawn(stage, "run.changed(1, all)", payload) == {**NOTHING, "sizes": [1]}  # all of them
    assert drawn(stage, "run.changed(3, none)", payload) == {**NOTHING, "sizes": [1]}
    small = "(run.sizes.fill(6), run.changed(3, all).sizes)"
    assert set(drawn(stage, small, payload)) == {9}  # small points, thin rings


def test_symbols_and_regions(stage: Page) -> None:
    payload = of_rows(SQUARE, [0, 2])
    first, second = payload["symbolCodes"]
    assert drawn(stage, "run.markers([-1, 0, 1]).symbol") == [0, first, second]
    assert drawn(stage, "run.regions(1, all).shapes.length") == 2
    assert drawn(stage, "run.regions(1, none)") == {"shapes": []}


def test_an_address_holds_what_is_not_as_usual(stage: Page) -> None:
    def hash_of(step: int, **changed: bool | str) -> str:
        changes = [step, changed]
        made: str = told(stage, "player/address.js", "hashOf(given[0], { ...OPTIONS, ...given[1] })", changes)
        return made

    assert hash_of(0) == ""
    assert hash_of(3) == "#step=3"
    assert hash_of(0, cells=False, trails=False, lines=False) == "#cells=off&trails=off"
    assert hash_of(2, speed="fast") == "#step=2&speed=fast"
    assert hash_of(2, speed="normal") == "#step=2"
    usual = {
        "cells": True,
        "lines": False,
        "changed": True,
        "trails": True,
        "ask": False,
        "speed": "normal",
        "present": False,
    }
    cases: list[tuple[str, int, dict[str, bool | str]]] = [
        ("", 0, {}),
        ("#step=3&cells=off&trails=off&ask=", 3, {"cells": False, "trails": False}),
        ("#step=0", 0, {}),
        ("#step=-2", -1, {}),
        ("#step=1.5", -1, {}),
        ("#step=x&unknown=on", -1, {}),
        ("#step=1", 1, {}),
        ("#changed=off", 0, {"changed": False}),
        ("#step=3&ask=on&speed=slow", 3, {"ask": True, "speed": "slow"}),
        ("#speed=on&cells=fast&lines=constructor", 0, {}),
    ]
    for fragment, step, changed in cases:
        found = told(stage, "player/address.js", "recalled(given)", fragment)
        assert (found["step"], found["wants"]) == (step, {**usual, **changed}), fragment
