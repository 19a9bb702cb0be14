"""What the pages look like: the style sheet hits what it names, nothing moves while a page loads, the header line fits."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from study.drawn import Drawing
from tests.e2e.browser import DESKTOP, PHONE, ROOT, one_run_or_more, open_app, wait_for_app
from tests.e2e.conftest import OpenPage
from ui.pages import PAGES

ADDRESSES = (
    "",
    "Starting_points?starts=50",
    "Your_data",
    "Your_data?from=Try+an+example",
    "Where_it_fails",
    "A_picture",
)
SMALL = {"viewport": {"width": 320, "height": 640}}
MOST_SHIFT = 0.05
"""Half of what is called good (web.dev, Cumulative Layout Shift): the figure is what people look at first."""

SELECTORS = """() => {
    const sheet = [...document.styleSheets].find((each) => each.ownerNode.textContent.includes("--hair: light-dark"));
    const all = (rules) => [...rules].flatMap((rule) => rule.selectorText ? [rule.selectorText]
        : rule instanceof CSSKeyframesRule ? [] : all(rule.cssRules ?? []));
    return all(sheet.cssRules);
}"""
# What a pointer or the focus brings about cannot be met by looking at a page
STATES = re.compile(r"::(?:before|after)|:(?:hover|focus-visible)")

WATCH_SHIFTS = """() => {
    window.shifts = [];
    const named = ({ node, previousRect: from, currentRect: to }) => `${node?.className ?? node?.nodeName} `
        + `${[from.x, from.y, from.width, from.height]} -> ${[to.x, to.y, to.width, to.height]}`;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries().filter(({ hadRecentInput }) => !hadRecentInput))
            window.shifts.push([entry.value, entry.sources.map(named)]);
    }).observe({ type: "layout-shift", buffered: true });
}"""


def settle(page: Page) -> None:
    """Until what the components draw is there too."""
    for component in (".kms", ".ksg"):  # the stage of a picture is a .kms, too
        if page.locator(component).count():
            page.locator(f"{component}[data-ready]").first.wait_for()


def test_every_rule_of_the_style_sheet_hits_something(page: Page, app_url: str) -> None:
    unmet: set[str] | None = None
    for address in (
        *ADDRESSES,
        "Your_data?from=Try+an+example&into=9",
        "Starting_points?starts=50&look=Every+start",
        "How_many_groups?n=60",
        "How_many_groups?data=Upload",
        "Other_distances?data=Example&example=budgets&x=wages&y=materials&k=3&init=random&start=2&distance=Angle",  # a case
        "?data=Upload",
        "?n=10&k=10",
        "?data=Example&example=budgets&x=wages&y=materials",
        f"?n=60&paper={quote(Drawing(((1.0, 2.0),)).text)}",
    ):
        open_app(page, f"{app_url}/{address}")
        settle(page)
        selectors = set(page.evaluate(SELECTORS))
        met = set(
            page.evaluate(
                "(selectors) => selectors.filter(([, plain]) => document.querySelector(plain)).map(([each]) => each)",
                [(each, STATES.sub("", each)) for each in selectors],
            )
        )
        unmet = (selectors if unmet is None else unmet) - met
    # Two are there only while something loads, one only where the app has made a mistake
    assert unmet is not None
    assert {each for each in unmet if "stSkeleton" not in each} == {'[data-testid="stException"]'}


@pytest.mark.parametrize(
    ("screen", "slowness"),
    [(DESKTOP, 1), (PHONE, 1), (SMALL, 4)],
    ids=["desktop", "phone", "small slow phone"],
)
@pytest.mark.parametrize(
    "address",
    [
        *(each.path for each in PAGES),
        "Your_data?from=Try+an+example&into=3",
    ],
)
def test_nothing_moves_while_a_page_loads(
    new_page: OpenPage, app_url: str, address: str, screen: dict[str, Any], slowness: int
) -> None:
    page = new_page(**screen)
    page.add_init_script(f"({WATCH_SHIFTS})()")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowness})
    moved = []
    for _ in range(3):  # a machine that does other things too may bring parts in an order of its own, once
        open_app(page, f"{app_url}/{address}")
        settle(page)
        expect(page.get_by_test_id("stMainBlockContainer")).to_have_css("visibility", "visible")
        shifts = page.evaluate("window.shifts")
        if sum(much for much, _ in shifts) > MOST_SHIFT:
            moved.append(shifts)
    assert len(moved) < 2, "Most times something moved"


# Hides what scripts draw, as if it had not come yet, and says what moves when it comes. The player's parts have no box of their own: they
# are laid out with the page, and hiding them is none of its states.
DRAWN_LATE = """async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const parts = [...document.querySelectorAll("[data-testid=stBidiComponentRegular]")].filter((each) => each.clientHeight);
    for (const part of parts) part.style.display = "none";
    await painted();
    const shifts = [];
    const noted = (entries) => shifts.push(...entries.map(({ value, sources }) => [value, sources.map(({ node }) => node?.textContent.slice(0, 60))]));
    const observer = new PerformanceObserver((list) => noted(list.getEntries()));
    observer.observe({ type: "layout-shift" });
    for (const part of parts) part.style.display = "";
    await painted();
    noted(observer.takeRecords());
    return shifts;
}"""


@pytest.mark.parametrize("screen", [DESKTOP, PHONE, SMALL], ids=["desktop", "phone", "small"])
def test_what_scripts_draw_has_its_room_before_it_is_drawn(
    new_page: OpenPage, app_url: str, screen: dict[str, Any]
) -> None:
    page = new_page(**screen)
    moved = {}
    for each in PAGES:
        open_app(page, f"{app_url}/{each.path}")
        settle(page)
        shifts = page.evaluate(DRAWN_LATE)
        if sum(much for much, _ in shifts) > MOST_SHIFT:
            moved[each.path] = shifts
    assert moved == {}


WATCH_SEEN = """() => {
    window.seen = [];
    const look = () => {
        const main = document.querySelector("[data-testid=stMainBlockContainer]");
        if (main && getComputedStyle(main).visibility === "hidden") window.looks = (window.looks ?? 0) + 1;
        for (const each of (main && getComputedStyle(main).visibility === "hidden" ? main.querySelectorAll("*") : []))
            if (getComputedStyle(each).visibility === "visible" && each.getBoundingClientRect().width > 2) window.seen.push(each.outerHTML.slice(0, 80));
        requestAnimationFrame(look);
    };
    look();
}"""


@pytest.mark.parametrize(
    "address", ["?n=60&k=3#step=999", "How_many_groups?n=60", "Your_data?from=Try+an+example"]
)
def test_no_part_is_seen_before_the_page_is(page: Page, app_url: str, address: str) -> None:
    page.add_init_script(f"({WATCH_SEEN})()")
    open_app(page, f"{app_url}/{address}")
    settle(page)
    assert page.evaluate("window.looks") > 0 and page.evaluate("window.seen") == []


@pytest.mark.parametrize(
    "address", [*ADDRESSES, "How_many_groups?n=60", "Other_distances?n=60", "?data=Upload&table=customers"]
)
def test_words_stand_where_they_are_needed_and_not_behind_icons(
    page: Page, app_url: str, address: str
) -> None:
    open_app(page, f"{app_url}/{address}")
    settle(page)
    for folded in page.locator(".stExpander details").all():
        if folded.get_attribute("open") is None:
            folded.locator("summary").click()
            expect(folded).to_have_attribute("open", "")
    icons, opened = page.get_by_test_id("stTooltipIcon"), page.get_by_test_id("stPopoverBody")
    expect(icons).to_have_count(0)
    for button in page.locator(".stPopover button").all():
        if button.is_visible():
            button.click()
            expect(opened).to_be_visible()
            expect(icons).to_have_count(0)
            page.keyboard.press("Escape")
            expect(opened).to_have_count(0)


def test_the_header_line_has_the_pages_and_says_where_one_is(page: Page, app_url: str) -> None:
    open_app(page, app_url)
    links = page.locator(".st-key-pages").get_by_role("link")
    expect(links).to_have_text([each.name for each in PAGES])
    for number, each in enumerate(PAGES):
        if number:
            with one_run_or_more(page):
                links.nth(number).click()
            wait_for_app(page)
        expect(page.locator(".st-key-pages [aria-current=page]")).to_have_text(each.name)
        expect(page).to_have_title(f"{each.name} · k-means")
    for part in ("stHeader", "stSidebar", "stMainMenu"):
        expect(page.get_by_test_id(part).filter(visible=True)).to_have_count(0)


def test_where_the_pages_do_not_fit_they_are_in_a_menu(new_page: OpenPage, app_url: str) -> None:
    sheet = (ROOT / Path("ui/style.css")).read_text(encoding="utf-8")
    found = re.search(r"\(max-width: (\d+)rem\) \{ \.st-key-pages \{ display: none; \}", sheet)
    assert found is not None
    narrowest = 16 * int(found[1]) + 1
    page = new_page(viewport={"width": narrowest, "height": 600})
    open_app(page, app_url)
    last = page.locator(".st-key-pages").get_by_role("link").last.bounding_box()
    assert last is not None and last["x"] + last["width"] + 170 < narrowest, "two buttons stand at the end"
    page.set_viewport_size({"width": narrowest - 2, "height": 600})
    expect(page.locator(".st-key-pages")).to_be_hidden()
    page.get_by_role("button", name="Pages").click()
    with one_run_or_more(page):
        page.get_by_role("link", name="Your data").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which of your rows belong together?")


@pytest.mark.parametrize("width", [320, 390, 640, 1280, 1920])
def test_no_page_is_wider_than_the_screen(new_page: OpenPage, app_url: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 700})
    for address in ADDRESSES:
        open_app(page, f"{app_url}/{address}")
        settle(page)
        outside = page.evaluate(
            """() => [...document.querySelectorAll(".stMain button, .stMain input, .stMain h1, .kms-plot")]
                .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > window.innerWidth + 1
                    && !each.closest(".kms-scroll, .stTabs, .stDataFrame")).map((each) => each.outerHTML.slice(0, 120))"""
        )
        assert outside == []
        page_of = page.locator(".stMain")  # nor can it be moved sideways, by what comes into view in it
        assert page_of.evaluate("main => main.scrollWidth - main.clientWidth") == 0


@pytest.mark.parametrize(
    "address", [*(each.path for each in PAGES), "?data=Upload", "Your_data?from=Try+an+example&into=3"]
)
def test_the_first_tab_leads_to_what_the_page_answers(page: Page, app_url: str, address: str) -> None:
    open_app(page, f"{app_url}/{address}")
    settle(page)
    answer = page.locator(
        ".st-key-lead:has(h1)" if address else ".kms-stage"
    )  # on the first page the player says it
    expect(answer).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(answer).to_be_focused()
    top = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert page.locator(".st-key-header").bounding_box()["height"] <= top < 400  # type: ignore[index]
    assert "#" not in page.url  # what stands there is the half-step


def test_shapes_are_chosen_by_their_pictures_and_by_the_keyboard(page: Page, app_url: str) -> None:
    open_app(page, app_url)
    shapes = page.get_by_role("radiogroup", name="Shape").get_by_role("radio")
    pictures = shapes.evaluate_all("(all) => all.map((each) => getComputedStyle(each, '::before').maskImage)")
    assert len(set(pictures)) == len(pictures) == shapes.count() and "none" not in pictures
    with one_run_or_more(page):
        page.get_by_role("radio", name="two moons").click()
    expect(page).to_have_url(re.compile("shape=two"))
    page.keyboard.press("Tab")  # what a pointer has just chosen leaves the arrows to the player
    page.keyboard.press("Shift+Tab")
    with one_run_or_more(page):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="rings")).to_be_checked()


def test_the_curve_is_in_view(page: Page, app_url: str) -> None:
    open_app(page, app_url)
    settle(page)
    box = page.locator(".kms-curve").bounding_box()
    assert box is not None and box["y"] >= 0 and box["y"] + box["height"] <= 800
