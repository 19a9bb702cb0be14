"""The figures and pictures of many starts."""

import base64
import json
import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from charts.starts.basins import LAYER, MEANS, RAILS, basins_figure, basins_layer, marks_of
from charts.starts.comparison import comparison
from charts.starts.distribution import distribution, stacks
from charts.starts.draws import draws_figure
from charts.starts.look import Plane
from charts.starts.pictures import ANSWER_COLORS, OTHER_COLOR, Frame, answer_color, answer_svg
from kmeans_core import kmeans_plus_plus_draws, run

X = np.random.default_rng(0).normal(size=(200, 2)) + np.repeat([[0, 0], [9, 0], [0, 9], [9, 9]], 50, axis=0)


def decoded(spec: dict[str, Any]) -> np.ndarray:
    values = np.frombuffer(base64.b64decode(spec["bdata"]), spec["dtype"])
    return values.reshape([int(side) for side in spec["shape"].split(",")]) if "shape" in spec else values


def longest_list(value: object) -> int:
    """The number of entries of the longest list in a figure."""
    if isinstance(value, dict):
        return max(map(longest_list, value.values()), default=0)
    return max(len(value), *map(longest_list, value)) if isinstance(value, list) and value else 0


def is_valid(figure: dict[str, Any]) -> bool:
    return isinstance(go.Figure(figure), go.Figure)  # an unknown property would raise


# ---- pictures --------------------------------------------------------------------------------------------------------


def test_a_picture_holds_every_point_region_and_mean() -> None:
    end = run(X, X[[0, 50, 100, 150]])
    svg = answer_svg(Frame(X), end.labels, end.means, "Answer 1 <b>")
    root = ElementTree.fromstring(svg)
    spaces = {"s": "http://www.w3.org/2000/svg"}
    paths = [path.get("d", "") for path in root.findall("s:path", spaces)]
    assert sum(path.count("h0") for path in paths) == 200
    assert sum(path.endswith("Z") for path in paths) == 4
    assert [text.text for text in root.findall("s:text", spaces)] == ["1", "2", "3", "4"]
    assert root.findtext("s:title", namespaces=spaces) == "Answer 1 <b>"


def test_pictures_of_many_points_are_of_a_sample() -> None:
    many = np.concatenate([X + shift for shift in np.random.default_rng(1).normal(size=(20, 2))])
    end = run(X, X[[0, 50, 100, 150]])
    svg = answer_svg(Frame(many), np.tile(end.labels, 20), end.means, "")
    assert svg.count("h0") == 260
    assert len(svg) < 12_000


def test_pictures_lie_within_their_frame_and_keep_distances() -> None:
    frame = Frame(X)
    assert (frame.points >= 0).all()
    assert (frame.points <= [frame.width, frame.height]).all()
    assert frame.scale[0] == pytest.approx(frame.scale[1])
    stretched = Frame(X * [1, 1000])
    assert stretched.scale[0] > 100 * stretched.scale[1]
    tall = Frame(X, lambda positions: positions * [1, 50], unit_ratio=1 / 50)
    assert tall.scale[0] == pytest.approx(50 * tall.scale[1])


@pytest.mark.parametrize("units", [[1e-140, 1e-140], [1.0, 0.0], [1e140, 1e140]])
def test_regions_fill_the_picture_whatever_the_units(units: list[float]) -> None:
    points = X * units
    end = run(points, points[[0, 50]])
    frame = Frame(points)
    svg = answer_svg(frame, end.labels, end.means, "")
    corners = [
        float(number)
        for number in re.findall(r"[-\d.]+,([-\d.]+)", "".join(re.findall(r'd="(M[^"]*Z)"', svg)))
    ]
    assert min(corners) <= 0 < frame.height <= max(corners)
    assert max(map(abs, corners)) < 10 * frame.height


def test_points_in_more_dimensions_are_drawn_without_regions() -> None:
    space = np.column_stack([X, X[:, 0]])
    end = run(space, space[[0, 50]])
    svg = answer_svg(Frame(space, lambda positions: positions[:, 1:]), end.labels, end.means, "")
    assert 'Z" fill' not in svg
    assert svg.count("<circle") == 2


