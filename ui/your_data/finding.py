"""How many groups, and which."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kmeans_core import Council, numbers_of_groups
from kmeans_core.checks import count_distinct
from study import council as words
from study import grouping, links, scaling
from study.grouping import Grouping
from study.measured import asked_of
from study.nearness import judges_not_heard
from study.points import Points
from study.turns import A_SECOND, TURNS, work_of
from study.words import count
from ui import address
from ui.council import hearing
from ui.table import desk_state
from ui.visit import shelves
from ui.your_data.bring import _noun_of_example

MANY_ROWS = 200_000
"""From so many rows on, finding the groups takes long enough for a person to wonder."""

MOST_ROWS_AGAIN = 50_000
"""Up to so many rows, groups for another choice are found while a person hardly notices."""


def _find_groups(points: Points, k: int, top: DeltaGenerator | None) -> Grouping:
    """The groups; with very many rows each start takes seconds, and a bar shows how many are done."""
    n, near = len(points.X), points.nearness
    starts, asked, across = near.starts(grouping.starts_for(n), n), asked_of(points), points.axes[0]
    work = work_of(starts, n, k) * near.times_the_work(n)
    if len(points.X) > MANY_ROWS or work > A_SECOND:
        places = [place.empty() for place in (st, top) if place is not None]
        bars = [place.progress(0.0, "Finding the groups") for place in places]

        def say(sentence: str, share: float = 0.0) -> None:
            for bar in bars:
                bar.progress(share, sentence)

        def show(done: int, total: int) -> None:
            say(f"Finding the groups: {done} of {total} starts done", done / total)

        with TURNS.turn_of(work, say):
            found = grouping.find_groups(points.X, k, starts, progress=show, asked=asked, across=across)
        for place in places:
            place.empty()
    else:
        with st.spinner("Finding the groups"):
            found = grouping.find_groups(points.X, k, starts, asked=asked, across=across)
    return found


def groups_of(points: Points, k: int, top: DeltaGenerator | None = None) -> Grouping | None:
    """The groups; None, with a sentence, where there are fewer different rows than groups.

    top : the head of the page, where people look while a large file is worked on
    """
    weights = points.nearness.weights
    different = count_distinct(points.X if weights is None else points.X[weights > 0], k)
    if different < k:
        for place in (st, top):
            if place is not None:
                place.error(
                    f"Only {different} of the rows differ from each other in these columns: too few for "
                    f"{count(k, 'group')}. Ask for {different} at most, or choose other columns."
                )
        return None
    return shelves.of(points).made(("groups", points.digest, k), lambda: _find_groups(points, k, top))


def hear_judges(points: Points, top: DeltaGenerator) -> Council | None:
    """What the judges say, see `hearing.hear`; None where they are not heard.

    top : the head of the page, where it says how far they are
    """
    if not points.nearness.is_judged:
        return None
    with top:
        return hearing.hear(points)


def choose_k(points: Points, heard: Council | None) -> tuple[int, str]:
    """How many groups, and what the rows are called.

    heard : what the judges say. What a person chose, or a link says, goes before it
    """
    left, right = st.columns([3, 2], gap="medium")
    opening = _opening(points, heard)
    address.settle(replace(links.INTO, default=opening, late=""))
    with left:
        k: int = st.slider(
            "How many groups?",
            links.INTO.low,
            links.INTO.high,
            opening,
            key="into",
            bind="query-params",
        )
        if not points.nearness.is_judged:
            st.caption(judges_not_heard(points.nearness, "under 2"))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("Take the number whose groups you can give a name.", width="content")
            for other in words.others_to_show(heard, k) if heard else ():
                st.button(f"Show {count(other, 'group')}", on_click=_make, args=(other,), key=f"make_{other}")
    with right:
        noun = st.text_input(
            "What are the lines of the table?",
            key="noun",
            bind="query-params",
            placeholder="customers, flowers, towns …",
            max_chars=links.LONGEST_NOUN,
        )
    return k, noun.strip() or _noun_of_example()


def _opening(points: Points, heard: Council | None) -> int:
    """How many groups these points open with. Where that was another number before, and nobody has chosen one since, the slider
    follows."""
    opening = words.opening(heard) if heard else numbers_of_groups(points.X, links.INTO.default)[-1]
    desk = desk_state.desk()
    before = opening if desk.opened_with is None else desk.opened_with
    if before != opening and st.session_state.get("into") == before:
        st.session_state["into"] = opening
    desk.opened_with = opening
    return opening


def k_of_others(points: Points, way: str, k: int) -> int:
    """How many groups there will be when these points, counted another way, take the place of those on the page, in k groups: what they
    open with, unless somebody chose a number."""
    if k != desk_state.desk().opened_with:
        return k
    heard = hearing.hear(points, scaling.SCALING_LABELS[way])
    return words.opening(heard) if heard else k


def _make(k: int) -> None:
    st.session_state["into"] = k
