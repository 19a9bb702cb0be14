"""One column of numbers on a plot: its rows stacked over their values, as dots, and the means on a line below them.

Across is all that counts; up is there to see by.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

AnyArray = NDArray[Any]

STACKS = 60
"""So many dots stand side by side on a plot."""
MOST_APART = 0.07
"""How far apart, as a share of the plot, the dots of a stack are at most: a few rows must not fly apart."""
MEANS_AT = -0.15
"""The height of the means: a mean and a dot above it do not touch, even on a phone."""
TALL = 1.4
"""How much of the height the plot shows; the dots lie from 0 to 1 at most."""
TITLE = "rows, stacked"


def stacked(values: AnyArray) -> AnyArray:
    """How high to draw each of the values, shape (n,), so that those of about the same value stand over one another."""
    low, high = values.min(), values.max()
    if high <= low:
        stack = np.zeros(len(values), dtype=np.intp)
    else:
        stack = np.minimum(((values - low) / (high - low) * STACKS).astype(np.intp), STACKS - 1)
    order = np.lexsort((values, stack))
    first = np.searchsorted(stack[order], stack[order])
    height = np.empty(len(values))
    height[order] = np.arange(len(values)) - first
    heights: AnyArray = height * min(MOST_APART, 1 / max(1.0, float(height.max())))
    return heights


def on_the_line(values: AnyArray) -> AnyArray:
    """Where means of these values, shape (m,), are drawn: shape (m, 2)."""
    return np.column_stack([values, np.full(len(values), MEANS_AT)])


def bands(means: AnyArray, low: float, high: float) -> list[AnyArray]:
    """The part of a line from `low` to `high` that is nearest to each of the means, shape (k,), as a band of the plot.

    Each is an array of corners, shape (4, 2); of several means at one place all but the first have none, shape (0, 2).
    """
    places, owners = np.unique(means, return_index=True)
    edges = np.clip(np.concatenate([[low], (places[1:] + places[:-1]) / 2, [high]]), low, high)
    regions = [np.empty((0, 2))] * len(means)
    bottom, top = -TALL, 1 + TALL
    for owner, left, right in zip(owners.tolist(), edges[:-1], edges[1:], strict=True):
        regions[owner] = np.array([[left, bottom], [right, bottom], [right, top], [left, top]])
    return regions


def heights_shown(heights: AnyArray) -> tuple[float, float]:
    """What the plot shows of the height: the means and their rows in the middle of it."""
    middle = (MEANS_AT + float(heights.max())) / 2
    return middle - TALL / 2, middle + TALL / 2


def axis_up(heights: AnyArray) -> dict[str, Any]:
    """The axis that means nothing, for dots at these heights."""
    return {
        "title": {"text": TITLE, "standoff": 8},
        "range": list(heights_shown(heights)),
        "zeroline": False,
        "showgrid": False,
        "showticklabels": False,
        "fixedrange": True,
    }


def places_of(X: AnyArray, to_plane: Callable[[AnyArray], AnyArray]) -> AnyArray:
    """Where the points are drawn, shape (n_samples, 2). Of one feature, they are stacked above the line of the means."""
    places = np.asarray(to_plane(X), dtype=np.float64)
    if X.shape[1] == 1:
        places = np.column_stack([places[:, 0], stacked(places[:, 0])])
    return places
