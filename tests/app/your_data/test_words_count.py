"""A survey of nothing but answers in words makes groups, and what they count as can be changed."""

from __future__ import annotations

from tests.app.sent import sound
from tests.app.your_data_page import choice, dropped, has_groups, words

ANSWERS = ("never", "sometimes", "often", "always")
SURVEY = "How often do you walk?,And by bus?,town\n" + "".join(
    f"{ANSWERS[i % 4]},{ANSWERS[(i // 4 + i) % 4]},{('Ulm', 'Bonn')[i % 2]}\n" for i in range(40)
)


def test_a_survey_in_words_makes_groups() -> None:
    app = dropped("survey.csv", SURVEY, into="2")
    assert has_groups(app) and "counts as" in words(app)
    assert app.selectbox(key="across").value == "How often do you walk?"


def test_what_answers_count_as_can_be_changed_and_undone() -> None:
    app = dropped("survey.csv", SURVEY, into="2")
    choice(app, "selectbox", "word_column").set_value("town").run()
    choice(app, "text_area", "word_order_2").set_value("Ulm\nBonn").run()
    assert "town" in sound(app).selectbox(key="across").options
    app.button(key="undo_change").click().run()
    assert "town" not in sound(app).selectbox(key="across").options and has_groups(app)


def test_an_order_is_asked_for_where_there_are_answers_only() -> None:
    table = "\n".join(
        ["name,size,mood", *(f"P{i},{i * 7 % 23},{('glum', 'merry')[i % 2]}" for i in range(30))]
    )
    app = dropped("moods.csv", table, into="2")
    assert choice(app, "selectbox", "word_column").options == ["size", "mood"]
    choice(app, "selectbox", "word_column").set_value("size").run()
    assert not [each for each in app.text_area if str(each.key).startswith("choice_word_order")]
    choice(app, "selectbox", "word_column").set_value("mood").run()
    assert choice(app, "text_area", "word_order_1").value == ""