def test_answers_past_the_colors_share_one() -> None:
    assert len(set(ANSWER_COLORS)) == len(ANSWER_COLORS)
    assert answer_color(0) == ANSWER_COLORS[0]
    assert answer_color(len(ANSWER_COLORS)) == OTHER_COLOR


# ---- one mark per start ----------------------------------------------------------------------------------------------


def test_marks_are_piled_up_without_gap_or_overlap_the_best_answer_below() -> None:
    bins, heights = stacks(
        np.array([1.5, 0.2, 1.1, 1.9, 0.1]), np.array([1, 0, 0, 2, 1]), np.array([0.0, 1, 2])
    )
    np.testing.assert_array_equal(bins, [1, 0, 1, 1, 0])
    np.testing.assert_array_equal(heights, [1, 0, 0, 2, 1])


def a_distribution(**changes: Any) -> dict[str, Any]:
    rng = np.random.default_rng(1)
    kinds = rng.integers(0, 15, 500)
    arguments: dict[str, Any] = {
        "kinds": kinds,
        "rows": np.repeat([0, 1], 250),
        "seeds": np.tile(np.arange(250), 2),
        "row_names": ["random", "<i>other</i>"],
        "n_kinds": 15,
        "title": "inertia",
        "unit": "",
    }
    return distribution(100.0 + kinds + rng.random(500), **{**arguments, **changes})


def test_every_start_has_one_mark() -> None:
    figure = a_distribution()
    assert is_valid(figure)
    marks = [decoded(trace["x"]).reshape(-1, 3) for trace in figure["data"]]
    assert sum(len(own) for own in marks) == 500
    for own, trace in zip(marks, figure["data"], strict=True):
        assert (own[:, 0] < own[:, 1]).all()
        assert np.isnan(own[:, 2]).all()
        assert decoded(trace["customdata"]).shape == (3 * len(own), 2)
    assert all(trace["type"] == "scatter" for trace in figure["data"])  # none of the few WebGL contexts


def test_every_mark_knows_its_seed_and_its_value() -> None:
    figure = a_distribution(
        kinds=np.zeros(500, dtype=int), rows=np.zeros(500, dtype=int), seeds=np.arange(500), row_names=["one"]
    )
    (trace,) = figure["data"]
    told = decoded(trace["customdata"])[::3]
    np.testing.assert_array_equal(told[:, 0], np.arange(500))
    middles = decoded(trace["x"]).reshape(-1, 3)[:, :2].mean(axis=1)
    width = np.diff(np.unique(middles.round(9))).min()
    assert (np.abs(told[:, 1] - middles) <= width / 2 + 1e-4).all()


@pytest.mark.parametrize(
    ("seed", "value", "dtype"),
    [(7, 1.25, "f4"), (2**24 + 1, 1.25, "f8"), (7, 1e300, "f8"), (7, 1e-300, "f8"), (7, 2.0**30 + 1, "f8")],
)
def test_numbers_are_sent_in_single_precision_where_that_tells_them(
    seed: int, value: float, dtype: str
) -> None:
    zero = np.zeros(1, dtype=int)
    (trace,) = a_distribution_of(np.array([value]), zero, np.array([seed]))["data"]
    assert trace["customdata"]["dtype"] == dtype
    np.testing.assert_array_equal(decoded(trace["customdata"])[0], [seed, value])


def a_distribution_of(values: np.ndarray, zero: np.ndarray, seeds: np.ndarray) -> dict[str, Any]:
    return distribution(values, zero, zero, seeds, row_names=["one"], n_kinds=1, title="", unit="")


def test_numbers_of_many_starts_are_sent_typed_never_as_lists() -> None:
    """Plotly looks at every entry of a list, and copies it: that would cost more than all the rest of the page."""
    assert longest_list(a_distribution()) < 100
    assert longest_list({"a": [1, [2, 2, 2, 2]]}) == 4  # it looks inside


