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
from ui.pages import Page
from ui.table import desk_state

_component = component("kmeans_share", Path(__file__).with_suffix(".js"))

MOST_IN_A_CODE = 1200
"""Characters. Codes of more have modules too small for the camera of a phone to read off a wall."""
TRAVELS = "It opens this page as you see it now: {}."
"""With what travels there, see `ui/pages.py`."""
STAYS = "Files and pasted tables do not travel: who opens the link is asked for the table."
PICTURE_STAYS = "Your picture stays here: who opens the link is asked for it."
DRAWING_STAYS = f"Your drawing stays here: it has more than {MOST_IN_LINK} points."
_TOLD = "address told"


def button(which: Page) -> None:
    """Put the button of this page here. Whatever ran since the link was told, it is told anew: a table may have come."""
    st.session_state.pop(_TOLD, None)
    _button(which)


@st.fragment
def _button(which: Page) -> None:
    with st.popover("Share", icon=":material/share:", key="share"):
        told = st.session_state.get(_TOLD, "")
        stays = [STAYS] if _needs_a_table(which) else []
        if st.query_params.get(links.PICTURE.name) == links.OWN_PICTURE:
            stays.append(PICTURE_STAYS)
        if links.KEPT_DRAWING.fullmatch(st.query_params.get(links.PAPER.name, "")):
            stays.append(DRAWING_STAYS)
        _component(
            key="share_link",
            data={
                "words": " ".join([TRAVELS.format(which.travels), *stays]),
                "told": told,
                "code": code(told),
            },
            on_address_change=_take,
            height="content",
        )


def _needs_a_table(which: Page) -> bool:
    """Whether what is on screen is of a table that no link has: one that was brought, or one that is asked for."""
    if links.DATA in which.parameters:
        says = st.query_params
        source = st.session_state.get(links.DATA.name, says.get(links.DATA.name))
        return source == links.UPLOAD and links.TABLE.name not in says
    desk = desk_state.desk()
    return links.FROM in which.parameters and desk.active != EXAMPLE and desk.drawer.shown is not None


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
