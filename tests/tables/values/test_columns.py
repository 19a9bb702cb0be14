"""What each column holds, and what may serve as a coordinate."""

from __future__ import annotations

import numpy as np
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
