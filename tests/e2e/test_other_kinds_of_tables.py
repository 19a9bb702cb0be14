"""Tables that offices, shops and surveys have, dropped in a real browser: groups on columns that make sense, and every change undone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import one_run_or_more, wait_for_app
from tests.e2e.your_data_page import drop, open_page, said

ANSWERS = ("never", "sometimes", "often", "always")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun")
FILES = {
    "survey": "How often do you walk?,And by bus?,town\n"
    + "".join(f"{ANSWERS[i % 4]},{ANSWERS[(i // 4 + i) % 4]},{('Ulm', 'Bonn')[i % 2]}\n" for i in range(40)),
    "wide sales": "shop;" + ";".join(MONTHS) + ";total\n"
    + "".join(
        f"S{i};" + ";".join(str(v) for v in values) + f";{sum(values)}\n"
        for i in range(30)
        for values in [[100 + 300 * (i % 3) + (i * 7 + m * 13) % 29 for m in range(6)]]
    ),
    "debit and credit": "Date,Details,Debit,Credit\n"
    + "".join(f"{i + 1:02}/09/2026,Shop {i},{f'{5 + i * 7 % 90}.50' if i % 3 else ''},{'' if i % 3 else f'{900 + i * 37 % 50}.00'}\n" for i in range(24)),
    "coordinates": "nr,lat,lon\n" + "".join(f"{i + 100},{48 + i % 3 + (i * 7 % 10) / 90:.4f},{9 + 2 * (i % 3) + (i * 3 % 10) / 90:.4f}\n" for i in range(30)),
    "half empty": "a;b;c\n" + "".join(f"{i * 7 % 23};{i * 5 % 19};{i if i % 2 else ''}\n" for i in range(40)),
}  # fmt: skip
ACROSS = {
    "survey": "How often do you walk?",
    "wide sales": "Jan",
    "debit and credit": "Debit",
    "coordinates": "lon",
    "half empty": "a",
}


@pytest.mark.parametrize("kind", FILES)
def test_the_answer_stands_on_columns_that_make_sense(page: Page, app_url: str, kind: str) -> None:
    open_page(page, app_url)
    drop(page, "table.csv", FILES[kind].encode())
    wait_for_app(page)
    expect(page.get_by_role("combobox", name=re.compile(r"Across \(x\)"))).to_have_value(ACROSS[kind])
    expect(page.get_by_text("Group 1").first).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


SALES = "Sales\nshop;units;price\n" + "".join(f"S{i};{i * 7 % 13};{i}.25\n" for i in range(12))
STAFF = "Staff\nname;age;pay\n" + "".join(f"P{i};{30 + i * 5 % 11};{200 + i * i}\n" for i in range(7))


WEATHER = "Weather\nday;rain\n" + "".join(f"{i};{i * 3 % 8}.5\n" for i in range(5))


UNDO = "Undo the last change"


def undo(page: Page) -> None:
    with one_run_or_more(page):
        page.get_by_role("button", name=UNDO).click()


def test_each_of_three_tables_is_one_press_away_and_back(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    drop(page, "book.csv", f"{STAFF}\n{SALES}\n{WEATHER}".encode())
    expect(page.get_by_text(said("12 rows, 3 columns"))).to_be_visible()
    for place, size in enumerate(("7 rows, 3 columns", "5 rows, 2 columns")):
        expect(page.get_by_role("button", name="Show it")).to_have_count(2)
        with one_run_or_more(page):
            page.get_by_role("button", name="Show it").nth(place).click()
        expect(page.get_by_text(said(size)).first).to_be_visible()
        undo(page)
        expect(page.get_by_text(said("12 rows, 3 columns"))).to_be_visible()
    expect(page.get_by_role("button", name=UNDO)).to_have_count(0)


LAB = "size;n\n" + "".join(f"{i % 9 + 20}.5;{i * 7 % 31}\n" for i in range(30)) + "< 20;4\n"


@pytest.mark.parametrize(
    ("what", "label", "option", "before", "after"),
    [
        ("decimal", "A cell such as", "half of it: 10", "read as the number behind", "counted as half the number behind"),
        ("header", "What names the columns", "no row: number the columns", "31 rows, 2 columns", "32 rows, 2 columns"),
    ],
)  # fmt: skip
def test_a_change_of_how_it_is_read_is_undone(
    page: Page, app_url: str, what: str, label: str, option: str, before: str, after: str
) -> None:
    open_page(page, app_url)
    drop(page, "lab.csv", LAB.encode())
    expect(page.get_by_text(said(before)).first).to_be_visible()
    page.locator(f".st-key-change_{what}").get_by_role("button", name="change").click()
    page.get_by_role("combobox", name=label).click()
    with one_run_or_more(page):
        page.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")
    expect(page.get_by_text(said(after)).first).to_be_visible()
    undo(page)
    expect(page.get_by_text(said(before)).first).to_be_visible()
    expect(page.get_by_text(said(after))).to_have_count(0)


def test_rows_are_asked_for_and_all_taken_again(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    drop(
        page,
        "people.csv",
        (
            "country;age;score\n"
            + "".join(f"{('Peru', 'Chile')[i % 2]};{i * 7 % 31};{i * 11 % 17}.5\n" for i in range(60))
        ).encode(),
    )
    page.locator(".st-key-change_asked_for").get_by_role("button", name="change").click()
    page.get_by_role("combobox", name="Keep only some rows").click()
    with one_run_or_more(page):
        page.get_by_role("option", name="age").click()
    wait_for_app(page)
    page.get_by_label(said("“age” from")).fill("15")
    with one_run_or_more(page):
        page.get_by_role("button", name="Keep only these rows").click()
    expect(page.get_by_text(said("Your 30 of 60 rows (“age” is 15 or more)"))).to_be_visible()
    page.keyboard.press("Escape")
    undo(page)
    expect(page.get_by_text(said("Your 60 rows"))).to_be_visible()


def test_the_x_on_the_file_removes_the_table(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    drop(page, "sales.csv", SALES.encode())
    expect(page.get_by_text(said("12 rows, 3 columns"))).to_be_visible()
    with one_run_or_more(page):
        page.get_by_role("button", name="Remove sales.csv").click()
    expect(page.get_by_text(said("12 rows, 3 columns"))).to_have_count(0)
