"""The browser's side of a visit: its address and history, and what it says when the connection to the app is lost, or when a file
could not be sent, in words of our own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tables.limits import MAX_BYTES, in_megabytes
from ui import pages
from ui.component import component
from ui.visit import kept

_component = component("kmeans_connection", Path(__file__).with_suffix(".js"))
_TAKEN = {page.path: [each.name for each in page.parameters] for page in pages.PAGES}
OfPages = Mapping[str, Mapping[str, list[str]]]


def watch(left_out: Mapping[str, Sequence[str]], of_pages: OfPages) -> None:
    """Once per page. When the connection comes back, the script runs again: the app may have been restarted meanwhile.

    left_out : what the address need not say, by name
    of_pages : by the path of a page, what its address has of a setting that is not the same on all of them
    """
    _component(
        key="connection",
        data={
            "limit": in_megabytes(MAX_BYTES),
            "leftOut": left_out,
            "pages": _TAKEN,
            "carried": kept.carried(),
            "ofPages": of_pages,
        },
        on_back_change=lambda: None,
        height="content",
    )


def leave_out(parameters: Mapping[str, Sequence[str]]) -> None:
    """What the address need not say either, found out once there was a table: {name: values}."""
    _component(key=f"connection_{' '.join(parameters)}", data={"leftOut": parameters}, height="content")
