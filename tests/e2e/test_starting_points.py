"""The page on starting points in a real browser: its pictures, its players, and the way to the stepper."""

import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from kmeans_core import initial_means, make_dataset, run
from study import answers_in_words, links
from study.answers import letter_of
from study.drawn import Drawing
from study.numbering import anchors, renumbered
from study.remedies import REMEDIES
from tests.e2e.browser import (
    AppServer,
    nothing_sent,
    one_run_or_more,
    open_app,
    overhear,
    wait_for_app,
)
from tests.e2e.conftest import OpenPage
from tests.e2e.starting_page import (
    ALL,
    CARD,
    FEW,
    SETTINGS,
    look_at,
    means_drawn,
    open_page,
    points_drawn,
    wait_for_stepper,
)
from ui.starts.story import key_of

WHY_PART = f".st-key-{key_of(links.WHY)}"


def test_a_start_opens_in_the_stepper_with_its_seed_k_and_data(page: Page, app_url: str) -> None:
    page.emulate_media(reduced_motion="no-preference")
    open_page(page, app_url)
    card = page.locator(FEW).nth(1)
    worse = card.locator(".ksg-worse").text_content() or ""
    card.get_by_role("button", name="enlarge").click()
    details = page.locator("dialog.ksg-big[open] .ksg-note").last.text_content() or ""
    seed = int(re.findall(r"seed (\d+)", details)[0])
    X, _ = make_dataset("unequal sizes", 240, 4, 1.0, 21)
    alone = renumbered(run(X, initial_means(X, 6, "random", seed)), anchors(X, 6))
    best = min(run(X, initial_means(X, 6, "random", other)).inertia for other in range(200))
    assert worse == f"{answers_in_words.plus(100 * (alone.inertia / best - 1))} worse"

    colors = card.locator("circle").evaluate_all("(all) => all.map((each) => each.getAttribute('fill'))")
    page.locator("dialog.ksg-big[open]").get_by_role("button", name="watch").click()
    # It plays over the page, in the colours of the card, and closing it leads back
    watched = page.get_by_role("dialog").locator(".kms[data-ready]")
    expect(watched).to_have_attribute("data-playing", "true")
    watched.get_by_role("button", name="Last half-step").click()
    expect(watched).to_have_attribute("data-drawn", str(len(alone.steps) - 1))
    assert watched.locator(".kms-plot").evaluate("(plot) => Array.from(plot.data[4].marker.color)") == colors
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    with one_run_or_more(page):
        card.get_by_role("button", name="watch").click()
    page.get_by_role("button", name="Open in the stepper").click()
    wait_for_stepper(page)
    np.testing.assert_allclose(np.array(points_drawn(page)).T, X)
    expect(page.get_by_role("spinbutton", name="Seed of the start")).to_have_value(str(seed))
    expect(page.locator(".kms-clusters tbody tr")).to_have_count(6)
    np.testing.assert_allclose(means_drawn(page), alone.steps[0].means)
    expect(page.locator(".kms-count")).to_have_text(f"Half-step 0 of {len(alone.steps) - 1}")
    expect(page).to_have_url(re.compile(rf"start={seed}"))
    address = parse_qs(urlsplit(page.url).query)
    assert (address["k"], address["seed"], address["n"]) == (["6"], ["21"], ["240"])

    page.get_by_role("link", name="Starting points").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("starts ended in")
    expect(page).to_have_url(re.compile(r"/Starting_points\?.*seed=21"))
    assert parse_qs(urlsplit(page.url).query)["k"] == ["6"]


