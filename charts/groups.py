"""Groups on a plane: a large picture with a legend, and small ones side by side to compare."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from charts import dates as calendar
from charts import palette
from charts.dates import iso
from charts.glass import SMALLEST, empty_of, in_pixels, means_style
from charts.starts.look import ink_of, is_tied
from charts.stepper import (
    MOST_SVG_POINTS,
    AnyArray,
    Figure,
    crowd_sizes,
    crowds,
    one_each,
    shown_points,
    sized,
    typed,
)
from charts.text import axis_of_words, plotly_text
from study import one_column
from study.digits import hover_format
from study.numerals import POINT, Numerals

MOST_SMALL = 600
SMALL_HEIGHT = 235
"""Points in a picture that stands beside others."""
NARROWEST, LETTER, LINE = 288.0, 7.6, 18
"""The room for pictures side by side on a screen of 320 px, and a letter and a line of the names above them, in pixels."""


def groups_figure(
    places: AnyArray,
    labels: AnyArray,
    means: AnyArray,
    *,
    axis_titles: tuple[str, str],
    dates: tuple[bool, bool] = (False, False),
    unit_ratio: float | None = 1.0,
    stacked: bool = False,
    dark: bool = False,
    height: int = 470,
    titles: Sequence[str] = (),
    numerals: Numerals = POINT,
    words: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> Figure:
    """Points in the colours and symbols of their groups, and the means.

    Parameters
    ----------
    places : array of shape (n_samples, 2); labels : integers of shape (n_samples,); means : array of shape (k, 2)
    axis_titles : plain text
    dates : which axes show dates; their places are days since 1970
    unit_ratio : as for `stepper_figure`; None where the axes need not be drawn to one scale
    stacked : whether up means nothing: rows of one column, above their means
    dark : whether the page is
    titles : what the groups are called, plain text
    numerals : see `Numerals`
    words : for an axis of words, the word that stands at 0, 1, 2, ..., plain text; () for one of numbers
    """
    shown = shown_points(len(places))
    called = [plotly_text(each) for each in titles or (f"Group {j + 1}" for j in range(len(means)))]
    kind = "scatter" if len(shown) <= MOST_SVG_POINTS else "scattergl"
    size = 8 if len(shown) <= 400 else 6 if len(shown) <= MOST_SVG_POINTS else 5
    sizes = np.bincount(labels, minlength=len(means))
    columns = list(zip("xy", axis_titles, dates, places.T, strict=True))[: 1 if stacked else 2]
    told = [
        _told_in_words(axis, column, own) if own else _told(axis, column, is_date, numerals)
        for (axis, _, is_date, column), own in zip(columns, words, strict=False)
    ]
    hover = "<br>".join(
        f"{plotly_text(title, 40)}: {variable}"
        for (_, title, _, _), (variable, _) in zip(columns, told, strict=True)
    )
    texts = {axis: written for (axis, *_), (_, written) in zip(columns, told, strict=True) if written}
    data: list[dict[str, Any]] = []
    for j, own in enumerate(rows_drawn(places, labels, len(means))):
        members = np.flatnonzero(labels == j)
        here = crowds(places[members])[np.searchsorted(members, own)]
        widths, crowded = crowd_sizes(here, size), bool((here > 1).any())
        data.append(
            {
                "type": kind,
                "mode": "markers",
                "name": f"{called[j]} ({numerals.whole(int(sizes[j]))})",
                "x": _along(places[own, 0], dates[0]),
                "y": _along(places[own, 1], dates[1]),
                "marker": {
                    "size": sized(widths),
                    "color": palette.color(j),
                    "symbol": palette.SYMBOLS[j],
                    "opacity": 0.85,
                    "line": {"width": 0},  # which markers of several sizes would have
                },
                # A variable that has no value would be written as a stroke.
                "hovertemplate": f"{called[j]}{'%{text}' if crowded else ''}<br>{hover}<extra></extra>",
                **(
                    {"text": [f": {numerals.whole(n)} rows here" if n > 1 else "" for n in here.tolist()]}
                    if crowded
                    else {}
                ),
                **(
                    {
                        "customdata": [
                            {axis: all_of[row] for axis, all_of in texts.items()} for row in own.tolist()
                        ]
                    }
                    if texts
                    else {}
                ),
            }
        )
    # Plotly ties no axis of dates to one of numbers
    tied = (
        unit_ratio is not None
        and not (stacked or any(dates) or any(words))
        and _looks_alike(places, unit_ratio)
    )
    drawn_at = in_pixels(places[shown], means, SMALLEST, unit_ratio if tied else None)
    data.append(
        _means(
            means, means_style(*drawn_at, 22, 12, ink_of(dark)[0], empty_of(labels, len(means))), dates, kind
        )
    )
    layout: dict[str, Any] = {
        "separators": numerals.separators,
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hovermode": "closest",
        "dragmode": False,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemsizing": "constant"},
        "xaxis": {"title": {"text": plotly_text(axis_titles[0])}, "zeroline": False, "automargin": True},
        "yaxis": {"title": {"text": plotly_text(axis_titles[1])}, "zeroline": False, "automargin": True},
    }
    for axis, is_date, column in zip(("xaxis", "yaxis"), dates, places.T, strict=True):
        layout[axis] |= {"type": "date"} if is_date else numerals.axis(column.min(), column.max())
    for axis, those in zip(("xaxis", "yaxis"), words, strict=True):
        layout[axis] |= axis_of_words(those) if those else {}
    if stacked:
        layout["yaxis"] = {**one_column.axis_up(places[:, 1]), "automargin": True}
    elif tied:
        layout["yaxis"] |= {"scaleanchor": "x", "scaleratio": unit_ratio}
    return {"data": data, "layout": layout}


def rows_drawn(places: AnyArray, labels: AnyArray, k: int) -> list[AnyArray]:
    """Which rows `groups_figure` draws, for each group in order: of many a sample, and of those at one place the first."""
    shown = shown_points(len(places))
    drawn = []
    for j in range(k):
        members = np.flatnonzero(labels == j)
        members = members[np.isin(members, shown)]
        drawn.append(members[one_each(places[members])])
    return drawn


def marked(figure: Figure, place: AnyArray | None, group: int | None, *, dark: bool = False) -> Figure:
    """A figure of `groups_figure` with one row ringed, and the other groups faint.

    place : where that row is, shape (2,); group : which group stays as it is; None : nothing is ringed, no group is faint
    """
    data = list(figure["data"])
    if group is not None:
        for j in range(len(data) - 1):  # the last are the means
            if j != group:
                data[j] = {**data[j], "marker": {**data[j]["marker"], "opacity": 0.12}}
    if place is not None:
        dates = [figure["layout"][axis].get("type") == "date" for axis in ("xaxis", "yaxis")]
        ink = ink_of(dark)[0]
        ring = {
            "size": 20,
            "symbol": "circle-open",
            "color": ink,
            "opacity": 1,
            "line": {"width": 3, "color": ink},
        }
        x, y = (_along(place[[axis]], dates[axis]) for axis in (0, 1))
        name = {
            "mode": "markers",
            "name": "The row you asked about",
            "showlegend": False,
            "hoverinfo": "skip",
        }
        data.append({"type": data[0]["type"], **name, "x": x, "y": y, "marker": ring})
    return {**figure, "data": data}


def comparison_figure(
    pictures: Mapping[str, tuple[AnyArray, AnyArray, AnyArray]],
    in_use: str,
    *,
    dark: bool = False,
) -> Figure:
    """Groups made in several ways, side by side on any screen: a sample of points each, and the means.

    Parameters
    ----------
    pictures : by the name of the way, which is shown above it: places, labels and means as for `groups_figure`
    in_use : the name of the way that was chosen
    dark : whether the page is
    """
    data: list[dict[str, Any]] = []
    room = 1 / len(pictures)
    letters = int(0.96 * room * NARROWEST / LETTER)
    headings = {
        name: [f"<b>{plotly_text(line)}</b>" for line in textwrap.wrap(name, letters)] for name in pictures
    }
    headings[in_use].append("in use")
    above = 4 + LINE * max(2, *map(len, headings.values()))
    layout: dict[str, Any] = {
        "height": SMALL_HEIGHT - 4 - 2 * LINE + above,
        "margin": {"l": 4, "r": 4, "t": above, "b": 4},
        "showlegend": False,
        "annotations": [],
    }
    for i, (name, (places, labels, means)) in enumerate(pictures.items()):
        number = str(i + 1) if i else ""
        on = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        shown = shown_points(len(places), MOST_SMALL)
        sizes = crowd_sizes(crowds(places)[shown], 5)
        marker = {
            "size": sized(sizes),
            "color": [palette.color(j) for j in labels[shown].tolist()],
            "symbol": [palette.SYMBOLS[j] for j in labels[shown].tolist()],
            "opacity": 0.85,
            "line": {"width": 0},
        }
        x, y = (typed(places[shown, axis].astype(np.float64)) for axis in (0, 1))
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": x,
                "y": y,
                "marker": marker,
                "hoverinfo": "skip",
                **on,
            }
        )
        size = (SMALLEST[0] * 0.92 * room, SMALL_HEIGHT - 44)
        drawn_at = in_pixels(places[shown], means, size, None)
        style = means_style(*drawn_at, 15, 9, ink_of(dark)[0], empty_of(labels, len(means)))
        data.append({**_means(means, style), **on})
        left, right = (i + 0.04) * room, (i + 0.96) * room
        layout[f"xaxis{number}"] = {**_BARE, "domain": [left, right], "anchor": on["yaxis"]}
        layout[f"yaxis{number}"] = {**_BARE, "domain": [0, 1], "anchor": on["xaxis"]}
        layout["annotations"].append(
            {
                "text": "<br>".join(headings[name]),
                "x": left,
                "xref": "paper",
                "xanchor": "left",
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "align": "left",
                "showarrow": False,
                "font": {"size": 14},
            }
        )
    return {"data": data, "layout": layout}


_BARE = {
    "showticklabels": False,
    "automargin": False,
    "zeroline": False,
    "fixedrange": True,
    "title": {"text": ""},
}


def _told(axis: str, column: AnyArray, is_date: bool, numerals: Numerals) -> tuple[str, list[str]]:
    """How hover text has the value of a row: a variable of Plotly's, and all values as texts where Plotly could not write them."""
    if is_date:
        return f"%{{{axis}|{calendar.date_hover_format(column)}}}", []
    written_by_plotly = hover_format(column)
    if written_by_plotly:
        return f"%{{{axis}:{written_by_plotly}}}", []
    return f"%{{customdata.{axis}}}", numerals.data(column)


