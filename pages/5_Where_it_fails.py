"""Where k-means fails: cases with groups that the eye sees, what the best of many starts makes of them, and what would do."""

from __future__ import annotations

import streamlit as st

from study import failures
from study.failure_cases import CASES
from ui import layout, page, pages
from ui.failures import choosing, pictures, quiz

page.configure(pages.FAILS)
stage = layout.stage()
with stage.top:
    name = choosing.choose_case()
with stage.rail:
    seed = choosing.choose_seed(name)
case = CASES[name]
with stage.figure:
    layout.lead(
        failures.failure_headline(case, pictures.all_held(name, seed)), f"Where does k-means fail? {name}"
    )
    st.markdown(case.why)
    pictures.show_case(name, seed)
with stage.below:
    quiz.show_quiz()
    pages.where_next(pages.FAILS)
