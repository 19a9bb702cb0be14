"""Starting points: see how much the answer depends on where k-means starts."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ui import links, page, starts, starts_views, starts_words
from ui.setup import setup_panel
from ui.starts_answers import gather
from ui.starts_cases import CASES, current_case
from ui.starts_gallery import most_kinds, page_of, payload_of, show_gallery, turn_page
from ui.text import literal

page.configure("Starting points", links.STARTING_POINTS)
setup = setup_panel()
starts.go_where_asked()

st.title("Same points, many starts", anchor=False)
st.space("xsmall")
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown("**Try:**", width="content")
    for name, case in CASES.items():
        st.button(case.label, key=f"case_{name}", on_click=starts.set_case, args=(name,))
choice = starts.choices()

if setup is None:
    page.ask_for_a_file()
elif not choice.inits:
    st.info("Choose at least one way to start.", icon=":material/touch_app:")
else:
    try:
        parts = starts.compute(setup, choice)
    except ValueError as error:
        st.error(literal(error, 400))
        st.stop()
    answers_place = st.container()
    # Before what depends on it: a link may bring it.
    each = st.toggle(
        "Show every answer by itself, however much it is like another", key="each", bind="query-params"
    )
    identity = starts.identity(setup, parts, each)
    picture_page = page_of(identity)
    answers = gather(parts, each, most_kinds(picture_page))
    with answers_place:
        st.header(starts_words.headline(answers), anchor=False)
        if len(parts) > 1:
            st.markdown(f"**{starts_words.by_init(answers)}**")
        st.markdown(starts_words.second_line(answers, each))
        case_now = current_case({str(key): value for key, value in st.session_state.to_dict().items()})
        if case_now is not None:
            st.info(case_now.point, icon=":material/lightbulb:")
        payload = payload_of(identity, setup.points, answers, each, picture_page)
        chosen = starts.starts_by_rank(answers, [card["rank"] for card in payload["cards"]])
        show_gallery(
            payload,
            "answers",
            partial(starts.watch, "answers", chosen),
            partial(turn_page, "answers", identity),
        )
    starts_views.closer_looks(setup, answers, each)
    starts_views.downloads(answers)
starts.show_own_in_address()
