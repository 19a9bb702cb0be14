"""Which judges of `council.py` speak by which distance, and what they compare points with: as many points scattered evenly in a box
that has the spread of the points along each of their principal axes. k-means draws groups there as well, and what it draws there
speaks for nothing.

For a distance that looks at directions, the box lies about the directions of the points, and what is scattered in it is seen from zero
(on the globe: from the middle of the earth).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kmeans_core.checks import FloatArray, check_points, check_seed
from kmeans_core.directions import NO_DIRECTION, _degrees
from kmeans_core.medians import _geometric_median, _geometric_medians
from kmeans_core.similarities import SQUARED_EUCLIDEAN, Similarity, _similarity
from kmeans_core.trace import _lengths

JUDGES = ("gap", "silhouette less noise", "jump", "prediction strength", "gap, first")
"""In the order in which they decide where votes are equal: the most reliable on its own first."""
MOST_POINTS = 1000
"""Of more points a sample is judged: averages of a thousand are known well enough, and the work grows with the square."""
MOST_BY_OTHERS = 300
"""The same by other distances, by which a start takes many times as long."""
ROUGHLY = 1e-3
"""The pull on a geometric median, as a share of all weight, that a council puts up with: sums are a millionth above the least then, and
a start takes a seventh of the time."""


def _in_place(points: FloatArray, X: FloatArray) -> FloatArray:
    return points


def _of_their_length(points: FloatArray, X: FloatArray) -> FloatArray:
    directions: FloatArray = points / _lengths(points)[:, np.newaxis]
    return directions * float(_lengths(X).mean())


def _on_the_map(points: FloatArray, X: FloatArray) -> FloatArray:
    return _degrees(points)


def _as_it_is(similarity: Similarity) -> Similarity:
    return similarity


def _with_rough_medians(similarity: Similarity) -> Similarity:
    center = partial(_geometric_median, balance=ROUGHLY)
    return replace(similarity, center=center, centers=partial(_geometric_medians, balance=ROUGHLY))


def _with_quick_directions(
    similarity: Similarity, back: Callable[[FloatArray, FloatArray], FloatArray]
) -> Similarity:
    def centers(X: FloatArray, members: NDArray[np.bool_]) -> FloatArray:
        directions = similarity.place(X)
        sums = members.astype(np.float64) @ directions
        nowhere = _lengths(sums) <= NO_DIRECTION * len(X)
        sums[nowhere] = directions[members[nowhere].argmax(axis=1)]
        return back(sums, X)

    return replace(similarity, centers=centers)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a distance means for a council.

    Attributes
    ----------
    judges : those who speak by it, of `JUDGES` and in that order
    most_points : of more points, a sample is judged
    back : `back(points, X)`: points that are scattered where `Similarity.place` puts the rows of `X`, as such rows
    heard_by : the similarity as judges use it, with centers that are found sooner, and not to the last digit
    turns : whether points that are turned all together are as far apart as before: then a box need not be turned into its place
    """

    judges: tuple[str, ...]
    most_points: int = MOST_BY_OTHERS
    back: Callable[[FloatArray, FloatArray], FloatArray] = _in_place
    heard_by: Callable[[Similarity], Similarity] = _as_it_is
    turns: bool = False


# The jump raises a mean squared distance to a power that is right for straight distances alone. (So is what other criteria rest on:
# Calinski and Harabasz divide squares into those within and between, and the BIC has round normal groups.)
_BY_ANY = tuple(judge for judge in JUDGES if judge != "jump")
TERMS: dict[str, Terms] = {
    SQUARED_EUCLIDEAN.name: Terms(JUDGES, MOST_POINTS, turns=True),
    "Manhattan": Terms(_BY_ANY),
    "Euclidean": Terms(_BY_ANY, heard_by=_with_rough_medians),
    "Chebyshev": Terms(_BY_ANY),
    "cosine": Terms(
        _BY_ANY, back=_of_their_length, heard_by=partial(_with_quick_directions, back=_of_their_length)
    ),
    "great circle": Terms(
        _BY_ANY, back=_on_the_map, heard_by=partial(_with_quick_directions, back=_on_the_map)
    ),
    "Euclidean, medoids": Terms(_BY_ANY),
}
"""By name of a similarity. By one that is not here, no judges are heard."""


def terms_of(similarity: str | Similarity) -> Terms:
    """What this similarity means for a council.

    Raises
    ------
    ValueError
        If there is none of this name, or no judges are heard by it.
    """
    name = _similarity(similarity).name
    if name not in TERMS:
        raise ValueError(
            f"No judges are heard by {name!r}: it is not known what to compare with. They are by {', '.join(map(repr, TERMS))}."
        )
    return TERMS[name]


def scattered(X: ArrayLike, seed: int = 0, similarity: str | Similarity = SQUARED_EUCLIDEAN) -> FloatArray:
    """As many points as `X` has, shape (n_samples, n_features), scattered evenly in a box about them: what judges compare with.

    Raises ValueError if `X` is no table of finite numbers, the similarity cannot measure a row, or no judges are heard by it.
    """
    points, measure = check_points(X), _similarity(similarity)
    measure.check(points, "X")
    return _Box(points, measure).in_place(np.random.default_rng(check_seed(seed)))


class _Box:
    """About points, along their principal axes, with their spread along each."""

    def __init__(self, X: FloatArray, similarity: Similarity) -> None:
        self.X, self.terms = X, terms_of(similarity)
        self.middle, self.axes, self.spreads = _axes(similarity.place(X))

    def as_far_apart(self, rng: np.random.Generator) -> FloatArray:
        """Points scattered in it, or others that are as far from each other."""
        return self._evenly(rng) if self.terms.turns else self.in_place(rng)

    def in_place(self, rng: np.random.Generator) -> FloatArray:
        """Points scattered in it."""
        return self.terms.back(self.middle + self._evenly(rng) @ self.axes, self.X)

    def _evenly(self, rng: np.random.Generator) -> FloatArray:
        # From -1 to 1, the standard deviation is 1 / sqrt(3).
        return rng.uniform(-sqrt(3), sqrt(3), (len(self.X), len(self.spreads))) * self.spreads


def _axes(points: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The middle of points, their principal axes as rows, and the standard deviation along each."""
    middle = points.mean(axis=0)
    _, lengths, axes = np.linalg.svd(points - middle, full_matrices=False)
    return middle, axes, lengths / sqrt(len(points))


def _effective_columns(spreads: FloatArray) -> float:
    """Of how many columns with equal spreads points with these have as much: what varies little, or together, does not count in full."""
    variances = spreads**2
    total = float(variances.sum())
    return total**2 / float((variances**2).sum()) if total > 0 else 2.0
