"""Days since 1970 as dates for Plotly."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from study.dates import step_of_dates

MILLISECONDS = 86_400_000
"""In a day. Plotly measures lengths along an axis of dates in milliseconds."""

# Steps between the ticks of an axis: a unit of NumPy's, how many of it, and about how many days that makes.
_STEPS: tuple[tuple[Literal["s", "m", "h", "D", "M", "Y"], int, float], ...] = (
    *(("s", seconds, seconds / 86_400) for seconds in (1, 5, 15, 30)),
    *(("m", minutes, minutes / 1440) for minutes in (1, 5, 15, 30)),
    *(("h", hours, hours / 24) for hours in (1, 3, 6, 12)),
    *(("D", days, days) for days in (1, 2, 7, 14)),
    *(("M", months, months * 30.44) for months in (1, 3, 6)),
    *(("Y", factor * years, factor * years * 365.24) for factor in (1, 10, 100, 1000) for years in (1, 2, 5)),
)
MOST_TICKS = 6


def ticks(low: float, high: float) -> dict[str, Any]:
    """Ticks in words for an axis of numbers that are days since 1970: `tickvals` and `ticktext`, at most about `MOST_TICKS`.

    Plotly cannot tie its own axes of dates to one of numbers, nor animate them evenly; an axis of days it can.
    """
    unit, step, _ = next((one for one in _STEPS if high - low <= one[2] * MOST_TICKS), _STEPS[-1])
    first, last = (int(_moment(day).astype(f"datetime64[{unit}]").astype(np.int64)) for day in (low, high))
    since = 1970 if unit == "Y" else 0  # years fall on round years, not on so many since 1970
    numbers = np.arange((first + since) // step * step, last + since + step, step) - since
    moments = numbers.astype(f"datetime64[{unit}]")
    days = moments.astype("datetime64[ms]").astype(np.int64) / MILLISECONDS
    shown = (low <= days) & (days <= high)
    texts = [
        text.replace("T", " ") + (":00" if unit == "h" else "") for text in np.datetime_as_string(moments)
    ]
    return {
        "tickvals": days[shown].tolist(),
        "ticktext": [t for t, is_in in zip(texts, shown, strict=True) if is_in],
    }


def date_hover_format(days: NDArray[Any]) -> str:
    """How dates of a table are written in hover text: with the time of day where they have one."""
    parts = round(1 / step_of_dates(days))
    return "%Y-%m-%d" + {1: "", 1_440: " %H:%M", 86_400: " %H:%M:%S"}.get(parts, " %H:%M:%S.%3f")


def _moment(day: float) -> np.datetime64:
    return np.datetime64(round(day * MILLISECONDS), "ms")


def iso(days: NDArray[Any]) -> list[str]:
    """One text per number of days since 1970. Numbers would not do: Plotly takes some of them for years."""
    moments = np.rint(np.asarray(days, dtype=np.float64) * MILLISECONDS).astype("datetime64[ms]")
    texts: list[str] = np.datetime_as_string(moments).tolist()
    return texts
