"""Days since 1970 as dates for Plotly, which draws an axis of dates by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

MILLISECONDS = 86_400_000
"""In a day. Plotly measures lengths along an axis of dates in milliseconds."""
HOVER = "%Y-%m-%d"


def iso(days: NDArray[Any]) -> list[str]:
    """One text per number of days since 1970. Numbers would not do: Plotly takes some of them for years."""
    moments = np.rint(np.asarray(days, dtype=np.float64) * MILLISECONDS).astype("datetime64[ms]")
    texts: list[str] = np.datetime_as_string(moments).tolist()
    return texts
