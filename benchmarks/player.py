"""How quick the player is in a real browser: python -m benchmarks.player

Drives headless Chromium with software rendering against the app served on this machine, and prints medians:

- click on "next" to painted, in milliseconds, for assigns and updates apart;
- frames per second while the means glide;
- the work of a frame while a mean is dragged, in milliseconds, regions shown; frames a second; and let go to painted;
- the work of a frame while points are sprayed;
- whether stepping, the slider and playing sent anything to the server;
- how long the page takes from opening to painted, as a ratio to a bare Streamlit page with one st.plotly_chart of the
  same points (interleaved, a fresh browser context each time);
- the Python cost of the figure and its frames for 300 points x 20 half-steps.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from charts.stepper import stepper_figure
from kmeans_core import initial_means, run
from kmeans_core.datasets import make_dataset
from tests.e2e.browser import DESKTOP, AppServer, nothing_sent, open_app, script_runs, wait_for_app
from tests.e2e.player_page import center
from tools.checks import find_chromium

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = "/?shape=overlapping+blobs&k=5&start={start}&n={n}"
READY = ".kms[data-ready]"
# Software rendering; WebGL too.
FLAGS = ["--disable-gpu", "--enable-unsafe-swiftshader", "--no-sandbox"]

BARE_PAGE = """
import plotly.graph_objects as go
import streamlit as st
st.plotly_chart(go.Figure(go.Scatter(x={x}, y={y}, mode="markers")))
"""

# A step counts as painted when a task runs after the frame that shows it.
MEASURE = """
async ({ glide }) => {
  const button = document.querySelector(".kms-next");
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(0);
  }));
  const kind = button.textContent.startsWith("Assign") ? "assign" : "update";
  const start = performance.now();
  button.click();
  await painted();
  const milliseconds = performance.now() - start;
  let frames = 0;
  const first = performance.now();
  while (performance.now() - first < 650) { await new Promise(requestAnimationFrame); frames += 1; }
  return { kind, milliseconds, fps: frames / ((performance.now() - first) / 1000) };
}
"""


def steps(page: Page, url: str, n: int, wanted: int) -> dict[str, list[float]]:
    """Press next until there are `wanted` measures of each kind, starting over with the next seed as runs end."""
    measures: dict[str, list[float]] = {"assign": [], "update": [], "fps": []}
    start = 0
    while len(measures["update"]) < wanted:
        open_app(page, url + SETTINGS.format(start=start, n=n))
        page.wait_for_selector(READY)
        page.wait_for_timeout(500)  # let the page come to rest: this is a measurement, not a test
        while page.locator(".kms-next").is_enabled() and len(measures["update"]) < wanted:
            result = page.evaluate(MEASURE, {"glide": True})
            measures[result["kind"]].append(result["milliseconds"])
            if result["kind"] == "update":
                measures["fps"].append(result["fps"])
        start += 1
    return measures


# Each frame the pointer is elsewhere; what the player does in it is timed, up to the painting.
DRAG = """
async ({ x, y, frames }) => {
  const stage = document.querySelector(".kms-stage");
  const move = (i) => stage.dispatchEvent(new PointerEvent("pointermove", {
    bubbles: true, pointerId: 1, pointerType: "mouse", isPrimary: true, buttons: 1,
    clientX: x + 60 * Math.sin(i / 5), clientY: y + 60 * Math.cos(i / 7) }));
  const works = [], first = performance.now();
  for (let i = 0; i < frames; i++) {
    move(i);
    const begun = await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => { const channel = new MessageChannel(); channel.port1.onmessage = resolve; channel.port2.postMessage(0); });
    works.push(performance.now() - begun);
  }
  works.sort((a, b) => a - b);
  return { work: works[frames >> 1], fps: 1000 * frames / (performance.now() - first) };
}
"""


def dragging(page: Page, url: str, n: int, repeats: int) -> tuple[float, float, float]:
    """With a mean in hand: the milliseconds that a frame takes, how many frames a second there are, and the milliseconds from
    letting go to the new run on screen."""
    open_app(page, url + SETTINGS.format(start=3, n=n) + "#cells=on&step=2")
    page.wait_for_selector(READY)
    works, rates, answers = [], [], []
    for number in range(repeats):
        x, y = center(page, "means")
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 9, y)
        result = page.evaluate(DRAG, {"x": x, "y": y, "frames": 60})
        works.append(result["work"])
        rates.append(result["fps"])
        page.mouse.move(x + 5 + number, y + 5)
        before = page.locator(".kms").get_attribute("data-ready")
        begin = time.perf_counter()
        page.mouse.up()
        page.wait_for_function(
            "(before) => document.querySelector('.kms').dataset.ready !== before", arg=before
        )
        answers.append(1000 * (time.perf_counter() - begin))
        wait_for_app(page)
    return statistics.median(works), statistics.median(rates), statistics.median(answers)


# With the spray in hand: what the paper does in a frame, up to the painting.
SPRAY = """
async ({ x, y, frames }) => {
  const paper = document.querySelector(".kms-paper");
  const send = (kind, i) => paper.dispatchEvent(new PointerEvent(kind, {
    bubbles: true, pointerId: 1, pointerType: "mouse", isPrimary: true, button: 0, clientX: x + i, clientY: y }));
  paper.setPointerCapture = () => {};
  send("pointerdown", 0);
  const works = [];
  for (let i = 0; i < frames; i++) {
    send("pointermove", i);
    const begun = await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => { const channel = new MessageChannel(); channel.port1.onmessage = resolve; channel.port2.postMessage(0); });
    works.push(performance.now() - begun);
  }
  send("pointerup", frames);
  works.sort((a, b) => a - b);
  return works[frames >> 1];
}
"""


def drawing(page: Page, url: str, n: int) -> float:
    """The milliseconds that a frame takes while points are sprayed among `n` others."""
    open_app(page, url + SETTINGS.format(start=3, n=n))
    page.wait_for_selector(READY)
    page.get_by_role("button", name="Draw points").click()
    page.get_by_role("button", name="Spray").click()
    box = page.locator(".kms-paper").bounding_box()
    assert box
    work = page.evaluate(SPRAY, {"x": box["x"] + 200, "y": box["y"] + 200, "frames": 120})
    return float(work)


def silence(page: Page, url: str) -> None:
    """Step, move the slider, play: the server must hear nothing."""
    open_app(page, url + SETTINGS.format(start=3, n=300))
    page.wait_for_selector(READY)
    before = script_runs(page)
    with nothing_sent(page):
        for _ in range(4):
            page.click(".kms-next")
        page.locator(".kms-track input").fill("2")
        page.get_by_role("button", name="Play").click()
        page.wait_for_function("Number(document.querySelector('.kms').dataset.step) >= 4")
    assert script_runs(page) == before


def opening(browser: Browser, url: str, selector: str) -> float:
    """Seconds from opening the page, in a fresh context, to the first frame that shows the plot."""
    page = browser.new_context(**DESKTOP).new_page()
    begin = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(selector, state="attached")
    page.evaluate("() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))")
    seconds = time.perf_counter() - begin
    page.context.close()
    return seconds


def figure_cost(repeats: int) -> float:
    """Milliseconds of Python for the figure and frames of 300 points and 20 half-steps."""
    X, _ = make_dataset("overlapping blobs", 300, 5, 1.0, 13)
    runs = (run(X, initial_means(X, 5, "random", seed)) for seed in range(1000))
    chosen = next(one for one in runs if len(one.steps) >= 21)
    chosen = type(chosen)(chosen.steps[:21], converged=False)
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        stepper_figure(X, chosen)
        times.append(time.perf_counter() - begin)
    return 1000 * statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=20)
    repeats = parser.parse_args().repeats
    print(
        f"figure and frames, 300 points x 20 half-steps: {figure_cost(repeats):.1f} ms of Python (at most 15)"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        X, _ = make_dataset("blobs", 300, 5, 1.0, 13)
        bare_script = Path(folder) / "bare_page.py"
        bare_script.write_text(BARE_PAGE.format(x=X[:, 0].tolist(), y=X[:, 1].tolist()), encoding="utf-8")
        browser = driver.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        try:
            with (
                AppServer(ROOT / "app.py", Path(folder) / "app.log") as app,
                AppServer(bare_script, Path(folder) / "bare.log") as bare,
            ):
                ours, theirs = [], []
                for _ in range(max(5, repeats // 2)):
                    theirs.append(opening(browser, bare.url, ".js-plotly-plot .points path"))
                    ours.append(opening(browser, app.url, ".kms[data-ready] .points path"))
                ratio = np.median(ours) / np.median(theirs)
                print(
                    f"opening to painted: {np.median(ours):.2f} s, bare page {np.median(theirs):.2f} s, "
                    f"ratio {ratio:.2f} (at most 1.5)"
                )
                page = browser.new_context(**DESKTOP).new_page()
                for n, most, least in ((300, 33, 50), (2000, 130, 30), (10_000, None, 15)):
                    result = steps(page, app.url, n, repeats)
                    line = ", ".join(
                        f"{kind} {statistics.median(result[kind]):.0f} ms" for kind in ("assign", "update")
                    )
                    limit = f" (at most {most})" if most else ""
                    fps = statistics.median(result["fps"])
                    print(f"{n:>6} points: {line}{limit}; glide {fps:.0f} frames a second (at least {least})")
                for n, most in ((300, 300), (2000, None), (10_000, None)):
                    work, fps, answer = dragging(page, app.url, n, max(3, repeats // 5))
                    limit = f" (at most {most})" if most else ""
                    print(
                        f"{n:>6} points: a mean in hand {work:.0f} ms a frame (at most 20), {fps:.0f} frames a second (at least 30); "
                        f"let go to painted {answer:.0f} ms{limit}"
                    )
                for n in (300, 2000, 5000):
                    print(f"{n:>6} points: spraying {drawing(page, app.url, n):.0f} ms a frame (at most 20)")
                silence(page, app.url)
                print("stepping, slider and playing sent nothing to the server")
        finally:
            browser.close()


if __name__ == "__main__":
    main()
