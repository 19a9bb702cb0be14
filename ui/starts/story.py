"""The parts of the page on starting points, read down: each is computed when somebody comes near it, and each by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from study import links
from ui.component import component
from ui.starts import settings
from ui.visit import kept

_mark = component("kmeans_part_mark", Path(__file__).with_name("mark.js"))
_parts = component("kmeans_contents", Path(__file__).with_name("parts.js"))

SEEN = "starts seen"
"""Where the parts that somebody came near are noted, by their names."""


@dataclass(frozen=True)
class Part:
    """One part of the page.

    name : one of `links.LOOKS`
    sentence : makes what it says first, of what it shows; Markdown of our own. Until somebody comes near, it goes by its name
    show : what it shows
    """

    name: str
    sentence: Callable[[], str]
    show: Callable[[], None]

    @property
    def key(self) -> str:
        return key_of(self.name)


def key_of(name: str) -> str:
    """The key of a part, and of its fragment: "part_ways_to_start"."""
    return "part_" + "_".join(re.findall("[a-z]+", name.lower()))


def opened() -> str:
    """The part that the page is opened at: the address says so, or what was opened last. "" for its top."""
    linked = st.query_params.get(links.LOOK.name)
    look = linked if linked or kept.goes_back() else st.session_state.get(links.LOOK.name)
    look = look if look in links.LOOKS else ""
    st.session_state[links.LOOK.name] = look
    if look and linked != look:
        st.query_params[links.LOOK.name] = look
    return look


def contents(names: Sequence[str]) -> None:
    """A line with all parts, to go to one of them."""
    _parts(
        key="starts_parts",
        data={"parts": [{"name": name, "key": key_of(name)} for name in names]},
        on_opened_change=_open,
        height="content",
    )


def rooms() -> dict[str, DeltaGenerator]:
    """A place for each part, by their names, one below the other."""
    return {name: st.container(key=key_of(name)) for name in links.LOOKS}


def read_down(parts: Sequence[Part], look: str, rooms: Mapping[str, DeltaGenerator]) -> None:
    """All parts, each in its place; `look` is the one that the page opens at."""
    st.session_state.setdefault(SEEN, set())
    for part in parts:
        with rooms[part.name]:
            st.fragment(key=part.key)(_one)(part, part.name == look)


def _one(part: Part, opens: bool) -> None:
    """A part. A setting within it computes nothing else anew, unless it concerns the whole page: then that comes first, for what
    would be shown here is of before."""
    if settings.wants_another_run():
        st.rerun()
    seen = opens or part.name in st.session_state[SEEN]
    with st.container(key=f"part_mark_{part.key}"):
        _mark(
            key=f"starts_mark_{part.key}",
            data={"waits": not seen, "opens": opens},
            on_near_change=partial(_see, part.name),
            height="content",
        )
    st.header(part.sentence() if seen else part.name, anchor=False)
    with st.container(key=f"{part.key}_{'shown' if seen else 'waits'}"):
        if seen:
            part.show()
        else:
            st.caption("This is computed when you come to it.")  # and an empty place would have no height


def _see(name: str) -> None:
    """A callback. It asks for no run: that would take the place of the one that it comes with, which may be of the whole page, or of
    another."""
    st.session_state[SEEN].add(name)


def _open() -> None:
    name = st.session_state["starts_parts"]["opened"]
    if name in links.LOOKS:
        st.session_state[links.LOOK.name] = name
        st.query_params[links.LOOK.name] = name
        _see(name)
