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
from charts.glass import CLEARNESS, are_glass, empty_of, label, named_at, sides
from charts.stepper import MOST_STRETCH, crowd_sizes, crowds, extent, regions_of, shown_points
from study import one_column
from study.one_column import places_of

AnyArray = NDArray[Any]

WIDTH = 160.0
MEAN, BESIDE = 7.0, 8.5
"""The radius of a mean, and how far from its middle, to the side and up, its number stands where it is beside it."""
WIDEST_CROWD = 16.0
"""So wide a crowd is drawn at most: wider than a mean, that it is seen around it."""
MOST_POINTS = 260
"""A small picture shows so many points at most, the same ones in all of them."""

# The colours of answers and kinds of answers, the best first: one way from deep green over ochre to purple, as they get worse.
# Clusters have colours of their own (palette.py), and numbers; an answer is always named by its letter as well.
ANSWER_COLORS = (
    "#0a5c4e",
    "#3b7d3f",
    "#6f8a24",
    "#a08a12",
    "#bf7417",
    "#c25a2c",
    "#bb4146",
    "#a33363",
    "#852e7b",
    "#643286",
    "#443a86",
    "#3a4a6b",
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
        (points of one feature are stacked)
    unit_ratio : how long a unit up is drawn, a unit across being 1; None where no way on the plot is as long as it counts
    most : so many points are shown at most
    around : further places that must be in the picture, of shape (m, 2)
    with_regions : whether what is nearest to each mean is cut out by straight lines, and shown
    """

    def __init__(
        self,
        X: AnyArray,
        to_plane: Callable[[AnyArray], AnyArray] | None = None,
        unit_ratio: float | None = 1.0,
        most: int = MOST_POINTS,
        with_regions: bool = True,
        around: AnyArray | None = None,
    ) -> None:
        self.to_plane = to_plane or (lambda positions: positions)
        self.shown = shown_points(len(X), most)
        places = places_of(X, self.to_plane)
        low, _, span = extent(places if around is None else np.concatenate([places, around]))
        self.low, self.span = low - 0.06 * span, 1.12 * span
        if X.shape[1] == 1:
            self.low[1], self.span[1] = one_column.heights_shown(places[:, 1])[0], one_column.TALL
        ratio = unit_ratio or 1.0
        stretch = float(self.span[0] / (self.span[1] * ratio))
        tied = unit_ratio is not None and X.shape[1] > 1
        honest = tied and 1 / MOST_STRETCH <= stretch <= MOST_STRETCH
        self.width = WIDTH
        self.height = WIDTH / (min(max(stretch, 1.0), 1.9) if honest else 4 / 3)
        self.scale = np.array([self.width, self.height]) / self.span
        if honest:  # distances look as long as they are
            across = min(self.scale[0], self.scale[1] / ratio)
            self.scale = np.array([across, across * ratio])
        self.margin = (np.array([self.width, self.height]) - self.span * self.scale) / 2
        self.points = self.place(places[self.shown])
        # Written once: the pictures differ in which of them belong together.
        self.dots = [f"M{x:g},{y:g}h0" for x, y in np.round(self.points, 1).tolist()]
        size = 4.2 if len(self.shown) <= 150 else 3.4
        # Of those at one place, the first is drawn, as large as they are many.
        sizes = np.broadcast_to(crowd_sizes(crowds(places)[self.shown], size, WIDEST_CROWD), len(self.shown))
        self.widths = sizes.round(1)
        self.regions = regions_of(X, self.to_plane) if with_regions else None

    def place(self, positions: AnyArray) -> AnyArray:
        """Positions of shape (m, 2) as places in the picture, y downwards."""
        placed: AnyArray = self.margin + (positions - self.low) * self.scale
        placed[:, 1] = self.height - placed[:, 1]
        return placed


def answer_svg(frame: Frame, labels: AnyArray, means: AnyArray, title: str) -> str:
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
    parts = []
    if frame.regions is not None:
        for cluster, corners in enumerate(frame.regions(means)):
            if len(corners):
                way = "L".join(f"{x:.1f},{y:.1f}" for x, y in frame.place(corners).tolist())
                color = palette.color(cluster)
                parts.append(
                    f'<path d="M{way}Z" fill="{color}" fill-opacity=".15" stroke="{color}" stroke-opacity=".5"/>'
                )
    for cluster in range(k):
        members = np.flatnonzero(own == cluster)
        for width in np.unique(frame.widths[members]).tolist():
            dots = dict.fromkeys(
                frame.dots[point] for point in members[frame.widths[members] == width].tolist()
            )
            parts.append(
                f'<path d="{"".join(dots)}" stroke="{palette.color(cluster)}" stroke-width="{width:g}"'
                ' stroke-linecap="round" fill="none"/>'
            )
    places = frame.place(frame.to_plane(means))
    beside = sides(places * [1, -1], MEAN) * [BESIDE, -BESIDE]
    named = named_at(places, MEAN)
    empty = empty_of(labels, k)
    for cluster, clear in enumerate(are_glass(frame.points, places, MEAN).tolist()):
        x, y = places[cluster].tolist()
        hollow = cluster in empty
        color = palette.color(cluster)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{MEAN:g}" fill="{color}"'
            f' fill-opacity="{0 if hollow else CLEARNESS if clear else 1}"'
            f' stroke="{color if hollow else "currentColor"}" stroke-width="1.4"/>'
        )
        aside = clear or len(named[cluster]) > 1
        if aside:
            # Where there is room for it.
            across, down = beside[cluster].tolist()
            x += across if 0 < x + 1.5 * across < frame.width else -across
            y += down if 0 < y + 1.5 * down < frame.height else -down
        parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" dy=".36em" font-size="9" font-weight="700" text-anchor="middle"'
            f' fill="{"currentColor" if aside or hollow else "#fff"}" font-family="sans-serif">{label(named[cluster])}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width:.0f} {frame.height:.0f}" role="img">'
        f"<title>{escape(title, quote=False)}</title>{''.join(parts)}</svg>"
    )
