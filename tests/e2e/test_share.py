"""The button "Share" in a real browser."""

from pathlib import Path
from urllib.parse import quote

import numpy as np
from playwright.sync_api import Page, expect

from study.drawn import Drawing
from tests.e2e.browser import ROOT, AppServer, one_run_or_more, open_app
from tests.e2e.conftest import OpenPage
from ui import share
from ui.pages import HOME


def open_share(page: Page) -> None:
    with one_run_or_more(page):
        page.get_by_role("button", name="Share").click()


def test_the_link_is_what_is_on_screen_copied_and_as_a_code(new_page: OpenPage, tmp_path: Path) -> None:
    with AppServer(ROOT / "app.py", tmp_path / "app.log", base_path="/lab") as server:
        page = new_page(permissions=["clipboard-read", "clipboard-write"])
        open_app(page, f"{server.url}/?n=60&k=4#step=2")
        page.locator(".kms[data-ready][data-step='2']").wait_for()
        open_share(page)
        link = f"{server.url}/?n=60&k=4#step=2"
        expect(page.get_by_label("Link to this page")).to_have_value(link)
        expect(page.get_by_text(share.TRAVELS.format(HOME.travels))).to_be_visible()
        expect(page.get_by_text(share.STAYS)).to_have_count(0)
        picture = page.get_by_role("img", name="QR code of the link")
        expect(picture).to_have_attribute("src", share.code(link))
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
        page.get_by_role("button", name="Copy link").click()
        expect(page.get_by_text("Copied.", exact=True)).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == link

        # Closed, changed, opened again: another link
        page.keyboard.press("Escape")
        expect(picture).to_have_count(0)
        with one_run_or_more(page):
            page.get_by_role("spinbutton", name="Clusters").press("ArrowUp")
        page.locator(".kms[data-ready][data-step='0']").wait_for()
        page.wait_for_url(f"{server.url}/?n=60")
        open_share(page)
        expect(picture).to_have_attribute("src", share.code(page.url))
        page.close()  # before its server
        assert "Traceback" not in server.read_log()


def test_where_nothing_can_be_copied_the_link_is_marked(page: Page, app_url: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    open_app(page, f"{app_url}/?n=60")
    open_share(page)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Your browser does not let a page copy.")).to_be_visible()
    assert page.evaluate("String(getSelection())") == page.url


def test_a_link_that_is_too_long_for_a_code_says_so(page: Page, app_url: str) -> None:
    places = np.random.default_rng(0).uniform(0, 10, (500, 2)).tolist()  # as many as travel in a link
    paper = quote(Drawing(tuple((x, y) for x, y in places)).text)
    means = ";".join(f"{x:.5f},{y:.5f}" for x, y in places[:20])
    open_app(page, f"{app_url}/?n=60&k=20&init=by+hand&means={means}&paper={paper}")
    open_share(page)
    expect(page.get_by_text("too long for a QR code")).to_be_visible()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_hidden()


def test_that_a_table_stays_is_said(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/Your_data")
    with one_run_or_more(page):
        page.locator("input[type=file]").set_input_files(
            {"name": "my.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n3,4\n5,7\n6,1\n"}
        )
    open_share(page)
    expect(page.get_by_text(share.STAYS)).to_be_visible()
