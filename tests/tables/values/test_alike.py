"""Many cells at once give what each gives by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tables import Choices
from tables.receipt import Receipt
from tables.values import alike
from tables.values.alike import TakenApart
from tables.values.columns import read_columns
from tables.values.numbers import Votes, Written, take_apart
from tables.values.study import file_votes, study
from tables.values.vocabulary import MISSING_IN_NUMBERS

SIGNS = ".,'’ \u00a0\u202f()+-−–%€$*°\"mMk²eE/:#x"
WORDS = [
    "USD",
    "EUR ",
    " kg",
    "m2",
    "cm3",
    " m³",
    " km/h",
    "kr.",
    "R$",
    ",-",
    ".--",
    "e-3",
    "1.#qnan",
    "n/a",
    "Q",
    "\n",
    "𝟓",
    "٣",
]
TEMPLATES = ["$0,000.00", "0.000,00 €", "00.0 %", "(0,000)", "0 000 000", "-0.0", "0.000", "0,000", "00 m0", "0e0", "000.000.000.000",
             "0" * 15, "0" * 16, "0-", "00:00", "00.00.0000", "(€0)", "0'000.-", "#0", "0 0", "0.0.0"]  # fmt: skip


@st.composite
def columns(draw: st.DrawFn) -> list[str]:
    """Cells that follow a few templates, of which each zero stands for a digit; usual templates and odd ones."""
    piece = st.sampled_from(["0", "0", "00", "000", ".", ",", *SIGNS, *WORDS])
    odd = st.lists(piece, max_size=9).map("".join)
    templates = draw(st.lists(st.sampled_from(TEMPLATES) | odd, min_size=1, max_size=4))
    cells: list[str] = []
    for template in templates:
        for _ in range(draw(st.integers(1, 12))):
            cell = "".join(draw(st.sampled_from("0123456789")) if sign == "0" else sign for sign in template)
            cells.append(cell.strip())
    return list(dict.fromkeys(draw(st.permutations(cells))))


@pytest.fixture(autouse=True)
def _two_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "_MANY", 1)
    monkeypatch.setattr(alike, "_FEW", 1)


def read_all(cells: list[str]) -> object:
    """All that is found out about a column, in every way in which its marks may be decided."""
    twice = [cell for i, cell in enumerate(cells) for _ in range(1 + i % 3)]
    found: list[object] = []
    for choices in (
        Choices(),
        Choices(decimal="."),
        Choices(decimal=","),
        Choices(missing_codes=("99", "-9.9")),
    ):
        for delimiter in ",;":
            column = study("x", "x", np.array(twice, dtype=object), choices)
            series, facts = read_columns([column], Votes(), delimiter, choices, Receipt())
            values = series["x"].tolist()
            found.append(
                (
                    facts,
                    series["x"].dtype,
                    list(map(repr, values)),
                    column.votes,
                    column.unit,
                    file_votes([column]),
                )
            )
            found.append(
                [
                    list(votes.items())
                    for votes in (column.votes.decimal, column.votes.thousands, column.votes.unclear)
                ]
            )
    return found


@settings(max_examples=150)
@given(columns())
@example(["1.000", "2.500", "0.250", "0.125", "10.000", "99.999"])
@example(["5 m2", "6 m2", "7 m3", "8 m3"])
@example(["1.000", "1,000", "2,500", "3.500"])
@example(["$0.00", "$1.50", "$-0.00", "$0.07"])
@example(["007", "008", "100", "000"])
@example(["9" * 15, "1" * 15, "0." + "3" * 14, "9" * 16])
@example(["5cm3", "6cm3", "7cm3", "8cm3"])
@example(["0.250", "1.125", "2.125", "3.125"])
@example(["0.000", "0.100", "0.200", "0.300", "0.400", "0.500", "1.5 kg", "2.5 kg", "3.5 kg", "4.5 kg"])
@example(["1.#qnan", "2.#qnan", "3", "4"])
def test_a_column_is_read_as_cell_by_cell(cells: list[str]) -> None:
    together = read_all(cells)
    many, alike._MANY = alike._MANY, len(cells)
    try:
        assert together == read_all(cells)
    finally:
        alike._MANY = many


def test_cells_alike_are_taken_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def watched(cell: str) -> Written | None:
        asked.append(cell)
        return take_apart(cell)

    monkeypatch.setattr(alike, "take_apart", watched)
    cells = [f"${i:,}.50" for i in range(2000, 9000)]
    taken = TakenApart(cells, np.ones(len(cells), dtype=bool))
    assert taken.readable.all()
    assert len(asked) < 20


def test_more_than_a_block_of_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "_BLOCK", 7)
    read_as_cell_by_cell: Any = test_a_column_is_read_as_cell_by_cell
    read_as_cell_by_cell.hypothesis.inner_test([f"{i / 8:.2f} €" for i in range(50)] + ["n", "5 m2"])


def test_no_word_for_a_missing_value_is_a_number() -> None:
    assert not any(take_apart(word) for word in MISSING_IN_NUMBERS)
