"""Rows that have lost a cell or have one too many."""

from __future__ import annotations

import pytest

from tables import Topic, read_table
from tables.receipt import Receipt
from tables.shape.fit import fit_rows, habits_of

ROWS = [["Ulm", f"{i / 7 + 3:.1f}", str(i), f"{i / 3 + 2:.2f}", str(1990 + i)] for i in range(25)]


@pytest.mark.parametrize(
    ("row", "fitted"),
    [
        (["Ulm", "", "7.1", "5", "3.14", "2001"], ["Ulm", "7.1", "5", "3.14", "2001"]),
        (["Ulm", "7.1", "5", "", "3.14", "2001"], ["Ulm", "7.1", "5", "3.14", "2001"]),
        (["Ulm", "5", "3.14", "2001"], ["Ulm", "", "5", "3.14", "2001"]),
        (["Ulm", "7.1", "5", "3.14"], ["Ulm", "7.1", "5", "3.14", ""]),
        (["Bad", "Ems", "7.1", "5", "3.14", "2001"], ["Bad,Ems", "7.1", "5", "3.14", "2001"]),
        (["Ulm", "7.1", "5", "3.14", "2001", "", ""], ["Ulm", "7.1", "5", "3.14", "2001"]),
    ],
)
def test_the_cells_go_where_they_fit(row: list[str], fitted: list[str]) -> None:
    assert fit_rows([row], [1], habits_of(ROWS, 5), Receipt()) == [fitted]


def test_a_data_row_without_its_first_cell_is_no_header() -> None:
    rows = [[str(i), "Ann Lee", "Rome", str(7 * i), f"{i / 3:.2f}"] for i in range(1, 21)]
    for place in (0, 11):
        lines = [",".join(row[1:] if i == place else row) for i, row in enumerate(rows)]
        table = read_table(("id,name,city,score,height\n" + "\n".join(lines)).encode(), "t.csv")
        assert list(table.frame.columns) == ["id", "name", "city", "score", "height"]
        assert table.frame["score"].tolist() == [float(row[3]) for row in rows]


def test_an_empty_cell_too_many_is_found_where_it_stands() -> None:
    rows = [["x", str(i), f"{i / 7:.2f}", ""] for i in range(25)]
    receipt = Receipt()
    fitted = fit_rows(
        [["x", "", "7", "3.14", ""], ["x", "7", "3.14", "", ""]], [1, 2], habits_of(rows, 4), receipt
    )
    assert fitted == [["x", "7", "3.14", ""]] * 2
    assert receipt.count(Topic.TOO_LONG) == 1  # an empty cell at the end is no news


def test_two_numbers_that_lost_their_delimiter_are_taken_apart() -> None:
    receipt = Receipt()
    rows = [["Ulm", "7.15", "3.14", "2001"], ["Ulm", "7.1", "53.14", "2001"], ["Ulm", "7.1", "5", "3.142001"]]
    fitted = fit_rows(rows, [1, 2, 3], habits_of(ROWS, 5), receipt)
    assert fitted[0] == ["Ulm", "7.1", "5", "3.14", "2001"]
    assert fitted[2] == ["Ulm", "7.1", "5", "3.14", "2001"]
    # 53.14 may well be at home in the column of 10.00: it is left as it is written
    assert fitted[1] == ["Ulm", "7.1", "", "53.14", "2001"]
    assert receipt.count(Topic.FILLED_UP) == 3


def test_two_numbers_that_could_be_cut_in_several_ways_stay_empty() -> None:
    whole = [["a", str(10 + i), str(1000 + 3 * i)[i % 2 :], "x"] for i in range(40)]
    whole += [["a", str(7 + i % 3), "512", "x"] for i in range(40)]
    assert fit_rows([["a", "12512", "x"]], [1], habits_of(whole, 4), Receipt()) == [["a", "", "", "x"]]


def test_a_row_that_merely_ends_early_is_not_taken_apart() -> None:
    whole = [["s", "12", "8", "31", "7"] if i % 2 else ["s", "3", "14", "5", "26"] for i in range(40)]
    assert fit_rows([["s", "12", "14", "31"]], [1], habits_of(whole, 5), Receipt()) == [
        ["s", "12", "14", "31", ""]
    ]


def test_a_number_at_home_in_the_next_column_is_not_taken_apart() -> None:
    whole = [[f"{i / 7 + 3:.2f}", str(1 + i % 9), f"{i + 10}.{i:03}"] for i in range(40)]
    fitted = fit_rows([["x", "19.583"], ["3.36;6", "19.583"]], [1, 2], habits_of(whole, 3), Receipt())
    assert fitted == [["x", "", "19.583"], ["3.36", "6", "19.583"]]
