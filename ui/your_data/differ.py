"""How the groups differ, column by column: how much they explain, a picture of each column, words by group."""

from __future__ import annotations

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from charts.group_columns import column_svg, words_svg
from study import spread
from study.desk import Reading
from study.grouping import Grouping
from study.profiles import Profiles
from study.rules import Rule, find_rules
from study.scales import rising_words, words_of
from study.spread import ColumnSpread, CrossTable
from study.text import literal, shortened
from tables import Table
from tables.select import numbers_of
from ui.table import intake, measuring
from ui.theme import is_dark
from ui.your_data.chosen import Chosen
from ui.your_data.why import rows_compared

_WIDTH = 560


def rules_of(reading: Reading, chosen: Chosen, found: Grouping) -> list[Rule | None]:
    """The rule for each group."""
    return intake.remembered(
        reading,
        "rules",
        (chosen.points.digest, found.k),
        lambda: find_rules(
            chosen.points.values, found.labels, found.k, [column for column, _ in chosen.points.cuts]
        ),
    )


def spread_of(
    reading: Reading, chosen: Chosen, found: Grouping, profiles: Profiles, name: str
) -> ColumnSpread:
    """A column of numbers by group."""
    table, rows = measuring.table_as_counted(reading, chosen.columns), rows_compared(reading, chosen)
    return intake.remembered(
        reading,
        "spread",
        (chosen.points.digest, found.k, name),
        lambda: make_spread(table, rows, chosen, found, profiles, name),
    )


def make_spread(
    table: Table,
    rows: NDArray[np.signedinteger],
    chosen: Chosen,
    found: Grouping,
    profiles: Profiles,
    name: str,
) -> ColumnSpread:
    """The same, made anew. table : as it counts; rows : which of its rows are compared"""
    if name in chosen.columns:
        values = chosen.points.values[:, chosen.columns.index(name)]
    else:
        ((_, everywhere),) = numbers_of(table, [name])
        values = everywhere[rows]
    number = next(each for each in profiles.numbers if each.column == name)
    weights = chosen.points.nearness.weights
    return spread.column_spread(number, np.asarray(values), found.labels, found.k, weights)


def words_by_group(reading: Reading, chosen: Chosen, found: Grouping, name: str) -> CrossTable:
    """A column of words by group."""
    return intake.remembered(
        reading,
        "words by group",
        (chosen.points.digest, found.k, name),
        lambda: spread.cross_table(
            words_of(reading.table, name).iloc[rows_compared(reading, chosen)],
            found.labels,
            found.k,
            rising_words(reading.table, name),
        ),
    )


def number_picture(made: ColumnSpread, profiles: Profiles, *, dark: bool = False) -> str:
    """The picture of a column of numbers, as SVG."""
    return column_svg(
        made.number.column,
        [profiles.title(j) for j in range(profiles.k)],
        made.number.means,
        made.low,
        made.high,
        made.quantiles,
        made.values,
        made.labels,
        made.number.said,
        dark=dark,
    )


def words_picture(made: CrossTable, profiles: Profiles, *, dark: bool = False) -> str:
    """The picture of a column of words, as SVG."""
    titles = [profiles.title(j) for j in range(profiles.k)]
    return words_svg(made.column, titles, made.words, made.rows, dark=dark, numerals=profiles.numerals)


def show_columns(reading: Reading, chosen: Chosen, found: Grouping, profiles: Profiles) -> None:
    """Folded: the share explained, and one column after the other."""
    box = st.expander(
        "How do the groups differ, column by column?",
        icon=":material/bar_chart:",
        key="columns_by_group",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        near = chosen.points.nearness
        st.markdown(literal(spread.explained_in_words(found.explained, profiles, near), 400))
        numbers = {number.column: number for number in profiles.numbers}
        names = [*numbers, *(word.column for word in profiles.words)]
        name: str = st.selectbox(
            "Column", names, format_func=lambda each: shortened(each), key="column_by_group", width=_WIDTH
        )
        if name in numbers and numbers[name].scale is None:
            made = spread_of(reading, chosen, found, profiles, name)
            st.image(
                number_picture(made, profiles, dark=is_dark()),
                width=_WIDTH,
                alt="The column by group; its averages are in the table of profiles",
            )
            st.caption(how_to_read(made))
        else:
            cross = words_by_group(reading, chosen, found, name)
            st.image(
                words_picture(cross, profiles, dark=is_dark()),
                width=_WIDTH,
                alt="The words by group; the table below has the numbers",
            )
            frame = spread.cross_frame(cross, profiles)
            st.dataframe(frame, hide_index=True, height="content", alt="How often each word is in each group")


def how_to_read(made: ColumnSpread) -> str:
    """What is to be seen in the picture of a column of numbers."""
    drawn = (
        "Each small point is a row."
        if len(made.values)
        else "The box holds the middle half of the rows, its line the value in the middle; the thin line reaches over 90 of 100 rows."
    )
    of_column = made.number.numerals.share(made.explained)
    interval = (
        "; the bar across it is its 95% interval: as far as chance alone may move the average, were these rows drawn from many."
        if np.isfinite(made.low).any()
        else "."
    )
    return (
        f"{drawn} The ringed point is the {made.number.center}{interval} The groups explain {of_column} of the spread of this column"
        f"{'; they were made by it, so that they differ here proves nothing' if made.number.counts else ''}."
    )
