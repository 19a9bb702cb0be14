"""Why a row is in its group, by hand, and what is said of it holds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmeans_core import predict
from study import scaling
from study.grouping import find_groups
from study.profiles import make_profiles
from study.why_here import (
    Lie,
    Move,
    distances_table,
    fence_in_words,
    lie_of_rows,
    naming_column,
    row_called,
    smallest_move,
    why_here_in_words,
)
from tables import read_table

TABLE = read_table(b"name,a,b\nAnn,0,0\nBo,2,0\nCy,10,0\nDi,14,0\nEd,6,8\n", "t.csv")
MEANS = np.array([[1.0, 0.0], [10.0, 0.0]])  # of Ann and Bo; of the others, but for b
LABELS = np.array([0, 0, 1, 1, 1])


def lie() -> Lie:
    return lie_of_rows(scaling.make_points(TABLE, "t", ["a", "b"], "none"), LABELS, MEANS)


def test_distances_by_hand() -> None:
    made = lie()
    assert made.own.tolist() == pytest.approx([1, 1, 0, 4, np.sqrt(80)])
    assert made.other.tolist() == pytest.approx([10, 8, 9, 13, np.sqrt(89)])
    assert made.second.tolist() == [1, 1, 0, 0, 0]
    assert made.fence().tolist() == [4]  # sqrt(89 / 80) is 5% more than 1
    assert made.members(1).tolist() == [2, 3, 4]
    assert fence_in_words(made, "rows") == (
        "1 row of 5 is on the fence: another group is at most 10% farther than its own."
    )


def test_the_smallest_change_by_hand() -> None:
    points = scaling.make_points(TABLE, "t", ("a", "b"), "none")
    # The border is at a = 5.5: 6 is the first whole number beyond, and from Ed down 5.
    assert smallest_move(points, MEANS, LABELS, 0) == Move(0, 6.0, 1)
    assert smallest_move(points, MEANS, LABELS, 4) == Move(0, 5.0, 0)
    assert smallest_move(points, MEANS[:1], np.zeros(5, dtype=int), 0) is None


def test_in_words() -> None:
    points = scaling.make_points(TABLE, "t", ("a", "b"), "none")
    profiles = make_profiles(TABLE, ("a", "b"), LABELS, np.array([[1.0, 0.0], [10.0, 8 / 3]]))
    called = row_called(TABLE, 4, naming_column(TABLE))
    said = " ".join(why_here_in_words(called, profiles, points, MEANS, lie(), 4))
    assert said.replace("\u2068", "").replace("\u2069", "") == (
        "Ed (line 6) is in group 2: the average of that group is the nearest to it, 8.94 away. The next is group 1, 9.43 away. "
        "It is on the fence: group 1 is only 5% farther. The smallest change of one column that would move it: with 5 in “a” in place of 6, "
        "and all else as it is, it would be in group 1."
    )
    table = distances_table(profiles, points, MEANS, 4)
    assert table.iloc[:, 0].tolist() == ["This row", "Group 2", "Group 1"]
    assert table.iloc[0].tolist() == ["This row", "", "6", "8"]
    assert row_called(TABLE, 0, None) == "Line 2"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(list(scaling.SCALINGS)), st.integers(1, 4), st.integers(0, 3))
def test_with_the_change_that_is_named_a_row_is_in_the_group_that_is_named(
    seed: int, way: str, k: int, decimals: int
) -> None:
    rng = np.random.default_rng(seed)
    values = np.round(rng.lognormal(2, 1, (30, 2)) + 1, decimals)
    text = "a,b\n" + "".join(f"{a},{b}\n" for a, b in values.tolist())
    points = scaling.make_points(read_table(text.encode(), "t.csv"), "t", ("a", "b"), way)
    found = find_groups(points.X, k, 3)
    for row in range(0, 30, 7):
        move = smallest_move(points, found.means, found.labels, row)
        if move is None:
            assert k < 3  # alone, or beside a group that no single value leads to
            continue
        changed = points.values[row].copy()
        changed[move.column] = move.value
        assert predict(points.from_units(changed[np.newaxis]), found.means).tolist() == [move.group]
        assert move.group != found.labels[row]
        # No smaller change of the same value does as much.
        halfway = points.X[row].copy()
        to = points.from_units(changed[np.newaxis])[0]
        fine = 1.01 * (10.0**-decimals)
        if abs(changed[move.column] - points.values[row, move.column]) > 4 * fine:
            halfway[move.column] += 0.5 * (to - points.X[row])[move.column]
            assert predict(halfway[np.newaxis], found.means).tolist() == [found.labels[row]]
