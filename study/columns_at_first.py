"""Which columns count where nobody has chosen any: all that make sense together. Pure: no Streamlit."""

from __future__ import annotations

import numpy as np

from study import scaling
from study.coordinates import are_on_the_globe, latitude_and_longitude
from study.desk import suggested_columns
from tables import Table, columns_to_compare, complete_rows, numeric_columns
from tables.select import numbers_of


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
        *(
            name
            for name, values in numbers_of(table, others)
            if not scaling.too_far(values[np.isfinite(values)][:, np.newaxis]).any()
        ),
    )


def place_on_the_globe(table: Table) -> tuple[str, str] | None:
    """The columns of latitudes and of longitudes: so called, and with values that can be such. None if there are none."""
    found = latitude_and_longitude(numeric_columns(table))
    if found is None:
        return None
    values, _ = complete_rows(table, found)
    return found if len(values) and are_on_the_globe(values[:, 0], values[:, 1]) else None
