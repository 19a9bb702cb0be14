"""The strip of one column: what it shows, and that Plotly takes it."""

import numpy as np
import plotly.graph_objects as go

from charts import palette
from charts.optimum import BEST, HEIGHT, RUN, strip_figure


def test_each_value_has_the_color_of_its_group_in_either_row() -> None:
    values, best, run = np.array([1.0, 2.0, 9.0]), np.array([0, 0, 1]), np.array([0, 1, 1])
    figure = strip_figure(values, best, run, "<b>$a$</b>")
    below, above = figure["data"]
    assert below["y"] == [RUN] * 3 and above["y"] == [BEST] * 3 and above["x"] == [1, 2, 9]
    assert above["marker"]["line"]["color"] == [palette.color(0), palette.color(0), palette.color(1)]
    assert below["marker"]["line"]["color"] == [palette.color(0), palette.color(1), palette.color(1)]
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < 1 and high > 9 and figure["layout"]["height"] == HEIGHT
    assert "<b>" not in figure["layout"]["xaxis"]["title"]["text"]
    go.Figure(figure)


def test_one_place_and_dates() -> None:
    labels = np.zeros(3, dtype=np.intp)
    low, high = strip_figure(np.full(3, 5.0), labels, labels, "a")["layout"]["xaxis"]["range"]
    assert low < 5 < high
    axis = strip_figure(np.array([0.0, 400.0, 800.0]), labels, labels, "when", date=True)["layout"]["xaxis"]
    assert "1970" in str(axis)
