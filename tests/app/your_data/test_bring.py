"""A table is brought to the page "Your data": good files and bad ones, and nothing that is ever lost."""

import pytest

from study.desk import EXAMPLE, FILE, PASTE
from study.examples import EXAMPLES
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
    errors,
    has_groups,
    heads,
    opened,
    segments,
    words,
    workbook,
)


def test_with_nothing_brought_it_says_what_to_do() -> None:
    app = opened()
    assert "Drop a table" in words(app)
    assert "Files do not travel in links" in words(app)
    assert "200 MB" in words(app)
    assert not has_groups(app)


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_examples_come_out_in_groups(name: str) -> None:
    app = opened(**{"from": EXAMPLE, "example": name})
    assert has_groups(app)
    assert f"in {app.slider(key='into').value} group" in words(app)


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
    assert f"{rows} rows in " in words(app)


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
    assert not has_groups(app) and app.title[0].value == "Which of your rows belong together?"


def test_a_table_without_numbers_says_why_of_each_column() -> None:
    app = dropped("a.csv", "name,color,x\nAnn,red,1\nBo,blue,1\nCy,green,1\n")
    (said,) = [bare(each.value) for each in app.caption if "3 columns cannot be used" in each.value]
    (said,) = [bare(each.value) for each in app.caption if "3 columns cannot be used" in each.value]
    assert "**color**: It holds words" in said


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
