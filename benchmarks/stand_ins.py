"""Stand-ins for the benchmark sets S1 to S4, A1 to A3 and Unbalance (Fränti and Sieranoja 2018, "K-means properties on six clustering
benchmark datasets"), made by what is published of their construction. **They are not those sets**: of the same numbers of points and
groups and about the same overlap, with the groups elsewhere. What is measured on them is said of them alone.

- S1 to S4: 15 Gaussian groups, 5,000 points in all; the groups overlap more and more.
- A1 to A3: 20, 35 and 50 Gaussian groups of 150 points each, all with the same overlap.
- Unbalance: three dense groups of 2,000 points beside each other, and far away five sparse ones of 100.

*Overlap* is the share of points that are nearer to a point of another group than to the mean of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Labels = NDArray[np.intp]

SIDE = 1_000_000.0
CLOSE_ENOUGH = 0.003
"""The overlap that is reached is so near to what is asked for."""
LOOKED_AT = 1000
"""So many points tell the overlap to within a few hundredths of it."""


def overlap(X: Points, labels: Labels) -> float:
    """The share of points that are nearer to a point of another group than to the mean of their own; of so many points of each
    group as make about `LOOKED_AT` in all."""
    groups = int(labels.max()) + 1
    nearer = []
    for group in range(groups):
        own, others = X[labels == group], X[labels != group]
        some = own[: max(1, LOOKED_AT // groups)]
        squared = (some**2).sum(axis=1)[:, np.newaxis] - 2 * some @ others.T + (others**2).sum(axis=1)
        nearer.append(squared.min(axis=1) < ((some - own.mean(axis=0)) ** 2).sum(axis=1))
    return float(np.concatenate(nearer).mean())


def overlapping(sizes: Sequence[int], share: float, seed: int) -> tuple[Points, Labels]:
    """Gaussian groups of these sizes, as wide as makes them overlap by this share."""
    rng = np.random.default_rng(seed)
    centers = _apart(len(sizes), rng)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    noise = rng.normal(size=(len(labels), 2))
    low, high = 0.0, 1.0
    while True:
        width = (low + high) / 2
        X = (centers[labels] + width * 0.3 * noise) * SIDE
        reached = overlap(X, labels)
        if abs(reached - share) < CLOSE_ENOUGH or high - low < 1e-4:
            return X, labels
        low, high = (width, high) if reached < share else (low, width)


def _apart(number: int, rng: np.random.Generator) -> Points:
    """Centers in the unit square, none much nearer to another than they need to be."""
    apart = 0.75 / np.sqrt(number)
    chosen: list[Points] = []
    while len(chosen) < number:
        center = rng.random(2)
        if all(np.linalg.norm(center - other) >= apart for other in chosen):
            chosen.append(center)
        else:
            apart *= 0.999  # or it would never end
    return np.array(chosen)


def unbalanced(seed: int) -> tuple[Points, Labels]:
    """Three dense groups of 2,000 on the left, five sparse ones of 100 on the right, none overlapping."""
    rng = np.random.default_rng(seed)
    dense = np.array([[0.15, 0.35], [0.2, 0.5], [0.15, 0.65]])
    sparse = np.array([[0.75, 0.25], [0.9, 0.35], [0.8, 0.5], [0.9, 0.65], [0.75, 0.75]])
    labels = np.repeat(np.arange(8), [2000] * 3 + [100] * 5)
    width = np.where(labels < 3, 0.01, 0.015)[:, np.newaxis]
    centers = np.concatenate([dense, sparse])
    return (centers[labels] + width * rng.normal(size=(len(labels), 2))) * SIDE, labels


STAND_INS: dict[str, Callable[[int], tuple[Points, Labels]]] = {
    **{
        f"S{number}-like": partial(overlapping, [334] * 5 + [333] * 10, share)
        for number, share in enumerate((0.09, 0.22, 0.41, 0.44), 1)
    },
    **{
        f"A{number}-like": partial(overlapping, [150] * groups, 0.2)
        for number, groups in enumerate((20, 35, 50), 1)
    },
    "Unbalance-like": unbalanced,
}
"""Name -> what makes the points, of shape (n_samples, 2), and the group of each, from a seed."""
