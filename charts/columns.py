"""Small pictures of single columns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from charts import palette
from charts.dates import MILLISECONDS, iso
from study.numerals import POINT, Numerals

MOST_BARS = 30
HEIGHT = 96


def histogram_figure(
    values: NDArray[Any], *, dates: bool = False, numerals: Numerals = POINT
) -> dict[str, Any]:
    """How the values of a column are distributed: bars, and numbers at the ends.

    values : finite, shape (n,); dates : they are days since 1970; numerals : see `Numerals`
    """
    values = np.asarray(values, dtype=np.float64)
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    n_bars = int(np.clip(np.sqrt(len(values)) * 1.5, 5, MOST_BARS))
    width = (high - low) / n_bars
    # Far from zero, neighbouring doubles lie too wide apart for narrow bars
    edges = (
        np.linspace(low, high, n_bars + 1)
        if low + width > low and width > 0
        else np.array([low - 0.5, low + 0.5])
    )
    counts, edges = np.histogram(values, edges)
    middles, widths = (edges[:-1] + edges[1:]) / 2, 0.92 * np.diff(edges)
    return {
        "data": [
            {
                "type": "bar",
                "x": iso(middles) if dates else middles.tolist(),
                "y": counts.tolist(),
                "width": (widths * MILLISECONDS if dates else widths).tolist(),
                "marker": {"color": palette.UNASSIGNED_COLOR},
                "hoverinfo": "skip",
            }
        ],
        "layout": {
            "separators": numerals.separators,
            "height": HEIGHT,
            "margin": {"l": 8, "r": 8, "t": 4, "b": 22},
            "showlegend": False,
            "bargap": 0,
            "xaxis": {
                **({"type": "date"} if dates else numerals.axis(low, high)),
                "nticks": 5,
                "zeroline": False,
                "showgrid": False,
                "fixedrange": True,
                "title": {"text": ""},
            },
            "yaxis": {"visible": False, "fixedrange": True},
        },
    }
