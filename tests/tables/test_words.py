"""Columns of words that can be compared."""

from __future__ import annotations

import numpy as np
import pytest

from tables import Choices, Table, Topic, columns_to_compare, count_words, count_words_alike, read_table
from tables.values.scales import levels_of
from tables.words import words_that_come_again


def counted(text: str, **choices: object) -> Table:
    chosen = Choices(**choices)  # type: ignore[arg-type]
    return count_words(read_table(text.encode(), "t.csv", chosen), chosen)


@pytest.mark.parametrize(
    ("answers", "levels"),
    [
        (["Never", "rarely", "Sometimes", "often", "Always"], [1, 2, 3, 4, 5]),
        (["Strongly disagree", "Neutral", "Agree", "Strongly agree"], [1, 3, 4, 5]),
        (["sehr wichtig", "wichtig", "eher unwichtig"], []),
        (["sehr wichtig", "wichtig", "kaum", "überhaupt nicht wichtig"], [5, 4, 2, 1]),
        (["stimme gar nicht zu", "teils/teils", "stimme voll und ganz zu"], [1, 3, 5]),
        (["Tout à fait d’accord", "Plutôt d’accord", "Pas d’accord"], [5, 4, 2]),
        (["Muy importante", "Importante", "Poco importante"], [5, 4, 2]),
        (["1 - very bad", "2 - bad", "5 - very good"], [1, 2, 5]),
        (["Very satisfied", "dissatisfied", "don't know"], [5, 2, None]),
        (["yes", "No"], [1, 0]),
        (["Ja", "Nein", "keine Angabe"], [1, 0, None]),
        (["low", "medium", "high"], [2, 3, 4]),
        # The longest of several beginnings counts
        (["not important", "not at all important", "important", "very important"], [2, 1, 4, 5]),
        (["eher nicht wichtig", "sehr wichtig", "wichtig"], [2, 5, 4]),
        (["not at all", "not", "very"], [1, 2, 5]),
        (["red", "green", "blue"], []),
        (["very red", "green"], []),
        (["Ulm", "Jena"], []),
        (["yes"], []),
    ],
)
def test_what_answers_count_as(answers: list[str], levels: list[float | None]) -> None:
    assert list(levels_of(answers).values()) == levels


SURVEY = "town,trust,member,age\n" + "".join(
    f"{('Ulm', 'Bonn', 'Jena')[i % 3]},{('never', 'often', 'always', '')[i % 4]},{('yes', 'no')[i % 2]},{20 + i * 7 % 40}\n"
    for i in range(24)
)


def test_answers_are_numbers_and_said_and_categories_are_not_beside_them() -> None:
    table = counted(SURVEY)
    np.testing.assert_array_equal(table.frame["trust"].head(4), [1, 4, 5, np.nan])
    assert table.frame["member"].head(2).tolist() == [1, 0]
    assert columns_to_compare(table) == ("trust", "member", "age")
    said = [line.words.replace("\u2068", "").replace("\u2069", "") for line in table.receipt.on(Topic.WORDS)]
    assert said[0] == "Column “trust” counts as “never” = 1, “often” = 4, “always” = 5." and len(said) == 2
    assert list(table.frame) == ["town", "trust", "member", "age"]


def test_the_user_says_in_which_order_answers_count_or_that_they_do_not() -> None:
    table = counted(SURVEY, word_orders={"town": ("Jena", "Ulm"), "trust": (), "age": ()})
    np.testing.assert_array_equal(table.frame["town"].head(3), [2, np.nan, 1])
    assert table.column("trust").kind == "text" and table.column("age").reason
    assert columns_to_compare(table) == ("town", "member")


def test_a_table_of_nothing_but_words_is_compared_by_its_categories() -> None:
    table = counted(
        "name,town,kind\n"
        + "".join(f"n{i},{('Ulm', 'Bonn', 'Jena')[i % 3]},{'ab'[i % 2]}\n" for i in range(12))
    )
    assert columns_to_compare(table) == ("town = Ulm", "town = Bonn", "town = Jena", "kind = a")
    assert table.frame["town = Bonn"].tolist() == [0, 1, 0] * 4


@pytest.mark.parametrize(
    ("words", "comes_again"),
    [
        ("aabb", True),  # each in two rows on average: just enough
        ("aaab", True),
        ("aabbc", False),
        ("aab", False),
        ("aabb---", True),  # empty cells count for nothing
        ("aabc---", False),
    ],
)
def test_words_come_again_where_each_is_in_two_rows_on_average(words: str, comes_again: bool) -> None:
    rows = "".join(f"{word.strip('-')},{i}\n" for i, word in enumerate(words))
    table = read_table(f"town,x\n{rows}".encode(), "t.csv")
    assert words_that_come_again(table) == ["town"] * comes_again


def test_words_that_name_the_rows_are_no_categories() -> None:
    assert columns_to_compare(counted("name,color\nAnn,red\nBo,blue\nCy,green\n")) == ()


def test_the_words_of_the_file_are_kept_beside_what_they_count_as() -> None:
    table = counted(SURVEY)
    assert table.in_words(table.frame[2:4])["trust"].tolist()[0] == "always"
    assert table.in_words(table.frame)["trust"].isna().sum() == 6
    kinds = counted(
        "town,kind\n" + "".join(f"{('Ulm', 'Bonn', 'Jena')[i % 3]},{'ab'[i % 2]}\n" for i in range(12))
    )
    assert (
        list(kinds.in_words(kinds.frame, ["kind = a"])) == ["town", "kind", "kind = a"] and kinds.width == 2
    )


def test_an_order_is_found_in_capitals_or_not() -> None:
    table = counted(SURVEY, word_orders={"trust": ("Always", " OFTEN", "never")})
    np.testing.assert_array_equal(table.frame["trust"].head(4), [3, 2, 1, np.nan])
    none = counted(SURVEY, word_orders={"trust": ("red", "blue")})
    assert none.column("trust").reason == "It holds none of the answers that count."


def test_words_of_another_table_count_alike() -> None:
    levels = {"never": 1.0, "often": 4.0, "always": 5.0}
    more = read_table(b"trust,town\nSometimes,Ulm\nnever,Rom\nweekly,Ulm\n", "t.csv")
    alike = count_words_alike(more, {"trust": levels}, {"town = Ulm": ("town", "Ulm")})
    # One that is of no scale takes the others' scale away, not what was known
    np.testing.assert_array_equal(alike.frame["trust"], [np.nan, 1, np.nan])
    assert alike.frame["town = Ulm"].tolist() == [1, 0, 1]
    same = read_table(b"trust,town\nSometimes,Ulm\nnever,Rom\n", "t.csv")
    assert count_words_alike(same, {"trust": levels}, {}).frame["trust"].tolist() == [3, 1]
    by_hand = count_words_alike(same, {"trust": {"never": 2.0, "sometimes": 7.0}}, {})
    assert by_hand.frame["trust"].tolist() == [7, 2]


def test_an_order_without_any_answer_of_the_column_is_told_to_be_one() -> None:
    table = counted(SURVEY, word_orders={"town": ("Yena", "Olm")})
    (said,) = (line.words for line in table.receipt.on(Topic.WORDS) if "town" in line.words)
    assert said.endswith(
        " counts as nothing: it holds none of its answers."
    ) and "town" not in columns_to_compare(table)


def test_columns_may_be_called_as_they_like() -> None:
    table = counted(SURVEY.replace("trust", "self").replace("member", "axis"))
    assert columns_to_compare(table) == ("self", "axis", "age")
