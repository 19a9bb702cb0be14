"""What the player is sent: all it needs to play a run, as JSON-ready values."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from charts import palette
from charts.letters import MOST_LETTERED, letter_points
from charts.stepper import CHANGED, LINES, MEANS, POINTS, TRAILS, Figure, shown_points, stepper_figure, typed
from kmeans_core import Run
from kmeans_core.scores import percent_above_best
from kmeans_core.summary import cluster_summary
from study import words
from study.by_similarity import clusters_without_center
from study.dates import step_of_dates
from study.digits import rounding_of, smallest_of, step_of_data, step_within
from study.drawn import Drawing
from study.measured import distances_by
from study.numbering import STARTS
from study.optimum import Best
from study.points import Array, Points
from study.similarities import K_MEANS, Measure
from study.similarity_words import rises, sentence_by
from study.touched import ALL_PLACED, Touched
from study.what_went_wrong import what_went_wrong
from study.with_words import (
    as_straight,
    changes_of_words,
    columns_of_words,
    label_of,
    letters_of,
    told_at,
    words_at,
)
from ui.component import Payload

TRACES = {"lines": LINES, "points": POINTS, "changed": CHANGED, "trails": TRAILS, "means": MEANS}
"""Which of the figure's traces is what."""
NO_ROOM = "So many points have no room for their words: point at one to read its own."


def player_payload(
    points: Points,
    run: Run,
    init: str = "random",
    touched: Touched = ALL_PLACED,
    *,
    others: Run | None = None,
    proved: Best | None = None,
    measure: Measure = K_MEANS,
) -> Payload:
    """All the player needs to play `run`, as JSON-ready values. Cache it: it depends on the arguments alone.

    touched : which of the first means a hand touched
    others : the best of `numbering.STARTS` other starts, where it is known
    proved : the best there is, where that can be proved
    measure : the distance the run is by
    """
    figure = stepper_figure(
        points.X,
        run,
        axis_titles=points.axis_names,
        dates=points.axis_dates,
        to_plane=points.to_plane,
        unit_ratio=None if points.nearness.words else points.unit_ratio,
        with_cells=measure.has_straight_edges or (points.one_column and not measure.in_file_units),
        words_up=points.words_up.words if points.words_up is not None else (),
    )
    image = _image_plane(points) if not measure.has_straight_edges else None
    if image is not None:
        figure["layout"]["meta"]["has_cells"] = True
    lettered = _write_letters(points, shown_points(len(points.X)), figure) if points.nearness.words else ""
    rose = rises(run)
    numbers = columns_of_words(points)[0]  # all, but for the columns of 0 and 1 of words that are compared
    words_of_means = [words_at(points, step.means) for step in run.steps]
    values = points.values[:, numbers]
    written = points.around(points.values)[:, numbers]
    names = [points.names[j] for j in numbers]
    dates = [f for f, j in enumerate(numbers) if j in points.dates]
    shown = shown_points(len(points.X))
    places = as_straight(points, points.X[shown])
    # No way on the plot leads from word to word
    lift = np.zeros((2, places.shape[1]))
    lift[:, : len(numbers)] = points.lift[:, numbers]
    ends = points.to_units(run.means)[:, numbers]
    steps_of = [step_of_dates if f in dates else step_of_data for f in range(len(names))]
    steps = [step_of(column) for step_of, column in zip(steps_of, values.T, strict=True)]
    differ = [step_within(float(column.std()), end) for column, end in zip(values.T, ends.T, strict=True)]
    # First means are rows of the table, or typed: nothing of them is rounded off.
    starts = points.to_units(run.steps[0].means)[:, numbers]
    as_typed = [
        min(filter(None, (step, step_of(start))), default=0.0)
        for step, step_of, start in zip(differ, steps_of, starts.T, strict=True)
    ]
    identity = hashlib.blake2b(digest_size=12)
    identity.update(repr((points.digest, init, touched, measure.name, len(run.steps))).encode())
    identity.update(run.steps[0].means.tobytes())
    identity.update(run.means.tobytes())
    as_words = [0.0] * len(points.nearness.words)
    steps_told = [
        {
            **_step(
                points, run, index, init, None if dates else written, measure, rose[index], words_of_means
            ),
            "differ": [*(as_typed if index == 0 else differ), *as_words],
        }
        for index in range(len(run.steps))
    ]
    steps_told[0]["sentence"] = touched.sentence or steps_told[0]["sentence"]
    steps_told[1]["sentence"] = words.in_one_sentence([touched.goes_on, steps_told[1]["sentence"]])
    for told, outside in zip(steps_told, figure["layout"]["meta"].get("beyond", ()), strict=False):
        if outside:
            told["sentence"] = words.in_one_sentence(
                [told["sentence"], words.at_the_edge(outside, measure.center, measure.centers)]
            )
    return {
        "id": identity.hexdigest(),
        "problem": f"{points.digest} {run.k}",  # which starts can be compared
        "others": None if others is None else {"inertia": others.inertia, "starts": STARTS},
        "proved": None if proved is None else {"inertia": proved.inertia, "reached": proved.reached},
        "wentWrong": _went_wrong(points, run, proved or others),
        "plane": _plane(points),
        "figure": figure,
        "traces": TRACES,
        "steps": steps_told,
        "alt": f"A scatter plot of {words.count(len(points.X), 'point')} ({points.title}) and {run.k:,} {measure.center if run.k == 1 else measure.centers}.",
        "isKMeans": measure.is_k_means,
        "called": {
            "center": measure.center,
            "centers": measure.centers,
            "total": measure.total,
            "spread": _spread(measure),
        },
        "distance": {"name": measure.distance, "unit": measure.unit, "image": image},
        "columns": [*names, *points.nearness.words],
        "drawn": int((shown >= len(points.X) - points.drawn).sum()),
        "axes": list(points.axis_names),
        "dates": dates,
        "smallest": [*(smallest_of(column) for column in values.T), *as_words],
        "lettered": lettered,
        "hover": {
            "names": [*names, *points.nearness.words],
            "values": [
                *(_shortened(column, step) for column, step in zip(written[shown].T, steps, strict=True)),
                *(list(column) for column in zip(*told_at(points, points.X[shown]), strict=True)),
            ],
            "differ": [*steps, *as_words],
            "dimensions": places.shape[1],
            "rounding": rounding_of(points.X),
            "X": typed(places.ravel()),
            "means": [typed(as_straight(points, step.means).ravel()) for step in run.steps],
            "lift": typed(lift.ravel()),
        },
        "symbolCodes": list(palette.SYMBOL_CODES[: run.k]),
        "swatches": [_swatch(j) for j in range(run.k)],
        "nextSwatch": _swatch(run.k) if run.k < len(palette.SYMBOL_CODES) else None,
    }


