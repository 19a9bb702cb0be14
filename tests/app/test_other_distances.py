"""The page "Other distances" without a browser: what it says and sends, recomputed; and that its cases make their points."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from kmeans_core import Run, great_circle_distances, initial_means, mixed, run
from study.examples import EXAMPLES
from study.links import UPLOAD
from study.similarities import K_MEANS, MEASURES, MIXED, WRONG_CENTER
from study.similarity_words import rises
from tests.app.sent import sound
from ui.distances.cases import CASES
from ui.distances.comparing import _drawn_like

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = "pages/4_Other_distances.py"


def good(app: AppTest) -> AppTest:
    assert not sound(app).error, [each.value for each in app.error]
    return app


def linked(**query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.switch_page(PAGE)
    app.query_params.update(query)
    return good(app.run())


def players(app: AppTest) -> list[dict[str, Any]]:
    """What the two players are sent, the left one first."""
    return [
        json.loads(each.proto.json)
        for each in app.get("bidi_component")
        if each.proto.component_name.endswith("kmeans_player")
    ]


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in [*app.title, *app.markdown, *app.caption])


def pressed(name: str) -> AppTest:
    app = linked()
    app.button(key=name).click().run()
    return good(app)


def by_hand(frame: Any, chosen: dict[str, Any], X: Any, means: Any) -> Run:
    """k-prototypes of the core on the numbers and the column of words, coded as numbers; the first means are rows."""
    coded = np.column_stack([X, np.unique(frame["buys"], return_inverse=True)[1]])
    rows = [int(np.flatnonzero((mean == X).all(axis=1))[0]) for mean in means]
    return run(coded, coded[rows], similarity=mixed(coded, [2]))


def both(name: str) -> tuple[Run, Run, Any]:
    """The two runs of a case, recomputed; and its table."""
    chosen: dict[str, Any] = dict(CASES[name].settings)
    frame = EXAMPLES[chosen["example"]].load()
    X = frame[[chosen["x"], chosen["y"]]].to_numpy(float)
    means = initial_means(X, chosen["k"], chosen["init"], chosen["start"])
    measure = MEASURES[chosen["distance"]]
    if measure.distance == "mixed":
        return run(X, means), by_hand(frame, chosen, X, means), frame
    if measure.distance == "globe":
        return run(X, means), run(X[:, ::-1], means[:, ::-1], similarity=measure.similarity), frame
    return run(X, means), run(X, means, similarity=measure.similarity), frame


@pytest.mark.parametrize("name", MEASURES)
def test_both_players_begin_at_the_same_places_and_each_is_told_what_it_is_called(name: str) -> None:
    measure = MEASURES[name]
    words = measure.distance == "mixed"
    app = linked(distance=name, n="60", **({"data": "Example", "example": "orders"} if words else {}))
    left, right = players(app)
    assert app.title[0].value == measure.lead
    assert np.allclose(
        left["steps"][0]["means"],
        [row[::-1] if name == "Globe" else row[:2] for row in right["steps"][0]["means"]],
    )
    assert left["called"]["center"] == K_MEANS.center and right["called"]["center"] == measure.center
    assert right["called"]["total"] == measure.total and right["distance"]["name"] == measure.distance
    assert left["group"] == right["group"] and left["leader"] and not right["leader"]
    last = max(len(left["steps"]), len(right["steps"])) - 1
    assert left["groupLast"] == right["groupLast"] == last
    assert (right["distance"]["image"] is None) == (measure.has_straight_edges or words)
    assert [each["figure"]["layout"]["meta"]["has_cells"] for each in (left, right)] == [True, not words]
    assert (app.query_params.get("distance") is None) == (name == "City blocks")


@pytest.mark.parametrize("name", CASES)
def test_a_case_says_its_point_and_is_the_run_that_it_says(name: str) -> None:
    app = pressed(name)
    assert CASES[name].point in said(app)
    left, right, _ = both(name)
    sent_left, sent_right = players(app)
    assert sent_left["steps"][-1]["inertia"] == pytest.approx(left.inertia)
    assert sent_right["steps"][-1]["inertia"] == pytest.approx(right.inertia)
    assert len(sent_right["steps"]) == len(right.steps)


@pytest.mark.parametrize("name", CASES)
def test_no_words_say_at_which_side_a_player_stands(name: str) -> None:
    """On a phone one stands below the other."""
    app = pressed(name)
    words = [said(app), *(each.label for each in [*app.button, *app.button_group])]
    assert [each for each in words if re.search(r"on the (left|right)\b", each, re.IGNORECASE)] == []


def test_one_far_row_has_a_mean_to_itself_and_no_median() -> None:
    left, right, frame = both("distances_far")
    assert sorted(np.bincount(left.labels)) == [1, 21, 39]
    assert left.labels[len(frame) - 1] not in left.labels[:-1]
    kinds = [right.labels[20 * kind : 20 * kind + 20] for kind in range(3)]
    assert sorted(int(each[0]) for each in kinds) == [0, 1, 2]
    assert np.mean([each == np.bincount(each).argmax() for each in kinds]) > 0.95


def test_budgets_are_told_apart_by_what_they_are_spent_on() -> None:
    left, right, frame = both("distances_budgets")
    share, spent = frame["wages"] / (frame["wages"] + frame["materials"]), frame["wages"] + frame["materials"]
    ways = [share[right.labels == j] for j in range(3)]
    ends = sorted((each.min(), each.max()) for each in ways)
    assert ends[0][1] < ends[1][0] and ends[1][1] < ends[2][0], "nothing but the shares decides"
    sizes = sorted(float(spent[left.labels == j].mean()) for j in range(3))
    assert sizes[2] > 2 * sizes[0], "on the left the large ones are together"


def test_words_part_customers_that_numbers_cannot_tell_apart() -> None:
    left, right, frame = both("distances_words")
    kinds = np.where(frame["age"] > 49, 2, (frame["buys"] != "Online").astype(int))
    assert sorted(np.bincount(right.labels)) == [20, 20, 20] and not any(rises(right))
    found = [np.bincount(kinds[right.labels == j], minlength=3) for j in range(3)]
    assert sum(int(each.max()) for each in found) >= 58 and len({int(each.argmax()) for each in found}) == 3
    apart = [set(frame["buys"][left.labels == j]) for j in range(3) if (kinds[left.labels == j] < 2).all()]
    assert len(apart) == 2 and all({"Online", "Shop"} <= words for words in apart), (
        "on the left both ways are on both sides"
    )
    sent = players(pressed("distances_words"))[1]
    assert sent["steps"][0]["words"] == ["Shop"] * 3
    assert "words changed: 1 to " in sent["steps"][2]["sentence"]
    assert "changed its “" in sent["steps"][4]["sentence"]


def test_of_numbers_and_words_it_is_said_why_no_regions_and_where_many_starts_are() -> None:
    app = pressed("distances_words")
    assert "No regions are shaded with k-prototypes" in said(app)
    assert [each for each in app.button if each.key == "distances_many"]
    assert "prototype: mean and most common word" in said(app) and "γ (gamma), is 1" in said(app)
    assert "words = [[" in app.code[0].value
    app = linked(distance=MIXED.name)
    assert any("These points have no words" in each.value for each in app.info)


def test_neighbors_across_the_edge_of_the_map_are_together_on_the_globe_alone() -> None:
    left, right, frame = both("distances_towns")
    where = {town: number for number, town in enumerate(frame["town"])}
    suva, apia = where["Suva"], where["Apia"]
    assert left.labels[suva] != left.labels[apia] and right.labels[suva] == right.labels[apia]
    places = frame[["latitude", "longitude"]].to_numpy(float)
    apart = great_circle_distances(places[[suva]], places[[apia]])[0, 0]
    assert 1100 < apart < 1200, "by the atlas, 1,150 km"
    app = pressed("distances_towns")
    assert "They are Anadyr, Jakarta, Majuro, Suva, Tarawa." in said(app)


def test_with_a_center_that_is_not_its_own_the_sum_rises_and_is_marked() -> None:
    left, right, _ = both("distances_wrong")
    assert sum(rises(right)) == 3 and not any(rises(left))
    app = pressed("distances_wrong")
    assert "**The sum rose in 3 half-steps, first in half-step 4.**" in said(app)
    sent_left, sent_right = players(app)
    marked = [step["rose"] for step in sent_right["steps"]]
    assert marked == rises(right)
    assert all(("the sum rose" in step["sentence"]) == step["rose"] for step in sent_right["steps"])
    assert not any(step["rose"] for step in sent_left["steps"])


def test_where_a_distance_makes_no_sense_a_sentence_says_so_and_the_settings_stay() -> None:
    app = linked(data="Example", example="customers", distance="Globe")
    assert any("These are no places on the globe" in each.value.replace("\\", "") for each in app.info)
    assert players(app) == [] and app.title[0].value == MEASURES["Globe"].lead
    app = linked(n="5000", distance="Central row")
    assert any("choose at most 2,000 points" in each.value.replace("\\", "") for each in app.info)


def test_a_link_with_a_distance_that_there_is_not() -> None:
    app = linked(distance="astrology")
    assert any("distance = astrology" in each.value for each in app.info)
    assert app.title[0].value == MEASURES["City blocks"].lead


TABLE = "name,lat,long,people,kind\n" + "".join(
    f"P{i},{-40 + 7 * i},{(37 * i) % 360 - 180},{i},{('town', 'village')[i % 2]}\n" for i in range(18)
)


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("columns", [("lat", "long"), ("people", "long")])
def test_a_table_of_the_visitors_own(name: str, columns: tuple[str, str]) -> None:
    app = linked(data=UPLOAD, distance=name, k="3", x=columns[0], y=columns[1])
    app.file_uploader(key="file").upload("t.csv", TABLE.encode(), "text/csv").run()
    good(app)
    assert len(players(app)) == 2 or app.info
    if columns == ("lat", "long"):
        assert len(players(app)) == 2


def test_one_column_in_every_distance() -> None:
    for name in MEASURES:
        app = linked(data=UPLOAD, distance=name, k="3")
        app.file_uploader(key="file").upload(
            "t.csv", b"a\n" + b"\n".join(b"%d" % (i * i + 1) for i in range(20)), "text/csv"
        ).run()
        good(app)
        assert len(players(app)) == (0 if name in ("Globe", "Angle", MIXED.name) else 2)


def test_without_a_file_it_asks_for_one() -> None:
    app = linked(data=UPLOAD)
    assert any("Drop a CSV file" in each.value for each in app.info)


def test_the_code_is_there() -> None:
    assert "def center_of(rows):" in linked(distance=WRONG_CENTER.name).code[0].value


def test_a_case_puts_all_it_needs_into_the_address() -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(PAGE)
    app.run()
    app.button(key="distances_far").click().run()
    assert not app.exception
    there = {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}
    again = AppTest.from_file(str(APP), default_timeout=60)
    again.switch_page(PAGE)
    for name, value in there.items():
        again.query_params[name] = value
    again.run()
    assert again.session_state["example"] == app.session_state["example"] == "seedlings"
    assert [each.value for each in again.title] == [each.value for each in app.title]


def test_with_words_a_point_stands_at_the_same_place_in_both_players() -> None:
    for name, tied in (("distances_words", False), ("distances_far", True)):
        axes = [sent["figure"]["layout"]["yaxis"] for sent in players(pressed(name))]
        assert [("scaleanchor" in axis) for axis in axes] == [tied, tied], name
        assert axes[0]["range"] == axes[1]["range"]


@pytest.mark.parametrize("held", [{}, {"scaleanchor": "x"}, {"scaleanchor": "x", "scaleratio": 0.3}])
@pytest.mark.parametrize("own", [{}, {"scaleanchor": "x"}, {"scaleanchor": "x", "scaleratio": 2.0}])
def test_one_player_is_held_to_the_scale_of_the_other(held: dict[str, Any], own: dict[str, Any]) -> None:
    def sent(axis: dict[str, Any]) -> dict[str, Any]:
        return {"id": "a", "figure": {"layout": {"yaxis": {"range": [0, 1], **axis}}}}

    drawn = _drawn_like(sent(held), sent(own))
    assert drawn["figure"]["layout"]["yaxis"] == {"range": [0, 1], **held}
    assert (drawn["id"] == "a") == (held == own)  # another figure is drawn anew
