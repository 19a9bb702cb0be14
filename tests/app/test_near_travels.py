"""What near means for a table is one setting: chosen on "Your data", it is in force where the points are gone on with, and the other way."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from study.similarities import K_MEANS, MIXED
from tests.app.sent import sound
from tests.app.your_data_page import APP, bare, dropped

ROWS = "who,age,income,town\n" + "".join(
    f"p{i},{20 + 15 * (i % 3) + i % 4},{1000 + 10 * (i % 5)},{('Ulm', 'Bonn', 'Jena')[i % 3]}\n"
    for i in range(36)
)
TOWNS = "town,latitude,longitude\n" + "".join(
    f"t{i},{40 + 7 * i % 13},{5 + 11 * i % 17}\n" for i in range(20)
)
OF_TWO_KINDS = "\n".join(
    f"{row},{'kind' if i == 0 else 'abc'[i % 3]}" for i, row in enumerate(ROWS.splitlines())
)
STARTS, HOW_MANY, DISTANCES, YOUR_DATA = (
    "pages/2_Starting_points.py",
    "pages/3_How_many_groups.py",
    "pages/4_Other_distances.py",
    "pages/1_Your_data.py",
)


def gone_to(app: AppTest, page: str) -> AppTest:
    app.query_params.clear()  # as the browser does with what the page before had, too
    app.switch_page(page)
    app.query_params["data"], app.query_params["starts"] = "Upload", "20"
    if page == YOUR_DATA:
        app.query_params.clear()
    app.run()
    assert not app.exception
    return app


def chosen_on_your_data(app: AppTest, name: str) -> None:
    app.selectbox(key="near_choice").set_value(name).run()
    sound(app)


@pytest.mark.parametrize("page", [STARTS, HOW_MANY])
@pytest.mark.parametrize("name", ["City blocks", MIXED.name])
def test_what_was_chosen_on_your_data_is_in_force_where_the_points_are_gone_on_with(
    page: str, name: str
) -> None:
    app = dropped("t.csv", ROWS)
    chosen_on_your_data(app, name)
    gone_to(app, page)
    assert app.selectbox(key="near_choice").value == name
    assert app.query_params["by"] in (name, [name])


def test_what_was_chosen_there_is_in_force_on_your_data() -> None:
    app = dropped("t.csv", ROWS)
    chosen_on_your_data(app, "City blocks")
    gone_to(app, STARTS)
    app.selectbox(key="near_choice").set_value("Central row").run()
    gone_to(app, YOUR_DATA)
    assert app.selectbox(key="near_choice").value == "Central row"
    assert app.query_params["by"] in ("Central row", ["Central row"])
    gone_to(app, STARTS)
    assert app.selectbox(key="near_choice").value == "Central row"
    app.selectbox(key="near_choice").set_value(K_MEANS.name).run()
    gone_to(app, YOUR_DATA)
    assert app.selectbox(key="near_choice").value == K_MEANS.name


def test_a_link_goes_before_it() -> None:
    app = dropped("t.csv", ROWS)
    chosen_on_your_data(app, "City blocks")
    app.switch_page(STARTS)
    app.query_params.clear()
    app.query_params["data"], app.query_params["starts"], app.query_params["by"] = (
        "Upload",
        "20",
        "Central row",
    )
    sound(app.run())
    assert app.selectbox(key="near_choice").value == "Central row"


def test_what_the_columns_suggest_is_in_force_there_and_stays_a_suggestion() -> None:
    app = dropped("towns.csv", TOWNS)
    assert app.selectbox(key="near_choice").value == "Globe"
    gone_to(app, STARTS)
    assert app.selectbox(key="near_choice").value == "Globe"
    gone_to(app, YOUR_DATA)
    assert app.selectbox(key="near_choice").value == "Globe" and "by" not in app.query_params
    gone_to(app, STARTS)
    app.selectbox(key="near_choice").set_value(K_MEANS.name).run()
    gone_to(app, YOUR_DATA)
    assert app.selectbox(key="near_choice").value == K_MEANS.name


def test_of_a_shape_it_says_nothing_of_the_table() -> None:
    app = dropped("t.csv", ROWS)
    app.query_params.clear()
    app.switch_page(STARTS)
    app.query_params["n"], app.query_params["starts"] = "30", "20"
    sound(app.run())
    assert app.selectbox(key="near_choice").value == K_MEANS.name
    app.selectbox(key="near_choice").set_value("Angle").run()
    gone_to(app, YOUR_DATA)
    assert app.selectbox(key="near_choice").value == K_MEANS.name


def chosen_of(app: AppTest) -> str:
    return str(app.selectbox(key="near_choice").value)


def asked_of(app: AppTest) -> str:
    return str(app.session_state["desk"].asked.near)


def of_pages(app: AppTest) -> dict[str, dict[str, list[str]]]:
    """What the browser is told that the address of each page has of it."""
    said = [json.loads(each.proto.json) for each in app.get("bidi_component") if each.proto.json]
    return next(each["ofPages"] for each in said if isinstance(each, dict) and "ofPages" in each)


@pytest.mark.parametrize("page", [STARTS, HOW_MANY])
def test_a_suggestion_for_one_table_says_nothing_of_the_next(page: str) -> None:
    app = dropped("towns.csv", TOWNS)
    gone_to(app, page)
    assert chosen_of(app) == "Globe" and asked_of(app) == "" and "by" not in app.query_params
    for _ in range(2):
        app.file_uploader(key="file").upload("other.csv", ROWS.encode(), "text/csv").run()
        sound(app.run())
        assert chosen_of(app) == K_MEANS.name and asked_of(app) == "" and not app.error
    gone_to(app, YOUR_DATA)
    assert chosen_of(app) == K_MEANS.name and "by" not in app.query_params


def test_a_suggestion_for_some_columns_says_nothing_of_others() -> None:
    table = "town,latitude,longitude,people\n" + "".join(
        f"t{i},{40 + 7 * i % 13},{5 + 11 * i % 17},{1000 + 37 * i % 900}\n" for i in range(20)
    )
    app = dropped("towns.csv", table)
    gone_to(app, STARTS)
    assert chosen_of(app) == "Globe"
    sound(app.selectbox(key="x").set_value("people").run())
    assert chosen_of(app) == K_MEANS.name and not app.error


def test_what_was_chosen_for_a_shape_and_for_a_table_are_two_settings() -> None:
    app = dropped("t.csv", ROWS)
    chosen_on_your_data(app, "City blocks")
    app.query_params.clear()
    app.switch_page(STARTS)
    app.query_params["n"], app.query_params["starts"] = "30", "20"
    sound(app.run())
    app.selectbox(key="near_choice").set_value("Angle").run()
    assert app.query_params["by"] in ("Angle", ["Angle"])
    for data, name in (("Upload", "City blocks"), ("Shapes", "Angle"), ("Upload", "City blocks")):
        source: Any = next(each for each in app.get("button_group") if each.key == "data")
        sound(source.set_value(data).run())
        assert chosen_of(app) == name and app.query_params["by"] in (name, [name])
    gone_to(app, YOUR_DATA)
    assert chosen_of(app) == "City blocks"


def test_a_link_about_a_shape_says_nothing_of_a_table_that_comes_later() -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(STARTS)
    for name, value in {"n": "30", "starts": "20", "by": "Angle"}.items():
        app.query_params[name] = value
    sound(app.run())
    assert chosen_of(app) == "Angle"
    gone_to(app, YOUR_DATA)
    app.file_uploader(key="file").upload("t.csv", ROWS.encode(), "text/csv").run()
    assert chosen_of(app) == K_MEANS.name


def test_what_is_usual_is_in_no_address() -> None:
    app = dropped("t.csv", ROWS)
    chosen_on_your_data(app, "City blocks")
    gone_to(app, STARTS)
    app.selectbox(key="near_choice").set_value(K_MEANS.name).run()
    assert "by" not in app.query_params and asked_of(app) == ""
    gone_to(app, YOUR_DATA)
    assert chosen_of(app) == K_MEANS.name and "by" not in app.query_params


def test_a_link_opened_by_itself_has_what_is_of_its_page() -> None:
    app = dropped("t.csv", ROWS)
    app.selectbox(key="near_choice").set_value("City blocks").run()
    none: list[str] = []
    table = {"by": ["City blocks"]}
    assert of_pages(app) == {
        "Your_data": table,
        "Starting_points": {"by": none},
        "How_many_groups": {"by": none},
    }
    gone_to(app, STARTS)
    assert of_pages(app) == {"Your_data": table, "Starting_points": table, "How_many_groups": table}
    app.selectbox(key="near_choice").set_value("Central row").run()
    assert {str(each) for each in of_pages(app).values()} == {"{'by': ['Central row']}"}


@pytest.mark.parametrize("page", [STARTS, HOW_MANY])
def test_a_link_says_what_counts_for_a_table_that_comes_later(page: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(page)
    app.query_params.update({"data": "Upload", "starts": "20", "by": K_MEANS.name})
    sound(app.run()).file_uploader(key="file").upload("towns.csv", TOWNS.encode(), "text/csv").run()
    assert chosen_of(sound(app)) == K_MEANS.name and asked_of(app) == K_MEANS.name
    assert "by" in app.query_params, "unasked it would be the globe"


def test_where_what_was_asked_for_makes_no_sense_the_link_to_the_judges_has_what_is_in_force() -> None:
    app = dropped("t.csv", ROWS, by="Globe")
    assert any("no places on the globe" in each.value for each in app.warning)
    (link,) = (
        each.proto
        for each in app.get("page_link")
        if each.proto.page == "How_many_groups" and each.proto.query_string
    )
    asked = dict(parse_qsl(link.query_string))
    assert asked["by"] == K_MEANS.name
    app.query_params.clear()
    app.switch_page(HOW_MANY)
    app.query_params.update(asked)
    assert chosen_of(sound(app.run())) == K_MEANS.name and not app.error and not app.info


# ---- which words count ---------------------------------------------------------------------------------------------


def words_told(app: AppTest) -> list[str]:
    """The columns of words that are compared, by what the page says or sends."""
    sent = [
        json.loads(each.proto.json)["columns"]
        for each in app.get("bidi_component")
        if each.proto.component_name.endswith("kmeans_player")
    ]
    said = "\n".join(bare(each.value) for each in app.markdown if "whether words match" in each.value)
    told = sent[-1] if sent else [name for name in ("town", "kind") if f"“{name}”" in said]
    return [name for name in told if name in ("town", "kind")]


def with_words_chosen(*names: str) -> AppTest:
    app = dropped("t.csv", OF_TWO_KINDS, by=MIXED.name)
    app.multiselect(key="words_choice").set_value(list(names)).run()
    return sound(app)


def gone_to_words(app: AppTest, page: str) -> AppTest:
    app.query_params.clear()
    app.switch_page(page)
    asked = {"distance": MIXED.name} if page == DISTANCES else {"starts": "20", "by": MIXED.name}
    app.query_params.update({"data": "Upload", **asked})
    return sound(app.run())


@pytest.mark.parametrize("page", [STARTS, DISTANCES])
def test_words_left_out_on_your_data_do_not_count_where_the_points_are_gone_on_with(page: str) -> None:
    app = with_words_chosen()
    assert words_told(gone_to_words(app, page)) == ["town", "kind"] and "words" not in app.query_params
    app = with_words_chosen("kind")
    assert words_told(gone_to_words(app, page)) == ["kind"]
    assert app.query_params["words"] in ("kind", ["kind"]), "a link shows the same"
    gone_to(app, YOUR_DATA)
    assert app.multiselect(key="words_choice").value == ["kind"]


@pytest.mark.parametrize("page", [STARTS, DISTANCES])
def test_a_link_to_a_page_says_which_words_count(page: str) -> None:
    def opened(**query: Any) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        app.switch_page(page)
        asked = {"distance": MIXED.name} if page == DISTANCES else {"starts": "20", "by": MIXED.name}
        app.query_params.update({"data": "Upload", **asked, **query})
        sound(app.run()).file_uploader(key="file").upload("t.csv", OF_TWO_KINDS.encode(), "text/csv").run()
        return sound(app)

    assert words_told(opened(words="town")) == ["town"]
    assert words_told(opened(words="nowhere")) == ["town", "kind"], "as on “Your data”"


def test_of_a_shape_or_an_example_all_words_count_whatever_was_chosen_for_the_table() -> None:
    app = with_words_chosen("kind")
    app.query_params.clear()
    app.switch_page(DISTANCES)
    app.query_params.update({"data": "Example", "example": "orders", "distance": MIXED.name})
    sent = [
        json.loads(each.proto.json)["columns"]
        for each in sound(app.run()).get("bidi_component")
        if each.proto.component_name.endswith("kmeans_player")
    ]
    assert "buys" in sent[-1]


@pytest.mark.parametrize("page", [STARTS, DISTANCES])
def test_rows_without_a_word_are_left_out_everywhere_and_it_is_said(page: str) -> None:
    gaps = "\n".join(
        ",".join("" if j == 3 and i in (4, 9, 20) else cell for j, cell in enumerate(row.split(",")))
        for i, row in enumerate(OF_TWO_KINDS.splitlines())
    )
    app = dropped("t.csv", gaps, by=MIXED.name)
    assert "33 of 36 rows (3 have no “town”)" in bare(app.title[0].value)
    assert words_told(gone_to_words(app, page)) == ["town", "kind"]
    assert [bare(each.value) for each in app.caption if "left out" in each.value] == [
        "3 rows left out: no word in “town”."
    ]
    if page == DISTANCES:
        alts = [
            json.loads(each.proto.json)["alt"]
            for each in app.get("bidi_component")
            if each.proto.component_name.endswith("kmeans_player")
        ]
        assert len(alts) == 2 and all("33 points" in alt for alt in alts), "the same rows on both sides"


# ---- one column of numbers beside words ----------------------------------------------------------------------------


@pytest.mark.parametrize("page", [STARTS, DISTANCES])
def test_one_column_of_numbers_and_words_are_drawn_and_it_is_said_how(page: str) -> None:
    rows = "age,kind,town\n" + "".join(
        f"{20 + 15 * (i % 3) + i % 4},{('red', 'blue')[i % 7 > 4]},{('Ulm', 'Bonn', 'Jena')[i % 3]}\n"
        for i in range(36)
    )
    app = dropped("t.csv", rows, by=MIXED.name)
    gone_to_words(app, page)
    assert not app.error and not app.info
    told = bare(" ".join(each.value for each in [*app.markdown, *app.caption]))
    place = "In the pictures" if page == STARTS else "With k-prototypes"
    assert (
        f"{place}, “age” goes across, and each word of “kind” has a height of its own, from below: red, blue. How far these lie apart "
        "means nothing." in told
    )
    assert "“age” alone counts" in told and "compared by “age” alone" not in told, "words count, too"
    if page == STARTS:
        cards = [
            card
            for each in app.get("bidi_component")
            if each.proto.component_name.endswith("kmeans_answers")
            for card in json.loads(each.proto.json)["cards"]
        ]
        heights = {float(y) for card in cards for y in re.findall(r"M[^,]+,([0-9.]+)h0", card["svg"])}
        assert len(heights) == 2 and min(heights) > 20, (
            "a height for each word, and room for the mark of a center"
        )


# ---- how often each row counts, and how large groups may be --------------------------------------------------------

WEIGHED = "age,income,people\n" + "".join(
    f"{20 + 15 * (i % 3) + i % 4},{1000 + 10 * (i % 5)},{1 + i % 6}\n" for i in range(36)
)


@pytest.mark.parametrize("page", ["app.py", STARTS, HOW_MANY, DISTANCES])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, ""),
        ({"weigh": "nowhere"}, ""),
        (
            {"weigh": "people"},
            "each row is to count as often as its “people” says; here each row counts once.",
        ),
        ({"sizes": "10-14"}, "each group is to have 10 to 14 rows; here groups may have any size."),
        (
            {"weigh": "people", "sizes": "12-12"},
            "each row is to count as often as its “people” says, and each group is to have 12 rows; here each row counts once, and groups "
            "may have any size.",
        ),
    ],
)
def test_where_weights_and_sizes_do_not_count_the_page_says_so(
    page: str, asked: dict[str, str], said: str
) -> None:
    app = dropped("t.csv", WEIGHED, into="3", **asked)
    gone_to(app, page)
    told = [bare(each.value) for each in app.caption if "is to" in each.value]
    assert told == ([f"On “Your data” {said}"] if said else [])
    gone_to(app, YOUR_DATA)
    assert str(app.session_state["desk"].asked.weigh) == asked.get("weigh", ""), (
        "it is kept for the page that goes by it"
    )
