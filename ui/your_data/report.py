"""The report: what the page says, gathered into one file."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from urllib.parse import urlencode

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from charts.group_columns import TITLE_LETTERS, scatter_svg
from kmeans_core import Council
from study import council, grouping, links, one_column, spread
from study.desk import Reading, coordinates
from study.grouping import Grouping
from study.groups_in_words import besides, group_headline, profile_table, typical_values, words_of_group
from study.measured import divided_in_words
from study.nearness import profiled_in_words
from study.other_ways import others_in_words
from study.profiles import Profiles
from study.report import GroupReport, Report, report_html
from study.rules import Rule, rule_in_words
from study.scales import rising_words, words_of
from study.scaling import LOG, SCALING_LABELS
from study.text import isolated, shortened
from study.word_axes import on_axes, titled
from study.words import count
from tables import Table
from ui.council.otherwise import hangs, known
from ui.table import desk_state, measuring
from ui.your_data import deciding, differ
from ui.your_data.chosen import Chosen
from ui.your_data.why import rows_compared

MOST_PICTURES = 12
"""So many columns have a picture in the report; those that are compared come first."""


def prepare_report(
    reading: Reading, chosen: Chosen, heard: Council | None, found: Grouping, profiles: Profiles, noun: str
) -> Callable[[], str]:
    """What makes the report as HTML. It is called where there is no visit any more, so what the visit knows is asked for here; the
    pictures, which take time, are drawn there."""
    n, near = len(chosen.points.X), chosen.points.nearness
    rows = deciding.rows_compared_in_words(reading, chosen, noun)
    reliable = [spread.explained_in_words(found.explained, profiles, near)]
    if heard is not None:
        alone, others = len(deciding.those_alone(reading, chosen, found)), known(chosen.points)
        said = council.whether_they_stand_apart(
            heard,
            n,
            found.k,
            alone,
            reading.numerals,
            council.distinct_rows(heard, chosen.points.X),
            hangs(chosen.points),
        )
        reliable.append(f"Do they stand apart? {said}")
        if not alone:
            told = others_in_words(chosen.points, others, reading.numerals)
            reliable += [f"{question} {answer}" for question, answer in told.items()]
    if found.k > 1:
        reliable.append(f"Are they found reliably? {grouping.how_found(found)}")
    table, places = measuring.table_as_counted(reading, chosen.columns), rows_compared(reading, chosen)
    rules = differ.rules_of(reading, chosen, found)
    choices = _choices(chosen, found)
    headline = deciding.lead_of_table(reading, chosen, heard, found, rows)
    address = address_in_force(reading, chosen, found)

    def make() -> str:
        return report_html(
            Report(
                title=headline,
                file=shortened(reading.brought.filename, 80),
                made=datetime.date.today(),
                read=tuple(line.words for line in reading.table.receipt.lines),
                choices=choices,
                reliable=tuple(reliable),
                picture=_picture(chosen, found, profiles),
                groups=tuple(
                    _group(chosen, found, profiles, rules[group], group, noun) for group in range(found.k)
                ),
                pictures=_pictures(table, places, chosen, found, profiles),
                profiles=profile_table(profiles, noun),
                profiled=profiled_in_words(near),
                repeat=(
                    "Open the page “Your data” and bring the same file.",
                    "Make the choices that stand under “What was compared”, or put the settings below behind the address of the page.",
                    f"{'k-means' if near.is_k_means else 'The method'} was tried {found.starts} times, each time from other first "
                    f"{'means' if near.is_k_means else 'centers'}, picked by {grouping.INITIALIZATION}. The best answer it came to is "
                    f"the one here; the app calls that try start {found.seed}.",
                ),
                address=address,
            )
        )

    return make


def address_in_force(reading: Reading, chosen: Chosen, found: Grouping) -> str:
    """All settings, as an address of the page has them, those too that it suggested by itself: the same address makes the same groups
    when the page comes to suggest others."""
    names = coordinates(reading.table, st.query_params.get(links.DATED.name) == "true")
    first, *others = map(desk_state.labels_of(names), chosen.in_link)
    settings: dict[str, str | list[str]] = {name: st.query_params.get_all(name) for name in st.query_params}
    settings |= {
        links.ON_PAGE_X.name: first,
        links.ON_PAGE_Y.name: others[0] if others else first,
        links.INTO.name: str(found.k),
        links.SCALING.name: chosen.scaling,
        links.BY.name: chosen.points.nearness.measure.name,
    }
    if len(names) > 2:  # else no others can be chosen
        settings[links.ALSO.name] = others[1:] or ""
    in_order = {each.name: settings[each.name] for each in links.YOUR_DATA if each.name in settings}
    return f"?{urlencode(in_order, doseq=True)}"


def _choices(chosen: Chosen, found: Grouping) -> tuple[str, ...]:
    columns = ", ".join(f"“{isolated(name, 60)}”" for name in chosen.in_file)
    said = [
        f"{count(len(chosen.in_file), 'column')}: {columns}.",
        f"{count(found.k, 'group')}.",
        *chosen.points.notes,
    ]
    near = chosen.points.nearness
    said.append(near.in_words())
    if (len(chosen.columns) > 1 or chosen.scaling == LOG) and not near.measure.scaling:
        said.insert(1, f"How the columns count: {SCALING_LABELS[chosen.scaling]}.")
    return tuple(each for each in said if each)


def _picture(chosen: Chosen, found: Grouping, profiles: Profiles) -> str:
    points = chosen.points
    plane = on_axes(points, found.labels, found.means)
    titles = [
        titled(own, words, TITLE_LETTERS) if words else one_column.TITLE if plane.stacked and axis else title
        for axis, (own, title, words) in enumerate(
            zip(plane.titles, points.axis_titles, plane.words, strict=True)
        )
    ]
    ends = []
    for axis in (0, 1):
        low, high = profiles.numerals.data([plane.places[:, axis].min(), plane.places[:, axis].max()])
        number = profiles.counting[points.axes[axis]] if axis < len(profiles.counting) else None
        if points.axis_dates[axis] and number is not None:
            low, high = (
                number.said(float(end)) for end in (plane.places[:, axis].min(), plane.places[:, axis].max())
            )
        ends.append(("", "") if plane.words[axis] or (axis == 1 and plane.stacked) else (low, high))
    names = [f"{profiles.title(j)} ({profiles.numerals.whole(int(found.sizes[j]))})" for j in range(found.k)]
    return scatter_svg(
        plane.places, found.labels, plane.means, names, (titles[0], titles[1]), (ends[0], ends[1])
    )


def _group(
    chosen: Chosen, found: Grouping, profiles: Profiles, rule: Rule | None, group: int, noun: str
) -> GroupReport:
    lines = []
    if int(profiles.sizes[group]):
        values = " · ".join(
            f"{isolated(name, 30)} {value} (all: {overall})"
            for name, value, overall in typical_values(profiles, group)
        )
        if values and not profiles.told:
            lines.append(f"Typical: {values}")
        lines.extend(filter(None, [divided_in_words(chosen.points, found.means[group], profiles.numerals)]))
        lines.extend(filter(None, [words_of_group(profiles, group)]))
        more = besides(profiles, group)
        if more:
            lines.append(f"Besides: {' · '.join(more)}")
        if rule is not None:
            lines.append(f"In short: {rule_in_words(rule, profiles)}.")
    return GroupReport(group_headline(profiles, group, noun), tuple(lines))


def _pictures(
    table: Table, rows: NDArray[np.signedinteger], chosen: Chosen, found: Grouping, profiles: Profiles
) -> tuple[tuple[str, str, str], ...]:
    made = []
    for number in profiles.numbers[:MOST_PICTURES]:
        if number.scale is not None:
            made.append(_of_words(table, rows, found, profiles, number.column))
            continue
        column = differ.make_spread(table, rows, chosen, found, profiles, number.column)
        made.append((number.column, differ.number_picture(column, profiles), differ.how_to_read(column)))
    for word in profiles.words[: max(0, MOST_PICTURES - len(made))]:
        made.append(_of_words(table, rows, found, profiles, word.column))
    return tuple((shortened(head, 60), svg, words) for head, svg, words in made)


def _of_words(
    table: Table, rows: NDArray[np.signedinteger], found: Grouping, profiles: Profiles, name: str
) -> tuple[str, str, str]:
    words = words_of(table, name).iloc[rows]
    cross = spread.cross_table(words, found.labels, found.k, rising_words(table, name))
    return name, differ.words_picture(cross, profiles), "How often each word is in each group."
