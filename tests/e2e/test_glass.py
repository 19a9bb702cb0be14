"""Means of glass and their numbers are found in the browser as in Python: one table of cases for both."""

import json
from typing import Any

from playwright.sync_api import Page

from tests.e2e.browser import ROOT
from tests.e2e.scripts import told

CASES: dict[str, list[Any]] = json.loads((ROOT / "tests" / "glass.json").read_text(encoding="utf-8"))
GLASS = "player/glass.js"


def down(places: list[list[float]]) -> dict[str, list[float]]:
    """As scripts have them: in columns, and downwards."""
    return {"x": [x for x, _ in places], "y": [-y for _, y in places]}


def test_the_same_means_are_of_glass(stage: Page) -> None:
    given = [(down(case["means"]), down(case["places"]), case["radius"]) for case in CASES["glass"]]
    found = told(
        stage, GLASS, "given.map(([means, places, radius]) => areGlass(means, places, radius))", given
    )
    assert found == [case["are"] for case in CASES["glass"]]


def test_the_same_numbers_are_written_at_each_mean(stage: Page) -> None:
    given = [(down(case["means"]), case["radius"]) for case in CASES["named"]]
    assert told(stage, GLASS, "given.map(([means, radius]) => namedAt(means, radius))", given) == [
        case["named"] for case in CASES["named"]
    ]
    numbers, labels = zip(*CASES["labels"], strict=True)
    assert told(stage, GLASS, "given.map(labelOf)", list(numbers)) == list(labels)


def test_means_at_one_place_are_as_wide(stage: Page) -> None:
    named = [case["named"] for case in CASES["widths"]]
    assert told(stage, GLASS, "given.map(widthsOf)", named) == [case["widths"] for case in CASES["widths"]]


def test_they_stand_on_the_same_side(stage: Page) -> None:
    given = [(down(case["means"]), case["radius"]) for case in CASES["sides"]]
    sides = "given.map(([means, radius]) => means.x.map((_, j) => sideOf(means, j, radius)))"
    assert told(stage, GLASS, sides, given) == [case["sides"] for case in CASES["sides"]]


def test_a_number_beside_a_mean_stays_inside_the_picture(stage: Page) -> None:
    given = down([[40, 0], [400, 0], [345, 0], [340, 0]])
    beside = told(stage, GLASS, "given.x.map((_, j) => besideMean(given, j, 2, 400))", given)
    right = {"x": 11, "y": -15, "anchor": "start", "position": "top right"}
    left = {"x": -11, "y": -15, "anchor": "end", "position": "top left"}
    assert beside[0] == right
    assert beside[1] == beside[2] == left  # 60 pixels are as much as a label takes
    near = told(stage, GLASS, "besideMean(given, 0, 10, 400)", down([[40, 0], [60, 20]]))
    assert near == {"x": -11, "y": 15, "anchor": "end", "position": "bottom left"}
    fits = told(stage, GLASS, "besideMean(given, 0, 10, 400)", down([[340, 0]]))
    assert fits == right
