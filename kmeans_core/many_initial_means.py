"""Initial means for many seeds at once: the same draws as `initial_means` makes, one seed after the other.

Each seed has a generator of its own, so that start 17 is the same alone and among a thousand; creating it and drawing
its numbers is a loop. What the numbers are used for is not: the distances of k-means++ are computed for a block of
seeds together, in arrays of shape (seeds, n_samples), with the arithmetic of `initializations.py` in the same order.
An initialization without a function here is called once per seed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kmeans_core import initializations
from kmeans_core.checks import FloatArray
from kmeans_core.initializations import Initialization, _start, candidates_of_greedy
from kmeans_core.similarities import SQUARED_EUCLIDEAN, Similarity
from kmeans_core.sums import _Columns

# About this many numbers are held at once in each of a few arrays: 512 kB, which the system need not hand out anew each time.
BLOCK = 2**16
# So many draws of a block of seeds are kept, at most half a megabyte each: the same for all points that are as many, and,
# at random, all the work there is.
KEPT = 64
# A table of the distances between all points has so many at most: 8 MB.
TABLE = 2**20
# Up to so many distances, it is sooner to ask for those to all candidates at once.
FEW_ASKED = 2**12
# So many sums are made side by side sooner than one after the other.
SIDE_BY_SIDE = 64

Indices = NDArray[np.intp]
Generators = list[np.random.Generator]
Weights = FloatArray | None


def _many_initial_means(
    X: FloatArray,
    k: int,
    init: Initialization,
    seeds: list[int],
    weights: FloatArray | None = None,
    similarity: Similarity = SQUARED_EUCLIDEAN,
) -> FloatArray:
    """The means that every seed starts from, shape (n_seeds, k, n_features). Inputs are checked."""
    together = _TOGETHER.get(init)
    # Points picked at random depend on the similarity only where it takes different rows for the same place.
    is_known = similarity == SQUARED_EUCLIDEAN or (
        init is initializations.random_points and similarity.place is SQUARED_EUCLIDEAN.place
    )
    if weights is not None:
        is_known = is_known and init in _WEIGHTED
    if together is None or not is_known:
        return _one_by_one(X, k, init, seeds, weights, similarity)
    size = max(1, BLOCK // max(len(X), k * k))
    blocks = [seeds[start : start + size] for start in range(0, len(seeds), size)]
    return np.concatenate(
        [np.empty((0, k, X.shape[1])), *(together(X, k, block, weights) for block in blocks)]
    )


def _one_by_one(
    X: FloatArray,
    k: int,
    init: Initialization,
    seeds: list[int],
    weights: FloatArray | None = None,
    similarity: Similarity = SQUARED_EUCLIDEAN,
) -> FloatArray:
    means = np.empty((len(seeds), k, X.shape[1]))
    for row, seed in enumerate(seeds):
        means[row] = _start(init, X, k, seed, weights, similarity)
    return means


def _generators(seeds: Sequence[int]) -> Generators:
    # As `default_rng` makes them, without its look at what it was given.
    bits = type(np.random.default_rng(0).bit_generator)
    return [np.random.Generator(bits(seed)) for seed in seeds]


@lru_cache(KEPT)
def _first_permuted(n: int, k: int, seeds: tuple[int, ...]) -> Indices:
    """The first k of all n indices in an order of each seed's, shape (n_seeds, k)."""
    indices = np.stack([generator.permutation(n)[:k] for generator in _generators(seeds)])
    indices.setflags(write=False)
    return indices


def _random_points(X: FloatArray, k: int, seeds: list[int], _weights: None) -> FloatArray:
    means = X[_first_permuted(len(X), k, tuple(seeds))]
    # Where two of the first k points coincide, others have to take their places: rare, so left to the textbook.
    equal = (means[:, :, np.newaxis] == means[:, np.newaxis]).all(axis=3)
    for row in np.flatnonzero(equal.sum(axis=(1, 2)) > k):
        means[row] = initializations.random_points(X, k, np.random.default_rng(seeds[row]))
    return means


