"""The home page in a real browser: what only a browser shows."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, Route, expect

from charts import palette
from tests.e2e.browser import nothing_sent, one_run_or_more, open_app, overhear, script_runs

NEXT = ".kms-next"


def open_player(page: Page, url: str) -> None:
    open_app(page, url)
    page.locator(".kms[data-ready]").wait_for()


def step(page: Page) -> int:
    return int(page.locator(".kms").get_attribute("data-step") or -1)


def expect_step(page: Page, number: int) -> None:
    """The player is at this half-step, and its drawing has come to rest."""
    expect(page.locator(".kms")).to_have_attribute("data-step", str(number))
    expect(page.locator(".kms")).to_have_attribute("data-drawn", str(number))


def go_on(page: Page, times: int = 1) -> None:
    """Press next, and let each half-step be drawn to its end."""
    for _ in range(times):
        number = step(page) + 1
        page.click(NEXT)
        expect_step(page, number)


def to_the_end(page: Page) -> None:
    page.get_by_role("button", name="Last half-step").click()
    expect(page.locator(NEXT)).to_be_disabled()
    expect_step(page, step(page))


def means_on_screen(page: Page) -> list[list[int]]:
    """Where the means are drawn, in whole pixels."""
    means = page.locator(".kms-plot .scatterlayer .trace").last.locator(".point")
    places = [point.get_attribute("transform") or "" for point in means.all()]
    return [[round(float(number)) for number in re.findall(r"-?[\d.]+", place)[:2]] for place in places]


def point_in_the_open(page: Page) -> tuple[float, float]:
    """Where on the page a point lies that no mean covers."""
    x, y = page.evaluate(
        """() => {
            const centers = (name) => [...document.querySelectorAll(`.kms-plot .trace${name} .point`)].map((marker) => {
                const box = marker.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2];
            });
            const means = centers("means");
            return centers("points").find(([x, y]) => means.every(([u, v]) => Math.hypot(x - u, y - v) > 40));
        }"""
    )
    return x, y


def drawn_labels(page: Page) -> list[int]:
    return page.evaluate("() => Array.from(document.querySelector('.kms-plot').data[1].marker.color)")


def test_stepping_is_the_browsers_alone(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    runs = script_runs(page)
    expect(page.locator(NEXT)).to_have_text("Assign points")
    with nothing_sent(page):
        assert set(drawn_labels(page)) == {-1}
        go_on(page)
        expect(page.locator(".kms-sentence")).to_have_text("All 300 points joined the mean nearest to them.")
        assert set(drawn_labels(page)) == {0, 1, 2, 3, 4}
        expect(page.locator(NEXT)).to_have_text("Move means")
        before = means_on_screen(page)
        go_on(page)
        expect(page.locator(".kms-sentence")).to_contain_text("Each mean moved to the average of its points")
        assert means_on_screen(page) != before
        page.get_by_role("button", name="Back one half-step").click()
        expect_step(page, 1)
        assert means_on_screen(page) == before
        page.locator(".kms-track input").fill("5")
        expect_step(page, 5)
        page.get_by_role("button", name="Last half-step").click()
        expect(page.locator(".kms-sentence")).to_have_text(re.compile("Nothing changed: done after"))
        expect(page.locator(NEXT)).to_be_disabled()
        page.get_by_role("button", name="First half-step").click()
        expect_step(page, 0)
        assert set(drawn_labels(page)) == {-1}
    assert script_runs(page) == runs


def test_the_points_on_screen_take_the_colors_of_the_step(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    to_the_end(page)
    colors = page.evaluate(
        "() => [...document.querySelectorAll('.kms-plot .scatterlayer .trace')].map(t => [...t.querySelectorAll('.point')].map(p => getComputedStyle(p).fill))"
    )
    most = max(colors, key=len)
    assert len(most) == 300
    labels = drawn_labels(page)
    by_label: dict[int, set[str]] = {}
    for label, fill in zip(labels, most, strict=True):
        by_label.setdefault(label, set()).add(fill)
    assert all(len(fills) == 1 for fills in by_label.values())
    assert len(set.union(*by_label.values())) == 5


def test_keys_work_and_steal_from_no_field(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    page.keyboard.press("ArrowRight")  # nothing has the focus: the arrows are the player's
    expect_step(page, 1)
    page.locator(".kms-plot").click(position={"x": 200, "y": 100})
    for key, expected in (("ArrowRight", 2), ("ArrowLeft", 1), ("End", 21), ("Home", 0)):
        page.keyboard.press(key)
        expect_step(page, expected)
    page.keyboard.press("Space")
    expect(page.locator(".kms")).to_have_attribute("data-playing", "true")
    page.keyboard.press("Space")
    expect(page.locator(".kms")).to_have_attribute("data-playing", "false")
    page.keyboard.press("Home")
    field = page.get_by_role("spinbutton", name="Seed of the start")
    field.click()
    field.press("End")
    field.press("ArrowLeft")
    field.press("Home")
    field.press("Space")
    expect_step(page, 0)


def test_play_goes_to_the_end_and_pause_stops(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?start=8")
    page.get_by_label("Speed").select_option("fast")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("Number(document.querySelector('.kms').dataset.step) >= 3")
    page.get_by_role("button", name="Pause").click()
    stopped = step(page)
    with nothing_sent(page):  # it also waits a while
        pass
    assert step(page) == stopped
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".kms-sentence")).to_have_text(re.compile("Nothing changed"), timeout=30_000)
    expect(page.locator(".kms")).to_have_attribute("data-playing", "false")


def test_another_k_while_playing_starts_the_new_run_anew(page: Page, new_page, app_url: str) -> None:  # type: ignore[no-untyped-def]
    open_player(page, app_url)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("Number(document.querySelector('.kms').dataset.step) >= 2")
    with one_run_or_more(page):
        page.get_by_role("spinbutton", name="Clusters").press("ArrowDown")
    expect(page.locator(".kms-clusters tbody tr")).to_have_count(4)
    expect_step(page, 0)
    expect(page.locator(".kms")).to_have_attribute("data-playing", "false")
    expect(page).to_have_url(re.compile("k=4"))
    other = new_page()
    open_player(other, page.url)  # the same run on a page where nothing was gliding when it came
    assert means_on_screen(page) == means_on_screen(other)
    go_on(page, 2)
    go_on(other, 2)
    assert means_on_screen(page) == means_on_screen(other)
    page.get_by_role("button", name="Back one half-step").click()
    expect(page.locator(".kms-sentence")).to_have_text("All 300 points joined the mean nearest to them.")


def test_a_rerun_that_changes_nothing_leaves_the_player_where_it_was(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    go_on(page, 3)
    page.evaluate("document.querySelector('.kms-plot').dataset.same = 'yes'")
    page.get_by_role("button", name="Empty clusters, means by hand").click()
    with one_run_or_more(page):
        page.get_by_text("farthest", exact=True).click()
    expect_step(page, 3)
    assert page.locator(".kms-plot").get_attribute("data-same") == "yes"  # the very same element


def test_a_link_opened_elsewhere_shows_the_same_picture(page: Page, new_page, app_url: str) -> None:  # type: ignore[no-untyped-def]
    open_player(page, app_url)
    with one_run_or_more(page):
        page.get_by_role("spinbutton", name="Clusters").press("ArrowUp")
    with one_run_or_more(page):
        page.get_by_role("button", name="New start").first.click()
    expect(page).to_have_url(re.compile(r"k=6.*start=7|start=7.*k=6"))
    link = page.url
    other = new_page()
    open_player(other, link)
    for each in (page, other):
        to_the_end(each)
    assert drawn_labels(page) == drawn_labels(other)
    assert page.locator(".kms-clusters").inner_text() == other.locator(".kms-clusters").inner_text()


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


def test_the_animation_plays_offline(page: Page, new_page, app_url: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
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


@pytest.mark.parametrize("kind", ["PNG", "SVG"])
def test_the_view_is_saved_as_a_picture(page: Page, app_url: str, kind: str) -> None:
    open_player(page, app_url)
    page.click(NEXT)
    with page.expect_download() as download:
        page.get_by_role("button", name=kind, exact=True).click()
    content = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == f"k-means-half-step-1.{kind.lower()}"
    if kind == "PNG":
        assert content.startswith(b"\x89PNG")
    else:
        assert content.startswith(b"<svg") and content.count(b'class="point"') >= 305


def test_dark_and_back(page: Page, app_url: str) -> None:
    page.emulate_media(color_scheme="light")
    open_player(page, app_url)
    page.click(NEXT)
    ink = "() => getComputedStyle(document.querySelector('.kms-plot .xtitle')).fill"
    light = page.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"(old) => ({ink})() !== old", arg=light)
    red, green, blue = map(int, re.findall(r"\d+", page.evaluate(ink))[:3])
    assert min(red, green, blue) > 180  # light letters
    expect_step(page, 1)
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"(old) => ({ink})() === old", arg=light)


def test_regions_and_lines_can_be_switched_on(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    page.click(NEXT)
    shapes = page.locator(".kms-plot .shapelayer path")
    expect(shapes).to_have_count(0)
    page.get_by_label("Shade the regions").check()
    expect(shapes).to_have_count(5)
    first = shapes.first.get_attribute("d")
    page.click(NEXT)  # an update: the regions follow the means
    expect(shapes).to_have_count(5)
    assert shapes.first.get_attribute("d") != first
    page.get_by_label("Lines to the means").check()
    assert (page.locator(".kms-plot .kms-lines").get_attribute("d") or "").count("M") == 300
    page.get_by_label("Lines to the means").uncheck()
    expect(page.locator(".kms-plot .kms-lines")).to_have_attribute("d", "")
    page.get_by_label("Shade the regions").uncheck()
    expect(shapes).to_have_count(0)


def test_points_that_just_changed_are_ringed(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    go_on(page, 3)
    said = page.locator(".kms-sentence").inner_text()
    changed = int(said.split()[0])
    rings = page.locator(".kms-plot .kms-rings")
    assert changed == (rings.get_attribute("d") or "").count("M") > 0
    page.get_by_label("Mark changes").uncheck()
    expect(rings).to_have_attribute("d", "")


def test_hovering_tells_values_and_distances(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    go_on(page)
    page.mouse.move(*point_in_the_open(page))
    tip = page.locator(".kms-tip")
    expect(tip).to_be_visible()
    text = tip.inner_text()
    assert "A point of cluster" in text and "(nearest)" in text
    assert [f"to mean {j}" in text for j in range(1, 6)] == [True] * 5
    go_on(page)  # the means glide away; each is found where it is now
    expect(tip).to_be_hidden()
    page.locator(".kms-plot .tracemeans .point").nth(2).hover(force=True)
    expect(tip).to_contain_text("Mean 3")
    of_mean = page.locator(".kms-clusters tbody tr").nth(2).locator("td").all_inner_texts()
    assert of_mean[2] in tip.inner_text() and of_mean[3] in tip.inner_text()


def test_a_finger_on_a_point_tells_as_much(phone_page: Page, app_url: str) -> None:
    open_player(phone_page, app_url)
    phone_page.touchscreen.tap(*point_in_the_open(phone_page))
    expect(phone_page.locator(".kms-tip")).to_contain_text("A point without a cluster yet")
    plot = phone_page.locator(".kms-plot").bounding_box()
    assert plot
    phone_page.touchscreen.tap(plot["x"] + 4, plot["y"] + 4)
    expect(phone_page.locator(".kms-tip")).to_be_hidden()


def drag_mean(page: Page, mean: int, across: int, up: int) -> None:
    box = page.locator(".kms-plot .tracemeans .point").nth(mean).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across / 2, y - up / 2)
    page.mouse.move(x + across, y - up)
    page.mouse.up()


def test_a_mean_dragged_at_the_start_starts_the_run_from_there(page: Page, new_page, app_url: str) -> None:  # type: ignore[no-untyped-def]
    open_player(page, app_url)
    expect(page.locator(".kms-kind")).to_have_text("Start · drag a mean to start it elsewhere")
    before = means_on_screen(page)
    with one_run_or_more(page):
        drag_mean(page, 2, across=60, up=40)
    expect(page.locator(".kms-sentence")).to_have_text("You placed the 5 means.")
    expect_step(page, 0)
    after = means_on_screen(page)
    moved = (after[2][0] - before[2][0], before[2][1] - after[2][1])
    assert abs(moved[0] - 60) <= 1 and abs(moved[1] - 40) <= 1
    assert after[:2] + after[3:] == before[:2] + before[3:]
    go_on(page, 2)
    with nothing_sent(page):  # later on, a mean goes where its points are
        drag_mean(page, 2, across=60, up=40)
    expect_step(page, 2)
    other = new_page()
    open_player(other, page.url)  # the link holds the place
    expect(other.locator(".kms-sentence")).to_contain_text("Each mean moved")
    assert means_on_screen(other) == means_on_screen(page)
    with one_run_or_more(page):
        page.get_by_role("button", name="New start").first.click()
    expect(page.locator(".kms-sentence")).to_contain_text("picked at random")


def test_a_mean_in_hand_when_another_run_comes_is_let_go(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    box = page.locator(".kms-plot .tracemeans .point").nth(4).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 30)
    with one_run_or_more(page):
        page.get_by_role("spinbutton", name="Clusters").fill("1")
    expect(page.locator(".kms-clusters tbody tr")).to_have_count(1)
    with nothing_sent(page):
        page.mouse.move(x - 30, y - 30)
        page.mouse.up()
    go_on(page)


def test_a_drag_that_was_answered_is_waited_for_no_longer(page: Page, app_url: str) -> None:
    page.add_init_script(
        """
        window.waiting = new Set();
        const [set, clear] = [window.setTimeout, window.clearTimeout];
        window.setTimeout = (action, delay, ...more) => {
            const timer = set(action, delay, ...more);
            if (delay === 10_000 && String(action).includes("awaiting")) window.waiting.add(timer);
            return timer;
        };
        window.clearTimeout = (timer) => { window.waiting.delete(timer); clear(timer); };
        """
    )
    open_player(page, app_url)
    with one_run_or_more(page):
        drag_mean(page, 2, across=60, up=40)
    expect(page.locator(".kms-sentence")).to_have_text("You placed the 5 means.")
    assert page.evaluate("window.waiting.size") == 0  # it would cut short the wait for the next drag


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


def test_who_wants_to_be_asked_guesses_first(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    page.get_by_label("Ask me first").check()
    asked = page.locator(".kms-guessing")
    expect(asked).to_have_text("")  # the first assign changes every point: nothing to guess
    go_on(page)
    expect(asked).to_have_text("Your guess: press the mean that will move the farthest.")
    with nothing_sent(page):
        page.mouse.click(*point_in_the_open(page))  # no answer to the question
        assert step(page) == 1
        page.locator(".kms-plot .tracemeans .point").nth(1).click(force=True)
    expect_step(page, 2)
    farthest = re.search(r"mean (\d) the most, by ([\d.]*\d)", page.locator(".kms-sentence").inner_text())
    assert farthest
    verdict = asked.inner_text()
    assert f"mean {farthest[1]} moved the farthest, by {farthest[2]}" in verdict
    assert verdict.startswith("Right" if farthest[1] == "2" else "Not quite")
    assert f"guessed {int(farthest[1] == '2')} of 1 right" in verdict
    expect(asked).to_contain_text("Your guess: press a point that will change cluster.")
    before = drawn_labels(page)
    page.mouse.click(*point_in_the_open(page))
    expect_step(page, 3)
    changed = sum(old != new for old, new in zip(before, drawn_labels(page), strict=True))
    verdict = asked.inner_text()
    assert ("that point went from cluster" in verdict) == verdict.startswith("Right")
    assert verdict.startswith("Right") or f"; {changed} changed." in verdict
    go_on(page)  # without a guess
    expect(asked).to_have_text("Your guess: press a point that will change cluster.")
    page.get_by_label("Ask me first").uncheck()
    expect(asked).to_be_hidden()


def test_a_press_on_a_mean_moves_nothing(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    with nothing_sent(page):
        page.locator(".kms-plot .tracemeans .point").first.click(force=True)
    page.keyboard.press("ArrowRight")
    expect_step(page, 1)


def test_a_finger_drags_a_mean_and_scrolls_elsewhere(phone_page: Page, app_url: str) -> None:
    open_player(phone_page, app_url)
    phone_page.locator(".kms-plot").scroll_into_view_if_needed()
    before = means_on_screen(phone_page)
    box = phone_page.locator(".kms-plot .tracemeans .point").first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = phone_page.context.new_cdp_session(phone_page)
    with one_run_or_more(phone_page):
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for part in (10, 25, 40):
            touch.send(
                "Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y + part}]}
            )
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(phone_page.locator(".kms-sentence")).to_have_text("You placed the 5 means.")
    expect_step(phone_page, 0)
    assert abs(means_on_screen(phone_page)[0][1] - before[0][1] - 40) <= 1


def test_another_size_draws_the_same_half_step(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    go_on(page, 2)
    before = means_on_screen(page)
    page.set_viewport_size({"width": 1600, "height": 1000})
    page.wait_for_function(
        """() => {
            const plot = document.querySelector('.kms-plot');
            return plot.clientWidth > 700 && Number(plot.querySelector('.main-svg').getAttribute('width')) === plot.clientWidth;
        }"""
    )
    expect_step(page, 2)
    wide = means_on_screen(page)
    assert max(x for x, _ in wide) > max(x for x, _ in before)
    go_on(page)
    assert means_on_screen(page) == wide  # an assign moves no mean


def test_many_points_are_drawn_on_a_canvas_and_the_sample_is_told(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=6000&shape=overlapping+blobs")
    expect(page.get_by_text("The plot shows 5,000 of your 6,000 points")).to_be_visible()
    go_on(page)
    expect(page.locator(".kms-sentence")).to_have_text("All 6,000 points joined the mean nearest to them.")
    assert set(drawn_labels(page)) == {0, 1, 2, 3, 4}
    inks = page.evaluate(
        """() => {
            const canvas = document.querySelector('.kms-plot canvas.kms-points');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const count = {};
            for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) {
                const ink = [data[i], data[i + 1], data[i + 2]].join();
                count[ink] = (count[ink] ?? 0) + 1;
            }
            return count;
        }"""
    )
    for cluster in range(5):  # each cluster shows in its own colour
        red, green, blue = bytes.fromhex(palette.color(cluster)[1:])
        assert inks.get(f"{red},{green},{blue}", 0) > 100
    go_on(page, 2)
    said = page.locator(".kms-sentence").inner_text()
    assert "of 6,000 points changed cluster" in said


def canvases(page: Page) -> list[dict[str, list[float]]]:
    """Where each canvas of the plot is and which of the clusters' colours it shows, and where the plot is."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.kms canvas')].map((canvas) => {
            const at = ({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round);
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const inks = new Set();
            for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) inks.add((data[i] << 16) + (data[i + 1] << 8) + data[i + 2]);
            return { place: at(canvas.getBoundingClientRect()), plot: at(document.querySelector('.kms-plot').getBoundingClientRect()), inks: [...inks] };
        })"""
    )


def expect_one_canvas(page: Page, number: int) -> None:
    """One canvas, within the plot, with the points as they are at this half-step."""
    expect_step(page, number)
    expect(page.locator(".kms canvas")).to_have_count(1)
    (canvas,) = canvases(page)
    (left, top, right, bottom), (start, above, end, below) = canvas["place"], canvas["plot"]
    assert start <= left and above <= top and right <= end and bottom <= below
    drawn = {int(palette.color(j)[1:], 16) for j in range(5)} & set(canvas["inks"])
    assert bool(drawn) == (number > 0), "points of another half-step lie over or under these"


def test_no_points_of_an_earlier_drawing_stay_on_screen(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=2000")
    to_the_end(page)
    expect_one_canvas(page, step(page))
    with one_run_or_more(page):
        page.get_by_role("button", name="New start").first.click()
    expect_one_canvas(page, 0)
    to_the_end(page)
    for width, height in ((900, 700), (390, 844), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(
            "() => { const plot = document.querySelector('.kms-plot'); return Math.abs(plot.querySelector('.main-svg').getAttribute('width') - plot.clientWidth) <= 1; }"
        )
        expect_one_canvas(page, step(page))
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("getComputedStyle(document.querySelector('.kms')).color === 'rgb(233, 237, 245)'")
    expect_one_canvas(page, step(page))
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="First half-step").click()
    expect_step(page, 0)
    x, y = means_on_screen(page)[0]
    area = page.locator(".kms-plot .kms-points").bounding_box()
    assert area is not None
    page.mouse.move(area["x"] + x, area["y"] + y)
    page.mouse.down()
    page.mouse.move(area["x"] + x + 60, area["y"] + y + 30, steps=4)
    with one_run_or_more(page):
        page.mouse.up()
    expect_one_canvas(page, 0)
    page.get_by_role("button", name="Number, spread, seed").click()
    field = page.get_by_role("spinbutton", name="Points")
    field.fill("300")
    field.press("Enter")
    expect(page.locator(".kms-plot .tracepoints .point").first).to_be_attached()
    expect(page.locator(".kms canvas")).to_have_count(0)


def test_of_means_at_one_place_the_one_on_top_is_told_and_dragged(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?k=3&init=by+hand&means=5,5;5,5;5.1,5")
    area = page.locator(".kms-plot .draglayer .nsewdrag, .kms-plot .bglayer rect").last.bounding_box()
    assert area is not None
    (x, y), (u, _) = (means_on_screen(page)[j] for j in (1, 2))
    assert 0 < u - x < 12
    page.mouse.move(area["x"] + x - 11, area["y"] + y)  # beyond the third, which covers most of them
    tip = page.locator(".kms-tip strong")
    expect(tip).to_have_text("Means 1 and 2, at one place")
    page.mouse.down()
    page.mouse.move(area["x"] + x - 71, area["y"] + y, steps=4)
    with one_run_or_more(page):
        page.mouse.up()
    expect_step(page, 0)
    after = means_on_screen(page)
    assert after[0] == [x, y] and after[1][0] < x - 50
    page.mouse.move(area["x"] + x, area["y"] + y)
    expect(tip).to_have_text("Mean 3")


def test_means_at_one_place_are_all_named(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?k=3&init=by+hand&means=5,5;5,5;2,2")
    numbers = page.locator(".kms-plot .tracemeans text")
    expect(numbers).to_have_text(["", "1, 2", "3"])
    drag_mean(page, 1, 60, 0)
    expect(numbers).to_have_text(["1", "2", "3"])


def test_a_mean_without_points_is_hollow_and_said_to_have_none(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?k=4&n=8&init=by+hand&means=5,5;50,50;2,2;3,7")
    to_the_end(page)
    means = page.locator(".kms-plot .tracemeans .point")
    filled = [means.nth(j).evaluate("mean => mean.style.fillOpacity") for j in range(4)]
    assert filled == ["0.25", "0", "0.25", "0.25"]  # the others hide all eight points: they are of glass
    expect(page.locator(".kms-sentence")).to_contain_text("Cluster 2 still has no points.")
    number, third = (
        page.locator(".kms-plot .tracemeans text").nth(2).bounding_box(),
        means.nth(2).bounding_box(),
    )
    assert number is not None and third is not None
    assert number["y"] > third["y"] + third["height"] / 2  # away from the fourth, which is above it
    box = means.nth(1).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".kms-tip strong")).to_have_text("Mean 2, no points")


def test_points_at_one_place_are_as_large_as_they_are_many(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?shape=blobs&spread=0&k=5")
    widths = "() => [...document.querySelectorAll('.kms-plot .tracepoints .point')].map(marker => Math.round(marker.getBoundingClientRect().width))"
    assert set(page.evaluate(widths)) <= {40, 41, 42}
    go_on(page)
    assert (
        max(page.evaluate(widths)) <= 56 and min(page.evaluate(widths)) >= 30
    )  # other symbols of the same size
    x, y = page.evaluate(
        "() => { const box = document.querySelector('.kms-plot .tracepoints .point').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }"
    )
    page.mouse.move(x + 13.5, y)  # beyond the means that may be there
    expect(page.locator(".kms-tip strong")).to_contain_text("One of 60 points at this place, of cluster")


def open_table(page: Page, app_url: str, content: str, query: str = "") -> None:
    open_app(page, f"{app_url}/?data=Upload{query}")
    with one_run_or_more(page):
        page.locator("input[type=file]").set_input_files(
            {"name": "t.tsv", "mimeType": "text/tab-separated-values", "buffer": content.encode()}
        )
    page.locator(".kms[data-ready]").wait_for()


def test_few_points_are_seen_in_their_means(page: Page, app_url: str) -> None:
    open_table(page, app_url, "a\tb\n1\t1\n2\t1\n10\t1\n10\t2\n50\t50\n51\t50\n", "&k=3")
    clear = "() => [...document.querySelectorAll('.kms-plot .tracemeans .point')].map(mean => mean.style.fillOpacity)"
    to_the_end(page)
    assert page.evaluate(clear) == ["0.25"] * 3
    assert page.locator(".kms-plot text.kms-beside").count() == 3
    x, y = page.evaluate(
        "() => { const box = document.querySelector('.kms-plot .tracepoints .point').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }"
    )
    page.mouse.move(x, y)
    expect(page.locator(".kms-tip strong")).to_contain_text("A point of cluster")
    open_player(page, f"{app_url}/?n=2000")
    to_the_end(page)
    assert not {"0.25"} & set(page.evaluate(clear))


@pytest.mark.parametrize(
    "name", ["%{x}", "100%{y:.2f}", "<b>bold</b>", "$x$", "{{x}}", "&amp;", "שלום עולם", "🐟 fish", "n" * 300]
)
def test_names_are_shown_letter_by_letter_on_the_axes(page: Page, app_url: str, name: str) -> None:
    rows = "".join(f"{i % 7}\t{i % 5}\n" for i in range(30))
    open_table(page, app_url, f"{name}\tother {name}\n{rows}")
    shown = name if len(name) < 60 else re.compile("^n+…n+$")
    expect(page.locator(".kms-plot .xtitle")).to_have_text(shown)
    expect(page.locator(".kms-plot .ytitle")).to_have_text(
        f"other {name}" if len(name) < 60 else re.compile("^other n+…n+$")
    )


def test_one_column_is_stacked_and_its_means_move_along_a_line(page: Page, app_url: str) -> None:
    open_table(page, app_url, "w\n1\n2\n2\n10\n11\n30\n31\n", "&k=2")
    expect(page.locator(".kms-plot .xtitle")).to_have_text("w")
    before = means_on_screen(page)
    assert before[0][1] == before[1][1]
    area = page.locator(".kms-plot").bounding_box()
    assert area is not None
    mean = page.locator(".kms-plot .tracemeans .point").first.bounding_box()
    assert mean is not None
    with one_run_or_more(page):
        page.mouse.move(mean["x"] + 12, mean["y"] + 12)
        page.mouse.down()
        page.mouse.move(mean["x"] + 72, mean["y"] - 88, steps=5)
        assert means_on_screen(page)[0][1] == before[0][1]  # never up or down
        page.mouse.up()
    expect(page.locator(".kms-sentence")).to_have_text("You placed the 2 means.")
    after = means_on_screen(page)
    assert after[0][1] == before[0][1] and after[0][0] > before[0][0] + 50
    page.get_by_label("Shade the regions").check()
    expect(page.locator(".kms-plot .shapelayer path")).to_have_count(2)
    to_the_end(page)


def test_on_a_phone_it_is_one_column_and_nothing_sticks_out(phone_page: Page, app_url: str) -> None:
    open_player(phone_page, app_url)
    phone_page.tap(NEXT)
    expect(phone_page.locator(".kms-sentence")).to_have_text(
        "All 300 points joined the mean nearest to them."
    )
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    plot, side = (phone_page.locator(part).bounding_box() for part in (".kms-plot", ".kms-side"))
    assert plot and side and side["y"] > plot["y"] + plot["height"]
    small = phone_page.evaluate(
        "() => [...document.querySelectorAll('.kms-bar button')].filter(b => b.getBoundingClientRect().height < 40).length"
    )
    assert small == 0


def test_what_a_screen_reader_is_told(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    plot = page.locator(".kms-plot")
    expect(plot).to_have_attribute("role", "img")
    expect(plot).to_have_attribute("aria-label", re.compile(r"300 points .* 5 means\. Start"))
    page.click(NEXT)
    expect(plot).to_have_attribute("aria-label", re.compile("All 300 points joined"))
    unnamed = page.evaluate(
        "() => [...document.querySelectorAll('.kms button, .kms input, .kms select')].filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || e.closest('label'))).length"
    )
    assert unnamed == 0
    expect(page.locator(".kms-caption")).to_have_attribute("aria-live", "polite")


def test_a_link_holds_the_half_step_and_the_options(page: Page, new_page, app_url: str) -> None:  # type: ignore[no-untyped-def]
    open_player(page, app_url)
    page.get_by_label("Shade the regions").check()
    page.get_by_label("Trails").uncheck()
    go_on(page, 3)
    expect(page).to_have_url(re.compile("step=3"))
    other = new_page()
    open_player(other, page.url)
    expect_step(other, 3)
    assert drawn_labels(other) == drawn_labels(page)
    expect(other.get_by_label("Shade the regions")).to_be_checked()
    expect(other.get_by_label("Trails")).not_to_be_checked()
    expect(other.locator(".kms-plot .shapelayer path")).to_have_count(5)
    with one_run_or_more(other):
        other.get_by_role("button", name="New start").first.click()
    expect_step(other, 0)  # another run begins at its start


def test_steps_quicker_than_the_glide_end_where_they_should(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    at_start = means_on_screen(page)
    go_on(page)
    page.click(NEXT)  # the means begin to glide
    page.get_by_role("button", name="First half-step").click()
    expect_step(page, 0)
    assert means_on_screen(page) == at_start
    assert set(drawn_labels(page)) == {-1}
    go_on(page, 3)
    places, labels = means_on_screen(page), drawn_labels(page)
    page.get_by_role("button", name="First half-step").click()
    expect_step(page, 0)
    page.evaluate("() => { for (let i = 0; i < 3; i++) document.querySelector('.kms-next').click(); }")
    expect_step(page, 3)
    assert means_on_screen(page) == places
    assert drawn_labels(page) == labels
