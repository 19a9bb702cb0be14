"""The map of starting places, in a real browser: means dragged by mouse, finger and keys, and where they lead."""

import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page, Route, expect

from kmeans_core import initial_means, make_dataset, run
from study import answers_in_words
from study.by_hand import means_from_text
from study.numbering import anchors, renumbered
from tests.e2e.browser import (
    nothing_sent,
    one_run_or_more,
    open_app,
    script_runs,
)
from tests.e2e.starting_page import SETTINGS, means_drawn, open_page, wait_for_stepper


def open_map(page: Page, url: str, settings: str = SETTINGS) -> None:
    open_page(page, url, f"{settings}&look=Where+do+starts+lead%3F")
    page.locator(".ksm[data-ready]").wait_for()
    page.locator(".ksm-stage").scroll_into_view_if_needed()


def handle(page: Page, mean: int) -> Locator:
    return page.locator(".ksm-handle").nth(mean)


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def spot(page: Page, across: float, down: float) -> tuple[float, float]:
    """A place on the map, from 0 to 1 each way."""
    box = page.locator(".ksm-over").bounding_box()
    assert box is not None
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def in_data(page: Page, mean: int) -> list[float]:
    """Where on the plot the middle of a handle is, by the ranges of the axes alone."""
    return page.evaluate(
        """(mean) => {
          const [handle, over] = [document.querySelectorAll('.ksm-handle')[mean], document.querySelector('.ksm-over')];
          const [at, box] = [handle.getBoundingClientRect(), over.getBoundingClientRect()];
          const { xaxis, yaxis } = document.querySelector('.ksm-plot')._fullLayout;
          const [[left, right], [bottom, top]] = [xaxis.range, yaxis.range];
          return [left + ((at.x + at.width / 2 - box.x) / box.width) * (right - left),
                  top - ((at.y + at.height / 2 - box.y) / box.height) * (top - bottom)];
        }""",
        mean,
    )


@pytest.mark.parametrize("way", [30, 0])
def test_a_mean_in_hand_when_other_settings_come_is_let_go(page: Page, app_url: str, way: int) -> None:
    open_map(page, app_url)
    x, y = middle(handle(page, 5))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + way, y + way)
    with one_run_or_more(page):
        clusters = page.get_by_role("spinbutton", name="Clusters")
        clusters.fill("1")
        clusters.press("Enter")
    page.mouse.up()
    expect(page.locator(".ksm-handle")).to_have_count(1)
    with nothing_sent(page):
        page.mouse.move(*middle(handle(page, 0)), steps=5)
    expect(page.locator(".ksm-now")).to_contain_text("Mean 1 starts here")


def test_a_map_left_while_the_drawing_library_loads_is_not_drawn(page: Page, app_url: str) -> None:
    held: list[Route] = []
    page.route("**/static/plotly-*.min.js", lambda route: held.append(route))
    open_app(page, f"{app_url}/Starting_points?starts=50&look=Where+do+starts+lead%3F")
    page.locator(".ksm").wait_for()
    with one_run_or_more(page):
        page.get_by_text("Upload", exact=True).first.click()  # no points, no map
    expect(page.locator(".ksm")).to_have_count(0)
    stub = "window.drawn = []; window.Plotly = { newPlot() {}, react: (plot) => { window.drawn.push(plot.isConnected); } };"
    held[0].fulfill(body=stub, content_type="text/javascript")
    page.wait_for_function("window.drawn")
    page.evaluate("new Promise((done) => setTimeout(done))")  # after all that waited for it
    assert page.evaluate("window.drawn") == []


def means_on_map(page: Page) -> NDArray[np.float64]:
    """The means as the server has them."""
    return np.transpose(
        page.evaluate(
            "() => { const means = document.querySelector('.ksm-plot').data[3]; return [[...means.x], [...means.y]]; }"
        )
    )


def how_it_ends(means: NDArray[np.float64]) -> str:
    """What is to be said of a start, worked out from the 200 starts of the page and the run itself."""
    X, _ = make_dataset("unequal sizes", 240, 4, 1.0, 21)
    best = min(run(X, initial_means(X, 6, "random", seed)).inertia for seed in range(200))
    percent = 100 * (run(X, means).inertia / best - 1)
    assert percent > -1e-7  # no start here beats those of the page
    return "the best found" if percent < 1e-7 else f"{answers_in_words.plus(percent)} worse"


def test_a_dragged_mean_says_where_it_leads_and_asks_once_when_it_is_dropped(
    page: Page, app_url: str
) -> None:
    open_map(page, app_url)
    before = means_on_map(page)
    page.mouse.move(*middle(handle(page, 3)))
    drawn = page.locator(".ksm").get_attribute("data-ready") or ""
    with nothing_sent(page):
        page.mouse.down()
        kinds = set()
        for step in range(12):
            page.mouse.move(*spot(page, 0.05 + 0.08 * step, 0.9 - 0.07 * step))
            kinds.add(page.locator(".ksm").get_attribute("data-kind"))
            expect(page.locator(".ksm-now")).to_contain_text("Mean 4 starts here and k-means ends in")
        assert len(kinds) > 1
        page.mouse.move(*spot(page, 0.6, 0.3))
    runs = script_runs(page)
    with one_run_or_more(page):
        page.mouse.up()
    expect(page.locator(".ksm")).not_to_have_attribute("data-ready", drawn)
    assert script_runs(page) == runs + 1
    after = means_on_map(page)
    np.testing.assert_array_equal(np.delete(after, 3, axis=0), np.delete(before, 3, axis=0))
    np.testing.assert_allclose(after[3], in_data(page, 3), rtol=0.01)
    # Not only where the map knows it from its nearest place, but from the run of these very means.
    expect(page.locator(".ksm-now strong")).to_have_text(how_it_ends(after))
    expect(page.locator(".ksg-few .ksg-role").last).to_have_text("Yours: placed by hand")
    page.locator(".kms[data-ready]").wait_for()
    np.testing.assert_array_equal(means_drawn(page), after)


