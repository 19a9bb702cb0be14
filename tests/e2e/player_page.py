"""What the tests of the player share: the player alone on a page, or in the app; and what is seen there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import Any

import numpy as np
import pandas as pd
from playwright.sync_api import Page, expect

from kmeans_core import initial_means, run
from kmeans_core.datasets import make_dataset
from study.points import Points
from tests.e2e.browser import open_app
from ui.component import Payload
from ui.player.offline import offline_html
from ui.player.payload import player_payload

NEXT = ".kms-next"
ALONE = "http://player.test/"
"""No server is asked: the browser is handed the page."""
_PLAYS = count()


@cache
def usual() -> Payload:
    """The run that the app opens with."""
    return generated()


def generated(n: int = 300, k: int = 5, spread: float = 1.0, means: Any = None) -> Payload:
    """A run on blobs, from rows of the data or from `means`."""
    X, _ = make_dataset("blobs", n, 5, spread, 13)
    points = Points(X, ("x", "y"), f"{n} points, blobs", pd.DataFrame(X))
    first = initial_means(X, k, "random", 6) if means is None else np.array(means, dtype=np.float64)
    return player_payload(points, run(X, first))


def of_rows(
    rows: Sequence[Sequence[float]], firsts: Sequence[int], names: Sequence[str] = ("a", "b")
) -> Payload:
    """A run on the rows of a table, from some of them."""
    X = np.array(rows, dtype=np.float64)
    names = tuple(names[: X.shape[1]])
    points = Points(X, names, "a table", pd.DataFrame(X, columns=list(names)))
    return player_payload(points, run(X, X[list(firsts)]))


def play(page: Page, payload: Payload | None = None, fragment: str = "") -> None:
    """Put the player with a run, the usual one if none is given, on the one-file page, and wait until it is drawn.

    A page that is there takes another run in place of the one it has: reading plotly.js takes longer than most tests.
    """
    data = payload or usual()
    if not page.url.startswith(ALONE):
        body = offline_html(data, "test")
        page.route(f"{ALONE}**", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.goto(ALONE + fragment)
    else:
        page.evaluate(
            """([data, address]) => {
                const old = document.getElementById("player"), fresh = old.cloneNode();
                old.replaceWith(fresh);
                leaving(old)();
                history.replaceState(null, "", address);
                mount({ data, parentElement: fresh });
            }""",
            # A run of its own: who comes back to one finds the half-step that was left
            [{**data, "id": f"{data['id']} {next(_PLAYS)}"}, f"/{fragment}"],
        )
    page.locator(".kms[data-ready]").wait_for()


def open_player(page: Page, url: str) -> None:
    """The same in the app."""
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


def to_the_start(page: Page) -> None:
    page.get_by_role("button", name="First half-step").click()
    expect_step(page, 0)


def to_the_end(page: Page) -> None:
    page.get_by_role("button", name="Last half-step").click()
    expect(page.locator(NEXT)).to_be_disabled()
    expect_step(page, step(page))


def means_on_screen(page: Page) -> list[list[int]]:
    """Where the means are drawn, in whole pixels of the plot's area."""
    places = page.locator(".kms-plot .tracemeans .point").evaluate_all(
        "means => means.map((mean) => mean.getAttribute('transform'))"
    )
    return [[round(float(number)) for number in re.findall(r"-?[\d.]+", place)[:2]] for place in places]


def center(page: Page, what: str, index: int = 0) -> tuple[float, float]:
    """Where on the page the middle of a marker is: `what` is "means" or "points"."""
    box = page.locator(f".kms-plot .trace{what} .point").nth(index).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


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
    labels: list[int] = page.evaluate(
        "() => Array.from(document.querySelector('.kms-plot').data.find(({ uid }) => uid === 'points').marker.color)"
    )
    return labels


def drag_mean(page: Page, mean: int, across: int, up: int) -> None:
    x, y = center(page, "means", mean)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across / 2, y - up / 2)
    page.mouse.move(x + across, y - up)
    page.mouse.up()
