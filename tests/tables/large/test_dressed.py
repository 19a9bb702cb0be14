"""Columns of numbers with a unit in every cell come out of the fast way as out of the study of each cell."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from tables import Choices, Table, read_table, reader
from tables.large import dressed, parse

ROWS = 40
CELLS = {
    "kg": ["2.5 kg", "3.25 kg", "-1.5 kg"],
    "whole": ["2 kg", "1200 kg", "0 kg"],
    "money": ["$5", "$7.25", "$ 1.50"],
    "dollars": ["$5", "$7.25", "$-3"],
    "share": ["12 %", "7.125 %", "3.5 %"],
    "gaps": ["2.5 kg", "3 kg", "", "NA"],
    "three": ["1.234 kg", "2.500 kg"],
    "mixed": ["2.5 kg", "3 g"],
}


def _read(columns: list[list[str]], choices: Choices | None = None) -> Table:
    names = ["plain", *(f"c{j}" for j in range(len(columns)))]
    plain = [f"{i % 7}.5" for i in range(ROWS)]
    lines = map(";".join, zip(plain, *columns, strict=True))
    data = "\n".join([";".join(names), *lines]).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "LARGE_BYTES", 1)
        return read_table(data, "table.csv", choices)


def _of(table: Table) -> tuple[Any, ...]:
    return table.columns, table.receipt.lines


def _column(first: list[str], late: str, at: int) -> list[str]:
    cells = [first[i % len(first)] for i in range(ROWS)]
    if late:
        cells[at] = late
    return cells


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(CELLS)),
            st.sampled_from(
                ["", "2.5", "3 g", "1,234.5 kg", "1e3 kg", "007 kg", "-", "word", "4.125 kg", "9 kg "]
            ),
            st.sampled_from([3, ROWS - 1]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_the_fast_way_finds_what_the_study_finds(chosen: list[tuple[str, str, int]]) -> None:
    columns = [_column(CELLS[kind], late, at) for kind, late, at in chosen]
    fast = _read(columns)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parse, "MOST_CELLS", 0)
        slow = _read(columns)
    assert _of(fast) == _of(slow)
    assert_frame_equal(fast.frame, slow.frame)


def test_they_are_undressed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def counting(frame: pd.DataFrame, which: Mapping[str, dressed.Dressed]) -> pd.DataFrame:
        seen.append(len(which))
        return dressed.without_dress(frame, which)

    monkeypatch.setattr(parse, "without_dress", counting)
    table = _read(
        [_column(CELLS["kg"], "", 0), _column(CELLS["whole"], "", 0), _column(CELLS["dollars"], "", 0)]
    )
    assert seen == [3]
    assert [column.unit for column in table.columns] == [None, "kg", "kg", "$"]
    assert [str(kind) for kind in table.frame.dtypes] == ["float64", "float64", "int64", "float64"]
    assert table.frame.iloc[1].tolist() == [1.5, 3.25, 1200, 7.25]


def test_a_chosen_decimal_mark_is_kept_to() -> None:
    columns = [_column(CELLS["three"], "", 0)]
    assert _read(columns, Choices(decimal=",")).frame.iloc[0, 1] == 1234
    assert _read(columns, replace(Choices(), decimal=".")).frame.iloc[0, 1] == 1.234


def test_the_search_for_cycles_goes_on_after_a_file_was_read() -> None:
    read_table(b"a,b\n1,2\n3,4\n", "table.csv")
    assert gc.isenabled()
