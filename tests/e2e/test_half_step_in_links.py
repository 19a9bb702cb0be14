"""The half-step in the address: of every page that plays a run, in links, and as it is left and found again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import one_run_or_more, open_app
from tests.e2e.test_travel import at, entries, go_to, shows, steps_on, travel


def test_the_same_run_under_two_settings_has_a_half_step_in_each(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/?n=60#step=2")
    shows(page, 2, 5)
    page.get_by_role("button", name="Empty clusters, means by hand").click()
    with one_run_or_more(page):
        page.get_by_test_id("stRadioGroup").get_by_text("farthest", exact=True).click()
    at(page, app_url, "/?n=60&empty=farthest#step=2")
    steps_on(page, 3)
    at(page, app_url, "/?n=60&empty=farthest#step=5")
    travel(page, "back")
    shows(page, 2, 5)
    travel(page, "forward")
    shows(page, 5, 5)


def test_a_half_step_that_is_written_into_the_address_is_gone_to(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/?n=60&k=3")
    shows(page, 0, 3)
    for step in (3, 1):
        page.evaluate(f"location.hash = 'step={step}'")
        shows(page, step, 3)
        at(page, app_url, f"/?n=60&k=3#step={step}")


PLAYED = ["/?n=60", "/A_picture?colors=4", "/Other_distances?n=60"]
"""The pages that play a run, each with few half-steps."""


def at_step(page: Page, step: int) -> None:
    """All players of the page are there, at this half-step."""
    page.locator(".kms[data-ready]").first.wait_for()
    players = page.locator(".kms")
    expect(page.locator(f".kms[data-ready][data-step='{step}']")).to_have_count(players.count())


@pytest.mark.parametrize("path", PLAYED)
def test_the_half_step_is_in_the_link_of_every_page_that_plays(page: Page, app_url: str, path: str) -> None:
    open_app(page, app_url + path)
    at_step(page, 0)
    before = entries(page)
    steps_on(page, 3)
    at_step(page, 3)
    at(page, app_url, f"{path}#step=3")
    go_to(page, "Where it fails")
    travel(page, "back")
    at_step(page, 3)
    at(page, app_url, f"{path}#step=3")
    assert entries(page) == before + 1
    page.goto("about:blank")
    open_app(page, f"{app_url}{path}#step=2")
    at_step(page, 2)


@pytest.mark.parametrize("path", PLAYED)
@pytest.mark.parametrize(
    ("step", "said", "onward"),
    [
        ("abc", "the link asked for a half-step that cannot be", "^Next: "),
        ("999", "the link asked for half-step 999; the last is", "^First half-step"),
    ],
)
def test_a_half_step_that_cannot_be_is_said_on_every_page_that_plays(
    page: Page, app_url: str, path: str, step: str, said: str, onward: str
) -> None:
    open_app(page, f"{app_url}{path}#step={step}")
    expect(page.locator(".kms[data-ready] .kms-kind").filter(has_text=said)).to_have_count(1)
    page.get_by_role("button", name=re.compile(onward)).click()
    expect(page.get_by_text(said)).to_have_count(0)


@pytest.mark.parametrize(
    ("link", "left"),
    [
        ("/?k=5#step=3", "/#step=3"),
        ("/?k=5&n=300&spread=1.0#step=3&lines=on", "/#lines=on&step=3"),
        ("/?k=99&n=60#step=3", "/?n=60#step=3"),
        ("/?init=random&k=4#step=3", "/?k=4#step=3"),
        ("/?means=nan,1;inf,2&init=by+hand&n=60#step=3", "/?n=60#step=3"),
        ("/?k=4&means=1,2;3,4#step=3", "/?k=4#step=3"),
    ],
)
def test_a_link_that_says_what_is_so_anyway_opens_at_its_half_step(
    page: Page, app_url: str, link: str, left: str
) -> None:
    open_app(page, app_url + link)
    expect(page.locator(".kms[data-ready][data-step='3']")).to_be_visible()
    at(page, app_url, left)
    assert entries(page) == 2  # the empty page of the browser, and this one
    expect(page.get_by_text("The link asks for k = 99; k goes from 1 to 20, so it is 5.")).to_have_count(
        int("99" in link)
    )
