"""What reading costs beside pandas.read_csv told everything about the file, as ratios.

    python benchmarks/reading.py                time for 10 MB, memory for 100 MB
    python benchmarks/reading.py --quick        time only
    python benchmarks/reading.py --irregular    time and memory for 30 MB of what people damage and dress, and for wide tables
    python benchmarks/reading.py --apart        what it costs to read in a process of its own, as the app does

Both readers take turns, and the medians of their processor time are compared, so that other work on the machine touches
both. Memory is the largest a fresh process grew to while reading, less what it needed before, over the size of the
file. pandas reads no irregular file at all: those are compared with the time pandas takes for a regular file of the
same size and columns.
"""

from __future__ import annotations

import argparse
import contextlib
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
import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tables import TableError, apart, read_table
from tables.apart import asking, children

MEGABYTE = 1_000_000
TURNS = 9
KINDS: dict[str, dict[str, Any]] = {
    "measurements": {"sep": ",", "decimal": "."},
    "measurements, decimal comma": {"sep": ";", "decimal": ","},
    "mixed with words and dates": {"sep": ",", "decimal": ".", "parse_dates": ["day"]},
}

_DAMAGE: dict[str, Callable[[int, list[str]], str]] = {
    "regular": lambda i, row: ",".join([*row, '"one, two"']),
    "a stray quote in one row of ten": lambda i, row: ('"' if i % 10 == 7 else "") + ",".join([*row, "ok"]),
    "a stray quote in every row": lambda i, row: '"' + ",".join([*row, "ok"]),
    "inner quotes in every row": lambda i, row: ",".join([*row, '"he said "hello, you" twice"']),
    "every row over two lines": lambda i, row: ",".join([*row, '"one\ntwo, three"']),
    "every row over two lines, inner quotes": lambda i, row: ",".join([*row, '"one "big"\ntwo, three"']),
    "every second row short": lambda i, row: ",".join(row if i % 2 else [*row, "ok"]),
    "one row of ten too long": lambda i, row: ",".join([*row, "ok", *(["more"] if i % 10 == 5 else [])]),
    "an empty line after every row": lambda i, row: ",".join([*row, "ok"]) + "\n",
    "a comment in every fiftieth line": lambda i, row: (
        ("# note\n" if i % 50 == 9 else "") + ",".join([*row, "ok"])
    ),
}
_DRESSED: dict[str, Callable[[float], str]] = {
    "dollars": lambda x: f"${x:,.2f}",
    "euros": lambda x: f"{x:_.2f} €".replace(".", ",").replace("_", "."),
    "share": lambda x: f"{x % 100:.3f} %",
    "balance": lambda x: f"({x:,.0f})" if x % 2 < 1 else f"{x:,.0f}",
    "people": lambda x: f"{x:_.0f}".replace("_", " "),
}
_FRACTIONS = "{:.3f}".format
_WIDE: dict[str, tuple[int, int, Callable[[float], str]]] = {
    "2,000 columns, 50 rows": (2_000, 50, _FRACTIONS),
    "20,000 columns, 50 rows": (20_000, 50, _FRACTIONS),
    "20,000 columns of whole numbers, 50 rows": (20_000, 50, lambda x: f"{1000 * x:.0f}"),
    "20,000 columns of numbers with a unit, 50 rows": (20_000, 50, lambda x: f"{100 * x:.1f} kg"),
    "5,000 columns, 300 rows": (5_000, 300, _FRACTIONS),
}


