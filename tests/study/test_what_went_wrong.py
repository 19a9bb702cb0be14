"""What went wrong, said of answers that were worked out by hand."""

import numpy as np
import pytest

from study.what_went_wrong import what_went_wrong

GROUPS = np.repeat(np.arange(5), 10)
PLACES = np.array([[0.0, 5], [5, 0], [5, 9], [9, 5], [5, 5]])


def answer(*clusters: list[int]) -> np.ndarray:
    return np.concatenate([np.resize(each, 10) for each in clusters])


@pytest.mark.parametrize(
    ("clusters", "said"),
    [
        (
            answer([0, 1], [2], [2], [3], [4]),
            "Means 1 and 2 share the leftmost group, and mean 3 serves two groups.",
        ),
        (
            answer([0], [1], [1], [3, 2], [4]),
            "Means 3 and 4 share the rightmost group, and mean 2 serves two groups.",
        ),
        (answer([0], [0], [2], [3], [4, 1]), "Means 2 and 5 share one group, and mean 1 serves two groups."),
        (answer([0], [0], [2], [3], [4]), "Mean 2 has no points, and mean 1 serves two groups."),
        (
            answer([0, 1, 2], [3], [3], [3], [4]),
            "Means 1, 2 and 3 share the leftmost group, and mean 4 serves three groups.",
        ),
        (answer([0], [1], [2], [3], [4]), "Nothing: these are the groups of the best answer."),
        (answer([4], [3], [2], [1], [0]), "Nothing: these are the groups of the best answer."),
        (
            answer([0], [1], [2], [3], [4, 4, 4, 4, 4, 4, 4, 4, 4, 3]),
            "Each mean has a group of its own, as in the best answer; only 1 point (2%) went to another.",
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
        == "Three groups are shared by several means, and three means serve several groups each."
    )
