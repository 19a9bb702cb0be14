"""The best there is, proved, beside where a run ended: for one column, and for a few rows. Pure: no Streamlit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmeans_core import Run, best_of_one_column, best_partition, match_means, percent_above_best
from kmeans_core.optimum import Optimum
from study.answers_in_words import in_percent
from study.digits import all_written, rounded
from study.points import Array, Points
from study.similarity_words import changed_company
from study.words import count

FEW = 15
"""So many rows at most, where there are more columns: all ways to divide them are looked through in a fraction of a second."""
SAME = 1e-9
"""Two sums that differ by a smaller share are the same but for rounding."""


@dataclass(frozen=True, eq=False)
class Best:
    """The groups with the least inertia, numbered as those of the run that they are most like.

    Attributes
    ----------
    means : array of shape (k, n_features)
    labels : integers of shape (n_samples,)
    inertia : the least there is
    reached : whether the run ended with it
    """

    means: Array
    labels: NDArray[np.intp]
    inertia: float
    reached: bool

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        return self.means.nbytes + self.labels.nbytes


def can_be_proved(points: Points) -> bool:
    """Whether the best groups of these points can be found for certain, and soon."""
    return points.one_column or len(points.X) <= FEW


def best_there_is(points: Points, k: int) -> Optimum:
    """The best k groups. Only where they `can_be_proved`."""
    return best_of_one_column(points.X, k) if points.one_column else best_partition(points.X, k)


def best_beside(best: Optimum, run: Run) -> Best:
    """The best groups there are beside a run with as many."""
    # Both may be best, in other groups: then the page shows those of the run.
    if run.inertia <= best.inertia * (1 + SAME):
        return Best(run.means, run.labels, run.inertia, True)
    order = match_means(best.means, run.means)
    numbers = np.argsort(order)
    return Best(best.means[order], numbers[best.labels], best.inertia, False)


def optimum_in_words(points: Points, run: Run, best: Best) -> tuple[str, str]:
    """What is proved, in a sentence that leads and one that follows. Markdown."""
    how = (
        "On one line the rows of a group stand side by side in the best answer, so all ways to cut can be compared"
        if points.one_column
        else f"With {count(len(points.X), 'row')} all ways to divide them can be looked through"
    )
    into = f"into {count(run.k, 'group')}"
    if best.reached:
        return (
            "This is the best there is: proved.",
            f"No way to divide these rows {into} has a lower inertia than {rounded(best.inertia)}. {how}.",
        )
    least, ended = all_written([best.inertia, run.inertia])
    changed = len(changed_company(best.labels, run.labels, run.k))
    are = "is" if changed == 1 else "are"
    above = float(percent_above_best([run.inertia], best.inertia)[0])
    return (
        "There is a better answer: proved.",
        f"This run ended with an inertia of {ended}. The least there is {into} is {least}: the run is {in_percent(above)} above it, and "
        f"{count(changed, 'row')} {are} in other company than in the best answer. {how}.",
    )
