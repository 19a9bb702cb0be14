"""Every file of the hostile corpus, in its small size, brought to the running app by somebody while somebody else works."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.client import HTTPConnection

import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import ROOT, AppServer, one_run_or_more, open_app, wait_for_app
from tests.e2e.conftest import OpenPage
from tests.hostile.corpus import ATTACKS, Attack

MEGABYTE = 1_000_000
BIN = "application/octet-stream"
GOOD = "a,b\n" + "\n".join(f"{i % 7},{i * i % 11}" for i in range(60)) + "\n"
IMPATIENT = {"KMEANS_READING_SECONDS": "3", "KMEANS_SWEEP_SECONDS": "1"}
"""Files that take as long as they may take three seconds here, and a visit is forgotten soon after it has ended."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """A server of its own: what happens to it is nobody else's affair."""
    log = tmp_path_factory.mktemp("hostile") / "app.log"
    with AppServer(ROOT / "app.py", log, "--server.disconnectedSessionTTL=2", environ=IMPATIENT) as served:
        yield served


def bring(page: Page, name: str, content: bytes) -> None:
    with one_run_or_more(page):
        page.locator("input[type=file]").first.set_input_files(
            {"name": name, "mimeType": BIN, "buffer": content}
        )


def resident(server: AppServer) -> int:
    """Bytes of the server itself; the processes that read are others, and end with each file."""
    return psutil.Process(server.pid).memory_info().rss


def is_healthy(server: AppServer) -> bool:
    connection = HTTPConnection("localhost", server.port, timeout=60)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    finally:
        connection.close()


def what_came_of(page: Page, attack: Attack) -> None:
    """A table or a sentence, nothing else."""
    said = page.get_by_test_id("stAlert").or_(page.get_by_test_id("stDataFrame")).first
    expect(said, f"{attack.name}: nothing was said").to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    text = page.get_by_test_id("stMain").inner_text()
    for trace in ("Traceback", "Error:", "JSON", "application error"):
        assert trace not in text, f"{attack.name}: {trace} on screen"


def test_no_file_hurts_anybody(server: AppServer, new_page: OpenPage) -> None:
    other = new_page()
    open_app(other, server.url)
    for round_of_two in range(2):  # the first warms what stays warm
        attacker = new_page()
        open_app(attacker, f"{server.url}/Your_data")
        bring(attacker, "good.csv", GOOD.encode())
        expect(attacker.get_by_test_id("stDataFrame").first).to_be_visible()
        wait_for_app(attacker)  # Streamlit logs a trace of its own where a visit ends in the middle of a run
        if round_of_two == 0:
            attacker.context.close()
    before = resident(server)
    for number, attack in enumerate(ATTACKS):
        if attack.choices.encoding is None:  # those come in a link
            bring(attacker, attack.filename, attack.make(attack.small))
            what_came_of(attacker, attack)
        if number % 10 == 0:
            assert is_healthy(server)
            with one_run_or_more(other):
                other.get_by_role("button", name="New start").first.click()
    bring(attacker, "good.csv", GOOD.encode())
    expect(attacker.get_by_text("Do they stand apart?").first).to_be_visible()
    wait_for_app(attacker)
    attacker.context.close()
    deadline = time.monotonic() + 60
    while resident(server) > before + 50 * MEGABYTE and time.monotonic() < deadline:
        other.wait_for_timeout(200)
    assert resident(server) <= before + 50 * MEGABYTE
    nursery = psutil.Process(server.pid).children()
    _, reading = psutil.wait_procs([each for process in nursery for each in process.children()], timeout=60)
    assert not reading
    assert "Traceback" not in server.read_log()


def test_an_encoding_that_a_link_asks_for_is_one_of_the_list(server: AppServer, page: Page) -> None:
    """Python has codecs that take hours for a small text."""
    open_app(page, f'{server.url}/Your_data?read={{"encoding":"punycode"}}')
    bring(page, "good.csv", GOOD.encode())
    wait_for_app(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text("The link asks for read").first).to_be_visible()
    assert "punycode" not in page.url
