"""Back, Forward and links in a real browser: one entry for each thing that is done, and what was there comes back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import one_run_or_more, open_app
from tests.e2e.player_page import drag_mean
from tests.e2e.starting_page import wait_for_stepper

STARTS = "/Starting_points?n=60&starts=20"


def entries(page: Page) -> int:
    return int(page.evaluate("history.length"))


def address(page: Page, url: str) -> str:
    return page.url.removeprefix(url)


def at(page: Page, url: str, wanted: str) -> None:
    """Wait until the address is this one; its parameters may come in any order."""

    def parts(address: str) -> tuple[str, set[str], set[str]]:
        path, _, fragment = address.partition("#")
        path, _, query = path.partition("?")
        return path, set(query.split("&")), set(fragment.split("&"))

    page.wait_for_url(lambda found: parts(found.removeprefix(url)) == parts(wanted))


def go_to(page: Page, name: str) -> None:
    with one_run_or_more(page):
        page.get_by_role("link", name=name, exact=True).click()


def travel(page: Page, where: str) -> None:
    """Back or Forward, as the browser's buttons do."""
    with one_run_or_more(page):
        page.evaluate(f"history.{where}()")


def clusters(page: Page) -> Locator:
    return page.get_by_role("spinbutton", name="Clusters")


def raise_k(page: Page) -> None:
    k = int(clusters(page).input_value())
    with one_run_or_more(page):
        clusters(page).press("ArrowUp")
        page.wait_for_url(re.compile(rf"[?&]k={k + 1}\b"))  # another run may be under way before


def press_new_start(page: Page) -> None:
    with one_run_or_more(page):
        page.get_by_role("button", name="New start").last.click()


def steps_on(page: Page, number: int) -> None:
    for _ in range(number):
        page.get_by_role("button", name=re.compile("^Next: ")).click()


def shows(page: Page, step: int, k: int) -> None:
    expect(page.locator(f".kms[data-ready][data-step='{step}']")).to_be_visible()
    expect(page.locator(".kms-plot .tracemeans .point")).to_have_count(k)


