"""The page on starting points, as far as it needs Streamlit: its settings, the computing with its progress, the way to
the stepper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from kmeans_core import INITIALIZATIONS, run
from study import links
from study.answers import Answers
from study.by_hand import BY_HAND
from study.points import Points
from study.similarities import Measure
from study.start_settings import StartSettings
from study.starts_store import Starts
from ui import address
from ui.component import Payload
from ui.near import choose_measure
from ui.player.payload import player_payload
from ui.setup import Setup, leave_the_hand
from ui.starts.cases import Case
from ui.starts.gallery import watched
from ui.visit import kept, shelves

_OPEN, _WATCH, RERUN = "open_stepper", "starts watch", "starts_rerun"
"""Where it is noted that a callback asked for the stepper, for a start to be watched, or for another run of the whole page."""


@dataclass(frozen=True)
class StartsWanted:
    """How many starts, from which initializations, by which distance."""

    number: int
    inits: tuple[str, ...]
    measure: Measure

    @property
    def first_init(self) -> str:
        """The way that a start by itself begins."""
        return self.inits[0] if self.inits else links.INIT.default

    def begin(self, setup: Setup) -> Setup:
        """The one start by itself begins as the first of these, where its means were not placed by hand."""
        start = setup.start
        return setup if start.init == BY_HAND else replace(setup, start=replace(start, init=self.first_init))


def choices(setup: Setup | None) -> StartsWanted:
    """The settings of this page, beside those that all pages share."""
    number = st.number_input(
        "Number of starts" if _one_init() else "Number of starts, of each kind",
        *links.STARTS.range,
        step=100,
        key="starts",
        bind="query-params",
    )
    ways = st.container()
    measure = choose_measure(setup.points if setup else None)
    inits = ways.pills(
        f"Where the first {measure.centers} come from; choose several to compare",
        links.INITS.options,
        selection_mode="multi",
        default=links.INITS.default,
        key="inits",
        bind="query-params",
    )
    return StartsWanted(int(number), tuple(init for init in INITIALIZATIONS if init in inits), measure)


def each_by_itself() -> bool:
    """Whether every answer is a kind by itself."""
    return bool(
        st.toggle(
            "Show every answer by itself, however much it is like another", key="each", bind="query-params"
        )
    )


def _one_init() -> bool:
    return len(st.session_state.get("inits", links.INITS.default)) <= 1


def compare_all() -> None:
    """A callback within a part of the page: compare all initializations."""
    st.session_state["inits"] = list(INITIALIZATIONS)
    ask_for_another_run()


def offer_cases(caption: str, cases: Mapping[str, Case]) -> None:
    """Prepared cases, one press away."""
    with st.container(key="cases"):
        st.caption(caption)
        for name, case in cases.items():
            st.button(case.label, key=f"case_{name}", type="tertiary", on_click=use_case, args=(case,))


def use_case(case: Case) -> None:
    """A callback: the settings of a prepared case. Means that were placed by hand were placed on other points."""
    leave_the_hand()
    for key, value in case.settings.items():
        st.session_state[key] = value
    # A widget that is not on the page yet would not bring them there
    address.show(
        {
            key: str(value)
            for key, value in case.settings.items()
            if not isinstance(value, list) and value != links.BY_NAME[key].in_force
        }
    )


def identity(setup: Setup, parts: Sequence[Starts], each: bool) -> str:
    """Names what is on the page: the same starts, gathered in the same way."""
    lengths = [(part.runs.init, len(part)) for part in parts]
    return repr((setup.points.digest, setup.k, setup.start.empty, lengths, each))


def starts_by_rank(answers: Answers, ranks: Sequence[int], empty: str) -> dict[int, StartSettings]:
    """The start that stands for each of some answers."""
    seeds, inits, init_of = answers.seeds, answers.inits, answers.init_of
    chosen = {rank: int(answers.solutions.representatives[rank]) for rank in ranks if rank >= 0}
    return {
        rank: StartSettings(inits[init_of[start]], int(seeds[start]), empty=empty)
        for rank, start in chosen.items()
    }


def watch_answer(key: str, starts: Mapping[int, StartSettings]) -> None:
    """A callback of the gallery: the start of the answer that was pressed is to be watched."""
    rank = watched(key)
    if rank is not None and rank in starts:
        ask_to_watch(starts[rank])


def ask_to_watch(start: StartSettings) -> None:
    """A callback: this start is to be watched, over the page."""
    st.session_state[_WATCH] = start


def to_watch() -> StartSettings | None:
    """The start that is to be watched, once."""
    start: StartSettings | None = st.session_state.pop(_WATCH, None)
    return start


def open_start(start: StartSettings) -> None:
    """A callback: the stepper is to show this start, with the points and k as they are."""
    st.session_state["start"] = start.seed
    st.session_state["init"] = start.init
    st.session_state[_OPEN] = True


def open_means(means: str) -> None:
    """A callback: the stepper is to start at these means, with the points and k as they are."""
    st.session_state["means"] = means
    st.session_state["init"] = BY_HAND
    st.session_state[_OPEN] = True


def go_where_asked() -> None:
    """Switch to the stepper if a callback asked for it; call it after `setup_panel`, so that all settings are known."""
    if st.session_state.pop(_OPEN, False):
        kept.switch_to("app.py")


def ask_for_another_run() -> None:
    """In a callback within a part of the page: what was done concerns all of it."""
    st.session_state[RERUN] = True


def wants_another_run() -> bool:
    """Whether a callback within a part of the page asked for what the whole page does."""
    return bool(st.session_state.pop(RERUN, False)) or any(
        st.session_state.get(key) for key in (_OPEN, _WATCH)
    )


def payload_from(points: Points, means: NDArray[np.float64], empty: str) -> Payload:
    """What the player is sent for a run from given means, shape (k, n_features)."""
    return shelves.of(points).made(
        ("from", points.digest, means.shape, means.tobytes(), empty),
        lambda: player_payload(points, run(points.X, means, empty=empty), BY_HAND),
    )
