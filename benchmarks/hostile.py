"""Files that somebody could bring to hurt others, in full size, through the reader as the app uses it.

    python -m benchmarks.hostile            all of tests/hostile/corpus.py
    python -m benchmarks.hostile xlsx gzip  those whose names hold one of these words

For each: what came of it, the seconds until then, the largest size of the process that read it, how far this process has grown
once the table is gone (it stands for the server, and gives back what is free as the server does when a visit ends), and the
longest that another small file, read every half second meanwhile, had to wait. The last line says whether the limits hold: a
table or a sentence for each, the server back to within 50 MB, and the small file, for nineteen in twenty, no more than 250 ms
later than before the attacks.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import threading
import time

import psutil

from tables import TableError, apart
from tests.hostile.corpus import ATTACKS, Attack
from ui.visit import wash

MEGABYTE = 1_000_000
OTHER = b"a,b\n" + b"".join(b"%d,%d\n" % (i, i * i % 97) for i in range(200))
EVERY = 0.5
WITHIN, BACK = 0.25, 50


class Meanwhile:
    """Another visit, and the size of the processes that read, while the attack goes on."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.peak = 0
        self._over = threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._read, self._watch)]

    def __enter__(self) -> Meanwhile:
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for each in self._threads:
            each.join()

    def _read(self) -> None:
        while True:
            begun = time.perf_counter()
            apart.read_table(OTHER, "other.csv")
            self.waits.append(time.perf_counter() - begun)
            if self._over.wait(EVERY):
                return

    def _watch(self) -> None:
        nurseries = psutil.Process().children()
        while not self._over.wait(0.05):
            for nursery in nurseries:
                for each in nursery.children():
                    try:
                        self.peak = max(self.peak, each.memory_info().rss)
                    except psutil.Error:
                        continue


def try_one(attack: Attack) -> tuple[str, list[float], float]:
    """A line of the table, how long others waited, and by how many MB this process has grown."""
    data = attack.make(attack.full)
    wash.give_back()
    before = psutil.Process().memory_info().rss
    begun = time.perf_counter()
    with Meanwhile() as others:
        try:
            frame = apart.read_table(data, attack.filename, attack.choices).frame
            outcome = f"a table of {len(frame):,} x {len(frame.columns):,}"
            del frame
        except TableError as refused:
            outcome = str(refused)
        seconds = time.perf_counter() - begun
    wash.give_back()
    grown = (psutil.Process().memory_info().rss - before) / MEGABYTE
    line = (
        f"{attack.name[:44]:44}  {len(data) / MEGABYTE:7.1f} MB  {seconds:6.1f} s  {others.peak / MEGABYTE:6.0f} MB  "
        f"{grown:+5.0f} MB  {1000 * max(others.waits):5.0f} ms  {outcome}"
    )
    return line, others.waits, grown


def main() -> int:
    """Print a line for each attack; 1 where a limit does not hold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="*", help="only attacks whose names hold one of these")
    words = parser.parse_args().words
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wash.prepare()
    apart.read_table(OTHER, "other.csv")
    with Meanwhile() as alone:
        time.sleep(10 * EVERY)
    print(f"{'attack':44}  {'size':>10}  {'took':>8}  {'reader':>9}  {'server':>8}  {'others':>8}  outcome")
    waits: list[float] = []
    worst = 0.0
    for attack in ATTACKS:
        if not words or any(word in attack.name for word in words):
            line, waited, grown = try_one(attack)
            print(line, flush=True)
            waits += waited
            worst = max(worst, grown)
    usual, p95 = statistics.median(alone.waits), statistics.quantiles([0.0, *waits], n=20)[-1]
    holds = p95 <= usual + WITHIN and worst <= BACK
    print(
        f"{'The limits hold' if holds else 'A LIMIT DOES NOT HOLD'}: another visit's small file was read within "
        f"{1000 * statistics.median(waits):.0f} ms (median), {1000 * p95:.0f} ms (nineteen in twenty), before the attacks within "
        f"{1000 * usual:.0f} ms; the server grew by {worst:.0f} MB at most."
    )
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
