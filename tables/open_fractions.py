"""Numbers that may be fractions or thousands: nothing in the file tells, or a guess alone."""

from __future__ import annotations

from typing import NamedTuple

from tables.model import Table


class OpenFractions(NamedTuple):
    """One of the numbers as the file has it, the column it stands in, the sign in it, and in how many more columns there are such."""

    name: str
    number: str
    mark: str
    more: int


def open_fractions(table: Table) -> OpenFractions | None:
    """What may be asked about `201.839`; None where no number of the table is open, or where they were read as most people mean them."""
    columns = [
        each
        for each in table.columns
        if each.open_number and each.name in table.frame and table.frame[each.name].notna().any()
    ]
    if not columns:
        return None
    first = columns[0]
    mark = first.thousands or first.decimal or "."
    return OpenFractions(first.name, first.open_number, mark, len(columns) - 1)
