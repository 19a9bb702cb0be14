"""Groups get names from those who know them; the names go with the groups, into pictures, files and links."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from study import links
from study.group_names import LONGEST_GROUP_NAME, GroupNames, mark_of, names_from_link, names_to_link
from study.grouping import Grouping
from study.groups_in_words import trait_words
from study.profiles import Profiles
from ui.table import desk_state
from ui.visit import kept


def with_names(profiles: Profiles, found: Grouping) -> Profiles:
    """The profiles under the names that were given to these groups."""
    _take_from_address(found)
    given = _names().of(mark_of(found.labels))
    return replace(profiles, names=given) if any(given) else profiles


def ask_for_names(profiles: Profiles, found: Grouping) -> None:
    """A field for each group."""
    mark = mark_of(found.labels)
    names = profiles.names or ("",) * found.k
    link = names_to_link(mark, names)
    if link and st.query_params.get(links.CALLED.name) != link:
        st.query_params[links.CALLED.name] = link
    elif not link and links.CALLED.name in st.query_params:
        del st.query_params[links.CALLED.name]

    def take() -> None:
        _names().give(mark, [st.session_state[f"name_{mark}_{j}"] for j in range(found.k)])

    with st.expander("Name the groups", icon=":material/edit:"):
        st.caption(
            "A name goes with its group: into the picture, the table of profiles, every download, and the link to this page."
        )
        with st.container(horizontal=True):
            for j in range(found.k):
                key = f"name_{mark}_{j}"
                st.session_state[key] = names[j]
                st.text_input(
                    f"Group {j + 1}",
                    key=key,
                    max_chars=LONGEST_GROUP_NAME,
                    placeholder=trait_words(profiles, j) or "no name yet",
                    on_change=take,
                    width=260,
                )


def _names() -> GroupNames:
    """The names, at first those of the address."""
    desk = desk_state.desk()
    if desk.group_names is None:
        desk.group_names = GroupNames()
        linked = names_from_link(st.query_params.get(links.CALLED.name, ""))
        if linked is not None:
            desk.group_names.give(*linked)
    return desk.group_names


def _take_from_address(found: Grouping) -> None:
    """Going Back and Forward, the names are those of the address."""
    if kept.goes_back():
        mark = mark_of(found.labels)
        linked = names_from_link(st.query_params.get(links.CALLED.name, ""))
        _names().give(mark, linked[1] if linked is not None and linked[0] == mark else [""] * found.k)
