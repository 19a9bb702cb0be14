"""One run with its whole trace against scikit-learn's fit, which keeps none: the ratio of their median times.

    python benchmarks/one_run.py                       all sizes
    python benchmarks/one_run.py --n 300 --k 5         one of them
    python benchmarks/one_run.py --repeats 51
    python benchmarks/one_run.py --busy                one thread each, processor time: for a machine with other work to do
    python benchmarks/one_run.py --floor               also what NumPy's calls alone take, see `bare_calls`

Both start from the same means and stop at the same iteration. They take turns in one process, so that whatever else the
machine does meets both. Thread settings are as the libraries choose them. Below 1, the run is the faster.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).parent.parent))

from kmeans_core import initial_means, make_dataset, run
from kmeans_core.fast import FEW

Points = NDArray[np.float64]

DATA = {
    "blobs": lambda n, seed: make_dataset("blobs", n, 5, 1.0, seed)[0],
    "overlapping": lambda n, seed: make_dataset("overlapping blobs", n, 5, 1.0, seed)[0],
    "uniform": lambda n, seed: make_dataset("uniform noise", n, 1, 1.0, seed)[0],
    "gaussian": lambda n, seed: np.random.default_rng(seed).standard_normal((n, 2)),
}


def milliseconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return 1e3 * (clock() - start)


def bare_calls(X: Points, start: Points, iterations: int) -> Callable[[], object]:
    """The fewest NumPy calls that so many iterations could be made of, everything else left out: no look at the input, no label
    made exact, no sums that are (where clusters are small, sums are those of a product; else none), no inertia, no trace. A run
    in NumPy that keeps the promises of docs/CORE.md takes more than that."""
    (n, d), k = X.shape, len(start)
    few = n * k <= FEW
    kind = np.float64 if few else np.float32
    points = np.vstack([-X.T, np.full((1, n), 0.5)]).astype(kind)
    table = np.vstack([X.T, np.ones((1, n))]).T
    factors, distances, least = np.empty((k, d + 1), kind), np.empty((k, n), kind), np.empty(n, kind)
    near, mask = np.empty((k, n), dtype=bool), np.empty((k, n))
    marks = np.repeat(np.arange(k, dtype=np.uint8), n).reshape(k, n)
    marked, labels, changed = np.empty((k, n), np.uint8), np.zeros((2, n), np.uint8), np.empty(n, dtype=bool)

    def loop() -> None:
        means = start
        for iteration in range(iterations):
            factors[:, :-1] = means
            np.vecdot(factors[:, :-1], factors[:, :-1], factors[:, -1])
            factors.dot(points, distances)
            np.minimum.reduce(distances, axis=0, out=least)
            np.equal(distances, least, near)
            if few:
                np.copyto(mask, near)
                sums = mask.dot(table)
                means = sums[:, :-1] / sums[:, -1:]
            else:
                np.multiply(near.view(np.uint8), marks, marked)
                np.maximum.reduce(marked, axis=0, out=labels[iteration % 2])
                np.not_equal(labels[0], labels[1], changed)
                changed.nonzero()

    return loop


def compare(
    n: int, k: int, data: str, seed: int, repeats: int, busy: bool
) -> tuple[float, float, int, float]:
    """Median milliseconds of ours and of scikit-learn's, the number of iterations, and milliseconds of the bare calls; the least
    where others disturb."""
    clock, typical = (time.process_time, min) if busy else (time.perf_counter, statistics.median)
    X = DATA[data](n, seed)
    means = initial_means(X, k, "random", seed)
    peer = KMeans(k, init=means, n_init=1, algorithm="lloyd", tol=0, max_iter=1000)
    iterations = run(X, means, max_iter=1000).iterations
    bare = bare_calls(X, means, iterations)
    ours, theirs, least = [], [], []
    for _ in range(repeats):
        least.append(milliseconds(bare, clock))
        ours.append(milliseconds(lambda: run(X, means, max_iter=1000), clock))
        theirs.append(milliseconds(lambda: peer.fit(X), clock))
    if iterations != peer.n_iter_:
        print(
            f"  not the same work: {iterations} iterations here, {peer.n_iter_} there (n {n}, k {k}, {data})"
        )
    return typical(ours), typical(theirs), iterations, typical(least)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--n", type=int, nargs="+", default=[100, 300, 1_000, 5_000, 100_000])
    parser.add_argument("--k", type=int, nargs="+", default=[2, 5, 10])
    parser.add_argument("--repeats", type=int, default=15, help="turns each; a tenth of them at n >= 100,000")
    parser.add_argument("--seeds", type=int, default=3, help="starts per kind of data")
    parser.add_argument(
        "--busy", action="store_true", help="one thread, processor time, the least of all turns"
    )
    parser.add_argument("--floor", action="store_true", help="tell what NumPy's calls alone take")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    with threadpool_limits(1) if options.busy else nullcontext():
        compare_all(options)


def compare_all(options: argparse.Namespace) -> None:
    print(f"{'n':>7} {'k':>3} {'data':12} {'iterations':>10} {'ours ms':>9} {'peer ms':>9} {'ratio':>6}")
    for n in options.n:
        for k in options.k:
            ratios, floors = [], []
            for data in DATA:
                repeats = max(2, options.repeats // 10) if n >= 100_000 else options.repeats
                rows = [compare(n, k, data, seed, repeats, options.busy) for seed in range(options.seeds)]
                ours, theirs, iterations, _ = (
                    statistics.median(column) for column in zip(*rows, strict=True)
                )
                ratio = statistics.median(row[0] / row[1] for row in rows)
                ratios += [row[0] / row[1] for row in rows]
                floors += [row[3] / row[1] for row in rows]
                print(f"{n:7} {k:3} {data:12} {iterations:10} {ours:9.2f} {theirs:9.2f} {ratio:6.2f}")
            floor = f"; floor {statistics.median(floors):.2f}, worst {max(floors):.2f}"
            print(
                f"{n:7} {k:3} all: median {statistics.median(ratios):.2f}, worst {max(ratios):.2f}"
                f"{floor if options.floor else ''}",
                flush=True,
            )


if __name__ == "__main__":
    main()
