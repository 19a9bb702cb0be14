"""The pictures of groups."""

import html
import json
import re
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from charts import palette
from charts.groups import MOST_SMALL, comparison_figure, groups_figure
from charts.stepper import LARGEST_CROWD, MOST_SHOWN
from tests.figures import decoded

RNG = np.random.default_rng(0)


def points(n: int, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    places = RNG.normal(size=(n, 2))
    return places, np.arange(n) % k, RNG.normal(size=(k, 2))


def length(trace: dict[str, Any]) -> int:
    return len(decoded(trace["x"]))


@pytest.mark.parametrize(("n", "k"), [(1, 1), (50, 3), (2000, 20), (9000, 5)])
def test_figures_are_valid_and_count_all_rows(n: int, k: int) -> None:
    places, labels, means = points(n, k)
    figure = groups_figure(places, labels, means, axis_titles=("a", "b"))
    made = go.Figure(figure)
    assert len(made.data) == k + 1
    counted = sum(int(trace.name.split("(")[1].rstrip(")").replace(",", "")) for trace in made.data[:k])
    assert counted == n
    assert sum(length(trace) for trace in figure["data"][:k]) == min(n, MOST_SHOWN)
    assert {trace.marker.symbol for trace in made.data[:k]} == set(palette.SYMBOLS[:k])


@pytest.mark.parametrize(("n", "k"), [(1, 1), (2000, 20)])
def test_ways_to_compare_stand_side_by_side(n: int, k: int) -> None:
    picture = points(n, k)
    figure = comparison_figure({"one <b>": picture, "two": picture, "three": picture}, "two")
    made = go.Figure(figure)
    assert [length(trace) for trace in figure["data"][::2]] == [min(n, MOST_SMALL)] * 3
    edges = [end for axis in ("xaxis", "xaxis2", "xaxis3") for end in made.layout[axis].domain]
    assert edges == sorted(edges) and edges[0] >= 0 and edges[-1] <= 1
    assert [trace.xaxis for trace in made.data] == ["x", "x", "x2", "x2", "x3", "x3"]
    texts = [each.text for each in made.layout.annotations]
    assert texts == ["<b>one &lt;b&gt;</b>", "<b>two</b><br>in use", "<b>three</b>"]
    # So small that numbers, a line at zero and a hand that moves them would only be in the way
    for axis in (made.layout[f"{way}axis{number}"] for way in "xy" for number in ("", 2, 3)):
        assert axis.title.text == "" and axis.fixedrange
        assert not (axis.showticklabels or axis.zeroline or axis.automargin)


@pytest.mark.parametrize(
    "name", ["As they are", "Same variation", "Logarithm", "x" * 40, "a <b> name of several words"]
)
@pytest.mark.parametrize("beside", [1, 2, 3])
def test_a_name_keeps_to_its_picture_on_the_narrowest_screen_and_has_room_above_it(
    name: str, beside: int
) -> None:
    picture = points(30, 2)
    names = [f"{name}{' ' * i}" for i in range(beside)]  # different keys, written alike
    figure = comparison_figure(dict.fromkeys(names, picture), names[0])
    room = 288 / beside  # what a screen of 320 px has
    highest = 0
    for annotation in figure["layout"]["annotations"]:
        lines = html.unescape(re.sub("</?b>", "", annotation["text"])).split("<br>")
        assert max(map(len, lines)) * 7.6 <= 0.96 * room, lines  # a bold letter of 14 px, on average
        highest = max(highest, len(lines))
    assert "".join(lines).replace(" ", "") == f"{name}{' in use' if beside == 1 else ''}".replace(" ", "")
    assert figure["layout"]["margin"]["t"] >= 18 * highest
    assert figure["layout"]["height"] - figure["layout"]["margin"]["t"] > 150


@pytest.mark.parametrize("n", [999, 2000, 9000])
def test_the_means_lie_over_the_points(n: int) -> None:
    figure = groups_figure(*points(n, 3), axis_titles=("a", "b"))
    kinds = [trace["type"] for trace in figure["data"]]
    assert figure["data"][-1]["name"] == "Averages"
    assert kinds[-1] == "scattergl" or "scattergl" not in kinds  # WebGL draws over all else


def test_rows_at_one_place_are_drawn_as_large_as_they_are_many() -> None:
    places = np.array([[0.0, 0.0]] * 9 + [[1.0, 0.0]] + [[1.0, 1.0]] * 390)
    labels = np.array([0] * 10 + [1] * 390)
    first, second, _ = groups_figure(places, labels, places[[0, -1]], axis_titles=("a", "b"))["data"]
    assert decoded(first["x"]).tolist() == [0.0, 1.0]
    assert decoded(first["marker"]["size"]).tolist() == [24.0, 8.0]  # nine times as much ink
    assert first["text"] == [": 9 rows here", ""]
    assert decoded(second["marker"]["size"]).tolist() == [LARGEST_CROWD] and second["text"] == [
        ": 390 rows here"
    ]


def test_rows_that_are_not_drawn_count_in_their_place() -> None:
    places = np.tile([[0.0, 0.0], [1.0, 2.0]], (6000, 1))
    figure = groups_figure(places, np.zeros(12000, dtype=int), places[:1], axis_titles=("a", "b"))
    assert list(figure["data"][0]["text"]) == [": 6,000 rows here"] * 2


def test_names_are_literal_on_the_axes() -> None:
    places, labels, means = points(5, 2)
    figure = groups_figure(
        places, labels, means, axis_titles=("<img src=x onerror=alert(1)>", "$x$" + "n" * 2000)
    )
    text = json.dumps(figure["layout"])
    assert "<img" not in text and "$" not in text and len(text) < 2000


def test_numbers_under_the_pointer_have_the_names_of_their_columns() -> None:
    places, labels, means = points(5, 2)
    figure = groups_figure(places, labels, means, axis_titles=("%{x} <b>", "income"))
    template = figure["data"][0]["hovertemplate"]
    assert template.count("%{x") == template.count("%{y") == 1  # a name is no variable
    assert "<b>" not in template and "income: %{y" in template


def test_distances_look_as_long_as_they_count() -> None:
    places, labels, means = points(100, 2)
    places = places * [1, 1000]
    assert (
        "scaleanchor" not in groups_figure(places, labels, means, axis_titles=("a", "b"))["layout"]["yaxis"]
    )
    layout = groups_figure(places, labels, means, axis_titles=("a", "b"), unit_ratio=0.001)["layout"]
    assert layout["yaxis"]["scaleratio"] == 0.001


def test_rows_all_on_one_line_are_drawn() -> None:
    places = np.column_stack([np.arange(5.0), np.ones(5)])
    figure = groups_figure(places, np.zeros(5, dtype=int), places[:1], axis_titles=("a", "b"))
    assert "scaleanchor" not in figure["layout"]["yaxis"]


def test_an_axis_of_words_names_them_at_their_places_and_under_the_pointer() -> None:
    places = np.array([[0.2, 5.0], [1.1, 6.0], [0.9, 7.0]])
    figure = groups_figure(
        places,
        np.array([0, 0, 1]),
        places[:2],
        axis_titles=("town", "age"),
        words=(("Ulm", "<b>%{x}"), ()),
    )
    axis = figure["layout"]["xaxis"]
    assert axis["tickvals"] == [0, 1] and axis["range"] == [-0.5, 1.5]
    assert axis["ticktext"][0] == "Ulm" and "<" not in axis["ticktext"][1]
    assert [each["x"] for each in figure["data"][0]["customdata"]] == axis["ticktext"]
    assert "town: %{customdata.x}" in figure["data"][0]["hovertemplate"]
    assert "age: %{y" in figure["data"][0]["hovertemplate"]
    assert go.Figure(figure).layout.xaxis.ticktext[0] == "Ulm"
