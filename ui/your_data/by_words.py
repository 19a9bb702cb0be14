"""Words that are compared by whether they match: which columns, and the table with what k-prototypes takes of them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from study.desk import Reading
from study.similarities import MIXED
from study.text import literal, quoted_names
from tables.words import categories_of, with_categories
from ui.table import desk_state, intake
from ui.table.words_asked import words_asked
from ui.your_data.asked import ask
from ui.your_data.chosen import Chosen

_WORDS, _MOST_NAMED = "words_choice", 6


def words_compared(reading: Reading) -> tuple[str, ...]:
    """Those that are asked for, or all.

    Raises ValueError, with a sentence, where there are none.
    """
    words = words_asked(reading)
    if not words:
        raise ValueError("No column of this table holds a few words that come again and again.")
    return words


def with_words(reading: Reading, chosen: Chosen, words: tuple[str, ...]) -> tuple[Reading, Chosen]:
    """The table with a column of 0 and 1 for each of the words, and these among the columns that are compared."""
    made = intake.remembered(reading, "words as columns", words, lambda: categories_of(reading.table, words))
    table, before = with_categories(reading.table, made), reading.table.categories
    kept = [name for name in chosen.columns if name not in before or before[name][0] in words]
    columns = tuple(
        dict.fromkeys([*kept, *(name for name, (column, _) in table.categories.items() if column in words)])
    )
    more = sum(name in before for name in columns) - sum(name in before for name in chosen.columns)
    return (
        replace(reading, table=table, digest=f"{reading.digest} {words!r}"),
        replace(chosen, columns=columns, further=chosen.further - more, asked=chosen.columns),
    )


def choose_words(words: list[str]) -> None:
    """Which columns of words are compared."""
    label = desk_state.labels_of(words)
    asked = desk_state.desk().asked.words
    st.session_state[_WORDS] = [name for name in words if label(name) in asked]

    def take() -> None:
        ask(words=tuple(label(name) for name in st.session_state[_WORDS]))

    st.multiselect(
        "Words that are compared",
        words,
        format_func=label,
        key=_WORDS,
        on_change=take,
        placeholder="All of these",
    )


def offer_words(reading: Reading, chosen: Chosen, words: list[str]) -> None:
    """That words can be compared, where they are not; or that they are: and one press to go the other way."""
    near = chosen.points.nearness
    if near.words:
        named = quoted_names(near.words, _MOST_NAMED)
        said, change, key = f"Words are compared by whether they match, in {named}.", "", "no_words"
        label = "Compare words as 0 and 1" if near.words_alone else "Compare numbers alone"
    elif words:
        named = quoted_names(words, _MOST_NAMED)
        said, change, key = (
            f"Words can be compared by whether they match, in {named}.",
            MIXED.name,
            "words_too",
        )
        label = "Compare by whether words match" if reading.table.categories else "Compare these words too"
    else:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(literal(said, 400), width="content")
        st.button(label, on_click=ask, kwargs={"near": change}, key=key, type="tertiary")
