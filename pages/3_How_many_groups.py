"""How many groups: five judges, what they see in every number of groups, and what votes like theirs are worth."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial

import streamlit as st

from study import council as words
from study.measured import compared
from study.nearness import Nearness, judges_not_heard
from study.text import literal
from ui import layout, page, pages
from ui.council import board, closer, hearing, looking, otherwise
from ui.council.cases import CASES
from ui.council.verdict import show_limits, show_verdict
from ui.near import choose_measure
from ui.setup import points_panel
from ui.starts import settings

page.configure(pages.HOW_MANY)
stage = layout.stage()
judges = stage.top.container(key="judges")
judges.caption("How many groups are there, and are there any?")  # at once: it keeps the room of the rest
points = points_panel(stage)
looking.go_to_watch()
with stage.rail:
    measure = choose_measure(points)
    settings.offer_cases("Or see the judges err", CASES)

if points is None:
    page.ask_for_a_file(stage)
else:
    with judges:
        try:
            points = compared(points, Nearness(measure))
            if not points.nearness.is_judged:
                raise ValueError(judges_not_heard(points.nearness, "under “Near means”"))
            found = hearing.hear(points)
        except ValueError as error:
            st.container(key="nothing").info(literal(error, 400), icon=":material/straighten:")
            st.stop()
        if found is None:
            st.stop()
        answers = hearing.answers(points, found)
        with st.container(key="nothing") if len(found.ks) == 1 else nullcontext():
            show_verdict(points, found)
        k = looking.looked_at(points, found)
        if len(found.ks) > 1:
            why = words.why_looked_at(found, k)
            board.show_board(board.board_of(points, found, answers), looking.BOARD, k, why, looking.look)
        show_limits(points, found, answers)
    with stage.figure:
        closer.show_closer(
            closer.closer_of(points, answers, k, looking.scattered_seed()),
            looking.CLOSER,
            partial(looking.watch_best, points, found.ks[-1]),
            looking.scatter_again,
        )
with stage.below:
    pages.where_next(pages.HOW_MANY)
if points is not None:  # last: all else is there while they are heard
    otherwise.hear_other_ways(points, found)
