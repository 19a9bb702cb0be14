"""Where the means start. One function per way, in a registry: `INITIALIZATIONS[name](X, k, rng) -> means`.

To add a way, write a function of that form and enter it in `INITIALIZATIONS`: pages, links and tests find it there.
Each returns means of shape (k, n_features) and draws from `rng` alone: the same generator state, the same means. Those in
the registry take weights as a fourth argument: a draw is then in proportion to weight, and a point of weight 0 is never
drawn, as if it were not there. A fifth is the similarity: where they speak of squared distances or averages, its distances
and centers take their place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kmeans_core.checks import FloatArray, check_k, check_means, check_points, check_seed, check_weights
from kmeans_core.general import _moved_centers
from kmeans_core.similarities import SQUARED_EUCLIDEAN, Similarity, _similarity
from kmeans_core.sums import _averages

Initialization = Callable[[FloatArray, int, np.random.Generator], FloatArray]
Weights = FloatArray | None


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw of k-means++: the chance each point had, shape (n_samples,), and the index of the point drawn."""

    chances: FloatArray
    index: int


def random_points(
    X: FloatArray,
    k: int,
    rng: np.random.Generator,
    weights: Weights = None,
    similarity: Similarity = SQUARED_EUCLIDEAN,
) -> FloatArray:
    """k points at distinct places, picked at random: the classic (Forgy 1965; MacQueen 1967)."""
    if weights is None:
        order = rng.permutation(len(X))
    else:
        # Successive draws in proportion to weight, without putting back: the order of exponential waiting times
        # (Efraimidis and Spirakis 2006). In logarithms, so that weights of any size do not overflow.
        counts = np.flatnonzero(weights)
        order = counts[(np.log(rng.standard_exponential(len(counts))) - np.log(weights[counts])).argsort()]
    points = similarity.place(X)
    chosen: dict[bytes, int] = {}
    for index in order:
        chosen.setdefault((points[index] + 0.0).tobytes(), int(index))
        if len(chosen) == k:
            break
    return np.ascontiguousarray(X[list(chosen.values())])


def kmeans_plus_plus(
    X: FloatArray,
    k: int,
    rng: np.random.Generator,
    weights: Weights = None,
    similarity: Similarity = SQUARED_EUCLIDEAN,
) -> FloatArray:
    """Points drawn one at a time, each with a chance in proportion to its squared distance to the nearest mean drawn
    so far, times its weight (Arthur and Vassilvitskii 2007)."""
    draws = kmeans_plus_plus_draws(X, k, rng, weights, similarity)
    return np.ascontiguousarray(X[[draw.index for draw in draws]])


def kmeans_plus_plus_draws(
    X: FloatArray,
    k: int,
    rng: np.random.Generator,
    weights: Weights = None,
    similarity: Similarity = SQUARED_EUCLIDEAN,
) -> list[Draw]:
    """The draws behind `kmeans_plus_plus`, with the chances every point had at each of them."""
    points = similarity.place(X)
    shares = np.ones(len(X)) if weights is None else _shares(weights)
    draws = [Draw(shares / shares.sum(), _first(X, rng, weights))]
    closest = _distances_to_point(similarity, points, draws[-1].index)
    while len(draws) < k:
        shares = _chances(closest, points, [draw.index for draw in draws], weights)
        draws.append(Draw(shares / shares.sum(), _draw(shares, rng.random())))
        np.minimum(closest, _distances_to_point(similarity, points, draws[-1].index), out=closest)
    return draws


def candidates_of_greedy(k: int) -> int:
    """How many points greedy k-means++ draws for each mean but the first: 2 + log k, as scikit-learn does."""
    return 2 + int(np.log(k))


def greedy_kmeans_plus_plus(
    X: FloatArray,
    k: int,
    rng: np.random.Generator,
    weights: Weights = None,
    similarity: Similarity = SQUARED_EUCLIDEAN,
) -> FloatArray:
    """k-means++ that draws several points each time (`candidates_of_greedy`) and keeps the one that lowers the sum of squared distances most
    (Arthur and Vassilvitskii 2007, section 6; the form scikit-learn calls "k-means++")."""
    n_candidates = candidates_of_greedy(k)
    points, counts = similarity.place(X), None if weights is None else _shares(weights)
    chosen = [_first(X, rng, weights)]
    closest = _distances_to_point(similarity, points, chosen[0])
    while len(chosen) < k:
        shares = _chances(closest, points, chosen, weights)
        candidates = [_draw(shares, chance) for chance in rng.random(n_candidates)]
        options = [
            np.minimum(closest, _distances_to_point(similarity, points, index)) for index in candidates
        ]
        # Not by `@`: for that many numbers OpenBLAS calls for several threads, and waits for them on a busy machine;
        # besides, sums like these are the same for many seeds together, see many_initial_means.py.
        sums = [(option if counts is None else option * counts).sum() for option in options]
        best = int(np.argmin(sums))
        chosen.append(candidates[best])
        closest = options[best]
    return np.ascontiguousarray(X[chosen])


