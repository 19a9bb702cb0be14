"""The page "Starting points" without a browser: every control."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from kmeans_core import INITIALIZATIONS
from kmeans_core.many import run_many
from study.basin_maps import with_moves
from ui.data import generated
from ui.starts.cases import CASES
from ui.starts.computing import COMMON_STORE

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = "pages/2_Starting_points.py"
LOOKS = [
    "Every start",
    "Ways to start",
    "Best against worst",
    "k-means++ draw by draw",
    "Where do starts lead?",
]


@pytest.fixture
def app() -> AppTest:
    opened = AppTest.from_file(str(APP), default_timeout=60).run()
    return good(opened.switch_page(PAGE).run())


def linked(**query: str) -> AppTest:
    """The page as a link opens it."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(PAGE)
    for name, value in query.items():
        app.query_params[name] = value
    return good(app.run())


def good(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    assert not app.error, app.error
    return app


def look_at(app: AppTest, look: str) -> AppTest:
    app.session_state["look"] = look
    return good(app.run())


def sent_to(app: AppTest, component: str) -> dict[str, Any]:
    """What the page sent to a component."""
    for element in app.get("bidi_component"):
        if element.proto.component_name.endswith(component):
            data: dict[str, Any] = json.loads(element.proto.json)
            return data
    raise AssertionError(f"There is no {component}.")


def gallery(app: AppTest) -> dict[str, Any]:
    return sent_to(app, "kmeans_answers")


def spec(app: AppTest, index: int = 0) -> dict[str, Any]:
    figure: dict[str, Any] = json.loads(app.get("plotly_chart")[index].proto.spec)
    return figure


def expected(number: int) -> str:
    points = generated("blobs", 300, 5, 1.0, 13)
    runs = run_many(points.X, 5, range(number))
    answers = len(set(runs.partitions))
    best = np.mean([partition == runs.partitions[runs.best] for partition in runs.partitions])
    return f"{number:,} starts ended in {answers} different answers. {100 * best:.0f}% found the best one."


def test_the_first_glance_counts_the_answers(app: AppTest) -> None:
    assert app.title[0].value == expected(1000)
    cards = gallery(app)["cards"]
    assert len(cards) >= 12
    assert cards[0]["worse"] == "The best one found"
    assert len(app.get("plotly_chart")) == 1


def test_starts_are_piled_up_by_iterations_too(app: AppTest) -> None:
    before = spec(app)
    app.segmented_control(key="starts_measure").set_value("How long they took (iterations)")
    good(app.run())
    assert spec(app)["layout"]["xaxis"]["title"]["text"].startswith("iterations")
    assert len(app.get("plotly_chart")) == 1
    assert spec(app) != before


def test_more_starts_compute_only_the_new_ones(app: AppTest) -> None:
    app.number_input(key="seed").set_value(4711)
    good(app.number_input(key="starts").set_value(100).run())
    before = COMMON_STORE.computed
    good(app.number_input(key="starts").set_value(200).run())
    assert app.title[0].value.startswith("200 starts")
    assert COMMON_STORE.computed - before == 100
    good(app.number_input(key="starts").set_value(50).run())
    assert app.title[0].value.startswith("50 starts")
    assert COMMON_STORE.computed - before == 100


def test_initializations_are_compared(app: AppTest) -> None:
    app.number_input(key="starts").set_value(100)
    look_at(app, "Ways to start")
    good(app.button(key="starts_compare_all").click().run())
    assert app.title[0].value.startswith("500 starts")
    table = app.table[0].value
    assert len(table.columns) == len(INITIALIZATIONS)
    assert "Found every true group" in set(table.index)
    assert not any(button.key == "starts_compare_all" for button in app.button)
    assert any("adjusted Rand index" in text.value for text in app.markdown)


def test_without_an_initialization_the_page_asks_for_one(app: AppTest) -> None:
    app.session_state["inits"] = []
    good(app.run())
    assert "Choose at least one way to start" in app.info[0].value


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_opens_for_every_shape_of_problem(app: AppTest, look: str) -> None:
    app.number_input(key="starts").set_value(50)
    look_at(app, look)
    for k in (1, 2, 20):
        good(app.number_input(key="k").set_value(k).run())
    good(app.pills(key="shape").set_value("grid").run())


def test_prepared_cases_set_everything_and_say_their_point(app: AppTest) -> None:
    for name, case in CASES.items():
        good(app.button(key=f"case_{name}").click().run())
        assert case.point in [each.value for each in app.markdown]
        assert app.number_input(key="k").value == case.settings["k"]
        assert app.pills(key="shape").value == case.settings["shape"]
    good(app.number_input(key="k").set_value(3).run())
    assert not {case.point for case in CASES.values()} & {each.value for each in app.markdown}


def test_the_prepared_cases_make_their_points(app: AppTest) -> None:
    found = {}
    for name in CASES:
        good(app.button(key=f"case_{name}").click().run())
        found[name] = int(app.title[0].value.split("% found")[0].split()[-1])
    assert found["separated"] < 15
    assert found["overlapping"] > 90
    assert found["unequal"] < 30


def test_every_answer_can_be_shown_by_itself(app: AppTest) -> None:
    gathered = gallery(app)
    good(app.toggle(key="each").set_value(True).run())
    each = gallery(app)
    assert each["onPage"] > gathered["onPage"]
    assert each["rest"]


def test_two_seeds_are_compared(app: AppTest) -> None:
    look_at(app, "Best against worst")
    assert any("The worst" in text.value for text in app.markdown)
    app.segmented_control(key="duet").set_value("This seed against that")
    good(app.run())
    app.number_input(key="starts_seed_this").set_value(5)
    app.selectbox(key="starts_init_that").set_value("farthest")
    good(app.run())
    texts = [text.value for text in app.markdown]
    assert any("seed 5" in text for text in texts)
    assert any("Farthest points" in text for text in texts)


def test_a_start_is_opened_in_the_stepper(app: AppTest) -> None:
    good(app.number_input(key="k").set_value(4).run())
    look_at(app, "Best against worst")
    good(app.button(key="starts_duet_open_1").click().run())
    assert app.title[0].value == "k-means, step by step"
    worst = int(run_many(generated("blobs", 300, 5, 1.0, 13).X, 4, range(1000)).inertia.argmax())
    assert app.number_input(key="k").value == 4
    assert app.selectbox(key="init").value == "random"
    points = generated("blobs", 300, 5, 1.0, 13)
    chosen = run_many(points.X, 4, [int(app.number_input(key="start").value), worst])
    assert chosen.inertia[0] == pytest.approx(chosen.inertia[1])


def test_draws_follow_their_own_seed(app: AppTest) -> None:
    look_at(app, "k-means++ draw by draw")
    before = spec(app)
    assert len(before["frames"]) == 5
    good(app.number_input(key="starts_draws_seed").set_value(99).run())
    assert spec(app)["frames"] != before["frames"]
    good(app.button(key="starts_draws_open").click().run())
    assert app.number_input(key="start").value == 99
    assert app.selectbox(key="init").value == "k-means++"


def the_map(app: AppTest) -> dict[str, Any]:
    return sent_to(app, "kmeans_starts_map")


def test_the_map_follows_the_means_that_move(app: AppTest) -> None:
    look_at(app, "Where do starts lead?")
    one = the_map(app)
    assert one["free"] == [0]
    assert set(one["layers"]) == {"0", "1", "2", "3", "4"}
    app.segmented_control(key="starts_moves").set_value("Two means at once")
    good(app.run())
    assert the_map(app)["free"] == [0, 1]
    good(app.selectbox(key="starts_across_5").set_value(1).run())
    assert the_map(app)["free"][0] == 1
    assert the_map(app)["free"][1] != 1


def test_means_that_were_moved_are_watched_and_put_back(app: AppTest) -> None:
    look_at(app, "Where do starts lead?")
    before = the_map(app)
    assert not any(button.key == "starts_moved_open" for button in app.button)
    points = generated("blobs", 300, 5, 1.0, 13)
    app.session_state["starts map"] = with_moves(app.session_state["starts map"], [[3, 5.0, 5.0]], points)
    good(app.run())
    assert the_map(app)["means"][3] == [5, 5]
    assert the_map(app)["free"] == [3]
    good(app.button(key="starts_put_back").click().run())
    assert the_map(app)["means"] == before["means"]
    good(app.number_input(key="start").set_value(9).run())
    assert the_map(app)["means"] != before["means"]
    assert any("seed 9" in text for text in the_map(app)["paragraphs"])


def test_the_map_asks_for_means_that_fit(app: AppTest) -> None:
    good(app.text_input(key="means").set_value("1,2;3,4").run())
    app.number_input(key="k").set_value(5)
    look_at(app, "Where do starts lead?")
    assert "Set k to 2" in app.info[0].value
    good(app.number_input(key="k").set_value(2).run())
    assert the_map(app)["means"] == [[1, 2], [3, 4]]
    assert any("by hand" in text for text in the_map(app)["paragraphs"])


@pytest.mark.parametrize("number", [10, 251, 4000])
def test_any_number_of_starts_can_be_had_by_link(number: int) -> None:
    app = linked(starts=str(number))
    assert app.title[0].value.startswith(f"{number:,} starts")


@pytest.mark.parametrize("number", ["3", "5001", "many", "1e3", "-5"])
def test_a_link_with_a_number_of_starts_that_is_none_has_the_usual_one(number: str) -> None:
    app = linked(starts=number)
    assert app.title[0].value == expected(1000)


def test_downloads_are_offered(app: AppTest) -> None:
    labels = {button.proto.label for button in app.get("download_button")}
    assert "Every start (CSV)" in labels
    app.radio(key="starts_pictures").set_value("svg")
    good(app.run())
    config = json.loads(app.get("plotly_chart")[0].proto.config)
    assert config["toImageButtonOptions"]["format"] == "svg"


def test_examples_and_settings_that_do_not_fit(app: AppTest) -> None:
    app.segmented_control(key="data").set_value("Example")
    good(app.run())
    assert "starts" in app.title[0].value
    app.segmented_control(key="data").set_value("Upload")
    good(app.run())
    assert not app.title
    app.segmented_control(key="data").set_value("Shapes")
    good(app.run())
    app.number_input(key="n").set_value(3)
    app.run()
    assert not app.exception
    assert "3" in app.error[0].value


def test_settings_come_along_from_the_stepper() -> None:
    app = good(AppTest.from_file(str(APP), default_timeout=60).run())
    app.number_input(key="k").set_value(7)
    app.pills(key="shape").set_value("rings")
    app.number_input(key="start").set_value(31)
    good(app.run())
    good(app.switch_page(PAGE).run())
    assert (app.number_input(key="k").value, app.pills(key="shape").value) == (7, "rings")
    assert app.number_input(key="start").value == 31
    app.number_input(key="k").set_value(3)
    good(app.run())
    good(app.switch_page("app.py").run())
    assert app.number_input(key="k").value == 3


def test_coming_back_the_page_is_as_it_was_left(app: AppTest) -> None:
    app.number_input(key="starts").set_value(100)
    app.session_state["inits"] = ["random", "farthest"]
    app.toggle(key="each").set_value(True)
    look_at(app, "Ways to start")
    good(app.switch_page("app.py").run())
    good(app.switch_page(PAGE).run())
    assert app.title[0].value.startswith("200 starts")
    assert app.toggle(key="each").value
    assert app.session_state["look"] == "Ways to start"
    assert "Found every true group" in set(app.table[0].value.index)


def test_the_open_look_comes_with_the_link() -> None:
    app = linked(look="Ways to start", each="true")
    assert app.toggle(key="each").value
    assert gallery(app)["cards"][1]["name"] == "Answer 2"  # not: kind of answer
    assert "Found every true group" in set(app.table[0].value.index)


def test_a_link_to_a_look_that_there_is_not_opens_the_first() -> None:
    app = linked(look="Nonsense")
    assert app.session_state["look"] == "Every start"


# ---- a table of the user's own -------------------------------------------------------------------------------------

NAMES = ("**width**", "<b>height</b>", "$depth$", "note")
BROUGHT = ",".join(NAMES) + "\n"
BROUGHT += "".join(
    f"{1 + i % 3 + i / 99},{1000 * (i % 2) + 7 * i},{i % 5 - i / 50},r{i}\n" for i in range(60)
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
        figure = spec(app) if look.startswith("k-means++") else the_map(app)["figure"]
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
