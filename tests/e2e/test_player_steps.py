"""The player's bar, keys, clock and words, on a page of its own: no server takes part in any of it."""

import math
import re

import pytest
from playwright.sync_api import Page, expect

from study.digits import written
from tests.e2e.conftest import OpenPage
from tests.e2e.player_page import (
    NEXT,
    drawn_labels,
    expect_step,
    go_on,
    means_on_screen,
    of_rows,
    play,
    step,
    to_the_end,
    to_the_start,
    usual,
)

LAST = len(usual()["steps"]) - 1


def test_steps_quicker_than_the_glide_end_where_they_should(stage: Page) -> None:
    page = stage
    page.emulate_media(reduced_motion="no-preference")
    play(page)
    at_start = means_on_screen(page)
    go_on(page)
    page.click(NEXT)  # the means begin to glide
    to_the_start(page)
    assert means_on_screen(page) == at_start
    assert set(drawn_labels(page)) == {-1}
    go_on(page, 3)
    places, labels = means_on_screen(page), drawn_labels(page)
    to_the_start(page)
    page.evaluate("() => { for (let i = 0; i < 3; i++) document.querySelector('.kms-next').click(); }")
    expect_step(page, 3)
    assert means_on_screen(page) == places
    assert drawn_labels(page) == labels


def test_means_glide_and_trail_behind_them_where_motion_is_welcome(new_page: OpenPage) -> None:
    page = new_page(reduced_motion="no-preference")
    page.clock.install()
    play(page)
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    page.click(NEXT)
    page.clock.run_for(1000)
    before = means_on_screen(page)
    page.click(NEXT)
    page.clock.run_for(350)  # half of the glide
    halfway = means_on_screen(page)
    trail = page.locator(".kms-plot .kms-trails").get_attribute("d") or ""
    assert trail.count("M") == 5 and trail.count("L") == 5  # from where each was to where it is
    page.clock.run_for(1000)
    expect_step(page, 2)
    after = means_on_screen(page)
    for old, now, new in zip(before, halfway, after, strict=True):
        for start, middle, end in zip(old, now, new, strict=True):
            assert min(start, end) <= middle <= max(start, end)
    assert before != halfway != after
    page.get_by_label("Trails").uncheck()
    expect(page.locator(".kms-plot .kms-trails")).to_have_attribute("d", "")


def test_play_goes_on_at_its_speed_to_the_end(page: Page) -> None:
    page.clock.install()
    play(page, of_rows([[0, 0], [0, 1], [1, 0], [9, 9], [9, 8], [2, 3]], [0, 1]))
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    last = int(page.locator(".kms-track input").get_attribute("max") or 0)
    assert last >= 3
    playing = page.locator(".kms")
    for speed, each in {"slow": 2200, "normal": 1200, "fast": 500}.items():
        page.get_by_label("Speed").select_option(speed)
        page.get_by_role("button", name="Play").click()
        assert step(page) == 0
        page.clock.run_for(160)
        assert step(page) == 1
        page.clock.run_for(each - 30)
        assert step(page) == 1
        page.clock.run_for(30)
        assert step(page) == 2
        page.get_by_role("button", name="Pause").click()
        page.clock.run_for(10 * each)
        assert step(page) == 2
        page.get_by_role("button", name="First half-step").click()
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(150 + last * 500)
    assert step(page) == last
    expect(playing).to_have_attribute("data-playing", "false")
    page.get_by_role("button", name="Play").click()  # at the end, it begins anew
    page.clock.run_for(50)
    assert step(page) == 0
    expect(playing).to_have_attribute("data-playing", "true")
    page.clock.run_for(150)
    assert step(page) == 1


def test_the_bar_says_where_it_is_and_what_comes_next(stage: Page) -> None:
    play(stage)
    ends = [stage.get_by_role("button", name=name) for name in ("First half-step", "Back one", "Last half")]
    track, said = stage.locator(".kms-track input"), stage.locator(".kms-count")

    def expect_bar(number: int, words: str, label: str) -> None:
        expect(stage.locator(NEXT)).to_have_text(words)
        expect(stage.locator(NEXT)).to_have_attribute("aria-label", label)
        expect(said).to_have_text(f"Half-step {number} of {LAST}")
        expect(track).to_have_value(str(number))
        expect(track).to_have_attribute("max", str(LAST))
        enabled = [each.is_enabled() for each in (*ends, stage.locator(NEXT))]
        assert enabled == [number > 0, number > 0, number < LAST, number < LAST]

    expect_bar(0, "Assign points", "Next: Assign points (right arrow)")
    go_on(stage)
    expect_bar(1, "Update means", "Next: Update means (right arrow)")
    track.fill("5")
    expect_step(stage, 5)
    expect(track).to_have_attribute("aria-valuetext", usual()["steps"][5]["title"])
    to_the_end(stage)
    expect_bar(LAST, "Done", "Done: nothing changes any more")
    ends[1].click()
    expect_step(stage, LAST - 1)


