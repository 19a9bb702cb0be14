"""Rows that have lost a cell or have one too many."""

from __future__ import annotations

from random import Random

import pytest

from tables import Topic, read_table, reader
from tables.cutting.line import Row
from tables.receipt import Receipt
from tables.shape.fit import fit_rows, habits_of

ROWS = [["Ulm", f"{i / 7 + 3:.1f}", str(i), f"{i / 3 + 2:.2f}", str(1990 + i)] for i in range(25)]


def fitted_to(whole: list[Row], rows: list[Row], receipt: Receipt | None = None) -> list[Row]:
    """The rows, below those that tell what the columns hold."""
    body = [*whole, *rows]
    fitted = fit_rows(body, [*range(1, len(body) + 1)], habits_of(whole, len(whole[0])), receipt or Receipt())
    return fitted[len(whole) :]


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
    assert fitted_to(ROWS, [row]) == [fitted]


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
    fitted = fitted_to(rows, [["x", "", "7", "3.14", ""], ["x", "7", "3.14", "", ""]], receipt)
    assert fitted == [["x", "7", "3.14", ""]] * 2
    assert receipt.count(Topic.TOO_LONG) == 1  # an empty cell at the end is no news


def test_two_numbers_that_lost_their_delimiter_are_taken_apart() -> None:
    receipt = Receipt()
    rows = [["Ulm", "7.15", "3.14", "2001"], ["Ulm", "7.1", "53.14", "2001"], ["Ulm", "7.1", "5", "3.142001"]]
    fitted = fitted_to(ROWS, rows, receipt)
    assert fitted[0] == ["Ulm", "7.1", "5", "3.14", "2001"]
    assert fitted[2] == ["Ulm", "7.1", "5", "3.14", "2001"]
    # 53.14 may well be at home in the column of 10.00: it is left as it is written
    assert fitted[1] == ["Ulm", "7.1", "", "53.14", "2001"]
    assert receipt.count(Topic.FILLED_UP) == 3


def test_two_numbers_that_could_be_cut_in_several_ways_stay_empty() -> None:
    whole = [["a", str(10 + i), str(1000 + 3 * i)[i % 2 :], "x"] for i in range(40)]
    whole += [["a", str(7 + i % 3), "512", "x"] for i in range(40)]
    assert fitted_to(whole, [["a", "12512", "x"]]) == [["a", "", "", "x"]]


def test_a_row_that_merely_ends_early_is_not_taken_apart() -> None:
    whole = [["s", "12", "8", "31", "7"] if i % 2 else ["s", "3", "14", "5", "26"] for i in range(40)]
    assert fitted_to(whole, [["s", "12", "14", "31"]]) == [["s", "12", "14", "31", ""]]


def test_a_number_at_home_in_the_next_column_is_not_taken_apart() -> None:
    whole = [[f"{i / 7 + 3:.2f}", str(1 + i % 9), f"{i + 10}.{i:03}"] for i in range(40)]
    fitted = fitted_to(whole, [["x", "19.583"], ["3.36;6", "19.583"]])
    assert fitted == [["x", "", "19.583"], ["3.36", "6", "19.583"]]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_where_most_rows_end_early_each_has_lost_its_last_cells(
    large: bool, quoted: bool, delimiter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "LARGE_BYTES", 1 if large else 10**12)
    chance, visits = Random(3), []
    rows = []
    for i in range(400):
        visits.append(chance.randint(1, 80))
        name = f'"c{i}{delimiter} ltd"' if quoted and i % 50 == 7 else f"c{i}"
        more = [f"{chance.uniform(10, 99):.2f}", str(chance.randint(1, 5))] if i % 10 == 0 else []
        rows.append([name, str(visits[-1]), *more])
    text = "\n".join(map(delimiter.join, [["customer", "visits", "spent", "rating"], *rows, []]))
    table = read_table(text.encode(), "t.csv")
    assert table.frame["visits"].tolist() == visits
    assert table.frame["rating"].notna().sum() == table.frame["spent"].notna().sum() == 40
    assert table.receipt.count(Topic.FILLED_UP) == 360
