"""Columns of words that can be compared: answers with an order count as 1 to 5, no and yes as 0 and 1; where nothing else holds
numbers, each of a few categories is a column of 0 and 1. The file stays as it is: only what is computed with is made here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from tables.model import Choices, Column, Table, free_name
from tables.receipt import Receipt, Topic, quoted
from tables.select import numeric_columns
from tables.values.scales import Levels, levels_of

MOST_ANSWERS = 12
"""More different answers are no scale."""
_MOST_CATEGORIES = 8
"""More categories than this tell rows apart by names of their own."""
_FEWEST_EACH = 2.0
"""Rows per category, on average, below which words are names of rows."""
_MOST_COLUMNS = 300
"""Columns of words that are looked at: a wide table of answers has as many."""
NO_AMOUNTS = "You said that it holds no amounts."


def count_words(table: Table, choices: Choices) -> Table:
    """The table with what can be compared of its words as numbers, each said in the receipt.

    choices.word_orders : by column what the user says: its answers from the lowest to the highest, or () for none.
    """
    orders = choices.word_orders or {}
    frame, columns = table.frame, {column.name: column for column in table.columns}
    receipt = Receipt(table.receipt.encoding, table.receipt.decimal)
    receipt.take_over(table.receipt)
    made: dict[str, pd.Series] = {}
    for column in answers_in(table):
        if column.name in orders:
            levels: Levels = {word: float(k + 1) for k, word in enumerate(orders[column.name])}
        else:
            levels = levels_of(different(table, column.name))
        if levels:
            made[column.name] = _counted(frame[column.name], levels)
            columns[column.name] = _as_number(column, made[column.name])
            _say(column.name, levels, receipt)
    for name, order in orders.items():
        if not order and name in columns and columns[name].kind == "number":
            columns[name] = replace(columns[name], reason=NO_AMOUNTS)
    known = replace(table, frame=frame.assign(**made), columns=tuple(columns.values()), receipt=receipt)
    return known if numeric_columns(known) else _with_categories(known, orders)


def answers_in(table: Table) -> list[Column]:
    """The columns of words with few different ones."""
    words = [c for c in table.columns if c.kind == "text" and 1 < c.n_distinct <= MOST_ANSWERS]
    return words[:_MOST_COLUMNS]


def different(table: Table, name: str) -> list[str]:
    """The different words of a column, in the order in which they come."""
    return [str(word) for word in table.frame[name].dropna().unique().tolist()]


def _counted(words: pd.Series, levels: Levels) -> pd.Series:
    numbers = words.map(lambda word: np.nan if levels.get(word) is None else levels[word], na_action="ignore")
    return pd.to_numeric(numbers).astype("float64")


def _as_number(column: Column, numbers: pd.Series) -> Column:
    there = int(numbers.notna().sum())
    gone = len(numbers) - there - column.n_missing
    distinct = int(numbers.nunique())
    reason = None if distinct > 1 else "It holds the same answer in every row."
    return replace(
        column, kind="number", reason=reason, n_missing=column.n_missing + gone, n_distinct=distinct
    )


def _say(name: str, levels: Mapping[str, float | None], receipt: Receipt) -> None:
    known = sorted((level, word) for word, level in levels.items() if level is not None)
    listed = ", ".join(f"{quoted(word, 30)} = {level:.0f}" for level, word in known)
    receipt.say(Topic.WORDS, f"Column {quoted(name)} counts as {listed}.", 1, columns=[name])


def _with_categories(table: Table, orders: Mapping[str, Sequence[str]]) -> Table:
    """A column of 0 and 1 for each category, where a table holds nothing but words."""
    frame: dict[str, pd.Series] = {}
    columns: list[Column] = []
    for column in answers_in(table):
        words = table.frame[column.name]
        if orders.get(column.name) == () or column.n_distinct > _MOST_CATEGORIES:
            continue
        if words.notna().sum() < _FEWEST_EACH * column.n_distinct:
            continue
        kinds = different(table, column.name)
        # The last of two says nothing that the first does not
        for word in kinds[:1] if len(kinds) == 2 else kinds:
            name = free_name(f"{column.name} = {word}", {*frame, *table.frame})
            frame[name] = (words == word).where(words.notna()).astype("float64")
            columns.append(Column(name, "", "number", n_missing=column.n_missing, n_distinct=2))
        said = f"Column {quoted(column.name)} counts as {len(kinds)} categories: 1 where a row has it, 0 where it has another."
        table.receipt.say(Topic.WORDS, said, 1, columns=[column.name])
    if not frame:
        return table
    return replace(table, frame=table.frame.assign(**frame), columns=(*table.columns, *columns))
