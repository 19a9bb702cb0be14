"""The groups under each scaling, side by side."""

from __future__ import annotations

import numpy as np
import streamlit as st

from charts.groups import comparison_figure
from kmeans_core.matching import match_means
from study import scaling
from study.desk import Reading
from study.grouping import Grouping
from study.points import Points
from ui.table import measuring
from ui.theme import is_dark
from ui.your_data.chosen import Chosen
from ui.your_data.columns import _STATIC
from ui.your_data.finding import groups_of
from ui.your_data.groups import _plot


def compare_scalings(reading: Reading, chosen: Chosen, in_use: Grouping) -> None:
    """The groups in all three ways of counting, side by side, in the colours of those in use as far as they are the same groups."""
    if len(chosen.columns) == 1 or not chosen.points.nearness.is_plain:
        return
    reference = chosen.points.to_units(in_use.means)
    pictures = {}
    for name in scaling.SCALINGS:
        points, found = _compared(reading, chosen, in_use, name)
        if found is None:
            return
        spread = scaling.same_spread(points.values)[1]
        order = match_means(points.to_units(found.means) / spread, reference / spread)
        number = np.empty(found.k, dtype=np.intp)
        number[order] = np.arange(found.k)
        pictures[scaling.SCALING_LABELS[name]] = (
            points.places,
            number[found.labels],
            points.to_plane(found.means[order]),
        )
    _plot(
        reading,
        "ways",
        (chosen.points.digest, in_use.k, is_dark()),
        lambda: comparison_figure(pictures, scaling.SCALING_LABELS[chosen.scaling], dark=is_dark()),
        config=_STATIC,
        alt=f"The groups in the three ways the columns can count: {', '.join(pictures)}",
    )
    if len(chosen.points.X) > scaling.MOST_COMPARED:
        st.caption(
            f"In the ways that are not in use, groups are made of {reading.numerals.whole(scaling.MOST_COMPARED)} of the rows, picked at "
            "random."
        )


def _compared(
    reading: Reading, chosen: Chosen, in_use: Grouping, name: str
) -> tuple[Points, Grouping | None]:
    """The points and groups under one way of counting: for the one in use, those that there are."""
    if name == chosen.scaling:
        return chosen.points, in_use
    points = measuring.scaled_points(reading, chosen.columns, name)
    return points, groups_of(points, in_use.k)
