"""Guesses are judged in the browser, against a run worked out by hand."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.scripts import told

# Three points, two means of two numbers each: a start, an assign, an update, an assign that changes one point, an update, the end.
# In the first update mean 1 goes from (0, 0) to (3, 4), five away, and mean 2 from (9, 9) to (9, 8); in the second, both by 1.
RUN: dict[str, Any] = {
    "steps": [
        {"kind": kind, "changed": changed}
        for kind, changed in [
            ("start", 0),
            ("assign", 3),
            ("update", 0),
            ("assign", 1),
            ("update", 0),
            ("assign", 0),
        ]
    ],
    "labels": [[-1, -1, -1], [0, 0, 1], [0, 0, 1], [0, 1, 1], [0, 1, 1], [0, 1, 1]],
    "means": [
        [0, 0, 9, 9],
        [0, 0, 9, 9],
        [3, 4, 9, 8],
        [3, 4, 9, 8],
        [3, 5, 8, 8],
        [3, 5, 8, 8],
    ],
}


def judged(page: Page, calls: str, run: dict[str, Any] = RUN, dimensions: int = 2) -> Any:
    """What is true of the guesses after some calls."""
    make = f"const guesses = new Guesses(given.steps, given.labels, given.means, {dimensions});"
    return told(page, "player/guesses.js", f"(() => {{ {make} {calls} }})()", run)


def test_what_is_asked_fits_the_next_half_step(stage: Page) -> None:
    wanted = judged(stage, "return [0, 1, 2, 3, 4, 5].map((step) => guesses.wanted(step) ?? null);")
    # the first assign changes every point; after the last half-step there is none
    assert wanted == [None, "mean", "point", "mean", "point", None]
    questions = judged(stage, "return [0, 1, 2].map((step) => guesses.question(step));")
    assert questions == [
        "",
        "Your guess: press the mean that will move the farthest.",
        "Your guess: press a point that will change cluster.",
    ]


def test_with_one_mean_there_is_none_to_guess(stage: Page) -> None:
    run = {**RUN, "means": [means[:2] for means in RUN["means"]]}
    assert judged(stage, "return [guesses.wanted(1) ?? null, guesses.wanted(2)];", run) == [None, "point"]


@pytest.mark.parametrize(
    ("step", "kind", "index", "verdict"),
    [
        (1, "mean", 0, "Right: mean 1 moved the farthest, by 5. You have guessed 1 of 1 right."),
        (1, "mean", 1, "Not quite: mean 1 moved the farthest, by 5; mean 2 moved by 1. You have guessed 0 of 1 right."),
        (3, "mean", 0, "Right: mean 1 moved the farthest, by 1. You have guessed 1 of 1 right."),
        (3, "mean", 1, "Right: mean 2 moved the farthest, by 1. You have guessed 1 of 1 right."),
        (2, "point", 1, "Right: that point went from cluster 1 to cluster 2. You have guessed 1 of 1 right."),
        (2, "point", 0, "Not quite: that point stayed in cluster 1; 1 changed. You have guessed 0 of 1 right."),
        (4, "point", 2, "Not quite: no point changed any more. You have guessed 0 of 1 right."),
    ],
)  # fmt: skip
def test_a_guess_is_judged(stage: Page, step: int, kind: str, index: int, verdict: str) -> None:
    said = f'guesses.judge({step}, {{ kind: "{kind}", index: {index} }}); return guesses.verdict;'
    assert judged(stage, said) == verdict


def test_right_guesses_are_counted_among_all(stage: Page) -> None:
    said = judged(
        stage,
        'for (const index of [0, 1, 0]) guesses.judge(1, { kind: "mean", index }); return guesses.verdict;',
    )
    assert said.endswith("You have guessed 2 of 3 right.")
