"""All combinations of choices: which there are, what becomes of the rows, and what is said of it."""

from __future__ import annotations

import re
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from study import lab, scaling
from study.lab import Flow, Lab, Outcome, Way

NOW = Way(("a", "b"), "none", 3)


def test_the_ways_begin_with_the_one_in_force_and_go_on_with_the_near_ones() -> None:
    found = lab.ways(NOW, ["c", "d"], 20, True)
    assert found[0] == NOW and len(found) == len(set(found)) == 3 * 4 * 3 * 2
    far = [len(way.differs(NOW)) for way in found]
    assert far == sorted(far) and max(far) == 4
    assert {way.columns for way in found} == {("a", "b"), ("a", "b", "c"), ("a", "b", "d")}
    three = lab.ways(Way(("a", "b", "c"), "log", 2), [], 20, False)
    assert {way.columns for way in three} == {("a", "b", "c"), ("b", "c"), ("a", "c"), ("a", "b")}
    assert {way.k for way in three} == {2, 3} and not any(way.aside for way in three)


@pytest.mark.parametrize(("k", "numbers"), [(1, {1, 2}), (20, {19, 20}), (2, {2, 3})])
def test_one_group_more_and_one_less_as_far_as_there_are(k: int, numbers: set[int]) -> None:
    assert {way.k for way in lab.ways(Way(("a",), "none", k), [], 20, False)} == numbers


def test_a_column_alone_counts_as_it_is_or_by_its_logarithm_and_the_work_is_bounded() -> None:
    assert {way.scaling for way in lab.ways(Way(("a",), "none", 3), [], 20, False)} == {"none", "log"}
    many = tuple(f"c{i}" for i in range(50))
    found = lab.ways(Way(many, "none", 5), [f"d{i}" for i in range(50)], 20, True)
    assert len(found) == lab.MOST_WAYS and found[0].columns == many


def test_the_columns_left_out_in_turn_are_those_that_carry_most_and_it_is_said() -> None:
    names = tuple("abcdefghi")
    rng = np.random.default_rng(5)
    own = np.arange(90) % 3
    apart = np.array([0, 0, 0, 9, 5, 7, 4, 8, 6.0])  # how far the groups lie apart in each column
    X = rng.normal(size=(90, 9)) + own[:, np.newaxis] * apart
    order = lab.by_what_they_carry(X, own, names)
    assert order[:6] == ["d", "h", "f", "i", "e", "g"] and set(order) == set(names)
    turned = rng.permutation(9)
    assert lab.by_what_they_carry(X[:, turned], own, [names[j] for j in turned])[:6] == order[:6]
    assert lab.by_what_they_carry(X, np.zeros(90, dtype=int), names) == list(names)
    now = Way(names, "spread", 3)
    found = lab.ways(now, ["x"], 20, False, order=order)
    left = [set(names) - set(way.columns) for way in found if len(way.columns) < 9]
    assert set.union(*left) == set("dhfieg")
    assert lab.bound_in_words(now, found, 1).replace("\u2068", "").replace("\u2069", "") == (
        "The table leaves out six of the 9 columns in turn, those that carry most of the differences between the groups as found: “d”, "
        "“h”, “f”, “i”, “e” and “g”. To try all would take too long."
    )


def test_what_is_not_tried_is_said_and_nothing_where_all_is() -> None:
    three = Way(("a", "b", "c"), "none", 3)
    assert lab.bound_in_words(three, lab.ways(three, ["d"], 20, True), 1) == ""
    assert lab.bound_in_words(NOW, lab.ways(NOW, [], 20, False), 0) == ""
    others = [f"d{i}" for i in range(9)]
    assert lab.bound_in_words(NOW, lab.ways(NOW, others, 20, False), 9) == (
        "The table adds six of the 9 other columns in turn, the first in the file that can count beside these. To try all would take too long."
    )
    one = Way(tuple("abcdefgh"), "none", 1)
    assert "in turn, the first, as one group has no differences to go by: " in lab.bound_in_words(
        one, lab.ways(one, [], 20, False), 0
    )
    many = Way(tuple("abcdefgh"), "none", 3)
    said = lab.bound_in_words(many, lab.ways(many, others, 20, True, True), 9)
    assert (
        said.startswith("The table leaves out six of the 8 columns in turn, ")
        and " It adds six of the 9 " in said
    )
    assert said.endswith(
        " Of all 624 combinations of the choices in the table, no more than 240 are computed: those that differ least from the one in force."
    )


def test_company_is_by_the_pairing_of_groups_and_rows_in_no_group_have_none_to_lose() -> None:
    own = np.array([0, 0, 0, 1, 1, 1])
    assert not lab.changes_company(own, np.array([1, 1, 1, 0, 0, 0])).any()  # other numbers
    assert lab.changes_company(own, np.array([1, 1, 0, 0, 0, 0])).tolist() == [
        False,
        False,
        True,
        False,
        False,
        False,
    ]
    assert lab.changes_company(own, np.array([0, 0, 2, 1, 1, 1])).tolist() == [
        False,
        False,
        True,
        False,
        False,
        False,
    ]
    assert not lab.changes_company(own, np.array([0, 0, 0, 1, 1, -1])).any()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30))
