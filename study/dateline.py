"""Longitudes on both sides of the date line: 179 and −179 are neighbours there. Pure: no Streamlit.

They are counted across it: those west of an empty part of the globe get 360 more, so that −179 counts as 181. Files, tables and
words have them as they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from study.coordinates import may_be_longitude
from study.text import isolated
from tables import Table, numeric_columns
from tables.model import with_columns

Array = NDArray[np.float64]

AROUND = 360.0
NEAR = 30.0
"""So near to the date line there must be places on both sides: closer together across it than otherwise, and no lengths, say."""
EMPTY = 120.0
"""So many degrees of the globe must be empty: a table of the whole world is cut at the date line, as maps are."""

Cuts = Mapping[str, float]
"""By the name of a column of longitudes: those below count 360 more."""


def cuts_of(table: Table) -> dict[str, float | None]:
    """The columns of longitudes with places near the date line on both sides of it, and where the globe is emptiest instead.

    None where there is no such place: the table goes round the whole globe, and is torn apart wherever it is cut.
    """
    cuts = {}
    for name in numeric_columns(table):
        if may_be_longitude(name):
            values = table.frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
            places = np.unique(values[np.isfinite(values)])
            if _reach_the_line(places):
                cuts[name] = _cut(places)
    return cuts


def _reach_the_line(places: Array) -> bool:
    """Whether there are longitudes near the date line on both sides. places : those that there are, rising"""
    line = AROUND / 2
    return len(places) > 1 and -line <= places[0] <= NEAR - line and line - NEAR <= places[-1] <= line


def _cut(places: Array) -> float | None:
    """The middle of the widest gap between longitudes, if that is wide."""
    gaps = np.diff(places)
    widest = int(np.argmax(gaps))
    return float(places[widest] + places[widest + 1]) / 2 if gaps[widest] >= EMPTY else None


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
    return replace(table, frame=with_columns(table.frame, turned))


def date_line_in_words(names: Sequence[str], is_across: bool) -> str:
    """What becomes of these columns, in a sentence or two."""
    how = f"{'It is' if len(names) == 1 else 'They are'} counted across it: 179 and −179 are 2 apart."
    return _lies(names, "on both sides of the date line", how if is_across else _as_it_stands(names))


def round_the_globe_in_words(names: Sequence[str]) -> str:
    """The same of columns that go round the whole globe."""
    how = f"{_as_it_stands(names)} Places near the date line may be in two groups, however near they are."
    return _lies(names, "all round the globe", how)


def _lies(names: Sequence[str], where: str, how: str) -> str:
    what = " and ".join(f"“{isolated(name, 40)}”" for name in names)
    return f"{what} {'lies' if len(names) == 1 else 'lie'} {where}. {how}"


def _as_it_stands(names: Sequence[str]) -> str:
    return f"As {'it stands' if len(names) == 1 else 'they stand'}, 179 and −179 are 358 apart."
