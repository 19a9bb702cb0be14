"""One column as a strip: the best groups there are, and those of a run below them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from charts import palette
from charts.dates import ticks
from charts.stepper import shown_points
from charts.text import plotly_text
from study.digits import axis_style

HEIGHT = 170
BEST, RUN = "the best there is", "this run"


def strip_figure(
    values: NDArray[Any],
    best: NDArray[np.integer],
    run: NDArray[np.integer],
    title: str,
    *,
    date: bool = False,
) -> dict[str, Any]:
    """Each value as a tick in the color of its group: above by the best groups, below by those of a run.

    values : shape (n_samples,), in the units that people read
    best, run : integers of shape (n_samples,); title : of the axis, plain text; date : whether it shows days since 1970
    """
    shown = shown_points(len(values))
    low, high = float(values.min()), float(values.max())
    air = 0.02 * (high - low) or 1.0
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "name": row,
                "x": values[shown].tolist(),
                "y": [row] * len(shown),
                "marker": {
                    "symbol": "line-ns",
                    "size": 24,
                    "line": {
                        "width": 2 if len(shown) <= 400 else 1,
                        "color": [palette.color(int(label)) for label in labels[shown]],
                    },
                },
                "hoverinfo": "skip",
            }
            for row, labels in ((RUN, run), (BEST, best))
        ],
        "layout": {
            "height": HEIGHT,
            "margin": {"l": 8, "r": 8, "t": 4, "b": 40},
            "showlegend": False,
            "xaxis": {
                "title": {"text": plotly_text(title)},
                "range": [low - air, high + air],
                "zeroline": False,
                "fixedrange": True,
                **(ticks(low - air, high + air) if date else axis_style(low, high)),
            },
            "yaxis": {"fixedrange": True, "showgrid": False, "automargin": True},
        },
    }
