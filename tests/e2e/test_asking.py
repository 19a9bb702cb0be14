"""Guessing on the plot: by pointer, by touch, by keys; and what is not shown meanwhile. On a page of its own, without a server."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.player_page import (
    NEXT,
    center,
    drawn_labels,
    expect_step,
    generated,
    go_on,
    of_rows,
    play,
    point_in_the_open,
    step,
    to_the_end,
    usual,
)

LAST = len(usual()["steps"]) - 1
QUESTION, VERDICT, ANSWERS = ".kms-question", ".kms-verdict", ".kms-answers button"
LINE = of_rows([[0, 0], [1, 0], [2, 0], [9, 0], [10, 0]], [0, 1])
"""Means at 0 and 1, then 0 and 5.5, then 1 and 9.5: two points change, and then none."""


def ask(page: Page, question: str) -> None:
    """Go to where the usual run, or the one that is played, is asked this; other questions are passed over by an answer."""
    for _ in range(60):
        asked = page.locator(QUESTION).inner_text()
        if question in asked:
            expect(
                page.locator(".kms-answers:not([aria-disabled])")
            ).to_be_visible()  # a moment after the last
            return
        button = page.locator(f"{ANSWERS}:not(.kms-with-keys)")
        if button.count():
            button.first.click()
        elif page.locator(NEXT).is_enabled():
            page.click(NEXT)
        else:
            page.get_by_role("button", name="First half-step").click()
            page.get_by_label("Ask me first").uncheck()
            page.get_by_label("Ask me first").check()
    raise AssertionError(f"never asked: {question}")


def test_a_press_on_what_is_asked_for_is_a_guess_and_shows_at_its_place(stage: Page) -> None:
    play(stage, fragment="#ask=on&step=1")
    expect(stage.locator(QUESTION)).to_have_text("Press the mean that will move the farthest.")
    stage.mouse.click(*point_in_the_open(stage))  # no answer to the question
    assert step(stage) == 1
    means = stage.locator(".kms-plot .tracemeans .point")
    means.nth(1).click(force=True, button="right")
    assert step(stage) == 1
    means.nth(1).click(force=True)
    expect_step(stage, 2)
    farthest = re.search(r"mean (\d) the most, by ([\d.]*\d)", stage.locator(".kms-sentence").inner_text())
    assert farthest
    verdict = stage.locator(VERDICT).inner_text()
    assert f"mean {farthest[1]} moved the farthest, by {farthest[2]}" in verdict
    assert verdict.startswith("Right" if farthest[1] == "2" else "Not quite")
    note = stage.get_by_text(f"moved by {farthest[2]}", exact=True)
    expect(note).to_be_visible()
    box, at = note.bounding_box(), center(stage, "means", int(farthest[1]) - 1)
    assert box and abs(box["x"] - at[0]) < 60 + box["width"] and abs(box["y"] - at[1]) < 40
    go_on(stage)  # without a guess: what was said of the last is gone
    expect(note).to_have_count(0)
    expect(stage.locator(VERDICT)).not_to_contain_text("Not quite")


def test_a_point_or_none_is_an_answer(stage: Page) -> None:
    play(stage, LINE, "#ask=on&step=2")
    ask(stage, "Press a point that will change")
    assert step(stage) == 2
    stage.mouse.click(*center(stage, "points", 2))
    expect_step(stage, 3)
    expect(stage.locator(VERDICT)).to_have_text(
        "Right: that point went from cluster 2 to cluster 1: mean 1 is 2 away, mean 2 3.5."
    )
    expect(stage.locator(".kms-note-at")).to_have_text("2 to mean 1, 3.5 to mean 2")
    go_on(stage)
    assert step(stage) == 4
    ask(stage, "How many points will change")  # the other is asked less often now
    stage.get_by_role("button", name="none").click()
    expect(stage.locator(VERDICT)).to_have_text("Right: 0 of 5 points changed cluster.")


def test_a_place_is_pressed_and_the_true_one_shown(stage: Page) -> None:
    play(stage, fragment="#ask=on&step=1")
    ask(stage, "Where will mean")
    number = int(re.search(r"mean (\d+)", stage.locator(QUESTION).inner_text())[1])  # type: ignore[index]
    before = step(stage)
    x, y = point_in_the_open(stage)
    stage.mouse.click(x, y)
    expect_step(stage, before + 1)
    assert f"mean {number} goes to (" in stage.locator(VERDICT).inner_text()
    note = stage.locator(".kms-note-at")
    expect(note).to_have_text(re.compile(r"^you: [\d.]+ from there$"))
    line = stage.locator(".kms-off").bounding_box()
    mean = center(stage, "means", number - 1)
    assert line
    assert [line["x"], line["x"] + line["width"]] == pytest.approx(
        sorted([x, mean[0]]), abs=4
    )  # its stroke is part of it
    assert abs(line["height"] - abs(y - mean[1])) <= 4


@pytest.mark.parametrize("question", ["Press a point that will change", "Where will mean"])
def test_a_crosshair_answers_by_keys(stage: Page, question: str) -> None:
    play(stage, LINE, "#ask=on&step=1")
    ask(stage, question)
    before = step(stage)
    stage.get_by_role("button", name="Aim with the keys").focus()
    expect(stage.get_by_role("button", name="Aim with the keys")).to_be_visible()
    stage.keyboard.press("Enter")
    cross = stage.locator(".kms-aim")
    expect(cross).to_be_focused()
    target = center(stage, "points", 2) if question.startswith("Press") else center(stage, "means", 1)
    for _ in range(120):
        box = cross.bounding_box()
        assert box
        away = [
            goal - at
            for goal, at in zip(
                target, (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2), strict=True
            )
        ]
        if max(map(abs, away)) <= 2:
            break
        across = abs(away[0]) >= abs(away[1])
        key = (
            ("ArrowRight" if away[0] > 0 else "ArrowLeft")
            if across
            else ("ArrowDown" if away[1] > 0 else "ArrowUp")
        )
        stage.keyboard.press(key if max(map(abs, away)) >= 16 else f"Shift+{key}")
    expect(cross).to_have_attribute("aria-label", re.compile("^Crosshair on (a point of cluster|mean) "))
    assert step(stage) == before  # the arrows were the crosshair's
    stage.keyboard.press("Enter")
    expect_step(stage, before + 1)
    expect(stage.locator(VERDICT)).to_have_text(re.compile("^(Right|Not quite): "))
    expect(cross).to_be_hidden()
    assert stage.evaluate("document.activeElement.closest('.kms-answers, .kms-stage')")  # where one goes on
    stage.keyboard.press("ArrowLeft")  # and are the player's again
    expect_step(stage, before)


def test_what_is_not_the_answer_is_told_to_who_aims_with_the_keys(page: Page) -> None:
    play(page, LINE, "#ask=on&step=1")
    ask(page, "Press a point that will change")
    before = step(page)
    page.get_by_role("button", name="Aim with the keys").press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    said = "Nothing that could be the answer is under the crosshair."
    expect(page.locator(".kms-stage > [role=status]", has_text=said)).to_have_count(1)
    assert step(page) == before


def test_the_second_of_two_presses_is_no_answer_to_the_next_question(page: Page) -> None:
    play(page, fragment="#ask=on")
    box = page.locator(f"{ANSWERS}:not(.kms-with-keys)").first.bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator(f"{ANSWERS}:not(.kms-with-keys)").first.dispatch_event("click")
    expect(page.get_by_role("button", name=re.compile("Your card: [01] of 1"))).to_be_visible()
    expect_step(page, 1)
    page.locator(f"{ANSWERS}:not(.kms-with-keys)").first.click()  # which waits until it can be pressed
    expect(page.get_by_role("button", name=re.compile("Your card: [012] of 2"))).to_be_visible()


def test_means_and_ranges_are_answered_by_buttons(page: Page) -> None:
    play(page, fragment="#ask=on")
    expect(page.locator(QUESTION)).to_have_text(
        "How many iterations, the last, in which no point changes, included?"
    )
    page.get_by_role("button", name="4 to 6").focus()
    page.keyboard.press("Space")
    expect_step(page, 1)
    expect(page.get_by_role("button", name="Mean 1")).to_be_focused()  # where the next answer is given
    expect(page.locator(".kms-answers:not([aria-disabled])")).to_be_visible()
    page.keyboard.press("Enter")
    expect_step(page, 2)
    expect(page.locator(VERDICT)).to_contain_text("moved the farthest")


def test_what_lies_ahead_is_hidden_while_asking(stage: Page) -> None:
    play(stage, fragment="#ask=on")
    beads = stage.locator(".kms-curve circle:not(.kms-here)")
    for number in range(3):
        expect(stage.locator(".kms-count")).to_have_text(f"Half-step {number}")
        expect(beads).to_have_count(number)
        expect(stage.locator(".kms-track input")).to_be_hidden()
        assert str(LAST) not in stage.locator(".kms-curve text:not(.kms-now)").all_inner_texts()
        go_on(stage)
    stage.get_by_label("Ask me first").uncheck()
    expect(beads).to_have_count(LAST)
    expect(stage.locator(".kms-count")).to_have_text(f"Half-step 3 of {LAST}")
    expect(stage.locator(".kms-guessing")).to_be_hidden()


@pytest.mark.parametrize("size", [(1280, 800), (1366, 650), (390, 844)])
def test_the_plot_stays_where_it_is_from_question_to_question(stage: Page, size: tuple[int, int]) -> None:
    stage.set_viewport_size({"width": size[0], "height": size[1]})
    play(stage, generated(k=5), fragment="#ask=on")
    places = set()
    for _ in range(LAST):
        expect(stage.locator(".kms-answers:not([aria-disabled])")).to_be_attached()
        box = stage.locator(".kms-stage").bounding_box()
        assert box
        places.add((box["y"], box["height"]))
        assert stage.locator(QUESTION).inner_text()  # never an empty box
        button = stage.locator(f"{ANSWERS}:not(.kms-with-keys)")
        if button.count():
            button.last.click()
        else:
            stage.locator(".kms-stage").click(position={"x": 200, "y": 150})
    assert len(places) == 1
    assert stage.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_finger_answers_too(new_page: OpenPage) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    play(page, LINE, "#ask=on&step=1")
    page.touchscreen.tap(*center(page, "means", 1))
    expect_step(page, 2)
    expect(page.locator(VERDICT)).to_have_text("Right: mean 2 moved the farthest, by 4.5.")
    for box in page.locator(ANSWERS).evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect()).filter((box) => box.width > 1).map((box) => [box.width, box.height])"
    ):
        assert min(box) >= 40


def test_the_end_is_asked_about_before_it_is_told(stage: Page) -> None:
    play(stage, {**LINE, "others": {"inertia": 1.0, "starts": 10}}, "#ask=on")
    to_the_end(stage)
    expect(stage.locator(QUESTION)).to_have_text(
        re.compile("10 other starts|went on for 10 more|swapped|groups")
    )
    expect(stage.locator(".kms-ending")).to_be_hidden()
    stage.locator(ANSWERS).first.click()
    expect(stage.locator(VERDICT)).to_have_text(re.compile("^(Right|Not quite): "))
    expect(stage.locator(QUESTION)).to_have_text("That was the end of this run.")
    expect(stage.locator(".kms-ending")).to_be_visible()


def test_the_card_says_what_was_asked_and_is_taken_home(page: Page, tmp_path: Path) -> None:
    play(page, of_rows([[0, 0], [1, 0], [2, 0], [9, 0], [10, 0]], [0, 1], ["<b>a</b>", "b"]), "#ask=on")
    expect(page.get_by_role("button", name="Your card")).to_have_count(0)
    for _ in range(3):
        page.locator(f"{ANSWERS}:not(.kms-with-keys)").first.click()
    labels = drawn_labels(page)
    page.get_by_role("button", name="Your card").click()
    card = page.get_by_role("dialog", name="What you guessed")
    expect(card.get_by_role("listitem")).to_have_count(3)
    expect(card.get_by_role("heading")).to_have_text(
        re.compile(r"^k-means, step by step: \d of 3 guesses right$")
    )
    expect(card).to_contain_text("Press the mean that will move the farthest.")
    with page.expect_download() as saved:
        card.get_by_role("button", name="Save").click()
    assert saved.value.suggested_filename == "k-means-guesses.html"
    file = tmp_path / "card.html"
    saved.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert text.count("<li>") == 3 and "<script" not in text
    page.evaluate(
        "window.printed = 0; Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { get() { return { print: () => { window.printed += 1; } }; } })"
    )
    card.get_by_role("button", name="Print").click()
    page.wait_for_function("window.printed === 1")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert drawn_labels(page) == labels


def test_a_press_answers_and_a_drag_or_a_scroll_does_not(page: Page) -> None:
    play(page, fragment="#ask=on")
    ask(page, "Press the place")
    question, asked_at = page.locator(QUESTION), step(page)
    box = page.locator(".kms-plot").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 10, steps=3)
    page.mouse.up()
    expect(question).to_contain_text("Press the place")
    page.mouse.click(x, y)
    expect_step(page, asked_at + 1)
    expect(page.locator(VERDICT)).to_contain_text("you were")
