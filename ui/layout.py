"""The places of a page. How they stand on the screen is in style.css."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from study.text import literal
from ui import shapes
from ui.component import component

_LONGEST = 300
"""Letters: more is no sentence that leads."""
_SHEET = Path(__file__).with_name("style.css")
_settings = component("kmeans_settings", Path(__file__).with_name("sheet.js"))


def style() -> None:
    """The style sheet, before all else: what it applies to waits for it, see `room`."""
    st.html(f"<style>{_SHEET.read_text(encoding='utf-8')}{shapes.rules()}</style>")


def room(key: str) -> DeltaGenerator:
    """A place that nobody sees before the style sheet has arrived, so that nothing on the page moves when it does.

    Streamlit fetches what draws a style sheet after the page itself. Until then the place is a pixel high; style.css opens it.
    """
    return st.container(key=key, height=1, border=False)


@dataclass(frozen=True)
class Stage:
    """A figure, and beside it what changes it; on a narrow screen, below it; on a phone, in a sheet over it as well."""

    head: DeltaGenerator
    """Above all, for the title of a page that has nothing to show."""
    top: DeltaGenerator
    """Above both, for what has to be said first."""
    figure: DeltaGenerator
    rail: DeltaGenerator
    below: DeltaGenerator
    """As wide as both, for what comes after the first look."""


def stage() -> Stage:
    """Make the places, in the order in which they are read out."""
    head, top, place = st.container(), st.container(), room("stage")
    figure, rail, below = (place.container(key=key) for key in ("figure", "rail", "below"))
    with place:
        _settings(key="settings_button", height="content")
    return Stage(head, top, figure, rail, below)


def wide_stage() -> Stage:
    """The same for two figures side by side, which take all the width: what changes them stands below, beside what is read."""
    head = st.container()
    place = room("sheet")
    figure = place.container(
        key="pair"
    )  # with what comes first in it, it is there from the first and keeps its room
    top = figure.container(key="distances")
    with place:
        rail, below = st.columns([2, 3], gap="large")
    return Stage(head, top, figure, rail.container(key="rail"), below)


def lead(sentence: str, where: str = "") -> None:
    """How a page begins: where one is, in a quiet line; then what the page answers, or the answer.

    where : plain text
    sentence : words of our own, as Markdown
    """
    with st.container(key="lead"):
        if where:
            st.markdown(literal(where, _LONGEST))
        st.title(sentence, anchor=False)


def title_for_readers(title: str) -> None:
    """A title that is only read out, on a page whose figure says what it shows."""
    with st.container(key="unseen"):
        st.title(title, anchor=False)
