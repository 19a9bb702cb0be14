"""Basins of attraction as a map: each starting place in the colour and under the name of the answer it leads to.

The map of one mean is drawn as a figure; those of the others come as layers, so that a browser can change over to
another mean without asking.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from charts.starts.look import Plane, ink_of, is_tied, layout_of
from charts.starts.pictures import ANSWER_COLORS, OTHER_COLOR, answer_color
from charts.stepper import AnyArray, Figure, crowd_sizes, crowds, one_each, shown_points, sized, typed

MOST_POINTS = 500
LAYER, POINTS, RAILS, MEANS = range(4)
"""The traces, in the order they are drawn."""
LEAST_NAMED = 0.012
"""Regions of a smaller share of the map carry no name."""

# Lengths in pixels. What keeps clear on a phone does so wherever there is more room.
FRAME = (270.0, 326.0)
"""The room within the axes on a phone."""
NAME_SIZE = (21.0, 13.0)
"""Half the width and height of a name."""
MEAN = 16.0
"""From the center of a mean, or of the ring of two, to its edge."""

# For answers without a colour of their own on the page: paler, so that nobody takes one for a picture above.
PALE_COLORS = (
    "#b4a58c",
    "#7d8ba0",
    "#c9bf85",
    "#8fae9f",
    "#b69ab2",
    "#a07f72",
    "#7ba3ad",
    "#c4a3a3",
    "#949a6f",
    "#6f6f8c",
)


BRIGHT, DEEP = "#ffffff", "#1b2230"


@dataclass(frozen=True)
class Mark:
    """What an answer is called on the map, and its colour there."""

    label: str
    color: str


def marks_of(
    kinds: Sequence[tuple[str | None, int | None]], shown: Collection[int] = (), names: Sequence[str] = ()
) -> list[Mark]:
    """A mark for each answer of some maps.

    Parameters
    ----------
    kinds : what each answer is called on the page, and its number there, from 0: it has the same colour here. None as a name
        for those that are new: these get one of `names`.
    shown : the answers on the map that is looked at first: they have the first choice of names and colours
    names : for answers that are new
    """
    pale, new = iter(PALE_COLORS), iter(names)
    marks: dict[int, Mark] = {}
    for index in sorted(range(len(kinds)), key=lambda index: (index not in shown, index)):
        name, number = kinds[index]
        label = next(new, "…") if name is None else name
        own = number is not None and number < len(ANSWER_COLORS)
        marks[index] = Mark(label, answer_color(number) if own else next(pale, OTHER_COLOR))  # type: ignore[arg-type]
    return [marks[index] for index in range(len(kinds))]


def basins_layer(
    grid_x: AnyArray,
    grid_y: AnyArray,
    kinds: AnyArray,
    marks: Sequence[Mark],
    *,
    drawn_over: AnyArray | None = None,
    unit_ratio: float = 1.0,
    dark: bool = False,
) -> dict[str, Any]:
    """One map, as JSON-ready values: its places, where each of them leads, and the names on its regions.

    Parameters
    ----------
    grid_x, grid_y : arrays of shape (w,) and (h,), the starting places
    kinds : integers of shape (h, w), which of `marks` each place leads to; -1 where it is not known
    drawn_over : array of shape (m, 2), the places of means, which no name may cover
    unit_ratio : how long a unit up is drawn, a unit across being 1
    """
    sizes = {kind: int((kinds == kind).sum()) for kind in np.unique(kinds[kinds >= 0]).tolist()}
    named = [kind for kind, size in sizes.items() if size >= LEAST_NAMED * kinds.size]
    x, y = _on_screen(grid_x, grid_y, unit_ratio)
    means = np.empty((0, 2)) if drawn_over is None else np.asarray(drawn_over, dtype=np.float64)
    taken = [
        (float(np.interp(across, grid_x, x)), float(np.interp(up, grid_y, y)), MEAN, MEAN)
        for across, up in means
    ]
    places: dict[int, tuple[int, int]] = {}
    for kind in sorted(named, key=lambda kind: sizes[kind]):  # the smallest first: it has the least choice
        row, column = places[kind] = _place_of_name(kinds == kind, x, y, taken)
        taken.append((float(x[column]), float(y[row]), *NAME_SIZE))
    names = [
        {
            "x": float(grid_x[places[kind][1]]),
            "y": float(grid_y[places[kind][0]]),
            "text": f"<b>→ {marks[kind].label}</b>",
            "showarrow": False,
            "font": {"color": "#ffffff", "size": 15},
            "bgcolor": marks[kind].color,
            "bordercolor": ink_of(dark)[2],
            "borderpad": 3,
        }
        for kind in named
    ]
    return {"x": grid_x.tolist(), "y": grid_y.tolist(), "z": kinds.tolist(), "names": names}


def _rails(means: AnyArray, free: Sequence[int], ranges: AnyArray) -> dict[str, list[float | None]]:
    """The lines on which two means slide; none for one mean."""
    if len(free) < 2:
        return {"x": [], "y": []}
    (_, height), (across, _) = means[list(free)].tolist()
    (left, right), (bottom, top) = ranges.tolist()
    return {"x": [left, right, None, across, across], "y": [height, height, None, bottom, top]}


def _on_screen(grid_x: AnyArray, grid_y: AnyArray, unit_ratio: float) -> tuple[AnyArray, AnyArray]:
    """The sides of a grid in pixels, on a phone."""
    sides = np.array([np.ptp(grid_x), np.ptp(grid_y)])
    scale = np.array(FRAME) / np.where(sides > 0, sides, 1.0)
    if is_tied(float(sides[0]), float(sides[1]), unit_ratio):
        across = min(scale[0], scale[1] / unit_ratio)
        scale = np.array([across, across * unit_ratio])
    return (grid_x - grid_x[0]) * scale[0], (grid_y - grid_y[0]) * scale[1]


def _place_of_name(
    mask: AnyArray, x: AnyArray, y: AnyArray, taken: Sequence[tuple[float, float, float, float]]
) -> tuple[int, int]:
    """Row and column of the region's best place for a name: the deepest inside among those where it covers nothing; where
    there is none, the one that covers the least.

    mask : booleans of shape (h, w); x, y : arrays of shape (w,) and (h,), in pixels
    taken : center and half the sides of what may not be covered, in pixels
    """
    clear = np.full(mask.shape, np.inf)  # below 1: the name would cover something
    for across, up, half_width, half_height in taken:
        beside = np.abs(x - across) / (NAME_SIZE[0] + half_width)
        above = np.abs(y - up) / (NAME_SIZE[1] + half_height)
        np.minimum(clear, np.maximum(beside, above[:, np.newaxis]), out=clear)
    free = mask & (clear >= 1)
    if free.any():
        depth = np.where(free, _depth(mask), 0)
        places = np.argwhere(depth == depth.max())
    else:
        places = np.argwhere(mask & (clear == clear[mask].max()))
    middle = places.mean(axis=0)
    row, column = places[((places - middle) ** 2).sum(axis=1).argmin()]
    return int(row), int(column)


def movable_means_style(free: Sequence[int], k: int) -> dict[str, Any]:
    """How the k first means look, on light and dark: those that move bright and large, those that stay dark."""
    moves = [index in free for index in range(k)]
    inks, fills = ([DEEP if own else BRIGHT for own in moves], [BRIGHT if own else DEEP for own in moves])
    return {
        "textfont": {"size": 13, "color": inks},
        "marker": {
            "size": [29 if own else 23 for own in moves],
            "color": fills,
            "opacity": 1,
            "line": {"width": [3 if own else 2 for own in moves], "color": inks},
        },
    }


def basins_figure(
    plane: Plane,
    layer: dict[str, Any],
    marks: Sequence[Mark],
    means: AnyArray,
    free: Sequence[int],
    ranges: AnyArray,
    *,
    dark: bool = False,
) -> Figure:
    """A map of starting places.

    Parameters
    ----------
    plane : where the points are drawn
    layer : as `basins_layer` gives it
    marks : what the answers are called
    means : array of shape (k, 2), where the means start
    free : the mean that moves; or two, the first of which slides along x, the second along y
    ranges : array of shape (2, 2), the part of each axis to show
    """
    ink, _, paper = ink_of(dark)
    steps = [paper, *(mark.color for mark in marks)]
    scale: list[list[float | str]] = []
    for index, color in enumerate(steps):
        scale += [[index / len(steps), color], [(index + 1) / len(steps), color]]
    shown = shown_points(len(plane.places), MOST_POINTS)
    shown = shown[one_each(plane.places[shown])]
    points, here = plane.places[shown], crowds(plane.places)[shown]
    data: list[dict[str, Any]] = [
        {
            "type": "heatmap",
            "x": layer["x"],
            "y": layer["y"],
            "z": layer["z"],
            "zmin": -1.5,
            "zmax": len(marks) - 0.5,
            "colorscale": scale,
            "showscale": False,
            "opacity": 0.62,
            "hoverinfo": "skip",
            "zsmooth": False,
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": typed(points[:, 0]),
            "y": typed(points[:, 1]),
            "marker": {
                "size": sized(crowd_sizes(here, 5)),
                "color": ink,
                "opacity": 0.6,
                "line": {"width": 0},
            },
            "hoverinfo": "skip",
        },
        {  # not as shapes, which would lie over the numbers of the means
            "type": "scatter",
            "mode": "lines",
            **_rails(means, free, ranges),
            "line": {"color": ink, "width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": means[:, 0].tolist(),
            "y": means[:, 1].tolist(),
            "text": [f"<b>{index + 1}</b>" for index in range(len(means))],
            "cliponaxis": False,
            "hoverinfo": "skip",
            **movable_means_style(free, len(means)),
        },
    ]
    axes = plane.axes(ranges, showgrid=False, fixedrange=True, constrain="domain", type="linear")
    layout = layout_of(
        dark,
        autosize=True,
        margin={"l": 52, "r": 12, "t": 30, "b": 44},
        annotations=layer["names"],
        **axes,
    )
    return {"data": data, "layout": layout}


def _depth(mask: AnyArray) -> AnyArray:
    """How deep inside its region each place lies: how often the region can be worn away from its edges before it goes."""
    left = np.pad(mask, 1)
    depth = mask.astype(np.intp)
    while left.any():
        left[1:-1, 1:-1] &= left[:-2, 1:-1] & left[2:, 1:-1] & left[1:-1, :-2] & left[1:-1, 2:]
        depth += left[1:-1, 1:-1]
    return depth
