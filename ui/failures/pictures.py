"""What the eye sees, and beside it what each method finds: found once, kept for everybody, since settings alone make it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from charts.council import groups_svg
from charts.mixture import outlines
from charts.starts.pictures import Frame
from study import failures
from study.failure_cases import EVERY, K_MEANS, PointsAndGroups
from study.failures import METHODS, Held
from study.turns import work_of
from ui.failures.panels import Panel, show_panels
from ui.visit import shelves, waiting

MOST_POINTS = 400
"""More than any case has: each point is drawn."""


def failure_points(name: str, seed: int) -> PointsAndGroups:
    return shelves.COMMON.made(("failure points", name, seed), lambda: EVERY[name].make(seed))


def held(name: str, seed: int, method: str) -> Held:
    """What a method finds in the points of a case, held against the eye."""

    def find() -> Held:
        X, truth = failure_points(name, seed)
        with waiting.turn(work_of(failures.STARTS, len(X), EVERY[name].k)):
            return failures.held_against(truth, method, METHODS[method].find(X, EVERY[name].k))

    return shelves.COMMON.made(("failure", name, seed, method), find)


def all_held(name: str, seed: int) -> dict[str, Held]:
    """k-means first, then what would do, then the rest."""
    return {method: held(name, seed, method) for method in (K_MEANS, *EVERY[name].would_do)}


def frame_of(name: str, seed: int, shown: Iterable[Held] = ()) -> Frame:
    """The part of the plane that has all points of a case in it, and all that is drawn around them."""
    X, _ = failure_points(name, seed)
    return Frame(
        X,
        most=MOST_POINTS,
        around=np.concatenate([X[:1], *(line for each in shown for line in _outlines(each))]),
    )


def _outlines(shown: Held) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    mixture = shown.found.mixture
    return [] if mixture is None else outlines(mixture.means, mixture.covariances)


def eye(title: str, name: str, seed: int, frame: Frame) -> Panel:
    """The groups as they were made."""
    _, truth = failure_points(name, seed)
    numbers = range(int(truth.max()) + 1)
    svg = groups_svg(frame, truth, failures.NO_MEANS, numbers, "The groups that the eye sees.", named=True)
    return Panel(title, svg, (EVERY[name].axes or "The groups as they were made.",))


def found(shown: Held, frame: Frame, *further: str) -> Panel:
    """The groups that a method finds, and in words how far that is what the eye sees."""
    title, agreement = METHODS[shown.method].name, failures.agreement_in_words(shown)
    strays = None if np.isnan(shown.agreement) else shown.strays
    svg = groups_svg(
        frame,
        shown.found.labels,
        shown.found.means,
        shown.numbers,
        f"{title}. {agreement}",
        named=True,
        strays=strays,
        outlines=_outlines(shown),
    )
    return Panel(title, svg, (agreement, *further))


def show_case(name: str, seed: int) -> None:
    """All pictures of a case."""
    shown = all_held(name, seed)
    frame = frame_of(name, seed, shown.values())
    panels = [eye("What the eye sees", name, seed, frame)]
    panels += [found(each, frame, METHODS[method].how) for method, each in shown.items()]
    show_panels("case_pictures", panels)
