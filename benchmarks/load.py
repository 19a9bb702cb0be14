"""How many visits one process can serve: python -m benchmarks.load

Starts the app on this machine with its own configuration, opens visits over the web socket as browsers do, and lets each
change a setting every few seconds, at times of its own (the seed of the start on the home page, that of the points on
"Starting points"). What nobody has chosen before has to be computed, and is kept: --different says among how many settings
a class chooses; with --different 1000000 every change is a new one. Prints for each page

- p50 and p95 of the time from the change to the last word of the answer, in milliseconds; the p95 of those that were new;
- the processor time that the server and its children took for a run;
- the memory of the server at its end, and --after seconds after all visits have left.

Only this machine is asked, and all is bounded: the visits, the seconds. With --uploads each visit first brings a table of
its own, so many megabytes large. What comes after -- goes to the server: to see what Streamlit's own settings cost,

    python -m benchmarks.load -- --server.fileWatcherType=auto --runner.postScriptGC=true
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.e2e.browser import AppServer
from tests.visits import Visit

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"home": "", "starts": "Starting_points"}
MOST_VISITS = 500


@dataclass
class Class:
    """What visits choose, and how long each answer took, in seconds. The same settings at the same times in each measurement."""

    different: int
    random: random.Random = field(default_factory=lambda: random.Random(0))
    known: set[int] = field(default_factory=set)
    times: list[float] = field(default_factory=list)
    times_of_new: list[float] = field(default_factory=list)


def megabytes_of(process: psutil.Process) -> float:
    """What the process and its children hold."""
    with suppress(psutil.NoSuchProcess):
        return sum(each.memory_info().rss for each in [process, *process.children(recursive=True)]) / 2**20
    return 0.0


def seconds_of(process: psutil.Process) -> float:
    """Processor time of the process and its children."""
    total = 0.0
    for each in [process, *process.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            times = each.cpu_times()
            total += times.user + times.system
    return total


def table(megabytes: float, visit: int) -> bytes:
    """A table of numbers, another one for each visit."""
    rng = random.Random(visit)
    line = "".join(f"row{visit},{rng.gauss(0, 9):.4f},{rng.gauss(5, 9):.4f}\n" for _ in range(2000))
    return b"name,a,b\n" + line.encode() * max(1, round(megabytes * 2**20 / len(line)))


async def stay(visit: Visit, every: float, until: float, group: Class) -> None:
    """Change a setting again and again, and note how long each answer took."""
    await asyncio.sleep(group.random.random() * every)
    while (begun := time.monotonic()) < until:
        setting = group.random.randrange(group.different)
        is_new = setting not in group.known
        group.known.add(setting)
        await visit.set("start" if visit.page == "" else "seed", double_value=setting)
        took = time.monotonic() - begun
        group.times.append(took)
        if is_new:
            group.times_of_new.append(took)
        await asyncio.sleep(max(0.0, every - (time.monotonic() - begun)))


async def load(url: str, page: str, process: psutil.Process, asked: argparse.Namespace) -> None:
    """All visits to one page, and what came of it."""
    async with AsyncExitStack() as stack:
        visits = []
        for number in range(asked.visits):
            visits.append(visit := await stack.enter_async_context(Visit(url, PAGES[page])))
            if asked.uploads:
                await visit.set("data", string_array_value=["Upload"])
                await visit.upload("file", f"table{number}.csv", table(asked.uploads, number))
        group = Class(asked.different)
        before, begun = seconds_of(process), time.monotonic()
        until = begun + asked.seconds
        await asyncio.gather(*(stay(visit, asked.every, until, group) for visit in visits))
        spent, took = seconds_of(process) - before, time.monotonic() - begun
        full = megabytes_of(process)
    await asyncio.sleep(asked.after)
    times = group.times
    cuts, cuts_of_new = statistics.quantiles(times, n=20), statistics.quantiles(group.times_of_new, n=20)
    print(
        f"{page:8} {len(visits)} visits, a change every {asked.every:g} s: p50 {1000 * cuts[9]:,.0f} ms, "
        f"p95 {1000 * cuts[18]:,.0f} ms (of {len(group.times_of_new)} new settings {1000 * cuts_of_new[18]:,.0f} ms); "
        f"{1000 * spent / len(times):.0f} ms of processor a run ({len(times)} runs, "
        f"{100 * spent / took:.0f}% of one core); {full:,.0f} MB, {asked.after} s later {megabytes_of(process):,.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--visits", type=int, default=60)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two changes of one visit")
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument(
        "--different", type=int, default=50, help="settings that visits choose among: what a class tries out"
    )
    parser.add_argument("--page", choices=PAGES, action="append", help="all of them, unless told")
    parser.add_argument(
        "--uploads", type=float, default=0.0, help="megabytes of the table that each visit brings"
    )
    parser.add_argument("--after", type=int, default=0, help="seconds to wait when all have left")
    parser.add_argument("options", nargs="*", help="options of the server, after --")
    asked = parser.parse_args()
    if not 1 <= asked.visits <= MOST_VISITS:
        sys.exit(f"From 1 to {MOST_VISITS} visits.")
    print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "app.log"
        for page in asked.page or PAGES:
            with AppServer(ROOT / "app.py", log, *asked.options) as server:
                asyncio.run(load(server.url, page, psutil.Process(server.pid), asked))
                if "Traceback" in server.read_log():
                    print(server.read_log(), file=sys.stderr)


if __name__ == "__main__":
    main()
