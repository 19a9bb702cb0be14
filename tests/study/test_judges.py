"""How judges are presented, by which distance."""

from __future__ import annotations

import numpy as np
import pytest

from kmeans_core import JUDGES as IN_ORDER
from kmeans_core import TERMS, Council, Opinion
from study import council as words
from study.judges import JUDGES, RECORDS, elbow_of, is_calibrated, not_heard, scattered_in_words
from study.similarities import NEARS
from tests.study.test_council import votes


def heard(name: str) -> Council:
    curve = np.arange(4.0)
    opinions = tuple(Opinion(judge, curve, None, 2) for judge in TERMS[name].judges)
    return Council((1, 2, 3, 4), (), opinions, Opinion("elbow", curve, None, 2), 100, name)


def test_every_judge_is_presented_and_no_other() -> None:
    assert tuple(JUDGES) == IN_ORDER


def test_judges_are_heard_by_every_distance_that_can_be_chosen() -> None:
    assert {measure.similarity.name for measure in NEARS.values()} == set(TERMS)


@pytest.mark.parametrize("name", TERMS)
def test_nothing_is_claimed_that_was_not_counted(name: str) -> None:
    found = heard(name)
    assert is_calibrated(found) == (name in RECORDS) == (name == "squared Euclidean")
    assert (not_heard(found) == "") == (found.opinions[2].judge == "jump")
    elbow = elbow_of(found).looks_for
    assert ("known sets" in elbow) == ("inertia" in elbow) == is_calibrated(found)
    assert elbow.lower().endswith("do not trust it")
    assert ("directions" in scattered_in_words(name)) == (name == "cosine")
    assert ("on the globe" in scattered_in_words(name)) == (name == "great circle")


def test_of_which_sets_the_share_was_counted_is_said_wherever_a_share_is_told() -> None:
    for found, n, otherwise in (
        (votes(5, 5, 5, 5, 5), 300, False),
        (votes(5, 5, 5, 5, 5), 300, True),
        (votes(1, 1, 1, 1, 1, n=30), 30, False),
    ):
        told = "in 100" in words.how_often_right(found, n, n, otherwise)
        assert told == (words.ROUND in words.reservations(found, n, n, 2, otherwise))
        assert told == (words.ROUND in words.whether_they_stand_apart(found, n, 5, otherwise=otherwise))
        assert words.ROUND not in words.whether_they_stand_apart(found, n, 5, alone=1)