def _kmeans_plus_plus(X: FloatArray, k: int, seeds: list[int], weights: Weights) -> FloatArray:
    generators, shares = _generators(seeds), _shares_of(weights)
    chosen = np.empty((len(seeds), k), dtype=np.intp)
    chosen[:, 0] = _firsts(X, generators, shares)
    numbers = np.stack([generator.random(k - 1) for generator in generators])
    distances = _DistancesToPoints(X[np.newaxis], len(seeds) * k)
    closest = distances.of(chosen[:, 0])
    for draw in range(1, k):
        chances = _chances(closest, shares)
        if not chances.any(axis=1).all():  # only where squares underflow
            return _one_by_one(X, k, initializations.kmeans_plus_plus, seeds, weights)
        chosen[:, draw] = _draws(chances, numbers[:, draw - 1, np.newaxis])[:, 0]
        np.minimum(closest, distances.of(chosen[:, draw]), out=closest)
    return X[chosen]


def _greedy_kmeans_plus_plus(X: FloatArray, k: int, seeds: list[int], weights: Weights) -> FloatArray:
    means: FloatArray = _greedy_in_sets(X[np.newaxis], k, seeds, weights)[0]
    return means


def _greedy_in_sets(sets: FloatArray, k: int, seeds: Sequence[int], weights: Weights = None) -> FloatArray:
    """Greedy k-means++ in several sets of points, shape (m, n_samples, n_features): from every seed in each of them, shape
    (m, n_seeds, k, n_features)."""
    (m, n_samples, _), n_candidates = sets.shape, candidates_of_greedy(k)
    generators, shares = _generators(seeds), _shares_of(weights)
    rows = np.arange(m * len(seeds))
    at_once = n_candidates if len(rows) * n_samples <= FEW_ASKED else 1
    chosen = np.empty((len(rows), k), dtype=np.intp)
    chosen[:, 0] = np.tile(_firsts(sets[0], generators, shares), m)
    numbers = np.stack([generator.random((k - 1, n_candidates)) for generator in generators])
    numbers = np.tile(numbers, (m, 1, 1))
    distances = _DistancesToPoints(sets, len(rows) * k * n_candidates)
    closest = distances.of(chosen[:, 0])
    for draw in range(1, k):
        chances = _chances(closest, shares)
        if not chances.any(axis=1).all():
            textbook = initializations.greedy_kmeans_plus_plus
            return np.stack([_one_by_one(X, k, textbook, list(seeds), weights) for X in sets])
        candidates = _draws(chances, numbers[:, draw - 1])
        costs = []
        for first in range(0, n_candidates, at_once):
            some = candidates[:, first : first + at_once]
            options = distances.of(some.ravel()).reshape(*some.shape, n_samples)
            np.minimum(options, closest[:, np.newaxis], out=options)
            costs.append((options if shares is None else options * shares).sum(axis=2))
        chosen[:, draw] = candidates[rows, np.concatenate(costs, axis=1).argmin(axis=1)]
        np.minimum(closest, distances.of(chosen[:, draw]), out=closest)
    means: FloatArray = sets[np.arange(m)[:, np.newaxis, np.newaxis], chosen.reshape(m, -1, k)]
    return means


def _farthest(X: FloatArray, k: int, seeds: list[int], weights: Weights) -> FloatArray:
    counts = None if weights is None else (weights > 0).astype(np.float64)
    chosen = np.empty((len(seeds), k), dtype=np.intp)
    chosen[:, 0] = _firsts(X, _generators(seeds), _shares_of(weights))
    distances = _DistancesToPoints(X[np.newaxis], len(seeds) * k)
    closest = distances.of(chosen[:, 0])
    for draw in range(1, k):
        chances = _chances(closest, counts)
        if not chances.any(axis=1).all():
            return _one_by_one(X, k, initializations.farthest, seeds, weights)
        chosen[:, draw] = chances.argmax(axis=1)
        np.minimum(closest, distances.of(chosen[:, draw]), out=closest)
    return X[chosen]


def _random_partition(X: FloatArray, k: int, seeds: list[int], _weights: None) -> FloatArray:
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


