"""What each column holds, and what may serve as a coordinate."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tables import (
    Dialect,
    Table,
    TableError,
    Topic,
    complete_rows,
    numeric_columns,
    read_table,
    reader,
    suggest_columns,
)


def table(**columns: list[str]) -> Table:
    rows = zip(*columns.values(), strict=True)
    return read_table("\n".join([";".join(columns), *(";".join(row) for row in rows)]).encode(), "t.csv")


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2.5", "3"], "number"),
        (["00123", "00456", "12345"], "identifier"),
        (["40817810904500021928", "40817810904500021929", "40817810904500021930"], "identifier"),
        (["0.5", "0.25", "0"], "number"),
        (["2020-01-31", "2020-02-01", "2021-03-04"], "date"),
        (["31.01.2020", "01.02.2020", "04.03.2021"], "date"),
        (["1/31/2020", "2/1/2020", "3/4/2021"], "date"),
        (["31 Jan 2020", "1 Feb 2020", "4 Mar 2021"], "date"),
        (["2020-01-31T12:30:00Z", "2020-02-01T00:00:00Z", "2021-03-04T01:02:03Z"], "date"),
        (["red", "green", "blue"], "text"),
        (["True", "False", "True"], "text"),
        (["1 kg", "500 g", "2 kg"], "text"),
        (["", "", ""], "empty"),
    ],
)
def test_kinds(cells: list[str], kind: str) -> None:
    column = table(name=["a", "b", "c"], x=cells).column("x")
    assert column.kind == kind
    assert (column.reason is None) == (kind == "number")


def test_day_and_month_are_told_apart_by_the_whole_column() -> None:
    frame = table(name=["a", "b"], x=["3/4/2021", "2/28/2021"]).frame
    assert frame["x"].tolist() == [pd.Timestamp("2021-03-04"), pd.Timestamp("2021-02-28")]


def test_identifiers_keep_their_zeros() -> None:
    assert table(name=["a", "b"], x=["007", "012"]).frame["x"].tolist() == ["007", "012"]


def test_units_and_currency_are_named() -> None:
    read = table(name=["a", "b"], price=["$1.50", "$2.50"], weight=["1 kg", "2 kg"], share=["10%", "20%"])
    assert [column.unit for column in read.columns] == [None, "$", "kg", "%"]


def test_columns_without_name_and_content_are_dropped_and_said() -> None:
    read = read_table(b"a,b,,\n1,2,,\n3,4,,\n", "t.csv")
    assert list(read.frame.columns) == ["a", "b"]
    assert read.receipt.count(Topic.NO_CONTENT) == 2


def test_suggestion_prefers_what_differs_and_leaves_identifiers_out() -> None:
    read = table(
        id=["101", "102", "103", "104"], flag=["0", "1", "0", "1"], x=["1.5", "2.5", "3.5", "4.5"], y=["9", "3", "5", "7"],
        same=["1", "1", "1", "1"],
    )  # fmt: skip
    assert suggest_columns(read) == ("x", "y")
    assert numeric_columns(read) == ["id", "flag", "x", "y"]
    assert read.column("same").reason == "It holds the same number in every row."


@pytest.mark.parametrize("text", ["a\nx\ny\n", "a,b\nx,y\nz,w\n", "a,b\n5,x\n5,y\n"])
def test_no_column_of_numbers(text: str) -> None:
    with pytest.raises(TableError, match="numbers that differ"):
        suggest_columns(read_table(text.encode(), "t.csv"))


@pytest.mark.parametrize("text", ["a\n1\n2\n", "a,b\n1,x\n2,y\n", "a,b\n1,5\n2,5\n", "b,a\n,1\n,2\n"])
def test_one_column_of_numbers_is_enough(text: str) -> None:
    assert suggest_columns(read_table(text.encode(), "t.csv")) == ("a",)


def test_complete_rows() -> None:
    read = table(x=["1", "", "3", "4"], y=["5", "6", "inf", "8"], name=["a", "b", "c", "d"])
    X, kept = complete_rows(read, ["x", "y"])
    np.testing.assert_array_equal(X, [[1, 5], [4, 8]])
    assert kept.tolist() == [True, False, False, True]
    assert X.flags.c_contiguous


def test_a_date_may_be_a_coordinate_when_asked_for() -> None:
    read = table(day=["1970-01-02", "1970-01-03"], x=["1", "2"])
    assert complete_rows(read, ["day"])[0].tolist() == [[1.0], [2.0]]


@pytest.mark.parametrize(("text", "padded", "long"), [
    ("a,b,c\n1,2,3\n4,5\n7,8,9\n", 1, 0),
    ("a,b,c\n1,2,3\n4,5,6,x\n7,8,9\n", 0, 1),
    ("a,b,c\n1,2,3\n4,5,6,,\n7,8,9\n", 0, 0),
])  # fmt: skip
def test_rows_of_another_length_are_counted(text: str, padded: int, long: int) -> None:
    read = read_table(text.encode(), "t.csv")
    assert len(read.frame) == 3
    assert (read.receipt.count(Topic.FILLED_UP), read.receipt.count(Topic.TOO_LONG)) == (padded, long)


def test_the_dialect_is_told() -> None:
    read = read_table("a;b\n1,5;2\n2,5;3\n".encode("cp1252"), "t.csv")
    assert (read.source.dialect, read.source.encoding) == (Dialect(";"), "utf-8")


def test_flags_of_offices_of_statistics_are_no_units() -> None:
    read = table(
        geo=["BE", "DE", "FR", "IT", "NL"],
        y2010=["1.2 p", ":", "3.3", "4", "5.5"],
        y2011=["3.4", "5.6 e", "4.4", "1.1 b", "2"],
    )
    assert read.frame["y2011"].tolist() == [3.4, 5.6, 4.4, 1.1, 2.0]
    assert read.frame["y2010"].isna().tolist() == [False, True, False, False, False]


def test_network_addresses_are_no_thousands() -> None:
    text = "host,load\n" + "".join(f"10.{100 + i}.{201 + i}.{130 + i},{i / 4}\n" for i in range(9))
    assert [column.kind for column in read_table(text.encode(), "t.csv").columns] == ["text", "number"]


def test_cells_dressed_for_a_spreadsheet_or_by_a_typewriter() -> None:
    text = "a;b;c\n" + "".join(f'="{i}.50";“{i},5”;{i}\n' for i in range(6))
    frame = read_table(text.replace(".50", ",50").encode(), "t.csv").frame
    assert frame["a"].tolist() == frame["b"].tolist() == [i + 0.5 for i in range(6)]


def test_stars_and_crosses_are_missing_values() -> None:
    frame = read_table(b"year,a,b\n1990,****,1.5\n1991,2,#######\n1992,3,2.5\n", "t.csv").frame
    assert frame["a"].tolist()[1:] == [2, 3] and np.isnan(frame["a"][0]) and np.isnan(frame["b"][1])


def test_a_name_from_right_to_left_stays_inside_its_quotes() -> None:
    table = read_table("שם;סכום\nא;1.234\nב;x\nג;7.234\nד;8.234\nה;9.234\n".encode(), "t.csv")
    lines = [
        line for line in table.receipt.on(Topic.EITHER_WAY, Topic.UNREADABLE) if line.columns == ("סכום",)
    ]
    assert lines and all("“\u2068סכום\u2069”" in line.words for line in lines)
    long = read_table(f"a;{'x' * 300}\n1;1.234\n2;7.234\n".encode(), "t.csv")
    assert all(len(line.words) < 200 for line in long.receipt.lines)


CODES = ["NA", "N/A", "n/a", "null", "None", "nan", "missing", "-", "?"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("fast", [False, True])
def test_a_code_in_a_column_of_words_is_a_word(
    code: str, fast: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fast:
        monkeypatch.setattr(reader, "LARGE_BYTES", 1)
    lands = ["DE", "FR", code, "", "ZA"] * 30
    lines = [f"{land},{land or 'x'}/{i},{i}.5,{i % 7}" for i, land in enumerate(lands)]
    read = read_table(("land,mixed,x,y\n" + "\n".join(lines) + "\n").encode(), "t.csv")
    assert read.frame["land"].fillna("").tolist() == lands
    assert read.column("land").n_missing == 30


@pytest.mark.parametrize("fast", [False, True])
def test_a_code_stays_where_numbers_turn_out_to_be_words(fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first rows of a large file are numbers, and most of the others are none."""
    if fast:
        monkeypatch.setattr(reader, "LARGE_BYTES", 1)
    cells = [*(str(i) for i in range(600)), *(("NA", "abc", "x-1")[i % 3] for i in range(2000))]
    text = "code,x\n" + "".join(f"{cell},{i}\n" for i, cell in enumerate(cells))
    assert read_table(text.encode(), "t.csv").frame["code"].tolist() == cells
