"""The page "Your data" in a real browser: from a dropped file to the downloads, opened again and compared."""

import io
import re

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tables import read_table
from tests.e2e.browser import one_run_or_more, wait_for_app
from tests.e2e.conftest import OpenPage
from tests.e2e.your_data_page import (
    TOWNS,
    download,
    drop,
    expect_groups,
    expected_groups,
    german,
    groups_in,
    open_page,
    options_of,
    people,
    said,
    titled,
    workbook,
)


@pytest.mark.parametrize(
    ("name", "content", "without"),
    [
        ("leute.csv", german(), (7,)),
        ("titled.csv", titled(), ()),
        ("people.xlsx", workbook(), ()),
    ],
)
def test_a_file_and_its_downloads(
    page: Page, app_url: str, name: str, content: bytes, without: tuple[int, ...]
) -> None:
    open_page(page, app_url)
    drop(page, name, content)
    expect_groups(page, f"{30 - len(without)} rows in 3 groups.")
    original = read_table(content, name)

    filename, data = download(page, "The table with groups")
    assert filename == f"{name.split('.')[0]}-groups.csv"
    again = read_table(data, filename)
    assert groups_in(again.frame["group"].tolist()) == expected_groups(without)
    for column in original.frame.select_dtypes("number"):
        np.testing.assert_array_equal(again.frame[column], original.frame[column])
    if not name.endswith(".xlsx"):
        encoding = original.source.encoding
        before, after = content.decode(encoding).splitlines(), data.decode(encoding).splitlines()
        assert len(before) == len(after)
        delimiter = original.source.dialect.delimiter
        for old, new in zip(before, after, strict=True):
            stem = new.removeprefix("'")
            assert stem == old or stem.rpartition(delimiter)[0] == old
            assert not new.startswith("=")

    filename, data = download(page, "As a workbook")
    assert filename.endswith("-groups.xlsx")
    rows = pd.read_excel(io.BytesIO(data), sheet_name="Rows", engine="calamine")
    assert groups_in(rows["group"].tolist()) == expected_groups(without)
    assert rows.iloc[:, 0].tolist() == original.frame.iloc[:, 0].tolist()

    _, data = download(page, "The profiles")
    german = original.receipt.decimal == ","
    profiles = pd.read_csv(io.BytesIO(data), sep=";" if german else ",", decimal="," if german else ".")
    assert profiles["rows"].tolist()[-1] == 30 - len(without)
    assert set(profiles.iloc[:3][next(c for c in profiles if str(c).startswith("most common"))]) == set(TOWNS)


def test_nothing_leaves_the_page_past_the_downloads_which_disarm_formulas(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    drop(page, "leute.csv", german())
    table = page.get_by_test_id("stDataFrame").first
    table.hover()
    expect(page.get_by_role("button", name="Fullscreen").first).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)


