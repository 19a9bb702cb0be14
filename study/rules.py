"""A rule in words for each group: the two thresholds that tell it best from all others, and how good they are.

k-means knows no such rules. They say in short where a group lies, and are told with what they get wrong.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from study.dateline import AROUND
from study.profiles import NumberProfile, Profiles
from study.text import isolated

Array = NDArray[np.float64]
Labels = NDArray[np.signedinteger]

MOST_THRESHOLDS = 40
"""So many places of a column are tried."""
MOST_RULE_COLUMNS = 6
"""So many columns are tried, those in which the groups differ most."""
_HALF_AROUND = AROUND / 2
_DECIMALS = 10
"""Of a longitude: finer than any file has them."""


@dataclass(frozen=True)
class Condition:
    """A value above a threshold (`above`), or at most that. least : of `above`, a number that values which meet it reach, and no
    others do"""

    column: int
    threshold: float
    above: bool
    least: float | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Rule:
    """Conditions that hold together, one or two; hits : how many rows of the group meet them; size : how many rows it has;
    others : how many rows of other groups meet them"""

    conditions: tuple[Condition, ...]
    hits: int
    size: int
    others: int


def find_rules(values: Array, labels: Labels, k: int, across: Collection[int] = ()) -> list[Rule | None]:
    """The best rule for each group; None for a group without rows, and for a single one.

    values : array of shape (n, n_columns), in the units of the file. The best is the one with the largest F1: the harmonic mean of
    how many of the group meet it and how many that meet it are of the group.
    across : the columns of longitudes that are counted across the date line; a condition on one has both ends
    """
    if k < 2:
        return [None] * k
    sizes = np.bincount(labels, minlength=k)
    columns = _telling(values, labels, k)[:MOST_RULE_COLUMNS]
    thresholds = {j: _thresholds(values[:, j]) for j in columns}
    places = {j: np.searchsorted(thresholds[j], values[:, j], side="left") for j in columns}
    best: list[tuple[float, Rule] | None] = [None] * k

    def offer(group: int, f1: float, conditions: tuple[Condition, ...], hits: int, met: int) -> None:
        held = best[group]
        fewer = held is not None and abs(f1 - held[0]) < 1e-12 and len(conditions) < len(held[1].conditions)
        if held is None or f1 > held[0] + 1e-12 or fewer:
            best[group] = (f1, Rule(conditions, hits, int(sizes[group]), met - hits))

    for j in columns:
        # How many rows of each group lie in each place between thresholds, and how many before each: shape (places + 1, k)
        inside = np.zeros((len(thresholds[j]) + 1, k), dtype=np.int64)
        np.add.at(inside, (places[j], labels), 1)
        before = np.vstack([np.zeros(k, dtype=np.int64), inside.cumsum(axis=0)])
        for group in range(k):
            if sizes[group]:
                f1, low, high, hits, met = _best_interval(before, group, int(sizes[group]))
                offer(group, f1, _between(j, thresholds[j], low, high), hits, met)
    for a, b in combinations(columns, 2):
        shape = (len(thresholds[a]) + 1, len(thresholds[b]) + 1)
        cells = np.bincount(
            (labels * shape[0] + places[a]) * shape[1] + places[b], minlength=k * shape[0] * shape[1]
        ).reshape(k, *shape)
        before = np.zeros((k, shape[0] + 1, shape[1] + 1), dtype=np.int64)
        before[:, 1:, 1:] = cells.cumsum(axis=1).cumsum(axis=2)
        ends = before[:, 1:-1, 1:-1]
        all_a, all_b, every = before[:, 1:-1, -1:], before[:, -1:, 1:-1], before[:, -1:, -1:]
        corners = {
            (False, False): ends,
            (False, True): all_a - ends,
            (True, False): all_b - ends,
            (True, True): every - all_a - all_b + ends,
        }
        for (above_a, above_b), hits_of in corners.items():
            if not hits_of.size:
                continue
            met_of = hits_of.sum(axis=0)
            f1s = 2 * hits_of / np.maximum(1, met_of + sizes[:, np.newaxis, np.newaxis])
            for group in range(k):
                if sizes[group]:
                    i, m = np.unravel_index(int(f1s[group].argmax()), f1s[group].shape)
                    conditions = (
                        Condition(a, float(thresholds[a][i]), above_a),
                        Condition(b, float(thresholds[b][m]), above_b),
                    )
                    offer(
                        group,
                        float(f1s[group, i, m]),
                        conditions,
                        int(hits_of[group, i, m]),
                        int(met_of[i, m]),
                    )
    rules = [None if each is None or not each[1].conditions else each[1] for each in best]
    empty = {j: _empty_part(values[:, j]) for j in across}
    return [None if each is None else _with_ends(_closed(each, empty), values) for each in rules]


def _empty_part(longitudes: Array) -> tuple[float, float]:
    """Below and from where on no longitude is, as they count: one place on the globe, round the globe from itself."""
    end = roundest(float(longitudes.max()) - AROUND, float(longitudes.min()))
    return end, end + AROUND


def _closed(rule: Rule, empty: Mapping[int, tuple[float, float]]) -> Rule:
    """The rule with both ends of each stretch of longitudes: "over 100" goes on beyond the date line, and must end before it comes round."""
    conditions = list(rule.conditions)
    for column, (begin, end) in empty.items():
        sides = {each.above for each in conditions if each.column == column}
        if sides == {True}:
            conditions.append(Condition(column, end, False))
        elif sides == {False}:
            conditions.append(Condition(column, begin, True))
    return replace(rule, conditions=tuple(conditions))


def _with_ends(rule: Rule, values: Array) -> Rule:
    """The rule with the least number of each stretch: the threshold itself, unless a row has just that."""
    conditions = []
    for each in rule.conditions:
        column = values[:, each.column]
        taken = each.above and bool((column == each.threshold).any())
        least = float(column[column > each.threshold].min()) if taken else each.threshold
        conditions.append(replace(each, least=least))
    return replace(rule, conditions=tuple(conditions))


def _telling(values: Array, labels: Labels, k: int) -> list[int]:
    """The columns in which the groups differ most, measured by their spread, the most telling first."""
    counts = np.maximum(1, np.bincount(labels, minlength=k))
    told = []
    for j, column in enumerate(values.T):
        centered = column - column.mean()
        between = float((np.square(np.bincount(labels, centered, minlength=k)) / counts).sum())
        total = float(np.square(centered).sum())
        if total > 0:
            told.append((-between / total, j))
    return [j for _, j in sorted(told)]


def _thresholds(column: Array) -> Array:
    """Up to `MOST_THRESHOLDS` places between values, each the roundest number there, rising."""
    distinct = np.unique(column)
    if len(distinct) > MOST_THRESHOLDS + 1:
        wanted = np.quantile(column, np.linspace(0, 1, MOST_THRESHOLDS + 2)[1:-1])
        below = np.unique(np.clip(np.searchsorted(distinct, wanted), 0, len(distinct) - 2))
    else:
        below = np.arange(len(distinct) - 1)
    return np.unique([roundest(float(distinct[i]), float(distinct[i + 1])) for i in below])


def roundest(low: float, high: float) -> float:
    """The roundest number well between two values, from `low` on and below `high`, so that "above it" tells the two apart. Where that
    takes more digits than the two have, `low` itself: "up to 9" and not "up to 9.5"."""
    gap = high - low
    begin, end = low + gap / 4, high - gap / 4
    power = math.floor(math.log10(gap)) + 2 if gap > 0 else 0
    for exponent in range(power, power - 5, -1):
        for step in (5, 2, 1):
            unit = step * 10.0**exponent
            number = round(math.ceil(begin / unit) * unit, max(0, -exponent))
            if begin <= number <= end and low <= number < high:
                finer = len(f"{number:.12g}") > max(len(f"{low:.12g}"), len(f"{high:.12g}"))
                return low if finer else number
    return low


def _best_interval(before: NDArray[np.int64], group: int, size: int) -> tuple[float, int, int, int, int]:
    """The best stretch of a column for a group: F1, from which place to before which, and how many of the group and of all are in it."""
    hits = before[np.newaxis, :, group] - before[:, np.newaxis, group]
    all_before = before.sum(axis=1)
    met = all_before[np.newaxis, :] - all_before[:, np.newaxis]
    f1s = np.where(met > 0, 2 * hits / np.maximum(1, met + size), 0.0)
    low, high = np.unravel_index(int(f1s.argmax()), f1s.shape)
    return float(f1s[low, high]), int(low), int(high), int(hits[low, high]), int(met[low, high])


def _between(column: int, thresholds: Array, low: int, high: int) -> tuple[Condition, ...]:
    conditions = []
    if low > 0:
        conditions.append(Condition(column, float(thresholds[low - 1]), True))
    if high <= len(thresholds):
        conditions.append(Condition(column, float(thresholds[high - 1]), False))
    return tuple(conditions)


def rule_in_words(rule: Rule, profiles: Profiles) -> str:
    """ "income over 70 and score up to 40: 29 of its 31, and 2 others"."""
    columns = dict.fromkeys(each.column for each in rule.conditions)
    parts = [
        _stretch_in_words(
            [each for each in rule.conditions if each.column == column], profiles.counting[column]
        )
        for column in columns
    ]
    if rule.hits == rule.size:
        own = f"all {profiles.numerals.whole(rule.size)}" if rule.size > 1 else "its one row"
    else:
        own = f"{profiles.numerals.whole(rule.hits)} of its {profiles.numerals.whole(rule.size)}"
    others = (
        f"and {profiles.numerals.whole(rule.others)} other{'' if rule.others == 1 else 's'}"
        if rule.others
        else "and no other"
    )
    return f"{' and '.join(parts)}: {own}, {others}"


def _stretch_in_words(conditions: Sequence[Condition], number: NumberProfile) -> str:
    """What is asked of one column: "income over 70", "score up to 40", "age between 30 and 62", "likes it: often to always",
    "town is Ulm"."""
    if number.matched is not None:
        column, word = (isolated(each, 30) for each in number.matched)
        return f"{column} {'is' if conditions[0].above else 'is not'} {word}"
    name = isolated(number.column, 30)
    over = next((each for each in conditions if each.above), None)
    up_to = next((each for each in conditions if not each.above), None)
    if number.scale is not None:
        ends = (-math.inf if over is None else over.threshold, math.inf if up_to is None else up_to.threshold)
        asked = number.column.rstrip().endswith(("?", ":", "!"))  # a question has its sign
        return f"{name}{'' if asked else ':'} {number.scale.within(*ends)}"
    if over is None or up_to is None:
        (one,) = conditions
        above = "after" if number.is_date else "over"
        return f"{name} {above if one.above else 'up to'} {number.said_exactly(one.threshold)}"
    least = over.threshold if over.least is None else over.least
    if number.across and up_to.threshold >= _HALF_AROUND:
        # Beyond the date line, as the file has it. Rounded, for taking 360 off leaves a rest.
        below = number.said_exactly(round(up_to.threshold - AROUND, _DECIMALS))
        if over.threshold < _HALF_AROUND:
            return f"{name} over {number.said_exactly(over.threshold)} or up to {below}"
        least = round(least - AROUND, _DECIMALS)
        return f"{name} between {number.said_exactly(least)} and {below}"
    if least == up_to.threshold:
        return f"{name} {number.said_exactly(least)}"
    return f"{name} between {number.said_exactly(least)} and {number.said_exactly(up_to.threshold)}"
