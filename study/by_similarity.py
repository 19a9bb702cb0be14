"""A run by another distance: the points as that takes them, the first centers, and the run. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from kmeans_core import Run, Similarity, Step, run
from kmeans_core.directions import cancel_out
from study.coordinates import are_on_the_globe, may_be_latitude, may_be_longitude
from study.dateline import AROUND
from study.points import Array, Points
from study.similarities import Measure
from study.with_words import first_prototypes, numbers_and_words, rows_with_words, with_their_words

MOST_AT_MEDOIDS = 2000
"""A medoid takes the distances between all rows of its cluster: with so many, a run takes a few seconds at most."""
MOST_ITERATIONS = 40
"""With a center that is not its own a run may go round and round for ever."""


def points_for(points: Points, measure: Measure) -> Points:
    """The points as this distance takes them: in the units of their file for angles and the globe, there the latitude first; with the
    words of their table besides.

    Raises ValueError, with a sentence for the screen, where it makes no sense for them.
    """
    if measure.takes_all_pairs and len(points.X) > MOST_AT_MEDOIDS:
        raise ValueError(
            f"“{measure.name}” compares every point with every other, which takes too long for {len(points.X):,} of them: "
            f"choose at most {MOST_AT_MEDOIDS:,} points, or another distance."
        )
    if measure.distance == "mixed":
        return with_their_words(points)
    if not measure.in_file_units:
        return points
    if measure.distance == "globe":
        latitude, longitude = _on_the_globe(points)
        columns = [latitude, longitude]
        return _with(points, points.values[:, columns], columns)
    values = points.values
    if values.shape[1] == 1:
        raise ValueError(
            "One column is not divided up among others: an angle takes two columns or more. Choose another distance."
        )
    zero = np.flatnonzero(~values.any(axis=1))
    if zero.size:
        rows = "One row is" if zero.size == 1 else f"{zero.size:,} rows are"
        raise ValueError(
            f"{rows} 0 in every column that is compared (the first is row {zero[0] + 1}): seen from zero, that is no direction. "
            "Choose other columns, or another distance."
        )
    return _with(points, values, list(range(values.shape[1])))


def rows_taken(points: Points, measure: Measure) -> Points:
    """The points of the rows that this distance can compare, which k-means beside it is to compare too.

    Raises ValueError, with a sentence for the screen, where there are none.
    """
    return rows_with_words(points) if measure.distance == "mixed" else points


def _with(points: Points, X: Array, columns: list[int]) -> Points:
    """The same points in the units of their file, with their columns in this order."""
    if points.center is None and columns == list(range(X.shape[1])):
        return points
    axes = (columns.index(points.axes[0]), columns.index(points.axes[1])) if len(columns) > 1 else points.axes
    return replace(
        points,
        X=np.ascontiguousarray(X),
        names=tuple(points.names[j] for j in columns),
        center=None,
        scale=None,
        in_file=None,
        axes=axes,
        dates=tuple(columns.index(j) for j in points.dates),
        cuts=tuple((columns.index(j), cut) for j, cut in points.cuts),
    )


def columns_on_the_globe(points: Points) -> tuple[int, int] | None:
    """Which column is the latitude and which the longitude: by their names, or else what is drawn up and across. None if they
    are none. What the values must be, see `points_for`."""
    if len(points.names) != 2 or points.components is not None or points.dates:
        return None
    latitudes = [j for j, name in enumerate(points.names) if may_be_latitude(name)]
    longitudes = [j for j, name in enumerate(points.names) if may_be_longitude(name)]
    for first in latitudes:
        for second in longitudes:
            if first != second:
                return first, second
    return points.axes[1], points.axes[0]


def _on_the_globe(points: Points) -> tuple[int, int]:
    found = columns_on_the_globe(points)
    if found is None:
        raise ValueError(
            "The globe takes two columns: a latitude and a longitude, in degrees. Choose these two, or another distance."
        )
    latitude, longitude = (points.around(points.values)[:, column] for column in found)
    if not are_on_the_globe(latitude, longitude):
        raise ValueError(
            f"These are no places on the globe: “{points.names[found[0]]}” would be the latitude, from −90 to 90 degrees, and "
            f"“{points.names[found[1]]}” the longitude, from −180 to 180. Choose such columns, or another distance."
        )
    return found


def first_centers(points: Points, first_means: Array, measure: Measure) -> Array:
    """The first means of k-means, shape (k, n_features), as this distance takes them: the same places, see `points_for`."""
    if measure.distance == "mixed":
        return first_prototypes(points, first_means)
    if not measure.in_file_units:
        return first_means
    centers = points.to_units(first_means)
    if measure.distance == "globe":
        centers = centers[:, list(_on_the_globe(points))]
        # A mean may be moved off the globe by hand.
        highest = AROUND * 1.5 if points.cuts else AROUND
        centers = np.column_stack([centers[:, 0].clip(-90, 90), centers[:, 1].clip(-180, highest)])
    if measure.distance == "angle" and not centers.any(axis=1).all():
        raise ValueError(
            "A first mean lies at zero, where there is no direction. Choose another start, or another distance."
        )
    return centers


def run_by(
    points: Points, centers: Array, measure: Measure, empty: str, progress: Callable[[int], object] | None
) -> Run:
    """A run on points that `points_for` gave, from centers that `first_centers` gave."""
    return run(
        points.X,
        centers,
        empty=empty,
        max_iter=300 if measure.own_center else MOST_ITERATIONS,
        progress=progress,
        similarity=drawable(measure, points),
    )


def similarity_on(points: Points) -> Similarity:
    """What runs on these points go by."""
    return drawable(points.nearness.measure, points)


def drawable(measure: Measure, points: Points) -> Similarity:
    """The same with centers that can be drawn among the points: a direction has no length, and a longitude is written in two ways."""
    if measure.distance == "mixed":
        return numbers_and_words(points)
    similarity = own = measure.similarity
    if not measure.in_file_units:
        return similarity
    if measure.distance == "globe" and points.cuts:
        # Counted across the date line, longitudes may go beyond 360 degrees.
        similarity = replace(
            own,
            place=lambda X: own.place(points.around(X)),
            check=lambda X, name: own.check(points.around(X), name),
        )

    def center(X: Array, weights: Array | None) -> Array:
        found = similarity.center(X, weights)
        if measure.distance == "globe":
            counted: Array = points.counted(found[np.newaxis])[0]
            return counted
        length = float(np.average(np.linalg.norm(X, axis=1), weights=weights))
        return found * (length / float(np.linalg.norm(found)))

    return replace(similarity, center=center, centers=None)


def clusters_without_center(points: Points, step: Step, measure: Measure) -> list[int]:
    """The clusters whose points, as `points_for` gave them, lie all around, so that nothing is their middle: rising. The core makes
    the first of the points their center."""
    if step.kind != "update" or not measure.in_file_units:
        return []
    directions = drawable(measure, points).place(points.X)
    labels = step.labels
    return [cluster for cluster in np.unique(labels).tolist() if cancel_out(directions[labels == cluster])]
