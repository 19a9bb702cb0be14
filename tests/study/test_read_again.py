"""What people take home, brought again, holds the same numbers: the table with groups, the workbook, the profiles, the points."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest

from kmeans_core import initial_means, run
from study import scaling
from study.export import cluster_column, points_csv
from study.points import Points
from study.profiles import make_profiles
from study.take_home import labelled_file, profiles_csv, profiles_frame
from study.workbook import workbook
from tables import Choices, Table, complete_rows, count_words, read_table

rng = np.random.default_rng(5)
ROWS = [(rng.normal(50, 9), rng.lognormal(8, 2), int(rng.integers(1, 7))) for _ in range(40)]
ANSWERS = ("never", "often", "always")
FILES = {
    "plain": "name,height,income,rooms\n" + "".join(f"p{i},{a:.1f},{b:.2f},{c}\n" for i, (a, b, c) in enumerate(ROWS)),
    "german": "Name;Größe;Preis;Zimmer\n"
    + "".join(f"p{i};{a:.1f};{b:.2f} €;{c}\n".replace(".", ",") for i, (a, b, c) in enumerate(ROWS)),
    "thousands": "name;x;y\n" + "".join(f"p{i};{1000 * c + i}.{i:03};{-c},5\n" for i, (_, _, c) in enumerate(ROWS)),
    "units": "name;x;y\n" + "".join(f"p{i};{a:.1f} {('cm', 'cm', 'm')[i % 3]};{'<' * (i % 9 == 1)}{b:.2f}\n" for i, (a, b, _) in enumerate(ROWS)),
    "percent, missing": "name;x;y\n" + "".join(f"p{i};{c}%;{'' if i % 7 == 3 else round(b, 3)}\n" for i, (_, b, c) in enumerate(ROWS)),
    "words": "name,trust,member\n" + "".join(f"p{i},{ANSWERS[c % 3]},{('yes', 'no')[i % 2]}\n" for i, (_, _, c) in enumerate(ROWS)),
    "titled": "Sales 2024\nby hand\n\nname,x,y\n" + "".join(f"p{i},{a:.3f},{c}\n" for i, (a, _, c) in enumerate(ROWS)),
}  # fmt: skip
every_file = pytest.mark.parametrize("text", FILES.values(), ids=FILES)


def read(content: bytes, name: str = "t.csv") -> Table:
    return count_words(read_table(content, name), Choices())


def grouped(text: str) -> tuple[Table, list[str], Points]:
    table = read(text.encode())
    columns = [column.name for column in table.columns if column.kind == "number"][:2]
    return table, columns, scaling.make_points(table, "t", columns, "spread")


def assert_same(again: Table, before: pd.DataFrame, columns: list[str]) -> None:
    for name in columns:
        np.testing.assert_array_equal(again.frame[name].to_numpy(float), before[name].to_numpy(float))


@every_file
def test_read_again(text: str) -> None:
    table, columns, points = grouped(text)
    found = run(points.X, initial_means(points.X, 3))
    kept = complete_rows(table, columns)[1]

    again = read(labelled_file(table, found.labels, kept))
    assert len(again.frame) == len(table.frame)
    assert_same(again, table.frame, columns)
    groups = again.frame["group"].to_numpy(float)
    np.testing.assert_array_equal(groups[kept], found.labels + 1)

    profiles = make_profiles(
        table, columns, found.labels, scaling.averages_by_group(points.values, found.labels, found.means)
    )
    book = read(workbook(table, found.labels, kept, profiles, points), "t.xlsx")
    assert book.sheet == "Rows" and len(book.frame) == len(table.frame)
    assert_same(book, table.frame, columns)

    by_hand = profiles_frame(profiles)
    averages = read(profiles_csv(profiles))
    assert len(averages.frame) == len(by_hand)
    for name in by_hand.select_dtypes("number"):
        np.testing.assert_array_equal(averages.frame[name].to_numpy(float), by_hand[name].to_numpy(float))

    csv = points_csv(points, found)
    home = read(csv.encode())
    assert_same(home, table.frame[kept], columns)
    assert home.frame[cluster_column(points)].tolist() == (found.labels + 1).tolist()
    assert len(pd.read_csv(io.StringIO(csv))) == len(found.labels)
