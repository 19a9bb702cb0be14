"""How columns are measured, scaled and counted, and whether they can be computed with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kmeans_core.checks import LARGEST, count_distinct
from study import scaling
from study.choices_in_link import MOST_IN_LINK
from study.dateline import Cuts, across, cuts_of, date_line_in_words, round_the_globe_in_words
from study.desk import (
    Drawer,
    Reading,
)
from study.filling import Fill, fill_in, lacking_in_words, medians_in_words
from study.nearness import as_weights
from study.points import Array, Points
from study.text import isolated, literal, shortened
from tables import Table, complete_rows, numeric_columns
from tables.select import numbers_of
from ui.table.desk_state import desk
from ui.table.intake import remembered

_MEDIANS_ON_A_BUTTON = 2
"""More would make it wider than a phone."""


def ask_for_scaling(reading: Reading, columns: Sequence[str], *, wide: bool = False) -> str:
    """How distances are measured: as chosen, or as suggested for these columns."""
    state, options = desk(), scaling.ways_to_count(len(columns))
    st.session_state["scaling_choice"] = scaling_in_force(reading, columns)

    def take() -> None:
        state.scaling = st.session_state["scaling_choice"]

    chosen: str = st.radio(
        "How the columns count" if len(columns) > 1 else "How the column counts",
        options,
        format_func=lambda name: scaling.SCALING_LABELS[name],
        key="scaling_choice",
        on_change=take,
        horizontal=wide,
        captions=[
            scaling.AS_IT_IS if name == "none" and len(columns) == 1 else scaling.SCALING_CAPTIONS[name]
            for name in options
        ],
    )
    return chosen


def scaling_in_force(reading: Reading, columns: Sequence[str]) -> str:
    """What the user chose, or what is suggested. A column alone counts as it is, or by its logarithm."""
    chosen = desk().scaling
    if len(columns) == 1:
        return scaling.LOG if chosen == scaling.LOG else "none"
    return chosen or suggested_scaling(reading, columns)


def suggested_scaling(reading: Reading, columns: Sequence[str]) -> str:
    """The way of counting that suits these columns."""

    def suggest() -> str:
        values, _ = complete_rows(table_as_counted(reading, columns), columns)
        facts = [reading.table.column(name) for name in columns]
        return scaling.suggest_scaling(values, facts) if len(values) else "none"

    return remembered(reading, "suggestion", (tuple(columns), cuts(reading), is_filled()), suggest)


def scaled_points(reading: Reading, columns: Sequence[str], chosen: str) -> Points:
    """The points in one of the ways of counting, on the plane of the two columns; a sample where they are very many."""
    return remembered(
        reading,
        f"way {chosen}",
        (tuple(columns), cuts(reading), is_filled()),
        lambda: scaling.make_points(
            reading.table,
            "",
            columns,
            chosen,
            most=scaling.MOST_COMPARED,
            cuts=cuts(reading),
            fill=is_filled(),
        ),
    )


def points_of(
    reading: Reading,
    columns: Sequence[str],
    chosen: str,
    mixtures: bool,
    weighed_by: str = "",
    words: tuple[str, ...] = (),
) -> Points:
    """The points; made once for the same table and choices. weighed_by : the column that says how often each row counts, "" for none;
    words : see `make_points`"""
    named = " and ".join(shortened(name, 40) for name in columns[:2])
    more = f" and {len(columns) - 2} more" if len(columns) > 2 else ""
    title = f"{shortened(reading.brought.filename, 40)}: {named}{more}"
    return remembered(
        reading,
        "points",
        (
            tuple(columns),
            chosen,
            mixtures,
            cuts(reading),
            is_filled(),
            *([weighed_by] if weighed_by else []),
            words,
        ),
        lambda: scaling.make_points(
            reading.table,
            title,
            columns,
            chosen,
            mixtures=mixtures,
            cuts=cuts(reading),
            fill=is_filled(),
            weights=weights_of(reading, weighed_by) if weighed_by else None,
            words=words,
        ),
    )


def weights_of(reading: Reading, name: str) -> Array:
    """How often each row of the table counts, where a column says so, shape (n_rows,)."""
    ((_, values),) = numbers_of(reading.table, [name])
    return as_weights(values)


def cuts(reading: Reading) -> Cuts:
    """The columns of longitudes that are counted across the date line, and where the globe is cut instead."""
    if not desk().drawer.across:
        return {}
    return {name: cut for name, cut in _at_the_line(reading).items() if cut is not None}


def _at_the_line(reading: Reading) -> dict[str, float | None]:
    return remembered(reading, "date line", (), lambda: cuts_of(reading.table))


def is_filled() -> bool:
    """Whether missing numbers are filled in."""
    return desk().drawer.filled


def table_as_counted(reading: Reading, columns: Sequence[str] = ()) -> Table:
    """The table with its longitudes as they count and, where these are the columns that count, with what is filled in there."""
    if columns and is_filled():
        return _filled_in(reading, columns)[0]
    if not cuts(reading):
        return reading.table
    return remembered(
        reading, "across the date line", cuts(reading), lambda: across(reading.table, cuts(reading))
    )


def _filled_in(reading: Reading, columns: Sequence[str]) -> tuple[Table, tuple[Fill, ...], int]:
    return remembered(
        reading,
        "filled in",
        (tuple(columns), cuts(reading)),
        lambda: fill_in(table_as_counted(reading), columns),
    )


def can_fill(reading: Reading, columns: Sequence[str]) -> bool:
    """Whether rows that lack a number in one of these columns could be filled in."""
    return bool(_filled_in(reading, columns)[1])


def ask_about_missing(reading: Reading, columns: Sequence[str]) -> None:
    """What becomes of rows that lack a number, and one press for the other way, where there are rows that can be filled in."""
    _, fills, rows = _filled_in(reading, columns)
    if not fills:
        return
    drawer = desk().drawer
    lacking, medians = (
        lacking_in_words(fills, rows, reading.numerals),
        medians_in_words(fills, cuts(reading), reading.numerals),
    )
    if drawer.filled:
        words = f"{lacking}: {medians}, {'is' if len(fills) == 1 else 'are'} filled in."
        label = "Leave them out"
    else:
        words = f"{lacking}, and {'is' if rows == 1 else 'are'} left out."
        label = f"Fill in {medians}" if len(fills) <= _MEDIANS_ON_A_BUTTON else "Fill in the medians"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/format_color_fill: {literal(words, 400)}", width="stretch")
        st.button(label, on_click=drawer.fill, args=(not drawer.filled,), key="fill_missing")


def ask_about_date_line(reading: Reading, columns: Sequence[str]) -> None:
    """How longitudes on both sides of the date line count, and one press for the other way, if there is one."""
    near = {name: cut for name, cut in _at_the_line(reading).items() if name in columns}
    round_the_globe = [name for name, cut in near.items() if cut is None]
    if round_the_globe:
        st.caption(f":material/public: {literal(round_the_globe_in_words(round_the_globe), 400)}")
    torn = [name for name, cut in near.items() if cut is not None]
    if not torn:
        return
    drawer = desk().drawer

    def turn() -> None:
        drawer.across = not drawer.across

    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":material/public: {literal(date_line_in_words(torn, drawer.across), 400)}", width="stretch"
        )
        label = "Count them as they stand" if drawer.across else "Count across the date line"
        st.button(label, on_click=turn, key="date_line")


def can_compute(drawer: Drawer, reading: Reading, columns: Sequence[str], top: DeltaGenerator) -> bool:
    """Whether the numbers can be computed with; if not, a sentence that names the first row, and a way to leave it out.

    Rows that were left out before can be taken back in here. `top` : the head of the page, where it is said.
    """

    def look() -> tuple[list[int], str]:
        overflowing = remembered(reading, "overflowing", (), lambda: overflowing_columns(reading))
        return rows_too_far(replace(reading, table=table_as_counted(reading, columns)), columns, overflowing)

    lines, words = remembered(reading, "too far", (tuple(columns), is_filled()), look)
    gone = reading.brought.choices.rows_left_out
    if gone:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(
                f"{reading.numerals.count(len(gone), 'row')} left out because you said so.", width="stretch"
            )
            st.button(
                "Take back in", on_click=drawer.choose, kwargs={"rows_left_out": ()}, key="take_rows_back"
            )
    if not words:
        return True
    top.error(literal(words, 500), icon=":material/error:")
    if lines:
        top.button(
            "Leave it out"
            if len(lines) == 1
            else f"Leave these {reading.numerals.whole(len(lines))} rows out",
            on_click=drawer.choose,
            kwargs={"rows_left_out": (*gone, *lines)},
            key="leave_rows_out",
        )
    return False


def overflowing_columns(reading: Reading) -> list[str]:
    """The columns with numbers whose squares overflow."""
    columns = numbers_of(reading.table, numeric_columns(reading.table))
    return [name for name, values in columns if (np.abs(values) > LARGEST).any()]


class _Far(NamedTuple):
    """A column with numbers that cannot be computed with: in how many rows, and the first of them."""

    name: str
    rows: int
    place: int
    value: float


def rows_too_far(
    reading: Reading, columns: Sequence[str], overflowing: Sequence[str] = ()
) -> tuple[list[int], str]:
    """The lines of the rows to leave out so that the numbers can be computed with, and a sentence on them; "" if they can be.

    No lines where most rows would have to go, or more than a link can speak of.

    overflowing : the columns of the table with numbers whose squares overflow, see `overflowing_columns`
    """
    values, kept = complete_rows(reading.table, columns)
    found: list[_Far] = []
    gone = np.zeros(len(values), dtype=bool)
    others = [name for name in overflowing if name not in columns]
    for name, column in chain(zip(columns, values.T, strict=True), numbers_of(reading.table, others)):
        # What does not count in the distances is averaged in groups all the same
        if name in columns:
            numbers, far = column, scaling.too_far(column[:, np.newaxis])[:, 0]
        else:
            numbers = column[kept]
            far = np.abs(numbers) > LARGEST
        if far.any():
            place = int(far.argmax())
            found.append(_Far(name, int(far.sum()), place, float(numbers[place])))
        gone |= far
    if found:
        lines: list[int] = reading.table.row_numbers[kept][gone].tolist()
        # What most rows have is no slip in a few of them: the column is at fault, and few rows would be left
        few = 2 * len(lines) < len(values)
        one = min(found, key=lambda each: each.place) if few else max(found, key=lambda each: each.rows)
        where = "row" if reading.table.source.is_sheet else "line"
        line = int(reading.table.row_numbers[kept][one.place])
        words = (
            f"In {where} {reading.numerals.whole(line)} of the file, “{isolated(one.name, 40)}” is {reading.numerals.exactly(one.value)}: too large to compute with"
            f"{' beside the other rows' if few else ''}."
        )
        like = (len(lines) if few else one.rows) - 1
        if like:
            words += f" {reading.numerals.count(like, 'other row')} {'is' if like == 1 else 'are'} like it."
        if few and len(lines) + len(reading.brought.choices.rows_left_out) > MOST_IN_LINK:
            return (
                [],
                f"{words} Only {reading.numerals.whole(MOST_IN_LINK)} rows can be left out here: take those rows out of the file.",
            )
        if few:
            return lines, f"{words} {'Leave them out.' if like else 'Leave that row out.'}"
        if one.name not in columns:
            return [], f"{words} Write them in a larger unit, or take that column out of the file."
        unit = ", or write them in a larger unit" if abs(one.value) > LARGEST else ""
        return [], f"{words} Choose another column{unit}."
    for name, spread in zip(columns, np.ptp(values, axis=0) if len(values) else (), strict=False):
        if 0 < spread < scaling.LEAST_SPREAD:
            return [], (
                f"The numbers in “{isolated(name, 40)}” differ by no more than {reading.numerals.rounded(spread)}: too little to compute with. "
                "Choose another column, or write them in a smaller unit."
            )
    return [], ""


def are_enough(points: Points, top: DeltaGenerator) -> bool:
    """Whether there is anything to group; a sentence if not, here beside the choice and at the `top` of the page."""
    if not len(points.X):
        words = "No row has a value in every column you chose. Choose other columns."
    elif count_distinct(points.X, 2) < 2:
        words = "All rows are at one and the same point. Choose other columns."
    else:
        return True
    for place in (st, top):
        place.error(words)
    return False
