"""A start that is watched: it plays over the page, which stays where it was."""

from __future__ import annotations

import streamlit as st

from study import answers_in_words
from study.answers import Answers, letter_of
from study.basin_maps import single_place
from study.by_hand import Placed
from study.start_settings import StartSettings
from study.text import literal
from ui import data
from ui.player import show_player
from ui.setup import Setup
from ui.starts import settings
from ui.starts.duet import told_beside_best


def watch_over_page(setup: Setup, answers: Answers, start: StartSettings) -> None:
    """Play a start; the page is behind it, and comes back when it is closed."""
    name = "means placed by hand" if start.is_by_hand else f"seed {start.seed}, {start.init}"
    st.dialog(f"From {name}{_ends_in(setup, answers, start)}", width="large")(_dialog)(setup, answers, start)


def _ends_in(setup: Setup, answers: Answers, start: StartSettings) -> str:
    """Behind what a start is called: the letter of the answer that it ends in; nothing for one that has none."""
    means = start.first_means(setup.points, setup.k)
    rank = answers.rank_of.get(single_place(setup.points, means, start.empty).partitions[0])
    kind = len(answers.kinds) if rank is None else int(answers.kind_of_rank[rank])
    return f": ends in {letter_of(kind)}" if kind < len(answers.kinds) else ""


def _means_of(setup: Setup, start: StartSettings) -> str:
    """Means placed by hand, as a link carries them: those that are set, as they stand there, or those of the map."""
    if start == setup.start:
        return str(st.session_state.get("means", ""))
    return Placed(start.means, setup.points.names).text


def _dialog(setup: Setup, answers: Answers, start: StartSettings) -> None:
    points = setup.points
    run = data.start_and_run(points, setup.k, start)
    with st.container(key="starts_watch"):
        show_player(
            data.payload(points, setup.k, start),
            key="starts_watched",
            group="starts_watched",
            group_last=len(run.steps) - 1,
            plays=True,
        )
        percent = answers.percent_worse(run.inertia)
        with st.expander("How it ends"):  # who watches sees it first
            st.markdown(
                f"**{literal(answers_in_words.against_best(answers, percent)).capitalize()}.** "
                f"{told_beside_best(setup, answers, run) if percent > 0 and points.nearness.measure.is_k_means else ''}"
            )
        if points.nearness.measure.is_k_means:  # which the stepper plays
            st.button(
                "Open in the stepper",
                key="starts_watch_open",
                on_click=settings.open_start if not start.is_by_hand else settings.open_means,
                args=(start if not start.is_by_hand else _means_of(setup, start),),
                icon=":material/open_in_full:",
            )
    if settings.wants_another_run():
        st.rerun()
