"""What somebody asked for of how rows are compared, and where it is kept."""

from __future__ import annotations

from dataclasses import replace

from study import links
from study.nearness import sizes_to_text
from ui.table import desk_state
from ui.visit import kept


def follow_asked() -> None:
    """Going Back and Forward, it is as the address has it."""
    if kept.goes_back():
        desk_state.desk().asked = desk_state.asked_in_address()


def remember_asked() -> None:
    """What somebody asked for; the choices of a link wait for the first table."""
    desk = desk_state.desk()
    if any(drawer.shown is not None for drawer in desk.drawers.values()):
        for name, value in (
            (links.BY.name, desk.asked.near),
            (links.WEIGH.name, desk.asked.weigh),
            (links.SIZES.name, sizes_to_text(desk.asked.sizes)),
        ):
            desk_state.put(name, [value] if value else [])


def ask(**changes: object) -> None:
    """A callback: something else is asked for."""
    desk = desk_state.desk()
    desk.asked = replace(desk.asked, **changes)  # type: ignore[arg-type]
