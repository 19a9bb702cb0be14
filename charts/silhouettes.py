"""Silhouettes as bars, those of a group together and sorted, and where each bar is: a browser links them with the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from charts import palette

AnyArray = NDArray[Any]

WIDTH = 160.0
BETWEEN = 2.0
"""Of the height, between two groups."""


@dataclass(frozen=True, eq=False)
class Bars:
    """The picture, and its bars from top to bottom.

    order : integers of shape (n,), whose silhouette each bar is
    middles : array of shape (n,), how far down the middle of each bar is
    thickness : of each bar
    """

    svg: str
    order: AnyArray
    middles: AnyArray
    thickness: float


def bars_svg(
    silhouettes: AnyArray, labels: AnyArray, numbers: Sequence[int], title: str, height: float = 120.0
) -> Bars:
    """One bar for each point, by group, the longest first; to the left of the line, those below zero.

    Parameters
    ----------
    silhouettes : array of shape (n,), from -1 to 1
    labels : integers of shape (n,)
    numbers : the number of each group, from 0: its colour, and their order
    title : what is to be seen, in plain text
    height : of the picture, which is 160 wide
    """
    number_of = np.asarray(numbers)[labels]
    order = np.lexsort((-silhouettes, number_of))
    groups, sizes = np.unique(number_of, return_counts=True)
    thickness = (height - BETWEEN * (len(groups) - 1)) / len(order)
    middles = (np.arange(len(order)) + 0.5) * thickness + BETWEEN * np.repeat(np.arange(len(groups)), sizes)
    left = min(0.0, float(silhouettes.min()))
    room = 9.0  # for the numbers of the groups
    scale = (WIDTH - room) / (1 - left)
    zero = room - left * scale
    parts = []
    for group, size, last in zip(groups.tolist(), sizes.tolist(), np.cumsum(sizes).tolist(), strict=True):
        own = slice(last - size, last)
        lengths = (silhouettes[order[own]] * scale).tolist()
        way = "".join(
            f"M{zero:.1f},{y:.2f}h{length:.1f}"
            for y, length in zip(middles[own].tolist(), lengths, strict=True)
        )
        # A little thicker than its share, so that no seam shows between two of them.
        parts.append(
            f'<path d="{way}" stroke="{palette.color(group)}" stroke-width="{thickness * 1.06:.3f}" fill="none"/>'
        )
        parts.append(
            f'<text x="3" y="{middles[own].mean():.1f}" dy=".36em" font-size="6" fill="currentColor" text-anchor="middle"'
            f' font-family="sans-serif">{group + 1}</text>'
        )
    parts.append(f'<path d="M{zero:.1f},0V{height:g}" stroke="currentColor" stroke-width=".5"/>')
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" role="img">'
        f"<title>{escape(title, quote=False)}</title>{''.join(parts)}</svg>"
    )
    return Bars(svg, order, middles, thickness)