def test_answers_differ_in_more_than_color() -> None:
    figure = a_distribution()
    first = {trace["legendgroup"]: decoded(trace["x"]) for trace in reversed(figure["data"])}
    widths = [np.round(first[str(kind)][1] - first[str(kind)][0], 6) for kind in range(3)]
    assert len(set(widths)) == 3
    labels = {note["text"] for note in figure["layout"]["annotations"]}
    assert "<b>1</b>" in labels
    assert "<b>&lt;i&gt;other&lt;/i&gt;</b>" in labels


def test_the_legend_names_each_answer_once() -> None:
    shown = [trace["name"] for trace in a_distribution()["data"] if trace["showlegend"]]
    assert sorted(shown) == sorted([*(str(n + 1) for n in range(len(ANSWER_COLORS))), "others"])


def test_whole_numbers_have_piles_of_their_own() -> None:
    values = np.array([2.0, 3, 3, 9])
    ones = np.zeros(4, dtype=int)
    figure = distribution(
        values, ones, ones, np.arange(4), row_names=["a"], n_kinds=1, title="iterations", unit="", whole=True
    )
    middles = decoded(figure["data"][0]["x"]).reshape(-1, 3)[:, :2].mean(axis=1)
    np.testing.assert_allclose(np.sort(middles), values)


@pytest.mark.parametrize("value", [0.0, 5.0, -3.0, 1e12])
def test_starts_that_all_end_alike_are_drawn(value: float) -> None:
    ones = np.zeros(10, dtype=int)
    figure = distribution(
        np.full(10, value), ones, ones, np.arange(10), row_names=["a"], n_kinds=1, title="", unit=""
    )
    assert is_valid(figure)
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < value < high


# ---- initializations side by side ------------------------------------------------------------------------------------


def test_the_comparison_shows_shares_with_their_intervals() -> None:
    figure = comparison(
        ["one", "two"],
        np.array([0.25, 1.0]),
        np.array([[0.2, 0.31], [0.9, 1.0]]),
        [np.arange(5.0), np.zeros(5)],
        [np.arange(2, 7), np.full(5, 3)],
        found="found it",
    )
    assert is_valid(figure)
    shares = figure["data"][0]
    assert shares["x"] == [25, 100]
    np.testing.assert_allclose(shares["error_x"]["array"], [6, 0])
    np.testing.assert_allclose(shares["error_x"]["arrayminus"], [5, 10])
    assert shares["text"] == ["25%", "100%"]
    boxes = [trace for trace in figure["data"] if trace["type"] == "box"]
    assert (boxes[0]["lowerfence"], boxes[0]["median"], boxes[0]["upperfence"]) == ([0], [2], [4])


def test_starts_that_are_infinitely_worse_are_left_out_of_the_comparison() -> None:
    figure = comparison(
        ["one", "two"],
        np.array([0.5, 0.0]),
        np.array([[0.2, 0.8], [0.0, 0.2]]),
        [np.array([0.0, np.inf, 0.0]), np.full(3, np.inf)],
        [np.arange(2, 5), np.full(3, 3)],
        found="found it",
    )
    json.dumps(figure, allow_nan=False)
    worse = [trace for trace in figure["data"] if trace["type"] == "box" and trace["xaxis"] == "x2"]
    assert [(trace["y"], trace["upperfence"]) for trace in worse] == [(["one"], [0])]


# ---- k-means++ -------------------------------------------------------------------------------------------------------


def test_a_frame_for_each_draw_with_the_points_as_large_as_their_chances() -> None:
    draws = kmeans_plus_plus_draws(X, 4, np.random.default_rng(3))
    figure = draws_figure(Plane(X), draws)
    assert is_valid(figure)
    assert [frame["name"] for frame in figure["frames"]] == ["1", "2", "3", "4"]
    assert len(figure["layout"]["sliders"][0]["steps"]) == 4
    first, second = (decoded(frame["data"][0]["marker"]["size"]) for frame in figure["frames"][:2])
    assert len(set(first.tolist())) == 1
    assert second[draws[0].index] == second.min()
    assert second.argmax() == draws[1].chances.argmax()
    chances = decoded(figure["frames"][1]["data"][0]["customdata"])
    np.testing.assert_allclose(chances, 100 * draws[1].chances)
    means = figure["frames"][2]["data"][1]
    assert means["x"][:2] == X[[draws[0].index, draws[1].index], 0].tolist()
    assert means["x"][2:] == [None, None]


