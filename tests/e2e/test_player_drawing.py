"""What the player draws, and what it tells under the pointer, on a page of its own: no server takes part in any of it."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from charts import palette
from tests.e2e.player_page import (
    NEXT,
    center,
    drawn_labels,
    expect_step,
    generated,
    go_on,
    means_on_screen,
    of_rows,
    play,
    point_in_the_open,
    step,
    to_the_end,
    to_the_start,
)

BOXES = "all => all.map((each) => each.getBoundingClientRect()).map(({ y, height }) => ({ y, height }))"


def test_the_points_on_screen_take_the_colors_of_the_step(stage: Page) -> None:
    play(stage)
    colors = "() => [...document.querySelectorAll('.kms-plot .tracepoints .point')].map(point => getComputedStyle(point).fill)"
    rgb = [f"rgb{tuple(bytes.fromhex(palette.color(j)[1:]))}" for j in range(5)]
    assert len(set(stage.evaluate(colors))) == 1
    for go in (go_on, to_the_end, lambda page: page.locator(".kms-track input").fill("3")):
        go(stage)
        expect_step(stage, step(stage))
        labels = drawn_labels(stage)
        assert len(labels) == 300 and set(labels) == set(range(5))
        assert stage.evaluate(colors) == [rgb[label] for label in labels]


@pytest.mark.parametrize("kind", ["PNG", "SVG"])
def test_the_view_is_saved_as_a_picture(stage: Page, kind: str) -> None:
    play(stage)
    go_on(stage)
    stage.get_by_text("More", exact=True).click()
    with stage.expect_download() as download:
        stage.get_by_role("button", name=kind, exact=True).click()
    content = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == f"k-means-half-step-1.{kind.lower()}"
    if kind == "PNG":
        assert content.startswith(b"\x89PNG")
        width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
        plot = stage.locator(".kms-plot").bounding_box()
        assert plot and abs(width - 2 * plot["width"]) <= 2 and abs(height - 2 * plot["height"]) <= 2
    else:
        assert content.startswith(b"<svg") and content.count(b'class="point"') >= 305
        paper = re.search(rb'<rect x="0" y="0"[^>]*fill: rgb\((.*?)\)[^>]*fill-opacity: (\d)', content)
        assert paper and paper.groups() == (b"255, 255, 255", b"1")


def test_a_saved_picture_shows_glass_and_hollow_means_as_the_screen_does(stage: Page) -> None:
    play(stage, generated(n=8, k=4, means=[[5, 5], [100, 100], [2, 2], [3, 7]]))
    to_the_end(stage)
    stage.get_by_text("More", exact=True).click()
    with stage.expect_download() as download:
        stage.get_by_role("button", name="SVG", exact=True).click()
    drawn = Path(download.value.path()).read_text(encoding="utf-8")
    for number in "1234":
        assert f">{number}</tspan>" in drawn or f">{number}</text>" in drawn
    of_glass = re.findall(r"fill-opacity: 0\.25", drawn)
    assert len(of_glass) == 1  # another, without points, is a ring


def test_regions_are_shaded_and_lines_can_be_switched_on(stage: Page) -> None:
    play(stage)
    go_on(stage)
    shapes = stage.locator(".kms-plot .shapelayer path")
    expect(shapes).to_have_count(5)
    first = shapes.first.get_attribute("d")
    stage.click(NEXT)  # an update: the regions follow the means
    expect(shapes).to_have_count(5)
    assert shapes.first.get_attribute("d") != first
    outlines = "shapes => shapes.map((shape) => shape.getAttribute('d').match(/[-\\d.]+/g).map(Number).map(Math.round))"
    ours = shapes.evaluate_all(outlines)
    stage.evaluate("window.Plotly.redraw(document.querySelector('.kms-plot'))")
    assert shapes.evaluate_all(outlines) == ours  # Plotly itself draws the same
    lines = stage.locator(".kms-plot .kms-lines")
    stage.get_by_label("Lines to the means").check()
    drawn = lines.get_attribute("d") or ""
    assert drawn.count("M") == drawn.count("L") == 300  # each from its point to its mean
    ends = {tuple(round(float(n)) for n in end.split(",")) for end in re.findall(r"L([^M]+)", drawn)}
    assert ends == {tuple(place) for place in means_on_screen(stage)}
    to_the_start(stage)
    expect(lines).to_have_attribute("d", "")  # no point has a mean yet
    go_on(stage)
    stage.get_by_label("Lines to the means").uncheck()
    expect(lines).to_have_attribute("d", "")
    stage.get_by_label("Shade the regions").uncheck()
    expect(shapes).to_have_count(0)


def test_points_that_just_changed_are_ringed(stage: Page) -> None:
    play(stage)
    rings = stage.locator(".kms-plot .kms-rings")
    go_on(stage)
    expect(rings).to_have_attribute("d", "")  # all changed
    go_on(stage, 2)
    changed = int(stage.locator(".kms-sentence").inner_text().split()[0])
    drawn = rings.get_attribute("d") or ""
    assert changed == drawn.count("M") > 0
    assert set(re.findall(r"a([\d.]+),", drawn)) == {"7.5"}  # points 9 wide, rings 15
    stage.get_by_label("Mark changes").uncheck()
    expect(rings).to_have_attribute("d", "")


def test_hovering_tells_values_and_distances(stage: Page) -> None:
    rows = [(0, 0), (0, 4), (20, 0), (20, 4), (3, 2)]
    play(stage, of_rows(rows, [0, 2], ["first", "second"]))
    go_on(stage, 2)  # means at (1, 2) and (20, 2)
    tip = stage.locator(".kms-tip")
    stage.mouse.move(*center(stage, "points", 0))
    expect(tip.locator("strong")).to_have_text("A point of cluster 1")
    expect(tip.locator("td")).to_have_text(
        ["first", "0", "second", "0", "to mean 1", "2.24 (nearest)", "to mean 2", "20.1"]
    )
    expect(tip.locator(".kms-nearest td").first).to_have_text("to mean 1")
    stage.mouse.move(*center(stage, "means", 1))
    expect(tip.locator("strong")).to_have_text("Mean 2")
    expect(tip.locator("td")).to_have_text(["first", "20", "second", "2"])
    box, plot = tip.bounding_box(), stage.locator(".kms-plot").bounding_box()
    assert box and plot and box["x"] + box["width"] <= plot["x"] + plot["width"]  # left of it: no room right
    go_on(stage)
    expect(tip).to_be_hidden()
    stage.mouse.move(*center(stage, "means", 0))
    expect(tip.locator("strong")).to_have_text("Mean 1")
    stage.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def test_a_finger_on_a_point_tells_as_much(phone_page: Page) -> None:
    play(phone_page)
    phone_page.touchscreen.tap(*point_in_the_open(phone_page))
    expect(phone_page.locator(".kms-tip")).to_contain_text("A point without a cluster yet")
    plot = phone_page.locator(".kms-plot").bounding_box()
    assert plot
    phone_page.touchscreen.tap(plot["x"] + 4, plot["y"] + 4)
    expect(phone_page.locator(".kms-tip")).to_be_hidden()
    # nothing sticks out, and buttons are as large as a finger
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    side = phone_page.locator(".kms-side").bounding_box()
    assert side and side["y"] > plot["y"] + plot["height"]
    small = phone_page.evaluate(
        "() => [...document.querySelectorAll('.kms-bar button')].filter(b => b.checkVisibility() && b.getBoundingClientRect().height < 40).length"
    )
    assert small == 0


# Waits until the drawing is as large as the plot: the canvas too, where there is one.
FITS = """() => {
    const plot = document.querySelector('.kms-plot'), drawn = plot.querySelector('.main-svg');
    return plot._fullLayout && Math.abs(drawn.getAttribute('width') - plot.clientWidth) <= 1
        && Math.abs(drawn.getAttribute('height') - plot.clientHeight) <= 1;
}"""


def resize(page: Page, width: int, height: int) -> None:
    """Another size of the window, to which the drawing has come."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function(FITS)