def round_end(value: float) -> float:
    """Where an axis ends that begins at 0."""
    power = 10 ** math.floor(math.log10(value))
    return next(times * power for times in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if times * power >= value)


def test_the_curve_marks_where_the_player_is(stage: Page) -> None:
    steps = usual()["steps"]
    play(stage)
    now, here = stage.locator(".kms-now"), stage.locator(".kms-here")
    expect(now).to_have_text("")
    expect(here).to_have_attribute("visibility", "hidden")
    top_of_axis = round_end(max(each["inertia"] for each in steps[1:]))
    labels: list[str | re.Pattern[str]] = [
        written(top_of_axis, 0),
        "0",
        "0",
        str(LAST),
        re.compile("^half-step(; no clusters yet| · dashed: your best start so far)$"),  # if there was one
    ]
    expect(stage.locator(".kms-curve text:not(.kms-now)")).to_have_text(labels)
    dots = stage.locator(".kms-curve circle:not(.kms-here)")
    assert dots.count() == LAST  # of the start there is no inertia
    places = []
    for number in (1, 2, LAST):
        stage.locator(".kms-track input").fill(str(number))
        expect_step(stage, number)
        expect(here).to_have_attribute("visibility", "inherit")
        at = [float(here.get_attribute(name) or 0) for name in ("cx", "cy")]
        dot = dots.nth(number - 1)
        assert at == [float(dot.get_attribute(name) or 0) for name in ("cx", "cy")]
        places.append(at)
    (left, top), (second, lower), (right, bottom) = places
    assert right == 288 and left < second < right  # the last, at the right margin of 12
    zero, margin = 120, 14
    for height, number in ((top, 1), (lower, 2), (bottom, -1)):
        assert height == pytest.approx(zero - (zero - margin) * steps[number]["inertia"] / top_of_axis)
    assert second - left == pytest.approx((right - left) / (LAST - 1))
    assert now.get_attribute("text-anchor") == "end"  # no room to the right of the last


def test_keys_are_the_players(stage: Page) -> None:
    play(stage)
    for key, expected in [
        ("End", LAST),
        ("PageUp", LAST - 1),
        ("Home", 0),
        ("PageDown", 1),
        ("ArrowLeft", 0),
    ]:
        stage.keyboard.press(key)  # nothing has the focus
        expect_step(stage, expected)
    stage.locator(".kms-plot").click(position={"x": 200, "y": 100})
    keys = [("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", LAST), ("Home", 0)]
    for key, expected in [*keys, ("Control+ArrowRight", 0), ("Alt+ArrowRight", 0), ("Meta+End", 0)]:
        stage.keyboard.press(key)
        expect_step(stage, expected)
    stage.keyboard.press("Space")
    expect(stage.locator(".kms")).to_have_attribute("data-playing", "true")
    stage.keyboard.press("Space")
    expect(stage.locator(".kms")).to_have_attribute("data-playing", "false")
    stage.keyboard.press("Home")
    expect_step(stage, 0)
    stage.get_by_label("Speed").focus()
    stage.keyboard.press("ArrowRight")  # the choice of a speed has its own arrows
    stage.locator(NEXT).focus()
    stage.keyboard.press("Space")  # presses the button, and plays nothing
    expect_step(stage, 1)
    expect(stage.locator(".kms")).to_have_attribute("data-playing", "false")
    stage.keyboard.press("ArrowRight")
    expect_step(stage, 2)


