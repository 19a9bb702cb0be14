"""The stepper: a run as one Plotly figure with a named frame per half-step.

The figure is built of plain dicts: `go.Frame` objects cost a hundred times as much. Numbers travel as typed arrays in
base64, the form plotly.js itself reads. A frame holds what changes: labels, means and the cells of the means; what
follows from these (trails, rings around points that changed, lines to the means) is drawn by the player.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from charts import palette
from charts.dates import ticks
from charts.text import axis_of_words, plotly_text
from kmeans_core import Run
from kmeans_core.voronoi import voronoi_cells
from study import one_column
from study.digits import axis_style
from study.one_column import places_of

AnyArray = NDArray[Any]
Size = TypeVar("Size", int, float)
Figure = dict[str, Any]

# The traces of the figure, in the order they are drawn.
LINES, POINTS, CHANGED, TRAILS, MEANS = range(5)

HOLLOW = "circle-open"
"""How the mean of a cluster without points is drawn."""

# SVG markers print best, but beyond this many a browser draws them too slowly: WebGL in a figure of Plotly's own, a canvas in
# the player.
MOST_SVG_POINTS = 1000
# More points than this make a plot a blot and a browser slow: show a sample of them.
MOST_SHOWN = 5000
# Axes in units of their own (years against dollars) would become a line if drawn to one scale.
MOST_STRETCH = 6.0

# So wide, in pixels, a crowd is drawn at most: more would cover its neighbours. A mean is 24 wide, so that the crowd is seen
# around it.
LARGEST_CROWD = 40.0
# So far beyond the points, as a share of how far they reach, the plot goes for a mean: they have a third of it at least. Means yet
# farther out are drawn there.
MOST_BEYOND = 1.0
# Room beside the outermost points, as a share of how far all reach: half a point on the smallest plot, and half a crowd.
AIR, CROWDED_AIR = 0.06, 0.13


def shown_points(n_samples: int, most: int = MOST_SHOWN) -> AnyArray:
    """Indices of the points to draw: all of them, or a fixed random sample of `most`, in the order of the data."""
    if n_samples <= most:
        return np.arange(n_samples)
    return np.sort(np.random.default_rng(0).choice(n_samples, most, replace=False))


def crowds(places: AnyArray) -> AnyArray:
    """How many of the places, shape (n, 2), are where each of them is: integers of shape (n,)."""
    _, which, counts = np.unique(places @ np.array([1, 1j]), return_inverse=True, return_counts=True)
    here: AnyArray = counts[which]
    return here


def one_each(places: AnyArray) -> AnyArray:
    """The first of the points at each of the places, shape (n, 2), in the order of the data: where a crowd is drawn as one."""
    _, firsts = np.unique(places @ np.array([1, 1j]), return_index=True)
    return np.sort(firsts)


def crowd_sizes(counts: AnyArray, size: Size, largest: float = LARGEST_CROWD) -> AnyArray | Size:
    """How large to draw each of the places that so many points share, one point alone being drawn `size` pixels wide: with as
    much ink as if they lay apart, up to `largest`. A single number where all are alone."""
    if (counts == 1).all():
        return size
    sizes: AnyArray = np.minimum(size * np.sqrt(counts), largest)
    return sizes


def sized(sizes: AnyArray | float) -> dict[str, Any] | float:
    """Sizes of markers as Plotly takes them: one for all, or one for each."""
    return typed(sizes) if isinstance(sizes, np.ndarray) else sizes


def stepper_figure(
    X: AnyArray,
    run: Run,
    *,
    axis_titles: tuple[str, str] = ("x", "y"),
    to_plane: Callable[[AnyArray], AnyArray] | None = None,
    unit_ratio: float | None = 1.0,
    dates: tuple[bool, bool] = (False, False),
    with_cells: bool = True,
    words_up: Sequence[str] = (),
) -> Figure:
    """A Plotly figure (data, layout, frames) that plays `run` on the points `X`.

    Parameters
    ----------
    X : array of shape (n_samples, n_features), the points that were clustered
    run : a run on `X`; the frames are named "0", "1", ... after its steps
    axis_titles : names of the two axes, plain text
    to_plane : turns positions of shape (m, n_features) into places on the plot, shape (m, 2); needed unless n_features
        is 2. Points of one feature are stacked, above their means. The regions of the means can be drawn for one feature
        or two.
    unit_ratio : how long a unit up is drawn, a unit across being 1, where the plot shows other units than those in which
        distances are measured: so that distances still look as long as they count; None where no way on the plot is as long as it
        counts
    dates : which axes show days since 1970, to be written as dates
    with_cells : whether the part of the plot that is nearest to each mean has straight edges, and is sent; the player makes
        others of its own
    words_up : the words that stand up the plot, at 0, 1, 2, ..., plain text; () where numbers do

    Beyond `MOST_SHOWN` points a fixed sample is drawn; `figure["layout"]["meta"]["shown"]` counts it, and `["here"]`, where
    points coincide, says for each of them how many lie at its place. `["beyond"]`, where means lie far outside and are drawn
    at the edge, says for each frame which these are.
    """
    to_plane = to_plane or (lambda positions: positions)
    shown = shown_points(len(X))
    places = places_of(X, to_plane)
    regions = regions_of(X, to_plane) if with_cells else None
    paths = np.stack([to_plane(step.means) for step in run.steps])
    paths, beyond = _held(paths, places, across_only=X.shape[1] == 1)
    everywhere = crowds(places)
    x_range, y_range = _ranges(places, paths, CROWDED_AIR if (everywhere > 1).any() else AIR)

    points = places[shown]
    here = everywhere[shown]
    kind = "scatter" if len(shown) <= MOST_SVG_POINTS else "scattergl"
    frames: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    for index, step in enumerate(run.steps):
        if regions is not None and step.kind != "assign":
            shapes = [_cell(corners, j) for j, corners in enumerate(regions(step.means))]
        frames.append(
            {
                "name": str(index),
                "traces": [POINTS, MEANS],
                "data": [
                    {"marker": {"color": typed(step.labels[shown].astype(np.int8))}},
                    {
                        "x": typed(paths[index, :, 0]),
                        "y": typed(paths[index, :, 1]),
                        "marker": {"symbol": shapes_of_means(run.k, step.empty)},
                    },
                ],
                "layout": {"shapes": shapes},
            }
        )
    data = [
        {"type": kind, "mode": "lines", "name": "lines to the means", "x": [], "y": [], "hoverinfo": "skip"},
        {
            "type": kind,
            "mode": "markers",
            "name": "points",
            "x": typed(points[:, 0]),
            "y": typed(points[:, 1]),
            "marker": _points_marker(frames[0]["data"][0]["marker"]["color"], run.k, here),
            "hoverinfo": "none",
        },
        {"type": "scatter", "mode": "markers", "name": "just changed", "x": [], "y": [], "hoverinfo": "skip"},
        {"type": "scatter", "mode": "lines", "name": "trails", "x": [], "y": [], "hoverinfo": "skip"},
        {
            "type": "scatter",
            "x": typed(paths[0, :, 0]),
            "y": typed(paths[0, :, 1]),
            **_means_style(run.k),
        },
    ]
    layout: dict[str, Any] = {
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "margin": {"l": 52, "r": 12, "t": 12, "b": 44},
        "xaxis": _axis(axis_titles[0], x_range, dates[0]),
        "yaxis": _axis(axis_titles[1], y_range, dates[1]),
        "meta": {"shown": len(shown), "of": len(X), "has_cells": regions is not None},
    }
    if words_up:
        layout["yaxis"] |= axis_of_words(words_up)
    if beyond.any():
        layout["meta"]["beyond"] = [np.flatnonzero(each).tolist() for each in beyond]
    if (here > 1).any():
        layout["meta"]["here"] = typed(here.astype(np.int32))
    if X.shape[1] == 1:
        layout["yaxis"] = {**one_column.axis_up(places[:, 1]), "automargin": True}
        layout["meta"]["one_column"] = True
        return {"data": data, "layout": layout, "frames": frames}
    if unit_ratio is None:
        return {"data": data, "layout": layout, "frames": frames}
    stretch = (x_range[1] - x_range[0]) / ((y_range[1] - y_range[0]) * unit_ratio)
    if 1 / MOST_STRETCH <= stretch <= MOST_STRETCH:
        layout["yaxis"]["scaleanchor"] = "x"  # distances look as long as they are
        if unit_ratio != 1.0:
            layout["yaxis"]["scaleratio"] = unit_ratio
    return {"data": data, "layout": layout, "frames": frames}


def regions_of(
    X: AnyArray, to_plane: Callable[[AnyArray], AnyArray]
) -> Callable[[AnyArray], list[AnyArray]] | None:
    """Turns means, shape (k, n_features), into the part of the plot that is nearest to each, as corners of shape (m, 2).

    None where there are more than two features: a plot does not show what is nearest then.
    """
    if X.shape[1] > 2:
        return None
    # Worked out where distances are measured, far beyond what the plot shows.
    if X.shape[1] == 1:
        low, high, span = (float(end[0]) for end in extent(np.asarray(to_plane(X), dtype=np.float64)))
        return lambda means: one_column.bands(to_plane(means)[:, 0], low - 1.5 * span, high + 1.5 * span)
    box = wide_box_around(X)
    return lambda means: [to_plane(corners) for corners in voronoi_cells(means, box)]


def typed(values: AnyArray) -> dict[str, Any]:
    """An array of one dimension or two in the form plotly.js calls a typed array specification."""
    values = np.ascontiguousarray(values)
    dtype = f"{'f' if values.dtype.kind == 'f' else values.dtype.kind}{values.dtype.itemsize}"
    shape = {} if values.ndim == 1 else {"shape": ", ".join(map(str, values.shape))}
    return {"dtype": dtype, "bdata": base64.b64encode(values.tobytes()).decode("ascii"), **shape}


def _points_marker(labels: dict[str, Any], k: int, here: AnyArray) -> dict[str, Any]:
    n_shown = len(here)
    size = crowd_sizes(here, 9 if n_shown <= 400 else 7 if n_shown <= 1500 else 5)
    return {
        "size": sized(size),
        "color": labels,
        "colorscale": palette.colorscale(k),
        "cmin": -1.5,
        "cmax": k - 0.5,
        "line": {"width": 0.5 if n_shown <= 1500 else 0},
        "opacity": 1,  # anything less makes the browser draw each marker on a layer of its own
    }


def shapes_of_means(k: int, empty: Collection[int]) -> list[str]:
    """Hollow are the means whose clusters have no points."""
    return [HOLLOW if cluster in empty else "circle" for cluster in range(k)]


def _means_style(k: int) -> dict[str, Any]:
    return {
        "mode": "markers+text",
        "name": "means",
        "hoverinfo": "none",
        "cliponaxis": False,
        "text": [f"<b>{cluster + 1}</b>" for cluster in range(k)],
        "textposition": "middle center",
        "textfont": {"size": 13, "color": [palette.ink_on(cluster) for cluster in range(k)]},
        "marker": {
            "size": 24,
            "color": [palette.color(cluster) for cluster in range(k)],
            "opacity": 1,
            "line": {"width": 2.5},
        },
    }


def _cell(corners: AnyArray, cluster: int) -> dict[str, Any]:
    path = (
        "M" + "L".join(f"{x:.12g},{y:.12g}" for x, y in corners.tolist()) + "Z" if len(corners) else "M0,0Z"
    )
    fill = palette.color(cluster)
    return {
        "type": "path",
        "path": path,
        "layer": "below",
        "fillcolor": fill,
        "opacity": 0.16,
        "line": {"width": 1.5, "color": fill},
    }


def _axis(title: str, axis_range: tuple[float, float], is_date: bool) -> dict[str, Any]:
    return {
        "title": {"text": plotly_text(title), "standoff": 8},
        "range": list(axis_range),
        "zeroline": False,
        "automargin": True,
        **(ticks(*axis_range) if is_date else axis_style(*axis_range)),
    }


def _ranges(places: AnyArray, paths: AnyArray, air: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """The part of each axis to show: all points and all means, with some air, a share of how far they reach."""
    both = np.concatenate([places, paths.reshape(-1, 2)])
    low, high, span = extent(both)
    (left, bottom), (right, top) = (low - air * span).tolist(), (high + air * span).tolist()
    return (left, right), (bottom, top)


def _held(paths: AnyArray, places: AnyArray, across_only: bool) -> tuple[AnyArray, AnyArray]:
    """Where to draw means of shape (n_frames, k, 2), and which of them, shape (n_frames, k), lie farther out than that: along each
    axis no farther from the points than `MOST_BEYOND`. A mean that is far only across stands at its own height, and the other way."""
    low, high, span = extent(places)
    reach = (0.5 + MOST_BEYOND) * span
    if across_only:  # of one column: along the line of the means
        reach[1] = np.inf
    away = paths - (low + high) / 2
    beyond = np.abs(away) > reach
    return np.where(beyond, paths - away + np.clip(away, -reach, reach), paths), np.any(beyond, axis=2)


def extent(places: AnyArray) -> tuple[AnyArray, AnyArray, AnyArray]:
    """The lowest and the highest place along each axis, and how far it is between them; where it is no way, some width."""
    low, high = places.min(axis=0), places.max(axis=0)
    return low, high, np.where(high > low, high - low, np.maximum(np.abs(high), 1.0))


def wide_box_around(X: AnyArray) -> tuple[float, float, float, float]:
    """A box eight times as wide and high as the points, so that the cells fill the plot whatever its shape: a presenter's, with a
    question below it, is four times as wide as high."""
    low, high, span = extent(X)
    low, high = low - 3.5 * span, high + 3.5 * span
    return float(low[0]), float(high[0]), float(low[1]), float(high[1])
