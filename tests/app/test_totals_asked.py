"""A row that may be a total is asked about, and the answer is one press."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from study.choices_in_link import choices_from_link
from tests.app.sent import sound
from tests.app.your_data_page import dropped

OIL = "company,price,stores\nShell,1.9,61\nBP,1.8,40\nEsso,1.75,33\nJet,1.6,12\nTotal,1.7,22\n"


def rows(app: AppTest) -> int:
    return len(app.dataframe[0].value)


def questions(app: AppTest) -> list[str]:
    return [each.value for each in app.markdown if "a total of the other rows?" in each.value]


@pytest.mark.parametrize(
    ("answer", "left", "choice"), [("rows_left_out_6", 4, "rows_left_out"), ("rows_kept_6", 5, "rows_kept")]
)
def test_one_press_answers_and_the_link_remembers(answer: str, left: int, choice: str) -> None:
    app = dropped("oil.csv", OIL)
    assert rows(app) == 5
    assert len(questions(app)) == 1 and "Is line 6 a total" in questions(app)[0]
    sound(app.button(key=answer).click().run())
    assert rows(app) == left and not questions(app)
    linked = "".join(app.query_params["read"])
    choices = choices_from_link(linked)
    assert choices is not None and getattr(choices, choice) == (6,)
    # Somebody who opens the link with the same file sees the same
    other = dropped("oil.csv", OIL, read=linked)
    assert rows(other) == left and not questions(other)


def test_who_kept_it_may_be_asked_again() -> None:
    app = dropped("oil.csv", OIL)
    sound(app.button(key="rows_kept_6").click().run())
    sound(app.button(key="ask_again").click().run())
    assert len(questions(app)) == 1


def test_no_question_where_the_numbers_prove_it() -> None:
    app = dropped("oil.csv", OIL.replace("Total,1.7,22", "Total,7.05,146"))
    assert rows(app) == 4 and not questions(app)


def test_rows_left_out_can_be_taken_back_by_who_opens_the_link_and_has_nothing_to_undo() -> None:
    app = dropped("oil.csv", OIL)
    assert "rows_back" not in {each.key for each in app.button}
    sound(app.button(key="rows_left_out_6").click().run())
    other = dropped("oil.csv", OIL, read="".join(app.query_params["read"]))
    assert rows(other) == 4 and "undo_change" not in {each.key for each in other.button}
    sound(other.button(key="rows_back").click().run())
    assert rows(other) == 5 and "rows_back" not in {each.key for each in other.button}
    sound(other.button(key="undo_change").click().run())
    assert rows(other) == 4
