"""A project file is opened: its table is on the desk, and all is set as it was when it was saved."""

from __future__ import annotations

import streamlit as st

from study import links
from study.desk import FILE
from study.project import open_project
from tables import TableError
from ui.table.desk_state import IN_RAIL, ON_PAGE, desk
from ui.your_data import names


def bring_project(content: bytes) -> None:
    """Put the table of a project on the desk, with its settings. What is wrong with the file is said at the drawer."""
    state = desk()
    try:
        project = open_project(content)
    except TableError as error:
        state.drawers[FILE].trouble = str(error)
        return
    state.active = FILE
    drawer = state.drawer
    drawer.bring(project.content, project.filename, project.choices)
    drawer.values, drawer.across = frozenset(project.values), project.across
    drawer.filled = project.filled
    state.scaling, state.asked = project.scaling, project.asked
    x, *others = project.columns
    state.wishes = {"x": x, "y": others[0] if others else x, "more": others[1:]}
    for keys in (IN_RAIL, ON_PAGE):
        # The lists take up the wishes, as far as the table has such columns, when they offer others than before
        state.offered |= {keys[role]: [] for role in ("x", "y", "more")}
        st.session_state[keys["dates"]] = project.dates
        st.session_state[keys["view"]] = links.MIXTURES_VIEW if project.mixtures else links.COLUMNS_VIEW
    st.session_state.pop("into opened", None)
    st.session_state[links.INTO.name] = project.k
    st.session_state[links.NOUN.name] = project.noun
    if project.names is not None:
        names.give(*project.names)
