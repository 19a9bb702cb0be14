"""Many starts by other distances, each with the center that belongs to it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kmeans_core import run_many
from kmeans_core.scores import adjusted_rand_index
from study import links
from study.by_hand import BY_HAND
from study.by_similarity import similarity_on
from study.export import points_csv
from study.measured import compared
from study.nearness import Nearness
from study.points import Points
from study.similarities import MIXED, NEARS
from study.text import ISOLATES, literal
from tests.app.starting_points_page import APP, PAGE, cards, gallery, good, linked, look_at
from ui.data import example, generated, points_from_example

TOWNS = {"data": "Example", "example": "towns", "x": "longitude", "y": "latitude", "k": "7"}
NO_ISOLATES = str.maketrans("", "", ISOLATES)
OTHERS = [name for name, measure in NEARS.items() if not measure.is_k_means]


@pytest.mark.parametrize("name", OTHERS)
def test_starts_are_those_of_the_core_by_this_distance(name: str) -> None:
    measure = NEARS[name]
    app = linked(by=name, starts="60", **TOWNS)
    points = compared(
        points_from_example(example("towns"), "longitude", "latitude", "towns: longitude and latitude"),
        Nearness(measure),
    )
    runs = run_many(points.X, 7, range(60), similarity=similarity_on(points))
    best = float(runs.inertia.min())
    (card,) = (each for each in cards(app) if each["role"].startswith(("The best", "One of the best")))
    said = card["details"].removeprefix("Sum ").split(". The picture")[0]
    assert float(said.replace(",", "")) == pytest.approx(best, rel=1e-2)
    assert f"centers are {measure.centers}" in " ".join(text.value for text in app.markdown)
    assert "inertia" not in " ".join(json.dumps(card) for card in cards(app)).lower()


def test_what_rests_on_k_means_is_not_told_of_others(app: AppTest) -> None:
    by_k_means = {each.value for each in app.header}
    app = look_at(linked(by="City blocks", starts="100"), "Every start")
    told = [each.value for each in app.header]
    assert len(told) == 2 < len(by_k_means)
    assert any("told of k-means alone" in each.value for each in app.caption)
    assert "Where they ended (sum)" in app.segmented_control(key="starts_measure").options
    good(look_at(app, "How many starts are enough?"))


def test_one_start_goes_on_beside_k_means() -> None:
    app = linked(by="Angle", starts="50", data="Example", example="budgets", x="wages", y="materials", k="3")
    good(app.button(key="near_beside").click().run())
    assert app.pills(key=links.DISTANCE.name).value == "Angle"


def test_from_one_start_to_many() -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page("pages/4_Other_distances.py")
    app.query_params["distance"], app.query_params["starts"] = "Central row", "50"
    good(app.run())
    good(app.button(key="distances_many").click().run())
    assert app.selectbox(key="near_choice").value == "Central row"
    assert "medoids" in " ".join(text.value for text in app.markdown)


def test_where_a_distance_makes_no_sense_the_page_says_why() -> None:
    app = linked(by="City blocks", starts="50", data="Example", example="budgets", x="wages", y="materials")
    app.selectbox(key="near_choice").set_value("Globe")
    app.run()
    assert not app.exception
    assert "These are no places on the globe" in app.error[0].value


def test_a_prepared_case_is_one_of_k_means() -> None:
    app = linked(by="City blocks", starts="50")
    good(app.button(key="case_separated").click().run())
    assert app.selectbox(key="near_choice").value == "k-means"


def test_the_same_points_measured_otherwise_are_others() -> None:
    points = generated("blobs", 50, 3, 1.0, 1)
    names = {compared(points, Nearness(measure)).digest for name, measure in NEARS.items() if name != "Globe"}
    assert len(names) == len(NEARS) - 1
    assert compared(points, Nearness(NEARS["k-means"])) is points


@pytest.mark.parametrize("name", NEARS)
def test_the_code_gives_the_best_answer_again(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = linked(by=name, starts="30", look="Every start", **TOWNS)
    (code,) = app.code
    points = compared(
        points_from_example(example("towns"), "longitude", "latitude", "towns: longitude and latitude"),
        Nearness(NEARS[name]),
    )
    best = run_many(points.X, 7, range(30), similarity=similarity_on(points))
    found = best.replay(best.best)
    (tmp_path / "k-means-points.csv").write_text(points_csv(points, found), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(code.value, names)
    assert adjusted_rand_index(names["labels"], found.labels) == 1  # numbered otherwise
    capsys.readouterr()


def test_what_was_measured_of_k_means_is_not_said_of_others() -> None:
    app = look_at(linked(by="City blocks", starts="50"), "How many starts are enough?")
    assert "first medians" in app.button_group(key="inits").label
    assert not any("benchmark sets" in each.value for each in app.caption)


ORDERS = {"data": "Example", "example": "orders", "x": "age", "y": "spends a week", "k": "3"}


def points_of_orders() -> Points:
    frame = example("orders")
    return compared(
        points_from_example(frame, "age", "spends a week", "orders: age and spends a week"), Nearness(MIXED)
    )


def test_numbers_and_words_are_compared_by_k_prototypes() -> None:
    app = linked(by=MIXED.name, starts="60", look="Every start", **ORDERS)
    points = points_of_orders()
    assert points.nearness.words == ("buys",)
    runs = run_many(points.X, 3, range(60), similarity=similarity_on(points))
    best = next(each for each in cards(app) if each["role"].startswith(("The best", "One of the best")))
    said = best["details"].removeprefix("Sum ").split(". ")[0]
    assert float(said.replace(",", "")) == pytest.approx(float(runs.inertia.min()), rel=1e-2)
    told = " ".join(text.value for text in app.markdown)
    assert literal(points.nearness.in_words(), 700) in told
    # A picture shows no words: the card says those of each prototype
    for card in [*cards(app), *gallery(app)["cards"]]:
        assert re.search(r"Words: 1 \S*(Shop|Online|Phone)", card["details"].translate(NO_ISOLATES)), card[
            "details"
        ]
    assert any("judges of “How many groups?” compare numbers" in each.value for each in app.caption)
    good(look_at(app, "How many starts are enough?"))


def test_the_code_of_the_best_answer_by_words_gives_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = linked(by=MIXED.name, starts="30", look="Every start", **ORDERS)
    (code,) = app.code
    points = points_of_orders()
    best = run_many(points.X, 3, range(30), similarity=similarity_on(points))
    found = best.replay(best.best)
    (tmp_path / "k-means-points.csv").write_text(points_csv(points, found), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(code.value, names)
    assert adjusted_rand_index(names["labels"], found.labels) == 1
    capsys.readouterr()


def test_from_one_start_by_words_to_many_and_back() -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page("pages/4_Other_distances.py")
    for name, value in {**ORDERS, "distance": MIXED.name, "starts": "50"}.items():
        app.query_params[name] = value
    good(app.run())
    good(app.button(key="distances_many").click().run())
    assert app.selectbox(key="near_choice").value == MIXED.name
    good(app.button(key="near_beside").click().run())
    assert app.pills(key=links.DISTANCE.name).value == MIXED.name


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({"n": "60"}, "These points have no words"),
        ({**ORDERS, "init": BY_HAND, "means": "30,50;40,60;50,20"}, "belong to k-means"),
    ],
)
def test_where_words_make_no_sense_the_page_says_why(query: dict[str, str], why: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(PAGE)
    for name, value in {"by": MIXED.name, "starts": "50", **query}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert any(why in each.value.replace("\\", "") for each in [*app.error, *app.info])
