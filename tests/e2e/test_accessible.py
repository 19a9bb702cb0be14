"""What a machine can tell of how accessible the pages are (docs/ACCESSIBILITY.md has the rest): axe, on every page, at both sizes
and in both themes, with what is folded on it open; the ring of the keyboard; what is cut off at 320 px."""

import json
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import DESKTOP, PHONE, open_app, wait_for_app
from tests.e2e.conftest import OpenPage
from tests.e2e.test_look import settle

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STREAMLITS = {
    ("presentation-role-conflict", "stFileUploaderDropzone"),
}
"""What docs/ACCESSIBILITY.md lists: the rule, and what the element has in it. All of it is where a file is dropped."""
ADDRESSES = (
    "",
    "#step=3&present=on",
    "Starting_points?starts=50",
    "How_many_groups?n=60",
    "Where_it_fails",
    "A_picture?colors=16&space=CIELAB",
    "A_picture?picture=Your+own",
    "Other_distances?n=60",
    "Your_data",
    "Your_data?from=Try+an+example&into=3",
)


def violations(page: Page) -> list[tuple[str, str, str]]:
    """The rule, the element and what is wrong, of each."""
    page.evaluate(AXE_SCRIPT)
    options = {"runOnly": STANDARD, "resultTypes": ["violations"]}
    answer: dict[str, Any] = page.evaluate(f"axe.run(document, {json.dumps(options)})")
    return [
        (rule["id"], node["html"], node["failureSummary"])
        for rule in answer["violations"]
        for node in rule["nodes"]
    ]


