"""How columns are made comparable, and how points with many columns are drawn on a plane. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kmeans_core.checks import LARGEST
from study.coordinates import are_on_a_map
from study.dateline import Cuts, across
from study.filling import fill_in, filled_in_words
from study.numerals import POINT, Numerals, numerals_of
from study.points import Logs, Points, logged
from study.text import isolated, quoted_names
from tables import Table, complete_rows, free_name
from tables.model import Column

_MOST_NAMED = 4
"""Of more columns, a sentence names the first."""

Array = NDArray[np.float64]
CenterAndScale = tuple[Array, Array]

ABOUT_EQUAL, ALONE = 2.0, 9.0
"""How many times as much a column may count in squared distances as another: up to the first, both have a say; beyond the second,
nine tenths of the distances are its own."""
FARTHEST = 1e12
"""A float64 has 16 digits: beside a value that is so many times as far away as the others, four of theirs are left."""
LEAST_FAR = 1e12
"""Smaller values are never too far: beside them, what is lost of a whole number is too little to be seen."""
SMALLER = 0.1
"""Which part of the distances says how far away the others are: one that many large values cannot reach."""
LEAST_SPREAD = 1e-150
"""The squares of smaller differences vanish."""
MOST_COMPARED = 3_000
"""How many rows are enough to compare the ways of counting, of which pictures show some hundreds: twice as many take twice as long
at every change."""


def same_spread(values: Array, weights: Array | None = None) -> CenterAndScale:
    """Every column gets average 0 and standard deviation 1 (z-scores). weights : how often each row counts, shape (n_samples,)"""
    if weights is None:
        return values.mean(axis=0), _usable(values.std(axis=0))
    center = np.average(values, axis=0, weights=weights)
    return center, _usable(np.sqrt(np.average(np.square(values - center), axis=0, weights=weights)))


def same_range(values: Array, weights: Array | None = None) -> CenterAndScale:
    """Every column goes from 0 to 1 (min-max), however often a row counts."""
    return values.min(axis=0), _usable(np.ptp(values, axis=0))


SCALINGS: dict[str, Callable[[Array, Array | None], CenterAndScale] | None] = {
    "none": None,
    "spread": same_spread,
    "range": same_range,
    "log": same_spread,
}
LOG = "log"


def ways_to_count(columns: int) -> list[str]:
    """The ways in which so many columns can count. To give a column alone another variation or range changes nothing."""
    return list(SCALINGS) if columns > 1 else ["none", LOG]


SCALING_LABELS = {"none": "As they are", "spread": "Same variation", "range": "Same range", LOG: "Logarithm"}
SCALING_CAPTIONS = {
    "none": "for columns of one unit, such as two lengths in metres",
    "spread": "whatever its unit, every column counts the same (z-scores)",
    "range": "each column from 0 to 1 (min-max); one extreme value squeezes all others",
    LOG: "for amounts from small to very large: ten times as much counts the same everywhere",
}
AS_IT_IS = "every difference counts in full"
"""Of a column alone."""
SCALING_NOTES = {
    "spread": "Distances are measured after giving every column the same variation. Values are shown in the units of the "
    "file.",
    "range": "Distances are measured after giving every column the same range. Values are shown in the units of the "
    "file.",
    LOG: "Distances are measured between logarithms, after giving every column the same variation. A mean of logarithms is shown "
    "as the value that has it.",
}


def measured(
    values: Array, way: str, never: Collection[int] = (), weights: Array | None = None
) -> tuple[Array, Array | None, Array | None, Logs]:
    """Values of the file, shape (n_samples, n_columns), as they count in one of `SCALINGS`: X, center, scale and logs as `Points` has
    them. never : as for `logs_of`; weights : how often each row counts, shape (n_samples,)"""
    function = SCALINGS[way]
    if function is None or not len(values):
        return values, None, None, ()
    logs = logs_of(values, never) if way == LOG else ()
    counted = logged(values, logs)
    center, scale = function(counted, weights)
    return (counted - center) / scale, center, scale, logs


def logs_of(values: Array, never: Collection[int] = ()) -> Logs:
    """The columns that have logarithms, and what is added first: nothing, or 1 where there are zeros. Negative numbers have none.

    values : array of shape (n_samples, n_columns); never : columns whose zero means nothing: dates, longitudes
    """
    lowest = values.min(axis=0)
    return tuple(
        (j, 1.0 if low == 0 else 0.0) for j, low in enumerate(lowest.tolist()) if low >= 0 and j not in never
    )


def logs_in_words(names: Sequence[str], logs: Logs, dates: Collection[int] = ()) -> str:
    """What becomes of the columns without a logarithm, and of zeros; "" where there are none of these."""
    added = [names[j] for j, more in logs if more]
    has = {j for j, _ in logs}
    without = [name for j, name in enumerate(names) if j not in has and j not in dates]
    said = []
    if added:
        said.append(
            f"Zero has no logarithm: in {quoted_names(added, _MOST_NAMED)} it is that of 1 + the value."
        )
    if without:
        said.append(
            f"Negative numbers have none: {quoted_names(without, _MOST_NAMED)} counts as with Same variation."
        )
    if dates:
        said.append("Dates count as with Same variation.")
    return " ".join(said)


def _usable(scale: Array) -> Array:
    """A column that does not vary is left as it is."""
    return np.where(scale > 0, scale, 1.0)


def suggest_scaling(values: Array, columns: Sequence[Column]) -> str:
    """ "none" where the columns can be compared as they are, "spread" where they cannot."""
    if _why_comparable(columns):
        return "none"
    spreads = _usable(values.std(axis=0))
    return "spread" if spreads.max() > ABOUT_EQUAL**0.5 * spreads.min() else "none"


def _why_comparable(columns: Sequence[Column]) -> str:
    """Why differences in these columns can be compared as they are, however much each varies; "" where they cannot."""
    units = {"days" if column.kind == "date" else column.unit for column in columns}
    if len(units) == 1 and None not in units:
        return "all have one unit"
    return "are coordinates on a map" if are_on_a_map(column.name for column in columns) else ""


def why_scaling_matters(values: Array, columns: Sequence[Column], numerals: Numerals = POINT) -> str:
    """In a sentence or two, with the numbers of these columns, how many times as much one counts as another; it agrees with what
    `suggest_scaling` says.

    values : array of shape (n_samples, n_columns); numerals : see `Numerals`
    """
    names = [f"“{isolated(column.name, 40)}”" for column in columns]
    spreads = values.std(axis=0) if len(values) else np.zeros(len(columns))
    wide, narrow = int(np.argmax(spreads)), int(np.argmin(spreads))
    if spreads[wide] == 0:
        return "The columns are the same in all rows."
    if spreads[narrow] == 0:
        return f"{names[narrow]} is the same in all rows that are compared: it counts for nothing."
    with np.errstate(over="ignore"):
        times = float(np.square(spreads[wide] / spreads[narrow]))
    if times < _SEEN:
        return (
            "As they are, all columns count alike in the distance between two rows: they vary equally much."
        )
    counts = (
        f"As they are, {names[wide]} counts {_times(times, numerals)} as much as {names[narrow]} in the distance between two rows, which "
        f"adds up squares: it varies {_times(times**0.5, numerals)} as much"
    )
    if times <= ABOUT_EQUAL:
        return f"{counts}. That is about equally."
    comparable = _why_comparable(columns)
    if comparable:
        return (
            f"{counts}. But these columns {comparable}: as they are, distances are true to scale. With Same variation, all "
            "columns count alike."
        )
    alone = ", and decides the groups nearly alone" if _counts_alone(spreads) else ""
    return f"{counts}{alone}. With Same variation, all columns count alike."


def _counts_alone(spreads: Array) -> bool:
    """Whether one column has nearly all of the squared distances."""
    parts = np.square(spreads / spreads.max())
    return bool(parts.sum() - 1 < 1 / ALONE)


def who_counts_more(values: Array, names: Sequence[str], numerals: Numerals = POINT) -> str:
    """The same as they are, as a clause: "“income” counts 35 times as much as “age” and decides the groups nearly alone".

    values : array of shape (n_samples, n_columns), in which some column varies; numerals : see `Numerals`
    """
    spreads = values.std(axis=0)
    wide, narrow = int(np.argmax(spreads)), int(np.where(spreads > 0, spreads, np.inf).argmin())
    if np.count_nonzero(spreads) == 1:
        return f"only “{isolated(names[wide], 40)}” counts"
    with np.errstate(over="ignore"):
        times = float(np.square(spreads[wide] / spreads[narrow]))
    if times < _SEEN:
        return "all columns count alike"
    alone = " and decides the groups nearly alone" if _counts_alone(spreads) else ""
    return f"“{isolated(names[wide], 40)}” counts {_times(times, numerals)} as much as “{isolated(names[narrow], 40)}”{alone}"


def counted_otherwise(points: Points, way: str) -> Points:
    """The same points as they count in another of `SCALINGS`: those that `make_points` makes, but for their notes."""
    values = points.values
    never = {*points.dates, *(j for j, _ in points.cuts)}
    X, center, scale, logs = measured(values, way, never)
    components = None if points.components is None else principal_components(X)[0]
    in_file = None if scale is None else values
    return replace(points, X=X, center=center, scale=scale, logs=logs, in_file=in_file, components=components)


_SEEN = 1.05
"""Less would be written as once."""


def _times(ratio: float, numerals: Numerals) -> str:
    """ "1.9 times", "35 times"."""
    if not np.isfinite(ratio):
        return "countless times"
    said = numerals.text(f"{ratio:.1f}") if ratio < 10 else numerals.rounded(float(f"{ratio:.2g}"))
    return f"{said} times"


def too_far(values: Array, others: Array | None = None) -> NDArray[np.bool_]:
    """Which values cannot be computed with: their squares overflow, or beside them the digits of the others are lost.

    values : array of shape (n_samples, n_columns); the answer has its shape; others : beside which values, these themselves if
    None, of shape (n_others, n_columns)
    """
    among = values if others is None else others
    far = np.abs(values) > LARGEST
    for j in np.flatnonzero((np.abs(values) > LEAST_FAR).any(axis=0)):
        column = among[:, j] / 2  # differences of halves do not overflow
        near = column[np.argsort(np.abs(column), kind="stable")[len(column) // 4]]
        away = np.abs(column - near)
        usual = float(np.quantile(away[away > 0], SMALLER, method="lower")) if away.any() else np.inf
        far[:, j] |= (np.abs(values[:, j] / 2 - near) / FARTHEST > usual) & (np.abs(values[:, j]) > LEAST_FAR)
    return far


def averages_by_group(
    values: Array, labels: NDArray[np.signedinteger], means: Array, weights: Array | None = None
) -> Array:
    """The averages of the groups, shape (k, n_columns), of the values themselves: scaled there and back they would lose digits.

    means : array of shape (k, n_columns), where the means of groups without rows are; weights : how often each row counts
    """
    averages = means.copy()
    for group in np.unique(labels):
        own = labels == group
        if weights is None:
            averages[group] = values[own].mean(axis=0)
        elif weights[own].any():
            averages[group] = np.average(values[own], axis=0, weights=weights[own])
    return averages


def make_points(
    table: Table,
    title: str,
    columns: Sequence[str],
    scaling: str,
    *,
    mixtures: bool = False,
    most: int | None = None,
    cuts: Cuts | None = None,
    fill: bool = False,
    weights: Array | None = None,
    words: Collection[str] = (),
) -> Points:
    """The rows of a table that have a number in each of `columns`, the first two of which are those to plot.

    mixtures : draw the two principal components in place of the two columns
    most : where there are more rows, a fixed random sample of this many is taken
    cuts : the columns of longitudes to be counted across the date line
    fill : whether missing numbers are filled in by the median of their column
    weights : how often each row of the table counts, where that is not once
    words : the columns of words that are compared by whether they match; `columns` has their columns of 0 and 1
    """
    cuts = {name: cut for name, cut in (cuts or {}).items() if name in columns}
    counted = across(table, cuts)
    counted, fills, _ = fill_in(counted, columns) if fill else (counted, (), 0)
    values, kept = complete_rows(counted, columns)
    if most is not None and len(values) > most:
        sample = np.sort(np.random.default_rng(0).choice(len(values), most, replace=False))
        kept = np.isin(np.arange(len(kept)), np.flatnonzero(kept)[sample])
        values = values[sample]
    notes, numerals = [], numerals_of(table)
    dates = tuple(j for j, name in enumerate(columns) if table.column(name).kind == "date")
    left_out = int((~kept).sum())
    if left_out:
        in_file = list(dict.fromkeys(table.categories.get(name, (name, ""))[0] for name in columns))
        where = " or ".join(f"“{isolated(name, 40)}”" for name in in_file[:4])
        more = " or another column" if len(in_file) > 4 else ""
        notes.append(
            f"{numerals.count(left_out, 'row')} left out: no {'number or date' if dates else 'number'}{' or word' if words else ''} in {where}{more}."
        )
    if fills:
        notes.append(filled_in_words(fills, cuts, numerals))
    if dates:
        notes.append("Dates count in days.")
    never = {*dates, *(j for j, name in enumerate(columns) if name in cuts)}
    X, center, scale, logs = measured(values, scaling, never, None if weights is None else weights[kept])
    if scale is not None and not words:
        notes.append(SCALING_NOTES[scaling])
        notes.extend(filter(None, [logs_in_words(columns, logs, dates) if scaling == LOG else ""]))
    drawn: dict[str, Any] = {}
    if mixtures and len(columns) > 2 and len(X):
        components, shares = principal_components(X)
        drawn = {
            "components": components,
            "mixtures": (
                f"mixture 1 ({numerals.share(shares[0])} of the variation)",
                f"mixture 2 ({numerals.share(shares[1])} of the variation)",
            ),
        }
    many = len(columns)
    if words:
        many = len(words) + sum(table.categories.get(name, ("", ""))[0] not in words for name in columns)
    if many > 2:
        notes.append(
            f"{many} columns count in every distance; the plot shows two {'mixtures' if drawn else 'of them'}."
        )
    turned = tuple((j, cuts[name]) for j, name in enumerate(columns) if name in cuts)
    frame = table.in_words(table.frame if kept.all() else table.frame[kept], columns)
    return Points(
        X,
        tuple(columns),
        title,
        frame,
        None,
        tuple(notes),
        center,
        scale,
        in_file=None if scale is None else values,
        dates=dates,
        cuts=turned,
        logs=logs,
        fills=fills,
        answers={name: each.levels for name, each in table.answers.items() if name in columns},
        categories={name: each for name, each in table.categories.items() if name in columns},
        **drawn,
    )


def principal_components(X: Array) -> tuple[Array, tuple[float, float]]:
    """The two directions in which the points differ most, shape (n_features, 2), and the share of spread along each.

    The largest entry of each is positive, so that the same points give the same picture.
    """
    centered = X - X.mean(axis=0)
    spreads, directions = np.linalg.eigh(centered.T @ centered)
    components = directions[:, ::-1][:, :2]
    largest = components[np.abs(components).argmax(axis=0), [0, 1]]
    total = float(spreads.sum()) or 1.0
    shares = (max(0.0, float(spreads[-1])) / total, max(0.0, float(spreads[-2])) / total)
    return np.ascontiguousarray(components * np.where(largest < 0, -1.0, 1.0)), shares


def left_out_rows(table: Table, columns: Sequence[str]) -> pd.DataFrame:
    """The rows without a number in one of `columns`, each with its line in the file."""
    _, kept = complete_rows(table, columns)
    rows = table.in_words(table.frame[~kept], columns)
    rows.insert(0, free_name("line in the file", rows.columns), table.row_numbers[~kept])
    return rows
