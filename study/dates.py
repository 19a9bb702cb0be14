"""Dates among the numbers: counted in days since 1970, written as people write them. Pure: no Streamlit."""

from __future__ import annotations

import numpy as np

from tables import Table

DAYS = "days since 1970-01-01"
NEEDS_A_CLOCK = 2.0
"""Dates that lie closer together than so many days are told apart by the time of day."""
NEEDS_SECONDS = 0.02
"""And those that lie within half an hour, to the second."""


def date_columns(table: Table) -> list[str]:
    """The columns of dates that could serve as a coordinate, in the order of the file."""
    return [column.name for column in table.columns if column.kind == "date" and column.n_distinct > 1]


def as_date(days: float, spread: float) -> str:
    """Days since 1970 as a date, with the time of day where the dates lie close together. `asDate` in digits.js is the same."""
    if not np.isfinite(days):
        return "–"
    if 0 < spread < NEEDS_SECONDS:
        return str(np.datetime64(round(days * 86_400), "s")).replace("T", " ")
    if 0 < spread < NEEDS_A_CLOCK:
        return str(np.datetime64(round(days * 1440), "m")).replace("T", " ")
    return str(np.datetime64(int(np.floor(days)), "D"))
