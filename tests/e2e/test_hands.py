"""What hands do in the player, by mouse, finger and keyboard, in the app: the server computes what comes of it."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import nothing_sent, one_run_or_more, open_app
from tests.e2e.player_page import (
    center,
    drag_mean,
    drawn_labels,
    expect_step,
    go_on,
    means_on_screen,
    open_player,
    point_in_the_open,
    to_the_start,
)

SENTENCE, ABOUT = ".kms-sentence", ".kms-about"
ON_THE_WAY = "You moved mean {}: k-means goes on from there; all 300 points joined the mean nearest to them."


def hold(page: Page, mean: int, across: int, up: int) -> None:
    """A mean in hand, not let go."""
    x, y = center(page, "means", mean)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y - up, steps=4)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def painted(page: Page) -> list[str]:
    """The colour that each point has on screen."""
    colors: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('.kms-plot .tracepoints .point')].map((point) => getComputedStyle(point).fill)"
    )
    return colors


def empty_place(page: Page) -> tuple[float, float]:
    """In the middle of the plot, and a little beside."""
    box = page.locator(".kms-plot").bounding_box()
    assert box
    return box["x"] + box["width"] / 2 + 17, box["y"] + box["height"] / 2 + 9


def test_while_a_mean_is_dragged_all_follows_and_what_is_computed_then_is_the_same(
    page: Page, app_url: str
) -> None:
    open_player(page, f"{app_url}/#cells=on")
    go_on(page, 4)
    before, places = painted(page), means_on_screen(page)
    shapes = page.locator(".kms-plot .kms-cells path")
    with nothing_sent(page):
        hold(page, 2, 40, 30)
        expect(page.locator(".kms-kind")).to_have_text("Mean 3 in your hand")
        expect(page.locator(SENTENCE)).to_have_text(
            re.compile(
                r"With every point at its nearest mean, inertia with mean 3 here: [\d.,]+; where it was: [\d.,]+\."
            )
        )
        expect(shapes).to_have_count(5)
    held = painted(page)
    inertia = re.findall(r"here: ([\d.,]+);", page.locator(SENTENCE).inner_text())[0]
    assert held != before
    with one_run_or_more(page):
        page.mouse.up()
    expect_step(page, 1)  # on the way, the run goes on with the assign that is on screen
    expect(page.locator(SENTENCE)).to_have_text(ON_THE_WAY.format(3))
    assert painted(page) == held
    expect(shapes).to_have_count(0)
    assert (
        abs(float(page.locator(".kms-now").text_content() or "nan") - float(inertia)) < 1
    )  # as many digits as stand beside each
    after = means_on_screen(page)
    assert abs(after[2][0] - places[2][0] - 40) <= 1 and abs(places[2][1] - after[2][1] - 30) <= 1
    assert after[:2] + after[3:] == places[:2] + places[3:]
    to_the_start(page)
    expect(page.locator(SENTENCE)).to_have_text("You moved mean 3; the others are where they were.")


def test_where_more_columns_count_than_are_drawn_what_follows_is_what_is_computed_too(
    page: Page, app_url: str
) -> None:
    rows = [(i % 3 * 20 + i % 7, i % 5 * 3 + i % 4, i % 2 * 30 + i % 3) for i in range(60)]
    table = "a,b,c\n" + "".join(f"{a},{b},{c}\n" for a, b, c in rows)
    open_app(page, f"{app_url}/?data=Upload&x=a&y=b&more=c&k=3")
    with one_run_or_more(page):
        page.locator("input[type=file]").set_input_files(
            {"name": "mine.csv", "mimeType": "text/csv", "buffer": table.encode()}
        )
    page.locator(".kms[data-ready]").wait_for()
    go_on(page, 2)
    before = painted(page)
    hold(page, 1, 60, 20)
    held = painted(page)
    assert len({*held}) == 3 and held != before
    with one_run_or_more(page):
        page.mouse.up()
    expect(page.locator(SENTENCE)).to_have_text(ON_THE_WAY.format(2).replace("300", "60"))
    assert painted(page) == held


def test_what_the_mean_in_hand_is_compared_with_is_on_the_curve_or_said(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    for step in (1, 2):
        go_on(page)
        on_curve = page.locator(".kms-now").text_content()
        hold(page, 3, 5, 5)
        expect(page.locator(SENTENCE)).to_contain_text("where it was")
        said = page.locator(SENTENCE).inner_text()
        same = (
            abs(
                float(re.findall(r"was: ([\d.,]+)\.", said)[0].replace(",", ""))
                - float((on_curve or "").replace(",", ""))
            )
            < 1
        )
        assert same == (step == 1) == (not said.startswith("With every point at its nearest mean, inertia"))
        page.keyboard.press("Escape")
        page.mouse.up()


def test_escape_takes_a_drag_back(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/#cells=on")
    go_on(page, 3)
    before, places, said = painted(page), means_on_screen(page), page.locator(SENTENCE).inner_text()
    with nothing_sent(page):
        hold(page, 2, 60, 40)
        assert painted(page) != before
        page.keyboard.press("Escape")
        page.mouse.move(300, 300)
        page.mouse.up()
    expect_step(page, 3)
    assert painted(page) == before and means_on_screen(page) == places
    expect(page.locator(SENTENCE)).to_have_text(said)


def test_undo_and_redo_are_back_and_forward(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    undo, redo = page.get_by_role("button", name="Undo"), page.get_by_role("button", name="Redo")
    expect(undo).to_be_disabled()
    go_on(page, 2)
    places = means_on_screen(page)
    with one_run_or_more(page):
        drag_mean(page, 0, 50, 50)
    expect_step(page, 1)
    moved = means_on_screen(page)
    expect(redo).to_be_disabled()
    with one_run_or_more(page):
        undo.click()
    expect_step(page, 2)  # the half-step too
    assert means_on_screen(page) == places
    expect(undo).to_be_disabled()
    with one_run_or_more(page):
        page.keyboard.press("Control+Shift+Z")
    expect_step(page, 1)
    assert means_on_screen(page) == moved
    with one_run_or_more(page):
        page.evaluate("history.back()")
    expect(redo).to_be_enabled()
    with one_run_or_more(page):
        page.keyboard.press("Control+Y")
    assert means_on_screen(page) == moved
    field = page.get_by_role("spinbutton", name="Seed of the start")
    with nothing_sent(page):
        field.evaluate("field => field.removeAttribute('disabled')")
        field.press("Control+z")  # there, it undoes what was typed
    expect_step(page, 1)


def test_another_k_keeps_what_was_placed(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    with one_run_or_more(page):
        drag_mean(page, 3, 70, 20)
    places = means_on_screen(page)
    with one_run_or_more(page):
        page.get_by_role("spinbutton", name="Clusters").press("ArrowUp")
    expect(page.locator(SENTENCE)).to_have_text("You moved mean 4 and added mean 6; the others are as drawn.")
    expect(page.get_by_text("Mean 6 was added, at the point farthest from all means")).to_be_visible()
    assert means_on_screen(page)[:5] == places
    with one_run_or_more(page):
        page.get_by_role("button", name="Undo").click()
    assert means_on_screen(page) == places
    with one_run_or_more(page):
        page.get_by_role("spinbutton", name="Clusters").press("ArrowDown")
    expect(page.locator(SENTENCE)).to_have_text(
        "You moved mean 4 and took mean 5 away; the others are as drawn."
    )
    expect(page.get_by_text("Mean 5 was taken away; the others stay. The run begins anew.")).to_be_visible()


def test_a_mean_is_added_and_taken_away_by_press(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    go_on(page)
    before = means_on_screen(page)
    page.get_by_role("button", name="Add a mean").click()
    x, y = empty_place(page)
    page.mouse.move(x, y)
    expect(page.locator(SENTENCE)).to_contain_text("Inertia with mean 6 here")
    with one_run_or_more(page):
        page.mouse.click(x, y)
    expect_step(page, 1)
    expect(page.get_by_role("spinbutton", name="Clusters")).to_have_value("6")
    assert means_on_screen(page)[:5] == before and len(means_on_screen(page)) == 6
    page.mouse.click(*center(page, "means", 1))
    expect(page.locator(ABOUT)).to_contain_text("Mean 2")
    with one_run_or_more(page):
        page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_role("spinbutton", name="Clusters")).to_have_value("5")
    assert means_on_screen(page)[:4] == [before[0], *before[2:5]]
    expect(page.locator(ABOUT)).to_be_hidden()


def test_means_are_placed_one_after_the_other_with_a_press(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    page.get_by_role("button", name="Place means").click()
    x, y = empty_place(page)
    for number in range(1, 4):
        with one_run_or_more(page):
            page.mouse.click(x + 60 * number, y + 20 * number)
        expect(page.get_by_role("spinbutton", name="Clusters")).to_have_value(str(number))
        expect(page.locator(".kms-kind")).to_have_text(f"Mean {number + 1} in your hand")
    page.get_by_role("button", name="Enough means").click()
    expect(page.locator(SENTENCE)).to_have_text("You placed the 3 means.")
    assert len(means_on_screen(page)) == 3


def test_a_mean_is_picked_up_and_put_down_with_keys(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    before = means_on_screen(page)
    page.locator(".kms-stage").focus()
    page.keyboard.press("Tab")
    stop = page.locator(".kms-walk-mean")
    expect(stop).to_be_focused()
    expect(stop).to_have_accessible_name(
        re.compile(r"^Mean 1 of 5, x [−\d.]+, y [−\d.]+\. Arrows go to the next mean")
    )
    said = page.locator(".kms-walk ~ [role=status]").first
    page.keyboard.press("ArrowDown")
    expect(said).to_have_text("No mean lies farther that way.")
    expect(stop).to_have_accessible_name(re.compile("^Mean 1 of 5"))
    page.keyboard.press("Enter")
    with one_run_or_more(page):
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Shift+ArrowUp")
        page.keyboard.press("Enter")
    expect(page.locator(SENTENCE)).to_have_text("You moved mean 1; the others are as drawn.")
    expect(stop).to_be_focused()
    after = means_on_screen(page)
    assert abs(after[0][0] - before[0][0] - 30) <= 1 and abs(before[0][1] - after[0][1] - 1) <= 1
    with nothing_sent(page):
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
    assert means_on_screen(page) == after
    with one_run_or_more(page):
        page.keyboard.press("Delete")
    expect(page.get_by_role("spinbutton", name="Clusters")).to_have_value("4")


def test_a_finger_presses_a_mean_and_then_the_place(phone_page: Page, app_url: str) -> None:
    page = phone_page
    open_player(page, app_url)
    page.locator(".kms-plot").scroll_into_view_if_needed()
    before = means_on_screen(page)
    x, y = center(page, "means", 2)
    page.touchscreen.tap(x + 15, y)  # as near as a finger hits
    button = page.get_by_role("button", name="Move it")
    box = button.bounding_box()
    assert box and box["height"] >= 40
    button.tap()
    with one_run_or_more(page):
        page.touchscreen.tap(x + 40, y + 30)
    expect(page.locator(SENTENCE)).to_have_text("You moved mean 3; the others are as drawn.")
    after = means_on_screen(page)
    assert (
        abs(after[2][0] - before[2][0] - 40) <= 1 and abs(after[2][1] - before[2][1] - 30) <= 8
    )  # more may be said above
    assert drawn_labels(page)[0] == -1


def test_a_pressed_point_tells_why_it_is_where_it_is(page: Page, app_url: str) -> None:
    open_player(page, app_url)
    about = page.locator(ABOUT)
    page.mouse.click(*point_in_the_open(page))
    expect(about).to_contain_text(re.compile(r"It has no cluster yet: the next assign gives it to mean \d\."))
    expect(about).not_to_contain_text("change its mind")
    page.keyboard.press("Escape")
    go_on(page, 3)
    page.mouse.click(*point_in_the_open(page))
    expect(about.locator("strong")).to_have_text(re.compile("^A point of cluster [1-5]$"))
    ways = [float(way) for way in re.findall(r"mean \d: ([\d.]+) away", about.inner_text())]
    assert len(ways) == 5 and ways == sorted(ways)
    expect(about).to_contain_text(re.compile("from the border to mean|nearer to it now"))
    expect(about).to_contain_text(re.compile("changed cluster"))
    expect(page.locator(".kms-why line")).to_have_count(5)
    page.keyboard.press("Escape")
    expect(about).to_be_hidden()
    expect(page.locator(".kms-why line")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect_step(page, 4)
    stop = page.locator(".kms-walk-point")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(stop).to_be_focused()
    first = stop.get_attribute("aria-label")
    page.keyboard.press("ArrowUp")
    assert stop.get_attribute("aria-label") != first
    page.keyboard.press("Enter")
    expect(about).to_be_focused()
    page.keyboard.press("Escape")
    expect(stop).to_be_focused()


def test_lines_and_the_card_of_what_was_pressed_hide_no_mean_that_they_need_not(
    page: Page, app_url: str
) -> None:
    open_player(page, app_url)
    go_on(page)
    for index in range(5):
        page.keyboard.press("Escape")
        page.mouse.click(*center(page, "means", index))
        expect(page.locator(ABOUT)).to_be_visible()
        covered = page.evaluate("""() => {
            const card = document.querySelector(".kms-about"), { classList } = card;
            const hidden = () => {
                const { left, right, top, bottom } = card.getBoundingClientRect();
                return [...document.querySelectorAll(".kms-plot .tracemeans .point")].map((mean) => mean.getBoundingClientRect())
                    .filter((mean) => mean.left < right && mean.right > left && mean.top < bottom && mean.bottom > top).length;
            };
            const now = hidden();
            return [now, ...[[0, 0], [0, 1], [1, 0], [1, 1]].map(([left, low]) => { classList.toggle("kms-left", left); classList.toggle("kms-low", low); return hidden(); })];
        }""")
        assert covered[0] == min(covered)
    page.keyboard.press("Escape")
    box = page.locator(".kms-plot .tracepoints .point").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".kms-why line")).to_have_count(5)
    assert page.evaluate(
        "() => document.querySelector('.kms-why').compareDocumentPosition(document.querySelector('.kms-plot .tracemeans')) === Node.DOCUMENT_POSITION_FOLLOWING"
    )


def test_delete_takes_the_mean_away_that_was_pressed(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=100&k=3")
    page.mouse.click(*center(page, "means", 1))
    expect(page.locator(ABOUT)).to_be_visible()
    with one_run_or_more(page):
        page.keyboard.press("Delete")
    expect(page.locator(SENTENCE)).to_have_text("You took mean 2 away; the others are as drawn.")


def test_a_hundred_drags_leave_nodes_and_memory_where_they_were(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=100#cells=on")
    go_on(page)
    count = "() => document.querySelectorAll('.kms *').length"
    browser = page.context.new_cdp_session(page)

    def heap() -> float:
        browser.send("HeapProfiler.collectGarbage")
        return float(browser.send("Runtime.getHeapUsage")["usedSize"])

    for number in range(100):
        hold(page, 0, 30, 20)
        page.keyboard.press("Escape")
        page.mouse.up()
        if number == 0:
            before, used = page.evaluate(count), heap()
    assert page.evaluate(count) == before
    assert heap() - used < 2e6  # a frame kept for each drag would be far more
    expect_step(page, 1)


def test_means_put_on_points_without_spread_leave_a_flat_curve(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=60&spread=0.0&k=5")
    places = [center(page, "means", mean) for mean in range(5)]
    with one_run_or_more(page):
        drag_mean(page, 0, 30, 20)
    page.keyboard.press("End")  # the ghost of the next has another size
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(SENTENCE)).to_have_text("5 of the points, picked at random, are the first means.")
    page.get_by_role("button", name="Place means").click()
    for x, y in places:
        with one_run_or_more(page):
            page.mouse.click(x + 2, y)
    page.get_by_role("button", name="Enough means").click()
    title = page.locator(".kms-curve > title")
    expect(title).to_have_text(re.compile(r"^Inertia: from 0 to 0\."))
    expect(page.locator(".kms-curve text").first).to_have_text(re.compile(r"^[\d.,]{1,5}$"))
    page.keyboard.press("End")
    expect(page.locator(SENTENCE)).to_have_text("Nothing changed: done after 2 iterations.")
