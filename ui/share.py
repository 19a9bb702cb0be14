"""The button "Share": the address of what is on screen, to copy and as a QR code, and what travels in it.

The address is the one that the visitor's browser knows: host, path before a proxy, half-step. So the browser tells it, when the
list opens, and gets the code for it back.
"""

from __future__ import annotations

from pathlib import Path

import segno
import streamlit as st

from study import links
from study.desk import EXAMPLE
from study.drawn import MOST_IN_LINK
from ui.component import component
from ui.table import desk_state

_component = component("kmeans_share", Path(__file__).with_suffix(".js"))

MOST_IN_A_CODE = 1200
"""Characters. Codes of more have modules too small for the camera of a phone to read off a wall."""
TRAVELS = "It opens this page as you see it now: {}."
"""With what travels there, see `ui/pages.py`."""
STAYS = "Your table stays here: who opens the link is asked for it."
PICTURE_STAYS = "Your picture stays here: who opens the link is asked for it."
DRAWING_STAYS = f"Your drawing stays here: it has more than {MOST_IN_LINK} points."
_TOLD = "address told"


@st.fragment
def button(travels: str) -> None:
    """Put the button here. travels : what a link to this page carries, in words"""
    with st.popover("Share", icon=":material/share:", key="share"):
        told = st.session_state.get(_TOLD, "")
        own_table = any(
            drawer.shown is not None for name, drawer in desk_state.desk().drawers.items() if name != EXAMPLE
        )
        stays = [STAYS] if own_table else []
        if st.query_params.get(links.PICTURE.name) == links.OWN_PICTURE:
            stays.append(PICTURE_STAYS)
        if links.KEPT_DRAWING.fullmatch(st.query_params.get(links.PAPER.name, "")):
            stays.append(DRAWING_STAYS)
        _component(
            key="share_link",
            data={
                "words": " ".join([TRAVELS.format(travels), *stays]),
                "told": told,
                "code": code(told),
            },
            on_address_change=_take,
            height="content",
        )


def _take() -> None:
    told = st.session_state["share_link"]["address"]
    if isinstance(told, str):
        st.session_state[_TOLD] = told[: MOST_IN_A_CODE + 1]


def code(address: str) -> str:
    """A picture of the QR code of an address, as an address of its own ("data:"); "" where there is none, or it is too long."""
    if not address or len(address) > MOST_IN_A_CODE:
        return ""
    made = segno.make(address, micro=False, boost_error=False, error="l" if len(address) > 300 else "m")
    return str(made.svg_data_uri(scale=4, border=4, light="#ffffff"))
