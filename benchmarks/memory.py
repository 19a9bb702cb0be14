"""How much memory the core takes beyond the points it is given, at its peak and in what it returns.

    python -m benchmarks.memory                 a minute or so
    python -m benchmarks.memory --big           also ten million points, some minutes

Counted by tracemalloc, to which NumPy reports what it allocates. "x points" is the peak, the caller's points counted in, as a
multiple of the caller's points.
"""

from __future__ import annotations

import argparse
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from kmeans_core import Run, adjusted_rand_index, initial_means, run, run_many

MB = 1e6


def measure(name: str, X: np.ndarray, work: Callable[[], object]) -> object:
    tracemalloc.start()
    begun = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - begun
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    steps = (
        f", {result.iterations} iterations, trace {result.nbytes / MB:.1f} MB"
        if isinstance(result, Run)
        else ""
    )
    print(
        f"{name:46} points {X.nbytes / MB:7.1f} MB; peak {peak / MB:7.1f} MB more ({1 + peak / X.nbytes:6.2f} x points), "
        f"kept {kept / MB:7.1f} MB; {seconds:6.2f} s{steps}",
        flush=True,
    )
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--big", action="store_true", help="also ten million points")
    options = parser.parse_args()
    rng = np.random.default_rng(0)

    for n, k in [(1_000_000, 5), (1_000_000, 20), *([(10_000_000, 5)] if options.big else [])]:
        X = rng.uniform(0, 10, (n, 2))
        start = initial_means(X, k, "random", 0)
        measure(f"run, n {n:,}, k {k}", X, partial(run, X, start))
        measure(
            f"run without trace, n {n:,}, k {k}",
            X,
            partial(run, X, start, trace=False, max_iter=20),
        )

    wide = rng.standard_normal((200, 5000))
    measure("run, n 200, d 5,000, k 5", wide, lambda: run(wide, wide[:5]))
    few = rng.standard_normal((300, 2))
    measure("run_many, 1,000 starts, n 300, k 5", few, lambda: run_many(few, 5, range(1000)))
    columns = rng.standard_normal((300, 40))
    measure("run_many, 1,000 starts, n 300, d 40, k 5", columns, lambda: run_many(columns, 5, range(1000)))
    measure("run_many, 20 starts, n 200, d 5,000, k 5", wide, lambda: run_many(wide, 5, range(20)))
    singles = rng.permutation(12_000)
    measure(
        "adjusted Rand index, 12,000 groups of one",
        singles,
        lambda: adjusted_rand_index(singles, singles[::-1]),
    )


if __name__ == "__main__":
    main()
