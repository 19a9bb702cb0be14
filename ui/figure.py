"""Figures on the page, handed to Streamlit as they are.

`st.plotly_chart` has Plotly check a plain figure, every property and every number of it, and copy it three times: 6 of the
30 ms that a run of "Starting points" takes. The tests in tests/charts have all our figures checked; here they pass.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st
from plotly.basedatatypes import BaseFigure
from plotly.graph_objects import Figure


class _AsItIs(BaseFigure):  # type: ignore[misc]  # Plotly has no types
    """To Plotly a figure that has been checked: nothing is asked of it but to be a dict."""

    def __init__(self, figure: dict[str, Any]) -> None:  # BaseFigure's own would check and copy
        self._figure = figure

    def to_dict(self) -> dict[str, Any]:
        return self._figure


@cache
def _template() -> dict[str, Any]:
    """The look that Plotly gives to every figure without one of its own: here, Streamlit's."""
    template: dict[str, Any] = Figure().to_dict()["layout"]["template"]
    return template


def show_figure(
    figure: dict[str, Any],
    key: str,
    *,
    config: dict[str, Any],
    alt: str,
    on_press: Callable[[], None] | None = None,
) -> None:
    """Put a figure with "data" and "layout" on the page, as wide as its place.

    Its arrays are lists, or typed as `charts.stepper.typed` does it.

    on_press : called when a point is pressed; which one is then in the state under `key`
    """
    layout = {"template": _template(), **figure["layout"]}
    st.plotly_chart(
        _AsItIs({**figure, "layout": layout}),
        width="stretch",
        key=key,
        config=config,
        alt=alt,
        on_select=on_press or "ignore",
        selection_mode="points",
    )
