"""Names of groups: what can be one, and how a link has them."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.group_names import (
    LONGEST_GROUP_NAME,
    GroupNames,
    called,
    mark_of,
    names_from_link,
    names_given,
    names_to_link,
)


def test_names_are_cleaned_and_told_apart() -> None:
    assert names_given(["  Big \n spenders ", "", "Big spenders"]) == ("Big spenders", "", "Big spenders (2)")
    assert names_given(["Group 2", "group  3", "Group two"]) == ("", "", "Group two")  # those are numbers
    assert names_given(["n" * 99]) == ("n" * LONGEST_GROUP_NAME,)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
def test_names_come_back_from_a_link_as_they_are(wanted: list[str]) -> None:
    names = names_given(wanted)
    assert names_given(names) == names
    link = names_to_link("0123456789ab", names)
    assert names_from_link(link) == (("0123456789ab", names) if any(names) else None)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "x",
            "[]",
            "{}",
            '{"0123456789ab":"x"}',
            '{"0123456789ab":[1]}',
            '{"zz":["a"]}',
            '{"0123456789ab":[]}',
        ),
        json.dumps({"0123456789ab": ["a"] * 21}),
        json.dumps({"0123456789ab": ["a" * 81]}),
        "[" * 9999,
    ],
)
def test_what_is_no_such_link(text: str) -> None:
    assert names_from_link(text) is None


def test_the_mark_is_of_the_groups() -> None:
    assert mark_of(np.array([0, 1, 1])) == mark_of(np.array([0, 1, 1], dtype=np.int32))
    assert mark_of(np.array([0, 1, 1])) != mark_of(np.array([0, 1, 0]))


def test_names_are_kept_by_their_groups_the_last_ones() -> None:
    names = GroupNames()
    for number in range(60):
        names.give(f"{number:012x}", ["", f"n{number}"])
    assert names.of(f"{59:012x}") == ("", "n59") and names.of(f"{0:012x}") == ()
    assert called(names.of(f"{59:012x}")) == ["Group 1", "n59"]
