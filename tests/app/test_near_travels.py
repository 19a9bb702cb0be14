"""What near means for a table is one setting: chosen on "Your data", it is in force where the points are gone on with, and the other way."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from study.similarities import K_MEANS, MIXED
from tests.app.sent import sound
from tests.app.your_data_page import dropped

ROWS = "who,age,income,town\n" + "".join(
    f"p{i},{20 + 15 * (i % 3) + i % 4},{1000 + 10 * (i % 5)},{('Ulm', 'Bonn', 'Jena')[i % 3]}\n"
    for i in range(36)
)
TOWNS = "town,latitude,longitude\n" + "".join(
    f"t{i},{40 + 7 * i % 13},{5 + 11 * i % 17}\n" for i in range(20)
)
STARTS, HOW_MANY, YOUR_DATA = (
    "pages/2_Starting_points.py",
    "pages/3_How_many_groups.py",
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
    assert app.selectbox(key="by").value == name
    assert app.query_params["by"] in (name, [name])


def test_what_was_chosen_there_is_in_force_on_your_data() -> None:
    app = dropped("t.csv", ROWS)
    chosen_on_your_data(app, "City blocks")
    gone_to(app, STARTS)
    app.selectbox(key="by").set_value("Central row").run()
    gone_to(app, YOUR_DATA)
    assert app.selectbox(key="near_choice").value == "Central row"
    assert app.query_params["by"] in ("Central row", ["Central row"])
    gone_to(app, STARTS)
    assert app.selectbox(key="by").value == "Central row"
    app.selectbox(key="by").set_value(K_MEANS.name).run()
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
    assert app.selectbox(key="by").value == "Central row"


def test_what_the_columns_suggest_is_in_force_there_and_stays_a_suggestion() -> None:
    app = dropped("towns.csv", TOWNS)
    assert app.selectbox(key="near_choice").value == "Globe"
    gone_to(app, STARTS)
    assert app.selectbox(key="by").value == "Globe"
    gone_to(app, YOUR_DATA)
    assert app.selectbox(key="near_choice").value == "Globe" and "by" not in app.query_params
    gone_to(app, STARTS)
    app.selectbox(key="by").set_value(K_MEANS.name).run()
    gone_to(app, YOUR_DATA)
    assert app.selectbox(key="near_choice").value == K_MEANS.name


def test_of_a_shape_it_says_nothing_of_the_table() -> None:
    app = dropped("t.csv", ROWS)
    app.query_params.clear()
    app.switch_page(STARTS)
    app.query_params["n"], app.query_params["starts"] = "30", "20"
    sound(app.run())
    assert app.selectbox(key="by").value == K_MEANS.name
    app.selectbox(key="by").set_value("Angle").run()
    gone_to(app, YOUR_DATA)
    assert app.selectbox(key="near_choice").value == K_MEANS.name
