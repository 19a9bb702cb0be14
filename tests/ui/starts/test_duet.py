"""Two starts beside each other."""

from study.answers import gather
from tests.study.some_starts import GRID, SQUARE, answers_of, starts
from ui.starts.duet import _names_of_extremes


def test_two_equally_good_starts_are_no_best_and_worst() -> None:
    assert _names_of_extremes(gather([starts(100)])) == ["The best", "One of the worst"]
    assert _names_of_extremes(answers_of(SQUARE, 2)) == ["One answer", "Another, equally good"]
    assert _names_of_extremes(answers_of(GRID, 3)) == ["One of the best", "The worst"]
