"""Rows with words on the plot of the groups: each word has its place, and all rows are seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from kmeans_core import initial_means, run
from study import measured
from study.by_similarity import similarity_on
from study.nearness import Nearness
from study.points import Points
from study.scaling import make_points
from study.similarities import MIXED
from study.text import shortened
from study.with_words import LONGEST_WORD
from study.word_axes import WIDEST, OnAxes, on_axes, titled
from tables import read_table
from tables.words import categories_of, with_categories

TOWNS, SIZES = ("Ulm", "Bonn", "Jena"), ("wide", "narrow")
ROWS = "age,income,town,size\n" + "".join(
    f"{20 + 9 * (i % 3) + i % 4},{1000 + 10 * (i % 7)},{TOWNS[(i + i // 30) % 3]},{SIZES[i % 5 == 0]}\n"
    for i in range(60)
)


def drawn(numbers: Sequence[str], words: tuple[str, ...], first: int = 0) -> tuple[Points, OnAxes]:
    """first : which of the columns of 0 and 1 goes across"""
    table = read_table(ROWS.encode(), "t.csv")
    made = with_categories(table, categories_of(table, words))
    coded = list(made.categories)
    columns = [*numbers, *coded[first:], *coded[:first]]
    points = make_points(made, "t", columns, "spread", words=words)
    points = measured.compared(points, Nearness(MIXED, words=words, words_alone=not numbers))
    similarity = similarity_on(points)
    k = 2
    found = run(
        points.X, initial_means(points.X, k, "farthest", 0, similarity=similarity), similarity=similarity
    )
    return points, on_axes(points, found.labels, found.means)


def words_at(shown: OnAxes, axis: int) -> list[str]:
    return [shown.words[axis][j] for j in np.rint(shown.places[:, axis]).astype(int)]


@pytest.mark.parametrize("first", [0, 1, 2])
def test_two_columns_of_words_cross_and_every_row_has_a_place_of_its_own(first: int) -> None:
    points, shown = drawn((), ("town", "size"), first)
    assert set(shown.titles) == {"town", "size"} and not shown.stacked
    for axis, title in enumerate(shown.titles):
        assert words_at(shown, axis) == points.frame[title].tolist()
        assert {*shown.words[axis]} == set(TOWNS if title == "town" else SIZES)
        off = shown.places[:, axis] - np.rint(shown.places[:, axis])
        assert np.abs(off).max() <= WIDEST / 2
        assert all(mean in range(len(shown.words[axis])) for mean in shown.means[:, axis].tolist())
    assert len(np.unique(shown.places.round(6), axis=0)) == len(points.X)


def test_a_number_keeps_its_place_beside_a_column_of_words() -> None:
    points, shown = drawn(("age",), ("town",))
    assert shown.titles == ("age", "town") and shown.words[0] == ()
    np.testing.assert_array_equal(shown.places[:, 0], points.values[:, 0])
    assert words_at(shown, 1) == points.frame["town"].tolist()
    assert len(np.unique(shown.places.round(6), axis=0)) == len(points.X)


@pytest.mark.parametrize("column", ["town", "size"])
def test_one_column_of_words_is_stacked_over_its_words(column: str) -> None:
    points, shown = drawn((), (column,))
    assert shown.stacked and shown.titles[0] == column and shown.words[1] == ()
    assert words_at(shown, 0) == points.frame[column].tolist()
    assert shown.places[:, 1].min() == 0 and (shown.means[:, 1] < 0).all()
    assert len(np.unique(shown.places.round(6), axis=0)) == len(points.X)


def test_two_columns_of_numbers_are_drawn_as_ever() -> None:
    points, shown = drawn(("age", "income"), ("town", "size"))
    assert shown.words == ((), ()) and shown.titles == points.axis_names
    np.testing.assert_array_equal(shown.places, points.places)


def test_a_center_stands_at_its_word() -> None:
    points, _ = drawn((), ("town", "size"))
    labels = np.unique(points.frame["size"], return_inverse=True)[1]
    similarity = similarity_on(points)
    means = np.stack([similarity.center(points.X[labels == group], None) for group in (0, 1)])
    shown = on_axes(points, labels, means)
    up = shown.titles.index("size")
    assert [shown.words[up][int(mean)] for mean in shown.means[:, up]] == ["narrow", "wide"]


@pytest.mark.parametrize("letters", [20, 37, 60])
def test_a_title_says_how_many_words_it_has_no_room_for(letters: int) -> None:
    for number in (1, 2, 5, 12, 40):
        words = tuple(f"word{j:02}" * (1 + j % 4) for j in range(number))
        title = titled("column" * (1 + number), words, letters)
        assert len(title) <= letters
        shown = sum(
            f" {shortened(word, LONGEST_WORD)}," in f"{title.replace(' and', ',')}," for word in words
        )
        left = number - shown
        assert title.endswith(f"{number} words" if not shown else f" and {left} more" if left else "")
