"""The core against direct differences, fractions, and itself, on random problems of every kind that gave trouble once.

    python -m benchmarks.exactness                       2,000 problems
    python -m benchmarks.exactness --problems 20000

For every problem (weights, duplicates, lattices, offsets to 1e12, scales from 1e-150 to 1e150, a row far away, both rules for
empty clusters, the workers of fast/):

- every run ends before `max_iter`;
- the labels of every assign are those of direct differences in double precision, ties to the lowest index; where points are
  whole numbers up to 2^20 and the means are their averages, those of exact fractions;
- `predict(X, run.means)` gives the labels of the run;
- `run_many` gives the labels, means, iterations of `run`, whichever row comes first.

It prints how many of each were checked, and every failure with the seed of its problem. It ends with status 1 if there is any.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from kmeans_core import Run, assign_labels, fast, run, run_many_from
from kmeans_core.distances import _squared_distances
from kmeans_core.fast import many

MAX_ITER = 300
WORKERS = ("few", "many", "margins")


@dataclass(frozen=True)
class Problem:
    """Points, starts of shape (s, k, n_features), weights or None, and whether the points are whole numbers up to 2^20."""

    X: np.ndarray
    starts: np.ndarray
    weights: np.ndarray | None
    empty: str
    whole: bool


def problem(seed: int) -> Problem:
    """A problem of 2 to 150 points."""
    rng = np.random.default_rng(seed)
    n, d = int(rng.integers(2, rng.choice([12, 40, 150]))), int(rng.integers(1, 4))
    kind = rng.choice(
        ["normal", "whole", "lattice", "tenths", "duplicates", "outlier", "two far groups", "an ulp apart"]
    )
    X = rng.standard_normal((n, d))
    if kind == "whole":
        X = rng.integers(0, rng.choice([5, 50, 1000, 2**20]), (n, d)).astype(float)
    elif kind == "lattice":
        X = rng.integers(-3, 4, (n, d)).astype(float) * float(rng.choice([1, 0.5, 0.125]))
    elif kind == "tenths":
        X = 0.1 * rng.integers(0, 9, (n, d)).astype(float)
    elif kind == "duplicates":
        X = X[rng.integers(0, max(1, n // 3), n)]
    elif kind == "outlier":
        X[0] *= 10.0 ** rng.integers(2, 17)
    elif kind == "two far groups":
        X[: n // 2] += 10.0 ** rng.integers(4, 13)
    elif kind == "an ulp apart":
        X = 1 + np.spacing(1.0) * rng.integers(0, 20, (n, d))
    whole = kind in ("whole", "lattice")
    if not whole:
        X = X + float(rng.choice([0, 0, 1, 1e4, 1e8, 1e12]))
        if rng.random() < 0.2:
            X = X * float(rng.choice([1e-150, 1e-30, 1e30, 1e130]))
    weights = None
    if rng.random() < 0.4:
        weights = rng.choice([rng.integers(0, 4, n).astype(float), rng.uniform(0, 5, n), np.full(n, 0.1)])
        weights[0] = max(weights[0], 1.0)
    places = np.unique(X if weights is None else X[weights > 0], axis=0)
    k = int(rng.integers(1, min(len(places), 9) + 1))
    starts = np.stack([places[rng.choice(len(places), k, replace=False)] for _ in range(3)])
    if rng.random() < 0.25:
        starts[:, -1] = starts[:, 0]  # a cluster that begins empty
    if rng.random() < 0.15:
        starts[:, 0] = X.max(axis=0) * 3 + 1  # and one that is far from everything
    return Problem(X, starts, weights, str(rng.choice(["keep", "farthest"])), whole)


@contextmanager
def worker(name: str) -> Iterator[None]:
    """Runs go to this worker, however few points there are: "few", "many", or "margins", which is "many" that keeps margins."""
    before = fast.FEW, many.MARGINS
    fast.FEW = 10**9 if name == "few" else 0
    many.MARGINS = 0 if name == "margins" else 10**9
    try:
        yield
    finally:
        fast.FEW, many.MARGINS = before


def exact_labels(X: np.ndarray, means: list[list[Fraction]]) -> list[int]:
    """The nearest of the means, the lowest index of equals, in fractions."""
    labels = []
    for row in X.tolist():
        point = [Fraction(value) for value in row]
        squares = [sum((x - m) ** 2 for x, m in zip(point, mean, strict=True)) for mean in means]
        labels.append(squares.index(min(squares)))
    return labels


def exact_means(p: Problem, labels: np.ndarray, old: list[list[Fraction]]) -> list[list[Fraction]]:
    """The averages in fractions; an empty cluster keeps its mean."""
    weights = [Fraction(1)] * len(p.X) if p.weights is None else [Fraction(w) for w in p.weights.tolist()]
    means = []
    for cluster, mean in enumerate(old):
        rows = np.flatnonzero(labels == cluster).tolist()
        size = sum((weights[i] for i in rows), Fraction(0))
        if size == 0:
            means.append(mean)
            continue
        sums = [
            sum((weights[i] * Fraction(float(p.X[i, f])) for i in rows), Fraction(0))
            for f in range(p.X.shape[1])
        ]
        means.append([total / size for total in sums])
    return means


def faults_of_run(p: Problem, result: Run, counts: Counter[str]) -> Iterator[str]:
    if not result.converged or result.iterations >= MAX_ITER:
        yield f"{result.iterations} iterations, not at rest"
    fractions = [[Fraction(value) for value in mean] for mean in result.steps[0].means.tolist()]
    whole = p.whole and (p.weights is None or not (p.weights % 1).any())
    for before, step in zip([None, *result.steps], result.steps, strict=False):
        if step.kind == "update" and before is not None:
            fractions = exact_means(p, before.labels, fractions)
            for cluster in step.relocated:
                fractions[cluster] = [Fraction(value) for value in step.means[cluster].tolist()]
            size = float(np.abs(p.X).max())
            for mean, exact in zip(step.means.tolist(), fractions, strict=True):
                counts["means"] += 1
                if any(
                    abs(Fraction(m) - e) > Fraction(4e-16 * size) for m, e in zip(mean, exact, strict=True)
                ):
                    yield "a mean that is not the average"
        if step.kind != "assign":
            continue
        counts["assigns"] += 1
        counts["labels"] += len(p.X)
        if whole:
            counts["labels against fractions"] += len(p.X)
            if step.labels.tolist() != exact_labels(p.X, fractions):
                yield f"labels that are not those of fractions, iteration {step.iteration}"
        elif not p.whole and (step.labels != _squared_distances(p.X, step.means).argmin(axis=0)).any():
            yield f"labels that are not those of direct differences, iteration {step.iteration}"
    if (assign_labels(p.X, result.means) != result.labels).any():
        yield "predict differs from the labels"


def faults(seed: int, counts: Counter[str]) -> Iterator[str]:
    p = problem(seed)
    settings: dict[str, Any] = {"sample_weight": p.weights, "max_iter": MAX_ITER, "empty": p.empty}
    runs = []
    for name in WORKERS:
        with worker(name):
            runs.append([run(p.X, start, **settings) for start in p.starts])
        for result in runs[-1]:
            yield from faults_of_run(p, result, counts)
    order = np.roll(np.arange(len(p.X)), int(np.random.default_rng(seed).integers(len(p.X))))
    turned = None if p.weights is None else p.weights[order]
    together = run_many_from(p.X[order], p.starts, **{**settings, "sample_weight": turned})
    for name, results in zip(WORKERS, runs, strict=True):
        for i, alone in enumerate(results):
            counts["starts of run_many"] += 1
            assert together.labels is not None
            # Relocation takes the first of equally far points: there the order of the rows does count.
            if any(step.relocated for step in alone.steps):
                alone = run(p.X[order], p.starts[i], **{**settings, "sample_weight": turned})
                labels = alone.labels
            else:
                labels = alone.labels[order]
            if (together.labels[i] != labels).any() or together.iterations[i] != alone.iterations:
                yield f"run_many differs from run ({name}) in labels or iterations"
            elif (together.means[i] != alone.means).any():
                yield f"run_many differs from run ({name}) in the last digits of means"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--problems", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first problem")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    begun = time.monotonic()
    for seed in range(options.first, options.first + options.problems):
        for fault in faults(seed, counts):
            failed[fault.split(",")[0]] += 1
            if sum(failed.values()) <= 30:
                print(f"problem {seed}: {fault}", flush=True)
    print(f"{options.problems:,} problems in {time.monotonic() - begun:.0f} s:")
    for name, number in counts.items():
        print(f"  {number:,} {name} checked")
    print("no fault" if not failed else f"faults: {dict(failed)}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
