"""Which word it is, where one word decides how all letters are read, is asked; the answer is one press, and can be undone."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from study.choices_in_link import choices_from_link
from tests.app.sent import sound
from tests.app.your_data_page import dropped

ROWS = "".join(f"Town {i};{10 + i * i % 7};{3 + i * 5 % 11}\n" for i in range(9))


def towns(*words: str) -> str:
    return "name;a;b\n" + "".join(f"{word};4;5\n" for word in words) + ROWS


def questions(app: AppTest) -> list[str]:
    return [each.value for each in app.markdown if "No other word in the file tells" in each.value]


def first(app: AppTest) -> str:
    return str(app.dataframe[0].value["name"].iloc[0])


@pytest.mark.parametrize(
    ("word", "encoding"), [("Jūrmala", "cp1257"), ("Rēzekne", "cp1257"), ("Tiranë", "cp1252")]
)
def test_one_press_answers_is_remembered_and_undone(word: str, encoding: str) -> None:
    app = dropped("towns.csv", towns(word).encode(encoding))
    read = first(app)
    assert read != word and len(questions(app)) == 1
    assert f"Is it “\u2068{read}\u2069”" in questions(app)[0] and f"“\u2068{word}\u2069”" in questions(app)[0]
    sound(app.button(key=f"letters_{encoding}").click().run())
    assert first(app) == word and not questions(app) and not app.error
    choices = choices_from_link("".join(app.query_params["read"]))
    assert choices is not None and choices.encoding == encoding
    sound(app.button(key="undo_change").click().run())
    assert first(app) == read and len(questions(app)) == 1


def test_what_was_read_may_be_right() -> None:
    app = dropped("towns.csv", towns("Klaipėda").encode("cp1257"))
    assert first(app) == "Klaipėda"
    sound(app.button(key="letters_cp1257").click().run())
    assert first(app) == "Klaipėda" and not questions(app)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (["Größe"], "cp1252"),
        (["Noël"], "cp1252"),
        (["Jūrmala", "Rēzekne", "Rīga"], "cp1257"),
        (["Jūrmala"], "utf-8"),
        (["Gdańsk"], "cp1250"),
        (["Омск"], "cp1251"),
    ],
)
def test_no_question_where_it_is_certain(words: list[str], encoding: str) -> None:
    app = dropped("towns.csv", towns(*words).encode(encoding))
    assert first(app) == words[0] and not questions(app)
