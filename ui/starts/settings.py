"""The page on starting points, as far as it needs Streamlit: its settings, the computing with its progress, the way to
the stepper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from kmeans_core import INITIALIZATIONS, run
from study import links
from study.answers import Answers
from study.by_hand import BY_HAND
from study.points import Points
from study.starts_store import Starts
from ui import address
from ui.component import Payload
from ui.player.payload import player_payload
from ui.setup import Setup, leave_the_hand
from ui.starts.cases import Case
from ui.starts.gallery import watched
from ui.visit import kept, shelves

_OPEN = "open_stepper"


@dataclass(frozen=True)
class StartsWanted:
    """How many starts, from which initializations."""

    number: int
    inits: tuple[str, ...]


def choices() -> StartsWanted:
    """The settings of this page, beside those that all pages share."""
    number = st.number_input(
        "Number of starts" if _one_init() else "Number of starts, of each kind",
        *links.STARTS.range,
        step=100,
        key="starts",
        bind="query-params",
    )
    inits = st.pills(
        "Where the first means come from; choose several to compare",
        links.INITS.options,
        selection_mode="multi",
        default=links.INITS.default,
        key="inits",
        bind="query-params",
    )
    return StartsWanted(int(number), tuple(init for init in INITIALIZATIONS if init in inits))


def _one_init() -> bool:
    return len(st.session_state.get("inits", links.INITS.default)) <= 1


def compare_all() -> None:
    """A callback: compare all initializations."""
    st.session_state["inits"] = list(INITIALIZATIONS)


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


def starts_by_rank(answers: Answers, ranks: Sequence[int]) -> dict[int, tuple[int, str]]:
    """The seed and initialization of the start that stands for each of some answers."""
    seeds, inits, init_of = answers.seeds, answers.inits, answers.init_of
    chosen = {rank: int(answers.solutions.representatives[rank]) for rank in ranks}
    return {rank: (int(seeds[start]), inits[init_of[start]]) for rank, start in chosen.items()}


def watch_answer(key: str, starts: Mapping[int, tuple[int, str]]) -> None:
    """A callback of the gallery: open the start of the answer that was pressed."""
    rank = watched(key)
    if rank is not None and rank in starts:
        open_start(*starts[rank])


def open_start(seed: int, init: str) -> None:
    """A callback: the stepper is to show this start, with the points and k as they are."""
    st.session_state["start"] = seed
    st.session_state["init"] = init
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


def wants_to_go() -> bool:
    """Whether a callback asked for the stepper."""
    return bool(st.session_state.get(_OPEN, False))


def payload_from(points: Points, means: NDArray[np.float64], empty: str) -> Payload:
    """What the player is sent for a run from given means, shape (k, n_features)."""
    return shelves.of(points).made(
        ("from", points.digest, means.shape, means.tobytes(), empty),
        lambda: player_payload(points, run(points.X, means, empty=empty), BY_HAND),
    )
