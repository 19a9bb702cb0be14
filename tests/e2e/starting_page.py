"""What several browser tests of the page on starting points do."""

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from tests.e2e.browser import (
    one_run_or_more,
    open_app,
    wait_for_app,
)

SETTINGS = "?shape=unequal+sizes&n=240&groups=4&seed=21&k=6&starts=200"


CARD = ".ksg:not(.ksg-few) .ksg-card:not([hidden])"
"""One of all answers."""
FEW = ".ksg-few .ksg-card"
"""One of the answers that one must have seen."""
ALL = "&look=Every+start"
"""Opens the page at all answers."""


def open_page(page: Page, url: str, settings: str = SETTINGS) -> None:
    open_app(page, f"{url}/Starting_points{settings}")
    page.locator(".ksg-few[data-ready]").wait_for()
    if ALL in settings:
        page.locator(".ksg:not(.ksg-few)[data-ready]").wait_for()


def look_at(page: Page, look: str) -> None:
    with one_run_or_more(page):
        page.get_by_role("navigation", name="On this page").get_by_role("button", name=look).click()


def wait_for_stepper(page: Page) -> None:
    """Wait until *Step by step* has come, and the players of the page before and of its dialog have gone."""
    expect(page.get_by_role("heading", level=1)).to_have_text("k-means, step by step")
    wait_for_app(page)
    expect(page.locator(".kms")).to_have_count(1)
    page.locator(".kms[data-ready]").wait_for()


def points_drawn(page: Page) -> list[list[float]]:
    return page.evaluate(
        "() => { const points = document.querySelector('.kms-plot').data[1]; return [Array.from(points.x), Array.from(points.y)]; }"
    )


def means_drawn(page: Page) -> NDArray[np.float64]:
    return np.transpose(
        page.evaluate(
            "() => { const means = document.querySelector('.kms-plot').data[4]; return [Array.from(means.x), Array.from(means.y)]; }"
        )
    )
