"""What may be asked about numbers such as 201.839, and what is never asked."""

from __future__ import annotations

import pytest

from tables import Choices, as_said, read_table, reader
from tables.open_fractions import OpenFractions, open_fractions


def asked(text: str, **choices: object) -> OpenFractions | None:
    said = Choices(**choices)  # type: ignore[arg-type]
    return open_fractions(as_said(read_table(text.encode(), "t.csv", said), said))


def column(cells: list[str], delimiter: str = ";") -> str:
    return f"name{delimiter}x{delimiter}y\n" + "".join(
        f"n{i}{delimiter}{cell}{delimiter}{i % 8}\n" for i, cell in enumerate(cells)
    )


OPEN = ["1.234", "1.345", "1.456", "1.222", "1.333", "1.444"]


@pytest.mark.parametrize(
    "choices",
    [
        {"only_words": {"name": ("n0", "n2")}},
        {"only_between": {"y": (0, 0)}},
        {"missing_codes": tuple(OPEN)},
    ],
)
def test_nothing_is_asked_of_a_column_without_numbers(choices: dict[str, object]) -> None:
    cells = OPEN if "missing_codes" in choices else ["", *OPEN[:1], "", *OPEN[1:]]
    assert asked(column(cells)) is not None
    assert asked(column(cells), **choices) is None


@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize(
    ("cells", "choices"),
    [
        (["< 1.001", *OPEN], {"bounds": "half"}),
        (["< 1.001", *OPEN], {"bounds": "missing"}),
        (["-1.000", *OPEN], {}),
        ([f"{cell} km" for cell in OPEN] + ["2.455 m"], {"units": {"x": "m"}}),
        ([f"{cell} km" for cell in OPEN] + ["2.455 m"], {"units": {"x": "cm"}}),
    ],
)
def test_the_number_asked_about_is_one_that_the_file_has(
    mark: str, cells: list[str], choices: dict[str, object]
) -> None:
    cells = [cell.replace(".", mark) for cell in cells]
    found = asked(column(cells, ";" if mark == "," else "\t"), **choices)
    assert found is not None and found.mark == mark
    assert any(found.number in cell for cell in cells) and mark in found.number


@pytest.mark.parametrize(
    ("prices", "delimiter"),
    [
        (["102,345 €", "98,123 €", "45,871 €", "110,402 €", "87,555 €", "101,208 €"], ";"),
        (["1,780 €", "1,790 €", "1,650 €", "1,700 €", "1,655 €", "1,820 €"], ";"),
        (["$102.345", "$98.123", "$45.871", "$110.402", "$87.555", "$101.208"], ","),
        (["$3.490", "$3.550", "$3.610", "$3.499", "$3.520", "$3.480"], ","),
    ],
)
def test_the_mark_of_fractions_is_not_taken_for_thousands_of_money(prices: list[str], delimiter: str) -> None:
    mark = "," if delimiter == ";" else "."
    kilos = [f"{each}{mark}{each}{each}{each + 1}" for each in range(1, 7)]
    rows = zip(prices, kilos, strict=True)
    text = delimiter.join(["n", "price", "kg"]) + "\n"
    text += "".join(delimiter.join([f"n{i}", *row]) + "\n" for i, row in enumerate(rows))
    table = read_table(text.encode(), "t.csv")
    for name, cells in (("price", prices), ("kg", kilos)):
        wanted = [float(cell.strip("$ €").replace(",", ".")) for cell in cells]
        assert table.frame[name].tolist() == wanted
    found = open_fractions(table)
    assert found is not None and found.number == prices[0].strip("$ €")


@pytest.mark.parametrize(
    ("prices", "delimiter"),
    [
        (["6.490 zł", "6.590 zł", "6.550 zł", "6.390 zł", "6.455 zł"], ";"),
        (["4.320 PLN", "4.310 PLN", "4.290 PLN", "4.280 PLN", "4.300 PLN"], "\t"),
        (["5.150 €", "7.750 €", "6.050 €", "5.800 €", "14.350 €"], ";"),
        (["1.700 €", "1.800 €", "1.600 €"], ";"),
        (["950 €", "970 €", "1,118 €", "2,230 €"], ";"),
    ],
)
def test_what_is_taken_for_thousands_of_money_is_asked_about_with_the_columns_beside(
    prices: list[str], delimiter: str
) -> None:
    mark = "," if "," in prices[2] else "."
    text = column(prices, delimiter).replace("y\n", f"y{delimiter}kg\n", 1)
    first, *rows = text.splitlines()
    beside = [f"{row}{delimiter}{10 + i}{mark}{200 + i}" for i, row in enumerate(rows)]
    table = read_table("\n".join([first, *beside, ""]).encode(), "t.csv")
    found = open_fractions(table)
    assert found is not None and any(found.number in price for price in prices)
    assert found.names == ("x", "kg") and found.mark == mark
    assert table.frame["kg"].iloc[0] == 10200 and table.frame["x"].iloc[2] > 1000


@pytest.mark.parametrize("price", ["$1,234", "$2,500"])
def test_commas_that_most_people_write_in_thousands_are_not_asked_about(price: str) -> None:
    assert asked(column([price, "$1,118", "$3,250", "$9,990", "$2,310"], "\t")) is None


PRICES = ["5.150", "7.750", "6.050", "5.800", "14.350", "12.900", "8.490"]


@pytest.mark.parametrize(
    "cells",
    [
        ["{year}", "{km}", "{price} €"],
        ["{year}", "{km}", "{price}"],
        ["{year}", "{km}"],
        ["{year}", "{fraction}", "{km}"],
        ["{gaps}", "{km}"],
        ["{fraction}", "{comma}", "{km}"],
        ["{weight} kg", "{km}"],
    ],
)
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_large_file_is_read_and_asked_about_as_a_small_one(
    cells: list[str], delimiter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        delimiter.join([f"n{i}", *cells]).format(
            year=2001 + i % 20,
            km=f"{101 + i % 90}.{100 + i * 31 % 900}",
            price=PRICES[i % 7],
            comma=f"{i},25",
            fraction=f"{i % 30}.5",
            gaps="" if i % 9 == 4 else i % 30,
            weight=40 + i % 30,
        )
        for i in range(2000)
    ]
    names = delimiter.join(["n", *(f"c{j}" for j in range(len(cells)))])
    text = "\n".join([names, *rows, ""])
    small = read_table(text.encode(), "t.csv")
    monkeypatch.setattr(reader, "LARGE_BYTES", 1)
    large = read_table(text.encode(), "t.csv")
    assert open_fractions(large) == open_fractions(small)
    for name in small.frame:
        assert large.frame[name].dropna().tolist() == small.frame[name].dropna().tolist()
        assert large.column(str(name)).ambiguous == small.column(str(name)).ambiguous
