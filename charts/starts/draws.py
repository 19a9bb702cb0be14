"""k-means++, draw by draw: a figure with a frame per draw, in which every point is as large as its chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from charts import palette
from charts.starts.look import Plane, ink_of, layout_of
from charts.starts.pictures import ANSWER_COLORS
from charts.stepper import AnyArray, Figure, crowds, one_each, shown_points, typed
from kmeans_core.initializations import Draw
from study.digits import written

MOST_POINTS = 700
LARGEST_MARK, SMALLEST_MARK = 26.0, 2.5


def draws_figure(plane: Plane, draws: Sequence[Draw], *, dark: bool = False) -> Figure:
    """The draws of k-means++, played by the slider and the buttons of the figure itself.

    Parameters
    ----------
    plane : where the points are drawn
    draws : as `kmeans_plus_plus_draws` gives them

    Frame j, named "1", "2", ..., shows the chances that the points had at draw j, the means chosen before, and the point
    that was drawn (with a ring around it).
    """
    ink, faint, paper = ink_of(dark)
    places = plane.places
    chosen = np.array([draw.index for draw in draws])
    shown = np.union1d(shown_points(len(places), MOST_POINTS), chosen)
    shown = shown[one_each(places[shown])]
    here = crowds(places)[shown]
    frames: list[dict[str, Any]] = []
    for number, draw in enumerate(draws):
        chances = draw.chances[shown] * here  # those at one place are equally likely
        means = places[chosen[:number]]
        frames.append(
            {
                "name": str(number + 1),
                "traces": [0, 1, 2],
                "data": [
                    {
                        "marker": {"size": typed(_sizes(chances).astype(np.float32))},
                        "customdata": [_percent(chance) for chance in chances.tolist()],
                    },
                    {
                        "x": [*means[:, 0].tolist(), *[None] * (len(draws) - number)],
                        "y": [*means[:, 1].tolist(), *[None] * (len(draws) - number)],
                    },
                    {"x": [float(places[draw.index, 0])], "y": [float(places[draw.index, 1])]},
                ],
            }
        )
    first = frames[0]["data"]
    numbers = [f"<b>{number + 1}</b>" for number in range(len(draws))]
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": typed(places[shown, 0]),
            "y": typed(places[shown, 1]),
            "customdata": first[0]["customdata"],
            "marker": {
                **first[0]["marker"],
                "sizemode": "diameter",
                "color": ANSWER_COLORS[0],
                "opacity": 0.55,
                "line": {"width": 0.5, "color": paper},
            },
            "text": [f" of one of {n:,} points here" if n > 1 else "" for n in here.tolist()],
            "hovertemplate": "Chance%{text} to be drawn next: %{customdata}<extra></extra>",
            "name": "points",
        },
        {
            "type": "scatter",
            "mode": "markers+text",
            **first[1],
            "text": numbers,
            "textfont": {"color": "#ffffff", "size": 13},
            "marker": {
                "size": 24,
                "color": [palette.color(cluster) for cluster in range(len(draws))],
                "opacity": 1,
                "line": {"width": 2.5, "color": ink},
            },
            "hoverinfo": "skip",
            "name": "means drawn so far",
        },
        {
            "type": "scatter",
            "mode": "markers",
            **first[2],
            "marker": {"size": 34, "symbol": "circle-open", "color": ink, "line": {"width": 3}},
            "hoverinfo": "skip",
            "name": "drawn now",
        },
    ]
    play = {"frame": {"duration": 1400, "redraw": True}, "transition": {"duration": 0}, "fromcurrent": True}
    still = {"frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}, "mode": "immediate"}
    layout = layout_of(
        dark,
        height=620,
        margin={"l": 52, "r": 12, "t": 12, "b": 40},
        **plane.axes(plane.ranges(0.08), gridcolor=faint),
        sliders=[
            {
                "active": 0,
                "x": 0,
                "len": 1,
                "y": -0.12,
                "pad": {"t": 14, "b": 4},
                "currentvalue": {
                    "prefix": "Draw ",
                    "suffix": f" of {len(draws)}",
                    "font": {"color": ink, "size": 14},
                },
                "font": {"color": ink},
                "bgcolor": faint,
                "activebgcolor": ANSWER_COLORS[0],
                "bordercolor": faint,
                "tickcolor": faint,
                "steps": [
                    {"label": frame["name"], "method": "animate", "args": [[frame["name"]], still]}
                    for frame in frames
                ],
            }
        ],
        updatemenus=[
            {
                "type": "buttons",
                "direction": "right",
                "showactive": False,
                "x": 0,
                "y": -0.12,
                "xanchor": "left",
                "yanchor": "top",
                "pad": {"t": 116},
                "bgcolor": paper,
                "bordercolor": ink,
                "font": {"color": ink},
                "buttons": [
                    {"label": "▶ Play", "method": "animate", "args": [None, play]},
                    {"label": "❚❚", "method": "animate", "args": [[None], still]},
                ],
            }
        ],
    )
    return {"data": data, "layout": layout, "frames": frames}


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
