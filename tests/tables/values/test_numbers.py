"""Numbers as people write them, each with the answer worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tables import Choices, Topic, read_table
from tables.values.numbers import Marks, Votes, count_votes, decide_marks, main_unit, take_apart, to_digits

POINT, COMMA = Marks("."), Marks(",")


def read(cell: str, marks: Marks) -> float | None:
    written = take_apart(cell)
    digits = to_digits(written, marks) if written else None
    return float(digits) if digits is not None else None


@pytest.mark.parametrize(
    ("cell", "marks", "value"),
    [
        ("1.5", POINT, 1.5),
        ("1,5", COMMA, 1.5),
        (".5", POINT, 0.5),
        ("5.", POINT, 5.0),
        ("1,234.5", POINT, 1234.5),
        ("1.234,5", COMMA, 1234.5),
        ("1 234,5", COMMA, 1234.5),
        ("1\u00a0234,5", COMMA, 1234.5),
        ("1\u202f234,5", COMMA, 1234.5),
        ("1'234.5", POINT, 1234.5),
        ("1’234’567.5", POINT, 1234567.5),
        ("12,34,567.5", POINT, 1234567.5),
        ("1,234,567", POINT, 1234567.0),
        ("$1,234", POINT, 1234.0),
        ("€ 5", POINT, 5.0),
        ("5 €", POINT, 5.0),
        ("CHF 5.50", POINT, 5.5),
        ("R$ 1.234,50", COMMA, 1234.5),
        ("12%", POINT, 12.0),
        ("12.5 %", POINT, 12.5),
        ("-5", POINT, -5.0),
        ("−5", POINT, -5.0),
        ("+5", POINT, 5.0),
        ("5-", POINT, -5.0),
        ("(1,234)", POINT, -1234.0),
        ("($5.50)", POINT, -5.5),
        ("-$5", POINT, -5.0),
        ("$-5", POINT, -5.0),
        ("1e5", POINT, 100000.0),
        ("1.5E-3", POINT, 0.0015),
        ("1,25285E+05", COMMA, 125285.0),
        ("12 kg", POINT, 12.0),
        ("12kg", POINT, 12.0),
        ("3.5 km/h", POINT, 3.5),
        ("20°C", POINT, 20.0),
        ("*12", POINT, 12.0),
    ],
)
def test_one_number(cell: str, marks: Marks, value: float) -> None:
    assert read(cell, marks) == value


@pytest.mark.parametrize(
    "cell",
    ["", "abc", "A12", "18Q", "3rd", "12:30", "1-2", "10/12", "2020-01-01", "1.2.3", "12,34,5", "1,,2", "((5))", "(5", "--5",
     "1 2", "5 5", "1e5e5", "0x10", "inf", "NaN", "1_000", "12 Main Street", "+49 30 1234"],
)  # fmt: skip
def test_no_number(cell: str) -> None:
    assert read(cell, POINT) is None


@pytest.mark.parametrize(
    ("cells", "marks"),
    [
        (["1.5", "2.25"], Marks(".")),
        (["1,5", "2,25"], Marks(",")),
        (["1.234", "12,5"], Marks(",", ".")),
        (["1,234", "12.5"], Marks(".", ",")),
        (["1.234.567", "1.234"], Marks(",", ".")),
        (["1.234", "0.5"], Marks(".")),
        (["1 234", "12,5"], Marks(",", " ")),
        (["12", "1234"], Marks(".")),
    ],
)
def test_a_column_decides_for_all_its_numbers(cells: list[str], marks: Marks) -> None:
    votes = count_votes((written, 1) for cell in cells if (written := take_apart(cell)))
    assert decide_marks(votes, None, ",") == marks


@pytest.mark.parametrize(
    ("cells", "file_decimal", "delimiter", "value"),
    [
        (["1.234", "5.678"], ",", ";", 1234.0),
        (["1.234", "5.678"], ".", ";", 1.234),
        (["1,234", "5,678"], ".", ",", 1234.0),
        (["1,234", "5,678"], ",", ";", 1.234),
        (["1,234", "5,678"], None, ",", 1234.0),
        (["1,234", "5,678"], None, ";", 1.234),
        (["1.234", "5.678"], None, ",", 1.234),
        (["1.000", "2.500", "12.000"], None, ";", 1000.0),
    ],
)
def test_what_the_column_leaves_open_the_file_decides_then_the_delimiter(
    cells: list[str], file_decimal: str | None, delimiter: str, value: float
) -> None:
    votes = count_votes((written, 1) for cell in cells if (written := take_apart(cell)))
    marks = decide_marks(votes, file_decimal, delimiter)
    assert read(cells[0], marks) == value
    assert marks.ambiguous == (file_decimal is None)


def test_units_must_agree() -> None:
    def unit(*cells: str) -> str | None:
        return main_unit([(written, 1) for cell in cells if (written := take_apart(cell))])

    assert unit("1 kg", "2 kg", "3 kg") == "kg"
    assert unit("1", "2", "3") is None
    with pytest.raises(ValueError, match="mixed"):
        unit("1 kg", "50 cm", "2 kg")
    # letters behind numbers, as offices of statistics put them: no unit where two numbers in five have none
    assert unit("1 p", "2 p", "3 p", "4", "5") is None


def numbers(text: str, choices: Choices | None = None) -> list[float]:
    return read_table(text.encode(), "t.csv", choices).frame["x"].tolist()


def test_a_thousand_is_a_thousand_where_the_column_says_so() -> None:
    assert numbers("name;x\na;1.234\nb;12,5\nc;999\n") == [1234.0, 12.5, 999.0]
    assert numbers("name;x\na;1.234\nb;12.5\nc;999\n") == [1.234, 12.5, 999.0]


def test_an_unclear_column_is_flagged_and_can_be_switched() -> None:
    text = "name,x\na,1.234\nb,2.345\nc,3.456\n"
    table = read_table(text.encode(), "t.csv")
    assert table.column("x").ambiguous
    assert table.receipt.on(Topic.EITHER_WAY)
    assert table.frame["x"].tolist() == [1.234, 2.345, 3.456]
    assert numbers(text, Choices(decimal=",")) == [1234.0, 2345.0, 3456.0]
    assert numbers(text, Choices(column_decimals={"x": ","})) == [1234.0, 2345.0, 3456.0]


@pytest.mark.parametrize(
    "word", ["", "NA", "N/A", "n/a", "null", "-", "--", ".", "?", "#N/A", "nan", "missing", "NULL"]
)
def test_missing(word: str) -> None:
    table = read_table(f"name,x\na,1\nb,{word}\nc,3\nd,4.5\n".encode(), "t.csv")
    np.testing.assert_array_equal(table.frame["x"], [1, np.nan, 3, 4.5])
    assert table.column("x").n_missing == 1
    assert table.receipt.count(Topic.MISSING) == 1


def test_declared_codes_are_missing_only_when_declared() -> None:
    text = "name,x\na,1\nb,-999\nc,3\n"
    assert numbers(text) == [1, -999, 3]
    np.testing.assert_array_equal(numbers(text, Choices(missing_codes=("-999",))), [1, np.nan, 3])


@pytest.mark.parametrize(
    ("code", "cell"),
    [
        ("-999", "-999.0"),
        ("-999", "-999.00"),
        ("-999", "-999.000"),
        ("99.9", "99.90"),
        ("−999", "-999"),
        ("-999.0", "-999"),
    ],
)
def test_a_code_is_a_number_however_it_is_written(code: str, cell: str) -> None:
    found = numbers(f"name,x\na,1.5\nb,{cell}\nc,3\nd,4\ne,5\n", Choices(missing_codes=(code,)))
    np.testing.assert_array_equal(found, [1.5, np.nan, 3, 4, 5])


def test_a_thousand_is_no_code_of_three_digits() -> None:
    choices = Choices(missing_codes=("99",), decimal=",")
    assert numbers("name;x\na;1\nb;99.000\nc;3\nd;4\ne;5\n", choices) == [1, 99000, 3, 4, 5]


def test_infinity_is_no_number_to_cluster() -> None:
    table = read_table(b"name,x\na,1\nb,inf\nc,-Infinity\nd,2\n", "t.csv")
    np.testing.assert_array_equal(table.frame["x"], [1, np.nan, np.nan, 2])
    assert table.column("x").n_unreadable == 2


def test_what_does_not_fit_is_counted_and_shown() -> None:
    table = read_table(b"name,x\na,1\nb,2\nc,3\nd,4\ne,about 5\n", "t.csv")
    assert table.column("x").unreadable == ("about 5",)
    assert table.receipt.count(Topic.UNREADABLE) == 1


def test_whole_numbers_stay_whole() -> None:
    assert read_table(b"a,x\nb,1\nc,2\n", "t.csv").frame["x"].dtype == np.int64


def cars(prices: list[str], more: str = "") -> str:
    return "car;km;price\n" + "".join(
        f"n{i};{101 + 31 * i}.{839 - i};{price}{more}\n" for i, price in enumerate(prices)
    )


@pytest.mark.parametrize("unit", ["€", "EUR", "zł"])
def test_money_has_no_three_places_and_tells_what_the_point_means_in_the_columns_beside(unit: str) -> None:
    prices = ["5.150", "7.750", "6.050", "5.800", "14.350"]
    table = read_table(cars(prices, f" {unit}").encode(), "t.csv")
    assert table.frame["price"].tolist() == [5150, 7750, 6050, 5800, 14350]
    assert table.frame["km"].tolist() == [(101 + 31 * i) * 1000 + 839 - i for i in range(5)]
    assert table.receipt.on(Topic.EITHER_WAY)


def test_what_a_litre_costs_has_three_places() -> None:
    table = read_table(cars(["1.789", "1.799", "1.819", "1.769", "1.859"], " €").encode(), "t.csv")
    assert table.frame["price"].tolist() == [1.789, 1.799, 1.819, 1.769, 1.859]


def test_a_stray_quote_on_a_number_does_not_hide_it() -> None:
    text = "a;b\n" + "".join(f"{i};{i / 4}{chr(34) * (i == 3)}\n" for i in range(9))
    assert read_table(text.encode(), "t.csv").frame["b"].tolist() == [i / 4 for i in range(9)]


def test_a_total_below_the_table_proves_what_the_marks_mean() -> None:
    rows = "".join(f"Ulm;{20 + i}.{111 + i};{60 + i}.{222 + i}\n" for i in range(30))
    frame = read_table(f"town;men;women\n{rows}Summe;1.036.765;2.242.095\n".encode(), "t.csv").frame
    assert frame["men"].tolist() == [(20 + i) * 1000 + 111 + i for i in range(30)]


@pytest.mark.parametrize(
    "cells", [["€ 12,-", "€ 7,50"], ["12,- €", "7,50 €"], ["12.--", "7.50"], ["CHF 12.–", "CHF 7.50"]]
)
def test_amounts_without_cents_are_not_negative(cells: list[str]) -> None:
    text = "name;amount\n" + "".join(f"a;{cell}\n" for cell in cells * 3)
    assert read_table(text.encode(), "t.csv").frame["amount"].tolist() == [12.0, 7.5] * 3


def test_numbered_notes_say_nothing_about_the_decimal_mark() -> None:
    rows = "".join(f"n{i};{'1.' if i % 3 == 0 else ''}{100 + i};{i}\n" for i in range(9))
    table = read_table(f"name;a;b\n{rows}\n\n1.;As of May.\n2.;Without islands.\n".encode(), "t.csv")
    assert table.frame["a"].tolist() == [1000 + 100 + i if i % 3 == 0 else 100 + i for i in range(9)]


def test_thousands_in_points_that_go_from_small_to_large() -> None:
    towns = [1_204, 3_777, 15_462, 201_314, 537_762, 86_046]
    grouped = "".join(f"t{i};{n // 1000}.{n % 1000:03}\n" for i, n in enumerate(towns))
    assert read_table(f"town;people\n{grouped}".encode(), "t.csv").frame["people"].tolist() == towns
    measured = "".join(f"t{i};{8 + i / 7:.3f}\n" for i in range(9))
    column = read_table(f"town;lat\n{measured}".encode(), "t.csv").column("lat")
    assert column.decimal == "." and column.ambiguous


@pytest.mark.parametrize(
    ("cell", "value"), [("$ (1,234.50)", -1234.5), ("USD (12.50)", -12.5), ("€(3)", -3.0)]
)
def test_currency_before_the_brackets_of_a_negative_amount(cell: str, value: float) -> None:
    text = "a\tb\n" + f"{cell}\t1\n" * 3 + "7.25\t2\n"
    assert read_table(text.encode(), "t.txt").frame["a"].tolist() == [value] * 3 + [7.25]


def test_the_mark_of_the_file_goes_before_another_grouping_in_the_column() -> None:
    text = 'name,a,b\nx,-1 414,"1,226,948"\ny,-1 352,"626,948"\nz,"566,216",12\n'
    assert read_table(text.encode(), "t.csv").frame["a"].tolist() == [-1414, -1352, 566216]


def test_thousands_by_spaces_elsewhere_make_a_comma_the_decimal_mark() -> None:
    text = "town\tpeople\tarea\n" + "".join(f"t{i}\t{i + 1} 2{i}4\t{i + 100},5{i}6\n" for i in range(9))
    assert read_table(text.encode(), "t.txt").frame["area"].tolist() == [
        float(f"{i + 100}.5{i}6") for i in range(9)
    ]


def test_columns_that_prove_nothing_keep_to_one_style() -> None:
    text = "town;people;money\n" + "".join(
        f"t{i};{f'{i}.204' if i > 3 else 90 * i};{70 * i}\n" for i in range(9)
    )
    frame = read_table(text.replace(";560", ";2.250").encode(), "t.csv").frame
    assert frame["people"].tolist()[4:] == [4204, 5204, 6204, 7204, 8204]
    assert frame["money"].tolist()[-1] == 2250


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_whole_numbers_that_go_on_above_999_tell_thousands(delimiter: str) -> None:
    beside = [
        ["k", "x", "y"],
        *([str(i), f"{i * 100 + 95:,}".replace(",", "."), f"2.{100 + i}"] for i in range(3, 15)),
    ]
    text = "\n".join(delimiter.join(row) for row in beside) + "\n"
    table = read_table(text.encode(), "t.txt")
    assert table.frame["x"].tolist() == [i * 100 + 95 for i in range(3, 15)]
    assert table.frame["y"].tolist() == [2100 + i for i in range(3, 15)]  # one style for all
    assert table.column("x").ambiguous


def test_fractions_beside_small_whole_numbers_stay_fractions() -> None:
    rows = [f"{i}\t{2 * i}.{125 + i}\n{i}\t{i}\n" for i in range(1, 9)]
    table = read_table(("k\tx\n" + "".join(rows)).encode(), "t.txt")
    assert table.frame["x"].tolist()[:2] == [2.126, 1]


def test_network_addresses_are_no_numbers_even_where_some_are_missing() -> None:
    cells = [f"10.{100 + i}.250.{134 + i}" if i % 3 else ("NA", "-", "n/a")[i % 2] for i in range(60)]
    text = "a,b\n" + "".join(f"{cell},{i}\n" for i, cell in enumerate(cells))
    assert read_table(text.encode(), "t.csv").column("a").kind == "text"


SCRIPTS = {"Arabic": 0x660, "Persian": 0x6F0, "Hindi": 0x966, "Thai": 0xE50, "Tamil": 0xBE6, "Burmese": 0x1040, "wide": 0xFF10,
           "bold": 0x1D7CE}  # fmt: skip


def in_script(text: str, zero: int, which: str = "0123456789") -> str:
    """The text with those of its digits in another script."""
    return text.translate({ord(digit): chr(zero + int(digit)) for digit in which})


@pytest.mark.parametrize("zero", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("which", ["3", "0123456789"])
@pytest.mark.parametrize("rows", [100, 400])
def test_digits_of_any_script_are_digits(zero: int, which: str, rows: int) -> None:
    values = [(10 * i + 3, i / 4) for i in range(1, rows)]
    text = "a,b\n" + "".join(in_script(f"{a},{b}\n", zero, which) for a, b in values)
    table = read_table(text.encode(), "t.csv")
    assert [tuple(row) for row in table.frame.to_numpy().tolist()] == values


@pytest.mark.parametrize("zero", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("pattern", ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%Y %H:%M"])
def test_dates_in_digits_of_any_script_are_dates(zero: int, pattern: str) -> None:
    days = pd.date_range("2024-01-05", periods=40)
    text = "day;x\n" + "".join(
        in_script(day.strftime(pattern), zero) + f";{i}\n" for i, day in enumerate(days)
    )
    table = read_table(text.encode(), "t.csv")
    assert table.frame["day"].tolist() == days.tolist()


def test_words_keep_the_digits_they_are_written_in() -> None:
    table = read_table(
        "place,x,y\n{}".format("".join(f"Haus ٣{i},{i},{i * i}\n" for i in range(9))).encode(), "t.csv"
    )
    assert table.frame["place"].tolist() == [f"Haus ٣{i}" for i in range(9)]


def test_a_mark_beside_another_that_sets_thousands_apart_is_the_decimal_one() -> None:
    votes = Votes()
    votes.thousands["'"] = 2
    votes.unclear["."] = 3  # as in 1'234.567
    assert decide_marks(votes, None, ",") == Marks(".", "'")