def paper_payload(sent: Payload, drawing: Drawing, k: int, left: int, placed: bool) -> Payload:
    """The plot of `sent` to draw on, without a run: what is `left`, at so many different places, is too little for k means.

    placed : whether the first means are those that somebody placed
    """
    missing = words.count(k - left, "more point")
    start = {
        **sent["steps"][0],
        "title": "Drawing points",
        "sentence": f"{missing} at {'a place of its' if k - left == 1 else 'places of their'} own, and k-means can begin"
        + (" at the means that you placed" if placed else "")
        + (f"; or choose {words.count(left, 'cluster')}." if left else "."),
    }
    return {
        **sent,
        "id": f"{sent['id']} {k} {hashlib.blake2b(repr(drawing).encode(), digest_size=12).hexdigest()}",
        "problem": "",
        "waits": k,  # for points at so many places
        "figure": {**sent["figure"], "frames": sent["figure"]["frames"][:1]},
        "steps": [start],
        "alt": f"Paper to draw points on, with points at {words.count(left, 'place')}.",
    }


def _went_wrong(points: Points, run: Run, best: Run | Best | None) -> str:
    """What went wrong, where an answer with a lower inertia is known; else nothing."""
    if best is None or percent_above_best(run.inertia, best.inertia) <= 0:
        return ""
    places = None if points.one_column else points.to_plane(best.means)
    return what_went_wrong(run.labels, best.labels, run.k, places, points.X)


