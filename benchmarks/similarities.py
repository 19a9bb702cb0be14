"""What other similarities and given sizes take: processor time, one thread.

    python -m benchmarks.similarities

The first table compares starts of 300 points, k 5, with as many by squared straight distances: the ratio aimed at is 4 for
Manhattan. The others are the times of one run of clusters of equal size, and of finding the best there is.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).parent.parent))

from kmeans_core import (
    SIMILARITIES,
    best_of_one_column,
    best_partition,
    initial_means,
    make_dataset,
    run,
    run_many,
)

STARTS = 200


def seconds(work: Callable[[], object], turns: int = 3) -> float:
    times = []
    for _ in range(turns):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    X, _ = make_dataset("overlapping blobs", 300, 5, 1.0, 1)
    for number in (STARTS, 1000):
        names = SIMILARITIES if number == STARTS else ("squared Euclidean", "Manhattan")
        plain = seconds(partial(run_many, X, 5, range(number)))
        print(f"\n{number} starts of 300 points, k 5: {1e3 * plain:.0f} ms by squared straight distances")
        for name in names:
            took = seconds(partial(run_many, X, 5, range(number), similarity=name), 2)
            print(f"  {name:30} {took / plain:6.1f} times")
    print("\nclusters of equal size, one run")
    points = np.random.default_rng(0).normal(size=(2000, 2))
    for k in (5, 10, 20):
        start = initial_means(points, k, "k-means++", 1)
        sizes = (2000 // k, -(-2000 // k))
        took = seconds(partial(run, points, start, sizes=sizes, trace=False), 1)
        print(f"  2,000 points, k {k:2}: {took:.2f} s")
    print("\nthe best there is")
    column = np.random.default_rng(0).normal(size=100_000)
    print(f"  100,000 points of one column, k 10: {seconds(lambda: best_of_one_column(column, 10), 1):.2f} s")
    few = np.random.default_rng(0).uniform(size=(18, 2))
    print(f"  18 points, k 7: {seconds(lambda: best_partition(few, 7), 1):.2f} s")


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
