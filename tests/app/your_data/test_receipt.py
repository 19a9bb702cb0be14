"""How a table was read, and every change to it."""

import pytest
from streamlit.testing.v1 import AppTest

from study.choices_in_link import choices_to_link
from tables import Choices
from tests.app.sent import sound
from tests.app.your_data_page import (
    GERMAN,
    PLAIN,
    TITLED,
    bare,
    button,
    choice,
    drop,
    dropped,
    has_groups,
    heads,
    opened,
    words,
    workbook,
)


def test_the_receipt_says_what_was_done() -> None:
    said = words(dropped("titled.csv", TITLED))
    for part in (
        "separated by commas",
        "UTF-8",
        "above the table",
        "Sales 2024",
        "below the table",
        "first row",
    ):
        assert part in said, part


def test_every_choice_is_applied_at_once() -> None:
    app = dropped("titled.csv", TITLED)
    choice(app, "number_input", "first_row").set_value(10).run()
    assert "30 rows" in heads(sound(app))[0] and "rows (with those of names) instead of" in words(app)
    app.button(key="take_change").click().run()
    assert "25 rows" in heads(sound(app))[0]
    app.button(key="undo_change").click().run()
    assert "30 rows" in heads(sound(app))[0]
    choice(app, "number_input", "first_row").set_value(10).run()
    app.button(key="leave_change").click().run()
    assert "30 rows" in heads(sound(app))[0] and choice(app, "number_input", "first_row").value is None
    choice(app, "number_input", "first_row").set_value(None).run()
    assert "30 rows" in heads(sound(app))[0]
    choice(app, "number_input", "last_row").set_value(35).run()
    assert "31 rows" in heads(sound(app))[0]
    choice(app, "number_input", "last_row").set_value(None).run()
    assert "30 rows" in heads(sound(app))[0]
    choice(app, "selectbox", "encoding").set_value("latin-1").run()
    assert "Latin-1" in words(sound(app)) or "latin-1" in words(app)
    choice(app, "selectbox", "header_rows").set_value(0).run()
    assert "Column 2" in app.selectbox(key="across").options or app.error
    choice(app, "selectbox", "header_rows").set_value(None).run()
    assert has_groups(sound(app))


def test_the_decimal_mark_can_be_switched() -> None:
    app = dropped("a.csv", "a;b\n" + "".join(f"{i % 4}.{100 + i};{i}\n" for i in range(20)))
    before = words(app)
    choice(app, "selectbox", "decimal").set_value(",").run()
    assert words(sound(app)) != before
    assert max(app.dataframe[0].value["a"]) > 1000
    choice(app, "selectbox", "decimal").set_value(".").run()
    assert max(app.dataframe[0].value["a"]) < 10


def test_a_code_for_no_value_is_offered_and_ticked() -> None:
    app = dropped("codes.csv", "a,b\n" + "".join(f"{i},{i * i}\n" for i in range(20)) + "-999,4\n")
    assert "-999 (1 cell)" in words(app)
    choice(app, "checkbox", "missing_-999").set_value(True).run()
    assert "20 rows in " in words(sound(app))
    assert "1 row left out: a number is missing" in [each.label for each in app.expander]
    choice(app, "checkbox", "missing_-999").set_value(False).run()
    assert "21 rows in " in words(sound(app))
    choice(app, "text_input", "missing_other").set_value("4").run()
    assert "18 rows in " in words(sound(app))


@pytest.mark.parametrize("written", ["-999", "-999.00"])
def test_a_code_that_would_count_is_asked_about_at_the_top(written: str) -> None:
    app = dropped(
        "codes.csv", "a,b,c\n" + "".join(f"{i},{i * i},{i % 3}\n" for i in range(20)) + f"{written},4,1\n"
    )
    assert "**-999** stands in 1 cell of the columns you compare" in words(app)
    button(app, "code_-999").click().run()
    assert "20 rows in " in words(sound(app))
    assert choice(app, "checkbox", "missing_-999").value is True
    assert "stands in" not in words(app)
    choice(app, "checkbox", "missing_-999").set_value(False).run()
    assert "stands in 1 cell" in words(sound(app))
    app.selectbox(key="across").set_value("c").run()
    app.selectbox(key="up").set_value("b").run()
    app.multiselect(key="also").set_value([]).run()
    assert "stands in" not in words(sound(app))  # a column that does not count may hold what it likes


