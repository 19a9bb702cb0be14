"""What is said where the judges choose the most that were compared: nothing that is not known; and which number is shown
where they disagree."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from study import council as words
from tests.study.test_council import votes


@given(st.tuples(*[st.sampled_from([1, 2, 3, 4])] * 5), st.sampled_from([12, 300]), st.integers(1, 4))
@settings(max_examples=300, deadline=None)
def test_what_is_not_known_at_the_edge_is_nowhere_asserted(
    choices: tuple[int, ...], n: int, shown: int
) -> None:
    """Not beside "is not known", on no page: neither that there are so many groups, nor that there probably are."""
    found = votes(*choices, most=4, n=n)
    at_the_edge = words.camps_of(found) == [4]
    first, table = words.verdict(found), words.table_headline(found, shown, "R", n)
    apart = words.whether_they_stand_apart(found, n, shown)
    for each in (first, table):
        assert ("more were not compared" in each) == at_the_edge
        assert ("4 or more, or none that are round" in each.replace("Four groups", "4")) == at_the_edge
    if at_the_edge:
        assert not re.search("[Pp]robably|seem|form|agree|say so|judges say 4", f"{first} {table}")
        assert " see " not in apart.split(" two say ")[0] and "judges say 4" in apart
        assert table.startswith(f"R in {shown} group")
    # There are no more different points: that is no edge
    assert "not compared" not in words.verdict(found, 4) + words.table_headline(found, shown, "R", n, 4)


def test_a_choice_at_the_edge_of_what_was_compared_is_said_to_be_one() -> None:
    said = "12 is the most that were compared: judges say the most they may where there are more groups, and where long or bent shapes are cut in pieces."
    for choices in ((12, 12, 12, 12, 12), (1, 12, 12, 12, 1)):
        edge = votes(*choices)
        assert said in words.reservations(edge, 500, 500, 2)
        assert said in words.whether_they_stand_apart(edge, 500, 12)
        assert said not in words.reservations(edge, 500, 12, 2)  # there are no more different points
        assert "in 100" not in words.how_often_right(edge, 500, 500)
        assert "in 100" in words.how_often_right(edge, 500, 12)
    for calm in (votes(11, 11, 11, 11, 11), votes(1, 1, 1, 12, 12), votes(3, 3, 3, 3, 12)):
        assert said not in " ".join(words.reservations(calm, 500, 500, 2))
        assert said not in words.whether_they_stand_apart(calm, 500, 3)


@pytest.mark.parametrize(
    ("choices", "why"),
    [
        ((1, 1, 2, 11, 12), "Shown in 2 groups, the fewest that any judge says."),
        ((5, 3, 5, 3, 9), "Shown in 3 groups, the fewest that two judges say."),
        ((2, 11, 11, 4, 1), "Shown in 11 groups: more judges say 11 than any other number of groups."),
    ],
)
def test_where_the_judges_disagree_it_is_said_which_number_is_shown_and_why(
    choices: tuple[int, ...], why: str
) -> None:
    found = votes(*choices)
    assert words.why_looked_at(found, words.first_look(found)) == why
