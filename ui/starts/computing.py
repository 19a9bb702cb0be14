"""The starts are computed in turns of the server, and kept; what is there is shown meanwhile."""

from __future__ import annotations

import time

import numpy as np
import streamlit as st

from study.points import Points
from study.starts_store import SLOWER, Starts, StartSeries, StartsStore
from study.turns import TURNS, work_of
from study.words import count
from ui.setup import Setup
from ui.starts.settings import StartsWanted
from ui.visit import shelves
from ui.visit.waiting import PATIENCE

A_TURN = 20.0
"""Seconds after which a computation lets others go before it, and gets in line again: some would take half an hour."""
_STOPPED = "starts_stopped"


COMMON_STORE = StartsStore(shelves.COMMON)
_STORE = "starts store"


def store(points: Points) -> StartsStore:
    """Where the starts on these points are kept: with the visit, or for all."""
    if not points.private:
        return COMMON_STORE
    if _STORE not in st.session_state:
        st.session_state[_STORE] = StartsStore(shelves.of_visit())
    found: StartsStore = st.session_state[_STORE]
    return found


def compute(setup: Setup, choice: StartsWanted) -> list[Starts]:
    """The starts of each initialization: what is there already, and slice by slice what is missing.

    Work that takes longer shows how far it is, and can be stopped: the page then shows what there is. Any other change of
    a setting, and the end of the visit, ends this script between two slices; these are kept. Much work waits its turn.
    """
    series_asked = [StartSeries(setup.points, setup.k, init, setup.start.empty) for init in choice.inits]
    asked = " ".join(series.key for series in series_asked) + f" {choice.number}"
    own = store(setup.points)
    parts = [own.look(series) for series in series_asked]
    stopped = st.session_state.get(_STOPPED) == asked
    total = len(parts) * choice.number
    place = st.empty()
    bar = None

    def lengths() -> list[int]:
        return [0 if part is None else len(part) for part in parts]

    def done() -> int:
        return sum(min(length, choice.number) for length in lengths())

    def show(sentence: str) -> None:
        nonlocal bar
        if bar is None:
            with place.container(horizontal=True, vertical_alignment="center"):
                bar = st.progress(0.0, width="stretch")
                st.button(
                    "Stop here", on_click=_stop, args=(asked,), key="starts_stop", icon=":material/stop:"
                )
        bar.progress(done() / total, sentence)

    def is_over() -> bool:
        return done() >= total or (stopped and min(lengths()) > 0)

    while not is_over():
        # Who stops gets a first slice of each kind at once
        work = 0.0 if stopped else work_of(total - done(), len(setup.points.X), setup.k)
        if not setup.points.nearness.measure.is_k_means:
            work *= SLOWER
        with TURNS.turn_of(work, show):
            begun = time.monotonic()
            while not is_over() and not (TURNS.waiting and time.monotonic() - begun > A_TURN):
                if bar is not None or time.monotonic() - begun > PATIENCE:
                    show(f"{done():,} of {count(total, 'start')} done")
                shortest = int(np.argmin(lengths()))
                parts[shortest] = own.advance(series_asked[shortest], choice.number, parts[shortest])
    place.empty()
    if done() < total:
        with place.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"Stopped: these are the first **{done():,}** of {count(total, 'start')}.", width="content"
            )
            st.button("Go on", on_click=_go_on, key="starts_go_on", icon=":material/play_arrow:")
    return [part.first(choice.number) for part in parts if part is not None]


def _stop(asked: str) -> None:
    st.session_state[_STOPPED] = asked


def _go_on() -> None:
    st.session_state.pop(_STOPPED, None)
