"""What a column is read as, where somebody says so: numbers, words or dates. What does not fit is missing, and is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd

from tables.model import Choices, Column, Table, with_columns
from tables.receipt import Receipt, Topic, counted, quoted
from tables.values.cells import in_our_digits, is_date, kind_by_look
from tables.values.columns import as_amounts, as_days
from tables.values.numbers import count_votes, decide_marks, main_unit
from tables.values.study import Studied, study

NUMBER, WORDS, DATE = KINDS = ("number", "words", "date")
_CALLED = {NUMBER: "numbers", WORDS: "words", DATE: "dates"}
_FEWEST = 2
"""Different numbers or dates, below which a column of them tells no rows apart."""

_LOOKED_AT = 1_000
"""Cells that tell whether there are numbers or dates among words."""

AsRead = tuple[pd.Series, Column]


def may_be_otherwise(table: Table, name: str) -> bool:
    """Whether it is worth to look what else a column can be read as: by its first cells."""
    values, column = _as_read(table, name)
    if column.kind != "text":
        return column.kind != "empty"
    return any(kind_by_look(str(cell)) in (NUMBER, DATE) for cell in values.dropna().head(_LOOKED_AT))


def types_offered(table: Table, name: str, choices: Choices) -> dict[str, int]:
    """What else a column can be read as, and how many cells would be missing then that are not now."""
    values, column = _as_read(table, name)
    offered = {}
    for kind in KINDS:
        made = _made(values, column, kind, table, choices)
        if made is not None:
            offered[kind] = max(0, int(made[0].isna().sum() - values.isna().sum()))
    return offered


def with_types(table: Table, choices: Choices) -> Table:
    """The table with its columns as somebody wants them read, each said in the receipt. What a column cannot serve as it stays."""
    series: dict[str, pd.Series] = {}
    columns = {column.name: column for column in table.columns}
    receipt = Receipt(table.receipt.encoding, table.receipt.decimal)
    receipt.take_over(table.receipt)
    for name, kind in (choices.column_types or {}).items():
        made = _made(table.frame[name], columns[name], kind, table, choices) if name in columns else None
        if made is None:
            continue
        gone = max(0, int(made[0].isna().sum() - table.frame[name].isna().sum()))
        series[name], columns[name] = made
        lost = f"; {counted(gone, 'cell that is none is', 'cells that are none are')} missing" if gone else ""
        receipt.say(
            Topic.TYPE,
            f"Column {quoted(name)} is read as {_CALLED[kind]}, as you said{lost}.",
            1,
            columns=[name],
        )
    if not series:
        return table
    return replace(
        table,
        frame=with_columns(table.frame, series),
        columns=tuple(columns.values()),
        receipt=receipt,
        as_read={name: (table.frame[name], table.column(name)) for name in series},
    )


def _as_read(table: Table, name: str) -> AsRead:
    """A column as the reader had it, in the rows that are left or in all."""
    if name in table.as_read:
        return table.as_read[name]
    if name in table.answers:
        words = table.answers[name].words
        return words, replace(table.column(name), kind="text", n_distinct=int(words.nunique()))
    return table.frame[name], table.column(name)


def _made(values: pd.Series, column: Column, kind: str, table: Table, choices: Choices) -> AsRead | None:
    """The column as one of `KINDS`; None where it is that already, or cannot be."""
    if kind == WORDS:
        return _words(values, column) if column.kind in ("number", "date") else None
    if column.kind == "date" or column.kind in (kind, "empty"):
        return None
    cells = values if column.kind != "number" else _words(values, column)[0]
    studied = study(column.name, column.original_name, np.array(cells.array, dtype=object), choices)
    made = _numbers(studied, table, choices) if kind == NUMBER else _dates(studied)
    return made if made is not None and made[1].n_distinct >= _FEWEST else None


def _words(values: pd.Series, column: Column) -> AsRead:
    """Numbers and days as they are written with a decimal point, without zeros at the end."""
    if column.kind == "number":
        texts = [None if pd.isna(value) else f"{value:.15g}" for value in values.tolist()]
    else:
        whole = bool((values.dropna() == values.dropna().dt.normalize()).all())
        texts = [None if pd.isna(day) else str(day.date() if whole else day) for day in values]
    words = pd.Series(texts, dtype="str")
    return words, Column(
        column.name,
        column.original_name,
        "text",
        n_missing=int(words.isna().sum()),
        n_distinct=int(words.nunique()),
        reason="It holds words, not numbers.",
    )


def _numbers(studied: Studied, table: Table, choices: Choices) -> AsRead | None:
    pairs = studied.numbers.pairs(studied.counts)
    if not pairs:
        return None
    studied.kind, studied.reason, studied.votes = "number", None, count_votes(pairs)
    try:
        studied.unit = main_unit(pairs)
    except ValueError:  # the others are missing then
        units = Counter({number.unit: 0 for number, _ in pairs})
        for number, count in pairs:
            units[number.unit] += count
        studied.unit = units.most_common(1)[0][0] or None
    choice = (choices.column_decimals or {}).get(studied.name, choices.decimal)
    return as_amounts(
        studied,
        decide_marks(studied.votes, table.receipt.decimal, table.source.dialect.delimiter, choice),
    )


def _dates(studied: Studied) -> AsRead | None:
    fitting = np.array([is_date(in_our_digits(cell)) or _is_day(cell) for cell in studied.cells], dtype=bool)
    return as_days(studied, fitting & ~studied.missing)


def _is_day(cell: str) -> bool:
    """`20260131`: the years that a table speaks of."""
    return len(cell) == len("20260131") and cell.isdecimal() and cell[:2] in ("19", "20")
