"""Longitudes on both sides of the date line: 179 and −179 are neighbours there. Pure: no Streamlit.

They are counted across it: those west of an empty part of the globe get 360 more, so that −179 counts as 181. Files, tables and
words have them as they were.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from study.text import isolated
from tables import Table, numeric_columns

Array = NDArray[np.float64]

_LONGITUDE = re.compile(r"(?:^|[\s_.])(?:lon|lng|long|longitude)(?:$|[\s_.(\[])", re.I)
AROUND = 360.0
EMPTY = 120.0
"""So many degrees of the globe must be empty: a table of the whole world is cut at the date line, as maps are."""

Cuts = Mapping[str, float]
"""By the name of a column of longitudes: those below count 360 more."""


def cuts_of(table: Table) -> dict[str, float]:
    """The columns of longitudes that the date line would tear apart, and where the globe is emptiest instead."""
    cuts = {}
    for name in numeric_columns(table):
        if _LONGITUDE.search(name):
            values = table.frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
            cut = _cut(values[np.isfinite(values)])
            if cut is not None:
                cuts[name] = cut
    return cuts


def _cut(values: Array) -> float | None:
    """The middle of the widest gap between longitudes, if that is wide, and wider than the gap at the date line."""
    places = np.unique(values)
    if len(places) < 2 or places[0] < -AROUND / 2 or places[-1] > AROUND / 2:
        return None
    gaps = np.diff(places)
    widest = int(np.argmax(gaps))
    at_the_line = AROUND - (places[-1] - places[0])
    if gaps[widest] < max(EMPTY, at_the_line):
        return None
    return float(places[widest] + places[widest + 1]) / 2


def across_cut(values: Array, cut: float) -> Array:
    """Longitudes as they count."""
    return np.where(values < cut, values + AROUND, values)


def as_in_file(values: Array) -> Array:
    """Longitudes as they are written, from those that count."""
    return np.where(values > AROUND / 2, values - AROUND, values)


def across(table: Table, cuts: Cuts) -> Table:
    """The table with its longitudes as they count."""
    if not cuts:
        return table
    turned = {
        name: across_cut(table.frame[name].to_numpy(dtype=np.float64, na_value=np.nan), cut)
        for name, cut in cuts.items()
    }
    return replace(table, frame=table.frame.assign(**turned))


def date_line_in_words(names: Sequence[str], is_across: bool) -> str:
    """What becomes of these columns, in a sentence or two."""
    what = " and ".join(f"“{isolated(name, 40)}”" for name in names)
    one = len(names) == 1
    if is_across:
        how = f"{'It is' if one else 'They are'} counted across it: 179 and −179 are 2 apart."
    else:
        how = f"As {'it stands' if one else 'they stand'}, 179 and −179 are 358 apart."
    return f"{what} {'lies' if one else 'lie'} on both sides of the date line. {how}"
