"""What near means on the page "Your data": places go by the globe, shares by angle, rows count as often as a column says, groups are
of the sizes asked for; each travels in the link and in the project."""

from __future__ import annotations

import numpy as np
import pytest

from study.towns import TOWNS
from tests.app.test_one_column import opened, text_of

PAGE = "pages/1_Your_data.py"
PLACES = "town,latitude,longitude\n" + "".join(f"{name},{lat},{lon}\n" for name, lat, lon in TOWNS)
SHARES = "who,rent,food,fun\n" + "".join(
    f"p{i},{50 + i % 5},{20 - i % 5},30\n" if i % 2 else f"p{i},{20 + i % 4},{30 - i % 4},50\n"
    for i in range(24)
)
COUNTED = "age,income,count\n" + "".join(
    f"{20 + 7 * (i % 3) + i % 2},{30 + 9 * (i % 3)},{1 + i % 4}\n" for i in range(24)
)


def test_places_are_compared_on_the_globe_unasked_and_as_on_a_plane_by_one_press() -> None:
    app = opened(PAGE, PLACES, into="3")
    said = text_of(app)
    assert "in km" in said and "midpoint" in said and "half of them within" in said
    assert "by" not in app.query_params
    app.button(key="not_on_the_globe").click().run()
    assert not app.exception, app.exception
    assert app.query_params["by"] == "k-means" and "midpoint" not in text_of(app)
    app.button(key="on_the_globe").click().run()
    assert "by" not in app.query_params and "midpoint" in text_of(app)


def test_why_a_row_is_here_is_told_in_km() -> None:
    app = opened(PAGE, PLACES, into="3")
    app.session_state["row asked"] = (app.session_state["desk"].drawer.shown.digest, 0, False)
    app.run()
    assert not app.exception, app.exception
    assert "km away" in text_of(app) and "shortest way along the surface" in text_of(app)


def test_shares_are_offered_the_angle_and_the_way_back() -> None:
    app = opened(PAGE, SHARES)
    assert "add up to 100 in every row" in text_of(app)
    app.button(key="angle").click().run()
    assert not app.exception, app.exception
    said = text_of(app)
    assert app.query_params["by"] == "Angle" and "Divided up: fun 50%" in said.replace("\u2068", "").replace(
        "\u2069", ""
    )
    app.button(key="no_angle").click().run()
    assert "by" not in app.query_params and "Divided up" not in text_of(app)


def test_a_column_that_counts_rows_weighs_them_by_one_press() -> None:
    app = opened(PAGE, COUNTED)
    app.button(key="weights").click().run()
    assert not app.exception, app.exception
    said = text_of(app)
    assert app.query_params["weigh"] == "count" and "60 in all" in said
    table = next(frame.value for frame in app.dataframe if "All" in frame.value.columns)
    assert table.set_index("Column").loc["count (in all)", "All"] == "60"
    app.button(key="no_weights").click().run()
    assert "weigh" not in app.query_params and "in all." not in text_of(app)


LOOKS_COUNTED = {
    "town,lat,lon,count\n"
    + "".join(f"{name},{lat},{lon},{1 + at % 8}\n" for at, (name, lat, lon) in enumerate(TOWNS)): (
        ("lon", "lat", []),
        ("lon", "lat", []),
    ),
    "a,b,c,count\n" + "".join(f"{i * 7 % 31},{i * 5 % 29},{i * 3 % 37},{1 + i % 4}\n" for i in range(40)): (
        ("count", "b", ["a", "c"]),
        ("a", "b", ["c"]),
    ),
}
"""Tables with a column that looks like weights: by which columns rows are compared, and by which when it weighs them."""


@pytest.mark.parametrize(
    ("table", "before", "after"), [(each, *axes) for each, axes in LOOKS_COUNTED.items()]
)
def test_where_a_column_begins_to_weigh_the_rows_it_alone_leaves_what_is_compared(
    table: str, before: tuple[str, str, list[str]], after: tuple[str, str, list[str]]
) -> None:
    app = opened(PAGE, table)

    def in_force() -> tuple[str, str, list[str]]:
        across, up = (str(app.selectbox(key=key).value) for key in ("across", "up"))
        return across, up, app.multiselect(key="also").value

    for key, name in zip(("across", "up"), before, strict=False):
        app.selectbox(key=key).set_value(name).run()
    app.multiselect(key="also").set_value(before[2]).run()
    assert in_force() == before
    says = app.query_params.get("across")
    app.button(key="weights").click().run()
    assert not app.exception, app.exception
    assert in_force() == after
    if before == after:
        assert app.query_params.get("across") == says
    app.run()
    assert in_force() == after


def test_a_column_that_weighs_the_rows_is_not_compared_again_unasked() -> None:
    rows = "".join(f"{1990 + i % 9},{1 + i % 4},{20 + i * 7 % 31}\n" for i in range(40))
    app = opened(PAGE, "year,count,age\n" + rows)
    app.button(key="weights").click().run()
    app.run()
    assert not app.exception, app.exception
    compared = {app.selectbox(key=key).value for key in ("across", "up")} | {
        *app.multiselect(key="also").value
    }
    assert "count" not in compared


def test_a_column_that_weighs_the_rows_is_none_of_those_that_could_be_compared() -> None:
    app = opened(PAGE, COUNTED)
    app.button(key="weights").click().run()
    assert "usable column" not in text_of(app)
    app.multiselect(key="also").set_value(["count"]).run()
    assert "All 3 usable columns are compared" in text_of(app)


def test_where_a_place_is_rows_do_not_count_as_often_as_it_says() -> None:
    table = "town,lat,lon,count\n" + "".join(
        f"{name},{abs(lat)},{abs(lon)},{1 + at % 8}\n" for at, (name, lat, lon) in enumerate(TOWNS)
    )
    assert opened(PAGE, table).selectbox(key="weigh_choice").options == ["once", "as often as “count” says"]


def test_groups_have_the_sizes_asked_for_and_what_cannot_be_is_said() -> None:
    app = opened(PAGE, COUNTED, into="3", sizes="8-8")
    assert not app.exception, app.exception
    table = next(frame.value for frame in app.dataframe if "All" in frame.value.columns).set_index("Column")
    assert (
        set(np.ravel(table.iloc[0, 1:])) == {"8"} and "each group is to have 8 rows" in text_of(app).lower()
    )
    app.number_input(key="least_size").set_value(9).run()
    assert any("take 27 rows, and there are 24" in each.value for each in app.error)


@pytest.mark.parametrize("link", [{"sizes": "9-3"}, {"by": "nowhere"}, {"sizes": "x"}])
def test_a_link_that_asks_for_what_there_is_not_is_told_so(link: dict[str, str]) -> None:
    app = opened(PAGE, COUNTED, **link)
    assert not app.exception, app.exception
    assert any("The link asks for" in each.value for each in app.info)


@pytest.mark.parametrize(
    ("name", "center", "squares"), [("City blocks", "median", False), ("Central row", "medoid", True)]
)
def test_what_is_said_is_true_of_the_center_in_use(name: str, center: str, squares: bool) -> None:
    app = opened(PAGE, COUNTED, by=name, into="3")
    said = text_of(app)
    assert f"the center of a group is its {center}" in said and f"compare the {center} of the group" in said
    assert ("adds up squares" in said) == squares
    table = next(frame.value for frame in app.dataframe if "All" in frame.value.columns)
    assert (
        f"income ({center})" in table["Column"].tolist()
        and "income (average)" not in table["Column"].tolist()
    )
