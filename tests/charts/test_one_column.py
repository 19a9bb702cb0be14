"""One column on a plot: rows stacked over their values, means on a line below."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.starts.pictures import Frame, answer_svg
from charts.stepper import MEANS, POINTS, stepper_figure
from kmeans_core import assign_labels, run
from study.one_column import MEANS_AT, MOST_APART, bands, heights_shown, on_the_line, stacked
from tests.charts.test_stepper import decoded


def test_rows_of_one_value_stand_over_one_another() -> None:
    heights = stacked(np.array([3.0, 1.0, 3.0, 9.0, 3.0]))
    np.testing.assert_allclose(heights, np.array([0, 0, 1, 0, 2]) * MOST_APART)


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=300))
def test_all_rows_are_on_the_plot_above_the_means_and_no_two_at_one_place(values: list[float]) -> None:
    column = np.array(values)
    heights = stacked(column)
    assert (heights >= 0).all() and (heights <= 1).all()
    bottom, top = heights_shown(heights)
    assert bottom < MEANS_AT < 0 and heights.max() < top
    assert len(set(zip(values, heights.tolist(), strict=True))) == len(values)


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=8), st.integers(-100, 100))
def test_the_band_of_a_mean_is_what_is_nearest_to_it(means: list[int], place: int) -> None:
    column = np.array(means, dtype=float)[:, np.newaxis]
    regions = bands(column[:, 0], -101, 101)
    nearest = int(assign_labels(np.array([[float(place)]]), column)[0])
    left, right = regions[nearest][[0, 1], 0]
    assert left - 1e-9 <= place <= right + 1e-9
    assert sum(float(np.ptp(region[:, 0])) for region in regions if len(region)) == pytest.approx(202)


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


def test_a_small_picture_of_one_column_holds_all_of_it() -> None:
    X = np.array([[1.0], [2.0], [2.0], [10.0], [11.0]])
    frame = Frame(X, lambda positions: on_the_line(positions[:, 0]))
    means = np.array([[5 / 3], [10.5]])
    for place in np.concatenate([frame.points, frame.place(on_the_line(means[:, 0]))]):
        assert 0 <= place[0] <= frame.width and 0 <= place[1] <= frame.height
    assert answer_svg(frame, np.array([0, 0, 0, 1, 1]), means, "t").count("<path") == 4
