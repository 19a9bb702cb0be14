"""What is said about the number of groups, and which numbers groups keep."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmeans_core import TERMS, Council, Opinion, wilson_interval
from kmeans_core.similarities import SQUARED_EUCLIDEAN
from study import council as words
from study.judges import JUDGES, NOT_CALIBRATED, RECORDS
from study.numerals import Numerals
from study.words import in_words

RECORD = RECORDS[SQUARED_EUCLIDEAN.name]


def votes(
    *choices: int, most: int = 12, n: int = 10_000, similarity: str = SQUARED_EUCLIDEAN.name
) -> Council:
    """A council of judges who say this, in the order of the core."""
    curve = np.arange(float(most))
    judges = TERMS[similarity].judges
    opinions = tuple(
        Opinion(judge, curve, None, choice) for judge, choice in zip(judges, choices, strict=True)
    )
    elbow = Opinion("elbow", curve, None, 3)
    return Council(tuple(range(1, most + 1)), (), opinions, elbow, n, similarity)


@pytest.mark.parametrize(
    ("choices", "headline"),
    [
        ((5, 5, 5, 5, 5), "Five groups. Five of five judges agree."),
        ((5, 5, 3, 5, 5), "Five groups. Four of five judges agree."),
        ((1, 1, 1, 1, 1), "These points look like one cloud: nothing here speaks for groups."),
        ((1, 1, 7, 1, 1), "These points look like one cloud: nothing here speaks for groups."),
        ((5, 5, 5, 3, 1), "Probably five groups: three of five judges say so."),
        ((1, 1, 1, 3, 9), "Probably one cloud: three of five judges see no groups."),
        ((3, 5, 3, 5, 3), "Probably three groups: three of five judges say so, two say 5."),
        ((1, 5, 1, 5, 1), "Probably one cloud: three of five judges see no groups, two say 5."),
        ((3, 5, 3, 5, 9), "The judges disagree: 3 or 5, and here is why."),
        ((1, 11, 11, 11, 1), "Probably eleven groups: three of five judges say so, two say no groups."),
        (
            (12, 12, 12, 12, 12),
            "Twelve groups or more, or none that are round: more were not compared.",
        ),  # the most that were compared
        ((7, 6, 5, 6, 1), "The judges disagree: no groups, 5, 6 or 7, and here is why."),
        ((2, 3, 4, 5, 6), "The judges disagree: 2, 3, 4, 5 or 6, and here is why."),
    ],
)
def test_the_first_glance(choices: tuple[int, ...], headline: str) -> None:
    assert words.verdict(votes(*choices)) == headline


@given(st.tuples(*[st.integers(1, 12)] * 5))
@settings(max_examples=200, deadline=None)
def test_whatever_the_votes_the_words_agree_with_them(choices: tuple[int, ...]) -> None:
    found = votes(*choices)
    headline, reasons = words.verdict(found), words.why(found)
    divided = headline.startswith("The judges disagree")
    if not divided:
        assert found.agreement >= 3
        assert found.choice == 1 or in_words(found.choice) in headline.lower()
    # Who is not told of agrees with the headline.
    assert len(reasons) == (5 if divided else 5 - found.agreement)
    for opinion in found.opinions:
        assert (opinion.judge in reasons) == (divided or opinion.choice != found.choice)
        judge = JUDGES[opinion.judge]
        if opinion.judge in reasons and opinion.choice == 1:
            assert judge.because_one in reasons[opinion.judge]
        elif opinion.judge in reasons and "{k}" in judge.because:
            assert str(opinion.choice) in reasons[opinion.judge]
    assert "{" not in " ".join([headline, *reasons.values()])


@pytest.mark.parametrize(
    ("choices", "k", "n", "headline", "apart", "why"),
    [
        ((5, 5, 5, 5, 5), 5, 200, "R form 5 groups.", "Five of five judges see 5 groups. Votes", "Why five?"),
        ((5, 5, 5, 5, 5), 5, 39, "R seem to form 5 groups.", "see 5 groups. How often", "Why five?"),
        (
            (5, 5, 5, 3, 1),
            5,
            200,
            "R seem to form 5 groups.",
            "Three of five judges see 5 groups.",
            "Why five?",
        ),
        (
            *((5, 5, 3, 5, 5), 3, 200, "R in 3 groups; the judges say 5."),
            *("Four of five judges see 5 groups. Votes", "Why five?"),
        ),
        (
            *((5, 5, 3, 5, 5), 2, 200, "R in 2 groups; the judges say 5."),
            *("see 5 groups. None of them speaks for 2. Votes", "Why five?"),
        ),
        (
            *((1, 1, 1, 1, 1), 1, 200, "R: nothing speaks for groups."),
            *("Five of five judges see one cloud, with no groups in it. Votes", "Why no groups?"),
        ),
        (
            *((1, 1, 7, 1, 1), 3, 200, "R in 3 groups, though nothing speaks for groups."),
            *(
                "Four of five judges see one cloud, with no groups in it. None of them speaks for 3.",
                "Why no groups?",
            ),
        ),
        (
            *((1, 1, 1, 3, 9), 1, 200, "R: little speaks for groups."),
            *("Three of five judges see one cloud", "Why no groups?"),
        ),
        (
            *((3, 5, 3, 5, 3), 3, 200, "R seem to form 3 groups."),
            *("Three of five judges see 3 groups, two say 5. Votes like this were right", "Why three?"),
        ),
        (
            *((3, 5, 3, 5, 3), 5, 200, "R in 5 groups; most judges say 3."),
            *("Three of five judges see 3 groups, two say 5. Votes like this were right", "Why three?"),
        ),
        (
            *((1, 5, 1, 5, 1), 1, 200, "R: little speaks for groups."),
            *("see one cloud, with no groups in it, two say 5. Votes like this were right", "Why no groups?"),
        ),
        (
            *((3, 5, 3, 5, 9), 3, 200, "R in 3 groups; the judges are divided: 3 or 5."),
            *("The judges disagree: 3 or 5. Votes as divided", "Why do the judges disagree?"),
        ),
        (
            *((1, 5, 1, 5, 9), 5, 200, "R in 5 groups; the judges are divided: no groups or 5."),
            *("The judges disagree: no groups or 5. Votes as divided", "Why do the judges disagree?"),
        ),
    ],
)
def test_what_is_said_of_a_table(
    choices: tuple[int, ...], k: int, n: int, headline: str, apart: str, why: str
) -> None:
    found = votes(*choices)
    assert words.table_headline(found, k, "R", n) == headline
    assert apart in words.whether_they_stand_apart(found, n, k)
    assert words.why_in_words(found) == why


@pytest.mark.parametrize(
    ("most", "n", "speaks", "weighed"),
    [(2, 6, "two groups", "one or two groups"), (5, 30, "two to five groups", "one to five groups")],
)
def test_of_few_rows_it_is_said_what_was_compared(most: int, n: int, speaks: str, weighed: str) -> None:
    found = votes(1, 1, 1, 1, 1, most=most, n=n)
    assert words.table_headline(found, 1, "R", n) == f"R: nothing speaks for {speaks}."
    assert words.table_headline(found, 3, "R", n) == f"R in 3 groups, though nothing speaks for {speaks}."
    assert words.verdict(found).startswith(f"Nothing here speaks for {speaks};")
    apart = words.whether_they_stand_apart(found, n, 1)
    assert apart.startswith(f"With {n} rows only {weighed} can be weighed up;")
    assert f"Five of five judges see no {speaks}." in apart
    everything = [apart, words.verdict(found), words.table_headline(found, 1, "R", n)]
    assert not any("for groups" in each or "one cloud" in each for each in everything)
    little = votes(1, 1, 1, 2, 2, most=most, n=n)
    assert words.table_headline(little, 1, "R", n).startswith("R") and "nothing" not in words.verdict(little)


def test_a_table_too_small_to_compare_or_not_judged_gets_its_own_headline() -> None:
    alone = votes(1, 1, 1, 1, 1, most=1)
    assert words.table_headline(alone, 1, "Your 3 rows", 3) == "Your 3 rows are too few to look for groups."
    assert words.table_headline(alone, 2, "Your 3 rows", 3) == "Your 3 rows in 2 groups."
    assert "here there are three" in words.whether_they_stand_apart(alone, 3, 1)
    sampled = words.whether_they_stand_apart(votes(3, 3, 3, 3, 3, n=1000), 1_000_000, 3)
    assert "They saw a sample of 1,000 rows" in sampled
    by_comma = words.whether_they_stand_apart(
        votes(3, 3, 3, 3, 3, n=1000), 1_000_000, 3, numerals=Numerals(",")
    )
    assert "They saw a sample of 1.000 rows" in by_comma
    swayed = words.whether_they_stand_apart(votes(3, 3, 3, 3, 3), 100, 3, 1)
    assert "a row far from all others makes a group of its own" in swayed and "in 100" not in swayed
    assert "two rows far from all others make groups of their own" in words.whether_they_stand_apart(
        votes(3, 3, 3, 3, 3), 100, 3, 2
    )
    assert "More than 12 were not compared." in words.whether_they_stand_apart(votes(3, 3, 3, 3, 3), 100, 13)
    assert words.table_headline(None, 3, "Your 90 rows", 90) == "Your 90 rows in 3 groups."


@given(st.tuples(*[st.integers(1, 12)] * 5))
@settings(max_examples=200, deadline=None)
def test_a_table_opens_with_what_is_said_and_the_rest_is_a_press_away(choices: tuple[int, ...]) -> None:
    found = votes(*choices)
    k = words.opening(found)
    offered = words.others_to_show(found, k)
    assert k in choices and k not in offered and 1 not in offered
    if "speaks for groups" in words.table_headline(found, k, "R", 100):
        backed = {each for each, n in found.votes.items() if n > 1}
        assert k == 1 and offered == sorted({2, 3, 4, *backed} - {1})
    else:
        told = f"{words.table_headline(found, k, 'R', 100)} {words.whether_they_stand_apart(found, 100, k)}"
        assert k > 1 and set(offered) <= set(choices)
        assert all(str(each) in told for each in offered)


@pytest.mark.parametrize("key", [key for key, (_, of) in RECORD.items() if of >= words.ENOUGH])
def test_the_share_is_that_of_the_record(key: tuple[bool, int]) -> None:
    several, agreement = key
    choice = 4 if several else 1
    others = [6, 9][: 5 - agreement] if agreement > 2 else [6, 9, 11]
    found = votes(*[choice] * agreement, *others)
    assert (found.choice, found.agreement) == (choice, agreement)
    right, of = RECORD[key]
    low, high = wilson_interval(right, of)
    said = words.how_often_right(found, 300, 300)
    assert f"right {right} of {of} times on sets whose number is known" in said
    assert f"expect {round(100 * low)} to {round(100 * high)} in 100." in said
    assert (
        "about" not in said
    )  # one share for all of that range, beside the count, would contradict the count


def test_no_share_where_none_was_counted() -> None:
    assert "do not rely on any one number" in words.how_often_right(votes(2, 3, 4, 5, 6), 300, 300)
    said = words.how_often_right(votes(5, 5, 5, 5, 5), words.FEW_ROWS - 1, 30)
    assert "not known" in said and "in 100" not in said
    assert "in 100" in words.how_often_right(votes(5, 5, 5, 5, 5), words.FEW_ROWS, 30)


PARTITIONS = [(5,), (4, 1), (3, 2), (3, 1, 1), (2, 2, 1), (2, 1, 1, 1), (1, 1, 1, 1, 1)]
NEARLY_ALWAYS, MOSTLY = 0.9, 0.7


@pytest.mark.parametrize("otherwise", [False, True])
@pytest.mark.parametrize("n", [39, 200])
@pytest.mark.parametrize("with_one", [None, 0, 1])
@pytest.mark.parametrize("partition", PARTITIONS)
def test_the_headline_claims_what_votes_like_this_are_worth(
    partition: tuple[int, ...], with_one: int | None, n: int, otherwise: bool
) -> None:
    """Plain only beside a share that is nearly one, probable beside one of most; no share beside judges who disagree."""
    numbers = [4, 6, 9, 10, 8][: len(partition)]
    if with_one is not None:
        numbers[min(with_one, len(partition) - 1)] = 1
    choices = [k for k, times in zip(numbers, partition, strict=True) for _ in range(times)]
    found = votes(*choices, n=n)
    headline = words.verdict(found, n, otherwise)
    share = re.search(r"expect (\d+) to (\d+) in 100", words.how_often_right(found, n, n, otherwise))
    shown = words.opening(found)
    tables = words.table_headline(found, shown, "R", n, n, otherwise)
    at_table = words.whether_they_stand_apart(found, n, shown, distinct=n, otherwise=otherwise)
    assert bool(share) == ("in 100" in at_table)
    plain = headline.endswith("judges agree.") or "look like one cloud" in headline
    disagree = headline.startswith("The judges disagree")
    assert disagree == ("the judges are divided" in tables) == ("The judges disagree" in at_table)
    assert disagree == (partition[0] < 3 or (partition == (3, 2) and n < words.FEW_ROWS))
    if share:
        assert not disagree and n >= words.FEW_ROWS and not otherwise
        assert int(share[1]) >= 100 * (NEARLY_ALWAYS if plain else MOSTLY)
    else:
        assert not plain and "R form" not in tables
        assert "nothing" not in tables or n < words.FEW_ROWS  # there, it is said for how many groups
        assert disagree or n < words.FEW_ROWS or otherwise


@pytest.mark.parametrize(
    ("choices", "headline", "table"),
    [
        ((3, 3, 3, 3), "Probably three groups: four of four judges say so.", "R seem to form 3 groups."),
        ((3, 3, 3, 1), "Probably three groups: three of four judges say so.", "R seem to form 3 groups."),
        (
            (1, 1, 1, 1),
            "Probably one cloud: four of four judges see no groups.",
            "R in 3 groups, though nothing speaks for groups.",
        ),
        (
            (1, 1, 3, 1),
            "Probably one cloud: three of four judges see no groups.",
            "R in 3 groups, though little speaks for groups.",
        ),
        (
            (3, 5, 3, 5),
            "The judges disagree: 3 or 5, and here is why.",
            "R in 3 groups; the judges are divided: 3 or 5.",
        ),
    ],
)
@pytest.mark.parametrize("similarity", [name for name in TERMS if name not in RECORDS])
def test_by_other_distances_four_judges_speak_and_no_share_is_told(
    similarity: str, choices: tuple[int, ...], headline: str, table: str
) -> None:
    found = votes(*choices, similarity=similarity)
    assert words.verdict(found) == headline
    assert words.table_headline(found, 3, "R", 200) == table
    for n in (10, 200):
        assert words.how_often_right(found, n, n) == NOT_CALIBRATED
    apart = words.whether_they_stand_apart(found, 200, 3)
    assert apart.endswith(NOT_CALIBRATED) and "five" not in apart
    said = " ".join([apart, *words.reservations(found, 500, 500, 2), *words.why(found).values()])
    assert "Not heard by this distance: jump, worked out for squared straight distances alone." in said
    assert "in 100" not in said and "known sets" not in said
    assert "k-means" not in f"{said} {words.why_looked_at(found, 3)}"
    sampled = votes(*choices, similarity=similarity, n=300)
    for each in (
        " ".join(words.reservations(sampled, 5000, 5000, 2)),
        words.whether_they_stand_apart(sampled, 5000, 3),
    ):
        assert "since more would take long by this distance." in each
    assert words.heard_so_far([], len(found.opinions), 3, 40) == "Hearing four judges: 3 of 40 parts done."


@given(st.tuples(*[st.integers(1, 12)] * 4))
@settings(max_examples=100, deadline=None)
def test_whatever_four_judges_say_the_words_agree_with_them(choices: tuple[int, ...]) -> None:
    found = votes(*choices, similarity="Manhattan")
    headline, reasons = words.verdict(found), words.why(found)
    divided = headline.startswith("The judges disagree")
    assert divided or found.agreement >= 3
    assert len(reasons) == (4 if divided else 4 - found.agreement)
    assert words.opening(found) in choices


def test_how_the_groups_of_two_answers_lie() -> None:
    coarse = np.repeat([0, 1], 20)
    assert "five groups" not in words.how_they_lie(np.repeat([0, 1, 2, 3], 10), coarse)
    assert "The four groups lie within the two" in words.how_they_lie(np.repeat([0, 1, 2, 3], 10), coarse)
    across = np.tile([0, 1, 2], 14)[:40]
    assert "The three groups cut across the two" in words.how_they_lie(across, coarse)


def test_two_numbers_to_compare() -> None:
    assert (
        words.divided_between(votes(3, 5, 3, 5, 3)) == words.divided_between(votes(3, 5, 3, 5, 9)) == (3, 5)
    )
    assert words.divided_between(votes(1, 5, 5, 1, 5)) is None
    assert words.divided_between(votes(5, 5, 5, 5, 5)) is None
    assert words.divided_between(votes(2, 3, 4, 5, 6)) is None


@pytest.mark.parametrize(
    ("choices", "most", "look"), [((5,) * 5, 12, 5), ((1,) * 5, 12, 3), ((1,) * 5, 2, 2), ((1,) * 5, 1, 1)]
)
def test_what_is_looked_at_first(choices: tuple[int, ...], most: int, look: int) -> None:
    assert words.first_look(votes(*choices, most=most)) == look


@given(st.tuples(*[st.integers(1, 12)] * 5))
@settings(max_examples=200, deadline=None)
def test_what_is_looked_at_first_is_what_the_judges_say_or_it_is_said_why(choices: tuple[int, ...]) -> None:
    found = votes(*choices)
    look = words.first_look(found)
    named = re.findall(r"\w+", words.verdict(found).lower())
    why, divided = words.why_looked_at(found, look), "disagree" in named
    assert bool(why) == (divided or (found.choice == 1 and "cloud" in named))
    if divided or not why:
        assert str(look) in named or in_words(look) in named
    if divided:  # one of several numbers: the reason is true of this one, and of no other
        groups = {k: n for k, n in found.votes.items() if k > 1}
        as_often = [k for k, n in groups.items() if n == max(groups.values())]
        assert why.startswith(f"Shown in {look} groups") and look == min(as_often)
        assert ("more judges say" in why) == (len(as_often) == 1) != ("the fewest that" in why)
    for other in {*found.ks} - {look}:  # somebody pressed it
        assert not words.why_looked_at(found, other) or not divided


def test_why_one_cloud_is_shown_in_groups() -> None:
    assert words.why_looked_at(votes(1, 1, 1, 1, 1), 3).startswith("Shown in 3 groups all the same")
    assert words.why_looked_at(votes(1, 1, 1, 1, 1), 1) == ""
    assert words.why_looked_at(votes(5, 5, 5, 5, 5), 4) == ""


def test_what_limits_the_answer() -> None:
    one = votes(1, 1, 1, 1, 1, most=1)
    assert words.verdict(one) == "There is nothing to compare here."
    assert words.reservations(one, 1, 1, 2) == ["One point is one group."]
    assert words.reservations(one, 3, 3, 2) == [
        "Groups are compared from four points on; here there are three."
    ]
    assert words.reservations(one, 20, 1, 2) == ["All 20 points are at one place: that is one group."]
    few = " ".join(words.reservations(votes(1, 1, 1, 1, 1, most=5, n=30), 30, 30, 2))
    assert "Compared are 1 to 5 groups: of 30 points" in few and "Chance alone" in few
    two = " ".join(words.reservations(votes(2, 2, 2, 2, 2, most=2), 100, 2, 2))
    assert "there are no more than 2 different points" in two
    many = " ".join(words.reservations(votes(5, 5, 5, 5, 5, n=1000), 5000, 5000, 13))
    assert "a sample of 1,000 of 5,000 points" in many and "all 13 columns" in many
    assert words.reservations(votes(5, 5, 5, 5, 5, n=300), 300, 300, 2) == [words.ROUND]


def test_groups_that_are_not_round_are_spoken_of_where_one_cloud_is_seen() -> None:
    for choices, said in (((1, 1, 1, 1, 1), True), ((1, 1, 1, 3, 9), True), ((5, 5, 5, 5, 5), False)):
        assert any("long, bent" in each for each in words.reservations(votes(*choices), 500, 500, 2)) == said


def test_how_far_the_hearing_is() -> None:
    assert words.heard_so_far([], 5, 3, 40) == "Hearing five judges: 3 of 40 parts done."
    first = votes(4, 4, 5, 4, 1).opinions[2:4]
    assert words.heard_so_far(first, 5, 30, 40).endswith("done. Jump says 5, Prediction strength says 4.")