def test_a_code_that_is_a_value_is_not_asked_about_again() -> None:
    app = dropped("codes.csv", "a,b\n" + "".join(f"{i},{i * i}\n" for i in range(20)) + "-999,4\n")
    button(app, "value_-999").click().run()
    assert "stands in" not in words(app)
    assert "stands in" not in words(sound(app.run()))
    assert "21 rows in " in words(app)


def test_a_sheet_can_be_chosen() -> None:
    app = dropped("book.xlsx", workbook())
    assert app.dataframe[0].value["b"].max() == 2
    choice(app, "selectbox", "sheet").set_value("second").run()
    assert sound(app).dataframe[0].value["b"].max() == 200


def test_choices_in_a_link_are_made_for_the_first_file() -> None:
    app = dropped("german.csv", GERMAN, read=choices_to_link(Choices(header_rows=0)), scaling="range")
    assert app.selectbox(key="across").options == ["Column 2", "Column 3"]
    assert app.radio(key="scaling_choice").value == "range"


def test_choices_in_a_link_stay_in_the_address_until_there_is_a_table() -> None:
    made = choices_to_link(Choices(header_rows=0))
    app = opened(read=made, scaling="range")
    assert made in app.query_params["read"] and "range" in app.query_params["scaling"]
    drop(app, "hopeless.pdf", b"%PDF-1.4 whatever")
    assert made in app.query_params["read"]


def test_lists_of_choices_say_what_the_reader_found() -> None:
    app = dropped("german.csv", GERMAN)
    assert choice(app, "selectbox", "delimiter").proto.placeholder == "decide for me (now semicolon ;)"
    assert choice(app, "selectbox", "header_rows").proto.placeholder == "decide for me (now the first row)"


def test_a_link_of_nonsense_is_ignored() -> None:
    app = dropped("plain.csv", PLAIN, read='{"delimiter":', scaling="loud", into="many", across="nobody")
    assert has_groups(app)
    assert app.slider(key="into").value == dropped("plain.csv", PLAIN).slider(key="into").value


@pytest.mark.parametrize(
    "read",
    [
        '{"first_row":0}',
        '{"column_decimals":{"age":"x"}}',
        '{"column_decimals":{"age":["."]}}',
        "[" * 10_000,
    ],
)
def test_choices_in_a_link_that_no_list_offers_are_not_made(read: str) -> None:
    app = dropped("plain.csv", PLAIN, read=read)
    assert has_groups(app)
    assert app.session_state["desk"].drawer.choices == Choices()


def test_what_a_number_behind_a_sign_counts_as_is_chosen_said_and_undone() -> None:
    rows = "\n".join(f"{i % 9 + 20}.5;{i * 7 % 31}" for i in range(30))
    app = dropped("lab.csv", f"size;n\n{rows}\n< 20;4\n", into="2")
    assert "read as the number behind the sign" in words(app)
    choice(app, "selectbox", "bounds").set_value("half").run()
    assert "counted as half the number behind the sign" in words(sound(app)) and has_groups(app)
    choice(app, "selectbox", "bounds").set_value("missing").run()
    assert "That would read 61 numbers instead of 62" in words(app)
    app.button(key="take_change").click().run()
    assert "taken as missing" in words(sound(app))
    for said in ("counted as half", "read as the number"):
        app.button(key="undo_change").click().run()
        assert said in words(sound(app))


def test_tables_that_are_not_listed_are_said() -> None:
    parts = [f"Part {k}\nx{k};y{k}\n" + "".join(f"{i * k % 7};{i}\n" for i in range(6)) for k in range(1, 26)]
    app = dropped("parts.csv", "\n".join(parts), into="2")
    assert "24 other tables" in words(app) and "And 4 more tables, the first on line" in words(app)


def title(app: AppTest) -> str:
    return bare(app.title[0].value)


