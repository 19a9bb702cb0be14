"""Which columns count, what is asked about them, and how they are scaled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.columns import histogram_figure
from study import scaling
from study.columns_at_first import columns_next
from study.desk import Drawer, Reading, coordinates
from study.missing_codes import suspicious_codes
from study.similarities import MIXED
from study.text import in_sentence, isolated, literal
from tables import complete_rows
from ui.table import choosing, desk_state, intake, measuring
from ui.table.weights_asked import weighing
from ui.table.words_asked import words_there
from ui.your_data import near
from ui.your_data.chosen import Chosen
from ui.your_data.groups import _plot
from ui.your_data.preview import PREVIEW_ROWS, first_columns, show_rows

_STATIC = {"staticPlot": True}
_NAMED_AT_ONCE, _MOST_NAMED = 3, 50
"""Columns that cannot be used: more would push what is compared out of sight; more than the second, nobody reads."""


def choose_columns(drawer: Drawer, reading: Reading, top: DeltaGenerator) -> Chosen | None:
    """Two columns (or the only one there is), more if wanted, each with a small picture; what was left out.

    top : the head of the page, where people look for an answer, or why there is none
    """
    finding, axes = st.container(), st.columns(2, gap="medium")
    dates = choosing.choose_dates(reading, desk_state.ON_PAGE)
    names = coordinates(reading.table, dates)
    if not names:
        desk_state.carry(desk_state.ON_PAGE)
        return None
    suggested = choosing.suggestion(reading, dates)
    more: list[str] = []
    with finding:
        choosing.find_column(names, desk_state.ON_PAGE)
    with axes[0]:
        x = y = choosing.choose_axis("x", names, suggested[0], desk_state.ON_PAGE)
        _histogram(reading, x, "x")
    with axes[1]:
        if len(names) > 1:
            otherwise = suggested[0] if x == suggested[:2][-1] else suggested[:2][-1]
            y = choosing.choose_axis("y", names, otherwise, desk_state.ON_PAGE)
        if x == y:
            st.markdown(literal(choosing.alone_in_words(reading, x), 700))
        else:
            _histogram(reading, y, "y")
    mixtures = False
    if len(names) > 2:
        more = choosing.choose_more(names, x, y, desk_state.ON_PAGE, suggested)
        mixtures = choosing.choose_view(more, desk_state.ON_PAGE)
    columns = choosing.all_columns(x, y, more)
    weigh = weighing(reading)
    countable = [name for name in names if name != weigh or name in columns]
    by_prototypes = desk_state.desk().asked.near == MIXED.name
    if not (by_prototypes and reading.table.categories):  # there it is told of the words
        choosing.say_how_many_are_compared(columns, countable, choosing.MORE_ON_PAGE, by_words=by_prototypes)
    _offer_next(reading, columns)
    desk_state.carry(desk_state.ON_PAGE)
    show_unusable(reading, [*names, *words_there(reading)])
    if not measuring.can_compute(drawer, reading, columns, top):
        return None
    measuring.ask_about_missing(reading, columns)
    _left_out(reading, columns)
    if not near.is_on_the_globe(
        reading, columns
    ):  # there 179 and −179 are neighbours however they are counted
        measuring.ask_about_date_line(reading, columns)
    force = measuring.scaling_in_force(reading, columns)
    points = measuring.points_of(reading, columns, force, mixtures)
    if not measuring.are_enough(points, top):
        return None
    return Chosen(points, columns, force, mixtures, len(countable) - len(columns))


def _offer_next(reading: Reading, columns: tuple[str, ...]) -> None:
    """The columns to try next, a press each; beside a column that is alone it becomes the other axis. None beside places on the globe,
    which would be none any more, and not the one by which rows are weighed, which would no longer be what it is."""
    if near.is_on_the_globe(reading, columns):
        return
    counting = tuple(dict.fromkeys([*columns, *filter(None, [weighing(reading)])]))
    following = intake.remembered(reading, "next", counting, lambda: columns_next(reading.table, counting))
    if not following:
        return
    axis, more = desk_state.ON_PAGE["y"], desk_state.ON_PAGE["more"]

    def add(name: str) -> None:
        if len(columns) == 1:
            st.session_state[axis] = name
        else:
            st.session_state[more] = [*st.session_state[more], name]

    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("Worth trying next:", width="content")
        called = desk_state.labels_of([*following])
        for at, name in enumerate(following):
            st.button(f"Add “{in_sentence(called(name), 100)}”", on_click=add, args=(name,), key=f"next_{at}")
    reasons = [
        f"“{in_sentence(name, 40)}” is not compared unasked: it {why}."
        for name, why in following.items()
        if why
    ]
    if reasons and len(columns) > 1:  # of a column that is alone it is told above why it is
        st.caption(" ".join(reasons))


def _histogram(reading: Reading, name: str, key: str) -> None:
    def draw() -> dict[str, Any]:
        values, _ = complete_rows(measuring.table_as_counted(reading), [name])
        return histogram_figure(
            values[~scaling.too_far(values)],
            dates=reading.table.column(name).kind == "date",
            numerals=reading.numerals,
        )

    _plot(
        reading,
        f"histogram_{key}",
        (name, measuring.cuts(reading).get(name)),
        draw,
        config=_STATIC,
        alt=f"How the values of {isolated(name)} are distributed",
    )


def ask_about_codes(drawer: Drawer, reading: Reading, columns: tuple[str, ...]) -> None:
    """A -999 that stands for "no value" makes a group of its own: so it is asked about where it would count."""
    codes = intake.remembered(reading, "codes", columns, lambda: suspicious_codes(reading.table, columns))

    def take(code: str) -> None:
        drawer.choose(missing_codes=(*drawer.choices.missing_codes, code))
        drawer.generation += 1  # the boxes behind "change" show it ticked

    def keep(code: str) -> None:
        drawer.keep_value(code)

    for code, cells in codes.items():
        if code in drawer.values:
            continue
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{literal(code)}** stands in {reading.numerals.count(cells, 'cell')} of the columns you compare, far from "
                "all other numbers. Does it mean “no value”?",
                width="stretch",
            )
            st.button(f"Yes, leave {literal(code)} out", on_click=take, args=(code,), key=f"code_{code}")
            st.button("No, it is a value", on_click=keep, args=(code,), key=f"value_{code}")


def show_unusable(reading: Reading, names: Sequence[str] = ()) -> None:
    """The columns that cannot serve, each with the reason; `names` are those that can, words too."""
    usable = set(names)
    useless = [
        column for column in reading.table.columns if column.reason is not None and column.name not in usable
    ]
    if not useless:
        return
    lines = [f"- **{in_sentence(each.name)}**: {literal(each.reason, 200)}" for each in useless[:_MOST_NAMED]]
    at_once = len(lines) if len(lines) <= _NAMED_AT_ONCE + 1 else _NAMED_AT_ONCE  # nothing is folded for one
    st.caption(
        "\n".join([f"{reading.numerals.count(len(useless), 'column')} cannot be used:\n", *lines[:at_once]])
    )
    if len(useless) > at_once:
        with st.expander(f"{reading.numerals.whole(len(useless) - at_once)} more of them"):
            st.caption("\n".join(lines[at_once:]))
            if len(useless) > len(lines):
                st.caption(f"and {reading.numerals.whole(len(useless) - len(lines))} more.")


def _left_out(reading: Reading, columns: tuple[str, ...]) -> None:
    def find() -> tuple[int, pd.DataFrame]:
        rows = scaling.left_out_rows(measuring.table_as_counted(reading, columns), columns)
        line = str(rows.columns[0])
        return len(rows), first_columns(rows.head(PREVIEW_ROWS), (line, *columns)).copy()

    number, rows = intake.remembered(reading, "left out", (columns, measuring.is_filled()), find)
    if not number:
        return
    dates = any(reading.table.column(name).kind == "date" for name in columns)
    missing = "a number or a date" if dates else "a number"
    with st.expander(f"{reading.numerals.count(number, 'row')} left out: {missing} is missing"):
        st.caption("They stay in the file, with no group.")
        show_rows(rows, reading.numerals, alt="The rows that were left out")


def choose_scaling(reading: Reading, chosen: Chosen) -> None:
    """The choice, and why it matters where there is more than one column."""

    if chosen.points.nearness.measure.scaling:
        return

    def why() -> str:
        values = chosen.points.values
        return scaling.why_scaling_matters(
            values, [reading.table.column(name) for name in chosen.columns], reading.numerals
        )

    # Only a straight distance adds up squares.
    if len(chosen.columns) > 1 and chosen.points.nearness.measure.distance == "straight":
        st.markdown(literal(intake.remembered(reading, "why it matters", chosen.points.digest, why), 400))
    measuring.ask_for_scaling(reading, chosen.columns, wide=True)
    points = chosen.points
    said = (
        scaling.logs_in_words(points.names, points.logs, points.dates)
        if chosen.scaling == scaling.LOG
        else ""
    )
    if said:
        st.caption(literal(said, 400))