def test_the_address_holds_the_half_step_and_the_options(stage: Page) -> None:
    play(stage)
    expect(stage.locator(".kms-plot .shapelayer path")).to_have_count(5)
    stage.get_by_label("Shade the regions").uncheck()
    stage.get_by_label("Trails").uncheck()
    go_on(stage, 3)
    expect(stage).to_have_url(re.compile(r"#step=3&cells=off&trails=off$"))
    labels = drawn_labels(stage)
    play(stage, fragment="#step=3&cells=off&trails=off")
    expect_step(stage, 3)
    assert drawn_labels(stage) == labels
    expect(stage.get_by_label("Shade the regions")).not_to_be_checked()
    expect(stage.get_by_label("Trails")).not_to_be_checked()
    expect(stage.locator(".kms-plot .shapelayer path")).to_have_count(0)
    stage.get_by_label("Shade the regions").check()
    expect(stage.locator(".kms-plot .shapelayer path")).to_have_count(5)
    stage.get_by_label("Trails").check()
    to_the_start(stage)
    expect(stage).to_have_url(re.compile("/$"))


def test_what_a_link_asks_for_in_vain_is_said(stage: Page) -> None:
    last, kind = LAST, stage.locator(".kms-kind")
    beyond = re.compile(rf" · the link asked for half-step 999; the last is {last}$")
    play(stage, fragment="#step=999")
    expect_step(stage, last)
    expect(kind).to_have_text(beyond)
    expect(stage).to_have_url(re.compile(f"/#step={last}$"))
    stage.keyboard.press("ArrowLeft")
    expect_step(stage, last - 1)
    expect(kind).not_to_contain_text("link")
    stage.evaluate("location.hash = 'step=999'")  # as somebody writes it
    expect_step(stage, last)
    expect(kind).to_have_text(beyond)
    for none in ("-2", "abc", "1.5", "9" * 30):
        play(stage, fragment=f"#step={none}")
        expect_step(stage, 0)
        expect(kind).to_have_text("Start · the link asked for a half-step that cannot be")
        expect(stage).to_have_url(re.compile("/$"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("speed=warp", "the link asked for speed=\u2068warp\u2069; it can be slow, normal or fast"),
        ("speed=a%E2%81%A9b", "the link asked for speed=\u2068a b\u2069; it can be slow, normal or fast"),
        ("speed=", "the link asked for speed=\u2068\u2069; it can be slow, normal or fast"),
        ("lines=yes", "the link asked for lines=\u2068yes\u2069; it can be on or off"),
        (
            "speed=constructor",
            "the link asked for speed=\u2068constructor\u2069; it can be slow, normal or fast",
        ),
        (
            "speed=%3Cb%3Ebold%3C/b%3E",
            "the link asked for speed=\u2068<b>bold</b>\u2069; it can be slow, normal or fast",
        ),
        # A face is one letter of the twenty, and what turns the writing round turns nothing but itself
        (
            "speed=" + "%F0%9F%98%80" * 21,
            f"the link asked for speed=\u2068{20 * chr(0x1F600)}\u2069; it can be slow, normal or fast",
        ),
        (
            "speed=" + 50 * "x",
            f"the link asked for speed=\u2068{20 * 'x'}\u2069; it can be slow, normal or fast",
        ),
    ],
)
def test_an_option_that_cannot_be_is_said_too(stage: Page, asked: str, said: str) -> None:
    kind = stage.locator(".kms-kind")
    play(stage, fragment=f"#step=2&{asked}")
    expect_step(stage, 2)
    expect(kind).to_have_text(re.compile(rf" · {re.escape(said)}$"))
    expect(stage.get_by_label("Speed")).to_have_value("normal")
    expect(stage).to_have_url(re.compile("/#step=2$"))
    stage.keyboard.press("ArrowRight")
    expect(kind).not_to_contain_text("link")
    stage.evaluate(f"location.hash = '{asked}'")  # as somebody writes it
    expect_step(stage, 0)
    expect(kind).to_have_text(f"Start · {said}")
    play(stage, fragment=f"#step=999&{asked}")
    expect(kind).to_contain_text("the link asked for half-step 999")
    expect(kind).to_contain_text(said)


def test_the_speed_travels_in_the_address(stage: Page) -> None:
    play(stage)
    stage.get_by_label("Speed").select_option("slow")
    expect(stage).to_have_url(re.compile(r"/#speed=slow$"))
    play(stage, fragment="#step=2&speed=fast")
    expect(stage.get_by_label("Speed")).to_have_value("fast")
    expect_step(stage, 2)
    stage.get_by_label("Speed").select_option("normal")
    expect(stage).to_have_url(re.compile("/#step=2$"))


