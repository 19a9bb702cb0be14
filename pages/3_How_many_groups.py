"""How many groups: five judges, what they see in every number of groups, and what votes like theirs are worth."""

from __future__ import annotations

from functools import partial

import streamlit as st

from study import council as words
from study import links
from ui import page, pages
from ui.council import board, closer, hearing, looking
from ui.council.cases import CASES
from ui.council.verdict import show_verdict
from ui.setup import setup_panel
from ui.starts import settings

page.configure("How many groups?", links.HOW_MANY)
setup = setup_panel()
settings.go_where_asked()

if setup is None:
    page.ask_for_a_file()
else:
    points = setup.points
    found = hearing.hear(points)
    show_verdict(points, found)
    k = looking.looked_at(points, found)
    answers = hearing.answers(points, found)
    board.show_board(board.payload_of(points, found, answers), looking.BOARD, k, looking.look)
    closer.show_closer(
        closer.payload_of(points, answers, k, looking.scattered_seed()),
        looking.CLOSER,
        partial(looking.watch, points, found.ks[-1]),
        looking.scatter_again,
    )
with st.container(key="cases", horizontal=True, vertical_alignment="center"):
    st.markdown("**See the judges err:**", width="content")
    for name, case in CASES.items():
        st.button(case.label, key=f"case_{name}", on_click=settings.use_case, args=(case,))
pages.where_next(pages.HOW_MANY)