def test_rows_are_asked_for_said_everywhere_and_undone() -> None:
    countries = ("Peru", "Chile", "Ghana")
    rows = "".join(f"{countries[i % 3]},{20 + i * 7 % 31},{i * 11 % 17}.5\n" for i in range(60))
    app = dropped("people.csv", "country,age,score\n" + rows, into="2")
    choice(app, "selectbox", "asked_column").set_value("country").run()
    next(each for each in app.multiselect if str(each.key).endswith("_words")).set_value(["Peru"])
    next(each for each in app.button if str(each.key).endswith("_ask")).click().run()
    assert "20 of 60 rows (“country” is “Peru”)" in title(sound(app))
    assert "20 rows count of 60: you asked for those in which “country” is “Peru”." in words(app)
    assert len(app.dataframe[0].value) == 20 and "only_words" in "".join(app.query_params["read"])
    choice(app, "selectbox", "asked_column").set_value("age").run()
    fields = [each for each in app.number_input if str(each.key).endswith(("_from", "_to"))]
    assert [each.proto.placeholder for each in fields] == ["20", "47"]
    fields[0].set_value(30)
    next(each for each in app.button if str(each.key).endswith("_ask")).click().run()
    asked = "(“country” is “Peru” and “age” is 30 or more)"
    assert f"of 60 rows {asked}" in title(sound(app))
    app.button(key="all_rows_0").click().run()
    assert "of 60 rows (“age” is 30 or more)" in title(sound(app))
    app.button(key="undo_change").click().run()
    assert f"of 60 rows {asked}" in title(sound(app))
    app.button(key="undo_change").click().run()
    app.button(key="undo_change").click().run()
    assert "All rows count." in words(sound(app)) and "Your 60 rows" in title(app)


def test_rows_with_a_date_are_asked_for_by_a_link() -> None:
    rows = "".join(f"2024-01-{i + 1:02},{i * 7 % 31},{i * 11 % 17}\n" for i in range(30))
    made = choices_to_link(Choices(only_between={"day": ("2023-05-01", "2024-01-20"), "a": (2.5, 1e300)}))
    app = dropped("days.csv", "day,a,b\n" + rows, read=made, into="2")
    assert "of 30 rows (“day” is 2023-05-01 to 2024-01-20 and “a” is 2.5 to" in title(app)
    for name in ("day", "a"):
        choice(app, "selectbox", "asked_column").set_value(name).run()
        next(each for each in app.button if str(each.key).endswith("_ask")).click().run()
        assert made in app.query_params["read"] and has_groups(sound(app))


def test_a_type_is_set_said_and_undone() -> None:
    rows = "".join(f"{i:03};{i * 7 % 31};{i * 11 % 17};x{i}\n" for i in range(30))
    app = dropped("codes.csv", f"code;a;b;name\n{rows}", into="2")
    assert "code" not in app.selectbox(key="across").options
    choice(app, "selectbox", "word_column").set_value("code").run()
    assert choice(app, "radio", "type_0").options == ["decide for me", "numbers"]
    choice(app, "radio", "type_0").set_value("number").run()
    assert "Column “code” is read as numbers, as you said." in words(sound(app))
    assert "code" in app.selectbox(key="across").options and "column_types" in "".join(
        app.query_params["read"]
    )
    app.button(key="undo_change").click().run()
    assert "code" not in sound(app).selectbox(key="across").options
    choice(app, "selectbox", "word_column").set_value("a").run()
    choice(app, "radio", "type_1").set_value("words").run()
    assert app.selectbox(key="across").options == ["b"]
    assert "name" not in choice(sound(app), "selectbox", "word_column").options  # it can be nothing else


def test_in_which_unit_a_column_is_counted_is_chosen_said_and_undone() -> None:
    rows = "".join(f"{150 + i * 7 % 31} cm;{i * 11 % 17}\n" for i in range(30))
    app = dropped("sizes.csv", f"size;n\n{rows}1.7 m;4\n", into="2")
    assert "counted in cm" in words(app)
    in_m, as_they_stand = "counted in m: 1 cm = 0.01 m", "compared as they stand"
    for unit, told in (("m", in_m), ("", as_they_stand)):
        choice(app, "selectbox", "unit_0").set_value(unit).run()
        assert told in words(sound(app)) and has_groups(app)
    for told in (in_m, "counted in cm"):
        app.button(key="undo_change").click().run()
        assert told in words(sound(app))


@pytest.mark.parametrize(("answer", "rows"), [("names", 12), ("numbers", 13)])
def test_years_in_the_first_row_are_asked_about_and_the_answer_is_undone(answer: str, rows: int) -> None:
    text = "2019;2020;2021\n" + "".join(
        f"{2001 + i * 7 % 12};{2001 + i * 5 % 12};{2001 + i}\n" for i in range(12)
    )
    app = dropped("years.csv", text, into="2")
    assert (
        "Does the first row (2019, 2020, 2021) name the columns?" in words(app) and "13 rows" in heads(app)[0]
    )
    app.button(key=f"years_are_{answer}").click().run()
    assert "Does the first row" not in words(sound(app)) and f"{rows} rows" in heads(app)[0]
    app.button(key="undo_change").click().run()
    assert "Does the first row" in words(sound(app)) and "13 rows" in heads(app)[0]
