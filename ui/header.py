"""The line at the head of every page: a way past it for the keyboard, the mark, the pages, and room for buttons."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.component import component
from ui.pages import PAGES

_mark = component("kmeans_mark", Path(__file__).with_suffix(".js"))


def line_of_pages() -> DeltaGenerator:
    """Draw it. On a narrow screen the pages are in a menu: ui/style.css shows one of the two. What is put into the place that
    comes back stands at its right end; while there is nothing, it takes no room."""
    with st.container(
        key="header", height=52, border=False, horizontal=True, vertical_alignment="center", wrap=False
    ):
        _mark(key="mark", height="content")
        with st.container(key="pages", horizontal=True, wrap=False):
            _links()
        with st.container(key="menu"), st.popover("Pages", type="tertiary", icon=":material/menu:"):
            _links()
        return st.container(key="header_actions", horizontal=True, wrap=False)


def _links() -> None:
    for page in PAGES:
        st.page_link(page.file, label=page.name)
