"""One run with its whole trace against scikit-learn's fit, which keeps none: the ratio of their median times.

    python benchmarks/one_run.py                       all sizes
    python benchmarks/one_run.py --n 300 --k 5         one of them
    python benchmarks/one_run.py --repeats 51
    python benchmarks/one_run.py --busy                one thread each, processor time: for a machine with other work to do

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
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).parent.parent))

from kmeans_core import initial_means, make_dataset, run

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


def compare(n: int, k: int, data: str, seed: int, repeats: int, busy: bool) -> tuple[float, float, int]:
    """Median milliseconds of ours and of scikit-learn's, and the number of iterations; the least where others disturb."""
    clock, typical = (time.process_time, min) if busy else (time.perf_counter, statistics.median)
    X = DATA[data](n, seed)
    means = initial_means(X, k, "random", seed)
    peer = KMeans(k, init=means, n_init=1, algorithm="lloyd", tol=0, max_iter=1000)
    ours, theirs = [], []
    for _ in range(repeats):
        ours.append(milliseconds(lambda: run(X, means, max_iter=1000), clock))
        theirs.append(milliseconds(lambda: peer.fit(X), clock))
    iterations = run(X, means, max_iter=1000).iterations
    if iterations != peer.n_iter_:
        print(
            f"  not the same work: {iterations} iterations here, {peer.n_iter_} there (n {n}, k {k}, {data})"
        )
    return typical(ours), typical(theirs), iterations


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
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    with threadpool_limits(1) if options.busy else nullcontext():
        compare_all(options)


def compare_all(options: argparse.Namespace) -> None:
    print(f"{'n':>7} {'k':>3} {'data':12} {'iterations':>10} {'ours ms':>9} {'peer ms':>9} {'ratio':>6}")
    for n in options.n:
        for k in options.k:
            ratios = []
            for data in DATA:
                repeats = max(2, options.repeats // 10) if n >= 100_000 else options.repeats
                rows = [compare(n, k, data, seed, repeats, options.busy) for seed in range(options.seeds)]
                ours, theirs, iterations = (statistics.median(column) for column in zip(*rows, strict=True))
                ratio = statistics.median(a / b for a, b, _ in rows)
                ratios += [a / b for a, b, _ in rows]
                print(f"{n:7} {k:3} {data:12} {iterations:10} {ours:9.2f} {theirs:9.2f} {ratio:6.2f}")
            print(
                f"{n:7} {k:3} all: median {statistics.median(ratios):.2f}, worst {max(ratios):.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