def test_another_size_draws_the_same_half_step(stage: Page) -> None:
    play(stage)
    go_on(stage, 2)
    before = means_on_screen(stage)
    resize(stage, 1600, 1000)
    expect_step(stage, 2)
    wide = means_on_screen(stage)
    assert max(x for x, _ in wide) > max(x for x, _ in before)
    go_on(stage)
    assert means_on_screen(stage) == wide  # an assign moves no mean


# Whether there is one grid, with its lines, and all of it is behind the points.
GRID_BEHIND = """() => {
    const [grid, another] = document.querySelectorAll('.kms-plot .gridlayer'), canvas = document.querySelector('.kms canvas');
    const before = grid.compareDocumentPosition(canvas) & Node.DOCUMENT_POSITION_FOLLOWING;
    return !another && grid.querySelectorAll('path').length > 3 && before !== 0;
}"""


def canvases(page: Page) -> list[dict[str, Any]]:
    """Where each canvas of the plot is, how many opaque pixels of each of the clusters' colours it has, and where the plot is."""
    found: list[dict[str, Any]] = page.evaluate(
        """() => [...document.querySelectorAll('.kms canvas')].map((canvas) => {
            const at = ({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round);
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const inks = {};
            for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) {
                const ink = (data[i] << 16) + (data[i + 1] << 8) + data[i + 2];
                inks[ink] = (inks[ink] ?? 0) + 1;
            }
            return { place: at(canvas.getBoundingClientRect()), plot: at(document.querySelector('.kms-plot').getBoundingClientRect()), inks };
        })"""
    )
    return found


