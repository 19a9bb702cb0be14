"""The page "Starting points": its settings, the first glance, the gallery."""

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from kmeans_core import run
from kmeans_core.many import run_many
from study.answers_in_words import plus
from tests.app.starting_points_page import APP, PAGE, cards, gallery, good, linked, look_at
from ui.data import generated
from ui.starts.cases import CASES
from ui.starts.computing import COMMON_STORE


def expected(number: int) -> str:
    points = generated("blobs", 300, 5, 1.0, 13)
    runs = run_many(points.X, 5, range(number))
    answers = len(set(runs.partitions))
    best = np.mean([partition == runs.partitions[runs.best] for partition in runs.partitions])
    return f"{number:,} starts ended in {answers} different answers. {100 * best:.0f}% found the best one."


def test_the_first_glance_counts_the_answers(app: AppTest) -> None:
    assert app.title[0].value == expected(1000)
    few = cards(app)
    assert [card["role"] for card in few] == ["The best", "Most frequent other", "The worst", "Yours: seed 6"]
    assert few[0]["worse"] == "The best one found"
    assert not app.get("plotly_chart")  # what nobody has come to is not computed
    look_at(app, "Every start")
    assert len(gallery(app)["cards"]) >= 12
    assert len(app.get("plotly_chart")) == 1


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


def test_without_an_initialization_the_page_asks_for_one(app: AppTest) -> None:
    app.session_state["inits"] = []
    good(app.run())
    assert "Choose at least one way to start" in app.info[0].value


def test_prepared_cases_set_everything_and_say_their_point(app: AppTest) -> None:
    for name, case in CASES.items():
        good(app.button(key=f"case_{name}").click().run())
        assert case.point in [each.value for each in app.markdown]
        assert app.number_input(key="k").value == case.settings["k"]
        assert app.pills(key="shape").value == case.settings["shape"]
    good(app.number_input(key="k").set_value(3).run())
    assert not {case.point for case in CASES.values()} & {each.value for each in app.markdown}


def test_a_prepared_case_forgets_means_that_were_placed_on_other_points() -> None:
    for init in ("by hand", "k-means++"):
        app = linked(k="4", means="1,2;3,4;5,6;7,8", init=init, starts="20")
        good(app.button(key="case_overlapping").click().run())
        assert "means" not in app.query_params and app.text_input(key="means").value == ""
        assert app.session_state["init"] == ("random" if init == "by hand" else init)


def test_the_prepared_cases_make_their_points(app: AppTest) -> None:
    found = {}
    for name in CASES:
        good(app.button(key=f"case_{name}").click().run())
        found[name] = int(app.title[0].value.split("% found")[0].split()[-1])
    assert found["separated"] < 15
    assert found["overlapping"] > 90
    assert found["unequal"] < 30


def test_every_answer_can_be_shown_by_itself(app: AppTest) -> None:
    gathered = gallery(look_at(app, "Every start"))
    good(app.toggle(key="each").set_value(True).run())
    each = gallery(app)
    assert each["onPage"] > gathered["onPage"]
    assert each["rest"]


@pytest.mark.parametrize("number", [10, 251, 4000])
def test_any_number_of_starts_can_be_had_by_link(number: int) -> None:
    app = linked(starts=str(number))
    assert app.title[0].value.startswith(f"{number:,} starts")


@pytest.mark.parametrize("number", ["3", "5001", "many", "1e3", "-5"])
def test_a_link_with_a_number_of_starts_that_is_none_has_the_usual_one(number: str) -> None:
    app = linked(starts=number)
    assert app.title[0].value == expected(1000)


def test_downloads_are_offered(app: AppTest) -> None:
    look_at(app, "Every start")
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
    assert [title.value for title in app.title] == ["There are no points to show yet"]
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
    assert "A mean in every true group" in set(app.table[1].value.index)


def test_ones_own_start_is_among_the_answers_that_one_must_have_seen() -> None:
    # Eight groups: seed 6 is one of the thousand starts, however many kinds are told apart.
    app = linked(k="8", groups="8", seed="2", start="6")
    (own,) = (card for card in cards(app) if "Yours: seed 6" in card["role"])
    points = generated("blobs", 300, 8, 1.0, 2)
    runs = run_many(points.X, 8, range(1000))
    worse = 100 * (runs.inertia[6] / runs.inertia.min() - 1)
    assert own["worse"] == f"{plus(worse)} worse"  # of this start, and not of the best of its kind
    alike = sum(partition == runs.partitions[6] for partition in runs.partitions)
    assert f"{alike} start" in own["note"]


def test_means_that_were_moved_on_the_map_are_ones_own() -> None:
    app = linked(k="3", placed="1,2;3,4;5,6", starts="50")
    (own,) = (card for card in cards(app) if card["role"].startswith("Yours"))
    points = generated("blobs", 300, 5, 1.0, 13)
    alone = run(points.X, np.array([[1.0, 2], [3, 4], [5, 6]]))
    assert own["role"] == "Yours: placed by hand"
    assert f"Inertia {alone.inertia:,.0f}" in own["details"]
    app.number_input(key="start").set_value(9)
    good(app.run())
    assert cards(app)[-1]["role"] == "Yours: seed 9"
    assert "placed" not in app.query_params


def test_where_all_starts_end_alike_nothing_more_is_claimed() -> None:
    app = linked(shape="two moons", k="2")
    assert app.title[0].value == "1,000 starts, and all of them ended in the same answer."
    said = " ".join(each.value for each in app.markdown)
    assert "does not matter" not in said
    assert "First means that no start draws may end elsewhere" in said
