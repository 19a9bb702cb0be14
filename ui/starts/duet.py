"""Why some starts end badly: the best beside the worst, moved by one bar, and what went wrong."""

from __future__ import annotations

import streamlit as st

from kmeans_core import INITIALIZATIONS, Run
from study import answers_in_words
from study.answers import Answers
from study.links import LARGEST_SEED
from study.start_settings import StartSettings
from study.text import literal
from study.what_went_wrong import at_length, in_short, nearest, wrong
from study.words import count
from ui import data
from ui.player import show_player
from ui.setup import Setup
from ui.starts import settings

EXTREMES, SEEDS = "Best against worst", "This seed against that"


MOST_HELD_AGAINST = 50
"""Of the best answers, where several are equally good, so many are looked through for the one that a worse one is most like."""


def told_beside_best(setup: Setup, answers: Answers, run: Run) -> str:
    """What went wrong in a run, in a sentence: held against the best answer that it is most like, in the numbers on screen."""
    points = setup.points
    best = _best_like(setup, answers, run)[1]
    return at_length(
        wrong(run.labels, best.labels, setup.k, points.X),
        None if points.one_column else points.to_plane(best.means),
    )


def why_sentence(setup: Setup, answers: Answers) -> str:
    """What the part says first: of the worst and the best, as the sentence below them does."""
    if answers.worst == 0:
        return f"Why? There is nothing to explain: {count(len(answers), 'start')} ended in one answer"
    if answers.are_equally_good:
        return "Why? Several answers are equally good, and the start decides which"
    worst = _run_of(
        setup, settings.starts_by_rank(answers, [answers.worst], setup.start.empty)[answers.worst]
    )
    best = _best_like(setup, answers, worst)[1]
    which = "the worst" if answers.n_worst == 1 else "one of the worst"
    return f"Why do some starts end worse? In {which}, {in_short(wrong(worst.labels, best.labels, setup.k, setup.points.X))}"


def _best_like(setup: Setup, answers: Answers, run: Run) -> tuple[StartSettings, Run]:
    """The start, and its run, of the best answer; of several that are equally good, of that which a run is most like."""
    ranks = range(min(answers.n_best, MOST_HELD_AGAINST))
    rank = 0
    if len(ranks) > 1:
        rank = nearest(run.labels, [answers.solutions[each].labels for each in ranks], setup.k)
    start = settings.starts_by_rank(answers, [rank], setup.start.empty)[rank]
    return start, _run_of(setup, start)


def duet(setup: Setup, answers: Answers) -> None:
    """Two players beside each other, moved by one bar."""
    mode = SEEDS  # where all end in one answer, there is no worst
    if answers.worst:
        mode = st.segmented_control(
            "Which two starts",
            [EXTREMES, SEEDS],
            default=EXTREMES,
            required=True,
            key="duet",
            label_visibility="collapsed",
        )
    if mode == EXTREMES:
        worst = settings.starts_by_rank(answers, [answers.worst], setup.start.empty)[answers.worst]
        best = settings.starts_by_rank(answers, [0], setup.start.empty)[0]
        if not answers.are_equally_good:
            best = _best_like(setup, answers, _run_of(setup, worst))[0]
        pair = [best, worst]
        names = _names_of_extremes(answers)
    else:
        pair = _two_seeds(answers, setup.start.empty)
        names = ["This one", "That one"]
    runs = [_run_of(setup, start) for start in pair]
    last = max(len(each.steps) - 1 for each in runs)
    curves = [[step.inertia for step in each.steps] for each in runs]
    columns = st.columns(2, gap="medium")
    for side, (column, name, start, alone) in enumerate(zip(columns, names, pair, runs, strict=True)):
        with column:
            inertia = answers.inertia_in_words(alone.inertia)
            st.markdown(
                f"**{name}:** inertia {inertia}, "
                f"{literal(answers_in_words.against_best(answers, answers.percent_worse(alone.inertia)))}"
            )
            show_player(
                data.payload(setup.points, setup.k, start),
                key=f"starts_duet_{side}",
                group="starts_duet",
                leader=side == 0,
                group_last=last,
                beside=[value if value == value else None for value in curves[1 - side]],
            )
    for name, alone in zip(names, runs, strict=True):
        if answers.percent_worse(alone.inertia) > 0:
            st.markdown(
                f"**What went wrong ({name[0].lower()}{name[1:]}):** {told_beside_best(setup, answers, alone)}"
            )
    with st.container(horizontal=True, vertical_alignment="center"):
        for side, (name, start) in enumerate(zip(names, pair, strict=True)):
            st.button(
                f"{name} in the stepper",
                key=f"starts_duet_open_{side}",
                on_click=settings.open_start,
                args=(start,),
                icon=":material/open_in_full:",
            )


def _run_of(setup: Setup, start: StartSettings) -> Run:
    return data.start_and_run(setup.points, setup.k, start)


def _names_of_extremes(answers: Answers) -> list[str]:
    """As they are called on their pictures."""
    if answers.are_equally_good:
        return ["One answer", "Another, equally good"]
    return [
        "The best" if answers.n_best == 1 else "One of the best",
        "The worst" if answers.n_worst == 1 else "One of the worst",
    ]


def _two_seeds(answers: Answers, empty: str) -> list[StartSettings]:
    pair = []
    names = list(INITIALIZATIONS)
    for column, side, seed in zip(st.columns(2, gap="medium"), ("this", "that"), (0, 1), strict=True):
        left, right = column.columns(2)
        chosen = left.number_input(f"Seed of {side} one", 0, LARGEST_SEED, seed, key=f"starts_seed_{side}")
        init = right.selectbox(
            f"First means of {side} one",
            names,
            index=names.index(answers.inits[-1 if side == "that" else 0]),
            key=f"starts_init_{side}",
        )
        pair.append(StartSettings(init, int(chosen), empty=empty))
    return pair
