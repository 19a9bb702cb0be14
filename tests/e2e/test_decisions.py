"""Decisions about a table in a real browser: why so many groups, rows set aside, every choice a press away; judges are stopped."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import one_run_or_more
from tests.e2e.conftest import OpenPage
from tests.e2e.your_data_page import drop, open_page, people, said


def with_an_outlier() -> bytes:
    table = people()
    table.loc[16, "income"] = 9_900_000
    return table.to_csv(index=False).encode()


def lead(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_from_a_file_to_why_three(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    drop(page, "people.csv", people().to_csv(index=False).encode())
    lead(page, "Your 30 rows seem to form 3 groups.")
    expect(
        page.get_by_text("Five of five judges see 3 groups. How often the judges are right on so few, 30,")
    ).to_be_visible()
    with one_run_or_more(page):
        page.get_by_role("link", name="Why three?").click()
    lead(page, "Probably three groups: five of five judges say so.")
    expect(page.locator('.ksb-picture[aria-pressed="true"]')).to_have_attribute("data-k", "3")


def test_another_way_to_count_is_told_and_a_press_goes_there(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    rng, i = np.random.default_rng(0), np.arange(80)
    rows = zip(8.5 * (i % 2) + rng.normal(0, 0.7, 80), rng.normal(0, 0.7, 80), strict=True)
    drop(page, "two.csv", "\n".join(["a,b", *(f"{a:.4f},{b:.4f}" for a, b in rows)]).encode())
    told = page.get_by_text("Does the number hang on how the columns count?")
    expect(told).to_be_visible()
    with one_run_or_more(page):
        page.get_by_role("button", name="Count them as they are").click()
    lead(page, "Your 80 rows form 2 groups.")
    expect(told).to_have_count(0)
    expect(page.get_by_role("radio", name="As they are")).to_be_checked()
    expect(page).to_have_url(re.compile("scaling=none"))
    page.go_back()
    expect(told).to_be_visible()
    expect(page.get_by_role("radio", name="Same variation")).to_be_checked()


def test_a_row_alone_is_set_aside_and_taken_back(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?into=2")
    drop(page, "people.csv", with_an_outlier())
    alone = page.get_by_text(said("P16 (line 18) makes a group of its own: “income” is 9,900,000 there"))
    expect(alone).to_be_visible()
    with one_run_or_more(page):
        page.get_by_role("button", name="Set it aside").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("(1 set aside)")
    expect(alone).to_have_count(0)
    assert "rows_left_out" in page.url
    with one_run_or_more(page):
        page.get_by_role("button", name="Take back in").click()
    expect(alone).to_be_visible()
    with one_run_or_more(page):
        page.get_by_role("button", name="Count by logarithms").click()
    expect(page.get_by_role("radio", name="Logarithm")).to_be_checked()
    assert "scaling=log" in page.url


def unfold(page: Page) -> None:
    with one_run_or_more(page):
        page.get_by_text("What if you chose otherwise?").click()
    page.locator(".ksw[data-ready] table").first.wait_for()


def test_each_cell_opens_its_choice(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    drop(page, "people.csv", people().to_csv(index=False).encode())
    unfold(page)
    expect(page.get_by_text("All 30 rows keep their company in all 4 ways to make 3 groups.")).to_be_visible()
    now = page.locator('.ksw [aria-current="true"]')
    expect(now).to_have_accessible_name("these columns, Same variation, 3 groups: The choice in force now")
    with one_run_or_more(page):
        page.get_by_role("button", name="these columns, Logarithm, 3 groups").click()
    expect(page.get_by_role("radio", name="Logarithm")).to_be_checked()
    expect(now).to_have_accessible_name("these columns, Logarithm, 3 groups: The choice in force now")
    with one_run_or_more(page):
        page.get_by_role("button", name="these columns, Same range, 2 groups").click()
    expect(page.get_by_role("radio", name="Same range")).to_be_checked()
    lead(page, "Your 30 rows in 2 groups; the judges say 3.")
    expect(page.get_by_text("With 3 groups, the new group takes 10 of the 20 rows of group")).to_be_visible()
    expect(page.locator(".ksw svg path")).to_have_count(3)


def test_a_cell_opens_as_many_groups_as_it_says_and_keeps_the_focus(page: Page, app_url: str) -> None:
    # The page opens with five; without income the judges say another number: what a cell says goes before it
    open_page(page, app_url, "?from=Try+an+example")
    lead(page, re.compile("form 5 groups"))
    unfold(page)
    cell = page.get_by_role("button", name=re.compile("^without .*income.*, As they are, 5 groups"))
    cell.focus()
    with one_run_or_more(page):
        page.keyboard.press("Enter")
    lead(page, re.compile("200 .*customers.* in 5 groups; most judges say 3"))
    expect(page).to_have_url(re.compile("into=5"))
    now = page.locator('.ksw [aria-current="true"]')
    expect(now).to_have_accessible_name(
        re.compile("these columns, As they are, 5 groups: The choice in force")
    )
    expect(now).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_table_of_choices_moves_in_itself(
    new_page: OpenPage, app_url: str, scheme: str
) -> None:
    phone = new_page(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, color_scheme=scheme
    )
    open_page(phone, app_url)
    drop(phone, "people.csv", people().to_csv(index=False).encode())
    unfold(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    for box in (each.bounding_box() for each in phone.locator(".ksw button").all()):
        assert box and box["height"] >= 24


def test_judges_are_stopped_and_heard_after_all(page: Page, app_url: str) -> None:
    rng = np.random.default_rng()  # what settings make is kept for all: a try again has other ones
    # By this distance the judges take seconds on any machine: by that of k-means they may be done before anybody presses
    settings = f"n=300&groups=4&by=Straight,+not+squared&seed={rng.integers(10**6, 10**9)}"
    page.goto(f"{app_url}/How_many_groups?{settings}")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("You stopped the judges before all were heard.")).to_be_visible()
    expect(page.locator(".ksb")).to_have_count(0)
    page.get_by_role("button", name="Hear them after all").click()
    page.locator(".ksb[data-ready]").wait_for(timeout=90_000)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("groups|cloud|disagree"))
