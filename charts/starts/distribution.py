"""Many starts as Plotly figures: where each ended, how long it took, and how the initializations compare.

Figures are plain dicts. The marks of all starts that led to one answer are a single path: thousands are painted at once,
without WebGL, of which a browser page has but little to give.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from charts.starts.look import ink_of, layout_of
from charts.starts.pictures import ANSWER_COLORS, answer_color
from charts.stepper import AnyArray, Figure, typed
from charts.text import plotly_text
from study.answers import letter_of
from study.digits import axis_style, data_written, decimals_of_data, hover_format

BINS = 70
_MARK_WIDTHS = (0.92, 0.62, 0.36)
"""The marks of answer A are wide, those of B narrower, those of C narrower still, and so on in turn."""


def stacks(values: AnyArray, kinds: AnyArray, edges: AnyArray) -> tuple[AnyArray, AnyArray]:
    """Piles of marks, one for each value, the lowest kinds at the bottom.

    Parameters
    ----------
    values : array of shape (s,)
    kinds : integers of shape (s,)
    edges : array of shape (bins + 1,), rising; no value lies outside

    Returns
    -------
    bins, heights : integers of shape (s,): which pile each value is in, and at which place from 0, counted from below
    """
    bins = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(edges) - 2)
    order = np.lexsort((values, kinds, bins))
    sorted_bins = bins[order]
    first = np.searchsorted(sorted_bins, sorted_bins, side="left")
    heights = np.empty(len(values), dtype=np.intp)
    heights[order] = np.arange(len(values)) - first
    return bins, heights


def distribution(
    values: AnyArray,
    kinds: AnyArray,
    rows: AnyArray,
    seeds: AnyArray,
    *,
    row_names: Sequence[str],
    n_kinds: int,
    title: str,
    measure: str,
    noun: str = "answer",
    whole: bool = False,
    dark: bool = False,
) -> Figure:
    """One mark per start, piled up over its value: a row of piles for each initialization.

    Parameters
    ----------
    values : array of shape (s,), what is measured
    kinds : integers of shape (s,), the answer (or kind of answer) each start led to, 0 the best
    rows : integers of shape (s,), the row of each start
    seeds : integers of shape (s,)
    row_names : the names of the rows, plain text
    n_kinds : how many kinds there are; those past the colours share one
    title : of the x axis, plain text
    measure : written before a value in the hover
    noun : what a kind is called
    whole : the values are whole numbers, each with a pile of its own if they are not too many
    """
    ink, faint, _ = ink_of(dark)
    edges = _edges(values, whole)
    width = edges[1] - edges[0]
    n_rows = len(row_names)
    height = 210 if n_rows > 1 else 300
    named = min(n_kinds, len(ANSWER_COLORS))
    data: list[dict[str, Any]] = []
    form = hover_format(values)
    texts = None if form else np.array(data_written(values))
    value = f"%{{customdata[1]:{form}}}" if form else "%{text}"
    layout = layout_of(
        dark,
        height=70 + n_rows * height,
        margin={"l": 58, "r": 12, "t": 34, "b": 48},
        showlegend=True,
        legend={
            "orientation": "h",
            "y": 1.0,
            "yanchor": "bottom",
            "x": 0,
            "font": {"color": ink},
            "itemsizing": "constant",
            "title": {"text": f"{noun[:1].upper()}{noun[1:]} "},
        },
        annotations=[],
    )
    gap = 0.16
    share = (1 - gap * (n_rows - 1)) / n_rows
    legend_shown: set[int] = set()
    for row in range(n_rows):
        here = rows == row
        bins, heights = stacks(values[here], kinds[here], edges)
        tallest = int(heights.max()) + 1 if len(heights) else 1
        suffix = "" if row == 0 else str(row + 1)
        top = 1 - row * (share + gap)
        thickness = float(np.clip(0.82 * (height - 60) / (1.08 * tallest), 1.0, 9.0))
        middles = edges[:-1][bins] + width / 2
        shown_kinds = np.minimum(kinds[here], named)
        labelled: list[tuple[float, float]] = []
        for kind in range(named + 1):
            chosen = np.flatnonzero(shown_kinds == kind)
            if not len(chosen):
                continue
            half = width / 2 * (_MARK_WIDTHS[kind % 3] if kind < named else 0.92)
            name = f"{noun} {letter_of(kind)}" if kind < named else f"another {noun}"
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": typed(_with_gaps(middles[chosen] - half, middles[chosen] + half)),
                    "y": typed(_lighter(_with_gaps(heights[chosen] + 0.5, heights[chosen] + 0.5), 1)),
                    "customdata": _per_corner(
                        seeds[here][chosen], values[here][chosen], decimals_of_data(values)
                    ),
                    **({} if texts is None else {"text": np.repeat(texts[here][chosen], 3).tolist()}),
                    "line": {"color": answer_color(kind), "width": thickness, "simplify": False},
                    "name": letter_of(kind) if kind < named else "others",
                    "legendgroup": str(kind),
                    "legendrank": kind,
                    "showlegend": kind not in legend_shown,
                    "hovertemplate": f"Seed %{{customdata[0]}}: {name}<br>{measure}: {value}<extra></extra>",
                    "xaxis": f"x{suffix}",
                    "yaxis": f"y{suffix}",
                }
            )
            legend_shown.add(kind)
            # The largest pile of each kind carries its letter, so that colour is not needed to tell them apart.
            if kind < named:
                pile = int(np.bincount(bins[chosen]).argmax())
                members = chosen[bins[chosen] == pile]
                at = (float(edges[pile] + width / 2), float(heights[members].mean() + 0.5))
                crowded = any(
                    abs(at[0] - x) < 2.5 * width and abs(at[1] - y) < 0.1 * tallest for x, y in labelled
                )
                if len(members) >= 0.07 * tallest and not crowded:
                    labelled.append(at)
                    layout["annotations"].append(_label(kind, at, suffix))
        last = row == n_rows - 1
        layout[f"xaxis{suffix}"] = {
            "anchor": f"y{suffix}",
            "range": [float(edges[0] - width), float(edges[-1] + width)],
            "showticklabels": last or n_rows <= 3,
            "title": {"text": plotly_text(title) if last else "", "standoff": 8},
            "gridcolor": faint,
            "zeroline": False,
            "linecolor": faint,
            "fixedrange": True,
            **axis_style(float(edges[0]), float(edges[-1])),
        }
        layout[f"yaxis{suffix}"] = {
            "anchor": f"x{suffix}",
            "domain": [max(0.0, top - share), top],
            "range": [0, 1.08 * tallest],
            "title": {"text": "starts", "standoff": 6},
            "gridcolor": faint,
            "zeroline": False,
            "fixedrange": True,
            "nticks": 5,
            "tickformat": ",d",
        }
        if n_rows > 1:
            layout["annotations"].append(
                {
                    "x": 0.995,
                    "y": top,
                    "xref": "paper",
                    "yref": "paper",
                    "xanchor": "right",
                    "yanchor": "bottom" if row else "top",
                    "text": f"<b>{plotly_text(row_names[row])}</b>",
                    "showarrow": False,
                    "font": {"color": ink, "size": 14},
                }
            )
    return {"data": data, "layout": layout}


def _label(kind: int, at: tuple[float, float], suffix: str) -> dict[str, Any]:
    return {
        "x": at[0],
        "y": at[1],
        "xref": f"x{suffix}",
        "yref": f"y{suffix}",
        "text": f"<b>{letter_of(kind)}</b>",
        "showarrow": False,
        "font": {"color": "#ffffff", "size": 12},
        "bgcolor": answer_color(kind),
        "borderpad": 2,
    }


def _edges(values: AnyArray, whole: bool) -> AnyArray:
    low, high = float(values.min()), float(values.max())
    if whole:
        step = max(1, int(np.ceil((high - low + 1) / BINS)))
        return np.arange(low, high + step + 1, step) - 0.5
    if high <= low:
        pad = max(abs(low) * 0.01, 1e-9)
        return np.linspace(low - 20 * pad, high + 20 * pad, 41)
    pad = (high - low) / BINS / 2
    return np.linspace(low - pad, high + pad, BINS + 1)


def _with_gaps(starts: AnyArray, ends: AnyArray) -> AnyArray:
    """Corners of strokes from `starts` to `ends`, a gap behind each: one path draws them all."""
    corners = np.full((len(starts), 3), np.nan)
    corners[:, 0], corners[:, 1] = starts, ends
    return corners.ravel()


def _lighter(numbers: AnyArray, places: int) -> AnyArray:
    """The same in single precision, half as much to send to everybody, unless so many decimals would tell."""
    with np.errstate(over="ignore"):
        single = numbers.astype(np.float32)
    same = np.isnan(numbers) | (single.astype(np.float64).round(places) == numbers.round(places))
    return single if same.all() else numbers


def _per_corner(seeds: AnyArray, values: AnyArray, places: int | None) -> dict[str, Any]:
    # Typed: a list of lists would take plotly, which looks at every number in it, most of the page's time.
    told = np.column_stack([seeds, values]).astype(np.float64)
    return typed(np.repeat(told if places is None else _lighter(told, places), 3, axis=0))
