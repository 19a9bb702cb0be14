"""Links, restarts and lost connections in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.browser import ROOT, AppServer, one_run_or_more, open_app, overhear, wait_for_app
from tests.e2e.conftest import OpenPage

LOST = "The connection to the app is lost."
TABLE = "name,age,income,height,code\n" + "".join(
    f"P{i},{20 + i % 3 * 20 + i % 5},{1000 + i % 2 * 3000 + i},{150 + i % 9 * 5},{-999 if i % 11 == 0 else i}\n"
    for i in range(40)
)
CHOSEN = "?across=income&up=height&also=age&also=code&into=4&noun=folk&plot=Mixtures+of+all&scaling=range&values=-999"
# What a browser logs of a server that is away
AWAY = r"ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET|ERR_INTERNET|WebSocket connection to|No response received|still running"


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[AppServer]:
    """A server to be killed."""
    with AppServer(ROOT / "app.py", tmp_path / "app.log") as server:
        yield server
        assert "Traceback" not in server.read_log()


def drop(page: Page, name: str, content: str = TABLE, number: int = 0) -> None:
    with one_run_or_more(page):
        page.locator("input[type=file]").nth(number).set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
        )
    wait_for_app(page)


def download(page: Page) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="The table with groups").click()
    wait_for_app(page)
    return Path(waiting.value.path()).read_bytes()


def lose(page: Page, server: AppServer) -> None:
    server.kill()
    expect(page.get_by_text(LOST)).to_be_visible(timeout=20_000)


def come_back(page: Page, server: AppServer) -> None:
    notes = overhear(page)
    before = notes.runs_finished
    server.restart()
    expect(page.get_by_text(LOST)).to_have_count(0, timeout=60_000)
    while notes.runs_finished == before:
        page.wait_for_timeout(50)
    wait_for_app(page)
    notes.forgive(AWAY)


def test_a_link_that_asks_for_too_much_is_mended_and_said(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/?k=99&n=inf&groups=3")
    both = page.get_by_text("The link asks for n = inf (it is 300), k = 99 (it is 5): that does not fit.")
    expect(both).to_be_visible()
    assert page.url.endswith("/?groups=3")
    with one_run_or_more(page):
        page.get_by_role("spinbutton", name="Clusters").press("ArrowUp")
    expect(both).to_have_count(0)
    expect(page.get_by_text("the number of points goes from 1 to 10,000")).to_be_visible()
    assert page.url.endswith("/?groups=3&k=6")


@pytest.mark.parametrize(
    "query", ["?k=5", "?k=5&n=300&shape=blobs&init=random", "?k=5&spread=1&start=7", "?k=99"]
)
def test_a_link_written_by_hand_opens_at_its_half_step(page: Page, app_url: str, query: str) -> None:
    open_app(page, f"{app_url}/{query}#step=3&ask=on&speed=slow")
    expect(page.locator(".kms")).to_have_attribute("data-step", "3")
    expect(page.get_by_label("Ask me first")).to_be_checked()
    expect(page.get_by_label("Speed")).to_have_value("slow")
    said = page.get_by_text("k goes from 1 to 20")
    expect(said).to_have_count(1 if "99" in query else 0)


@pytest.mark.parametrize(
    "query", ["/?n=inf", "/?seed=" + "9" * 400, "/Your_data?from=", "/Starting_points?starts=1e999&n=50"]
)
def test_no_red_page(page: Page, app_url: str, query: str) -> None:
    open_app(page, app_url + query)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text(re.compile("^The link (asks for|says nothing after)"))).to_have_count(1)


def test_a_restart_takes_the_table_and_nothing_else(new_page: OpenPage, own_server: AppServer) -> None:
    page = new_page()
    open_app(page, f"{own_server.url}/Your_data{CHOSEN}")
    drop(page, "my.csv")
    drop(page, "next.csv", number=1)
    before = download(page)
    address = page.url

    lose(page, own_server)
    come_back(page, own_server)
    expect(page.get_by_text(re.compile("Your table .my.csv. is gone from the app"))).to_be_visible()
    expect(page.get_by_test_id("stFileChip")).to_have_count(0)

    drop(page, "my.csv")
    expect(page.get_by_text("Your choices are still here")).to_have_count(0)
    expect(page.get_by_role("heading", name=re.compile("Your 40 .folk. .*4 groups"))).to_be_visible()
    expect(page.get_by_text(re.compile("next.csv. is gone from the app"))).to_be_visible()
    assert page.url == address
    assert download(page) == before


def test_after_a_second_restart_it_says_so_again(new_page: OpenPage, own_server: AppServer) -> None:
    page = new_page()
    open_app(page, f"{own_server.url}/?data=Upload&k=3")
    for name in ("first.csv", "second.csv"):
        drop(page, name)
        expect(page.locator(".kms-plot")).to_be_visible()
        lose(page, own_server)
        come_back(page, own_server)
        expect(page.get_by_text(re.compile(f"Your table .{name}. is gone from the app"))).to_be_visible()
        expect(page.get_by_test_id("stFileChip")).to_have_count(0)


def test_a_pasted_table_comes_back_by_itself(new_page: OpenPage, own_server: AppServer) -> None:
    page = new_page()
    open_app(page, f"{own_server.url}/Your_data?from=Paste+a+table&into=4")
    page.get_by_role("textbox", name="Copy the cells").fill(TABLE)
    with one_run_or_more(page):
        page.get_by_role("button", name="Use this table").click()
    before = download(page)
    lose(page, own_server)
    come_back(page, own_server)
    expect(page.get_by_role("heading", name=re.compile("Your 40 rows .*4 groups"))).to_be_visible()
    assert download(page) == before


def test_without_a_connection_the_player_goes_on(new_page: OpenPage, own_server: AppServer) -> None:
    page = new_page()
    open_app(page, own_server.url)
    page.locator(".kms[data-ready]").wait_for()
    lose(page, own_server)
    # Their dialog came, and was closed; nothing covers the page or holds it back
    page.locator(".ksc[data-closed]").wait_for(state="attached")
    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    expect(page.get_by_text("streamlit run")).to_have_count(0)
    expect(page.get_by_test_id("stConnectionStatus")).to_be_hidden()
    page.get_by_role("button", name="Assign points").click()
    expect(page.locator(".kms[data-step='1']")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("Your device is offline")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Your device is offline")).to_have_count(0)
    come_back(page, own_server)
    expect(page.locator(".kms[data-step='1']")).to_be_visible()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (413, "is too large for a server on the way"),
        (400, "was not taken"),
        (403, "was not taken"),
        (0, "did not arrive"),
    ],
)
def test_a_file_that_did_not_get_through(page: Page, app_url: str, status: int, words: str) -> None:
    def refuse(route: Route) -> None:
        if route.request.method == "PUT":
            route.abort() if not status else route.fulfill(status=status, body="no")
        else:
            route.continue_()

    open_app(page, f"{app_url}/Your_data")
    page.route("**/_stcore/upload_file/**", refuse)
    page.locator("input[type=file]").set_input_files(
        {"name": "my.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    expect(page.get_by_text(re.compile(f"“.my.csv.” {words}"))).to_be_visible()
    expect(page.get_by_text("Error:")).to_be_hidden()
    page.get_by_test_id("stFileChip").hover()
    expect(page.get_by_text(re.compile("status code|Network Error"))).to_have_count(
        1
    )  # hidden, for our words to be made of
    expect(page.get_by_text(re.compile("status code|Network Error"))).to_be_hidden()
    page.unroute("**/_stcore/upload_file/**")
    drop(page, "my.csv")
    expect(page.locator(".ksc-upload")).to_have_count(0)
    expect(page.get_by_test_id("stFileChip")).to_have_count(1)
    overhear(page).forgive("413|400|403|ERR_FAILED|File uploader error")


def test_long_computations_take_turns_and_end_with_their_visit(
    new_page: OpenPage, own_server: AppServer
) -> None:
    heavy = f"{own_server.url}/Starting_points?n=10000&k=20&starts=5000&seed="
    pages = []
    for seed in range(3):
        page = new_page()
        page.goto(f"{heavy}{seed}")
        expect(page.get_by_role("button", name="Stop here")).to_be_visible(timeout=60_000)
        pages.append(page)
    first, _, third = pages
    waiting = third.get_by_text("2 other long computations are running; yours is next in the line.")
    expect(waiting).to_be_visible()
    first.close()
    expect(waiting).to_have_count(0, timeout=60_000)
    expect(third.get_by_text(re.compile(r"of 5,000 starts done"))).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("written", ["3,3; 3,3; 7,7", "1,1; 2,2; 3,3; 4,4; 5,5; 6,6; 7,7"])
def test_written_means_are_in_the_link_however_many_they_are(page: Page, app_url: str, written: str) -> None:
    open_app(page, app_url)
    page.get_by_text("Empty clusters, means by hand").click()
    field = page.get_by_label("First means, placed by hand")
    field.fill(written)
    field.press("Enter")
    said = page.get_by_text(f"You placed the {written.count(';') + 1} means.").first
    expect(said).to_be_visible()
    expect(page).to_have_url(re.compile(r"means=.*init=by\+hand|init=by\+hand.*means="))
    page.reload()
    wait_for_app(page)
    expect(said).to_be_visible()


def test_what_is_left_out_late_takes_no_room_from_the_buttons(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/?n=60")
    share = page.get_by_role("button", name="Share")
    usual = share.evaluate("(button) => button.getBoundingClientRect().height")
    # Which columns there are is known late, and these are the usual ones
    open_app(page, f"{app_url}/?data=Example&example=budgets&x=wages&y=materials")
    expect(page.locator(".st-key-connection_later [class*=st-key-connection_]").first).to_be_attached()
    assert share.evaluate("(button) => button.getBoundingClientRect().height") == usual
