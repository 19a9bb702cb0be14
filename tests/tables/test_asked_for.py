"""Rows that somebody asked for."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tables import Choices, Table, TableError, Topic, as_said, numeric_columns, read_table, write_back
from tables.asked_for import can_ask_for, what_all_have

TEXT = """country;age;day;name
Peru;20;2024-01-05;A
Chile;31,5;2024-02-01;B
Peru;;2024-03-09;C
Ghana;44;;D
Chile;60;2024-02-28;E
Peru;61;2024-04-01;F
"""


def asked(text: str = TEXT, **choices: Any) -> Table:
    chosen = Choices(**choices)
    return as_said(read_table(text.encode(), "t.csv", chosen), chosen)


@pytest.mark.parametrize(
    ("choices", "names", "said"),
    [
        ({"only_words": {"country": ("Peru",)}}, "ACF", "“country” is “Peru”"),
        ({"only_words": {"country": ("Peru", "Ghana")}}, "ACDF", "“country” is “Peru” or “Ghana”"),
        ({"only_words": {"name": tuple("ABC")}}, "ABC", "“name” is “A”, “B” or “C”"),
        ({"only_words": {"name": tuple("ABCD")}}, "ABCD", "“name” is “A”, “B”, “C” or “D”"),
        ({"only_words": {"name": tuple("ABCDE")}}, "ABCDE", "“name” is “A”, “B”, “C” or 2 others"),
        ({"only_words": {"name": (*"ABCDE", "G")}}, "ABCDE", "“name” is “A”, “B”, “C” or 3 others"),
        ({"only_between": {"age": (31.5, 60)}}, "BDE", "“age” is 31.5 to 60"),
        ({"only_between": {"age": (44, None)}}, "DEF", "“age” is 44 or more"),
        ({"only_between": {"age": (0, 0)}, "only_words": {"nobody": ("x",)}}, "", ""),
        ({"only_between": {"day": ("2024-02-01", "2024-02-28")}}, "BE", "“day” is 2024-02-01 to 2024-02-28"),
        ({"only_between": {"day": (None, "2024-02-01")}}, "AB", "“day” is 2024-02-01 or earlier"),
        (
            {"only_words": {"country": ("Peru",)}, "only_between": {"age": (None, 60)}},
            "A",
            "“country” is “Peru” and “age” is 60 or less",
        ),
    ],
)
def test_only_the_rows_that_were_asked_for_are_left_and_the_receipt_says_so(
    choices: dict[str, Any], names: str, said: str
) -> None:
    if not names:
        with pytest.raises(TableError, match=r"No row is left: in none “.age.” is 0 to 0\."):
            asked(**choices)
        return
    table = asked(**choices)
    assert "".join(table.frame["name"]) == names
    assert table.row_numbers.tolist() == ["ABCDEF".index(name) + 2 for name in names]
    (line,) = table.receipt.on(Topic.ASKED_FOR)
    assert line.count == 6 - len(names)
    plain = line.words.replace("\u2068", "").replace("\u2069", "")
    assert plain.endswith(f" of 6: you asked for those in which {said}.")


@pytest.mark.parametrize(
    "choices",
    [
        {"only_words": {"town": ("Peru",)}},  # another table
        {"only_words": {"age": ("20",)}},  # a column of numbers has no words
        {"only_between": {"country": (1, 2)}},
        {"only_between": {"age": ("2024-01-01", None)}},
        {"only_between": {"day": (3, None)}},
        {"only_between": {"age": (None, None)}},
    ],
)
def test_what_the_table_cannot_answer_asks_for_nothing(choices: dict[str, Any]) -> None:
    table = asked(**choices)
    assert len(table.frame) == 6 and not table.receipt.on(Topic.ASKED_FOR) and not table.of_all


def test_what_is_known_of_a_column_is_of_the_rows_that_are_left() -> None:
    table = asked(only_words={"country": ("Peru",)})
    age = table.column("age")
    assert (age.n_missing, age.n_distinct, age.reason) == (1, 2, None)
    alone = asked(only_words={"name": ("A", "C")})
    assert alone.column("age").reason == "It holds the same number in every row."
    assert numeric_columns(alone) == []
    assert asked(only_between={"age": (20, 20)}).column("country").n_distinct == 1


def test_what_all_rows_have_is_still_offered() -> None:
    table = asked(only_words={"country": ("Peru",)}, only_between={"age": (61, None)})
    assert what_all_have(table, "country") == ("Chile", "Ghana", "Peru") and can_ask_for(table, "country")
    assert what_all_have(table, "age") == (20, 61) and can_ask_for(table, "age")
    whole = asked()
    assert what_all_have(whole, "day") == ("2024-01-05", "2024-04-01")
    assert all(can_ask_for(whole, column.name) for column in whole.columns)
    assert not can_ask_for(asked("a;b\n1;x\n1;x\n"), "a") and not can_ask_for(asked("a;b\n1;x\n1;x\n"), "b")


def test_answers_that_count_are_asked_for_by_their_words() -> None:
    rows = "".join(f"{('never', 'often', 'always')[i % 3]};{i}\n" for i in range(9))
    table = asked(f"walks;n\n{rows}", only_words={"walks": ("never", "always")})
    assert set(table.frame["walks"]) == {1.0, 5.0} and what_all_have(table, "walks") == (
        "always",
        "never",
        "often",
    )


@given(
    st.lists(st.sampled_from("abc"), min_size=2, max_size=30), st.sets(st.sampled_from("abcd"), min_size=1)
)
def test_all_rows_go_home_and_those_not_asked_for_have_no_group(kinds: list[str], wanted: set[str]) -> None:
    text = "kind;n\n" + "".join(f"{kind};{i}\n" for i, kind in enumerate(kinds))
    if not wanted & set(kinds):
        with pytest.raises(TableError):
            asked(text, only_words={"kind": tuple(wanted)})
        return
    table = asked(text, only_words={"kind": tuple(wanted)})
    home = write_back(table, {"group": [1] * len(table.frame)}).decode().split()
    assert home == [
        "kind;n;group",
        *(f"{kind};{i};{'1' if kind in wanted else ''}" for i, kind in enumerate(kinds)),
    ]
    assert Counter(line.count(";") for line in home) == {2: len(home)}


def test_rows_left_out_at_the_end_go_home_with_as_many_cells() -> None:
    table = asked("a;b\n1;2\n3;4\n5;7\n", rows_left_out=(4,))
    assert write_back(table, {"group": [1, 2]}).decode().split() == ["a;b;group", "1;2;1", "3;4;2", "5;7;"]
