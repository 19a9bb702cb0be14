"""Points drawn in the player, by mouse, finger and keyboard, in the app."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import nothing_sent, one_run_or_more
from tests.e2e.conftest import OpenPage
from tests.e2e.player_page import center, drawn_labels, expect_step, go_on, open_player, point_in_the_open
from ui import share

DRAWN = ".kms-pens [role=status]"


def begin(page: Page, url: str) -> tuple[float, float]:
    """The paper, open; and where its middle is on the page."""
    open_player(page, url)
    page.get_by_role("button", name="Draw points").click()
    box = page.locator(".kms-paper").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def tool(page: Page, name: str) -> None:
    page.get_by_role("group", name="Draw").get_by_role("button", name=name, exact=True).click()


def test_points_are_drawn_rubbed_out_and_moved_on_a_shape(
    page: Page, new_page: OpenPage, app_url: str
) -> None:
    x, y = begin(page, f"{app_url}/?n=50&k=3")
    for number in (1, 2):
        with one_run_or_more(page):
            page.mouse.click(x + 30 * number, y)
        expect(page.locator(DRAWN)).to_have_text(f"{number} drawn.")
        expect(page.locator(".kms[data-ready][data-drawn='0']")).to_be_visible()
    assert len(drawn_labels(page)) == 52
    expect(page.get_by_text("2 points drawn by hand.")).to_be_visible()
    tool(page, "Move one")
    box = page.locator(".kms-paper").bounding_box()
    with one_run_or_more(page):
        page.mouse.click(x + 60, y)  # press it, then its place
        page.mouse.click(x + 90, y + 60)
    assert len(drawn_labels(page)) == 52 and box
    with one_run_or_more(page):
        page.get_by_role("button", name="Undo").click()
    with one_run_or_more(page):
        page.get_by_role("button", name="Redo").click()
    page.get_by_role("button", name="Done drawing").click()
    page.get_by_role("button", name=re.compile("^Next")).click()
    expect_step(page, 1)
    expect(page).to_have_url(re.compile("#step=1$"))  # which is written a moment later
    other = new_page()
    open_player(other, page.url)
    expect_step(other, 1)
    assert drawn_labels(other) == drawn_labels(page)
    expect(other.locator(".kms-by-hand")).to_have_attribute("d", re.compile("M.*M"))


def test_from_empty_what_is_drawn_waits_until_there_is_enough(
    page: Page, new_page: OpenPage, app_url: str
) -> None:
    x, y = begin(page, f"{app_url}/?n=50&k=3")
    undo, done = (page.get_by_role("button", name=name) for name in ("Undo", re.compile("^Done drawing")))
    curve, table = page.locator(".kms-curve polyline"), page.locator(".kms-clusters")

    def expect_waiting(on: Page, drawn: int, words: str) -> None:
        """On screen is what was drawn and nothing of a run; what can be done leads on or back."""
        expect(on.locator(DRAWN)).to_have_text(f"{drawn} drawn. {3 - drawn} more and k-means can begin.")
        expect(on.locator(".kms-sentence")).to_have_text(words)
        expect(on.locator(".kms-curve polyline")).to_have_attribute("points", "")
        expect(on.locator(".kms-clusters")).to_be_hidden()
        for name in ("Next", "Play", "First", "Last", "Done drawing"):
            expect(on.get_by_role("button", name=re.compile(f"^{name}"))).to_be_disabled()
        expect(on.get_by_role("button", name="New start")).to_be_disabled()
        expect(on.get_by_text("There is no start yet: the points are too few.")).to_be_visible()
        on.keyboard.press("Escape")
        expect(on.locator(".kms-paper")).to_be_visible()

    with one_run_or_more(page):
        tool(page, "Clear")
    expect_waiting(page, 0, "3 more points at places of their own, and k-means can begin.")
    for number in (1, 2):
        with one_run_or_more(page):
            page.mouse.click(x + 40 * number, y)
    one_more = "1 more point at a place of its own, and k-means can begin; or choose 2 clusters."
    expect_waiting(page, 2, one_more)
    with one_run_or_more(page):
        undo.click()
    expect_waiting(
        page, 1, "2 more points at places of their own, and k-means can begin; or choose 1 cluster."
    )
    with one_run_or_more(page):
        page.get_by_role("button", name="Redo").click()
    expect_waiting(page, 2, one_more)
    other = new_page()
    open_player(other, page.url)
    expect_waiting(other, 2, one_more)
    with one_run_or_more(page):
        page.mouse.click(x, y + 40)
    expect(page.locator(DRAWN)).to_have_text("3 drawn.")
    assert len(drawn_labels(page)) == 3
    expect(curve).not_to_have_attribute("points", "")
    expect(table).to_be_visible()
    done.click()
    with one_run_or_more(page):  # k is a way into it, too
        page.get_by_role("spinbutton", name="Clusters").press("ArrowUp")
    expect(page.locator(DRAWN)).to_have_text("3 drawn. 1 more and k-means can begin.")
    expect(done).to_be_disabled()
    with one_run_or_more(page):
        undo.click()
    expect(page.locator(DRAWN)).to_have_text("3 drawn.")
    tool(page, "Spray")
    box = page.locator(".kms-paper").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    with one_run_or_more(page):
        page.mouse.move(x, y)
        page.mouse.down()
        page.wait_for_function("parseInt(document.querySelector('.kms-pens [role=status]').textContent) > 20")
        page.mouse.up()
    many = len(drawn_labels(page))
    assert many > 20
    tool(page, "Eraser")
    with one_run_or_more(page):
        page.mouse.click(x + 40, y)  # some are beside it
    assert 3 <= len(drawn_labels(page)) < many
    page.keyboard.press("Escape")
    expect(page.locator(".kms-paper")).to_be_hidden()
    go_on(page)


def test_a_drawing_too_large_for_a_link_says_so_where_it_is_shared_and_where_the_link_is_opened(
    page: Page, new_page: OpenPage, app_url: str
) -> None:
    x, y = begin(page, f"{app_url}/?n=50&k=3")
    tool(page, "Spray")
    with one_run_or_more(page):
        page.mouse.move(x, y)
        page.mouse.down()
        page.wait_for_function(
            "parseInt(document.querySelector('.kms-pens [role=status]').textContent) > 500"
        )
        page.mouse.up()
    expect(page).to_have_url(re.compile("paper=kept-"))
    with one_run_or_more(page):
        page.get_by_role("button", name="Share").click()
    expect(page.get_by_text(share.DRAWING_STAYS)).to_be_visible()
    other = new_page()
    open_player(other, page.url)
    expect(other.get_by_text("a drawing of more than 500 points does not travel")).to_be_visible()
    expect(other).not_to_have_url(re.compile("paper="))
    assert len(drawn_labels(other)) == 50


def test_rows_of_a_table_stay_and_points_are_drawn_by_key(page: Page, app_url: str) -> None:
    begin(page, f"{app_url}/?data=Example&k=3")
    rows = len(drawn_labels(page))
    with nothing_sent(page):
        tool(page, "Eraser")
        page.locator(".kms-paper").click()  # nothing of it may be rubbed out
        tool(page, "Points")
    paper = page.locator(".kms-paper")
    paper.focus()
    page.keyboard.press("ArrowRight")
    with one_run_or_more(page):
        page.keyboard.press("Enter")
    assert len(drawn_labels(page)) == rows + 1
    area = paper.bounding_box()  # the pen is in the middle until an arrow moves it
    assert area is not None
    middle = area["x"] + area["width"] / 2 + 10, area["y"] + area["height"] / 2
    assert center(page, "points", rows) == pytest.approx(middle, abs=2)
    expect(page.get_by_text("1 point drawn by hand.")).to_be_visible()
    expect(page.locator(".kms-stage > [role=status]", has_text="drawn")).to_have_text("1 point drawn.")
    expect(paper).to_be_focused()


def test_a_point_is_moved_by_its_card_by_keys_alone(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=50&k=3")
    paper, stop = page.locator(".kms-paper"), page.locator(".kms-walk-point")

    def pick_up() -> None:
        stop.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")  # the cross of the card
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Move it")).to_be_focused()
        page.keyboard.press("Enter")
        expect(paper).to_be_focused()
        expect(page.locator(".kms-stage > [role=status]", has_text="Taken up")).to_have_count(1)

    before = center(page, "points", 0)
    with nothing_sent(page):
        pick_up()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")  # puts it back
        expect(paper).to_have_count(0)
    assert center(page, "points", 0) == pytest.approx(before, abs=1)
    pick_up()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    with one_run_or_more(page):
        page.keyboard.press("Enter")
    expect(page.locator(DRAWN)).to_have_text("1 drawn.")
    page.keyboard.press("Escape")
    expect(paper).to_have_count(0)
    page.wait_for_function(
        "document.querySelector('.kms-plot').data.find(({ uid }) => uid === 'points').x.length === 50"
    )
    x, y = center(page, "points", 49)  # what is drawn comes last
    assert abs(x - before[0] - 30) < 6 and abs(y - before[1]) < 6  # the pens took some pixels from the plot
    with one_run_or_more(page):
        page.keyboard.press("Control+z")
    expect(page.get_by_text("1 point drawn by hand.")).to_have_count(0)


def test_a_point_is_moved_by_two_presses_and_a_row_of_a_table_is_not(page: Page, app_url: str) -> None:
    open_player(page, f"{app_url}/?n=50&k=3")
    page.mouse.click(*point_in_the_open(page))
    page.get_by_role("button", name="Move it").click()
    box = page.locator(".kms-paper").bounding_box()
    assert box
    with one_run_or_more(page):
        page.mouse.click(box["x"] + 30, box["y"] + 30)
    expect(page.locator(DRAWN)).to_have_text("1 drawn.")
    x, y = center(page, "points", 49)
    assert abs(x - box["x"] - 30) < 6 and abs(y - box["y"] - 30) < 6
    open_player(page, f"{app_url}/?data=Example&k=3")
    page.mouse.click(*point_in_the_open(page))
    expect(page.locator(".kms-about")).to_be_visible()
    expect(page.get_by_role("button", name="Move it")).to_have_count(0)


OTHER_POINTS = """(before) => document.querySelectorAll(".kms-plot .tracepoints .point").length < before
    && document.querySelector(".kms[data-ready][data-drawn='0']")"""
CLOSE = 0.02  # the pens take some pixels from the plot, and give them back
# Units across and up that a pixel of the plot stands for
SCALE = """() => {
    const { xaxis, yaxis } = document.querySelector(".kms-plot")._fullLayout;
    return [xaxis, yaxis].map(({ range, _length }) => (range[1] - range[0]) / _length);
}"""
# Whether all that is seen is shaded
REGIONS_FILL = """() => {
    const plot = document.querySelector(".kms-plot"), { xaxis, yaxis } = plot._fullLayout;
    const boxes = [...plot.querySelectorAll(".shapelayer path")].map((each) => each.getBoundingClientRect());
    const span = (from, to) => Math.max(...boxes.map((box) => box[to])) - Math.min(...boxes.map((box) => box[from]));
    return boxes.length > 1 && span("left", "right") >= xaxis._length - 4 && span("top", "bottom") >= yaxis._length - 4;
}"""
ANOTHER = f"(before) => ({SCALE})().some((each, i) => Math.abs(each / before[i] - 1) > {CLOSE})"


@pytest.mark.parametrize("address", ["?n=50&k=3", "?data=Example&k=3"], ids=["a shape", "a table"])
def test_while_somebody_draws_the_scale_stays(page: Page, app_url: str, address: str) -> None:
    begin(page, f"{app_url}/{address}")
    expect(page.locator(".kms[data-ready][data-drawn='0']")).to_be_visible()
    before, box = page.evaluate(SCALE), page.locator(".kms-paper").bounding_box()
    assert box
    corner = box["x"] + box["width"] - 44, box["y"] + 44  # all of the spray is on the paper
    for name in ("Points", "Spray", *(["Eraser", "Clear"] if "n=50" in address else [])):
        tool(page, name)  # Clear is one by itself
        if name == "Clear":
            continue
        with one_run_or_more(page):
            page.mouse.move(*corner)
            page.mouse.down()
            page.mouse.up()
        expect(page.locator(".kms[data-ready][data-drawn='0']")).to_be_visible()
        assert page.evaluate(SCALE) == pytest.approx(before, rel=CLOSE), name
    with one_run_or_more(page):
        page.get_by_role("button", name="Undo").click()
    assert page.evaluate(SCALE) == pytest.approx(before, rel=CLOSE), "Undo"


def test_the_eraser_leaves_the_scale_and_other_points_have_their_own(page: Page, app_url: str) -> None:
    begin(page, f"{app_url}/?n=50&k=3")
    before = page.evaluate(SCALE)
    tool(page, "Eraser")
    outermost = page.evaluate(
        """() => {
            const box = document.querySelector(".kms-plot").getBoundingClientRect(), { xaxis, yaxis } = document.querySelector(".kms-plot")._fullLayout;
            const { x, y } = document.querySelector(".kms-plot").data.find(({ uid }) => uid === "points"), i = x.indexOf(Math.max(...x));
            return [box.x + xaxis._offset + xaxis.l2p(x[i]), box.y + yaxis._offset + yaxis.l2p(y[i])];
        }"""
    )
    with one_run_or_more(page):
        page.mouse.click(*outermost)
    page.wait_for_function(OTHER_POINTS, arg=50)
    assert page.evaluate(SCALE) == pytest.approx(before, rel=CLOSE)
    page.get_by_role("button", name="Done drawing").click()
    page.wait_for_function(ANOTHER, arg=before)
    page.wait_for_function(REGIONS_FILL)


def test_other_points_have_a_scale_of_their_own_while_somebody_draws_too(page: Page, app_url: str) -> None:
    begin(page, f"{app_url}/?n=50&k=3")
    before = page.evaluate(SCALE)
    with one_run_or_more(page):
        page.locator(".st-key-shape").get_by_role("radio").nth(6).click()  # two moons
    expect(page.locator(".kms-paper")).to_be_visible()
    page.wait_for_function(ANOTHER, arg=before)


def test_a_finger_draws(phone_page: Page, app_url: str) -> None:
    page = phone_page
    open_player(page, f"{app_url}/?n=50&k=3")
    page.get_by_role("button", name="Draw points").tap()
    paper = page.locator(".kms-paper")
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    assert box
    with one_run_or_more(page):
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + 60)
    assert len(drawn_labels(page)) == 51
    small = page.evaluate(
        "() => [...document.querySelectorAll('.kms-tools button')].filter((b) => b.offsetParent && b.getBoundingClientRect().height < 40).length"
    )
    assert small == 0
