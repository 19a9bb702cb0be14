"""A remedy at work, in a component that plays its pictures. What it is sent is built here."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from charts.starts.look import Plane
from charts.starts.shots import shots_figure
from study.points import Array, Points
from study.remedies import Shot
from study.words import count
from ui import player, plotly_js
from ui.component import component
from ui.starts.plots import plot_config
from ui.theme import is_dark

_component = component(
    "kmeans_shots", Path(__file__).with_suffix(".js"), Path(player.__file__).with_name("player.css")
)


def show_shots(
    points: Points,
    shots: list[Shot],
    key: str,
    what: str,
    *,
    places: Array | None = None,
) -> None:
    """Put the pictures on the page.

    what : is at work, in plain text
    places : array of shape (m, 2), where the points that the pictures are of are drawn; None for all of them
    """
    plane = Plane(
        points.places if places is None else places, points.axis_titles, points.unit_ratio, points.one_column
    )
    payload = {
        "figure": shots_figure(plane, shots, points.to_plane, dark=is_dark()),
        "steps": [{"title": shot.title, "sentence": shot.sentence} for shot in shots],
        "alt": f"A scatter plot of {count(len(plane.places), 'point')}: {what} at work.",
        "config": plot_config("k-means-remedy"),
        "plotlyProblem": plotly_js.provide()
        or "The plot cannot be drawn: its drawing library did not load. Check your connection and reload this page.",
        "plotlyUrl": plotly_js.url(),
    }
    payload["id"] = hashlib.blake2b(json.dumps(payload).encode(), digest_size=12).hexdigest()
    _component(key=key, data=payload, height="content")
