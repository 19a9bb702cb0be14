"""The pens beside the paper, on the player alone: what each offers, and whose presses draw."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.player_page import play, usual
from ui.component import Payload

DRAWN = ".kms-pens [role=status]"


def drawable(**meta: Any) -> Payload:
    """The usual run, which may be drawn upon."""
    figure = usual()["figure"]
    layout = {**figure["layout"], "meta": {**figure["layout"]["meta"], **meta}}
    drawing = {"mayRub": True, "rubbed": [], "alone": False}
    return {**usual(), "movable": True, "drawing": drawing, "figure": {**figure, "layout": layout}}


def middle(page: Page) -> tuple[float, float]:
    page.get_by_role("button", name="Draw points").click()
    box = page.locator(".kms-paper").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize(
    ("pen", "offered"),
    [("Points", []), ("Spray", ["Size", "Density"]), ("Eraser", ["Size"]), ("Move one", [])],
)
def test_each_pen_offers_what_it_can_be_set_to(stage: Page, pen: str, offered: list[str]) -> None:
    play(stage, drawable())
    middle(stage)
    pens = stage.get_by_role("group", name="Draw")
    pens.get_by_role("button", name=pen, exact=True).click()
    pressed = pens.locator("button[aria-pressed=true]")
    expect(pressed).to_have_text([pen])
    expect(pens.locator("label:visible")).to_have_text(offered)


def test_on_a_sample_of_the_points_nothing_is_drawn_and_it_says_why(stage: Page) -> None:
    play(stage, drawable(of=301))
    toggle = stage.get_by_role("button", name="Draw points")
    expect(toggle).to_be_disabled()
    expect(toggle).to_have_attribute(
        "title", "The plot shows a sample of the points: choose fewer to draw among them"
    )
    play(stage, drawable())
    expect(toggle).to_be_enabled()
    expect(toggle).to_have_attribute("title", "")
    play(stage)  # in a file, or where points cannot be drawn
    expect(toggle).to_be_hidden()


def test_only_the_first_finger_and_the_first_button_draw(stage: Page) -> None:
    play(stage, drawable())
    x, y = middle(stage)
    paper = stage.locator(".kms-paper")
    stage.mouse.click(x, y, button="right")
    stage.mouse.click(x, y, button="middle")
    second = {"isPrimary": False, "button": 0, "pointerId": 7, "pointerType": "touch", "bubbles": True}
    paper.dispatch_event("pointerdown", second)
    expect(stage.locator(DRAWN)).to_have_text("0 drawn.")
    stage.mouse.move(x, y)
    stage.mouse.down()
    expect(stage.locator(DRAWN)).to_have_text("1 drawn.")
    stage.keyboard.press("Escape")  # before the stroke ends: there is no server to take it
    expect(paper).to_be_hidden()
