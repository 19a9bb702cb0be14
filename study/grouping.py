"""The groups in a table: the best of several starts, and how far one can rely on them. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmeans_core import fit
from kmeans_core.many import RunsProgress
from kmeans_core.scores import adjusted_rand_index
from kmeans_core.solutions import distinct_solutions
from study import numbering

Array = NDArray[np.float64]

INITIALIZATION = "k-means++"
ALIKE = 0.95
"""From this adjusted Rand index on, two answers are called the same or nearly so."""
RELIABLE = 0.8
"""A start that leads to the best answer so often misses it five times in a row once in three thousand."""
HARD = 0.3
"""A start that leads there less often misses it ten times in a row once in thirty or sooner."""


@dataclass(frozen=True)
class Grouping:
    """The best of several starts.

    labels : integers of shape (n_samples,), from 0; means : array of shape (k, n_features), in the units of the
    clustering; seed : of the start that led here; starts : how many were tried; alike : how many of them ended in these
    groups or nearly so; as_good : how many ended in other groups that are exactly as good; explained : by which share the distances
    of the rows to the centers of their groups add up to less than those to the center of all, as k-means squares them or as the
    distance in use adds them up.
    """

    labels: NDArray[np.signedinteger]
    means: Array
    seed: int
    starts: int
    alike: int
    as_good: int = 0
    explained: float = 0.0

    @property
    def k(self) -> int:
        """How many groups."""
        return len(self.means)

    @property
    def sizes(self) -> NDArray[np.signedinteger]:
        """Rows per group, shape (k,)."""
        return np.bincount(self.labels, minlength=self.k)


def starts_for(n_samples: int) -> int:
    """How many starts to try: many where they cost nothing, few where each takes seconds."""
    return 50 if n_samples <= 5_000 else 20 if n_samples <= 50_000 else 10 if n_samples <= 200_000 else 5


def find_groups(
    X: Array,
    k: int,
    starts: int | None = None,
    *,
    progress: RunsProgress | None = None,
    asked: Mapping[str, Any] = MappingProxyType({}),
    across: int = 0,
) -> Grouping:
    """The best of several starts, numbered by the rule of all pages. `progress` is told how many are done, of how many.

    asked : what `fit` is asked for besides, see `asked_of` in measured.py; across : see `anchors` in numbering.py
    """
    best = fit(X, k, starts or starts_for(len(X)), INITIALIZATION, progress=progress, **asked)
    alike = as_good = 0
    for solution in distinct_solutions(best.runs):
        if float(adjusted_rand_index(solution.labels, best.labels)) >= ALIKE:
            alike += solution.count
        elif solution.percent_above_best == 0:
            as_good += solution.count
    labels, means = numbering.in_order(best.labels, best.means, numbering.anchors(X, k, across))
    explained = max(0.0, best.between / best.total) if best.total > 0 else 0.0
    return Grouping(labels, means, best.seed, len(best.runs), alike, as_good, explained)


def how_found(grouping: Grouping) -> str:
    """How reliably the starts lead to these groups, two or more, in a line or two. Whether groups stand apart is another question, which the
    judges answer: see council.py."""
    starts, alike, as_good = grouping.starts, grouping.alike, grouping.as_good
    if as_good:
        return (
            f"Not one answer: {alike} of {starts} random starts led to these groups or nearly the same, {as_good} to others that "
            "are exactly as good. The rows can be grouped in more than one way."
        )
    found = f"{alike} of {starts} random starts led to these groups, the best found, or nearly the same"
    if alike >= RELIABLE * starts:
        return f"Yes: {found}. That does not say that they stand apart."
    if alike >= HARD * starts:
        return f"Not by every start: {found}. The others ended in looser groups."
    return f"Hardly: only {found}. There may be tighter ones that none of them found."
