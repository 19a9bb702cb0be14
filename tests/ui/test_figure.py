"""Our figures as Streamlit gets them: what Plotly would have made of each, without its work."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from charts.columns import histogram_figure
from charts.groups import comparison_figure, groups_figure
from charts.starts.comparison import comparison
from charts.starts.distribution import distribution
from charts.starts.enough import chances_figure

X = np.random.default_rng(0).normal(size=(60, 2))
LABELS = np.arange(60) % 3
FIGURES: dict[str, Callable[[], dict[str, Any]]] = {
    "histogram": lambda: histogram_figure(X[:, 0]),
    "groups": lambda: groups_figure(X, LABELS, X[:3], axis_titles=("a", "b")),
    "ways to compare": lambda: comparison_figure(dict.fromkeys(("one", "two"), (X, LABELS, X[:3])), "two"),
    "distribution": lambda: distribution(
        X[:, 0] ** 2,
        LABELS,
        LABELS % 2,
        np.arange(60),
        row_names=["one", "two"],
        n_kinds=3,
        title="inertia",
        measure="",
    ),
    "comparison": lambda: comparison(
        ["one", "two"],
        np.array([0.1, 1.0]),
        np.array([[0.0, 0.2], [0.9, 1.0]]),
        [X[:, 0] ** 2] * 2,
        [LABELS] * 2,
        found="found",
    ),
    "enough": lambda: chances_figure(["one", "two"], np.array([0.1, 0.9])),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_handed_on_as_plotly_would_hand_it_on(name: str) -> None:
    def script(name: str) -> None:
        import copy

        import streamlit as st

        from tests.ui.test_figure import FIGURES
        from ui.figure import show_figure

        figure = FIGURES[name]()
        before = copy.deepcopy(figure)
        show_figure(figure, "ours", config={"staticPlot": True}, alt="A plot")
        assert figure == before  # it may be kept, and shown again
        st.plotly_chart(figure, key="plotly's", config={"staticPlot": True}, alt="A plot")

    app = AppTest.from_function(script, args=(name,)).run()
    assert not app.exception
    ours, theirs = app.get("plotly_chart")
    as_we_do, as_plotly_does = json.loads(ours.proto.spec), json.loads(theirs.proto.spec)
    for frame in as_we_do.get("frames", []):
        frame["data"] = [
            {"type": "scatter", **trace} for trace in frame["data"]
        ]  # what it is if nothing is said
    assert as_we_do == as_plotly_does
    assert ours.proto.config == theirs.proto.config
