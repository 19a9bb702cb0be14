"""Columns read as what somebody says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tables import Choices, Table, Topic, as_said, numeric_columns, read_table
from tables.types_set import types_offered

TEXT = "code;mark;stamp;price;town;n;when\n" + "".join(
    f"{i:03};{('1,5', 'ill', '2,5', 'away', 'ill', 'gone')[i % 6]};{20260101 + i};{i % 4};{'ABCDEFGHI'[i]};{i};2026-03-0{i + 1}\n"
    for i in range(9)
)


def made(**types: str) -> Table:
    choices = Choices(column_types=types)
    return as_said(read_table(TEXT.encode(), "t.csv", choices), choices)


def said(table: Table) -> str:
    return (
        "".join(line.words for line in table.receipt.on(Topic.TYPE))
        .replace("\u2068", "")
        .replace("\u2069", "")
    )


def test_codes_can_be_amounts() -> None:
    assert made().column("code").kind == "identifier"
    table = made(code="number")
    assert table.frame["code"].tolist() == list(range(9)) and "code" in numeric_columns(table)
    assert said(table) == "Column “code” is read as numbers, as you said."


def test_words_among_numbers_are_missing_then_and_counted() -> None:
    assert made().column("mark").kind == "text"
    table = made(mark="number")
    cells = table.frame["mark"].tolist()
    assert np.array_equal(cells, [1.5, np.nan, 2.5, np.nan, np.nan, np.nan, 1.5, np.nan, 2.5], equal_nan=True)
    assert table.column("mark").n_unreadable == 5 and table.column("mark").reason is None
    assert said(table) == "Column “mark” is read as numbers, as you said; 5 cells that are none are missing."


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        (["5 kg", "6 kg", "7 kg"], "kg"),
        (["5 kg", "6 m", "7 kg"], "kg"),  # of several, the most common
        (["5 kg", "6 m", "7 s", "8 m"], "m"),
        (["5", "6 m", "7 s", "8"], None),
        (["5", "6", "7"], None),
    ],
)
def test_amounts_have_the_unit_of_most_cells(cells: list[str], unit: str | None) -> None:
    choices = Choices(column_types={"x": "number"})
    text = "name;x\n" + "".join(f"n{i};{cell}\n" for i, cell in enumerate(cells * 3))
    table = as_said(read_table(text.encode(), "t.csv", choices), choices)
    assert (table.column("x").kind, table.column("x").unit) == ("number", unit)


def test_numbers_can_be_words_and_are_not_compared_then() -> None:
    table = made(price="words")
    assert table.frame["price"].tolist() == list("012301230") and "price" not in numeric_columns(table)
    assert table.column("price").kind == "text" and said(table).endswith("is read as words, as you said.")


def test_eight_digits_can_be_days_and_days_words() -> None:
    table = made(stamp="date", when="words")
    assert str(table.frame["stamp"].iloc[8].date()) == "2026-01-09" and table.column("stamp").kind == "date"
    assert table.frame["when"].iloc[0] == "2026-03-01" and table.column("when").kind == "text"


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("code", {"number": 0}),
        ("mark", {"number": 5}),
        ("stamp", {"words": 0, "date": 0}),
        ("price", {"words": 0}),
        ("town", {}),
        ("when", {"words": 0}),
    ],
)
def test_only_what_a_column_can_serve_as_is_offered_also_once_it_is_set(
    name: str, offered: dict[str, int]
) -> None:
    assert types_offered(made(), name, Choices()) == offered
    for kind in offered:
        assert types_offered(made(**{name: kind}), name, Choices()) == offered


def test_what_a_column_cannot_be_it_does_not_become() -> None:
    table = made(town="number", price="date", nobody="words")
    assert table.column("town").kind == "text" and table.column("price").kind == "number" and not said(table)


def test_rows_are_asked_for_by_a_column_as_it_is_read_then() -> None:
    choices: dict[str, Any] = {"column_types": {"price": "words"}, "only_words": {"price": ("3",)}}
    table = as_said(read_table(TEXT.encode(), "t.csv"), Choices(**choices))
    assert table.frame["n"].tolist() == [3, 7] and types_offered(table, "price", Choices()) == {"words": 0}
