"""The page "Other distances" in a real browser; and what a browser makes of the distances, against Python."""

from __future__ import annotations

import base64
import io
import re
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from charts import palette
from kmeans_core import assign_labels
from study.similarities import MEASURES, MIXED, Measure
from tests.e2e.browser import nothing_sent, one_run_or_more, open_app, wait_for_app
from tests.e2e.scripts import told
from ui.distances.cases import CASES

SEEDLINGS = "?data=Example&example=seedlings&x=width+(cm)&y=height+(cm)&k=3&start=0"
DECODED = "const { dimensions } = given; const [X, means] = [given.X, given.means].map((each) => new Float64Array(each));"
READ = f"""(() => {{ {DECODED}
    const {{ place, apart, told }} = DISTANCES[given.name];
    return rowsOf(means, dimensions).map((mean) => rowsOf(X, dimensions).map((row) => told(apart(place(row), place(mean)))));
}})()"""
UNSQUARED = sorted(
    {each.distance: each for each in MEASURES.values() if each is not MIXED}.values(),
    key=lambda each: each.distance,
)


def places(measure: Measure, n: int, seed: int) -> Any:
    rng = np.random.default_rng(seed)
    if measure.distance == "globe":
        return np.column_stack([rng.uniform(-90, 90, n), rng.uniform(-180, 180, n)])
    return rng.normal(3, 4, (n, 2)).round(2)


@pytest.mark.parametrize("measure", UNSQUARED, ids=lambda each: each.distance)
def test_the_browser_measures_as_python_does(stage: Page, measure: Measure) -> None:
    X, means = places(measure, 40, 1), places(measure, 4, 2)
    given = {
        "name": measure.distance,
        "dimensions": 2,
        "X": X.ravel().tolist(),
        "means": means.ravel().tolist(),
    }
    np.testing.assert_allclose(
        told(stage, "distances.js", READ, given), measure.as_read(X, means), rtol=1e-9, atol=1e-6
    )


NEAREST = """Array.from(nearestOfPixels(given.centers, given.name, given.plane, given.edges, given.width, given.height))"""


@pytest.mark.parametrize("measure", UNSQUARED, ids=lambda each: each.distance)
def test_each_pixel_goes_to_the_center_that_python_finds_nearest(stage: Page, measure: Measure) -> None:
    centers = places(measure, 5, 4)
    edges = {"left": -170, "right": 190, "bottom": -80, "top": 80} if measure.distance == "globe" else {"left": -9.5, "right": 12, "bottom": -7, "top": 11}  # fmt: skip
    width, height = 37, 29
    across = edges["left"] + (np.arange(width) + 0.5) / width * (edges["right"] - edges["left"])
    up = edges["top"] - (np.arange(height) + 0.5) / height * (edges["top"] - edges["bottom"])
    shift, scale = np.array([1.0, 2.0]), np.array([2.0, 0.5])
    if measure.distance == "globe":
        shift, scale = np.zeros(2), np.ones(2)
    grid = np.array([[y, x] for y in up for x in across])  # up is the first column
    given = {
        "centers": centers.tolist(), "name": measure.distance, "edges": edges, "width": width, "height": height,
        "plane": {"up": [1, 0], "center": shift.tolist(), "scale": scale.tolist()},
    }  # fmt: skip
    labels = told(stage, "player/regions.js", NEAREST, given)
    expected = assign_labels((grid - shift) / scale, centers, similarity=measure.similarity)
    assert np.mean(np.array(labels) == expected) == 1


def test_beyond_the_poles_nothing_is_near(stage: Page) -> None:
    given = {
        "centers": [[0, 0], [50, 50]], "name": "globe", "width": 4, "height": 4,
        "edges": {"left": -180, "right": 180, "bottom": -180, "top": 180},
        "plane": {"up": [1, 0], "center": [0, 0], "scale": [1, 1]},
    }  # fmt: skip
    labels = np.array(told(stage, "player/regions.js", NEAREST, given)).reshape(4, 4)
    assert (labels[[0, 3]] == -1).all() and (labels[1:3] >= 0).all()


