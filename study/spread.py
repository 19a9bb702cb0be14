"""How groups differ in one column: averages with what chance may do to them, where the middle half lies, words by group.

Pure: no Streamlit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from study.nearness import PLAIN, Nearness
from study.numerals import Numerals
from study.profiles import NumberProfile, Profiles

Array = NDArray[np.float64]
Labels = NDArray[np.signedinteger]

MOST_IN_A_STRIP = 200
"""Of so many rows each is drawn; of more, boxes say more."""
MOST_WORDS_SHOWN = 7
"""So many words of a column have bars of their own; the rarer ones share one."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
MISSING = "missing"
OTHERS = "others"


@dataclass(frozen=True, eq=False)
class ColumnSpread:
    """A column of numbers by group.

    number : its profile, which has the averages, or other centers, which have no interval; counts : integers of shape (k,), how many values a group has; low, high : arrays of
    shape (k,), the ends of the 95% interval of the average, nan where one value says nothing of it; quantiles : array of shape (k, 5)
    explained : the share of the spread that lies between the groups; values, labels : every value, where they are few, else empty
    """

    number: NumberProfile
    counts: Labels
    low: Array
    high: Array
    quantiles: Array
    explained: float
    values: Array
    labels: Labels


def t_95(n: int) -> float:
    """By how many standard errors the average of n values may be off in 95 of 100 draws (Student's t), within half a percent."""
    freedom = n - 1
    if freedom < 1:
        return math.nan
    known = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776}
    if freedom in known:
        return known[freedom]
    z = 1.959964
    # Cornish and Fisher's expansion
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum(term / float(freedom) ** (i + 1) for i, term in enumerate(terms))


def column_spread(
    number: NumberProfile, values: Array, labels: Labels, k: int, weights: Array | None = None
) -> ColumnSpread:
    """How a column lies in the groups. values : array of shape (n,), nan where one is missing; labels : integers of shape (n,);
    weights : how often each row counts, where that is not once: of such averages no interval is known"""
    there = np.isfinite(values)
    values, labels = values[there], labels[there]
    counted = None if weights is None or not weights[there].any() else weights[there]
    counts = np.bincount(labels, minlength=k)
    low, high = np.full(k, np.nan), np.full(k, np.nan)
    quantiles = np.full((k, len(QUANTILES)), np.nan)
    within = 0.0
    for group in range(k):
        own = values[labels == group]
        if not len(own):
            continue
        quantiles[group] = np.quantile(own, QUANTILES)
        mean = float(number.means[group])
        within += _squares(own, None if counted is None else counted[labels == group])
        if len(own) > 1 and weights is None and number.center == "average":
            off = t_95(len(own)) * float(own.std(ddof=1)) / math.sqrt(len(own))
            low[group], high[group] = mean - off, mean + off
    total = _squares(values, counted) if len(values) else 0.0
    few = len(values) <= MOST_IN_A_STRIP
    return ColumnSpread(
        number,
        counts,
        low,
        high,
        quantiles,
        max(0.0, 1 - within / total) if total > 0 else 0.0,
        values if few else values[:0],
        labels if few else labels[:0],
    )


def _squares(values: Array, weights: Array | None) -> float:
    """The sum of the squared distances to the average; weights : how often each value counts"""
    if weights is None:
        return float(np.square(values - values.mean()).sum())
    if not weights.any():
        return 0.0
    return float((weights * np.square(values - np.average(values, weights=weights))).sum())


def explained_in_words(of_all: float, profiles: Profiles, near: Nearness = PLAIN) -> str:
    """The share that the groups explain, in a sentence."""
    if profiles.k == 1:
        return "A single group explains nothing of the spread."
    if not near.measure.is_k_means:
        return (
            f"Rows are nearer to the {near.center} of their group than to that of all rows: by these {profiles.k} groups, the "
            f"{near.measure.total[0].lower()}{near.measure.total[1:]} goes down by {profiles.numerals.share(of_all)}."
        )
    return (
        f"These {profiles.k} groups explain {profiles.numerals.share(of_all)} of the spread in the columns you compare: so much less do rows differ from the "
        "average of their group than from the average of all."
    )


@dataclass(frozen=True, eq=False)
class CrossTable:
    """A column of words by group. words : the most common ones, then those that share a place; rows : integers of shape (k, n_words)"""

    column: str
    words: tuple[str, ...]
    rows: Labels


def cross_table(series: pd.Series, labels: Labels, k: int, order: Sequence[str] = ()) -> CrossTable:
    """How often each word of a column is in each group. series : of the rows that are compared; order : which words come first, where
    they have an order of their own"""
    cells = series.astype("str").where(series.notna(), None)
    common = cells.value_counts()
    places = {word: j for j, word in enumerate(order)}
    ordered = sorted(
        common.index.tolist(), key=lambda word: (places.get(word, len(places)), -int(common[word]), word)
    )
    kept = ordered if len(ordered) <= MOST_WORDS_SHOWN + 1 else ordered[:MOST_WORDS_SHOWN]
    place = {word: j for j, word in enumerate(kept)}
    others, missing = len(ordered) > len(kept), bool(cells.isna().any())
    codes = cells.map(place).fillna(len(kept)).to_numpy(dtype=np.intp)
    if missing:
        codes[cells.isna().to_numpy()] = len(kept) + others
    words = (*kept, *([OTHERS] if others else ()), *([MISSING] if missing else ()))
    rows = np.zeros((k, len(words)), dtype=np.intp)
    np.add.at(rows, (labels, codes), 1)
    return CrossTable(str(series.name), words, rows)


def cross_frame(table: CrossTable, profiles: Profiles) -> pd.DataFrame:
    """The same as text for the screen: how many rows, and which share of their group."""
    sizes = table.rows.sum(axis=1)
    lines = []
    for j, word in enumerate(table.words):
        own = table.rows[:, j]
        cells = [
            _rows_and_share(int(n), int(size), profiles.numerals) for n, size in zip(own, sizes, strict=True)
        ]
        of_all = _rows_and_share(int(own.sum()), int(sizes.sum()), profiles.numerals)
        lines.append([word, of_all, *cells])
    return pd.DataFrame(lines, columns=["Word", "All", *map(profiles.title, range(profiles.k))])


def _rows_and_share(rows: int, of: int, numerals: Numerals) -> str:
    return f"{numerals.whole(rows)} ({numerals.share(rows / of)})" if of else "–"
