"""Pictures of answers as one drawing to keep, against a layout worked out by hand."""

import re
from typing import Any

from playwright.sync_api import Page

from tests.e2e.scripts import told


def cards(count: int) -> list[dict[str, Any]]:
    return [
        {
            "svg": '<svg viewBox="0 0 200 100.5"><circle/></svg>',
            "number": str(i + 1),
            "share": f"{i}%",
            "of": "of starts",
            "worse": f"{i}% < worse",
        }
        for i in range(count)
    ]


def sheet(page: Page, count: int) -> tuple[str, list[float]]:
    drawing, size = told(page, "starts/sheet.js", "sheet(given, 'Two & more')", cards(count))
    return drawing, size


def test_five_pictures_lie_four_across_and_two_down(stage: Page) -> None:
    drawing, size = sheet(stage, 5)
    assert size == [4 * 224, 50 + 2 * 144.5]
    assert drawing.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 896 339" width="896" height="339"'
    )
    places = re.findall(r'<svg x="([\d.]+)" y="([\d.]+)" width="200" height="100.5"', drawing)
    assert places == [("12", "50"), ("236", "50"), ("460", "50"), ("684", "50"), ("12", "194.5")]


def test_each_has_its_words_below(stage: Page) -> None:
    drawing, size = sheet(stage, 2)
    assert size == [560, 194.5]  # a title needs as much
    words = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', drawing)
    assert words == [
        ("12", "30", "Two &amp; more"),
        ("12", "165.5", "1: 0% of starts"),
        ("12", "179.5", "0% &lt; worse"),
        ("236", "165.5", "2: 1% of starts"),
        ("236", "179.5", "1% &lt; worse"),
    ]
