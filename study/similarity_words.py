"""What is said of a run by another distance: its half-steps, where its sum rose, and how its groups differ from others. Pure: no
Streamlit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmeans_core import Run, Step, optimal_matching
from study.digits import all_written, rounding_of, step_of_data, written
from study.points import Array, Points
from study.similarities import Measure
from study.text import isolated
from study.with_words import Change
from study.words import count, in_one_sentence, listed

MOST_CHANGES = 3
"""Of more words that changed at once, the first are told."""
NOTICED = 1e-9
"""A rise of the sum by a smaller share is rounding."""


def rises(run: Run) -> list[bool]:
    """For each half-step, whether it raised the sum."""
    sums = np.array([step.inertia for step in run.steps])
    before = np.concatenate([[np.nan], sums[:-1]])
    rose: list[bool] = (sums - before > NOTICED * np.nanmax(np.abs(sums))).tolist()
    return rose


def sentence_by(
    measure: Measure,
    run: Run,
    index: int,
    rose: bool,
    values: Array | None = None,
    changes: Sequence[Change] = (),
    without_center: Sequence[int] = (),
) -> str:
    """What a half-step did, in one plain sentence: for k-means `words.step_sentence` says it.

    values : the points in the units that people read; without them a point is not named
    changes : the centers that have other words than before
    without_center : the clusters whose points have none, see `by_similarity.clusters_without_center`
    """
    step = run.steps[index]
    if step.kind == "start" and measure.distance == "mixed":
        of_each = "with the words" if run.k == 1 else "each with the words"
        where = (
            f"The same place, as the first {measure.center}"
            if run.k == 1
            else f"The same {run.k} places, as the first {measure.centers}"
        )
        return f"{where}, {of_each} of the row nearest to it."
    if step.kind == "start":
        if run.k == 1:
            return f"The same place, as the first {measure.center}."
        return f"The same {run.k} places, as the first {measure.centers}."
    parts = (
        _moved(measure, step, without_center)
        if step.kind == "update"
        else _assigned(measure, run, index, values)
    )
    if rose:
        before, now = all_written([run.steps[index - 1].inertia, step.inertia])
        parts.append(f"The sum rose, from {before} to {now}.")
    if step.kind == "update" and measure.distance == "mixed" and step.shifts.any():
        parts.append(_words_changed(changes))
    return in_one_sentence([*parts, *_without_points(step)])


def _words_changed(changes: Sequence[Change]) -> str:
    """ "Number 2 changed its “buys” from “Shop” to “Online”."; of several, to what: the caption has two lines."""
    if not changes:
        return "No word changed."
    if len(changes) == 1:
        center, column, was, now = changes[0]
        return f"Number {center + 1} changed its “{isolated(column, 30)}” from “{isolated(was, 30)}” to “{isolated(now, 30)}”."
    named = len({change.column for change in changes}) > 1
    told = [
        f"{change.center + 1} to “{isolated(change.now, 30)}”{f' (“{isolated(change.column, 30)}”)' if named else ''}"
        for change in changes[:MOST_CHANGES]
    ]
    more = f" and {len(changes) - MOST_CHANGES:,} more" if len(changes) > MOST_CHANGES else ""
    return f"Words changed: {', '.join(told)}{more}."


def _moved(measure: Measure, step: Step, without_center: Sequence[int]) -> list[str]:
    """Which centers moved to where they belong; and where there is no such place, what they are instead."""
    k, went = len(step.shifts), step.shifts > rounding_of(step.means)
    instead = [_without_center(measure, k, without_center, went)] if without_center else []
    moved = [j for j in np.flatnonzero(went).tolist() if j not in without_center]
    if not moved and instead:
        return instead if len(without_center) == k else [f"No other {measure.center} moved.", *instead]
    if not moved:
        return [f"The {measure.centers} are {measure.there}: none of them moved."]
    if k == 1:
        return [f"The {measure.center} moved to {measure.moved}."]
    number = moved[int(step.shifts[moved].argmax())] + 1
    if len(moved) == 1:
        return [f"One {measure.center} moved to {measure.moved}, number {number}.", *instead]
    each = f"Each {measure.center}" if len(moved) == k else f"{len(moved)} {measure.centers}"
    # A way between words has no length that the plot shows
    farthest = "" if measure.distance == "mixed" else f", number {number} the farthest"
    return [f"{each} moved to {measure.moved}{'' if len(moved) == k else ' each'}{farthest}.", *instead]


def _without_center(measure: Measure, k: int, clusters: Sequence[int], went: NDArray[np.bool_]) -> str:
    if len(clusters) > 1:
        numbers = listed([str(cluster + 1) for cluster in clusters])
        return f"The points of clusters {numbers} {measure.without}: each {measure.center} is {measure.instead} of its points."
    whose, its = ("", "the") if k == 1 else (f" of cluster {clusters[0] + 1}", "its")
    verb = "is now" if went[clusters[0]] else "stayed"
    return f"The points{whose} {measure.without}: {its} {measure.center} {verb} {measure.instead} of them."


def _assigned(measure: Measure, run: Run, index: int, values: Array | None) -> list[str]:
    step = run.steps[index]
    n_samples = len(step.labels)
    tie = [] if step.tie is None else [_tie(measure, step, values)]
    if step.n_changed == 0:
        return [f"Nothing changed: done after {count(run.iterations, 'iteration')}.", *tie]
    if step.iteration == 1:
        return [
            f"The point joined its {measure.center}."
            if n_samples == 1
            else f"All {n_samples:,} points joined the {measure.center} nearest to them.",
            *tie,
        ]
    them = "it" if step.n_changed == 1 else "them"
    near = "" if step.tie is None else ", or just as near"
    said = [
        f"{step.n_changed:,} of {count(n_samples, 'point')} changed cluster: another {measure.center} is nearer to {them} now{near}."
    ]
    if index == len(run.steps) - 1 and not run.converged:
        said.append(f"Stopped after {count(run.iterations, 'iteration')}: it did not come to rest.")
    return said


def _tie(measure: Measure, step: Step, values: Array | None) -> str:
    assert step.tie is not None
    if step.tie.n_points > 1:
        return f"{count(step.tie.n_points, 'point')} are as near to one {measure.center} as to another: the lower number takes them."
    name = "One point"
    if values is not None and values.shape[1] <= 2:
        numbers = [written(float(column[step.tie.point]), step_of_data(column)) for column in values.T]
        name = f"({', '.join(numbers)})"
    return f"{name} is as near to one {measure.center} as to another: the lower number takes it."


def _without_points(step: Step) -> list[str]:
    if not step.empty:
        return []
    numbers = [str(cluster + 1) for cluster in step.empty]
    if len(numbers) == 1:
        return [f"Cluster {numbers[0]} has no points."]
    return [f"Clusters {', '.join(numbers[:-1])} and {numbers[-1]} have no points."]


def changed_company(labels: NDArray[np.integer], others: NDArray[np.integer], k: int) -> NDArray[np.intp]:
    """The rows that are with others than before, when clusters are paired so that as few as can be are: indices, rising."""
    together = np.zeros((k, k))
    np.add.at(together, (others, labels), 1)
    pair = optimal_matching(-together)
    return np.flatnonzero(pair[others] != labels)


def change_in_words(changed: int, n_samples: int) -> str:
    """How the groups differ from those of k-means, in a sentence."""
    if changed == 0:
        return "From this start, both end with the same groups."
    keep = f"{count(changed, 'point')} of {n_samples:,}"
    return f"From this start, {keep} {'is' if changed == 1 else 'are'} in other company than with k-means."


def rises_in_words(rose: Sequence[bool]) -> str:
    """How often the sum rose, in a sentence; "" where it never did."""
    times = sum(rose)
    if not times:
        return ""
    first = next(index for index, is_rise in enumerate(rose) if is_rise)
    return f"The sum rose in {'half-step ' + str(first) if times == 1 else f'{times} half-steps, first in half-step {first}'}."


def names_of(points: Points, rows: NDArray[np.intp]) -> list[str]:
    """What these rows are called in the table they came from: by its first column of words, if each has its own. Else []."""
    for column in points.frame.columns:
        cells = points.frame[column]
        if cells.dtype.kind not in "biufcM" and cells.is_unique and not cells.isna().any():
            return [str(cells.iloc[row]) for row in rows.tolist()]
    return []
