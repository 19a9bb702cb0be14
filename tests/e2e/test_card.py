"""The card of what was guessed, taken home: what is saved and what is printed, in a browser."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.browser import PHONE
from tests.e2e.conftest import OpenPage
from tests.e2e.player_page import NEXT, of_rows, play

ROWS = [[0, 0], [1, 0], [2, 0], [9, 0], [10, 0]]
NOTE_PRINTS = """() => {
    window.print = () => { window.top.printed = document.documentElement.outerHTML; window.dispatchEvent(new Event("afterprint")); };
}"""
"""For every frame: a browser without a printer hands over what it would print."""
COLORS = """() => ({
    color: getComputedStyle(document.body).color,
    paper: getComputedStyle(document.documentElement).backgroundColor,
})"""
A4 = {"width": 794, "height": 1123}


def guess(page: Page, times: int) -> list[tuple[str, str]]:
    """Answer what is asked, again and again from other ends; each question with the answer."""
    told: list[tuple[str, str]] = []
    while len(told) < times:
        first = page.locator(".kms-answers button:not(.kms-with-keys)").first
        if first.count():
            button = first.get_attribute("aria-label") or first.inner_text()
            told.append((page.locator(".kms-question").inner_text(), button))
            first.click()
        elif page.locator(NEXT).is_enabled():
            page.click(NEXT)
        else:
            play(page, of_rows(ROWS, [0, 1], ["<b>a</b>", "b" * 90]), "#ask=on")
    return told


def opened(page: Page) -> list[str]:
    """Open the card; the lines of text on it."""
    page.get_by_role("button", name="Your card").click()
    card = page.get_by_role("dialog", name="What you guessed")
    expect(card).to_be_visible()
    return lines(card.locator(".kms-card-body").inner_text())


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_what_is_saved_is_what_was_asked_and_answered(page: Page, new_page: OpenPage, tmp_path: Path) -> None:
    play(page, of_rows(ROWS, [0, 1], ["<b>a</b>", "b" * 90]), "#ask=on")
    told = guess(page, 5)
    seen = opened(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save").click()
    file = tmp_path / "card.html"
    saved.value.save_as(file)
    kept = new_page(**PHONE, color_scheme="dark")
    kept.goto(file.as_uri())
    assert lines(kept.locator("body").inner_text()) == seen
    assert kept.evaluate(COLORS) == {"color": "rgb(0, 0, 0)", "paper": "rgb(255, 255, 255)"}
    guesses = kept.get_by_role("listitem")
    expect(guesses).to_have_count(len(told))
    for (question, answer), line in zip(told, guesses.all_inner_texts(), strict=True):
        assert question in line and f"you: {answer}".lower() in line.lower()
    right = sum(line.startswith("✓") for line in guesses.all_inner_texts())
    expect(kept.get_by_role("heading")).to_contain_text(f"{right} of {len(told)} guesses right")
    assert kept.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert kept.locator("b, script").count() == 0  # names are told as they are


def test_what_is_printed_is_the_card_alone_in_light_colours(new_page: OpenPage) -> None:
    page = new_page(color_scheme="dark")
    page.add_init_script(f"({NOTE_PRINTS})()")
    play(page, of_rows(ROWS, [0, 1], ["<b>a</b>", "b" * 90]), "#ask=on")
    guess(page, 24)
    seen = opened(page)
    page.get_by_role("button", name="Print").click()
    page.wait_for_function("window.printed")
    expect(page.locator("iframe")).to_have_count(0)  # it goes when it is printed
    sheet = new_page(viewport=A4, color_scheme="dark")
    sheet.emulate_media(media="print")
    sheet.set_content(str(page.evaluate("window.printed")))
    assert lines(sheet.locator("body").inner_text()) == seen
    assert sheet.locator("button, .kms").count() == 0
    assert sheet.evaluate(COLORS) == {"color": "rgb(0, 0, 0)", "paper": "rgb(255, 255, 255)"}
    assert sheet.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    whole = sheet.locator("li").evaluate_all("all => all.map((each) => getComputedStyle(each).breakInside)")
    assert set(whole) == {"avoid"}
