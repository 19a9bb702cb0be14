"""Why is this row in its group? Asked by pressing a point of the plot, a row of a table, or by its line in the file."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from charts.groups import rows_drawn
from study.desk import Reading
from study.group_names import mark_of
from study.grouping import Grouping
from study.profiles import Profiles, noun_for
from study.text import in_sentence, literal
from study.why_here import (
    MOST_ON_THE_FENCE,
    Lie,
    distances_table,
    fence_in_words,
    lie_of_rows,
    naming_column,
    row_called,
    why_here_in_words,
)
from study.word_axes import OnAxes, on_axes
from tables import complete_rows, free_name
from ui.table import intake, measuring
from ui.visit import shelves
from ui.your_data.chosen import Chosen
from ui.your_data.preview import first_columns, show_rows

PLOT = "groups_plot"
_ROW, _GROUP, _OPEN, _LINE, _ROWS = (
    "row asked",
    "group looked at",
    "which_rows",
    "line_asked",
    "rows_of_groups",
)
MOST_ROWS_SHOWN = 200
"""Of one group, the most typical first; who looks for another asks by its line."""


def row_asked(reading: Reading, chosen: Chosen) -> int | None:
    """The row that is asked about, among those that are compared; None if none is, or it was left out."""
    table, place, _ = st.session_state.get(_ROW, (None, None, False))
    if table != reading.digest:
        return None
    rows = rows_compared(reading, chosen)
    at = int(np.searchsorted(rows, place))
    return at if at < len(rows) and rows[at] == place else None


def group_looked_at(found: Grouping) -> int | None:
    """The group that is looked at, None for all."""
    mark, group = st.session_state.get(_GROUP, (None, None))
    return group if mark == mark_of(found.labels) else None


def drawn_on(chosen: Chosen, found: Grouping) -> OnAxes:
    """Where the plot of the groups shows the rows and the centers."""
    points = chosen.points
    return shelves.of(points).made(
        ("on axes", points.digest, found.k), lambda: on_axes(points, found.labels, found.means)
    )


def press_point(reading: Reading, chosen: Chosen, found: Grouping) -> None:
    """What is pressed on the plot is asked about."""
    pressed = st.session_state[PLOT].selection.points
    if pressed and pressed[0]["curve_number"] < found.k:
        drawn = rows_drawn(drawn_on(chosen, found).places, found.labels, found.k)
        _ask(
            reading,
            int(rows_compared(reading, chosen)[drawn[pressed[0]["curve_number"]][pressed[0]["point_index"]]]),
            in_box=False,
        )


def look_at(found: Grouping, group: int) -> None:
    """Look at one group: it alone is in full colour, and its rows are listed. At the second time, at all again."""
    if group_looked_at(found) == group:
        st.session_state[_GROUP] = (None, None)
    else:
        st.session_state[_GROUP] = (mark_of(found.labels), group)
        st.session_state[_OPEN] = True


def show_why(reading: Reading, chosen: Chosen, found: Grouping, profiles: Profiles, noun: str) -> None:
    """The answer about the row that is asked about, next to where it was asked; the rows to choose from."""
    row = row_asked(reading, chosen)
    above = below = st.container()
    box = st.expander(
        "Why is this row in its group? Typical rows, odd ones, and those on the fence",
        icon=":material/help:",
        key=_OPEN,
        on_change="rerun",
    )
    if box.open:
        lie = _lie(reading, chosen, found)  # only where somebody asks: of many rows it takes a while
        with box:
            st.markdown(
                "Press a point of the plot above or a line of this table: you are told why that row is in its group, and what "
                "would move it."
            )
            if found.k > 1 and chosen.points.nearness.sizes is None:
                st.markdown(literal(fence_in_words(lie, noun_for(2, noun), reading.numerals), 300))
            _by_line(reading, chosen)
            below = st.container()
            _list_rows(reading, chosen, found, profiles, lie)
    if row is not None:
        in_box = box.open and st.session_state[_ROW][2]
        with below if in_box else above:
            _answer(reading, chosen, found, profiles, _lie(reading, chosen, found), row)


def _answer(
    reading: Reading, chosen: Chosen, found: Grouping, profiles: Profiles, lie: Lie, row: int
) -> None:
    table = reading.table
    place = int(rows_compared(reading, chosen)[row])
    called = how_called(reading, chosen, row)
    with st.container(border=True, key="why_here"):
        st.markdown(
            literal(" ".join(why_here_in_words(called, profiles, chosen.points, found.means, lie, row)), 1500)
        )
        beside = distances_table(profiles, chosen.points, found.means, row)
        st.dataframe(
            beside,
            hide_index=True,
            height="content",
            column_config={name: st.column_config.Column(label=name or " ") for name in beside.columns},
            alt="The row beside the centers of the groups, and how far it is from each",
        )
        missing = [name for name in chosen.columns if pd.isna(table.frame[name].iloc[place])]
        if missing:
            named = " and ".join(in_sentence(name, 40) for name in missing)
            st.caption(f"Missing in this row, and filled in by the median of the column: {named}.")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(chosen.points.nearness.distance_in_words(), width="stretch")
            st.button("Close", on_click=_forget, key="close_why")


def _by_line(reading: Reading, chosen: Chosen) -> None:
    lines = reading.table.row_numbers
    kind, whole = "row" if reading.table.source.is_sheet else "line", reading.numerals.whole

    def ask() -> None:
        line = st.session_state[_LINE]
        found = [] if line is None else np.flatnonzero(lines == line).tolist()
        if found:
            _ask(reading, found[0])

    line = st.number_input(
        f"Ask about a {kind} of the file, {whole(int(lines[0]))} to {whole(int(lines[-1]))}",
        int(lines[0]),
        int(lines[-1]),
        None,
        key=_LINE,
        on_change=ask,
        width=300,
        placeholder=f"number of the {kind}",
    )
    if line is not None and not (lines == line).any():
        st.caption(f"There is no row of the table in {kind} {whole(line)}.")
    elif line is not None and not (lines[rows_compared(reading, chosen)] == line).any():
        st.caption(f"{kind.capitalize()} {whole(line)} was left out: it is in no group.")


def _list_rows(reading: Reading, chosen: Chosen, found: Grouping, profiles: Profiles, lie: Lie) -> None:
    """The typical and the odd rows of all groups and those on the fence; or the rows of the group that is looked at."""
    mark = mark_of(found.labels)
    group = group_looked_at(found)
    if found.k > 1:
        key = f"look_at_{mark}"
        st.session_state[key] = group

        def look() -> None:
            st.session_state[_GROUP] = (mark, st.session_state[key])

        st.pills(
            "Rows of",
            range(found.k),
            format_func=lambda j: literal(profiles.title(j)),
            key=key,
            on_change=look,
        )
    rows, notes = _notable(lie, found, profiles) if group is None else _of_group(lie, group)
    if not len(rows):
        st.caption("No row is nearest to it.")
        return
    places = rows_compared(reading, chosen)[rows]
    frame = reading.table.frame
    line = free_name("line in the file", list(frame.columns))
    which = free_name("which", list(frame.columns))
    listed = reading.table.in_words(frame.iloc[places], chosen.in_file).reset_index(drop=True)
    listed.insert(0, line, reading.table.row_numbers[places])
    listed.insert(1, which, notes)
    naming = _naming(reading)
    shown = first_columns(listed, (line, which, *([naming] if naming else []), *chosen.in_file))
    first = [line, which, *([naming] if naming else []), *chosen.in_file]
    shown = shown[[*dict.fromkeys(first), *(name for name in shown.columns if name not in first)]]
    key = f"{_ROWS}_{mark}_{group}"
    show_rows(
        shown,
        reading.numerals,
        height=282 if len(shown) > 6 else "content",
        key=key,
        on_select=lambda: _press_row(reading, key, places),
        selection_mode="single-row",
        alt="Rows to ask about",
    )
    if group is not None and found.sizes[group] > MOST_ROWS_SHOWN:
        st.caption(
            f"The {MOST_ROWS_SHOWN} most typical of {reading.numerals.whole(int(found.sizes[group]))} rows."
        )


def _press_row(reading: Reading, key: str, places: NDArray[np.signedinteger]) -> None:
    pressed = st.session_state[key].selection.rows
    if pressed:
        _ask(reading, int(places[pressed[0]]))


def _notable(lie: Lie, found: Grouping, profiles: Profiles) -> tuple[NDArray[np.signedinteger], list[str]]:
    rows: list[int] = []
    notes: list[str] = []
    for group in range(found.k):
        members = lie.members(group)
        if len(members):
            rows.append(int(members[0]))
            notes.append(f"most typical of {profiles.in_sentence(group)}")
        if len(members) > 1:
            rows.append(int(members[-1]))
            notes.append(f"oddest of {profiles.in_sentence(group)}")
    for row in lie.fence()[:MOST_ON_THE_FENCE].tolist():
        rows.append(row)
        notes.append(
            f"on the fence: {profiles.in_sentence(int(lie.labels[row]))} or {profiles.in_sentence(int(lie.second[row]))}"
        )
    return np.array(rows, dtype=np.intp), notes


def _of_group(lie: Lie, group: int) -> tuple[NDArray[np.signedinteger], list[str]]:
    members = lie.members(group)
    rows = members[:MOST_ROWS_SHOWN]
    notes = [""] * len(rows)
    if len(rows):
        notes[0] = "most typical"
    if 1 < len(rows) == len(members):
        notes[-1] = "oddest"
    return rows, notes


def _ask(reading: Reading, place: int, *, in_box: bool = True) -> None:
    """place : which row of the table; in_box : whether it is asked there, and not on the plot"""
    st.session_state[_ROW] = (reading.digest, place, in_box)


def _forget() -> None:
    st.session_state.pop(_ROW, None)


def rows_compared(reading: Reading, chosen: Chosen) -> NDArray[np.signedinteger]:
    """Which rows of the table are compared."""
    return intake.remembered(
        reading,
        "rows compared",
        (chosen.columns, measuring.is_filled()),
        lambda: np.flatnonzero(
            complete_rows(measuring.table_as_counted(reading, chosen.columns), chosen.columns)[1]
        ),
    )


def _lie(reading: Reading, chosen: Chosen, found: Grouping) -> Lie:
    return intake.remembered(
        reading,
        "lie",
        (chosen.points.digest, found.k),
        lambda: lie_of_rows(chosen.points, found.labels, found.means),
    )


def how_called(reading: Reading, chosen: Chosen, row: int) -> str:
    """A row among those compared, by its name, where rows have names, and its line: "Ann (line 17)"."""
    return row_called(reading.table, int(rows_compared(reading, chosen)[row]), _naming(reading))


def _naming(reading: Reading) -> str | None:
    name = intake.remembered(reading, "naming column", (), lambda: (naming_column(reading.table),))
    return name[0]
