"""The look at the ways to choose first means, side by side."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import streamlit as st

from charts.starts.comparison import comparison
from kmeans_core import INITIALIZATIONS
from study import answers_in_words
from study.answers import Answers, Fared, by_part, fared
from study.digits import rounded, share, written
from study.words import count
from ui.setup import Setup
from ui.starts import settings
from ui.starts.plots import beside, plot
from ui.theme import is_dark


def ways_to_start(setup: Setup, answers: Answers, best: float) -> None:
    """How the initializations fared, held against the least inertia that is known, `best`: a plot, a table, and where it is known,
    how many found the true groups."""
    records = fared(answers, best)
    if len(records) < len(INITIALIZATIONS):
        st.button(
            f"Compare all {len(INITIALIZATIONS)} ways to choose first means",
            on_click=settings.compare_all,
            type="primary" if len(records) == 1 else "secondary",
            icon=":material/compare_arrows:",
            key="starts_compare_all",
        )
    names = [record.init for record in records]
    with beside(
        "**Left:** how many of the starts found the best answer, or came within 1% of it. The line through each dot is its "
        "*95% interval*: with other seeds the share would likely lie within it. More starts make it shorter.\n\n"
        "**Middle and right:** how much worse, and how long: the box holds the middle half of the starts, the stroke in it is "
        "the median, the whiskers reach the extremes."
    ):
        plot(
            comparison(
                names,
                np.array([record.found / record.starts for record in records]),
                np.array([record.interval for record in records]),
                by_part(answers, best),
                [part.runs.iterations for part in answers.parts],
                found="within 1% of the best",
                dark=is_dark(),
            ),
            "starts_comparison",
            "k-means-ways-to-start",
            ". ".join(
                f"{name}: {share(record.found / record.starts)} of starts within 1% of the best"
                for name, record in zip(names, records, strict=True)
            ),
        )
    st.table(comparison_table(records).set_index("First means"), border="horizontal")
    _true_groups(setup)


def comparison_table(records: list[Fared]) -> pd.DataFrame:
    """One column per initialization, one row per measure, every number rounded and named."""
    columns: dict[str, dict[str, str]] = {}
    for record in records:
        column = {
            "Starts": f"{record.starts:,}",
            "Found the best answer": share(record.exact / record.starts),
            "Came within 1% of it": share(record.found / record.starts),
            "… 95% interval of that share": answers_in_words.interval(record.interval),
            "Median start, against the best": answers_in_words.plus_or_best(record.median),
            "Worst start, against the best": answers_in_words.plus_or_best(record.worst),
            "Iterations, median": f"{record.iterations_median:g}",
            "Iterations, most": f"{record.iterations_most:,}",
        }
        if record.right is not None and record.right_interval is not None:
            column["A mean in every true group"] = share(record.right / record.starts)
            column["… 95% interval of that share "] = answers_in_words.interval(record.right_interval)
            column["True groups missed, on average"] = rounded(record.centroid_mean or 0.0)
            column["Agreement with the true groups, on average"] = written(
                record.rand_mean or 0.0, 0.01, math.inf
            )
        columns[record.init] = column
    table = pd.DataFrame(columns)
    table.insert(0, "First means", table.index)
    return table


def _true_groups(setup: Setup) -> None:
    truth = setup.points.true_labels
    if truth is None:
        return
    groups = len(np.unique(truth))
    text = (
        f"**These points were made in {count(groups, 'group')}**, so each answer can be checked against them. *A mean in every "
        "true group*: each has got one of its own, though its borders may be others. *True groups missed*: how many true groups share a mean with another, "
        "or have two (the *centroid index*; 0 is right). *Agreement*: on which pairs of points belong together (the *adjusted "
        "Rand index*: 1 is all, 0 is no more than chance)."
    )
    if setup.k != groups:
        text += f" {count(setup.k, 'mean')} cannot be one for each of {count(groups, 'group')}: set “Clusters” to {groups} to compare."
    st.markdown(text)
