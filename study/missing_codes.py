"""Numbers that people write for "no value". Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tables import Table, numbers_of

LIKELY_CODES = (
    -999.0, -9999.0, -99.0, -9.0, -1.0, 99.0, 999.0, 9999.0, 99999.0, -99999.0,
    -99.9, -999.9, -9999.9, 99.9, 999.9, 9999.9, -99.99, -999.99, 99.99, 999.99,
)  # fmt: skip
"""Numbers by which people often write "no value"."""


def suspicious_codes(table: Table, names: Sequence[str] | None = None) -> dict[str, int]:
    """Numbers such as -999 that stand apart at the end of their column, and how many cells hold them.

    names : the columns to look at; None for all
    """
    found: dict[str, int] = {}
    wanted = [
        column.name
        for column in table.columns
        if column.kind == "number" and (names is None or column.name in names)
    ]
    for _, values in numbers_of(table, wanted):
        values = values[np.isfinite(values)]
        ends = (float(values.min()), float(values.max())) if len(values) else ()
        for code in LIKELY_CODES:
            if code not in ends:  # what stands apart is the lowest or the highest
                continue
            hits = int((values == code).sum())
            rest = values[values != code]
            if not len(rest):
                continue
            low, high = float(rest.min()), float(rest.max())
            apart = (
                (code < low and low >= 0)
                or (code > high and code - high > 2 * (high - low))
                or (low - code > high - low)
            )
            if apart:
                found[f"{code:.7g}"] = found.get(f"{code:.7g}", 0) + hits
    return found
