"""Rows that stand alone, and what is said of what was left out."""

from __future__ import annotations

import numpy as np
import pytest

from study import decisions
from study.profiles import make_profiles
from study.text import isolated
from tables import read_table


def test_a_row_that_makes_a_group_of_its_own_is_named_by_its_farthest_column() -> None:
    values = np.array([[20, 30], [30, 31], [25, 29], [35, 33], [26, 9900.0], [22, 28]])
    labels = np.array([0, 0, 0, 0, 1, 0])
    (found,) = decisions.rows_alone(values, labels, 2)
    assert found == decisions.Alone(4, 1)
    table = read_table(
        b"age,income\n" + b"".join(b"%d,%d\n" % (a, b) for a, b in values.astype(int).tolist()), "t.csv"
    )
    columns = make_profiles(table, ("age", "income"), labels, np.array([[26, 30], [26, 9900.0]])).counting
    assert decisions.row_alone_in_words(found, "Row 17", values, columns) == (
        "Row 17 makes a group of its own: “\u2068income\u2069” is 9,900 there, and 28 to 33 in the other rows."
    )


def test_the_headline_leads_with_the_rows_that_stand_alone() -> None:
    def said(*called: str, may: bool = True) -> str:
        return decisions.headline_of_alone(called, "Your 200 rows", may)

    assert said("Line 18") == "Line 18 stands alone among your 200 rows. Set it aside, then count groups."
    assert said("Line 18", "Line 40") == (
        "Line 18 and line 40 stand alone among your 200 rows. Set them aside, then count groups."
    )
    assert said("Line 1,018", "Line 40", "Line 7").startswith("Line 1,018, line 40 and line 7 stand alone")
    assert said("Line 18", may=False) == "Line 18 stands alone among your 200 rows."
    named = said(f"{isolated('Eva')} (line 18)", f"{isolated('Lea')} (line 40)")
    assert named.startswith("\u2068Eva\u2069 (line 18) and \u2068Lea\u2069 (line 40) stand alone")


def test_a_row_is_in_company_or_not() -> None:
    labels = np.array([0, 1, 1, 2])
    assert [decisions.is_in_company(labels, row) for row in range(4)] == [False, True, True, False]


def test_groups_of_one_are_no_news_where_rows_are_few_or_groups_many() -> None:
    few = np.arange(4.0)[:, np.newaxis]
    assert decisions.rows_alone(few, np.arange(4), 4) == []
    nine = np.arange(9.0)[:, np.newaxis]
    assert decisions.rows_alone(nine, np.array([0, 1, 2, 3, 4, 4, 4, 4, 4]), 5) == []
    assert len(decisions.rows_alone(nine, np.array([0, 1, 2, 4, 4, 3, 3, 4, 4]), 5)) == 3
    assert decisions.rows_alone(np.zeros((6, 1)), np.zeros(6, dtype=int), 1) == []


def test_a_column_in_which_all_others_are_alike_is_the_one() -> None:
    values = np.column_stack([np.arange(6.0), [1, 1, 1, 1, 1, 2]])
    assert decisions.rows_alone(values, np.array([0, 0, 0, 0, 0, 1]), 2) == [decisions.Alone(5, 1)]


@pytest.mark.parametrize(
    ("lacks", "missing", "aside", "said"),
    [
        ({"age": 0}, 0, 0, "Your 100 rows"),
        ({"age": 0, "income": 100}, 100, 0, "Your 100 of 200 rows (100 have no “income”)"),
        ({"age": 1, "income": 9}, 9, 0, "Your 100 of 109 rows (1 has no “age”, 9 have no “income”)"),
        ({"a": 1, "b": 1, "c": 1}, 2, 0, "Your 100 of 102 rows (2 have a value missing)"),
        ({"age": 0}, 0, 1, "Your 100 of 101 rows (1 set aside)"),
        ({"age": 1200}, 1200, 3, "Your 100 of 1,303 rows (1,200 have no “age”, 3 set aside)"),
    ],
)
def test_the_rows_that_are_compared_and_why_others_are_not(
    lacks: dict[str, int], missing: int, aside: int, said: str
) -> None:
    words = decisions.rows_in_words("Your", 100, "rows", lacks, missing, aside)
    assert words.replace("\u2068", "").replace("\u2069", "") == said


def test_the_rows_that_were_asked_for_are_told() -> None:
    def told(lacks: dict[str, int], aside: int, gone: int) -> str:
        return decisions.rows_in_words(
            "Your",
            120,
            "rows",
            lacks,
            sum(lacks.values()),
            aside,
            asked="“country” is “Peru”",
            not_asked=gone,
        )

    assert told({"age": 0}, 0, 80) == "Your 120 of 200 rows (“country” is “Peru”)"
    assert told({"age": 0}, 0, 0) == "Your 120 of 120 rows (“country” is “Peru”)"
    words = "Your 120 of 206 rows (“country” is “Peru”, 2 have no “age”, 4 set aside)"
    assert told({"age": 2}, 4, 80).replace("\u2068", "").replace("\u2069", "") == words


def test_what_was_filled_in_is_counted() -> None:
    assert decisions.rows_in_words("Your", 9, "rows", {"a": 0}, 0, 0, 1) == (
        "Your 9 rows (1 missing number filled in by the median)"
    )
    assert decisions.rows_in_words("Your", 9, "rows", {"a": 2}, 2, 0, 12).endswith(
        ", 12 missing numbers filled in by the median)"
    )


def test_a_row_alone_by_its_values_together_is_not_blamed_on_one_column() -> None:
    values = np.array([[0.0, 0], [0, 0], [0, 1], [1, 1], [1, 1], [1, 0]])
    (found,) = decisions.rows_alone(values, np.array([0, 0, 0, 0, 0, 1]), 2)
    assert found == decisions.Alone(5, None)
    assert decisions.row_alone_in_words(found, "Line 7", values, []) == (
        "Line 7 makes a group of its own: each of its values lies among those of the other rows, but no other row is near to it in all."
    )
