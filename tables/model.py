"""What goes in (`Choices`) and what comes out (`Table`, `Column`) of reading a file."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.receipt import Receipt


def free_name(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or `wanted (2)` and so on where that is taken."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name


def with_columns(frame: pd.DataFrame, new: Mapping[str, Any]) -> pd.DataFrame:
    """The frame with these columns, of any name: pandas' own `assign` takes none that is called "self"."""
    made = frame.copy(deep=False)
    for name, values in new.items():
        made[name] = values
    return made


Limit = int | float | str | None
"""Of a number, of a date, or none."""


@dataclass(frozen=True)
class Choices:
    """What the user may decide against the reader's own judgement. None: the reader decides.

    `first_row` and `last_row` are 1-based lines of the file (rows of the sheet): all between them is the table, but for the
    lines `rows_left_out`. `rows_kept` are lines that are no totals, whatever they look like. `word_orders` are answers by column,
    from the lowest to the highest; () for a column that holds nothing to compare. `bounds`: what cells such as `< 20` count as: the
    number (None), "half" of it, where no more than it was measured, or "missing". `only_words` and `only_between`: the rows that are
    asked for, by column: those that have one of these words; a number or a date (as ISO 8601 has it) from the first to the second,
    both included, None for no limit. `column_types`: by column "number", "words" or "date", where it can be read as that. `units`: in which unit a column of several
    is counted, "" for its numbers as they stand.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quotechar: str | None = None
    decimal: str | None = None
    column_decimals: Mapping[str, str] | None = None
    header_rows: int | None = None
    first_row: int | None = None
    last_row: int | None = None
    sheet: str | None = None
    missing_codes: tuple[str, ...] = ()
    table_member: str | None = None
    rows_left_out: tuple[int, ...] = ()
    rows_kept: tuple[int, ...] = ()
    word_orders: Mapping[str, tuple[str, ...]] | None = None
    bounds: str | None = None
    only_words: Mapping[str, tuple[str, ...]] | None = None
    only_between: Mapping[str, tuple[Limit, ...]] | None = None
    column_types: Mapping[str, str] | None = None
    units: Mapping[str, str] | None = None


def choices_of(said: Mapping[str, Any]) -> Choices:
    """The choices that JSON has: what was a tuple is a list there."""
    made: dict[str, Any] = {}
    for name, value in said.items():
        if isinstance(value, Mapping):
            value = {key: tuple(each) if isinstance(each, list) else each for key, each in value.items()}
        made[name] = tuple(value) if isinstance(value, list) else value
    return Choices(**made)


@dataclass(frozen=True)
class Dialect:
    """How cells are told apart. `runs`: several spaces in a row count as one delimiter.

    `single` marks a file of one column: its lines are not cut at all, and `delimiter` is what such a file is said
    to have by convention, a comma. `gaps`, where there are any, are the places (first, behind the last) that part the
    columns of a text set with blanks, whatever blanks there are besides.
    """

    delimiter: str = ","
    quotechar: str = '"'
    escapechar: str = ""
    runs: bool = False
    single: bool = False
    gaps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Column:
    """What was found out about one column.

    `kind` is "number", "text", "date", "identifier" or "empty". `reason` says in words why the column cannot serve
    as a coordinate, None when it can. `n_distinct` is counted among the first 20,000 rows of a large file. `identifier_like` marks numbers that probably only name the rows.
    `n_bounds` cells are such as `< 20`. `other_units` stand beside `unit`, and their numbers were converted, unless `unit` is None.
    `zones`: times of day of several, which are all on the scale of Greenwich. `number_format`: how most of its cells look in a
    workbook, as `Code` in opening/formats.py. `open_number`: one of its numbers as the file has it, where it is asked whether the mark
    in it parts thousands; "" where that is not asked. `values_not_codes`: numbers by which people often write "no value", but which a
    cell of it writes otherwise (`<99`, or `0.99 m` among centimetres): they are values.
    """

    name: str
    original_name: str
    kind: str
    unit: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    ambiguous: bool = False
    n_missing: int = 0
    n_unreadable: int = 0
    unreadable: tuple[str, ...] = ()
    reason: str | None = None
    n_distinct: int = 0
    identifier_like: bool = False
    n_bounds: int = 0
    other_units: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    number_format: str | int | None = None
    open_number: str = ""
    values_not_codes: tuple[float, ...] = ()


@dataclass(frozen=True)
class Source:
    """What is needed to write the file back: the file as it was brought, how it was opened and cut, where the table lies.

    Nothing that can be had from `data` again is held here: with `filename` and `choices` it opens as it did. `line_end` is
    what most lines of the file end with. `header_lines` are the 1-based lines of the header rows, `width` how many cells a
    whole row has. `is_sheet`: it is a spreadsheet, and `choices` names the sheet. `lines`: where the table begins and ends, if rows of it that were
    not asked for may.
    """

    data: bytes
    dialect: Dialect
    encoding: str
    line_end: str
    header_lines: tuple[int, ...]
    width: int
    filename: str = ""
    choices: Choices = field(default_factory=Choices)
    is_sheet: bool = False
    lines: tuple[int, ...] = ()


Levels = Mapping[str, float | None]
"""What each of the different words of a column counts as; None for one that is no answer."""


@dataclass(frozen=True, eq=False)
class Counted:
    """A column of words that counts as numbers. `words`: as they are in the file, one a row of the frame."""

    words: pd.Series
    levels: Levels


@dataclass
class Table:
    """A file read: the numbers, what was done to get them, and where each row came from.

    `row_numbers` : array of shape (n_rows,), the 1-based line of the file (row of the sheet) of each frame row. `answers` : by
    column, the words for which the frame has numbers. `categories` : by the name of a column of 0 and 1 that the file does not
    have, the column of words in it, and the word that is 1. `of_all` : of columns by which rows were asked for, what all rows have:
    the different words, or the least and the largest value. `as_read` : columns whose type was set, as they were before, all rows.
    """

    frame: pd.DataFrame
    receipt: Receipt
    columns: tuple[Column, ...]
    row_numbers: NDArray[np.int64]
    source: Source
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    members: tuple[str, ...] = field(default=())
    answers: Mapping[str, Counted] = field(default_factory=dict)
    categories: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    of_all: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    as_read: Mapping[str, tuple[pd.Series, Column]] = field(default_factory=dict)

    def in_words(self, rows: pd.DataFrame, kept: Container[str] = ()) -> pd.DataFrame:
        """Some rows of the frame with the words of the file for what they count as, and without columns that it does not have, but
        for those `kept`."""
        if not self.answers and not self.categories:
            return rows
        words = {name: each.words.reindex(rows.index) for name, each in self.answers.items() if name in rows}
        made = [name for name in self.categories if name in rows and name not in kept]
        return rows.drop(columns=made).pipe(with_columns, words)

    @property
    def width(self) -> int:
        """How many columns the file has."""
        return len(self.frame.columns) - len(self.categories)

    def column(self, name: str) -> Column:
        """The column called `name`. Raises KeyError where there is none."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}
