"""Columns of words that can be compared: answers with an order count as 1 to 5, no and yes as 0 and 1; where nothing else holds
numbers, each of a few categories is a column of 0 and 1. The file stays as it is: only what is computed with is made here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from tables.asked_for import only_asked_for
from tables.model import Choices, Column, Counted, Levels, Table, free_name, with_columns
from tables.receipt import Receipt, Topic, quoted
from tables.select import numeric_columns
from tables.types_set import with_types
from tables.values.scales import levels_of, plain_answer

MOST_ANSWERS = 12
"""More different answers are no scale."""
_MOST_CATEGORIES = 8
"""More categories than this tell rows apart by names of their own."""
_FEWEST_EACH = 2.0
"""Rows per category, on average, below which words are names of rows."""
_MOST_COLUMNS = 300
"""Columns of words that are looked at: a wide table of answers has as many."""
_FIRST_ROWS = 1_000
"""Names of rows are told by the first ones: to count all different ones of a long column takes long."""
NO_AMOUNTS = "You said that it holds no amounts."


def as_said(table: Table, choices: Choices) -> Table:
    """A table that was read, as somebody wants it: columns of the types that were set, the rows that were asked for, words as numbers. The receipt says what was done.

    Raises TableError if no row is left.
    """
    return count_words(only_asked_for(with_types(table, choices), choices), choices)


def count_words(table: Table, choices: Choices) -> Table:
    """The table with what can be compared of its words as numbers, each said in the receipt.

    choices.word_orders : by column what the user says: its answers from the lowest to the highest, or () for none.
    """
    orders = choices.word_orders or {}
    frame, columns = table.frame, {column.name: column for column in table.columns}
    receipt = Receipt(table.receipt.encoding, table.receipt.decimal)
    receipt.take_over(table.receipt)
    made: dict[str, pd.Series] = {}
    answers: dict[str, Counted] = {}
    for column in answers_in(table):
        said = different(table, column.name)
        levels = _in_order(said, orders[column.name]) if column.name in orders else levels_of(said)
        if levels:
            answers[column.name] = Counted(frame[column.name], levels)
            made[column.name] = _counted(frame[column.name], levels)
            columns[column.name] = _as_number(column, made[column.name])
            _say(column.name, levels, receipt)
    for name, order in orders.items():
        if not order and name in columns and columns[name].kind == "number":
            columns[name] = replace(columns[name], reason=NO_AMOUNTS)
    known = replace(
        table,
        frame=with_columns(frame, made),
        columns=tuple(columns.values()),
        receipt=receipt,
        answers=answers,
    )
    return known if numeric_columns(known) else _with_categories(known, orders)


def count_words_alike(
    table: Table, answers: Mapping[str, Levels], categories: Mapping[str, tuple[str, str]]
) -> Table:
    """Another table, its words counted as in one before. answers : by column of this table; categories : as a `Table` has them,
    of columns of this table. An answer that nobody gave there counts where it belongs to their scale."""
    frame, columns = table.frame, {column.name: column for column in table.columns}
    made: dict[str, pd.Series] = {}
    counted: dict[str, Counted] = {}
    for name, levels in answers.items():
        if columns[name].kind != "number":
            counted[name] = Counted(frame[name], _extended(levels, different(table, name)))
            made[name] = _counted(frame[name], counted[name].levels)
            columns[name] = _as_number(columns[name], made[name])
    for name, (column, word) in categories.items():
        made[name] = _has(frame[column], word)
        columns[name] = _category(name, columns[column])
    return replace(
        table,
        frame=with_columns(frame, made),
        columns=tuple(columns.values()),
        answers=counted,
        categories=dict(categories),
    )


def _extended(levels: Levels, said: Sequence[str]) -> Levels:
    """What more answers count as, beside those that are known."""
    scale = levels_of([*levels, *said])
    known = {plain_answer(word): level for word, level in levels.items()}
    if all(scale.get(word) == level for word, level in levels.items()):
        return scale
    return {word: known.get(plain_answer(word)) for word in said}


def _in_order(said: Sequence[str], order: Sequence[str]) -> Levels:
    """What answers count as in an order that somebody wrote down, in capitals or not; {} for none."""
    places = {plain_answer(word): float(k + 1) for k, word in enumerate(order)}
    return {word: places.get(plain_answer(word)) for word in said} if places else {}


def answers_in(table: Table) -> list[Column]:
    """The columns of words with few different ones."""
    words = [c for c in table.columns if c.kind == "text" and 1 < c.n_distinct <= MOST_ANSWERS]
    return words[:_MOST_COLUMNS]


def different(table: Table, name: str) -> list[str]:
    """The different words of a column, in the order in which they come."""
    return _different(table.frame[name])


def _different(words: pd.Series) -> list[str]:
    return [str(word) for word in words.dropna().unique().tolist()]


def _counted(words: pd.Series, levels: Levels) -> pd.Series:
    return words.map({word: level for word, level in levels.items() if level is not None}).astype("float64")


def _has(words: pd.Series, word: str) -> pd.Series:
    return (words == word).where(words.notna()).astype("float64")


def _category(name: str, words: Column) -> Column:
    return Column(name, "", "number", n_missing=words.n_missing, n_distinct=2)


def _as_number(column: Column, numbers: pd.Series) -> Column:
    there = int(numbers.notna().sum())
    gone = len(numbers) - there - column.n_missing
    distinct = int(numbers.nunique())
    reason = None
    if distinct < 2:
        what = "the same answer in every row" if distinct else "none of the answers that count"
        reason = f"It holds {what}."
    return replace(
        column, kind="number", reason=reason, n_missing=column.n_missing + gone, n_distinct=distinct
    )


def _say(name: str, levels: Levels, receipt: Receipt) -> None:
    known = sorted((level, word) for word, level in levels.items() if level is not None)
    listed = (
        ", ".join(f"{quoted(word, 30)} = {level:.0f}" for level, word in known)
        or "nothing: it holds none of its answers"
    )
    receipt.say(Topic.WORDS, f"Column {quoted(name)} counts as {listed}.", 1, columns=[name])


def _with_categories(table: Table, orders: Mapping[str, Sequence[str]]) -> Table:
    """A column of 0 and 1 for each category, where a table holds nothing but words."""
    chosen = []
    for name in words_that_come_again(table):
        kinds = table.column(name).n_distinct
        if orders.get(name) == () or kinds > _MOST_CATEGORIES:
            continue
        chosen.append(name)
        said = f"Column {quoted(name)} counts as {kinds} categories: 1 where a row has it, 0 where it has another."
        table.receipt.say(Topic.WORDS, said, 1, columns=[name])
    return with_categories(table, categories_of(table, chosen))


def words_that_come_again(table: Table) -> list[str]:
    """The columns of a few different words, each in several rows: no names of rows."""
    return [
        column.name
        for column in answers_in(table)
        if _come_again(int(table.frame[column.name].notna().sum()), column.n_distinct)
    ]


def _come_again(rows: int, kinds: int) -> bool:
    return rows >= _FEWEST_EACH * kinds


def words_in(frame: pd.DataFrame) -> list[str]:
    """The same columns of a frame that was not read from a file."""
    found = []
    for name in map(str, frame.columns):
        cells = frame[name]
        if cells.dtype.kind in "biufcMm" or cells.head(_FIRST_ROWS).nunique() > MOST_ANSWERS:
            continue
        kinds = cells.nunique()
        if 1 < kinds <= MOST_ANSWERS and _come_again(int(cells.notna().sum()), kinds):
            found.append(name)
    return found[:_MOST_COLUMNS]


@dataclass(frozen=True, eq=False)
class Categories:
    """Columns of 0 and 1, by their names, and of which column of words and which word each is: see `Table.categories`."""

    made: Mapping[str, pd.Series]
    told: Mapping[str, tuple[str, str]]


def categories_of(table: Table, names: Sequence[str]) -> Categories:
    """A column of 0 and 1 for each word of some columns of words, but for those that the table has."""
    there = {name for name, _ in table.categories.values()}
    return categories_in(table.frame, [name for name in names if name not in there])


def categories_in(frame: pd.DataFrame, names: Sequence[str]) -> Categories:
    """A column of 0 and 1 for each word of some columns of words of a frame."""
    made: dict[str, pd.Series] = {}
    told: dict[str, tuple[str, str]] = {}
    for column in names:
        kinds = _different(frame[column])
        # The last of two says nothing that the first does not
        for word in kinds[:1] if len(kinds) == 2 else kinds:
            name = free_name(f"{column} = {word}", {*made, *frame})
            made[name], told[name] = _has(frame[column], word), (column, word)
    return Categories(made, told)


def with_categories(table: Table, categories: Categories) -> Table:
    """The table with these columns besides."""
    if not categories.made:
        return table
    return replace(
        table,
        frame=with_columns(table.frame, categories.made),
        columns=(
            *table.columns,
            *(_category(name, table.column(column)) for name, (column, _) in categories.told.items()),
        ),
        categories={**table.categories, **categories.told},
    )
