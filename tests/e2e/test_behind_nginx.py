"""The app behind nginx and its security headers, as on a server: two processes, one of which dies."""

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.deploy.site import Site
from tests.e2e.browser import one_run_or_more, open_app, overhear, wait_for_app
from tests.e2e.conftest import OpenPage

ROWS = [f"{25 + 20 * (i % 3) + i / 50};{1000 + 2000 * (i % 3) + i}" for i in range(30)]
FILE: FilePayload = {
    "name": "people.csv",
    "mimeType": "text/csv",
    "buffer": "\n".join(["age;income", *ROWS]).encode(),
}
GROUPS = re.compile("30 rows in 3 groups")


class CoursePage(BaseHTTPRequestHandler):
    """A page of another site that shows the app in a frame."""

    app = ""

    def do_GET(self) -> None:
        page = f"<link rel=icon href=data:,><iframe src={self.app}/Your_data width=1200 height=700></iframe>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def course() -> Iterator[str]:
    """The address of another site; to a browser, 127.0.0.1 and localhost are two."""
    with ThreadingHTTPServer(("127.0.0.1", 0), CoursePage) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Site]:
    """The site; as an indirect parameter, the folder of its address."""
    with Site(tmp_path_factory.mktemp("site"), getattr(request, "param", "")) as site:
        yield site
        logs = [process.read_log() for process in site.processes]
    assert not any("Traceback" in log for log in logs), logs


def drop_table(page: Page, url: str) -> None:
    open_app(page, f"{url}/Your_data")
    with one_run_or_more(page):
        page.locator("input[type=file]").first.set_input_files(FILE)
    expect(page.get_by_text(GROUPS)).to_be_visible()


def process_of(page: Page) -> int:
    """Which of the two processes this visit is with, counted from 0."""
    cookies = {cookie.get("name"): cookie.get("value", "") for cookie in page.context.cookies()}
    return int(cookies["kmeans_process"]) - 1


def download(page: Page) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="The table with groups").click()
    return Path(waiting.value.path()).read_bytes()


def step_once(page: Page) -> None:
    """Go to the first page by its link, and let the player take one half-step."""
    with one_run_or_more(page):
        page.locator(".st-key-pages").get_by_role("link", name="Step by step").click()
    page.locator(".kms[data-ready]").wait_for()
    page.click(".kms-next")
    expect(page.locator(".kms")).to_have_attribute("data-drawn", "1")


def test_visits_stay_with_their_process_and_outlive_it(site: Site, new_page: OpenPage) -> None:
    first, second = new_page(), new_page()
    drop_table(first, site.url)
    drop_table(second, site.url)
    assert process_of(first) != process_of(second)

    assert download(first).count(b"\n") == len(ROWS) + 1
    step_once(first)
    requests = [line.split() for line in (site.folder / "visits.log").read_text().splitlines()]
    uploads = [words for words in requests if words[2] == "PUT"]
    ports = [f"127.0.0.1:{site.processes[process_of(page)].port}" for page in (first, second)]
    assert [words[-1] for words in uploads] == ports
    assert all(words[4] in ("200", "204") for words in uploads)

    dying = process_of(first)
    with first.expect_websocket():  # the page finds the other process by itself
        site.processes[dying].kill()
    wait_for_app(first)
    assert process_of(first) == 1 - dying
    with one_run_or_more(first):
        first.get_by_role("button", name="New start").first.click()
    drop_table(first, site.url)
    assert download(first).count(b"\n") == len(ROWS) + 1
    step_once(first)

    # Nobody else noticed: what the second visit had brought is still there
    assert download(second).count(b"\n") == len(ROWS) + 1


def test_everything_that_the_policy_could_forbid(site: Site, new_page: OpenPage) -> None:
    """Every kind of content: the player with many points (on a canvas), maps of starts, tables, downloads."""
    page = new_page()
    open_app(page, f"{site.url}/?n=5000")
    page.locator(".kms[data-ready]").wait_for()
    page.click(".kms-next")
    expect(page.locator(".kms")).to_have_attribute("data-drawn", "1")
    page.get_by_text("More", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PNG").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    with one_run_or_more(page):
        page.locator(".st-key-pages").get_by_role("link", name="Starting points").click()
    expect(page.get_by_text(re.compile("found the best one"))).to_be_visible()
    drop_table(page, site.url)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    wait_for_app(page)
    assert download(page)


@pytest.mark.parametrize("site", ["/courses/kmeans"], indirect=True)
def test_in_a_folder_of_the_address(site: Site, new_page: OpenPage) -> None:
    page = new_page()
    drop_table(page, site.url)
    assert download(page)
    step_once(page)
    assert page.url.startswith(f"{site.url}/")


@pytest.mark.parametrize("allowed", [True, False])
def test_in_a_frame_of_another_site(
    tmp_path_factory: pytest.TempPathFactory,
    new_page: OpenPage,
    course: str,
    monkeypatch: pytest.MonkeyPatch,
    allowed: bool,
) -> None:
    ancestors = course if allowed else "'self'"
    with Site(tmp_path_factory.mktemp("site"), frame_ancestors=ancestors, encrypted=True) as site:
        monkeypatch.setattr(CoursePage, "app", site.url)
        page = new_page(ignore_https_errors=True)
        frame = page.frame_locator("iframe")
        if allowed:
            page.goto(course)
            frame.get_by_test_id("stFileUploader").wait_for()
            frame.locator("input[type=file]").first.set_input_files(FILE)
            expect(frame.get_by_text(GROUPS)).to_be_visible(timeout=30_000)
        else:
            with page.expect_event("requestfailed"):
                page.goto(course)
            expect(frame.get_by_test_id("stApp")).to_have_count(0)
            overhear(page).forgive("frame-ancestors|ERR_BLOCKED_BY_RESPONSE")
        page.goto("about:blank")
