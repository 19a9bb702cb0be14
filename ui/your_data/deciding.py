"""Rows that stand alone: named, and with what can be done about each."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kmeans_core import Council
from kmeans_core.checks import count_distinct
from study import council, decisions, scaling
from study.choices_in_link import MOST_IN_LINK
from study.desk import Drawer, Reading
from study.grouping import Grouping
from study.points import Points
from study.profiles import Profiles, noun_for
from study.text import literal
from tables import Topic, complete_rows
from tables.asked_for import asked_in_words
from ui.council.otherwise import hangs
from ui.table import desk_state, intake, measuring
from ui.your_data.chosen import Chosen
from ui.your_data.finding import MOST_ROWS_AGAIN, groups_of, k_of_others
from ui.your_data.why import how_called

Places = dict[int, tuple[int, DeltaGenerator]]
"""Of rows that stand alone, by their numbers: the line, and where a button may stand."""


def those_alone(reading: Reading, chosen: Chosen, found: Grouping) -> list[decisions.Alone]:
    """Rows that make a group of their own."""
    table = measuring.table_as_counted(reading, chosen.columns)
    key = (chosen.points.digest, found.k, measuring.cuts(reading))
    return intake.remembered(
        reading,
        "rows alone",
        key,
        lambda: decisions.rows_alone(complete_rows(table, chosen.columns)[0], found.labels, found.k),
    )


def lead_of_table(
    reading: Reading,
    chosen: Chosen,
    heard: Council | None,
    found: Grouping,
    rows: str,
    written: Callable[[str], str] = str,
) -> str:
    """What a table with its groups begins with: rows that stand alone where they sway the judges, or else how many groups.

    rows : those compared as they are called, plain text; written : what becomes of plain text where the headline is to be
    """
    alone, rows = those_alone(reading, chosen, found), written(rows)
    if heard is None or not alone:
        points = chosen.points
        distinct = council.distinct_rows(heard, points.X) if heard else None
        return council.table_headline(heard, found.k, rows, len(points.X), distinct, hangs(points))
    return decisions.headline_of_alone(
        [written(how_called(reading, chosen, each.row)) for each in alone],
        rows,
        len(reading.brought.choices.rows_left_out) + len(alone) <= MOST_IN_LINK,
    )


def ask_about_rows_alone(
    drawer: Drawer, reading: Reading, chosen: Chosen, found: Grouping, profiles: Profiles
) -> Places:
    """A row that makes a group of its own is named, and can be set aside. Given back are the places for `offer_logarithms`."""
    table = measuring.table_as_counted(reading, chosen.columns)

    def look() -> list[tuple[int, int, int | None, str]]:
        """Of each such row: which of those compared, its line, the column, and what is said."""
        values, kept = complete_rows(table, chosen.columns)
        lines = table.row_numbers[kept]
        return [
            (
                each.row,
                int(lines[each.row]),
                each.column,
                decisions.row_alone_in_words(
                    each, how_called(reading, chosen, each.row), values, profiles.counting
                ),
            )
            for each in those_alone(reading, chosen, found)
        ]

    gone = reading.brought.choices.rows_left_out
    key = (chosen.points.digest, found.k, measuring.cuts(reading))
    told = intake.remembered(reading, "rows alone in words", key, look)
    places: Places = {}
    for row, line, column, words in told:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(literal(words, 400), width="stretch")
            if len(gone) < MOST_IN_LINK:
                st.button(
                    "Set it aside",
                    on_click=drawer.choose,
                    kwargs={"rows_left_out": (*gone, line)},
                    key=f"set_aside_{line}",
                )
            if _has_logarithms(chosen, column):
                places[row] = line, st.empty()
    return places


def offer_logarithms(reading: Reading, chosen: Chosen, found: Grouping, places: Places) -> None:
    """Where logarithms give a row company that stands alone, columns can be counted by them. Call it last: judges are heard for it."""
    for row in _helped_by_logarithms(reading, chosen, found, set(places)):
        line, place = places[row]
        place.button("Count by logarithms", on_click=_by_logarithms, key=f"logarithm_{line}")


def _has_logarithms(chosen: Chosen, column: int | None) -> bool:
    """Whether the column has logarithms, and does not count by them yet."""
    if chosen.scaling == scaling.LOG or chosen.points.nearness.measure.scaling:
        return False
    points = chosen.points
    never = {*points.dates, *(j for j, _ in points.cuts)}
    return any(j == column for j, _ in scaling.logs_of(points.values, never))


def _helped_by_logarithms(reading: Reading, chosen: Chosen, found: Grouping, rows: set[int]) -> set[int]:
    """Which of these rows share a group with others where the columns count by logarithms: in as many groups as now, and in as many as the
    page then opens with."""
    if not rows or not chosen.points.nearness.is_plain or len(chosen.points.X) > MOST_ROWS_AGAIN:
        return set()
    points = measuring.points_of(reading, chosen.columns, scaling.LOG, chosen.mixtures)
    helped = _in_company(points, found.k, rows)
    return _in_company(points, k_of_others(points, scaling.LOG, found.k), helped) if helped else helped


def _in_company(points: Points, k: int, rows: set[int]) -> set[int]:
    """Which of these rows share their group with others, of k groups."""
    made = groups_of(points, k) if count_distinct(points.X, k) >= k else None
    return set() if made is None else {row for row in rows if decisions.is_in_company(made.labels, row)}


def _by_logarithms() -> None:
    desk_state.desk().scaling = scaling.LOG


def rows_compared_in_words(reading: Reading, chosen: Chosen, noun: str) -> str:
    """The rows that are compared as they are called, and which were left out: plain text."""
    n = len(chosen.points.X)
    table = reading.table
    missing = len(table.frame) - n
    filled = {fill.column: fill.cells for fill in chosen.points.fills}
    return decisions.rows_in_words(
        desk_state.whose(),
        n,
        noun_for(n + missing, noun),
        {
            name: table.column(name).n_missing + table.column(name).n_unreadable - filled.get(name, 0)
            for name in chosen.in_file
        },
        missing,
        len(reading.brought.choices.rows_left_out),
        sum(filled.values()),
        reading.numerals,
        asked_in_words(table.of_all, reading.brought.choices, reading.numerals.exactly),
        table.receipt.count(Topic.ASKED_FOR),
    )
