"""The chance to have the best answer after so many starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from charts.starts.look import ink_of, layout_of
from charts.stepper import AnyArray, Figure, typed
from charts.text import plotly_text
from study.enough import SURE

MOST_STARTS = 10_000
LINES = (("#0a5c4e", "solid"), ("#bf7417", "dash"))
"""Colour and stroke of the first line and of the others."""


def chances_figure(names: Sequence[str], shares: AnyArray, *, dark: bool = False) -> Figure:
    """One line for each way to start.

    Parameters
    ----------
    names : of the ways, plain text
    shares : array of shape (m,), the share of starts of each that find the best, from 0 to 1
    """
    ink, faint, _ = ink_of(dark)
    starts = np.unique(np.geomspace(1, MOST_STARTS, 160).round())
    data: list[dict[str, Any]] = []
    for index, (name, share) in enumerate(zip(names, shares.tolist(), strict=True)):
        color, dash = LINES[min(index, len(LINES) - 1)]
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": typed(starts),
                "y": typed(100 * (1 - (1 - share) ** starts)),
                "name": plotly_text(name),
                "line": {"color": color, "width": 3, "dash": dash},
                "hovertemplate": "%{x:,} starts: %{y:.3~g}%<extra>%{fullData.name}</extra>",
            }
        )
    layout = layout_of(
        dark,
        height=300,
        margin={"l": 62, "r": 16, "t": 34, "b": 48},
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "font": {"color": ink}},
        xaxis={
            "type": "log",
            "title": {"text": "starts", "standoff": 8},
            "gridcolor": faint,
            "tickvals": [1, 10, 100, 1000, 10_000],
            "ticktext": ["1", "10", "100", "1,000", "10,000"],
            "fixedrange": True,
        },
        yaxis={
            "title": {"text": "chance to have the best (%)", "standoff": 8},
            "range": [0, 103],
            "gridcolor": faint,
            "zeroline": False,
            "fixedrange": True,
        },
        shapes=[
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": 100 * SURE,
                "y1": 100 * SURE,
                "line": {"color": ink, "width": 1, "dash": "dot"},
            }
        ],
    )
    return {"data": data, "layout": layout}
