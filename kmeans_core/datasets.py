"""Points to try k-means on. One function per shape, in a registry: `DATASETS[name](n, groups, spread, seed)`.

Each returns the points X, shape (n, 2), and their true labels, shape (n,), or None where the shape has none. Groups have
their centers between 0 and 10, and points stray from there by some times their spread: at spread 1 most shapes keep within
-4 and 14, the widest of "unequal spreads" within -8 and 18. The same arguments give the same points, always: every number is drawn from a generator
seeded with `seed` and from nothing else.

To add a shape, write a function of that form and enter it in `DATASETS`, and in `USES_GROUPS` and `USES_SPREAD` if it
heeds those arguments: pages, links and tests find it there.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

import numpy as np

from kmeans_core.checks import FloatArray, IntArray, check_choice, check_seed, check_whole_number

PointsAndLabels = tuple[FloatArray, IntArray | None]
Dataset = Callable[[int, int, float, int], PointsAndLabels]

SIZE = 10.0  # the side of the square in which groups have their centers


def uniform_noise(n: int, groups: int, spread: float, seed: int) -> PointsAndLabels:
    """Points anywhere in the square, with no groups at all: k-means finds some all the same."""
    return np.random.default_rng(seed).uniform(0, SIZE, (n, 2)), None


def blobs(n: int, groups: int, spread: float, seed: int) -> PointsAndLabels:
    """Round groups, what k-means is best at. At spread 1 no two centers are closer than nine standard deviations, at 2 than
    four and a half; from about there on they run into each other."""
    rng = np.random.default_rng(seed)
    centers, gap = _centers(groups, rng)
    return _gaussians(_split(n, [1.0] * groups), centers, [spread * min(0.7, gap / 9)] * groups, rng)


def overlapping_blobs(n: int, groups: int, spread: float, seed: int) -> PointsAndLabels:
    """Round groups closer together, three and a half standard deviations at spread 1: they run into each other. Two groups
    have more room and do so from about 1.3 on."""
    rng = np.random.default_rng(seed)
    centers, gap = _centers(groups, rng)
    return _gaussians(_split(n, [1.0] * groups), centers, [spread * min(1.2, gap / 3.5)] * groups, rng)


def unequal_sizes(n: int, groups: int, spread: float, seed: int) -> PointsAndLabels:
    """Round groups of which the largest has about twelve times the points of the smallest."""
    rng = np.random.default_rng(seed)
    centers, gap = _centers(groups, rng)
    shares = np.geomspace(12, 1, groups).tolist() if groups > 1 else [1.0]
    return _gaussians(_split(n, shares), centers, [spread * min(0.8, gap / 6)] * groups, rng)


def unequal_spreads(n: int, groups: int, spread: float, seed: int) -> PointsAndLabels:
    """Round groups of the same number of points, the widest six times as wide as the tightest."""
    rng = np.random.default_rng(seed)
    centers, gap = _centers(groups, rng)
    factors = np.geomspace(1, 6, groups).tolist() if groups > 1 else [1.0]
    return _gaussians(_split(n, [1.0] * groups), centers, [spread * gap / 16 * f for f in factors], rng)


def stretched_blobs(n: int, groups: int, spread: float, seed: int) -> PointsAndLabels:
    """Long groups side by side, all slanting the same way. The more there are, the closer: k-means, which expects round
    ones, finds two or three of them at spread 1, and cuts five across."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(groups), _split(n, [1.0] * groups))
    lane = SIZE / groups
    angle = rng.uniform(math.pi / 12, math.pi * 5 / 12)
    middle = rng.uniform(-1, 1, groups)[labels]
    along = middle + 0.15 * SIZE * spread * rng.standard_normal(n)
    across = (labels - (groups - 1) / 2) * lane + lane / 9 * spread * rng.standard_normal(n)
    x = SIZE / 2 + along * math.cos(angle) - across * math.sin(angle)
    y = SIZE / 2 + along * math.sin(angle) + across * math.cos(angle)
    return _shuffled(np.column_stack([x, y]), labels, rng)


