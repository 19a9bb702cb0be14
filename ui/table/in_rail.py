"""Beside the figure, where a table is brought and its columns are chosen."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from study.desk import (
    EXAMPLE,
    Drawer,
    Reading,
    coordinates,
)
from study.nearness import Nearness, left_behind_in_words
from study.points import Points
from study.text import in_sentence, literal
from ui.table.choosing import (
    MORE_IN_RAIL,
    all_columns,
    alone_in_words,
    choose_axes,
    choose_axis,
    choose_dates,
    choose_more,
    choose_view,
    find_column,
    say_how_many_are_compared,
    suggestion,
)
from ui.table.desk_state import (
    IN_RAIL,
    ON_PAGE,
    carried_in_address,
    carry,
    desk,
    follow_address,
    put,
    remember_in_address,
    take_over_choices,
)
from ui.table.intake import LIMIT, STAYS_HERE, YOUR_DATA_PAGE, read, show_trouble, size_in_words, take_file
from ui.table.measuring import (
    are_enough,
    ask_about_date_line,
    ask_about_missing,
    ask_for_scaling,
    can_compute,
    points_of,
)
from ui.table.weights_asked import weighing
from ui.table.words_asked import words_asked

BRING_HERE = "A table with numbers in it"
"""What stands above the place to drop a file."""


def upload_panel(top: DeltaGenerator) -> Points | None:
    """For the rail: drop a file, choose columns. None while there are no points.

    top : the head of the page, where it says why a file that was brought makes none: on a phone the rail is far below
    """
    take_over_choices(IN_RAIL)
    take_file(BRING_HERE)
    follow_address()
    drawer = desk().drawer
    read(drawer)
    show_trouble(drawer, top)
    reading = drawer.shown
    if reading is None:
        st.caption(LIMIT)
        return None
    is_example = desk().active == EXAMPLE
    st.caption(
        f"{in_sentence(reading.brought.filename, 40)}: {size_in_words(reading)}."
        + ("" if is_example else f" {STAYS_HERE}")
    )
    points = None if reading.problem and not reading.saved_by_dates else choose_points(drawer, reading, top)
    carry(IN_RAIL)
    st.page_link(
        YOUR_DATA_PAGE,
        label="How it was read, groups in words",
        icon=":material/receipt_long:",
        query_params=carried_in_address(reading, ON_PAGE),
    )
    remember_in_address()
    put("table", [str(drawer.taken)] if is_example else [])
    return points


def choose_points(drawer: Drawer, reading: Reading, top: DeltaGenerator) -> Points | None:
    """All choices that make points of a table, one under the other, for a narrow place."""
    axes = st.container()
    dates = choose_dates(reading, IN_RAIL, top)
    names = coordinates(reading.table, dates)
    if not names:
        return None
    suggested = suggestion(reading, dates)
    with axes:
        find_column(names, IN_RAIL)
        if len(names) == 1:
            x = y = choose_axis("x", names, suggested[0], IN_RAIL)
        else:
            x, y = choose_axes(names, suggested[0], suggested[:2][-1])
        if x == y:
            st.caption(literal(alone_in_words(reading, x), 700))
    more: list[str] = []
    mixtures = False
    if len(names) > 2:
        with st.expander(MORE_IN_RAIL):
            more = choose_more(names, x, y, IN_RAIL)
            mixtures = choose_view(more, IN_RAIL)
    columns = all_columns(x, y, more)
    say_how_many_are_compared(columns, names, MORE_IN_RAIL)
    if not can_compute(drawer, reading, columns, top):
        return None
    ask_about_missing(reading, columns)
    ask_about_date_line(reading, columns)
    chosen = ask_for_scaling(reading, columns)
    points = points_of(reading, columns, chosen, mixtures)
    for note in points.notes:
        st.caption(literal(note, 500))
    wished = Nearness(weighed_by=weighing(reading), sizes=desk().asked.sizes)
    if left_behind := left_behind_in_words(wished):
        st.caption(literal(left_behind, 500))
    points = replace(points, words=words_asked(reading))
    return points if are_enough(points, top) else None
