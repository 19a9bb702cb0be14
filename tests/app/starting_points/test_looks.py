"""The closer looks, each with its controls."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from kmeans_core import INITIALIZATIONS, initial_means
from kmeans_core.many import run_many
from study.basin_maps import with_moves
from study.remedies import REMEDIES
from study.start_settings import StartSettings
from tests.app.sent import sent_to
from tests.app.starting_points_page import LOOKS, cards, good, linked, look_at, spec, the_map
from ui.data import generated


def test_starts_are_piled_up_by_iterations_too(app: AppTest) -> None:
    look_at(app, "Every start")
    before = spec(app)
    app.segmented_control(key="starts_measure").set_value("How long they took (iterations)")
    good(app.run())
    assert spec(app)["layout"]["xaxis"]["title"]["text"].startswith("iterations")
    assert len(app.get("plotly_chart")) == 1
    assert spec(app) != before


def test_initializations_are_compared(app: AppTest) -> None:
    app.number_input(key="starts").set_value(100)
    look_at(app, "Ways to start")
    good(app.button(key="starts_compare_all").click().run())
    assert app.title[0].value.startswith("500 starts")
    table = app.table[1].value
    assert len(table.columns) == len(INITIALIZATIONS)
    assert "A mean in every true group" in set(table.index)
    assert not any(button.key == "starts_compare_all" for button in app.button)
    assert any("adjusted Rand index" in text.value for text in app.markdown)


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_opens_for_every_shape_of_problem(app: AppTest, look: str) -> None:
    app.number_input(key="starts").set_value(50)
    look_at(app, look)
    for k in (1, 2, 20):
        good(app.number_input(key="k").set_value(k).run())
    good(app.pills(key="shape").set_value("grid").run())


def test_two_seeds_are_compared(app: AppTest) -> None:
    look_at(app, "Best against worst")
    assert any("**The worst:**" in text.value for text in app.markdown)
    assert any("share" in text.value and "What went wrong (the worst)" in text.value for text in app.markdown)
    app.segmented_control(key="duet").set_value("This seed against that")
    good(app.run())
    app.number_input(key="starts_seed_this").set_value(5)
    app.selectbox(key="starts_init_that").set_value("farthest")
    good(app.run())
    X = generated("blobs", 300, 5, 1.0, 13).X
    ends = [run_many(X, 5, [5]).inertia[0], run_many(X, 5, [1], "farthest").inertia[0]]
    texts = [text.value for text in app.markdown]
    assert any(f"**This one:** inertia {ends[0]:,.2f}" in text for text in texts)
    assert any(f"**That one:** inertia {ends[1]:,.2f}" in text for text in texts)


def test_a_start_is_opened_in_the_stepper(app: AppTest) -> None:
    good(app.number_input(key="k").set_value(4).run())
    look_at(app, "Best against worst")
    good(app.button(key="starts_duet_open_1").click().run())
    assert app.title[0].value == "k-means, step by step"
    worst = int(run_many(generated("blobs", 300, 5, 1.0, 13).X, 4, range(1000)).inertia.argmax())
    assert app.number_input(key="k").value == 4
    assert app.selectbox(key="init").value == "random"
    points = generated("blobs", 300, 5, 1.0, 13)
    chosen = run_many(points.X, 4, [int(app.number_input(key="start").value or 0), worst])
    assert chosen.inertia[0] == pytest.approx(chosen.inertia[1])


def test_draws_follow_their_own_seed(app: AppTest) -> None:
    look_at(app, "k-means++ draw by draw")
    before = sent_to(app, "kmeans_shots")
    assert len(before["figure"]["frames"]) == 5
    good(app.number_input(key="starts_draws_seed").set_value(99).run())
    assert sent_to(app, "kmeans_shots")["figure"]["frames"] != before["figure"]["frames"]
    said = " ".join(each.value for each in app.markdown)
    assert re.search(r"\*\*Before:\*\* of 1,000 starts from random points, \*\*47%\*\*", said)
    assert re.search(r"\*\*After:\*\* of 200 starts from k-means\+\+, \*\*\d+%\*\*", said)


def test_a_start_that_is_watched_plays_over_the_page_and_leads_to_the_stepper(app: AppTest) -> None:
    app.session_state["starts watch"] = StartSettings("k-means++", 99)
    good(app.run())
    sent = sent_to(app, "kmeans_player")
    assert sent["plays"]
    good(app.button(key="starts_watch_open").click().run())
    assert app.title[0].value == "k-means, step by step"
    assert app.number_input(key="start").value == 99
    assert app.selectbox(key="init").value == "k-means++"


@pytest.mark.parametrize("remedy", REMEDIES)
def test_every_remedy_is_told(app: AppTest, remedy: str) -> None:
    app.number_input(key="starts").set_value(50)
    look_at(app, "Ways to start")
    app.pills(key="starts_remedy").set_value(remedy)
    good(app.run())
    told = sent_to(app, "kmeans_shots")
    assert len(told["steps"]) == len(told["figure"]["frames"]) > 1
    assert list(app.table[0].value.index) == list(REMEDIES)


def test_seeds_are_a_lottery_and_so_many_are_enough(app: AppTest) -> None:
    look_at(app, "How many starts are enough?")
    tickets = sent_to(app, "kmeans_lottery")["tickets"]
    runs = run_many(generated("blobs", 300, 5, 1.0, 13).X, 5, range(100))
    won = [bool(np.isclose(inertia, runs.inertia.min())) for inertia in runs.inertia]
    assert [ticket["wins"] for ticket in tickets] == won
    said = " ".join(each.value for each in app.markdown)
    assert f"Of the first 100, {sum(won)} win" in said
    assert "After 8 starts the best is missed with a chance of 0.6%" in said  # 0.526 to the power of 8


def test_one_control_says_where_first_means_come_from() -> None:
    app = linked(inits="farthest", starts="20", init="k-means++")
    assert not [box for box in app.selectbox if box.key == "init"]
    assert any("Yours: seed 6" in card["role"] for card in cards(app))
    X = generated("blobs", 300, 5, 1.0, 13).X
    look_at(app, "Where do starts lead?")
    start = initial_means(X, 5, "farthest", 6)
    np.testing.assert_allclose(sorted(the_map(app)["means"]), sorted(start.tolist()), rtol=1e-5)


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
    good(app.run())  # of what was not told anew, too
    good(app.number_input(key="start").set_value(9).run())
    assert the_map(app)["means"] != before["means"]
    assert any("seed 9" in text for text in the_map(app)["paragraphs"])


def test_means_that_were_placed_stay_on_the_map_when_k_changes(app: AppTest) -> None:
    good(app.text_input(key="means").set_value("1,2;3,4").run())
    app.number_input(key="k").set_value(5)
    look_at(app, "Where do starts lead?")
    means = the_map(app)["means"]
    assert means[:2] == [[1, 2], [3, 4]] and len(means) == 5
    good(app.number_input(key="k").set_value(2).run())
    assert the_map(app)["means"] == [[1, 2], [3, 4]]
    assert any("by hand" in text for text in the_map(app)["paragraphs"])


def test_the_open_look_comes_with_the_link() -> None:
    app = linked(look="Ways to start", each="true")
    assert app.toggle(key="each").value
    assert cards(app)[1]["name"].startswith("Answer ")  # not: kind of answer
    assert "A mean in every true group" in set(app.table[1].value.index)


@pytest.mark.parametrize("look", LOOKS)
def test_a_link_opens_its_part_and_no_other(look: str) -> None:
    app = linked(look=look, starts="20")
    others = [each.value for each in app.caption if "when you come to it" in each.value]
    assert len(others) == len(LOOKS) - 1


def test_a_link_to_a_look_that_there_is_not_opens_the_top() -> None:
    app = linked(look="Nonsense")
    assert app.session_state["look"] == ""
