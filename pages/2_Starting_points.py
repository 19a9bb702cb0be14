"""Starting points: see how much the answer depends on where k-means starts."""

from __future__ import annotations

from functools import partial

import streamlit as st

from study import answers_in_words, links
from study.answers import gather
from study.text import literal
from study.words import count
from ui import layout, page, pages
from ui.setup import setup_panel
from ui.starts import computing, looks, settings, take_home
from ui.starts.cases import CASES, current_case
from ui.starts.gallery import most_kinds, page_of, payload_of, show_gallery, turn_page

page.configure(pages.STARTING_POINTS, "Starting points", links.STARTING_POINTS)
stage = layout.stage()
choice_place = stage.rail.container(key="starts_settings")
setup = setup_panel(stage, one_start=False)
settings.go_where_asked()
with stage.rail.container(key="cases"):
    st.caption("Or see a prepared case")
    for name, case in CASES.items():
        st.button(case.label, key=f"case_{name}", type="tertiary", on_click=settings.use_case, args=(case,))
with choice_place:
    choice = settings.choices()

with stage.figure:
    if setup is None:
        page.ask_for_a_file(stage)
    elif not choice.inits:
        st.info("Choose at least one way to start.", icon=":material/touch_app:")
    else:
        head = st.container(key="answers_head")
        try:
            parts = computing.compute(setup, choice)
        except ValueError as error:
            st.error(literal(error, 400))
            st.stop()
        answers_place = st.container()
        # Before what depends on it: a link may bring it.
        each = st.toggle(
            "Show every answer by itself, however much it is like another", key="each", bind="query-params"
        )
        identity = settings.identity(setup, parts, each)
        picture_page = page_of(identity)
        answers = gather(parts, each, most_kinds(picture_page))
        with head:
            layout.lead(
                answers_in_words.headline(answers),
                f"Does it matter where k-means starts? {setup.points.title}, {count(len(setup.points.X), 'point')}",
            )
            if len(parts) > 1:
                st.markdown(f"**{answers_in_words.by_init(answers)}**")
            st.markdown(answers_in_words.second_line(answers, each))
            case_now = current_case({str(key): value for key, value in st.session_state.to_dict().items()})
            if case_now is not None:
                st.markdown(case_now.point)
        with answers_place:
            payload = payload_of(identity, setup.points, answers, each, picture_page)
            chosen = settings.starts_by_rank(answers, [card["rank"] for card in payload["cards"]])
            show_gallery(
                payload,
                "answers",
                partial(settings.watch_answer, "answers", chosen),
                partial(turn_page, "answers", identity),
            )
        with stage.below:
            looks.closer_looks(setup, answers, each)
            take_home.offer_starts(answers)
with stage.below:
    pages.where_next(pages.STARTING_POINTS)
