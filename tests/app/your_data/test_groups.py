"""The groups: how many, in which units, and called what."""

import re
from typing import Any

import pytest
from streamlit.delta_generator import DeltaGenerator

from study import scaling
from tests.app.sent import sound
from tests.app.your_data_page import PLAIN, button, drop, dropped, errors, has_groups, words
from ui.your_data import columns, comparing, finding, groups, preview, take_home


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
    assert app.title[0].value == "Your 30 rows form 3 groups."
    targets = re.findall(r"\(#(.+?)\)", " ".join(each.value for each in app.markdown))
    assert targets == [each.proto.anchor for each in app.header if each.proto.anchor]
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
