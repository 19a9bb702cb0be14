"""How a run ended beside the best start of the visit, in the browser, against cases worked out by hand."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.scripts import told


@pytest.mark.parametrize(
    ("inertia", "best", "words"),
    [
        (520, None, "Inertia 520. Does another start end lower?"),
        (520, 58.5, "Inertia 520. Your best start so far: 58.5, about nine times lower."),
        (120, 40, "Inertia 120. Your best start so far: 40, about three times lower."),
        (100, 50, "Inertia 100. Your best start so far: 50, 50% lower."),
        (100, 99.5, "Inertia 100. Your best start so far: 99.5, 0.5% lower."),
        (1300, 100, "Inertia 1,300. Your best start so far: 100, about 13 times lower."),
        (5, 0, "Inertia 5. Your best start so far: 0."),
        (58.5, 520, "Inertia 58.5, your best start so far. The best before: 520."),
        (58.5, 58.5 * (1 + 1e-12), "Inertia 58.5, as low as your best start so far."),
        (0, 0, "Inertia 0: each point lies at its mean. No start can end lower."),
        (0, None, "Inertia 0: each point lies at its mean. No start can end lower."),
    ],
)
def test_the_words_at_the_end(stage: Page, inertia: float, best: float | None, words: str) -> None:
    said = told(stage, "player/best.js", "endingWords(given[0], given[1] ?? undefined)", [inertia, best])
    assert said == words


@pytest.mark.parametrize(
    ("inertia", "best", "others", "words"),
    [
        (520, None, 58.5, "Inertia 520. The best of 30 other starts: 58.5, about nine times lower."),
        (520, 100, 58.5, "Inertia 520. The best of 30 other starts: 58.5, about nine times lower."),
        (520, 58.5, 58.5 * (1 - 1e-12), "Inertia 520. Your best start so far: 58.5, about nine times lower."),
        (100, 50, 60, "Inertia 100. Your best start so far: 50, 50% lower."),
        (58.5, None, 58.5 * (1 + 1e-12), "Inertia 58.5. None of 30 other starts ends lower."),
        (58.5, None, 520, "Inertia 58.5. None of 30 other starts ends lower."),
        (58.5, 520, 58.5, "Inertia 58.5. None of 30 other starts ends lower."),
        (0, None, 0, "Inertia 0: each point lies at its mean. No start can end lower."),
    ],
)
def test_what_is_known_of_other_starts_is_said_and_not_asked(
    stage: Page, inertia: float, best: float | None, others: float, words: str
) -> None:
    code = "endingWords(given[0], given[1] ?? undefined, { inertia: given[2], starts: 30 })"
    assert told(stage, "player/best.js", code, [inertia, best, others]) == words


@pytest.mark.parametrize(
    ("inertia", "best", "least", "reached", "words"),
    [
        (39.9, None, 39.9, True, "Inertia 39.9: the best there is, proved."),
        (39.9, 63.1, 39.9, True, "Inertia 39.9: the best there is, proved."),
        (63.1, 39.9, 39.9, False, "Inertia 63.1. The best there is, proved: 39.9, 37% lower."),
        (101, None, 1.5, False, "Inertia 101. The best there is, proved: 1.5, about 67.3 times lower."),
        (0, None, 0, True, "Inertia 0: each point lies at its mean. No start can end lower."),
    ],
)
def test_what_is_proved_is_said_and_not_asked(
    stage: Page, inertia: float, best: float | None, least: float, reached: bool, words: str
) -> None:
    code = "endingWords(given[0], given[1] ?? undefined, { inertia: 50, starts: 10 }, { inertia: given[2], reached: given[3] })"
    assert told(stage, "player/best.js", code, [inertia, best, least, reached]) == words


def beside(page: Page, ended: list[tuple[str, str, float]], problem: str, run: str) -> Any:
    """The inertia of the best start beside a run, after some runs have ended."""
    code = """(() => {
        const best = new Best();
        for (const [problem, run, inertia] of given[0]) best.note(problem, run, [null, 99, inertia]);
        return best.beside(given[1], given[2])?.inertias.at(-1) ?? null;
    })()"""
    return told(page, "player/best.js", code, [ended, problem, run])


def test_the_best_is_that_of_other_starts_on_the_same_points(stage: Page) -> None:
    ended = [("p 5", "a", 50.0), ("p 5", "b", 40.0), ("p 5", "c", 60.0), ("p 4", "d", 1.0)]
    assert beside(stage, ended, "p 5", "new") == 40
    assert beside(stage, ended, "p 5", "a") == 40
    assert beside(stage, ended, "p 5", "b") == 50  # the best beside the best
    assert beside(stage, ended, "p 4", "d") is None
    assert beside(stage, ended, "p 9", "a") is None
    assert beside(stage, [*ended, ("p 5", "b", 40.0)], "p 5", "b") == 50  # a run that ends again is no other


def test_only_the_latest_problems_are_remembered(stage: Page) -> None:
    ended = [(f"p {i}", "a", 1.0) for i in range(40)]
    assert beside(stage, ended, "p 0", "new") is None
    assert beside(stage, ended, "p 39", "new") == 1
