"""Decisions on the page: rows set aside, logarithms."""

import re

import numpy as np
import pytest

from tests.app.sent import sound
from tests.app.your_data_page import bare, button, dropped, words


def people(outlier: str = "9900000") -> str:
    """60 people in two groups by their incomes; line 18 of the file has an income of its own."""
    rng = np.random.default_rng(3)
    lines = [
        f"{rng.normal(40, 4):.1f},{(20_000, 60_000)[i % 2] + rng.normal(0, 2000):.0f}" for i in range(60)
    ]
    lines[16] = f"41,{outlier}"
    return "age,income\n" + "\n".join(lines) + "\n"


def test_a_row_alone_is_named_set_aside_and_taken_back() -> None:
    app = dropped("people.csv", people(), into="2")
    said = "Line 18 makes a group of its own: “income” is 9,900,000 there, and"
    assert said in words(app)
    alone = "Line 18 stands alone among your 60 rows. Set it aside, then count groups."
    assert bare(app.title[0].value) == alone and "But do not rely on them here" in words(app)
    button(app, "set_aside_18").click().run()
    assert bare(sound(app).title[0].value).startswith("Your 59 of 60 rows (1 set aside) ")
    assert said not in words(app) and "18" in app.query_params["read"]
    again = dropped("people.csv", people(), into="2", read=str(app.query_params["read"]))
    assert again.title[0].value == app.title[0].value
    button(app, "take_rows_back").click().run()
    assert said in words(sound(app)) and "read" not in app.query_params
    assert "Left out" not in app.title[0].value


def test_a_row_alone_is_called_by_its_name_where_rows_have_names() -> None:
    """A name is data: what it holds is no Markdown."""
    lines = people().splitlines()
    named = [f"{'name' if i == 0 else f'*P_{i}*'},{line}" for i, line in enumerate(lines)]
    app = dropped("people.csv", "\n".join(named) + "\n", into="2", columns="age,income")
    assert "*P_17* (line 18) makes a group of its own: “income” is 9,900,000 there, and" in words(app)
    headline = app.title[0].value
    assert bare(headline).startswith("*P_17* (line 18) stands alone among your 60 ")
    assert "\\*P\\_17\\*" in headline


def test_logarithms_are_one_press_away_and_no_second_time() -> None:
    app = dropped("people.csv", people("400000"), into="2")
    button(app, "logarithm_18").click().run()
    assert "makes a group of its own" not in words(app) and "stands alone" not in app.title[0].value
    assert sound(app).radio(key="scaling_choice").value == "log" == app.query_params["scaling"]
    assert not any(str(each.key).startswith("logarithm_") for each in app.button)
    titles = [
        each.proto.spec for each in app.get("plotly_chart") if "logarithm: 3 is 1,000" in each.proto.spec
    ]
    assert titles
    negative = dropped("people.csv", people().replace("9900000", "-9900000"), into="2")
    assert "Line 18 makes a group of its own: “income” is −9,900,000 there" in words(negative)
    assert not any(str(each.key).startswith("logarithm_") for each in negative.button)
    negative.radio(key="scaling_choice").set_value("log").run()
    assert "Negative numbers have none: “income” counts as with Same variation." in words(sound(negative))


@pytest.mark.parametrize("k", ["2", "3", "5"])
@pytest.mark.parametrize("outlier", ["9900000", "400000", "150000"])
def test_logarithms_are_offered_where_by_them_the_row_is_in_company(outlier: str, k: str) -> None:
    """What the page promises holds once it is done, and where nothing is promised, it would not have helped."""
    app = dropped("people.csv", people(outlier), into=k)
    alone = "Line 18 makes a group of its own" in words(app)
    offered = any(each.key == "logarithm_18" for each in app.button)
    by_logarithms = dropped("people.csv", people(outlier), into=k, scaling="log")
    assert offered == (alone and "Line 18 makes a group of its own" not in words(by_logarithms))


def three_ages(seed: int = 10) -> str:
    """60 people of three ages and two incomes, and one, the last, who earns many times as much: by logarithms the judges see four groups,
    and of so many he makes one by himself, of two he does not."""
    rng, i = np.random.default_rng(seed), np.arange(60) % 3
    ages, incomes = 20 + 15 * i + rng.normal(0, 2, 60), np.exp(7 + 0.8 * (i % 2) + rng.normal(0, 0.15, 60))
    rows = [*zip(ages, incomes, strict=True), (30, incomes.max() * rng.choice([8, 30, 1000]))]
    return "age,income\n" + "".join(f"{age:.6f},{income:.6f}\n" for age, income in rows)


@pytest.mark.parametrize("table", [three_ages(), people("400000"), people()])
def test_what_logarithms_promise_holds_of_as_many_groups_as_the_page_then_opens_with(table: str) -> None:
    """Nobody has chosen how many groups: the judges are asked again, and may say another number."""
    app = dropped("t.csv", table)
    alone = "makes a group of its own:"
    promised = [each for each in app.button if str(each.key).startswith("logarithm_")]
    assert alone in words(app)
    if promised:
        promised[0].click().run()
        assert alone not in words(sound(app))


def test_axes_of_scaled_columns_are_not_drawn_to_one_scale() -> None:
    def tied(way: str) -> bool:
        text = "a,b\n" + "".join(f"{i % 9},{i % 8 + i / 60}\n" for i in range(60))
        spec = dropped("t.csv", text, scaling=way, into="3").get("plotly_chart")[-1].proto.spec
        return bool(re.search('"scaleanchor"', spec))

    assert [tied(way) for way in ("none", "spread", "range", "log")] == [True, False, False, False]
