"""Angles, and ways on the globe: rows as directions, whose center is the direction of their mean. Registered in similarities.py."""

from __future__ import annotations

import numpy as np

from kmeans_core.checks import FloatArray
from kmeans_core.distances import _squared_distances
from kmeans_core.sums import Weights, _mean
from kmeans_core.trace import _lengths

# The radius of the globe in km: a mean one (International Union of Geodesy and Geophysics).
RADIUS = 6371.0088
# A mean of unit vectors is taken for zero where it is no longer than rounding makes it.
NO_DIRECTION = 1e-12


def _directions(X: FloatArray) -> FloatArray:
    scaled = X / np.abs(X).max(axis=1, keepdims=True)  # squares neither overflow nor vanish
    directions: FloatArray = np.asfortranarray(scaled / _lengths(scaled)[:, np.newaxis])
    return directions


def _one_less_cosine(directions: FloatArray, of_centers: FloatArray) -> FloatArray:
    # Half the squared chord is 1 - cos, and keeps its digits where directions are close.
    return _squared_distances(directions, of_centers) / 2


def _mean_direction(X: FloatArray, weights: Weights) -> FloatArray:
    direction = _direction_of_mean(_directions(X), weights)
    return _first_that_counts(X, weights) if direction is None else direction


def _refuse_zero_rows(X: FloatArray, name: str) -> None:
    zero = np.flatnonzero(~X.any(axis=1))
    if zero.size:
        more = f" ({zero.size} rows in all)" if zero.size > 1 else ""
        raise ValueError(
            f"{name} has only zeros in row {zero[0]}{more}: it points nowhere, so it has no angle to others. Leave such rows out first."
        )


def _on_globe(X: FloatArray) -> FloatArray:
    """Degrees of latitude and longitude on a globe of radius 1, shape (n_samples, 3). One place, one result: 180 degrees
    west are 180 east, and a pole has no longitude."""
    latitude = np.radians(X[:, 0])
    longitude = np.radians(np.where(X[:, 1] >= 180, X[:, 1] - 360, X[:, 1]))
    from_axis = np.where(np.abs(X[:, 0]) == 90, 0.0, np.cos(latitude))
    x, y, z = from_axis * np.cos(longitude), from_axis * np.sin(longitude), np.sin(latitude)
    return np.asfortranarray(np.stack([x, y, z], axis=1))


def _kilometers(on_globe: FloatArray, centers: FloatArray) -> FloatArray:
    half_chords = np.sqrt(_squared_distances(on_globe, centers)) / 2
    return 2 * RADIUS * np.arcsin(np.minimum(half_chords, 1))


def _mean_on_globe(X: FloatArray, weights: Weights) -> FloatArray:
    direction = _direction_of_mean(_on_globe(X), weights)
    if direction is None:
        return _first_that_counts(X, weights)
    place: FloatArray = _degrees(direction[np.newaxis])[0]
    return place


def _degrees(directions: FloatArray) -> FloatArray:
    """Latitude and longitude of directions from the middle of the globe, shape (n_samples, 3)."""
    x, y, z = directions.T
    places: FloatArray = np.degrees(np.stack([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)], axis=1))
    return places


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


def _direction_of_mean(directions: FloatArray, weights: Weights) -> FloatArray | None:
    """The mean of unit vectors, made one itself; None where the mean is zero and has no direction. Then any direction has the
    same sum of squared chords."""
    mean = _mean(directions, weights)
    length = float(np.linalg.norm(mean))
    return mean / length if length > NO_DIRECTION else None


def cancel_out(directions: FloatArray, weights: Weights = None) -> bool:
    """Whether unit vectors have no mean direction. Their center is then the first of them that counts."""
    return _direction_of_mean(directions, weights) is None


def _first_that_counts(X: FloatArray, weights: Weights) -> FloatArray:
    first: FloatArray = X[0 if weights is None else (weights > 0).argmax()]
    return first
