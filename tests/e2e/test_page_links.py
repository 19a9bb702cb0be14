"""Links to the pages, opened in a tab of their own: it shows what a press would have shown."""

from collections.abc import Callable
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import one_run_or_more, open_app, overhear, wait_for_app
from tests.e2e.conftest import OpenPage
from tests.e2e.test_travel import clusters, go_to, raise_k, shows, steps_on
from ui.pages import HOME, PAGES


def parts(url: str) -> tuple[str, list[tuple[str, str]], str]:
    """Path, parameters in any order, and what stands behind the #."""
    split = urlsplit(url)
    return split.path, sorted(parse_qsl(split.query, keep_blank_values=True)), split.fragment


def opened_beside(
    page: Page, link: Locator, modifiers: list[Literal["ControlOrMeta"]], button: Literal["left", "middle"]
) -> Page:
    """The tab that a link opens; the page itself stays as it is."""
    before = page.url
    with page.context.expect_page() as opened:
        link.click(modifiers=modifiers, button=button)
    overhear(opened.value)
    opened.value.reload()  # to hear it from the beginning
    wait_for_app(opened.value)
    assert page.url == before
    return opened.value


def page_link(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True).first


def nothing(page: Page) -> None:
    """Nothing is done before."""


def steps_and_k(page: Page) -> None:
    raise_k(page)
    steps_on(page, 2)
    page.wait_for_url("**#step=2")


def by_way_of_other_pages(page: Page) -> None:
    """With settings that the page one is then on has no control for."""
    shows(page, 0, 4)
    steps_on(page, 3)
    page.wait_for_url("**#step=3")
    go_to(page, "Where it fails")
    go_to(page, "How many groups?")


@pytest.mark.parametrize(
    ("address", "before", "name"),
    [
        ("?n=60&k=6", nothing, "Starting points"),
        ("?n=60", steps_and_k, "See where 1,000 starts end"),
        ("Starting_points?n=60&starts=20&inits=farthest&inits=random", nothing, "Step by step"),
        ("?n=60&k=4&init=k-means%2B%2B", by_way_of_other_pages, "Step by step"),
        ("Your_data?from=Try+an+example&into=3", nothing, "Watch how these groups came about, step by step"),
    ],
)
def test_a_page_in_a_tab_of_its_own_is_what_a_press_would_have_shown(
    page: Page, app_url: str, address: str, before: Callable[[Page], None], name: str
) -> None:
    open_app(page, f"{app_url}/{address}")
    before(page)
    beside = opened_beside(page, page_link(page, name), ["ControlOrMeta"], "left")
    there = parts(beside.url)
    k = clusters(beside).input_value()
    beside.close()
    with one_run_or_more(page):
        page_link(page, name).click()
    expect(clusters(page)).to_have_value(k)
    page.wait_for_url(lambda url: parts(url) == there)


def test_every_way_to_open_a_tab_leads_to_the_page(new_page: OpenPage, app_url: str) -> None:
    page = new_page()
    open_app(page, f"{app_url}/Where_it_fails")
    ways: list[tuple[str, list[Literal["ControlOrMeta"]], Literal["left", "middle"]]] = [
        ("Step by step", [], "middle"),
        ("Step by step", ["ControlOrMeta"], "left"),
        ("A picture", [], "middle"),
        ("Where it fails", [], "middle"),
    ]
    for name, modifiers, button in ways:
        beside = opened_beside(page, page_link(page, name), modifiers, button)
        expect(beside).to_have_title(f"{name} · k-means")
        beside.close()
    # In the menu of a narrow window, by the keyboard, and for whoever copies the address
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Pages").click()
    for each in PAGES:
        link = page.get_by_test_id("stPopoverBody").get_by_role("link", name=each.name, exact=True)
        link.focus()
        expect(link).to_have_attribute("href", f"{app_url}/{each.path}")
    assert PAGES[0] is HOME
