"""Starting points: how much the answer depends on where k-means starts, told from above to below."""

from __future__ import annotations

import streamlit as st

from study import links
from study.answers import gather
from study.text import literal
from ui import layout, page, pages
from ui.near import say_left_out
from ui.setup import setup_panel
from ui.starts import computing, near, settings, story
from ui.starts.cases import CASES
from ui.starts.gallery import most_kinds, page_of
from ui.starts.telling import best_known_cards, first_glance, parts_of
from ui.starts.watch import watch_over_page

page.configure(pages.STARTING_POINTS)
stage = layout.stage()
place = stage.rail.container(key="starts_settings")
setup = setup_panel(stage, init=links.INIT.default)
with place:
    choice = settings.choices(setup)
settings.go_where_asked()
to_watch = settings.to_watch()
with stage.rail:
    settings.offer_cases("Or see a prepared case", CASES)

with stage.figure:
    if setup is None:
        page.ask_for_a_file(stage)
    elif not choice.inits:
        st.info("Choose at least one way to start.", icon=":material/touch_app:")
    else:
        head = st.container(key="answers_head")
        try:
            before, setup = setup.points, near.by(choice.begin(setup), choice.measure)
            parts = computing.compute(setup, choice)
        except ValueError as error:
            st.error(literal(error, 400))
            st.stop()
        with stage.below:
            rooms = story.rooms()
        with rooms[links.EVERY_START]:  # here, for it is known before anything is told
            each = settings.each_by_itself()
        identity = settings.identity(setup, parts, each)
        answers = gather(parts, each, most_kinds(page_of(identity)))
        with head:
            first_glance(setup, answers, each)
            say_left_out(before, setup.points)
        best_known_cards(setup, answers, each, identity)
        told = parts_of(setup, answers, each, identity)
        story.contents([part.name for part in told])
        story.read_down(told, story.opened(), rooms)
        with stage.below:
            near.what_is_not_told(choice.measure)
        if to_watch is not None:
            watch_over_page(setup, answers, to_watch)
with stage.below:
    pages.where_next(pages.STARTING_POINTS)
