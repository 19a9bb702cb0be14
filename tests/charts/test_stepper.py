"""The figure that the player plays."""

import json
import re

import numpy as np
import plotly.graph_objects as go
import pytest

from charts import palette
from charts.stepper import (
    LARGEST_CROWD,
    MEANS,
    MOST_SHOWN,
    MOST_SVG_POINTS,
    POINTS,
    shown_points,
    stepper_figure,
    typed,
)
from kmeans_core import initial_means, run
from study import one_column
from tests.figures import decoded


@pytest.fixture(name="X")
def three_groups() -> np.ndarray:
    rng = np.random.default_rng(5)
    return np.concatenate([rng.normal(c, 1, size=(40, 2)) for c in ((0, 0), (6, 1), (2, 7))])


@pytest.mark.parametrize("dtype", [np.float64, np.int8, np.uint8, np.int32])
def test_typed_arrays_come_back_as_they_went(dtype: type) -> None:
    values: np.ndarray = np.array([0, 1, 2, 3], dtype=dtype)
    assert (decoded(typed(values)) == values).all()
    assert (decoded(typed(np.arange(8.0).reshape(4, 2)[:, 1])) == [1, 3, 5, 7]).all()


def test_a_frame_for_every_half_step_holds_its_labels_and_means(X: np.ndarray) -> None:
    steps = run(X, initial_means(X, 3, "random", 1)).steps
    figure = stepper_figure(X, run(X, steps[0].means))
    assert [frame["name"] for frame in figure["frames"]] == [str(i) for i in range(len(steps))]
    for step, frame in zip(steps, figure["frames"], strict=True):
        points, means = frame["data"]
        assert frame["traces"] == [POINTS, MEANS]
        assert (decoded(points["marker"]["color"]) == step.labels).all()
        assert (np.column_stack([decoded(means["x"]), decoded(means["y"])]) == step.means).all()


def test_points_at_one_place_are_drawn_as_large_as_they_are_many() -> None:
    places = np.array([[0.0, 0.0]] * 4 + [[1.0, 0.0]] + [[1.0, 1.0]] * 100)
    figure = stepper_figure(places, run(places, places[[0, -1]]))
    assert (
        decoded(figure["data"][POINTS]["marker"]["size"]).tolist()
        == [18.0] * 4 + [9.0] + [LARGEST_CROWD] * 100
    )
    assert decoded(figure["layout"]["meta"]["here"]).tolist() == [4] * 4 + [1] + [100] * 100
    alone = stepper_figure(places[3:6], run(places[3:6], places[3:4]))
    assert alone["data"][POINTS]["marker"]["size"] == 9 and "here" not in alone["layout"]["meta"]


def test_plotly_accepts_the_figure(X: np.ndarray) -> None:
    figure = stepper_figure(X, run(X, X[:4]), axis_titles=("height", "weight"))
    checked = go.Figure(data=figure["data"], layout=figure["layout"], frames=figure["frames"])
    assert len(checked.frames) == len(figure["frames"])
    assert checked.layout.xaxis.title.text == "height"
    json.dumps(figure, allow_nan=False)


def test_axis_titles_are_shown_literally(X: np.ndarray) -> None:
    figure = stepper_figure(X, run(X, X[:2]), axis_titles=("<b>a</b>", "$y$"))
    titles = figure["layout"]["xaxis"]["title"]["text"] + figure["layout"]["yaxis"]["title"]["text"]
    assert not set(titles) & set("<>$")


def test_all_points_and_means_are_in_view(X: np.ndarray) -> None:
    start = np.array([[-5.0, 0.0], [15.0, 3.0]])
    layout = stepper_figure(X, run(X, start))["layout"]
    assert layout["xaxis"]["range"][0] < -5 and layout["xaxis"]["range"][1] > 15


@pytest.mark.parametrize("far", [[1e9, 0.0], [100_000.0, 2.0], [1.0, -1e7], [-3000.0, 40_000.0], [30.0, 2.0]])
def test_a_mean_far_outside_leaves_the_points_a_third_of_the_plot(X: np.ndarray, far: list[float]) -> None:
    figure = stepper_figure(X, run(X, [[0.0, 0.0], far]))
    low, high = X.min(axis=0), X.max(axis=0)
    for axis, points in (("xaxis", high[0] - low[0]), ("yaxis", high[1] - low[1])):
        bottom, top = figure["layout"][axis]["range"]
        assert (top - bottom) * 0.3 <= points
    for frame, beyond in zip(figure["frames"], figure["layout"]["meta"]["beyond"], strict=True):
        x, y = (decoded(frame["data"][1][axis]) for axis in "xy")
        assert beyond == [1]
        drawn = np.array([x[1], y[1]])
        assert figure["layout"]["xaxis"]["range"][0] < x[1] < figure["layout"]["xaxis"]["range"][1]
        assert figure["layout"]["yaxis"]["range"][0] < y[1] < figure["layout"]["yaxis"]["range"][1]
        near = np.abs(np.array(far) - (low + high) / 2) <= 1.5 * (high - low)
        np.testing.assert_allclose(
            drawn[near], np.array(far)[near]
        )  # where it is on the plot, it is drawn there
        assert (np.sign(drawn - low) == np.sign(np.array(far) - low))[~near].all()


