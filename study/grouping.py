"""The groups in a table: the best of several starts, and how far one can rely on them. Pure: no Streamlit."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmeans_core import fit
from kmeans_core.checks import count_distinct
from kmeans_core.many import RunsProgress
from kmeans_core.scores import adjusted_rand_index
from kmeans_core.solutions import distinct_solutions
from study import numbering

Array = NDArray[np.float64]

INITIALIZATION = "k-means++"
ALIKE = 0.95
"""From this adjusted Rand index on, two answers are called the same or nearly so."""
VAGUE = 0.55
"""Below this, even the clearest groups run into each other: points without any groups reach up to 0.53."""
COMPARED = range(2, 9)
"""Numbers of groups that are compared: more, nobody finds names for."""
FEWEST_TO_COMPARE = COMPARED[1]
"""With too few rows for so many groups, there are no two numbers of groups to compare."""


@dataclass(frozen=True)
class Grouping:
    """The best of several starts.

    labels : integers of shape (n_samples,), from 0; means : array of shape (k, n_features), in the units of the
    clustering; seed : of the start that led here; starts : how many were tried; alike : how many of them ended in these
    groups or nearly so; as_good : how many ended in other groups that are exactly as good.
    """

    labels: NDArray[np.signedinteger]
    means: Array
    seed: int
    starts: int
    alike: int
    as_good: int = 0

    @property
    def k(self) -> int:
        """How many groups."""
        return len(self.means)

    @property
    def sizes(self) -> NDArray[np.signedinteger]:
        """Rows per group, shape (k,)."""
        return np.bincount(self.labels, minlength=self.k)


def most_groups(n_samples: int) -> int:
    """So many groups are compared or offered at most: the fewer rows in a group, the clearer it looks, and a row alone looks
    clearest. So there are never more groups than rows in a group of middling size."""
    return math.isqrt(n_samples)


def opening_k(X: Array, wanted: int) -> int:
    """How many groups are made where nobody has chosen: `wanted`, or fewer of few rows."""
    return max(1, min(wanted, most_groups(len(X)), count_distinct(X, wanted)))


def starts_for(n_samples: int) -> int:
    """How many starts to try: many where they cost nothing, few where each takes seconds."""
    return 50 if n_samples <= 5_000 else 20 if n_samples <= 50_000 else 10 if n_samples <= 200_000 else 5


def find_groups(
    X: Array, k: int, starts: int | None = None, *, progress: RunsProgress | None = None
) -> Grouping:
    """The best of several starts, numbered by the rule of all pages. `progress` is told how many are done, of how many."""
    best = fit(X, k, starts or starts_for(len(X)), INITIALIZATION, progress=progress)
    alike = as_good = 0
    for solution in distinct_solutions(best.runs):
        if float(adjusted_rand_index(solution.labels, best.labels)) >= ALIKE:
            alike += solution.count
        elif solution.percent_above_best == 0:
            as_good += solution.count
    labels, means = numbering.in_order(best.labels, best.means, numbering.anchors(X, k))
    return Grouping(labels, means, best.seed, len(best.runs), alike, as_good)


def clarity_by(X: Array) -> dict[int, float]:
    """How clearly the groups stand apart for each number of groups: the simplified silhouette, 1 at best; a sample will do.

    For every row: by how much the second nearest mean is farther away than its own, as a share of the former; averaged.
    Numbers of groups for which there are too few rows are left out, see `most_groups`.
    """
    ks = [k for k in COMPARED if k <= most_groups(len(X))]
    X = numbering.sample_of(X)
    clarity = {}
    for k in ks:
        try:
            best = fit(X, k, 10, INITIALIZATION)
        except ValueError:  # fewer distinct rows than groups
            break
        nearest = np.partition(best.transform(X), 1, axis=1)
        own, second = nearest[:, 0], nearest[:, 1]
        clarity[k] = float(np.divide(second - own, second, out=np.zeros(len(X)), where=second > 0).mean())
    return clarity


def how_sure(grouping: Grouping) -> str:
    """One line on how far to rely on the groups."""
    if grouping.k == 1:
        return "One group holds all rows: there is nothing to be unsure about, and nothing to tell apart."
    starts, alike, as_good = grouping.starts, grouping.alike, grouping.as_good
    if as_good:
        return (
            f"Not sure: {alike} of {starts} random starts led to these groups or nearly the same, {as_good} to others that are "
            "exactly as good. The rows can be grouped in more than one way."
        )
    if alike >= 0.3 * starts and most_groups(len(grouping.labels)) < max(grouping.k, FEWEST_TO_COMPARE):
        return "Too few rows to tell whether these groups are more than chance."
    found = f"{alike} of {starts} random starts led to these groups, the best found, or nearly the same"
    if alike >= 0.8 * starts:
        return f"Sure: {found}."
    if alike >= 0.3 * starts:
        return f"Fairly sure: {found}. The others led to other groups."
    return f"Unsure: only {found}. Another number of groups may suit the rows better."


def clearest(clarity: dict[int, float]) -> int | None:
    """The number of groups that stand apart most clearly; None where none of them do."""
    if len(clarity) < 2:
        return None
    best = max(clarity, key=lambda each: clarity[each])
    return best if clarity[best] >= VAGUE else None


def hint_on_k(k: int, clarity: dict[int, float], n_samples: int) -> str:
    """A hint on the number of groups of so many rows, in words."""
    advice = "Take the number whose groups you can give a name."
    if len(clarity) < 2:
        return advice
    best, most = clearest(clarity), max(clarity)
    if best is None:
        found = f"No number from 2 to {most} makes groups that stand clearly apart."
    elif best == k == most:
        found = f"{k} groups stand apart more clearly than fewer."
    elif best == k:
        found = f"Of 2 to {most} groups, {k} stand apart most clearly."
    elif k not in clarity:
        found = f"Of 2 to {most} groups, {best} would stand apart most clearly."
    else:
        found = f"Of 2 to {most} groups, {best} would stand apart more clearly than {k}."
    if most == most_groups(n_samples) < COMPARED[-1]:
        found += f" More than {most} were not tried for so few rows."
    return f"{found} {advice}"
