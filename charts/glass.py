"""Means that would hide what there is to see around them are drawn as glass: see-through, their number beside them.

The player finds them in the browser, at the size the plot has there (ui/player/glass.js): the rule is the same, and
`tests/glass.json` holds the cases that both must pass.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from charts import palette
from charts.stepper import extent, shapes_of_means

AnyArray = NDArray[Any]

AROUND = 3.0
"""What lies within so many radii of a mean is around it."""
FEW, SMALL_SHARE = 2, 0.1
"""Where no more of the points around a mean are seen than so many, or than this share of them, it hides too much."""
MOST_NAMED = 3
"""So many means at one place are named; of more, all but two are counted: a longer label would cover others."""
RING = 0.4
"""By so much of its width a mean is wider than the one on top of it at its place: a ring of its colour is seen."""
CLEARNESS = 0.25
"""How much of its colour a mean of glass keeps: enough to be known by, with points seen in it."""
SMALLEST = (310.0, 360.0)
"""How wide and high, in pixels, a large picture is on a phone; on a larger screen means hide less."""


def are_glass(places: AnyArray, means: AnyArray, radius: float) -> NDArray[np.bool_]:
    """Which means hide all, or nearly all, of the points around them. A point under another mean is not seen either.

    places : array of shape (n, 2), where points are drawn; means : array of shape (k, 2); radius : of a mean. All in pixels.
    """
    covered = np.zeros(len(places), dtype=bool)
    for mean in means:
        covered |= _within(radius, places, mean)
    glass = np.zeros(len(means), dtype=bool)
    for j, mean in enumerate(means):
        around = _within(AROUND * radius, places, mean)
        seen = int((around & ~covered).sum())
        glass[j] = _within(radius, places, mean).any() and seen <= max(FEW, SMALL_SHARE * int(around.sum()))
    return glass


def _within(reach: float, places: AnyArray, mean: AnyArray) -> NDArray[np.bool_]:
    near: NDArray[np.bool_] = np.square(places - mean).sum(axis=1) < reach**2
    return near


def named_at(means: AnyArray, radius: float) -> list[list[int]]:
    """The numbers written at each mean: its own; of means at one place, which would cover each other, all at the one on top.

    means : array of shape (k, 2), radius : of a mean; in pixels
    """
    on: dict[int, int] = {}
    for j in reversed(range(len(means))):
        above = int(np.flatnonzero(_within(radius / 2, means, means[j]))[-1])
        on[j] = on.get(above, j)
    return [[other + 1 for other in range(len(means)) if on[other] == j] for j in range(len(means))]


def widths(named: list[list[int]]) -> list[float]:
    """How wide each mean is drawn, 1 being as wide as any: wider, the more of `named_at` lie over it at its place."""
    times = [1.0] * len(named)
    for numbers in named:
        for above, number in enumerate(reversed(numbers)):
            times[number - 1] = 1 + RING * min(above, MOST_NAMED - 1)
    return times


def label(numbers: list[int]) -> str:
    """The numbers of `named_at` as they are written."""
    if len(numbers) > MOST_NAMED:
        first = numbers[: MOST_NAMED - 1]
        return f"{', '.join(map(str, first))} +{len(numbers) - len(first)}"
    return ", ".join(map(str, numbers))


def sides(means: AnyArray, radius: float) -> AnyArray:
    """Where beside each mean its number has room: 1 or -1 across and up, shape (k, 2), away from the nearest other mean.

    means : array of shape (k, 2), in pixels, upwards; radius : of a mean
    """
    signs = np.ones_like(means)
    for j, mean in enumerate(means):
        away = mean - np.delete(means, j, axis=0)
        away = away[~_within(radius / 2, away, np.zeros(2))]  # those at its own place share its label
        if len(away):
            nearest = away[np.square(away).sum(axis=1).argmin()]
            if np.hypot(*nearest) < AROUND * radius:
                signs[j] = np.where(nearest < -radius / 2, -1, 1)
    return signs


def in_pixels(
    places: AnyArray, means: AnyArray, size: tuple[float, float], ratio: float | None
) -> tuple[AnyArray, AnyArray]:
    """Places and means as pixels of a picture of some size that shows them all.

    ratio : how long a unit up is drawn, a unit across being 1; None where each axis takes all the room there is
    """
    low, _, span = extent(np.concatenate([places, means]))
    scale = np.array(size) / (1.12 * span)  # with the air that Plotly leaves around
    if ratio is not None:
        across = min(scale[0], scale[1] / ratio)
        scale = np.array([across, across * ratio])
    return (places - low) * scale, (means - low) * scale


def empty_of(labels: AnyArray, k: int) -> list[int]:
    """The clusters that have none of the points."""
    empty: list[int] = np.flatnonzero(np.bincount(labels, minlength=k) == 0).tolist()
    return empty


def means_style(
    places: AnyArray, means: AnyArray, size: int, font: int, ink: str, empty: Collection[int]
) -> dict[str, Any]:
    """How a trace of means looks, those that hide too much see-through with their numbers beside them, those without points hollow.

    places, means : as for `are_glass`, upwards; size : of a mean, font : of its number, in pixels; ink : the colour of what
    is written on the page; empty : the clusters that have no points
    """
    named = named_at(means, size / 2)
    each = list(enumerate(are_glass(places, means, size / 2).tolist()))
    beside = [clear or len(named[j]) > 1 for j, clear in each]
    corners = [
        f"{'top' if up > 0 else 'bottom'} {'right' if x > 0 else 'left'}" for x, up in sides(means, size / 2)
    ]
    return {
        "text": [label(numbers) for numbers in named],
        "textposition": [
            corner if aside else "middle center" for corner, aside in zip(corners, beside, strict=True)
        ],
        "textfont": {
            "color": [ink if aside or j in empty else palette.ink_on(j) for j, aside in enumerate(beside)],
            "size": font,
            "weight": "bold",
        },
        "marker": {
            "size": [size * times for times in widths(named)],
            # Of an open symbol it is the line that has the colour.
            "color": [
                palette.see_through(j, CLEARNESS) if clear and j not in empty else palette.color(j)
                for j, clear in each
            ],
            "symbol": shapes_of_means(len(means), empty),
            "opacity": 1,
            "line": {"width": 2, "color": ink},
        },
    }
