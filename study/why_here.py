"""Why a row is in its group: how far it is from each, what would move it, and which rows are typical, odd or on the fence.

Pure: no Streamlit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kmeans_core.directions import RADIUS
from study import measured
from study.dates import step_of_dates
from study.digits import decimals_of_data, rounding_of, step_of_data
from study.numerals import POINT, Numerals, numerals_of
from study.points import Points
from study.profiles import Profiles
from study.text import isolated
from study.with_words import columns_of_words
from tables import Table

Array = NDArray[np.float64]
Labels = NDArray[np.signedinteger]

ON_THE_FENCE = 0.1
"""A row is on the fence where another group is farther by no more than this share: a small change, and it is there."""
MOST_ON_THE_FENCE = 10
"""So many are named, the nearest to the fence first."""
_NAMES_ROWS = 0.95
"""A column of words names the rows if so large a share of its words differ."""


@dataclass(frozen=True, eq=False)
class Lie:
    """How the rows lie to the groups: distances as people read them, see `distances_from` in measured.py. Where groups are of given
    sizes, another may be nearer than a row's own.

    own, other : arrays of shape (n,), the distance to the row's own group and to the nearest other; second : integers of shape (n,),
    which that is; with a single group `other` is infinite and `second` is 0
    """

    labels: Labels
    own: Array
    other: Array
    second: Labels

    @property
    def farther(self) -> Array:
        """By which share the nearest other group is farther than the own one, shape (n,)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = self.other / self.own - 1
        return np.where(self.own > 0, shares, np.inf)

    def fence(self) -> Labels:
        """The rows on the fence, the nearest to it first."""
        far = np.abs(self.farther)
        rows = np.flatnonzero(far <= ON_THE_FENCE)
        return np.asarray(rows[np.argsort(far[rows], kind="stable")])

    def members(self, group: int) -> Labels:
        """The rows of a group, the most typical first, the oddest last."""
        rows = np.flatnonzero(self.labels == group)
        return np.asarray(rows[np.argsort(self.own[rows], kind="stable")])


def lie_of_rows(points: Points, labels: Labels, means: Array) -> Lie:
    """How points lie to the groups they are in."""
    distances = measured.distances_from(points, points.X, means)
    rows = np.arange(len(points.X))
    own = distances[labels, rows]
    distances[labels, rows] = np.inf
    second = distances.argmin(axis=0)
    return Lie(labels, own, distances[second, rows], second)


@dataclass(frozen=True)
class Move:
    """A change of one value that moves a row. column : which of those that count; value : the new one, in the units of the file, as
    it is written; group : where the row then is"""

    column: int
    value: float
    group: int


def smallest_move(points: Points, means: Array, labels: Labels, row: int) -> Move | None:
    """The smallest change of a single value, all else as it is, that takes a row into another group; None where none does.

    What is smallest is measured as the columns count. The value is a number such as the column holds, beyond the border: with it the
    row is in that group, and not merely at its edge. Only straight distances have straight borders, and only where sizes are free
    does a row go to the nearest.
    """
    near = points.nearness
    if near.measure.distance != "straight" or near.sizes is not None:
        return None
    own, x = int(labels[row]), points.X[row]
    slack = rounding_of(points.X)
    squares = np.square(x - means).sum(axis=1)
    gaps, ways = squares - squares[own], 2 * (means - means[own])
    ways[own] = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.where(np.abs(ways) > slack, gaps[:, np.newaxis] / ways, np.inf)
    # The first border in each direction of each column; of the borders behind it none matters.
    found = [
        (abs(float(steps[j, column])), column, float(steps[j, column]))
        for column in range(len(x))
        for j in range(len(means))
        if np.isfinite(steps[j, column])
    ]
    for _, column, step in sorted(found):
        move = _beyond(points, means, own, row, column, step)
        if move is not None:
            return move
    return None