def test_regions_lie_under_the_points_of_a_canvas_too(stage: Page) -> None:
    play(stage, generated(2000), "#step=1")
    order = stage.evaluate(
        """() => {
            const canvas = document.querySelector("canvas.kms-points"), regions = [...document.querySelectorAll(".kms-plot .shapelayer path")];
            return regions.map((region) => Boolean(region.compareDocumentPosition(canvas) & Node.DOCUMENT_POSITION_FOLLOWING));
        }"""
    )
    assert order == [True] * 5


def expect_one_canvas(page: Page, number: int) -> None:
    """One canvas, within the plot, with the points as they are at this half-step."""
    expect_step(page, number)
    expect(page.locator(".kms canvas")).to_have_count(1)
    (canvas,) = canvases(page)
    (left, top, right, bottom), (start, above, end, below) = canvas["place"], canvas["plot"]
    assert start <= left and above <= top and right <= end and bottom <= below
    drawn = [canvas["inks"].get(str(int(palette.color(j)[1:], 16)), 0) > 100 for j in range(5)]
    assert drawn == [number > 0] * 5, "points of another half-step lie over or under these"
    assert page.evaluate(GRID_BEHIND)


def test_no_points_of_an_earlier_drawing_stay_on_screen(stage: Page) -> None:
    play(stage, generated(n=2000))
    expect_one_canvas(stage, 0)
    to_the_end(stage)
    for width, height in ((900, 700), (390, 844), (1280, 800)):
        resize(stage, width, height)
        expect_one_canvas(stage, step(stage))
    stage.emulate_media(color_scheme="dark")
    stage.wait_for_function(
        "getComputedStyle(document.querySelector('.kms-plot .xtitle')).fill === 'rgb(233, 237, 245)'"
    )
    expect_one_canvas(stage, step(stage))
    to_the_start(stage)
    expect_one_canvas(stage, 0)


def test_more_points_than_a_plot_can_show_are_a_sample_and_it_is_told(stage: Page) -> None:
    play(stage, generated(n=6000))
    expect(stage.get_by_text("The plot shows 5,000 of the 6,000 points")).to_be_visible()
    go_on(stage)
    expect(stage.locator(".kms-sentence")).to_have_text("All 6,000 points joined the mean nearest to them.")
    assert len(drawn_labels(stage)) == 5000
    expect_one_canvas(stage, 1)
    play(stage)
    expect(stage.get_by_text("picked at random. Every number")).to_be_hidden()
    expect(stage.locator(".kms canvas")).to_have_count(0)
    expect(stage.locator(".main-svg .gridlayer path").first).to_be_attached()
    expect(stage.locator(".kms-grid")).to_have_count(0)


