"""The player: a component that plays a run in the browser. What it is sent is built in payload.py; how it plays is player.js."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from ui import plotly_js
from ui.component import Payload, component

ENTRY = Path(__file__).parent / "player.js"
_component = component("kmeans_player", ENTRY)


def show_player(
    payload: Payload,
    key: str = "player",
    *,
    group: str | None = None,
    leader: bool = True,
    group_last: int = 0,
    in_address: bool = False,
    by_hand: Callable[[Mapping[str, Any]], None] | None = None,
    drawing: Mapping[str, Any] | None = None,
    on_again: Callable[[], None] | None = None,
    plays: bool = False,
    beside: Sequence[float | None] = (),
) -> None:
    """Put the player on the page. With the same payload it stays at the half-step where it was.

    Players of the same `group` move together; only the `leader` shows the bar, which then reaches to half-step
    `group_last`, the last one of the longest run of the group. With `in_address` their half-step is in the address, as that of a
    player by itself is.

    With `by_hand` means can be moved, added and taken away; it is told what was done, see `ui/by_hand.py`. With `drawing`
    points can be drawn: it says what was drawn already, see `ui/drawn.py`.
    With `on_again` the end of a run offers another start; it is told when somebody wants one.
    One that `plays` begins by itself, unless somebody wants less motion. `beside`: the inertias of another run, for a dashed curve
    on the same scale.
    """
    problem = plotly_js.provide()
    offline = "The plot cannot be drawn: its drawing library did not load. Check your connection and reload this page."
    group_data = (
        {}
        if group is None
        else {
            "group": group,
            "leader": leader,
            "groupLast": group_last,
            "inAddress": in_address and leader,
        }
    )
    identity = f"{payload['id']} {group} {leader} {group_last}"

    def done() -> None:
        deed = st.session_state[key]["done"]
        if by_hand is not None and deed is not None:
            by_hand(deed)

    _component(
        key=key,
        data={
            **payload,
            **group_data,
            "id": identity,
            "plotlyUrl": plotly_js.url(),
            "plotlyProblem": problem or offline,
            "movable": by_hand is not None,
            "drawing": drawing,
            "restartable": on_again is not None,
            "plays": plays,
            "beside": list(beside),
        },
        on_done_change=done,
        on_again_change=on_again or (lambda: None),
        height="content",
    )
