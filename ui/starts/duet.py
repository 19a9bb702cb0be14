"""The look at two starts that move together."""

from __future__ import annotations

import streamlit as st

from kmeans_core import INITIALIZATIONS
from study import answers_in_words
from study.answers import Answers
from study.links import LARGEST_SEED
from study.start_settings import StartSettings
from study.text import literal
from study.words import count
from ui import data
from ui.player import show_player
from ui.setup import Setup
from ui.starts import settings


def duet(setup: Setup, answers: Answers, each: bool) -> None:
    """Two players beside each other, moved by one bar."""
    mode = st.segmented_control(
        "Which two starts",
        ["Best against worst", "This seed against that"],
        default="Best against worst",
        required=True,
        key="duet",
        label_visibility="collapsed",
    )
    if mode == "Best against worst":
        both = settings.starts_by_rank(answers, [0, answers.worst])
        pair = [both[0], both[answers.worst]]
        names = _names_of_extremes(answers)
    else:
        pair = _two_seeds(answers)
        names = ["This one", "That one"]
    points = setup.points
    begun = [StartSettings(init, seed, empty=setup.start.empty) for seed, init in pair]
    runs = [data.start_and_run(points, setup.k, each) for each in begun]
    last = max(len(each.steps) - 1 for each in runs)
    st.caption(
        "Both start on the same points and take their half-steps together: one bar moves both. Where two means share a group, "
        "watch whether anything can pull one of them away."
    )
    columns = st.columns(2, gap="medium")
    for side, (column, name, (seed, init), alone) in enumerate(zip(columns, names, pair, runs, strict=True)):
        with column:
            st.markdown(f"**{name}:** seed {seed}, {literal(answers_in_words.init_name(init))}")
            st.caption(
                f"{count(alone.iterations, 'iteration')}, inertia {answers.inertia_in_words(alone.inertia)}: "
                f"{literal(answers_in_words.against_best(answers, answers.percent_worse(alone.inertia)))}"
            )
            show_player(
                data.payload(points, setup.k, begun[side]),
                key=f"starts_duet_{side}",
                group="starts_duet",
                leader=side == 0,
                group_last=last,
            )
            st.button(
                "Open in the stepper",
                key=f"starts_duet_open_{side}",
                on_click=settings.open_start,
                args=(seed, init),
                icon=":material/open_in_full:",
            )


def _names_of_extremes(answers: Answers) -> list[str]:
    if answers.worst == 0:
        return ["The best", "The same: every start ends here"]
    if answers.n_best == len(answers.solutions):
        return ["One answer", "Another, equally good"]
    return ["The best" if answers.n_best == 1 else "One of the best", "The worst"]


def _two_seeds(answers: Answers) -> list[tuple[int, str]]:
    pair = []
    names = list(INITIALIZATIONS)
    for column, side, seed in zip(st.columns(2, gap="medium"), ("this", "that"), (0, 1), strict=True):
        left, right = column.columns(2)
        chosen = left.number_input(f"Seed of {side} one", 0, LARGEST_SEED, seed, key=f"starts_seed_{side}")
        init = right.selectbox(
            f"First means of {side} one",
            names,
            index=names.index(answers.inits[-1 if side == "that" else 0]),
            format_func=answers_in_words.init_name,
            key=f"starts_init_{side}",
        )
        pair.append((int(chosen), init))
    return pair
