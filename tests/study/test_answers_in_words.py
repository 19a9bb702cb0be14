"""Answers in words."""

import numpy as np
import pytest

from study import answers_in_words, digits
from study.answers import gather
from study.memory import Server
from study.starts_store import StartsStore
from tests.study.some_starts import SQUARE, answers_of, series, starts


def test_the_first_glance() -> None:
    answers = gather([starts(100)])
    share = digits.share(answers.best_share)
    assert (
        answers_in_words.headline(answers)
        == f"100 starts ended in 3 different answers. {share} found the best one."
    )
    assert answers_in_words.second_line(answers, False) == "The worst are 6,633% worse."
    alone = gather([StartsStore(Server().shelf()).advance(series(k=1), 20)])
    assert answers_in_words.headline(alone) == "20 starts, and all of them ended in the same answer."


def test_answers_that_are_equally_good_have_no_winner() -> None:
    angles = np.arange(8) * np.pi / 4  # cut in halves between points, in four ways; three and five are worse
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    answers = answers_of(circle, 2)
    halves = 8 - 2 * 4 * float(np.linalg.norm(circle[:4].mean(axis=0))) ** 2
    assert answers.solutions.inertia[:4] == pytest.approx(np.full(4, halves))
    assert answers_in_words.headline(answers).endswith(
        " found one of the four best of these, which are equally good."
    )
    told = [answers_in_words.how_good(answers, kind) for kind in answers.kinds]
    assert told[:4] == ["One of the four best found"] * 4
    assert all("worse" in each for each in told[4:])
    both = answers_of(SQUARE, 2)
    assert answers_in_words.headline(both) == "200 starts ended in two answers, equally good."
    assert {answers_in_words.how_good(both, kind) for kind in both.kinds} == {"One of two, equally good"}


@pytest.mark.parametrize(
    ("percent", "text"),
    [
        (12.4, "+12.4%"),
        (0.34, "+0.34%"),
        (0.02, "+0.02%"),
        (0.001, "+0.001%"),
        (1204.4, "+1,204%"),
        (4e33, "over a million percent"),
        (np.inf, "infinitely"),
    ],
)
def test_how_much_worse(percent: float, text: str) -> None:
    assert answers_in_words.plus(percent) == text


def test_an_answer_beyond_those_above_is_compared_in_three_digits() -> None:
    answers = gather([starts(100)])
    assert (
        answers_in_words.against_best(answers, -99.64)
        == "99.6% better than the best of the starts on this page"
    )
    assert (
        answers_in_words.against_best(answers, -0.0004)
        == "0.0004% better than the best of the starts on this page"
    )
    assert answers_in_words.against_best(answers, 0.0, on_page=False) == "as good as the best found"
    assert answers_in_words.against_best(answers, 0.0, 0.654) == "the best found, or up to +0.654% worse"
    assert answers_in_words.against_best(answers, 2.79, 4.16) == "+2.79% to +4.16% worse"
    assert answers_in_words.against_best(answers, 2.79, 2.79) == "+2.79% worse"
    assert answers_in_words.against_best(answers, 429.1, 429.3) == "+429% worse"  # written alike


def test_what_comes_after_the_pictures_is_counted() -> None:
    answers = gather([starts(100)])
    assert answers_in_words.pictured_note(answers, 0, 3) == ""
    note = answers_in_words.pictured_note(answers, 0, 1)
    assert note.startswith("These are A to A. Then come 2 more answers, to which")
    assert note.endswith("(16%), +6,633% worse than the best.")
    assert answers_in_words.pictured_note(answers, 2, 3) == "These are C to C. There are no more."
