"""What is told of one number of groups."""

from __future__ import annotations

import numpy as np

from kmeans_core import Opinion
from study import closer_look


def test_what_a_judge_has_for_a_number() -> None:
    opinion = Opinion("gap", np.array([0.0, 1.23456, np.inf]), np.array([0.0, 0.0412, 0.0]), 2)
    assert closer_look.opinion_at(opinion, 1, 2) == "k = 2: 1.23 ± 0.0412"
    assert closer_look.opinion_at(opinion, 0, 1) == "k = 1: 0"
    assert closer_look.opinion_at(opinion, 2, 3) == "k = 3: without limit"


def test_a_seat_and_the_company() -> None:
    assert closer_look.seat_in_words(17, 2, 0.4321) == "Point 17, group 2: 0.43"
    assert closer_look.seat_in_words(3, 1, -0.05) == "Point 3, group 1: −0.05: nearer to another group"
    assert closer_look.seat_in_words(3, 1, -0.001) == "Point 3, group 1: 0.00: nearer to another group"
    assert closer_look.company_in_words(np.zeros(5, int), 30).endswith("no point ever changes company.")
    said = closer_look.company_in_words(np.array([0, 1, 3, 4, 30]), 30)
    assert said.endswith("4 of 5 points change company at least once, 2 of them more than once in ten.")


def test_the_key_of_who_changes_company_is_told_in_draws() -> None:
    assert closer_look.company_key(30) == (
        "never changes company",
        "in up to 3 of 30 draws",
        "more often",
    )


def test_numbers_with_gaps_are_explained_and_others_not() -> None:
    for numbers in ([0], [0, 1, 2], [2, 0, 1]):
        assert closer_look.gaps_in_words(numbers) == ""
    for numbers in ([3], [4, 0, 3], [0, 2]):
        assert "keeps its number" in closer_look.gaps_in_words(numbers)
