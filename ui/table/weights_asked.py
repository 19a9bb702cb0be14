"""The columns of a table that can say how often each row counts, and the one that was chosen, on the page "Your data"."""

from __future__ import annotations

from collections.abc import Callable

from study.columns_at_first import place_on_the_globe
from study.desk import Reading
from study.link_kinds import MOST_MEMBERS
from study.nearness import are_weights
from tables import numeric_columns
from tables.select import numbers_of
from ui.table import desk_state, intake


def can_weigh(reading: Reading) -> list[str]:
    """The columns that can say how often each row counts: none that says where a place is."""

    def find() -> list[str]:
        columns = numbers_of(reading.table, numeric_columns(reading.table)[:MOST_MEMBERS])
        place = place_on_the_globe(reading.table) or ()
        return [name for name, values in columns if name not in place and are_weights(values)]

    return intake.remembered(reading, "can weigh", (), find)


def label_of_weights(reading: Reading) -> Callable[[str], str]:
    """What these columns are called in links."""
    return desk_state.labels_of(can_weigh(reading))


def weighing(reading: Reading) -> str:
    """The column that was chosen; "" if none was, or there is no such column."""
    label, called = desk_state.desk().asked.weigh, label_of_weights(reading)
    return next((name for name in can_weigh(reading) if label and called(name) == label), "")
