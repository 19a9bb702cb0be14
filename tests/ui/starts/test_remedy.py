"""What is said of a remedy beside the starts that the page tells of."""

import pytest

from ui.starts.remedy import better_than_page


@pytest.mark.parametrize(
    ("percent", "said"),
    [(-1.0, ""), (0.0, ""), (1e-3, "0.001% worse"), (2.5, "2.5% worse"), (1234.0, "1,234% worse")],
)
def test_only_a_better_answer_is_told_and_by_how_much(percent: float, said: str) -> None:
    told = better_than_page("k-means++", percent)
    assert said in told and bool(told) == bool(said)
    assert ("with k-means++" in told) == bool(said)
