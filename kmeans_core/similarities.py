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

To add a similarity, write its distance and its center, and enter it in `SIMILARITIES`; the tests try it by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kmeans_core.checks import FloatArray, IntArray, check_points, check_whole_number
from kmeans_core.distances import BLOCK, _squared_distances
from kmeans_core.sums import _averages
from kmeans_core.trace import _lengths

Weights = FloatArray | None

# The radius of the globe in km: a mean one (International Union of Geodesy and Geophysics).
RADIUS = 6371.0088
# A mean of unit vectors is taken for zero where it is no longer than rounding makes it.
NO_DIRECTION = 1e-12
# The pull on a geometric median, as a share of all weight: its sum is then at most a billionth above the least.
BALANCE = 5e-10
# Iterations for a geometric median: some forty do, mostly; more where it is close to one of the points.
MOST_ITERATIONS = 2000


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
    reason : why a person would want it, in a sentence.
    summed : what the sum, `Step.inertia`, is the sum of.
    place : where the rows of `X`, and centers, lie for `distances`: shape (n_samples, p).
    check : `check(X, name)` raises a ValueError for rows that it cannot measure.
    settings : what else tells it from others of its name.
    centers : `centers(X, members)`, for members of shape (m, n_samples), True where a row belongs to a cluster, none of
        which is empty: the centers of all m clusters at once, shape (m, n_features), to the last digit as `center` gives
        them. None where there is no quicker way than one after the other.
    """

    name: str
    distances: Callable[[FloatArray, FloatArray], FloatArray] = field(compare=False, repr=False)
    center: Callable[[FloatArray, Weights], FloatArray] = field(compare=False, repr=False)
    center_name: str = field(compare=False)
    reason: str = field(compare=False, repr=False)
    summed: str = field(compare=False, repr=False)
    place: Callable[[FloatArray], FloatArray] = field(default=_as_they_are, compare=False, repr=False)
    check: Callable[[FloatArray, str], None] = field(default=_nothing_to_check, compare=False, repr=False)
    settings: tuple[object, ...] = ()
    centers: Callable[[FloatArray, NDArray[np.bool_]], FloatArray] | None = field(
        default=None, compare=False, repr=False
    )


# Distances, shape (k, n_samples).


def _city_blocks(points: FloatArray, centers: FloatArray) -> FloatArray:
    total = _differences(points, centers, 0)
    for feature in range(1, points.shape[1]):
        total += _differences(points, centers, feature)
    return total


def _straight(points: FloatArray, centers: FloatArray) -> FloatArray:
    return np.sqrt(_squared_distances(points, centers))


def _worst_column(points: FloatArray, centers: FloatArray) -> FloatArray:
    worst = _differences(points, centers, 0)
    for feature in range(1, points.shape[1]):
        np.maximum(worst, _differences(points, centers, feature), out=worst)
    return worst


def _differences(points: FloatArray, centers: FloatArray, feature: int) -> FloatArray:
    differences: FloatArray = points[:, feature] - centers[:, feature, np.newaxis]
    return np.abs(differences, out=differences)


def _one_less_cosine(directions: FloatArray, of_centers: FloatArray) -> FloatArray:
    # Half the squared chord is 1 - cos, and keeps its digits where directions are close.
    return _squared_distances(directions, of_centers) / 2


def _kilometers(on_globe: FloatArray, centers: FloatArray) -> FloatArray:
    half_chords = np.sqrt(_squared_distances(on_globe, centers)) / 2
    return 2 * RADIUS * np.arcsin(np.minimum(half_chords, 1))


def _prototype_distances(
    points: FloatArray, centers: FloatArray, words: tuple[int, ...], mismatch: float
) -> FloatArray:
    total = np.zeros((len(centers), len(points)))
    for feature in range(points.shape[1]):
        column, of_centers = points[:, feature], centers[:, feature, np.newaxis]
        total += mismatch * (column != of_centers) if feature in words else (column - of_centers) ** 2
    return total


# Places.


def _directions(X: FloatArray) -> FloatArray:
    scaled = X / np.abs(X).max(axis=1, keepdims=True)  # squares neither overflow nor vanish
    directions: FloatArray = np.asfortranarray(scaled / _lengths(scaled)[:, np.newaxis])
    return directions


def _on_globe(X: FloatArray) -> FloatArray:
    """Degrees of latitude and longitude on a globe of radius 1, shape (n_samples, 3). One place, one result: 180 degrees
    west are 180 east, and a pole has no longitude."""
    latitude = np.radians(X[:, 0])
    longitude = np.radians(np.where(X[:, 1] >= 180, X[:, 1] - 360, X[:, 1]))
    from_axis = np.where(np.abs(X[:, 0]) == 90, 0.0, np.cos(latitude))
    x, y, z = from_axis * np.cos(longitude), from_axis * np.sin(longitude), np.sin(latitude)
    return np.asfortranarray(np.stack([x, y, z], axis=1))


def _by_spread(X: FloatArray, spreads: FloatArray) -> FloatArray:
    return X / spreads


# Centers, shape (n_features,).


def _mean(X: FloatArray, weights: Weights) -> FloatArray:
    means, _ = _averages(X, np.zeros(len(X), dtype=np.intp), X[:1], weights)
    return _row(means, 0)


def _median(X: FloatArray, weights: Weights) -> FloatArray:
    """In each column the middle of the places that have half of the weight on either side, at most."""
    order = X.argsort(axis=0)
    if weights is None:
        low, high = order[(len(X) - 1) // 2], order[len(X) // 2]
    else:
        cumulative = weights[order].cumsum(axis=0)
        half = cumulative[-1] / 2
        low = order[(cumulative >= half).argmax(axis=0), _every(X)]
        high = order[(cumulative > half).argmax(axis=0), _every(X)]
    below, above = X[low, _every(X)], X[high, _every(X)]
    median: FloatArray = below + (above - below) / 2
    return median


def _medians(X: FloatArray, members: NDArray[np.bool_]) -> FloatArray:
    """The medians of many clusters at once: in the order of a column, the members in the middle of each."""
    sizes = members.sum(axis=1)
    first = sizes.cumsum() - sizes
    medians = np.empty((len(members), X.shape[1]))
    for feature in range(X.shape[1]):
        order = X[:, feature].argsort()
        column = X[order, feature]
        # Where they stand, cluster after cluster, in rising order within each.
        places = np.flatnonzero(members.take(order, axis=1)) % len(X)
        below, above = column[places[first + (sizes - 1) // 2]], column[places[first + sizes // 2]]
        medians[:, feature] = below + (above - below) / 2
    return medians


def _every(X: FloatArray) -> IntArray:
    return np.arange(X.shape[1])


def _row(X: FloatArray, index: int) -> FloatArray:
    row: FloatArray = X[index]
    return row


def _geometric_median(X: FloatArray, weights: Weights) -> FloatArray:
    """Weiszfeld's iteration (1937), which Vardi and Zhang (2000) made sound where it meets one of the points.

    Each point pulls with its weight, and the median is where the pulls are in balance: or at a point whose own weight holds
    against the pull of all others.
    """
    if weights is None:
        weights = np.ones(len(X))
    counts = weights > 0
    X, weights = X[counts], weights[counts] / weights.max()
    origin = _mean(X, weights)
    scale = float(np.abs(X - origin).max()) or 1.0
    points = (X - origin) / scale
    least_pull = BALANCE * float(weights.sum())

    median, tried = np.zeros(X.shape[1]), -1
    for _ in range(MOST_ITERATIONS):
        pull, held, stiffness, nearest = _pull(points, weights, median)
        excess = float(np.linalg.norm(pull)) - held
        if nearest != tried:
            # A median at a point would be approached for ever: ask the point.
            tried = nearest
            there, held_there, _, _ = _pull(points, weights, points[nearest])
            if np.linalg.norm(there) <= held_there + 1e-12:
                return _row(X, nearest)
        if excess <= least_pull:
            break
        median = median + pull / stiffness * (excess / (excess + held))
    return origin + scale * median


def _pull(points: FloatArray, weights: FloatArray, place: FloatArray) -> tuple[FloatArray, float, float, int]:
    """The sum of the weighted unit vectors from `place` to the points elsewhere, the weight of those there, the sum of weights by
    distances, and the nearest point."""
    away = points - place
    lengths = _lengths(away)
    elsewhere = lengths > 0
    shares = np.divide(weights, lengths, out=np.zeros(len(points)), where=elsewhere)
    return shares @ away, float(weights[~elsewhere].sum()), float(shares.sum()), int(lengths.argmin())


def _direction_of_mean(directions: FloatArray, weights: Weights) -> FloatArray | None:
    """The mean of unit vectors, made one itself; None where the mean is zero and has no direction. Then any direction has the
    same sum of squared chords."""
    mean = _mean(directions, weights)
    length = float(np.linalg.norm(mean))
    return mean / length if length > NO_DIRECTION else None


def _mean_direction(X: FloatArray, weights: Weights) -> FloatArray:
    direction = _direction_of_mean(_directions(X), weights)
    return _first_that_counts(X, weights) if direction is None else direction


def _mean_on_globe(X: FloatArray, weights: Weights) -> FloatArray:
    direction = _direction_of_mean(_on_globe(X), weights)
    if direction is None:
        return _first_that_counts(X, weights)
    x, y, z = direction
    return np.degrees([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)])


def _first_that_counts(X: FloatArray, weights: Weights) -> FloatArray:
    return _row(X, 0 if weights is None else int((weights > 0).argmax()))


def _medoid(
    X: FloatArray,
    weights: Weights,
    distances: Callable[[FloatArray, FloatArray], FloatArray],
    place: Callable[[FloatArray], FloatArray],
) -> FloatArray:
    """The row with the least sum of distances to all rows, the first of several; one without weight is not there."""
    if weights is not None:
        X, weights = X[weights > 0], weights[weights > 0]
    points = place(X)
    size = max(1, BLOCK // len(X))
    tables = (distances(points, points[start : start + size]) for start in range(0, len(X), size))
    sums = [table.sum(axis=1) if weights is None else table @ weights for table in tables]
    return _row(X, int(np.concatenate(sums).argmin()))


def _prototype(X: FloatArray, weights: Weights, words: tuple[int, ...]) -> FloatArray:
    prototype = _mean(X, weights)
    for column in words:
        codes, positions = np.unique(X[:, column], return_inverse=True)
        prototype[column] = codes[np.bincount(positions, weights).argmax()]
    return prototype


# What they cannot measure.


def _refuse_zero_rows(X: FloatArray, name: str) -> None:
    zero = np.flatnonzero(~X.any(axis=1))
    if zero.size:
        more = f" ({zero.size} rows in all)" if zero.size > 1 else ""
        raise ValueError(
            f"{name} has only zeros in row {zero[0]}{more}: it points nowhere, so it has no angle to others. Leave such rows out first."
        )


def _refuse_what_is_off_the_globe(X: FloatArray, name: str) -> None:
    if X.shape[1] != 2:
        raise ValueError(
            f"{name} must have two columns, latitude and longitude in degrees; it has {X.shape[1]}."
        )
    off = np.flatnonzero((np.abs(X[:, 0]) > 90) | (X[:, 1] < -180) | (X[:, 1] > 360))
    if off.size:
        raise ValueError(
            f"{name} has no place on the globe in row {off[0]}: the first column is the latitude, from -90 to 90 degrees, the "
            f"second the longitude, from -180 to 360. There it has {X[off[0], 0]:g} and {X[off[0], 1]:g}."
        )


def _refuse_columns_that_are_not_there(X: FloatArray, name: str, n_features: int) -> None:
    if X.shape[1] != n_features:
        raise ValueError(
            f"{name} has {X.shape[1]} columns, the table that the spreads were taken from has {n_features}."
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
        reason="Each group is shown by one of your own rows, an example you can point at.",
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
        reason="It shows why a distance needs its own center: an update may raise the sum.",
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
        reason="Your table has words as well as numbers.",
        summed="squared differences of numbers, by their spread, and words that do not match",
        place=partial(_by_spread, spreads=spreads),
        check=partial(_refuse_columns_that_are_not_there, n_features=n_features),
        settings=(columns, float(mismatch), tuple(spreads.tolist())),
    )


SQUARED_EUCLIDEAN = Similarity(
    name="squared Euclidean",
    distances=_squared_distances,
    center=_mean,
    center_name="mean",
    reason="It is k-means: groups are round and close together.",
    summed="squared straight distances",
)
_MANHATTAN = Similarity(
    name="Manhattan",
    distances=_city_blocks,
    center=_median,
    center_name="median",
    reason="One row that is far off does not pull a center to it.",
    summed="distances in city blocks",
    centers=_medians,
)
_EUCLIDEAN = Similarity(
    name="Euclidean",
    distances=_straight,
    center=_geometric_median,
    center_name="geometric median",
    reason="Each center is the meeting place with the shortest way in total.",
    summed="straight distances",
)
# The sum of largest differences has no center by formula. (The middle of the range makes the largest of them least, not the
# sum.) So it is the best of the rows.
_CHEBYSHEV = Similarity(
    name="Chebyshev",
    distances=_worst_column,
    center=partial(_medoid, distances=_worst_column, place=_as_they_are),
    center_name="medoid",
    reason="Rows of a group differ little in any column, not even in the worst.",
    summed="differences in the column that differs most",
)
_COSINE = Similarity(
    name="cosine",
    distances=_one_less_cosine,
    center=_mean_direction,
    center_name="direction of the mean",
    reason="What counts is how a row is divided up, not how large it is: budgets, shares, words in texts.",
    summed="angles, each as 1 - its cosine",
    place=_directions,
    check=_refuse_zero_rows,
)
_GREAT_CIRCLE = Similarity(
    name="great circle",
    distances=_squared_distances,
    center=_mean_on_globe,
    center_name="direction of the mean",
    reason="The columns are latitude and longitude, and the earth is round.",
    summed="squared straight distances through a globe of radius 1, the nearest by which is the nearest on it",
    place=_on_globe,
    check=_refuse_what_is_off_the_globe,
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
        medoids(replace(_GREAT_CIRCLE, distances=_kilometers, summed="distances on the globe in km")),
    )
}


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
