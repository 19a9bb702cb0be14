"""Other distances than that of k-means, each with its center: what they are called, what is said of a run by them. Pure: no
Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kmeans_core import (
    SIMILARITIES,
    Run,
    Similarity,
    Step,
    great_circle_distances,
    medoids,
    optimal_matching,
    paired,
    run,
)
from study.coordinates import are_on_the_globe, may_be_latitude, may_be_longitude
from study.dateline import AROUND
from study.digits import all_written, step_of_data, written
from study.points import Array, Points
from study.words import count

MOST_AT_MEDOIDS = 2000
"""A medoid takes the distances between all rows of its cluster: with so many, a run takes a few seconds at most."""
MOST_ITERATIONS = 40
"""With a center that is not its own a run may go round and round for ever."""
NOTICED = 1e-9
"""A rise of the sum by a smaller share is rounding."""


@dataclass(frozen=True)
class Measure:
    """A distance, the center that goes with it, and how both are spoken of.

    Attributes
    ----------
    name : as it is chosen, and in a link
    similarity : what the core calls it
    distance : what ui/distances.js calls it
    center, centers : "median", "medians"
    moved : what an update does to a center, after "Each median moved to "
    there : what is said where no center moved, after "The medians are "
    total : the name of the sum that no half-step raises
    unit : what stands behind a distance
    lead : what it is for, in one sentence
    about : what the center is, and why it is that one, as Markdown
    """

    name: str
    similarity: Similarity
    distance: str
    center: str
    centers: str
    moved: str
    there: str
    total: str
    lead: str
    about: str
    unit: str = ""

    @property
    def is_k_means(self) -> bool:
        return self is K_MEANS

    @property
    def own_center(self) -> bool:
        """Whether the center is the one that belongs to the distance."""
        return self is not WRONG_CENTER

    @property
    def in_file_units(self) -> bool:
        """Whether it means something only for values as they are in a file: an angle from zero, degrees."""
        return self.distance in ("angle", "globe")

    @property
    def takes_all_pairs(self) -> bool:
        """Whether an update takes the distances between all rows of a cluster."""
        return self.center == "medoid"

    @property
    def has_straight_edges(self) -> bool:
        """Whether what is nearest to each center is cut out of the plane by straight lines: Voronoi cells."""
        return self.distance == "straight"

    def as_read(self, points: Array, centers: Array) -> Array:
        """How far each point is from each center as people read it, shape (k, n_samples): see `unit`."""
        if self.distance == "globe":
            return great_circle_distances(points, centers).T
        if self.distance == "straight":
            return np.sqrt(SIMILARITIES["squared Euclidean"].distances(points, centers))
        measure = self.similarity
        distances = measure.distances(measure.place(points), measure.place(centers))
        if self.distance == "angle":
            distances = np.degrees(2 * np.arcsin(np.minimum(np.sqrt(distances / 2), 1)))
        return distances


K_MEANS = Measure(
    "k-means",
    SIMILARITIES["squared Euclidean"],
    "straight",
    "mean",
    "means",
    "the average of its points",
    "averages already",
    "Inertia",
    "Straight distances, squared: k-means.",
    "",
)
WRONG_CENTER = Measure(
    "City blocks, with means",
    paired("Manhattan", "squared Euclidean"),
    "blocks",
    "mean",
    "means",
    "the average of its points",
    "averages already",
    "Sum of distances in city blocks",
    "Another distance needs another center: with the old one, the sum may rise.",
    "What breaks if one just puts in another distance: points go by **city blocks**, centers are still **means**. But the mean is where "
    "*squared straight* distances add up to the least, not city blocks. An update may then raise the sum, and nothing says that it "
    "ever ends.",
)
MEASURES: dict[str, Measure] = {
    each.name: each
    for each in (
        Measure(
            "City blocks",
            SIMILARITIES["Manhattan"],
            "blocks",
            "median",
            "medians",
            "the middle value of its points in each column",
            "the middle values of their points already",
            "Sum of distances in city blocks",
            "City blocks: one far row does not pull a center to it.",
            "The way across plus the way up, as in a town of square blocks (*Manhattan* distance). It adds up to the least at the "
            "**median** of each column, and a median does not care how far off the last row is. The method is called *k-medians*.",
        ),
        Measure(
            "Straight, not squared",
            SIMILARITIES["Euclidean"],
            "straight",
            "geometric median",
            "geometric medians",
            "where the straight ways to its points are shortest in total",
            "where the ways are shortest already",
            "Sum of straight distances",
            "Straight, not squared: each center is the meeting place with the shortest way in total.",
            "k-means squares distances, so a far point counts for many. Here it counts as far as it is. The meeting place is called the "
            "**geometric median**; no formula gives it, it is approached step by step (Weiszfeld 1937).",
        ),
        Measure(
            "Worst column",
            SIMILARITIES["Chebyshev"],
            "worst",
            "medoid",
            "medoids",
            "the most central of its points",
            "the most central of their points already",
            "Sum of the largest differences",
            "Worst column: rows of a group differ little in any column.",
            "Only the column that differs most counts (*Chebyshev* distance). No formula gives the place where such distances add up to the "
            "least: the middle of the range makes the *largest* of them least, not their sum. So the center is one of the rows, "
            "the most central: a **medoid**.",
        ),
        Measure(
            "Angle",
            SIMILARITIES["cosine"],
            "angle",
            "direction",
            "directions",
            "the average direction of its points",
            "average directions already",
            "Sum of 1 − cosine",
            "Angle: what counts is how a row is divided up, not how large it is.",
            "For budgets, shares, words in texts: half as much of everything is the same. Points are seen from zero, and the center is "
            "a **direction**, drawn at the average size of its points. The method is called *spherical k-means*.",
            "°",
        ),
        Measure(
            "Globe",
            SIMILARITIES["great circle"],
            "globe",
            "midpoint",
            "midpoints",
            "the middle of its points on the globe",
            "in the middle of their points already",
            "Sum of squared ways through the globe",
            "Globe: towns, and the earth is round.",
            "Degrees on a plane are wrong twice: in the far north they are short, and 179° east is next to 179° west. On the globe the "
            "center is the **middle direction**, seen from the middle of the earth. The nearest through the globe is the nearest on it.",
            " km",
        ),
        Measure(
            "Central row",
            medoids("Euclidean"),
            "straight",
            "medoid",
            "medoids",
            "the most central of its points",
            "the most central of their points already",
            "Sum of straight distances",
            "Central row: each group is shown by one of your own rows.",
            "The center may not be just anywhere: it is the row with the least sum of distances to the others, a **medoid**. An example one "
            "can point at, and no average of things that cannot be averaged. The method is called *k-medoids*.",
        ),
        WRONG_CENTER,
    )
}


# ---- which points ----------------------------------------------------------------------------------------------------------


def points_for(points: Points, measure: Measure) -> Points:
    """The points as this distance takes them: in the units of their file for angles and the globe, there the latitude first.

    Raises ValueError, with a sentence for the screen, where it makes no sense for them.
    """
    if measure.takes_all_pairs and len(points.X) > MOST_AT_MEDOIDS:
        raise ValueError(
            f"“{measure.name}” compares every point with every other, which takes too long for {len(points.X):,} of them: "
            f"choose at most {MOST_AT_MEDOIDS:,} points, or another distance."
        )
    if not measure.in_file_units:
        return points
    if measure.distance == "globe":
        latitude, longitude = _on_the_globe(points)
        columns = [latitude, longitude]
        return _with(points, points.values[:, columns], columns)
    values = points.values
    if values.shape[1] == 1:
        raise ValueError(
            "One column is not divided up among others: an angle takes two columns or more. Choose another distance."
        )
    zero = np.flatnonzero(~values.any(axis=1))
    if zero.size:
        rows = "One row is" if zero.size == 1 else f"{zero.size:,} rows are"
        raise ValueError(
            f"{rows} 0 in every column that is compared (the first is row {zero[0] + 1}): seen from zero, that is no direction. "
            "Choose other columns, or another distance."
        )
    return _with(points, values, list(range(values.shape[1])))


def _with(points: Points, X: Array, columns: list[int]) -> Points:
    """The same points in the units of their file, with their columns in this order."""
    if points.center is None and columns == list(range(X.shape[1])):
        return points
    axes = (columns.index(points.axes[0]), columns.index(points.axes[1])) if len(columns) > 1 else points.axes
    return replace(
        points,
        X=np.ascontiguousarray(X),
        names=tuple(points.names[j] for j in columns),
        center=None,
        scale=None,
        in_file=None,
        axes=axes,
        dates=tuple(columns.index(j) for j in points.dates),
        cuts=tuple((columns.index(j), cut) for j, cut in points.cuts),
    )


def columns_on_the_globe(points: Points) -> tuple[int, int] | None:
    """Which column is the latitude and which the longitude: by their names, or else what is drawn up and across. None if they
    are none. What the values must be, see `points_for`."""
    if len(points.names) != 2 or points.components is not None or points.dates:
        return None
    latitudes = [j for j, name in enumerate(points.names) if may_be_latitude(name)]
    longitudes = [j for j, name in enumerate(points.names) if may_be_longitude(name)]
    for first in latitudes:
        for second in longitudes:
            if first != second:
                return first, second
    return points.axes[1], points.axes[0]


def _on_the_globe(points: Points) -> tuple[int, int]:
    found = columns_on_the_globe(points)
    if found is None:
        raise ValueError(
            "The globe takes two columns: a latitude and a longitude, in degrees. Choose these two, or another distance."
        )
    latitude, longitude = (points.around(points.values)[:, column] for column in found)
    if not are_on_the_globe(latitude, longitude):
        raise ValueError(
            f"These are no places on the globe: “{points.names[found[0]]}” would be the latitude, from −90 to 90 degrees, and "
            f"“{points.names[found[1]]}” the longitude, from −180 to 180. Choose such columns, or another distance."
        )
    return found


def first_centers(points: Points, first_means: Array, measure: Measure) -> Array:
    """The first means of k-means, shape (k, n_features), as this distance takes them: the same places, see `points_for`."""
    if not measure.in_file_units:
        return first_means
    centers = points.to_units(first_means)
    if measure.distance == "globe":
        centers = centers[:, list(_on_the_globe(points))]
        # A mean may be moved off the globe by hand.
        highest = AROUND * 1.5 if points.cuts else AROUND
        centers = np.column_stack([centers[:, 0].clip(-90, 90), centers[:, 1].clip(-180, highest)])
    if measure.distance == "angle" and not centers.any(axis=1).all():
        raise ValueError(
            "A first mean lies at zero, where there is no direction. Choose another start, or another distance."
        )
    return centers


def run_by(
    points: Points, centers: Array, measure: Measure, empty: str, progress: Callable[[int], object] | None
) -> Run:
    """A run on points that `points_for` gave, from centers that `first_centers` gave."""
    return run(
        points.X,
        centers,
        empty=empty,
        max_iter=300 if measure.own_center else MOST_ITERATIONS,
        progress=progress,
        similarity=drawable(measure, points),
    )


def drawable(measure: Measure, points: Points) -> Similarity:
    """The same with centers that can be drawn among the points: a direction has no length, and a longitude is written in two ways."""
    similarity = measure.similarity
    if not measure.in_file_units:
        return similarity
    if measure.distance == "globe" and points.cuts:
        # Counted across the date line, longitudes may go beyond 360 degrees.
        own = similarity
        similarity = replace(
            own,
            place=lambda X: own.place(points.around(X)),
            check=lambda X, name: own.check(points.around(X), name),
        )

    def center(X: Array, weights: Array | None) -> Array:
        found = similarity.center(X, weights)
        if measure.distance == "globe":
            counted: Array = points.counted(found[np.newaxis])[0]
            return counted
        length = float(np.average(np.linalg.norm(X, axis=1), weights=weights))
        return found * (length / float(np.linalg.norm(found)))

    return replace(similarity, center=center, centers=None)


# ---- what is said of a run -------------------------------------------------------------------------------------------------


def rises(run: Run) -> list[bool]:
    """For each half-step, whether it raised the sum."""
    sums = np.array([step.inertia for step in run.steps])
    before = np.concatenate([[np.nan], sums[:-1]])
    rose: list[bool] = (sums - before > NOTICED * np.nanmax(np.abs(sums))).tolist()
    return rose


def sentence_by(measure: Measure, run: Run, index: int, rose: bool, values: Array | None = None) -> str:
    """What a half-step did, in plain sentences: for k-means `words.step_sentence` says it.

    values : the points in the units that people read; without them a point is not named
    """
    step = run.steps[index]
    if step.kind == "start":
        if run.k == 1:
            return f"The same place, as the first {measure.center}."
        return f"The same {run.k} places, as the first {measure.centers}."
    parts = [_moved(measure, step)] if step.kind == "update" else _assigned(measure, run, index, values)
    if rose:
        before, now = all_written([run.steps[index - 1].inertia, step.inertia])
        parts.append(f"The sum rose, from {before} to {now}.")
    return " ".join([*parts, *_without_points(step)])


def _moved(measure: Measure, step: Step) -> str:
    if not step.shifts.any():
        return f"The {measure.centers} are {measure.there}: none of them moved."
    if len(step.shifts) == 1:
        return f"The {measure.center} moved to {measure.moved}."
    moved = int(np.count_nonzero(step.shifts))
    if moved == 1:
        return f"One {measure.center} moved to {measure.moved}, number {int(step.shifts.argmax()) + 1}."
    each = f"Each {measure.center}" if moved == len(step.shifts) else f"{moved} {measure.centers}"
    return f"{each} moved to {measure.moved}{'' if moved == len(step.shifts) else ' each'}, number {int(step.shifts.argmax()) + 1} the farthest."


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


# ---- who is with whom --------------------------------------------------------------------------------------------------------


def changed_company(labels: NDArray[np.integer], others: NDArray[np.integer], k: int) -> NDArray[np.intp]:
    """The rows that are with others than before, when clusters are paired so that as few as can be are: indices, rising."""
    together = np.zeros((k, k))
    np.add.at(together, (others, labels), 1)
    pair = optimal_matching(-together)
    return np.flatnonzero(pair[others] != labels)


def change_in_words(changed: int, n_samples: int, measure: Measure) -> str:
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
