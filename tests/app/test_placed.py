"""What somebody placed stays where it is on the plot, or the page says what became of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from study import links
from tests.app.sent import sent_to, sound

APP = Path(__file__).resolve().parents[2] / "app.py"
STARTING_POINTS = "pages/2_Starting_points.py"
ROWS = [(30 * (i % 3) + i % 7, 100 * (i * i % 3) + i % 11, i % 5, 7 - i % 4) for i in range(60)]
TABLE = "a,b,c,d\n" + "".join(",".join(map(str, row)) + "\n" for row in ROWS)
OTHER = "e,f\n" + "".join(f"{row[0]},{row[1]}\n" for row in ROWS)
PLACED = "10,50;40,120;70,20"


def opened(page: str = "app.py", table: str | None = TABLE, **query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    if page != "app.py":
        app.switch_page(page)
    for name, value in {**({"data": "Upload"} if table else {}), **query}.items():
        app.query_params[name] = value
    sound(app.run())
    return drop(app, table) if table else app


def drop(app: AppTest, table: str) -> AppTest:
    return sound(app.file_uploader(key="file").upload("my.csv", table.encode(), "text/csv").run())


def by_hand(**query: str) -> AppTest:
    return opened(init="by hand", means=PLACED, k="3", x="a", y="b", **query)


def on_plot(app: AppTest) -> Any:
    """Where the player draws the first means."""
    return np.array(sent_to(app, "kmeans_player")["steps"][0]["means"])


def switch(app: AppTest, page: str) -> AppTest:
    """To another page by the menu, which has no query."""
    app.query_params.clear()
    return sound(app.switch_page(page).run())


def said(app: AppTest) -> str:
    return (
        " ".join(each.value for each in (*app.info, *app.error, *app.caption))
        .replace("\u2068", "")
        .replace("\u2069", "")
        .replace("\\", "")
    )


EXPECTED = np.array([[10.0, 50], [40, 120], [70, 20]])


@pytest.mark.parametrize("first", ["none", "spread", "range"])
@pytest.mark.parametrize("then", ["none", "spread", "range"])
def test_however_the_columns_count(first: str, then: str) -> None:
    app = by_hand(scaling=first)
    np.testing.assert_allclose(on_plot(app), EXPECTED, rtol=1e-9)
    app.radio(key="scaling_choice").set_value(then)
    np.testing.assert_allclose(on_plot(sound(app.run())), EXPECTED, rtol=1e-9)
    assert app.text_input(key="means").value == PLACED
    assert "You placed the 3 means." in sent_to(app, "kmeans_player")["steps"][0]["sentence"]


def test_other_data_of_the_same_columns() -> None:
    app = opened(table=None, init="by hand", means="1,2;3,4", k="2")
    for change in (
        lambda: app.number_input(key="seed").set_value(4),
        lambda: app.number_input(key="n").set_value(60),
        lambda: app.pills(key="shape").set_value("rings"),
        lambda: app.slider(key="spread").set_value(2.0),
    ):
        change()
        assert on_plot(sound(app.run())).tolist() == [[1, 2], [3, 4]]
    app = by_hand()
    another = TABLE.replace("\n1", "\n3")
    np.testing.assert_allclose(on_plot(drop(app, another)), EXPECTED)


def test_the_axes_change_places() -> None:
    app = by_hand()
    app.selectbox(key="x").set_value("b")
    np.testing.assert_allclose(on_plot(sound(app.run())), EXPECTED[:, ::-1])
    assert app.selectbox(key="init").value == "by hand" and not app.error


def test_a_column_more_and_less() -> None:
    app = by_hand()
    app.multiselect(key="more").set_value(["c"])
    np.testing.assert_allclose(on_plot(sound(app.run()))[:, :2], EXPECTED)
    np.testing.assert_allclose(on_plot(app)[:, 2], np.mean([row[2] for row in ROWS]))
    assert "“c” counts now, too" in said(app)
    app.multiselect(key="more").set_value([])
    np.testing.assert_allclose(on_plot(sound(app.run())), EXPECTED)
    assert "counts now" not in said(app)


def test_another_column_on_the_plot_and_back() -> None:
    app = by_hand()
    app.selectbox(key="x").set_value("c")
    sound(app.run())
    assert app.selectbox(key="init").value == "random" and app.text_input(key="means").value == ""
    assert "You placed the means on “a” and “b”. They wait" in said(app)
    app.number_input(key="k").set_value(4).run()
    assert "You placed the means" not in said(app)
    app.selectbox(key="x").set_value("a")
    np.testing.assert_allclose(on_plot(sound(app.run())), EXPECTED)
    assert app.number_input(key="k").value == 3
    assert "The means are where you placed them." in said(app)


def test_another_table_and_back() -> None:
    app = by_hand()
    drop(app, OTHER)
    assert app.selectbox(key="init").value == "random" and "They wait" in said(app)
    app.segmented_control(key="data").set_value("Shapes")
    sound(app.run())
    assert app.selectbox(key="init").value == "random"
    app.segmented_control(key="data").set_value("Upload")
    sound(app.run())
    np.testing.assert_allclose(on_plot(drop(app, TABLE)), EXPECTED)


def test_another_page_and_back() -> None:
    app = by_hand(scaling="range")
    switch(app, "pages/1_Your_data.py")
    switch(app, "app.py")
    np.testing.assert_allclose(on_plot(app), EXPECTED)
    switch(app, STARTING_POINTS)
    assert app.selectbox(key="init").value == "by hand" and app.text_input(key="means").value == PLACED
    switch(app, "app.py")
    np.testing.assert_allclose(on_plot(app), EXPECTED)


@pytest.mark.parametrize("page", ["app.py", STARTING_POINTS])
def test_another_k_adds_one_or_takes_one_away_and_says_so(page: str) -> None:
    app = opened(page, init="by hand", means=PLACED, k="3", x="a", y="b", starts="10")
    app.number_input(key="k").set_value(4)
    assert "Mean 4 was added, at the point farthest from all means" in said(sound(app.run()))
    now = app.text_input(key="means").value
    assert now and now.startswith(PLACED + ";") and app.query_params["means"] in (now, [now])
    sound(app.run())
    assert "Mean 4 was added" in said(app)
    app.number_input(key="k").set_value(2)
    assert "Means 3 and 4 were taken away; the others stay." in said(sound(app.run()))
    assert app.text_input(key="means").value == "10,50;40,120"
    if page == "app.py":
        app.button(key="new_start").click()
        assert "taken away" not in said(sound(app.run()))


@pytest.mark.parametrize("k", [None, "2", "4", "99"])
@pytest.mark.parametrize("page", ["app.py", STARTING_POINTS])
@pytest.mark.parametrize("table", [None, TABLE])
def test_in_a_link_the_means_stay_and_k_follows_them(k: str | None, page: str, table: str | None) -> None:
    columns = {"x": "a", "y": "b"} if table else {}
    given = {"k": k} if k else {}
    app = opened(page, table, init="by hand", means=PLACED, starts="10", **columns, **given)
    assert "The link has 3 means placed by hand" in said(app)
    assert app.number_input(key="k").value == 3 and app.text_input(key="means").value == PLACED
    assert not app.error
    if page == "app.py":
        np.testing.assert_allclose(on_plot(app), EXPECTED)
    app.number_input(key="k").set_value(2)
    assert "Mean 3 was taken away; the others stay." in said(sound(app.run()))
    assert "The link has 3 means" not in said(app)


def test_a_link_says_which_means_a_hand_touched() -> None:
    app = opened(init="by hand", means="=10,50;*40,120;+70,20", k="3", x="a", y="b")
    np.testing.assert_allclose(on_plot(app), EXPECTED)
    first = sent_to(app, "kmeans_player")["steps"][0]["sentence"]
    assert first == "You moved mean 2 and added mean 3; the other is as drawn."
    app.text_input(key="means").set_value("~10,50;*40,120;70,20")
    steps = sent_to(sound(app.run()), "kmeans_player")["steps"]
    assert steps[0]["sentence"] == "You moved mean 2; the others are where they were."
    assert steps[1]["sentence"].startswith("You moved mean 2: k-means goes on from there; all 60 points")


def test_too_far_gets_a_sentence_and_no_nonsense() -> None:
    app = by_hand()
    app.text_input(key="means").set_value("1e200,1;2,3;4,5")
    assert "Mean 1 is at 1e+200 in “a”, too far from all points" in said(sound(app.run()))
    switch(app, STARTING_POINTS)
    for look in links.LOOKS:
        app.query_params["look"] = look
        sound(app.run())
    assert "too far from all points" in said(app)
    linked = opened(table=None, init="by hand", means="1,1e200", k="1")
    assert "too far from all points" in said(linked)


# ---- the map -----------------------------------------------------------------------------------------------------------


def on_map(app: AppTest) -> Any:
    return np.array(sent_to(app, "kmeans_starts_map")["means"])


def the_map(**query: str) -> AppTest:
    """The map with its means dragged, as a link has them."""
    return opened(STARTING_POINTS, starts="10", look=links.MAP, placed=PLACED, k="3", x="a", y="b", **query)


CHANGES: dict[str, Callable[[AppTest], object]] = {
    "scaling": lambda app: app.radio(key="scaling_choice").set_value("none"),
    "a column more": lambda app: app.multiselect(key="more").set_value(["c"]),
    "more starts": lambda app: app.number_input(key="starts").set_value(20),
    "the rule for empty clusters": lambda app: app.radio(key="empty").set_value("farthest"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_means_dragged_on_the_map_stay(change: str) -> None:
    app = the_map(scaling="spread")
    np.testing.assert_allclose(on_map(app), EXPECTED)
    CHANGES[change](app)
    np.testing.assert_allclose(on_map(sound(app.run())), EXPECTED)
    address = app.query_params["placed"]
    assert (address[0] if isinstance(address, list) else address).startswith("10,50")


def test_means_dragged_on_the_map_stay_when_the_data_seed_changes() -> None:
    query = {"starts": "10", "look": links.MAP, "placed": "1,2;3,4", "k": "2", "n": "40"}
    app = opened(STARTING_POINTS, None, **query)
    app.number_input(key="seed").set_value(5)
    np.testing.assert_allclose(on_map(sound(app.run())), [[1, 2], [3, 4]])


@pytest.mark.parametrize("change", ["k", "column", "start"])
def test_means_dragged_on_the_map_that_do_not_fit_go_with_a_word(change: str) -> None:
    app = the_map(scaling="none")
    if change == "k":
        app.number_input(key="k").set_value(2)
    elif change == "start":
        app.number_input(key="start").set_value(9)
    else:
        app.selectbox(key="x").set_value("c")
    assert "begins anew at the start that is set" in said(sound(app.run()))
    assert "placed" not in app.query_params
    sound(app.run())
    assert "begins anew" in said(app)


def test_a_link_whose_map_does_not_fit_says_so() -> None:
    app = opened(STARTING_POINTS, None, starts="10", n="30", k="3", look=links.MAP, placed="1,2;3,4")
    assert "begins anew at the start that is set" in said(app)
