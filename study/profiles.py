"""What the groups are like: of every column the averages, or the most common word. Pure: no Streamlit, and the user's text as it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from study.dateline import as_in_file
from study.dates import as_date, step_of_dates
from study.digits import smallest_of, step_within
from study.numerals import POINT, Numerals, numerals_of
from study.scales import Scale, scale_of
from study.text import isolated, shortened
from tables import Table, complete_rows, numbers_of
from tables.words import different

Array = NDArray[np.float64]
Labels = NDArray[np.signedinteger]

BEFORE_NUMBERS = "$£¥₹"
"""Units that are written before the number."""
MOST_TEXT_COLUMNS = 20
ROWS = "rows"


@dataclass(frozen=True)
class NumberProfile:
    """One column of numbers: its average over all rows and in each group, its spread, and whether it was grouped by.

    Dates are numbers here, days since 1970, and written as dates. `unit` is what stands at the numbers in the file. `across`:
    they are longitudes that are counted across the date line, and written as in the file. `smallest` see `written` in digits.
    numerals : see `Numerals`; scale : where its numbers stand for words; center : what `overall` and `means` are, where they are no
    averages; matched : where it is one of 0 and 1 for a word that is compared by whether it matches: the column of words in the file, and the word;
    of_word : where it is one of 0 and 1 for a word, however that is compared: the column of words
    """

    column: str
    overall: float
    spread: float
    means: Array
    counts: bool
    is_date: bool = False
    unit: str | None = None
    across: bool = False
    smallest: float = np.inf
    numerals: Numerals = POINT
    scale: Scale | None = None
    center: str = "average"
    matched: tuple[str, str] | None = None
    of_word: str = ""

    @property
    def kind(self) -> str:
        """What its numbers are: "average", or "share" where all is 0 or 1; or another center."""
        is_share = self.center == "average" and self.scale is not None and self.scale.is_share
        return "share" if is_share else self.center

    @cached_property
    def step(self) -> float:
        """How small a difference is to be seen in what is said of this column."""
        return step_within(self.spread, [self.overall, *self.means.tolist()])

    def said(self, value: float) -> str:
        """A value of this column for people."""
        if self.is_date:
            return as_date(value, self.step)
        text = self.numerals.written(self._in_file(value), self.step, self.smallest)
        if self.scale is not None:
            if self.center != "average" and np.isfinite(value):
                return self.scale.near(value)  # a median of words is one of them, or lies between two
            return self.scale.average(value, text, self.numerals)
        return with_unit(text, self.unit) if self.unit and np.isfinite(value) else text

    def said_exactly(self, value: float) -> str:
        """A value that stands in the file, to be found there again."""
        if self.is_date:
            return as_date(value, step_of_dates(np.array([value])))
        word = self.scale.word(value) if self.scale is not None else None
        if word is not None:
            return word
        text = self.numerals.exactly(self._in_file(value))
        return with_unit(text, self.unit) if self.unit and np.isfinite(value) else text

    def written(self, value: float) -> float | str | None:
        """A value of this column for other programs."""
        if self.is_date:
            return self.said(value) if np.isfinite(value) else None
        return self._in_file(value)

    def _in_file(self, value: float) -> float:
        return float(as_in_file(np.array(value))) if self.across else value


@dataclass(frozen=True)
class WordProfile:
    """One column of words: the most common one over all rows and in each group, and its share there.

    everywhere : the share over all rows of the word that is most common in each group; counts : whether it was grouped by
    """

    column: str
    overall: tuple[str, float]
    most_common: tuple[tuple[str, float], ...]
    everywhere: tuple[float, ...] = ()
    counts: bool = False


@dataclass(frozen=True)
class Weighed:
    """The column that says how often each row counts, and what that adds up to in each group, shape (k,)."""

    column: str
    sums: Array


@dataclass(frozen=True)
class Profiles:
    """What every group is like. `sizes` has shape (k,), in rows; `names` those that somebody gave to the groups, "" for one without;
    `weighed`: where rows do not count once each, how often, which averages and shares then go by; `told`: what is said of each
    group in place of what is high and low in it, () where that is said."""

    sizes: Labels
    numbers: tuple[NumberProfile, ...]
    words: tuple[WordProfile, ...]
    names: tuple[str, ...] = ()
    weighed: Weighed | None = None
    told: tuple[str, ...] = ()
    numerals: Numerals = POINT

    @property
    def k(self) -> int:
        """How many groups."""
        return len(self.sizes)

    def title(self, group: int, kept_apart: Callable[[str], str] = str) -> str:
        """ "Group 2", or with its name "Group 2 · Big spenders". kept_apart : what is done to the name, as `isolated`"""
        return f"Group {self._number_and_name(group, kept_apart)}"

    def in_sentence(self, group: int, kept_apart: Callable[[str], str] = str) -> str:
        """ "group 2", for the midst of a sentence; see `title`."""
        return f"group {self._number_and_name(group, kept_apart)}"

    def _number_and_name(self, group: int, kept_apart: Callable[[str], str]) -> str:
        name = self.names[group] if self.names else ""
        return f"{group + 1} · {kept_apart(name)}" if name else f"{group + 1}"

    @cached_property
    def counting(self) -> tuple[NumberProfile, ...]:
        """The columns that were grouped by."""
        return tuple(number for number in self.numbers if number.counts)

    @cached_property
    def amounts(self) -> tuple[NumberProfile, ...]:
        """Of these, those that are told as numbers: not those of 0 and 1 for words that `matched` tells."""
        return tuple(number for number in self.counting if number.matched is None)

    @cached_property
    def matched(self) -> tuple[WordProfile, ...]:
        """The columns of words that were grouped by, by whether they match."""
        return tuple(words for words in self.words if words.counts)

    @cached_property
    def others(self) -> tuple[NumberProfile, ...]:
        """The columns of numbers that were not."""
        return tuple(number for number in self.numbers if not number.counts)

    @cached_property
    def distances(self) -> Array:
        """How far each group is from the average of all in each of `others`, in standard deviations, shape (n_others, k);
        nan where a column does not vary or a group has no value in it."""
        if not self.others:
            return np.empty((0, self.k))
        spreads = np.array([number.spread or np.nan for number in self.others])
        overall = np.array([number.overall for number in self.others])
        means = np.stack([number.means for number in self.others])
        return np.asarray((means - overall[:, np.newaxis]) / spreads[:, np.newaxis])


def make_profiles(
    table: Table,
    columns: Sequence[str],
    labels: Labels,
    means: Array,
    across: Collection[str] = (),
    *,
    center: str = "average",
    overall: Array | None = None,
    weighed_by: str = "",
    weights: Array | None = None,
    matched: Collection[str] = (),
) -> Profiles:
    """Profiles over all columns of numbers (those grouped by first) and all columns of words.

    labels : integers of shape (n_kept,), for the rows that have a number in each of `columns`
    means : array of shape (k, n_columns), in the units of the file
    across : columns of longitudes, in `table` and `means` as they count across the date line
    center : what `means` are, where they are no averages; overall : the same of all rows, shape (n_columns,), in the same units
    weighed_by, weights : the column that says how often each row counts, and its values, shape (n_kept,)
    matched : the columns of words that were grouped by, by whether they match
    """
    values, kept = complete_rows(table, columns)
    k, numerals = len(means), numerals_of(table)
    sizes = np.bincount(labels, minlength=k)
    # Of no rows there is none, wherever their mean is.
    averages = np.where(sizes[:, np.newaxis] > 0, means, np.nan)
    numbers = [
        NumberProfile(
            name,
            float(np.average(values[:, j], weights=weights) if overall is None else overall[j]),
            _spread(values[:, j], weights),
            averages[:, j],
            True,
            table.column(name).kind == "date",
            table.column(name).unit,
            name in across,
            smallest_of(values[:, j]),
            numerals,
            scale_of(table, name),
            center,
            _word_matched(table, name, matched),
        )
        for j, name in enumerate(columns)
    ]
    others = [
        column.name
        for column in table.columns
        if column.kind == "number" and not column.identifier_like and column.n_distinct > 1
    ]
    counting = set(columns)
    for name, everywhere in numbers_of(table, [name for name in others if name not in counting]):
        own = everywhere[kept]
        if np.isfinite(own).any():
            numbers.append(_number_profile(table, name, own, labels, k, name in across, weights))
    words: list[WordProfile] = []
    for column in table.columns:
        counts = column.name in matched
        if (
            column.kind == "text"
            and column.name not in counting
            and (counts or len(words) < MOST_TEXT_COLUMNS)
        ):
            texts, order = table.frame[column.name][kept], different(table, column.name) if counts else ()
            if counts or _is_category(texts):
                words.append(
                    replace(_word_profile(column.name, texts, labels, k, weights, order), counts=counts)
                )
    weighed = (
        None
        if weights is None
        else Weighed(weighed_by, np.bincount(labels, weights, minlength=k).astype(np.float64))
    )
    numbers = [
        replace(number, of_word=table.categories.get(number.column, ("", ""))[0]) for number in numbers
    ]
    return Profiles(sizes, tuple(numbers), tuple(words), weighed=weighed, numerals=numerals)


def _word_matched(table: Table, name: str, matched: Collection[str]) -> tuple[str, str] | None:
    found = table.categories.get(name)
    return found if found is not None and found[0] in matched else None


def _spread(values: Array, weights: Array | None) -> float:
    """The standard deviation."""
    if weights is None:
        return float(values.std())
    return float(
        np.sqrt(np.average(np.square(values - np.average(values, weights=weights)), weights=weights))
    )


def _number_profile(
    table: Table, name: str, values: Array, labels: Labels, k: int, across: bool, weights: Array | None
) -> NumberProfile:
    there = np.isfinite(values)
    own = None if weights is None else weights[there]
    if own is not None and not own.any():  # those that count have no number here
        own = None
    present = values[there]
    counts = np.bincount(labels[there], own, minlength=k)
    sums = np.bincount(labels[there], present if own is None else present * own, minlength=k)
    means = np.divide(sums, counts, out=np.full(k, np.nan), where=counts > 0)
    return NumberProfile(
        name,
        float(np.average(present, weights=own)),
        _spread(present, own),
        means,
        False,
        unit=table.column(name).unit,
        across=across,
        smallest=smallest_of(present),
        numerals=numerals_of(table),
        scale=scale_of(table, name),
    )


def _is_category(series: pd.Series) -> bool:
    """Words that come again; names that are all different have no most common one."""
    there = series.dropna()
    return len(there) > 0 and there.nunique() <= max(2, len(there) // 2)


def _word_profile(
    name: str,
    series: pd.Series,
    labels: Labels,
    k: int,
    weights: Array | None = None,
    order: Sequence[str] = (),
) -> WordProfile:
    """weights : how often each row counts, shape (n,), None: once; order : which of several that are most common is named, () for the
    first in the alphabet"""
    codes, kinds = pd.factorize(series)
    words = [str(kind) for kind in kinds]
    ranks = [order.index(word) for word in words] if order else np.argsort(np.argsort(words)).tolist()
    there = codes >= 0
    rows = np.bincount(
        labels[there] * len(words) + codes[there],
        None if weights is None else weights[there],
        minlength=k * len(words),
    ).reshape(k, -1)
    own, total = [_most_common(ranks, each) for each in rows], rows.sum(axis=0)
    everywhere = [float(total[place]) / float(total.sum()) if of_rows else 0.0 for place, of_rows in own]
    shown = [
        (words[place] if of_rows else "", of_rows) for place, of_rows in [*own, _most_common(ranks, total)]
    ]
    return WordProfile(name, shown[-1], tuple(shown[:-1]), tuple(everywhere))


def _most_common(ranks: Sequence[int], rows: Array | Labels) -> tuple[int, float]:
    """Which word is in most rows, of several that of the lowest rank, and in which share of them. ranks : of the words; rows : by word,
    shape (n_words,)"""
    place = min(np.flatnonzero(rows == rows.max()).tolist(), key=lambda each: ranks[each])
    total = float(rows.sum())
    return place, float(rows[place]) / total if total > 0 else 0.0


def noun_for(number: int, noun: str) -> str:
    """The noun for one or many, for a sentence: "1 row", "2 rows". What users call theirs is left as they wrote it."""
    if noun == ROWS:
        return "row" if number == 1 else ROWS
    return isolated(noun, 40)


def with_unit(text: str, unit: str) -> str:
    """ "300 €", "7.05%", "−$300": a number with what stands at it in the file."""
    if unit in BEFORE_NUMBERS:
        return f"−{unit}{text[1:]}" if text.startswith("−") else f"{unit}{text}"
    return f"{text}{unit}" if unit == "%" else f"{text}\u00a0{shortened(unit, 12)}"