def open_page(page: Page, url: str, settings: str = "?n=60&k=3&groups=3") -> tuple[Locator, Locator]:
    open_app(page, f"{url}/Other_distances{settings}")
    ready = page.locator(".kms[data-ready]")
    expect(ready).to_have_count(2)
    return ready.nth(0), ready.nth(1)


def test_one_bar_moves_both_and_the_browser_does_it_alone(page: Page, app_url: str) -> None:
    left, right = open_page(page, app_url)
    expect(page.get_by_role("heading", level=1)).to_have_text(MEASURES["City blocks"].lead)
    with nothing_sent(page):
        left.locator(".kms-next").click()
        left.locator(".kms-next").click()
        for each in (left, right):
            expect(each).to_have_attribute("data-step", "2")
    expect(right.locator(".kms-sentence")).to_contain_text("median")
    expect(left.locator(".kms-sentence")).not_to_contain_text("median")
    expect(right.locator("h2").first).to_contain_text(
        "Sum of distances in city blocks, half-step by half-step"
    )
    expect(left.locator("[data-option=lines]")).to_have_text("Lines to the means")


def test_regions_are_shaded_from_the_first_and_are_those_of_the_distance(page: Page, app_url: str) -> None:
    left, right = open_page(page, app_url)
    expect(left.locator(".shapelayer path").first).to_be_attached()
    image = right.locator(".imagelayer image")
    expect(image).to_have_count(1)
    expect(left.locator(".imagelayer image")).to_have_count(0)
    first = image.get_attribute("href") or ""
    assert first.startswith("data:image/png")
    for _ in range(2):
        left.locator(".kms-next").click()
    expect(right).to_have_attribute("data-drawn", "2")
    assert image.get_attribute("href") != first, "the medians moved"
    left.get_by_role("button", name="First half-step").click()
    expect(right).to_have_attribute("data-drawn", "0")
    assert image.get_attribute("href") == first
    left.locator("[data-option=cells]").click()
    expect(image).to_have_count(0)
    expect(left.locator(".shapelayer path")).to_have_count(0)


