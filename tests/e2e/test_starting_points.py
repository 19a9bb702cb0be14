"""The page on starting points in a real browser: its pictures, its players, and the way to the stepper."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from kmeans_core import initial_means, make_dataset, run
from study import answers_in_words
from study.by_hand import means_from_text
from study.numbering import anchors, renumbered
from tests.e2e.browser import (
    AppServer,
    nothing_sent,
    one_run_or_more,
    open_app,
    script_runs,
    wait_for_app,
)

SETTINGS = "?shape=unequal+sizes&n=240&groups=4&seed=21&k=6&starts=200"
CARD = ".ksg-card:not([hidden])"


def open_page(page: Page, url: str, settings: str = SETTINGS) -> None:
    open_app(page, f"{url}/Starting_points{settings}")
    page.locator(".ksg[data-ready]").wait_for()


def look_at(page: Page, look: str) -> None:
    with one_run_or_more(page):
        page.get_by_role("tab", name=look).click()


def points_drawn(page: Page) -> list[list[float]]:
    return page.evaluate(
        "() => { const points = document.querySelector('.kms-plot').data[1]; return [Array.from(points.x), Array.from(points.y)]; }"
    )


def means_drawn(page: Page) -> NDArray[np.float64]:
    return np.transpose(
        page.evaluate(
            "() => { const means = document.querySelector('.kms-plot').data[4]; return [Array.from(means.x), Array.from(means.y)]; }"
        )
    )


def test_a_start_opens_in_the_stepper_with_its_seed_k_and_data(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    card = page.locator(CARD).nth(1)
    worse = card.locator(".ksg-worse").text_content() or ""
    card.get_by_role("button", name="enlarge").click()
    details = page.locator("dialog.ksg-big .ksg-note").last.text_content() or ""
    seed = int(re.findall(r"seed (\d+)", details)[0])
    X, _ = make_dataset("unequal sizes", 240, 4, 1.0, 21)
    alone = renumbered(run(X, initial_means(X, 6, "random", seed)), anchors(X, 6))
    best = min(run(X, initial_means(X, 6, "random", other)).inertia for other in range(200))
    assert worse == f"{answers_in_words.plus(100 * (alone.inertia / best - 1))} worse than the best"

    page.locator("dialog.ksg-big").get_by_role("button", name="watch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("k-means, step by step")
    page.locator(".kms[data-ready]").wait_for()
    wait_for_app(page)
    np.testing.assert_allclose(np.array(points_drawn(page)).T, X)
    expect(page.get_by_role("spinbutton", name="Seed of the start")).to_have_value(str(seed))
    expect(page.locator(".kms-clusters tbody tr")).to_have_count(6)
    np.testing.assert_allclose(means_drawn(page), alone.steps[0].means)
    expect(page.locator(".kms-count")).to_have_text(f"Half-step 0 of {len(alone.steps) - 1}")
    expect(page).to_have_url(re.compile(rf"start={seed}"))
    address = parse_qs(urlsplit(page.url).query)
    assert (address["k"], address["seed"], address["n"]) == (["6"], ["21"], ["240"])

    page.get_by_role("link", name="Starting points").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("starts ended in")
    expect(page).to_have_url(re.compile(r"/Starting_points\?.*seed=21"))
    assert parse_qs(urlsplit(page.url).query)["k"] == ["6"]


def test_looking_at_pictures_asks_nothing_of_the_server(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?k=8&groups=8&seed=2&starts=500")
    expect(page.locator(CARD)).to_have_count(12)
    more = page.get_by_role("button", name=re.compile(r"Show \d+ more"))
    with one_run_or_more(page):
        more.click()
    expect(page.locator(CARD).nth(12)).to_be_visible()
    number = page.locator(CARD).count()
    with nothing_sent(page):
        page.get_by_role("button", name="Show the first 12 only").click()
        expect(page.locator(CARD)).to_have_count(12)
        more.click()
        expect(page.locator(CARD)).to_have_count(number)
        page.locator(CARD).nth(20).get_by_role("button", name="enlarge").click()
        expect(page.locator("dialog.ksg-big")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog.ksg-big")).to_be_hidden()


def saved_picture(page: Page, button: Locator, path: Path) -> tuple[str, NDArray[np.uint8]]:
    """What a button saves: the file's name, and its pixels, shape (height, width, 4)."""
    with page.expect_download() as saved:
        button.click()
    saved.value.save_as(path)
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        return saved.value.suggested_filename, np.asarray(picture.convert("RGBA"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_are_saved_as_png(
    new_page: Callable[..., Page], app_url: str, tmp_path: Path, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    open_page(page, app_url)
    shown = page.locator(CARD).count()
    name, pixels = saved_picture(
        page, page.get_by_role("button", name="Save the pictures (PNG)"), tmp_path / "all.png"
    )
    assert name == "k-means-answers.png"
    height, width = pixels.shape[:2]
    assert width == 1840
    assert height > -(-shown // 4) * 250
    assert (pixels[0, 0] == 255).all()  # on white paper, in the dark too
    for left in range(0, width, width // 4):  # something is drawn in each column
        assert (pixels[:, left : left + width // 4, :3] < 200).any(axis=2).mean() > 0.01

    page.locator(CARD).nth(1).get_by_role("button", name="enlarge").click()
    with nothing_sent(page):
        save = page.locator("dialog.ksg-big").get_by_role("button", name="save as PNG")
        name, pixels = saved_picture(page, save, tmp_path / "one.png")
    assert name == "k-means-answer-2.png"
    assert pixels.shape[1] == 1200
    assert (pixels[0, 0] >= 200).all()
    assert len(np.unique(pixels[::5, ::5].reshape(-1, 4), axis=0)) > 6  # a colour for each cluster


def test_pictures_are_saved_as_svg(page: Page, app_url: str, tmp_path: Path) -> None:
    open_page(page, app_url)
    shown = page.locator(CARD).count()
    with nothing_sent(page), page.expect_download() as saved:
        page.get_by_role("button", name="Save the pictures (SVG)").click()
    assert saved.value.suggested_filename == "k-means-answers.svg"
    saved.value.save_as(tmp_path / "all.svg")
    root = ElementTree.parse(tmp_path / "all.svg").getroot()
    assert len(root.findall("{http://www.w3.org/2000/svg}svg")) == shown
    texts = [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any("starts ended in" in text for text in texts)

    page.locator(CARD).nth(1).get_by_role("button", name="enlarge").click()
    with page.expect_download() as saved:
        page.locator("dialog.ksg-big").get_by_role("button", name="save as SVG").click()
    saved.value.save_as(tmp_path / "one.svg")
    root = ElementTree.parse(tmp_path / "one.svg").getroot()
    assert int(root.attrib["width"]) > 100


def test_all_answers_can_be_paged_through(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?k=8&groups=8&seed=2&starts=500&each=true")
    heading = page.get_by_role("heading", level=2).inner_text()
    number = int(re.findall(r"ended in ([\d,]+) different", heading)[0].replace(",", ""))
    assert number > 96
    following = page.get_by_role("button", name="The next answers")
    expect(following).to_be_hidden()
    page.get_by_role("button", name=re.compile(r"Show \d+ more")).click()
    expect(page.locator(CARD)).to_have_count(48)
    for first in range(49, number + 1, 48):
        with one_run_or_more(page):
            following.click()
        expect(page.locator(f"{CARD} .ksg-number").first).to_have_text(str(first))
        expect(page.locator(f"{CARD} .ksg-number").last).to_have_text(str(min(number, first + 47)))
        expect(page.locator(CARD).first).to_be_in_viewport()
    expect(following).to_be_hidden()
    with one_run_or_more(page):  # the last of all is watched like the first
        page.locator(CARD).last.get_by_role("button", name="watch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("k-means, step by step")


def test_one_bar_moves_the_best_and_the_worst(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    look_at(page, "Best against worst")
    players = page.locator(".kms[data-ready]")
    expect(players).to_have_count(2)
    expect(page.locator(".kms-next:visible")).to_have_count(1)
    with nothing_sent(page):
        for number in (1, 2):
            page.locator(".kms-next:visible").click()
            for player in players.all():
                expect(player).to_have_attribute("data-step", str(number))


def test_draws_are_played_by_the_browser(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    look_at(page, "k-means++ draw by draw")
    plot = page.locator(".js-plotly-plot")
    expect(plot).to_have_count(1)
    expect(plot.get_by_text("Draw 1 of 6")).to_be_visible()
    with nothing_sent(page):
        plot.locator(".updatemenu-button", has_text="Play").click()
        expect(plot.get_by_text("Draw 6 of 6")).to_be_visible(timeout=20_000)


# ---- the map of starting places --------------------------------------------------------------------------------------


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
        page.get_by_role("spinbutton", name="Clusters").fill("1")
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
        page.get_by_role("tab", name="Ways to start").click()
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
    expect(page.get_by_role("heading", level=1)).to_have_text("k-means, step by step")
    page.locator(".kms[data-ready]").wait_for()
    wait_for_app(page)
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


def test_the_open_look_and_every_answer_travel(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    look_at(page, "Best against worst")
    expect(page).to_have_url(re.compile(r"look=Best"))
    with one_run_or_more(page):
        page.get_by_text("Show every answer by itself").click()
    expect(page).to_have_url(re.compile(r"each=true"))

    page.get_by_role("link", name="Step by step").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("k-means, step by step")
    page.locator(".kms[data-ready]").wait_for()
    wait_for_app(page)
    page.get_by_role("link", name="Starting points").click()
    page.locator(".ksg[data-ready]").wait_for()
    expect(page.get_by_role("tab", name="Best against worst")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".kms[data-ready]")).to_have_count(2)
    expect(page.get_by_label("Show every answer by itself")).to_be_checked()
    expect(page).to_have_url(re.compile(r"look=Best"))
    expect(page).to_have_url(re.compile(r"each=true"))
    address = parse_qs(urlsplit(page.url).query)
    assert (address["starts"], address["k"]) == (["200"], ["6"])

    open_app(page, page.url)  # and the link shows the same
    expect(page.get_by_role("tab", name="Best against worst")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".kms[data-ready]")).to_have_count(2)
    expect(page.get_by_label("Show every answer by itself")).to_be_checked()


def test_taking_up_settings_leaves_no_complaint_in_the_log(
    page: Page, app_url: str, app_server: AppServer
) -> None:
    open_page(page, app_url)
    page.get_by_role("link", name="Step by step").click()
    page.locator(".kms[data-ready]").wait_for()
    expect(page).to_have_url(re.compile(r"seed=21"))
    wait_for_app(page)
    assert parse_qs(urlsplit(page.url).query)["k"] == ["6"]
    assert "empty" not in page.url  # defaults stay out of the address
    assert "default value" not in app_server.read_log()


def test_long_work_shows_how_far_it_is_and_can_be_stopped(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/Starting_points?shape=uniform+noise&n=10000&k=20&starts=5000")
    expect(page.get_by_text(re.compile(r"of 5,000 starts done"))).to_be_visible()
    page.get_by_role("button", name="Stop here").click()
    expect(page.get_by_text(re.compile(r"Stopped: these are the first"))).to_be_visible()
    wait_for_app(page)
    heading = page.get_by_role("heading", level=2).inner_text()
    number = int(re.findall(r"^([\d,]+) start", heading)[0].replace(",", ""))
    assert 0 < number < 5000
    expect(page.get_by_role("button", name="Go on")).to_be_visible()


def test_on_a_phone_nothing_is_cut_off(phone_page: Page, app_url: str) -> None:
    open_page(phone_page, app_url)
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    widths = [box["width"] for card in phone_page.locator(CARD).all() if (box := card.bounding_box())]
    assert min(widths) > 140
