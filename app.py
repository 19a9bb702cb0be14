"""Home page: step through k-means, one half-step at a time."""

from __future__ import annotations

from functools import partial

import streamlit as st

from study import links
from ui import downloads, page, pages
from ui.player import show_player
from ui.setup import move_mean, new_start, setup_panel

page.configure("Step through k-means", links.PANEL)
setup = setup_panel()

heading, again = st.columns([4, 1], vertical_alignment="bottom")
heading.title("k-means, step by step", anchor=False)
pages.what_they_answer()

if setup is None:
    page.ask_for_a_file()
else:
    again.button(
        "New start", on_click=new_start, icon=":material/casino:", width="stretch", key="new_start_above"
    )
    payload = page.guarded_payload(setup)
    if payload is not None:
        show_player(payload, on_move=partial(move_mean, setup))
        downloads.panel(setup, payload)
pages.where_next(pages.HOME)
page.explanation()
