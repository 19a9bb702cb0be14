"""Single rows that are cut with another delimiter or quote than the rest."""

from __future__ import annotations

import pytest

from tables.cutting.other_signs import strange_cut
from tables.cutting.rows import read_rows
from tables.model import Dialect
from tests.tables.cutting.test_rows import COMMA


def test_a_row_with_another_delimiter_is_cut_at_it() -> None:
    text = "".join(f"a,{i},{i + 1}\n" for i in range(12)) + "b;5;6\n"
    rows = read_rows(text, COMMA)
    assert rows.cells[-1] == ["b", "5", "6"]
    assert rows.recut == [13]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("7 8 9", ["7", "8", "9"]),
        ("7;8;9", ["7", "8", "9"]),
        ("x y z", None),  # words may have blanks between them
        ("x;y;z", ["x", "y", "z"]),
        ("7;8", None),
    ],
)
def test_a_row_with_another_delimiter_is_cut_where_that_is_sure(row: str, cells: list[str] | None) -> None:
    assert strange_cut(row, [row], Dialect(","), 3) == cells


def test_what_stays_in_quotes_is_no_row_with_another_quote() -> None:
    assert strange_cut("'a,b',2,3", ["'a", "b'", "2", "3"], Dialect(","), 3) == ["a,b", "2", "3"]
    assert strange_cut('"it\'s",2', ["it's", "2"], Dialect(","), 3) is None
