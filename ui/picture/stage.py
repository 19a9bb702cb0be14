"""The stage of the page: the picture, itself in k colours, the palette and the cloud, as a component that steps in the browser."""

from __future__ import annotations

from pathlib import Path

from ui import plotly_js
from ui.component import Payload, component
from ui.player import ENTRY as PLAYER

_component = component("kmeans_picture", Path(__file__).with_suffix(".js"), PLAYER.with_suffix(".css"))
_NO_SPACE = "The points cannot be drawn: the drawing library did not load, or this browser draws nothing in space. All else works."


def show_stage(payload: Payload) -> None:
    """Put it on the page. With the same payload it stays at the half-step where it was."""
    problem = plotly_js.provide()
    _component(
        key="picture_stage",
        data={**payload, "plotlyUrl": plotly_js.url(), "plotlyProblem": problem or _NO_SPACE},
        height="content",
    )
