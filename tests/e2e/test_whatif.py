"""What would be if a mean were elsewhere, and why a point is in its cluster, against cases worked out by hand and the core."""

from collections.abc import Sequence

import numpy as np
import pytest
from playwright.sync_api import Page

from kmeans_core import assign_labels
from kmeans_core.voronoi import voronoi_cells
from tests.e2e.scripts import told

LIFT = [1, 0, 0, 1]


def whatif(
    page: Page,
    X: Sequence[float],
    means: Sequence[float],
    others: Sequence[int],
    mean: int,
    to: Sequence[float],
) -> dict[str, object]:
    given = {
        "X": X, "means": means, "dimensions": 2, "others": others, "mean": mean,
        "position": [0, 0], "place": {"x": 0, "y": 0}, "lift": LIFT, "times": 2,
    }  # fmt: skip
    at = f"new WhatIf(given).at({{ x: {to[0]}, y: {to[1]} }})"
    answer: dict[str, object] = told(
        page,
        "player/whatif.js",
        f"((it) => ({{ labels: Array.from(it.labels), inertia: it.inertia }}))({at})",
        given,
    )
    return answer


def test_labels_and_inertia_by_hand(page: Page) -> None:
    # points at 0, 2 and 9; means at 0 and 10, the second moved to 4: the point at 2 is as near to both, and the lower number takes it
    X, means = [0, 0, 2, 0, 9, 0], [0, 0, 10, 0]
    assert whatif(page, X, means, [0], 1, [4, 0]) == {"labels": [0, 0, 1], "inertia": 2 * (4 + 25)}
    assert whatif(page, X, means, [1], 0, [4, 0]) == {"labels": [0, 0, 1], "inertia": 2 * (16 + 4 + 1)}
    assert whatif(page, X, means, [0, 1], 2, [2, 0]) == {"labels": [0, 2, 1], "inertia": 2.0}
    assert whatif(page, X, means, [], 0, [2, 0]) == {"labels": [0, 0, 0], "inertia": 2 * (4 + 49)}


@pytest.mark.parametrize("k", [1, 2, 5, 12])
def test_as_the_core_has_it(page: Page, k: int) -> None:
    rng = np.random.default_rng(k)
    X, means = rng.normal(size=(60, 2)), rng.normal(size=(k, 2))
    moved = means.copy()
    moved[0] = [0.3, -0.2]
    answer = whatif(page, X.ravel().tolist(), means.ravel().tolist(), list(range(1, k)), 0, [0.3, -0.2])
    labels = assign_labels(X, moved)
    assert answer["labels"] == labels.tolist()
    assert answer["inertia"] == pytest.approx(2 * ((X - moved[labels]) ** 2).sum())
    box = (-3.0, 3.0, -2.0, 2.0)
    given = {"x": moved[:, 0].tolist(), "y": moved[:, 1].tolist(), "box": box}
    cells = told(page, "player/whatif.js", "regionsOf(given, [1, 1], given.box)", given)
    for ours, theirs in zip(cells, voronoi_cells(moved, box), strict=True):
        assert area(ours) == pytest.approx(area(theirs), abs=1e-9)


def area(corners: object) -> float:
    x, y = np.array(corners, dtype=float).reshape(-1, 2).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def test_regions_where_units_do_not_count_alike_and_of_means_at_one_place(page: Page) -> None:
    # across counts alone: the border is midway between 0 and 4, whatever the heights
    assert told(page, "player/whatif.js", "regionsOf({ x: [0, 4], y: [0, 9] }, [1, 0], [-1, 5, 0, 1])") == [
        [[-1, 0], [2, 0], [2, 1], [-1, 1]],
        [[2, 0], [5, 0], [5, 1], [2, 1]],
    ]
    first, second = told(
        page, "player/whatif.js", "regionsOf({ x: [1, 1], y: [1, 1] }, [1, 1], [0, 2, 0, 2])"
    )
    assert area(first) == 4 and second == []


def test_why_a_point_is_in_its_cluster(page: Page) -> None:
    # a point at 1 and means at 0, 4 and 10: the border to the second is at 2; at half-step 3 the point changed from 1 to 0
    given = {"X": [1], "means": [0, 4, 10], "labels": [[-1], [1], [1], [0]]}
    why = told(page, "player/why.js", "whyOf(0, given.X, given.means, 1, given.labels, 3)", given)
    assert why == {
        "own": 0,
        "nearest": 0,
        "ways": [{"mean": 0, "distance": 1}, {"mean": 1, "distance": 3}, {"mean": 2, "distance": 9}],
        "turn": {"mean": 1, "way": 1},
        "changes": [{"step": 1, "from": -1, "to": 1}, {"step": 3, "from": 1, "to": 0}],
    }
    alone = told(page, "player/why.js", "whyOf(0, [1], [0], 1, [[-1], [0]], 1)")
    assert alone["changes"] == [{"step": 1, "from": -1, "to": 0}] and alone["turn"] is None


@pytest.mark.parametrize(
    ("n_changes", "words"),
    [
        (0, "It has not changed cluster since the first assign."),
        (1, "It changed cluster at half-step 3 from 1 to 2."),
        (2, "It changed cluster at half-step 3 from 1 to 2, at half-step 5 from 2 to 3."),
        (6, "It changed cluster at half-step 3 from 1 to 2, "),
        (7, "It changed cluster 7 times, last at half-step 5 from 2 to 3, "),
    ],
)
def test_the_changes_of_a_point_are_told_the_last_six_of_many(page: Page, n_changes: int, words: str) -> None:
    changes = [{"step": 1, "from": -1, "to": 0}]
    changes += [{"step": 3 + 2 * i, "from": i, "to": i + 1} for i in range(n_changes)]
    said = told(page, "player/about.js", "changesInWords(given, 99)", changes)
    assert said.startswith(words) and said.count(" from ") == min(n_changes, 6)
    assert told(page, "player/about.js", "changesInWords(given, 0)", changes) == ""
