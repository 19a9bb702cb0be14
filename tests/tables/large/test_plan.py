"""What the top of a large file says about all of it."""

from __future__ import annotations

import pytest

from tables import Choices
from tables.large.plan import Plan, make_plan, simpler
from tables.model import Dialect
from tables.receipt import Receipt

COMMA = Dialect(",")
ROWS = "".join(f"n{i},{i / 4},{i},2024-01-{1 + i % 28:02},€{i}.50\n" for i in range(2000))
HEAD = "name,x,n,day,price\n"


def plan_of(text: str, dialect: Dialect = COMMA, choices: Choices | None = None) -> Plan | None:
    return make_plan(text, dialect, choices or Choices(), Receipt())


def test_each_column_has_its_way() -> None:
    plan = plan_of(HEAD + ROWS)
    assert plan is not None
    assert plan.names == ["name", "x", "n", "day", "price"]
    assert plan.routes == ["words", "number", "number", "date", "study"]
    assert (plan.width, plan.header_lines, plan.first_line) == (5, (1,), 2)
    assert plan.whole == [True, False, True, True, False]
    assert list(plan.date_formats) == [3]
    assert plan.decimal == "." and not plan.spaced


@pytest.mark.parametrize("choices", [Choices(decimal="."), Choices(missing_codes=("99",))])
def test_what_was_chosen_about_numbers_is_looked_up_with_care(choices: Choices) -> None:
    plan = plan_of(HEAD + ROWS, choices=choices)
    assert plan is not None and "number" not in plan.routes


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        (HEAD + ROWS, Dialect(",", runs=True)),
        (HEAD + ROWS, Dialect(",", single=True)),
        (HEAD + ROWS, Dialect("||")),
        (HEAD + ROWS, Dialect("¦")),
        (HEAD + ROWS, Dialect(",", escapechar="\\")),
        (HEAD + ROWS[:500], COMMA),  # too few rows
        (f"sep=,\n{HEAD}{ROWS}", COMMA),
    ],
)
def test_what_the_c_parser_cannot_be_told_has_no_plan(text: str, dialect: Dialect) -> None:
    assert plan_of(text, dialect) is None


def test_an_end_within_the_top_has_no_plan() -> None:
    assert plan_of(HEAD + ROWS, choices=Choices(last_row=50)) is None


@pytest.mark.parametrize(
    ("text", "dialect", "simple", "delimiter"),
    [
        ("a||b\n1||2\n", Dialect("||"), "a\x1fb\n1\x1f2\n", "\x1f"),
        ("  a   b \n 1 \t 2\n", Dialect(" ", runs=True), "a b\n1 2\n", " "),
        ('a,"b \\"c\\""\n', Dialect(",", escapechar="\\"), 'a,"b ""c"""\n', ","),
        ("a\n1\n", Dialect(",", single=True), "a\n1\n", "\x1f"),
        ('"a"||b\n', Dialect("||"), '"a"||b\n', "||"),  # quotes: as it is
        ("a,b\n", COMMA, "a,b\n", ","),
    ],
)
def test_written_so_that_the_c_parser_reads_it(
    text: str, dialect: Dialect, simple: str, delimiter: str
) -> None:
    written, told = simpler(text, dialect)
    assert (written, told.delimiter) == (simple, delimiter)
    if written != text:
        assert not (told.runs or told.escapechar)
