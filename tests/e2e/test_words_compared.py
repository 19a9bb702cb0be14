"""Words on "Your data", compared by whether they match, in a real browser: from the file to the groups, home, and Back."""

from __future__ import annotations

import io
import re

import pandas as pd
from playwright.sync_api import Page, expect

from tests.e2e.browser import one_run_or_more, wait_for_app
from tests.e2e.your_data_page import TOWNS, download, drop, expected_groups, groups_in, open_page, options_of

SHOPS = "shop,floor,staff,town,boss,kind\n" + "".join(
    f"S{i},{100 + i * 7 % 11},{4 + i % 5},{TOWNS[i % 3]},{('Ann', 'Bo', 'Cy')[i % 3]},{'abc'[i % 3]}\n"
    for i in range(30)
)
"""Numbers say nothing of the three kinds of shops, words all."""


def test_from_a_table_with_words_to_groups_by_words(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?into=3")
    drop(page, "shops.csv", SHOPS.encode())
    expect(page.get_by_text("Words can be compared by whether they match")).to_be_visible()
    with one_run_or_more(page):
        page.get_by_role("button", name="Compare these words too").click()
    expect(page).to_have_url(re.compile("by=Numbers"))
    expect(page.get_by_text(re.compile("the center of a group is its prototype"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Here \W?town\W? is "))).to_have_count(3)
    _, content = download(page, "The table with groups")
    table = pd.read_csv(io.BytesIO(content))
    assert groups_in(table["group"].tolist()) == expected_groups()

    wait_for_app(page)
    with one_run_or_more(page):
        page.get_by_text("The same groups in Python").click()
    expect(page.get_by_text("def center_of(rows)").first).to_be_visible()
    _, rows = download(page, "Rows for the code (CSV)")
    assert pd.read_csv(io.BytesIO(rows))["cluster"].tolist() == table["group"].tolist()

    wait_for_app(page)
    assert options_of(page, "Words that are compared", 4)[1:] == ["town", "boss", "kind"]
    with one_run_or_more(page):
        page.get_by_role("option", name="kind").click()
    expect(page).to_have_url(re.compile("words=kind"))
    expect(page.get_by_text(re.compile(r"^Here \W?town\W? is "))).to_have_count(0)
    wait_for_app(page)
    page.go_back()
    expect(page).not_to_have_url(re.compile("words=kind"))
    expect(page.get_by_text(re.compile(r"^Here \W?town\W? is "))).to_have_count(3)


def test_words_left_out_count_on_no_other_page_and_back_has_them_as_they_were(
    page: Page, app_url: str
) -> None:
    by_kind = page.get_by_text(re.compile(r"by whether words match, in “\W?kind\W?”, and"))
    by_two = page.get_by_text(re.compile(r"by whether words match, in “\W?town\W?”, “\W?kind\W?”, and"))
    open_page(page, app_url, "?into=3&by=Numbers+and+words&words=kind")
    drop(page, "shops.csv", SHOPS.encode())
    expect(by_kind.first).to_be_visible()
    wait_for_app(page)
    page.get_by_role("link", name=re.compile("Watch k-means at work on these columns")).click()
    page.locator(".kms[data-ready]").first.wait_for()
    wait_for_app(page)
    page.get_by_role("link", name="Other distances").first.click()
    page.locator(".kms[data-ready]").nth(1).wait_for()
    wait_for_app(page)
    with one_run_or_more(page):
        page.get_by_role("radio", name="Numbers and words").click()
    right = page.locator(".kms[data-ready]").nth(1)
    expect(right.locator(".kms-letters")).to_contain_text(re.compile(r"its word stands, of “\W?kind\W?”"))
    expect(page).to_have_url(re.compile("words=kind"))
    wait_for_app(page)
    page.get_by_role("link", name="Starting points").first.click()
    expect(by_kind.first).to_be_visible()
    expect(page).to_have_url(re.compile("words=kind"))
    wait_for_app(page)
    page.get_by_role("link", name="Your data").first.click()
    expect(page).to_have_url(re.compile("words=kind"))
    wait_for_app(page)
    assert options_of(page, "Words that are compared", 3)[1:] == ["town", "boss"]
    with one_run_or_more(page):
        page.get_by_role("option", name="town").click()
    expect(by_two.first).to_be_visible()
    expect(page).to_have_url(re.compile("words=town"))
    wait_for_app(page)
    page.evaluate("history.go(-2)")
    page.wait_for_url(re.compile("Starting_points"))
    expect(by_kind.first).to_be_visible()
    expect(page).not_to_have_url(re.compile("words=town"))


def test_beside_one_column_of_numbers_words_go_up_the_plot(page: Page, app_url: str) -> None:
    rows = [line.split(",") for line in SHOPS.splitlines()]
    one_number = "\n".join(f"{row[1]},{row[3] if i % 10 != 4 else ''}" for i, row in enumerate(rows))
    page.goto(f"{app_url}/Other_distances?data=Upload&distance=Numbers+and+words&k=3")
    drop(page, "shops.csv", one_number.encode())
    right = page.locator(".kms[data-ready]").nth(1)
    right.wait_for()
    expect(right.locator(".ytick text")).to_have_text(sorted(TOWNS), timeout=20_000)
    expect(page.get_by_text(re.compile("3 rows left out: no word in"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"each word of “\W?town\W?” has a height of its own"))).to_be_visible()
    wait_for_app(page)
    page.get_by_role("button", name="See where 1,000 starts by").click()
    expect(page).to_have_url(re.compile("Starting_points"))
    expect(page.get_by_text(re.compile("In the pictures, “\\W?floor"))).to_be_visible()
    expect(page.get_by_text(re.compile("3 rows left out: no word in"))).to_be_visible()
