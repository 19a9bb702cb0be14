"""The columns of a large file by the C parser, or none where its reading would not be that of the careful stages."""

from __future__ import annotations

import numpy as np
import pytest

from tables import Choices
from tables.large.parse import parse
from tables.large.plan import make_plan
from tables.model import Dialect
from tables.receipt import Receipt

TOP = "".join(f"n{i},{i}\n" for i in range(2000))


def columns(
    body: str, top: str = TOP, zeros: tuple[bool, bool] = (False, False)
) -> dict[str, list[object]] | None:
    plan = make_plan("name,x\n" + top, Dialect(","), Choices(), Receipt())
    assert plan is not None
    found = parse(body.encode(), plan, np.array(zeros))
    return None if found is None else {name: values.tolist() for name, values in found.items()}


def test_plain_numbers_are_numbers_and_all_else_is_words() -> None:
    assert columns("a,1\nb,2\n") == {"name": ["a", "b"], "x": [1, 2]}
    assert columns("1,1\n2,2\n") is None  # no word where the top had words: not that of the careful stages


def test_what_is_missing_may_be_said_in_the_usual_words() -> None:
    found = columns("a,1\nb,NA\nc,\nd,null\n")
    assert found is not None
    np.testing.assert_array_equal(found["x"], [1, np.nan, np.nan, np.nan])


def test_numbers_with_zeros_in_front_stay_words() -> None:
    assert columns("a,007\nb,008\n", zeros=(False, True)) == {"name": ["a", "b"], "x": ["007", "008"]}


def test_a_column_that_turns_out_to_hold_words_keeps_its_word_for_what_is_missing() -> None:
    assert columns("a,1\nb,NA\nc,soon\n") == {"name": ["a", "b", "c"], "x": ["1", "NA", "soon"]}


@pytest.mark.parametrize("cell", ["0.5", "1e400", "12345678901234567890.5"])
def test_what_the_top_did_not_tell_is_left_to_the_careful_stages(cell: str) -> None:
    assert columns(f"a,1\nb,{cell}\n") is None


def test_fractions_that_the_top_did_tell_are_numbers() -> None:
    top = "".join(f"n{i},{i / 4}\n" for i in range(2000))
    assert columns("a,1\nb,0.5\n", top) == {"name": ["a", "b"], "x": [1.0, 0.5]}