def two_moons(n: int, groups: int, spread: float, seed: int) -> PointsAndLabels:
    """Two half circles that reach into each other: two groups to the eye, not to k-means."""
    rng = np.random.default_rng(seed)
    labels = np.repeat([0, 1], _split(n, [1.0, 1.0]))
    angle = rng.uniform(0, math.pi, n)
    x = np.where(labels == 0, np.cos(angle), 1 - np.cos(angle))
    y = np.where(labels == 0, np.sin(angle), 0.5 - np.sin(angle))
    X = np.column_stack([3.3 * x + 3.3, 3.3 * y + 4.2]) + 0.3 * spread * rng.standard_normal((n, 2))
    return _shuffled(X, labels, rng)


def rings(n: int, groups: int, spread: float, seed: int) -> PointsAndLabels:
    """Rings around one center, each with points in proportion to its length: they all have the same mean."""
    rng = np.random.default_rng(seed)
    radii = SIZE / 2 * np.arange(1, groups + 1) / groups
    labels = np.repeat(np.arange(groups), _split(n, radii.tolist()))
    angle = rng.uniform(0, 2 * math.pi, n)
    radius = radii[labels] + spread * SIZE / 2 / groups / 12 * rng.standard_normal(n)
    X = SIZE / 2 + np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return _shuffled(X, labels, rng)