def test_a_pasted_table_and_its_download(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?from=Paste+a+table")
    page.get_by_role("textbox").first.fill(people().to_csv(index=False, sep="\t"))
    with one_run_or_more(page):
        page.get_by_role("button", name="Use this table").click()
    expect_groups(page)
    _, data = download(page, "The table with groups")
    again = pd.read_csv(io.BytesIO(data), sep="\t")
    assert groups_in(again["group"].tolist()) == expected_groups()
    pd.testing.assert_frame_equal(again.drop(columns="group"), people(), check_dtype=False)


def test_a_hopeless_file_takes_nothing_away(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    drop(page, "paper.pdf", b"%PDF-1.7 nothing to read")
    expect(page.get_by_role("alert").filter(has_text="PDF")).to_be_visible()
    expect(page.get_by_text("Take it with you")).to_have_count(0)
    drop(page, "titled.csv", titled())
    expect_groups(page)
    drop(page, "paper.pdf", b"%PDF-1.7 nothing to read")
    expect(page.get_by_role("alert").filter(has_text="Your earlier table is still here")).to_be_visible()
    expect_groups(page)


def test_a_wrong_choice_and_the_way_back(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    drop(page, "leute.csv", german())
    expect_groups(page, "29 rows in 3 groups.")
    line = page.get_by_text("separated by semicolons").locator(
        "xpath=ancestor::*[@data-testid='stHorizontalBlock' or contains(@class,'stHorizontalBlock') or "
        "@data-testid='stLayoutWrapper'][1]"
    )
    line.get_by_role("button", name="change").click()
    page.get_by_role("combobox", name="What stands between the columns").click()
    with one_run_or_more(page):
        page.get_by_role("option", name="vertical bar").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert "read=%7B%22delimiter" not in page.url  # the address has what is shown, not what went wrong
    page.keyboard.press("Escape")
    with one_run_or_more(page):
        page.get_by_role("button", name=said("Back to leute")).click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect_groups(page, "29 rows in 3 groups.")


def test_new_rows_from_a_second_file(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    drop(page, "titled.csv", titled())
    with one_run_or_more(page):
        page.locator("input[type=file]").last.set_input_files(
            {
                "name": "new.csv",
                "mimeType": "text/csv",
                "buffer": b"income;age\n1201,5;24\n5100;46,5\n1190;25\n",
            }
        )
    expect(page.get_by_text("3 rows assigned")).to_be_visible()
    filename, data = download(page, "New rows with groups")
    assert filename == "new-groups.csv"
    lines = data.decode().split()
    assert lines[0] == "income;age;group"
    labels = [line.rpartition(";")[2] for line in lines[1:]]
    assert labels[0] == labels[2] != labels[1]


def test_the_stepper_shows_the_same_table(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?into=2")
    drop(page, "leute.csv", german())
    expect_groups(page, "29 rows in 2 groups.")
    with one_run_or_more(page):
        page.get_by_text("Watch how these groups came about").click()
    page.locator(".kms[data-ready]").wait_for()
    wait_for_app(page)
    assert "k=2" in page.url
    head = page.locator(".kms-clusters thead")
    expect(head).to_contain_text("Alter")
    expect(head).to_contain_text("Umsatz")
    means = page.locator(".kms-clusters tbody tr").all_inner_texts()
    assert len(means) == 2
    for row in means:  # in euros and years, not in standard deviations
        numbers = [float(number.replace(",", "")) for number in re.findall(r"[\d,.]+", row)]
        assert max(numbers) > 1000
    page.get_by_role("link", name="Your data").first.click()
    expect_groups(page, "29 rows in 2 groups.")


def test_a_link_brings_the_settings_and_asks_for_the_file(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?across=income&up=age&into=2&scaling=range&noun=people")
    expect(page.get_by_text("Files do not travel in links")).to_be_visible()
    drop(page, "titled.csv", titled())
    expect_groups(page, "30 people in 2 groups.")
    expect(page.get_by_role("radio", name="Same range")).to_be_checked()
    expect(page.get_by_role("combobox", name="Across (x)")).to_have_value("income")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_on_a_phone(new_page: OpenPage, app_url: str, scheme: str) -> None:
    phone = new_page(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, color_scheme=scheme
    )
    open_page(phone, app_url, "?from=Try+an+example")
    expect_groups(phone, "200 customers in 5 groups.")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    wide = phone.evaluate(
        """[...document.querySelectorAll('[data-testid=stMain] *')].filter(e => e.getBoundingClientRect().right > 391
        && !e.closest('[data-testid=stDataFrame], .js-plotly-plot, [data-testid=stHeader]')).map(e => e.outerHTML.slice(0, 200))"""
    )
    assert wide == []


def test_dates_are_drawn_as_dates_once_they_are_asked_for(page: Page, app_url: str) -> None:
    rows = [f"2024-{3 + 6 * (i % 2):02}-{1 + i // 2:02},{10 + 80 * (i % 2) + i},{i % 4}" for i in range(20)]
    open_page(page, app_url, "?into=3")
    drop(page, "visits.csv", "\n".join(["when,visits,price", *rows, ""]).encode())
    with one_run_or_more(page):
        page.get_by_text("Let me choose dates too: they count in days").click()
    assert options_of(page, "Across (x)", 3) == ["when", "visits", "price"]
    with one_run_or_more(page):
        page.get_by_role("option", name="when").click()
    expect_groups(page, "20 rows in 3 groups.")
    plot = page.locator(".js-plotly-plot").filter(has=page.locator(".xtitle"))
    expect(plot.locator(".xtick").first).to_contain_text("2024")
    with one_run_or_more(page):
        page.get_by_text("Watch how these groups came about").click()
    page.locator(".kms[data-ready]").wait_for()
    expect(page.locator(".kms-clusters thead")).to_contain_text("when")
    means = page.locator(".kms-clusters tbody tr").all_inner_texts()
    assert all(re.search(r"2024-0\d-\d\d", mean) for mean in means), means
    expect(page.get_by_text("Let me choose dates too: they count in days")).to_be_visible()