def test_drawn_points_are_shown_even_in_a_sample() -> None:
    many = np.random.default_rng(0).normal(size=(5000, 2))
    draws = kmeans_plus_plus_draws(many, 5, np.random.default_rng(0))
    xs = decoded(draws_figure(Plane(many), draws)["data"][0]["x"])
    assert len(xs) <= 705
    assert set(many[[draw.index for draw in draws], 0]) <= set(xs)


def test_axis_titles_are_shown_letter_by_letter() -> None:
    draws = kmeans_plus_plus_draws(X, 2, np.random.default_rng(0))
    layout = draws_figure(Plane(X, ("<b>a</b>", "$b$")), draws)["layout"]
    assert layout["xaxis"]["title"]["text"] == "&lt;b&gt;a&lt;/b&gt;"
    assert "$" not in layout["yaxis"]["title"]["text"]


# ---- the plane -------------------------------------------------------------------------------------------------------


def test_axes_keep_distances_unless_that_makes_a_line_of_the_plot() -> None:
    ranges = np.array([[0.0, 10], [0, 500]])
    assert Plane(X, unit_ratio=0.02).axes(ranges)["yaxis"]["scaleratio"] == 0.02
    assert "scaleratio" not in Plane(X).axes(ranges)["yaxis"]


def test_a_plane_has_air_around_its_points_even_if_they_are_one() -> None:
    np.testing.assert_allclose(Plane(np.array([[0.0, 5], [10, 5]])).ranges(0.1), [[-1, 11], [4.5, 5.5]])


# ---- the map ---------------------------------------------------------------------------------------------------------

GRID_X, GRID_Y = np.linspace(0, 9, 12), np.linspace(0, 5, 10)
RANGES = np.array([[0.0, 9], [0, 5]])


def test_answers_keep_the_number_and_colour_they_have_on_the_page() -> None:
    marks = marks_of([0, 4, 30, None, None])
    assert [mark.label for mark in marks] == ["1", "5", "31", "A", "B"]
    assert [mark.color for mark in marks[:2]] == [ANSWER_COLORS[0], ANSWER_COLORS[4]]
    assert len({mark.color for mark in marks}) == 5
    assert not {mark.color for mark in marks[2:]} & set(ANSWER_COLORS)


def test_the_map_that_is_looked_at_has_the_first_choice_of_letters_and_colours() -> None:
    marks = marks_of([None] * 40, {35, 38})
    assert [marks[35].label, marks[38].label, marks[0].label] == ["A", "B", "C"]
    assert OTHER_COLOR not in (marks[35].color, marks[38].color)


def test_even_on_a_map_of_many_answers_each_has_a_label_and_a_colour() -> None:
    marks = marks_of([None] * 40)
    assert len({mark.label for mark in marks[:26]}) == 26
    assert marks[-1].color == OTHER_COLOR


def test_the_map_names_each_region() -> None:
    kinds = np.zeros((10, 12), dtype=int)
    kinds[:, 6:] = 1
    kinds[0, 0] = -1
    marks = marks_of([2, None])
    layer = basins_layer(GRID_X, GRID_Y, kinds, marks)
    assert [name["text"] for name in layer["names"]] == ["<b>→ 3</b>", "<b>→ A</b>"]
    figure = basins_figure(Plane(X), layer, marks, X[[0, 60]], [1], RANGES)
    assert is_valid(figure)
    heatmap = figure["data"][LAYER]
    assert heatmap["z"] == kinds.tolist()
    # Each kind falls in the middle of the step of its colour.
    steps = [color for _, color in heatmap["colorscale"][::2]]
    for kind, mark in enumerate(marks):
        share = (kind - heatmap["zmin"]) / (heatmap["zmax"] - heatmap["zmin"])
        assert steps[int(share * len(steps))] == mark.color