def unfold(page: Page) -> None:
    """Whatever is folded on the page."""
    folds = ".stMain details:not([open]) > summary"
    page.wait_for_function(  # a part that comes meanwhile may bring more of them
        """(folds) => {
            document.querySelectorAll(folds).forEach((fold) => fold.click());
            return !document.querySelector(folds);
        }""",
        arg=folds,
        polling=200,
    )
    wait_for_app(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_in_our_own_parts(
    new_page: OpenPage, app_url: str, address: str, theme: str
) -> None:
    page = new_page(color_scheme=theme)
    open_app(page, f"{app_url}/{address}")
    settle(page)
    unfold(page)
    for screen in (DESKTOP, PHONE):
        page.set_viewport_size(screen["viewport"])
        found = violations(page)
        known = {
            each for each in STREAMLITS for rule, html, _ in found if each[0] == rule and each[1] in html
        }
        assert address != "Your_data" or known == STREAMLITS, "gone: take it off the list"
        ours = [
            each for each in found if not any(each[0] == rule and part in each[1] for rule, part in known)
        ]
        assert ours == []


MISNAMED = """() => {
    const plain = (text) => text.toLowerCase().replace(/[^\\p{L}\\p{N}]+/gu, " ").trim();
    const seen = (element) => {
        const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const words = [];
        while (texts.nextNode()) {
            const { parentElement: place, data } = texts.currentNode;
            // Numbers in a picture are no label of it, and the name of an icon is a picture
            if (place.closest("svg, style, [data-testid=stIconMaterial]") || !place.checkVisibility({ visibilityProperty: true })) continue;
            if (place.getBoundingClientRect().width > 1) words.push(data);
        }
        return plain(words.join(" "));
    };
    const controls = "button, a[href], summary, input, select, textarea, [role=button], [role=tab], [role=radio], [role=option]";
    return [...document.querySelectorAll(controls)].filter((each) => each.checkVisibility({ visibilityProperty: true })).map((each) => {
        const by = (each.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
        // Without either it is named by what is seen
        const name = plain(by.length ? by.map((one) => one.ariaLabel ?? one.textContent).join(" ") : each.ariaLabel ?? "");
        const label = each.matches("input, select, textarea") ? [...each.labels].map(seen).join(" ").trim() : seen(each);
        return [name, label, each.outerHTML.slice(0, 160)];
    }).filter(([name, label]) => name && !name.includes(label));
}"""


@pytest.mark.parametrize(
    "address", (*ADDRESSES, "Starting_points?n=60&starts=50&look=Every+start", "Other_distances?data=Upload")
)
def test_who_says_what_is_written_on_a_control_means_it(page: Page, app_url: str, address: str) -> None:
    """By voice, a control is called by the words that are seen on it: they are in its accessible name (WCAG 2.5.3)."""
    open_app(page, f"{app_url}/{address}")
    settle(page)
    unfold(page)
    assert page.evaluate(MISNAMED) == []
    for enlarge in page.locator(".ksg-picture").all()[:1]:
        enlarge.click()
        assert page.evaluate(MISNAMED) == []


def contrast(page: Page, words: Locator, paper: Locator) -> float:
    """WCAG's contrast of the colour of `words` to the background of `paper`."""
    # A mixed colour has its channels from 0 to 1
    channels = "(colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((each) => each * (colour.startsWith('color(srgb') ? 255 : 1))"
    light = []
    for element, what in ((words, "color"), (paper, "backgroundColor")):
        rgb = element.evaluate(f"(element) => ({channels})(getComputedStyle(element).{what})")
        linear = [c / 3294.6 if c <= 10.31 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
        light.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return float((max(light) + 0.05) / (min(light) + 0.05))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_what_is_pressed_and_in_code_can_be_read(
    new_page: OpenPage, app_url: str, theme: str
) -> None:
    page = new_page(color_scheme=theme)
    open_app(page, f"{app_url}/Your_data?from=Try+an+example&into=3")
    button = page.get_by_test_id("stDownloadButton").first.get_by_role("button")
    assert contrast(page, button.locator("p"), button) >= 4.5
    open_app(page, app_url)
    settle(page)
    unfold(page)
    code = page.get_by_test_id("stCode")
    code.locator("span").first.wait_for()
    for each in code.locator("code span").all():
        assert contrast(page, each, code.locator("pre")) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_warns_can_be_read(new_page: OpenPage, app_url: str, theme: str) -> None:
    page = new_page(color_scheme=theme)
    address = "Other_distances?data=Example&example=seedlings&k=3&start=0&distance=City+blocks%2C+with+means"
    open_app(page, f"{app_url}/{address}")
    rises = page.locator(".kms.kms-rises")
    for _ in range(4):
        page.locator(".kms-next").first.click()
    expect(rises).to_have_count(1)
    assert contrast(page, rises.locator(".kms-kind"), page.get_by_test_id("stApp")) >= 4.5


def test_the_keyboard_shows_where_it_is_and_a_press_on_the_plot_shows_no_ring(
    page: Page, app_url: str
) -> None:
    open_app(page, app_url)
    settle(page)
    outline = "() => getComputedStyle(document.activeElement).outline"
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_focused()
    while not page.evaluate("document.activeElement.matches('.kms-stage')"):
        page.keyboard.press("Tab")
        assert "solid 2px" in page.evaluate(outline), page.evaluate("document.activeElement.outerHTML")
    plot = page.locator(".kms-plot").bounding_box()
    assert plot is not None
    page.locator(".kms-next").focus()
    page.mouse.click(plot["x"] + plot["width"] / 2, plot["y"] + plot["height"] / 2)
    expect(page.locator(".kms-stage")).to_be_focused()
    assert "none" in page.evaluate(outline)


def test_what_the_plot_shows_is_said_once(page: Page, app_url: str) -> None:
    open_app(page, app_url)
    settle(page)
    said = page.locator(".kms-plot").get_attribute("aria-label") or ""
    assert said.startswith("A scatter plot of 300 points (blobs) and 5 means.")


UNDER_OTHERS = """() => [...document.querySelectorAll(".st-key-header button, .kms-bar button, .st-key-below a, .st-key-below summary, .st-key-rail button")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => {
        each.scrollIntoView({ block: "center", behavior: "instant" });
        const { left, right, top, height } = each.getBoundingClientRect();
        return right > window.innerWidth || [0.12, 0.5, 0.88].some((share) =>
            !each.contains(document.elementFromPoint((left + right) / 2, top + share * height)));
    })
    .map((each) => each.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (640, 400), (1280, 800)])
def test_what_is_pressed_lies_under_nothing_else_and_is_not_cut_off(
    new_page: OpenPage, app_url: str, width: int, height: int
) -> None:
    page = new_page(viewport={"width": width, "height": height})
    open_app(page, app_url)
    settle(page)
    bar = page.locator(".kms-steps").bounding_box()
    assert bar is not None and bar["y"] + bar["height"] <= height, "the bar is in view"
    assert page.evaluate(UNDER_OTHERS) == []
