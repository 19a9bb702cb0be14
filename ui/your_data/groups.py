"""The groups: the short answer, the pictures, and each in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from charts import palette
from charts.groups import groups_figure, marked
from charts.stepper import MOST_SHOWN
from kmeans_core import Council
from study import council as words
from study import grouping, links, scaling
from study.desk import Reading
from study.grouping import Grouping
from study.groups_in_words import (
    MOST_PROFILED,
    besides,
    group_told,
    profile_table,
    typical_values,
    who,
    words_of_group,
)
from study.measured import center_of_all, divided_in_words, places_in_words
from study.nearness import profiled_in_words
from study.points import Points
from study.profiles import Profiles, make_profiles, noun_for
from study.rules import Rule, rule_in_words
from study.text import in_sentence, isolated, literal, shortened
from study.words import count
from tables import complete_rows
from ui import layout, pages
from ui.council.otherwise import hangs, tell_other_answers
from ui.figure import show_figure
from ui.table import desk_state, intake, measuring
from ui.theme import is_dark
from ui.your_data import deciding, differ, why
from ui.your_data.chosen import Chosen

_PLAIN = {"displayModeBar": False}


TOO_FEW = words.FEW_ROWS // 2
"""Of fewer rows, half of the fewest on which the judges were tried, chance alone makes groups that look as good."""
_NAMED = 4
"""So many of the columns that count are named where others do not; the list under 2 has them all."""
MOST_IN_WORDS = 6
MOST_LINES = 20
"""A longer table of profiles scrolls."""


GROUPS, DOWNLOADS = "your-groups", "take-it-with-you"
"""Parts of the page that the short answer at its top leads to."""


def heading(text: str, anchor: str | None = None) -> None:
    """The head of a part of the page. `text` is Markdown."""
    st.header(text, anchor=anchor or False)


def _plot(
    reading: Reading, key: str, of: object, draw: Callable[[], dict[str, Any]], *, config: Any, alt: str
) -> None:
    """A plot, drawn once for what it is `of`."""
    show_figure(intake.remembered(reading, f"plot {key}", of, draw), key, config=config, alt=alt)


def short_answer(reading: Reading, chosen: Chosen, heard: Council | None, found: Grouping, noun: str) -> None:
    """For the head of the page: how many groups there are; whether they stand apart, and how reliably they are found, which are
    two questions; and where to find them."""
    n = len(chosen.points.X)
    rows = deciding.rows_compared_in_words(reading, chosen, noun)
    layout.lead(deciding.lead_of_table(reading, chosen, heard, found, rows, partial(literal, longest=400)))
    said = chosen.points.nearness.in_words()
    if said:
        st.markdown(literal(said, 700))
    if heard is not None:
        alone = len(deciding.those_alone(reading, chosen, found))
        distinct, otherwise = words.distinct_rows(heard, chosen.points.X), hangs(chosen.points)
        st.markdown(
            f"**Do they stand apart?** {words.whether_they_stand_apart(heard, n, found.k, alone, reading.numerals, distinct, otherwise)}"
        )
        if not alone:
            tell_other_answers(chosen.points, reading.numerals)
    if found.k > 1:
        st.markdown(f"**Are they found reliably?** {grouping.how_found(found)}")
    if chosen.further:
        by = ", ".join(f"“{in_sentence(each, 40)}”" for each in chosen.in_file[:_NAMED])
        more = len(chosen.in_file) - _NAMED
        do = "does" if chosen.further == 1 else "do"
        st.caption(
            f"All this by {by}{f' and {more} more' if more > 0 else ''} alone: "
            f"{reading.numerals.count(chosen.further, 'more usable column')} {do} not count. Choose under 2."
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"[Read the groups](#{GROUPS}) or [take them with you](#{DOWNLOADS}).", width="content")
        if heard is not None and len(heard.ks) > 1:
            st.page_link(
                pages.HOW_MANY.file,
                label=words.why_in_words(heard),
                query_params={
                    "data": links.UPLOAD,
                    links.BY.name: chosen.points.nearness.measure.name,
                    **desk_state.carried_in_address(reading, desk_state.IN_RAIL),
                },
            )


def show_groups(reading: Reading, chosen: Chosen, found: Grouping, profiles: Profiles, noun: str) -> None:
    """The plot, the groups in words beside it, and the table of profiles."""
    points, near = chosen.points, chosen.points.nearness
    plane = why.drawn_on(chosen, found)
    titles = plane.titles
    if points.components is None:
        across, up = (
            title if words else _with_unit(reading, name, title)
            for name, title, words in zip(points.names * 2, titles, plane.words, strict=False)
        )
        titles = (across, titles[1] if plane.stacked else up)
    st.markdown(
        f"**{profiles.numerals.whole(len(points.X))} {literal(noun_for(len(points.X), noun))} in {count(found.k, 'group')}.**"
    )
    if found.k > 1 and len(points.X) < TOO_FEW:
        st.markdown(
            f"{len(points.X)} rows: too few to speak of groups. Take them for a way to sort your rows, not for a finding."
        )
    left, right = st.columns([3, 2], gap="medium")

    def draw() -> dict[str, Any]:
        return groups_figure(
            plane.places,
            found.labels,
            plane.means,
            axis_titles=titles,
            dates=points.axis_dates,
            unit_ratio=1.0 if points.scale is None else None,
            stacked=plane.stacked,
            dark=is_dark(),
            titles=[profiles.title(j) for j in range(profiles.k)],
            numerals=reading.numerals,
            words=plane.words,
        )

    row, group = why.row_asked(reading, chosen), why.group_looked_at(found)
    with left:
        figure = intake.remembered(
            reading, "plot groups", (points.digest, found.k, is_dark(), profiles.names), draw
        )
        place = None if row is None else plane.places[row]
        show_figure(
            marked(figure, place, group, dark=is_dark()),
            why.PLOT,
            config=_PLAIN,
            alt=f"The rows in the colours of {found.k} groups; across: {isolated(titles[0])}, up: {isolated(titles[1])}",
            on_press=lambda: why.press_point(reading, chosen, found),
        )
        if len(chosen.in_file) > 2 and points.components is None and not plane.stacked:
            first, second = (
                title if words else name
                for name, title, words in zip(points.names, plane.titles, plane.words, strict=False)
            )
            st.caption(
                f"The plot shows two of the {len(chosen.in_file)} columns that count, {in_sentence(first, 40)} and "
                f"{in_sentence(second, 40)}: groups that overlap here may differ in the others."
            )
        if any(plane.words):
            st.caption("Rows with the same word lie side by side around it, group after group.")
        if len(points.X) > MOST_SHOWN:
            st.caption(
                f"The plot shows {reading.numerals.whole(MOST_SHOWN)} of the rows, picked at random. All numbers count every row."
            )
    rules = differ.rules_of(reading, chosen, found)
    with right:
        at_once = (
            found.k if found.k <= MOST_IN_WORDS + 1 else MOST_IN_WORDS
        )  # nothing is folded for one group
        for j in range(at_once):
            _group_in_words(points, found, profiles, rules, j, noun)
        if found.k > at_once:
            with st.expander(f"Groups {at_once + 1} to {found.k}"):
                for j in range(at_once, found.k):
                    _group_in_words(points, found, profiles, rules, j, noun)
    why.show_why(reading, chosen, found, profiles, noun)
    differ.show_columns(reading, chosen, found, profiles)
    st.markdown(f"**Profiles**: {profiled_in_words(near)}")
    lines = intake.remembered(
        reading,
        "lines",
        (points.digest, found.k, noun, measuring.cuts(reading), profiles.names),
        lambda: profile_table(profiles, noun),
    )
    st.dataframe(
        lines,
        height="content" if len(lines) <= MOST_LINES else "auto",
        hide_index=True,
        column_config={"Column": st.column_config.Column(pinned=True)},
        alt="A table of what is typical in each group",
    )
    if len(profiles.numbers) > MOST_PROFILED:
        st.caption(
            f"The table shows {MOST_PROFILED} of {reading.numerals.whole(len(profiles.numbers))} columns of numbers: those you compare, then the "
            "first in the file. “The profiles” below have them all."
        )
    st.caption(
        f"“High” and “low”{', for dates “late” and “early”,' if points.dates else ''} compare the {'average' if profiles.told else near.typical} of the group with "
        "that of all: more than half a standard deviation away (“very”: more than one and a half; “rather”: a quarter). "
        f"{'A word is named where at least half of the group have it, and more often than all rows. ' if near.words else ''}"
        f"“Besides” names columns that did not count when the groups were made. “In short” is the rule of one or two thresholds{' or words' if near.words else ''} "
        "that tells the group best from the others; it was not used to make them. All values are in the units of the file."
    )


def _with_unit(reading: Reading, name: str, title: str) -> str:
    """The title of the axis of a column."""
    unit = reading.table.column(name).unit
    return f"{title} ({shortened(unit, 12)})" if unit else title


def _group_in_words(
    points: Points,
    found: Grouping,
    profiles: Profiles,
    rules: Sequence[Rule | None],
    group: int,
    noun: str,
) -> None:
    first = who(profiles, group, noun)
    rest = group_told(profiles, group)
    values = " · ".join(
        f"{in_sentence(name, 30)} {literal(value)} (all:\u00a0{literal(overall)})"
        for name, value, overall in typical_values(profiles, group)
    )
    with st.container(horizontal=True, gap="small", wrap=False):
        st.html(_swatch(group), width="content")
        with st.container(gap=None):
            st.markdown(f"**{literal(first, 80)}:** {literal(rest, 300)}")
            if int(profiles.sizes[group]):
                if values and not profiles.told:
                    st.caption(f"Typical: {values}")
                divided = divided_in_words(points, found.means[group], profiles.numerals)
                if divided:
                    st.caption(literal(divided, 300))
                common = words_of_group(profiles, group)
                if common:
                    st.caption(literal(common, 400))
                more = [literal(each, 200) for each in besides(profiles, group)]
                if more:
                    st.caption(f"Besides: {' · '.join(more)}")
                rule = rules[group]
                if rule is not None:
                    st.caption(f"In short: {literal(rule_in_words(rule, profiles), 300)}.")
                if found.k > 1:
                    looked_at = why.group_looked_at(found) == group
                    st.button(
                        "Show all groups again" if looked_at else "Show these rows",
                        on_click=why.look_at,
                        args=(found, group),
                        key=f"look_{group}",
                        type="tertiary",
                    )


def _swatch(group: int) -> str:
    """The colour and the symbol of a group as a small element of HTML, in which no drawing would survive."""
    corners = palette.symbol_path(group, 50.0).strip("MZ").split("L")
    places = ", ".join(
        f"{50 + float(x):.1f}% {50 + float(y):.1f}%" for x, y in (corner.split(",") for corner in corners)
    )
    shape = f"background:{palette.color(group)};clip-path:polygon({places})"
    return f'<div style="width:16px;height:16px;margin-top:4px;{shape}" aria-hidden="true"></div>'


def profiles_of(reading: Reading, chosen: Chosen, found: Grouping) -> Profiles:
    """What each group is like."""
    points, near = chosen.points, chosen.points.nearness

    def make() -> Profiles:
        table = measuring.table_as_counted(reading, chosen.columns)
        means, overall = points.to_units(found.means), None
        if near.typical == "average":
            values = complete_rows(table, chosen.columns)[0]
            means = scaling.averages_by_group(values, found.labels, means, near.weights)
        else:
            overall = points.to_units(center_of_all(points)[np.newaxis])[0]
        made = make_profiles(
            table,
            chosen.columns,
            found.labels,
            means,
            measuring.cuts(reading),
            center=near.typical,
            overall=overall,
            weighed_by=near.weighed_by,
            weights=near.weights,
            matched=near.words,
        )
        return replace(made, told=places_in_words(points, found.labels, found.means, made.numerals))

    return intake.remembered(reading, "profiles", (points.digest, found.k, measuring.cuts(reading)), make)
