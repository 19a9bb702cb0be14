"""How many colours, what near means, and where the palette starts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from study import links, pictures, words
from study.sketch import MOST_CELLS
from study.turns import work_of
from ui.one_of import one_of
from ui.picture.bringing import ChosenPicture
from ui.visit import waiting

ROUNDS = 10
"""A start on a photo takes some times as long as one on points that are drawn."""
_SEED = links.SOWN.name


@dataclass(frozen=True)
class Settings:
    """k is at most the number of colours that there are."""

    k: int
    space: str
    init: str
    seed: int


def choose_settings(chosen: ChosenPicture) -> Settings:
    """The widgets beside the picture."""
    k = int(
        st.slider("k, the number of colours", *links.COLORS.range, key=links.COLORS.name, bind="query-params")
    )
    there = len(chosen.picture.colors)
    if k > there:
        st.caption(f"This picture has {words.count(there, 'colour')}, so k is {there}.")
    with st.container(horizontal=True):
        st.button("New start", on_click=_new_start, key="picture_start", width="stretch")
        best = st.button(f"Best of {pictures.TRIES} starts", key="picture_best", width="stretch")
    space = one_of("Colours as points in", links.SPACE, joined=True, labelled=True)
    st.caption(pictures.ABOUT_SPACE[str(space)])
    if space == pictures.CIELAB:
        with st.popover("The formula", type="tertiary"):
            st.text(pictures.FORMULA)
    init = st.selectbox(
        "First palette",
        links.FIRST.options,
        links.FIRST.options.index(links.FIRST.default),
        key=links.FIRST.name,
        bind="query-params",
    )
    if best:
        _go_to_best(chosen, Settings(min(k, there), str(space), str(init), int(st.session_state[_SEED])))
    seed = st.number_input("Seed of the start", *links.SOWN.range, key=links.SOWN.name, bind="query-params")
    st.caption(pictures.colors_in_words(chosen.picture))
    return Settings(min(k, there), str(space), str(init), int(seed))


def _new_start() -> None:
    seed = int(st.session_state[_SEED])
    st.session_state[_SEED] = seed + 1 if seed < links.SOWN.high else links.SOWN.low


def _go_to_best(chosen: ChosenPicture, now: Settings) -> None:
    """Before the field with the seed: the best of so many starts, from the one that is set on."""
    first = min(now.seed, links.SOWN.high - pictures.TRIES)

    def find() -> int:
        colors = min(len(chosen.picture.colors), MOST_CELLS)
        with waiting.turn(work_of(pictures.TRIES * ROUNDS, colors, now.k)):
            return pictures.best_start(chosen.picture, now.space, now.k, now.init, first)

    st.session_state[_SEED] = chosen.shelf.made(("best", chosen.name, replace(now, seed=first)), find)
