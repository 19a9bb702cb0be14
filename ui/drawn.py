"""Points drawn by hand, on whatever points there are: a field that nobody sees holds them, and so does the address.

A field, because Streamlit keeps what is in one across pages, in the address, and through Back and Forward. What is too large for an
address stays with the visit, packed, as long as the visit lasts, and the field has its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from kmeans_core.checks import count_distinct
from study import links
from study.drawn import (
    MOST_IN_LINK,
    Drawing,
    drawing_from_browser,
    drawing_from_packed,
    drawing_from_text,
    leaves_nothing,
    on_all,
    with_drawn,
)
from study.points import Points
from study.start_settings import StartSettings
from study.touched import ALL_PLACED
from study.words import count
from ui import address, data
from ui.component import Payload
from ui.player.payload import paper_payload

_COLUMNS, _BASE, _KEPT = "drawn on", "rubbed out of", "large drawings"
_STAYED = (
    f"a drawing of more than {MOST_IN_LINK} points does not travel: it stays with the visit that drew it"
)
MOST_KEPT = 100
"""Drawings of a visit that are too large for a link: some 20 kB each at most, and more strokes than anybody undoes."""


def on(points: Points) -> Points:
    """In the rail, below the settings of the points: these with what was drawn on them, and a line that says so."""
    state = st.session_state
    if state.get(_COLUMNS, points.names) != points.names:
        state[links.PAPER.name] = ""  # on other columns, the places would be others
    state[_COLUMNS] = points.names
    address.settle(replace(links.PAPER, fits=lambda text: _drawing(text) is not None, why=_STAYED))
    with st.container(key="drawn_field"):
        text = st.text_input(
            "Points drawn by hand", key=links.PAPER.name, bind="query-params", label_visibility="collapsed"
        )
    drawing = _drawing(text)
    if drawing is None:
        return points
    try:
        drawn = with_drawn(points, drawing, may_rub(points))
    except ValueError as error:
        st.caption(str(error))
        return points
    with st.container(key="about_drawn", horizontal=True, vertical_alignment="center"):
        many = (
            ""
            if drawing.travels
            else f" More than {MOST_IN_LINK} do not travel in a link; take them home as CSV."
        )
        st.caption(
            (
                f"{count(drawn.drawn, 'point')} drawn by hand."
                if drawn.drawn
                else "Some points are rubbed out."
                if drawn is not points
                else "All points are rubbed out; other pages have them until you draw."
            )
            + many
        )
        st.button("Take the drawing away", type="tertiary", on_click=forget_drawn)
    return drawn


def follow(points: Points) -> None:
    """Before `on`: where the points are others than before, and the drawing is the same, nothing is rubbed out of them."""
    before, drawn_then = st.session_state.get(_BASE, (points.digest, ""))
    if before != points.digest and drawn_then == _text():
        drawing = _drawing(drawn_then)
        if drawing is not None:
            _put(replace(drawing, rubbed=(), alone=False))
    st.session_state[_BASE] = points.digest, _text()


def are_all_rubbed_out(points: Points) -> bool:
    """Whether none of the points that were there is left."""
    return may_rub(points) and leaves_nothing(points, replace(_now(), places=()))


def may_rub(points: Points) -> bool:
    """Whether points can be rubbed out: those of a shape can. Rows of a table stay."""
    return not points.private and st.session_state.get("data", links.DATA.default) == links.SHAPES


def as_sent(base: Points) -> dict[str, Any]:
    """What the player needs to know of the drawing, to go on with it. base : the points that it is on"""
    drawing = _as_applied(base)
    return {
        "mayRub": may_rub(base),
        "rubbed": list(drawing.rubbed),
        "alone": drawing.alone,
        "on": base.digest,
    }


def paper(base: Points, points: Points, k: int, start: StartSettings) -> Payload | None:
    """What the player is sent where too few points are left for k means: the plot, to go on drawing. None where there are enough.

    base : the points that the drawing is on; points : these with it
    """
    left = places_left(base, points, k)
    if left >= k:
        return None
    drawing = _as_applied(base)
    try:
        both = on_all(base, drawing)
        shown = min(k, count_distinct(both.X, k))  # means, which nobody sees on paper
        of_them = replace(start, means=start.means[:shown], touched=ALL_PLACED)
        return paper_payload(data.payload(both, shown, of_them), drawing, k, left, start.is_by_hand)
    except ValueError:  # the means do not fit, or points are too far away: said where they are clustered
        return None


def places_left(base: Points, points: Points, k: int) -> int:
    """At how many places there are points for k means; it may stop counting once these are enough. See `paper`."""
    return 0 if leaves_nothing(base, _as_applied(base)) else count_distinct(points.X, k)


def _as_applied(base: Points) -> Drawing:
    """The drawing, as far as it can be on these points."""
    return _now() if may_rub(base) else replace(_now(), rubbed=(), alone=False)


def take_drawn(deed: Mapping[str, Any]) -> None:
    """In a callback: somebody drew. What makes no sense changes nothing."""
    drawing = drawing_from_browser(deed)
    if drawing is not None:
        _put(drawing)


def _put(drawing: Drawing) -> None:
    """Into the field; what does not fit into an address into the visit, and its name into the field."""
    if drawing.travels:
        st.session_state[links.PAPER.name] = drawing.text
        return
    packed = drawing.packed
    name = "kept-" + hashlib.blake2b(packed, digest_size=12).hexdigest()
    kept: dict[str, bytes] = st.session_state.setdefault(_KEPT, {})
    kept.pop(name, None)
    kept[name] = packed
    while len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]
    st.session_state[links.PAPER.name] = name


def forget_drawn() -> None:
    """A callback: the points are as they were."""
    st.session_state[links.PAPER.name] = ""


def _text() -> str:
    """What the field has, or will have: before it is there, what the address says."""
    name = links.PAPER.name
    return str(st.session_state[name] if name in st.session_state else st.query_params.get(name, ""))


def _now() -> Drawing:
    return _drawing(_text()) or Drawing()


def _drawing(text: str | None) -> Drawing | None:
    packed = st.session_state.get(_KEPT, {}).get(text)
    return drawing_from_text(text) if packed is None else drawing_from_packed(packed)
