"""The groups: how many, in which units, and called what."""

import re
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_wine
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import StopException

from kmeans_core import Hearing
from study import council as words_of_judges
from study import scaling
from study.judges import NOT_CALIBRATED
from study.points import Points
from tests.app.sent import sound
from tests.app.test_taken_home import Files, files
from tests.app.your_data_page import PLAIN, bare, button, drop, dropped, errors, has_groups, opened, words
from ui.council import hearing
from ui.your_data import columns, comparing, finding, groups, preview, take_home

__all__ = ["files"]


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
    app = dropped("plain.csv", PLAIN, across="age", up="income", also="")
    assert app.radio(key="scaling_choice").value == "spread"
    assert "decides the groups nearly alone" in words(app)
    app.radio(key="scaling_choice").set_value("none").run()
    assert sound(app).radio(key="scaling_choice").value == "none"
    equal = dropped("equal.csv", "a,b\n" + "".join(f"{i % 5},{i % 6}\n" for i in range(30)))
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
    rows = "".join(f"{i % 5},{i % 7 + 0.125}\n" for i in range(30))
    app = dropped("many.csv", "a,b\n" + rows, into="3")
    assert has_groups(app)
    found = [each for each in told if each.startswith("Finding")]  # reading tells too where it takes long
    assert found[0] == "Finding the groups"
    assert told[-1] == "Finding the groups: 50 of 50 starts done"
    assert not app.get("progress")  # gone when it is done
    told.clear()
    sound(app.run())
    assert told == []  # found once


FOUR = "a,b\n" + "".join(f"{100 * (i % 4) + i % 5},{300 * (i % 2) + i % 7}\n" for i in range(80))


def test_the_page_opens_with_what_the_judges_say_and_what_a_link_says_goes_before() -> None:
    app = dropped("four.csv", FOUR)
    assert app.slider(key="into").value == 4 and "into" not in app.query_params
    assert app.title[0].value == "Your 80 rows form 4 groups."
    assert "Do they stand apart?** Five of five judges see 4 groups." in words(app)
    assert "Are they found reliably?** Yes: " in words(app)
    asked = dropped("four.csv", FOUR, into="3")
    assert asked.title[0].value == "Your 80 rows in 3 groups; the judges say 4."
    assert "None of them speaks for 3." in words(asked)
    button(asked, "make_4").click().run()
    assert sound(asked).slider(key="into").value == 4
    assert asked.title[0].value == "Your 80 rows form 4 groups."
    assert not any(str(each.key).startswith("make_") for each in asked.button)


def test_by_another_distance_the_judges_are_asked_by_it_and_no_share_is_told() -> None:
    app = dropped("four.csv", FOUR, by="City blocks")
    assert app.slider(key="into").value == 4
    assert app.title[0].value == "Your 80 rows seem to form 4 groups."
    assert f"Do they stand apart?** Four of four judges see 4 groups. {NOT_CALIBRATED}" in words(app)
    why = next(each for each in app.get("page_link") if each.proto.label == "Why four?")
    assert "by=City+blocks" in why.proto.query_string
    # Whoever had another distance on the page that tells why comes there by this one all the same
    app.selectbox(key="near_choice").set_value("k-means").run()
    why = next(each for each in sound(app).get("page_link") if each.proto.label == "Why four?")
    assert "by=k-means" in why.proto.query_string
    assert app.title[0].value == "Your 80 rows form 4 groups."


def test_one_cloud_is_left_whole_and_shown_in_groups_when_asked() -> None:
    rng = np.random.default_rng(7)
    cloud = "a,b\n" + "".join(f"{a:.4f},{b:.4f}\n" for a, b in rng.uniform(size=(200, 2)))
    app = dropped("cloud.csv", cloud)
    assert app.title[0].value == "Your 200 rows: nothing speaks for groups."
    assert app.slider(key="into").value == 1 and "200 rows in 1 group." in words(app)
    assert "found reliably" not in words(app)  # all starts lead to one group
    assert not app.success and ":material/check" not in words(app)
    for k in (2, 3, 4):
        button(app, f"make_{k}").click().run()
        assert sound(app).title[0].value == f"Your 200 rows in {k} groups, though nothing speaks for groups."
        assert f"200 rows in {k} groups." in words(app)


