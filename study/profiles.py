"""What the groups are like, in words and in a table. Pure: no Streamlit, and the user's text as it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from study.dateline import as_in_file
from study.dates import as_date, step_of_dates
from study.digits import all_written, as_it_is, in_locale, share, smallest_of, step_within, written
from study.text import isolated, shortened
from tables import Table, complete_rows, numbers_of
from tables.model import Column

Array = NDArray[np.float64]
Labels = NDArray[np.signedinteger]

RATHER, HIGH, VERY_HIGH = 0.25, 0.5, 1.5
"""Standard deviations away from the average of all rows. "Rather" is for groups that have nothing clearer."""
NOT_BY_CHANCE = 3.0
"""How many standard errors a column that was not grouped by must be away to be worth a word."""
MOSTLY, MORE_OFTEN = 0.5, 0.2
"""A word is typical of a group that holds it in this share of its rows, and by so much more often than all rows do."""
MOST_TRAITS = 3
MOST_BESIDES = 3
MOST_TYPICAL = 4
BEFORE_NUMBERS = "$£¥₹"
"""Units that are written before the number."""
MOST_TEXT_COLUMNS = 20
MOST_WORDS = 30
MOST_PROFILED = 200
"""More columns of numbers than anybody reads on the screen, and few enough to be sent at every change of anything."""
ROWS = "rows"


@dataclass(frozen=True)
class Trait:
    """What sets a group apart in one column: `how` is "low" or "high", of dates "early" or "late", "very" or "rather" so."""

    column: str
    how: str
    typical: float
    overall: float
    distance: float
    is_date: bool = False


@dataclass(frozen=True)
class NumberProfile:
    """One column of numbers: its average over all rows and in each group, its spread, and whether it was grouped by.

    Dates are numbers here, days since 1970, and written as dates. `unit` is what stands at the numbers in the file. `across`:
    they are longitudes that are counted across the date line, and written as in the file. `smallest` see `written` in digits.
    `decimal` is the decimal mark of the file. `center`: what `overall` and `means` are, where they are no averages.
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
    decimal: str = "."
    center: str = "average"

    @cached_property
    def step(self) -> float:
        """How small a difference is to be seen in what is said of this column."""
        return step_within(self.spread, [self.overall, *self.means.tolist()])

    def said(self, value: float) -> str:
        """A value of this column for people."""
        if self.is_date:
            return as_date(value, self.step)
        text = in_locale(written(self._in_file(value), self.step, self.smallest), self.decimal)
        return with_unit(text, self.unit) if self.unit and np.isfinite(value) else text

    def said_exactly(self, value: float) -> str:
        """A value that stands in the file, to be found there again."""
        if self.is_date:
            return as_date(value, step_of_dates(np.array([value])))
        text = in_locale(as_it_is(self._in_file(value)), self.decimal)
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

    everywhere : the share over all rows of the word that is most common in each group
    """

    column: str
    overall: tuple[str, float]
    most_common: tuple[tuple[str, float], ...]
    everywhere: tuple[float, ...] = ()


@dataclass(frozen=True)
class Weighed:
    """The column that says how often each row counts, and what that adds up to in each group, shape (k,)."""

    column: str
    sums: Array


@dataclass(frozen=True)
class Profiles:
    """What every group is like. `sizes` has shape (k,), in rows; `names` those that somebody gave to the groups, "" for one without;
    `weighed`: where rows do not count once each, how often, which averages and shares then go by."""

    sizes: Labels
    numbers: tuple[NumberProfile, ...]
    words: tuple[WordProfile, ...]
    names: tuple[str, ...] = ()
    weighed: Weighed | None = None

    @property
    def k(self) -> int:
        """How many groups."""
        return len(self.sizes)

    def written(self, text: str) -> str:
        """A number of rows or a share, as the file writes numbers."""
        return in_locale(text, self.numbers[0].decimal) if self.numbers else text

    def title(self, group: int, kept_apart: Callable[[str], str] = str) -> str:
        """ "Group 2", or with its name "Group 2 · Big spenders". kept_apart : what is done to the name, as `isolated`"""
        name = self.names[group] if self.names else ""
        return f"Group {group + 1} · {kept_apart(name)}" if name else f"Group {group + 1}"

    @cached_property
    def counting(self) -> tuple[NumberProfile, ...]:
        """The columns that were grouped by."""
        return tuple(number for number in self.numbers if number.counts)

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
) -> Profiles:
    """Profiles over all columns of numbers (those grouped by first) and all columns of words.

    labels : integers of shape (n_kept,), for the rows that have a number in each of `columns`
    means : array of shape (k, n_columns), in the units of the file
    across : columns of longitudes, in `table` and `means` as they count across the date line
    center : what `means` are, where they are no averages; overall : the same of all rows, shape (n_columns,), in the same units
    weighed_by, weights : the column that says how often each row counts, and its values, shape (n_kept,)
    """
    values, kept = complete_rows(table, columns)
    k = len(means)
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
            table.receipt.decimal,
            center,
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
            profile = _number_profile(table.column(name), own, labels, k, name in across, weights)
            numbers.append(replace(profile, decimal=table.receipt.decimal))
    words: list[WordProfile] = []
    for column in table.columns:
        if column.kind == "text" and column.name not in counting and len(words) < MOST_TEXT_COLUMNS:
            texts = table.frame[column.name][kept]
            if _is_category(texts):
                words.append(_word_profile(column.name, texts, labels, k, weights))
    weighed = (
        None
        if weights is None
        else Weighed(weighed_by, np.bincount(labels, weights, minlength=k).astype(np.float64))
    )
    return Profiles(sizes, tuple(numbers), tuple(words), weighed=weighed)


def _spread(values: Array, weights: Array | None) -> float:
    """The standard deviation."""
    if weights is None:
        return float(values.std())
    return float(
        np.sqrt(np.average(np.square(values - np.average(values, weights=weights)), weights=weights))
    )


def _number_profile(
    column: Column, values: Array, labels: Labels, k: int, across: bool, weights: Array | None
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
        column.name,
        float(np.average(present, weights=own)),
        _spread(present, own),
        means,
        False,
        unit=column.unit,
        across=across,
        smallest=smallest_of(present),
    )


def _is_category(series: pd.Series) -> bool:
    """Words that come again; names that are all different have no most common one."""
    there = series.dropna()
    return len(there) > 0 and there.nunique() <= max(2, len(there) // 2)


def _word_profile(
    name: str, series: pd.Series, labels: Labels, k: int, weights: Array | None = None
) -> WordProfile:
    of_all = _shares(series, weights)
    of_groups = [
        _shares(series[labels == j], None if weights is None else weights[labels == j]) for j in range(k)
    ]
    per_group = tuple(map(_most_common, of_groups))
    everywhere = tuple(float(of_all.get(word, 0.0)) if of_group else 0.0 for word, of_group in per_group)
    return WordProfile(name, _most_common(of_all), per_group, everywhere)


def _shares(series: pd.Series, weights: Array | None) -> pd.Series:
    """Which share of the rows that have a word has each, by the word; weights : how often each row counts"""
    if weights is None:
        return series.value_counts(normalize=True)
    counts = pd.Series(weights, series.index).groupby(series, observed=True).sum()
    total = float(counts.sum())
    return counts / total if total > 0 else counts.iloc[:0]


def _most_common(shares: pd.Series) -> tuple[str, float]:
    if shares.empty:
        return "", 0.0
    word = sorted(str(each) for each in shares.index[shares == shares.max()])[0]
    return word, float(shares.max())


def traits(profiles: Profiles, group: int) -> list[Trait]:
    """What sets a group apart, the most telling first: only columns that were grouped by."""
    found = [_trait(number, group) for number in profiles.counting]
    told = sorted((each for each in found if each is not None), key=lambda trait: -abs(trait.distance))
    clear = [trait for trait in told if abs(trait.distance) >= HIGH]
    return (clear or told)[:MOST_TRAITS]


def _trait(number: NumberProfile, group: int) -> Trait | None:
    typical = float(number.means[group])
    if number.spread == 0 or not np.isfinite(typical):
        return None
    distance = (typical - number.overall) / number.spread
    size = abs(distance)
    if size < RATHER:
        return None
    low, high = ("early", "late") if number.is_date else ("low", "high")
    side = high if distance > 0 else low
    how = f"very {side}" if size >= VERY_HIGH else side if size >= HIGH else f"rather {side}"
    return Trait(number.column, how, typical, number.overall, distance, number.is_date)


def besides(profiles: Profiles, group: int) -> list[str]:
    """What else sets a group apart: columns that were not grouped by, where the difference is hardly chance."""
    size = int(profiles.sizes[group])
    found: list[tuple[float, str]] = []
    far = np.abs(profiles.distances[:, group])
    farthest = np.argsort(-far, kind="stable")[:MOST_BESIDES]  # nan comes last
    for index in farthest.tolist():
        number = profiles.others[index]
        trait = _trait(number, group)
        if trait is None or abs(trait.distance) < max(HIGH, NOT_BY_CHANCE / np.sqrt(size)):
            continue
        value, overall = number.said(trait.typical), number.said(trait.overall)
        found.append((abs(trait.distance), f"{_in_words(trait)} {value} (all: {overall})"))
    for words in profiles.words:
        (word, own), everywhere = words.most_common[group], words.everywhere[group]
        more = own - everywhere
        deviation = float(np.sqrt(everywhere * (1 - everywhere)))
        if own < MOSTLY or more < max(MORE_OFTEN, NOT_BY_CHANCE * deviation / np.sqrt(size)):
            continue
        shares = f"{profiles.written(share(own))}, all: {profiles.written(share(everywhere))}"
        found.append(
            (
                more / deviation,
                f"{isolated(words.column, MOST_WORDS)} mostly {isolated(word, MOST_WORDS)} ({shares})",
            )
        )
    return [text for _, text in sorted(found, key=lambda each: -each[0])[:MOST_BESIDES]]


def _in_words(trait: Trait) -> str:
    """ "high income"; "late (ordered on)", for the name of a date is seldom a noun that can be late."""
    name = isolated(trait.column, MOST_WORDS)
    return f"{trait.how} ({name})" if trait.is_date else f"{trait.how} {name}"


def noun_for(number: int, noun: str) -> str:
    """The noun for one or many, for a sentence: "1 row", "2 rows". What users call theirs is left as they wrote it."""
    if noun == ROWS:
        return "row" if number == 1 else ROWS
    return isolated(noun, 40)


def group_headline(profiles: Profiles, group: int, noun: str = ROWS) -> str:
    """ "Group 2, 41 customers: high income, low spending"."""
    size = int(profiles.sizes[group])
    found = traits(profiles, group)
    if size == 0:
        what = "nothing is nearest to it"
    elif profiles.k == 1:
        what = "all of them"
    elif found:
        what = ", ".join(_in_words(trait) for trait in found)
    else:
        what = f"about average in {_some([number.column for number in profiles.counting])}"
    other = _beside(profiles, group) if size and profiles.k > 1 else ""
    return f"{who(profiles, group, noun)}: {what}{other}"


def trait_words(profiles: Profiles, group: int) -> str:
    """ "high income, low spending"; "" for a group that nothing sets apart. Plain text for a field."""
    return ", ".join(f"{each.how} {shortened(each.column, MOST_WORDS)}" for each in traits(profiles, group))


def who(profiles: Profiles, group: int, noun: str = ROWS) -> str:
    """ "Group 2, 41 customers"."""
    size = int(profiles.sizes[group])
    return f"{profiles.title(group, isolated)}, {profiles.written(f'{size:,}')} {noun_for(size, noun)}"


def _beside(profiles: Profiles, group: int) -> str:
    """What tells a group from the nearest of those whose traits read the same; "" where there are none."""
    said = {(trait.column, trait.how) for trait in traits(profiles, group)}
    numbers = [number for number in profiles.counting if number.spread > 0]
    twins = {
        j: [(number.means[group] - number.means[j]) / number.spread for number in numbers]
        for j in range(profiles.k)
        if j != group
        and profiles.sizes[j]
        and {(trait.column, trait.how) for trait in traits(profiles, j)} == said
    }
    if not twins or not numbers:
        return ""
    twin = min(twins, key=lambda j: float(np.linalg.norm(twins[j])))
    number, by = max(zip(numbers, twins[twin], strict=True), key=lambda each: abs(each[1]))
    less, more = ("earlier", "later") if number.is_date else ("lower", "higher")
    return f" ({isolated(number.column, MOST_WORDS)} {more if by > 0 else less} than in group {twin + 1})"


def _some(names: Sequence[str]) -> str:
    """ "a and b", "a, b and 4 more"."""
    shown = [isolated(name, MOST_WORDS) for name in names[:2]]
    return f"{', '.join(shown)} and {len(names) - 2} more" if len(names) > 2 else " and ".join(shown)


def typical_values(profiles: Profiles, group: int) -> list[tuple[str, str, str]]:
    """The columns grouped by, the most telling of many: name, typical value in the group, average of all rows."""
    counting = profiles.counting

    def distance(number: NumberProfile) -> float:
        distance = abs(float(number.means[group]) - number.overall) / (number.spread or 1.0)
        return distance if np.isfinite(distance) else 0.0

    telling = {number.column for number in sorted(counting, key=distance, reverse=True)[:MOST_TYPICAL]}
    return [
        (number.column, number.said(float(number.means[group])), number.said(number.overall))
        for number in counting
        if number.column in telling
    ]


def with_unit(text: str, unit: str) -> str:
    """ "300 €", "7.05%", "−$300": a number with what stands at it in the file."""
    if unit in BEFORE_NUMBERS:
        return f"−{unit}{text[1:]}" if text.startswith("−") else f"{unit}{text}"
    return f"{text}{unit}" if unit == "%" else f"{text}\u00a0{shortened(unit, 12)}"


def profile_table(profiles: Profiles, noun: str = ROWS) -> pd.DataFrame:
    """The profiles as text for the screen: one line per column of the file, one column per group.

    Of the columns of numbers the first `MOST_PROFILED` are in it.
    """
    heads = ["Column", "All", *(profiles.title(j) for j in range(profiles.k))]
    total = int(profiles.sizes.sum())
    lines = [[f"How many {noun}", *(profiles.written(f"{int(size):,}") for size in (total, *profiles.sizes))]]
    lines.append(
        ["Share", "100%", *(profiles.written(share(float(size) / total)) for size in profiles.sizes)]
    )
    if profiles.weighed is not None:
        lines.extend(_weighed_lines(profiles, profiles.weighed))
    for number in profiles.numbers[:MOST_PROFILED]:
        lines.append(
            [
                f"{shortened(number.column)} ({number.center})",
                number.said(number.overall),
                *(number.said(float(mean)) for mean in number.means),
            ]
        )
    for word in profiles.words:
        lines.append(
            [
                f"{shortened(word.column)} (most common)",
                *(_word_and_share(profiles, each) for each in (word.overall, *word.most_common)),
            ]
        )
    return pd.DataFrame(lines, columns=heads)


def _weighed_lines(profiles: Profiles, weighed: Weighed) -> list[list[str]]:
    """What the rows of each group stand for, and which share of all."""
    total, name = float(weighed.sums.sum()), shortened(weighed.column)
    sums = map(profiles.written, all_written([total, *weighed.sums.tolist()]))
    shares = (profiles.written(share(float(each) / total)) for each in weighed.sums)
    return [[f"{name} (in all)", *sums], [f"Share by {name}", "100%", *shares]]


def _word_and_share(profiles: Profiles, most_common: tuple[str, float]) -> str:
    word, of_rows = most_common
    return f"{shortened(word, 40)} ({profiles.written(share(of_rows))})" if of_rows else "–"
