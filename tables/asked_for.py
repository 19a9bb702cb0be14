"""The rows that somebody asked for: those with some of the words of a column, or with a number or a date in a range."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.errors import TableError
from tables.model import Choices, Column, Limit, Table
from tables.receipt import Receipt, Topic, counted, quoted
from tables.values.columns import number_facts

MOST_WORDS_ASKED = 500
"""A column with more different words names its rows: one of them is found in the table, not in a list."""
_NAMED = 3
"""Words that one sentence names."""


def can_ask_for(table: Table, name: str) -> bool:
    """Whether rows can be asked for by this column: it has values that differ, or did before rows were asked for by it."""
    if name in table.of_all:
        return True
    column = table.column(name)
    if name in table.answers or column.kind in ("text", "identifier"):
        return 1 < column.n_distinct <= MOST_WORDS_ASKED
    return column.kind in ("number", "date") and column.n_distinct > 1 and name not in table.categories


def what_all_have(table: Table, name: str) -> tuple[Any, ...]:
    """What a column has, also in rows that were not asked for by it: its different words; its least and its largest number or day (as
    ISO 8601 has it)."""
    if name in table.of_all:
        return table.of_all[name]
    words = table.answers[name].words if name in table.answers else table.frame[name]
    return _all_of(words, is_amount(table, name))


def is_amount(table: Table, name: str) -> bool:
    """Whether rows are asked for by a range in this column, not by its words."""
    return name not in table.answers and table.column(name).kind in ("number", "date")


def _all_of(values: pd.Series, amounts: bool) -> tuple[Any, ...]:
    there = values.dropna()
    if not amounts:
        return tuple(sorted(map(str, there.unique().tolist())))
    if pd.api.types.is_datetime64_any_dtype(there):
        return tuple(str(day.date()) for day in (there.min(), there.max()))
    return there.min().item(), there.max().item()


def only_asked_for(table: Table, choices: Choices) -> Table:
    """The table without the rows that were not asked for, which the receipt counts. A column that it does not have asks for nothing.

    Raises TableError if no row is left.
    """
    keep = np.ones(len(table.frame), dtype=bool)
    of_all: dict[str, tuple[Any, ...]] = {}
    for name, fits in _asked(table, choices).items():
        keep &= fits
        of_all[name] = _all_of(table.frame[name], is_amount(table, name))
    if not of_all:
        return table
    words = asked_in_words(of_all, choices)
    if not keep.any():
        raise TableError(f"No row is left: in none {words}. Ask for others, or take all rows.")
    receipt = Receipt(table.receipt.encoding, table.receipt.decimal)
    receipt.take_over(table.receipt)
    gone = int((~keep).sum())
    told = f"{counted(int(keep.sum()), 'row counts', 'rows count')} of {len(keep):,}: you asked for those in which {words}."
    receipt.say(Topic.ASKED_FOR, told, gone, columns=list(of_all)[:_NAMED])
    frame = table.frame[keep].reset_index(drop=True)
    return replace(
        table,
        frame=frame,
        receipt=receipt,
        columns=tuple(_facts_of(column, frame[column.name]) for column in table.columns),
        row_numbers=table.row_numbers[keep],
        # The file that goes home has all rows between these
        source=replace(table.source, lines=(int(table.row_numbers[0]), int(table.row_numbers[-1]))),
        of_all=of_all,
    )


def _asked(table: Table, choices: Choices) -> dict[str, NDArray[np.bool_]]:
    """By column, which rows have what was asked for, each of shape (n_rows,)."""
    fitting: dict[str, NDArray[np.bool_]] = {}
    for name, words in (choices.only_words or {}).items():
        if name in table.frame and not is_amount(table, name):
            fitting[name] = table.frame[name].isin(list(words)).to_numpy(dtype=bool)
    for name, (low, high) in (choices.only_between or {}).items():
        if name in table.frame and is_amount(table, name):
            fits = _between(table.frame[name], low, high)
            if fits is not None:
                fitting[name] = fits
    return fitting


def _between(values: pd.Series, low: Limit, high: Limit) -> NDArray[np.bool_] | None:
    """Which values lie between two limits; None where these are none of such values."""
    days = pd.api.types.is_datetime64_any_dtype(values)
    if low is None and high is None:
        return None
    if any(limit is not None and isinstance(limit, str) != days for limit in (low, high)):
        return None
    amounts: Any = values.to_numpy("datetime64[D]" if days else np.float64)
    fits = ~np.isnat(amounts) if days else np.isfinite(amounts)
    kind: Any = (lambda limit: np.datetime64(limit, "D")) if days else float
    if low is not None:
        fits &= amounts >= kind(low)
    if high is not None:
        fits &= amounts <= kind(high)
    return np.asarray(fits)


def _facts_of(column: Column, values: pd.Series) -> Column:
    """What is known of a column, of the rows that are left. Which of the cells without a value could not be read, nobody asks then."""
    missing, distinct = int(values.isna().sum()), int(values.nunique())
    unread = min(column.n_unreadable, missing)
    now = replace(column, n_missing=missing - unread, n_unreadable=unread, n_distinct=distinct)
    if column.kind != "number":
        return now
    return replace(number_facts(replace(now, reason=None), values), identifier_like=column.identifier_like)


def asked_in_words(
    asked: Collection[str],
    choices: Choices,
    number: Callable[[int | float], str] = lambda amount: f"{amount:,}",
) -> str:
    """What was asked for by the columns `asked`, such as `“country” is “Peru”`. number : how numbers are written"""
    words, between = choices.only_words or {}, choices.only_between or {}
    parts = [f"{quoted(name)} is {_one_of(words[name])}" for name in asked if name in words]
    for name in asked:
        if name in between:
            low, high = (
                limit if limit is None or isinstance(limit, str) else number(limit) for limit in between[name]
            )
            more, less = (
                ("later", "earlier")
                if any(isinstance(each, str) for each in between[name])
                else ("more", "less")
            )
            said = f"{low} to {high}" if low and high else f"{low} or {more}" if low else f"{high} or {less}"
            parts.append(f"{quoted(name)} is {said}")
    return " and ".join(parts)


def _one_of(words: tuple[str, ...]) -> str:
    few = len(words) <= _NAMED + 1  # the last is as short as to say that there is one more
    named = [quoted(word, 30) for word in (words if few else words[:_NAMED])]
    if not few:
        named.append(f"{len(words) - _NAMED:,} others")
    return " or ".join(filter(None, (", ".join(named[:-1]), named[-1])))
