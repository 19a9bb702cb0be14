"""In a lesson: keys wherever the focus is, the presenter's view, and on a phone all that is pressed at once in view."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import PHONE, one_run_or_more, open_app, wait_for_app
from tests.e2e.conftest import OpenPage
from tests.e2e.player_page import expect_step, open_player, play


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))


def in_view(page: Page, part: str) -> bool:
    return bool(
        page.locator(part).first.evaluate(
            """(part) => {
                const { left, top, right, bottom } = part.getBoundingClientRect();
                return left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight;
            }"""
        )
    )


def test_keys_work_after_any_press_in_the_panel(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=60")

    def arrow_steps(pressed: Locator) -> None:
        before = page.locator(".kms").get_attribute("data-ready") or ""
        pressed.click()
        expect(page.locator(".kms")).not_to_have_attribute("data-ready", before)
        expect_step(page, 0)
        page.keyboard.press("ArrowRight")
        expect_step(page, 1)
        page.keyboard.press("PageDown")
        expect_step(page, 2)
        page.keyboard.press("PageUp")
        page.keyboard.press("ArrowLeft")
        expect_step(page, 0)

    arrow_steps(page.get_by_test_id("stNumberInputStepUp").first)
    arrow_steps(page.get_by_role("radio", name="two moons"))
    arrow_steps(page.get_by_role("button", name="New start"))


def test_keys_stay_with_what_is_in_use(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=60")
    page.get_by_role("spinbutton", name="Clusters").click()
    for key in ("ArrowRight", "Home", "PageDown", "f", "n", "?"):
        page.keyboard.press(key)
    page.get_by_label("Speed").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("f")
    # A radio that the keyboard has come to
    page.get_by_role("button", name="New start").focus()
    while not page.evaluate("document.activeElement.matches('.st-key-data [role=radio]')"):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.matches('.st-key-data [role=radio]')"), focused(page)
    expect_step(page, 0)
    assert "present" not in page.url and "start=" not in page.url
    expect(page.get_by_role("dialog", name="The keys")).to_have_count(0)


def test_a_letter_makes_another_start(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=60")
    page.keyboard.press("ArrowRight")
    with one_run_or_more(page):
        page.keyboard.press("N")
    page.wait_for_url(re.compile("start=7"))
    expect(page.locator(".kms[data-drawn='0']")).to_be_visible()


def test_the_list_of_keys_and_the_switch_for_letters(page: Page) -> None:
    play(page)
    page.keyboard.press("?")
    listed = page.get_by_role("dialog", name="The keys")
    expect(listed).to_be_visible()
    page.keyboard.press("End")
    expect_step(page, 0)
    expect(listed.get_by_role("row", name="another start")).to_have_count(0)  # on a page taken home
    listed.get_by_role("checkbox").uncheck()
    listed.get_by_role("button", name="Close").click()
    page.keyboard.press("f")
    page.keyboard.press("?")
    expect(listed).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    listed.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Leave")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Present")).to_be_visible()


SIZE = "(element) => parseFloat(getComputedStyle(element).fontSize)"


@pytest.mark.parametrize(
    ("width", "height", "zoom"), [(1280, 720, 1), (1920, 1080, 1), (640, 360, 2), (960, 540, 2)]
)
def test_presenting_shows_the_sentence_the_plot_and_the_bar_alone_and_large(
    new_page: OpenPage, app_url: str, width: int, height: int, zoom: int
) -> None:
    page = new_page(viewport={"width": width, "height": height}, device_scale_factor=zoom)
    open_player(page, f"{app_url}/?n=60#step=3&present=on&ask=on")
    expect_step(page, 3)
    for part in (".kms-sentence", ".kms-plot", ".kms-steps", ".kms-guessing", ".kms-next", ".kms-count"):
        assert in_view(page, part), part
    assert zoom * float(page.locator(".kms-sentence").evaluate(SIZE)) >= 32
    for part in (".kms-count", ".kms-plot .xtick text", ".kms-plot .tracemeans text", ".kms-guessing p"):
        assert zoom * float(page.locator(part).first.evaluate(SIZE)) >= 22, part
    plot = page.locator(".kms-plot").bounding_box()
    assert (
        plot is not None and plot["height"] > 0.45 * height and plot["width"] > width / 2
    )  # beside the question
    for part in (".st-key-header", ".st-key-rail", ".st-key-below", ".kms-side"):
        expect(page.locator(part)).to_be_hidden()
    page.locator(".kms-stage").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || Boolean(document.activeElement.closest('.kms-main, [data-testid=stSkipToContent], .stMain')) "
            "&& document.activeElement.checkVisibility({ visibilityProperty: true })"
        ), focused(page)


@pytest.mark.parametrize(
    ("width", "height"), [(320, 640), (390, 844), (640, 360), (640, 800), (800, 600), (960, 540)]
)
@pytest.mark.parametrize("view", ["", "#present=on"])
def test_every_control_of_a_step_can_be_reached_at_every_width(
    new_page: OpenPage, app_url: str, width: int, height: int, view: str
) -> None:
    page = new_page(viewport={"width": width, "height": height})
    open_player(page, f"{app_url}/?n=60{view}")
    for name in ("First half-step", "Back one half-step", "Play", "Next", "Last half-step"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("slider", name="Half-step")).to_be_in_viewport(ratio=1)
    if view:
        expect(page.get_by_role("button", name="Leave")).to_be_in_viewport(ratio=1)


def test_the_presenter_is_left_as_it_was_entered_and_travels(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=60")
    size = ".kms-plot .tracemeans text"
    before = float(page.locator(size).first.evaluate(SIZE))
    page.get_by_role("button", name="Present").click()
    page.wait_for_url(re.compile("#present=on$"))
    expect(page.locator(".st-key-header")).to_be_hidden()
    page.wait_for_function(f"getComputedStyle(document.querySelector('{size}')).fontSize !== '{before}px'")
    page.keyboard.press("ArrowRight")
    expect_step(page, 1)
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-header")).to_be_visible()
    page.wait_for_url(re.compile("#step=1$"))
    page.keyboard.press("F")
    expect(page.locator(".st-key-header")).to_be_hidden()
    page.evaluate("location.hash = 'step=2&lines=on'")  # as somebody types it
    expect_step(page, 2)
    expect(page.locator(".st-key-header")).to_be_visible()
    expect(page.get_by_label("Lines to the means")).to_be_checked()
    page.keyboard.press("f")
    page.evaluate("document.querySelector('.st-key-pages a[href*=Starting]').click()")
    wait_for_app(page)
    expect(page.locator(".st-key-header")).to_be_visible()


def cut(page: Page) -> list[str]:
    """What of the controls that are used at each step is not wholly in view, or has the bar over it."""
    names: list[str] = page.evaluate(
        """async () => {
            await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
            const bar = document.querySelector(".kms-steps"), floor = getComputedStyle(bar).position === "fixed" ? bar.getBoundingClientRect().top : window.innerHeight;
            return [".kms-sentence", ".kms-plot", ".kms-question", ".kms-answers", ".kms-steps button", ".kms-tools button", ".kms-pens label", ".kms-ending button"]
                .flatMap((part) => [...document.querySelectorAll(part)])
                .filter((each) => each.offsetWidth && !each.matches(".kms-with-keys"))
                // Where there is least room a question takes that of the tools, which no step needs
                .filter((each) => !((window.innerHeight <= 576 || window.innerWidth <= 352) && each.closest(".kms-asking .kms-tools")))
                .filter((each) => {
                    const { left, top, right, bottom } = each.getBoundingClientRect();
                    return left < 0 || top < 0 || right > window.innerWidth + 0.5 || bottom > (bar.contains(each) ? window.innerHeight : floor) + 0.5;
                })
                .map((each) => each.className + " " + each.textContent.slice(0, 30));
        }"""
    )
    return names


SCREENS: dict[str, dict[str, Any]] = {
    "1280 x 800": {"viewport": {"width": 1280, "height": 800}},
    "1366 x 650": {"viewport": {"width": 1366, "height": 650}},
    "1920 x 1080": {"viewport": {"width": 1920, "height": 1080}},
    "a phone": PHONE,
    "a narrow phone": PHONE | {"viewport": {"width": 320, "height": 640}},
    "a phone on its side": PHONE | {"viewport": {"width": 844, "height": 390}},
    "1280 x 800 at 200%": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "1920 x 1080 at 200%": {"viewport": {"width": 960, "height": 540}, "device_scale_factor": 2},
}


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS.keys())
def test_every_control_of_a_step_is_in_view_whatever_is_open(
    new_page: OpenPage, app_url: str, screen: dict[str, Any]
) -> None:
    page = new_page(**screen)
    open_player(page, f"{app_url}/?n=60")
    assert cut(page) == []
    page.get_by_role("button", name="Draw points").click()
    for tool in ("Points", "Spray"):
        page.get_by_role("group", name="Draw").get_by_role("button", name=tool, exact=True).click()
        page.locator(".kms[data-drawn='0']").wait_for()
        assert cut(page) == [], tool
    page.get_by_role("button", name="Done drawing").click()
    page.keyboard.press("End")
    expect(page.locator(".kms-ending")).to_be_visible()
    assert cut(page) == []
    page.evaluate("location.hash = 'ask=on&step=1'")
    for _ in range(2):
        expect(page.locator(".kms-question")).to_be_visible()
        assert cut(page) == []
        before = page.locator(".kms-plot").evaluate("plot => plot.offsetHeight")
        page.locator(".kms-answers button:not(.kms-with-keys)").first.click()
        assert cut(page) == []  # two frames later
        assert page.locator(".kms-plot").evaluate("plot => plot.offsetHeight") == before  # nothing jumps


@pytest.mark.parametrize("screen", ["a phone on its side", "1280 x 800 at 200%"])
def test_where_the_screen_is_low_the_settings_come_from_the_right(
    new_page: OpenPage, app_url: str, screen: str
) -> None:
    page = new_page(**SCREENS[screen])
    open_player(page, f"{app_url}/?n=60")
    plot = page.locator(".kms-plot").bounding_box()
    assert plot is not None and plot["height"] > 0.5 * page.viewport_size["height"]  # type: ignore[index]
    page.get_by_role("button", name="Settings", exact=True).click()
    for part in (".st-key-k", ".st-key-new_start", ".kms-steps"):
        assert in_view(page, part), part
    with one_run_or_more(page):
        page.get_by_role("button", name="New start").click()
    page.keyboard.press("Escape")
    assert not in_view(page, ".st-key-new_start")
    page.locator(".kms-options").scroll_into_view_if_needed()
    for part in (".kms-plot", ".kms-steps"):
        assert in_view(page, part), part  # they stay


def test_space_plays_after_a_press_and_presses_what_the_keyboard_came_to(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=60")
    root = page.locator(".kms")

    def expect_space_plays() -> None:
        for playing in ("true", "false"):
            page.keyboard.press(" ")
            expect(root).to_have_attribute("data-playing", playing)

    page.locator(".kms-next").click()
    expect_step(page, 1)
    expect_space_plays()
    page.get_by_label("Mark changes").click()
    expect_space_plays()
    expect(page.get_by_label("Mark changes")).not_to_be_checked()
    page.get_by_test_id("stNumberInputStepUp").first.click()
    expect(page.locator(".kms-plot .tracemeans .point")).to_have_count(6)
    expect_space_plays()
    expect(page.get_by_role("spinbutton", name="Clusters")).to_have_value("6")
    page.get_by_role("button", name="First half-step").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")  # the keyboard came to it
    page.keyboard.press(" ")
    expect_step(page, 0)
    expect(root).to_have_attribute("data-playing", "false")


@pytest.mark.parametrize("view", ["step=1", "step=1&present=on"])
@pytest.mark.parametrize("size", [(1280, 720), (1366, 650)])
def test_a_question_takes_no_height_from_the_plot(
    page: Page, app_url: str, size: tuple[int, int], view: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})

    def plot(address: str) -> dict[str, Any]:
        open_player(page, f"{app_url}/{address}")
        wait_for_app(page)
        return dict(page.locator(".kms-stage").bounding_box() or {})

    alone, asking = plot(f"?n=60#{view}"), plot(f"?n=61#{view}&ask=on")
    assert asking["height"] >= alone["height"] - 1 and asking["y"] <= alone["y"] + 1
    question = dict(page.locator(".kms-guessing").bounding_box() or {})
    assert question["x"] >= asking["x"] + asking["width"]
    assert question["height"] <= asking["height"] + 1


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1366, 650)])
@pytest.mark.parametrize("asks", ["", "#ask=on&step=3"])
def test_what_is_used_at_each_step_is_in_view_together(
    new_page: OpenPage, app_url: str, width: int, height: int, asks: str
) -> None:
    page = new_page(viewport={"width": width, "height": height})
    open_player(page, f"{app_url}/?n=60{asks}")
    for part in (
        ".kms-sentence",
        ".kms-plot",
        ".kms-steps",
        ".kms-options",
        ".st-key-k",
        ".st-key-new_start",
        ".st-key-shape",
    ):
        assert in_view(page, part), part
    assert not asks or in_view(page, ".kms-guessing")


def test_what_is_not_there_yet_is_said_where_the_curve_never_is(page: Page) -> None:
    play(page)
    axis = page.locator(".kms-curve text", has_text="no clusters yet").bounding_box()
    line = page.locator(".kms-curve polyline").bounding_box()
    assert axis is not None and line is not None and axis["y"] >= line["y"] + line["height"]
    page.keyboard.press("ArrowRight")
    expect(page.locator(".kms-curve text", has_text="no clusters yet")).to_have_count(0)


def test_the_starting_points_have_no_presenter(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/Starting_points?n=60&starts=20&look=Best+against+worst#present=on")
    page.locator(".kms[data-ready]").first.wait_for()
    expect(page.locator(".st-key-header")).to_be_visible()
    expect(page.get_by_role("button", name="Present")).to_have_count(0)


def test_on_a_phone_the_way_out_of_presenting_is_in_view(phone_page: Page, app_url: str) -> None:
    open_player(phone_page, f"{app_url}/?n=60#present=on")
    leave = phone_page.get_by_role("button", name="Leave")
    expect(leave).to_be_in_viewport(ratio=1)
    leave.tap()
    expect(phone_page.locator(".st-key-header")).to_be_visible()
