"""What went wrong, said of answers that were worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.what_went_wrong import in_short, nearest, what_went_wrong, wrong

GROUPS = np.repeat(np.arange(5), 10)
PLACES = np.array([[0.0, 5], [5, 0], [5, 9], [9, 5], [5, 5]])


def answer(*clusters: list[int]) -> np.ndarray:
    return np.concatenate([np.resize(each, 10) for each in clusters])


@pytest.mark.parametrize(
    ("clusters", "said"),
    [
        (
            answer([0, 1], [2], [2], [3], [4]),
            "Beside the best answer: means 1 and 2 share its leftmost cluster, and mean 3 serves two of its clusters.",
        ),
        (
            answer([0], [1], [1], [3, 2], [4]),
            "Beside the best answer: means 3 and 4 share its rightmost cluster, and mean 2 serves two of its clusters.",
        ),
        (
            answer([0], [0], [2], [3], [4, 1]),
            "Beside the best answer: means 2 and 5 share one of its clusters, and mean 1 serves two of its clusters.",
        ),
        (
            answer([0], [0], [2], [3], [4]),
            "Beside the best answer: mean 2 has no points, and mean 1 serves two of its clusters.",
        ),
        (
            answer([0, 1, 2], [3], [3], [3], [4]),
            "Beside the best answer: means 1, 2 and 3 share its leftmost cluster, and mean 4 serves three of its clusters.",
        ),
        (answer([0], [1], [2], [3], [4]), "Nothing: these are the clusters of the best answer."),
        (answer([4], [3], [2], [1], [0]), "Nothing: these are the clusters of the best answer."),
        (
            answer([0], [1], [2], [3], [4, 4, 4, 4, 4, 4, 4, 4, 4, 3]),
            "Each cluster has its match in the best answer, but 1 point (2%) is in another there.",
        ),
    ],
)
def test_who_shares_and_who_serves(clusters: np.ndarray, said: str) -> None:
    assert what_went_wrong(clusters, GROUPS, 5, PLACES) == said


def test_many_at_once_are_counted() -> None:
    groups = np.repeat(np.arange(12), 10)
    clusters = groups.copy()
    for j in range(0, 12, 4):  # of each four groups, the first is shared and the next two are served by one
        clusters[groups == j] = np.resize([j, j + 1], 10)
        clusters[groups == j + 1] = j + 2
    assert (
        what_went_wrong(clusters, groups, 12)
        == "Beside the best answer: three of its clusters are shared by several means each, and means 3, 7 and 11 serve several of its clusters each."
    )


@pytest.mark.parametrize(
    ("clusters", "said"),
    [
        (
            answer([0, 1], [2], [2], [3], [4]),
            "two means share a cluster of the best, and nothing pulls one of them away",
        ),
        (
            answer([0, 1, 2], [3], [3], [3], [4]),
            "three means share a cluster of the best, and nothing pulls one of them away",
        ),
        (answer([0], [0], [2], [3], [4]), "a mean has no points, and nothing pulls it to any"),
        (
            answer([0], [1], [2], [3], [4, 4, 4, 4, 4, 4, 4, 4, 4, 3]),
            "each cluster has its match in the best, with other borders, and no point is nearer to another mean",
        ),
    ],
)
def test_in_short_it_says_the_same(clusters: np.ndarray, said: str) -> None:
    assert in_short(wrong(clusters, GROUPS, 5)) == said


def test_short_and_long_agree_on_whether_a_group_is_shared() -> None:
    """Eight points on a circle, cut three to five: no group is shared, and neither says so."""
    halves = [np.roll(np.repeat([0, 1], 4), turn) for turn in range(4)]
    cut = np.roll(np.array([0, 0, 0, 1, 1, 1, 1, 1]), 2)
    best = halves[nearest(cut, halves, 2)]
    assert best is halves[1]  # of two that one point leaves, the first
    found = wrong(cut, best, 2)
    assert found.elsewhere == 1
    assert "share" not in in_short(found)
    assert what_went_wrong(cut, best, 2).endswith("but 1 point (13%) is in another there.")


@given(st.integers(1, 6), st.data())
def test_whatever_is_wrong_short_and_long_say_it_of_the_same_things(k: int, data: st.DataObject) -> None:
    labels, best = (
        np.array(data.draw(st.lists(st.integers(0, k - 1), min_size=12, max_size=12))) for _ in range(2)
    )
    found = wrong(labels, best, k)
    short, long = in_short(found), what_went_wrong(labels, best, k)
    assert ("share" in short) == ("share" in long)
    assert ("has its match" in short) == ("has its match" in long)
    assert ("nothing: " in short) == ("Nothing: " in long)


def test_where_each_mean_has_a_group_of_its_own_a_number_says_which_is_wider() -> None:
    """Two groups of four on a line, one point of the second given to the first: 0, 1, 2, 3, 9 lie 2.4 from 3 on average, where they
    were 1 from 1.5."""
    X = np.array([[0.0], [1], [2], [3], [9], [10], [11], [12]])
    best, labels = np.repeat([0, 1], 4), np.array([0, 0, 0, 0, 0, 1, 1, 1])
    found = wrong(labels, best, 2, X)
    assert found.wider is not None and found.wider[0] == 0
    assert found.wider[1] == pytest.approx(2.4)
    told = "the points of mean 1 are on average 2.4 times as far from it as in the best"
    assert in_short(found).endswith(told)
    assert told in what_went_wrong(labels, best, 2, X=X)
    assert wrong(best, best, 2, X).wider is None


@given(st.integers(1, 6), st.data())
def test_no_groups_are_spoken_of_but_the_clusters_of_the_best_answer(k: int, data: st.DataObject) -> None:
    """Points may have no groups at all: all there is to hold an answer against are the clusters of another."""
    labels, best = (
        np.array(data.draw(st.lists(st.integers(0, k - 1), min_size=12, max_size=12))) for _ in range(2)
    )
    places = np.array(
        data.draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=k, max_size=k))
    )
    for said in (in_short(wrong(labels, best, k)), what_went_wrong(labels, best, k, places.astype(float))):
        assert "group" not in said
        assert "best" in said or "no points" in said
