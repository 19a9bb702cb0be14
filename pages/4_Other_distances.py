"""Other distances: the same points and the same start, by k-means and by another distance with the center that belongs to it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from study.by_similarity import rows_taken
from study.text import literal
from ui import layout, page, pages
from ui.distances import choosing, comparing, take_home
from ui.distances.cases import CASES
from ui.near import say_left_out
from ui.setup import setup_panel
from ui.starts import settings
from ui.starts.cases import current_case

page.configure(pages.DISTANCES)
stage = layout.wide_stage()
with stage.top:
    head = st.container(key="distances_head")
    about_case = st.container(key="distance_case")
    measure = choosing.choose()
    with st.container(key="distance_cases", horizontal=True):
        for name, case in CASES.items():
            st.button(case.label, key=name, type="tertiary", on_click=settings.use_case, args=(case,))
head.caption("k-means beside another distance, from the same start")  # at once: it keeps the room of the rest
setup = setup_panel(stage)

if setup is None:
    page.ask_for_a_file(stage)
else:
    with head:
        layout.lead(measure.lead)
    with stage.figure:
        before, left, other = setup.points, None, None
        try:
            setup = replace(setup, points=rows_taken(before, measure))
            left = page.guarded_payload(setup)
            other = comparing.run_beside(setup, measure) if left is not None else None
        except ValueError as error:
            st.info(literal(error, 400), icon=":material/straighten:")
        if other is not None:
            with head:
                st.markdown(" ".join(comparing.pair_in_words(setup, measure, other)))
                say_left_out(before, setup.points)
            case_now = current_case(
                {str(key): value for key, value in st.session_state.to_dict().items()}, CASES
            )
            if case_now is not None:
                about_case.markdown(case_now.point)
            comparing.show_both(setup, measure, other)
    with stage.below:
        st.markdown(measure.about)
        if other is not None:
            comparing.about_the_plot(measure, other)
            take_home.offer_code(setup, measure, other)
            choosing.offer_many_starts(measure)
        pages.where_next(pages.DISTANCES)