def farthest(
    X: FloatArray,
    k: int,
    rng: np.random.Generator,
    weights: Weights = None,
    similarity: Similarity = SQUARED_EUCLIDEAN,
) -> FloatArray:
    """A random point, then always the point farthest from the means chosen so far (Gonzalez 1985)."""
    points = similarity.place(X)
    chosen = [_first(X, rng, weights)]
    closest = _distances_to_point(similarity, points, chosen[0])
    counts = None if weights is None else (weights > 0).astype(np.float64)
    while len(chosen) < k:
        chosen.append(int(_chances(closest, points, chosen, counts).argmax()))
        np.minimum(closest, _distances_to_point(similarity, points, chosen[-1]), out=closest)
    return np.ascontiguousarray(X[chosen])


def random_partition(
    X: FloatArray,
    k: int,
    rng: np.random.Generator,
    weights: Weights = None,
    similarity: Similarity = SQUARED_EUCLIDEAN,
) -> FloatArray:
    """Every point gets a random label, no cluster going without; the means are the averages."""
    labels = rng.integers(k, size=len(X))
    one_each = rng.permutation(len(X)) if weights is None else rng.permutation(np.flatnonzero(weights))
    labels[one_each[:k]] = np.arange(k)
    nowhere = np.empty((k, X.shape[1]))
    if similarity == SQUARED_EUCLIDEAN:
        means, _ = _averages(X, labels, nowhere, weights)
    else:
        means, _ = _moved_centers(similarity, X, labels, nowhere, weights)
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


def initial_means(
    X: ArrayLike,
    k: int,
    init: str | Initialization = "random",
    seed: int = 0,
    *,
    sample_weight: ArrayLike | None = None,
    similarity: str | Similarity = SQUARED_EUCLIDEAN,
) -> FloatArray:
    """The means a run starts from, shape (k, n_features).

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    k : number of clusters, at most the number of distinct points (of weight above 0)
    init : a name in `INITIALIZATIONS`, or a function of that form, such as `by_hand(means)`; a function of your own is not
        told the weights
    seed : the seed of the start, not negative
    sample_weight : array of shape (n_samples,), not negative, or None: draws are in proportion to it
    similarity : a name in `SIMILARITIES`, or a `Similarity`; a function of your own is not told it

    Raises
    ------
    ValueError
        If k is no number from 1 to the number of distinct points, `init` is unknown, `seed` is negative, `X` or
        `sample_weight` hold what is no number, or a function of your own gives no k means.
    """
    points, measure = check_points(X), _similarity(similarity)
    measure.check(points, "X")
    weights = check_weights(sample_weight, len(points))
    check_k(k, measure.place(points), weights)
    return _start(_initialization(init), points, k, check_seed(seed), weights, measure)


def _start(
    init: Initialization,
    X: FloatArray,
    k: int,
    seed: int,
    weights: Weights,
    similarity: Similarity = SQUARED_EUCLIDEAN,
) -> FloatArray:
    """The means a seed starts from, those of a function of somebody's own checked."""
    rng = np.random.default_rng(seed)
    if init in INITIALIZATIONS.values():
        return init(X, k, rng, weights, similarity)  # type: ignore[call-arg]
    means = init(X, k, rng)
    try:
        start = check_means(means, X.shape[1])
        similarity.check(start, "means")
    except ValueError as problem:
        raise ValueError(f"What the initialization gave will not do as means: {problem}") from None
    if len(start) != k:
        raise ValueError(f"The initialization gave {len(start)} means for k = {k} clusters.")
    return start


def _initialization(init: str | Initialization) -> Initialization:
    if callable(init):
        return init
    if not isinstance(init, str) or init not in INITIALIZATIONS:
        raise ValueError(
            f"init must be one of {', '.join(map(repr, INITIALIZATIONS))}, or a function; got {init!r}."
        )
    return INITIALIZATIONS[init]


def _first(X: FloatArray, rng: np.random.Generator, weights: Weights) -> int:
    """The index of a point drawn in proportion to weight."""
    return int(rng.integers(len(X))) if weights is None else _draw(_shares(weights), rng.random())


def _shares(weights: FloatArray) -> FloatArray:
    """The weights, the largest being 1; none that counts is lost to underflow."""
    return np.where(weights > 0, np.maximum(weights / weights.max(), 1e-300), 0.0)


def _distances_to_point(similarity: Similarity, points: FloatArray, index: int) -> FloatArray:
    distances: FloatArray = similarity.distances(points, points[index : index + 1])[0]
    return distances


def _chances(closest: FloatArray, X: FloatArray, chosen: list[int], weights: Weights = None) -> FloatArray:
    """The distances to the nearest chosen point, times the weights; where all are too small for a float64, 1 for
    each point that counts at a place not yet chosen."""
    chances = closest
    if weights is not None:
        largest = closest.max()
        chances = (closest / largest if largest > 0 else closest) * _shares(weights)
    if chances.any():
        return chances
    taken: NDArray[np.bool_] = (X[:, np.newaxis] == X[chosen]).all(axis=2).any(axis=1)
    if weights is not None:
        taken |= weights == 0
    return (~taken).astype(np.float64)


def _draw(weights: FloatArray, chance: float) -> int:
    """An index drawn in proportion to the weights; one of weight 0 is never drawn. `chance` is uniform in [0, 1)."""
    cumulative = np.cumsum(weights)
    index = int(np.searchsorted(cumulative, chance * cumulative[-1], side="right"))
    return min(index, int(np.flatnonzero(weights)[-1]))
