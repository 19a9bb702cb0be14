"""The pictures of groups."""

import base64
import json
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from charts import palette
from charts.groups import MOST_SMALL, groups_figure, small_figure
from charts.stepper import MOST_SHOWN

RNG = np.random.default_rng(0)


def points(n: int, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    places = RNG.normal(size=(n, 2))
    return places, np.arange(n) % k, RNG.normal(size=(k, 2))


def length(trace: dict[str, Any]) -> int:
    return len(base64.b64decode(trace["x"]["bdata"])) // 8


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
    go.Figure(small_figure(places, labels, means))
    assert length(small_figure(places, labels, means)["data"][0]) == min(n, MOST_SMALL)


def test_names_are_literal_on_the_axes() -> None:
    places, labels, means = points(5, 2)
    figure = groups_figure(
        places, labels, means, axis_titles=("<img src=x onerror=alert(1)>", "$x$" + "n" * 2000)
    )
    text = json.dumps(figure["layout"])
    assert "<img" not in text and "$" not in text and len(text) < 2000


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
