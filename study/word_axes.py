"""Where groups of rows are drawn: by two columns of numbers as the points have them; where a column of words counts by whether words match,
each of its words has a place on the axis, and the rows that have it lie side by side around that place. Pure: no Streamlit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from study import one_column
from study.points import Array, Points
from study.text import shortened
from study.with_words import LONGEST_WORD, by_use, words_at
from study.words import count

Labels = NDArray[np.signedinteger]

WIDEST = 0.8
"""Rows lie around the place of their word in so much of the way to the next word."""
APART = 30
"""So many rows, side by side, are as wide as an axis of words, where few have the same word."""


@dataclass(frozen=True, eq=False)
class OnAxes:
    """What a plot of groups shows.

    places : of the rows, shape (n_samples, 2); means : of the centers of the groups, shape (k, 2)
    titles : of the axes, plain text
    words : for an axis of words, the word that stands at 0, 1, 2, ...; () for an axis of numbers
    stacked : whether up means nothing: rows of one column, above their centers
    """

    places: Array
    means: Array
    titles: tuple[str, str]
    words: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    stacked: bool = False


def titled(column: str, words: tuple[str, ...], letters: int) -> str:
    """What an axis of words is called where its words cannot stand along it: as many of them, in their order, as there is room for,
    and how many more there are. letters : the room"""
    told, called = [shortened(word, LONGEST_WORD) for word in words], shortened(column, letters // 2)
    for shown in range(len(told), 0, -1):
        more = f" and {len(told) - shown} more" if shown < len(told) else ""
        title = f"{called}: {', '.join(told[:shown])}{more}"
        if len(title) <= letters:
            return title
    return f"{called}: {count(len(told), 'word')}"


def on_axes(points: Points, labels: Labels, means: Array) -> OnAxes:
    """Where the points and the centers of their groups are drawn. labels : integers of shape (n_samples,); means : shape (k, n_features)"""
    plain = OnAxes(points.places, points.to_plane(means), points.axis_names, stacked=points.one_column)
    columns = _columns_drawn(points)
    words = [column for column in columns if column in points.nearness.words]
    if points.components is not None or not words:
        return plain
    told = {column: _words(points, means, column) for column in words}
    shown = tuple(told[column][0] if column in told else () for column in columns)
    if len(columns) == 1:
        return _stacked(points, labels, columns[0], told[columns[0]])
    places, centers = plain.places.copy(), plain.means.copy()
    for axis, column in enumerate(columns):
        if column in told:
            _, places[:, axis], centers[:, axis] = told[column]
    if len(words) == 2:
        rank, own = _ranks(places[:, 0].astype(int) * len(shown[1]) + places[:, 1].astype(int), labels)
        across = np.ceil(np.sqrt(own)).astype(np.intp)
        beside = np.column_stack(
            [rank % across - (across - 1) / 2, rank // across - (-(-own // across) - 1) / 2]
        )
        wide = int(across.max())
    else:
        of_words = columns.index(words[0])
        strips = _strips(places[:, 1 - of_words])
        rank, own = _ranks(places[:, of_words].astype(int) * one_column.STACKS + strips, labels)
        wide = int(own.max())
        beside = np.zeros_like(places)
        beside[:, of_words] = (rank + 1) // 2 * np.where(rank % 2, 1, -1)
    places += beside * [_step(each, wide) for each in shown]
    titles = [column if column in told else plain.titles[axis] for axis, column in enumerate(columns)]
    return OnAxes(places, centers, (titles[0], titles[1]), (shown[0], shown[1]))


def _columns_drawn(points: Points) -> tuple[str, ...]:
    """The columns that go across and up, those of words under their own names. Where both axes would have the same words, those of
    another column go up; where there is none, nothing does."""
    in_file = [
        column if column in points.nearness.words else name
        for name in points.names
        for column in [points.categories.get(name, ("", ""))[0]]
    ]
    across, up = (in_file[points.axes[0]], in_file[points.axes[0 if points.one_column else 1]])
    if across == up:
        up = next((column for column in points.nearness.words if column != across), "")
    return (across, up) if up else (across,)


def _words(points: Points, means: Array, column: str) -> tuple[tuple[str, ...], Array, Array]:
    """The words of a column, the most common first; where they put the rows, and the centers."""
    own = points.frame[column].astype(str)
    words = by_use(own)
    place = {word: float(j) for j, word in enumerate(words)}
    which = points.nearness.words.index(column)
    centers = [place[each[which]] for each in words_at(points, means)]
    at = np.array([place[word] for word in own.tolist()], dtype=np.float64)
    return tuple(words), at, np.array(centers)


def _stacked(
    points: Points, labels: Labels, column: str, told: tuple[tuple[str, ...], Array, Array]
) -> OnAxes:
    """One column of words: the rows stand on one another above each word, and the centers below."""
    words, places, centers = told
    rank, own = _ranks(places.astype(int), labels)
    wide = int(np.ceil(np.sqrt(own.max())))
    up = rank // wide
    height = min(one_column.MOST_APART, 1 / max(1, int(up.max())))
    across = places + (rank % wide - (wide - 1) / 2) * _step(words, wide)
    return OnAxes(
        np.column_stack([across, up * height]),
        one_column.on_the_line(centers),
        (column, one_column.TITLE),
        (words, ()),
        stacked=True,
    )


def _ranks(cells: Labels, labels: Labels) -> tuple[Labels, Labels]:
    """Which place each row takes among those of its cell, group after group, and how many these are: both of shape (n,)."""
    order = np.lexsort((labels, cells))
    ranks = np.empty(len(cells), dtype=np.intp)
    ranks[order] = np.arange(len(cells)) - np.searchsorted(cells[order], cells[order])
    return ranks, np.bincount(cells)[cells]


def _strips(values: Array) -> NDArray[np.intp]:
    """In which part of the axis numbers lie: those in the same would cover one another."""
    low, high = values.min(), values.max()
    span = high - low if high > low else 1.0
    strips: NDArray[np.intp] = np.minimum(
        (values - low) / span * one_column.STACKS, one_column.STACKS - 1
    ).astype(np.intp)
    return strips


def _step(words: tuple[str, ...], wide: int) -> float:
    """How far apart rows lie that have the same word, `wide` of them side by side."""
    return min(len(words) / APART, WIDEST / wide)