def _told_in_words(axis: str, column: AnyArray, words: Sequence[str]) -> tuple[str, list[str]]:
    """The same for an axis of words: rows lie around the place of theirs."""
    return f"%{{customdata.{axis}}}", [plotly_text(words[j]) for j in np.rint(column).astype(int).tolist()]


def _along(values: AnyArray, is_date: bool) -> dict[str, Any] | list[str]:
    return iso(values) if is_date else typed(values.astype(np.float64))


def _means(
    means: AnyArray,
    style: dict[str, Any],
    dates: tuple[bool, bool] = (False, False),
    kind: str = "scatter",
) -> dict[str, Any]:
    """The means with their numbers. `kind` is the type of the points: what WebGL draws lies over all else."""
    return {
        "type": kind,
        "mode": "markers+text",
        "name": "Averages",
        "showlegend": False,
        "hoverinfo": "skip",
        # WebGL knows nothing of this, nor of <b> in texts.
        **({"cliponaxis": False} if kind == "scatter" else {}),
        "x": _along(means[:, 0], dates[0]),
        "y": _along(means[:, 1], dates[1]),
        **style,
    }


def _looks_alike(places: AnyArray, unit_ratio: float) -> bool:
    """Whether both axes can be drawn to one scale without the picture becoming a line."""
    width, height = (float(side) for side in np.ptp(places, axis=0))
    return is_tied(width, height, unit_ratio)
