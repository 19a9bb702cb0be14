"""What a visit has on its desk: the files, and the choices that travel with them from page to page and in links."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from study import links, scaling
from study.by_hand import BY_HAND
from study.choices_in_link import choices_from_link, choices_to_link
from study.desk import (
    EXAMPLE,
    Desk,
    Reading,
    coordinates,
)
from study.examples import EXAMPLES
from study.nearness import Asked, sizes_from_text
from study.similarities import NEARS_OF_TABLES
from study.text import shortened
from ui import address
from ui.visit import kept, shelves


def desk() -> Desk:
    """What the user has brought so far in this visit."""
    if not is_there():
        linked = st.query_params.get("scaling")
        st.session_state["desk"] = Desk(
            scaling=linked if linked in scaling.SCALINGS else None,
            linked_choices=choices_from_link(st.query_params.get("read")),
            linked_values=frozenset(st.query_params.get_all("values")),
            linked_across=st.query_params.get("dateline") != links.AS_THEY_STAND,
            linked_filled=st.query_params.get("missing") == links.FILLED,
            asked=asked_in_address(),
        )
        example = st.query_params.get("table")
        if st.query_params.get("data") == links.UPLOAD and example in EXAMPLES:
            bring_example(example)
    found: Desk = st.session_state["desk"]
    return found


def is_there() -> bool:
    """Whether anything asked for the desk in this visit."""
    return "desk" in st.session_state


def asked_in_address() -> Asked:
    """How rows are compared, as the address says; it was checked at the top of the page."""
    says = st.query_params
    near = says.get(links.BY.name, "")
    return Asked(
        near if near in NEARS_OF_TABLES else "",
        says.get(links.WEIGH.name, ""),
        sizes_from_text(says.get(links.SIZES.name, "")),
        tuple(says.get_all(links.WORDS.name)),
    )


def whose() -> str:
    """ "Your" before what is of the visitor's own table, "The" before what is of an example."""
    return "The" if desk().active == EXAMPLE else "Your"


def bring_example(name: str) -> None:
    """Put an example on the desk, as if it had been brought."""
    state = desk()
    state.active = EXAMPLE
    first = state.drawer.taken is None
    state.drawer.taken = name
    state.bring(_example_file(name), f"{name}.csv", scaled_as_before=first)


def _example_file(name: str) -> bytes:
    return shelves.COMMON.made(
        ("example file", name), lambda: str(EXAMPLES[name].load().to_csv(index=False)).encode()
    )


# The widgets by which columns are chosen, beside the figure of several pages and on the page "Your data": their keys, which
# are their names in the address. Streamlit keeps the value of a widget for its page alone and drops a name from the
# address that the page before had too; so the two have names of their own, and values are carried over.
Keys = Mapping[str, str]
IN_RAIL: Keys = {"x": "x", "y": "y", "more": "more", "view": "view", "dates": "dates"}
ON_PAGE: Keys = {"x": "across", "y": "up", "more": "also", "view": "plot", "dates": "dated"}


def take_over_choices(keys: Keys) -> None:
    """At the top of a page: where another page was on screen before, take over what was chosen there."""
    state = desk()
    context = get_script_run_ctx()
    page = context.page_script_hash if context else ""
    moved = state.page not in (None, page)
    state.arriving = moved
    if moved and state.drawer.shown is not None:
        names = coordinates(state.drawer.shown.table, bool(state.carried.get("dates")))
        carried = {keys[role]: value for role, value in state.carried.items() if _fits(role, value, names)}
        for key, value in {**carried, "from": state.active}.items():
            if key not in st.query_params:
                st.session_state[key] = value
    state.page = page


def _fits(role: str, value: Any, names: Sequence[str]) -> bool:
    return role in ("view", "dates") or all(
        name in names for name in ([value] if isinstance(value, str) else value)
    )


def carry(keys: Keys) -> None:
    """At the end of the choices: note them for the other pages, and see to it that the address has them."""
    state = desk()
    state.carried = {role: st.session_state[key] for role, key in keys.items() if key in st.session_state}
    if keys is IN_RAIL and "more" not in state.wishes:
        if (
            st.session_state.get(links.INIT.name) == BY_HAND
        ):  # means were placed on these columns, which are chosen by that
            state.wishes["more"] = list(st.session_state.get(keys["more"]) or ())
        else:  # nobody said that only two count: each page opens as it does
            state.carried.pop("more", None)
    if state.arriving and state.drawer.shown is not None:
        chosen = carried_in_address(state.drawer.shown, keys)
        usual = {"view": links.VIEW.default, **state.otherwise}
        named = {keys[role] for role, value in state.carried.items() if value != usual.get(role)}
        address.show({name: value for name, value in chosen.items() if name in named})


def carried_in_address(reading: Reading, keys: Keys) -> dict[str, str | list[str]]:
    """The choices as the address of another page has them."""
    carried = desk().carried
    label = labels_of(coordinates(reading.table, bool(carried.get("dates"))))
    is_example = keys is IN_RAIL and desk().active == EXAMPLE
    query: dict[str, str | list[str]] = {links.TABLE.name: str(desk().drawer.taken)} if is_example else {}
    for role, value in carried.items():
        if role == "view":
            query[keys[role]] = value
        elif role == "dates":
            query |= {keys[role]: "true"} if value else {}
        elif value:
            query[keys[role]] = label(value) if isinstance(value, str) else [label(name) for name in value]
    return query


def labels_of(names: Sequence[str]) -> Callable[[str], str]:
    """Short labels for names, different for different names."""
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        label = shortened(name)
        if label in taken:
            label = f"{label} · {hashlib.blake2b(name.encode(errors='replace'), digest_size=3).hexdigest()}"
        taken.add(label)
        labels[name] = label
    return lambda name: labels[name] if name in labels else shortened(name)


def follow_address() -> None:
    """Going Back and Forward, what no widget keeps is as the address has it; what the table in use was never read like is not."""
    if not kept.goes_back():
        return
    state, address_says = desk(), st.query_params
    if state.drawer.wanted is not None:
        state.drawer.read_as(address_says.get("read", ""))
        state.drawer.values = frozenset(address_says.get_all("values"))
        state.drawer.across = address_says.get("dateline") != links.AS_THEY_STAND
        state.drawer.filled = address_says.get("missing") == links.FILLED
        scaled = address_says.get("scaling")
        state.scaling = scaled if scaled in scaling.SCALINGS else None
        state.asked = replace(state.asked, words=asked_in_address().words)


def remember_in_address() -> None:
    """What no widget keeps in the address: how the file is read, how the columns count, and which words, where somebody chose that."""
    reading = desk().drawer.shown
    if all(drawer.shown is None for drawer in desk().drawers.values()):
        return  # the choices of a link wait for the first table
    choices = choices_to_link(reading.brought.choices) if reading else ""
    desk().drawer.ways.add(choices)
    groupable = reading is not None and (not reading.problem or reading.saved_by_dates)
    scaled = desk().scaling if groupable else None
    put("read", [choices] if choices else [])
    put("values", sorted(desk().drawer.values))
    put("dateline", [] if desk().drawer.across else [links.AS_THEY_STAND])
    put("missing", [links.FILLED] if desk().drawer.filled else [])
    put("scaling", [str(scaled)] if scaled else [])
    put(links.WORDS.name, list(desk().asked.words))


def put(name: str, values: list[str]) -> None:
    """See to it that the address says this of a setting that no widget keeps there."""
    if values and st.query_params.get_all(name) != values:
        st.query_params[name] = values
    elif not values and name in st.query_params:
        del st.query_params[name]
