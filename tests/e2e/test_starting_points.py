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
from playwright.sync_api import Locator, Page, expect

from kmeans_core import initial_means, make_dataset, run
from study import answers_in_words
from study.numbering import anchors, renumbered
from tests.e2e.browser import (
    AppServer,
    nothing_sent,
    one_run_or_more,
    open_app,
    wait_for_app,
)
from tests.e2e.starting_page import CARD, look_at, means_drawn, open_page, points_drawn


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
    expect(page.get_by_role("heading", level=1)).to_contain_text("starts ended in")
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
    heading = page.get_by_role("heading", level=1).inner_text()
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
    heading = page.get_by_role("heading", level=1).inner_text()
    number = int(re.findall(r"^([\d,]+) start", heading)[0].replace(",", ""))
    assert 0 < number < 5000
    expect(page.get_by_role("button", name="Go on")).to_be_visible()


def test_on_a_phone_nothing_is_cut_off(phone_page: Page, app_url: str) -> None:
    open_page(phone_page, app_url)
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    widths = [box["width"] for card in phone_page.locator(CARD).all() if (box := card.bounding_box())]
    assert min(widths) > 140