def test_a_mean_far_along_one_column_stays_on_the_line_of_the_means() -> None:
    X = np.arange(10.0)[:, np.newaxis]
    to_plane = lambda at: one_column.on_the_line(at[:, 0])  # noqa: E731
    figure = stepper_figure(X, run(X, [[0.0], [1e6]]), to_plane=to_plane)
    assert figure["layout"]["meta"]["beyond"][0] == [1]
    first = figure["frames"][0]["data"][1]
    assert decoded(first["y"])[0] == decoded(first["y"])[1]
    assert figure["layout"]["xaxis"]["range"][1] < 25


def test_one_scale_for_both_axes_unless_their_units_are_far_apart(X: np.ndarray) -> None:
    assert stepper_figure(X, run(X, X[:2]))["layout"]["yaxis"]["scaleanchor"] == "x"
    stretched = X * [1000, 1]
    assert "scaleanchor" not in stepper_figure(stretched, run(stretched, stretched[:2]))["layout"]["yaxis"]


@pytest.mark.parametrize(
    ("n", "kind", "shown"),
    [
        (MOST_SVG_POINTS, "scatter", MOST_SVG_POINTS),
        (MOST_SVG_POINTS + 1, "scattergl", MOST_SVG_POINTS + 1),
        (MOST_SHOWN + 1, "scattergl", MOST_SHOWN),
    ],
)
def test_many_points_are_drawn_as_pixels_and_more_are_sampled(n: int, kind: str, shown: int) -> None:
    X = np.random.default_rng(0).normal(size=(n, 2))
    figure = stepper_figure(X, run(X, X[:3]))
    assert figure["data"][POINTS]["type"] == kind
    assert figure["data"][MEANS]["type"] == "scatter"  # only SVG glides
    assert figure["layout"]["meta"] == {"shown": shown, "of": n, "has_cells": True}
    assert len(decoded(figure["frames"][-1]["data"][0]["marker"]["color"])) == shown


def test_the_sample_is_always_the_same_and_has_no_point_twice() -> None:
    a, b = shown_points(20_000), shown_points(20_000)
    assert (a == b).all() and len(np.unique(a)) == MOST_SHOWN


@pytest.mark.parametrize("most", [1, 7, 99, 100, 101])
def test_a_sample_is_in_the_order_of_the_data(most: int) -> None:
    shown = shown_points(100, most)
    assert len(shown) == min(most, 100) and (np.diff(shown) > 0).all()
    assert set(shown.tolist()) <= set(range(100))


def test_cells_belong_to_the_means_of_the_same_frame() -> None:
    X = np.array([[0.0, 0.0], [1.0, 0.0], [10.0, 0.0], [10.0, 2.0]])
    figure = stepper_figure(X, run(X, [[0.0, 0.0], [10.0, 0.0]]))
    for frame in figure["frames"]:
        shapes = frame["layout"]["shapes"]
        assert [shape["fillcolor"] for shape in shapes] == [palette.color(0), palette.color(1)]
    # At the start the border lies half-way between (0, 0) and (10, 0).
    corners = [
        pair.split(",") for pair in figure["frames"][0]["layout"]["shapes"][0]["path"].strip("MZ").split("L")
    ]
    assert max(float(x) for x, _ in corners) == pytest.approx(5.0)


@pytest.mark.parametrize("units", [[1e-140, 1e-140], [1.0, 0.0], [1e140, 1e140]])
def test_cells_fill_the_plot_whatever_the_units(units: list[float]) -> None:
    X = np.array([[0.0, 0.0], [1.0, 5.0], [10.0, 0.0], [10.0, 2.0]]) * units
    layout = (figure := stepper_figure(X, run(X, X[[0, 3]])))["layout"]
    path = "".join(shape["path"] for shape in figure["frames"][0]["layout"]["shapes"])
    ups = [float(corner.split(",")[1]) for corner in re.findall(r"[^MLZ]+", path)]
    low, high = layout["yaxis"]["range"]
    assert min(ups) <= low < high <= max(ups)
    assert max(ups) - min(ups) < 50 * (high - low)


def test_more_than_two_features_are_shown_in_a_plane_without_cells() -> None:
    X = np.random.default_rng(1).normal(size=(50, 4))
    figure = stepper_figure(X, run(X, X[:3]), to_plane=lambda positions: positions[:, [3, 1]])
    assert (decoded(figure["data"][POINTS]["x"]) == X[:, 3]).all()
    assert (decoded(figure["frames"][0]["data"][1]["y"]) == X[:3, 1]).all()
    assert not figure["layout"]["meta"]["has_cells"]


@pytest.mark.parametrize("X", [[[3.0, 4.0]], [[1e8, 1e8], [1e8 + 1, 1e8 + 1]], [[0.0, 5.0], [0.0, 6.0]]])
def test_flat_and_faraway_data_get_a_view_of_some_width(X: list[list[float]]) -> None:
    points = np.array(X)
    layout = stepper_figure(points, run(points, points[:1]))["layout"]
    for axis in ("xaxis", "yaxis"):
        low, high = layout[axis]["range"]
        assert np.isfinite([low, high]).all() and low < high


def test_an_axis_of_days_is_written_in_dates() -> None:
    X = np.array([[18_262.0, 1.0], [19_723.0, 2.0], [20_000.0, 4.0]])
    layout = stepper_figure(X, run(X, X[:2]), dates=(True, False))["layout"]
    assert layout["xaxis"]["ticktext"] == ["2020", "2021", "2022", "2023", "2024", "2025"]
    assert layout["xaxis"]["tickvals"][0] == 18_262
    assert "tickvals" not in layout["yaxis"]
