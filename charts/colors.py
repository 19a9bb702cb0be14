"""The colours of a picture as points in space, as a Plotly dict: where each is, and the means among them."""

from __future__ import annotations

import numpy as np

from charts.stepper import AnyArray, Figure, typed

MOST_SHOWN = 1500
"""Points of the cloud: a browser without a graphics card still turns so many."""
SMALLEST, LARGEST = 2.5, 11.0
"""Points, in pixels; the colour of most pixels is the largest."""
POINTS, MEANS = range(2)
"""The traces."""


def shown_colors(counts: AnyArray) -> AnyArray:
    """Which colours to show: all, or `MOST_SHOWN` of them, a fixed sample in which those of many pixels are likelier. Sorted."""
    if len(counts) <= MOST_SHOWN:
        return np.arange(len(counts))
    rng = np.random.default_rng(0)
    return np.sort(rng.choice(len(counts), MOST_SHOWN, replace=False, p=counts / counts.sum()))


def cloud_figure(
    X: AnyArray, counts: AnyArray, titles: tuple[str, str, str], ends: tuple[tuple[float, float], ...]
) -> Figure:
    """The figure without its colours and its means, which change with every half-step.

    X : array of shape (n, 3): across, deep, up; counts : how many pixels each has; ends : of the axes
    """
    size = SMALLEST + (LARGEST - SMALLEST) * np.sqrt(counts / counts.max())
    x, y, z = (typed(column.astype(np.float32)) for column in X.T)
    axes = {
        name: {"title": {"text": title}, "range": list(end), "showbackground": False, "nticks": 4}
        for name, title, end in zip(("xaxis", "yaxis", "zaxis"), titles, ends, strict=True)
    }
    marker = {"size": typed(size.astype(np.float32)), "opacity": 1, "line": {"width": 0}}
    return {
        "data": [
            {
                "type": "scatter3d",
                "mode": "markers",
                "x": x,
                "y": y,
                "z": z,
                "marker": marker,
                "hoverinfo": "skip",
            },
            {
                "type": "scatter3d",
                "mode": "markers",
                "marker": {"size": 9, "symbol": "diamond", "line": {"width": 2}},
                "hoverinfo": "skip",
            },
        ],
        "layout": {
            "scene": {
                **axes,
                "aspectmode": "cube",
                "camera": {"eye": {"x": 1.55, "y": -1.55, "z": 0.72}, "center": {"x": 0, "y": 0, "z": -0.12}},
            },
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "showlegend": False,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "uirevision": "cloud",
        },
    }
