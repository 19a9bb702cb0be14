"""The rule for a group, by hand and against all there are."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from study.profiles import make_profiles
from study.rules import Condition, Rule, find_rules, meets, roundest, rule_in_words
from tables import read_table


def test_the_thresholds_that_separate_best_by_hand() -> None:
    values = np.array([[1.0, 5], [2, 5], [3, 5], [71.3, 5], [80, 5], [90, 1]])
    rules = find_rules(values, np.array([0, 0, 0, 1, 1, 1]), 2)
    assert rules[0] == Rule((Condition(0, 50.0, False),), 3, 3, 0)  # between 3 and 71.3
    assert rules[1] == Rule((Condition(0, 50.0, True),), 3, 3, 0)


def test_two_columns_where_one_is_not_enough() -> None:
    values = np.array([[x, y] for x in (0.0, 10) for y in (0.0, 10) for _ in range(4)])
    rules = find_rules(values, np.repeat([0, 1, 2, 3], 4), 4)
    for rule in rules:
        assert rule is not None and (rule.hits, rule.others, len(rule.conditions)) == (4, 0, 2)


def test_a_stretch_of_one_column() -> None:
    values = np.arange(30.0)[:, np.newaxis]
    rule = find_rules(values, np.repeat([0, 1, 2], 10), 3)[1]
    assert rule == Rule((Condition(0, 9.0, True), Condition(0, 19.0, False)), 10, 10, 0)


def test_in_words() -> None:
    table = read_table(b"income,score\n10,90\n12,88\n90,10\n92,12\n", "t.csv")
    labels = np.array([0, 0, 1, 1])
    profiles = make_profiles(table, ("income", "score"), labels, np.array([[11.0, 89], [91, 11]]))
    rules = find_rules(table.frame.to_numpy(float), labels, 2)
    assert rules[1] is not None
    said = rule_in_words(rules[1], profiles).replace("\u2068", "").replace("\u2069", "")
    assert said == "income over 50: all 2, and no other"
    made = Rule((Condition(0, 70.0, True), Condition(1, 40.5, False)), 29, 31, 2)
    said = rule_in_words(made, profiles).replace("\u2068", "").replace("\u2069", "")
    assert said == "income over 70 and score up to 40.5: 29 of its 31, and 2 others"


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        (3, 71.3, 50),
        (69.2, 71.3, 70),
        (9, 10, 9),
        (0.12, 0.19, 0.15),
        (-5, 5, 0),
        (1e9, 1e9 + 1, 1e9),
        (0.1, 0.3, 0.2),
        (2510, 5100, 4000),
    ],
)
def test_the_roundest_number_between(low: float, high: float, wanted: float) -> None:
    assert roundest(low, high) == wanted


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 4))
def test_what_is_counted_is_so_and_no_other_thresholds_do_better(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 8, (25, 2)).astype(float)
    labels = rng.integers(0, k, 25)
    for group, rule in enumerate(find_rules(values, labels, k)):
        size = int((labels == group).sum())
        if rule is None:
            rule = Rule((), size, size, 25 - size)  # then all rows together do best
        met = meets(rule, values)
        assert (rule.hits, rule.others) == (
            int((met & (labels == group)).sum()),
            int((met & (labels != group)).sum()),
        )
        own = 2 * rule.hits / max(1, met.sum() + size)
        cuts = [Condition(j, c + 0.5, above) for j in (0, 1) for c in range(-1, 9) for above in (True, False)]
        for pair in product(cuts, repeat=2):
            other = meets(Rule(pair, 0, 0, 0), values)
            if other.any():
                assert 2 * (other & (labels == group)).sum() / (other.sum() + size) <= own + 1e-9
