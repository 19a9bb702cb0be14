"""What hangs on the choices: one group more, and all combinations, each a press away."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from charts.decisions import flow_svg
from kmeans_core.checks import count_distinct
from study import decisions, lab, links, scaling
from study.choices_in_link import MOST_IN_LINK
from study.desk import Drawer, Reading
from study.filling import medians_of
from study.grouping import Grouping
from study.lab import Lab, Outcome, Way
from study.numerals import Numerals
from study.profiles import noun_for
from study.text import literal
from study.turns import work_of
from study.words import count
from tables import Table, complete_rows, numeric_columns
from tables.select import as_numbers, numbers_of
from ui.component import Payload, component
from ui.table import desk_state, intake, measuring
from ui.visit import shelves, waiting
from ui.your_data.chosen import Chosen
from ui.your_data.finding import MOST_ROWS_AGAIN, groups_of

_component = component("kmeans_lab", Path(__file__).with_suffix(".js"))
_KEY, _LAB = "lab", "lab"
MOST_NAMED = 20
"""So many rows that hang on a choice are named by their lines."""


def show_lab(drawer: Drawer, reading: Reading, chosen: Chosen, found: Grouping, noun: str) -> None:
    """Folded: it is for those who wonder, and computes some hundred groupings."""
    box = st.expander("What if you chose otherwise?", key="what_if", on_change="rerun")
    if not box.open:
        return
    with box:
        _one_group_more(drawer, reading, chosen, found, noun)
        if not chosen.points.nearness.is_plain:
            st.caption(
                "What other columns and ways of counting would change is worked out for straight distances alone, in which each row counts "
                "once and groups are of any size: see 2."
            )
            return
        _all_choices(drawer, reading, chosen, found, noun)


def _one_group_more(drawer: Drawer, reading: Reading, chosen: Chosen, found: Grouping, noun: str) -> None:
    """Which group splits, and who moves."""
    X = chosen.points.X
    k = found.k
    if k + 1 > links.INTO.high or len(X) > MOST_ROWS_AGAIN or count_distinct(X, k + 1) <= k:
        return
    more = groups_of(chosen.points, k + 1)
    if more is None:
        return
    going = lab.flow(found.labels, k, more.labels)
    left, right = st.columns([2, 3], gap="medium", vertical_alignment="center")
    with left:
        _component(
            key="flow",
            data=_identified({"svg": flow_svg(going.rows, _alt(k), reading.numerals), "tables": []}),
            height="content",
        )
    with right:
        st.markdown(
            f"**{count(k, 'group').capitalize()} beside {k + 1}.** {literal(lab.flow_in_words(going, noun_for(2, noun), reading.numerals), 300)}"
        )
        st.button(
            f"Make {k + 1} groups",
            on_click=_open,
            args=(Way(chosen.in_link, chosen.scaling, k + 1, filled=drawer.filled), (), drawer),
            key="one_more",
        )


def _all_choices(drawer: Drawer, reading: Reading, chosen: Chosen, found: Grouping, noun: str) -> None:
    table = measuring.table_as_counted(reading)
    own, kept = complete_rows(measuring.table_as_counted(reading, chosen.columns), chosen.columns)
    lines = table.row_numbers
    whole = np.flatnonzero(kept)
    alone = [int(whole[each.row]) for each in decisions.rows_alone(own, found.labels, found.k)]
    besides = intake.remembered(
        reading, "other columns", chosen.points.digest, lambda: _others(reading, chosen.columns, table, kept)
    )
    others = besides[: lab.MOST_COLUMNS]
    now = Way(chosen.columns, chosen.scaling, found.k, filled=measuring.is_filled())
    can_fill = measuring.can_fill(reading, chosen.columns)
    order = lab.by_what_they_carry(chosen.points.X, found.labels, chosen.columns)
    all_ways = lab.ways(now, others, links.INTO.high, bool(alone), can_fill, order=order)
    never = [chosen.columns[j] for j in {*chosen.points.dates, *(j for j, _ in chosen.points.cuts)}]
    labels = np.full(len(kept), -1, dtype=np.intp)
    labels[whole] = found.labels
    names = [*chosen.columns, *others]
    made = Lab(as_numbers(table, names), names, never, alone, labels, medians_of(table, names))
    done = _computed(made, all_ways, (chosen.points.digest, now, tuple(others)))
    outcomes = {way: outcome for way, outcome in done.items() if outcome is not None}
    st.markdown(
        f"**Every choice.** {literal(lab.company_verdict(now, list(outcomes.values()), made.n, noun_for(2, noun), reading.numerals), 600)}"
    )
    bound = lab.bound_in_words(now, all_ways, len(besides), reading.numerals)
    if bound:
        st.caption(literal(bound, 800))
    changing = np.flatnonzero(lab.rows_changing(now, list(outcomes.values())))
    if 0 < len(changing) <= made.n / 2:
        st.caption(
            literal(_where(lines[made.rows[changing]].tolist(), table.source.is_sheet, reading.numerals), 400)
        )
    st.caption(
        "A row keeps its company if the group it is then in is the one that matches its own best. Each cell is one choice and the "
        "share of rows that keep their company, of those that are in a group both times; press it to make that choice."
        + (
            f" Computed on {reading.numerals.whole(made.n)} of the rows, picked at random."
            if made.n < len(own)
            else ""
        )
    )
    payload = _payload(now, all_ways, outcomes, reading.numerals)
    aside = tuple(lines[alone].tolist())
    _component(
        key=_KEY, data=payload, on_open_change=lambda: _pressed(all_ways, aside, drawer), height="content"
    )


def _where(lines: Sequence[int], is_sheet: bool, numerals: Numerals) -> str:
    kind = "row" if is_sheet else "line"
    shown = ", ".join(numerals.whole(line) for line in lines[:MOST_NAMED])
    more = f" and {numerals.whole(len(lines) - MOST_NAMED)} more" if len(lines) > MOST_NAMED else ""
    return f"Not the same in all: {kind}{'' if len(lines) == 1 else 's'} {shown}{more} of the file."


def _others(reading: Reading, columns: Sequence[str], table: Table, kept: NDArray[np.bool_]) -> list[str]:
    """Columns that could count besides, but for those that merely name the rows.

    table : as it counts; kept : which of its rows are compared, booleans of shape (n_rows,)
    """
    names = [
        n
        for n in numeric_columns(reading.table)
        if n not in columns and not reading.table.column(n).identifier_like
    ]
    return [
        name
        for name, values in numbers_of(table, names)
        if not scaling.too_far(values[kept & np.isfinite(values), np.newaxis]).any()
    ]


def _computed(made: Lab, all_ways: Sequence[Way], of: tuple[object, ...]) -> dict[Way, Outcome | None]:
    """What is computed so far: all of it, unless somebody pressed *Stop*. What was done is kept, whatever ends it."""
    key = (_LAB, *of)
    shelf = shelves.of_visit()
    done: dict[Way, Outcome | None] = dict(shelf.get(key) or {})
    if len(done) < len(all_ways):
        name = repr(of)
        stopped = f"You stopped after {len(done)} of {len(all_ways)} choices."
        if not waiting.is_stopped(_LAB, name, stopped, "Go on"):
            work = work_of(lab.STARTS * (len(all_ways) - len(done)), made.n, all_ways[0].k)
            try:
                with waiting.turn(work, (_LAB, name)) as tell:
                    lab.try_ways(
                        made,
                        all_ways,
                        done,
                        lambda n, total: tell(f"Trying every choice: {n} of {total} done."),
                    )
            finally:
                shelf.keep(key, done)
    return done


def _payload(now: Way, all_ways: Sequence[Way], outcomes: dict[Way, Outcome], numerals: Numerals) -> Payload:
    """The table: columns, number of groups and rows down, ways to count across."""
    scalings = [name for name in scaling.SCALINGS if any(way.scaling == name for way in all_ways)]
    at = {way: index for index, way in enumerate(all_ways)}
    rest = sorted(
        {(way.k, way.aside, way.filled) for way in all_ways},
        key=lambda each: (each[0] != now.k, each[1], each[2] != now.filled, each[0]),
    )
    tables: list[Payload] = []
    for k, aside, filled in rest:
        sets = list(
            dict.fromkeys(
                way.columns for way in all_ways if (way.k, way.aside, way.filled) == (k, aside, filled)
            )
        )
        lines = [
            {
                "name": lab.columns_in_words(columns, now.columns)
                + _how_many(columns, (k, aside, filled), now, outcomes, scalings, numerals),
                "cells": [_cell(Way(columns, way, k, aside, filled), now, at, outcomes) for way in scalings],
            }
            for columns in sets
        ]
        caption = f"{count(k, 'group')}{', rows that stand alone set aside' if aside else ''}"
        if filled != now.filled:
            caption += f", {'missing numbers filled in' if filled else 'rows that lack a number left out'}"
        heads = [scaling.SCALING_LABELS[way] for way in scalings]
        tables.append({"caption": caption, "heads": heads, "lines": lines})
    return _identified({"svg": "", "tables": tables})


def _how_many(
    columns: tuple[str, ...],
    rest: tuple[int, bool, bool],
    now: Way,
    outcomes: dict[Way, Outcome],
    scalings: Sequence[str],
    numerals: Numerals,
) -> str:
    """Of how many rows a line of the table speaks, where it is another number than now."""
    found = next((o for s in scalings if (o := outcomes.get(Way(columns, s, *rest)))), None)
    own = outcomes.get(now)
    if found is None or own is None or found.grouped == own.grouped:
        return ""
    return f" ({numerals.count(found.grouped, 'row')})"


def _identified(payload: Payload) -> Payload:
    return {**payload, "id": hashlib.blake2b(json.dumps(payload).encode(), digest_size=12).hexdigest()}


def _alt(k: int) -> str:
    return f"Where the rows of {count(k, 'group')} go when there are {k + 1}."


def _cell(way: Way, now: Way, at: dict[Way, int], outcomes: dict[Way, Outcome]) -> Payload:
    outcome = outcomes.get(way)
    if outcome is None:
        return {"text": "–", "says": "", "share": 1, "index": -1, "now": False}
    share = (
        f"{100 * outcome.share:.0f}%"
        if outcome.share in (0, 1)
        else f"{min(99, max(1, round(100 * outcome.share)))}%"
    )
    says = "The choice in force now" if way == now else f"{share} keep their company. Make this choice"
    return {
        "text": "now" if way == now else share,
        "says": f"{lab.columns_in_words(way.columns, now.columns)}, {scaling.SCALING_LABELS[way.scaling]}, {count(way.k, 'group')}: {says}",
        "share": round(outcome.share, 3),
        "index": at[way],
        "now": way == now,
    }


def _pressed(all_ways: Sequence[Way], alone: tuple[int, ...], drawer: Drawer) -> None:
    """A callback of the table: make that choice."""
    index = (st.session_state.get(_KEY) or {}).get("open")
    if isinstance(index, int) and not isinstance(index, bool) and 0 <= index < len(all_ways):
        _open(all_ways[index], alone, drawer)


def _open(way: Way, alone: tuple[int, ...], drawer: Drawer) -> None:
    keys = desk_state.ON_PAGE
    x, *rest = way.columns
    st.session_state[keys["x"]] = x
    if rest:
        st.session_state[keys["y"]] = rest[0]
        if rest[1:] or keys["more"] in st.session_state:
            st.session_state[keys["more"]] = rest[1:]
    desk_state.desk().scaling = way.scaling
    st.session_state["into"] = way.k
    desk_state.desk().opened_with = (
        None  # this number was chosen: it does not follow what the judges say of the other points
    )
    drawer.fill(way.filled)
    gone = drawer.choices.rows_left_out
    if way.aside and len(gone) + len(alone) <= MOST_IN_LINK:
        drawer.choose(rows_left_out=(*gone, *alone))
