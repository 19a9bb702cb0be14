"""The page "How many groups?" in a real browser: pictures are pressed, bars are pointed at, and the way to the stepper."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from charts.council import COMPANY
from kmeans_core import fit, initial_means, make_dataset, run
from tests.e2e.browser import PHONE, one_run_or_more, open_app, wait_for_app
from tests.e2e.conftest import OpenPage

SETTINGS = "?n=90&groups=3&seed=4"
SMALL = {"viewport": {"width": 320, "height": 568}}


def open_page(page: Page, url: str, settings: str = SETTINGS) -> None:
    open_app(page, f"{url}/How_many_groups{settings}")
    page.locator(".ksb[data-ready]").wait_for()
    page.locator(".ksl[data-ready]").wait_for()


def look_at(page: Page, k: int) -> None:
    with one_run_or_more(page):
        page.get_by_role("button", name=f"Look at k = {k}", exact=True).click()
    expect(page.locator('[data-panel="points"] h2')).to_have_text(f"The points in {k} groups")


def test_pictures_stand_above_the_marks_of_the_curves(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Three groups. Five of five judges agree.")
    picture = page.locator(".ksb-picture").nth(2).bounding_box()
    assert picture
    for mark in page.locator(".ksb-row:not(.ksb-pale) .chosen").all():
        box = mark.bounding_box()
        assert box and abs(box["x"] + box["width"] / 2 - picture["x"] - picture["width"] / 2) < 2


def test_a_press_shows_another_number_large_and_back_returns(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    expect(page.locator('.ksb-picture[aria-pressed="true"]')).to_have_attribute("data-k", "3")
    look_at(page, 4)
    expect(page.locator('.ksb-picture[aria-pressed="true"]')).to_have_attribute("data-k", "4")
    expect(page.locator('[data-panel="points"] circle:not(.ksl-ring)')).to_have_count(4)
    assert "shown=4" in page.url
    look_at(page, 3)
    assert "shown" not in page.url


@pytest.mark.parametrize(
    "screen",
    [{"viewport": {"width": 1280, "height": 800}}, PHONE, {**PHONE, **SMALL}],
    ids=["1280", "390", "320"],
)
def test_what_a_press_shows_large_comes_into_view_and_the_focus_stays(
    new_page: OpenPage, app_url: str, screen: dict[str, Any]
) -> None:
    page = new_page(**screen)
    open_page(page, app_url)
    look_at(page, 4)
    expect(page.locator('[data-panel="points"] svg')).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Look at k = 4", exact=True)).to_be_focused()
    page.locator(".stMain").evaluate("main => { main.scrollTop = 0; }")
    with one_run_or_more(page):  # what nobody pressed there moves nothing
        page.go_back()
    expect(page.locator('[data-panel="points"] h2')).to_have_text("The points in 3 groups")
    assert page.locator(".stMain").evaluate("main => main.scrollTop") == 0


def test_a_bar_leads_to_its_point_and_a_point_to_its_bar(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    bars, points = page.locator('[data-panel="seats"] svg'), page.locator('[data-panel="points"] svg')
    seat, ring = page.locator(".ksl-seat"), points.locator(".ksl-ring")
    bars.scroll_into_view_if_needed()
    bars.hover(position={"x": 80, "y": 30})
    expect(ring).to_have_attribute("visibility", "inherit")
    said = seat.text_content() or ""
    assert said.startswith("Point ") and ", group 1: " in said

    box = ring.bounding_box()
    assert box
    bars.hover(position={"x": 80, "y": 200})
    expect(seat).not_to_have_text(said)
    # Back at the place of the first point, it is that point again
    points.scroll_into_view_if_needed()
    frame = points.bounding_box()
    assert frame
    points.hover(
        position={
            "x": box["x"] + box["width"] / 2 - frame["x"],
            "y": box["y"] + box["height"] / 2 - frame["y"],
        }
    )
    expect(seat).to_have_text(said)


def test_the_arrow_keys_go_from_bar_to_bar(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    page.locator('[data-panel="seats"] .ksl-picture').focus()
    page.keyboard.press("ArrowDown")
    first = page.locator(".ksl-seat").text_content()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".ksl-seat")).not_to_have_text(first or "")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".ksl-seat")).to_have_text(first or "")


def test_points_are_scattered_again_and_the_others_stay(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    nothing, own = (page.locator(f'[data-panel="{name}"] svg') for name in ("nothing", "points"))
    before, mine = nothing.inner_html(), own.locator("path").first.get_attribute("d")
    with one_run_or_more(page):
        page.get_by_role("button", name="Scatter again").click()
    page.wait_for_function(
        "before => document.querySelector('[data-panel=\"nothing\"] svg').innerHTML !== before", arg=before
    )
    assert own.locator("path").first.get_attribute("d") == mine


def test_watch_it_opens_the_stepper_with_that_number(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    look_at(page, 4)
    page.get_by_role("button", name="Watch it: k = 4").click()
    page.locator(".kms[data-ready]").wait_for()
    expect(page.get_by_label("Clusters", exact=True)).to_have_value("4")
    for part in ("k=4", "init=greedy", "n=90", "groups=3"):
        expect(page).to_have_url(re.compile(re.escape(part)))
    # The numbers of the five judges' picture: its best answer is where this start ends
    X, _ = make_dataset("blobs", 90, 3, 1.0, 4)
    seed = int(parse_qs(urlsplit(page.url).query).get("start", ["6"])[0])
    end = run(X, initial_means(X, 4, "greedy k-means++", seed))
    assert end.inertia == pytest.approx(fit(X, 4, 20, "greedy k-means++").inertia, rel=1e-9)


def test_on_a_phone_nothing_reaches_over_the_edge_and_choices_are_in_view(
    phone_page: Page, app_url: str
) -> None:
    open_page(phone_page, app_url)
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    for says in phone_page.locator(".ksb-says").all():
        box = says.bounding_box()
        assert box and box["x"] + box["width"] <= 390


STRETCHED = "?shape=stretched+blobs&n=300&groups=4&spread=1.5&seed=2"
RINGS = "?shape=rings&n=300&groups=2&seed=1"


@pytest.mark.parametrize("settings", ["", STRETCHED, RINGS, f"{SETTINGS}&by=City+blocks"])
@pytest.mark.parametrize("screen", [{}, SMALL], ids=["390", "320"])
def test_on_a_phone_the_verdict_and_the_pictures_are_what_is_seen_first(
    new_page: OpenPage, app_url: str, screen: dict[str, Any], settings: str
) -> None:
    phone = new_page(**{**PHONE, **screen})
    open_page(phone, app_url, settings)
    expect(phone.locator("h1")).to_be_in_viewport()
    phone.wait_for_function(  # once all has come to its place
        "document.querySelector('.ksb-cells').getBoundingClientRect().bottom <= 0.8 * window.innerHeight"
    )
    assert phone.viewport_size
    width = phone.viewport_size["width"]
    assert phone.evaluate("document.documentElement.scrollWidth") <= width
    for name in phone.locator(".ksb-row > p > strong:first-child").all():
        box = name.bounding_box()
        assert (
            box and box["x"] >= 0 and box["x"] + box["width"] <= width
        )  # wherever the pictures are moved to


@pytest.mark.parametrize("screen", [{}, SMALL], ids=["390", "320"])
def test_on_a_phone_arrows_say_that_there_are_more_numbers_and_lead_to_them(
    new_page: OpenPage, app_url: str, screen: dict[str, Any]
) -> None:
    phone = new_page(**{**PHONE, **screen})
    open_page(phone, app_url, "?n=200&groups=2&seed=4")
    on, back = (phone.locator(f'.ksb-more[data-way="{way}"]') for way in (1, -1))
    first, last = (phone.locator(".ksb-picture").nth(at) for at in (0, -1))
    expect(on).to_be_visible()
    expect(back).to_be_hidden()
    expect(last).not_to_be_in_viewport()
    while on.is_visible():
        on.evaluate("(arrow) => arrow.click()")  # a pointer would wait for one that is gone meanwhile
    expect(last).to_be_in_viewport(ratio=0.9)
    expect(on).to_be_hidden()
    expect(back).to_be_visible()
    expect(first).not_to_be_in_viewport()


def test_arrow_keys_go_from_picture_to_picture_and_bring_them_into_view(
    phone_page: Page, app_url: str
) -> None:
    open_page(phone_page, app_url, "?n=200&groups=2&seed=4")
    pictures = phone_page.locator(".ksb-picture")
    pictures.first.focus()
    for at in range(1, pictures.count()):
        phone_page.keyboard.press("ArrowRight")
        expect(pictures.nth(at)).to_be_focused()
        expect(pictures.nth(at)).to_be_in_viewport(ratio=0.9)
    phone_page.keyboard.press("ArrowRight")
    expect(pictures.last).to_be_focused()
    phone_page.keyboard.press("ArrowLeft")
    expect(pictures.nth(-2)).to_be_focused()


def test_on_a_phone_the_number_that_is_looked_at_is_in_view(phone_page: Page, app_url: str) -> None:
    open_page(phone_page, app_url, RINGS)
    expect(phone_page.locator('.ksb-picture[aria-pressed="true"]')).to_have_attribute("data-k", "12")
    expect(phone_page.locator('.ksb-picture[data-k="12"]')).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("screen", [{}, SMALL], ids=["390", "320"])
def test_on_a_phone_whatever_is_pressed_is_as_large_as_a_finger(
    new_page: OpenPage, app_url: str, screen: dict[str, Any]
) -> None:
    phone = new_page(**{**PHONE, **screen})
    open_page(phone, app_url)
    small = phone.evaluate(
        """() => [...document.querySelectorAll('.stMain :is(button, a, summary)')].filter((each) => each.checkVisibility())
            .map((each) => [each.innerText || each.ariaLabel, each.getBoundingClientRect()])
            .filter(([, { width, height }]) => Math.min(width, height) < 40 - 0.1).map(([name]) => name)"""
    )
    assert small == []


def test_where_a_judge_says_another_number_its_row_says_why(page: Page, app_url: str) -> None:
    open_page(page, app_url, STRETCHED)
    rows = page.locator(".ksb-row:not(.ksb-top, .ksb-pale)")
    says = rows.locator(".ksb-says").all_inner_texts()
    heres = rows.locator(".ksb-here").all_inner_texts()
    assert says.count("1") == 3
    for said, here in zip(says, heres, strict=True):
        assert here.startswith("Here, ") == (said != "1")


def test_judges_by_another_distance_and_a_start_beside_k_means(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?n=30&groups=3&seed=4&by=City+blocks")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Probably three groups: four of four judges say so.")
    expect(page.get_by_text("Not calibrated for this distance")).to_be_visible()
    expect(page.locator(".ksb-row:not(.ksb-pale) .chosen")).to_have_count(4)
    wait_for_app(page)
    page.get_by_role("button", name="Watch a start: k = 3 beside k-means").click()
    expect(heading).to_have_text(re.compile("^City blocks: "))
    expect(page).to_have_url(re.compile("k=3"))


def in_view(page: Page, selector: str) -> bool:
    """Whether all of it lies between the line at the top and the lower edge of the screen."""
    box, line = page.locator(selector).bounding_box(), page.locator(".st-key-header").bounding_box()
    assert box and line and page.viewport_size
    return (
        box["y"] >= line["y"] + line["height"] - 1
        and box["y"] + box["height"] <= page.viewport_size["height"] + 1
    )


@pytest.mark.parametrize(
    "screen",
    [{"viewport": {"width": 1280, "height": 800}}, PHONE, {**PHONE, **SMALL}],
    ids=["1280", "390", "320"],
)
def test_the_bars_and_the_points_they_stand_for_are_in_view_together(
    new_page: OpenPage, app_url: str, screen: dict[str, Any]
) -> None:
    page = new_page(**screen)
    open_page(page, app_url)
    page.locator(".ksl-seat").evaluate("said => said.scrollIntoView({ block: 'end' })")
    for part in ('[data-panel="points"] svg', '[data-panel="seats"] svg', ".ksl-seat"):
        assert in_view(page, part)


def test_all_keys_of_a_slider_lead_through_the_bars(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    slider = page.get_by_role("slider", name=re.compile("Silhouettes"))
    seat, n = page.locator(".ksl-seat"), 90
    slider.focus()

    def press(key: str, now: int, group: int) -> None:
        page.keyboard.press(key)
        expect(slider).to_have_attribute("aria-valuenow", str(now))
        expect(seat).to_have_text(re.compile(f"^Point .* group {group}: "))
        expect(slider).to_have_attribute("aria-valuetext", seat.text_content() or "")

    for key, now, group in (
        *(("End", n, 3), ("PageDown", n, 3), ("ArrowDown", n, 3), ("PageUp", 61, 3), ("PageUp", 31, 2)),
        *(("ArrowUp", 30, 1), ("PageDown", 31, 2), ("ArrowRight", 32, 2), ("ArrowLeft", 31, 2)),
        *(("Home", 1, 1), ("PageUp", 1, 1), ("ArrowUp", 1, 1)),
    ):
        press(key, now, group)


def test_what_was_pressed_keeps_the_focus_when_all_is_drawn_again(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    again = page.get_by_role("button", name="Scatter again")
    before = page.locator('[data-panel="nothing"] svg').inner_html()
    again.focus()
    with one_run_or_more(page):
        page.keyboard.press("Enter")
    expect(page.locator('[data-panel="nothing"] svg')).not_to_have_js_property("innerHTML", before)
    expect(again).to_be_focused()


def test_what_the_dots_mean_is_written_beneath_them(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    key = page.locator('[data-panel="company"] .ksl-key li')
    expect(key).to_have_text(["never changes company", "in up to 3 of 30 draws", "more often"])
    colors = key.locator("circle").evaluate_all("all => all.map(each => each.getAttribute('fill'))")
    assert colors == [color for color, _, _ in COMPANY]


def test_numbers_with_gaps_are_explained_where_they_are_seen(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?n=120")
    missing = page.locator('[data-panel="points"]').get_by_text("Numbers are missing")
    gaps = []
    for k in (6, 3):
        look_at(page, k)
        numbers = page.locator('[data-panel="points"] svg text').all_text_contents()
        gaps.append(sorted(map(int, numbers)) != list(range(1, k + 1)))
        expect(missing).to_have_count(int(gaps[-1]))
    assert gaps == [False, True]


def test_on_a_phone_the_names_of_the_judges_stay_wherever_the_strip_is_moved(
    phone_page: Page, app_url: str
) -> None:
    open_page(phone_page, app_url, RINGS)
    for left in (0, 120, 10_000):
        phone_page.locator(".ksb").evaluate("(board, left) => { board.scrollLeft = left }", left)
        for words in phone_page.locator(".ksb-row > p").all():
            box = words.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390


@pytest.mark.parametrize("settings", [RINGS, "?shape=smiley", "?groups=15"])
def test_where_the_judges_ask_for_the_most_nothing_is_asserted(
    page: Page, app_url: str, settings: str
) -> None:
    open_page(page, app_url, settings)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Twelve groups or more, or none that are round: more were not compared."
    )