def test_the_judges_are_heard_once_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []

    class Noted(Hearing):
        def __init__(self, *args: Any, **more: Any) -> None:
            heard.append(len(args[0]))
            super().__init__(*args, **more)

    monkeypatch.setattr(hearing, "Hearing", Noted)
    app = dropped("four.csv", FOUR)
    app.slider(key="into").set_value(2).run()
    app.text_input(key="noun").set_value("shops").run()
    assert heard == [80]


def test_the_judges_can_be_stopped_and_heard_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    digests: list[str] = []

    def interrupted(points: Points, *_: str) -> Any:
        digests.append(points.digest)
        raise StopException

    with monkeypatch.context() as patch:
        patch.setattr(hearing, "_hear", interrupted)
        app = opened()
        app.file_uploader(key="file").upload("four.csv", FOUR.encode(), "text/csv").run()
    app.session_state["stopped judges"] = digests[0]  # what the button does
    sound(app.run())
    assert "You stopped the judges" in " ".join(each.value for each in app.info)
    assert app.title[0].value == "Your 80 rows in 3 groups." and has_groups(app)
    button(app, "go_on_judges").click().run()
    assert sound(app).title[0].value == "Your 80 rows form 4 groups."


def two_or_six(times: float = 1.0) -> str:
    """Two groups as they are, for b hardly counts; six where both columns count alike."""
    rng, i = np.random.default_rng(0), np.arange(120)
    a, b = i % 2 * 100 + rng.normal(0, 8, 120), i // 2 % 3 * 10 + rng.normal(0, 0.6, 120)
    return "a,b\n" + "".join(f"{x:.4f},{times * y:.4f}\n" for x, y in zip(a, b, strict=True))


def test_where_another_way_to_count_gives_another_answer_it_is_told_with_a_press_that_goes_there(
    files: Files,
) -> None:
    app = dropped("t.csv", two_or_six())
    asked = "**Does the number hang on how the columns count?** Yes: "
    unknown = "is not known"
    assert app.title[0].value == "Your 120 rows seem to form 6 groups."
    counts = "as they are, “a” counts 40 times as much as “b” and decides the groups nearly alone, and"
    assert f"{asked}{counts} five of five judges see 2 groups." in words(app)
    assert "see 6 groups. How often they are right where the number hangs on" in words(app)
    report = bare(files["t-groups-report.html"].decode())
    assert "see 2 groups." in report and "seem to form 6" in report and unknown in report
    button(app, "count_none").click().run()
    assert sound(app).title[0].value == "Your 120 rows seem to form 2 groups."
    assert app.query_params["scaling"] == "none" and app.radio(key="scaling_choice").value == "none"
    alike = "with the same variation, where all columns count alike, four of five judges see 6 groups."
    assert f"{asked}{alike}" in words(app)
    assert [each.label for each in app.button if str(each.key).startswith("count_")] == [
        "Count with the same variation"
    ]
    button(app, "count_spread").click().run()
    assert sound(app).title[0].value == "Your 120 rows seem to form 6 groups."


