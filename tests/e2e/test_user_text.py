"""What people write into their tables appears as it is: on pages, on axes and in downloads."""

import io
import re
from urllib.parse import urlencode

import pandas as pd
from playwright.sync_api import Page, expect

from study import links
from tests.e2e.browser import one_run_or_more, overhear
from tests.e2e.conftest import OpenPage
from tests.e2e.your_data_page import (
    dismiss_dialogs,
    download,
    drop,
    expect_groups,
    open_page,
    options_of,
    said,
)
from tests.nasty import NASTY
from ui.starts.story import key_of


def test_what_the_user_wrote_appears_as_it_is(page: Page, app_url: str) -> None:
    dialogs: list[str] = []
    dismiss_dialogs(page, dialogs)
    header = ",".join(f'"{name}"' for name in [*NASTY, "<script>alert(2)</script> :tada:"])
    cells = ["<img src=x onerror=alert(3)>", "[c](javascript:alert(4))", "$y$ **c**"]
    rows = [
        ",".join([*(str((i * (j + 3)) % 11 + i % 3 * 20) for j in range(len(NASTY))), f'"{cells[i % 3]}"'])
        for i in range(30)
    ]
    open_page(
        page,
        app_url,
        "?"
        + urlencode([("noun", "**members** :tada:"), ("into", "3"), *(("also", name) for name in NASTY[:5])]),
    )
    filename = "<img src=x onerror=alert(5)> **f** $z$.csv"
    drop(page, filename, ("\n".join([header, *rows]) + "\n").encode())
    expect_groups(page, "30 **members** :tada: in 3 groups.")
    expect(page.get_by_role("heading", name=filename)).to_be_visible()
    options = options_of(page, "Across (x)", len(NASTY))
    assert options[:5] == NASTY[:5]
    assert options[5].startswith("nnn") and len(options[5]) <= 80
    assert options[6:] == ["שלום עולם", "Column 8"]
    page.keyboard.press("Escape")
    main = page.locator("[data-testid=stMain]").inner_text()
    for name in NASTY[:5]:
        assert main.count(name) >= 2, name
    axis = page.locator(".js-plotly-plot .xtitle").first
    assert (axis.text_content() or "").strip() in [
        page.get_by_role("combobox", name="Across (x)").input_value()
    ]
    expect(page.get_by_text(said("match, in “<script>alert(2)</script> :tada:”"))).to_be_visible()
    expect_nothing_injected(page)
    with one_run_or_more(page):
        page.get_by_text("Watch how these groups came about").click()
    page.locator(".kms[data-ready]").wait_for()
    expect(page.locator(".kms-clusters thead")).to_contain_text("$x$")
    expect_nothing_injected(page)
    assert dialogs == []
    assert not any(request.endswith("/x") for request in overhear(page).requests)


def test_names_are_literal_on_axes_in_downloads_and_on_the_other_pages(
    page: Page, app_url: str, new_page: OpenPage
) -> None:
    dialogs: list[str] = []
    dismiss_dialogs(page, dialogs)
    names = [*NASTY[:7], "=1+1"]
    rows = [
        ",".join(str((i * (j + 3)) % 11 + i % 3 * 20) for j in range(len(names))) + ",=2+2" for i in range(30)
    ]
    table = "\n".join([",".join(f'"{name}"' for name in [*names, "words"]), *rows]) + "\n"
    across, up = "**b**", "$x$"
    also = [("also", name) for name in (NASTY[0], NASTY[3], NASTY[6], "=1+1")]
    open_page(page, app_url, "?" + urlencode([("across", across), ("up", up), *also]))
    drop(page, "names.csv", table.encode())
    expect_groups(page)
    expect_axes(page, ".js-plotly-plot", across, up)

    _, data = download(page, "The table with groups")
    again = pd.read_csv(io.BytesIO(data))
    assert again.columns.tolist() == [*names[:7], "'=1+1", "words", "group"]
    assert set(again["words"]) == {"'=2+2"}
    _, data = download(page, "As a workbook")
    sheets = pd.read_excel(io.BytesIO(data), sheet_name=None, engine="calamine")
    assert sheets["Rows"].columns.tolist() == [*names, "words", "group"]
    assert set(sheets["Rows"]["words"]) == {"=2+2"}  # text in a workbook is never run
    _, data = download(page, "The profiles")
    profiles = pd.read_csv(io.BytesIO(data)).columns.tolist()
    assert {f"average of {name}" for name in names} <= set(profiles)

    with one_run_or_more(page):
        page.get_by_text("Watch how these groups came about").click()
    page.locator(".kms[data-ready]").wait_for()
    expect_axes(page, ".kms", across, up)
    expect_nothing_injected(page)
    page.get_by_text("Take it with you").click()
    _, data = download(page, "Means (CSV)")
    assert "=1+1" not in pd.read_csv(io.BytesIO(data)).columns
    _, data = download(page, "Animation (one HTML file)")
    offline = new_page()
    dismiss_dialogs(offline, dialogs)
    offline.set_content(data.decode())
    expect_axes(offline, ".kms", across, up)
    expect(offline.get_by_role("heading", level=1)).to_contain_text(f"{across} and {up}")
    expect_nothing_injected(offline)

    with one_run_or_more(page):
        page.get_by_role("link", name="Starting points").click()
    for part in (links.DRAWS, links.MAP):
        page.get_by_role("navigation", name="On this page").get_by_role("button", name=part).click()
        expect_axes(page, f".st-key-{key_of(part)} .js-plotly-plot", across, up)
        expect_nothing_injected(page)
    assert dialogs == []


def expect_axes(page: Page, plot: str, across: str, up: str) -> None:
    """One of the plots has these titles, letter by letter."""
    for kind, title in (("x", across), ("y", up)):
        expect(page.locator(f"{plot} .{kind}title", has_text=title).first).to_be_visible()


def expect_nothing_injected(page: Page) -> None:
    injected = "img[src='x'], [onerror], a[href^='javascript'], .katex, main script"
    expect(page.locator(injected)).to_have_count(0)
    expect(
        page.locator("strong, b, tspan[style*='bold']").filter(has_text=re.compile("^(b|members)$"))
    ).to_have_count(0)
    text = page.locator("body").inner_text()
    assert not set("😄🎉") & set(text)
