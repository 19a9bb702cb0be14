"""Basins of attraction as a map: each starting place of one mean in the colour and number of the answer it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from charts.starts import ink_of
from charts.starts_pictures import ANSWER_COLORS, OTHER_COLOR, answer_color
from charts.stepper import MOST_STRETCH, shown_points, typed
from charts.text import literal

Array = NDArray[Any]
Figure = dict[str, Any]

MOST_POINTS = 500
LEAST_LISTED = 0.01
"""Answers reached from a smaller share of the places are left to the hover."""
PLACES = 2
"""The trace that is pressed: one invisible mark per starting place, row by row."""


def basins_figure(
    plane: Array,
    grid_x: Array,
    grid_y: Array,
    kinds: Array,
    kind_names: Sequence[str],
    fixed: Array,
    fixed_names: Sequence[str],
    *,
    axis_titles: tuple[str, str] = ("x", "y"),
    unit_ratio: float = 1.0,
    dark: bool = False,
) -> Figure:
    """A map of starting places.

    Parameters
    ----------
    plane : array of shape (n_samples, 2), where the points are drawn
    grid_x, grid_y : arrays of shape (w,) and (h,), the starting places
    kinds : integers of shape (h, w), the kind of answer that each place leads to, from 0, the best; -1 where it is not known
    kind_names : what to say about each kind, plain text; the map calls them A, B, C, ...
    fixed : array of shape (m, 2), where the other means start
    fixed_names : m short names for them
    unit_ratio : how long a unit up is drawn, a unit across being 1
    """
    ink, faint, paper = ink_of(dark)
    named = min(len(ANSWER_COLORS), len(kind_names))
    shown_kinds = np.minimum(kinds, named)
    steps = [paper, *(answer_color(kind) for kind in range(named)), OTHER_COLOR]
    scale: list[list[float | str]] = []
    for index, color in enumerate(steps):
        scale += [[index / len(steps), color], [(index + 1) / len(steps), color]]
    names = [f"{_letter(kind)}: {literal(kind_names[kind], 60)}" for kind in range(named)]
    names += ["any other", "not known"]
    shown = shown_points(len(plane), MOST_POINTS)
    columns, rows = np.meshgrid(grid_x, grid_y)
    data: list[dict[str, Any]] = [
        {
            "type": "heatmap",
            "x": typed(grid_x),
            "y": typed(grid_y),
            "z": shown_kinds.tolist(),
            "zmin": -1.5,
            "zmax": named + 0.5,
            "colorscale": scale,
            "showscale": False,
            "opacity": 0.62,
            "hoverinfo": "skip",
            "zsmooth": False,
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": typed(plane[shown, 0]),
            "y": typed(plane[shown, 1]),
            "marker": {"size": 5, "color": ink, "opacity": 0.6},
            "hoverinfo": "skip",
            "showlegend": False,
            "name": "points",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": typed(columns.ravel()),
            "y": typed(rows.ravel()),
            "text": [names[kind] for kind in shown_kinds.ravel().tolist()],
            "marker": {"size": 9, "opacity": 0, "symbol": "x", "line": {"width": 2, "color": paper}},
            "selected": {"marker": {"opacity": 1, "size": 17, "color": ink}},
            "unselected": {"marker": {"opacity": 0}},
            "hovertemplate": "Starting here leads to %{text}<extra></extra>",
            "showlegend": False,
            "name": "starting places",
        },
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": fixed[:, 0].tolist(),
            "y": fixed[:, 1].tolist(),
            "text": [f"<b>{literal(name, 4)}</b>" for name in fixed_names],
            "textfont": {"color": paper, "size": 12},
            "marker": {"size": 23, "color": ink, "line": {"width": 2, "color": paper}},
            "hovertemplate": "Mean %{text} starts here, always<extra></extra>",
            "showlegend": False,
            "name": "the other means",
        },
    ]
    annotations = []
    for kind in np.unique(shown_kinds[(shown_kinds >= 0) & (shown_kinds < named)]).tolist():
        mask = shown_kinds == kind
        if mask.sum() >= 0.012 * mask.size:
            row, column = _inside(mask)
            annotations.append(
                {
                    "x": float(grid_x[column]),
                    "y": float(grid_y[row]),
                    "text": f"<b>→ {_letter(kind)}</b>",
                    "showarrow": False,
                    "font": {"color": "#ffffff", "size": 15},
                    "bgcolor": answer_color(kind),
                    "bordercolor": paper,
                    "borderpad": 3,
                    "captureevents": False,
                }
            )
    shares = {kind: float(np.mean(shown_kinds == kind)) for kind in np.unique(shown_kinds).tolist()}
    listed = [kind for kind, share in shares.items() if kind >= 0 and share >= LEAST_LISTED]
    for kind in listed:
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [None],
                "y": [None],
                "marker": {"size": 13, "symbol": "square", "color": steps[kind + 1]},
                "name": f"{names[kind]} ({100 * shares[kind]:.0f}% of places)",
            }
        )
    step = [float(np.ptp(axis)) / max(1, len(axis) - 1) or 1.0 for axis in (grid_x, grid_y)]
    span = [float(np.ptp(axis)) + own for axis, own in zip((grid_x, grid_y), step, strict=True)]
    layout: dict[str, Any] = {
        "height": 540 + 20 * len(listed),
        "margin": {"l": 52, "r": 12, "t": 30, "b": 64 + 20 * len(listed)},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": ink, "size": 13},
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "y": 0,
            "yref": "container",
            "yanchor": "bottom",
            "x": 0,
            "font": {"color": ink},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "dragmode": False,
        "clickmode": "event+select",
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": ink, "activecolor": ink},
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": paper, "font": {"color": ink}, "bordercolor": faint},
        "annotations": annotations,
    }
    for axis, title, grid, width in zip(("xaxis", "yaxis"), axis_titles, (grid_x, grid_y), step, strict=True):
        layout[axis] = {
            "title": {"text": literal(title)},
            "range": [float(grid[0] - width / 2), float(grid[-1] + width / 2)],
            "zeroline": False,
            "showgrid": False,
            "fixedrange": True,
            "constrain": "domain",
        }
    if 1 / MOST_STRETCH <= span[0] / (span[1] * unit_ratio) <= MOST_STRETCH:
        layout["yaxis"] |= {"scaleanchor": "x", "scaleratio": unit_ratio}
    return {"data": data, "layout": layout}


def _letter(kind: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[kind]


def _inside(mask: Array) -> tuple[int, int]:
    """A place well inside the region: the last to go when the region is worn away from its edges."""
    left = np.pad(mask, 1)
    while True:
        worn = left.copy()
        worn[1:-1, 1:-1] &= left[:-2, 1:-1] & left[2:, 1:-1] & left[1:-1, :-2] & left[1:-1, 2:]
        worn[[0, -1]] = False
        worn[:, [0, -1]] = False
        if not worn.any():
            places = np.argwhere(left)
            middle = places.mean(axis=0)
            row, column = places[((places - middle) ** 2).sum(axis=1).argmin()] - 1
            return int(row), int(column)
        left = worn
