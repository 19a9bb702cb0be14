"""A table is brought: dropped, pasted, or an example."""

from __future__ import annotations

import streamlit as st

from study import links
from study.desk import EXAMPLE, FILE, PASTE, Drawer
from study.examples import EXAMPLES
from study.profiles import (
    ROWS,
)
from ui.one_of import one_of
from ui.table import desk_state, intake
from ui.your_data import asked

_NOUNS = {
    "customers": "customers",
    "iris": "flowers",
    "gapminder": "countries",
    "tips": "bills",
    "carshare": "places",
}


def bring() -> Drawer:
    """The ways to bring a table. Each keeps its own, so that trying an example loses nothing."""
    state = desk_state.desk()
    desk_state.take_over_choices(desk_state.ON_PAGE)
    source = one_of("Where is your table?", links.FROM, joined=True)
    if source != state.active:
        state.active = source
    if source == FILE:
        intake.take_file("Drop your table here")
        if state.drawer.wanted is None:
            st.caption(intake.LIMIT)
    elif source == PASTE:
        _paste(state.drawer)
    else:
        _example(state.drawer)
    desk_state.follow_address()
    asked.follow_asked()
    intake.read(state.drawer)
    # Before anything is computed: who leaves meanwhile comes back to the choices of this address.
    desk_state.remember_in_address()
    asked.remember_asked()
    return state.drawer


def _paste(drawer: Drawer) -> None:
    with st.form("paste", border=False):
        text = st.text_area(
            "Copy the cells in your spreadsheet, with the row of names, and paste them here",
            key="pasted",
            height=140,
            placeholder="name;age;income\nAnn;34;51,5\nBo;29;38,0",
        )
        asked = st.form_submit_button("Use this table", type="primary")
    # The browser still has a text that the app has lost; a text that was not used yet is not sent
    if asked or (drawer.wanted is None and drawer.trouble is None and text.strip()):
        drawer.trouble = None
        if not text.strip():
            drawer.trouble = "Nothing was pasted. Copy the table with its row of names and paste it here."
        else:
            desk_state.desk().bring(text.encode("utf-8", errors="replace"), "pasted.txt")


def _example(drawer: Drawer) -> None:
    name = st.selectbox(
        "Table",
        links.EXAMPLE.options,
        key="example",
        bind="query-params",
    )
    st.caption(EXAMPLES[name].about)
    if drawer.taken != name:
        desk_state.bring_example(name)


def ask_for_a_table() -> None:
    """What to do, for who has brought nothing yet."""
    if intake.missed(desk_state.ON_PAGE, "above", "groups"):
        return
    st.markdown(
        "1. Drop a table above: one line per customer, flower, town, with at least one column of numbers, better two or more.\n"
        "2. Check the columns that matter to you.\n"
        "3. Read which rows belong together, and take your table back with one more column: the group."
    )
    st.caption(
        "Did a link bring you here? It was made with a table of its own. Files do not travel in links: drop the same file "
        "above to see the same groups."
    )


def _noun_of_example() -> str:
    state = desk_state.desk()
    return _NOUNS.get(str(state.drawer.taken), ROWS) if state.active == EXAMPLE else ROWS
