"""Where one column is drawn: rows stacked over their values, means on a line below."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmeans_core import assign_labels
from study.one_column import MEANS_AT, MOST_APART, STACKS, axis_up, bands, heights_shown, stacked


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


@pytest.mark.parametrize("low", [0.0, -500.0, 1e6])
def test_a_row_of_dots_side_by_side_is_as_long_as_the_plot_is_wide(low: float) -> None:
    values = low + np.arange(61.0)  # one more than there are stacks: the last two share one
    assert STACKS == 60
    assert stacked(values).tolist() == [0.0] * 60 + [MOST_APART]


def test_the_axis_of_dots_means_nothing_and_shows_nothing() -> None:
    axis = axis_up(np.array([0.0, 0.5]))
    assert axis["title"]["text"] == "rows, stacked"
    assert axis["range"] == pytest.approx([0.175 - 0.7, 0.175 + 0.7])
    assert axis["fixedrange"]
    assert not axis["zeroline"] and not axis["showgrid"] and not axis["showticklabels"]
