"""On a phone: whatever can be pressed is large enough for a finger, and within the screen."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import PHONE, open_app
from tests.e2e.conftest import OpenPage
from tests.e2e.player_page import center, expect_step, open_player
from tests.e2e.test_accessible import unfold
from tests.e2e.test_look import settle
from ui.pages import PAGES

FINGER = 40
"""Pixels, each way. A box that is ticked is pressed by its label, a slider of the panel anywhere along its line."""

TARGETS = """(finger) => {
    const pressed = (each) => (each.matches("[type=checkbox], [type=radio]") && each.closest("label"))
        || (each.matches("[type=range]") && each.closest("[data-testid=stSlider] [role=group]")) || each;
    const isTarget = (each) => each.checkVisibility({ visibilityProperty: true }) && getComputedStyle(each).pointerEvents !== "none"
        && !each.closest("p, li, [data-testid=stDataFrame]") && each.getBoundingClientRect().width > 1; // a link in a text; what only readers hear
    const all = [...document.querySelectorAll("a[href], button, input, select, summary, textarea")].filter(isTarget).map(pressed);
    const told = (each, { left, right, width, height }) => `${each.tagName} ${each.getAttribute("aria-label") ?? each.textContent.slice(0, 30)}: `
        + `${Math.round(width)} x ${Math.round(height)}, from ${Math.round(left)} to ${Math.round(right)}`;
    return [...new Set(all)].map((each) => [each, each.getBoundingClientRect()])
        .filter(([each, { left, right, width, height }]) => Math.min(width, height) < finger
            || (!each.closest(".kms-answers, .ksb") && (left < 0 || right > window.innerWidth))) // many answers are in a line that can be moved, and so are many numbers of groups
        .map(([each, box]) => told(each, box));
}"""


def too_small(page: Page) -> list[str]:
    """What is smaller than a finger, or out of the screen."""
    found: list[str] = page.evaluate(TARGETS, FINGER)
    return found


FULL = {"Your_data": "?from=Try+an+example&into=3", "Starting_points": "?n=60&starts=50"}
"""How a page is asked for more than it has at first."""


@pytest.mark.parametrize(
    "address",
    [
        *(page.path + FULL.get(page.path, "?n=60") for page in PAGES),
        "Your_data",
        "A_picture?picture=Your+own",
        "Other_distances?data=Upload",
        "Starting_points?n=60&starts=50&look=Every+start",
    ],
)
def test_a_finger_finds_whatever_can_be_pressed_on_any_page(
    phone_page: Page, app_url: str, address: str
) -> None:
    """With all that is folded on it open. A link inside a text is as high as its line."""
    page = phone_page
    open_app(page, f"{app_url}/{address}")
    settle(page)
    unfold(page)
    assert page.locator(".stMain button:visible").count() > 3
    assert too_small(page) == []
    change = page.get_by_role("button", name="change").first
    if change.is_visible():
        change.tap()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        assert too_small(page) == []


def test_a_finger_finds_whatever_comes_with_a_press(phone_page: Page, app_url: str) -> None:
    page = phone_page
    open_player(page, f"{app_url}/?n=100&k=3")
    assert page.evaluate("document.querySelectorAll('.st-key-rail button').length") > 10
    assert too_small(page) == []
    page.touchscreen.tap(*center(page, "means", 1))
    expect(page.get_by_role("button", name="Move it")).to_be_visible()
    assert too_small(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Settings", exact=True).tap()
    opened = page.get_by_test_id("stPopoverBody")
    for name in ("Empty clusters", "Number, spread"):
        page.locator(".st-key-rail").get_by_role("button", name=name).tap()
        expect(opened).to_be_visible()
        assert too_small(page) == [], name
        page.keyboard.press("Escape")
        expect(opened).to_have_count(0)
    page.get_by_role("button", name="Settings", exact=True).tap()
    page.get_by_role("button", name="Draw points").tap()
    for tool in ("Spray", "Eraser"):
        page.get_by_role("group", name="Draw").get_by_role("button", name=tool, exact=True).tap()
        assert too_small(page) == [], tool
    page.get_by_role("button", name="Done drawing").tap()
    for folded in (".kms-more", ".kms-code details", ".kms-described", ".st-key-below details"):
        page.locator(f"{folded} summary").first.tap()
        assert too_small(page) == [], folded
    page.locator(".kms-more summary").tap()
    page.keyboard.press("End")
    expect(page.locator(".kms-ending")).to_be_visible()
    assert too_small(page) == []


@pytest.mark.parametrize(
    "screen", [PHONE, PHONE | {"viewport": {"width": 844, "height": 390}}], ids=["upright", "on its side"]
)
def test_the_card_never_lies_on_what_it_is_about(
    new_page: OpenPage, app_url: str, screen: dict[str, Any]
) -> None:
    page = new_page(**screen)
    open_player(page, f"{app_url}/?k=7#step=2")
    card = page.locator(".kms-about")
    for kind, index in [
        *(("means", mean) for mean in range(7)),
        *(("points", point) for point in (0, 40, 120, 240)),
    ]:
        x, y = center(page, kind, index)
        page.touchscreen.tap(x, y)
        expect(card).to_be_visible()
        box = card.bounding_box()
        assert box is not None and box["height"] > 80
        assert not (box["x"] <= x <= box["x"] + box["width"] and box["y"] <= y <= box["y"] + box["height"]), (
            kind
        )
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()


def test_a_finger_finds_what_is_asked_and_what_is_told(phone_page: Page, app_url: str) -> None:
    page = phone_page
    open_player(page, f"{app_url}/?n=60&k=20#ask=on&step=2")
    expect(page.locator(".kms-question")).to_be_visible()
    assert too_small(page) == []
    page.locator(".kms-answers button").first.tap()
    expect_step(page, 3)
    page.get_by_role("button", name="Your card").tap()
    assert too_small(page) == []
    page.get_by_role("button", name="Close", exact=True).tap()