def _beyond(points: Points, means: Array, own: int, row: int, column: int, step: float) -> Move | None:
    """The first value, as fine as the column is written, beyond a border that is `step` away."""
    there = points.X[row].copy()
    there[column] += step
    border = float(points.to_units(there[np.newaxis])[0, column])
    values = points.values[row].copy()
    up = border > values[column] or (border == values[column] and step >= 0)
    if not np.isfinite(border):
        return None
    for value in _values_beyond(points, column, border, up=up):
        if value == values[column]:
            continue
        values[column] = value
        row_then = points.from_units(values[np.newaxis])
        if np.isfinite(row_then).all():
            group = int(measured.nearest_groups(points, row_then, means)[0])
            if group != own:
                return Move(column, value, group)
    return None


def _values_beyond(points: Points, column: int, border: float, *, up: bool) -> list[float]:
    """The first values such as a column holds from a border on; of words, those there are. Rounding may leave the first on the border
    itself."""
    name, own = points.names[column], points.values[:, column]
    levels: set[float] = {0.0, 1.0} if name in points.categories else set()
    levels |= {level for level in points.answers.get(name, {}).values() if level is not None}
    if levels:
        beyond = [level for level in levels if (level >= border if up else level <= border)]
        return sorted(beyond, reverse=not up)[:3]
    if column in points.dates:
        fine, decimals = step_of_dates(own), None
    else:
        decimals = decimals_of_data(own)
        fine = step_of_data(own) if decimals is None else 10.0**-decimals
    if fine <= 0:
        return []
    units = [np.ceil(border / fine) + more if up else np.floor(border / fine) - more for more in (0, 1, 2)]
    return [float(each * fine) if decimals is None else round(float(each * fine), decimals) for each in units]


