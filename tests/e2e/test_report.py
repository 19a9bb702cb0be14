"""The report, opened without a network, printed on both sizes of paper, and read back."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.e2e.test_groups_explained import bring_people
from tests.e2e.your_data_page import download


def _plain(text: str) -> str:
    return " ".join(re.sub("[\u2068\u2069]", "", text).split())


@pytest.mark.parametrize(("paper", "size"), [("A4", (596, 843)), ("Letter", (612, 792))])
def test_the_report_prints(
    page: Page, app_url: str, tmp_path: Path, paper: str, size: tuple[int, int]
) -> None:
    bring_people(page, app_url, "?into=2&across=age&up=income", "30 rows in 2 groups.")
    shown = [_plain(each) for each in page.get_by_text("Typical:").all_inner_texts()]
    assert len(shown) == 2 and "all: 44.8" in shown[0]
    name, data = download(page, "A report to hand on")
    assert name == "people-groups-report.html"
    saved = tmp_path / name
    saved.write_bytes(data)
    # A page of its own in the same browser: nothing may be asked for
    context = page.context.browser.new_context(offline=True)  # type: ignore[union-attr]
    try:
        sheet = context.new_page()
        asked: list[str] = []
        sheet.on("request", lambda request: asked.append(request.url))
        sheet.goto(saved.as_uri())
        assert asked == [saved.as_uri()]
        pdf = PdfReader(io.BytesIO(sheet.pdf(format=paper)))
    finally:
        context.close()
    assert {
        (round(float(each.mediabox.width)), round(float(each.mediabox.height))) for each in pdf.pages
    } == {size}
    text = _plain(" ".join(each.extract_text() for each in pdf.pages))
    for words in (*shown, "Your 30 rows", "How the file was read", "Profiles"):
        assert words in text
    address = text.partition("as they stand in the address of the page:")[2].replace(" ", "")
    assert address.startswith("?")  # where the line breaks is the paper's affair
    assert {"across=age", "up=income", "into=2"} <= set(re.split("[?&]", address))
    assert len(pdf.pages) <= 6