def test_the_arrow_keys_move_a_mean_and_it_rests_before_the_server_is_asked(page: Page, app_url: str) -> None:
    open_map(page, app_url)
    before = means_on_map(page)
    handle(page, 2).focus()
    runs = script_runs(page)
    with one_run_or_more(page):
        for key in ("ArrowRight", "ArrowRight", "Shift+ArrowDown"):
            page.keyboard.press(key)
        page.keyboard.press("Enter")
    expect(page.get_by_text("The run from these means:")).to_be_visible()
    assert script_runs(page) == runs + 1
    wide, high = page.evaluate(
        "() => { const { xaxis, yaxis } = document.querySelector('.ksm-plot').layout; return [xaxis, yaxis].map((axis) => axis.range[1] - axis.range[0]); }"
    )
    np.testing.assert_allclose(means_on_map(page)[2] - before[2], [2 * wide / 60, -5 * high / 60], rtol=1e-3)
    expect(handle(page, 2)).to_be_focused()
    with one_run_or_more(page):  # without Enter too, after a rest
        page.keyboard.press("ArrowUp")
    np.testing.assert_allclose(means_on_map(page)[2, 1] - before[2, 1], -4 * high / 60, rtol=1e-3)


def test_a_mean_is_dragged_with_a_finger_and_the_page_stays(phone_page: Page, app_url: str) -> None:
    page = phone_page
    open_map(page, app_url)
    before = means_on_map(page)
    touch = page.context.new_cdp_session(page)
    top = page.locator(".ksm-stage").bounding_box()

    def finger(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = middle(handle(page, 1))
    goal = spot(page, 0.3, 0.6)
    with one_run_or_more(page):
        finger("touchStart", (x, y))
        for share in (0.2, 0.5, 0.8, 1.0):
            finger("touchMove", (x + share * (goal[0] - x), y + share * (goal[1] - y)))
        assert page.locator(".ksm-stage").bounding_box() == top
        expect(page.locator(".ksm-now")).to_contain_text("Mean 2 starts here")
        finger("touchEnd")
    expect(page.get_by_text("The run from these means:")).to_be_visible()
    after = means_on_map(page)
    assert not np.allclose(after[1], before[1])
    np.testing.assert_allclose(after[1], in_data(page, 1), rtol=0.02)


def test_two_means_slide_each_its_own_way(page: Page, app_url: str) -> None:
    open_map(page, app_url)
    with one_run_or_more(page):
        page.get_by_text("Two means at once").click()
    expect(page.locator(".ksm-now")).to_contain_text("Means 1 and 2 start here")
    page.locator(".ksm-stage").scroll_into_view_if_needed()
    before = means_on_map(page)
    expect(handle(page, 4)).to_be_disabled()
    page.mouse.move(*middle(handle(page, 1)))
    page.mouse.down()
    page.mouse.move(*spot(page, 0.9, 0.5))
    with one_run_or_more(page):
        page.mouse.up()
    expect(page.get_by_text("The run from these means:")).to_be_visible()
    after = means_on_map(page)
    assert after[1, 0] == pytest.approx(before[1, 0])
    assert after[1, 1] != pytest.approx(before[1, 1])
    with one_run_or_more(page):  # a press on the map moves both, each its own way
        page.mouse.click(*spot(page, 0.5, 0.25))
    expect(page.locator(".ksm-now strong")).to_have_text(how_it_ends(means_on_map(page)))
    pressed = means_on_map(page)
    assert (pressed[0, 1], pressed[1, 0]) == pytest.approx((before[0, 1], before[1, 0]))
    assert pressed[0, 0] != pytest.approx(before[0, 0])


def test_a_place_on_the_map_can_be_watched(page: Page, app_url: str) -> None:
    open_map(page, app_url)
    page.mouse.move(*spot(page, 0.3, 0.35))
    expect(page.locator(".ksm-tip")).to_be_visible()
    with one_run_or_more(page):
        page.mouse.down()
        page.mouse.up()
    page.locator(".kms[data-ready]").wait_for()
    expect(page.get_by_text("The run from these means:")).to_be_visible()
    pressed = means_drawn(page)
    steps = page.locator(".kms-count").text_content() or ""

    page.get_by_role("button", name="Watch it step by step").click()
    wait_for_stepper(page)
    np.testing.assert_array_equal(means_drawn(page), pressed)
    expect(page.locator(".kms-count")).to_have_text(steps)
    expect(page.get_by_text("You placed the 6 means.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"means="))
    address = parse_qs(urlsplit(page.url).query)
    assert (address["init"], address["k"], address["seed"]) == (["by hand"], ["6"], ["21"])
    X, _ = make_dataset("unequal sizes", 240, 4, 1.0, 21)
    start = renumbered(run(X, initial_means(X, 6, "random", 6)), anchors(X, 6)).steps[0].means
    np.testing.assert_allclose(np.array(means_from_text(address["means"][0], 6))[1:], start[1:], atol=1e-4)

    open_app(page, page.url)  # the link alone shows the same start
    page.locator(".kms[data-ready]").wait_for()
    np.testing.assert_array_equal(means_drawn(page), pressed)
