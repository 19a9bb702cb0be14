"""The player by another distance names its center, and none that k-means has: all that is read, shown and read aloud."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from study import by_similarity
from study.points import Points
from study.similarities import MEASURES, MIXED, Measure
from tests.e2e.player_page import go_on, play, to_the_end
from tests.e2e.scripts import told
from ui.component import Payload
from ui.player.payload import player_payload

OF_K_MEANS = re.compile(r"\b(means?|inertia|centroids?)\b", re.IGNORECASE)
ALL_SAID = """root => [root.innerText, ...[...root.querySelectorAll("*")].flatMap(
    (each) => ["aria-label", "title", "alt"].map((name) => each.getAttribute(name) ?? ""))].join("\\n")"""


def run_by(measure: Measure) -> Payload:
    rng = np.random.default_rng(3)
    X = np.repeat([[10.0, 20], [40, 30], [15, 60]], 8, axis=0) + rng.normal(size=(24, 2))
    frame = pd.DataFrame(X, columns=["north", "east"]).assign(buys=["Shop", "Online"] * 12)
    points = by_similarity.points_for(Points(X, ("north", "east"), "a table", frame), measure)
    at = np.vstack([X[:2], [[60.0, 170]]])  # one far outside, at a place on the globe
    first = by_similarity.first_centers(Points(X, ("north", "east"), "a table", frame), at, measure)
    return player_payload(points, by_similarity.run_by(points, first, measure, "keep", None), measure=measure)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_every_sentence_names_the_center_of_the_distance(stage: Page, measure: Measure) -> None:
    play(stage, run_by(measure))
    stage.get_by_text("The plot in words").click()
    items = stage.locator(".kms-described-list li")
    expect(items.first).to_contain_text(f"{measure.center.capitalize()} 1, at ")
    expect(stage.locator(".kms-walk-mean")).to_have_attribute("aria-label", f"The {measure.centers}")
    said = [stage.locator(".kms").evaluate(ALL_SAID)]
    for kind in ("mean", "point"):
        stage.locator(f".kms-walk-{kind}").focus()
        stage.keyboard.press("ArrowRight")
        stage.keyboard.press("ArrowLeft")
        said.append(stage.locator(".kms").evaluate(ALL_SAID))
        stage.keyboard.press("Enter")
        said.append(stage.locator(".kms").evaluate(ALL_SAID))
        stage.keyboard.press("Escape")
    go_on(stage, 2)
    said.append(stage.locator(".kms").evaluate(ALL_SAID))
    for part in ("lower left", "upper left", "lower right", "middle center"):
        stage.get_by_label("What lies in the part").select_option(part)
        said.append(stage.locator(".kms").evaluate(ALL_SAID))
    to_the_end(stage)
    said.append(stage.locator(".kms").evaluate(ALL_SAID))
    stage.get_by_text("More", exact=True).click()
    said.append(stage.locator(".kms").evaluate(ALL_SAID))
    own = "\n".join(said).replace(measure.name, "")
    if measure.center == "mean":  # of a distance that is not its own
        own = re.sub(r"\bmeans?\b", "", own, flags=re.IGNORECASE)
    assert [own[max(0, found.start() - 60) : found.end() + 30] for found in OF_K_MEANS.finditer(own)] == []


def test_words_of_centers_at_one_place_stand_below_one_another_in_a_kept_picture_too(stage: Page) -> None:
    X = np.array([[1.0, 2], [1, 2], [9, 4], [9, 5]])
    frame = pd.DataFrame(X, columns=["north", "east"]).assign(buys=["Shop", "Online", "Shop", "Online"])
    points = by_similarity.points_for(Points(X, ("north", "east"), "a table", frame), MIXED)
    sent = player_payload(
        points, by_similarity.run_by(points, points.X[:3], MIXED, "keep", None), measure=MIXED
    )
    play(stage, sent)
    on_screen = stage.locator(".kms-center-words").evaluate_all(
        "all => all.map((each) => +each.getAttribute('y'))"
    )
    kept = told(
        stage,
        "player/player.js",
        """pictureOf(new Run(given), 0, {}, () => "#fff", { glassy: [], named: [[1], [2], [3]], beside: [] })
            .layout.annotations.map(({ text, yshift }) => [text, -yshift])""",
        sent,
    )
    assert [words for words, _ in kept] == ["Shop", "Online", "Shop"]
    assert on_screen[1] - on_screen[0] == kept[1][1] - kept[0][1] >= 12 and kept[2][1] == kept[0][1]
