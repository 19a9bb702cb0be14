"""Which columns are compared where nobody has chosen any."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest

from tables import Table, columns_to_compare, read_table, suggest_columns, why_alone
from tables.sense import MOST_TOGETHER, make_sense, worth_trying

ROWS = 24
RNG = np.random.default_rng(0)
AGES = [str(age) for age in RNG.integers(18, 80, ROWS)]
SALES = [f"{value:.2f}" for value in RNG.uniform(10, 900, ROWS)]
UNEVEN = [str(583_920 + 7_919 * i * i % 90_001) for i in range(ROWS)]


def table(**columns: list[str]) -> Table:
    rows = zip(*columns.values(), strict=True)
    return read_table("\n".join(["\t".join(columns), *("\t".join(row) for row in rows)]).encode(), "t.tsv")


@pytest.mark.parametrize(
    "name",
    ["id", "customerId", "Kundennummer", "Kunden-Nr.", "Cód. cliente", "番号", "顧客番号", "n° client", "PLZ", "ID_ORDER", "номер",
     "Matrikel", "Konto", "Compte", "Dorsal", "Account", "Phone Number", "Numer", "código", "postcode"],
)  # fmt: skip
def test_no_identifier_in_any_language(name: str) -> None:
    read = table(**{"town": ["x"] * ROWS, name: UNEVEN, "age": AGES, "sales": SALES})
    assert columns_to_compare(read) == ("age", "sales")


@pytest.mark.parametrize(
    "name",
    ["Number of rooms", "Account balance", "Zahl der Kinder", "price index", "numero di stanze", "score"],
)
def test_amounts_whose_names_only_look_so_are_none(name: str) -> None:
    read = table(**{"town": ["x"] * ROWS, "age": AGES, name: [str(i * 5 % 7) for i in range(ROWS)]})
    assert columns_to_compare(read) == ("age", name)


@pytest.mark.parametrize(
    "numbers",
    [
        [100_234 + 7 * i for i in range(ROWS)],
        [20_011 + 13 * i * i for i in range(ROWS)],
        list(map(int, UNEVEN)),
    ],
    ids=["evenly rising", "rising, of one length", "of one length, first"],
)
def test_numbers_that_can_only_name_the_rows_need_no_name(numbers: list[int]) -> None:
    read = table(was=[str(number) for number in numbers], age=AGES, sales=SALES)
    assert columns_to_compare(read) == ("age", "sales")


def test_an_identifier_that_is_missing_here_and_there_is_one_still() -> None:
    read = table(nr=["", *UNEVEN[1:]], age=AGES, sales=SALES)
    assert columns_to_compare(read) == ("age", "sales")


def test_incomes_are_amounts() -> None:
    incomes = [str(10 * (1_200 + 377 * i % 5_000)) for i in range(ROWS)]
    assert columns_to_compare(table(income=incomes, age=AGES)) == ("income", "age")


def test_when_a_row_was_is_no_amount() -> None:
    months = [dt.date(1958 + i // 12, i % 12 + 1, 1) for i in range(ROWS)]
    read = table(
        year=[str(day.year) for day in months],
        month=[str(day.month) for day in months],
        decimal=[f"{day.year + (day.month - 0.5) / 12:.4f}" for day in months],
        age=AGES,
        sales=SALES,
    )
    assert columns_to_compare(read) == ("age", "sales")


def test_the_same_in_another_unit_is_compared_once() -> None:
    celsius = [round(float(value), 1) for value in RNG.uniform(-5, 30, ROWS)]
    read = table(
        celsius=[f"{value}" for value in celsius],
        again=[f"{value}" for value in celsius],
        fahrenheit=[f"{value * 1.8 + 32:.1f}" for value in celsius],
        age=AGES,
    )
    assert columns_to_compare(read) == ("celsius", "age")


def test_columns_that_are_alike_are_two() -> None:
    first = RNG.normal(50, 10, ROWS)
    second = first + RNG.normal(0, 0.5, ROWS)
    read = table(first=[f"{v:.2f}" for v in first], second=[f"{v:.2f}" for v in second])
    assert columns_to_compare(read) == ("first", "second")


def test_debit_and_credit_never_stand_in_one_row() -> None:
    read = table(
        debit=["" if i % 3 else SALES[i] for i in range(ROWS)],
        credit=[SALES[i] if i % 3 else "" for i in range(ROWS)],
    )
    assert columns_to_compare(read) == ("credit",)
    assert "“debit” is empty in most rows" in why_alone(read, "credit").replace("\u2068", "").replace(
        "\u2069", ""
    )


def test_most_rows_are_complete() -> None:
    holes = {
        f"c{j}": ["" if (i + 5 * j) % 6 == 0 else str((i * 7 + j * j * i) % 23) for i in range(ROWS)]
        for j in range(12)
    }
    read = table(age=AGES, **holes)
    chosen = list(columns_to_compare(read))
    assert 2 <= len(chosen) < 13 and read.frame[chosen].notna().all(axis=1).mean() > 0.5


def test_a_block_of_months_is_compared_whole_and_without_its_sum() -> None:
    sales = RNG.integers(100, 999, (ROWS, 12))
    months = {f"2024-{m + 1:02}": [str(value) for value in sales[:, m]] for m in range(12)}
    read = table(
        shop=[f"S{i}" for i in range(ROWS)], **months, total=[str(value) for value in sales.sum(axis=1)]
    )
    assert columns_to_compare(read) == tuple(months)
    assert make_sense(read).why_not == {"total": "sums up others"}
    assert len(suggest_columns(read)) == 2


def test_of_very_many_columns_two() -> None:
    wide = {f"c{j}": [str((i * (j + 3)) % 997) for i in range(ROWS)] for j in range(MOST_TOGETHER + 1)}
    assert len(columns_to_compare(table(**wide))) == 2


def test_identifiers_alone_are_better_than_nothing() -> None:
    assert columns_to_compare(table(id=UNEVEN)) == ("id",)


@pytest.mark.parametrize("size", [1e-300, 1e-200, 1.0, 1e200, 1.7e308])
def test_columns_of_any_size_are_told_apart_and_told_alike(size: float) -> None:
    one, other = np.random.default_rng(0).uniform(-1, 1, (2, 40))
    read = table(
        **{
            "income": [repr(float(value * size)) for value in one],
            "in dollars": [f"{value:.3f}" for value in one * 900 + 32],
            "score": [f"{value:.1f}" for value in other * 50],
        }
    )
    assert columns_to_compare(read) == ("income", "score")


def _coded(words: list[str], codes: list[str], beside: str) -> tuple[str, ...]:
    turns = [i * i % len(words) for i in range(ROWS)]
    columns = {
        "code": [codes[i] for i in turns],
        beside: [words[i] for i in turns],
        "age": AGES,
        "sales": SALES,
    }
    return columns_to_compare(table(**columns))


@pytest.mark.parametrize(
    ("words", "codes"), [(["Both", "Male", "Female"], ["-", "1", "2"]), (["Bern", "Basel"], ["0", "1"])]
)
def test_a_number_for_each_word_beside_it_is_a_code(words: list[str], codes: list[str]) -> None:
    assert _coded(words, codes, "label") == ("age", "sales")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["Never", "Sometimes", "Always"], ["1", "2", "3"]),  # how much, in words and as a number
        (["Bern", "Basel"], ["2", "7"]),  # amounts do not go on from 0 or 1
        (["Bern", "Bern"], ["1", "2"]),
    ],
)
def test_a_number_that_says_how_much_is_none(words: list[str], codes: list[str]) -> None:
    assert _coded(words, codes, "label") == ("code", "age", "sales")


@pytest.mark.parametrize("name", ["Record Type", "houseType", "tipo", "sc-status", "Konto"])
def test_a_few_numbers_that_stand_for_kinds_are_codes(name: str) -> None:
    read = table(
        **{"town": ["x"] * ROWS, name: [str(i % 2) for i in range(ROWS)], "age": AGES, "sales": SALES}
    )
    assert columns_to_compare(read) == ("age", "sales")


def test_next_come_those_that_make_sense_then_those_that_were_left_out_for_what_they_are_beside_others() -> (
    None
):
    parts = RNG.integers(10, 90, (ROWS, 2))
    read = table(
        id=UNEVEN,
        year=[str(1990 + i % 9) for i in range(ROWS)],
        age=AGES,
        sales=SALES,
        first=[str(value) for value in parts[:, 0]],
        second=[str(value) for value in parts[:, 1]],
        total=[str(value) for value in parts.sum(axis=1)],
    )
    assert set(worth_trying(read, ["age", "sales"])[:2]) == {"first", "second"}
    assert set(worth_trying(read, ["age", "sales"])[2:]) == {"year", "total"}
    assert set(worth_trying(read, columns_to_compare(read))) == {"year", "total"}
    assert worth_trying(read, [*columns_to_compare(read), "year", "total"]) == []


def test_no_identifier_or_code_is_worth_trying() -> None:
    read = table(
        customerId=UNEVEN,
        sex=["Male" if i % 3 else "Female" for i in range(ROWS)],
        code=[str(1 + (i % 3 == 0)) for i in range(ROWS)],
        age=AGES,
        sales=SALES,
    )
    assert worth_trying(read, columns_to_compare(read)) == []
    assert worth_trying(read, ["age"]) == ["sales"]


def test_nothing_that_repeats_what_is_compared_is_worth_trying() -> None:
    celsius = [round(float(value), 1) for value in RNG.uniform(-5, 30, ROWS)]
    read = table(
        celsius=[f"{value}" for value in celsius],
        fahrenheit=[f"{value * 1.8 + 32:.1f}" for value in celsius],
        age=AGES,
    )
    assert worth_trying(read, ["celsius", "age"]) == worth_trying(read, ["fahrenheit", "age"]) == []
    assert worth_trying(read, ["age"]) == ["celsius"]


def test_what_would_cost_most_rows_is_not_worth_trying() -> None:
    read = table(
        debit=["" if i % 3 else SALES[i] for i in range(ROWS)],
        credit=[SALES[i] if i % 3 else "" for i in range(ROWS)],
        age=["" if i % 4 == 1 else AGES[i] for i in range(ROWS)],
    )
    assert worth_trying(read, ["credit"]) == ["age"] == worth_trying(read, ["debit"])


def test_of_very_many_columns_those_that_tell_rows_apart_best_are_next() -> None:
    wide = {f"c{j}": [str((i * (j + 3)) % 997) for i in range(ROWS)] for j in range(MOST_TOGETHER + 9)}
    read = table(id=UNEVEN, **wide)
    found = worth_trying(read, columns_to_compare(read))
    assert 3 < len(found) <= MOST_TOGETHER and "id" not in found
    assert worth_trying(read, list(wide)) == []  # nobody looks for one more


@pytest.mark.parametrize(
    "again",
    [
        lambda answer: answer,  # a copy
        lambda answer: 6 - answer,  # the same, counted from the other end
        lambda answer: 25 * (answer - 1),  # in percent
        lambda answer: answer / 5,
    ],
)
@pytest.mark.parametrize("rows", [12, 200, 6_000])
def test_a_copy_of_few_steps_is_compared_once(again: Callable[[int], float], rows: int) -> None:
    first = RNG.integers(1, 6, rows).tolist()
    other = RNG.integers(1, 6, rows).tolist()
    read = table(
        q1=list(map(str, first)), q2=list(map(str, other)), copy=[f"{again(answer):g}" for answer in first]
    )
    assert make_sense(read).compare == ("q1", "q2")
    assert make_sense(read).why_not == {"copy": "says what another column says"}


def test_a_copy_with_the_same_gaps_is_compared_once() -> None:
    first = ["" if i % 9 == 0 else str(answer) for i, answer in enumerate(RNG.integers(1, 6, 60))]
    other = list(map(str, RNG.integers(1, 6, 60)))
    assert make_sense(table(q1=first, q2=other, copy=first)).compare == ("q1", "q2")


@pytest.mark.parametrize("rows", [8, 12, 30])
def test_what_is_equal_by_chance_of_few_rows_is_two_columns(rows: int) -> None:
    rare = ["1" if i == 3 else "0" for i in range(rows)]
    other = list(map(str, RNG.integers(1, 6, rows)))
    assert make_sense(table(smokes=rare, q=other, drinks=rare)).compare == ("smokes", "q", "drinks")


def test_one_answer_that_differs_makes_two_columns() -> None:
    first = list(map(str, RNG.integers(1, 6, 400)))
    other = list(map(str, RNG.integers(1, 6, 400)))
    nearly = [*first[:7], "2" if first[7] != "2" else "3", *first[8:]]
    assert make_sense(table(q1=first, q2=other, q3=nearly)).compare == ("q1", "q2", "q3")
