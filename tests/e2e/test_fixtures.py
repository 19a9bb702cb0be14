"""The fixtures themselves, against a tiny app: they must see errors, or every other browser test is blind."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import AppServer, nothing_sent, one_run_or_more, open_app, overhear, script_runs

TINY_APP = """
import time
import streamlit as st
count = st.slider("count", 1, 10, 3)
time.sleep(0.2)
st.write(f"count is {count}")
if st.button("fail"):
    raise RuntimeError("meant to fail")
"""


@pytest.fixture(scope="module")
def tiny_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    folder = tmp_path_factory.mktemp("tiny app")
    script = folder / "tiny.py"
    script.write_text(TINY_APP)
    with AppServer(script, folder / "app.log") as server:
        yield server


def test_a_run_is_waited_for_and_counted(page: Page, tiny_server: AppServer) -> None:
    open_app(page, tiny_server.url)
    assert page.get_by_text("count is 3").is_visible()
    assert script_runs(page) == 1
    with one_run_or_more(page):
        page.get_by_role("slider").press("ArrowRight")
    assert page.get_by_text("count is 4").is_visible()
    assert script_runs(page) == 2


def test_a_message_to_the_server_is_noticed_even_when_it_comes_late(
    page: Page, tiny_server: AppServer
) -> None:
    open_app(page, tiny_server.url)
    with nothing_sent(page):
        page.mouse.move(300, 300)
    with pytest.raises(AssertionError, match="1 messages went"), nothing_sent(page):
        page.get_by_role("slider").press("ArrowRight")


def test_troubles_in_the_page_are_noted(page: Page, tiny_server: AppServer) -> None:
    open_app(page, tiny_server.url)
    page.evaluate("console.error('said so')")
    page.evaluate("setTimeout(() => { throw new Error('thrown so') })")
    page.evaluate("fetch('http://localhost:9/').catch(() => 0)")
    page.evaluate("fetch('/media/nowhere.png').catch(() => 0)")
    notes = overhear(page)
    notes.forgive("console: said so")
    notes.forgive("exception: thrown so")
    notes.forgive("failed: GET http://localhost:9/")
    notes.forgive("answer 404: .*nowhere")
    notes.forgive("console: Failed to load resource")
    with pytest.raises(AssertionError, match="nothing to forgive"):
        notes.forgive("anything")


def test_an_exception_in_the_script_reaches_the_log(page: Page, tiny_server: AppServer) -> None:
    open_app(page, tiny_server.url)
    with one_run_or_more(page):
        page.get_by_role("button", name="fail").click()
    expect(page.get_by_test_id("stException")).to_be_visible()
    assert "Traceback" in tiny_server.read_log()


def test_webgl_works(page: Page) -> None:
    assert page.evaluate("document.createElement('canvas').getContext('webgl') !== null")


def test_the_phone_is_narrow_and_has_a_touch_screen(phone_page: Page, tiny_server: AppServer) -> None:
    open_app(phone_page, tiny_server.url)
    assert phone_page.evaluate("[innerWidth, innerHeight, navigator.maxTouchPoints > 0]") == [390, 844, True]
