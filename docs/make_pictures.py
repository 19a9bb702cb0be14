"""The pictures of the README, made anew from the running app: python -m docs.make_pictures

Needs what the tests need. Writes docs/player.gif, docs/starting-points.png, docs/your-data.png and docs/look/after-*.png.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from charts import palette
from tests.e2e.browser import CHROMIUM_FLAGS, AppServer, open_app, wait_for_app
from tests.e2e.test_look import settle
from tools.checks import find_chromium

DOCS = Path(__file__).resolve().parent
STILL, MOVING = 900, 90  # milliseconds a picture of the animation is shown


def picture(page: Page) -> Image.Image:
    shot = Image.open(io.BytesIO(page.locator(".kms-main").screenshot()))
    return shot.convert("RGB").resize((shot.width * 4 // 5, shot.height * 4 // 5), Image.Resampling.LANCZOS)


def player(page: Page, url: str) -> None:
    """A run from start to end, the glides included."""
    open_app(page, url)
    page.locator(".kms[data-ready]").wait_for()
    page.get_by_label("Shade the regions").check()
    pictures, durations = [picture(page)], [2 * STILL]
    while page.locator(".kms-next").is_enabled() and len(durations) < 60:
        page.click(".kms-next")
        number = page.locator(".kms").get_attribute("data-step")
        while page.locator(".kms").get_attribute("data-drawn") != number:
            pictures.append(picture(page))
            durations.append(MOVING)
        pictures.append(picture(page))
        durations.append(STILL)
    durations[-1] = 3 * STILL
    # The few pixels of a cluster must weigh as much as the paper when 256 colours are chosen for all the pictures.
    sample = pictures[len(pictures) // 2].copy()
    for number, color in enumerate([*palette.COLORS, palette.UNASSIGNED_COLOR]):
        sample.paste(color, (60 * number, 0, 60 * number + 60, 60))
    colors = sample.quantize(256, kmeans=1)
    frames = [each.quantize(palette=colors, dither=Image.Dither.NONE) for each in pictures]
    frames[0].save(
        DOCS / "player.gif",
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=0,
        optimize=True,
    )


def look(page: Page, name: str) -> None:
    """The page as it stands, small and in few colours: it is to be seen, not read."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = shot.resize((560, 350), Image.Resampling.LANCZOS)
    small.quantize(256, kmeans=1, dither=Image.Dither.NONE).save(DOCS / "look" / f"{name}.png", optimize=True)


def looks(browser: Browser, url: str) -> None:
    """What docs/DESIGN_LANGUAGE.md shows."""
    for name, address in (
        ("after-steps", "#step=3&cells=on"),
        ("after-steps-dark", "#step=3&cells=on"),
        ("after-presenting", "#step=3&cells=on&present=on"),
        ("after-starts-dark", "Starting_points?starts=200"),
    ):
        page = browser.new_context(
            viewport={"width": 1280, "height": 800}, color_scheme="dark" if "dark" in name else "light"
        ).new_page()
        open_app(page, f"{url}/{address}")
        settle(page)
        look(page, name)
        page.context.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        with AppServer(DOCS.parent / "app.py", Path(folder) / "app.log") as app:
            page = browser.new_context(viewport={"width": 1280, "height": 860}).new_page()
            player(page, app.url)
            open_app(page, f"{app.url}/Starting_points")
            page.get_by_text("found the best one").first.wait_for()
            page.wait_for_timeout(2000)  # the small plots are drawn after the script has run
            page.screenshot(path=DOCS / "starting-points.png")
            open_app(page, f"{app.url}/Your_data")
            page.get_by_text("Try an example").first.click()
            wait_for_app(page)
            page.wait_for_timeout(2000)
            page.screenshot(path=DOCS / "your-data.png")
            looks(browser, app.url)
        browser.close()


if __name__ == "__main__":
    main()
