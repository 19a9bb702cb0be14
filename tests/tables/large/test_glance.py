"""The top of a column at one look finds what the study of its cells finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tables.large.glance import glance
from tables.large.plan import _route
from tables.model import Choices
from tables.values.numbers import Votes, decide_marks
from tables.values.study import study

PLAIN = st.from_regex(r"-?(0|[1-9][0-9]{0,4}|[1-9][0-9]{0,2}\.([0-9]00|[0-9]{1,4}))", fullmatch=True)
GAPS = st.sampled_from(["", "NA", "-"])
WAYS = ["{}", "{} kg", "${}", "{}%"]


@st.composite
def alike(draw: st.DrawFn) -> list[str]:
    """The cells of a column that may be told at one look: numbers with one mark, all dressed alike."""
    way, mark = draw(st.sampled_from(WAYS)), draw(st.sampled_from(".,"))
    numbers = draw(st.lists(PLAIN, min_size=1, max_size=8))
    return [way.format(number.replace(".", mark)) for number in numbers] + draw(st.lists(GAPS, max_size=2))


CELLS = st.sampled_from(
    ["1", "-12", "0", "1234", "0.5", "-1.234", "12.500", "3.25", ".5", "1,5", "1,234", "0,123", "007", "", "NA", "-", "word",
     "20130131", "1.234.567", "12 %", " 4", "1e5", "1.5\n2.5", "1234567890123456", "<5",
     "2.5 kg", "3 kg", "-1.5 kg", "1.234 kg", "5kg", "$5", "$ 2.50", "$-1", "7%", "1.5 % *", "3.kg", "R 12", "4 x4", "5 0 kg", "٣ kg"]
)  # fmt: skip


def _of(votes: Votes) -> tuple[object, ...]:
    counters = (votes.decimal, votes.thousands, votes.unclear, votes.round)
    return (
        *(+each for each in counters),
        votes.long_plain,
        votes.short_plain,
        votes.most_plain,
        votes.least,
        votes.most,
    )


@given(
    st.lists(CELLS, min_size=1, max_size=12) | alike(),
    st.sampled_from(["x", "date", "day"]),
    st.sampled_from(".,"),
)
def test_it_says_what_the_study_says_or_nothing(cells: list[str], name: str, decimal: str) -> None:
    seen = glance(name, cells)
    if seen is None:
        return
    studied = study(name, name, np.array(cells, dtype=object), Choices())
    assert (seen.kind, seen.unit, seen.reason) == (studied.kind, studied.unit, studied.reason)
    assert _of(seen.votes) == _of(studied.votes)
    missing = [cell for cell, gone in zip(studied.cells, studied.missing, strict=True) if gone]
    assert seen.cells == missing
    marks = decide_marks(studied.votes, decimal, ",")
    assert _route(seen, marks, decimal) == _route(studied, marks, decimal)


@pytest.mark.parametrize(
    "cells",
    [
        ["2.5 kg", "-3 kg", "NA"],
        ["$5", "$7.25"],
        ["7%"],
        ["1", "2"],
        ["1.5", "", "NA"],
        ["-0.123", "1.234", "22.500"],
        ["1,5", "7", "-"],
    ],
)
def test_columns_of_plain_numbers_are_told(cells: list[str]) -> None:
    assert glance("x", cells) is not None


@pytest.mark.parametrize(
    "cells",
    [
        ["", "NA"],
        ["007", "8"],
        ["1.5", "2,5"],
        ["a", "1"],
        ["2 kg", "3"],
        ["2 kg", "3 m"],
        ["R 12.50"],
        ["18Q"],
        ["12345678901234567"],
    ],
)
def test_all_others_are_left_to_the_study(cells: list[str]) -> None:
    assert glance("x", cells) is None
