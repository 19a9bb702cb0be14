"""The end of a run in the app: how good it is beside the best start of the visit, and where it leads."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from kmeans_core import initial_means, make_dataset, run
from study.numbering import anchors, renumbered
from tests.e2e.browser import PHONE, nothing_sent, one_run_or_more
from tests.e2e.conftest import OpenPage
from tests.e2e.player_page import NEXT, expect_step, go_on, open_player, play, to_the_end, usual

ENDING, GHOST = ".kms-ending", ".kms-best"


def test_a_start_ends_beside_the_best_of_the_visit(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    expect(page.locator(ENDING)).to_be_hidden()
    stage = page.locator(".kms-stage").bounding_box()
    with nothing_sent(page):
        to_the_end(page)
        expect(page.locator(ENDING)).to_contain_text("Inertia 58.5. Does another start end lower?")
    assert page.locator(".kms-stage").bounding_box() == stage
    with one_run_or_more(page):
        page.get_by_role("button", name="Try another start").click()
    expect_step(page, 0)
    expect(page).to_have_url(re.compile("start=7"))
    expect(page.locator(GHOST)).to_have_count(1)  # what there is to beat
    expect(page.get_by_text("dashed: your best start so far")).to_be_visible()
    to_the_end(page)
    expect(page.locator(ENDING)).to_contain_text(
        "Inertia 520. Your best start so far: 58.5, about nine times lower."
    )
    low = page.locator(GHOST).get_attribute("points")
    own = page.locator(".kms-curve polyline:not(.kms-best)").get_attribute("points")
    assert low and own
    bottoms = [float(line.split(",")[-1]) for line in (low, own)]
    assert bottoms[0] > bottoms[1] + 20  # on one scale, the better is lower
    page.go_back()
    expect_step(page, len(usual()["steps"]) - 1)
    expect(page.locator(ENDING)).to_contain_text(
        "Inertia 58.5, your best start so far. The best before: 520."
    )
    with one_run_or_more(page):  # of other points, or of another k, nothing was seen yet
        page.get_by_role("spinbutton", name="Clusters").press("ArrowUp")
    expect(page.locator(GHOST)).to_have_count(0)
    to_the_end(page)
    expect(page.locator(ENDING)).to_contain_text("Inertia")
    expect(page.locator(ENDING)).not_to_contain_text("Your best start so far")


@pytest.mark.parametrize("which", ["page", "phone_page"])
def test_a_bad_start_ends_with_what_went_wrong(
    request: pytest.FixtureRequest, app_url: str, which: str
) -> None:
    """Seed 7 of the five blobs: where its means came to rest is counted against the blobs that the points were made in."""
    page: Page = request.getfixturevalue(which)
    open_player(page, f"{app_url}/?start=7")
    wrong = page.locator(ENDING).get_by_text("What went wrong?")
    expect(wrong).to_be_hidden()
    to_the_end(page)
    X, blobs = make_dataset("blobs", 300, 5, 1.0, 13)
    bad = renumbered(run(X, initial_means(X, 5, "random", 7)), anchors(X, 5)).labels
    # Points of each blob in each cluster: more than half of a cluster's own, or of a blob's, is told
    both = np.array([[np.sum((blobs == blob) & (bad == j)) for j in range(5)] for blob in range(5)])
    home = both.argmax(axis=0)
    shared = [np.flatnonzero(home == blob) + 1 for blob in range(5) if np.sum(home == blob) > 1]
    serves = [j + 1 for j in range(5) if np.sum(both[:, j] > both.sum(axis=1) / 2) > 1]
    assert shared and serves
    for means in shared:
        expect(wrong).to_contain_text(re.compile(f"[Mm]eans {' and '.join(map(str, means))} share"))
    for mean in serves:
        expect(wrong).to_contain_text(re.compile(f"[Mm]ean {mean} serves"))
    box = wrong.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= (page.viewport_size or {"width": 0})["width"]


PLACES = """async () => {
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    return [".kms-plot", ".kms-tools", ".kms-steps > button"].flatMap((part) => [...document.querySelectorAll(part)]).map((each) => {
        const { top, bottom, left } = each.getBoundingClientRect();
        return [each.className, Math.round(top), Math.round(bottom), Math.round(left)];
    });
}"""
# How much of the room of what is said is empty, in lines of it
EMPTY = """() => {
    const { bottom } = document.querySelector(".kms-said").getBoundingClientRect();
    const shown = [".kms-sentence", ".kms-ending:not([hidden])"].flatMap((part) => [...document.querySelectorAll(part)]);
    const sentence = document.querySelector(".kms-sentence"), line = parseFloat(getComputedStyle(sentence).lineHeight);
    return (bottom - Math.max(...shown.map((each) => each.getBoundingClientRect().bottom))) / line;
}"""
PRESENTS = "#present=on"


@pytest.mark.parametrize("start", [6, 7])
@pytest.mark.parametrize(
    ("options", "fragment"),
    [
        ({"viewport": {"width": 1280, "height": 800}}, ""),
        ({"viewport": {"width": 1366, "height": 650}}, ""),
        (PHONE, ""),
        ({"viewport": {"width": 1280, "height": 720}}, PRESENTS),
        ({"viewport": {"width": 960, "height": 540}}, PRESENTS),
        ({"viewport": {"width": 640, "height": 360}}, PRESENTS),
    ],
    ids=["1280 x 800", "1366 x 650", "a phone", "presenting", "presenting, small", "presenting, at 200%"],
)
def test_nothing_moves_from_the_first_half_step_to_the_end_and_no_room_is_empty(
    new_page: OpenPage, app_url: str, options: dict[str, Any], fragment: str, start: int
) -> None:
    page = new_page(**options)
    open_player(page, f"{app_url}/?start={start}{fragment}")
    before = page.evaluate(PLACES)
    empty = [page.evaluate(EMPTY)]
    for number in range(1, 1 + int(page.get_by_role("slider", name="Half-step").get_attribute("max") or 0)):
        page.keyboard.press("ArrowRight")
        expect_step(page, number)
        assert page.evaluate(PLACES) == before, number
        empty.append(page.evaluate(EMPTY))
    expect(page.locator(ENDING)).to_contain_text("Inertia" if start == 6 else "What went wrong?")
    assert min(empty) < 1 or options == PHONE  # there it is kept for every start
    sizes = page.locator(f"{ENDING} p").evaluate_all(
        "all => all.map((p) => parseFloat(getComputedStyle(p).fontSize))"
    )
    assert fragment != PRESENTS or options["viewport"]["height"] < 500 or min(sizes) >= 22


def test_the_room_of_what_was_said_stays_for_other_starts(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?start=7")
    tops = [page.evaluate(PLACES)[0][1]]
    for start in (8, 9, 10, 11):
        page.keyboard.press("n")
        expect(page).to_have_url(re.compile(f"start={start}"))
        expect_step(page, 0)
        tops.append(page.evaluate(PLACES)[0][1])
    assert tops == sorted(tops)  # it grows where more is said than ever before, and that is all
    for _ in range(4):
        page.keyboard.press("Control+z")
    expect(page).to_have_url(re.compile("start=7"))
    expect_step(page, 0)
    assert page.evaluate(PLACES)[0][1] == tops[-1]


def test_what_a_guess_has_told_is_not_asked_again(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=60&k=3#ask=on")
    page.keyboard.press("End")
    expect(page.locator(".kms-question")).to_contain_text("other starts, will the best end lower")
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.locator(ENDING)).to_contain_text(re.compile("other starts"))
    expect(page.locator(ENDING)).not_to_contain_text("Does another start end lower?")


def test_the_end_leads_to_a_thousand_starts(phone_page: Page, app_url: str) -> None:
    open_player(phone_page, f"{app_url}/?n=60&k=3")
    to_the_end(phone_page)
    many = phone_page.get_by_role("button", name="See 1,000 starts")
    box = many.bounding_box()
    assert box and box["height"] >= 40
    many.tap()
    expect(phone_page).to_have_url(re.compile(r"/Starting_points\?n=60&k=3"))


def test_a_run_that_is_taken_home_ends_without_a_server(stage: Page) -> None:
    play(stage)
    go_on(stage, 1)
    expect(stage.locator(ENDING)).to_be_hidden()
    to_the_end(stage)
    expect(stage.locator(ENDING)).to_contain_text("Inertia 58.5.")
    expect(stage.locator(ENDING).get_by_role("button")).to_have_count(0)
    expect(stage.locator(NEXT)).to_have_text("Done")


def test_the_card_goes_with_the_visit_from_page_to_page(new_page: OpenPage, app_url: str) -> None:
    page = new_page()
    open_player(page, f"{app_url}/?n=60&k=3#ask=on")
    page.get_by_role("button", name="1 to 3").click()
    card = page.get_by_role("button", name=re.compile("Your card: [01] of 1"))
    expect(card).to_be_visible()
    page.get_by_role("link", name="Starting points").first.click()
    page.get_by_role("link", name="Step by step").first.click()
    expect(page.locator(".kms[data-ready]")).to_have_count(1)  # those of the page before are gone
    expect(card).to_be_visible()


def test_where_inertia_is_nought_throughout_its_axis_says_so_once(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=10&k=10")
    to_the_end(page)
    expect(page.locator(ENDING)).to_contain_text("Inertia 0: each point lies at its mean.")
    beside_the_axis = page.locator(".kms-curve text[text-anchor=end]:not(.kms-now)")
    expect(beside_the_axis).to_have_text(["0"])
