"""Initial means for many seeds at once: the same draws as `initial_means` makes, one seed after the other.

Each seed has a generator of its own, so that start 17 is the same alone and among a thousand; creating it and drawing
its numbers is a loop, and as long as the rest. The numbers are the same for all points that are as many, so the last
ones are kept. What they are used for is no loop: the distances of k-means++ are computed for a block of
seeds together, in arrays of shape (seeds, n_samples), with the arithmetic of `initializations.py` in the same order.
An initialization without a function here is called once per seed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmeans_core import initializations
from kmeans_core.checks import FloatArray
from kmeans_core.initializations import Initialization, _start
from kmeans_core.sums import _Columns

# About this many numbers are held at once in each of a few arrays.
BLOCK = 2**17
# So many draws of a block of seeds are kept: a few tens of kB each, for blocks are small where points are many.
KEPT = 64

Indices = NDArray[np.intp]
Seeds = tuple[int, ...]


def _many_initial_means(
    X: FloatArray, k: int, init: Initialization, seeds: list[int], weights: FloatArray | None = None
) -> FloatArray:
    """The means that every seed starts from, shape (n_seeds, k, n_features). Inputs are checked."""
    together = _TOGETHER.get(init)
    if together is None or weights is not None:
        return _one_by_one(X, k, init, seeds, weights)
    size = max(1, BLOCK // max(len(X), k * k))
    blocks = [seeds[start : start + size] for start in range(0, len(seeds), size)]
    return np.concatenate([np.empty((0, k, X.shape[1])), *(together(X, k, block) for block in blocks)])


def _one_by_one(
    X: FloatArray, k: int, init: Initialization, seeds: list[int], weights: FloatArray | None = None
) -> FloatArray:
    means = np.empty((len(seeds), k, X.shape[1]))
    for row, seed in enumerate(seeds):
        means[row] = _start(init, X, k, seed, weights)
    return means


def _generators(seeds: list[int] | Seeds) -> list[np.random.Generator]:
    return [np.random.default_rng(seed) for seed in seeds]


@lru_cache(KEPT)
def _first_permuted(n: int, k: int, seeds: Seeds) -> Indices:
    """The first k of all n indices in an order of each seed's, shape (n_seeds, k)."""
    return _for_all(np.stack([generator.permutation(n)[:k] for generator in _generators(seeds)]))


@lru_cache(KEPT)
def _first_and_chances(n: int, shape: tuple[int, ...], seeds: Seeds) -> tuple[Indices, FloatArray]:
    """For each seed an index below n, shape (n_seeds,), then numbers from 0 to 1, shape (n_seeds, *shape)."""
    generators = _generators(seeds)
    first = np.array([generator.integers(n) for generator in generators], dtype=np.intp)
    return _for_all(first), _for_all(np.stack([generator.random(shape) for generator in generators]))


def _for_all(kept: NDArray[Any]) -> NDArray[Any]:
    kept.setflags(write=False)
    return kept


def _random_points(X: FloatArray, k: int, seeds: list[int]) -> FloatArray:
    means = X[_first_permuted(len(X), k, tuple(seeds))]
    # Where two of the first k points coincide, others have to take their places: rare, so left to the textbook.
    equal = (means[:, :, np.newaxis] == means[:, np.newaxis]).all(axis=3)
    for row in np.flatnonzero(equal.sum(axis=(1, 2)) > k):
        means[row] = initializations.random_points(X, k, np.random.default_rng(seeds[row]))
    return means


def _kmeans_plus_plus(X: FloatArray, k: int, seeds: list[int]) -> FloatArray:
    chosen = np.empty((len(seeds), k), dtype=np.intp)
    chosen[:, 0], chances = _first_and_chances(len(X), (k - 1,), tuple(seeds))
    closest = _squared_distances_to_points(X, chosen[:, 0])
    for draw in range(1, k):
        if not closest.any(axis=1).all():  # only where squares underflow
            return _one_by_one(X, k, initializations.kmeans_plus_plus, seeds)
        chosen[:, draw] = _draws(closest, chances[:, draw - 1, np.newaxis])[:, 0]
        np.minimum(closest, _squared_distances_to_points(X, chosen[:, draw]), out=closest)
    return X[chosen]


