"""How many starts are enough, if a share of them finds the best answer. Pure: no Streamlit."""

from __future__ import annotations

import math

SURE = 0.99
"""How sure one wants to be that one of the starts found the best answer."""


def all_miss(share: float, starts: float) -> float:
    """The chance that none of so many starts finds what a share of them finds."""
    return float((1 - share) ** starts)


def enough(share: float, sure: float = SURE) -> int | None:
    """How many starts find it with this chance; None where no number does.

    >>> enough(0.47), enough(1.0), enough(0.0)
    (8, 1, None)
    """
    if share <= 0:
        return None
    if share >= sure:
        return 1
    return math.ceil(math.log(1 - sure) / math.log1p(-share) - 1e-9)
