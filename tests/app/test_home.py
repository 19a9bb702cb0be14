"""The home page without a browser: it opens, heeds every control, and answers bad input with a sentence."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from kmeans_core import INITIALIZATIONS, initial_means
from kmeans_core.datasets import DATASETS
from study.examples import EXAMPLES
from ui.data import generated

APP = Path(__file__).resolve().parents[2] / "app.py"


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert_sound(app)
    return app


def assert_sound(app: AppTest) -> None:
    assert not app.exception, app.exception


def payload(app: AppTest) -> dict[str, Any]:
    """What the page sent the player."""
    (sent,) = players(app)
    return json.loads(sent.proto.json)


def players(app: AppTest) -> list[Any]:
    return [each for each in app.get("bidi_component") if each.proto.component_name.endswith("kmeans_player")]


def test_with_nothing_touched_it_shows_an_interesting_run() -> None:
    sent = payload(opened())
    assert len(sent["steps"]) >= 15
    assert sent["figure"]["layout"]["meta"] == {"shown": 300, "of": 300, "has_cells": True}
    moved = [step for step in sent["steps"] if step["kind"] == "update"]
    assert len(moved) >= 7
    assert sent["steps"][-1]["sentence"].startswith("Nothing changed: done after")


def test_the_next_start_ends_in_another_answer() -> None:
    app = opened()
    first = payload(app)["steps"][-1]["inertia"]
    app.button(key="new_start").click().run()
    assert_sound(app)
    assert app.number_input(key="start").value == 7
    assert payload(app)["steps"][-1]["inertia"] > 1.5 * first


@pytest.mark.parametrize("shape", DATASETS)
def test_every_shape(shape: str) -> None:
    app = opened()
    app.pills(key="shape").set_value(shape).run()
    assert_sound(app)
    assert shape in payload(app)["alt"]


@pytest.mark.parametrize("init", INITIALIZATIONS)
def test_every_initialization(init: str) -> None:
    app = opened()
    app.selectbox(key="init").select(init).run()
    assert_sound(app)
    X = generated("blobs", 300, 5, 1.0, 13).X
    np.testing.assert_allclose(sorted(first_means(app)), sorted(initial_means(X, 5, init, 6).tolist()))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example(name: str) -> None:
    app = opened(data="Example", example=name)
    sent = payload(app)
    assert sent["columns"] == [EXAMPLES[name].x, EXAMPLES[name].y]


def test_other_columns_of_an_example() -> None:
    app = opened(data="Example", example="iris")
    app.selectbox(key="x").select("sepal_length").run()
    assert_sound(app)
    assert payload(app)["columns"] == ["sepal_length", "petal_width"]


def test_every_other_control_changes_the_picture() -> None:
    app = opened()
    seen = {payload(app)["id"]}
    changes: list[Callable[[], object]] = [
        lambda: app.number_input(key="n").set_value(120),
        lambda: app.slider(key="groups").set_value(3),
        lambda: app.slider(key="spread").set_value(2.0),
        lambda: app.number_input(key="seed").set_value(4),
        lambda: app.number_input(key="k").set_value(2),
        lambda: app.number_input(key="start").set_value(9),
        lambda: app.button(key="new_start").click(),
    ]
    for change in changes:
        change()
        app.run()
        assert_sound(app)
        seen.add(payload(app)["id"])
    assert len(seen) == 1 + len(changes)
    app.radio(key="empty").set_value("farthest").run()
    assert_sound(app)


def test_settings_come_from_the_link() -> None:
    app = opened(shape="two moons", n="150", k="4", start="11", seed="2", init="farthest", empty="farthest")
    sent = payload(app)
    assert sent["alt"].startswith("A scatter plot of 150 points (two moons) and 4 means")
    assert app.number_input(key="start").value == 11
    assert app.selectbox(key="init").value == "farthest"
    assert app.radio(key="empty").value == "farthest"


def test_a_link_with_nonsense_in_it_opens_all_the_same() -> None:
    app = opened(shape="no such shape", k="99", n="abc", start="-5")
    assert payload(app)["alt"].startswith("A scatter plot of 300 points")


FOUR = "1,1;2,2;3,3;4,4"


@pytest.mark.parametrize(
    ("query", "shown", "k", "sentence"),
    [
        (
            {"n": "3", "k": "5"},
            3,
            5,
            "2 more points at places of their own, and k-means can begin; or choose 3 clusters.",
        ),
        (
            {"spread": "0", "k": "7"},
            300,
            7,
            "2 more points at places of their own, and k-means can begin; or choose 5 clusters.",
        ),
        (
            {"n": "3", "k": "4", "init": "by hand", "means": FOUR},
            *(
                3,
                4,
                "1 more point at a place of its own, and k-means can begin at the means that you placed; or choose 3 clusters.",
            ),
        ),
    ],
)
def test_with_more_clusters_than_points_these_stay_and_a_sentence_tells_the_ways_out(
    query: dict[str, str], shown: int, k: int, sentence: str
) -> None:
    app = opened(**query)
    sent = payload(app)
    assert sent["waits"] == k and sent["figure"]["layout"]["meta"]["of"] == shown
    assert [step["sentence"] for step in sent["steps"]] == [sentence] and not app.error
    assert app.number_input(key="k").value == k and app.text_input(key="means").value == query.get(
        "means", ""
    )
    app.number_input(key="k").set_value(int(re.findall(r"(\d+) clusters", sentence)[0]))
    app.run()
    sent = payload(app)
    assert "waits" not in sent and len(sent["steps"]) > 1
    if "means" in query:
        assert sent["steps"][0]["means"] == [[1, 1], [2, 2], [3, 3]]


def test_a_table_with_fewer_rows_than_clusters_stays_on_the_plot() -> None:
    app = opened(data="Upload", k="3")
    table = b"a,b\n" + b"1,2\n5,9\n" * 10
    app.file_uploader(key="file").upload("my.csv", table, "text/csv").run()
    sent = payload(app)
    assert sent["waits"] == 3 and sent["figure"]["layout"]["meta"]["of"] == 20 and not app.error
    assert "1 more point" in sent["steps"][0]["sentence"] and not sent["drawing"]["mayRub"]


def test_no_file_yet_says_what_to_do() -> None:
    app = opened(data="Upload")
    assert "CSV" in app.info[0].value
    assert f"“{app.file_uploader(key='file').label}”" in app.info[0].value  # as it stands above the place
    assert not players(app)


@pytest.mark.parametrize(
    ("name", "content", "columns", "rows"),
    [
        ("plain.csv", b"width,height\n1,2\n3,4\n5,7\n9,1\n8,8\n2,2\n", ["width", "height"], 6),
        ("gaps.csv", b"a,b\n1,2\n,4\n5,\n9,1\n8,8\n2,2\n7,3\n", ["a", "b"], 5),
    ],
)
def test_a_good_file(name: str, content: bytes, columns: list[str], rows: int) -> None:
    app = opened(data="Upload", k="2")
    app.file_uploader[0].upload(name, content, "text/csv").run()
    assert_sound(app)
    sent = payload(app)
    assert sent["columns"] == columns
    assert sent["figure"]["layout"]["meta"]["of"] == rows


def test_rows_left_out_are_counted_on_screen() -> None:
    app = opened(data="Upload", k="2")
    app.file_uploader[0].upload("gaps.csv", b"a,b\n1,2\n,4\n5,\n9,1\n8,8\n2,2\n7,3\n", "text/csv").run()
    assert any("2 rows left out" in caption.value for caption in app.caption)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("words.csv", b"name,city\nAnn,Oslo\nBob,Rome\nCid,Bern\n"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("one.csv", b"a,b\n1,1\n1,1\n1,1\n"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_the_page_stays(name: str, content: bytes) -> None:
    app = opened(data="Upload")
    app.file_uploader[0].upload(name, content, "text/csv").run()
    assert_sound(app)
    assert len(app.error) == 1
    assert app.number_input(key="k").value == 5


# ---- first means placed by hand ------------------------------------------------------------------------------------


def first_means(app: AppTest) -> list[list[float]]:
    means: list[list[float]] = payload(app)["steps"][0]["means"]
    return means


def test_means_placed_by_hand_come_with_the_link() -> None:
    app = opened(k="2", init="by hand", means="1.5,2;3,4")
    assert app.selectbox(key="init").value == "by hand"
    assert app.number_input(key="start").disabled
    assert first_means(app) == [[1.5, 2.0], [3.0, 4.0]]
    assert payload(app)["steps"][0]["sentence"] == "You placed the 2 means."
    codes = [code.value for code in app.code]
    assert any("[1.5, 2.0]" in code for code in codes)


def test_the_list_offers_means_by_hand_only_where_there_are_some() -> None:
    app = opened()
    assert app.selectbox(key="init").options == list(INITIALIZATIONS)
    app = opened(k="2", means="1.5,2;3,4")
    assert app.selectbox(key="init").options == [*INITIALIZATIONS, "by hand"]
    assert app.selectbox(key="init").value == "random"
    assert not app.number_input(key="start").disabled


@pytest.mark.parametrize("means", ["", "nonsense", "1,2;3", "nan,1;2,2", "<b>1</b>"])
def test_a_link_with_means_that_are_none_starts_at_random_points(means: str) -> None:
    app = opened(k="2", init="by hand", means=means)
    assert not app.error
    assert app.selectbox(key="init").value == "random"
    assert first_means(app) == first_means(opened(k="2"))


def test_means_that_do_not_fit_get_a_sentence() -> None:
    app = opened(k="2", init="by hand", means="1,2,3;4,5,6")
    assert "Choose as many columns" in app.error[0].value.replace("\\", "")
    app.number_input(key="k").set_value(5)
    app.selectbox(key="init").select("farthest").run()
    assert_sound(app)
    assert not app.error


def test_means_that_are_not_used_go_with_their_number_of_clusters() -> None:
    app = opened(k="2", means="1.5,2;3,4")
    app.number_input(key="k").set_value(3).run()
    assert_sound(app)
    assert app.text_input(key="means").value == "" and "means" not in app.query_params
    app = opened(k="2", init="by hand", means="1.5,2;3,4")
    app.number_input(key="k").set_value(3).run()
    kept, added = str(app.text_input(key="means").value).rsplit(";", 1)
    assert kept == "1.5,2;3,4" and len(added.split(",")) == 2
    app.selectbox(key="init").select("farthest").run()
    assert_sound(app)
    assert app.text_input(key="means").value == f"{kept};{added}"  # they still fit


def test_means_are_written_into_the_panel() -> None:
    app = opened()
    app.text_input(key="means").set_value("0,0; 1,1; -2,3").run()
    assert_sound(app)
    assert (app.number_input(key="k").value, app.selectbox(key="init").value) == (3, "by hand")
    assert first_means(app) == [[0.0, 0.0], [1.0, 1.0], [-2.0, 3.0]]
    app.button(key="new_start").click().run()
    assert app.selectbox(key="init").value == "random"
    assert app.number_input(key="start").value == 7  # a start that has not been seen
    assert_sound(app)
    assert app.text_input(key="means").value == "" and "means" not in app.query_params
    assert app.selectbox(key="init").options == list(INITIALIZATIONS)
    assert app.selectbox(key="init").value == "random"
    app.text_input(key="means").set_value("1;2,3").run()
    assert any("No means can be read" in caption.value for caption in app.caption)
    assert not app.error