def _write_letters(points: Points, shown: Array, figure: Figure) -> str:
    """Write the words of points into their marks, where there is room, and say what the letters mean."""
    if len(shown) > MOST_LETTERED:
        return NO_ROOM
    letters, meaning = letters_of(points)
    letter_points(figure, points.places[shown], [letters[row] for row in shown])
    return meaning


def _image_plane(points: Points) -> Payload | None:
    """How a place on the plot becomes a row of two numbers, as distances are measured: which axis each is on, and what is taken
    off and divided by. None where a place on the plot is no such row."""
    if len(points.names) != 2 or points.components is not None or points.nearness.words:
        return None
    center = np.zeros(2) if points.center is None else points.center
    scale = np.ones(2) if points.scale is None else points.scale
    return {
        "up": [int(points.axes[1] == j) for j in range(2)],
        "center": center.tolist(),
        "scale": scale.tolist(),
    }


def _spread(measure: Measure) -> str:
    """What the column "Distance" of the table tells of the points of a cluster."""
    how = "the root of the mean square" if measure.is_k_means else "the average"
    return f"Distance to the {measure.center}: {how}{f', in {measure.unit.strip()}' if measure.unit else ''}."


def _swatch(cluster: int) -> dict[str, str]:
    return {"path": palette.symbol_path(cluster), "color": palette.color(cluster)}


def _shortened(values: Array, step: float) -> list[float]:
    """Numbers with the digits that a step asks for, six at least: in full they would take three times the room."""
    largest = float(np.abs(values).max())
    digits = max(6, math.ceil(math.log10(largest / step)) + 2) if largest > 0 < step else 6
    return [float(f"{value:.{digits}g}") for value in values.tolist()]


def _plane(points: Points) -> dict[str, Any] | None:
    """Which columns the plot shows across and up, and how long a unit of theirs counts; None where it does not show what is
    measured, or not in numbers."""
    if (
        len(points.names) != 2
        or points.components is not None
        or points.dates
        or points.cuts
        or points.nearness.words
    ):
        return None
    scale = np.ones(2) if points.scale is None else points.scale
    return {"axes": list(points.axes), "units": [1 / float(scale[axis]) for axis in points.axes]}


def _step(
    points: Points,
    run: Run,
    index: int,
    init: str,
    values: Array | None,
    measure: Measure,
    rose: bool,
    words_of_means: Sequence[Sequence[tuple[str, ...]]],
) -> dict[str, Any]:
    step, of_means = run.steps[index], told_at(points, run.steps[index].means)
    numbers = points.written(step.means)[:, columns_of_words(points)[0]].tolist()
    # What is below the rounding of the data is nothing, or points at one place would seem to lie apart.
    slack = rounding_of(points.X)
    least = points.X.size * slack**2
    summary = None if step.kind == "start" else cluster_summary(points.X, step.labels, step.means)
    if summary is not None and not measure.is_k_means:
        far = distances_by(measure, points, points.X, step.means)[step.labels, np.arange(len(step.labels))]
        sums = np.bincount(step.labels, far, run.k)
        summary = summary._replace(spreads=sums / np.where(summary.sizes > 0, summary.sizes, np.nan))
    return {
        "kind": step.kind,
        "title": words.step_title(run, index),
        "sentence": words.step_sentence(run, index, points.X, init, values)
        if measure.is_k_means
        else sentence_by(
            measure,
            run,
            index,
            rose,
            values,
            changes_of_words(points, words_of_means, index),
            clusters_without_center(points, step, measure),
        ),
        "next": words.next_action(run, index, measure.centers),
        "rose": rose,
        "changed": step.n_changed,
        "inertia": None if math.isnan(step.inertia) else step.inertia if step.inertia > least else 0.0,
        "means": [[*row, *of_mean] for row, of_mean in zip(numbers, of_means, strict=True)],
        "words": [label_of(words) for words in of_means],
        "sizes": None if summary is None else summary.sizes.tolist(),
        "spreads": None
        if summary is None
        else [None if math.isnan(s) else s if s > slack else 0.0 for s in summary.spreads.tolist()],
    }