def make_irregular(kind: str, size: int) -> bytes:
    """A damaged file of about `size` bytes, one of dressed amounts, or a wide one."""
    rng = np.random.default_rng(0)
    if kind in _WIDE:
        columns, rows, dress = _WIDE[kind]
        cells = (map(dress, row) for row in rng.normal(size=(rows, columns)).tolist())
        return "\n".join(map(",".join, [[f"c{j}" for j in range(columns)], *cells])).encode()
    if kind == "amounts with signs around them":
        amounts = rng.gamma(1.0, 50_000.0, (size // 48, len(_DRESSED)))
        cells = (
            map(dress, column) for dress, column in zip(_DRESSED.values(), amounts.T.tolist(), strict=True)
        )
        return "\n".join(map(";".join, [tuple(_DRESSED), *zip(*cells, strict=True)])).encode()
    lines = []
    for i in range(2_000):
        row = [
            f"n{i % 977}",
            f"{rng.normal(50, 20):.3f}",
            f"{i}",
            f"2024-{i % 12 + 1:02d}-{i % 28 + 1:02d}",
            f"{rng.normal():.4f}",
        ]
        lines.append(_DAMAGE[kind](i, row) + "\n")
    text = "".join(lines).encode()
    return b"name,x,n,day,y,note\n" + text * (size // len(text))


def make_file(kind: str, size: int) -> bytes:
    """A regular file of about `size` bytes."""
    rng = np.random.default_rng(0)
    if kind not in KINDS:
        return make_irregular(kind, size)
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
    """Seconds of the processor that `work` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def irregular_ratios(kind: str) -> str:
    """Time and memory for a damaged or wide file of 30 MB, in words."""
    size = 30 * MEGABYTE
    memory = ratio_of_memory(kind, size)
    data = make_irregular(kind, size)
    settings: dict[str, Any] = {} if kind in _WIDE else {"parse_dates": ["day"]}
    plain = data if kind in _WIDE else make_irregular("regular", size)
    theirs = timed(lambda: pd.read_csv(io.BytesIO(plain), **settings)) * len(data) / len(plain)
    ours = timed(lambda: read_table(data, "table.csv"))
    return f"{ours / theirs:.1f} x the time of pandas.read_csv ({ours:.1f} s), memory {memory:.1f} x the size"


def ratio_of_memory(kind: str, size: int = 100 * MEGABYTE) -> float:
    """How far a fresh process grows while reading, over the size of the file."""
    script = [sys.executable, __file__, "--grow", kind, str(size)]
    done = subprocess.run(script, capture_output=True, text=True, check=True)
    return float(done.stdout)


def grow(kind: str, size: int) -> float:
    """Read a file in this process, and say how far it grew. The file comes from disk, made by another process."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        maker = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import reading; from pathlib import Path; "
        maker += f"Path({str(path)!r}).write_bytes(reading.make_file({kind!r}, {size}))"
        subprocess.run([sys.executable, "-c", maker], check=True)
        read_table(b"a,b\n1,2\n3,4\n", "warm-up.csv")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        in_bytes = path.stat().st_size
        read_table(path.read_bytes(), "table.csv")
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (after - before) * 1024 / in_bytes


def cost_of_reading_apart() -> None:
    """Print the milliseconds on the wall, medians: in this process, apart, apart where nothing can be forked; and starts."""
    ways: dict[str, children.Children] = {"spawned": children.Spawns()}
    if sys.platform == "linux":
        ways = {"forked": children.Forks(), **ways}
    files = {
        "80 bytes": b"a,b,c\n" + b"1,2.5,x\n" * 9,
        "8 MB": make_file("mixed with words and dates", 8 * MEGABYTE),
    }
    far_out = workbook_with_a_cell_far_out()

    def crash() -> None:
        with contextlib.suppress(TableError):
            apart.read_table(far_out, "far.xlsx")

    for way, asking.children in ways.items():
        start = on_the_wall(lambda: apart.read_table(files["80 bytes"], "t.csv"))
        print(f"{way}: the first file of a server, not warmed up: {start:.0f} ms")
        for name, data in files.items():
            here, there = [], []
            for _ in range(TURNS):
                here.append(on_the_wall(lambda data=data: read_table(data, "t.csv")))  # type: ignore[misc]
                there.append(on_the_wall(lambda data=data: apart.read_table(data, "t.csv")))  # type: ignore[misc]
                time.sleep(0.5)  # a spare process gets ready meanwhile, as between two visitors
            print(
                f"{way}: {name}: {statistics.median(there):.0f} ms, in this process {statistics.median(here):.0f} ms"
            )
        crashes = statistics.median(on_the_wall(crash) for _ in range(3))
        after = on_the_wall(lambda: apart.read_table(files["80 bytes"], "t.csv"))
        print(
            f"{way}: a workbook that ends its reader: {crashes:.0f} ms, and the small file after it {after:.0f} ms"
        )
        asking.children.close()


def on_the_wall(work: Callable[[], object]) -> float:
    """Milliseconds that `work` takes, waiting included."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def workbook_with_a_cell_far_out() -> bytes:
    """One that asks for the memory of 17 billion cells."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write(1_048_575, 16_383, 2)
    return buffer.getvalue()


def main() -> None:
    """Print one line per kind of file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="time only")
    parser.add_argument("--irregular", action="store_true", help="damaged and wide files instead")
    parser.add_argument("--apart", action="store_true", help="what a process of its own costs instead")
    parser.add_argument("--one", metavar="KIND", help=argparse.SUPPRESS)
    parser.add_argument("--grow", nargs=2, metavar=("KIND", "SIZE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.grow:
        print(grow(arguments.grow[0], int(arguments.grow[1])))
        return
    if arguments.apart:
        cost_of_reading_apart()
        return
    if arguments.irregular:
        for kind in (*_DAMAGE, "amounts with signs around them", *_WIDE):
            # In a process of its own: one that has grown hands its size down to the one that measures memory
            print(f"{kind}: ", end="", flush=True)
            subprocess.run([sys.executable, __file__, "--one", kind], check=True)
        return
    if arguments.one:
        print(irregular_ratios(arguments.one))
        return
    for kind in KINDS:
        print(f"{kind}: {ratio_of_times(kind):.2f} x the time of pandas.read_csv (10 MB)", flush=True)
    if not arguments.quick:
        for kind in KINDS:
            print(f"{kind}: memory {ratio_of_memory(kind):.1f} x the size of the file (100 MB)", flush=True)


if __name__ == "__main__":
    main()