def smiley(n: int, groups: int, spread: float, seed: int) -> PointsAndLabels:
    """A face: its outline, two eyes and a mouth."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(4), _split(n, [5.0, 1.2, 1.2, 2.6]))
    turn = rng.uniform(0, 2 * math.pi, n)
    mouth = np.interp(turn, [0, 2 * math.pi], [1.15 * math.pi, 1.85 * math.pi])
    #                outline             left eye           right eye          mouth
    x = np.choose(labels, [4.8 * np.cos(turn), np.full(n, -1.8), np.full(n, 1.8), 2.8 * np.cos(mouth)])
    y = np.choose(labels, [4.8 * np.sin(turn), np.full(n, 1.7), np.full(n, 1.7), 2.8 * np.sin(mouth)])
    noise = np.array([0.12, 0.35, 0.35, 0.15])[labels, np.newaxis]
    X = SIZE / 2 + np.column_stack([x, y]) + spread * noise * rng.standard_normal((n, 2))
    return _shuffled(X, labels, rng)


def dense_spot(n: int, groups: int, spread: float, seed: int) -> PointsAndLabels:
    """Half the points in one small spot, the others thinly over the whole square: label 0 the field, 1 the spot."""
    rng = np.random.default_rng(seed)
    field, spot = _split(n, [1.0, 1.0])
    middle = rng.uniform(0.2 * SIZE, 0.8 * SIZE, 2)
    X = np.concatenate(
        [rng.uniform(0, SIZE, (field, 2)), middle + 0.3 * spread * rng.standard_normal((spot, 2))]
    )
    return _shuffled(X, np.repeat([0, 1], [field, spot]), rng)


def grid(n: int, groups: int, spread: float, seed: int) -> PointsAndLabels:
    """A lattice, full but for its last row. Its step is a power of two, so that equal distances come out equal: ties
    decide where k-means goes. The seed changes nothing but the order of the points."""
    columns = math.ceil(math.sqrt(n))
    step = 2.0 ** math.floor(math.log2(SIZE / columns))
    row, column = np.divmod(np.arange(n), columns)
    X = step * np.column_stack([column, row])
    return X[np.random.default_rng(seed).permutation(n)], None


DATASETS: dict[str, Dataset] = {
    "uniform noise": uniform_noise,
    "blobs": blobs,
    "overlapping blobs": overlapping_blobs,
    "unequal sizes": unequal_sizes,
    "unequal spreads": unequal_spreads,
    "stretched blobs": stretched_blobs,
    "two moons": two_moons,
    "rings": rings,
    "smiley": smiley,
    "dense spot": dense_spot,
    "grid": grid,
}
_BLOBS = frozenset({"blobs", "overlapping blobs", "unequal sizes", "unequal spreads", "stretched blobs"})
USES_GROUPS: frozenset[str] = _BLOBS | {"rings"}
"""The shapes that heed `groups`."""
USES_SPREAD: frozenset[str] = USES_GROUPS | {"two moons", "smiley", "dense spot"}
"""The shapes that heed `spread`."""


def make_dataset(
    name: str, n: int = 300, groups: int = 3, spread: float = 1.0, seed: int = 0
) -> PointsAndLabels:
    """Points of a named shape, and the true label of each.

    Parameters
    ----------
    name : a name in `DATASETS`
    n : number of points, at least 1; exactly so many come back
    groups : number of true groups, at least 1, for the shapes in `USES_GROUPS`; the others have their own. With fewer
        points than groups, as many groups as there are points get one each, and the rest none.
    spread : how wide the groups are, as a multiple of the shape's own width; 0 puts every point where it belongs
        without noise. For the shapes in `USES_SPREAD`.
    seed : the seed of the data, not negative

    Returns
    -------
    X : float64 array of shape (n, 2), about the square from 0 to 10
    labels : integers of shape (n,), from 0, or None for a shape without true groups

    Raises
    ------
    ValueError
        If the name is unknown or a number is out of range.
    """
    check_choice(name, tuple(DATASETS), "name")
    n, groups = check_whole_number(n, 1, "n"), check_whole_number(groups, 1, "groups")
    if (
        isinstance(spread, bool)
        or not isinstance(spread, int | float | np.number)
        or not 0 <= spread < math.inf
    ):
        raise ValueError(f"spread must be a number of at least 0; got {spread!r}.")
    return DATASETS[name](n, groups, float(spread), check_seed(seed))


def _centers(groups: int, rng: np.random.Generator) -> tuple[FloatArray, float]:
    """Places for the centers, shape (groups, 2), and the least distance allowed between two of them.

    Darts are thrown at the square, and one too close to an earlier one is thrown again. When many in a row have been
    too close, the demand was too high for the room there is: it is lowered a little.
    """
    low, high = 0.1 * SIZE, 0.9 * SIZE
    gap = (high - low) / math.sqrt(groups)
    centers = rng.uniform(low, high, (1, 2))
    while len(centers) < groups:
        darts = rng.uniform(low, high, (50, 2))
        offsets = darts[:, np.newaxis] - centers
        far_enough = np.hypot(offsets[..., 0], offsets[..., 1]).min(axis=1) >= gap
        if far_enough.any():
            centers = np.vstack([centers, darts[far_enough.argmax()]])
        else:
            gap *= 0.95
    return centers, gap


def _split(n: int, shares: Sequence[float]) -> list[int]:
    """n points dealt out in proportion to the shares; nobody goes without while there are enough for everyone."""
    if n < len(shares):
        return [1] * n + [0] * (len(shares) - n)
    spare = n - len(shares)
    upto = [round(spare * sum(shares[:i]) / sum(shares)) for i in range(len(shares) + 1)]
    return [1 + end - start for start, end in itertools.pairwise(upto)]


def _gaussians(
    sizes: Sequence[int], centers: FloatArray, deviations: Sequence[float], rng: np.random.Generator
) -> PointsAndLabels:
    """Round normal groups of the given sizes, centers and standard deviations."""
    labels = np.repeat(np.arange(len(sizes)), sizes)
    noise = np.array(deviations)[labels, np.newaxis] * rng.standard_normal((len(labels), 2))
    return _shuffled(centers[labels] + noise, labels, rng)


def _shuffled(X: FloatArray, labels: IntArray, rng: np.random.Generator) -> PointsAndLabels:
    """The same points in random order, so that no group is drawn on top and the first rows show all of them."""
    order = rng.permutation(len(X))
    return X[order], labels[order]
