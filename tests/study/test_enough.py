"""How many starts are enough: by hand, and against simple counting."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.enough import GREEDY_FOUND, all_miss, enough, found_by, measured_elsewhere

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("share", "sure", "number"),
    [(0.5, 0.99, 7), (0.5, 0.75, 2), (0.1, 0.99, 44), (1.0, 0.99, 1), (0.0, 0.99, None), (0.99, 0.99, 1)],
)
def test_so_many_starts_are_enough(share: float, sure: float, number: int | None) -> None:
    assert enough(share, sure) == number


@given(st.floats(0.001, 0.98), st.floats(0.5, 0.999))
def test_one_start_less_would_not_be_enough(share: float, sure: float) -> None:
    number = enough(share, sure)
    assert number is not None
    assert all_miss(share, number) <= (1 - sure) * (1 + 1e-6)
    assert number == 1 or all_miss(share, number - 1) > (1 - sure) * (1 - 1e-6)


ENDS = {"random": np.array([9.0, 7, 8, 7]), "greedy": np.array([7.0, 7, 7.5, 9])}


def test_starts_that_find_the_best_that_is_known_win() -> None:
    found = found_by(ENDS, 7.0)
    assert (found.won, found.starts) == ({"random": 2, "greedy": 2}, {"random": 4, "greedy": 4})
    assert (found.better, found.by) == (0, "")
    assert found_by(ENDS, 6.0).won == {"random": 0, "greedy": 0}


def test_a_better_answer_than_was_known_is_the_best_from_then_on() -> None:
    found = found_by({**ENDS, "farthest": np.array([6.0])}, 7.0)
    assert found.won == {"random": 0, "greedy": 0, "farthest": 1}
    assert found.better == pytest.approx(100 / 6)
    assert found.by == "farthest"


def test_what_differs_by_rounding_is_no_better_answer() -> None:
    found = found_by(ENDS, 7.0 * (1 + 1e-14))
    assert (found.won["random"], found.better) == (2, 0)


def test_what_was_measured_elsewhere_follows_from_the_shares() -> None:
    told = measured_elsewhere()
    assert "18% to 85% of 100 starts" in told
    assert "3 to 24 starts, to be 99% sure" in told
    assert 0.15**2 > 0.01 >= 0.15**3
    assert 0.82**23 > 0.01 >= 0.82**24


def test_the_page_tells_the_shares_that_the_documents_tell() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "CORE.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    head = next(row for row in rows if row[0] == "set" and "greedy k-means++" in row)
    of_greedy = head.index("greedy k-means++")
    written = {row[0]: row[of_greedy] for row in rows if row[0] in GREEDY_FOUND}
    assert written == {name: f"{share:.0%}" for name, share in GREEDY_FOUND.items()}
