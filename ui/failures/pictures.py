"""What the eye sees, and beside it what each method finds: found once, kept for everybody, since settings alone make it."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from charts.council import groups_svg
from charts.mixture import outlines
from charts.starts.pictures import Frame
from study import failures
from study.failures import CASES, K_MEANS, METHODS, Held, PointsAndGroups
from study.turns import work_of
from ui.visit import shelves, waiting

MOST_POINTS = 400
"""More than any case has: each point is drawn."""


def points_of(name: str, seed: int) -> PointsAndGroups:
    return shelves.COMMON.made(("failure points", name, seed), lambda: CASES[name].make(seed))


def held(name: str, seed: int, method: str) -> Held:
    """What a method finds in the points of a case, held against the eye."""

    def find() -> Held:
        X, truth = points_of(name, seed)
        with waiting.turn(work_of(failures.STARTS, len(X), CASES[name].k)):
            return failures.held_against(truth, method, METHODS[method].find(X, CASES[name].k))

    return shelves.COMMON.made(("failure", name, seed, method), find)


def all_held(name: str, seed: int) -> dict[str, Held]:
    """k-means first, then what would do, then the rest."""
    return {method: held(name, seed, method) for method in (K_MEANS, *CASES[name].would_do)}


def eye_svg(name: str, seed: int) -> str:
    """The groups as they were made."""
    X, truth = points_of(name, seed)
    numbers = range(int(truth.max()) + 1)
    return groups_svg(_frame(X), truth, failures.NO_MEANS, numbers, "The groups that the eye sees.")


def found_svg(name: str, seed: int, shown: Held) -> str:
    X, _ = points_of(name, seed)
    mixture = shown.found.mixture
    lines = () if mixture is None else outlines(mixture.means, mixture.covariances)
    title = f"{METHODS[shown.method].name}. {failures.agreement_in_words(shown)}"
    strays = None if np.isnan(shown.agreement) else shown.strays
    return groups_svg(
        _frame(X),
        shown.found.labels,
        shown.found.means,
        shown.numbers,
        title,
        named=True,
        strays=strays,
        outlines=lines,
    )


def _frame(X: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Frame:
    return Frame(X, most=MOST_POINTS)


def panel(title: str, svg: str, *said: str) -> str:
    """A picture with its words, as HTML. The words are ours, and plain text."""
    words = "".join(f"<p>{escape(each)}</p>" for each in said)
    return f"<section><h2>{escape(title)}</h2>{svg}{words}</section>"


def show_panels(panels: list[str]) -> None:
    """Put pictures on the page, beside each other where there is room."""
    st.html(f'<div class="pictures">{"".join(panels)}</div>')


def show_case(name: str, seed: int) -> None:
    """All pictures of a case."""
    case = CASES[name]
    shown = all_held(name, seed)
    panels = [panel("What the eye sees", eye_svg(name, seed), case.axes or "The groups as they were made.")]
    for method, each in shown.items():
        panels.append(
            panel(
                METHODS[method].name,
                found_svg(name, seed, each),
                failures.agreement_in_words(each),
                METHODS[method].how,
            )
        )
    show_panels(panels)
