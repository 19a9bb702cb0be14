"""The same clusters have the same numbers, and so colours, on every page and in every file; placed means keep theirs."""

import io
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from charts.starts.pictures import Frame, answer_svg
from kmeans_core import INITIALIZATIONS
from study.by_hand import BY_HAND
from study.export import means_csv, points_csv
from study.start_settings import StartSettings
from tests.app.sent import sent_to, sound
from tests.figures import decoded
from ui import data
from ui.component import Payload

APP = Path(__file__).resolve().parents[2] / "app.py"
STARTING_POINTS = "pages/2_Starting_points.py"
ROWS = "".join(f"{30 * (i % 3) + i % 7},{100 * (i * i % 3) + i % 11}\n" for i in range(60))


def opened(page: str = "app.py", **query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    if page != "app.py":
        app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = value
    return sound(app.run())


def end_of(payload: Payload) -> tuple[list[float], list[list[float]]]:
    """The labels and means that the player shows last."""
    last = payload["figure"]["frames"][-1]["data"]
    return decoded(last[0]["marker"]["color"]).tolist(), payload["steps"][-1]["means"]


def partition(labels: list[float]) -> tuple[int, ...]:
    first: dict[float, int] = {}
    return tuple(first.setdefault(label, len(first)) for label in labels)


def test_seeds_that_end_in_the_same_clusters_show_the_same_numbers() -> None:
    app = opened(k="3", groups="3", n="90")
    shown: dict[tuple[int, ...], Any] = {}
    starts: dict[tuple[int, ...], set[str]] = {}
    for seed in range(8):
        app.number_input(key="start").set_value(seed)
        payload = sent_to(sound(app.run()), "kmeans_player")
        end = end_of(payload)
        assert shown.setdefault(partition(end[0]), end) == end
        starts.setdefault(partition(end[0]), set()).add(str(payload["steps"][0]["means"]))
        # What the frames draw, the table says: the mean of a number is where that number is drawn.
        means = payload["figure"]["frames"][-1]["data"][1]
        np.testing.assert_array_equal(np.transpose([decoded(means["x"]), decoded(means["y"])]), end[1])
    assert max(len(some) for some in starts.values()) > 2


def test_the_gallery_shows_each_answer_in_the_numbers_of_the_stepper() -> None:
    app = opened(STARTING_POINTS, k="4", starts="60", n="120", each="true")
    cards = sent_to(app, "kmeans_answers")["cards"]
    points = data.generated("blobs", 120, 5, 1.0, 13)
    frame = Frame(points.X, points.to_plane, points.unit_ratio)
    pictures, of_answer = set(), dict[Any, Any]()
    for init in INITIALIZATIONS:
        for seed in range(60):
            one = data.start_and_run(points, 4, StartSettings(init, seed))
            picture = answer_svg(frame, one.labels, one.means, "").split("</title>")[1]
            pictures.add(picture)
            if not one.steps[-1].empty:  # where a mean without points stays is the start's own affair
                assert of_answer.setdefault(partition(one.labels.tolist()), picture) == picture
    assert len(cards) > 2
    shown = {card["svg"].split("</title>")[1] for card in cards}
    assert shown <= pictures
    # With other ways to start, other seeds stand for the answers.
    app.session_state["inits"] = ["farthest", "random partition"]
    cards = sent_to(sound(app.run()), "kmeans_answers")["cards"]
    again = {card["svg"].split("</title>")[1] for card in cards}
    assert again <= pictures and again & shown


def test_groups_of_a_table_have_the_numbers_that_the_stepper_shows() -> None:
    app = opened("pages/1_Your_data.py", into="4")
    app.file_uploader(key="file").upload("my.csv", f"a,b\n{ROWS}".encode(), "text/csv").run()
    profiles = next(each.value for each in sound(app).dataframe if "Group 1" in each.value)
    sizes = [int(size) for size in profiles.iloc[0, 2:]]
    link = next(each for each in app.get("page_link") if "step by step" in each.proto.label)
    app.switch_page("app.py")
    for name, value in parse_qsl(link.proto.query_string):
        app.query_params[name] = value
    labels, _ = end_of(sent_to(sound(app.run()), "kmeans_player"))
    assert np.bincount(np.array(labels, dtype=int)).tolist() == sizes
    for seed in range(6):  # whatever leads there
        app.number_input(key="start").set_value(seed)
        again, _ = end_of(sent_to(sound(app.run()), "kmeans_player"))
        assert partition(again) != partition(labels) or again == labels


@pytest.mark.parametrize("init", INITIALIZATIONS)
def test_files_of_a_start_have_the_numbers_of_the_page(init: str) -> None:
    points = data.generated("grid", 100, 4, 1.0, 0)
    files: dict[tuple[int, ...], tuple[str, str]] = {}
    for seed in range(8):
        one = data.start_and_run(points, 3, StartSettings(init, seed))
        payload = data.payload(points, 3, StartSettings(init, seed))
        both = points_csv(points, one), means_csv(points, one)
        table = pd.read_csv(io.StringIO(both[0]))
        assert (table["cluster"] - 1).tolist() == end_of(payload)[0]
        assert files.setdefault(partition(one.labels.tolist()), both) == both


def test_placed_means_keep_the_numbers_of_the_hand() -> None:
    points = data.generated("blobs", 120, 3, 1.0, 13)
    (left, *others) = sorted(data.start_and_run(points, 3, StartSettings("random", 0)).means.tolist())
    by_hand = (tuple(others[1]), tuple(left), tuple(others[0]))
    one = data.start_and_run(points, 3, StartSettings(BY_HAND, 0, by_hand))
    np.testing.assert_allclose(one.means, by_hand)