def two_by_two() -> str:
    """Two groups as they are, by a, which counts nearly alone; two others by the eight columns beside it where all count alike."""
    rng, i = np.random.default_rng(0), np.arange(120)
    a = 100 * (5 * (i % 2) + rng.normal(0, 1, 120))
    others = 6 * (i // 2 % 2)[:, np.newaxis] + rng.normal(0, 1, (120, 8))
    rows = [
        ",".join(f"{cell:.5f}" for cell in (x, *rest)) for x, rest in zip(a, others.tolist(), strict=True)
    ]
    return "\n".join(["a,b,c,d,e,f,g,h,i", *rows])


def test_where_as_many_groups_are_of_other_rows_it_is_told_with_a_press_that_goes_there(files: Files) -> None:
    app = dropped("t.csv", two_by_two(), also="c,d,e,f,g,h,i")
    asked = "**Do the groups hang on how the columns count?** Yes: "
    before = app.title[0].value
    assert before.endswith("form 2 groups.")
    assert asked in words(app) and "Does the number hang" not in words(app)
    assert "five of five judges see 2 groups as well, but about 50 in 100 rows change company." in words(app)
    assert "in 100. No known set" in words(app)  # the number does not hang on it
    assert "but about 50 in 100 rows change company." in bare(files["t-groups-report.html"].decode())
    button(app, "count_none").click().run()
    assert sound(app).title[0].value.endswith("form 2 groups.")
    assert app.radio(key="scaling_choice").value == "none"


@pytest.mark.parametrize(
    ("text", "query"),
    [
        (two_or_six(6.3), {}),  # both columns vary about equally
        (two_or_six(), {"by": "City blocks"}),
        (two_or_six() + "9900000,5\n", {}),  # a row that stands alone sways the judges
        (two_or_six(), {"across": "a", "up": "a", "also": ""}),
        ("\n".join(two_or_six().split("\n")[: words_of_judges.FEW_ROWS]), {}),
    ],
)
def test_where_it_cannot_matter_nothing_is_told_of_other_ways_to_count(
    text: str, query: dict[str, str]
) -> None:
    app = dropped("t.csv", text, **query)
    assert "hang on how the columns count" not in words(app)
    assert not any(str(each.key).startswith("count_") for each in app.button)


def test_other_ways_to_count_are_heard_once(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    hear = hearing._hear

    def noted(points: Points, name: str, of: str) -> Any:
        heard.append(of)
        return hear(points, name, of)

    monkeypatch.setattr(hearing, "_hear", noted)
    app = dropped("t.csv", two_or_six())
    app.text_input(key="noun").set_value("shops").run()
    button(app, "count_none").click().run()
    button(app, "count_spread").click().run()
    assert sound(app) and heard == ["", "As they are"]


def test_few_rows_open_with_few_groups_until_somebody_chooses() -> None:
    app = dropped("six.csv", "a,b\n1,2\n1,3\n2,2\n90,95\n91,95\n90,97\n")
    assert (
        app.title[0].value
        == "Your 6 rows in 2 groups; 2 or more, or none that are round: more were not compared."
    )
    assert "How often the judges are right on so few, 6, is not known" in words(app)
    assert sound(app.run()).slider(key="into").value == 2 and "into" not in app.query_params
    drop(app, "four.csv", FOUR)
    assert app.slider(key="into").value == 4
    drop(app, "three.csv", "a,b\n1,2\n8,3\n2,9\n")
    assert app.slider(key="into").value == 1
    app.slider(key="into").set_value(2).run()
    drop(app, "plain.csv", PLAIN)
    assert app.slider(key="into").value == 2
    assert dropped("four.csv", "a,b\n1,2\n3,5\n9,9\n1,7\n", into="3").slider(key="into").value == 3


def test_the_answer_stands_at_the_top_and_leads_to_its_parts() -> None:
    app = dropped("plain.csv", PLAIN, also="")
    assert app.title[0].value == "Your 30 rows in 5 groups; the judges are divided: no groups or 5."
    targets = re.findall(r"\(#(.+?)\)", " ".join(each.value for each in app.markdown))
    assert targets == [each.proto.anchor for each in app.header if each.proto.anchor]
    assert len(targets) == 2


def test_more_groups_than_rows_gets_a_sentence() -> None:
    app = dropped("few.csv", "a,b\n1,2\n3,5\n9,9\n1,7\n", into="5")
    assert "4" in errors(app) and "5" in errors(app)
    app.slider(key="into").set_value(2).run()
    assert has_groups(sound(app))


def test_the_noun_is_the_users() -> None:
    app = dropped("plain.csv", PLAIN, also="")
    app.text_input(key="noun").set_value("members").run()
    assert "30 members in 5 groups." in words(sound(app))
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


def test_three_groups_are_found_in_the_wines_as_they_are_brought() -> None:
    app = dropped("wine.csv", load_wine(as_frame=True).data.to_csv(index=False))
    assert app.title[0].value == "Your 178 rows seem to form 3 groups."
    assert "All 13 usable columns are compared" in words(app)


def test_rows_are_counted_as_the_file_writes_numbers() -> None:
    lines = "".join(f"P{i};{1 + i % 3},{i % 10};{i % 7},5\n" for i in range(1200))
    app = dropped("german.csv", f"Name;Größe;Preis\n{lines}", into="3")
    told = [bare(each.value) for each in [*app.title, *app.markdown, *app.caption]]
    assert any("of 1.200 rows" in each for each in told)
    assert any("1.200 rows in 3 groups." in each for each in told)
    assert not any("1,200" in each for each in told)
