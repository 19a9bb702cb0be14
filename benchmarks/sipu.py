"""How often does each initialization, and each repair, find all clusters? On a folder of data sets with known clusters.

    python benchmarks/sipu.py FOLDER [--starts 100] [--repairs 20] [--init random "random swap" ...] [--only S1 S2 ...]
    python benchmarks/sipu.py --stand-ins ...    # on sets made like S1 to S4, A1 to A3 and Unbalance: see stand_ins.py

FOLDER holds `NAME.data.gz` (numbers separated by blanks, one point per line) and `NAME.labels0.gz` (one true label per
line); both may also be plain text without `.gz`. k is the number of different true labels. Label 0 marks noise, as in
Gagolewski's collection of clustering benchmarks: such points are clustered with the rest, but belong to no true mean.

Printed per set and initialization: in how many starts the centroid index is 0 (every cluster found), with a 95%
interval for that share; the mean centroid index; the mean number of iterations; the centroid index of the start with
the least inertia; and the seconds it took. *Random swap* (k * k swaps, and `FEWEST_SWAPS` at least, unless `--swaps` says how many) and *split and merge*
repair finished runs from random points: `--repairs` of them, and the iterations are those of all that it took, the run included. Centroid index: Fränti, Rezaei and Zhao 2014. Published figures to compare
with: Fränti and Sieranoja 2018, "K-means properties on six clustering benchmark datasets", and 2019, "How much can
k-means be improved by using better initialization and repeats?".
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.stand_ins import STAND_INS
from kmeans_core import INITIALIZATIONS
from kmeans_core.many import run_many
from kmeans_core.repair import Repair, random_swap, split_merge
from kmeans_core.scores import centroid_index, means_of_labels, success_rate, wilson_interval

NOISE = 0
SWAP, SPLIT = "random swap", "split and merge"
FEWEST_SWAPS = 1000
"""In small groups beside large ones, few of the points that are drawn lie: so many swaps hit them."""
WAYS = (*INITIALIZATIONS, SWAP, SPLIT)
HEADINGS = f"{'set':14} {'points':>8} {'d':>3} {'k':>4}  {'init':18} {'success':>8}  {'95% interval':>14} {'CI':>6} {'iterations':>10} {'CI of best':>10} {'seconds':>8}"


class NotReadableError(Exception):
    """A data set that cannot be used; the message says why."""


def data_sets(folder: Path) -> dict[str, tuple[Path, Path | None]]:
    """Name -> files of points and of labels (None if there is none), in order of the names."""
    if not folder.exists():
        raise NotReadableError(f"There is no folder {folder}.")
    if folder.is_file():  # one set, named by its data file
        files = [folder]
        folder = folder.parent
    else:
        files = sorted([*folder.glob("*.data.gz"), *folder.glob("*.data")])
    found: dict[str, tuple[Path, Path | None]] = {}
    for file in files:
        name = file.name.removesuffix(".gz").removesuffix(".data")
        labels = [folder / f"{name}.labels0.gz", folder / f"{name}.labels0"]
        found.setdefault(name, (file, next((path for path in labels if path.exists()), None)))
    if not found:
        raise NotReadableError(f"There is no NAME.data.gz in {folder}.")
    return found


def numbers(path: Path) -> np.ndarray:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # an empty file: said below
            table = np.loadtxt(path, ndmin=2)
    except (OSError, EOFError, ValueError) as error:
        raise NotReadableError(f"{path.name} cannot be read: {str(error).splitlines()[0]}") from error
    if not table.size:
        raise NotReadableError(f"{path.name} is empty.")
    return table


def load(data: Path, labels: Path | None) -> tuple[np.ndarray, np.ndarray]:
    """Points, and the means of the true clusters."""
    if labels is None:
        name = data.name.removesuffix(".gz").removesuffix(".data")
        raise NotReadableError(f"its true labels, {name}.labels0.gz, are missing.")
    X, truth = numbers(data), numbers(labels).ravel()
    if len(X) != len(truth):
        raise NotReadableError(f"{len(X)} points, but {len(truth)} labels.")
    if not (truth == np.rint(truth)).all():
        raise NotReadableError(f"{labels.name} holds labels that are no whole numbers.")
    try:
        return X, means_of_labels(X, truth.astype(np.int64), ignore=NOISE)
    except ValueError as error:
        raise NotReadableError(str(error)) from error


def say_how_far(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {total} starts", end="\r" if done < total else "\r\033[K", file=sys.stderr)


def report(name: str, X: np.ndarray, true_means: np.ndarray, starts: int, init: str) -> None:
    begin = perf_counter()
    runs = run_many(X, len(true_means), range(starts), init, keep_labels=False, progress=say_how_far)
    line(name, X, true_means, init, runs.means, runs.inertia, runs.iterations, perf_counter() - begin)


def report_repairs(
    name: str, X: np.ndarray, true_means: np.ndarray, number: int, way: str, swaps: int | None
) -> None:
    k = len(true_means)
    begin = perf_counter()
    runs = run_many(X, k, range(number), keep_labels=False)
    repairs: list[Repair] = []
    for seed in range(number):
        say_how_far(seed, number)
        if way == SPLIT:
            repairs.append(split_merge(X, runs.means[seed]))
        else:
            tries = max(FEWEST_SWAPS, k * k) if swaps is None else swaps
            repairs.append(random_swap(X, runs.means[seed], tries, np.random.default_rng(seed)))
    say_how_far(number, number)
    iterations = runs.iterations + np.array([repair.distances for repair in repairs]) / (len(X) * k)
    ends = np.array([repair.means for repair in repairs]), np.array([repair.inertia for repair in repairs])
    line(name, X, true_means, way, *ends, iterations, perf_counter() - begin)


def line(
    name: str,
    X: np.ndarray,
    true_means: np.ndarray,
    way: str,
    means: np.ndarray,
    inertia: np.ndarray,
    iterations: np.ndarray,
    seconds: float,
) -> None:
    """One line of the table. means : where each start ended, shape (starts, k, n_features)"""
    wrong = np.asarray(centroid_index(means, true_means))
    low, high = wilson_interval(int(np.count_nonzero(wrong == 0)), len(wrong))
    interval = f"{low:6.1%}-{high:6.1%}"
    print(
        f"{name:14} {len(X):8,} {X.shape[1]:3} {len(true_means):4}  {way:18} {success_rate(wrong):8.1%}  {interval:>14} "
        f"{wrong.mean():6.2f} {iterations.mean():10.1f} {wrong[inertia.argmin()]:10} {seconds:8.2f}",
        flush=True,
    )


Set = Callable[[], tuple[np.ndarray, np.ndarray]]
"""Makes or reads the points of a set, and the means of its true clusters."""


def made_sets() -> dict[str, Set]:
    """The stand-ins, by their names."""

    def of(name: str) -> tuple[np.ndarray, np.ndarray]:
        X, truth = STAND_INS[name](1)
        return X, means_of_labels(X, truth)

    return {name: partial(of, name) for name in STAND_INS}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "folder", type=Path, nargs="?", help="folder of NAME.data.gz and NAME.labels0.gz, or one data file"
    )
    parser.add_argument("--stand-ins", action="store_true", help="no folder: sets made like published ones")
    parser.add_argument("--starts", type=int, default=100, help="starts per initialization (default 100)")
    parser.add_argument("--repairs", type=int, default=20, help="finished runs per repair (default 20)")
    parser.add_argument(
        "--swaps", type=int, help=f"swaps that {SWAP} tries (default k * k, at least {FEWEST_SWAPS})"
    )
    parser.add_argument(
        "--init",
        nargs="+",
        default=list(WAYS),
        choices=list(WAYS),
        metavar="INIT",
        help=f"which of {', '.join(WAYS)} (default: all)",
    )
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these sets only")
    options = parser.parse_args()
    if options.starts < 1 or options.repairs < 1:
        parser.error("--starts and --repairs must be at least 1.")
    if options.swaps is not None and options.swaps < 0:
        parser.error("--swaps must be at least 0.")
    if options.stand_ins == (options.folder is not None):
        parser.error("Name a folder, or ask for --stand-ins.")
    sets: dict[str, Set]
    try:
        if options.stand_ins:
            print("Stand-ins, made here: not the published sets, and what comes out is said of them alone.")
            sets = made_sets()
        else:
            sets = {name: partial(load, *files) for name, files in data_sets(options.folder).items()}
    except NotReadableError as problem:
        print(problem, file=sys.stderr)
        return 2
    unknown = sorted(set(options.only or []) - set(sets))
    if unknown:
        print(f"Not among the sets: {', '.join(unknown)}. There are {', '.join(sets)}.", file=sys.stderr)
        return 2
    print(HEADINGS)
    failures = 0
    for name, made in sets.items():
        if options.only and name not in options.only:
            continue
        try:
            X, true_means = made()
            for init in options.init:
                if init in INITIALIZATIONS:
                    report(name, X, true_means, options.starts, init)
                else:
                    report_repairs(name, X, true_means, options.repairs, init, options.swaps)
        except (NotReadableError, ValueError) as problem:
            failures += 1
            print(f"{name}: left out: {problem}", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped.")
