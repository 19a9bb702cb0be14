"""The columns of words of a table that can be compared by whether they match, and those that somebody chose, on the page "Your data"."""

from __future__ import annotations

from study.desk import Reading
from tables.words import words_that_come_again
from ui.table import desk_state, intake


def words_there(reading: Reading) -> list[str]:
    """The columns of words that can be compared by whether they match."""
    return intake.remembered(
        reading, "words that come again", (), lambda: words_that_come_again(reading.table)
    )


def words_asked(reading: Reading) -> tuple[str, ...]:
    """Those of them that were chosen, or all."""
    asked, there = desk_state.desk().asked.words, words_there(reading)
    label = desk_state.labels_of(there)
    return tuple(name for name in there if label(name) in asked) or tuple(there)
