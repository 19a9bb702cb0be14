"""Answers as small pictures: SVG made of a handful of paths each, so that dozens are painted at once.

A Plotly plot per answer would take a second for a dozen. One path holds all points of a cluster here (a line of no length
with a round cap is a dot), one the region of its mean, and each mean carries its number: colour is never the only signal.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from charts import palette
from charts.stepper import MOST_STRETCH, box_around, extent, shown_points
from kmeans_core.voronoi import voronoi_cells

Array = NDArray[Any]

WIDTH = 160.0
MOST_POINTS = 260
"""A small picture shows so many points at most, the same ones in all of them."""

# The colours of answers and kinds of answers, the best first: from blue for good to red for bad, then others. Clusters have
# colours of their own (palette.py); an answer is always named by its number as well.
ANSWER_COLORS = (
    "#2f6fd6",
    "#7d62d9",
    "#ad4fc4",
    "#d1489a",
    "#e2556b",
    "#e8743f",
    "#c98a1b",
    "#8f8a2a",
    "#5d9440",
    "#2f9c7c",
    "#2f95b5",
    "#96623f",
)
OTHER_COLOR = "#8b8f98"


def answer_color(number: int) -> str:
    """The colour of an answer (or kind of answer), numbered from 0, the best."""
    return ANSWER_COLORS[number] if number < len(ANSWER_COLORS) else OTHER_COLOR


class Frame:
    """The part of the plane that all pictures of the same points show, and how it is laid into a picture.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    to_plane : turns positions of shape (m, n_features) into places, shape (m, 2); needed unless n_features is 2
    unit_ratio : how long a unit up is drawn, a unit across being 1
    """

    def __init__(
        self, X: Array, to_plane: Callable[[Array], Array] | None = None, unit_ratio: float = 1.0
    ) -> None:
        self.to_plane = to_plane or (lambda positions: positions)
        self.shown = shown_points(len(X), MOST_POINTS)
        places = np.asarray(self.to_plane(X), dtype=np.float64)
        low, _, span = extent(places)
        self.low, self.span = low - 0.06 * span, 1.12 * span
        stretch = float(self.span[0] / (self.span[1] * unit_ratio))
        honest = 1 / MOST_STRETCH <= stretch <= MOST_STRETCH
        self.width = WIDTH
        self.height = WIDTH / (min(max(stretch, 1.0), 1.9) if honest else 4 / 3)
        self.scale = np.array([self.width, self.height]) / self.span
        if honest:  # distances look as long as they are
            across = min(self.scale[0], self.scale[1] / unit_ratio)
            self.scale = np.array([across, across * unit_ratio])
        self.margin = (np.array([self.width, self.height]) - self.span * self.scale) / 2
        self.points = self.place(places[self.shown])
        # Written once: the pictures differ in which of them belong together.
        self.dots = [f"M{x:g},{y:g}h0" for x, y in np.round(self.points, 1).tolist()]
        # Regions are worked out where distances are measured, in a box that reaches beyond the picture.
        self.box = box_around(X) if X.shape[1] == 2 else None

    def place(self, positions: Array) -> Array:
        """Positions of shape (m, 2) as places in the picture, y downwards."""
        placed: Array = self.margin + (positions - self.low) * self.scale
        placed[:, 1] = self.height - placed[:, 1]
        return placed


def answer_svg(frame: Frame, labels: Array, means: Array, title: str) -> str:
    """One answer as an SVG picture.

    Parameters
    ----------
    frame : made of the points
    labels : integers of shape (n_samples,)
    means : array of shape (k, n_features)
    title : what is to be seen, in plain text, for those who do not see it
    """
    k = len(means)
    own = labels[frame.shown]
    dot = 4.2 if len(own) <= 150 else 3.4
    parts = []
    if frame.box is not None:
        for cluster, corners in enumerate(voronoi_cells(means, frame.box)):
            if len(corners):
                way = "L".join(f"{x:.1f},{y:.1f}" for x, y in frame.place(frame.to_plane(corners)).tolist())
                color = palette.color(cluster)
                parts.append(
                    f'<path d="M{way}Z" fill="{color}" fill-opacity=".15" stroke="{color}" stroke-opacity=".5"/>'
                )
    for cluster in range(k):
        dots = "".join(frame.dots[point] for point in np.flatnonzero(own == cluster).tolist())
        if dots:
            parts.append(
                f'<path d="{dots}" stroke="{palette.color(cluster)}" stroke-width="{dot}" stroke-linecap="round" fill="none"/>'
            )
    for cluster, (x, y) in enumerate(frame.place(frame.to_plane(means)).tolist()):
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{palette.color(cluster)}" stroke="currentColor" stroke-width="1.4"/>'
            f'<text x="{x:.1f}" y="{y:.1f}" dy=".36em" font-size="9" font-weight="700" text-anchor="middle" fill="#fff"'
            f' font-family="sans-serif">{cluster + 1}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width:.0f} {frame.height:.0f}" role="img">'
        f"<title>{escape(title, quote=False)}</title>{''.join(parts)}</svg>"
    )
