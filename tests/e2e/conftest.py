"""Fixtures of the browser tests: one server and one browser for the whole session, a fresh context for each page."""

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, expect, sync_playwright

from tests.e2e.browser import CHROMIUM_FLAGS, DESKTOP, PHONE, ROOT, AppServer, overhear
from tools.checks import find_chromium

OpenPage = Callable[..., Page]

expect.set_options(timeout=30_000)  # a busy machine takes longer than the usual five seconds

HERE = Path(__file__).parent
_PAGES = pytest.StashKey[list[Page]]()
_PICTURES = pytest.StashKey[Path]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder drives a browser, and comes last: the quick tests speak first."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            # On a busy machine an event now and then falls between two frames; "R" in the report says where
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add a picture of each open page to the report of a test that failed."""
    report = yield
    pages: list[Page] = item.stash.get(_PAGES, [])
    if report.when == "call" and report.failed:
        for number, page in enumerate(pages):
            with suppress(Error):  # the page may have crashed, and the test's own failure is what counts
                picture = item.stash[_PICTURES] / f"page{number}.png"
                page.screenshot(path=picture)
                report.sections.append(("Screenshot", str(picture)))
    return report


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """The one browser of the session."""
    chromium = driver.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The app, served once for the whole session."""
    with AppServer(ROOT / "app.py", tmp_path_factory.mktemp("server") / "app.log") as server:
        yield server


@pytest.fixture
def server_log(app_server: AppServer) -> Iterator[Callable[[], str]]:
    """What the server has printed since the test began, on call; the test fails if a traceback is among it."""
    start = app_server.log.stat().st_size
    yield lambda: app_server.read_log(start)
    log = app_server.read_log(start)
    assert "Traceback" not in log, log


@pytest.fixture
def app_url(app_server: AppServer, server_log: Callable[[], str]) -> str:
    """The address of the served app, without a slash at its end."""
    return app_server.url


@pytest.fixture
def new_page(browser: Browser, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenPage]:
    """Opens an empty page in a context of its own, as `new_page(color_scheme="dark")` or `new_page(**PHONE)`.

    Takes what `Browser.new_context` takes; nothing glides, unless `reduced_motion="no-preference"`. At the end of the test no
    page may have logged an error.
    """
    pages: list[Page] = []
    request.node.stash[_PAGES] = pages
    request.node.stash[_PICTURES] = tmp_path

    def open_page(**options: Any) -> Page:
        page = browser.new_context(**{**DESKTOP, "reduced_motion": "reduce", **options}).new_page()
        overhear(page)
        pages.append(page)
        return page

    yield open_page
    troubles = [trouble for page in pages for trouble in overhear(page).troubles]
    for page in pages:
        page.context.close()
    assert troubles == [], "\n".join(troubles)


@pytest.fixture
def page(new_page: OpenPage) -> Page:
    """An empty page on a desktop screen of 1280 x 800."""
    return new_page()


@pytest.fixture
def phone_page(new_page: OpenPage) -> Page:
    """An empty page on a phone of 390 x 844 with a touch screen."""
    return new_page(**PHONE)


@pytest.fixture(scope="session")
def _stage(browser: Browser) -> Iterator[Page]:
    page = browser.new_context(**DESKTOP).new_page()
    overhear(page)
    yield page
    page.context.close()


@pytest.fixture
def stage(_stage: Page, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Page]:
    """The page that tests of the player alone take turns on (see `play`), as if it were new: at the size of a desktop, light,
    without motion. No error may be logged on it."""
    request.node.stash[_PAGES] = [_stage]
    request.node.stash[_PICTURES] = tmp_path
    _stage.set_viewport_size(DESKTOP["viewport"])
    _stage.emulate_media(reduced_motion="reduce", color_scheme="light")
    _stage.mouse.up()
    _stage.mouse.move(0, 0)
    yield _stage
    troubles, overhear(_stage).troubles = overhear(_stage).troubles, []
    assert troubles == [], "\n".join(troubles)
