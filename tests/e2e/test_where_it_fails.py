"""The page "Where it fails" in a browser."""

from playwright.sync_api import Page, expect

from tests.e2e.browser import one_run_or_more, open_app
from tests.e2e.conftest import OpenPage


def test_from_case_to_case_to_the_stepper_and_back(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/Where_it_fails")
    expect(page.locator(".kpp").first.locator("svg")).to_have_count(4)
    with one_run_or_more(page):
        page.get_by_role("radio", name="Rings").click()
    expect(page.get_by_text("Both rings have the same mean")).to_be_visible()
    assert "case=Rings" in page.url
    with one_run_or_more(page):
        page.get_by_role("button", name="Watch k-means on these points").click()
    page.locator(".kms[data-ready]").wait_for()
    assert "shape=rings" in page.url and "k=2" in page.url
    with one_run_or_more(page):
        page.go_back()
    expect(page.get_by_text("Both rings have the same mean")).to_be_visible()


def test_on_a_phone_every_picture_fits_and_the_quiz_is_answered_by_finger(
    new_page: OpenPage, app_url: str
) -> None:
    page = new_page(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, color_scheme="dark"
    )
    open_app(page, f"{app_url}/Where_it_fails?case=One+far+row")
    quiz = page.locator(".kpp").nth(1)
    expect(quiz.locator("svg")).to_have_count(1)
    with one_run_or_more(page):
        page.get_by_role("button", name="It does not").tap()
    expect(quiz.locator("svg")).to_have_count(2)
    expect(page.get_by_text("guessed right so far")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for box in (each.bounding_box() for each in page.locator(".kpp svg").all()):
        assert box is not None and box["width"] > 200 and box["x"] >= 0 and box["x"] + box["width"] <= 390
