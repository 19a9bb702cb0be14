"""A remedy at work: a figure with a frame per picture, played by a bar of our own. Colours say the cluster, sizes the chance of a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from charts import palette
from charts.starts.look import Plane, ink_of, layout_of
from charts.starts.pictures import OTHER_COLOR
from charts.stepper import AnyArray, Figure, crowd_sizes, crowds, one_each, shown_points, typed
from study.digits import written
from study.remedies import Shot

MOST_POINTS = 700
LARGEST_MARK, SMALLEST_MARK, PLAIN_MARK = 26.0, 2.5, 6.0


@dataclass(frozen=True)
class _Drawn:
    """Which points are drawn, and how many lie at the place of each."""

    rows: AnyArray
    here: AnyArray


def shots_figure(
    plane: Plane, shots: Sequence[Shot], to_plane: Callable[[AnyArray], AnyArray], *, dark: bool = False
) -> Figure:
    """The pictures of a remedy: data and layout of the first, and frames "0", "1", ... of three traces.

    Parameters
    ----------
    plane : where the points are drawn
    shots : as `study.remedies.story` gives them
    to_plane : turns means of shape (j, n_features) into places, shape (j, 2)

    The traces are the points, the means that there are with their numbers, and a ring around where something happens.
    """
    ink, faint, paper = ink_of(dark)
    places = plane.places
    rows = shown_points(len(places), MOST_POINTS)
    rows = rows[one_each(places[rows])]
    drawn = _Drawn(rows, crowds(places)[rows])
    most = len(shots[0].means)
    frames: list[dict[str, Any]] = [
        {"name": str(number), "traces": [0, 1, 2], "data": _frame(shot, drawn, to_plane)}
        for number, shot in enumerate(shots)
    ]
    first = frames[0]["data"]
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": typed(places[rows, 0]),
            "y": typed(places[rows, 1]),
            **first[0],
            "marker": {
                **first[0]["marker"],
                "sizemode": "diameter",
                "opacity": 0.6,
                "line": {"width": 0.5, "color": paper},
            },
            "hovertemplate": "%{customdata}<extra></extra>",
            "name": "points",
        },
        {
            "type": "scatter",
            "mode": "markers+text",
            **first[1],
            "text": [f"<b>{number + 1}</b>" for number in range(most)],
            "textfont": {"color": "#ffffff", "size": 13},
            "marker": {
                "size": 24,
                "color": [palette.color(cluster) for cluster in range(most)],
                "opacity": 1,
                "line": {"width": 2.5, "color": ink},
            },
            "hoverinfo": "skip",
            "name": "means",
        },
        {
            "type": "scatter",
            "mode": "markers",
            **first[2],
            "marker": {"size": 36, "symbol": "circle-open", "color": ink, "line": {"width": 3}},
            "hoverinfo": "skip",
            "name": "here",
        },
    ]
    layout = layout_of(
        dark,
        autosize=True,
        margin={"l": 52, "r": 12, "t": 12, "b": 40},
        **plane.axes(plane.ranges(0.08), gridcolor=faint, fixedrange=True),
    )
    return {"data": data, "layout": layout, "frames": frames}


def _frame(shot: Shot, drawn: _Drawn, to_plane: Callable[[AnyArray], AnyArray]) -> list[dict[str, Any]]:
    places: list[list[float | None]] = [[None, None] for _ in shot.means]
    there = np.flatnonzero(np.isfinite(shot.means).all(axis=1))
    for mean, place in zip(there.tolist(), to_plane(shot.means[there]).tolist(), strict=True):
        places[mean] = place
    ring = [] if shot.ring is None else to_plane(shot.ring[np.newaxis]).tolist()
    if shot.labels is None:
        colors: Any = [OTHER_COLOR] * len(drawn.rows)
        told = [""] * len(drawn.rows)
    else:
        own = shot.labels[drawn.rows].tolist()
        colors = [palette.color(cluster) for cluster in own]
        told = [f"Cluster {cluster + 1}" for cluster in own]
    sizes: AnyArray = np.broadcast_to(crowd_sizes(drawn.here, PLAIN_MARK), len(drawn.rows))
    if shot.chances is not None:
        chances = shot.chances[drawn.rows] * drawn.here  # those at one place are equally likely
        sizes = _sizes(chances)
        told = [
            f"Chance{f' of one of {n:,} points here' if n > 1 else ''} to be drawn next: {_percent(chance)}"
            for n, chance in zip(drawn.here.tolist(), chances.tolist(), strict=True)
        ]
    return [
        {"marker": {"size": typed(sizes.astype(np.float32)), "color": colors}, "customdata": told},
        {"x": [place[0] for place in places], "y": [place[1] for place in places]},
        {"x": [place[0] for place in ring], "y": [place[1] for place in ring]},
    ]


def _percent(chance: float) -> str:
    """A chance with three digits, never rounded to 100% if it is not."""
    percent = 100 * chance
    return f"{written(percent, min(percent, 100 - percent) / 100)}%"


def _sizes(chances: AnyArray) -> AnyArray:
    """Marks whose area goes with the chance; where all chances are equal, all are small."""
    most = float(chances.max())
    if most <= 0 or float(chances.min()) == most:
        return np.full(len(chances), 7.0)
    sizes: AnyArray = np.maximum(SMALLEST_MARK, LARGEST_MARK * np.sqrt(chances / most))
    return sizes
