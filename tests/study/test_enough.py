"""How many starts are enough: by hand, and against simple counting."""

import itertools
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


def measured() -> dict[str, dict[str, str]]:
    """The table of docs/CORE.md that tells what was measured on published sets: of each set, its cells by their headings."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "CORE.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    begin = next(i for i, row in enumerate(rows) if row[0] == "set" and "greedy k-means++" in row)
    head, width = rows[begin], len(rows[begin])
    body = itertools.takewhile(lambda row: len(row) == width, rows[begin + 2 :])
    return {row[0]: dict(zip(head, row, strict=True)) for row in body}


def test_what_was_measured_elsewhere_follows_from_the_shares() -> None:
    told = measured_elsewhere()
    assert "5% to 85% of 100 starts" in told
    assert "about 3 to 90 starts, to be 99% sure" in told
    assert 0.15**2 > 0.01 >= 0.15**3
    assert 0.95**89 > 0.01 >= 0.95**90


def test_the_page_tells_the_shares_that_the_documents_tell() -> None:
    """Of every set that was measured, but the one whose groups do not overlap."""
    written = {name: row["greedy k-means++"] for name, row in measured().items() if name != "Unbalance"}
    assert written == {name: f"{share:.0%}" for name, share in GREEDY_FOUND.items()}


def test_the_page_names_the_sets_that_were_measured_and_how_many_groups_they_have() -> None:
    assert set(GREEDY_FOUND) == {"S1", "S2", "S3", "S4", "A1", "A2", "A3", "D31"}
    groups = [int(measured()[name]["groups"]) for name in GREEDY_FOUND]
    told = measured_elsewhere()
    assert "S1 to S4 and A1 to A3" in told
    assert "D31" in told
    assert f"of {min(groups)} to {max(groups)} groups" in told


def test_the_page_tells_of_the_repairs_what_the_documents_tell() -> None:
    missed = {
        (name, repair): row[repair]
        for name, row in measured().items()
        for repair in ("random swap", "split and merge")
        if row[repair] != "20 of 20"
    }
    assert missed == {("S4", "split and merge"): "19 of 20"}
    told = measured_elsewhere()
    assert "with random swap all groups in 20 of 20 runs on each set" in told
    assert "with split and merge too, except on S4 (165 of 200)" in told
    assert "in 165 of 200 repairs" in (ROOT / "docs" / "CORE.md").read_text(encoding="utf-8")
