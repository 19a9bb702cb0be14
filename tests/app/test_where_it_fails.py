"""The page "Where it fails" without a browser: what it says and draws, recomputed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from streamlit.testing.v1 import AppTest

from kmeans_core import fit, make_dataset
from study import links
from study.drawn import drawing_from_text
from study.failure_cases import CASES, EVERY
from study.failures import FOUND, watch_settings
from tests.app.sent import sound

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = "pages/5_Where_it_fails.py"


def linked(**query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.switch_page(PAGE)
    for name, value in query.items():
        app.query_params[name] = value
    return sound(app.run())


def panels(app: AppTest, which: int = 0) -> list[dict[str, Any]]:
    """The pictures of the case, or (1) those of the quiz."""
    sent = [each for each in app.get("bidi_component") if each.proto.component_name.endswith("kmeans_panels")]
    found: list[dict[str, Any]] = json.loads(sent[which].proto.json)["pictures"]
    return found


def test_the_first_case_with_numbers_counted_elsewhere() -> None:
    app = linked()
    assert app.title[0].value == "k-means does not find what the eye sees; single linkage does."
    titles = [each["title"] for each in panels(app)]
    assert titles == [
        "What the eye sees",
        "k-means, the best of 1,000 starts",
        "Single linkage",
        "Gaussian mixture",
    ]
    X, truth = make_dataset("two moons", 300, 2, 0.7, 1)
    agreement = adjusted_rand_score(truth, fit(X, 2, 50).labels)
    assert panels(app)[1]["said"][0].startswith(f"Agreement {agreement:.2f}.")
    assert panels(app)[2]["said"][0] == "Agreement 1.00. Every point is where the eye has it."


@pytest.mark.parametrize("case", CASES)
def test_every_case_is_one_press_away(case: str) -> None:
    app = linked(case=case, drawn="3")
    assert case in " ".join(each.value for each in app.markdown)
    assert len(panels(app)) == 2 + len(CASES[case].would_do)
    assert "watch_case" in [each.key for each in app.button]
    for each in panels(app):  # nothing is cut off at the edge
        box = re.search(r'viewBox="0 0 (\d+) (\d+)"', each["svg"])
        assert box is not None
        for line in re.findall(r'points="([^"]+)"', each["svg"]):
            places = np.array([place.split(",") for place in line.split()], dtype=float)
            assert (places >= 0).all() and (places <= np.array(box.groups(), dtype=float)).all()


def test_other_points_and_the_way_to_the_stepper() -> None:
    app = linked(case="Rings")
    before = panels(app)
    sound(app.button(key="draw_again").click().run())
    assert app.number_input(key="drawn").value == 2
    assert panels(app) != before
    sound(app.button(key="watch_case").click().run())
    assert app.session_state["shape"] == "rings" and app.session_state["seed"] == 2
    assert app.session_state["k"] == 2 and app.session_state["n"] == 300


def test_after_the_last_seed_comes_the_first() -> None:
    app = linked(case="Rings", drawn=str(links.DRAWN.high))
    sound(app.button(key="draw_again").click().run())
    assert app.number_input(key="drawn").value == links.DRAWN.low


def test_points_that_no_shape_makes_travel_as_drawn_ones_and_go_with_the_next() -> None:
    app = linked(case="One far row")
    sound(app.button(key="watch_case").click().run())
    drawing = drawing_from_text(app.session_state["paper"])
    assert drawing is not None and len(drawing.places) == 61 and app.session_state["k"] == 2
    app.switch_page(PAGE)
    app.query_params["case"] = "Rings"
    sound(app.run())
    sound(app.button(key="watch_case").click().run())
    assert app.session_state["shape"] == "rings" and app.session_state["paper"] == ""


def test_a_case_is_watched_as_it_is_whatever_was_set_on_the_stepper_before() -> None:
    """Also where the case asks for what is usual anyway: that goes before what the visit has kept."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    kept = {"data": "Example", "k": "7", "n": "20", "groups": "9", "spread": "2.5"}
    for name, value in kept.items():
        app.query_params[name] = value
    sound(app.run())
    app.query_params.clear()
    sound(app.switch_page(PAGE).run())
    sound(app.button(key="watch_case").click().run())
    asked = watch_settings(next(iter(CASES.values())), 1)
    assert asked["data"] == links.DATA.default != kept["data"]
    assert {name: str(app.session_state[name]) for name in asked} == asked


def test_the_quiz_asks_first_and_then_shows() -> None:
    app = linked()
    for turn in range(3):
        name, seed = app.session_state["quiz order"][turn]
        assert len(panels(app, 1)) == 1  # the answer is not on the page
        X, truth = EVERY[name].make(seed)
        finds = adjusted_rand_score(truth, fit(X, EVERY[name].k, 50, init="k-means++").labels) >= FOUND
        sound(app.button(key="quiz_yes").click().run())
        said = " ".join(each.value for each in app.markdown)
        assert ("**Right: k-means finds them.**" in said) == finds
        assert ("**Not so: k-means does not find them.**" in said) != finds
        assert len(panels(app, 1)) == 2
        sound(app.button(key="quiz_next").click().run())
    assert "of 3 guessed right so far." in " ".join(each.value for each in app.caption)
