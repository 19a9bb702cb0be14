"""A table of the user's own, started many times."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kmeans_core.many import run_many
from tests.app.sent import sent_to
from tests.app.starting_points_page import APP, LOOKS, PAGE, good, look_at, the_map

NAMES = ("**width**", "<b>height</b>", "$depth$", "note")
BROUGHT = (
    ",".join(NAMES)
    + "\n"
    + "".join(f"{1 + i % 3 + i / 99},{1000 * (i % 2) + 7 * i},{i % 5 - i / 50},r{i}\n" for i in range(60))
)


def with_table(content: str = BROUGHT) -> AppTest:
    """The page with a table that was dropped on the home page, and stays for the visit."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["data"] = "Upload"
    app.query_params["k"] = "3"
    good(app.run())
    good(app.file_uploader(key="file").upload("my *table*.csv", content.encode(), "text/csv").run())
    good(app.switch_page(PAGE).run())
    return good(app.number_input(key="starts").set_value(50).run())


def points_of(app: AppTest) -> Any:
    entries = app.session_state["shelf"]._entries
    return next(value for key, (value, *_) in reversed(entries.items()) if key[0] == "points")


def test_an_uploaded_table_is_started_many_times_in_the_units_of_the_clustering() -> None:
    app = with_table()
    points = points_of(app)
    assert points.scale is not None
    assert points.X.shape == (60, 2)
    runs = run_many(points.X, 3, range(50))
    assert app.title[0].value.startswith(f"50 starts ended in {len(set(runs.partitions))} different answers")
    look_at(app, "Where do starts lead?")
    axes = the_map(app)["figure"]["layout"]
    # The axes are the file's own, and a unit across is drawn as long as it counts.
    assert axes["yaxis"]["range"][1] > 1000
    assert axes["yaxis"].get("scaleratio", 1) == pytest.approx(points.unit_ratio)
    for look in LOOKS:
        look_at(app, look)


def test_names_with_markup_are_shown_as_they_are() -> None:
    app = with_table()
    app.selectbox(key="x").set_value("<b>height</b>")
    app.selectbox(key="y").set_value("$depth$")
    good(app.run())
    for look in ("k-means++ draw by draw", "Where do starts lead?"):
        look_at(app, look)
        figure = (sent_to(app, "kmeans_shots") if look.startswith("k-means++") else the_map(app))["figure"]
        titles = [figure["layout"][axis]["title"]["text"] for axis in ("xaxis", "yaxis")]
        assert titles == ["&lt;b&gt;height&lt;/b&gt;", "&#36;depth&#36;"]
    assert "<b>height</b>" in app.selectbox(key="y").options
    written = [*app.markdown, *app.caption, *app.title, *app.info]
    assert not any("*table*" in text.value or "<b>" in text.value for text in written)


def test_more_than_two_columns_are_clustered_and_drawn_on_a_plane() -> None:
    app = with_table()
    third = next(name for name in app.multiselect(key="more").options)
    app.multiselect(key="more").set_value([third])
    good(app.run())
    points = points_of(app)
    assert points.X.shape == (60, 3)
    runs = run_many(points.X, 3, range(50))
    assert app.title[0].value.startswith(f"50 starts ended in {len(set(runs.partitions))} different answers")
    look_at(app, "Where do starts lead?")
    assert the_map(app)["figure"]["data"][0]["type"] == "heatmap"
    app.segmented_control(key="view").set_value("Mixtures of all")
    good(app.run())
    assert "needs two columns as axes" in app.info[0].value
    assert points_of(app).components is not None
    for look in LOOKS:
        look_at(app, look)


def test_a_start_on_an_uploaded_table_opens_in_the_stepper() -> None:
    app = with_table()
    look_at(app, "Best against worst")
    good(app.button(key="starts_duet_open_0").click().run())
    assert app.title[0].value == "k-means, step by step"
    assert app.number_input(key="k").value == 3
    sent = sent_to(app, "kmeans_player")
    assert sent["figure"]["layout"]["meta"]["of"] == 60
    points = points_of(app)
    runs = run_many(points.X, 3, range(50))
    assert sent["steps"][-1]["inertia"] == pytest.approx(runs.inertia.min())
