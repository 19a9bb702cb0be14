"""What "near" may mean, each with the center that belongs to it: `SIMILARITIES[name]` is a `Similarity`.

k-means gives each point to the nearest center, and moves each center to where the sum of the distances of its points is
least. For *squared* straight distances that place is the mean, hence the name. Another distance has another such place:
the median for city blocks, the direction of the mean for angles. Only the two together make a sum that no half-step can
raise, so a `Similarity` holds both. (Banerjee, Merugu, Dhillon and Ghosh 2005 tell for which distances it is the mean.)

Just putting in another distance breaks it. Here are three points about 1, one at 17 that is nearest to them, and a group of its
own at 100; city blocks for the distance, and the mean for the center, as if nothing had changed. The update *raises* the sum:

>>> from kmeans_core import run
>>> X = [[0.0], [1.0], [2.0], [17.0], [100.0]]
>>> wrong = run(X, means=[[1.0], [100.0]], similarity=paired("Manhattan", "squared Euclidean"))
>>> for step in wrong.steps[1:]:
...     print(f"{step.kind:6}", step.means.ravel(), step.inertia)
assign [  1. 100.] 18.0
update [  5. 100.] 24.0
assign [  5. 100.] 24.0

With its own center, the median, it does not:

>>> right = run(X, means=[[1.0], [100.0]], similarity="Manhattan")
>>> print([step.inertia for step in right.steps[1:]], right.means.ravel())
[18.0, 18.0, 18.0] [  1.5 100. ]

Distances and centers lie in a file for each family: medians.py, directions.py, central_rows.py, prototypes.py. To add a similarity, write
its distance and its center, and enter it in `SIMILARITIES`; the tests try it by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kmeans_core.central_rows import _medoid, _worst_column
from kmeans_core.checks import FloatArray, IntArray, check_points, check_whole_number
from kmeans_core.directions import (
    _directions,
    _kilometers,
    _mean_direction,
    _mean_on_globe,
    _on_globe,
    _one_less_cosine,
    _refuse_what_is_off_the_globe,
    _refuse_zero_rows,
)
from kmeans_core.distances import _squared_distances
from kmeans_core.medians import (
    _city_blocks,
    _geometric_median,
    _geometric_medians,
    _median,
    _medians,
    _straight,
)
from kmeans_core.prototypes import (
    _by_spread,
    _prototype,
    _prototype_distances,
    _refuse_columns_that_are_not_there,
)
from kmeans_core.sums import Weights, _mean


def _as_they_are(X: FloatArray) -> FloatArray:
    return X


def _nothing_to_check(X: FloatArray, name: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Similarity:
    """A distance and the center that belongs to it. Two of the same name and settings are equal.

    Attributes
    ----------
    name : as in `SIMILARITIES`.
    distances : `distances(points, centers)`, of arrays of shape (n_samples, p) and (k, p) that `place` gave: shape (k, n_samples).
        What is added up: squared, if the sum is one of squares.
    center : `center(X, weights)`, where the (weighted) sum of distances of the rows of `X`, shape (m, n_features), is
        least: shape (n_features,). A function of these rows alone. At least one of them has weight.
    center_name : what such a center is called.
    place : where the rows of `X`, and centers, lie for `distances`: shape (n_samples, p).
    check : `check(X, name)` raises a ValueError for rows that it cannot measure.
    apart : `apart(points, others)`, as `distances`: how far points are from each other, where `distances` gives the square of it.
        None where it is `distances` itself.
    settings : what else tells it from others of its name.
    centers : `centers(X, members)`, for members of shape (m, n_samples), True where a row belongs to a cluster, none of
        which is empty: the centers of all m clusters at once, shape (m, n_features), to the last digit as `center` gives
        them. None where there is no quicker way than one after the other.
    """

    name: str
    distances: Callable[[FloatArray, FloatArray], FloatArray] = field(compare=False, repr=False)
    center: Callable[[FloatArray, Weights], FloatArray] = field(compare=False, repr=False)
    center_name: str = field(compare=False)
    place: Callable[[FloatArray], FloatArray] = field(default=_as_they_are, compare=False, repr=False)
    check: Callable[[FloatArray, str], None] = field(default=_nothing_to_check, compare=False, repr=False)
    apart: Callable[[FloatArray, FloatArray], FloatArray] | None = field(
        default=None, compare=False, repr=False
    )
    settings: tuple[object, ...] = ()
    centers: Callable[[FloatArray, NDArray[np.bool_]], FloatArray] | None = field(
        default=None, compare=False, repr=False
    )


def _similarity(similarity: str | Similarity) -> Similarity:
    if isinstance(similarity, Similarity):
        return similarity
    if not isinstance(similarity, str) or similarity not in SIMILARITIES:
        raise ValueError(
            f"similarity must be one of {', '.join(map(repr, SIMILARITIES))}, or a Similarity; got {similarity!r}."
        )
    return SIMILARITIES[similarity]


def medoids(similarity: str | Similarity) -> Similarity:
    """The same distance, with the most central *row* of a cluster for its center: a medoid (Kaufman and Rousseeuw 1987; by
    turns of assign and update, Park and Jun 2009). It takes the distances between all rows of a cluster.

    Raises
    ------
    ValueError
        If there is no similarity of this name.
    """
    measure = _similarity(similarity)
    return replace(
        measure,
        name=f"{measure.name}, medoids",
        center=partial(_medoid, distances=measure.distances, place=measure.place),
        centers=None,
        center_name="medoid",
    )


def paired(distance: str | Similarity, center: str | Similarity) -> Similarity:
    """The distance of one similarity with the center of another: wrong, as a rule, and made to show that it is. See the
    example at the top of this file.

    Raises
    ------
    ValueError
        If there is no similarity of this name.
    """
    measure, other = _similarity(distance), _similarity(center)
    return replace(
        measure,
        name=f"{measure.name} with the center of {other.name}",
        center=other.center,
        centers=other.centers,
        center_name=other.center_name,
        settings=(measure.settings, other.settings),
    )


def mixed(X: ArrayLike, words: Sequence[int], mismatch: float = 1.0) -> Similarity:
    """Tables with words: k-prototypes (Huang 1998). Numbers count by squared differences, in units of their column's spread
    (the standard deviation in `X`); a word that is another counts `mismatch`.

    Parameters
    ----------
    X : array of shape (n_samples, n_features); words are coded as numbers, equal words by equal ones
    words : the columns that hold words, counted from 0
    mismatch : what a word that differs adds to the distance: 1 is as much as a number that is one spread away

    Raises
    ------
    ValueError
        If `X` will not do as points, a column is not there, or `mismatch` is negative or no number.
    """
    points = check_points(X)
    n_features = points.shape[1]
    columns = tuple(sorted({check_whole_number(column, 0, "A column of words") for column in words}))
    if columns and columns[-1] >= n_features:
        raise ValueError(f"There is no column {columns[-1]}: X has {n_features}, counted from 0.")
    if isinstance(mismatch, bool) or not 0 <= mismatch < np.inf:
        raise ValueError(f"mismatch must be a number of at least 0; got {mismatch!r}.")
    spreads = points.std(axis=0)
    spreads[spreads == 0] = 1
    spreads[list(columns)] = 1
    return Similarity(
        name="mixed",
        distances=partial(_prototype_distances, words=columns, mismatch=float(mismatch)),
        center=partial(_prototype, words=columns),
        center_name="mean and most common word",
        place=partial(_by_spread, spreads=spreads),
        check=partial(_refuse_columns_that_are_not_there, n_features=n_features),
        settings=(columns, float(mismatch), tuple(spreads.tolist())),
    )


SQUARED_EUCLIDEAN = Similarity(
    name="squared Euclidean",
    distances=_squared_distances,
    center=_mean,
    center_name="mean",
    apart=_straight,
)
_MANHATTAN = Similarity(
    name="Manhattan",
    distances=_city_blocks,
    center=_median,
    center_name="median",
    centers=_medians,
)
_EUCLIDEAN = Similarity(
    name="Euclidean",
    distances=_straight,
    center=_geometric_median,
    center_name="geometric median",
    centers=_geometric_medians,
)
# The sum of largest differences has no center by formula. (The middle of the range makes the largest of them least, not the
# sum.) So it is the best of the rows.
_CHEBYSHEV = Similarity(
    name="Chebyshev",
    distances=_worst_column,
    center=partial(_medoid, distances=_worst_column, place=_as_they_are),
    center_name="medoid",
)
_COSINE = Similarity(
    name="cosine",
    distances=_one_less_cosine,
    center=_mean_direction,
    center_name="direction of the mean",
    place=_directions,
    check=_refuse_zero_rows,
)
_GREAT_CIRCLE = Similarity(
    name="great circle",
    distances=_squared_distances,
    center=_mean_on_globe,
    center_name="direction of the mean",
    place=_on_globe,
    check=_refuse_what_is_off_the_globe,
    apart=_kilometers,
)

SIMILARITIES: dict[str, Similarity] = {
    each.name: each
    for each in (
        SQUARED_EUCLIDEAN,
        _MANHATTAN,
        _EUCLIDEAN,
        _CHEBYSHEV,
        _COSINE,
        _GREAT_CIRCLE,
        medoids(SQUARED_EUCLIDEAN),
        medoids(_MANHATTAN),
        medoids(_EUCLIDEAN),
        medoids(_COSINE),
        medoids(replace(_GREAT_CIRCLE, distances=_kilometers)),
    )
}


def _apart(similarity: Similarity, points: FloatArray, others: FloatArray) -> FloatArray:
    """How far points are from others, shape (k, n_samples), none of it squared; both are where `place` put them."""
    return (similarity.apart or similarity.distances)(points, others)


def great_circle_distances(X: ArrayLike, centers: ArrayLike) -> FloatArray:
    """How far places are apart on the globe, in km, shape (n_samples, k), for latitudes and longitudes in degrees, shapes
    (n_samples, 2) and (k, 2). The earth is taken for a ball: up to half a percent off.

    Raises
    ------
    ValueError
        If one of them has no two columns, or a place is not on the globe.
    """
    points, others = check_points(X), check_points(centers, "centers")
    _refuse_what_is_off_the_globe(points, "X")
    _refuse_what_is_off_the_globe(others, "centers")
    return _kilometers(_on_globe(points), _on_globe(others)).T


def _distances_to_own(
    similarity: Similarity, points: FloatArray, centers: FloatArray, labels: IntArray
) -> FloatArray:
    """The distance of every point to the center of its own cluster, shape (n_samples,)."""
    distances = np.empty(len(points))
    for cluster in range(len(centers)):
        members = labels == cluster
        distances[members] = similarity.distances(points[members], centers[cluster : cluster + 1])[0]
    return distances
