"""How often is the council right? It is asked about sets whose number of groups is known.

    python -m benchmarks.council                   about 400 sets: some ten minutes on one core
    python -m benchmarks.council --sets 60         fewer
    python -m benchmarks.council --seed 7          others of the same kinds
    python -m benchmarks.council --speed           one council against scikit-learn doing the same work: processor time, one
                                                   thread each, the least of three turns
    python -m benchmarks.council --columns         who changes company where columns are drawn out, though the number is found all the
                                                   same: `CLEARLY` in study/other_ways.py is well above that

The first table says how often each judge is right by itself, the elbow too. The second says how often the council is right when
so many judges agree, with the range in which that share may lie (Wilson, 95%): `study/judges.py` quotes it on screen.

The sets: this project's shapes with groups that can be told apart, mixtures of round groups (normal, uniform in a ball or a box,
heavy tails; unequal widths, sizes, stretched) in 2 to 8 dimensions, few rows too; and single clouds (even, normal, long, heavy
tails, skewed) in 2 to 8 dimensions. Half of them have one group: without that, a share for "one" would be one of very few.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from kmeans_core import JUDGES, assign_labels, council, make_dataset, wilson_interval
from study.lab import changes_company

Array = NDArray[np.float64]
CLOSEST = {"normal": 5.0, "ball": 4.5, "box": 4.5, "heavy tails": 5.5}
"""How near centers come, in standard deviations: nearer ones are one group to the eye as well."""


def stray(kind: str, n: int, d: int, rng: np.random.Generator) -> Array:
    """How points stray from a center, standard deviation 1 in each column."""
    normal = rng.normal(size=(n, d))
    if kind == "ball":
        directions = normal / np.linalg.norm(normal, axis=1, keepdims=True)
        return directions * rng.uniform(size=(n, 1)) ** (1 / d) * np.sqrt(d + 2)
    if kind == "box":
        return rng.uniform(-(3**0.5), 3**0.5, (n, d))
    if kind == "heavy tails":
        return rng.standard_t(6, (n, d)) * (4 / 6) ** 0.5
    return normal


def mixture(groups: int, rng: np.random.Generator) -> tuple[str, Array]:
    """Round groups about centers at a distance from each other."""
    kind = str(rng.choice(list(CLOSEST)))
    d, unequal = int(rng.choice([2, 2, 3, 5, 8])), str(rng.choice(["", "", "widths", "sizes", "stretched"]))
    n = max(int(rng.choice([40, 100, 200, 400, 800])), 12 * groups, groups**2 + 1)
    widths = rng.uniform(0.6, 1.2, groups) if unequal == "widths" else np.ones(groups)
    sizes = rng.uniform(0.3, 1.5, groups) if unequal == "sizes" else np.ones(groups)
    apart = rng.uniform(1, 1.6) * CLOSEST[kind] * (1.6 if unequal == "stretched" else 1)
    side, centers = apart * max(1.3, groups ** (1 / d)), [rng.uniform(0, 1, d)]
    while len(centers) < groups:
        center = rng.uniform(0, side, d)
        if min(np.linalg.norm(center - other) for other in centers) >= apart:
            centers.append(center)
        else:
            side *= 1.002
    labels = np.concatenate(
        [np.repeat(np.arange(groups), 5), rng.choice(groups, n - 5 * groups, p=sizes / sizes.sum())]
    )
    points = stray(kind, n, d, rng) * widths[labels, np.newaxis]
    if unequal == "stretched":
        points[:, 0] *= 1.8
    return f"mixture {kind} {unequal}", np.array(centers)[labels] + points


def shape(groups: int, rng: np.random.Generator) -> tuple[str, Array]:
    """One of this project's shapes whose groups can be told apart by round regions."""
    name, spreads = {
        0: ("blobs", (0.5, 1.5)),
        1: ("overlapping blobs", (0.6, 1.0)),
        2: ("unequal sizes", (0.5, 1.1)),
        3: ("unequal spreads", (0.5, 0.9)),
    }[int(rng.integers(4))]
    n = max(int(rng.choice([100, 200, 300, 600])), 25 * groups)
    return name, make_dataset(name, n, groups, float(rng.uniform(*spreads)), int(rng.integers(10**6)))[0]


def cloud(_groups: int, rng: np.random.Generator) -> tuple[str, Array]:
    """One group, or none."""
    kind = str(rng.choice([*CLOSEST, "skewed", "long", "long box"]))
    n, d = int(rng.choice([20, 40, 100, 200, 400, 800])), int(rng.choice([2, 2, 3, 5, 8]))
    if kind == "skewed":
        return kind, rng.gamma(3, size=(n, d))
    points = stray("box" if kind == "long box" else kind, n, d, rng)
    if kind.startswith("long"):
        turned, _ = np.linalg.qr(rng.normal(size=(d, d)))
        points = (points * np.geomspace(rng.uniform(2, 6), 1, d)) @ turned
    return f"cloud {kind}", points


