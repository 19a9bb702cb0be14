"""Which columns count where nobody has chosen any: all that make sense together. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from study import scaling
from study.coordinates import are_on_the_globe, latitude_and_longitude
from study.desk import suggested_columns
from tables import Table, columns_to_compare, complete_rows, numeric_columns
from tables.select import numbers_of
from tables.sense import make_sense, worth_trying

_MOST_NEXT = 3
"""More would be a list like that of all columns."""


def columns_at_first(table: Table, dates: bool) -> tuple[str, ...]:
    """The columns that count at first, those to draw before the others: across, up.

    Places on a map are drawn as on one, north up, and nothing but the place counts: what else a row has is no part of where it is.

    Raises TableError, as `suggested_columns`, if there is none.
    """
    drawn = suggested_columns(table, dates)
    place = place_on_the_globe(table)
    if place is not None:
        return place[1], place[0]
    others = [name for name in columns_to_compare(table) if name not in drawn] if len(drawn) == 2 else []
    return (
        *drawn,
        *(name for name, values in numbers_of(table, others) if _can_be_computed_with(values)),
    )


def columns_next(table: Table, compared: Sequence[str]) -> dict[str, str]:
    """The few columns to try next beside those that are compared, best first, each with why it is not compared unasked: the end of a
    sentence that begins with its name; "" where nothing speaks against it, or only what others say and have."""
    further = worth_trying(table, compared)
    reasons = make_sense(table).of_their_own if further else {}
    found = (name for name, values in numbers_of(table, further) if _can_be_computed_with(values))
    return {name: reasons.get(name, "") for name in islice(found, _MOST_NEXT)}


def _can_be_computed_with(values: NDArray[np.float64]) -> bool:
    return not scaling.too_far(values[np.isfinite(values)][:, np.newaxis]).any()


def place_on_the_globe(table: Table) -> tuple[str, str] | None:
    """The columns of latitudes and of longitudes: so called, and with values that can be such. None if there are none."""
    found = latitude_and_longitude(numeric_columns(table))
    if found is None:
        return None
    values, _ = complete_rows(table, found)
    return found if len(values) and are_on_the_globe(values[:, 0], values[:, 1]) else None
