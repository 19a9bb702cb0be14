"""Where the means start. One function per way, in a registry: `INITIALIZATIONS[name](X, k, rng) -> means`.

To add a way, write a function of that form and enter it in `INITIALIZATIONS`: pages, links and tests find it there.
Each returns means of shape (k, n_features) and draws from `rng` alone: the same generator state, the same means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kmeans_core.checks import FloatArray, check_k, check_means, check_points, check_seed
from kmeans_core.distances import _squared_distances_to_own

Initialization = Callable[[FloatArray, int, np.random.Generator], FloatArray]


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw of k-means++: the chance each point had, shape (n_samples,), and the index of the point drawn."""

    chances: FloatArray
    index: int


def random_points(X: FloatArray, k: int, rng: np.random.Generator) -> FloatArray:
    """k points at distinct places, picked at random: the classic (Forgy 1965; MacQueen 1967)."""
    chosen: dict[bytes, int] = {}
    for index in rng.permutation(len(X)):
        chosen.setdefault((X[index] + 0.0).tobytes(), int(index))
        if len(chosen) == k:
            break
    return np.ascontiguousarray(X[list(chosen.values())])


def kmeans_plus_plus(X: FloatArray, k: int, rng: np.random.Generator) -> FloatArray:
    """Points drawn one at a time, each with a chance in proportion to its squared distance to the nearest mean drawn
    so far (Arthur and Vassilvitskii 2007)."""
    return np.ascontiguousarray(X[[draw.index for draw in kmeans_plus_plus_draws(X, k, rng)]])


def kmeans_plus_plus_draws(X: FloatArray, k: int, rng: np.random.Generator) -> list[Draw]:
    """The draws behind `kmeans_plus_plus`, with the chances every point had at each of them."""
    draws = [Draw(np.full(len(X), 1 / len(X)), int(rng.integers(len(X))))]
    closest = _squared_distances_to_point(X, draws[-1].index)
    while len(draws) < k:
        weights = _weights(closest, X, [draw.index for draw in draws])
        draws.append(Draw(weights / weights.sum(), _draw(weights, rng.random())))
        np.minimum(closest, _squared_distances_to_point(X, draws[-1].index), out=closest)
    return draws


def greedy_kmeans_plus_plus(X: FloatArray, k: int, rng: np.random.Generator) -> FloatArray:
    """k-means++ that draws 2 + log k points each time and keeps the one that lowers the sum of squared distances most
    (Arthur and Vassilvitskii 2007, section 6; the form scikit-learn calls "k-means++")."""
    n_candidates = 2 + int(np.log(k))
    chosen = [int(rng.integers(len(X)))]
    closest = _squared_distances_to_point(X, chosen[0])
    while len(chosen) < k:
        weights = _weights(closest, X, chosen)
        candidates = [_draw(weights, chance) for chance in rng.random(n_candidates)]
        options = [np.minimum(closest, _squared_distances_to_point(X, index)) for index in candidates]
        best = int(np.argmin([option.sum() for option in options]))
        chosen.append(candidates[best])
        closest = options[best]
    return np.ascontiguousarray(X[chosen])


def farthest(X: FloatArray, k: int, rng: np.random.Generator) -> FloatArray:
    """A random point, then always the point farthest from the means chosen so far (Gonzalez 1985)."""
    chosen = [int(rng.integers(len(X)))]
    closest = _squared_distances_to_point(X, chosen[0])
    while len(chosen) < k:
        chosen.append(int(_weights(closest, X, chosen).argmax()))
        np.minimum(closest, _squared_distances_to_point(X, chosen[-1]), out=closest)
    return np.ascontiguousarray(X[chosen])


def random_partition(X: FloatArray, k: int, rng: np.random.Generator) -> FloatArray:
    """Every point gets a random label, no cluster going without; the means are the averages."""
    labels = rng.integers(k, size=len(X))
    labels[rng.permutation(len(X))[:k]] = np.arange(k)
    origin = X[0]
    sums = np.stack([np.bincount(labels, column, minlength=k) for column in (X - origin).T], axis=1)
    means: FloatArray = origin + sums / np.bincount(labels, minlength=k)[:, np.newaxis]
    return means


INITIALIZATIONS: dict[str, Initialization] = {
    "random": random_points,
    "k-means++": kmeans_plus_plus,
    "greedy k-means++": greedy_kmeans_plus_plus,
    "farthest": farthest,
    "random partition": random_partition,
}


def by_hand(means: ArrayLike) -> Initialization:
    """An initialization that always starts at the given means, shape (k, n_features)."""

    def given(X: FloatArray, k: int, rng: np.random.Generator) -> FloatArray:
        start = check_means(means, X.shape[1])
        if len(start) != k:
            raise ValueError(f"{len(start)} means were given for k = {k} clusters: they must agree.")
        return start

    return given


def initial_means(X: ArrayLike, k: int, init: str | Initialization = "random", seed: int = 0) -> FloatArray:
    """The means a run starts from, shape (k, n_features).

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    k : number of clusters, at most the number of distinct points
    init : a name in `INITIALIZATIONS`, or a function of that form, such as `by_hand(means)`
    seed : the seed of the start, not negative

    Raises
    ------
    ValueError
        If k is no number from 1 to the number of distinct points, `init` is unknown, `seed` is negative, or `X` holds what is no number.
    """
    points = check_points(X)
    check_k(k, points)
    return _initialization(init)(points, k, np.random.default_rng(check_seed(seed)))


def _initialization(init: str | Initialization) -> Initialization:
    if callable(init):
        return init
    if init not in INITIALIZATIONS:
        raise ValueError(f"init must be one of {', '.join(map(repr, INITIALIZATIONS))}; got {init!r}.")
    return INITIALIZATIONS[init]


def _squared_distances_to_point(X: FloatArray, index: int) -> FloatArray:
    return _squared_distances_to_own(X, X[index : index + 1], np.zeros(len(X), dtype=np.intp))


def _weights(closest: FloatArray, X: FloatArray, chosen: list[int]) -> FloatArray:
    """The squared distances to the nearest chosen point; where all are too small for a float64, 1 for each point at a
    place not yet chosen."""
    if closest.any():
        return closest
    taken: NDArray[np.bool_] = (X[:, np.newaxis] == X[chosen]).all(axis=2).any(axis=1)
    return (~taken).astype(np.float64)


def _draw(weights: FloatArray, chance: float) -> int:
    """An index drawn in proportion to the weights; one of weight 0 is never drawn. `chance` is uniform in [0, 1)."""
    cumulative = np.cumsum(weights)
    index = int(np.searchsorted(cumulative, chance * cumulative[-1], side="right"))
    return min(index, int(np.flatnonzero(weights)[-1]))
