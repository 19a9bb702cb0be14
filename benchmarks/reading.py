"""What reading costs beside pandas.read_csv told everything about the file, as ratios.

    python benchmarks/reading.py            time for 10 MB, memory for 100 MB
    python benchmarks/reading.py --quick    time only

Both readers take turns, and the medians are compared, so that other work on the machine touches both. Memory is the
largest a fresh process grew to while reading, less what it needed before, over the size of the file.
"""

from __future__ import annotations

import argparse
import io
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tables import read_table

MEGABYTE = 1_000_000
TURNS = 9
KINDS: dict[str, dict[str, Any]] = {
    "measurements": {"sep": ",", "decimal": "."},
    "measurements, decimal comma": {"sep": ";", "decimal": ","},
    "mixed with words and dates": {"sep": ",", "decimal": ".", "parse_dates": ["day"]},
}


def make_file(kind: str, size: int, seed: int = 0) -> bytes:
    """A regular file of about `size` bytes."""
    rng = np.random.default_rng(seed)
    settings = KINDS[kind]
    rows = 1000
    while True:
        if kind.startswith("measurements"):
            frame = pd.DataFrame({f"sensor {j}": rng.normal(100 * j, 30, rows).round(3) for j in range(8)})
        else:
            frame = pd.DataFrame(
                {
                    "id": np.arange(rows),
                    "x": rng.normal(size=rows).round(4),
                    "y": rng.normal(1000, 100, rows).round(2),
                    "region": rng.choice(["north", "south", "east and west"], rows),
                    "count": rng.integers(0, 9999, rows),
                    "day": pd.date_range("2020-01-01", periods=rows, freq="min").astype(str),
                    "note": rng.choice(["", "ok", "late, again"], rows),
                }
            )
        text = frame.to_csv(index=False, sep=settings["sep"], decimal=settings["decimal"]).encode()
        if rows > 1000:
            return text
        rows = int(rows * size / len(text))


def ratio_of_times(kind: str) -> float:
    """The median time of read_table over that of pandas.read_csv."""
    data = make_file(kind, 10 * MEGABYTE)
    settings = KINDS[kind]
    theirs: list[float] = []
    ours: list[float] = []
    for _ in range(TURNS):
        theirs.append(timed(lambda: pd.read_csv(io.BytesIO(data), **settings)))
        ours.append(timed(lambda: read_table(data, "table.csv")))
    return statistics.median(ours) / statistics.median(theirs)


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio_of_memory(kind: str) -> float:
    """How far a fresh process grows while reading 100 MB, over the size of the file."""
    script = [sys.executable, __file__, "--grow", kind]
    done = subprocess.run(script, capture_output=True, text=True, check=True)
    return float(done.stdout)


def grow(kind: str) -> float:
    """Read 100 MB in this process, and say how far it grew. The file comes from disk, made by another process."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        maker = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import reading; from pathlib import Path; "
        maker += f"Path({str(path)!r}).write_bytes(reading.make_file({kind!r}, 100 * reading.MEGABYTE))"
        subprocess.run([sys.executable, "-c", maker], check=True)
        read_table(b"a,b\n1,2\n3,4\n", "warm-up.csv")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        size = path.stat().st_size
        read_table(path.read_bytes(), "table.csv")
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (after - before) * 1024 / size


def main() -> None:
    """Print one line per kind of file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="time only")
    parser.add_argument("--grow", metavar="KIND", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.grow:
        print(grow(arguments.grow))
        return
    for kind in KINDS:
        print(f"{kind}: {ratio_of_times(kind):.2f} x the time of pandas.read_csv (10 MB)", flush=True)
    if not arguments.quick:
        for kind in KINDS:
            print(f"{kind}: memory {ratio_of_memory(kind):.1f} x the size of the file (100 MB)", flush=True)


if __name__ == "__main__":
    main()
