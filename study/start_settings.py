"""How a run of k-means starts: the settings that go together wherever one is asked for. Pure: no Streamlit."""

from __future__ import annotations

from dataclasses import dataclass

from kmeans_core import by_hand, initial_means
from kmeans_core.checks import count_distinct
from study.by_hand import BY_HAND, Means, as_positions, why_unfit
from study.by_similarity import similarity_on
from study.points import Array, Points
from study.touched import ALL_PLACED, Touched


@dataclass(frozen=True)
class StartSettings:
    """Where the first means come from, and what becomes of a cluster that loses all its points.

    Attributes
    ----------
    init : one of `INITIALIZATIONS`, or `BY_HAND`
    seed : of the start; by hand, it decides nothing
    means : those placed by hand, in the values of the columns; () if none were
    empty : one of `EMPTY_CLUSTER_RULES`
    touched : which of `means` a hand touched, where that is not all of them
    """

    init: str
    seed: int
    means: Means = ()
    empty: str = "keep"
    touched: Touched = ALL_PLACED

    @property
    def is_by_hand(self) -> bool:
        return self.init == BY_HAND

    @property
    def called(self) -> str:
        """What it is called on screen, within a sentence."""
        return "by hand" if self.is_by_hand else f"seed {self.seed}"

    @property
    def name(self) -> tuple[object, ...]:
        """What tells this start from others, whatever the points."""
        return self.init, self.means if self.is_by_hand else self.seed

    def first_means(self, points: Points, k: int) -> Array:
        """The means a run starts from, shape (k, n_features), in its own order.

        Raises ValueError, with a sentence for the screen, where means placed by hand do not fit the points or k.
        """
        if not self.is_by_hand:
            return initial_means(points.X, k, self.init, self.seed, similarity=similarity_on(points))
        if points.nearness.measure.scaling:  # the points are others than those that the means were placed on
            raise ValueError(
                f"First means that were placed by hand belong to k-means: by “{points.nearness.measure.name}”, choose another start."
            )
        unfit = why_unfit(self.means, k, points)
        if unfit:
            raise ValueError(unfit)
        return initial_means(points.X, k, by_hand(as_positions(self.means, points)))

    def why_all_are_the_same(self, points: Points, k: int) -> str:
        """Why no other seed starts elsewhere, in a sentence for the screen; "" where one may."""
        if self.is_by_hand:
            return ""
        if self.init == "random partition":
            return "" if k > 1 else "Every start is the same: at the average of all points."
        if count_distinct(points.X, k + 1) != k:
            return ""
        if k == 1:
            return "Every start is the same: all points lie at one place."
        return f"Every start is the same: each of the {k} different points is a mean."
