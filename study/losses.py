"""What a change of how a table is read would lose. Pure: no Streamlit."""

from __future__ import annotations

from tables import Table, numeric_columns

_ASKED_ABOUT = (
    "encoding",
    "delimiter",
    "quotechar",
    "decimal",
    "column_decimals",
    "header_rows",
    "first_row",
    "last_row",
    "bounds",
)
"""Choices of how to read: what they lose nobody asked for. Who leaves rows out knows it."""


def loses(before: Table, after: Table) -> str:
    """What a change of how the table is read would lose, in a sentence; "" for nothing."""
    old, new = before.source.choices, after.source.choices
    if old.sheet != new.sheet or old.table_member != new.table_member:
        return ""
    if all(getattr(old, name) == getattr(new, name) for name in _ASKED_ABOUT):
        return ""
    lost = [
        f"{now:,} {what} instead of {was:,}"
        for was, now, what in zip(_what_is_read(before), _what_is_read(after), _READ, strict=True)
        if now < was
    ]
    return f"That would read {' and '.join(lost)}." if lost else ""


_READ = ("rows (with those of names)", "columns of numbers", "numbers")


def _what_is_read(table: Table) -> tuple[int, int, int]:
    """Rows, those of names among them, columns of numbers, and numbers in these."""
    rows = len(table.frame)
    numeric = [table.column(name) for name in numeric_columns(table)]
    return (
        rows + len(table.source.header_lines),
        len(numeric),
        sum(rows - column.n_missing - column.n_unreadable for column in numeric),
    )
