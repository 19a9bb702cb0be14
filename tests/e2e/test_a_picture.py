"""The page "A picture in k colours" in a browser: both sizes, light and dark."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from study.made_pictures import MADE
from study.pictures import CIELAB, INIT, RGB, palette_of, palette_order, run_on
from tests.e2e.browser import DESKTOP, PHONE, nothing_sent, one_run_or_more, open_app
from tests.e2e.conftest import OpenPage
from tests.tables.pictures import bad_pictures, noise, saved

PAINTED = """() => document.querySelector("canvas.kmi-picture").toDataURL("image/png").split(",")[1]"""


def painted(page: Page) -> np.ndarray:
    """Red, green and blue of every pixel of the picture in few colours."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(page.evaluate(PAINTED)))).convert("RGB"))


def open_picture(page: Page, app_url: str, query: str) -> None:
    open_app(page, f"{app_url}/A_picture?{query}")
    page.locator(".kmi[data-ready]").wait_for()


def at_step(page: Page, step: int) -> None:
    expect(page.locator(".kmi")).to_have_attribute("data-step", str(step))


@pytest.mark.parametrize("space", [RGB, CIELAB])
def test_every_half_step_is_painted_from_the_labels_of_the_run(page: Page, app_url: str, space: str) -> None:
    open_picture(page, app_url, f"picture=Flag&colors=6&first=random&sown=4&space={space}")
    picture = MADE["Flag"].picture()
    found = run_on(picture, space, 6, "random", 4)
    for step in range(len(found.steps)):
        at_step(page, step)
        if step > 0:
            palette = palette_of(found.steps[step].means, space)
            expected = palette[found.steps[step].labels][picture.index]
            assert np.array_equal(painted(page), expected), f"half-step {step}"
        else:
            assert len(np.unique(painted(page).reshape(-1, 3), axis=0)) == 1  # no pixel has a colour yet
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Done")).to_be_disabled()
    page.keyboard.press("Home")
    page.keyboard.press("End")
    order = palette_order(found, picture)
    colors = page.locator(".kmi-color").evaluate_all("all => all.map((each) => each.style.backgroundColor)")
    assert colors == [f"rgb({r}, {g}, {b})" for r, g, b in palette_of(found.means, space)[order].tolist()]


def test_half_steps_ask_the_server_nothing_and_the_points_follow(page: Page, app_url: str) -> None:
    open_picture(page, app_url, "picture=Landscape&colors=5")
    page.locator(".kmi[data-space]").wait_for()
    means = "() => { const { x, y, z } = document.querySelector('.kmi-cloud').data[1]; return [[...x], [...y], [...z]]; }"
    picture = MADE["Landscape"].picture()
    found = run_on(picture, RGB, 5, INIT, 0)
    order = palette_order(found, picture)
    with nothing_sent(page):
        for step in range(1, 5):
            page.keyboard.press("ArrowRight")
            at_step(page, step)
            expect(page.locator(".kmi")).to_have_attribute("data-followed", str(step))
            np.testing.assert_allclose(page.evaluate(means), found.steps[step].means[order].T, atol=0.01)
    points = page.evaluate("document.querySelector('.kmi-cloud').data[0].marker.color.length")
    assert points == 1500


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_pictures_the_palette_and_the_bar_are_in_view(
    new_page: OpenPage, app_url: str, screen: dict[str, Any], theme: str
) -> None:
    page = new_page(**screen, color_scheme=theme)
    open_picture(page, app_url, "picture=Landscape&colors=64")
    width, height = (screen["viewport"][name] for name in ("width", "height"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    bar = page.locator(".kmi .kms-bar").bounding_box()
    assert bar is not None and bar["y"] + bar["height"] <= height + 1
    for each in (".kmi-picture >> nth=0", ".kmi-picture >> nth=1", ".kmi-palette"):
        box = page.locator(each).bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= bar["y"] + 1, each
    expect(page.locator(".kmi-color")).to_have_count(64)
    page.get_by_role("button", name="Next: Assign points").click()
    at_step(page, 1)


def test_another_start_by_key_and_the_best_of_some_by_button(page: Page, app_url: str) -> None:
    open_picture(page, app_url, "picture=Landscape&colors=12")
    with one_run_or_more(page):
        page.keyboard.press("n")
    assert "sown=1" in page.url
    with one_run_or_more(page):
        page.get_by_role("button", name="Best of 6 starts").click()
    expect(page.locator(".kmi[data-ready]")).to_be_visible()


def test_the_half_step_travels_in_the_link(page: Page, app_url: str, new_page: OpenPage) -> None:
    open_picture(page, app_url, "picture=Flag&colors=6&first=random&sown=4")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    at_step(page, 2)
    expect(page).to_have_url(re.compile("#step=2$"))  # which is written a moment later
    other = new_page()
    open_app(other, page.url)
    at_step(other, 2)
    assert np.array_equal(painted(other), painted(page))
    other.evaluate("location.hash = 'step=1'")  # as somebody writes it
    at_step(other, 1)
    other.evaluate("location.hash = 'step=999'")
    expect(other.locator(".kms-kind")).to_contain_text(" · the link asked for half-step 999; the last is")


def test_back_leads_to_the_half_step_that_was_left(page: Page, app_url: str) -> None:
    open_picture(page, app_url, "picture=Flag&colors=6&first=random&sown=4")
    page.keyboard.press("ArrowRight")
    at_step(page, 1)
    before = page.locator(".kmi").get_attribute("data-ready")
    with one_run_or_more(page):
        page.keyboard.press("n")
    expect(page.locator(".kmi")).not_to_have_attribute("data-ready", str(before))
    at_step(page, 0)
    page.go_back()
    expect(page.locator(".kmi")).to_have_attribute("data-ready", str(before))
    at_step(page, 1)


def test_a_photo_of_ones_own_is_packed_and_taken_home(page: Page, app_url: str, tmp_path: Path) -> None:
    open_app(page, f"{app_url}/A_picture?picture=Your+own&colors=9")
    photo = saved(noise(60, 40) // 3 + 40, "JPEG", quality=95)
    with one_run_or_more(page):
        page.locator("input[type=file]").set_input_files(
            {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )
    page.locator(".kmi[data-ready]").wait_for()
    page.get_by_text("Take it with you").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture in 9 colours (PNG)").click()
    home = tmp_path / "home.png"
    download.value.save_as(home)
    image = Image.open(io.BytesIO(home.read_bytes()))
    assert (image.mode, image.size) == ("P", (60, 40))
    assert len(np.unique(np.asarray(image.convert("RGB")).reshape(-1, 3), axis=0)) == 9
    page.keyboard.press("End")
    assert np.array_equal(painted(page), np.asarray(image.convert("RGB")))
    with page.expect_download() as download:
        page.get_by_role("button", name="Palette (CSS)").click()
    home = tmp_path / "palette.css"
    download.value.save_as(home)
    assert home.read_text().count("--color-") == 9
    # A bad one: a sentence, and what was there stays
    with one_run_or_more(page):
        page.locator("input[type=file]").set_input_files(
            {"name": "photo.png", "mimeType": "image/png", "buffer": bad_pictures()["a PDF"][0]}
        )
    expect(page.get_by_text("This file is a PDF.")).to_be_visible()
    expect(page.locator(".kmi[data-ready]")).to_be_visible()
