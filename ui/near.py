"""What near means: one control, on every page on which it can be chosen.

What somebody chose for the table on the desk is in `desk.asked.near`, whatever page it was chosen on; what was chosen for other points is
in the session under the name it has in an address. "" stands for what suits the points, and is in no address.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from study import links
from study.columns_at_first import place_on_the_globe
from study.desk import Reading
from study.points import Points
from study.similarities import K_MEANS, NEARS, NEARS_OF_TABLES, Measure
from study.text import literal
from ui import pages
from ui.pages import Page
from ui.table import desk_state, intake
from ui.visit import kept

GLOBE = "Globe"
_BY, _NEAR = links.BY.name, "near_choice"
_MOST_UNASKED = 10_000
"""Of so many places the way on the globe is taken unasked: of more, finding the groups takes longer than somebody waits who did not
ask for it."""


def suggested(reading: Reading, columns: tuple[str, ...]) -> Measure:
    """The distance that is taken where nobody asks for one: on the globe for places, and nothing but places."""
    place = intake.remembered(reading, "place", (), lambda: (place_on_the_globe(reading.table),))[0]
    is_place = place is not None and set(columns) == set(place) and len(reading.table.frame) <= _MOST_UNASKED
    return NEARS[GLOBE] if is_place else K_MEANS


def choose_measure(points: Points | None) -> Measure:
    """The distance that is chosen for the points in the panel, below which this comes: for those of the table on the desk, the same as
    on "Your data"."""
    of_table = st.session_state[links.DATA.name] == links.UPLOAD
    usual = K_MEANS
    if of_table and points is not None and (reading := desk_state.desk().drawer.shown) is not None:
        usual = suggested(reading, points.names)

    def take(name: str) -> None:
        # What suits points that are not there yet nobody knows
        _ask(of_table, "" if points is not None and name == usual.name else name)

    if _counts():
        take(_said())
    asked = _asked(of_table)
    measure = measure_list(NEARS_OF_TABLES[asked] if asked else usual, take)
    desk_state.put(_BY, [asked] if asked else [])
    return measure


def of_pages(here: Page) -> dict[str, dict[str, list[str]]]:
    """What the address of each page has of it, by the path of the page; to be asked at the top of a page."""
    panel_of_table = kept.about_to_be(links.DATA) == links.UPLOAD
    found = {}
    for page in pages.PAGES:
        if links.BY in page.parameters:
            of_table = page is pages.YOUR_DATA or panel_of_table
            here_too = of_table == (here is pages.YOUR_DATA or panel_of_table)
            name = _said() if here_too and links.BY in here.parameters and _counts() else _asked(of_table)
            found[page.path] = {_BY: [name] if name else []}
    return found


def _said() -> str:
    return st.query_params.get(_BY, "")


def _counts() -> bool:
    """Whether the address goes before what was chosen: only when it has just come, for else it is what this page wrote there."""
    return kept.goes_back() or (kept.arrives() and bool(_said()))


def _asked(of_table: bool) -> str:
    if of_table:
        return desk_state.desk().asked.near if desk_state.is_there() else ""
    return str(st.session_state.get(_BY, ""))


def _ask(of_table: bool, name: str) -> None:
    if of_table:
        desk = desk_state.desk()
        desk.asked = replace(desk.asked, near=name)
    else:
        st.session_state[_BY] = name


def measure_list(
    measure: Measure, take: Callable[[str], None], options: Sequence[str] = links.BY.options
) -> Measure:
    """The list of distances, set to the one in force. take : called with the name of another that somebody chooses"""
    st.session_state[_NEAR] = measure.name
    name: str = st.selectbox(
        "Near means", options, key=_NEAR, on_change=lambda: take(st.session_state[_NEAR])
    )
    return NEARS_OF_TABLES[name]


def say_left_out(before: Points, after: Points) -> None:
    """Which rows the distance cannot compare."""
    for note in after.notes[len(before.notes) :]:
        st.caption(literal(note, 500))
