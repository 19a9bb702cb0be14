"""Pictures beside each other, each with its title and its words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from ui.component import component

_component = component("kmeans_panels", Path(__file__).with_suffix(".js"))


@dataclass(frozen=True)
class Panel:
    """title : plain text; svg : made in charts/; said : lines of plain text, the first the most important"""

    title: str
    svg: str
    said: tuple[str, ...]


def show_panels(key: str, panels: list[Panel]) -> None:
    """Put them on the page."""
    _component(key=key, data={"pictures": [asdict(each) for each in panels]}, height="content")
