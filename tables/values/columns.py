"""Stage 7 and 8, columns: what each column holds, and its values as numbers, dates or words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.model import Choices, Column
from tables.receipt import Receipt, Topic, counted, quoted, was
from tables.values.alike import BEYOND, TakenApart
from tables.values.cells import (
    DRESS,
    TIME,
    in_our_digits,
    is_address,
    is_date,
    is_missing,
    undressed,
)
from tables.values.dates import read_dates
from tables.values.numbers import (
    EXACT_DIGITS,
    Marks,
    Votes,
    Written,
    count_votes,
    decide_marks,
    goes_on_in_thousands,
    is_flag,
    main_unit,
)
from tables.values.vocabulary import APOSTROPHES, INFINITE, MISSING_ANYWHERE, MISSING_IN_NUMBERS, SPACES

_LARGEST_WHOLE = 2**53
"""Up to here every whole number is a float of its own."""
_EXAMPLES = 5
"""Kept of the cells that could not be read; one is shown."""
_FAR = 100
"""Two numbers in a cell, `116 408` among `301`, read as one are far beyond all others."""
_GROUPED = re.compile(r"[0-9] [0-9]")
_DISTINCT_AMONG = 20_000
"""Counting the distinct values of millions of rows takes longer than reading them."""
_LEADING_ZERO = re.compile(r"0[0-9]+")
_SPEAKS_OF_DAYS = re.compile(r"date|day|datum|dato|data|fecha|jour|tag|dag|yyyy|ymd|tarih|日")
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_NAMES_ROWS = re.compile(
    r"(?:^|[\s_.\-])(?:id|ids|nr|no|num|key|code|index|idx|zip|zipcode|postcode|plz|phone|tel|fax|isbn|ean|sku|uuid|guid|rowid|"
    r"fid|gid|oid|objectid|pk|ssn|fips)\.?$|^(?:#|unnamed: 0|objectid|rownum|row|id\b.*|.*[a-z]Id|.*[a-z]ID)$",
)


@dataclass
class Studied:
    """A column of words taken apart: its distinct cells, how often each stands there, and which are numbers."""

    name: str
    original: str
    codes: NDArray[np.intp]
    cells: list[str]
    counts: NDArray[np.intp]
    numbers: TakenApart
    missing: NDArray[np.bool_]
    kind: str
    votes: Votes
    unit: str | None = None
    reason: str | None = None


def study(name: str, original: str, values: pd.Series | NDArray[np.object_], choices: Choices) -> Studied:
    """Look at every distinct cell of a column once."""
    codes, uniques = pd.factorize(values, use_na_sentinel=True)
    stripped = list(map(str.strip, map(str, np.asarray(uniques, dtype=object).tolist())))
    if not set(DRESS).isdisjoint(cell[:1] for cell in stripped):
        stripped = [undressed(cell) for cell in stripped]
    counts = np.bincount(codes[codes >= 0], minlength=len(stripped))
    declared = {code.strip().lower() for code in choices.missing_codes}
    missing = np.array(
        [cell.lower() in declared for cell in stripped] if declared else np.zeros(len(stripped)), dtype=bool
    )
    numbers = TakenApart(stripped, ~missing)
    # No word for a missing value is a number
    for i in np.flatnonzero(~numbers.readable & ~missing).tolist():
        missing[i] = is_missing(stripped[i])
    column = Studied(name, original, codes, stripped, counts, numbers, missing, "text", Votes())
    _find_kind(column)
    return column


def _find_kind(column: Studied) -> None:
    """Number, date, identifier, text or empty: by what nearly all the cells are."""
    there = ~column.missing
    total = int(column.counts[there].sum())
    if total == 0:
        only = {cell.lower() for cell in column.cells} - MISSING_ANYWHERE
        column.kind = "text" if any(word.isalpha() for word in only) else "empty"
        return
    readable = column.numbers.readable
    numbers = int(column.counts[readable].sum())
    strange = there & ~readable
    for i in np.flatnonzero(strange).tolist():
        strange[i] = column.cells[i].lower() not in INFINITE
    if _are_days(column):
        column.kind = "date"
        return
    if numbers and _mostly_numbers(numbers, column.counts[strange]) and not _mostly_addresses(column, total):
        _check_numbers(column)
        return
    if numbers < 0.5 * total and _mostly_dates(column, total):
        column.kind = "date"


def _are_days(column: Studied) -> bool:
    """`20130131` throughout, under a name that speaks of days."""
    if not _SPEAKS_OF_DAYS.search(column.name.lower()):
        return False
    return all(
        gone or _DAY.fullmatch(in_our_digits(cell))
        for cell, gone in zip(column.cells, column.missing, strict=True)
    )


def _mostly_addresses(column: Studied, total: int) -> bool:
    """Network addresses such as 10.123.250.134 could pass for thousands."""
    others = 0
    for i in np.flatnonzero(~column.missing).tolist():
        others += 0 if is_address(column.cells[i]) else int(column.counts[i])
        if total - others < 0.9 * total:
            return False
    return True


def _mostly_numbers(numbers: int, strange: NDArray[np.intp]) -> bool:
    """Nine in ten are numbers; or the rest are a few words that come again and again."""
    rest = int(strange.sum())
    if numbers >= 4 * rest:
        return True
    return len(strange) <= 3 and numbers >= rest and numbers >= 5


def _check_numbers(column: Studied) -> None:
    """A column of digits may still be names of things, or amounts that cannot be compared."""
    pairs = column.numbers.pairs(column.counts)
    column.votes = count_votes(pairs)
    if _is_code(pairs):
        column.kind = "identifier"
        column.reason = "Its numbers begin with zeros or are very long, so they are codes, not amounts."
        return
    try:
        column.unit = main_unit(pairs)
    except ValueError:
        column.reason = "Its numbers have different units."
        return
    column.kind = "number"


def _is_code(pairs: list[tuple[Written, int]]) -> bool:
    """Leading zeros or more digits than a number can hold: telephone numbers, account numbers, postal codes."""
    total = sum(count for _, count in pairs)
    zeros = sum(
        count for number, count in pairs if _LEADING_ZERO.fullmatch(number.core) and number.core.strip("0")
    )
    long = sum(count for number, count in pairs if number.core.isdigit() and len(number.core) > EXACT_DIGITS)
    lengths = {len(number.core) for number, _ in pairs}
    # As long as all others: 040, 500 and 510 are codes even if few begin with a zero
    of_one_length = len(lengths) == 1 and min(lengths) > 2
    return zeros > (0 if of_one_length else 0.01 * total) or long > 0.01 * total


def _mostly_dates(column: Studied, total: int) -> bool:
    """Are nine in ten of the cells dates?"""
    dates = sum(
        int(count)
        for cell, count, gone in zip(column.cells, column.counts, column.missing, strict=True)
        if not gone and is_date(in_our_digits(cell))
    )
    return dates >= 0.9 * total


def file_votes(studied: Sequence[Studied]) -> Votes:
    """What all columns of numbers together say about the marks."""
    votes = Votes()
    for column in studied:
        if column.kind == "number":
            votes.add(column.votes)
    return votes


def read_columns(
    studied: Sequence[Studied], known: Votes, delimiter: str, choices: Choices, receipt: Receipt
) -> tuple[dict[str, pd.Series], dict[str, Column]]:
    """All columns with their final values. `known` are the votes of columns that came as numbers already."""
    votes = file_votes(studied)
    votes.add(known)
    file_decimal = votes.file_decimal()
    receipt.decimal = choices.decimal or file_decimal or "."
    likely = file_decimal or _likely_decimal(studied, delimiter)
    series: dict[str, pd.Series] = {}
    facts: dict[str, Column] = {}
    for column in studied:
        series[column.name], facts[column.name] = _read_one(column, file_decimal, likely, delimiter, choices)
    return series, facts


def _likely_decimal(studied: Sequence[Studied], delimiter: str) -> str | None:
    """Where no column proves its marks, what most of the numbers suggest holds for all: people keep to one style."""
    weight: Counter[str] = Counter()
    open_ones = [column for column in studied if column.kind == "number" and column.votes.unclear]
    # A column that tells a little more than the marks themselves is worth more than many that do not
    for column in [column for column in open_ones if goes_on_in_thousands(column.votes)] or open_ones:
        weight[decide_marks(column.votes, None, delimiter).decimal] += column.votes.unclear.total()
    return weight.most_common(1)[0][0] if weight else None


def _read_one(
    column: Studied, file_decimal: str | None, likely: str | None, delimiter: str, choices: Choices
) -> tuple[pd.Series, Column]:
    if column.kind == "number":
        choice = (choices.column_decimals or {}).get(column.name, choices.decimal)
        marks = decide_marks(column.votes, file_decimal, delimiter, choice)
        if marks.ambiguous:
            marks = replace(decide_marks(column.votes, likely, delimiter, choice), ambiguous=True)
        return _numbers(column, marks)
    if column.kind == "date":
        dates = _dates(column)
        if dates is not None:
            return dates
    return _words(column)


def _numbers(column: Studied, marks: Marks) -> tuple[pd.Series, Column]:
    """The column as float64, or int64 when every cell is a whole number."""
    values, whole = column.numbers.values(marks, lambda unit: _may_carry(unit, column.unit))
    if marks.thousands == " ":
        values[_two_in_one(column, values)] = np.nan
    failed = np.flatnonzero(np.isnan(values) & ~column.missing).tolist()
    taken = np.append(values, np.nan)[column.codes]
    missing = int(column.counts[column.missing].sum() + (column.codes < 0).sum())
    unreadable = int(column.counts[failed].sum()) if failed else 0
    exact = whole and not missing and not unreadable and bool(np.abs(values).max() < _LARGEST_WHOLE)
    series = pd.Series(taken.astype(np.int64) if exact else taken)
    fact = Column(
        column.name, column.original, "number", column.unit, marks.decimal, marks.thousands or None, marks.ambiguous,
        missing, unreadable, tuple(column.cells[i] for i in failed[:_EXAMPLES]), n_distinct=int(series.nunique()),
    )  # fmt: skip
    return series, number_facts(fact, series)


def _two_in_one(column: Studied, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """`116 408` among `301` and `114` is no thousand but two numbers in a cell: such cells are few, and far away."""
    grouped = np.array(
        [_GROUPED.search(cell) is not None for cell in column.cells], dtype=bool
    ) & np.isfinite(values)
    others = np.isfinite(values) & ~grouped
    few = 4 * column.counts[grouped].sum() <= column.counts[others].sum()
    if not grouped.any() or not few:
        return np.zeros(len(values), dtype=bool)
    largest = float(np.abs(values[others]).max())
    return grouped & bool(largest < 1000 and np.abs(values[grouped]).min() > _FAR * largest)


def _may_carry(unit: str, main: str | None) -> bool:
    """May a number have this unit in a column of that one?"""
    return not unit or unit == main or (main is None and is_flag(unit))


def number_facts(fact: Column, series: pd.Series) -> Column:
    """Can this column of numbers serve as a coordinate, or does it only name the rows?"""
    if fact.n_distinct == 0:
        return replace(fact, reason="None of its cells could be read as a number.")
    if fact.n_distinct <= 2 and bool((series.abs() >= BEYOND).any()) and series[series.abs() < BEYOND].empty:
        return replace(fact, reason="Its numbers are too large to compute with.")
    if fact.n_distinct == 1:
        return replace(fact, reason="It holds the same number in every row.")
    return replace(fact, identifier_like=_names_rows(fact.name, series, fact.n_distinct))


def _names_rows(name: str, series: pd.Series, distinct: int) -> bool:
    """Whole numbers, all different, that count the rows or stand under a name such as `id`."""
    if series.dtype != np.int64:
        return False
    named = _NAMES_ROWS.search(name.strip()) or _NAMES_ROWS.search(name.strip().lower())
    if distinct < len(series):
        return bool(named)
    values = series.to_numpy()
    counting = len(values) > 2 and bool((np.diff(values) == 1).all())
    return counting or bool(named)


def _dates(column: Studied) -> tuple[pd.Series, Column] | None:
    """The column as dates; None when they do not follow one format."""
    there = [i for i, gone in enumerate(column.missing) if not gone]
    read = read_dates(pd.Series([in_our_digits(column.cells[i]) for i in there], dtype=object))
    if read is None:
        return None
    values = np.full(len(column.cells) + 1, np.datetime64("NaT"), dtype="datetime64[us]")
    values[there] = read.to_numpy().astype("datetime64[us]")
    failed = [i for i in there if np.isnat(values[i])]
    missing = int(column.counts[column.missing].sum() + (column.codes < 0).sum())
    series = pd.Series(values[column.codes])
    return series, Column(
        column.name, column.original, "date", n_missing=missing,
        n_unreadable=int(column.counts[failed].sum()) if failed else 0,
        unreadable=tuple(column.cells[i] for i in failed[:_EXAMPLES]),
        reason="It holds dates.", n_distinct=int(series.nunique()),
    )  # fmt: skip


def long_numbers(name: str, original: str, values: pd.Series, decimal: str) -> tuple[pd.Series, Column]:
    """A column that the C parser read as numbers."""
    numbers = values.to_numpy()
    infinite = np.isinf(numbers)
    endless = int(infinite.sum())
    missing = int(np.isnan(numbers).sum())
    if endless:
        values = values.mask(pd.Series(infinite))
    fact = Column(
        name, original, "number", decimal=decimal, n_missing=missing, n_unreadable=endless,
        unreadable=("inf",) if endless else (), n_distinct=_distinct(values),
    )  # fmt: skip
    return values, number_facts(fact, values.iloc[:_DISTINCT_AMONG])


def _distinct(values: pd.Series) -> int:
    """How many different values the first rows of a long column hold, and at least two when any two differ."""
    first = pd.unique(values.array[:_DISTINCT_AMONG])
    count = len(first) - int(pd.isna(first).any())
    if count == 1 and pd.api.types.is_numeric_dtype(values) and values.min() != values.max():
        return 2
    return count


def long_words(name: str, original: str, values: pd.Series) -> tuple[pd.Series, Column]:
    """A long column of words, as the C parser read it."""
    words = values.str.strip() if values.head(1000).str.endswith(" ").any() else values
    missing = int(words.isna().sum())
    reason = "It holds words, not numbers."
    return words, Column(
        name, original, "text", n_missing=missing, reason=reason, n_distinct=_distinct(words)
    )


def long_dates(name: str, original: str, values: pd.Series) -> tuple[pd.Series, Column] | None:
    """A long column of dates; None when one in a hundred does not follow the format of the first."""
    if pd.api.types.is_datetime64_any_dtype(values):
        dates = values.dt.tz_convert(None) if values.dt.tz is not None else values
        return dates, Column(
            name, original, "date", n_missing=int(dates.isna().sum()), reason="It holds dates.", n_distinct=_distinct(dates)
        )  # fmt: skip
    there = values.dropna()
    read = read_dates(there) if len(there) else None
    if read is None or read.isna().sum() > 0.01 * len(there):
        return None
    dates = read.reindex(values.index)
    failed = there[read.isna()]
    failed = failed[~failed.str.strip().str.lower().isin(sorted(MISSING_IN_NUMBERS))]
    return dates, Column(
        name, original, "date", n_missing=int(dates.isna().sum()) - len(failed), n_unreadable=len(failed),
        unreadable=tuple(failed.unique()[:_EXAMPLES]), reason="It holds dates.", n_distinct=_distinct(dates),
    )  # fmt: skip


def _words(column: Studied) -> tuple[pd.Series, Column]:
    """The column as it is written."""
    # NA is a country, and None an answer: what is written in a column of words stays there
    gone = np.array([not cell for cell in column.cells] + [True], dtype=bool)
    cells = np.array([*column.cells, ""], dtype=object)
    cells[gone] = None
    kind = column.kind if column.kind in ("identifier", "empty") else "text"
    missing = int(gone[column.codes].sum())
    series = pd.Series(cells[column.codes], dtype="str")
    reason = column.reason or _why_words(column, kind)
    distinct = int((~gone).sum())
    return series, Column(
        column.name, column.original, kind, n_missing=missing, reason=reason, n_distinct=distinct
    )


def _why_words(column: Studied, kind: str) -> str:
    if kind == "empty":
        return "It is empty."
    if column.kind == "date":
        return "It holds dates written in different ways."
    if column.cells and TIME.fullmatch(column.cells[0]):
        return "It holds times of day."
    return "It holds words, not numbers."


def report_columns(facts: dict[str, Column], receipt: Receipt) -> None:
    """The lines on numbers: marks, units, what is missing, what could not be read, what stays unclear."""
    numbers = [fact for fact in facts.values() if fact.kind == "number"]
    commas = [fact.name for fact in numbers if fact.decimal == ","]
    if commas and len(commas) == len(numbers):
        receipt.say(Topic.DECIMAL, "The decimal mark is a comma.", len(commas), columns=commas[:3], mark=",")
    elif commas:
        receipt.say(
            Topic.DECIMAL,
            f"In {counted(len(commas), 'column', 'columns')} the decimal mark is a comma.",
            len(commas),
            columns=commas[:3],
            mark=",",
        )
    for mark, word in ((",", "commas"), (".", "points"), (" ", "spaces"), ("'", "apostrophes")):
        same = [fact for fact in numbers if fact.thousands and _same_mark(fact.thousands, mark)]
        if same:
            where = counted(len(same), "column", "columns")
            names = [fact.name for fact in same[:3]]
            receipt.say(
                Topic.THOUSANDS,
                f"Thousands are set apart by {word} in {where}.",
                len(same),
                columns=names,
                mark=mark,
            )
    for fact in numbers:
        if fact.ambiguous:
            reading = "one and a bit" if not fact.thousands else "a thousand and more"
            mark = fact.thousands or fact.decimal or "."
            text = f"Column {quoted(fact.name)}: a number such as 1{mark}234 could mean two things; it was read as {reading}."
            receipt.say(Topic.EITHER_WAY, text, 1, columns=[fact.name], mark=mark)
        if fact.unit:
            words = f"Column {quoted(fact.name)}: the numbers are in {fact.unit}."
            receipt.say(Topic.UNIT, words, 1, columns=[fact.name], mark=fact.unit)
    missing = sum(fact.n_missing for fact in facts.values())
    if missing:
        receipt.say(
            Topic.MISSING, f"{counted(missing, 'cell is', 'cells are')} empty or marked as missing.", missing
        )
    count = sum(fact.n_unreadable for fact in facts.values())
    if count:
        worst = next(fact for fact in facts.values() if fact.n_unreadable)
        text = f"{counted(count, 'cell', 'cells')} could not be read and {was(count)} taken as missing"
        receipt.say(
            Topic.UNREADABLE,
            f"{text} (first in column {quoted(worst.name)}).",
            count,
            columns=[worst.name],
            example=worst.unreadable[0] if worst.unreadable else "",
        )


def _same_mark(mark: str, group: str) -> bool:
    if group == " ":
        return mark in SPACES
    if group == "'":
        return mark in APOSTROPHES
    return mark == group
