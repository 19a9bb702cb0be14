"""Many starts at once, as ratios to scikit-learn doing the same.

    python benchmarks/many_starts.py [--repeats 5] [--big]

Compared: a loop of `KMeans(n_init=1)` fits, one per seed, and one `KMeans(n_init=starts)`; with one thread and with the
default. tol=0 and the same kind of initialization on both sides (the draws differ). The contestants take turns, and
medians count, so that a busy machine troubles all alike. A ratio of 0.1 means a tenth of their time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kmeans_core import many_initial_means, run
from kmeans_core.basins import basins
from kmeans_core.many import run_many
from kmeans_core.scores import adjusted_rand_index, centroid_index, means_of_labels
from kmeans_core.solutions import distinct_solutions


def blobs(n: int, k: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """k overlapping groups in the plane, and which point is in which."""
    rng = np.random.default_rng(seed)
    centers = rng.uniform(-10, 10, size=(k, 2))
    labels = rng.integers(k, size=n)
    return centers[labels] + 1.5 * rng.normal(size=(n, 2)), labels


def loop_of_fits(X: np.ndarray, k: int, starts: int, init: str) -> None:
    for seed in range(starts):
        KMeans(k, init=init, n_init=1, tol=0, random_state=seed).fit(X)


def anew(X: np.ndarray, k: int, starts: int, init: str) -> None:
    many_initial_means._first_permuted.cache_clear()
    run_many(X, k, range(starts), init)


def medians(contestants: dict[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Median seconds of each, taking turns."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(repeats):
        for name, contestant in contestants.items():
            begin = perf_counter()
            contestant()
            seconds[name].append(perf_counter() - begin)
    return {name: median(values) for name, values in seconds.items()}


def compare(n: int, k: int, starts: int, init: str, repeats: int) -> None:
    X, truth = blobs(n, k)
    # scikit-learn's "k-means++" is the greedy one.
    ours = {"random": "random", "k-means++": "greedy k-means++"}[init]
    runs = run_many(X, k, range(starts), ours)
    for i in range(0, starts, max(1, starts // 20)):  # the same as single runs, or the comparison is void
        alone = runs.replay(i)
        assert (alone.labels == runs.labels_of(i)).all() and alone.iterations == runs.iterations[i]
    print(
        f"\n{starts:,} starts of {n:,} points, k = {k}, {init}: "
        f"{runs.iterations.mean():.1f} iterations on average, {len(distinct_solutions(runs))} answers"
    )
    limits: list[tuple[str, Callable[[], AbstractContextManager[object]]]] = [
        ("one thread", lambda: threadpool_limits(1)),
        ("default threads", nullcontext),
    ]
    for threads, limit in limits:
        with limit():
            seconds = medians(
                {
                    "ours": lambda: anew(X, k, starts, ours),
                    "loop": lambda: loop_of_fits(X, k, starts, init),
                    "n_init": lambda: KMeans(k, init=init, n_init=starts, tol=0, random_state=0).fit(X),
                },
                repeats,
            )
        print(
            f"  {threads:16} {seconds['ours'] * 1e3:8.0f} ms: {seconds['ours'] / seconds['loop']:.3f} of a loop of "
            f"fits ({seconds['loop']:.2f} s), {seconds['ours'] / seconds['n_init']:.3f} of n_init={starts} "
            f"({seconds['n_init']:.2f} s)"
        )
    if n > 1000:
        return
    true_means = means_of_labels(X, truth)
    assert runs.labels is not None
    labels = runs.labels
    seconds = medians(
        {
            "distinct answers": lambda: list(distinct_solutions(runs)),
            "adjusted Rand index of all": lambda: adjusted_rand_index(labels, truth),
            "centroid index of all": lambda: centroid_index(runs.means, true_means),
            "basins, 60 x 60": lambda: basins(X, runs.starts[0], 0),
            "the traces of all, one by one": lambda: [run(X, start) for start in runs.starts],
        },
        repeats,
    )
    for name, value in seconds.items():
        print(f"  {name:32} {value * 1e3:6.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5, help="rounds of taking turns (default 5)")
    parser.add_argument(
        "--big", action="store_true", help="also 5,000 starts of 2,000 points (a minute or two)"
    )
    options = parser.parse_args()
    compare(300, 5, 1000, "random", options.repeats)
    compare(300, 5, 1000, "k-means++", options.repeats)
    if options.big:
        compare(2000, 5, 5000, "random", max(1, options.repeats // 5))


if __name__ == "__main__":
    main()
