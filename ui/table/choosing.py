"""Widgets that choose columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from study import links
from study.columns_at_first import columns_at_first
from study.dates import date_columns
from study.desk import Reading
from study.text import in_sentence, literal
from study.words import count
from tables import why_alone
from ui import address
from ui.table.desk_state import IN_RAIL, Keys, desk, labels_of
from ui.table.intake import remembered

MOST_OFFERED = 500
"""So many columns one list offers. A list of 20,000 weighs 270 kB, and is made and sent anew at every change of anything."""


def choose_dates(reading: Reading, keys: Keys, top: DeltaGenerator | None = None) -> bool:
    """Whether dates may serve as coordinates. Asked only where there are any; they are not offered unasked.

    top : where it says that nothing else can serve; None for here
    """
    dates = date_columns(reading.table)
    if not dates:
        return False
    if reading.saved_by_dates:
        (top or st).info(
            f"{literal(reading.problem, 400)} Or let dates count: the table has them in {in_sentence(dates[0], 40)}.",
            icon=":material/event:",
        )
    return st.toggle(
        "Let me choose dates too: they count in days",
        key=keys["dates"],
        bind="query-params",
    )


def alone_in_words(reading: Reading, name: str) -> str:
    """Why there is no other column than `name`, and what could join it."""
    words = why_alone(reading.table, name)
    others = [each for each in date_columns(reading.table) if each != name]
    return f"{words} Dates can count too: switch them on below." if others else words


def suggestion(reading: Reading, dates: bool) -> tuple[str, ...]:
    """The columns to begin with, or the only one: across, up, and those that count besides where all do."""
    return remembered(reading, "columns to begin with", dates, lambda: columns_at_first(reading.table, dates))


def find_column(names: list[str], keys: Keys) -> None:
    """Where there are more columns than a list can offer: a place to look for one by its name."""
    if len(names) <= MOST_OFFERED:
        return
    sought = st.text_input("Find a column", key=_finding(keys), placeholder="a part of its name").strip()
    if not sought:
        words = f"{len(names):,} columns are too many for one list. The lists offer the first {MOST_OFFERED}: find others here."
    else:
        found = len(_named_like(names, sought))
        whose = f"{count(found, 'column')} with {in_sentence(sought, 40)} in the name"
        first = f"; the lists offer the first {MOST_OFFERED}" if found > MOST_OFFERED else ""
        words = f"{whose}{first}. What you chose stays in the lists too."
    st.caption(words)


def _finding(keys: Keys) -> str:
    return f"find_{keys['x']}"


def _named_like(names: list[str], sought: str) -> list[str]:
    return [name for name in names if sought.casefold() in name.casefold()] if sought else names


def _offered(names: list[str], label: Callable[[str], str], keys: Keys, *needed: str) -> list[str]:
    """What a list of columns offers: all; of very many those that are looked for, those that are chosen, in a link too, and
    `needed`."""
    if len(names) <= MOST_OFFERED:
        return names
    sought = str(st.session_state.get(_finding(keys), "")).strip()
    offered = {*_named_like(names, sought)[:MOST_OFFERED], *needed}
    for role in ("x", "y", "more"):
        chosen = st.session_state.get(keys[role]) or ()
        offered |= {chosen} if isinstance(chosen, str) else set(chosen)
    linked = {label for role in ("x", "y", "more") for label in st.query_params.get_all(keys[role])}
    return [name for name in names if name in offered or (linked and label(name) in linked)]


def choose_axes(names: list[str], x: str, y: str) -> tuple[str, str]:
    """Two lists to choose the axes from."""
    across = choose_axis("x", names, x, IN_RAIL)
    return across, choose_axis("y", names, x if y == across else y, IN_RAIL)


def choose_axis(axis: str, names: list[str], otherwise: str, keys: Keys) -> str:
    """The column that goes across ("x") or up ("y"). To choose the column of the other axis swaps the two."""
    state = desk()
    state.otherwise[axis] = otherwise
    if _offers_others(keys[axis], names):
        wish = state.wishes.get(axis)
        state.makeshift.pop(axis, None)
        if wish not in names:
            wish = state.makeshift[axis] = otherwise
        st.session_state[keys[axis]] = wish
    label = labels_of(names)
    address.settle(links.AXES[keys[axis]].among([label(name) for name in names], label(otherwise)))
    offered = _offered(names, label, keys, otherwise)
    chosen: str = st.selectbox(
        "Across (x)" if axis == "x" else "Up (y)",
        offered,
        index=offered.index(otherwise),
        key=keys[axis],
        bind="query-params",
        format_func=label,
        on_change=_swap,
        args=(keys[axis], keys["y" if axis == "x" else "x"]),
    )
    st.session_state[f"{keys[axis]}_before"] = chosen
    if len(names) > 1 and chosen != state.makeshift.get(axis):  # the only one is nobody's wish
        state.wishes[axis] = chosen
    return chosen


def _offers_others(key: str, names: list[str]) -> bool:
    """Whether a list of columns offers others than before: the table is read another way, or is another one."""
    before = desk().offered.get(key)
    desk().offered[key] = list(names)
    return before is not None and before != names


def _swap(changed: str, other: str) -> None:
    if st.session_state[changed] == st.session_state.get(other):
        st.session_state[other] = st.session_state[f"{changed}_before"]


MORE_IN_RAIL, MORE_ON_PAGE = "More columns", "Compare by these columns too"
"""Where columns are added besides the two of the plot."""


def choose_more(names: list[str], x: str, y: str, keys: Keys, usual: Sequence[str] = ()) -> list[str]:
    """Columns that count besides the two of the plot. usual : those that do where nobody chooses; the two may be among them

    A column that is made an axis leaves its place to the one that was: what counts stays, and the plot shows another part of it.
    """
    state, key = desk(), keys["more"]
    others = [name for name in names if name not in (x, y)]
    opening = [name for name in others if name in usual]
    wishes = state.wishes.get("more")
    was, axes = st.session_state.get(f"{key}_opening"), st.session_state.get(f"{key}_axes", ())
    before, held = state.offered.get(key), st.session_state.get(key)
    if _offers_others(key, names):
        there = [name for name in wishes or () if name in others]
        same = wishes is not None and bool(there or set(names) & set(before or ()))
        st.session_state[key] = there if same else opening
    elif held is not None and held == was:
        st.session_state[key] = opening
    elif held and not set(held) <= set(others):
        st.session_state[key] = [name for name in others if name in held or name in axes]
    st.session_state[f"{key}_opening"], st.session_state[f"{key}_axes"] = opening, (x, y)
    state.otherwise["more"] = opening
    called = labels_of(names)
    parameter = links.MORE if keys is IN_RAIL else links.ALSO
    address.settle(parameter.among([called(name) for name in names], [called(name) for name in opening]))
    if st.session_state.get(key):  # what a link says is there by its labels
        named = {called(name): name for name in names}
        st.session_state[key] = [named.get(each, each) for each in st.session_state[key]]
    chosen: list[str] = st.multiselect(
        MORE_ON_PAGE,
        [name for name in _offered(names, called, keys, *opening) if name not in (x, y)],
        opening,
        key=key,
        bind="query-params",
        format_func=called,
        placeholder="None: only the two",
    )
    if wishes is not None or chosen != opening:
        standing_in = {name for axis, name in (("x", x), ("y", y)) if state.makeshift.get(axis) == name}
        kept = [name for name in wishes or () if name not in names or name in standing_in]
        state.wishes["more"] = [*chosen, *kept]
    return chosen


def compare_no_more(name: str, keys: Keys) -> None:
    """In a callback: one column less is compared. The others stay where they are; where it was an axis, the first that has none comes,
    or else the other axis."""
    state, key = st.session_state, keys["more"]
    more = [each for each in state.get(key) or () if each != name]
    for axis, other in (("x", "y"), ("y", "x")):
        if state[keys[axis]] == name:
            state[keys[axis]] = more.pop(0) if more else state[keys[other]]
    if key in state:
        state[key] = more
        state.pop(f"{key}_opening", None)  # somebody chose it, even if it is what was there at first


def choose_view(more: Sequence[str], keys: Keys) -> bool:
    """Whether the plot shows mixtures of all columns. Asked only where there is a choice."""
    if not more:
        return False
    view = st.segmented_control(
        "The plot shows",
        links.VIEWS,
        default=links.VIEW.default,
        required=True,
        key=keys["view"],
        bind="query-params",
    )
    mixtures: bool = view == links.MIXTURES_VIEW
    if mixtures:
        st.caption(
            "The plot is a flat picture of all columns: each axis mixes all of them, so that rows differ as much "
            "as possible (principal components). Rows are compared by all columns, not by the picture."
        )
    return mixtures


def all_columns(x: str, y: str, more: Sequence[str]) -> tuple[str, ...]:
    """The columns that count, those of the plot first."""
    return tuple(dict.fromkeys((x, y, *more)))


def say_how_many_are_compared(
    columns: Sequence[str], names: Sequence[str], where: str, *, by_words: bool = False
) -> None:
    """One line where columns that could count do not, or more do than the plot shows. names : those that could; where : the label under
    which they are added; by_words : whether words are compared by whether they match: a plot of these says below what it shows"""
    if len(columns) == len(names) > 2:
        shows = "" if by_words else "; the plot shows the two above"
        st.caption(f"All {len(names)} usable columns are compared{shows}.")
    elif len(columns) < len(names):
        are = "is" if len(columns) == 1 else "are"
        st.caption(
            f"{len(columns):,} of {len(names):,} usable columns {are} compared; add others under “{where}”."
        )
