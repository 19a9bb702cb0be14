"""Which number of groups is looked at, which scattered points, and the way to the stepper."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kmeans_core import Council
from kmeans_core.council import INIT
from study import council as words
from study import links
from study.points import Points
from ui import address, pages
from ui.council import hearing
from ui.table import desk_state
from ui.visit import kept

BOARD, CLOSER = "council_board", "council_closer"
_SHOWN, _OF = links.SHOWN.name, "shown of"
_SEED, _WATCH = links.SCATTERED.name, "council watch"


def looked_at(points: Points, found: Council) -> int:
    """The number of groups that is looked at: what was pressed, or a link says; for other points, what is looked at first."""
    first = words.first_look(found)
    address.settle(replace(links.SHOWN, high=found.ks[-1], default=first))
    state = st.session_state
    if state.get(_OF) not in (None, points.digest) and not kept.goes_back():
        state.pop(_SHOWN, None)
        st.query_params.pop(_SHOWN, None)
    elif _SHOWN not in state or kept.goes_back():
        state[_SHOWN] = int(st.query_params.get(_SHOWN, first))
    state[_OF] = points.digest
    shown = min(int(state.get(_SHOWN, first)), found.ks[-1])
    if shown != first:
        st.query_params[_SHOWN] = str(shown)
    elif _SHOWN in st.query_params:
        del st.query_params[_SHOWN]
    return shown


def look() -> None:
    """A callback of the board: another number of groups."""
    k = _sent(BOARD, "look")
    if k is not None:
        st.session_state[_SHOWN] = k


def scattered_seed() -> int:
    """The seed of the points that are scattered: what was pressed, or a link says."""
    state, usual = st.session_state, links.SCATTERED.default
    if _SEED not in state or kept.goes_back():
        state[_SEED] = int(st.query_params.get(_SEED, usual))
    seed = int(state[_SEED])
    desk_state.put(_SEED, [] if seed == usual else [str(seed)])
    return seed


def scatter_again() -> None:
    """A callback of the closer look: other scattered points."""
    st.session_state[_SEED] = (int(st.session_state[_SEED]) + 1) % (links.SCATTERED.high + 1)


def watch_best(points: Points, most: int) -> None:
    """A callback of the closer look: open the best start for the number of groups that is looked at; by another distance, a start beside
    that of k-means."""
    k, measure = _sent(CLOSER, "watch"), points.nearness.measure
    if k is not None and k <= most:
        if measure.is_k_means:
            start = {links.INIT.name: INIT, links.START.name: str(hearing.best_seed(points, k))}
            st.session_state[_WATCH] = (pages.HOME.file, {links.K.name: str(k), **start})
        else:
            beside = {links.K.name: str(k), links.DISTANCE.name: measure.name}
            st.session_state[_WATCH] = (pages.DISTANCES.file, beside)


def go_to_watch() -> None:
    """Switch to where a start is to be watched, if one is; call it after the panel, so that all settings are known."""
    asked = st.session_state.pop(_WATCH, None)
    if asked:
        kept.switch_to(*asked)


def _sent(key: str, name: str) -> int | None:
    """A number of groups that a component sends."""
    k = (st.session_state.get(key) or {}).get(name)
    return (
        k
        if isinstance(k, int) and not isinstance(k, bool) and links.SHOWN.low <= k <= links.SHOWN.high
        else None
    )
