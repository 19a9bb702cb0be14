"""Tables as messages, and back."""

from __future__ import annotations

import io
from dataclasses import fields

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tables import Choices, Table, TableError, read_table
from tables.apart import wire
from tables.apart.packing import pack_choices, pack_table, unpack_choices, unpack_table
from tables.receipt import Receipt


def there_and_back(table: Table) -> Table:
    stream = io.BytesIO()
    wire.send(stream, *pack_table(table))
    stream.seek(0)
    pieces = wire.receive(stream, 10**9)
    assert pieces is not None
    return unpack_table(pieces.message, pieces.blobs, table.source.data)


def assert_same(one: Table, other: Table) -> None:
    pd.testing.assert_frame_equal(one.frame, other.frame)
    assert (
        one.frame.index.equals(other.frame.index)
    ) and one.frame.columns.dtype == other.frame.columns.dtype
    np.testing.assert_array_equal(one.row_numbers, other.row_numbers)
    assert one.row_numbers.dtype == other.row_numbers.dtype
    for name in ("columns", "source", "sheets", "sheet", "members"):
        assert getattr(one, name) == getattr(other, name), name
    for each in fields(Receipt):
        if each.name != "_lines":
            assert getattr(one.receipt, each.name) == getattr(other.receipt, each.name), each.name
    assert one.receipt.lines == other.receipt.lines


CELLS = st.text(max_size=8) | st.integers().map(str) | st.floats().map(str) | st.dates().map(str)


@settings(max_examples=150)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=12))
def test_any_table_comes_back_the_same(rows: list[list[str]]) -> None:
    text = "\n".join(",".join(cell.replace(",", " ") for cell in row) for row in rows)
    try:
        table = read_table(text.encode("utf-8", "replace"), "t.csv")
    except TableError:
        return
    assert_same(table, there_and_back(table))


LARGE = b"n,x,day,word,code\n" + b"".join(
    f"{i},{i / 7:.3f},2024-{i % 12 + 1:02d}-01,w{i % 90},{'-999' if i % 9 else 'NA'}\n".encode()
    for i in range(30_000)
)
SHEET = io.BytesIO()
pd.DataFrame({"a": [1, 2, 3], "b": ["x", None, "z"], "c": pd.date_range("2024-01-01", periods=3)}).to_excel(
    SHEET, index=False
)


@pytest.mark.parametrize(
    ("data", "choices"),
    [
        (LARGE, Choices()),
        (LARGE, Choices(missing_codes=("-999",), first_row=1, last_row=2000)),
        (SHEET.getvalue(), Choices()),
        ("Größe;Größe;;d\n1,5;2.000,5;;x\n2,5;3.000,5;;y\n;;;\n".encode("cp1252"), Choices(column_decimals={"d": ","})),
        (b"a,a,\xe2\x80\xae\n1,true,\n2,false,\n,true,\n", Choices(header_rows=1)),
        (b"a\n1\n2\n", Choices()),
        (("\n".join(["," .join(f"c{j}" for j in range(3000)), *[",".join("17" for _ in range(3000))] * 3])).encode(), Choices()),
    ],
)  # fmt: skip
def test_tables_of_many_kinds_come_back_the_same(data: bytes, choices: Choices) -> None:
    table = read_table(data, "t.csv", choices)
    assert_same(table, there_and_back(table))


def test_types_that_no_reading_gives_today_come_back_too() -> None:
    table = read_table(b"a,b\n1,2\n3,4\n", "t.csv")
    table.frame["a"] = pd.array([1, None], dtype="Int64")
    table.frame["b"] = pd.array([True, None], dtype="boolean")
    table.frame["c"] = pd.array(["x", None], dtype="string")
    table.frame["d"] = [np.nan, np.inf]
    table.frame["e"] = pd.to_datetime(pd.Series(["2024-01-01", None])).astype("datetime64[ns]")
    back = there_and_back(
        Table(table.frame, table.receipt, (table.columns * 3)[:5], table.row_numbers, table.source)
    )
    back.frame.columns = table.frame.columns
    pd.testing.assert_frame_equal(table.frame, back.frame)


def test_a_frame_that_came_back_can_be_changed() -> None:
    frame = there_and_back(read_table(b"a,b\n1,x\n3,y\n", "t.csv")).frame
    frame.loc[0, "a"], frame.loc[0, "b"] = 7, "z"
    assert frame.iloc[0].tolist() == [7, "z"]


def test_choices_come_back_the_same() -> None:
    for choices in (
        Choices(),
        Choices("utf-8", ";", "'", ",", {"a": "."}, 2, 3, 4, "Sheet", ("-9", "?"), "a.csv"),
    ):
        assert unpack_choices(pack_choices(choices)) == choices
