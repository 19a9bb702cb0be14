"""Numbers that people write for "no value". Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tables import Column, Table, numbers_of
from tables.values.vocabulary import LIKELY_CODES


def suspicious_codes(table: Table, names: Sequence[str] | None = None) -> dict[str, int]:
    """Numbers such as -999 that stand apart at the end of their column, as they are written, and how many cells hold them.

    names : the columns to look at; None for all
    """
    found: dict[str, int] = {}
    wanted = [
        column.name
        for column in table.columns
        if column.kind == "number"
        and column.name not in table.answers
        and (names is None or column.name in names)
    ]
    for name, values in numbers_of(table, wanted):
        values = values[np.isfinite(values)]
        ends = (float(values.min()), float(values.max())) if len(values) else ()
        for code, written in _codes_of(table.column(name)):
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
                found[written] = found.get(written, 0) + hits
    return found


def _codes_of(column: Column) -> list[tuple[float, str]]:
    """The numbers that may be codes in this column, each with how it is written there."""
    codes = [(code, f"{code:.7g}") for code in LIKELY_CODES if code not in column.values_not_codes]
    if column.ambiguous and column.thousands:
        # -999.000 beside whole numbers was read as thousands
        codes += [
            (1000 * code, f"{code:.0f}{column.thousands}000")
            for code in LIKELY_CODES
            if abs(code) < 1000 and code.is_integer()
        ]
    return codes