def test_the_image_has_the_colors_of_the_nearest_medians_and_goes_into_a_picture(
    page: Page, app_url: str
) -> None:
    left, right = open_page(page, app_url)
    shown = right.evaluate(
        """(root) => { const { xaxis, yaxis, images } = root.querySelector(".kms-plot")._fullLayout;
            return { x: xaxis.range, y: yaxis.range, source: images[0].source }; }"""
    )
    picture = np.asarray(Image.open(io.BytesIO(base64.b64decode(shown["source"].partition(",")[2]))))
    height, width = picture.shape[:2]
    means = right.evaluate(
        "(root) => { const { data } = root.querySelector('.kms-plot'); const { x, y } = data.find(({ uid }) => uid === 'means'); return [[...x], [...y]]; }"
    )
    centers = np.array(means).T
    for px, py in ((5, 5), (width // 2, height // 2), (width - 6, height - 6), (width // 3, height - 9)):
        x = shown["x"][0] + (px + 0.5) / width * (shown["x"][1] - shown["x"][0])
        y = shown["y"][1] - (py + 0.5) / height * (shown["y"][1] - shown["y"][0])
        nearest = int(np.abs(centers - [x, y]).sum(axis=1).argmin())
        red = int(palette.color(nearest)[1:3], 16)
        assert abs(int(picture[py, px, 0]) - red) <= 4, "a clear color loses some digits in a picture"
    left.get_by_text("More", exact=True).click()
    with page.expect_download() as download:
        left.get_by_role("button", name="SVG").click()
    assert "<svg" in download.value.path().read_text("utf-8")


def test_a_tip_tells_the_distance_that_counts(page: Page, app_url: str) -> None:
    _, right = open_page(
        page, app_url, "?data=Example&example=towns&x=longitude&y=latitude&k=2&distance=Globe"
    )
    point = right.locator(".kms-plot .tracepoints .point").nth(4).bounding_box()
    assert point
    page.mouse.move(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    tip = right.locator(".kms-tip")
    expect(tip).to_contain_text("to midpoint 1")
    expect(tip).to_contain_text(" km")


def test_the_half_steps_that_raise_the_sum_are_marked(page: Page, app_url: str) -> None:
    left, right = open_page(page, app_url)
    with one_run_or_more(page):
        page.get_by_role("button", name="Just another distance").click()
    expect(right.locator(".kms-curve .kms-rose")).to_have_count(3)
    expect(left.locator(".kms-curve .kms-rose")).to_have_count(0)
    for _ in range(4):
        left.locator(".kms-next").click()
    expect(right).to_have_class(re.compile("kms-rises"))
    expect(right.locator(".kms-sentence")).to_contain_text("the sum rose, from")


def test_a_distance_is_pressed_and_the_link_has_it(page: Page, app_url: str) -> None:
    _, right = open_page(page, app_url, SEEDLINGS)
    with one_run_or_more(page):
        page.get_by_role("radio", name="Central row").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MEASURES["Central row"].lead)
    expect(right.locator(".kms-sentence")).to_have_text("The same 3 places, as the first medoids.")
    assert "distance=Central+row" in page.url or "distance=Central%20row" in page.url


WORDS = "?data=Example&example=orders&x=age&y=spends+a+week&k=3&start=17&distance=Numbers+and+words"


def test_words_stand_in_points_and_at_prototypes_and_change_with_the_half_step(
    page: Page, app_url: str
) -> None:
    left, right = open_page(page, app_url, WORDS)
    letters = right.locator(".kms-plot .tracepoints text")
    expect(letters).to_have_count(60)
    assert set(letters.all_text_contents()) == {"O", "P", "S"}
    expect(left.locator(".kms-plot .tracepoints text")).to_have_count(0)
    expect(left.locator(".kms-letters")).to_be_hidden()
    expect(right.locator(".kms-letters")).to_contain_text(re.compile("O.*Online.*P.*Phone.*S.*Shop"))
    words = right.locator(".kms-center-words")
    expect(words).to_have_text(["Shop", "Shop", "Shop"])
    for _ in range(2):
        left.locator(".kms-next").click()
    expect(right.locator(".kms-sentence")).to_contain_text("words changed: 1 to")
    expect(words).not_to_have_text(["Shop", "Shop", "Shop"])
    now = words.all_text_contents()
    cells = right.locator(".kms-clusters tbody tr td:nth-child(5)").all_text_contents()
    assert now == cells and set(now) == {"Phone", "Online"}
    left.get_by_role("button", name="First half-step").click()
    expect(words).to_have_text(["Shop", "Shop", "Shop"])
    expect(left.locator("[data-option=cells]")).to_be_visible()
    left.locator(".kms-more summary").click()
    with page.expect_download() as download:
        right.locator("button", has_text="SVG").dispatch_event("click")
    drawn = download.value.path().read_text("utf-8")
    assert drawn.count(">Shop<") == 3 and drawn.count(">O<") > 10


def test_a_tip_and_a_card_tell_the_words_and_the_distance_that_counts(page: Page, app_url: str) -> None:
    _, right = open_page(page, app_url, WORDS)
    point = right.locator(".kms-plot .tracepoints .point").nth(4)
    box = point.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = right.locator(".kms-about")
    expect(card).to_contain_text("buys")
    expect(card).to_contain_text("prototype 1: ")
    expect(card).not_to_contain_text("border")


@pytest.mark.parametrize("which", ["page", "phone_page"])
def test_a_case_with_words_fits_and_back_and_forward_have_it(
    request: pytest.FixtureRequest, which: str, app_url: str
) -> None:
    view: Page = request.getfixturevalue(which)
    _, right = open_page(view, app_url)
    with one_run_or_more(view):
        view.get_by_role("button", name="Words", exact=True).click()
    expect(view.get_by_role("heading", level=1)).to_have_text(MIXED.lead)
    expect(right.locator(".kms-center-words")).to_have_text(["Shop", "Shop", "Shop"])
    assert view.evaluate("document.documentElement.scrollWidth") <= view.evaluate("window.innerWidth")
    view.go_back()
    expect(view.get_by_role("heading", level=1)).to_have_text(MEASURES["City blocks"].lead)
    view.go_forward()
    expect(right.locator(".kms-center-words")).to_have_text(["Shop", "Shop", "Shop"])


def test_on_a_phone_one_is_below_the_other_and_nothing_reaches_over_the_edge(
    phone_page: Page, app_url: str
) -> None:
    left, right = open_page(phone_page, app_url, SEEDLINGS)
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    above, below = left.locator(".kms-plot").bounding_box(), right.locator(".kms-plot").bounding_box()
    assert above and below and above["y"] + above["height"] < below["y"] and above["x"] == below["x"]
    bar = left.locator(".kms-steps").bounding_box()
    assert bar and bar["y"] + bar["height"] <= 844, "within reach of the thumb"
    # What is read of both comes below them: the sum and the clusters of k-means, then those of the other
    curves, tables = phone_page.locator(".kms-side .kms-curve"), phone_page.locator(".kms-clusters")
    expect(phone_page.locator(".kms-side h2 span")).to_contain_text(["Inertia", "Sum of distances"])
    for each in (*curves.all(), *tables.all()):
        expect(each).to_be_visible()
        box = each.bounding_box()
        assert box and box["y"] > below["y"] + below["height"]
    captions = [
        f"Distance to the {each}." for each in ("mean: the root of the mean square", "median: the average")
    ]
    expect(tables.locator("caption")).to_have_text(captions)
    before = tables.first.inner_text()
    for _ in range(2):
        left.locator(".kms-next").click()
    expect(tables.first).not_to_have_text(before)
    # Turned, each has its own beside or below it again
    phone_page.set_viewport_size({"width": 844, "height": 390})
    for each in (left, right):
        expect(each.locator(".kms-curve")).to_have_count(1)


def test_the_unit_of_the_distances_is_told_under_the_table_which_is_no_wider_for_it(
    page: Page, app_url: str
) -> None:
    _, right = open_page(
        page, app_url, "?data=Example&example=towns&x=longitude&y=latitude&k=2&distance=Globe"
    )
    table = right.locator(".kms-clusters")
    expect(table.locator("caption")).to_have_text("Distance to the midpoint: the average, in km.")
    wide = "(table) => table.offsetWidth"
    with_caption = table.evaluate(wide)
    table.locator("caption").evaluate("(caption) => caption.remove()")
    assert table.evaluate(wide) == with_caption


@pytest.mark.parametrize("name", [case.label for case in CASES.values()])
def test_on_a_phone_the_plot_and_the_bar_are_in_view_with_the_choices(
    phone_page: Page, app_url: str, name: str
) -> None:
    left, right = open_page(phone_page, app_url)
    with one_run_or_more(phone_page):
        phone_page.get_by_role("button", name=name, exact=True).click()
    point = phone_page.locator(".st-key-distance_case")
    expect(point).not_to_be_empty()
    wait_for_app(phone_page)
    phone_page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    choices = phone_page.locator(".st-key-distance").bounding_box()
    plot, bar = left.locator(".kms-plot").bounding_box(), left.locator(".kms-steps").bounding_box()
    assert choices and plot and bar
    assert 0 < choices["y"] < plot["y"] and plot["y"] + plot["height"] <= bar["y"]
    below, told = right.locator(".kms-plot").bounding_box(), point.bounding_box()
    assert below and told and below["y"] < told["y"]
