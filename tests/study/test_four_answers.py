"""What the answers that one must have seen are called is true of them, whatever is equally good."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from study.answers import Answers, gather
from study.four_answers import must_see
from tests.study.some_starts import GRID, PAIRS, SQUARE, answers_of, starts


def called(answers: Answers) -> list[str]:
    return [seen.called for seen in must_see(answers)]


def test_three_pairs_have_a_best_and_two_that_are_equally_bad() -> None:
    answers = gather([starts(100)])
    assert called(answers)[0] == "The best"
    assert called(answers)[-1].startswith("One of the worst")


def test_where_all_are_equally_good_none_is_the_worst_or_the_best() -> None:
    assert called(answers_of(SQUARE, 2)) == ["One answer", "Another, equally good"]


def test_one_answer_is_the_only_one() -> None:
    assert called(answers_of(PAIRS, 1)) == ["The only one found"]


def test_of_two_answers_one_is_the_best_and_the_other_the_worst() -> None:
    """Four points in a rectangle: cut across it is good, cut along it is bad, and there is no third way to rest."""
    answers = answers_of(np.array([[0.0, 0], [0, 1], [1.2, 0], [1.2, 1]]), 2)
    assert called(answers) == ["The best", "The worst"]


def test_another_of_the_best_is_not_the_most_frequent_other() -> None:
    answers = answers_of(GRID, 3)
    assert answers.n_best > 1
    for seen in must_see(answers)[1:]:
        assert answers.solutions.percent_above_best[seen.rank] > 0


@st.composite
def few_places(draw: st.DrawFn) -> tuple[np.ndarray, int, int, int, bool]:
    """Points on a small lattice, so that ties abound; k, how many starts, how many kinds are told apart, and each by itself."""
    places = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=12))
    most = draw(st.sampled_from([1, 2, 60]))
    return (
        np.array(places, dtype=float),
        draw(st.integers(1, 4)),
        draw(st.integers(1, 40)),
        most,
        draw(st.booleans()),
    )


@given(few_places())
@settings(max_examples=150, deadline=None)
def test_every_name_is_true(case: tuple[np.ndarray, int, int, int, bool]) -> None:
    X, k, number, most, each = case
    assume(len(np.unique(X, axis=0)) >= k)
    told = answers_of(X, k, number)
    answers = gather(told.parts, each, most)
    inertia = answers.solutions.inertia
    ranks = [seen.rank for seen in must_see(answers)]
    assert len(set(ranks)) == len(ranks)
    for seen in must_see(answers):
        here = inertia[seen.rank]
        name = seen.called.lower()
        if seen.kind is not None:
            assert answers.kinds[seen.kind].ranks[0] == seen.rank
        if "best" in name:
            assert here == inertia.min() < inertia.max()
            assert ("one of" in name) == (np.count_nonzero(inertia == here) > 1)
        if "worst" in name:
            assert here == inertia.max() > inertia.min()
            assert ("one of the worst" in name) == (np.count_nonzero(inertia == here) > 1)
        if "equally good" in name or "only" in name:
            assert inertia.min() == inertia.max()
        if "most frequent" in name:
            assert here > inertia.min()
            own = answers.solutions.counts[seen.rank] if seen.kind is None else answers.kinds[seen.kind].count
            worse = [kind.count for kind in answers.kinds if kind.percent > 0]
            beyond = answers.kind_of_rank >= len(answers.kinds)
            assert own == max(
                [*worse, *answers.solutions.counts[beyond & (inertia > inertia.min())].tolist()]
            )


@pytest.mark.parametrize("each", [False, True])
def test_the_worst_of_a_kind_is_shown_and_not_the_best_of_it(each: bool) -> None:
    answers = answers_of(np.random.default_rng(0).normal(size=(80, 2)), 3, 300, each)
    worst = must_see(answers)[-1]
    assert worst.rank == len(answers.solutions) - 1
    assert answers.solutions.percent_above_best[worst.rank] == answers.percent.max()
