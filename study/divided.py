"""Columns that say how something is divided up: shares, budgets. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tables.model import Column

Array = NDArray[np.float64]

FEWEST_PARTS = 3
"""Of two shares that add up to all, one says everything: there is nothing to compare by angle."""
FEWEST_ROWS = 5
"""Fewer rows may add up to anything by chance."""
NEARLY_ALL, ROUNDED = 0.95, 0.015
"""So many rows must add up, and so nearly: shares are rounded, and some rows are slips."""
MONEY = frozenset("€$£¥₹") | {"EUR", "USD", "GBP", "CHF", "JPY", "k€", "Mio. €", "kr", "zł", "R$"}
"""Amounts of money in all columns are parts of what is spent; lengths in all columns are no parts of anything."""


def why_divided(values: Array, columns: Sequence[Column]) -> str:
    """Why these columns look like parts of a whole, in a sentence; "" where they do not.

    values : array of shape (n_samples, n_columns), in the units of the file
    """
    if len(values) < FEWEST_ROWS or values.min(initial=0.0) < 0 or not values.any(axis=1).all():
        return ""
    totals = values.sum(axis=1)
    if len(columns) >= FEWEST_PARTS:
        for whole in (1, 100):
            if (np.abs(totals / whole - 1) <= ROUNDED).mean() >= NEARLY_ALL:
                return f"These columns add up to {whole} in {'every' if (np.abs(totals / whole - 1) <= ROUNDED).all() else 'nearly every'} row: they are shares."
    units = {column.unit for column in columns}
    if len(columns) > 1 and len(units) == 1 and units & MONEY:
        return "All these columns are amounts of money: each row is divided up among them."
    return ""
