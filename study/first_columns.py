"""Which columns count where nobody has chosen any: all that make sense together. Pure: no Streamlit."""

from __future__ import annotations

import numpy as np

from study import scaling
from study.coordinates import are_on_the_globe, latitude_and_longitude
from study.desk import suggested_columns
from tables import Table, complete_rows, numeric_columns, suggest_columns
from tables.select import numbers_of

MOST = 50
"""So many columns count at first: that many names one can still look through, and a link has room for them."""
MOST_LOST = 0.2
"""Rows that lack a number in one column or another drop out: no column comes in where more than one row in five would."""


def first_columns(table: Table, dates: bool) -> tuple[str, ...]:
    """The columns that count at first, those to draw before the others: across, up.

    Places on a map are drawn as on one, north up, and nothing but the place counts: what else a row has is no part of where it is.

    Raises TableError, as `suggested_columns`, if there is none.
    """
    drawn = suggested_columns(table, dates)
    place = place_on_the_globe(table)
    if place is not None:
        return place[1], place[0]
    if len(drawn) < 2 or len(numeric_columns(table)) < 3:
        return drawn
    return (*drawn, *_together_with(table, drawn))


def place_on_the_globe(table: Table) -> tuple[str, str] | None:
    """The columns of latitudes and of longitudes: so called, and with values that can be such. None if there are none."""
    found = latitude_and_longitude(numeric_columns(table))
    if found is None:
        return None
    values, _ = complete_rows(table, found)
    return found if len(values) and are_on_the_globe(values[:, 0], values[:, 1]) else None


def _together_with(table: Table, drawn: tuple[str, ...]) -> list[str]:
    """The other columns that make sense, in the order of the file, as far as most rows have them all."""
    others = [name for name in suggest_columns(table, MOST) if name not in drawn]
    values, complete = complete_rows(table, drawn)
    fewest = (1 - MOST_LOST) * len(values)
    gaps = {name: table.column(name).n_missing + table.column(name).n_unreadable for name in others}
    taken = []
    for name, numbers in numbers_of(table, sorted(others, key=lambda each: gaps[each])):
        both = complete & np.isfinite(numbers)
        if both.sum() >= fewest and not scaling.too_far(numbers[both][:, np.newaxis]).any():
            complete = both
            taken.append(name)
    return sorted(taken, key=others.index)
