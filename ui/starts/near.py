"""The starts on this page by another distance than that of k-means: what is said of them, and what is not told."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from study import answers_in_words, links
from study.answers import Answers
from study.measured import compared
from study.nearness import Nearness
from study.points import Points
from study.similarities import MIXED, Measure
from study.text import literal
from study.with_words import axes_in_words
from ui import pages
from ui.setup import Setup
from ui.visit import kept


def by(setup: Setup, measure: Measure) -> Setup:
    """The same start, with its points as this distance takes them, and run by it.

    Raises ValueError, with a sentence for the screen, where it makes no sense for them.
    """
    return replace(setup, points=compared(setup.points, Nearness(measure)))


def line_below(answers: Answers, each: bool, points: Points, has_map: bool) -> str:
    """Below the first glance, how near the others came, and by another distance what is compared, and how it is drawn; as Markdown."""
    near, share = points.nearness, answers.near_share
    measure = near.measure
    if measure.is_k_means:
        return answers_in_words.second_line(answers, each, has_map)
    came = f" {answers_in_words.near_in_words(answers)}" if share > answers.best_share * 1.02 else ""
    if near.words:  # which they are
        drawn = f" In the pictures, {axes_in_words(points)}" if points.words_up is not None else ""
        return f"{literal(f'{near.in_words()}{drawn}', 1500)}{came}"
    return (
        f"By **{measure.name}**: centers are {measure.centers}, and what counts is the "
        f"{measure.total[0].lower()}{measure.total[1:]}.{came}"
    )


def what_is_not_told(measure: Measure) -> None:
    """By another distance: what this page shows of k-means alone, and where one run is watched beside that of k-means."""
    if measure.is_k_means:
        return
    judges = "compare numbers alone" if measure is MIXED else "go by this distance, too"
    st.caption(
        "Best against worst, k-means++ draw by draw, ways to start, and where starts lead are told of k-means alone: the remedies, and the "
        f"map, rest on means and squared distances. Set “Near means” to k-means to read them. The judges of “How many groups?” {judges}."
    )
    if st.button(
        f"See one start by “{measure.name}” beside k-means",
        icon=":material/compare:",
        key="near_beside",
    ):
        kept.switch_to(pages.DISTANCES.file, {links.DISTANCE.name: measure.name})
