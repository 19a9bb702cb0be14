"""One colour and one marker symbol per cluster, the same on every chart.

Ten colours, chosen to stay apart for people with normal, red-blind, green-blind and blue-blind vision (Machado, Oliveira,
Fernandes 2009) and to be seen on white and on near-black; a test measures it. Clusters 11 to 20 use the colours again
with other symbols: colour is never the only signal.
"""

from __future__ import annotations

import math
from functools import cache

COLORS = (
    "#2d69d2",  # blue
    "#e1871e",  # orange
    "#b42d5a",  # crimson
    "#4b9687",  # green
    "#9678ff",  # violet
    "#a56900",  # brown
    "#3ca5d2",  # sky
    "#ff5ab4",  # pink
    "#874b96",  # plum
    "#ff2d69",  # red
)
UNASSIGNED_COLOR = "#8b8f98"

# Plotly's symbol names, the easiest to tell apart first.
SYMBOLS = (
    *(
        "circle",
        "square",
        "triangle-up",
        "diamond",
        "cross",
        "triangle-down",
        "star",
        "x",
        "pentagon",
        "hourglass",
    ),
    *("bowtie", "triangle-left", "triangle-right", "hexagram", "diamond-tall", "diamond-wide"),
    *("star-triangle-up", "star-square", "hexagon", "star-diamond"),
)
# The numbers plotly.js has for them: arrays of small integers travel better than arrays of names.
SYMBOL_CODES = (0, 1, 5, 2, 3, 6, 17, 4, 13, 25, 26, 7, 8, 18, 23, 24, 19, 21, 14, 22)
MAX_CLUSTERS = len(SYMBOLS)


def color(cluster: int) -> str:
    """The colour of a cluster, numbered from 0."""
    return COLORS[cluster % len(COLORS)]


def shares_color(cluster: int) -> bool:
    """Whether a cluster, numbered from 0, has a colour that an earlier one has: something else must tell them apart."""
    return cluster >= len(COLORS)


def see_through(cluster: int, opacity: float) -> str:
    """The same, covering only so much of what is behind it."""
    red, green, blue = (int(color(cluster)[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def ink_on(cluster: int) -> str:
    """Black or white, whichever is the better to read on the colour of a cluster (WCAG 2.1 contrast)."""
    channels = [int(color(cluster)[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (luminance + 0.05) ** 2 > 1.05 * 0.05 else "#ffffff"


def colorscale(k: int) -> list[list[float | str]]:
    """A Plotly colour scale of k + 1 flat steps, for the values -1 (no cluster yet) to k - 1, cmin -1.5, cmax k - 0.5."""
    steps = [UNASSIGNED_COLOR, *(color(cluster) for cluster in range(k))]
    scale: list[list[float | str]] = []
    for index, step in enumerate(steps):
        scale += [[index / len(steps), step], [(index + 1) / len(steps), step]]
    return scale


@cache  # of few values, asked for by every picture
def symbol_path(cluster: int, radius: float = 8.0) -> str:
    """The symbol of a cluster as an SVG path around (0, 0), for swatches outside of a plot."""
    return _polygon([(x * radius, y * radius) for x, y in _outline(SYMBOLS[cluster % MAX_CLUSTERS])])


def _outline(symbol: str) -> list[tuple[float, float]]:
    outlines: dict[str, list[tuple[float, float]]] = {
        "circle": _star(24, 1),
        "square": [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
        "triangle-up": _star(3, 1),
        "triangle-down": _star(3, 1, turn=0.5),
        "triangle-left": _star(3, 1, turn=0.75),
        "triangle-right": _star(3, 1, turn=0.25),
        "diamond": _star(4, 1),
        "diamond-tall": [(0, -1), (0.55, 0), (0, 1), (-0.55, 0)],
        "diamond-wide": [(0, -0.55), (1, 0), (0, 0.55), (-1, 0)],
        "cross": _cross(0),
        "x": _cross(0.125),
        "star": _star(5, 0.4),
        "pentagon": _star(5, 1),
        "hexagon": _star(6, 1),
        "hexagram": _star(6, 0.58),
        "hourglass": [(-0.85, -0.85), (0.85, -0.85), (-0.85, 0.85), (0.85, 0.85)],
        "bowtie": [(-0.85, -0.85), (-0.85, 0.85), (0.85, -0.85), (0.85, 0.85)],
        "star-triangle-up": _star(3, 0.3),
        "star-square": _star(4, 0.45, turn=0.125),
        "star-diamond": _star(4, 0.45),
    }
    return outlines[symbol]


def _star(tips: int, inner: float, turn: float = 0.0) -> list[tuple[float, float]]:
    """A star with its first tip up, then turned clockwise by a share of the circle; `inner` 1 makes a polygon."""
    corners = []
    for corner in range(2 * tips):
        if corner % 2 and inner == 1:
            continue
        angle = 2 * math.pi * (corner / (2 * tips) + turn)
        length = inner if corner % 2 else 1.0
        corners.append((length * math.sin(angle), -length * math.cos(angle)))
    return corners


def _cross(turn: float) -> list[tuple[float, float]]:
    arm = [(-0.33, -1.0), (0.33, -1.0), (0.33, -0.33)]
    corners = []
    for quarter in range(4):
        angle = 2 * math.pi * (quarter / 4 + turn)
        cos, sin = math.cos(angle), math.sin(angle)
        corners += [(x * cos - y * sin, x * sin + y * cos) for x, y in arm]
    return corners


def _polygon(corners: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in corners) + "Z"