def test_a_mean_without_points_is_hollow_and_said_to_have_none(stage: Page) -> None:
    play(stage, generated(n=8, k=4, means=[[5, 5], [100, 100], [2, 2], [3, 7]]))
    to_the_end(stage)
    means = stage.locator(".kms-plot .tracemeans .point")
    filled = means.evaluate_all("means => means.map((mean) => mean.style.fillOpacity)")
    assert filled == ["1", "0", "1", "0.25"]  # one hides all of its points: it is of glass
    expect(stage.locator(".kms-sentence")).to_contain_text("cluster 2 still has no points")
    texts = stage.locator(".kms-plot .tracemeans text")
    outside = [
        abs(number["y"] + number["height"] / 2 - mean["y"] - mean["height"] / 2) > 8
        for number, mean in zip(texts.evaluate_all(BOXES), means.evaluate_all(BOXES), strict=True)
    ]
    assert outside == [False, False, False, True]  # the number of a mean of glass stands beside it
    stage.mouse.move(*center(stage, "means", 1))
    expect(stage.locator(".kms-tip strong")).to_have_text("Mean 2, no points")


def test_points_at_one_place_are_as_large_as_they_are_many(stage: Page) -> None:
    play(stage, generated(spread=0.0))
    widths = "() => [...document.querySelectorAll('.kms-plot .tracepoints .point')].map(marker => Math.round(marker.getBoundingClientRect().width))"
    assert set(stage.evaluate(widths)) <= {40, 41, 42}
    go_on(stage)
    sizes = stage.evaluate(widths)
    assert max(sizes) <= 56 and min(sizes) >= 30  # other symbols of the same size
    x, y = center(stage, "points")
    stage.mouse.move(x + 13.5, y)  # beyond the means that may be there
    expect(stage.locator(".kms-tip strong")).to_contain_text("One of 60 points at this place, of cluster")


def test_a_place_of_many_points_is_larger_than_one_of_few_from_the_first_half_step_on(stage: Page) -> None:
    play(stage, of_rows([[0, 0]] * 16 + [[9, 0], [9, 9], [0, 9]], [17, 18]))
    for _ in range(2):
        widths = stage.locator(".kms-plot .tracepoints .point").evaluate_all(
            "markers => markers.map((marker) => marker.getBoundingClientRect().width)"
        )
        assert min(widths[:16]) > 1.5 * max(widths[16:])
        go_on(stage)


def test_few_points_are_seen_in_their_means(stage: Page) -> None:
    play(stage, of_rows([[1, 1], [2, 1], [10, 1], [10, 2], [50, 50], [51, 50]], [0, 2, 4]))
    clear = "() => [...document.querySelectorAll('.kms-plot .tracemeans .point')].map(mean => mean.style.fillOpacity)"
    to_the_end(stage)
    assert stage.evaluate(clear) == ["0.25"] * 3
    assert stage.locator(".kms-plot text.kms-beside").count() == 3
    stage.mouse.move(*center(stage, "points"))
    expect(stage.locator(".kms-tip strong")).to_have_text("A point of cluster 1")
    play(stage, generated(n=2000))
    to_the_end(stage)
    assert stage.evaluate(clear) == ["1"] * 5


@pytest.mark.parametrize(
    "name", ["%{x}", "100%{y:.2f}", "<b>bold</b>", "$x$", "&amp;", "שלום עולם", "n" * 300]
)
def test_names_are_shown_letter_by_letter_on_the_axes(stage: Page, name: str) -> None:
    rows = [[i % 7, i % 5] for i in range(30)]
    play(stage, of_rows(rows, [0, 1], [name, f"other {name}"]))
    long = len(name) > 60
    expect(stage.locator(".kms-plot .xtitle")).to_have_text(re.compile("^n+…n+$") if long else name)
    other = re.compile("^other n+…n+$") if long else f"other {name}"
    expect(stage.locator(".kms-plot .ytitle")).to_have_text(other)
    expect(stage.locator(".kms-clusters th").nth(2)).to_have_attribute("title", f"Mean {name}")


def test_one_column_is_stacked_above_its_means(stage: Page) -> None:
    play(stage, of_rows(np.array([[1], [2], [2], [10], [11], [30], [31]]).tolist(), [0, 5], ["w"]))
    expect(stage.locator(".kms-plot .xtitle")).to_have_text("w")
    means = means_on_screen(stage)
    assert means[0][1] == means[1][1]
    assert (
        center(stage, "points", 2)[1] < center(stage, "points", 1)[1]
    )  # of two at one place, one on the other
    expect(stage.locator(".kms-plot .shapelayer path")).to_have_count(2)
    to_the_end(stage)
