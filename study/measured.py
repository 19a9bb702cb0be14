"""Points as somebody asked for them to be compared (`Points.nearness`), and what follows from it for their distances. Pure: no Streamlit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmeans_core import predict
from study.by_similarity import drawable, points_for
from study.nearness import MOST_PARTS, Nearness
from study.numerals import Numerals
from study.points import Array, Points
from study.similarities import Measure
from study.text import isolated

Labels = NDArray[np.signedinteger]


def compared(points: Points, near: Nearness) -> Points:
    """The points, to be compared so: in the units of their file where the distance takes them, the latitude first.

    Raises ValueError, with a sentence for the screen, where it makes no sense for them.
    """
    if near.is_plain:
        return points
    if near.words:  # the table has given the points their columns of 0 and 1
        return replace(points, nearness=near)
    found = points_for(points, near.measure)
    return replace(found, nearness=replace(near, words=found.nearness.words))


def asked_of(points: Points) -> dict[str, Any]:
    """What `fit` is asked for besides: nothing for k-means as it is."""
    near = points.nearness
    asked: dict[str, Any] = {}
    if near.weights is not None:
        asked["sample_weight"] = near.weights
    if near.sizes is not None:
        asked["sizes"] = near.sizes
    if not near.measure.is_k_means:
        asked["similarity"] = drawable(near.measure, points)
    return asked


def distances_from(points: Points, X: Array, means: Array) -> Array:
    """How far positions, shape (n, n_features), are from the centers of groups, shape (k, n_features), as people read it: shape
    (k, n). In km on the globe, in degrees between directions."""
    return distances_by(points.nearness.measure, points, X, means)


def distances_by(measure: Measure, points: Points, X: Array, means: Array) -> Array:
    """The same by another distance than that of the points, which are as it takes them."""
    if measure.is_k_means:
        return np.stack([np.sqrt(np.square(X - mean).sum(axis=1)) for mean in means])
    if measure.distance == "mixed":
        similarity = drawable(measure, points)
        return np.sqrt(similarity.distances(similarity.place(X), similarity.place(means)))
    if measure.distance == "globe":
        X, means = points.around(X), points.around(means)
    return measure.as_read(X, means)


def nearest_groups(points: Points, X: Array, means: Array) -> Labels:
    """The group whose center is nearest, shape (n,), for positions of shape (n, n_features)."""
    near = points.nearness
    if near.measure.is_k_means:
        return predict(X, means)
    return predict(X, means, similarity=drawable(near.measure, points))


def can_be_compared(points: Points, values: Array) -> NDArray[np.bool_]:
    """Which rows of values as they are in a file, shape (m, n_features), the distance can measure, shape (m,)."""
    measure = points.nearness.measure
    if measure.distance == "globe":
        return np.asarray((np.abs(values[:, 0]) <= 90) & (values[:, 1] >= -180) & (values[:, 1] <= 360))
    if measure.distance == "angle":
        return np.asarray(values.any(axis=1))
    return np.full(len(values), True)


def places_in_words(points: Points, labels: Labels, means: Array, numerals: Numerals) -> tuple[str, ...]:
    """Where each group lies on the globe, and how wide: "around 16.2° S, 156° E, half of them within 2,310 km". () for other distances."""
    if points.nearness.measure.distance != "globe":
        return ()
    away = distances_from(points, points.X, means)[labels, np.arange(len(labels))]
    told = []
    for group, (latitude, longitude) in enumerate(points.around(means).tolist()):
        own = away[labels == group]
        degrees = [
            f"{numerals.rounded(round(abs(value), 1))}° {sides[value < 0]}"
            for value, sides in ((latitude, "NS"), (longitude, "EW"))
        ]
        half = f", half of them within {numerals.rounded(float(np.median(own)))} km" if len(own) > 1 else ""
        told.append(f"around {', '.join(degrees)}{half}")
    return tuple(told)


def divided_in_words(points: Points, center: Array, numerals: Numerals) -> str:
    """How a direction, shape (n_features,), is divided up: "Divided up: wages 25%, materials 75%". "" where the distance is none between
    directions, or a part is negative."""
    if points.nearness.measure.distance != "angle" or center.min() < 0:
        return ""
    parts = zip(points.names, (center / center.sum()).tolist(), strict=True)
    largest = sorted(parts, key=lambda part: -part[1])[:MOST_PARTS]
    return (
        f"Divided up: {', '.join(f'{isolated(name, 30)} {numerals.share(part)}' for name, part in largest)}"
    )


def not_compared_in_words(points: Points) -> str:
    """Why the distance cannot measure some rows, as a clause."""
    if points.nearness.measure.distance == "globe":
        return "it is no place on the globe, with a latitude from −90 to 90 degrees and a longitude from −180 to 180"
    return "all its numbers are 0, which is no direction"


def center_of_all(points: Points) -> Array:
    """The center of all points, shape (n_features,), in the units of the clustering."""
    near = points.nearness
    return drawable(near.measure, points).center(points.X, near.weights)
