"""The two lines of k-means, lit in step, and what the formula says, against a run worked out by hand."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.player_page import go_on, of_rows, play, to_the_start
from tests.e2e.scripts import told

# Means at 0 and 1; {0}, {1, 2, 9, 10} → 0 and 5.5; {0, 1, 2}, {9, 10} → 1 and 9.5; no more changes.
LINE = of_rows([[0, 0], [1, 0], [2, 0], [9, 0], [10, 0]], [0, 1])


def said(page: Page, step: int, payload: Any) -> Any:
    code = f"numbersOf(given, {step}, new Run(given), new Space(given.hover))"
    return told(page, "player/player.js", code, payload)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (0, ["The first means are given. Nothing is computed yet."]),
        (1, ["The point (0, 0) is 0 from mean 1, 1 from mean 2: it is in cluster 1.", "Inertia, the sum of all squared distances, is 146."]),
        (2, ["Mean 2 was at (1, 0). The average of its 4 points is (5.5, 0), 4.5 away.", "Inertia, the sum of all squared distances, is 65; before, it was 146."]),
        (3, ["The point (1, 0) is 1 from mean 1, 4.5 from mean 2: it is in cluster 1.", "Inertia, the sum of all squared distances, is 37.5; before, it was 65."]),
        (5, ["The point (0, 0) is 1 from mean 1, 9.5 from mean 2: it is in cluster 1.", "Inertia, the sum of all squared distances, is 2.5, as before."]),
    ],
)  # fmt: skip
def test_the_numbers_of_a_half_step(stage: Page, step: int, words: list[str]) -> None:
    assert said(stage, step, LINE) == words


def test_averages_that_stay_and_places_of_many_columns(stage: Page) -> None:
    rows = [[0, 0, 0, 5], [2, 2, 2, 5], [9, 9, 9, 5], [9, 9, 9, 5]]
    payload = of_rows(rows, [0, 2], ["a", "b", "c", "d"])
    assert said(stage, 1, payload)[0].startswith("The point (0, 0, 0, …) is 0 from mean 1, 15.6 from mean 2")
    at_rest = of_rows([[0, 0], [9, 0]], [0, 1])
    assert said(stage, 2, at_rest)[0] == "Mean 1 is at (0, 0), the average of its 1 point already."


def test_the_line_that_was_done_is_lit_and_the_formula_follows(stage: Page) -> None:
    play(stage, LINE)
    lit, box = stage.locator(".kms-code .kms-lit"), stage.locator(".kms-formula-box")
    expect(lit).to_have_count(0)
    stage.get_by_text("Formula").click()
    expect(box).to_have_text("The first means are given. Nothing is computed yet.")
    go_on(stage)
    expect(lit).to_have_text("assign point → nearest mean")
    expect(lit).to_have_attribute("aria-current", "step")
    expect(box).to_contain_text("The point (0, 0) is 0 from mean 1")
    go_on(stage)
    expect(lit).to_have_text("update mean → average of its points")
    expect(box).to_contain_text("Mean 2 was at (1, 0).")
    stage.get_by_text("Formula").click()
    expect(box).to_be_hidden()
    to_the_start(stage)
    expect(lit).to_have_count(0)
