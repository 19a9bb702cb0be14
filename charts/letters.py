"""Words of points, as letters in their marks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from charts.stepper import MEANS, POINTS, AnyArray, Figure, crowd_sizes, crowds, sized
from charts.text import plotly_text

MOST_LETTERED = 300
"""More marks, wide enough for a letter, would hide one another."""
MOST_AT_ONE_PLACE = 3
"""The letters of so many different words at one place are as wide as a mark of several points."""
LETTERED, LETTER = 17, 10
"""How wide a mark with a letter in it is, and how high the letter, in pixels."""


def letter_points(figure: Figure, places: AnyArray, letters: Sequence[str]) -> None:
    """Write into the marks of a figure that `stepper_figure` gave. places : where the points are that it shows, shape (n, 2);
    letters : what is written in each; where points coincide, those of all"""
    here: dict[complex, dict[str, None]] = {}
    where: list[complex] = (places @ np.array([1, 1j])).tolist()
    for place, each in zip(where, letters, strict=True):
        here.setdefault(place, {})[each] = None
    trace = figure["data"][POINTS]
    trace |= {
        "mode": "markers+text",
        "text": [plotly_text(_of_place(list(here[place]))) for place in where],
        "textposition": "middle center",
        "textfont": {"size": LETTER, "color": figure["data"][MEANS]["textfont"]["color"]},
    }
    trace["marker"]["size"] = sized(crowd_sizes(crowds(places), LETTERED))


def _of_place(letters: Sequence[str]) -> str:
    """Those of points at one place; of many the first two, or they would not fit into the mark."""
    return "/".join(letters) if len(letters) <= MOST_AT_ONE_PLACE else f"{'/'.join(letters[:2])}/…"
