"""Two means at one place: both are seen, and both can be moved."""

from playwright.sync_api import Page, expect

from tests.e2e.browser import one_run_or_more
from tests.e2e.player_page import center, drag_mean, means_on_screen, open_player


def test_two_means_at_one_place_are_seen_and_grasped(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=60&k=3&init=by+hand&means=5,5;5,5;8,2")
    numbers = page.locator(".kms-plot .tracemeans text")
    assert "1, 2" in numbers.all_text_contents()  # both, at the one on top
    below, above, other = page.locator(".kms-plot .tracemeans .point").evaluate_all(
        "(all) => all.map((each) => each.getBoundingClientRect().width)"
    )
    assert below > above + 8 and above == other  # a ring in the colour of the first
    page.mouse.move(*center(page, "means", 0))
    expect(page.locator(".kms-tip strong")).to_have_text("Means 1 and 2, at one place")
    before = means_on_screen(page)
    with one_run_or_more(page):
        drag_mean(page, 0, across=70, up=40)
    expect(page.locator(".kms[data-drawn='0']")).to_be_visible()
    after = means_on_screen(page)
    moved = [j for j in range(3) if after[j] != before[j]]
    assert moved == [1]  # the one on top
    assert sorted(numbers.all_text_contents()) == ["1", "2", "3"]
    with one_run_or_more(page):
        drag_mean(page, 0, across=-60, up=-40)
    assert [j for j in range(3) if means_on_screen(page)[j] != after[j]] == [0]  # and the one below it
