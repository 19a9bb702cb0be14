"""The page "Your data" without a browser: every control, good and bad files, and nothing that is ever lost."""

import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pandas as pd
import pytest
import xlsxwriter
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from kmeans_core import initial_means, run
from study import scaling
from study.desk import EXAMPLE, FILE, PASTE, choices_to_link
from study.examples import EXAMPLES
from tables import Choices, Table, apart
from tests.nasty import NASTY
from ui.your_data import columns, comparing, finding, groups, preview, take_home

APP = Path(__file__).resolve().parents[2] / "app.py"

PLAIN = "name,age,income,spending\n" + "".join(
    f"p{i},{20 + 30 * (i % 2) + i % 5},{1000 + 2000 * (i % 3) + 10 * i},{i % 7}\n" for i in range(30)
)
GERMAN = "Name;Größe;Preis\n" + "".join(
    f"P{i};{1 + i % 3},{i % 10};{1 + i % 2}.{100 + i},50\n" for i in range(30)
)
TITLED = "Sales 2024\nmade by hand\n\n" + PLAIN + "Grand total,,99999,\n"


def workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for sheet_name, factor in (("first", 1), ("second", 100)):
            sheet = book.add_worksheet(sheet_name)
            sheet.write_row(0, 0, ["a", "b"])
            for i in range(20):
                sheet.write_row(i + 1, 0, [factor * (i % 2 + i / 50), factor * (i % 3)])
    return buffer.getvalue()


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page("pages/1_Your_data.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    return sound(app)


def sound(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def dropped(name: str, content: bytes | str, **query: str) -> AppTest:
    app = opened(**query)
    return drop(app, name, content)


def drop(app: AppTest, name: str, content: bytes | str) -> AppTest:
    data = content.encode() if isinstance(content, str) else content
    app.file_uploader(key="file").upload(name, data, "text/csv").run()
    return sound(app)


def heads(app: AppTest) -> list[str]:
    return [each.value for each in app.subheader]


def words(app: AppTest) -> str:
    """All that stands in Markdown."""
    return "\n".join(bare(each.value) for each in [*app.subheader, *app.markdown, *app.caption])


def bare(text: str) -> str:
    """Without the marks that keep the user's text literal, and to its own direction of writing."""
    return re.sub("[\\\\\u2068\u2069]", "", text)


def has_groups(app: AppTest) -> bool:
    return any("Take it with you" in head for head in heads(app))


def errors(app: AppTest) -> str:
    return " ".join(bare(each.value) for each in app.error)


def choice(app: AppTest, kind: str, name: str) -> Any:
    """The control behind a "change"; its key ends in a number that changes with every reset."""
    for widget in app.get(kind):
        if str(widget.key).startswith(f"choice_{name}_"):
            return widget
    raise AssertionError(f"no {kind} for {name}")


def segments(app: AppTest, key: str) -> Any:
    return next(each for each in app.get("button_group") if each.key == key)


def button(app: AppTest, key: str) -> Any:
    return next(each for each in app.button if each.key == key)


# ---- opening -------------------------------------------------------------------------------------------------------


def test_with_nothing_brought_it_says_what_to_do() -> None:
    app = opened()
    assert "Drop a table" in app.info[0].value
    assert "Files do not travel in links" in words(app)
    assert "200 MB" in words(app)
    assert not has_groups(app)


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_examples_come_out_in_groups(name: str) -> None:
    app = opened(**{"from": EXAMPLE, "example": name})
    assert has_groups(app)
    assert "in 3 groups." in words(app)


@pytest.mark.parametrize(
    ("name", "content", "columns", "rows"),
    [
        ("plain.csv", PLAIN, ["age", "income", "spending"], 30),
        ("german.csv", GERMAN, ["Größe", "Preis"], 30),
        ("german.csv", GERMAN.encode("cp1252"), ["Größe", "Preis"], 30),
        ("titled.csv", TITLED, ["age", "income", "spending"], 30),
        ("book.xlsx", workbook(), ["a", "b"], 20),
    ],
)
def test_good_files(name: str, content: bytes | str, columns: list[str], rows: int) -> None:
    app = dropped(name, content)
    assert has_groups(app)
    assert f"{rows} rows" in heads(app)[0]
    assert name in bare(heads(app)[0])
    assert app.selectbox(key="across").options == columns
    assert f"{rows} rows in 3 groups." in words(app)


def test_a_pasted_table() -> None:
    app = opened(**{"from": PASTE})
    app.text_area(key="pasted").set_value(GERMAN)
    next(each for each in app.button if each.label == "Use this table").click().run()
    assert has_groups(sound(app))
    assert app.selectbox(key="up").value == "Preis"


def test_an_empty_paste_gets_a_sentence() -> None:
    app = opened(**{"from": PASTE})
    next(each for each in app.button if each.label == "Use this table").click().run()
    assert "Nothing was pasted" in errors(sound(app))


@pytest.mark.parametrize(
    ("name", "content", "about"),
    [
        ("a.pdf", b"%PDF-1.4 whatever", "PDF"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"name,color\nAnn,red\nBo,blue\nCy,green\n", "numbers"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        ("a.csv", b"a,b\n", ""),
    ],
)
def test_hopeless_files_get_a_sentence(name: str, content: bytes, about: str) -> None:
    app = dropped(name, content)
    assert len(app.error) == 1
    assert about in errors(app)
    assert not has_groups(app) and not app.success


def test_a_table_without_numbers_says_why_of_each_column() -> None:
    app = dropped("a.csv", "name,color,x\nAnn,red,1\nBo,blue,1\nCy,green,1\n")
    assert "Columns that cannot be used (3)" in [each.label for each in app.expander]
    assert "**color**: It holds words" in words(app)


# ---- nothing is lost -----------------------------------------------------------------------------------------------


def test_a_bad_file_leaves_the_earlier_one() -> None:
    app = drop(dropped("good.csv", PLAIN), "bad.pdf", b"%PDF-1.4 whatever")
    assert "bad.pdf could not be taken" in errors(app)
    assert "earlier table is still here" in errors(app)
    assert has_groups(app)
    assert "good.csv" in bare(heads(app)[0])


def test_a_file_without_numbers_is_shown_and_the_earlier_one_is_one_press_away() -> None:
    app = drop(dropped("good.csv", PLAIN), "words.csv", "name,color\nAnn,red\nBo,blue\nCy,green\n")
    assert "words.csv" in bare(heads(app)[0])
    assert not has_groups(app)
    button(app, "undo").click().run()
    assert has_groups(sound(app))
    assert "good.csv" in bare(heads(app)[0])
    assert not app.error


def test_a_wrong_choice_is_explained_and_undone() -> None:
    app = dropped("german.csv", GERMAN)
    before = words(app)
    choice(app, "selectbox", "delimiter").set_value("|").run()
    assert app.error and has_groups(sound(app))
    assert choice(app, "selectbox", "delimiter").value == "|"
    button(app, "undo").click().run()
    assert not sound(app).error
    assert choice(app, "selectbox", "delimiter").value is None
    assert words(app) == before


def test_two_wrong_choices_can_be_put_right_one_after_the_other_or_all_at_once() -> None:
    app = dropped("german.csv", GERMAN)
    choice(app, "selectbox", "delimiter").set_value("|").run()
    choice(app, "selectbox", "header_rows").set_value(0).run()
    assert app.error
    choice(app, "selectbox", "delimiter").set_value(";").run()
    assert not sound(app).error
    assert app.selectbox(key="across").options == ["Column 2", "Column 3"]
    choice(app, "selectbox", "delimiter").set_value("|").run()
    button(app, "reset_choices").click().run()
    assert not sound(app).error
    assert app.selectbox(key="across").options == ["Größe", "Preis"]


def test_looking_at_an_example_puts_nothing_away() -> None:
    app = dropped("good.csv", PLAIN)
    segments(app, "from").set_value(EXAMPLE).run()
    assert "customers.csv" in bare(heads(sound(app))[0])
    segments(app, "from").set_value(FILE).run()
    assert "good.csv" in bare(heads(sound(app))[0])


# ---- the receipt and its changes -----------------------------------------------------------------------------------


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
    assert "25 rows" in heads(sound(app))[0]
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
    assert "20 rows in 3 groups." in words(sound(app))
    assert "1 row left out: a number is missing" in [each.label for each in app.expander]
    choice(app, "checkbox", "missing_-999").set_value(False).run()
    assert "21 rows in 3 groups." in words(sound(app))
    choice(app, "text_input", "missing_other").set_value("4").run()
    assert "18 rows in 3 groups." in words(sound(app))


def test_a_code_that_would_count_is_asked_about_at_the_top() -> None:
    app = dropped(
        "codes.csv", "a,b,c\n" + "".join(f"{i},{i * i},{i % 3}\n" for i in range(20)) + "-999,4,1\n"
    )
    assert "**-999** stands in 1 cell of the columns you compare" in words(app)
    button(app, "code_-999").click().run()
    assert "20 rows in 3 groups." in words(sound(app))
    assert choice(app, "checkbox", "missing_-999").value is True
    assert "stands in" not in words(app)
    choice(app, "checkbox", "missing_-999").set_value(False).run()
    assert "stands in 1 cell" in words(sound(app))
    app.selectbox(key="across").set_value("c").run()
    app.selectbox(key="up").set_value("b").run()
    assert "stands in" not in words(sound(app))  # a column that does not count may hold what it likes


def test_a_code_that_is_a_value_is_not_asked_about_again() -> None:
    app = dropped("codes.csv", "a,b\n" + "".join(f"{i},{i * i}\n" for i in range(20)) + "-999,4\n")
    button(app, "value_-999").click().run()
    assert "stands in" not in words(app)
    assert "stands in" not in words(sound(app.run()))
    assert "21 rows in 3 groups." in words(app)


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
    assert app.slider(key="into").value == 3


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


# ---- columns, scaling, groups --------------------------------------------------------------------------------------


def test_choosing_the_other_axis_swaps_the_two() -> None:
    app = dropped("plain.csv", PLAIN)
    x, y = app.selectbox(key="across").value, app.selectbox(key="up").value
    app.selectbox(key="across").set_value(y).run()
    assert (app.selectbox(key="across").value, app.selectbox(key="up").value) == (y, x)
    assert has_groups(sound(app))


def test_more_columns_and_the_picture_of_all() -> None:
    app = dropped("plain.csv", PLAIN)
    app.selectbox(key="across").set_value("age").run()
    app.selectbox(key="up").set_value("income").run()
    app.multiselect(key="also").set_value(["spending"]).run()
    assert has_groups(sound(app))
    segments(app, "plot").set_value("Mixtures of all").run()
    assert "principal components" in words(sound(app))
    charts = [chart.proto.spec for chart in app.get("plotly_chart")]
    assert any("mixture 1" in spec for spec in charts)


def test_the_columns_of_the_plot_are_not_offered_a_second_time() -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income")
    assert app.multiselect(key="also").options == ["spending"]
    app.multiselect(key="also").set_value(["spending"]).run()
    app.selectbox(key="up").set_value("spending").run()
    assert sound(app).multiselect(key="also").options == ["income"]
    assert app.multiselect(key="also").value == []
    assert has_groups(app)


def test_an_axis_named_a_second_time_in_a_link_counts_once() -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income", also="age")
    assert has_groups(app)
    assert app.multiselect(key="also").value == []


def test_columns_that_cannot_serve_are_listed_with_the_reason() -> None:
    app = dropped("plain.csv", PLAIN)
    assert "name: It holds words, not numbers." in words(app).replace("**", "")


def test_rows_left_out_are_counted_and_shown_with_their_line() -> None:
    app = dropped("gaps.csv", "a,b\n1,2\n,4\n5,\n9,1\n8,8\n2,2\n7,3\n")
    assert "2 rows left out: a number is missing" in [each.label for each in app.expander]
    shown = next(each.value for each in app.dataframe if "line in the file" in each.value)
    assert shown["line in the file"].tolist() == [3, 4]


DATED = "when,visits,price\n" + "".join(
    f"{date},{visits + i},{i % 4}\n"
    for i in range(8)
    for date, visits in ((f"2024-03-{i + 1:02}", 10), (f"2024-09-{i + 1:02}", 90))
)


def test_dates_are_coordinates_when_asked_for() -> None:
    app = dropped("visits.csv", DATED, into="2")
    assert app.selectbox(key="across").options == ["visits", "price"]
    assert "when: It holds dates." in words(app).replace("**", "")
    app.toggle(key="dated").set_value(True).run()
    assert sound(app).selectbox(key="across").options == ["when", "visits", "price"]
    assert app.selectbox(key="across").value == "visits"
    assert "It holds dates." not in words(app)
    app.selectbox(key="across").set_value("when").run()
    app.selectbox(key="up").set_value("visits").run()
    assert has_groups(sound(app))
    assert "late (when)" in words(app) and "when 2024-03-04 (all:\u00a02024-06-04)" in words(app)
    profiles = next(each.value for each in app.dataframe if "Group 1" in each.value)
    assert "2024-06-04" in profiles.set_index("Column").loc["when (average)"].tolist()
    specs = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    assert sum(spec["layout"]["xaxis"].get("type") == "date" for spec in specs) == 2


def test_dates_that_are_not_wanted_any_more_leave_the_lists() -> None:
    app = dropped("visits.csv", DATED, dated="true", across="when", also="price")
    assert app.selectbox(key="across").value == "when"
    app.toggle(key="dated").set_value(False).run()
    assert "when" not in sound(app).selectbox(key="across").options
    assert has_groups(app)


def test_dates_count_among_further_columns_and_in_mixtures() -> None:
    app = dropped("visits.csv", DATED, dated="true")
    app.multiselect(key="also").set_value(["when"]).run()
    segments(app, "plot").set_value("Mixtures of all").run()
    assert has_groups(sound(app))
    assert "2024-0" in words(app)


def test_a_table_of_dates_without_numbers_is_asked_about() -> None:
    app = dropped("series.csv", "when,who\n" + "".join(f"2024-01-{i + 1:02},p{i}\n" for i in range(20)))
    assert not app.error and not has_groups(app)
    assert "let dates count" in bare(app.info[0].value)
    app.toggle(key="dated").set_value(True).run()
    assert has_groups(sound(app))
    assert app.selectbox(key="across").value == "when"


def test_dates_join_the_only_column_of_numbers() -> None:
    app = dropped("series.csv", "when,visits\n" + "".join(f"2024-01-{i + 1:02},{i % 9}\n" for i in range(20)))
    assert has_groups(app) and app.selectbox(key="across").value == "visits"
    assert "Dates can count too" in bare(" ".join(info.value for info in app.info))
    app.toggle(key="dated").set_value(True).run()
    assert has_groups(sound(app))
    assert (app.selectbox(key="across").value, app.selectbox(key="up").value) == ("when", "visits")


def test_tables_without_dates_are_not_asked_about_them() -> None:
    assert not dropped("plain.csv", PLAIN).toggle


def test_the_stepper_takes_the_dates_over() -> None:
    app = dropped("visits.csv", DATED, dated="true", across="when", up="visits")
    link = next(each for each in app.get("page_link") if "step by step" in each.proto.label)
    query = dict(parse_qsl(link.proto.query_string))
    assert (query["dates"], query["x"], query["y"]) == ("true", "when", "visits")
    app.switch_page("app.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert sound(app).toggle(key="dates").value is True
    assert app.selectbox(key="x").value == "when"
    sent = next(
        json.loads(each.proto.json)
        for each in app.get("bidi_component")
        if each.proto.component_name.endswith("kmeans_player")
    )
    assert (sent["columns"], sent["dates"]) == (["when", "visits"], [0])
    app.switch_page("pages/1_Your_data.py").run()
    assert sound(app).selectbox(key="across").value == "when"


@pytest.mark.parametrize("way", ["none", "spread", "range"])
def test_means_are_in_the_units_of_the_file_however_columns_count(way: str) -> None:
    app = dropped("plain.csv", PLAIN)
    app.selectbox(key="across").set_value("age").run()
    app.selectbox(key="up").set_value("income").run()
    app.radio(key="scaling_choice").set_value(way).run()
    profiles = next(each.value for each in sound(app).dataframe if "Group 1" in each.value)
    ages = profiles.loc[profiles["Column"] == "age (average)"].iloc[0, 2:].astype(float)
    assert ages.between(20, 54).all()


def test_unequal_columns_are_given_the_same_spread_unless_told_otherwise() -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income")
    assert app.radio(key="scaling_choice").value == "spread"
    assert "decides the groups nearly alone" in words(app)
    app.radio(key="scaling_choice").set_value("none").run()
    assert sound(app).radio(key="scaling_choice").value == "none"
    equal = dropped("equal.csv", "a,b\n" + "".join(f"{i % 5},{i % 7}\n" for i in range(30)))
    assert equal.radio(key="scaling_choice").value == "none"


@pytest.mark.parametrize("k", [1, 2, 7, 20])
def test_any_number_of_groups(k: int) -> None:
    app = dropped("plain.csv", PLAIN, into=str(k))
    assert f"30 rows in {k} group" in words(app)


def test_very_many_rows_show_how_far_it_has_got(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    draw = DeltaGenerator.progress

    def overheard(self: DeltaGenerator, value: float, text: str | None = None, **more: Any) -> DeltaGenerator:
        told.append(str(text))
        return draw(self, value, text, **more)

    monkeypatch.setattr(DeltaGenerator, "progress", overheard)
    monkeypatch.setattr(finding, "MANY_ROWS", 20)
    app = dropped("many.csv", "a,b\n" + "".join(f"{i % 5},{i % 7 + 0.125}\n" for i in range(30)))
    assert has_groups(app)
    assert told[0] == "Finding the groups"
    assert told[-1] == "Finding the groups: 50 of 50 starts done"
    assert not app.get("progress")  # gone when it is done
    told.clear()
    sound(app.run())
    assert told == []  # found once


def test_the_clearest_number_of_groups_is_one_press_away() -> None:
    rows = "".join(f"{100 * (i % 4) + i % 5},{300 * (i % 2) + i % 7}\n" for i in range(80))
    app = dropped("four.csv", "a,b\n" + rows)
    assert "4 would stand apart more clearly than 3" in words(app)
    button(app, "make_clearest").click().run()
    assert sound(app).slider(key="into").value == 4
    assert "80 rows in 4 groups." in words(app)
    assert not any(each.key == "make_clearest" for each in app.button)


def test_few_rows_open_with_few_groups_until_somebody_chooses() -> None:
    app = dropped("six.csv", "a,b\n1,2\n1,3\n2,2\n90,95\n91,95\n90,97\n")
    assert "6 rows in 2 groups.** Too few rows to tell" in words(app)
    assert sound(app.run()).slider(key="into").value == 2 and "into" not in app.query_params
    drop(app, "plain.csv", PLAIN)
    assert app.slider(key="into").value == 3
    drop(app, "three.csv", "a,b\n1,2\n8,3\n2,9\n")
    assert app.slider(key="into").value == 1
    app.slider(key="into").set_value(2).run()
    drop(app, "plain.csv", PLAIN)
    assert app.slider(key="into").value == 2
    assert dropped("four.csv", "a,b\n1,2\n3,5\n9,9\n1,7\n", into="3").slider(key="into").value == 3


def test_the_answer_stands_at_the_top_and_leads_to_its_parts() -> None:
    app = dropped("plain.csv", PLAIN)
    assert "30 rows form 3 groups" in app.success[0].value
    targets = re.findall(r"\(#(.+?)\)", app.success[0].value)
    assert targets == [each.proto.anchor for each in app.subheader if each.proto.anchor]
    assert len(targets) == 2


def test_more_groups_than_rows_gets_a_sentence() -> None:
    app = dropped("few.csv", "a,b\n1,2\n3,5\n9,9\n1,7\n", into="5")
    assert "4" in errors(app) and "5" in errors(app)
    app.slider(key="into").set_value(2).run()
    assert has_groups(sound(app))


def test_the_noun_is_the_users() -> None:
    app = dropped("plain.csv", PLAIN)
    app.text_input(key="noun").set_value("members").run()
    assert "30 members in 3 groups." in words(sound(app))
    assert "Group 1" in words(app) and "members" in words(app)


def test_new_rows_go_to_the_nearest_group() -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income")
    app.file_uploader(key="new_rows").upload(
        "new.csv", b"income,age\n1000,20\n3050,51\n,50\n9000000,50\n", "text/csv"
    ).run()
    said = words(sound(app))
    assert "3 rows assigned" in said
    assert "1 row left out" in said
    assert "1 row lies outside" in said


def test_new_rows_without_the_columns_get_a_sentence() -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income")
    app.file_uploader(key="new_rows").upload("new.csv", b"age,weight\n1,2\n3,4\n", "text/csv").run()
    assert "lacks “income”" in errors(sound(app))
    assert has_groups(app)


@pytest.mark.parametrize("content", [b"income,age\n1000,20\n3050,51\n", b"", b"age,weight\n1,2\n3,4\n"])
def test_new_rows_are_read_once_whatever_comes_of_it(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income")
    names: list[str] = []
    read_table = apart.read_table

    def counted(data: bytes, filename: str, *others: Any) -> Table:
        names.append(filename)
        return read_table(data, filename, *others)

    monkeypatch.setattr(apart, "read_table", counted)
    app.file_uploader(key="new_rows").upload("new.csv", content, "text/csv").run()
    before = errors(sound(app))
    app.text_input(key="noun").set_value("members").run()
    assert names == ["new.csv"] and errors(sound(app)) == before


# ---- with the stepper ----------------------------------------------------------------------------------------------


def test_the_stepper_has_the_same_table_and_choices() -> None:
    app = dropped("german.csv", GERMAN)
    app.radio(key="scaling_choice").set_value("range").run()
    choice(app, "selectbox", "header_rows").set_value(0).run()
    app.switch_page("app.py")
    app.query_params["data"] = "Upload"
    app.run()
    assert app.selectbox(key="x").options == ["Column 2", "Column 3"]
    assert app.radio(key="scaling_choice").value == "range"
    assert "same range" in words(sound(app))


def test_the_stepper_plays_the_start_that_led_to_the_groups() -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income", into="4")
    profiles = next(each.value for each in app.dataframe if "Group 1" in each.value)
    sizes = [int(size) for size in profiles.iloc[0, 2:]]
    link = next(each for each in app.get("page_link") if "step by step" in each.proto.label)
    query = dict(parse_qsl(link.proto.query_string))
    assert query["data"] == "Upload" and query["k"] == "4"
    X = pd.read_csv(io.StringIO(PLAIN))[["age", "income"]].to_numpy(float)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    final = run(X, initial_means(X, 4, query["init"], int(query["start"])))
    assert sorted(np.bincount(final.labels).tolist()) == sorted(sizes)


# ---- text of the user's --------------------------------------------------------------------------------------------


def test_names_written_from_right_to_left_turn_nothing_around_them() -> None:
    rows = "".join(f"{i % 5},{i % 7},{i}\n" for i in range(30))
    app = dropped("ملف 1.csv", "שלום (2),b,ג\n" + rows, noun="לקוחות")
    for name in ("ملف 1", "שלום (2)", "לקוחות"):
        said = [each.value.replace("\\", "") for each in [*sound(app).subheader, *app.markdown, *app.caption]]
        places = [text for text in said if name in text]
        assert any(f"\u2068{name}" in text for text in places), name
    assert f"\u2068{'שלום (2)'}\u2069" in "".join(each.value.replace("\\", "") for each in app.caption)


def test_nasty_names_are_escaped_wherever_markdown_is_read() -> None:
    header = ",".join(f'"{name}"' for name in NASTY)
    rows = "".join(",".join(str((i * (j + 2)) % 11) for j in range(len(NASTY))) + "\n" for i in range(20))
    app = dropped("[f](javascript:alert(2)) **x**.csv", header + "\n" + rows, noun="**bold**")
    app.multiselect(key="also").set_value(app.multiselect(key="also").options).run()
    read_as_markdown = [
        each.value for each in [*sound(app).subheader, *app.markdown, *app.caption, *app.error]
    ] + [each.label for each in [*app.expander, *app.button, *app.selectbox, *app.checkbox]]
    for text in read_as_markdown:
        if text.startswith("<style>"):
            continue
        for raw in ("<img", "](javascript", "$x$", ":smile:", "**b**", "**bold**", "n" * 200):
            assert raw not in re.sub(r"\\.", "\\\\", text), text


def test_columns_come_back_when_the_table_is_read_as_before() -> None:
    app = dropped("plain.csv", PLAIN, across="spending", up="age", also="income")
    choice(app, "selectbox", "header_rows").set_value(0).run()
    assert app.selectbox(key="across").value in app.selectbox(key="across").options
    assert "spending" not in str(app.query_params)  # the address says what is on screen
    choice(app, "selectbox", "header_rows").set_value(1).run()
    assert (app.selectbox(key="across").value, app.selectbox(key="up").value) == ("spending", "age")
    assert app.multiselect(key="also").value == ["income"]
    assert has_groups(sound(app)) and not app.warning


def test_a_column_chosen_while_the_table_is_read_another_way_stays() -> None:
    app = dropped("plain.csv", PLAIN, across="spending", up="age")
    choice(app, "selectbox", "header_rows").set_value(0).run()
    app.selectbox(key="across").set_value("Column 4").run()
    choice(app, "selectbox", "encoding").set_value("latin-1").run()
    assert sound(app).selectbox(key="across").value == "Column 4"


def test_a_column_that_stands_in_for_an_axis_goes_back_to_those_that_count_besides() -> None:
    table = "a;b;c;d\n" + "".join(f"{i};{i * 7 % 13};{i * 5 % 11},5;{i % 3}\n" for i in range(40))
    app = dropped("table.csv", table, across="a", up="c", also="d")
    segments(app, "plot").set_value("Mixtures of all").run()
    choice(app, "selectbox", "decimal").set_value(".").run()  # now c is no number, and another is the axis
    assert (app.selectbox(key="up").value, app.multiselect(key="also").value) == ("d", [])
    app.slider(key="into").set_value(4).run()
    choice(app, "selectbox", "decimal").set_value(",").run()
    assert (app.selectbox(key="up").value, app.multiselect(key="also").value) == ("c", ["d"])
    assert segments(app, "plot").value == "Mixtures of all"
    assert has_groups(sound(app))


def test_a_link_to_one_axis_does_not_choose_a_column_twice() -> None:
    up = dropped("plain.csv", PLAIN).selectbox(key="up").value
    app = dropped("plain.csv", PLAIN, across=up)
    assert app.selectbox(key="up").value != up and has_groups(app)


# ---- more than anybody looks at --------------------------------------------------------------------------------------


WIDE = (
    ",".join(f"column {j}" for j in range(700))
    + "\n"
    + "".join(
        ",".join(str((7 * i + j * i) % 13 + 20 * (i % 3)) for j in range(700)) + "\n" for i in range(30)
    )
)


def picker(app: AppTest, key: str) -> Any:
    return next(each for each in [*app.selectbox, *app.multiselect] if each.key == key)


def test_of_very_many_columns_the_first_are_shown_and_it_is_said() -> None:
    app = dropped("wide.csv", WIDE)
    assert "The first 100 of 700 columns." in words(app)
    preview, profiles = app.dataframe[0].value, app.dataframe[1].value
    assert preview.shape == (30, 100)
    assert "The table shows 200 of 700 columns of numbers" in words(app)
    assert len(profiles) == 2 + 200
    assert list(profiles["Column"][2:4]) == [
        f"{app.session_state[key]} (average)" for key in ("across", "up")
    ]


def test_of_very_many_columns_lists_offer_those_that_are_looked_for() -> None:
    app = dropped("wide.csv", WIDE)
    assert "700 columns are too many for one list" in words(app)
    assert len(picker(app, "across").options) == 500
    assert "column 650" not in picker(app, "across").options
    app.text_input(key="find_across").set_value("UMN 65").run()
    assert "11 columns with UMN 65 in the name" in words(sound(app))
    assert "column 650" in picker(app, "across").options
    x, y = app.session_state["across"], app.session_state["up"]
    assert {x, y} < set(picker(app, "up").options)  # what is chosen stays
    assert len(picker(app, "up").options) == 13
    picker(app, "across").set_value("column 650").run()
    picker(app, "also").set_value(["column 655"]).run()
    app.text_input(key="find_across").set_value("nothing like it").run()
    assert "0 columns with nothing like it in the name" in words(sound(app))
    assert (app.session_state["across"], app.session_state["up"]) == ("column 650", y)
    assert app.session_state["also"] == ["column 655"]
    assert set(picker(app, "across").options) >= {"column 650", "column 655", y}
    assert has_groups(app)


@pytest.mark.parametrize("page", ["pages/1_Your_data.py", "app.py"])
def test_a_link_names_columns_that_no_list_would_offer_at_first(page: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(page)
    keys = ("across", "up", "also") if page != "app.py" else ("x", "y", "more")
    for name, value in zip(keys, ("column 650", "column 660", ["column 670", "column 680"]), strict=True):
        app.query_params[name] = value
    if page == "app.py":
        app.query_params["data"] = "Upload"
    sound(app.run())
    drop(app, "wide.csv", WIDE)
    assert [app.session_state[key] for key in keys] == [
        "column 650",
        "column 660",
        ["column 670", "column 680"],
    ]


def test_a_few_columns_need_no_looking_for() -> None:
    app = dropped("shop.csv", PLAIN)
    assert not [each for each in app.text_input if str(each.key).startswith("find_")]
    assert "of 700 columns" not in words(app)


def test_of_rows_left_out_the_columns_that_matter_come_first() -> None:
    lines = WIDE.splitlines()
    cells = lines[5].split(",")
    cells[650] = ""
    app = dropped("wide.csv", "\n".join([*lines[:5], ",".join(cells), *lines[6:]]), across="column 650")
    left_out = next(each.value for each in app.dataframe if "line in the file" in each.value.columns)
    assert left_out.shape == (1, 100)
    assert list(left_out.columns[:3]) == ["line in the file", "column 650", app.session_state["up"]]
    assert left_out["line in the file"].tolist() == [6]


def test_a_rerun_makes_nothing_anew_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    app = dropped("shop.csv", PLAIN)
    specs = [each.proto.spec for each in app.get("plotly_chart")]

    def never(*_: object, **__: object) -> Any:
        raise AssertionError("made again")

    made = (
        "complete_rows",
        "histogram_figure",
        "groups_figure",
        "comparison_figure",
        "make_profiles",
        "profile_table",
    )
    parts = (columns, comparing, finding, groups, preview, take_home)
    for name in (*made, "suspicious_codes"):
        where = [part for part in parts if hasattr(part, name)]
        assert where, name
        for part in where:
            monkeypatch.setattr(part, name, never)
    monkeypatch.setattr(scaling, "left_out_rows", never)
    sound(app.run())
    assert [each.proto.spec for each in app.get("plotly_chart")] == specs