def _shares_of(weights: Weights) -> Weights:
    return None if weights is None else initializations._shares(weights)


def _firsts(X: FloatArray, generators: Generators, shares: Weights) -> Indices:
    """A first point for each seed."""
    if shares is None:
        return np.array([generator.integers(len(X)) for generator in generators], dtype=np.intp)
    cumulative = np.cumsum(shares)
    targets = np.array([generator.random() for generator in generators]) * cumulative[-1]
    drawn: Indices = np.minimum(
        np.searchsorted(cumulative, targets, side="right"), np.flatnonzero(shares)[-1]
    )
    return drawn


def _chances(closest: FloatArray, shares: Weights) -> FloatArray:
    """What each point's chance is in proportion to, shape (n_seeds, n_samples)."""
    if shares is None:
        return closest
    largest = closest.max(axis=1, keepdims=True)
    chances: FloatArray = closest / np.where(largest > 0, largest, 1)
    chances *= shares
    return chances


class _DistancesToPoints:
    """Squared distances to points, so many times to be asked for: looked up in a table of all where that is sooner made. Of several
    sets, shape (m, n_samples, n_features): what is asked for is an equal number in each, one after the other."""

    def __init__(self, sets: FloatArray, n_asked: int) -> None:
        n_samples = sets.shape[1]
        self.columns = np.ascontiguousarray(np.moveaxis(sets, 2, 0))  # as they are asked for
        self.table: FloatArray | None = None
        if n_samples < n_asked and n_samples**2 <= TABLE and len(sets) == 1:
            self.table = self._computed(np.arange(n_samples))

    def of(self, indices: Indices) -> FloatArray:
        """From every point to each of the points named, shape (n_indices, n_samples)."""
        return self._computed(indices) if self.table is None else self.table.take(indices, axis=0)

    def _computed(self, indices: Indices) -> FloatArray:
        _, m, n_samples = self.columns.shape
        owners, named = np.arange(m)[:, np.newaxis], indices.reshape(m, -1)
        total: FloatArray | None = None
        for column in self.columns:
            difference = column[:, np.newaxis] - column[owners, named][:, :, np.newaxis]
            difference *= difference
            if total is None:
                total = difference
            else:
                total += difference
        assert total is not None
        return total.reshape(-1, n_samples)


def _draws(weights: FloatArray, chances: FloatArray) -> Indices:
    """Indices drawn in proportion to the weights, for weights (seeds, n_samples) and chances (seeds, draws): a row
    of indices for each row of weights, one of weight 0 never among them."""
    cumulative = _running_sums(weights)
    targets = chances * cumulative[:, -1:]
    # The first sum above the target: sums never fall.
    drawn = np.stack([(cumulative <= column[:, np.newaxis]).argmin(axis=1) for column in targets.T], axis=1)
    beyond = targets >= cumulative[:, -1:]
    if beyond.any():
        last = weights.shape[1] - 1 - (weights[:, ::-1] != 0).argmax(axis=1)
        drawn = np.where(beyond, last[:, np.newaxis], drawn)
    return drawn


def _running_sums(weights: FloatArray) -> FloatArray:
    """`np.cumsum(weights, axis=1)`: the same additions in the same order, but for many rows side by side, not one by one."""
    if len(weights) < SIDE_BY_SIDE:
        return np.cumsum(weights, axis=1)
    columns = list(weights.T.copy())
    for before, column in pairwise(columns):
        np.add(before, column, column)
    return np.stack(columns, axis=1)


_TOGETHER: dict[Initialization, Callable[..., FloatArray]] = {
    initializations.random_points: _random_points,
    initializations.kmeans_plus_plus: _kmeans_plus_plus,
    initializations.greedy_kmeans_plus_plus: _greedy_kmeans_plus_plus,
    initializations.farthest: _farthest,
    initializations.random_partition: _random_partition,
}
_WEIGHTED = {
    initializations.kmeans_plus_plus,
    initializations.greedy_kmeans_plus_plus,
    initializations.farthest,
}
"""Those which take weights together."""
