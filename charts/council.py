"""How many groups: small pictures of the same points in 1, 2, 3, ... groups, and beneath them the curve of a judge. As SVG.

The pictures are the axis of the curves: picture and curve have one cell for each number of groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from charts import palette
from charts.starts.pictures import Frame

AnyArray = NDArray[Any]

CELL, HEIGHT = 100.0, 54.0
"""A cell of a curve."""
AIR = 9.0
"""Above and below: the mark of a choice reaches so far."""


Look = tuple[str, float, float]
"""Of a dot: colour, opacity, width."""
COMPANY: tuple[Look, Look, Look] = (
    (palette.UNASSIGNED_COLOR, 0.6, 1.7),
    (palette.COLORS[2], 0.6, 2.0),
    (palette.COLORS[2], 1.0, 2.6),
)
"""How a point looks that never changes company, one that seldom does, and one that does more often."""


def groups_svg(
    frame: Frame,
    labels: AnyArray,
    means: AnyArray,
    numbers: Sequence[int],
    title: str,
    *,
    named: bool = False,
    strays: AnyArray | None = None,
    outlines: Sequence[AnyArray] = (),
) -> str:
    """The points in the colours of their groups, and the means. Those of groups that share a colour with another have a dark core.

    Parameters
    ----------
    frame : made of the points
    labels : integers of shape (n_samples,)
    means : array of shape (k, n_features), or (0, n_features) where there are none
    numbers : the number of each group, from 0: its colour
    title : what is to be seen, in plain text
    named : whether the means carry their numbers; there is room for them in a large picture
    strays : truth values of shape (n_samples,): points that are drawn as crosses
    outlines : of each group a closed line, array of shape (m, 2), in the units of the points
    """
    own = labels[frame.shown]
    astray = np.zeros(len(own), dtype=bool) if strays is None else strays[frame.shown]
    parts = []
    for number, outline in zip(numbers, outlines, strict=False):
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in frame.place(frame.to_plane(outline)).tolist())
        parts.append(
            f'<polygon points="{line}" fill="none" stroke="{palette.color(number)}" stroke-width="0.9"/>'
        )
    for group, number in enumerate(numbers):
        crosses = frame.points[(own == group) & astray].round(1).tolist()
        way = "".join(f"M{x - 1.5:g},{y - 1.5:g}l3,3m0,-3l-3,3" for x, y in crosses)
        if way:
            parts.append(_dots(way, palette.color(number), 0.8))
        members = np.flatnonzero((own == group) & ~astray)
        for width in np.unique(frame.widths[members]).tolist():
            dots = dict.fromkeys(
                frame.dots[point] for point in members[frame.widths[members] == width].tolist()
            )
            drawn = width * (0.55 if named else 1)
            parts.append(_dots("".join(dots), palette.color(number), drawn))
            if palette.shares_color(number):
                parts.append(_dots("".join(dots), "currentColor", drawn / 2))
    places = frame.place(frame.to_plane(means)).tolist()
    radius = 4.2 if named else 6.0
    for (x, y), number in zip(places, numbers, strict=bool(places)):
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{palette.color(number)}" stroke="currentColor" stroke-width="{radius / 4:.1f}"/>'
        )
        if palette.shares_color(number) and not named:
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius / 2:g}" fill="currentColor"/>')
        if named:
            parts.append(
                f'<text x="{x:.1f}" y="{y:.1f}" dy=".36em" font-size="5" font-weight="700" text-anchor="middle"'
                f' fill="{palette.ink_on(number)}" font-family="sans-serif">{number + 1}</text>'
            )
    return _picture(frame.width, frame.height, title, parts)


def company_svg(frame: Frame, shares: AnyArray, title: str) -> str:
    """The points, those that change company in crimson, the more often the stronger.

    shares : array of shape (n_samples,), of the draws in which each point changes company
    """
    own = shares[frame.shown]
    steps = [own == 0, (own > 0) & (own <= 0.1), own > 0.1]
    parts = []
    for chosen, (color, opacity, width) in zip(steps, COMPANY, strict=True):
        dots = dict.fromkeys(frame.dots[point] for point in np.flatnonzero(chosen).tolist())
        if dots:
            parts.append(_dots("".join(dots), color, width, opacity))
    return _picture(frame.width, frame.height, title, parts)


def _dots(way: str, color: str, width: float, opacity: float = 1.0) -> str:
    return (
        f'<path d="{way}" stroke="{color}" stroke-width="{width:.3g}" stroke-opacity="{opacity:g}"'
        ' stroke-linecap="round" fill="none"/>'
    )


def _picture(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img">'
        f"<title>{escape(title, quote=False)}</title>{''.join(parts)}</svg>"
    )


def curve_svg(curve: AnyArray, error: AnyArray | None, chosen: int, values: Sequence[str], title: str) -> str:
    """The curve of a judge, one cell wide for each number of groups, its choice marked.

    Parameters
    ----------
    curve : array of shape (n,); what is infinite is drawn at the upper end
    error : array of shape (n,), drawn as lines up and down; None for no error
    chosen : which of them is the choice, from 0
    values : what to say when one is pointed at, plain text
    title : what is to be seen, plain text
    """
    spread = np.zeros(len(curve)) if error is None else np.nan_to_num(error)
    is_finite = np.isfinite(curve)
    ends = np.concatenate(
        [(curve - spread)[is_finite], (curve + spread)[is_finite], [0.0][: not is_finite.any()]]
    )
    low, span = float(ends.min()), float(np.ptp(ends)) or 1.0

    def up(value: float) -> float:
        share = (value - low) / span if np.isfinite(value) else 1.0 if value > 0 else 0.0
        return HEIGHT - AIR - share * (HEIGHT - 2 * AIR)

    x = (np.arange(len(curve)) + 0.5) * CELL
    places = [(across, up(value)) for across, value in zip(x.tolist(), curve.tolist(), strict=True)]
    way = "L".join(f"{across:g},{y:.1f}" for across, y in places)
    parts = [f'<path d="M{way}" fill="none" stroke="currentColor" stroke-width="1.6"/>']
    for (across, _), value, half, known in zip(
        places, curve.tolist(), spread.tolist(), is_finite.tolist(), strict=True
    ):
        if half > 0 and known:
            parts.append(
                f'<path class="error" d="M{across:g},{up(value - half):.1f}V{up(value + half):.1f}" stroke="currentColor" stroke-width="5" stroke-opacity=".4"/>'
            )
    for index, ((across, y), said) in enumerate(zip(places, values, strict=True)):
        mark = 'class="chosen" r="8"' if index == chosen else 'r="3" fill="currentColor"'
        parts.append(f'<circle cx="{across:g}" cy="{y:.1f}" {mark}/>')
        parts.append(
            f'<rect x="{index * CELL:g}" y="0" width="{CELL:g}" height="{HEIGHT:g}" fill="transparent"><title>{escape(said, quote=False)}</title></rect>'
        )
    return _picture(CELL * len(curve), HEIGHT, title, parts)
