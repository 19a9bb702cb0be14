"""Which rows are listed to be asked about, and what each is called."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from study.why_here import MOST_ON_THE_FENCE, ON_THE_FENCE, Lie
from ui.your_data import why

PROFILES: Any = SimpleNamespace(in_sentence=lambda group: f"group {group + 1}")


def lie_of(own: list[float], labels: list[int], fence: tuple[int, ...] = ()) -> Lie:
    """Rows so far from their own center, those on the fence nearly as near to the next group's, the first of them the nearest."""
    near, groups = np.array(own), np.array(labels)
    far = near + 50
    for place, row in enumerate(fence):
        far[row] = near[row] * (1 + ON_THE_FENCE * (place + 1) / (len(fence) + 1))
    return Lie(groups, near, far, (groups + 1) % (max(labels) + 1))


@pytest.mark.parametrize(
    ("own", "labels", "fence", "listed"),
    [
        (
            [3.0, 1, 2, 9, 8],
            [0, 0, 0, 1, 1],
            (),
            {
                1: "most typical of group 1",
                0: "oddest of group 1",
                4: "most typical of group 2",
                3: "oddest of group 2",
            },
        ),
        ([3.0, 1], [0, 1], (), {0: "most typical of group 1", 1: "most typical of group 2"}),
        (
            [1.0, 2, 3, 4, 1],
            [0, 0, 0, 0, 1],
            (2, 1),
            {
                0: "most typical of group 1",
                3: "oddest of group 1",
                4: "most typical of group 2",
                2: "on the fence: group 1 or group 2",
                1: "on the fence: group 1 or group 2",
            },
        ),
    ],
)
def test_each_group_is_told_by_its_most_typical_and_its_oddest_row_and_then_those_on_the_fence(
    own: list[float], labels: list[int], fence: tuple[int, ...], listed: dict[int, str]
) -> None:
    found: Any = SimpleNamespace(k=max(labels) + 1)
    rows, notes = why._notable(lie_of(own, labels, fence), found, PROFILES)
    assert list(zip(rows.tolist(), notes, strict=True)) == list(listed.items())


def test_of_many_on_the_fence_the_nearest_to_it_are_listed() -> None:
    n = MOST_ON_THE_FENCE + 5
    fence = tuple(range(1, n + 1))
    lie = lie_of([1.0, *([2.0] * n), 9.0, 1.0], [0] * (n + 2) + [1], fence)
    found: Any = SimpleNamespace(k=2)
    rows, notes = why._notable(lie, found, PROFILES)
    assert rows[3:].tolist() == list(fence[:MOST_ON_THE_FENCE]) and len(rows) == len(notes)


@pytest.mark.parametrize(
    ("size", "notes"),
    [
        (0, []),
        (1, ["most typical"]),
        (2, ["most typical", "oddest"]),
        (5, ["most typical", "", "", "", "oddest"]),
        (why.MOST_ROWS_SHOWN, ["most typical", *[""] * (why.MOST_ROWS_SHOWN - 2), "oddest"]),
        # the oddest is not among those that are shown
        (why.MOST_ROWS_SHOWN + 1, ["most typical", *[""] * (why.MOST_ROWS_SHOWN - 1)]),
    ],
)
def test_the_rows_of_a_group_go_from_the_most_typical_to_the_oddest(size: int, notes: list[str]) -> None:
    own = np.arange(size, 0, -1).astype(float).tolist()
    lie = lie_of([*own, 1.0], [0] * size + [1])
    rows, said = why._of_group(lie, 0)
    assert said == notes
    assert rows.tolist() == list(range(size))[::-1][: why.MOST_ROWS_SHOWN]