def test_looking_at_pictures_asks_nothing_of_the_server(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?k=8&groups=8&seed=2&starts=500" + ALL)
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
        expect(page.locator("dialog.ksg-big[open]")).to_have_count(1)
    page.keyboard.press("Escape")  # its entry in the history is left, of which Streamlit tells the server
    expect(page.locator("dialog.ksg-big[open]")).to_have_count(0)


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
    open_page(page, app_url, SETTINGS + ALL)
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
        save = page.locator("dialog.ksg-big[open]").get_by_role("button", name="Save (PNG)")
        name, pixels = saved_picture(page, save, tmp_path / "one.png")
    assert name == "k-means-answer-B.png"
    assert pixels.shape[1] == 1200
    assert (pixels[0, 0] >= 200).all()
    assert len(np.unique(pixels[::5, ::5].reshape(-1, 4), axis=0)) > 6  # a colour for each cluster


def test_pictures_are_saved_as_svg(page: Page, app_url: str, tmp_path: Path) -> None:
    open_page(page, app_url, SETTINGS + ALL)
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
        page.locator("dialog.ksg-big[open]").get_by_role("button", name="Save (SVG)").click()
    saved.value.save_as(tmp_path / "one.svg")
    root = ElementTree.parse(tmp_path / "one.svg").getroot()
    assert int(root.attrib["width"]) > 100


def test_all_answers_can_be_paged_through(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?k=8&groups=8&seed=2&starts=500&each=true" + ALL)
    heading = page.get_by_role("heading", level=1).inner_text()
    number = int(re.findall(r"ended in ([\d,]+) different", heading)[0].replace(",", ""))
    assert number > 96
    following = page.get_by_role("button", name="The next answers")
    expect(following).to_be_hidden()
    page.get_by_role("button", name=re.compile(r"Show \d+ more")).click()
    expect(page.locator(CARD)).to_have_count(48)
    for first in range(48, number, 48):
        with one_run_or_more(page):
            following.click()
        expect(page.locator(f"{CARD} .ksg-number").first).to_have_text(letter_of(first))
        expect(page.locator(f"{CARD} .ksg-number").last).to_have_text(letter_of(min(number, first + 48) - 1))
        expect(page.locator(CARD).first).to_be_in_viewport()
    expect(following).to_be_hidden()
    with one_run_or_more(page):  # the last of all is watched like the first
        page.locator(CARD).last.get_by_role("button", name="watch").click()
    expect(page.get_by_role("dialog").locator(".kms[data-ready]")).to_have_count(1)


def test_one_bar_moves_the_best_and_the_worst(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    look_at(page, "Best against worst")
    players = page.locator(f"{WHY_PART} .kms[data-ready]")
    expect(players).to_have_count(2)
    expect(page.locator(f"{WHY_PART} .kms-next:visible")).to_have_count(1)
    with nothing_sent(page):
        for number in (1, 2):
            page.locator(f"{WHY_PART} .kms-next:visible").click()
            for player in players.all():
                expect(player).to_have_attribute("data-step", str(number))


def test_draws_are_played_by_the_player_s_own_bar(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    look_at(page, "k-means++ draw by draw")
    drawn = page.locator(f".st-key-{key_of(links.DRAWS)} .kss[data-ready]")
    expect(drawn.locator(".kms-kind")).to_have_text("Draw 1 of 6")
    with nothing_sent(page):
        drawn.get_by_role("button", name="Play").click()
        expect(drawn.locator(".kms-kind")).to_have_text("Draw 6 of 6", timeout=60_000)
    assert (
        drawn.locator(".kss-plot").evaluate("(plot) => plot.data[1].x.filter((x) => x !== null).length") == 6
    )


@pytest.mark.parametrize("remedy", REMEDIES)
def test_every_remedy_is_played_to_its_end(page: Page, app_url: str, remedy: str) -> None:
    open_page(page, app_url, f"{SETTINGS}&look=Ways+to+start")
    choice = page.get_by_role("radio", name=remedy, exact=True)
    if not choice.is_checked():
        with one_run_or_more(page):
            choice.click()
    drawn = page.locator(f".st-key-{key_of(links.WAYS)} .kss[data-ready]")
    last = drawn.get_by_role("button", name="Last picture")
    with nothing_sent(page):
        last.click()
        expect(last).to_be_disabled()
    colors = drawn.locator(".kss-plot").evaluate("(plot) => new Set(plot.data[0].marker.color).size")
    assert colors == 6  # every point is in one of six clusters


def test_a_ticket_of_the_lottery_is_watched(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    look_at(page, "How many starts are enough?")
    tickets = page.locator(".ksl[data-ready] button")
    expect(tickets).to_have_count(100)
    with one_run_or_more(page):
        tickets.nth(17).click()
    expect(page.get_by_role("dialog")).to_contain_text("From seed 17, random")
    expect(page.get_by_role("dialog").locator(".kms[data-ready]")).to_have_count(1)


def test_the_open_part_and_every_answer_travel(page: Page, app_url: str) -> None:
    open_page(page, app_url, SETTINGS + ALL)
    with one_run_or_more(page):
        page.get_by_text("Show every answer by itself").click()
    expect(page).to_have_url(re.compile(r"each=true"))
    look_at(page, "Best against worst")
    expect(page).to_have_url(re.compile(r"look=Best"))

    page.get_by_role("link", name="Step by step").click()
    wait_for_stepper(page)
    page.get_by_role("link", name="Starting points").click()
    page.locator(".ksg[data-ready]").first.wait_for()
    expect(page.locator(f"{WHY_PART} .kms[data-ready]")).to_have_count(2)
    expect(page.get_by_label("Show every answer by itself")).to_be_checked()
    expect(page).to_have_url(re.compile(r"look=Best"))
    expect(page).to_have_url(re.compile(r"each=true"))
    address = parse_qs(urlsplit(page.url).query)
    assert (address["starts"], address["k"]) == (["200"], ["6"])

    open_app(page, page.url)  # and the link shows the same
    expect(page.locator(f"{WHY_PART} h2").first).to_be_in_viewport()  # the players have headings too
    expect(page.locator(f"{WHY_PART} .kms[data-ready]")).to_have_count(2)
    expect(page.get_by_label("Show every answer by itself")).to_be_checked()


CIRCLE = Drawing(
    tuple((math.cos(turn * math.pi / 4), math.sin(turn * math.pi / 4)) for turn in range(8)), alone=True
).text
"""Eight points on a circle: with two means, four answers are equally good."""
READ_ON = "document.querySelector('.stMain').scrollBy(0, innerHeight / 2)"
AT_THE_END = "(() => { const main = document.querySelector('.stMain'); return main.scrollTop + main.clientHeight >= main.scrollHeight - 2; })()"


@pytest.mark.parametrize("which", ["page", "phone_page"])
@pytest.mark.parametrize(
    "settings", ["?starts=100&n=120", "?shape=two+moons&k=2&starts=100", f"?paper={CIRCLE}&k=2&starts=100"]
)
def test_the_story_is_read_down(
    request: pytest.FixtureRequest, app_url: str, which: str, settings: str
) -> None:
    page: Page = request.getfixturevalue(which)
    open_page(page, app_url, settings)
    for _ in range(60):  # every part comes when it is come to
        page.evaluate(READ_ON)
        wait_for_app(page)
        if page.evaluate(AT_THE_END) and not page.get_by_text("when you come to it").count():
            break
    expect(page.get_by_text("when you come to it")).to_have_count(0)
    expect(page.locator(f"{WHY_PART} .kms[data-ready]")).to_have_count(2)
    expect(page.locator(".kss[data-ready]")).to_have_count(2)
    expect(page.locator(".ksl button")).to_have_count(100)
    expect(page.locator(".ksm[data-ready]")).to_have_count(1)
    expect(page.locator(".ksg:not(.ksg-few)[data-ready]")).to_have_count(1)
    # Each start is drawn, and an axis under it
    piles = page.locator(f".st-key-{key_of(links.EVERY_START)} .js-plotly-plot")
    expect(piles.locator(".xtick").first).to_be_visible()
    assert piles.evaluate("(plot) => plot._fullLayout.yaxis.range.every(Number.isFinite)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert overhear(page).troubles == []


def test_parts_that_come_near_at_once_are_all_computed(new_page: OpenPage, app_url: str) -> None:
    tall = new_page(viewport={"width": 1280, "height": 12000})  # all of them are near at the first look
    open_page(tall, app_url, "?n=60&groups=3&k=3&starts=100")
    shown = tall.locator("[class*='st-key-part_'][class*='_shown']")
    expect(shown).to_have_count(6, timeout=90_000)  # they are computed one after the other


def test_on_a_phone_the_best_and_the_worst_fit_one_screen(phone_page: Page, app_url: str) -> None:
    open_page(phone_page, app_url, "?n=120&starts=100&look=Best+against+worst")
    plots = phone_page.locator(f"{WHY_PART} .kms[data-ready] .kms-plot")
    expect(plots).to_have_count(2)
    wait_for_app(phone_page)
    first, second = (plots.nth(side).bounding_box() for side in (0, 1))
    assert first and second
    assert second["y"] + second["height"] - first["y"] <= 844 - 52  # below the line with the pages


def test_both_curves_have_one_scale(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?n=120&starts=100&look=Best+against+worst")
    expect(page.locator(f"{WHY_PART} .kms[data-ready]")).to_have_count(2)
    tops = page.locator(f"{WHY_PART} .kms-curve").evaluate_all(
        "(all) => all.map((each) => each.querySelector('text').textContent)"
    )
    assert len(tops) == 2 and tops[0] == tops[1]


def test_taking_up_settings_leaves_no_complaint_in_the_log(
    page: Page, app_url: str, app_server: AppServer
) -> None:
    open_page(page, app_url)
    page.get_by_role("link", name="Step by step").click()
    wait_for_stepper(page)
    expect(page).to_have_url(re.compile(r"seed=21"))
    assert parse_qs(urlsplit(page.url).query)["k"] == ["6"]
    assert "empty" not in page.url  # defaults stay out of the address
    assert "default value" not in app_server.read_log()


def test_long_work_shows_how_far_it_is_and_can_be_stopped(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/Starting_points?shape=uniform+noise&n=10000&k=20&starts=5000")
    expect(page.get_by_text(re.compile(r"of 5,000 starts done"))).to_be_visible()
    page.get_by_role("button", name="Stop here").click()
    expect(page.get_by_text(re.compile(r"Stopped: these are the first"))).to_be_visible()
    wait_for_app(page)
    heading = page.get_by_role("heading", level=1).inner_text()
    number = int(re.findall(r"^([\d,]+) start", heading)[0].replace(",", ""))
    assert 0 < number < 5000
    expect(page.get_by_role("button", name="Go on")).to_be_visible()


def test_on_a_phone_nothing_is_cut_off(phone_page: Page, app_url: str) -> None:
    open_page(phone_page, app_url)
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    widths = [box["width"] for card in phone_page.locator(FEW).all() if (box := card.bounding_box())]
    assert min(widths) > 140
