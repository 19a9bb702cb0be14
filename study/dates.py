"""Dates among the numbers: counted in days since 1970, written as people write them. Pure: no Streamlit."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from study.digits import NOISE
from tables import Table

DAYS = "days since 1970-01-01"
PARTS = ((1, "D", 10), (1_440, "m", 16), (86_400, "s", 19), (86_400_000, "ms", 23))
"""A date is written to the day, minute, second or thousandth: how many a day has, NumPy's word, and the letters of such a date."""


def date_columns(table: Table) -> list[str]:
    """The columns of dates that could serve as a coordinate, in the order of the file."""
    return [column.name for column in table.columns if column.kind == "date" and column.n_distinct > 1]


def are_whole_days(series: pd.Series) -> bool:
    """Whether a column holds dates, and none of them has a time of day."""
    if not pd.api.types.is_datetime64_any_dtype(series):
        return False
    there = series.dropna()
    return bool((there.dt.normalize() == there).all())


def as_date(days: float, step: float) -> str:
    """Days since 1970 as a date, with as much of the time of day as shows a difference of `step`, in days; a step of 0 asks for
    none. `asDate` in digits.js is the same."""
    if not np.isfinite(days):
        return "–"
    fine = (part for part in PARTS if step <= 0 or part[0] * step * (1 + NOISE) >= 1)
    parts, unit, _ = next(fine, PARTS[-1])
    whole = int(np.floor(days)) if parts == 1 else round(days * parts)
    return str(np.datetime_as_string(np.array(whole).astype(f"datetime64[{unit}]"))).replace("T", " ")


def step_of_dates(days: NDArray[np.floating]) -> float:
    """The step for the dates of somebody's table, days since 1970: they are written with the parts that they have."""
    thousandths = np.rint(days[np.isfinite(days)] * PARTS[-1][0])
    return 1 / next(parts for parts, _, _ in PARTS if not np.any(thousandths % (PARTS[-1][0] // parts)))