def way_to_the_border(points: Points, means: Array, labels: Labels, row: int) -> tuple[float, int] | None:
    """How far a place on the globe would have to move, in km, the shortest way, to come to the border of another group; and which.

    The border between two groups is the great circle as far from the one center as from the other. None for other distances, and
    where no other center lies elsewhere.
    """
    if points.nearness.measure.distance != "globe":
        return None
    own = int(labels[row])
    away = measured.distances_from(points, points.X[row][np.newaxis], means)[:, 0] / RADIUS
    apart = measured.distances_from(points, means[own][np.newaxis], means)[:, 0] / RADIUS
    # How much nearer the own center is, as a difference of cosines, by the length of the straight way from center to center
    nearer = 2 * np.sin((away + away[own]) / 2) * np.sin((away - away[own]) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        ways = np.where(
            apart > 0, RADIUS * np.arcsin(np.clip(nearer / (2 * np.sin(apart / 2)), -1, 1)), np.inf
        )
    nearest = int(ways.argmin())
    return (float(ways[nearest]), nearest) if np.isfinite(ways[nearest]) else None


def naming_column(table: Table) -> str | None:
    """The column of words or numbers of rows whose cells name the rows; None where there is none."""
    for column in table.columns:
        if column.kind in ("text", "identifier") or column.identifier_like:
            cells = table.frame[column.name]
            if cells.notna().all() and cells.nunique() >= _NAMES_ROWS * len(cells):
                return column.name
    return None


def row_called(table: Table, place: int, naming: str | None) -> str:
    """ "Ann (line 17)". place : which row of the table; naming : see `naming_column`"""
    line = f"{'row' if table.source.is_sheet else 'line'} {numerals_of(table).whole(int(table.row_numbers[place]))}"
    if naming is None:
        return line.capitalize()
    return f"{isolated(table.frame[naming].iloc[place], 40)} ({line})"


def why_here_in_words(
    called: str, profiles: Profiles, points: Points, means: Array, lie: Lie, row: int
) -> list[str]:
    """Why a row is in its group, and what would move it, in two or three sentences. called : the row, see `row_called`"""
    own, second = int(lie.labels[row]), int(lie.second[row])
    title = profiles.in_sentence(own, isolated)
    if profiles.k == 1:
        return [f"{called} is in {title}: there is no other."]
    near = points.nearness
    own_way, other_way = map(
        near.written, profiles.numerals.together([float(lie.own[row]), float(lie.other[row])])
    )
    other = profiles.in_sentence(second, isolated)
    far = float(lie.farther[row])
    if far < 0:
        return [
            f"{called} is in {title}: the {near.center} of that group is {own_way} away. {other[0].upper()}{other[1:]} would be "
            f"nearer, {other_way} away, but {near.sizes_in_words()}."
        ]
    sentences = [
        f"{called} is in {title}: the {near.center} of that group is the nearest to it, {own_way} away. The next is {other}, "
        f"{other_way} away."
    ]
    if far <= ON_THE_FENCE:
        as_far = "just as far" if far <= 1e-9 else f"only {profiles.numerals.share(far)} farther"
        sentences.append(f"It is on the fence: {other} is {as_far}.")
    return [*sentences, _what_would_move_it(profiles, points, means, lie, row)]


def _what_would_move_it(profiles: Profiles, points: Points, means: Array, lie: Lie, row: int) -> str:
    near = points.nearness
    if near.sizes is not None:
        return "No change that would move it is named: where groups are of given sizes, that hangs on all other rows."
    way = way_to_the_border(points, means, lie.labels, row)
    if way is not None:
        km, group = way
        return (
            f"The smallest move that would take it to another group: {near.written(profiles.numerals.rounded(km))} on the globe, to the "
            f"border of {profiles.in_sentence(group, isolated)}."
        )
    if near.measure.distance != "straight":
        return "The smallest change that would move it is worked out for straight distances and on the globe alone."
    move = smallest_move(points, means, lie.labels, row)
    if move is None:
        return "No change of one column alone, in numbers such as it holds, would move it."
    number = profiles.counting[move.column]
    now, then = (number.said_exactly(value) for value in (points.values[row, move.column], move.value))
    return (
        f"The smallest change of one column that would move it: with {then} in “{isolated(number.column, 40)}” in place of {now}, and "
        f"all else as it is, it would be in {profiles.in_sentence(move.group, isolated)}."
    )


def distances_table(profiles: Profiles, points: Points, means: Array, row: int) -> pd.DataFrame:
    """A row beside the centers of the groups, nearest first, as text: its values, and how far each group is."""
    ways = measured.distances_from(points, points.X[row][np.newaxis], means)[:, 0]
    near = points.nearness
    columns, words = columns_of_words(points)[0], profiles.matched
    numbers = profiles.amounts
    own = points.values[row, columns].tolist()
    lines = [
        [
            "This row",
            "",
            *(number.said_exactly(value) for number, value in zip(numbers, own, strict=True)),
            *(str(points.frame[each.column].iloc[row]) for each in words),
        ]
    ]
    written = [near.written(each) for each in profiles.numerals.together(ways.tolist())]
    for j in np.argsort(ways, kind="stable").tolist():
        averages = (number.said(float(number.means[j])) for number in numbers)
        common = (each.most_common[j][0] or "–" for each in words)
        lines.append([profiles.title(j), written[j], *averages, *common])
    heads = ["", "Distance", *(each.column for each in numbers), *(each.column for each in words)]
    return pd.DataFrame(lines, columns=_different(heads))


def _different(heads: Sequence[str]) -> list[str]:
    taken: list[str] = []
    for head in heads:
        name, spaces = head, 0
        while name in taken:
            spaces += 1
            name = head + " " * spaces
        taken.append(name)
    return taken


def fence_in_words(lie: Lie, noun: str, numerals: Numerals = POINT) -> str:
    """How many rows are on the fence. noun : what many rows are called"""
    n, all_rows = len(lie.fence()), len(lie.labels)
    if not n:
        return f"None of the {numerals.whole(all_rows)} {noun} is on the fence: for each, every other group is clearly farther."
    at_most = numerals.share(ON_THE_FENCE)
    rows = numerals.count(n, "row") if noun == "rows" else f"{numerals.whole(n)} {noun}"
    return (
        f"{rows} of {numerals.whole(all_rows)} {'is' if n == 1 else 'are'} on the fence: another group "
        f"is at most {at_most} farther than {'its' if n == 1 else 'their'} own."
    )
