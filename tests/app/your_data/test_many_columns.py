"""Tables of more columns than anybody looks at."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.sent import sound
from tests.app.your_data_page import APP, PLAIN, drop, dropped, has_groups, words

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
    assert preview.shape == (30, 1 + 100)  # the first says which line of the file it is
    assert "The table shows 200 of 700 columns of numbers" in words(app)
    assert len(profiles) == 2 + 200
    assert list(profiles["Column"][2:4]) == [
        f"{app.session_state[key]} (average)" for key in ("across", "up")
    ]


def test_of_very_many_columns_lists_offer_those_that_are_looked_for() -> None:
    app = dropped("wide.csv", WIDE, also="")
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