@settings(max_examples=150, deadline=None)
def test_as_few_rows_change_as_any_pairing_allows(pairs: list[tuple[int, int]]) -> None:
    own, others = (np.array(side) for side in zip(*pairs, strict=True))
    fewest = min(sum(way[a] != b for a, b in pairs) for way in permutations(range(4)))
    assert lab.changes_company(own, others).sum() == fewest


def three_groups() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    values = rng.normal(size=(60, 2)) + np.repeat([[10, 10], [40, 10], [10, 40]], 20, axis=0)
    return values, np.repeat([0, 1, 2], 20)


def test_clear_groups_stay_together_however_columns_count() -> None:
    values, own = three_groups()
    noise = np.random.default_rng(3).normal(size=(60, 1))
    made = Lab(np.column_stack([values, noise]), ["a", "b", "c"], [], [], own)
    done: dict[Way, Outcome | None] = {}
    told: list[tuple[int, int]] = []
    all_ways = lab.ways(NOW, ["c"], 20, False)
    lab.try_ways(made, all_ways, done, lambda n, total: told.append((n, total)))
    assert told[-1] == (len(all_ways),) * 2 and list(done) == all_ways
    for way in scaling.SCALINGS:
        outcome = done[Way(("a", "b"), way, 3)]
        assert outcome is not None and outcome.share == 1
    two = done[Way(("a", "b"), "none", 2)]
    assert two is not None and two.changed.sum() == 20  # one group joins another
    lab.try_ways(made, all_ways, done, lambda *_: pytest.fail("computed again"))


def test_rows_set_aside_or_without_a_number_are_in_no_group() -> None:
    values, own = three_groups()
    values[0] = [10, 4000]
    third = np.full(60, 5.0)
    third[30] = np.nan
    made = Lab(np.column_stack([values, third + np.arange(60) / 1e6]), ["a", "b", "c"], [], [0], own)
    aside = made.outcome(Way(("a", "b"), "none", 3, aside=True))
    assert aside is not None and not aside.there[0] and aside.there.sum() == 59 and not aside.changed.any()
    lacking = made.outcome(Way(("a", "b", "c"), "none", 3))
    assert lacking is not None and lacking.there.sum() == 59 and not lacking.there[30]
    with_far = made.outcome(Way(("a", "b"), "none", 2))
    assert with_far is not None and with_far.changed.sum() >= 20
    assert Lab(np.ones((9, 2)), ["a", "b"], [], [], np.zeros(9, dtype=int)).outcome(NOW) is None


def test_missing_numbers_filled_in_are_one_choice_more() -> None:
    now = Way(("a", "b"), "none", 2)
    found = lab.ways(now, ["c"], 20, False, True)
    assert (
        len(found) == len(set(found)) == 2 * 4 * 2 * 2 and sum(way.filled for way in found) == len(found) / 2
    )
    filled = lab.ways(Way(("a", "b"), "none", 2, filled=True), [], 20, False, True)
    assert filled[0].filled and not all(way.filled for way in filled)
    assert all(way.filled for way in lab.ways(filled[0], [], 20, False))
    # Two pairs of rows; the median of b is 11, so that the last row is nearer to the second pair
    values = np.array([[0, 0], [0, 1], [0, 11], [0, 12], [0, 30], [1, np.nan]])
    own = np.array([0, 0, 1, 1, 1, -1])
    made = Lab(values, ["a", "b"], [], [], own, np.array([0, 11]))
    left, put = (made.outcome(Way(("a", "b"), "none", 2, filled=fill)) for fill in (False, True))
    assert left is not None and left.grouped == 5 and put is not None and put.grouped == 6
    assert put.there.tolist() == [True] * 5 + [False]  # it was in no group: it has no company to lose


def test_the_verdict_names_missing_numbers() -> None:
    both = [outcome(NOW), outcome(Way(("a", "b"), "none", 3, filled=True), 4, 5)]
    assert "The other 2 hang on missing numbers." in lab.company_verdict(NOW, both, 200, "rows")
    one = [outcome(NOW), outcome(Way(("a", "b"), "none", 3, filled=True), 4)]
    assert lab.company_verdict(NOW, one, 200, "rows").endswith(" The other one hangs on missing numbers.")


def test_of_very_many_rows_a_sample_is_taken_with_those_that_stand_alone() -> None:
    n = lab.MOST_ROWS + 500
    made = Lab(np.arange(2.0 * n).reshape(n, 2), ["a", "b"], [], [n - 1, 3], np.arange(n) % 2)
    assert lab.MOST_ROWS <= made.n <= lab.MOST_ROWS + 2 and {3, n - 1} <= set(made.rows.tolist())


