"""Numbers that may mean "no value": those that a person wrote so, and no others."""

from __future__ import annotations

import pytest

from study.missing_codes import suspicious_codes
from tables import Choices, Table, as_said, read_table

USUAL = [str(5 + i % 4) for i in range(12)]


def read(cells: list[str], delimiter: str = "\t", **choices: object) -> Table:
    rows = "".join(f"n{i}{delimiter}{cell}{delimiter}{i}\n" for i, cell in enumerate(cells))
    said = Choices(**choices)  # type: ignore[arg-type]
    return read_table(f"name{delimiter}x{delimiter}y\n{rows}".encode(), "t.txt", said)


@pytest.mark.parametrize("cell", ["<99", "> 99", "≤ 99.0", ">=99", "> 999", "<99.9"])
@pytest.mark.parametrize("twice", [False, True])
def test_a_bound_is_a_value_and_no_code(cell: str, twice: bool) -> None:
    table = read([*USUAL, cell, *([cell.lstrip("<>≤= ")] if twice else [])])
    assert table.column("x").n_bounds == 1
    assert suspicious_codes(table) == {}


def test_half_of_a_bound_is_no_code() -> None:
    assert suspicious_codes(read([*USUAL, "<198"], bounds="half")) == {}


def test_a_number_of_another_unit_is_no_code() -> None:
    table = read([*(f"{cell} cm" for cell in USUAL), "0.99 m"])
    assert table.frame["x"].max() == 99
    assert suspicious_codes(table) == {}
    assert suspicious_codes(read([*(f"{cell} cm" for cell in USUAL), "99 cm"])) == {"99": 1}


def test_what_words_count_as_is_no_code() -> None:
    cells = [*(f"{1 + i % 4} = {'abcd'[i % 4]}" for i in range(12)), "99 = no answer"]
    table = as_said(read(cells), Choices())
    assert table.frame["x"].max() == 99
    assert suspicious_codes(table) == {}
    assert suspicious_codes(read([*USUAL, "99"])) == {"99": 1}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("code", ["-999.000", "-99.000", "999.000", "-9.000", "-999,000"])
def test_a_code_written_with_decimals_among_whole_numbers_is_seen_and_left_out_as_it_is_written(
    code: str, delimiter: str
) -> None:
    if delimiter in code:
        return
    cells = [*USUAL, code, code]
    assert suspicious_codes(read(cells, delimiter)) == {code: 2}
    gone = read(cells, delimiter, missing_codes=(code,))
    assert gone.column("x").n_missing == 2 and gone.frame["x"].max() == 8
    assert suspicious_codes(gone) == {}


@pytest.mark.parametrize("cell", ["-999,000", "999,000", "99,000"])
def test_a_thousand_that_is_sure_is_no_code(cell: str) -> None:
    beside = "".join(f"{number}\t{i}.5\n" for i, number in enumerate([*USUAL, "1,200,300", cell]))
    assert suspicious_codes(read_table(f"x\ty\n{beside}".encode(), "t.txt")) == {}
