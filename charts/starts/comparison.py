"""Initializations side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from charts.starts.look import ink_of, layout_of
from charts.starts.pictures import ANSWER_COLORS
from charts.stepper import AnyArray, Figure
from charts.text import plotly_text
from study.digits import axis_style, rounded
from study.digits import share as in_percent


def comparison(
    names: Sequence[str],
    shares: AnyArray,
    intervals: AnyArray,
    percents: Sequence[AnyArray],
    iterations: Sequence[AnyArray],
    *,
    found: str,
    dark: bool = False,
) -> Figure:
    """Initializations side by side: share of starts that made it with its interval, how bad the others are, how long.

    Parameters
    ----------
    names : of the initializations, plain text
    shares : array of shape (m,), from 0 to 1
    intervals : array of shape (m, 2), from 0 to 1
    percents : for each initialization, by how many percent each start is worse than the best; infinite ones are not drawn
    iterations : for each initialization, how many iterations each start took
    found : what the shares count, plain text
    """
    ink, faint, paper = ink_of(dark)
    labels = [plotly_text(name, 28) for name in names]
    blue = ANSWER_COLORS[0]
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": (100 * shares).tolist(),
            "y": labels,
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": (100 * (intervals[:, 1] - shares)).tolist(),
                "arrayminus": (100 * (shares - intervals[:, 0])).tolist(),
                "color": ink,
                "thickness": 2,
                "width": 7,
            },
            "marker": {"size": 8, "color": blue, "line": {"color": paper, "width": 1.5}},
            "text": [in_percent(share) for share in shares.tolist()],
            "textposition": "top center",
            "textfont": {"color": ink, "size": 13},
            "hovertemplate": "%{y}: %{text}<extra></extra>",
            "cliponaxis": False,
        }
    ]
    for axis, values, words in (
        ("2", percents, "{what}: {number}% worse"),
        ("3", iterations, "iterations: {number} ({what})"),
    ):
        for label, all_of_them in zip(labels, values, strict=True):
            own = all_of_them[np.isfinite(all_of_them)]
            if not len(own):
                continue
            left_out = len(all_of_them) - len(own)
            without = f" (not counting {left_out:,} infinitely worse)" if left_out else ""
            low, first, middle, third, high = np.percentile(own, [0, 25, 50, 75, 100]).tolist()
            data.append(
                {
                    "type": "box",
                    "orientation": "h",
                    "y": [label],
                    "lowerfence": [low],
                    "q1": [first],
                    "median": [middle],
                    "q3": [third],
                    "upperfence": [high],
                    "xaxis": f"x{axis}",
                    "yaxis": f"y{axis}",
                    "line": {"color": ink, "width": 1.5},
                    "fillcolor": "rgba(125,98,217,0.35)",
                    "whiskerwidth": 0.5,
                    "width": 0.5,
                    "hoverinfo": "skip",
                }
            )
            data.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [low, middle, high],
                    "y": [label] * 3,
                    "xaxis": f"x{axis}",
                    "yaxis": f"y{axis}",
                    "marker": {"opacity": 0, "size": 12},
                    "text": [
                        words.format(what=what, number=rounded(value)) + without
                        for what, value in (("least", low), ("median", middle), ("most", high))
                    ],
                    "hovertemplate": "%{y}, %{text}<extra></extra>",
                }
            )
    titles = (f"{plotly_text(found, 60)}<br>(% of starts)", "worse than the<br>best (%)", "iterations")
    layout = layout_of(
        dark,
        height=130 + 62 * len(labels),
        margin={"l": 8, "r": 14, "t": 24, "b": 64},
        boxmode="overlay",
    )
    drawn = [[values[np.isfinite(values)] for values in part] for part in (percents, iterations)]
    most = [100.0, *(max((float(own.max()) for own in part if len(own)), default=0.0) for part in drawn)]
    domains = ((0.0, 0.32), (0.41, 0.69), (0.77, 1.0))
    for index, (title, domain, reach) in enumerate(zip(titles, domains, most, strict=True)):
        suffix = "" if index == 0 else str(index + 1)
        layout[f"xaxis{suffix}"] = {
            "anchor": f"y{suffix}",
            "domain": list(domain),
            "title": {"text": title, "standoff": 8, "font": {"size": 12}},
            "gridcolor": faint,
            "zeroline": False,
            "fixedrange": True,
            "nticks": 4 if index == 0 else 3,  # on a phone no more stand beside each other
            "tickangle": 0,
            **axis_style(0.0, reach, short=True),
            **({"range": [-4, 104]} if index == 0 else {"rangemode": "tozero"}),
        }
        layout[f"yaxis{suffix}"] = {
            "anchor": f"x{suffix}",
            "type": "category",
            "categoryorder": "array",
            "categoryarray": labels,
            "range": [len(labels) - 0.5, -0.6],
            "showticklabels": index == 0,
            "automargin": index == 0,
            "gridcolor": faint,
            "fixedrange": True,
        }
    return {"data": data, "layout": layout}
