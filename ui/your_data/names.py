"""Groups get names from those who know them; the names go with the groups, into pictures, files and links."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from study import links
from study.group_names import LONGEST_GROUP_NAME, mark_of, names_from_link, names_given, names_to_link
from study.grouping import Grouping
from study.groups_in_words import trait_words
from study.profiles import Profiles
from ui.visit import kept

_NAMES = "group names"
_MOST_KEPT = 50
"""Of so many groupings the names are kept, the last ones: whoever tries another number of groups and comes back finds them."""


def with_names(profiles: Profiles, found: Grouping) -> Profiles:
    """The profiles under the names that were given to these groups."""
    _take_from_address(found)
    given = _all().get(mark_of(found.labels), ())
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
        give(mark, [st.session_state[f"name_{mark}_{j}"] for j in range(found.k)])

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


def give(mark: str, wanted: list[str] | tuple[str, ...]) -> None:
    """Give names to groups. mark : which groups they are, see `mark_of`"""
    kept_names = _all()
    kept_names.pop(mark, None)
    kept_names[mark] = names_given(wanted)
    while len(kept_names) > _MOST_KEPT:
        del kept_names[next(iter(kept_names))]


def _all() -> dict[str, tuple[str, ...]]:
    """The names, by the mark of their groups, the latest last."""
    if _NAMES not in st.session_state:
        st.session_state[_NAMES] = {}
        linked = names_from_link(st.query_params.get(links.CALLED.name, ""))
        if linked is not None:
            give(*linked)
    found: dict[str, tuple[str, ...]] = st.session_state[_NAMES]
    return found


def _take_from_address(found: Grouping) -> None:
    """Going Back and Forward, the names are those of the address."""
    if kept.goes_back():
        mark = mark_of(found.labels)
        linked = names_from_link(st.query_params.get(links.CALLED.name, ""))
        give(mark, linked[1] if linked is not None and linked[0] == mark else [""] * found.k)
