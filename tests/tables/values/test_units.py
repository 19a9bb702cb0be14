"""Numbers of several units in one column, and numbers behind a sign."""

from __future__ import annotations

import numpy as np
import pytest

from tables import Choices, Table, Topic, read_table


def read(cells: list[str], choices: Choices | None = None) -> Table:
    rows = [f"{cell};{i % 5}" for i, cell in enumerate(cells)]
    return read_table(("size;n\n" + "\n".join(rows) + "\n").encode(), "t.csv", choices)


def said(table: Table, topic: Topic) -> str:
    return (
        " ".join(line.words for line in table.receipt.on(topic)).replace("\u2068", "").replace("\u2069", "")
    )


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(
    ("cells", "unit", "numbers", "words"),
    [
        (["180 cm", "1.1 m", "95 cm", "172.5 cm"], "cm", [180, 110, 95, 172.5], "1 m = 100 cm"),
        (["512 GB", "1 TB", "256 GB", "128 GB"], "GB", [512, 1000, 256, 128], "1 TB = 1,000 GB"),
        (["2kg", "500g", "1.25kg", "3kg"], "kg", [2, 0.5, 1.25, 3], "1 g = 0.001 kg"),
        (["90 min", "2 h", "45 min", "30 s"], "min", [90, 120, 45, 0.5], "1 h = 60 min, 1 s = 0.0166666666667 min"),
    ],
)  # fmt: skip
def test_units_of_one_kind_are_counted_in_the_one_that_most_cells_have(
    cells: list[str], unit: str, numbers: list[float], words: str, many: bool
) -> None:
    # More different cells than are taken apart one by one
    table = read(cells if not many else [f"{i + 1}{cell}" for i in range(60) for cell in cells])
    assert table.column("size").unit == unit and table.column("size").n_unreadable == 0
    if not many:
        assert table.frame["size"].tolist() == numbers
    assert f"has several units and is counted in {unit}: {words}." in said(table, Topic.UNIT)


def test_units_that_measure_other_things_are_not_mixed() -> None:
    assert (
        read(["180 cm", "80 kg", "95 cm", "70 kg"]).column("size").reason
        == "Its numbers have different units."
    )
    assert read(["5 mW", "3 MW", "7 mW", "2 MW"]).column("size").reason == "Its numbers have different units."


@pytest.mark.parametrize("sign", ["<", "< ", ">", "≤", ">="])
def test_a_number_behind_a_sign_among_numbers_is_that_number_and_said(sign: str) -> None:
    table = read(["25.50", f"{sign}20.00", "31.00", "44.10"])
    assert table.frame["size"].tolist() == [25.5, 20, 31, 44.1]
    assert "1 cell such as “< 20” was read as the number behind the sign." in said(table, Topic.EITHER_WAY)


@pytest.mark.parametrize("rows", [2, 40_000])  # large files are read another way
def test_what_a_number_behind_a_sign_counts_as_is_the_users_to_say(rows: int) -> None:
    cells = ["25.50", "31.00"] * rows + ["<21", "44.10", "≤ 5", "> 100"]

    def last(bounds: str) -> list[float]:
        table = read(cells, Choices(bounds=bounds))
        assert table.column("size").n_bounds == 3 and table.column("size").n_unreadable == 0
        assert table.column("size").n_missing == (3 if bounds == "missing" else 0)
        assert f"3 cells such as “< 20” were {told[bounds]}." in said(table, Topic.EITHER_WAY)
        return table.frame["size"].tolist()[-4:]

    told = {"half": "counted as half the number behind the sign", "missing": "taken as missing"}
    assert last("half") == [10.5, 44.1, 2.5, 100]
    assert last("missing") == pytest.approx([np.nan, 44.1, np.nan, np.nan], nan_ok=True)


def test_half_of_a_whole_number_makes_fractions_of_the_column() -> None:
    assert read(["2", "3", "<5", "7"], Choices(bounds="half")).frame["size"].tolist() == [2, 3, 2.5, 7]


def test_ranges_stay_words() -> None:
    table = read(["<20", "20-40", ">40", "<20"])
    assert table.column("size").kind == "text" and table.frame["size"].tolist()[0] == "<20"


@pytest.mark.parametrize(
    ("unit", "numbers", "told"),
    [
        ("m", [1.8, 1.1, 0.95, 1.725], "counted in m: 1 cm = 0.01 m."),
        ("cm", [180, 110, 95, 172.5], "counted in cm: 1 m = 100 cm."),
        ("", [180, 1.1, 95, 172.5], "has several units (cm, m); its numbers are compared as they stand."),
        ("kg", [180, 110, 95, 172.5], "counted in cm: 1 m = 100 cm."),  # of a link: it cannot be
    ],
)
def test_in_which_unit_a_column_is_counted_is_the_users_to_say(
    unit: str, numbers: list[float], told: str
) -> None:
    table = read(["180 cm", "1.1 m", "95", "172.5 cm"], Choices(units={"size": unit}))
    assert table.frame["size"].tolist() == pytest.approx(numbers, rel=1e-15) and told in said(
        table, Topic.UNIT
    )
    assert {table.column("size").unit or "", *table.column("size").other_units} >= {"cm", "m"}


def test_a_column_of_one_unit_or_none_has_no_choice() -> None:
    assert read(["180 cm", "95 cm", "70 cm"], Choices(units={"size": ""})).column("size").unit == "cm"


def test_times_of_two_zones_are_put_on_one_scale_and_that_is_said() -> None:
    cells = ["2026-10-24 09:00 CEST", "2026-10-25 09:00 CET", "2026-10-26 10:30 CET", "2026-10-23 00:15 CEST"]
    table = read(cells)
    assert [str(each) for each in table.frame["size"]] == [
        "2026-10-24 07:00:00",
        "2026-10-25 08:00:00",
        "2026-10-26 09:30:00",
        "2026-10-22 22:15:00",
    ]
    told = "its times are of 2 zones (CEST, CET), and count in that of Greenwich (UTC)."
    assert told in said(table, Topic.UNIT)
    rows = "".join(f"{i};{a};{a}\n" for i, a in enumerate(cells))
    both = read_table(f"n;start;end\n{rows}".encode(), "t.csv").receipt.on(Topic.UNIT)
    assert [line.words for line in both] == [
        "In 2 columns the times are of 2 zones (CEST, CET), and count in that of Greenwich (UTC)."
    ]
    for others in (
        ["MEZ"],
        ["CET", "MEZ"],
        ["CET", "XYZ"],
        ["CET", ""],
    ):  # one, one by two names, unknown, not always said
        same = read([f"2026-10-2{i} 09:00 {others[i % len(others)]}".strip() for i in range(6)])
        assert same.column("size").zones == () and set(same.frame["size"].dt.hour) == {9}


def test_most_samples_may_hold_less_than_can_be_measured() -> None:
    table = read(["<0.5"] * 9 + ["12.5", "3.1", "0.8", "44.0", "7.2"])
    assert table.column("size").n_bounds == 9 and table.column("size").n_unreadable == 0
    assert table.frame["size"].tolist() == [0.5] * 9 + [12.5, 3.1, 0.8, 44.0, 7.2]
