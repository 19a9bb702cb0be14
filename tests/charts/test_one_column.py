"""The figures and pictures of one column."""

import numpy as np
import pytest

from charts.starts.pictures import Frame, answer_svg
from charts.stepper import MEANS, POINTS, stepper_figure
from kmeans_core import run
from study.one_column import MEANS_AT, MOST_APART, on_the_line
from tests.figures import decoded


def test_a_run_on_one_column_is_drawn_with_its_bands() -> None:
    X = np.array([[1.0], [2.0], [2.0], [10.0], [11.0]])
    figure = stepper_figure(X, run(X, X[:2]), to_plane=lambda positions: on_the_line(positions[:, 0]))
    points, means = figure["data"][POINTS], figure["data"][MEANS]
    assert decoded(points["x"]).tolist() == X[:, 0].tolist()
    assert decoded(points["y"]).tolist() == [0, 0, MOST_APART, 0, 0]
    assert set(decoded(means["y"])) == {MEANS_AT}
    assert figure["layout"]["meta"]["has_cells"] and figure["layout"]["meta"]["one_column"]
    assert "scaleanchor" not in figure["layout"]["yaxis"]
    low, high = figure["layout"]["yaxis"]["range"]
    assert low + high == pytest.approx(MEANS_AT + MOST_APART)  # in the middle
    shapes = figure["frames"][-1]["layout"]["shapes"]
    assert [shape["path"].count("L") for shape in shapes] == [3, 3]
    assert any("6.08333" in shape["path"] for shape in shapes)  # midway between 5/3 and 10.5
    assert (
        shapes[0]["path"].startswith("M-14,") and "L26," in shapes[1]["path"]
    )  # far beyond what the plot shows


def test_a_small_picture_of_one_column_holds_all_of_it() -> None:
    X = np.array([[1.0], [2.0], [2.0], [10.0], [11.0]])
    frame = Frame(X, lambda positions: on_the_line(positions[:, 0]))
    means = np.array([[5 / 3], [10.5]])
    for place in np.concatenate([frame.points, frame.place(on_the_line(means[:, 0]))]):
        assert 0 <= place[0] <= frame.width and 0 <= place[1] <= frame.height
    assert answer_svg(frame, np.array([0, 0, 0, 1, 1]), means, "t").count("<path") == 4
