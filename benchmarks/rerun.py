"""What a change of anything costs the server: python -m benchmarks.rerun

Runs the pages in this process, without a server and a browser, and prints the processor time of one more run of each, in
milliseconds: with the points it opens with, and with tables that are very wide or very long. What Streamlit's test
harness adds is in it. For many visits at once, over the network, see benchmarks/load.py.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from study import links

APP = Path(__file__).resolve().parents[1] / "app.py"
YOUR_DATA, STARTS = "pages/1_Your_data.py", "pages/2_Starting_points.py"
OF_A_TABLE = 300
"""Milliseconds that a rerun may take, however large the table: what a person takes for at once."""
EXPLAINED_ROWS, A_CHANGE = 100_000, 1000
"""So many rows, of which groups are explained, and milliseconds for a change of anything about them."""


def opened(page: str, **query: str) -> AppTest:
    """A page, run once."""
    app = AppTest.from_file(str(APP), default_timeout=600)
    if page:
        app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = value
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    if app.exception:
        raise RuntimeError(f"the page failed: {app.exception}")
    return app


def cost(action: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    begin = time.process_time()
    action()
    return 1000 * (time.process_time() - begin)


def report(
    what: str, app: AppTest, repeats: int, most: float, change: Callable[[int], object] | None = None
) -> None:
    """Print what one more run takes, `change` before each."""
    app.run()
    gc.collect()
    gc.freeze()  # as the served app does: otherwise Streamlit's own collections are most of it
    times = []
    for turn in range(repeats):
        if change is not None:
            change(turn)
        times.append(cost(app.run))
    sound(app)
    print(f"{what}: {statistics.median(times):.0f} ms (at most {most:.0f})", flush=True)


def wide_table(columns: int) -> bytes:
    """Fifty rows of many columns."""
    values = np.random.default_rng(0).normal(size=(50, columns)) + 3 * (np.arange(50) % 3)[:, np.newaxis]
    names = ",".join(f"column {j}" for j in range(columns))
    return "\n".join([names, *(",".join(f"{value:.3f}" for value in row) for row in values)]).encode()


def long_table(rows: int) -> bytes:
    """Three columns of numbers and one of words."""
    rng = np.random.default_rng(0)
    town = rng.integers(0, 4, rows)
    numbers = np.round(
        rng.normal([40, 1000, 170], [10, 100, 9], (rows, 3)) + 500 * town[:, np.newaxis] % 1500, 4
    )
    words = ("north", "south", "east", "west")
    lines = (f"{a},{b},{c},{words[t]}" for (a, b, c), t in zip(numbers.tolist(), town.tolist(), strict=True))
    return "\n".join(["age,income,height,town", *lines]).encode()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--columns", type=int, default=20_000, help="of the wide table")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the long one")
    chosen = parser.parse_args()

    home = opened("")
    report("home, nothing changed", home, chosen.repeats, 30)
    report(
        "home, another start",
        home,
        chosen.repeats,
        30,
        lambda turn: home.number_input(key="start").set_value(100 + turn),
    )
    for look in links.LOOKS:
        report(f"Starting points, {look}", opened(STARTS, look=look), chosen.repeats, 80)

    tables = {
        f"{chosen.columns:,} columns": wide_table(chosen.columns),
        f"{chosen.rows:,} rows": long_table(chosen.rows),
    }
    pages = {
        "Your data": (YOUR_DATA, {}),
        "home": ("", {"data": "Upload"}),
        "Starting points": (STARTS, {"data": "Upload", "starts": "10"}),
    }
    for size, content in tables.items():
        for name, (page, query) in pages.items():
            app = opened(page, **query)
            app.file_uploader(key="file").upload("table.csv", content, "text/csv")
            first = cost(app.run)
            print(f"{name}, {size}: first run with the reading {first / 1000:.1f} s")
            report(f"{name}, {size}, every other run", sound(app), 5, OF_A_TABLE)
    explained = opened(YOUR_DATA, into="4")
    explained.file_uploader(key="file").upload("table.csv", long_table(EXPLAINED_ROWS), "text/csv")
    sound(explained.run())
    explained.session_state["which_rows"] = explained.session_state["columns_by_group"] = True
    what = f"Your data, {EXPLAINED_ROWS:,} rows"
    report(
        f"{what}, a row asked why",
        sound(explained.run()),
        5,
        A_CHANGE,
        lambda turn: explained.number_input(key="line_asked").set_value(10 + turn),
    )
    report(
        f"{what}, another column by group",
        explained,
        5,
        A_CHANGE,
        lambda turn: explained.selectbox(key="column_by_group").set_value(
            ("height", "town", "age")[turn % 3]
        ),
    )
    report(
        f"{what}, other groups",
        explained,
        5,
        A_CHANGE,
        lambda turn: explained.slider(key="into").set_value(5 + turn),
    )


if __name__ == "__main__":
    main()
