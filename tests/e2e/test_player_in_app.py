"""The player in the app: what needs the server, the rest of the page, or an address."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
from playwright.sync_api import Page, Route, expect

from tests.e2e.browser import nothing_sent, one_run_or_more, open_app, overhear, script_runs
from tests.e2e.conftest import OpenPage
from tests.e2e.player_page import (
    center,
    drag_mean,
    drawn_labels,
    expect_step,
    go_on,
    means_on_screen,
    open_player,
    step,
    to_the_end,
    to_the_start,
)

MOVED = "You moved mean {}; the others are as drawn."


def test_stepping_is_the_browsers_alone_and_takes_no_keys_from_fields(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    field = page.get_by_role("spinbutton", name="Seed of the start")
    field.click()
    runs = script_runs(page)
    with nothing_sent(page):
        for key in ("End", "ArrowLeft", "Home", "Space"):
            field.press(key)
        expect_step(page, 0)
        assert set(drawn_labels(page)) == {-1}
        go_on(page)
        expect(page.locator(".kms-sentence")).to_have_text("All 300 points joined the mean nearest to them.")
        assert set(drawn_labels(page)) == {0, 1, 2, 3, 4}
        before = means_on_screen(page)
        go_on(page)
        expect(page.locator(".kms-sentence")).to_contain_text("Each mean moved to the average of its points")
        assert means_on_screen(page) != before
        page.get_by_role("button", name="Back one half-step").click()
        expect_step(page, 1)
        assert means_on_screen(page) == before
        page.locator(".kms-track input").fill("5")
        expect_step(page, 5)
        to_the_end(page)
        expect(page.locator(".kms-sentence")).to_have_text(re.compile("Nothing changed: done after"))
        to_the_start(page)
        page.locator(".kms-plot .tracemeans .point").first.click(force=True)  # a press moves nothing
        page.keyboard.press("ArrowRight")
        expect_step(page, 1)
    assert script_runs(page) == runs


def test_another_k_while_playing_starts_the_new_run_anew(new_page: OpenPage, app_url: str) -> None:
    page = new_page(reduced_motion="no-preference")
    open_player(page, app_url)
    page.get_by_label("Speed").select_option("fast")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("Number(document.querySelector('.kms').dataset.step) >= 2")
    with one_run_or_more(page):
        page.get_by_role("spinbutton", name="Clusters").press("ArrowDown")
    expect(page.locator(".kms-clusters tbody tr")).to_have_count(4)
    expect_step(page, 0)
    expect(page.locator(".kms")).to_have_attribute("data-playing", "false")
    expect(page).to_have_url(re.compile("k=4"))
    go_on(page, 2)
    expect(page).to_have_url(re.compile("#step=2&speed=fast$"))
    other = new_page()
    open_player(other, page.url)  # the same run on a page where nothing was gliding when it came
    expect_step(other, 2)
    assert means_on_screen(page) == means_on_screen(other)
    assert drawn_labels(page) == drawn_labels(other)
    assert page.locator(".kms-clusters").inner_text() == other.locator(".kms-clusters").inner_text()
    with one_run_or_more(other):
        other.get_by_role("button", name="New start").first.click()
    expect_step(other, 0)  # another run begins at its start


def test_a_rerun_that_changes_nothing_leaves_the_player_where_it_was(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    go_on(page, 3)
    page.evaluate("document.querySelector('.kms-plot').dataset.same = 'yes'")
    page.get_by_role("button", name="Empty clusters, means by hand").click()
    with one_run_or_more(page):
        page.get_by_test_id("stRadioGroup").get_by_text("farthest", exact=True).click()
    expect_step(page, 3)
    assert page.locator(".kms-plot").get_attribute("data-same") == "yes"  # the very same element


def test_a_file_of_ones_own_and_its_downloads(page: Page, app_url: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    X = np.concatenate([rng.normal(center, 1, size=(20, 2)) for center in ((0, 0), (9, 2), (4, 9))])
    table = pd.DataFrame({"id": [f"p{i}" for i in range(60)], "length <b>": X[:, 0], "$width$": X[:, 1]})
    file = tmp_path / "mine.csv"
    table.to_csv(file, index=False)
    open_app(page, f"{app_url}/?data=Upload&k=3")
    expect(page.get_by_text("files do not travel in links")).to_be_visible()
    with one_run_or_more(page):
        page.locator("input[type=file]").set_input_files(file)
    page.locator(".kms[data-ready]").wait_for()
    expect(page.locator(".kms-plot .xtitle")).to_have_text("length <b>")
    expect(page.locator(".kms-plot .ytitle")).to_have_text("$width$")
    to_the_end(page)
    labels = drawn_labels(page)

    page.get_by_text("Take it with you").click()
    with page.expect_download() as points:
        page.get_by_role("button", name="Points with clusters").click()
    saved = pd.read_csv(points.value.path())
    assert list(saved.columns) == ["id", "length <b>", "$width$", "cluster"]
    assert (saved["cluster"] - 1).tolist() == labels
    with page.expect_download() as means:
        page.get_by_role("button", name="Means (CSV)").click()
    assert pd.read_csv(means.value.path())["points"].sum() == 60


def test_the_animation_plays_offline(page: Page, new_page: OpenPage, app_url: str, tmp_path: Path) -> None:
    open_player(page, app_url)
    page.get_by_text("Take it with you").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Animation").click()
    file = tmp_path / "animation.html"
    download.value.save_as(file)
    offline = new_page(offline=True)
    offline.goto(file.as_uri())
    offline.locator(".kms[data-ready]").wait_for()
    offline.keyboard.press("ArrowRight")
    expect_step(offline, 1)
    expect(offline.locator(".kms-sentence")).to_have_text("All 300 points joined the mean nearest to them.")
    assert set(drawn_labels(offline)) == {0, 1, 2, 3, 4}
    assert all(address.startswith("file:") for address in overhear(offline).requests)


def test_dark_and_back(page: Page, app_url: str) -> None:
    page.emulate_media(color_scheme="light")
    open_player(page, app_url)
    go_on(page)
    ink = "() => getComputedStyle(document.querySelector('.kms-plot .xtitle')).fill"
    light = page.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"(old) => ({ink})() !== old", arg=light)
    red, green, blue = map(int, re.findall(r"\d+", page.evaluate(ink))[:3])
    assert min(red, green, blue) > 180  # light letters
    expect_step(page, 1)
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"(old) => ({ink})() === old", arg=light)


def test_a_mean_dragged_at_the_start_starts_the_run_from_there(
    page: Page, new_page: OpenPage, app_url: str
) -> None:
    page.add_init_script(
        """
        window.waiting = new Set();
        const [set, clear] = [window.setTimeout, window.clearTimeout];
        window.setTimeout = (action, delay, ...more) => {
            const timer = set(action, delay, ...more);
            if (delay === 10_000 && String(action).includes("stopWaiting")) window.waiting.add(timer);
            return timer;
        };
        window.clearTimeout = (timer) => { window.waiting.delete(timer); clear(timer); };
        """
    )
    open_player(page, app_url)
    expect(page.locator(".kms-kind")).to_have_text("Start · drag a mean to start it elsewhere")
    before = means_on_screen(page)
    with one_run_or_more(page):
        drag_mean(page, 2, across=60, up=40)
        assert page.evaluate("window.waiting.size") == 1
    expect(page.locator(".kms-sentence")).to_have_text(MOVED.format(3))
    assert page.evaluate("window.waiting.size") == 0  # it would cut short the wait for the next drag
    expect_step(page, 0)
    after = means_on_screen(page)
    moved = (after[2][0] - before[2][0], before[2][1] - after[2][1])
    assert abs(moved[0] - 60) <= 1 and abs(moved[1] - 40) <= 1
    assert after[:2] + after[3:] == before[:2] + before[3:]
    other = new_page()
    open_player(other, page.url)  # the link holds the place
    expect(other.locator(".kms-sentence")).to_have_text(MOVED.format(3))
    assert means_on_screen(other) == after
    with one_run_or_more(page):
        page.get_by_role("button", name="New start").first.click()
    expect(page.locator(".kms-sentence")).to_contain_text("picked at random")


def test_a_mean_in_hand_when_another_run_comes_is_let_go(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    x, y = center(page, "means", 4)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 30)
    with one_run_or_more(page):
        clusters = page.get_by_role("spinbutton", name="Clusters")
        clusters.fill("1")
        clusters.press("Enter")
    expect(page.locator(".kms-clusters tbody tr")).to_have_count(1)
    with nothing_sent(page):
        page.mouse.move(x - 30, y - 30)
        page.mouse.up()
    go_on(page)


def test_a_page_left_while_the_drawing_library_loads_draws_nothing(page: Page, app_url: str) -> None:
    held: list[Route] = []
    page.route("**/plotly-*.min.js", lambda route: held.append(route))
    open_app(page, app_url)
    page.locator(".kms").wait_for()
    with one_run_or_more(page):
        page.get_by_role("link", name="Your data").first.click()
    expect(page.locator(".kms")).to_have_count(0)
    stub = (
        "window.drawn = []; window.Plotly = { newPlot: (plot) => { window.drawn.push(plot.isConnected); } };"
    )
    held[0].fulfill(body=stub, content_type="text/javascript")
    page.wait_for_function("window.drawn")
    page.evaluate("new Promise((done) => setTimeout(done))")  # after all that waited for it
    assert page.evaluate("window.drawn") == []


def test_a_finger_drags_a_mean_and_scrolls_elsewhere(phone_page: Page, app_url: str) -> None:
    open_player(phone_page, app_url)
    phone_page.locator(".kms-plot").scroll_into_view_if_needed()
    before = means_on_screen(phone_page)
    x, y = center(phone_page, "means")
    touch = phone_page.context.new_cdp_session(phone_page)
    with one_run_or_more(phone_page):
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for part in (10, 25, 40):
            touch.send(
                "Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y + part}]}
            )
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(phone_page.locator(".kms-sentence")).to_have_text(MOVED.format(1))
    expect_step(phone_page, 0)
    assert abs(means_on_screen(phone_page)[0][1] - before[0][1] - 40) <= 1
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_mean_dragged_over_many_points_leaves_one_canvas(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=2000")
    with one_run_or_more(page):
        drag_mean(page, 0, across=60, up=-30)
    expect_step(page, 0)
    expect(page.locator(".kms canvas")).to_have_count(1)
    page.get_by_role("button", name="Number, spread, seed").click()
    field = page.get_by_role("spinbutton", name="Number of points")
    field.click()  # which waits until the panel stands still: as it opens it writes its value once more
    field.fill("300")
    field.press("Enter")
    expect(page.locator(".kms-plot .tracepoints .point").first).to_be_attached()
    expect(page.locator(".kms canvas")).to_have_count(0)


def test_of_means_at_one_place_all_are_named_and_the_one_on_top_is_dragged(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?k=4&init=by+hand&means=5,5;5,5;5.1,5;2,2")
    numbers = page.locator(".kms-plot .tracemeans text")
    (x, y), (u, _) = (means_on_screen(page)[j] for j in (1, 2))
    assert 0 < u - x < 12
    left, up = center(page, "means", 1)
    page.mouse.move(left - 11, up)  # beyond the third, which covers most of them
    tip = page.locator(".kms-tip strong")
    expect(tip).to_have_text("Means 1 and 2, at one place")
    expect(numbers).to_have_text(["", "", "1, 2, 3", "4"])
    page.mouse.down()
    with one_run_or_more(page):
        page.mouse.move(left - 71, up, steps=4)
        page.mouse.up()
    expect_step(page, 0)
    after = means_on_screen(page)
    assert after[0] == [x, y] and after[1][0] < x - 50
    expect(numbers).to_have_text(["", "2", "1, 3", "4"])
    page.mouse.move(left, up)
    expect(tip).to_have_text("Mean 3")


def test_the_mean_of_one_column_moves_along_its_line(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/?data=Upload&k=2")
    with one_run_or_more(page):
        page.locator("input[type=file]").set_input_files(
            {"name": "t.tsv", "mimeType": "text/plain", "buffer": b"w\n1\n2\n2\n10\n11\n30\n31\n"}
        )
    page.locator(".kms[data-ready]").wait_for()
    before = means_on_screen(page)
    x, y = center(page, "means")
    with one_run_or_more(page):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y - 100, steps=5)
        assert means_on_screen(page)[0][1] == before[0][1]  # never up or down
        page.mouse.up()
    expect(page.locator(".kms-sentence")).to_have_text("You moved mean 1; the other is as drawn.")
    after = means_on_screen(page)
    assert after[0][1] == before[0][1] and after[0][0] > before[0][0] + 50
    assert step(page) == 0
