"""The cases of where k-means fails, and of where it does not: their points, what the eye sees in them, and the sentence why. No screen.

A case makes its points anew for each seed, so what its sentence says holds for the kind and not for one picture: a test tries
it on many seeds.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from kmeans_core import make_dataset
from kmeans_core.checks import FloatArray, IntArray

K_MEANS, LINKAGE, MIXTURE = "k-means", "single linkage", "mixture"
"""The methods that cases name; `study/failures.py` has them."""

PointsAndGroups = tuple[FloatArray, IntArray]


@dataclass(frozen=True)
class Failure:
    """One case, listed under its name.

    make : the points, shape (n, 2), and the group of each to the eye, shape (n,), of a seed
    k : the number of groups that is asked for
    why : what k-means minds that makes it fail, and what would do
    would_do : names in `METHODS`, the remedy first
    axes : what the columns are, where their units matter
    shape : settings with which the stepper makes the same points, by a seed; None where no shape of its makes them
    """

    make: Callable[[int], PointsAndGroups]
    k: int
    why: str
    would_do: tuple[str, ...]
    axes: str = ""
    shape: Mapping[str, str] | None = None


def _shape(
    name: str, n: int, groups: int, spread: float
) -> tuple[Callable[[int], PointsAndGroups], Mapping[str, str]]:
    def make(seed: int) -> PointsAndGroups:
        X, truth = make_dataset(name, n, groups, spread, seed)
        return X, np.zeros(n, dtype=np.intp) if truth is None else truth

    return make, {"shape": name, "n": str(n), "groups": str(groups), "spread": str(spread)}


def _clouds(seed: int, *clouds: tuple[float, float, float, int]) -> PointsAndGroups:
    """Round clouds: the middle (x, y), the standard deviation, and the number of points of each."""
    rng = np.random.default_rng(seed)
    X = np.concatenate([rng.normal((x, y), spread, (n, 2)) for x, y, spread, n in clouds])
    return X, np.repeat(np.arange(len(clouds)), [n for *_, n in clouds])


def _large_and_small(seed: int) -> PointsAndGroups:
    return _clouds(seed, (4.0, 5.0, 1.6, 275), (9.6, 5.0, 0.3, 25))


def _tight_and_wide(seed: int) -> PointsAndGroups:
    return _clouds(seed, (3.0, 5.0, 2.3, 130), (8.4, 3.4, 0.25, 70), (8.4, 6.6, 0.25, 70))


def _one_far_row(seed: int) -> PointsAndGroups:
    X, truth = _clouds(seed, (2.0, 5.0, 0.6, 30), (7.0, 5.0, 0.6, 30))
    return np.vstack([X, [[40.0, 5.0]]]), np.append(truth, 1)


def _bridge(seed: int) -> PointsAndGroups:
    X, truth = _clouds(seed, (2.0, 5.0, 0.7, 120), (8.0, 5.0, 0.7, 120))
    x = np.linspace(2, 8, 31)
    y = 5 + np.random.default_rng(seed + 1).normal(0, 0.08, len(x))
    return np.vstack([X, np.column_stack([x, y])]), np.append(truth, x > 5)


def _wrong_units(seed: int) -> PointsAndGroups:
    X, truth = _clouds(seed, (1.58, 0.0, 0.025, 100), (1.84, 0.0, 0.025, 100))
    return np.column_stack([X[:, 0], np.random.default_rng(seed + 1).normal(3000, 700, len(X))]), truth


def _among_noise(seed: int) -> PointsAndGroups:
    X, truth = _clouds(seed, (2.5, 3.0, 0.25, 80), (7.5, 2.5, 0.25, 80), (5.0, 7.5, 0.25, 80))
    anywhere = np.random.default_rng(seed + 1).uniform(0, 10, (60, 2))
    return np.vstack([X, anywhere]), np.append(truth, np.full(len(anywhere), 3))


def _four(seed: int) -> PointsAndGroups:
    return _clouds(seed, *((x, y, 0.6, 60) for x in (2.0, 8.0) for y in (2.0, 8.0)))


_moons, _rings = _shape("two moons", 300, 2, 0.7), _shape("rings", 300, 2, 0.8)
_stretched, _spot = _shape("stretched blobs", 300, 4, 1.1), _shape("dense spot", 300, 2, 0.8)
_noise = _shape("uniform noise", 300, 1, 1.0)
_ONE_CENTRE = "k-means describes a group by its mean and gives each point to the nearest: its groups are round cells with straight borders. "

CASES: dict[str, Failure] = {
    "Two moons": Failure(
        _moons[0],
        2,
        _ONE_CENTRE
        + "No straight line parts the moons. What would do: follow the points from neighbour to neighbour.",
        (LINKAGE, MIXTURE),
        shape=_moons[1],
    ),
    "Rings": Failure(
        _rings[0],
        2,
        _ONE_CENTRE
        + "Both rings have the same mean, so it cuts across both. What would do: follow the points from neighbour to neighbour.",
        (LINKAGE, MIXTURE),
        shape=_rings[1],
    ),
    "Stretched": Failure(
        _stretched[0],
        4,
        "Far along a group counts as much as far across it, so k-means cuts long groups in pieces. What would do: groups with a shape of their own.",
        (MIXTURE, LINKAGE),
        shape=_stretched[1],
    ),
    "Tight and wide": Failure(
        _tight_and_wide,
        3,
        "The border between two means lies midway, whatever the width of the groups: the edge of a wide one goes to its tight neighbour. What would do: groups with a width of their own.",
        (MIXTURE, LINKAGE),
    ),
    "Large and small": Failure(
        _large_and_small,
        2,
        "Squared distances add up over points: a small group counts little, so its mean takes points of the large one as well. What would do: groups with a width and a size of their own.",
        (MIXTURE, LINKAGE),
    ),
    "A dense spot": Failure(
        _spot[0],
        2,
        "Every point must belong to a mean, and the wide field has the large distances: k-means halves it. What would do: a wide cloud and a tight one, one within the other.",
        (MIXTURE, LINKAGE),
        shape=_spot[1],
    ),
    "Groups among noise": Failure(
        _among_noise,
        4,
        "Every point must belong to a mean: what lies anywhere in between is shared out among the groups, or gets a mean though it has no middle. What would do: a wide thin cloud beneath the tight ones.",
        (MIXTURE, LINKAGE),
        axes="Three groups, and points anywhere: the eye has these apart.",
    ),
    "One far row": Failure(
        _one_far_row,
        2,
        "Distances are squared: a row far away counts more than all others together, and gets a mean of its own. What would do: distances that are not squared, or to set the row aside.",
        ("k-medians", LINKAGE, MIXTURE),
    ),
    "Wrong units": Failure(
        _wrong_units,
        2,
        "To k-means a gram is as long as a metre: the column with the large numbers decides alone. What would do: columns of the same variation.",
        ("same variation", LINKAGE, MIXTURE),
        axes="Across: height in metres, 1.5 to 1.9. Up: weight of the luggage in grams, about 1,000 to 5,000.",
    ),
    "k too small": Failure(
        _four,
        2,
        "k-means makes as many groups as it is told to, here two of four. What would do: another k.",
        ("k = 4", LINKAGE, MIXTURE),
    ),
    "k too large": Failure(
        _four,
        7,
        "k-means makes as many groups as it is told to, and cuts whole ones to get there. What would do: another k.",
        ("k = 4", LINKAGE, MIXTURE),
    ),
    "No groups at all": Failure(
        _noise[0],
        3,
        "k-means always answers. No method that is told a number of groups can say that there are none; ask first whether there are any.",
        (LINKAGE, MIXTURE),
        axes="No groups were made: points anywhere in a square.",
        shape=_noise[1],
    ),
    "A bridge of points": Failure(
        _bridge,
        2,
        "Here k-means is right, and single linkage is fooled: the thin bridge links both groups, so it takes them for one. No method is best everywhere.",
        (LINKAGE, MIXTURE),
    ),
}

_blobs, _crowd = _shape("blobs", 300, 4, 1.0), _shape("unequal sizes", 300, 4, 1.0)
ROUND_AND_APART = {
    "Round groups": Failure(_blobs[0], 4, "Round groups of one width: what k-means is made for.", ()),
    "Many and few": Failure(
        _crowd[0],
        4,
        "Groups of different sizes are no trouble where they are round, alike in width and far apart.",
        (),
    ),
}
"""What k-means finds, for the quiz."""
EVERY = CASES | ROUND_AND_APART
QUIZ = tuple(name for name in EVERY if name not in ("No groups at all", "k too small", "k too large"))
"""Where it is a question whether the groups are found."""


def questions(rng: random.Random) -> list[tuple[str, int]]:
    """Cases and seeds in random order: each failure once, what is found as often all in all."""
    finds = ("A bridge of points", *ROUND_AND_APART)
    fails = [name for name in QUIZ if name not in finds]
    order = fails + [finds[i % len(finds)] for i in range(len(fails))]
    rng.shuffle(order)
    return [(name, rng.randrange(50)) for name in order]
