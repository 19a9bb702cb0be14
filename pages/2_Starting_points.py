"""Starting points: see how much the answer depends on where k-means starts."""

from __future__ import annotations

from functools import partial

import streamlit as st

from study import answers_in_words, links
from study.answers import gather
from study.text import literal
from ui import page, pages
from ui.setup import setup_panel
from ui.starts import computing, looks, settings, take_home
from ui.starts.cases import CASES, current_case
from ui.starts.gallery import most_kinds, page_of, payload_of, show_gallery, turn_page

page.configure("Starting points", links.STARTING_POINTS)
setup = setup_panel()
settings.go_where_asked()

st.title("Same points, many starts", anchor=False)
st.space("xsmall")
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown("**Try:**", width="content")
    for name, case in CASES.items():
        st.button(case.label, key=f"case_{name}", on_click=settings.use_case, args=(case,))
choice = settings.choices()

if setup is None:
    page.ask_for_a_file()
elif not choice.inits:
    st.info("Choose at least one way to start.", icon=":material/touch_app:")
else:
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
    with answers_place:
        st.header(answers_in_words.headline(answers), anchor=False)
        if len(parts) > 1:
            st.markdown(f"**{answers_in_words.by_init(answers)}**")
        st.markdown(answers_in_words.second_line(answers, each))
        case_now = current_case({str(key): value for key, value in st.session_state.to_dict().items()})
        if case_now is not None:
            st.info(case_now.point, icon=":material/lightbulb:")
        payload = payload_of(identity, setup.points, answers, each, picture_page)
        chosen = settings.starts_by_rank(answers, [card["rank"] for card in payload["cards"]])
        show_gallery(
            payload,
            "answers",
            partial(settings.watch_answer, "answers", chosen),
            partial(turn_page, "answers", identity),
        )
    looks.closer_looks(setup, answers, each)
    take_home.offer_starts(answers)
pages.where_next(pages.STARTING_POINTS)
