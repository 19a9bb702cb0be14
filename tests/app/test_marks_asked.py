"""Whether 201.839 is a fraction or a thousand is asked where the file does not tell, and the answer is one press."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from study.choices_in_link import choices_from_link
from tests.app.sent import sound
from tests.app.your_data_page import dropped

CARS = "car;km;miles\n" + "".join(f"n{i};{201 + 3 * i}.{839 - i};{101 + 2 * i}.{411 + i}\n" for i in range(8))


def questions(app: AppTest) -> list[str]:
    return [each.value for each in app.markdown if "The file does not tell" in each.value]


def first(app: AppTest) -> float:
    return float(app.dataframe[0].value["km"].iloc[0])


@pytest.mark.parametrize(
    ("answer", "mark", "number"), [("part_thousands", ",", 201839), ("mark_fractions", ".", 201.839)]
)
def test_one_press_answers_and_the_link_remembers(answer: str, mark: str, number: float) -> None:
    app = dropped("cars.csv", CARS)
    assert first(app) == 201.839
    assert (
        len(questions(app)) == 1
        and "Does 201.839 mean 201839, in “⁨km⁩” and 1 more column?" in questions(app)[0]
    )
    sound(app.button(key=answer).click().run())
    assert first(app) == number and not questions(app)
    choices = choices_from_link("".join(app.query_params["read"]))
    assert choices is not None and choices.decimal == mark
    sound(app.button(key="undo_change").click().run())
    assert first(app) == 201.839 and len(questions(app)) == 1


@pytest.mark.parametrize(
    ("answer", "mark", "number"), [("part_thousands", ",", 1234), ("mark_fractions", ".", 1.234)]
)
def test_the_answer_is_for_the_columns_asked_about_and_leaves_the_others_as_they_are(
    answer: str, mark: str, number: float
) -> None:
    marked = "n;a;b;km\n" + "".join(
        f"n{i};{i}.5;{i},25;{'1.234' if i == 0 else f'1.{i}45'}\n" for i in range(6)
    )
    app = dropped("both.csv", marked)
    assert len(questions(app)) == 1 and "in “⁨km⁩”" in questions(app)[0]
    before = app.dataframe[0].value
    sound(app.button(key=answer).click().run())
    now = app.dataframe[0].value
    assert first(app) == number and not questions(app)
    assert now["a"].tolist() == before["a"].tolist() and now["b"].tolist() == before["b"].tolist()
    choices = choices_from_link("".join(app.query_params["read"]))
    assert choices is not None and choices.decimal is None and choices.column_decimals == {"km": mark}


@pytest.mark.parametrize(
    "text",
    [
        CARS.replace("201.839", "201.83"),  # the file tells: it is a fraction
        CARS.replace("101.411", "1.101.411"),  # and here it is a thousand
        CARS.replace(".", ",").replace(";", "\t"),  # read as thousands, as most people write them
    ],
)
def test_no_question_where_the_file_tells(text: str) -> None:
    assert not questions(dropped("cars.csv", text))