def test_a_half_step_that_is_written_into_the_address_is_gone_to(stage: Page) -> None:
    play(stage)
    for asked, found, left in (("#step=3", 3, "#step=3"), ("#step=1", 1, "#step=1"), ("#step=0", 0, "")):
        stage.evaluate(f"location.hash = '{asked}'")
        expect_step(stage, found)
        expect(stage).to_have_url(re.compile(f"/{left}$"))


def test_what_a_screen_reader_is_told(stage: Page) -> None:
    play(stage)
    plot = stage.locator(".kms-plot")
    expect(plot).to_have_attribute("role", "img")
    expect(plot).to_have_attribute("aria-label", re.compile(r"300 points .* 5 means\. Start"))
    stage.click(NEXT)
    expect(plot).to_have_attribute("aria-label", re.compile("All 300 points joined"))
    unnamed = stage.evaluate(
        "() => [...document.querySelectorAll('.kms button, .kms input, .kms select')].filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || e.closest('label'))).length"
    )
    assert unnamed == 0
    expect(stage.locator(".kms-caption")).to_have_attribute("aria-live", "polite")


def test_the_table_of_clusters_is_that_of_the_half_step(stage: Page) -> None:
    play(stage, of_rows([[0, 0], [0, 2], [9, 0], [9, 4]], [0, 2], ["a", "a name of fifteen"]))
    head = stage.locator(".kms-clusters th")
    expect(head).to_have_text(["Cluster", "Points", "a", "a name of fif…", "Distance"])
    cells = stage.locator(".kms-clusters td")
    expect(cells).to_have_text(["1", "–", "0", "0", "–", "2", "–", "9", "0", "–"])
    go_on(stage, 2)  # each mean is the average of its two points now, 1 and 2 from either
    expect(cells).to_have_text(["1", "2", "0", "1", "1", "2", "2", "9", "2", "2"])


def test_players_of_a_group_move_together(stage: Page) -> None:
    short = of_rows([[0, 0], [0, 2], [9, 0], [9, 4]], [0, 2])
    last = len(short["steps"]) - 1
    play(stage, {**usual(), "id": "leader", "group": "g", "leader": True, "groupLast": LAST})
    stage.evaluate(
        """([data, other]) => {
            for (const each of [data, other]) {
                const parentElement = document.createElement("div");
                document.getElementById("player").append(parentElement);
                mount({ data: each, parentElement });
            }
        }""",
        [
            {**short, "id": "follower", "group": "g", "leader": False, "groupLast": LAST},
            {**short, "id": "stranger", "group": "another", "leader": False, "groupLast": LAST},
        ],
    )
    leader, follower, stranger = (stage.locator(".kms").nth(i) for i in range(3))
    for each in (follower, stranger):
        expect(each).to_have_attribute("data-ready", re.compile("."))

    def expect_steps(*numbers: int) -> None:
        for each, number in zip((leader, follower, stranger), numbers, strict=True):
            expect(each).to_have_attribute("data-step", str(number))
            expect(each).to_have_attribute("data-drawn", str(number))

    stage.keyboard.press("ArrowRight")  # the arrows are the leader's
    expect_steps(1, 1, 0)
    leader.get_by_role("button", name="Last half-step").click()
    expect_steps(LAST, last, 0)  # the shorter run waits at its end
    leader.get_by_role("button", name="First half-step").click()
    expect_steps(0, 0, 0)
    stage.evaluate("document.activeElement.blur()")
    for key in ("End", "PageDown", "Space"):  # those move the page
        stage.keyboard.press(key)
    stage.evaluate("document.body.append(Object.assign(document.createElement('button'), { id: 'beside' }))")
    stage.locator("#beside").focus()
    for key in ("ArrowRight", "End"):  # the focus is in none of them
        stage.keyboard.press(key)
    stage.evaluate("document.getElementById('beside').remove()")
    expect(leader).to_have_attribute("data-playing", "false")
    expect_steps(0, 0, 0)
    leader.locator(NEXT).focus()
    stage.keyboard.press("PageDown")
    expect_steps(1, 1, 0)
    stage.keyboard.press("Home")
    expect_steps(0, 0, 0)
    leader.get_by_label("Shade the regions").uncheck()
    expect(follower.locator(".shapelayer path")).to_have_count(0)
    expect(stranger.locator(".shapelayer path")).to_have_count(2)
    assert stage.url.endswith("/")  # two players, one address: it holds neither