def outcome(way: Way, *changed: int, n: int = 200) -> Outcome:
    mask = np.zeros(n, dtype=bool)
    mask[list(changed)] = True
    return Outcome(way, mask, np.full(n, True), n)


def test_the_verdict_counts_rows_and_what_they_hang_on() -> None:
    ways = [
        outcome(NOW),
        outcome(Way(("a", "b"), "spread", 3), *range(12)),
        outcome(Way(("a", "b"), "range", 3), *range(5, 14)),
        outcome(Way(("a", "b", "c"), "none", 3), 0, 20),
        outcome(Way(("a", "b", "c"), "spread", 3), 0, 20, 30, 31),
        outcome(Way(("a", "b"), "none", 4), *range(100)),
    ]
    # Row 0 hangs on both: each row is counted once, so that the numbers add up to the 17
    assert lab.company_verdict(NOW, ways, 200, "rows") == (
        "183 of 200 rows keep their company in all 5 ways to make 3 groups. Of the other 17, 13 hang on how columns count, 1 hangs on "
        "which columns count, 1 hangs on how columns count and which columns count (each alone) and 2 change only when several choices change at once."
    )
    assert np.flatnonzero(lab.rows_changing(NOW, ways)).tolist() == [*range(14), 20, 30, 31]
    calm = [outcome(NOW), outcome(Way(("a", "b"), "spread", 3))]
    assert (
        lab.company_verdict(NOW, calm, 200, "shops")
        == "All 200 shops keep their company in all 2 ways to make 3 groups."
    )
    assert lab.company_verdict(NOW, calm[:1], 200, "rows") == "Nothing to compare yet."


@given(st.data())
def test_the_numbers_of_the_verdict_add_up(data: st.DataObject) -> None:
    rows = st.sets(st.integers(0, 19))
    ways = [
        Way(("a", "b"), "spread", 3),
        Way(("a",), "none", 3),
        Way(("a", "b"), "none", 3, aside=True),
        Way(("a", "b"), "none", 3, filled=True),
        Way(("a",), "spread", 3),
    ]
    made = [outcome(NOW, n=20), *(outcome(way, *data.draw(rows), n=20) for way in ways)]
    said = lab.company_verdict(NOW, made, 20, "rows")
    found = re.search(r"Of the other (\d+), (.*)", said)
    if found:
        told = re.findall(r"(?:^|, | and )(\d+) (?:hang|change)", found[2])
        assert sum(map(int, told)) == int(found[1])


def test_one_group_more_splits_a_group_or_moves_others_too() -> None:
    own = np.repeat([0, 1, 2], [10, 20, 30])
    split = np.concatenate([np.full(10, 2), np.full(8, 0), np.full(12, 3), np.full(30, 1)])
    found = lab.flow(own, 3, split)
    assert found.rows.tolist() == [[10, 0, 0, 0], [0, 12, 0, 8], [0, 0, 30, 0]]
    assert lab.flow_in_words(found, "rows") == (
        "With 4 groups, the new group takes 8 of the 20 rows of group 2. Nobody else moves: group 2 splits."
    )
    moving = Flow(np.array([[10, 0, 0, 1], [2, 12, 0, 8], [0, 0, 30, 0]]))
    assert lab.flow_in_words(moving, "rows") == (
        "With 4 groups, the new group takes 8 of the 22 rows of group 2. 3 others change company."
    )


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (("a", "b"), "these columns"),
        (("b",), "without \u2068a\u2069"),
        (("a", "b", "c"), "with \u2068c\u2069"),
    ],
)
def test_columns_are_named_by_what_differs(columns: tuple[str, ...], said: str) -> None:
    assert lab.columns_in_words(columns, ("a", "b")) == said


def test_rows_in_no_group_now_are_grouped_where_they_can_be_and_have_no_company_to_lose() -> None:
    values, own = three_groups()
    gaps = np.arange(60) % 4 == 0
    values[:, 1][gaps] = np.nan
    own[gaps] = -1
    made = Lab(values, ["a", "b"], [], [], own)
    assert made.n == 45
    both, alone = made.outcome(Way(("a", "b"), "none", 3)), made.outcome(Way(("a",), "none", 2))
    assert both is not None and (both.grouped, both.there.sum(), both.share) == (45, 45, 1)
    assert alone is not None and (alone.grouped, alone.there.sum()) == (60, 45)
    assert not (alone.changed & gaps).any()


def test_rows_that_drop_out_with_another_column_are_said_to() -> None:
    there = np.arange(200) >= 12
    lacking = Outcome(Way(("a", "b", "c"), "none", 3), np.zeros(200, dtype=bool), there, 188)
    assert lab.company_verdict(NOW, [outcome(NOW), lacking], 200, "rows") == (
        "All 200 rows keep their company in all 2 ways to make 3 groups. 12 of them lack a number and drop out of some of these "
        "ways: they are compared in the others."
    )
