"""Parts of which files are composed: totals without a name, titles of groups, pairs above, numbers below the names, few accents."""

from __future__ import annotations

import pytest

from tables import Table, read_table

ROWS = [(f"Place {chr(65 + i)}", 310 + 41 * i * i, 1204.5 + 97.25 * i) for i in range(9)]


def read(text: str, encoding: str = "utf-8") -> Table:
    return read_table(text.encode(encoding), "t.csv")


def lines(rows: list[tuple[str, int, float]]) -> str:
    return "".join(f"{name};c{i};{a};{b:.2f}\n" for i, (name, a, b) in enumerate(rows))


def summed(name: str, rows: list[tuple[str, int, float]], by: int = 1) -> str:
    return f"{name};;{sum(r[1] for r in rows) / by:.0f};{sum(r[2] for r in rows) / by:.2f}\n"


@pytest.mark.parametrize("name", ["", "Celý podnik", "Whole company"])
def test_sums_at_the_end_need_no_name_that_is_known(name: str) -> None:
    assert len(read(f"place;code;people;pay\n{lines(ROWS)}{summed(name, ROWS)}").frame) == len(ROWS)
    both = summed(name, ROWS) + summed(f"{name} x", ROWS, len(ROWS))
    assert len(read(f"place;code;people;pay\n{lines(ROWS)}{both}").frame) == len(ROWS)
    # Other numbers are a row like the others
    assert len(read(f"place;code;people;pay\n{lines(ROWS)}{name};;77;81.25\n").frame) == len(ROWS) + 1


def test_what_stands_in_one_row_alone_is_no_sum_of_it() -> None:
    rows = "".join(f"P{i};{int(i == 3) * 512};{int(i == 3) * 733}\n" for i in range(8))
    assert len(read(f"place;a;b\n{rows}P9;512;733\n").frame) == 9


@pytest.mark.parametrize("name", ["", "Iš viso {}", "Yhteensä {}"])
def test_sums_of_groups_need_no_name_that_is_known(name: str) -> None:
    parts = [ROWS[:3], ROWS[3:5], ROWS[5:]]
    text = "".join(lines(part) + summed(name.format(i), part) for i, part in enumerate(parts))
    table = read(f"place;code;people;pay\n{text}")
    assert len(table.frame) == len(ROWS) and table.frame["people"].sum() == sum(r[1] for r in ROWS)


def test_a_sum_may_be_the_only_number_with_a_mark_for_thousands() -> None:
    rows = "".join(f"P{i};{140 + 23 * i};{12 + i}\n" for i in range(9))
    total = f"{sum(140 + 23 * i for i in range(9)):,}".replace(",", ".")
    table = read(f"place;a;b\n{rows}Suma;{total};{sum(12 + i for i in range(9))}\n")
    assert len(table.frame) == 9 and table.frame["a"].max() == 140 + 23 * 8


def test_titles_of_groups_are_no_rows_where_the_rows_begin_with_one() -> None:
    head = "place;code;people;pay\n"
    titled = head + "".join(
        f"Group {i};;;\n{lines(part)}" for i, part in enumerate((ROWS[:3], ROWS[3:5], ROWS[5:]))
    )
    assert len(read(titled).frame) == len(ROWS)
    # Elsewhere they may be rows that lack their numbers
    assert len(read(head + lines(ROWS[:4]) + "Place X;;;\n" + lines(ROWS[4:])).frame) == len(ROWS) + 1


@pytest.mark.parametrize(
    ("names", "second"),
    [
        ("place;code;people;pay\n", "people"),
        ("place;code;2024;2025\n", "2024"),
        ("place;code;people;pay\n;;(1);(2)\n", "people (1)"),
        ("place;code;people;pay\ntext;text;number;number\n", "people number"),
    ],
)
def test_pairs_above_with_as_many_cells_as_the_table(names: str, second: str) -> None:
    above = "Report;;;\nMade on;27.11.2026;;\nMonth;October 2026;;\nBy;ann;;\n"
    table = read(above + names + lines(ROWS))
    assert len(table.frame) == len(ROWS) and list(table.frame)[2] == second


def test_a_group_over_years_is_no_title() -> None:
    rows = "".join(f"P{i};{310 + 7 * i};{320 + i * i};{333 - i};{5 + i};{9 * i}\n" for i in range(9))
    table = read(f"place;people;;;;\n;2020;2021;2022;2023;2024\n{rows}")
    assert list(table.frame)[:2] == ["place", "people 2020"]


@pytest.mark.parametrize("name", ["Vidurkis", "Keskiarvo", "Średnia", "Durchschnitt", "平均"])
def test_means_in_other_languages_beside_least_and_largest(name: str) -> None:
    a, b = [r[1] for r in ROWS], [r[2] for r in ROWS]
    last = f"\nMin;;{min(a)};{min(b):.2f}\nMax;;{max(a)};{max(b):.2f}\n"
    table = read(f"place;code;people;pay\n{lines(ROWS)}{last}{summed(name, ROWS, len(ROWS))}")
    assert len(table.frame) == len(ROWS)


def test_words_of_two_alphabets_are_no_words_and_a_lone_euro_is_western() -> None:
    text = "Modelo;Año;Kilómetros;Precio\n" + "".join(
        f"M{i};{2010 + i % 5};{9000 + i};{510 + i},50 €\n" for i in range(40)
    )
    table = read(text, "iso8859-15")
    assert table.receipt.encoding == "iso8859-15"
    assert list(table.frame)[1:3] == ["Año", "Kilómetros"] and table.column("Precio").unit == "€"


def test_counters_of_korean_and_japanese_stand_behind_numbers() -> None:
    text = "상품,수량,가격\n" + "".join(f"p{i},{5 + i}개,{100 * i}원\n" for i in range(12))
    assert read(text).column("수량").kind == "number"