def _greedy_kmeans_plus_plus(X: FloatArray, k: int, seeds: list[int]) -> FloatArray:
    n_candidates = 2 + int(np.log(k))
    rows = np.arange(len(seeds))
    chosen = np.empty((len(seeds), k), dtype=np.intp)
    chosen[:, 0], chances = _first_and_chances(len(X), (k - 1, n_candidates), tuple(seeds))
    closest = _squared_distances_to_points(X, chosen[:, 0])
    for draw in range(1, k):
        if not closest.any(axis=1).all():
            return _one_by_one(X, k, initializations.greedy_kmeans_plus_plus, seeds)
        candidates = _draws(closest, chances[:, draw - 1])
        options = [np.minimum(closest, _squared_distances_to_points(X, column)) for column in candidates.T]
        best = np.argmin([option.sum(axis=1) for option in options], axis=0)
        chosen[:, draw] = candidates[rows, best]
        for candidate, option in enumerate(options):
            closest[best == candidate] = option[best == candidate]
    return X[chosen]


def _farthest(X: FloatArray, k: int, seeds: list[int]) -> FloatArray:
    chosen = np.empty((len(seeds), k), dtype=np.intp)
    chosen[:, 0], _ = _first_and_chances(len(X), (), tuple(seeds))
    closest = _squared_distances_to_points(X, chosen[:, 0])
    for draw in range(1, k):
        if not closest.any(axis=1).all():
            return _one_by_one(X, k, initializations.farthest, seeds)
        chosen[:, draw] = closest.argmax(axis=1)
        np.minimum(closest, _squared_distances_to_points(X, chosen[:, draw]), out=closest)
    return X[chosen]


def _random_partition(X: FloatArray, k: int, seeds: list[int]) -> FloatArray:
    labels = np.empty((len(seeds), len(X)), dtype=np.intp)
    for row, generator in zip(labels, _generators(seeds), strict=True):
        row[:] = generator.integers(k, size=len(X))
        row[generator.permutation(len(X))[:k]] = np.arange(k)
    columns = _Columns(X, None)
    groups = (labels + k * np.arange(len(seeds))[:, np.newaxis]).ravel()
    sums = np.empty((len(seeds) * k, len(columns.rows)))
    for number, row in enumerate(columns.rows):
        sums[:, number] = np.bincount(groups, np.tile(row, len(seeds)), len(sums))
    by_seed = sums.reshape(len(seeds), k, -1)
    return columns.averages(by_seed, columns.sizes(by_seed), np.empty((len(seeds), k, X.shape[1])))


def _squared_distances_to_points(X: FloatArray, indices: Indices) -> FloatArray:
    """Squared distance of every point to each of the points named, shape (n_indices, n_samples)."""
    total = X[:, 0] - X[indices, 0, np.newaxis]
    total *= total
    for feature in range(1, X.shape[1]):
        difference = X[:, feature] - X[indices, feature, np.newaxis]
        difference *= difference
        total += difference
    return total


def _draws(weights: FloatArray, chances: FloatArray) -> Indices:
    """Indices drawn in proportion to the weights, for weights (seeds, n_samples) and chances (seeds, draws): a row
    of indices for each row of weights, one of weight 0 never among them."""
    cumulative = np.cumsum(weights, axis=1)
    targets = chances * cumulative[:, -1:]
    drawn = np.stack([(cumulative <= column[:, np.newaxis]).sum(axis=1) for column in targets.T], axis=1)
    beyond = drawn == weights.shape[1]
    if beyond.any():
        last = weights.shape[1] - 1 - (weights[:, ::-1] != 0).argmax(axis=1)
        drawn = np.where(beyond, last[:, np.newaxis], drawn)
    return drawn


_TOGETHER: dict[Initialization, Callable[[FloatArray, int, list[int]], FloatArray]] = {
    initializations.random_points: _random_points,
    initializations.kmeans_plus_plus: _kmeans_plus_plus,
    initializations.greedy_kmeans_plus_plus: _greedy_kmeans_plus_plus,
    initializations.farthest: _farthest,
    initializations.random_partition: _random_partition,
}
