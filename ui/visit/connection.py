"""What the browser says when the connection to the app is lost, and when a file could not be sent, in words of our own."""

from __future__ import annotations

from pathlib import Path

from tables.limits import MAX_BYTES, in_megabytes
from ui.component import component

_component = component("kmeans_connection", Path(__file__).with_suffix(".js"))


def watch() -> None:
    """Once per page. When the connection comes back, the script runs again: the app may have been restarted meanwhile."""
    _component(
        key="connection",
        data={"limit": in_megabytes(MAX_BYTES)},
        on_back_change=lambda: None,
        height="content",
    )
