"""The map of where starting places lead."""

from typing import Any

import numpy as np

from charts.starts.basins import LAYER, MEANS, RAILS, basins_figure, basins_layer, marks_of
from charts.starts.look import Plane
from charts.starts.pictures import ANSWER_COLORS, OTHER_COLOR
from study.basin_maps import NEW_NAMES
from tests.charts.starts.sample import X
from tests.figures import is_valid

GRID_X, GRID_Y = np.linspace(0, 9, 12), np.linspace(0, 5, 10)
RANGES = np.array([[0.0, 9], [0, 5]])


def test_answers_keep_the_number_and_colour_they_have_on_the_page() -> None:
    marks = marks_of([("A", 0), ("E", 4), ("AE", 30), ("#6", None), (None, None), (None, None)], names="αβ")
    assert [mark.label for mark in marks] == ["A", "E", "AE", "#6", "α", "β"]
    assert [mark.color for mark in marks[:2]] == [ANSWER_COLORS[0], ANSWER_COLORS[4]]
    assert len({mark.color for mark in marks}) == 6
    assert not {mark.color for mark in marks[2:]} & set(ANSWER_COLORS)


def test_the_map_that_is_looked_at_has_the_first_choice_of_letters_and_colours() -> None:
    marks = marks_of([(None, None)] * 40, {35, 38}, "αβγ")
    assert [marks[35].label, marks[38].label, marks[0].label] == ["α", "β", "γ"]
    assert OTHER_COLOR not in (marks[35].color, marks[38].color)


def test_even_on_a_map_of_many_answers_each_has_a_label_and_a_colour() -> None:
    marks = marks_of([(None, None)] * 40, names=NEW_NAMES)
    assert len({mark.label for mark in marks[: len(NEW_NAMES)]}) == len(NEW_NAMES)
    assert marks[-1].label == "…"
    assert marks[-1].color == OTHER_COLOR


def test_the_map_names_each_region() -> None:
    kinds = np.zeros((10, 12), dtype=int)
    kinds[:, 6:] = 1
    kinds[0, 0] = -1
    marks = marks_of([("C", 2), (None, None)], names="α")
    layer = basins_layer(GRID_X, GRID_Y, kinds, marks)
    assert [name["text"] for name in layer["names"]] == ["<b>→ C</b>", "<b>→ α</b>"]
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
    marks = marks_of([("A", 0)])
    layer = basins_layer(GRID_X, GRID_Y, np.zeros((10, 12), dtype=int), marks)
    means = basins_figure(Plane(X), layer, marks, X[:3], [1], RANGES)["data"][MEANS]
    first, moving, last = means["marker"]["color"]
    assert first == last != moving
    assert means["text"] == ["<b>1</b>", "<b>2</b>", "<b>3</b>"]
    assert means["marker"]["opacity"] == 1
    assert means["marker"]["size"] == [23, 29, 23]
    assert means["marker"]["line"]["width"] == [2, 3, 2]
    assert means["textfont"]["color"] == [moving, first, moving]


def test_two_means_slide_on_lines() -> None:
    marks = marks_of([("A", 0)])
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
    layer = basins_layer(np.linspace(0, 9, 30), np.linspace(0, 5, 30), kinds, marks_of([("A", 0), ("B", 1)]))
    for name, kind in zip(layer["names"], (0, 1), strict=True):
        column, row = round(name["x"] / 9 * 29), round(name["y"] / 5 * 29)
        assert kinds[row, column] == kind


def a_name_on_the_map(kinds: np.ndarray, means: np.ndarray) -> list[dict[str, Any]]:
    height, width = kinds.shape
    grid_x, grid_y = np.linspace(0, 9, width), np.linspace(0, 5, height)
    names: list[dict[str, Any]] = basins_layer(
        grid_x, grid_y, kinds, marks_of([("A", 0), ("B", 1)]), drawn_over=means
    )["names"]
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
