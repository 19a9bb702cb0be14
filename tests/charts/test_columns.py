"""Small histograms."""

import numpy as np
import plotly.graph_objects as go
import pytest

from charts.columns import histogram_figure


@pytest.mark.parametrize(
    "values",
    [
        np.arange(100),
        np.array([3.0]),
        np.array([]),
        np.full(50, 7.0),
        1e8 + np.random.default_rng(0).normal(size=200),
        np.array([1e300, -1e300]),
        np.array([1e15, 1e15 + 0.25]),
        np.array([5e-324, 0.0]),
    ],
)
def test_every_value_is_in_a_bar(values: np.ndarray) -> None:
    figure = histogram_figure(values)
    bars = figure["data"][0]
    assert sum(bars["y"]) == len(values)
    assert np.isfinite(bars["x"]).all() and np.isfinite(bars["width"]).all()
    assert (np.array(bars["width"]) > 0).all()
    go.Figure(figure)


@pytest.mark.parametrize(("n", "bars"), [(1, 1), (4, 5), (16, 6), (100, 15), (400, 30), (9000, 30)])
def test_there_are_more_bars_the_more_values_but_five_to_thirty(n: int, bars: int) -> None:
    drawn = histogram_figure(np.linspace(-3, 5, n))["data"][0]
    assert len(drawn["x"]) == len(drawn["y"]) == len(drawn["width"]) == bars


def test_a_bar_stands_over_the_values_that_it_counts() -> None:
    values = np.random.default_rng(0).exponential(size=150)
    drawn = histogram_figure(values)["data"][0]
    middles, widths = np.array(drawn["x"]), np.array(drawn["width"])
    between = np.diff(middles)[0]
    assert widths == pytest.approx(np.full(len(widths), 0.92 * between))  # a gap is left between two
    assert middles[0] - between / 2 == pytest.approx(values.min())
    assert middles[-1] + between / 2 == pytest.approx(values.max())
    nearest = np.abs(values[:, np.newaxis] - middles).argmin(axis=1)
    assert drawn["y"] == np.bincount(nearest, minlength=len(middles)).tolist()
