"""The page "Your data" in a real browser: from a dropped file to the downloads, opened again and compared."""

import io
import re
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pytest
import xlsxwriter
from playwright.sync_api import Page, TimeoutError, expect

from tables import read_table
from tests.e2e.browser import one_run_or_more, open_app, overhear, wait_for_app
from tests.e2e.conftest import OpenPage
from tests.nasty import NASTY

PLACES = [(25.0, 1200.0), (45.0, 5200.0), (65.0, 2500.0)]
TOWNS = ["Köln", "Bonn", "Ulm"]


def people() -> pd.DataFrame:
    """30 people in three groups as clear as can be."""
    rng = np.random.default_rng(4)
    rows = []
    for i in range(30):
        age, income = PLACES[i % 3]
        rows.append(
            (f"P{i}", round(age + rng.normal(), 1), round(income + 50 * rng.normal(), 2), TOWNS[i % 3])
        )
    return pd.DataFrame(rows, columns=["name", "age", "income", "town"])


def german() -> bytes:
    """Semicolons, decimal commas, thousands by points, an old encoding; one row lacks a number, one would run."""
    lines = ["Name;Alter;Umsatz;Stadt"]
    for name, age, income, town in people().itertuples(index=False):
        amount = f"{income:,.2f}".translate(str.maketrans(",.", ".,"))
        lines.append(f"{name};{age:.1f}".replace(".", ",") + f";{amount};{town}")
    lines[8] = "P7;;1.234,50;Köln"
    lines[9] = "=1+1" + lines[9][2:]
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def titled() -> bytes:
    return (
        b"Our people\nas of 2024-05-01\n\n" + people().to_csv(index=False).encode() + b"\nSource: invented\n"
    )


def workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("People")
        for i, row in enumerate([list(people().columns), *people().to_numpy().tolist()]):
            sheet.write_row(i, 0, row)
    return buffer.getvalue()


def open_page(page: Page, url: str, query: str = "") -> None:
    open_app(page, f"{url}/Your_data{query}")


def drop(page: Page, name: str, content: bytes) -> None:
    with one_run_or_more(page):
        page.locator("input[type=file]").first.set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": content}
        )


def options_of(page: Page, label: str, number: int) -> list[str]:
    """What a list offers. It closes when the page scrolls, and focus makes it scroll: so again, if need be."""
    box = page.get_by_role("combobox", name=label)
    options = page.get_by_role("option")
    for _ in range(10):
        box.press("ArrowDown")
        with suppress(AssertionError):
            expect(options).to_have_count(number, timeout=2000)
            texts = options.all_inner_texts()
            if len(texts) == number:
                return texts
    raise AssertionError(f"{label} does not show {number} options.")


def download(page: Page, button: str) -> tuple[str, bytes]:
    """A press while the script still runs, or begins to, is lost: so again, if need be."""
    for patience in (10_000, 30_000):
        wait_for_app(page)
        with suppress(TimeoutError), page.expect_download(timeout=patience) as waiting:
            page.get_by_role("button", name=button).click()
            break
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def groups_in(labels: list[object]) -> set[frozenset[int]]:
    """The rows of each group, whatever its number; rows without a group left away."""
    found: dict[object, set[int]] = {}
    for row, label in enumerate(labels):
        if label is not None and not pd.isna(label):  # type: ignore[call-overload]
            found.setdefault(label, set()).add(row)
    return {frozenset(rows) for rows in found.values()}


def expected_groups(without: tuple[int, ...] = ()) -> set[frozenset[int]]:
    return {frozenset(i for i in range(start, 30, 3) if i not in without) for start in range(3)}


def expect_groups(page: Page, text: str = "30 rows in 3 groups.") -> None:
    expect(page.get_by_text(said(text))).to_be_visible()


def said(text: str) -> re.Pattern[str]:
    """A text on screen, where marks that show nothing may keep a name to its own direction of writing."""
    return re.compile("[\u2068\u2069]?".join(re.escape(each) for each in re.split(r"\b|(?=\W)", text)))


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

    filename, data = download(page, "Your table with groups")
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
    profiles = pd.read_csv(io.BytesIO(data))
    assert profiles["rows"].tolist()[-1] == 30 - len(without)
    assert set(profiles.iloc[:3][next(c for c in profiles if c.startswith("most common"))]) == set(TOWNS)


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
    _, data = download(page, "Your table with groups")
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
    page.get_by_text("New rows? Put them into these groups").click()
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
    assert "k=2" in page.url and "scaling=spread" in page.url
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
def test_nothing_is_cut_off_on_a_phone(new_page, app_url: str, scheme: str) -> None:  # type: ignore[no-untyped-def]
    phone = new_page(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, color_scheme=scheme
    )
    open_page(phone, app_url, "?from=Try+an+example")
    expect_groups(phone, "200 customers in 3 groups.")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    wide = phone.evaluate(
        """[...document.querySelectorAll('[data-testid=stMain] *')].filter(e => e.getBoundingClientRect().right > 391
        && !e.closest('[data-testid=stDataFrame], .js-plotly-plot, [data-testid=stHeader]')).map(e => e.outerHTML.slice(0, 200))"""
    )
    assert wide == []


def test_dates_are_drawn_as_dates_once_they_are_asked_for(page: Page, app_url: str) -> None:
    rows = [f"2024-{3 + 6 * (i % 2):02}-{1 + i // 2:02},{10 + 80 * (i % 2) + i},{i % 4}" for i in range(20)]
    open_page(page, app_url)
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


def test_what_the_user_wrote_appears_as_it_is(page: Page, app_url: str) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    header = ",".join(f'"{name}"' for name in [*NASTY, "<script>alert(2)</script> :tada:"])
    cells = ["<img src=x onerror=alert(3)>", "[c](javascript:alert(4))", "$y$ **c**"]
    rows = [
        ",".join([*(str((i * (j + 3)) % 11 + i % 3 * 20) for j in range(len(NASTY))), f'"{cells[i % 3]}"'])
        for i in range(30)
    ]
    open_page(
        page,
        app_url,
        "?" + urlencode([("noun", "**members** :tada:"), *(("also", name) for name in NASTY[:5])]),
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
    for text in ["Columns that cannot be used", "New rows? Put them"]:
        page.get_by_text(text).click()
    expect(page.get_by_text(said("<script>alert(2)</script> :tada:: It holds words"))).to_be_visible()
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
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
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

    _, data = download(page, "Your table with groups")
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
    offline.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    offline.set_content(data.decode())
    expect_axes(offline, ".kms", across, up)
    expect(offline.get_by_role("heading", level=1)).to_contain_text(f"{across} and {up}")
    expect_nothing_injected(offline)

    with one_run_or_more(page):
        page.get_by_role("link", name="Starting points").click()
    for tab, plots in (
        ("k-means++ draw by draw", ".js-plotly-plot"),
        ("Where do starts lead?", ".js-plotly-plot"),
    ):
        with one_run_or_more(page):
            page.get_by_role("tab", name=tab).click()
        expect_axes(page, plots, across, up)
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
