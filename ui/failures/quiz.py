"""Will k-means find it? First the guess, then the run. Nothing is kept but for the visit."""

from __future__ import annotations

import random

import streamlit as st

from study import failure_cases, failures
from study.failure_cases import K_MEANS
from ui.failures import pictures
from ui.failures.panels import show_panels

_ROUND, _ORDER, _GUESSES = "quiz round", "quiz order", "quiz guesses"


def _question() -> tuple[str, int]:
    """The case and the seed of this round."""
    order = st.session_state.get(_ORDER)
    if order is None:
        order = st.session_state[_ORDER] = failure_cases.questions(random.Random())
    name, seed = order[st.session_state.setdefault(_ROUND, 0) % len(order)]
    return name, seed


def _guess(name: str, seed: int, yes: bool) -> None:
    right = yes == failures.sees(pictures.held(name, seed, K_MEANS))
    st.session_state.setdefault(_GUESSES, []).append((st.session_state[_ROUND], yes, right))


def _go_on() -> None:
    st.session_state[_ROUND] += 1


@st.fragment
def show_quiz() -> None:
    """One data set at a time: will k-means find its groups?"""
    st.header("Guess first: will k-means find it?", anchor=False)
    name, seed = _question()
    case = failure_cases.EVERY[name]
    guesses: list[tuple[int, bool, bool]] = st.session_state.get(_GUESSES, [])
    now = next((each for each in guesses if each[0] == st.session_state[_ROUND]), None)
    frame = pictures.frame_of(name, seed)
    panels = [pictures.eye(f"What the eye sees; k-means is told k = {case.k}", name, seed, frame)]
    shown = pictures.held(name, seed, K_MEANS)
    if now is not None:
        panels.append(pictures.found(shown, frame))
    show_panels("quiz_pictures", panels)
    if now is None:
        with st.container(horizontal=True):
            st.button("It finds them", key="quiz_yes", on_click=_guess, args=(name, seed, True))
            st.button("It does not", key="quiz_no", on_click=_guess, args=(name, seed, False))
        st.caption(f"Found means: the best of 1,000 starts agrees with the eye by {failures.FOUND} or more.")
    else:
        st.markdown(failures.answer_in_words(case, shown, now[1]))
        st.button("Next one", key="quiz_next", on_click=_go_on)
    if guesses:
        st.caption(failures.score_in_words([right for *_, right in guesses]))
