"""A thousand steps and a hundred drags leave the page as it was: as many elements, listeners and bytes."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.player_page import generated, play

MOST_MORE = 1_500_000  # bytes: what a browser keeps of code it has made quick; a run left behind at each of them is ten times that

# By key, as whoever holds it down: the drawing goes on once in a few steps, as frames come
STEPS = """async (times) => {
    const press = (key) => document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    const player = document.querySelector(".kms");
    for (let i = 0, way = "ArrowRight"; i < times; i++) {
        const before = player.dataset.step;
        press(way);
        if (player.dataset.step === before) { way = way === "ArrowRight" ? "ArrowLeft" : "ArrowRight"; i -= 1; }
        if (i % 10 === 0) await new Promise(requestAnimationFrame);
    }
    press("Home");
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""

# Each tenth drag is answered with another run, as the server does; the others with the run that is there, where nothing came of them
DRAGS = """async ([data, times]) => {
    const old = document.getElementById("player"), fresh = old.cloneNode();
    old.replaceWith(fresh);
    leaving(old)();
    const drawn = (id) => new Promise((done) => {
        const look = () => (document.querySelector(".kms").dataset.ready === id && document.querySelector(".kms").dataset.drawn ? done() : requestAnimationFrame(look));
        look();
    });
    let asked;
    const show = (id) => { mount({ data: { ...data, id, movable: true }, parentElement: fresh, setTriggerValue: (name, deed) => { asked = deed; } }); return drawn(id); };
    await show("drag 0");
    const stage = document.querySelector(".kms-stage");
    stage.setPointerCapture = () => {};
    for (let i = 1; i <= times; i++) {
        const box = document.querySelector(".kms-plot .tracemeans .point").getBoundingClientRect();
        const send = (kind, x, y) => stage.dispatchEvent(new PointerEvent(kind, { bubbles: true, pointerId: 1, pointerType: "mouse", isPrimary: true, button: 0, buttons: 1, clientX: box.x + box.width / 2 + x, clientY: box.y + box.height / 2 + y }));
        send("pointerdown", 0, 0);
        send("pointermove", 12, 9);
        await new Promise(requestAnimationFrame);
        asked = undefined;
        send("pointerup", 12, 9);
        if (asked?.do !== "move") throw new Error(`drag ${i} was not told: ${JSON.stringify(asked)}`);
        await show(`drag ${Math.floor(i / 10)}`);
    }
}"""


def kept(page: Page) -> dict[str, Any]:
    """What the browser holds for this page, once what nobody needs is gone."""
    talk = page.context.new_cdp_session(page)
    for _ in range(2):
        talk.send("HeapProfiler.collectGarbage")
    counters = talk.send("Memory.getDOMCounters")
    size = talk.send("Runtime.getHeapUsage")["usedSize"]
    talk.detach()
    return {**counters, "bytes": size}


@pytest.mark.parametrize(("what", "warm", "times"), [("steps", 100, 1000), ("drags", 5, 100)])
def test_nodes_and_memory_stay_where_they_were(page: Page, what: str, warm: int, times: int) -> None:
    payload = generated(n=40, k=3)
    play(page, payload)

    def do(number: int) -> None:
        if what == "steps":
            page.evaluate(STEPS, number)
        else:
            page.evaluate(DRAGS, [payload, number])

    do(warm)  # the first time, code is made and caches are filled
    before = kept(page)
    do(times)
    after = kept(page)
    assert after["nodes"] <= before["nodes"] + 50, (before, after)
    assert after["jsEventListeners"] <= before["jsEventListeners"] + 10, (before, after)
    assert after["bytes"] <= before["bytes"] + MOST_MORE, (before, after)
