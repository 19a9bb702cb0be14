"""Numbers that may be fractions or thousands: nothing in the file tells, or a guess alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tables.model import Choices, Column, Table


class OpenFractions(NamedTuple):
    """One of the numbers as the file has it, the sign in it, the columns that have such, the first of which has this one, and
    whether no other column has numbers with a mark."""

    number: str
    mark: str
    names: tuple[str, ...]
    only: bool


def open_fractions(table: Table) -> OpenFractions | None:
    """What may be asked about `201.839`; None where no number of the table is open, or where they were read as most people mean them."""
    columns = [
        each
        for each in table.columns
        if each.open_number and each.name in table.frame and table.frame[each.name].notna().any()
    ]
    if not columns:
        return None
    mark = _mark(columns[0])
    names = tuple(each.name for each in columns if _mark(each) == mark)
    only = not any(_may_have_a_mark(table, each) for each in table.columns if each.name not in names)
    return OpenFractions(columns[0].open_number, mark, names, only)


def with_answer(asked: OpenFractions, decimal: str, choices: Choices) -> Mapping[str, Any]:
    """What is chosen by the answer that this is the decimal mark: for the columns asked about, and none that is read already. One word
    is enough where there is no other: a table may have thousands of columns, and a link has to hold what is chosen."""
    if asked.only:
        return {"decimal": decimal}
    return {"column_decimals": {**(choices.column_decimals or {}), **dict.fromkeys(asked.names, decimal)}}


def _mark(column: Column) -> str:
    return column.thousands or column.decimal or "."


def _may_have_a_mark(table: Table, column: Column) -> bool:
    if column.kind != "number" or column.name not in table.frame:
        return False
    return column.thousands is not None or table.frame[column.name].dtype.kind != "i"