def test_each_thing_that_is_done_is_one_entry_and_comes_back(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/?n=100")
    shows(page, 0, 5)
    before = entries(page)
    steps_on(page, 3)
    at(page, app_url, "/?n=100#step=3")
    raise_k(page)
    shows(page, 0, 6)
    at(page, app_url, "/?n=100&k=6")
    steps_on(page, 4)
    press_new_start(page)
    shows(page, 0, 6)
    at(page, app_url, "/?n=100&k=6&start=7")
    assert entries(page) == before + 2  # half-steps are none

    travel(page, "back")
    shows(page, 4, 6)
    at(page, app_url, "/?n=100&k=6#step=4")
    travel(page, "back")
    shows(page, 3, 5)
    at(page, app_url, "/?n=100#step=3")
    travel(page, "forward")
    shows(page, 4, 6)
    assert entries(page) == before + 2  # going there makes none


def test_a_change_of_page_is_one_entry_with_the_settings(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/?n=60&k=6")
    shows(page, 0, 6)
    steps_on(page, 2)
    before = entries(page)
    go_to(page, "Your data")
    at(page, app_url, "/Your_data")
    go_to(page, "Starting points")
    at(page, app_url, "/Starting_points?n=60&k=6")
    raise_k(page)
    assert entries(page) == before + 3
    go_to(page, "Step by step")
    shows(page, 0, 7)
    at(page, app_url, "/?n=60&k=7")

    travel(page, "back")
    at(page, app_url, "/Starting_points?n=60&k=7")
    travel(page, "back")
    expect(clusters(page)).to_have_value("6")
    at(page, app_url, "/Starting_points?n=60&k=6")
    travel(page, "back")
    expect(page.get_by_text("Where is your table?")).to_be_attached()
    travel(page, "back")
    shows(page, 2, 6)
    at(page, app_url, "/?n=60&k=6#step=2")


@pytest.mark.parametrize(
    ("link", "ways"),
    [
        ("/?n=60&k=3&init=k-means%2B%2B&start=4", [("See where 1,000 starts end", "/Starting_points")]),
        (
            "/Starting_points?n=60&k=4&seed=2",
            [
                ("How many groups?", "/How_many_groups"),
                ("Step by step", "/"),
                ("Starting points", "/Starting_points"),
            ],
        ),
        (
            "/How_many_groups?n=60&shape=rings",
            [
                ("See what another distance changes", "/Other_distances"),
                ("Your data", "/Your_data"),
                ("Step by step", "/"),
            ],
        ),
    ],
)
def test_settings_go_along_from_a_link_that_was_just_opened(
    page: Page, app_url: str, link: str, ways: list[tuple[str, str]]
) -> None:
    """Nothing is done on any of the pages but to leave it."""
    open_app(page, app_url + link)
    settings = link.partition("?")[2]
    for name, path in ways:
        go_to(page, name)
        without_k = re.sub("&k=4", "", settings)
        # With many starts, first means have a control of their own
        without_init = re.sub("&init=[^&]*", "", settings)
        carried = {"/Your_data": "", "/How_many_groups": without_k, "/Starting_points": without_init}.get(
            path, settings
        )
        at(page, app_url, f"{path}?{carried}" if carried else path)
    if k := re.search(r"&k=(\d)", settings):
        expect(clusters(page)).to_have_value(k[1])


def test_the_page_left_for_another_is_found_as_it_was_by_its_link_too(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/?n=60")
    shows(page, 0, 5)
    steps_on(page, 5)
    go_to(page, "Your data")
    go_to(page, "Step by step")
    shows(page, 5, 5)
    at(page, app_url, "/?n=60#step=5")
    go_to(page, "Starting points")
    raise_k(page)
    go_to(page, "Step by step")
    shows(page, 0, 6)  # another run


def test_who_comes_back_from_a_watched_start_finds_the_same_starts(page: Page, app_url: str) -> None:
    open_app(page, app_url + STARTS)
    before = entries(page)
    with one_run_or_more(page):
        page.get_by_role("button", name=re.compile("^Watch it: ")).nth(1).click()
    page.get_by_role("button", name="Open in the stepper").click()
    wait_for_stepper(page)
    page.wait_for_url(re.compile(r"/\?.*start="))
    watched = address(page, app_url)
    assert entries(page) == before + 1
    travel(page, "back")
    at(page, app_url, STARTS)
    expect(page.get_by_role("spinbutton", name="Number of starts")).to_have_value("20")
    page.get_by_role("button", name="One start by itself").click()
    expect(page.get_by_role("spinbutton", name="Seed of the start")).to_have_value("6")
    travel(page, "forward")
    at(page, app_url, watched)


def test_a_dragged_mean_is_one_entry_and_a_new_start_forgets_it(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/?n=60&k=3")
    shows(page, 0, 3)
    before = entries(page)
    with one_run_or_more(page):
        drag_mean(page, 1, across=40, up=30)
    page.wait_for_url(re.compile("means="))
    placed = address(page, app_url)
    assert entries(page) == before + 1
    press_new_start(page)
    at(page, app_url, "/?n=60&k=3&start=7")
    assert entries(page) == before + 2
    travel(page, "back")
    at(page, app_url, placed)
    expect(page.get_by_role("combobox", name="First means")).to_have_value("by hand")


@pytest.mark.parametrize(
    ("link", "left", "said"),
    [
        ("/?n=60&kk=4#step=3", "/?n=60#step=3", "kk = 4; this page has no such setting"),
        ("/?data=Upload&table=iris&x=nobody#step=3", "/?data=Upload&table=iris#step=3", "x = nobody"),
        ("/Your_data?from=Try+an+example&into=99", "/Your_data?from=Try+an+example", "into = 99"),
        ("/How_many_groups?n=60&shown=11", "/How_many_groups?n=60", "shown = 11"),
    ],
)
def test_what_does_not_fit_goes_from_the_address_at_once_wherever_that_is_found_out(
    page: Page, app_url: str, link: str, left: str, said: str
) -> None:
    open_app(page, app_url + link)
    expect(page.get_by_text(f"The link asks for {said}")).to_be_visible()
    at(page, app_url, left)
    assert entries(page) == 2


def test_how_a_table_is_read_and_counts_goes_back_and_forward(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/Your_data?from=Try+an+example")
    first = address(page, app_url)
    with one_run_or_more(page):
        page.get_by_test_id("stRadioGroup").filter(has_text="Same range").get_by_text(
            "Same range", exact=True
        ).click()
    ranged = f"{first}&scaling=range"
    at(page, app_url, ranged)
    page.locator(".st-key-change_header").get_by_role("button", name="change").click()
    page.get_by_role("combobox", name="What names the columns").click()
    with one_run_or_more(page):
        page.get_by_role("option", name="the first 2 rows").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Read it so").click()  # numbers become names: that is asked about
    page.wait_for_url(re.compile("read="))
    expect(page.get_by_text("199 rows, 5 columns")).to_be_visible()
    travel(page, "back")
    expect(page.get_by_text("200 rows, 5 columns")).to_be_visible()
    at(page, app_url, ranged)
    expect(page.get_by_role("radio", name="Same range")).to_be_checked()
    travel(page, "back")
    expect(page.get_by_role("radio", name="Same variation")).to_be_checked()
    at(page, app_url, first)
    travel(page, "forward")
    travel(page, "forward")
    expect(page.get_by_text("199 rows, 5 columns")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/Your_data", STARTS])
def test_a_page_that_is_opened_makes_no_entry_of_its_own(page: Page, app_url: str, path: str) -> None:
    open_app(page, app_url + path)
    assert entries(page) == 2
    at(page, app_url, path)


def test_each_look_at_the_starts_is_an_entry(page: Page, app_url: str) -> None:
    open_app(page, app_url + STARTS)
    page.locator(".ksg-few[data-ready]").wait_for()
    part = page.get_by_role("navigation", name="On this page").get_by_role("button", name="Ways to start")
    part.scroll_into_view_if_needed()
    scrolled = "document.querySelector('.stMain').scrollTop"
    before = page.evaluate(scrolled)
    part.click()
    at(page, app_url, f"{STARTS}&look=Ways+to+start")
    expect(page.get_by_text("Watch one at work")).to_be_visible()
    assert page.evaluate(scrolled) > before + 300
    travel(page, "back")
    at(page, app_url, STARTS)
    page.wait_for_function(f"(before) => Math.abs({scrolled} - before) < 1", arg=before)


def test_points_that_are_scattered_again_are_an_entry_and_in_the_link(page: Page, app_url: str) -> None:
    path = "/How_many_groups?n=60"
    open_app(page, app_url + path)
    scattered = page.locator('[data-panel="nothing"] svg')
    first, before = scattered.inner_html(), entries(page)
    with one_run_or_more(page):
        page.get_by_role("button", name="Scatter again").click()
    at(page, app_url, f"{path}&scattered=1")
    assert entries(page) == before + 1 and scattered.inner_html() != first
    travel(page, "back")
    at(page, app_url, path)
    assert scattered.inner_html() == first
    travel(page, "forward")
    at(page, app_url, f"{path}&scattered=1")
    assert scattered.inner_html() != first


def test_back_closes_a_dialog_and_stays_on_the_page(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/")
    go_to(page, "Starting points")
    page.locator(".ksg-few[data-ready]").wait_for()
    before, dialog = entries(page), page.get_by_test_id("stDialog")
    address_before = page.url

    def watch() -> None:
        page.locator(".ksg-few .ksg-watch").first.click()
        dialog.locator(".kms[data-ready]").wait_for()
        page.wait_for_function("history.state?.over === 1")

    watch()
    page.evaluate("history.back()")
    expect(dialog).to_have_count(0)
    assert page.url.split("#")[0] == address_before.split("#")[0]
    expect(page.locator(".ksg-few[data-ready]")).to_be_visible()
    with one_run_or_more(page):  # Forward opens it again, and Back closes it
        page.evaluate("history.forward()")
    dialog.locator(".kms[data-ready]").wait_for()
    assert page.evaluate("history.state.over") == 1 and entries(page) == before + 1
    page.evaluate("history.back()")
    expect(dialog).to_have_count(0)
    assert page.url.split("#")[0] == address_before.split("#")[0]
    # Closed by its button, its entry goes too: Back leads to the page before
    watch()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    page.wait_for_function("!history.state?.over")
    assert entries(page) <= before + 1  # one that Forward leads to
    travel(page, "back")
    expect(page.get_by_role("heading", level=1)).to_have_text("k-means, step by step")


def list_the_keys(page: Page) -> None:
    page.locator(".kms-stage").press("?")


def enlarge_a_picture(page: Page) -> None:
    page.locator(".ksg-few .ksg-picture").first.click()


def enlarge_a_table(page: Page) -> None:
    page.get_by_test_id("stDataFrame").first.hover()
    page.get_by_role("button", name=re.compile("^Fullscreen")).first.click()


@pytest.mark.parametrize(
    ("path", "ready", "uncover", "shown"),
    [
        ("/?n=60", ".kms[data-ready]", list_the_keys, "dialog.kms-keys[open]"),
        (STARTS, ".ksg-few[data-ready]", enlarge_a_picture, "dialog.ksg-big[open]"),
        (
            "/Your_data?from=Try+an+example",
            "[data-testid=stDataFrame]",
            enlarge_a_table,
            "[data-testid=stFullScreenFrame]:has([aria-label^='Close fullscreen'])",
        ),
    ],
)
def test_back_closes_whatever_lies_over_the_page(
    page: Page, app_url: str, path: str, ready: str, uncover: Callable[[Page], None], shown: str
) -> None:
    open_app(page, app_url + path)
    page.locator(ready).first.wait_for()
    before, cover = page.url, page.locator(shown)
    uncover(page)
    expect(cover).to_be_visible()
    page.wait_for_function("history.state?.over === 1")
    page.evaluate("history.back()")
    expect(cover).to_have_count(0)
    assert page.url == before
    if uncover is enlarge_a_picture:
        page.evaluate("history.forward()")
        expect(cover).to_be_visible()
        page.evaluate("history.back()")
        expect(cover).to_have_count(0)
    # Closed by its button, its entry goes too
    uncover(page)
    page.wait_for_function("history.state?.over === 1")
    cover.get_by_role("button", name=re.compile("^Close")).click()
    expect(cover).to_have_count(0)
    page.wait_for_function("!history.state?.over")
    assert entries(page) == 3  # the empty page of the browser, this one, and one that Forward leads to


def test_what_leads_on_from_a_dialog_takes_its_entry(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}{STARTS}")
    page.locator(".ksg-few[data-ready]").wait_for()
    page.locator(".ksg-few .ksg-watch").first.click()
    page.wait_for_function("history.state?.over === 1")
    page.get_by_role("button", name="Open in the stepper").click()
    wait_for_stepper(page)
    travel(page, "back")
    page.locator(".ksg-few[data-ready]").wait_for()
    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    assert not page.evaluate("history.state?.over")