def test_the_mean_that_moves_looks_unlike_those_that_stay() -> None:
    marks = marks_of([0])
    layer = basins_layer(GRID_X, GRID_Y, np.zeros((10, 12), dtype=int), marks)
    means = basins_figure(Plane(X), layer, marks, X[:3], [1], RANGES)["data"][MEANS]
    first, moving, last = means["marker"]["color"]
    assert first == last != moving
    assert means["text"] == ["<b>1</b>", "<b>2</b>", "<b>3</b>"]


def test_two_means_slide_on_lines() -> None:
    marks = marks_of([0])
    layer = basins_layer(GRID_X, GRID_Y, np.zeros((10, 12), dtype=int), marks)
    figure = basins_figure(Plane(X), layer, marks, np.array([[1.0, 2], [3, 4], [5, 6]]), [2, 0], RANGES)
    assert is_valid(figure)
    assert RAILS < MEANS  # the numbers of the means stay free of them
    rails = figure["data"][RAILS]
    assert rails["x"] == [0, 9, None, 1, 1]
    assert rails["y"] == [6, 6, None, 0, 5]


def test_labels_of_regions_stand_inside_of_them() -> None:
    kinds = np.zeros((30, 30), dtype=int)
    rows, columns = np.indices(kinds.shape)
    ring = np.hypot(rows - 15, columns - 15)
    kinds[(ring < 12) & (ring > 6)] = 1
    layer = basins_layer(np.linspace(0, 9, 30), np.linspace(0, 5, 30), kinds, marks_of([0, 1]))
    for name, kind in zip(layer["names"], (0, 1), strict=True):
        column, row = round(name["x"] / 9 * 29), round(name["y"] / 5 * 29)
        assert kinds[row, column] == kind


def a_name_on_the_map(kinds: np.ndarray, means: np.ndarray) -> list[dict[str, Any]]:
    height, width = kinds.shape
    grid_x, grid_y = np.linspace(0, 9, width), np.linspace(0, 5, height)
    names: list[dict[str, Any]] = basins_layer(grid_x, grid_y, kinds, marks_of([0, 1]), drawn_over=means)[
        "names"
    ]
    return names


def test_the_name_of_a_region_covers_no_mean_if_there_is_any_place_for_it() -> None:
    kinds = np.zeros((30, 30), dtype=int)
    alone = a_name_on_the_map(kinds, np.empty((0, 2)))[0]
    beside = a_name_on_the_map(kinds, np.array([[alone["x"], alone["y"]]]))[0]
    # The map is 9 units across, which a phone draws in 270 pixels: 21 for half a name, 16 for half a mean, or 13 above.
    across, up = 30 * abs(beside["x"] - alone["x"]), 30 * abs(beside["y"] - alone["y"])
    assert across >= 37 or up >= 29
    assert 1 < beside["x"] < 8
    assert 1 < beside["y"] < 4


def test_where_means_are_everywhere_a_name_stands_in_the_widest_gap() -> None:
    kinds = np.zeros((30, 30), dtype=int)
    kinds[:, 15:] = 1
    crowd = np.array([[x, y] for x in np.arange(0, 10, 0.5) for y in np.arange(0, 5.5, 0.5)])
    gap = np.array([2.0, 2.5])
    crowd = crowd[np.abs(crowd - gap).max(axis=1) > 0.6]
    name = a_name_on_the_map(kinds, crowd)[0]
    assert np.abs(gap - [name["x"], name["y"]]).max() < 0.4


def test_names_of_regions_do_not_cover_each_other() -> None:
    kinds = np.zeros((30, 30), dtype=int)
    kinds[13:17, 13:17] = 1
    around, inner = a_name_on_the_map(kinds, np.empty((0, 2)))
    assert 30 * abs(around["x"] - inner["x"]) >= 42 or 30 * abs(around["y"] - inner["y"]) >= 26
