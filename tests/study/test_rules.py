"""The rule for a group, by hand and against all there are."""

import re
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from study import dateline
from study.profiles import make_profiles
from study.rules import Condition, Rule, find_rules, roundest, rule_in_words
from tables import read_table
from tests.study.some_rules import meets


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


def _number(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


def _met_in_file(said: str, longitudes: np.ndarray) -> np.ndarray:
    """Which longitudes, as they stand in the file, meet what is said of them."""
    if between := re.fullmatch(r"longitude between (\S+) and (\S+)", said):
        return (longitudes >= _number(between[1])) & (longitudes <= _number(between[2]))
    if round_the_line := re.fullmatch(r"longitude over (\S+) or up to (\S+)", said):
        return (longitudes > _number(round_the_line[1])) | (longitudes <= _number(round_the_line[2]))
    one = re.fullmatch(r"longitude (?:(over|up to) )?(\S+)", said)
    assert one is not None, said
    ends = {"over": longitudes > _number(one[2]), "up to": longitudes <= _number(one[2])}
    return ends[one[1]] if one[1] else longitudes == _number(one[2])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 4), st.booleans())
def test_across_the_date_line_a_rule_holds_on_the_values_of_the_file(seed: int, k: int, at_it: bool) -> None:
    rng = np.random.default_rng(seed)
    counted = np.sort(np.round(rng.choice([150.0, 179.9, 181, 200], 40) + rng.normal(0, 3, 40), 2))
    if at_it:
        counted[[5, 20]] = 180
    counted[0], counted[-1] = 165, 195
    in_file = dateline.as_in_file(counted)
    in_file[20] = -180 if in_file[20] == 180 else in_file[20]
    csv = "longitude,b\n" + "".join(f"{longitude:.2f},1\n" for longitude in in_file.tolist())
    table = read_table(csv.encode(), "t.csv")
    in_file = table.frame["longitude"].to_numpy(float)
    cut = dateline.cuts_of(table)["longitude"]
    assert cut is not None
    values = dateline.across_cut(in_file, cut)[:, np.newaxis]
    labels = np.sort(rng.integers(0, k, 40)) if seed % 2 else rng.integers(0, k, 40)
    profiles = make_profiles(
        dateline.across(table, {"longitude": cut}), ("longitude",), labels, np.zeros((k, 1)), ("longitude",)
    )
    for group, rule in enumerate(find_rules(values, labels, k, across=(0,))):
        if rule is not None:
            said = rule_in_words(rule, profiles).replace("\u2068", "").replace("\u2069", "")
            met = _met_in_file(said.partition(": ")[0], in_file)
            told = (int((met & (labels == group)).sum()), int((met & (labels != group)).sum()))
            assert told == (rule.hits, rule.others), said
            assert (meets(rule, values) == met).all()


def test_a_stretch_across_the_date_line_in_words() -> None:
    table = read_table(b"place,longitude\n" + b"a,11\nb,13\nc,179\nd,-179.5\ne,-179\n" * 3, "t.csv")
    cut = dateline.cuts_of(table)["longitude"]
    assert cut is not None
    labels = np.array([0, 0, 1, 1, 1] * 3)
    counted = dateline.across(table, {"longitude": cut})
    profiles = make_profiles(counted, ("longitude",), labels, np.array([[12.0], [180.2]]), ("longitude",))
    rules = find_rules(counted.frame[["longitude"]].to_numpy(float), labels, 2, across=(0,))
    said = [
        rule_in_words(rule, profiles).replace("\u2068", "").replace("\u2069", "") for rule in rules if rule
    ]
    assert said == [
        "longitude between −100 and 100: all 6, and no other",
        "longitude over 100 or up to −100: all 9, and no other",
    ]
