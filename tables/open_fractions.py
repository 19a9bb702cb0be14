"""Numbers that were read as fractions and may be thousands: nothing in the file tells."""

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
    """What may be asked about `201.839`; None where no number of the table is open, or where they were read as thousands."""
    columns = [
        each
        for each in table.columns
        if each.ambiguous
        and not each.thousands
        and each.name in table.frame
        and table.frame[each.name].notna().any()
    ]
    if not columns:
        return None
    name, mark = columns[0].name, columns[0].decimal or "."
    there = table.frame[name].dropna()
    fractions = there[there % 1 != 0]
    number = abs(float((fractions if len(fractions) else there).iloc[0]))
    return OpenFractions(name, f"{number:.3f}".replace(".", mark), mark, len(columns) - 1)
