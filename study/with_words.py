"""Numbers and words: points with a column of 0 and 1 for each word, as k-prototypes takes them; their words, and the places where
straight distances are theirs. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kmeans_core import Similarity, mixed, predict
from kmeans_core.similarities import SQUARED_EUCLIDEAN
from study.nearness import Nearness
from study.points import Array, Points, WordsUp
from study.similarities import MIXED
from study.text import isolated, quoted_names, shortened
from study.words import count
from tables.model import with_columns
from tables.words import Categories, categories_in, words_in

Codes = NDArray[np.intp]

MOST_LETTERS = 2
"""Of so many columns of words each point and each center has its words written at it."""
LONGEST_WORD, LONGEST_LETTER = 16, 2
LONGEST_TOLD = 40
"""So much of a word is told of a point or a center, in a tip or a table: no more would have room there."""
MOST_COLUMNS, MOST_NUMBERS = 12, 1_000_000
"""So many columns of words are taken, and so many numbers made of their words: they are made anew whenever the page is."""
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Change(NamedTuple):
    """A center that has another word than before."""

    center: int
    column: str
    was: str
    now: str


def rows_with_words(points: Points) -> Points:
    """The points of the rows that have a word in each column of words that is compared; the others are left out, and counted in a note.

    Raises ValueError, with a sentence for the screen, where there are none.
    """
    if points.drawn:
        raise ValueError("Points drawn by hand have no words. Undo the drawing, or choose another distance.")
    words = _words_compared(points)
    if not words:
        raise ValueError(
            "These points have no words: no column of their table holds a few that come again and again. Choose a table that has such a "
            "column, or another distance."
        )
    there = points.frame[words].notna()
    whole = there.all(axis=1).to_numpy(dtype=bool)
    if whole.all():
        return points
    lacking = [name for name in words if not there[name].all()]
    if not whole.any():
        raise ValueError(
            f"No row has a word in each column of words that is compared: {quoted_names(lacking, MOST_LETTERS)} have gaps. Choose fewer of "
            "them on “Your data”, or another distance."
        )
    where = " or ".join(f"“{isolated(name, LONGEST_TOLD)}”" for name in lacking[:MOST_LETTERS])
    more = " or another column" if len(lacking) > MOST_LETTERS else ""
    note = f"{count(int((~whole).sum()), 'row')} left out: no word in {where}{more}."
    return replace(points.of_rows(whole), notes=(*points.notes, note), words=tuple(words))


def _words_compared(points: Points) -> list[str]:
    words = words_in(points.frame) if points.words is None else points.words
    return [name for name in words if name not in points.names]


def with_their_words(points: Points) -> Points:
    """Points of numbers with the words of their table besides: the rows that have them. The numbers count as they vary.

    Raises ValueError, with a sentence for the screen, where there are no words, or no numbers.
    """
    points = rows_with_words(points)
    words = _words_compared(points)
    if points.categories:
        raise ValueError(
            "These points have no numbers but for their words. Choose a column of numbers, or another distance."
        )
    kinds = sum(points.frame[name].nunique() for name in words)
    if len(words) > MOST_COLUMNS or kinds * len(points.X) > MOST_NUMBERS:
        raise ValueError(
            f"{count(len(words), 'column')} of words in {count(len(points.X), 'row')} are too much to be shown here. “Your data” lets you choose "
            "which of them count."
        )
    made = categories_in(points.frame, words)
    has = np.column_stack([column.to_numpy(dtype=np.float64) for column in made.made.values()])
    n_words = has.shape[1]
    spreads = _spreads(points)
    center = np.zeros(len(spreads)) if points.center is None else points.center
    scale = np.ones(len(spreads)) if points.scale is None else points.scale
    components = points.components
    if components is not None:
        components = np.vstack([components * spreads[:, np.newaxis], np.zeros((n_words, 2))])
    return replace(
        points,
        X=np.column_stack([points.X / spreads, has]),
        names=(*points.names, *made.told),
        frame=with_columns(points.frame, made.made),
        center=np.concatenate([center, np.zeros(n_words)]),
        scale=np.concatenate([scale * spreads, np.ones(n_words)]),
        in_file=np.column_stack([points.values, has]),
        components=components,
        categories=made.told,
        words_up=_words_up(points.frame[words[0]], made, 1) if points.one_column else None,
        nearness=Nearness(MIXED, words=tuple(words)),
    )


def _words_up(cells: pd.Series, made: Categories, n_numbers: int) -> WordsUp:
    """A height for each word of a column. n_numbers : how many columns come before those of 0 and 1"""
    name, words = str(cells.name), by_use(cells)
    told = [word if column == name else None for column, word in made.told.values()]
    # Of two words one has no column: where all of the column are 0
    low = float(next((height for height, word in enumerate(words) if word not in told), 0))
    heights = [0.0 if word is None else words.index(word) - low for word in told]
    return WordsUp(name, tuple(words), np.array([0.0] * n_numbers + heights), low)


def by_use(cells: pd.Series) -> list[str]:
    """The words of a column, the most common first."""
    common = cells.astype(str).value_counts()
    return sorted(common.index.tolist(), key=lambda word: (-int(common[word]), word))


def axes_in_words(points: Points) -> str:
    """What goes across and up where the words of a column go up; "" where none do."""
    up = points.words_up
    if up is None:
        return ""
    across, column = (isolated(name, LONGEST_TOLD) for name in (points.names[0], up.column))
    words = ", ".join(isolated(word, LONGEST_WORD) for word in up.words)
    return (
        f"“{across}” goes across, and each word of “{column}” has a height of its own, from below: {words}. How far these lie "
        "apart means nothing."
    )


def first_prototypes(points: Points, means: Array) -> Array:
    """First means of points of numbers, shape (k, n_numbers), as `with_their_words` takes them, each with the words of the row nearest to it:
    shape (k, n_features)."""
    taken, places = with_their_words(points), means / _spreads(rows_with_words(points))
    nearest = predict(places, taken.X[:, : means.shape[1]])
    return np.column_stack([places, taken.X[nearest, means.shape[1] :]])


def _spreads(points: Points) -> Array:
    spreads: Array = points.X.std(axis=0)
    return np.where((np.ptp(points.X, axis=0) > 0) & (spreads > 0), spreads, 1.0)  # rounding is no spread


def columns_of_words(points: Points) -> tuple[list[int], list[list[int]]]:
    """The columns that are compared as numbers, and those of 0 and 1 for each column of words that is compared by whether they match."""
    of_words, words = (
        [points.categories.get(name, ("", ""))[0] for name in points.names],
        points.nearness.words,
    )
    numbers = [j for j, word in enumerate(of_words) if word not in words]
    return numbers, [[j for j, word in enumerate(of_words) if word == name] for name in words]


def _codes(points: Points, positions: Array) -> list[Codes]:
    """For each column of words which one each position has, by its place: that of one without a column of its own is the last."""
    half = points.from_units(np.full((1, len(points.names)), 0.5))[0]
    has = half < positions
    return [
        np.where(has[:, block].any(axis=1), has[:, block].argmax(axis=1), len(block))
        for block in columns_of_words(points)[1]
    ]


def words_at(points: Points, positions: Array) -> list[tuple[str, ...]]:
    """The words that positions have, one of each column of words; () where none are compared."""
    blocks = columns_of_words(points)[1]
    columns = []
    for name, block, codes in zip(points.nearness.words, blocks, _codes(points, positions), strict=True):
        known = [points.categories[points.names[j]][1] for j in block]
        others = [str(word) for word in points.frame[name].unique() if str(word) not in known]
        columns.append([[*known, *others][code] for code in codes.tolist()])
    return list(zip(*columns, strict=True)) if columns else [()] * len(positions)


def as_straight(points: Points, positions: Array) -> Array:
    """Positions moved to where straight distances are the roots of those that count: a word that differs adds 1 to the square. They
    themselves where no words are compared."""
    numbers, blocks = columns_of_words(points)
    if not blocks:
        return positions
    words = [
        np.eye(len(block) + 1)[codes] * np.sqrt(0.5)
        for block, codes in zip(blocks, _codes(points, positions), strict=True)
    ]
    return np.column_stack([positions[:, numbers], *words])


def numbers_and_words(points: Points) -> Similarity:
    """k-prototypes on points that have a column of 0 and 1 for each word: a center has one word of each column of words, and none that
    there is not."""
    numbers, blocks = columns_of_words(points)
    no, yes = points.from_units(np.array([[0.0], [1.0]]) * np.ones(len(points.names)))

    def coded(X: Array) -> Array:
        found: Array = np.column_stack([X[:, numbers], *_codes(points, X)]).astype(np.float64)
        return found

    own = mixed(coded(points.X[:1]), range(len(numbers), len(numbers) + len(blocks)))

    def center(X: Array, weights: Array | None) -> Array:
        prototype, found = own.center(coded(X), weights), no.copy()
        found[numbers] = prototype[: len(numbers)]
        for block, word in zip(blocks, prototype[len(numbers) :].astype(int).tolist(), strict=True):
            found[block[word : word + 1]] = yes[block[word : word + 1]]
        return np.asarray(found)

    # The numbers of the points are by their spread already
    return replace(own, place=coded, center=center, check=SQUARED_EUCLIDEAN.check)


# ---- what is written of them ----


def changes_of_words(points: Points, words: Sequence[Sequence[tuple[str, ...]]], index: int) -> list[Change]:
    """Which centers have other words at a half-step than before it. words : those of all centers, for each half-step"""
    if index == 0:
        return []
    return [
        Change(center, column, was, now)
        for center, (before, after) in enumerate(zip(words[index - 1], words[index], strict=True))
        for column, was, now in zip(points.nearness.words, before, after, strict=True)
        if was != now
    ]


def told_at(points: Points, positions: Array) -> list[tuple[str, ...]]:
    """The words that positions have, as they are told of each: a long one is cut."""
    return [tuple(shortened(word, LONGEST_TOLD) for word in words) for words in words_at(points, positions)]


def label_of(words: Sequence[str]) -> str:
    """What is written at a center: its first words."""
    return ", ".join(shortened(word, LONGEST_WORD) for word in words[:MOST_LETTERS])


def words_of_centers(points: Points, centers: Array) -> str:
    """The words of centers, by number, where no plot has room for them: "Words: 1 Online, 2 Shop"; "" where none are compared."""
    if not points.nearness.words:
        return ""
    told = [
        f"{number} {isolated(label_of(words))}" for number, words in enumerate(words_at(points, centers), 1)
    ]
    return f"Words: {'; '.join(told)}."


def letters_of(points: Points) -> tuple[list[str], str]:
    """What stands for the words of each point, a letter or two for each of the first columns of words; and what it means, in a sentence."""
    columns = points.nearness.words[:MOST_LETTERS]
    of_rows = list(zip(*words_at(points, points.X), strict=True))[: len(columns)]
    known = [beginnings(sorted(set(words))) for words in of_rows]
    between = "" if len({len(letter) for codes in known for letter in codes.values()}) == 1 else "·"
    letters = [
        between.join(codes[word] for codes, word in zip(known, row, strict=True))
        for row in zip(*of_rows, strict=True)
    ]
    told = "; ".join(
        ", ".join(f"{isolated(letter)} {isolated(word, LONGEST_WORD)}" for word, letter in codes.items())
        for codes in known
    )
    stands = "its word stands" if len(columns) == 1 else "its words stand"
    more = (
        " Its other words are told where you point at it."
        if len(points.nearness.words) > len(columns)
        else ""
    )
    return letters, f"In each point {stands}, of {quoted_names(columns, MOST_LETTERS)}: {told}.{more}"


def beginnings(words: Sequence[str]) -> dict[str, str]:
    """For each word one or two letters that it alone begins with; letters of the alphabet where that cannot be."""
    for length in range(1, LONGEST_LETTER + 1):
        found = {word: word.strip()[:length] for word in words}
        if len(set(found.values())) == len(words) and all(each.isalnum() for each in found.values()):
            return found
    return {word: ALPHABET[place] for place, word in enumerate(words)}
