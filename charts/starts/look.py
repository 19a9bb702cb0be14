"""What the figures of the page on starting points share: their colours, their layout, and the plane of the points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from charts.stepper import MOST_STRETCH, AnyArray, extent
from charts.text import plotly_text
from study import one_column
from study.digits import axis_style


def ink_of(dark: bool) -> tuple[str, str, str]:
    """Colours for text, faint lines and paper."""
    return ("#e9edf5", "#3a4456", "#12161f") if dark else ("#1b2230", "#d4dae6", "#ffffff")


def layout_of(dark: bool, **more: Any) -> dict[str, Any]:
    """A layout in the colours of the page, to be looked at and not moved; and what `more` says."""
    ink, faint, paper = ink_of(dark)
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": ink, "size": 13},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": paper, "font": {"color": ink}, "bordercolor": faint},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": ink, "activecolor": ink},
        **more,
    }


def is_tied(across: float, up: float, unit_ratio: float) -> bool:
    """Whether axes of these lengths can be drawn so that distances look as long as they are, and no line comes of it."""
    return up > 0 and 1 / MOST_STRETCH <= across / (up * unit_ratio) <= MOST_STRETCH


@dataclass(frozen=True, eq=False)
class Plane:
    """Where points are drawn.

    Attributes
    ----------
    places : array of shape (n_samples, 2)
    titles : names of the two axes, plain text
    unit_ratio : how long a unit up is drawn, a unit across being 1
    one_column : whether up means nothing: the points are stacked
    """

    places: AnyArray
    titles: tuple[str, str] = ("x", "y")
    unit_ratio: float = 1.0
    one_column: bool = False

    def ranges(self, air: float) -> AnyArray:
        """The part of each axis to show, shape (2, 2): all points, and on each side so much of their range as air."""
        low, high, span = extent(self.places)
        return np.column_stack([low - air * span, high + air * span])

    def axes(self, ranges: AnyArray, **more: Any) -> dict[str, Any]:
        """Both axes for a layout; where they can be, so that distances look as long as they are."""
        axes: dict[str, Any] = {
            name: {
                "title": {"text": plotly_text(title)},
                "range": limits,
                "zeroline": False,
                **axis_style(*limits),
                **more,
            }
            for name, title, limits in zip(("xaxis", "yaxis"), self.titles, ranges.tolist(), strict=True)
        }
        if self.one_column:
            axes["yaxis"] |= one_column.axis_up(self.places[:, 1])
            return axes
        across, up = np.ptp(ranges, axis=1).tolist()
        if is_tied(across, up, self.unit_ratio):
            axes["yaxis"] |= {"scaleanchor": "x", "scaleratio": self.unit_ratio}
        return axes
