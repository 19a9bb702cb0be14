"""How many starts are enough, if a share of them finds the best answer. Pure: no Streamlit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmeans_core.scores import percent_above_best
from study.digits import share as in_percent

GREEDY_FOUND = {
    "S1": 0.85,
    "S2": 0.63,
    "S3": 0.39,
    "S4": 0.51,
    "A1": 0.43,
    "A2": 0.14,
    "A3": 0.05,
    "D31": 0.18,
}
"""The share of 100 starts of greedy k-means++ that found all groups of these published sets, whose groups overlap; measured by
`python -m benchmarks.sipu FOLDER`, with others in docs/CORE.md."""
SURE = 0.99
"""How sure one wants to be that one of the starts found the best answer."""


@dataclass(frozen=True)
class Winners:
    """How many starts of some ways to begin found the best answer that any of them, or any start before, found.

    Attributes
    ----------
    won : of each way, how many of its starts found it.
    starts : of each way, how many there are.
    better : by how many percent a start before is worse than it; 0 where it was found before.
    by : the way that found it, where it was not found before; "" where it was.
    """

    won: dict[str, int]
    starts: dict[str, int]
    better: float
    by: str

    def share(self, way: str) -> float:
        return self.won[way] / self.starts[way]


def measured_elsewhere() -> str:
    """How many starts greedy k-means++ takes on harder problems than most on this page, what repairs do there, and where that was
    measured; plain text."""
    shares = sorted(GREEDY_FOUND.values())
    most, fewest = (enough(found) for found in (shares[0], shares[-1]))
    return (
        "Many groups that overlap take more. On the benchmark sets S1 to S4 and A1 to A3 (Fränti and Sieranoja 2018) and D31 (Veenman, "
        f"Reinders and Backer 2002), of 15 to 50 groups, {in_percent(shares[0])} to {in_percent(shares[-1])} of 100 starts of greedy "
        f"k-means++ found all groups: about {fewest} to {most} starts, to be {in_percent(SURE)} sure. Repairing a random start "
        "found more: with random swap all groups in 20 of 20 runs on each set, with split and merge too, except on S4 (165 of 200)."
    )


def found_by(ends: Mapping[str, NDArray[np.float64]], known: float) -> Winners:
    """Hold some ways to begin against the best answer.

    Parameters
    ----------
    ends : of each way, the inertia that its starts ended in, arrays of shape (s,)
    known : the least inertia of the starts before
    """
    leading = min(ends, key=lambda way: float(ends[way].min()))
    least = float(ends[leading].min())
    better = float(percent_above_best(known, min(least, known)))
    best = least if better > 0 else known
    return Winners(
        {way: int(np.count_nonzero(percent_above_best(inertia, best) <= 0)) for way, inertia in ends.items()},
        {way: len(inertia) for way, inertia in ends.items()},
        better,
        leading if better > 0 else "",
    )


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
