"""What near means, how often each row counts, how large groups may be: what is suggested, and what somebody chose."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from study.desk import Reading
from study.divided import why_divided
from study.measured import compared
from study.nearness import (
    LARGEST_SIZE,
    LARGEST_SIZED,
    Nearness,
    are_counts,
    may_count_rows,
    sizes_cannot_be,
)
from study.similarities import K_MEANS, MIXED, NEARS, NEARS_OF_TABLES, Measure
from study.text import in_sentence, literal
from study.words import count
from tables.select import numbers_of
from ui.near import GLOBE, measure_list, suggested
from ui.table import choosing, desk_state, intake, measuring
from ui.table.weights_asked import can_weigh, label_of_weights, weighing
from ui.table.words_asked import words_there
from ui.your_data import by_words
from ui.your_data.asked import ask
from ui.your_data.chosen import Chosen
from ui.your_data.why import rows_compared

ANGLE = "Angle"
_WEIGH, _SIZED, _LEAST, _MOST = (
    "weigh_choice",
    "sized_choice",
    "least_size",
    "largest_size",
)


# ---- what near means -------------------------------------------------------------------------------------------------


def is_on_the_globe(reading: Reading, columns: tuple[str, ...]) -> bool:
    """Whether rows are compared by the way on the globe."""
    asked = desk_state.desk().asked.near
    return (NEARS_OF_TABLES[asked] if asked else suggested(reading, columns)).distance == "globe" and len(
        columns
    ) == 2


def choose_near(reading: Reading, chosen: Chosen) -> tuple[Reading, Chosen]:
    """The points as they are compared, and the table with what columns they take besides: the suggestions, each with its reason and
    a press to go the other way, and all choices."""
    desk = desk_state.desk()
    usual = suggested(reading, chosen.columns)
    measure = NEARS_OF_TABLES[desk.asked.near] if desk.asked.near else usual
    weigh = weighing(reading)
    trouble, words = "", words_there(reading)
    try:
        table, found = _as_compared(reading, chosen, measure, weigh)
    except ValueError as error:
        trouble, measure = str(error), K_MEANS
        table, found = _as_compared(reading, chosen, measure, weigh)
    _suggest(reading, chosen, measure, usual)
    by_words.offer_words(reading, found, words)
    _about_weights(reading, found, weigh)
    with st.expander(
        "What near means, and how often each row counts", expanded=bool(trouble or measure is not usual)
    ):
        if trouble:
            st.warning(literal(f"{trouble} Meanwhile straight distances are used.", 500))
        left, right = st.columns(2, gap="medium")
        with left:
            _choose_distance(measure, usual, words)
        with right:
            _choose_weights(reading, weigh)
    return table, found


def _as_compared(reading: Reading, chosen: Chosen, measure: Measure, weigh: str) -> tuple[Reading, Chosen]:
    """Raises ValueError, with a sentence, where the distance makes no sense for these columns."""
    if measure.is_k_means and not weigh:
        return reading, chosen
    scaling = measure.scaling or chosen.scaling
    words: tuple[str, ...] = ()
    if measure is MIXED:
        words = by_words.words_compared(reading)
        reading, chosen = by_words.with_words(reading, chosen, words)
    points = measuring.points_of(reading, chosen.columns, scaling, chosen.mixtures, weigh, words)
    if not len(points.X):
        raise ValueError("No row has a word or a number in every column that is compared.")
    weights = measuring.weights_of(reading, weigh)[rows_compared(reading, chosen)] if weigh else None
    if weights is not None and not weights.any():
        raise ValueError("No row that is compared has a number that says how often it counts.")
    alone = bool(words) and all(name in points.categories for name in points.names)
    near = Nearness(measure, weigh, weights, words=words, words_alone=alone)
    points = intake.remembered(reading, "compared", (points.digest, near.key), lambda: compared(points, near))
    return reading, replace(
        chosen, points=points, columns=points.names, scaling=scaling, asked=chosen.in_link
    )


def _choose_distance(measure: Measure, usual: Measure, words: list[str]) -> None:
    measure_list(
        measure,
        lambda name: ask(near="" if name == usual.name else name),
        tuple(NEARS_OF_TABLES if words else NEARS),
    )
    st.caption(
        measure.about or "Straight distances, squared: the center of a group is the average of its rows."
    )
    if measure is MIXED:
        by_words.choose_words(words)


def _suggest(reading: Reading, chosen: Chosen, measure: Measure, usual: Measure) -> None:
    """A distance that suits the columns better than that of k-means: why, and one press to take it or to go back."""
    if usual.name == GLOBE:
        if measure is usual:
            words = "These are places: rows are compared by the shortest way on the globe, in km."
            _box("public", words, "Compare degrees as on a plane", near=K_MEANS.name, key="not_on_the_globe")
        elif measure is K_MEANS:
            words = (
                "These are places, but degrees are compared as on a plane: in the far north they are shorter."
            )
            _box("public", words, "Compare by the way on the globe", near="", key="on_the_globe")
        return
    why = intake.remembered(
        reading,
        "divided",
        chosen.points.digest,
        lambda: why_divided(chosen.points.values, [reading.table.column(name) for name in chosen.columns]),
    )
    if why and measure.distance == "angle":
        _box(
            "pie_chart",
            f"{why} Rows are compared by how they are divided up.",
            "Compare by straight distances",
            near="",
            key="no_angle",
        )
    elif why and measure.is_k_means:
        _box(
            "pie_chart",
            f"{why} To compare how rows are divided up, and not how large they are, compare by angle.",
            "Compare by angle",
            near=ANGLE,
            key="angle",
        )


def _box(icon: str, words: str, label: str, *, key: str, **changes: object) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/{icon}: {literal(words, 400)}", width="stretch")
        st.button(label, on_click=ask, kwargs=changes, key=key)


# ---- how often each row counts ---------------------------------------------------------------------------------------


def _choose_weights(reading: Reading, weigh: str) -> None:
    called = label_of_weights(reading)
    st.session_state[_WEIGH] = weigh

    def take() -> None:
        name = st.session_state[_WEIGH]
        ask(weigh=called(name) if name else "")

    st.selectbox(
        "Each row counts",
        ["", *can_weigh(reading)],
        format_func=lambda name: f"as often as “{called(name)}” says" if name else "once",
        key=_WEIGH,
        on_change=take,
    )
    st.caption("Where a row stands for several, such as people in a town, a column may say for how many.")


def _about_weights(reading: Reading, chosen: Chosen, weigh: str) -> None:
    """What the weights do, or that a column looks like them."""
    near = chosen.points.nearness
    if weigh and near is not None and near.weights is not None:
        total = reading.numerals.together([float(near.weights.sum())])[0]
        words = f"Each row counts as often as {in_sentence(weigh, 40)} says, {total} in all."
        nothing = int((near.weights == 0).sum())
        if nothing:
            words += f" {count(nothing, 'row')} {'counts' if nothing == 1 else 'count'} for nothing."
        if weigh in chosen.columns:
            words += " It is also one of the columns that are compared."
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/weight: {words}", width="stretch")
            st.button("Count each row once", on_click=ask, kwargs={"weigh": ""}, key="no_weights")
        return
    looks = intake.remembered(reading, "looks like weights", (), lambda: _looks_like_weights(reading))
    if looks and chosen.in_link != (looks,):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f":material/weight: {in_sentence(looks, 40)} may say how many each row stands for. Then rows should count so "
                "often, and not be compared by it.",
                width="stretch",
            )
            st.button(
                "Count each row so often",
                on_click=_weigh,
                args=(looks, label_of_weights(reading)(looks)),
                key="weights",
            )


def _looks_like_weights(reading: Reading) -> str:
    names = can_weigh(reading)
    likely = [
        name
        for name in names
        if may_count_rows(name, [other for other in reading.table.frame.columns if other != name])
    ]
    return next((name for name, values in numbers_of(reading.table, likely) if are_counts(values)), "")


def _weigh(name: str, label: str) -> None:
    """Let a column weigh the rows; they are compared by the others."""
    ask(weigh=label)
    choosing.compare_no_more(name, desk_state.ON_PAGE)


# ---- how large groups may be -----------------------------------------------------------------------------------------


def choose_sizes(reading: Reading, chosen: Chosen, k: int, top: DeltaGenerator) -> Chosen | None:
    """The same points, to go into groups of the sizes that are asked for; None, with a sentence, where that cannot be.

    top : the head of the page, where people look for an answer
    """
    n, desk = len(chosen.points.X), desk_state.desk()
    few = n <= LARGEST_SIZED
    sizes = desk.asked.sizes
    st.session_state[_SIZED] = sizes is not None and few

    def turn() -> None:
        ask(sizes=(max(1, n // k), max(1, -(-n // k))) if st.session_state[_SIZED] else None)

    def take() -> None:
        least, most = st.session_state[_LEAST], st.session_state[_MOST]
        if least is not None and most is not None:
            ask(sizes=(int(least), max(int(least), int(most))))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.toggle(
            "Groups of given sizes"
            if few
            else f"Groups of given sizes: for up to {reading.numerals.count(LARGEST_SIZED, 'row')}",
            key=_SIZED,
            on_change=turn,
            disabled=not few,
            width="content",
        )
        if sizes is None or not few:
            return chosen
        st.session_state[_LEAST], st.session_state[_MOST] = sizes
        st.number_input("Rows at least", 0, LARGEST_SIZE, key=_LEAST, on_change=take, width=140)
        st.number_input("Rows at most", 1, LARGEST_SIZE, key=_MOST, on_change=take, width=140)
    cannot = sizes_cannot_be(sizes, n, k, reading.numerals)
    if cannot:
        for place in (st, top):
            place.error(cannot)
        return None
    near = replace(chosen.points.nearness, sizes=sizes)
    return replace(chosen, points=replace(chosen.points, nearness=near))
