"""The run as tones: off until somebody turns it on, and in no address."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import nothing_sent
from tests.e2e.player_page import expect_step, play
from tests.e2e.scripts import told

STEPS = [{"inertia": each} for each in (None, 8.0, 2.0, 2.0, 0.0)]


def test_a_falling_inertia_is_a_falling_tone(stage: Page) -> None:
    tones = [
        told(stage, "player/sound.js", f"tonesOf(given, {i - 1}, {i}) ?? null", STEPS) for i in range(1, 5)
    ]
    first, falls, stays, least = tones
    assert first == [pytest.approx(880)] * 2  # there was none before: the largest of the run
    assert falls[0] == first[0] > falls[1] > 181 and stays[0] == stays[1] == falls[1]
    assert abs(least[1] - 180) < 1e-9
    assert told(stage, "player/sound.js", "tonesOf(given, 1, 0) ?? null", STEPS) is None
    flat = [{"inertia": None}, {"inertia": 0.0}, {"inertia": 0.0}]
    assert told(stage, "player/sound.js", "tonesOf(given, 1, 2)", flat) == [180, 180]


def test_it_is_off_until_turned_on_and_travels_in_no_link(stage: Page) -> None:
    play(stage)
    stage.evaluate(
        "() => { window.tones = 0; const make = AudioContext.prototype.createOscillator; AudioContext.prototype.createOscillator = function () { window.tones += 1; return make.call(this); }; }"
    )
    stage.keyboard.press("ArrowRight")
    expect_step(stage, 1)
    assert stage.evaluate("window.tones") == 0
    stage.get_by_text("More", exact=True).click()
    switch = stage.get_by_role("checkbox", name="Sound")
    expect(switch).not_to_be_checked()
    with nothing_sent(stage):
        switch.check()
        stage.keyboard.press("ArrowRight")
        expect_step(stage, 2)
    assert stage.evaluate("window.tones") == 1
    assert "sound" not in stage.url.lower()
    switch.uncheck()
    stage.keyboard.press("ArrowRight")
    expect_step(stage, 3)
    assert stage.evaluate("window.tones") == 1