def known_sets(number: int, seed: int) -> Iterator[tuple[str, Array, int]]:
    """Sets and their true number of groups: half of them one, the others 2 to 9."""
    for i in range(number):
        rng = np.random.default_rng([seed, i])
        if i % 2:
            yield (*cloud(1, rng), 1)
        else:
            groups = 2 + i // 2 % 8
            make: Callable[[int, np.random.Generator], tuple[str, Array]] = (
                shape if i // 2 % 3 == 0 else mixture
            )
            yield (*make(groups, rng), groups)


def accuracy(number: int, seed: int) -> None:
    right: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    votes: defaultdict[tuple[bool, int], list[bool]] = defaultdict(list)
    for name, X, groups in known_sets(number, seed):
        found = council(X)
        for opinion in (*found.opinions, found.elbow):
            right[opinion.judge].append((groups > 1, opinion.choice == groups))
        right["council"].append((groups > 1, found.choice == groups))
        votes[found.choice > 1, found.agreement].append(found.choice == groups)
        if found.choice != groups:
            said = " ".join(str(opinion.choice) for opinion in found.opinions)
            print(
                f"  {name}, {len(X)} x {X.shape[1]}: {groups} groups, {found.choice} found ({said})",
                flush=True,
            )
    print(f"\n{'judge':24s} {'groups':>7s} {'one':>7s}")
    for judge in (*JUDGES, "elbow", "council"):
        shares = [np.mean([hit for several, hit in right[judge] if several is of]) for of in (True, False)]
        print(f"{judge:24s} {100 * shares[0]:6.1f}% {100 * shares[1]:6.1f}%")
    print("\nof 5 judges agree on   right of   share")
    for (several, agreement), hits in sorted(votes.items(), reverse=True):
        low, high = wilson_interval(sum(hits), len(hits))
        word = "groups" if several else "one   "
        print(
            f"{agreement} {word}            {sum(hits):4d} of {len(hits):4d}   {100 * low:.0f}-{100 * high:.0f}%"
        )


def columns_drawn_out(number: int, seed: int) -> None:
    """Mixtures of round groups with columns drawn out up to ten times, and with the same variation in each: where the true number is
    found both ways, which part of the rows changes company."""
    parts = []
    for i in range(number):
        rng = np.random.default_rng([seed, i])
        groups = 2 + i % 4
        _, X = mixture(groups, rng)
        ways = [X * 10 ** rng.uniform(0, 1, X.shape[1]), X / X.std(axis=0)]
        heard = [council(way) for way in ways]
        if all(found.choice == groups for found in heard):
            labels = [
                assign_labels(way, found.means[groups - 1]) for way, found in zip(ways, heard, strict=True)
            ]
            parts.append(float(changes_company(*labels).mean()))
    print(
        f"found both ways in {len(parts)} of {number} sets; the largest parts of the rows that change company:"
    )
    print(", ".join(f"{part:.3f}" for part in sorted(parts, reverse=True)[:10]))


def speed() -> None:
    """The same fits, silhouettes and halves in a loop over scikit-learn."""
    import sklearn.cluster  # noqa: F401  # before its threads are limited
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        for n in (300, 5000):
            X = make_dataset("blobs", n, 5, 1.0, 13)[0]
            turns = [(seconds(council, X), seconds(by_scikit_learn, X)) for _ in range(3)]
            ours, theirs = (min(column) for column in zip(*turns, strict=True))
            print(
                f"n {n}: {ours:.2f} s; scikit-learn {theirs:.2f} s: {theirs / ours:.1f} times as long",
                flush=True,
            )


def seconds(work: Callable[[Array], object], X: Array) -> float:
    start = time.process_time()
    work(X)
    return time.process_time() - start


def by_scikit_learn(X: Array) -> None:
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    from kmeans_core.council import HALVES, SCATTERED, STARTS, STARTS_ELSEWHERE

    judged = X[:1000]
    sets = [(judged, STARTS, True)]
    sets += [
        (np.random.default_rng(i).uniform(size=judged.shape), STARTS_ELSEWHERE, True)
        for i in range(SCATTERED)
    ]
    sets += [(judged[i % 2 :: 2], STARTS_ELSEWHERE, False) for i in range(2 * HALVES)]
    for points, starts, silhouette in sets:
        for k in range(1, 13):
            labels = KMeans(k, n_init=starts if k > 1 else 1, random_state=0).fit(points).labels_
            if silhouette and k > 1:
                silhouette_score(points, labels)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sets", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--columns", action="store_true")
    arguments = parser.parse_args()
    if arguments.speed:
        speed()
    elif arguments.columns:
        columns_drawn_out(arguments.sets, arguments.seed)
    else:
        accuracy(arguments.sets, arguments.seed)
