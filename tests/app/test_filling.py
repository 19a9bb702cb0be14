"""Rows that lack a number: it is said, one press fills them in, a link keeps that, and it can be taken back."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from study.links import FILLED, UPLOAD
from tests.app.sent import sound
from tests.app.test_one_column import opened, text_of
from tests.app.your_data.test_decisions import people
from tests.app.your_data_page import bare, dropped, words

PAGES = {
    "app.py": {"data": UPLOAD},
    "pages/1_Your_data.py": {},
    "pages/2_Starting_points.py": {"data": UPLOAD},
}
GAPS = "age,income\n" + "".join(f"{20 + 7 * i % 11},{'' if i in (3, 8) else 10 * i}\n" for i in range(25))
"""Of 0, 10, ... 240 without 30 and 80, the median is 130."""
LACKING = "2 rows have no “income”"


def asked(app: AppTest) -> str:
    return bare(text_of(app))


@pytest.mark.parametrize("page", PAGES)
def test_it_is_said_and_filled_in_by_one_press(page: str) -> None:
    app = opened(page, GAPS, **PAGES[page])
    assert f"{LACKING}, and are left out." in asked(app)
    assert bare(app.button(key="fill_missing").label) == "Fill in the median, 130"
    app.button(key="fill_missing").click().run()
    assert not app.exception
    assert f"{LACKING}: the median, 130, is filled in." in asked(app)
    assert app.query_params["missing"] == FILLED
    app.button(key="fill_missing").click().run()
    assert f"{LACKING}, and are left out." in asked(app) and "missing" not in app.query_params


@pytest.mark.parametrize("page", PAGES)
def test_a_link_keeps_it(page: str) -> None:
    app = opened(page, GAPS, **PAGES[page], missing=FILLED)
    assert "the median, 130, is filled in" in asked(app)


def test_the_headline_says_it_and_undo_takes_it_back() -> None:
    app = dropped("people.csv", GAPS, into="2")
    before = app.title[0].value
    assert bare(before).startswith("Your 23 of 25 rows (2 have no “income”)")
    app.button(key="fill_missing").click().run()
    after = sound(app).title[0].value
    assert bare(after).startswith("Your 25 rows (2 missing numbers filled in by the median)")
    assert not [each.label for each in app.expander if "left out" in each.label]
    app.button(key="undo_change").click().run()
    assert sound(app).title[0].value == before and "missing" not in app.query_params


@pytest.mark.parametrize(
    "gaps", ["age,income\n" + "".join(f"{i},{i % 7}\n" for i in range(25)), "age\n1\n\n2\n5\n"]
)
def test_where_nothing_can_be_filled_in_nothing_is_asked(gaps: str) -> None:
    app = dropped("people.csv", gaps, missing=FILLED)
    assert not any(button.key == "fill_missing" for button in app.button)
    assert "filled in" not in app.title[0].value


def test_it_is_a_choice_in_the_table_of_all_choices() -> None:
    lines = people("41000").splitlines()
    lines[3] = lines[3].split(",")[0] + ","
    app = dropped("people.csv", "\n".join(lines), into="2")
    app.session_state["what_if"] = True
    sound(app.run())
    (sent,) = (
        json.loads(each.proto.json) for each in app.get("bidi_component") if '"caption"' in each.proto.json
    )
    assert [each["caption"] for each in sent["tables"]] == [
        "2 groups",
        "2 groups, missing numbers filled in",
        "3 groups",
        "3 groups, missing numbers filled in",
    ]
    assert [bare(each["name"]) for each in sent["tables"][1]["lines"]] == ["these columns (60 rows)"]
    assert "Every choice" in words(app)
