"""The plot in words, against a run worked out by hand."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.player_page import generated, go_on, of_rows, play
from tests.e2e.scripts import told

# Means at 0 and 1; {0}, {1, 2, 9, 10} → 0 and 5.5; {0, 1, 2}, {9, 10} → 1 and 9.5; no more changes.
LINE = of_rows([[0, 0], [1, 0], [2, 0], [9, 0], [10, 9]], [0, 1])


def said(page: Page, expression: str, payload: Any) -> Any:
    return told(
        page, "player/player.js", f"(() => {{ const run = new Run(given); return {expression}; }})()", payload
    )


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (0, ["Mean 1, at a 0, b 0.", "Mean 2, at a 1, b 0."]),
        (1, ["Cluster 1, 1 point, around a 0, b 0.", "Cluster 2, 4 points, around a 1, b 0."]),
        (2, ["Cluster 1, 1 point, around a 0, b 0.", "Cluster 2, 4 points, around a 5.5, b 2.25."]),
        (3, ["Cluster 1, 3 points, around a 0, b 0; 2 points came.", "Cluster 2, 2 points, around a 5.5, b 2.25; 2 points left."]),
    ],
)  # fmt: skip
def test_each_cluster_is_described(stage: Page, step: int, words: list[str]) -> None:
    assert said(stage, f"clustersInWords(given, {step}, run)", LINE) == words


def test_a_cluster_without_points_has_a_mean_all_the_same(stage: Page) -> None:
    empty = generated(n=8, k=2, means=[[5, 5], [100, 100]])
    assert said(stage, "clustersInWords(given, 1, run)", empty)[1] == (
        "Cluster 2, no points; its mean is at x 100, y 100."
    )


@pytest.mark.parametrize(
    ("step", "part", "words"),
    [
        (0, 6, "3 points without a cluster, mean 1 and mean 2."),  # lower left
        (3, 6, "3 points of cluster 1 and mean 1."),
        (3, 2, "1 point of cluster 2."),  # upper right
        (3, 7, "Mean 2."),  # lower center
        (3, 0, "Nothing lies here."),
    ],
)
def test_a_part_of_the_plot_is_described(stage: Page, step: int, part: int, words: str) -> None:
    assert said(stage, f"partInWords(given, {step}, run, {part})", LINE) == words


def test_the_words_follow_the_half_step(stage: Page) -> None:
    play(stage, LINE)
    items = stage.locator(".kms-described-list li")
    stage.get_by_text("The plot in words").click()
    expect(items).to_have_text(["Mean 1, at a 0, b 0.", "Mean 2, at a 1, b 0."])
    go_on(stage, 3)
    expect(items.first).to_have_text("Cluster 1, 3 points, around a 0, b 0; 2 points came.")
    stage.get_by_label("What lies in the part").select_option("lower left")
    expect(stage.locator(".kms-described [role=status]")).to_have_text("3 points of cluster 1 and mean 1.")
