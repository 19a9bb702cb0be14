"""Places and lengths in the browser, against cases worked out by hand."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.scripts import told

CASES: list[tuple[str, Any]] = [
    ("[-1, 2, 5].map((value) => clamp(value, [0, 3]))", [0, 2, 3]),
    # a cell of an even grid: 0.9 is nearer to 0 than to 2; what lies outside belongs to the outermost
    ("[0.9, 1.1, 4, 99, -5].map((value) => nearestOnGrid([0, 2, 4], value))", [0, 1, 2, 2, 0]),
    ("[-3, -2.4, -0.6].map((value) => nearestOnGrid([-3, -2, -1], value))", [0, 1, 2]),
    # of what is nearer than the reach, the last; the reach itself is too far
    ("[1, 0.5, 0.1].map((reach) => topmost([0, 10, 10.5], [0, 0, 0], 10, 0, reach))", [2, 1, 1]),
    ("topmost([0, 3], [0, 4], 9, 9, 2)", -1),
    ("topmost([0, 3], [0, 4], 0, 0, 5.1)", 1),
    # the nearest, the last of several at one place; the reach itself is near enough
    ("nearestWithin([0, 3, 3, 9], [0, 0, 0, 0], 2, 0, 14)", 2),
    ("nearestWithin([0, 3, 3, 9], [0, 0, 0, 0], 1, 0, 14)", 0),
    ("[4, 3.9].map((reach) => nearestWithin([3], [0], 3, 4, reach))", [0, -1]),
    # right of the first: the third is nearer, the second lies rather aside; up is where numbers fall, as pixels do
    (
        "[[1, 0], [-1, 0], [0, 1], [0, -1]].map((way) => inDirection([0, 1, 2, 0], [0, 3, 1, -5], 0, ...way))",
        [2, -1, 1, 3],
    ),
    # where none lies rather that way than aside, the nearest of those that lie that way at all
    (
        "[[1, 0], [-1, 0], [0, -1]].map((way) => inDirection([0, 1, 2, 0], [0, 3, 9, 5], 0, ...way))",
        [1, -1, -1],
    ),
    ("[inDirection([4, 4, 4], [4, 4, 4], 0, 1, 0), inDirection([4, 4, 4], [4, 4, 4], 1, -1, 0)]", [1, 0]),
    # rows of two numbers: (3, 4) from (0, 0), and (1, 1) from (4, 5)
    ("distanceOfRows([9, 9, 3, 4], 1, [0, 0], 0, 2)", 5),
    ("distanceOfRows([1, 1], 0, [0, 0, 4, 5], 1, 2)", 5),
    ("distanceOfRows([7], 0, [4], 0, 1)", 3),
    ("samePlaces({ x: [1, 2], y: [3, 4] }, { x: [1, 2], y: [3, 4] })", True),
    ("samePlaces({ x: [1, 2], y: [3, 4] }, { x: [1, 9], y: [3, 4] })", False),
    ("samePlaces({ x: [1, 2], y: [3, 4] }, { x: [1, 2], y: [9, 4] })", False),
    ("between({ x: [0, 4], y: [10, 0] }, { x: [4, 4], y: [20, -8] }, 0.25)", {"x": [1, 4], "y": [12.5, -2]}),
    # 4t³ up to the middle, the same backwards after it
    ("[0, 0.25, 0.5, 0.75, 1].map(ease)", [0, 0.0625, 0.5, 0.9375, 1]),
    ("[1923.9, 58.5, 60, 0.0231, 9.01, 1, 0].map(roundEnd)", [2000, 60, 60, 0.025, 10, 1, 0]),
    ("[1.2345, -2.678, 3].map(pixel)", [1.23, -2.68, 3]),
    ("polyline([0, 1, NaN, 2, 3], [0, 1.234, NaN, 2, 3])", "M0,0L1,1.23M2,2L3,3"),
    ("polyline([NaN], [NaN])", ""),
    (
        "circles([10, NaN, 1], [5, NaN, 0], [4, 1, 3])",
        "M8,5a2,2 0 1,0 4,0a2,2 0 1,0 -4,0M-0.5,0a1.5,1.5 0 1,0 3,0a1.5,1.5 0 1,0 -3,0",
    ),
    # a tip of 80 x 30 in a picture of 400 x 300: 16 right of the place and 20 above, if that fits; else 16 left of it
    (
        "[100, 304, 305].map((x) => besidePlace([x, 50], [80, 30], [400, 300]))",
        [[116, 30], [320, 30], [209, 30]],
    ),
    (
        "[10, 289, 291].map((y) => besidePlace([100, y], [80, 30], [400, 300]))",
        [[116, 0], [116, 269], [116, 270]],
    ),
    ("besidePlace([30, 50], [80, 30], [100, 300])", [0, 30]),
]


@pytest.mark.parametrize(("expression", "right"), CASES)
def test_by_hand(stage: Page, expression: str, right: Any) -> None:
    assert told(stage, "geometry.js", expression) == right
