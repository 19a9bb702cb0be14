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
