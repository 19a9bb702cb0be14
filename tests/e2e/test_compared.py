"""What near means on "Your data", in a real browser: places go by the globe, one press takes degrees as they stand, Back undoes it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from study.towns import TOWNS
from tests.e2e.browser import one_run_or_more, wait_for_app
from tests.e2e.your_data_page import drop, open_page

PLACES = "town,latitude,longitude\n" + "".join(f"{name},{lat},{lon}\n" for name, lat, lon in TOWNS)


def test_places_go_by_the_globe_and_a_press_and_back_change_that(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?into=3")
    drop(page, "towns.csv", PLACES.encode())
    wide = page.get_by_text(re.compile("half of them within .* km")).first
    expect(wide).to_be_visible()
    with one_run_or_more(page):
        page.get_by_role("button", name="Compare degrees as on a plane").click()
    expect(page).to_have_url(re.compile("by=k-means"))
    expect(wide).to_have_count(0)
    wait_for_app(page)
    page.go_back()
    expect(wide).to_be_visible()
    expect(page).not_to_have_url(re.compile("by=k-means"))
    wait_for_app(page)
    with one_run_or_more(page):
        page.get_by_text("Why is this row in its group?").click()
    line = page.get_by_label("Ask about a line of the file")
    line.fill("2")
    line.press("Enter")
    expect(page.locator(".st-key-why_here").get_by_text(re.compile("Accra.* km away"))).to_be_visible()
