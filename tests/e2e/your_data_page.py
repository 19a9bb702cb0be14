"""What several browser tests of the page on one's own data do."""

import io
import re
from contextlib import suppress
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter
from playwright.sync_api import Dialog, Page, TimeoutError, expect

from tests.e2e.browser import one_run_or_more, open_app, wait_for_app

PLACES = [(25.0, 1200.0), (45.0, 5200.0), (65.0, 2500.0)]


TOWNS = ["Köln", "Bonn", "Ulm"]


def dismiss_dialogs(page: Page, said: list[str]) -> None:
    """Whatever the page asks is noted in `said` and turned down."""

    def answer(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", answer)


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
