"""The address of a page has what is on screen, whatever way led there, and says where it needs a file besides."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import one_run_or_more, open_app, wait_for_app
from tests.e2e.conftest import OpenPage

TABLE = "name,age,income,height,code\n" + "".join(
    f"P{i},{20 + i % 3 * 20 + i % 5},{1000 + i % 2 * 3000 + i},{150 + i % 9 * 5},{i}\n" for i in range(40)
)


def drop(page: Page, name: str = "my.csv") -> None:
    with one_run_or_more(page):
        page.locator("input[type=file]").first.set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": TABLE.encode()}
        )
    wait_for_app(page)


def follow(page: Page, name: str) -> None:
    with one_run_or_more(page):
        page.get_by_role("link", name=name).first.click()
    wait_for_app(page)


def test_from_groups_to_steps_to_starts_and_elsewhere(page: Page, new_page: OpenPage, app_url: str) -> None:
    open_app(page, f"{app_url}/Your_data?across=height&up=income&also=age&into=4&scaling=range")
    drop(page)
    expect(page.get_by_text(re.compile("Your 40 .*4 groups")).first).to_be_visible()
    wanted = {"data=Upload", "x=height", "more=age", "k=4", "scaling=range", "init=k-means%2B%2B"}
    follow(page, "Watch how these groups came about")
    expect(page.locator(".kms-plot")).to_be_visible()
    assert wanted <= set(page.url.partition("?")[2].split("&")), page.url
    follow(page, "Starting points")
    expect(page.get_by_text(re.compile("^1,000 starts"))).to_be_visible(timeout=60_000)
    # With many starts, first means have a control of their own
    assert wanted - {"init=k-means%2B%2B"} <= set(page.url.partition("?")[2].split("&")), page.url
    follow(page, "Your data")
    assert {"across=height", "into=4", "scaling=range"} <= set(page.url.partition("?")[2].split("&"))
    follow(page, "Step by step")
    assert wanted <= set(page.url.partition("?")[2].split("&")), page.url
    follow(page, "Starting points")
    expect(page.get_by_text(re.compile("^1,000 starts"))).to_be_visible(timeout=60_000)
    address = page.url

    elsewhere = new_page()
    open_app(elsewhere, address)
    expect(elsewhere.get_by_text(re.compile("Files do not travel in links"))).to_be_visible()
    expect(elsewhere.get_by_text(re.compile("the columns.*height"))).to_be_visible()
    drop(elsewhere, "whatever.csv")
    expect(elsewhere.get_by_text(re.compile("^1,000 starts"))).to_be_visible(timeout=60_000)
    assert set(elsewhere.url.split("&")) == set(address.split("&"))
    for each in (page, elsewhere):
        expect(each.get_by_role("combobox", name="Across (x)")).to_have_value("height")
        expect(each.get_by_role("spinbutton", name="Clusters")).to_have_value("4")


def test_an_example_needs_no_file_elsewhere(page: Page, new_page: OpenPage, app_url: str) -> None:
    open_app(page, f"{app_url}/Your_data?from=Try+an+example&example=iris&into=4&up=sepal_width")
    expect(page.get_by_text(re.compile("(?:in|form) 4 groups")).first).to_be_visible()
    follow(page, "Watch how these groups came about")
    page.locator(".kms[data-ready]").wait_for()
    elsewhere = new_page()
    open_app(elsewhere, page.url)
    elsewhere.locator(".kms[data-ready]").wait_for()
    assert elsewhere.url == page.url
    pictures = [each.locator(".kms-plot").get_attribute("aria-label") for each in (page, elsewhere)]
    assert pictures[0] == pictures[1] and "iris.csv" in (pictures[0] or "")
    follow(elsewhere, "Starting points")
    expect(elsewhere.get_by_text(re.compile("^1,000 starts"))).to_be_visible(timeout=60_000)
    assert {"data=Upload", "table=iris", "y=sepal_width", "k=4"} <= set(
        elsewhere.url.partition("?")[2].split("&")
    )
