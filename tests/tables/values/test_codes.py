"""Codes for no value: which cells they take, and which hold real numbers."""

from __future__ import annotations

import numpy as np
import pytest

from tables import Choices, Table, Topic, read_table


def read(cells: list[str], code: str, more: str = "", **choices: object) -> Table:
    beside = "".join(f"n{i}\t{cell}\t{i}{more}\n" for i, cell in enumerate(cells))
    said = Choices(missing_codes=(code,), **choices)  # type: ignore[arg-type]
    return read_table(f"name\tx\ty\n{beside}".encode(), "t.txt", said)


def gone(table: Table) -> list[int]:
    return np.flatnonzero(table.frame["x"].isna()).tolist()


@pytest.mark.parametrize("code", ["1,000", "1.000", "-1.000", "−1,000"])
@pytest.mark.parametrize("decimal", [",", "."])
def test_a_code_that_may_be_a_thousand_takes_what_is_written_like_it_and_nothing_else(
    code: str, decimal: str
) -> None:
    sign = code[0] if code[0] in "-−" else ""
    table = read([f"{sign}1", "2", "1", "5", code, "3", "4", "6"], code, ",5" * (decimal == ","))
    assert gone(table) == [4]


@pytest.mark.parametrize(("code", "cell"), [("0.999", "0.9990"), ("9999.000", "9999"), ("99.90", "99.9")])
def test_a_code_that_can_only_be_a_fraction_is_a_number(code: str, cell: str) -> None:
    assert gone(read(["1.5", "2", cell, "5", "3", "4.25", "7"], code)) == [2]


@pytest.mark.parametrize("bounds", [None, "half"])
@pytest.mark.parametrize("cell", ["<198", "<99", "> 99", "≤ 99.0"])
def test_a_bound_is_no_code(cell: str, bounds: str | None) -> None:
    cells = ["2", cell, "7", "99", "13", "3", "4", "12", "100"]
    table = read(cells, "99", bounds=bounds)
    assert gone(table) == [3]
    assert table.column("x").n_bounds == 1
    assert [line.count for line in table.receipt.on(Topic.EITHER_WAY)] == [1]


def test_a_bound_that_is_itself_the_code_is_missing_and_not_counted() -> None:
    table = read(["2", "<99", "7", "99", "13", "<3", "4", "12", "100"], "<99")
    assert gone(table) == [1] and table.column("x").n_bounds == 1


@pytest.mark.parametrize("unit", [None, "cm", "m", ""])
def test_a_code_is_compared_before_units_are_converted(unit: str | None) -> None:
    cells = ["0.99 m", "2 m", "99 cm", "150 cm", "120 cm", "130 cm", "110 cm", "1.5 m"]
    units = None if unit is None else {"x": unit}
    assert gone(read(cells, "99", units=units)) == [2]
    assert gone(read(cells, "0.99", units=units)) == [0]
