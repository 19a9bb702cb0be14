"""On a phone the settings are a sheet from below: what is changed with it stays in view."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import PHONE, one_run_or_more, open_app, wait_for_app
from tests.e2e.conftest import OpenPage
from tests.e2e.player_page import open_player
from tests.e2e.test_presenting import in_view


@pytest.mark.parametrize("asks", ["", "#ask=on&step=3"])
def test_on_a_phone_too_and_the_settings_are_a_sheet_from_below(
    new_page: OpenPage, app_url: str, asks: str
) -> None:
    page = new_page(**PHONE)
    open_player(page, f"{app_url}/?n=60{asks}")
    for part in (".kms-sentence", ".kms-plot", ".kms-steps", *([".kms-guessing"] if asks else [])):
        assert in_view(page, part), part
    bar, plot = (page.locator(each).bounding_box() for each in (".kms-steps", ".kms-plot"))
    assert bar is not None and plot is not None and plot["y"] + plot["height"] <= bar["y"]
    settings = page.get_by_role("button", name="Settings", exact=True)
    settings.tap()
    expect(settings).to_have_attribute("aria-expanded", "true")
    for part in (".st-key-k", ".st-key-new_start", ".st-key-shape", ".kms-steps", ".kms-sentence"):
        assert in_view(page, part), part
    with one_run_or_more(page):
        page.get_by_test_id("stNumberInputStepUp").first.tap()
    expect(page.locator(".kms-plot .tracemeans .point")).to_have_count(6)
    expect(settings).to_have_attribute("aria-expanded", "true")
    settings.tap()
    expect(settings).to_have_attribute("aria-expanded", "false")
    assert not in_view(page, ".st-key-new_start")


UNDER_THE_SHEET = """() => {
    const box = (selector) => document.querySelector(selector).getBoundingClientRect();
    const sheet = box("[data-testid=stLayoutWrapper]:has(> .st-key-rail)"), line = box(".st-key-header").bottom;
    return [".kms-sentence", ".kms-stage"].filter((each) => box(each).top < line || box(each).bottom > sheet.top).concat(box(".kms-stage").height < 119 ? "low" : []);
}"""


@pytest.mark.parametrize(
    "address", ["?n=60", "?n=60#ask=on&step=3", "?n=60#step=99", "?n=60&k=20&shape=moons"]
)
@pytest.mark.parametrize("size", [(390, 844), (320, 568)])
def test_the_sheet_leaves_the_plot_and_what_is_said_in_view(
    new_page: OpenPage, app_url: str, size: tuple[int, int], address: str
) -> None:
    """So that one sees what a choice does: wherever the page was, asked or not, at the end of a run too, and after the choice."""
    page = new_page(**PHONE | {"viewport": {"width": size[0], "height": size[1]}})
    open_player(page, f"{app_url}/{address}")
    wait_for_app(page)
    page.locator(".kms-side").scroll_into_view_if_needed()
    page.get_by_role("button", name="Settings", exact=True).tap()
    in_sight = f"() => ({UNDER_THE_SHEET})().length === 0"
    for deed in (None, "stNumberInputStepUp", "stNumberInputStepDown"):
        if deed and page.get_by_test_id(deed).first.is_enabled():
            with one_run_or_more(page):
                page.get_by_test_id(deed).first.tap()
        page.locator(".kms[data-ready]").wait_for()
        page.wait_for_function(in_sight, polling="raf")
    for part in (".st-key-k", ".st-key-new_start"):
        assert in_view(page, part), part
    page.get_by_role("button", name="Settings", exact=True).tap()
    expect(page.locator(".kms-tools").first).to_be_visible()


@pytest.mark.parametrize("address", ["Starting_points?n=60&starts=20", "How_many_groups?n=60"])
def test_the_sheet_is_on_every_page_with_a_figure(new_page: OpenPage, app_url: str, address: str) -> None:
    page = new_page(**PHONE)
    open_app(page, f"{app_url}/{address}")
    settings = page.get_by_role("button", name="Settings", exact=True)
    settings.tap()
    assert in_view(page, ".st-key-rail [role=radiogroup], .st-key-rail input")
    page.keyboard.press("Escape")
    expect(settings).to_have_attribute("aria-expanded", "false")
    settings.tap()
    page.get_by_role("button", name="Pages").tap()
    with one_run_or_more(page):
        page.get_by_test_id("stPopoverBody").get_by_role("link", name="Your data").tap()
    assert not page.evaluate("document.documentElement.hasAttribute('data-settings-open')")
    expect(settings).to_have_count(0)
