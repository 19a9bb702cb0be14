"""What the screen says about a run, in plain sentences with their numbers. Pure functions: no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmeans_core import Run, Step, assign_labels
from study.digits import all_written, rounded, rounding_of, step_of_data, written
from study.numbering import Renumbered

FIRST_MEANS = {
    "random": "{these}, picked at random, {are}.",
    "k-means++": "{these}, drawn one at a time and rather far apart, {are}.",
    "greedy k-means++": "{these}, each the best of several draws, {are}.",
    "farthest": "{these} {are}: one picked at random, then always the point farthest from those chosen.",
    "random partition": "Every point got a random cluster; the averages of those clusters are the first means.",
    "by hand": "You placed the {means}.",
}
INITIALIZATION_HELP = (
    "Where the first means come from. **random**: k of the points, the classic. **k-means++**: drawn one at a time, points "
    "far from the means drawn so far being likelier. **greedy k-means++**: the best of several such draws each time, as "
    "scikit-learn does. **farthest**: always the point farthest from those chosen. **random partition**: every "
    "point gets a random cluster, and the averages are the first means."
)
BY_HAND_HELP = " **by hand**: where you placed them, on the plot or above."
EMPTY_CAPTIONS = {
    "keep": "its mean stays where it was",
    "farthest": "its mean moves to the point farthest from its own mean",
}
SHAPE_CAPTIONS = {
    "uniform noise": "Points anywhere: there are no groups, and k-means finds some all the same.",
    "unequal sizes": "Groups of few and of many points.",
    "unequal spreads": "Narrow groups and wide ones.",
    "two moons": "Two crescents: no mean can stand for one.",
    "rings": "Rings around one center: their means would coincide.",
    "smiley": "A face: eyes, a mouth, an outline.",
    "dense spot": "A crowd in a sparse field.",
    "grid": "A regular grid, full of ties.",
}
"""What is true of a shape at every setting; see `shape_caption` for the others."""
MOST_LISTED = 8
"""More means than these are counted where some moved and some did not: nobody reads a list of twenty."""
SAME_WAY = 1e-4
"""Ways that differ by no more, as a share, are the same for people; rounding in points that were rescaled stays below it."""
ASSIGN = "Assign points"


def shape_caption(shape: str, groups: int, spread: float) -> str:
    """What the points of a shape are like, at these settings."""
    of_groups = {"blobs", "overlapping blobs", "unequal sizes", "unequal spreads", "stretched blobs"}
    if shape in of_groups and spread == 0:
        return "No spread: all points of a group are at one place."
    if shape in of_groups and groups == 1:
        return "A single group."
    if shape == "rings" and groups == 1:
        return "A single ring: its mean is where no point is."
    # The limits are where, in trials, hardly any point or about one in a hundred is nearer to the mean of another group.
    if shape == "blobs" and spread <= 1.5:
        return "Round groups, well apart."
    if (shape == "blobs" and spread <= 1.8) or (
        shape == "overlapping blobs" and spread < (1.3 if groups == 2 else 0.9)
    ):
        return "Round groups that hardly touch. More spread makes them overlap."
    if shape in {"blobs", "overlapping blobs"}:
        return "Round groups that run into each other."
    if shape == "stretched blobs":
        # The lanes are as wide as there is room for: few groups, or little spread, lie farther apart than they are long.
        if spread * groups <= 3.6:
            return "Long groups, far enough apart for k-means to find them."
        return "Long groups: k-means, which likes round ones better, cuts them across."
    return SHAPE_CAPTIONS.get(shape, "")


def step_title(run: Run, index: int) -> str:
    """A short heading: "Iteration 2 · assign"."""
    step = run.steps[index]
    if step.kind == "start":
        return "Start"
    return f"Iteration {step.iteration} · {step.kind}"


def next_action(run: Run, index: int, centers: str = "means") -> str | None:
    """What the next half-step does, or None after the last. centers : what they are called"""
    if index + 1 >= len(run.steps):
        return None
    return ASSIGN if run.steps[index + 1].kind == "assign" else f"Update {centers}"


def step_sentence(
    run: Run,
    index: int,
    X: NDArray[np.float64],
    init: str = "random",
    values: NDArray[np.float64] | None = None,
) -> str:
    """What a half-step did, in one plain sentence with its numbers.

    X : the points that `run` is of, shape (n_samples, n_features)
    values : the same in the units that people read; without them (or with many columns) a point is not named
    """
    step = run.steps[index]
    if step.kind == "start":
        these = "One of the points" if run.k == 1 else f"{run.k} of the points"
        are = "is the first mean" if run.k == 1 else "are the first means"
        return FIRST_MEANS.get(init, f"{count(run.k, 'mean')} {'is' if run.k == 1 else 'are'} given.").format(
            these=these, are=are, means="mean" if run.k == 1 else f"{run.k} means"
        )
    if step.kind == "update":
        return in_one_sentence([_how_far(step), *_on_empty_clusters(run, index)])
    n_samples = len(step.labels)
    tied, close = (0, 0) if step.iteration == 1 or not step.n_changed else _came_no_nearer(run, index, X)
    who = "the one chosen first" if isinstance(run, Renumbered) else "the lower number"
    takes = f"{who} {'takes' if step.iteration == 1 or tied else 'keeps'}"
    tie = [] if step.tie is None else [_on_a_tie(step, values, takes)]
    if step.n_changed == 0:
        done = f"Nothing changed: done after {count(run.iterations, 'iteration')}."
        return in_one_sentence([done, *tie, *_on_empty_clusters(run, index)])
    if step.iteration == 1:
        first = (
            "The point joined its mean."
            if n_samples == 1
            else f"All {n_samples:,} points joined the mean nearest to them."
        )
    else:
        one = step.n_changed == 1
        them = "it" if one else "them"
        if tied + close == step.n_changed:
            near = (
                "it is as near to its new mean as to its old one"
                if one
                else "they are as near to their new means as to their old ones"
            )
            decides = (
                f"rounding decides for {close:,} of them"
                if tied
                else f"rounding alone decides where {'it goes' if one else 'they go'}"
            )
            why, tie = f"{near}, and {decides if close else f'{who} takes {them}'}", []
        else:
            why = f"another mean is nearer to {them} now" + (
                f", or just as near (for {tied + close:,})" if tied + close else ""
            )
        first = f"{step.n_changed:,} of {count(n_samples, 'point')} changed cluster: {why}."
    return in_one_sentence([first, *tie, *_on_empty_clusters(run, index)])


def _came_no_nearer(run: Run, index: int, X: NDArray[np.float64]) -> tuple[int, int]:
    """How many points left a mean that is as near to them as their new one: where the lower number alone decided, and where
    rounding did. The tenths 0.1, 0.2 and 0.3 are evenly spaced for people, not for a computer."""
    step = run.steps[index]
    labels, before, means = step.labels, run.steps[index - 2].labels, step.means
    left = np.flatnonzero(labels != before)
    tied = np.zeros(len(left), dtype=bool)
    for old in np.unique(before[left]).tolist() if step.tie is not None else ():
        # Were the old mean the first, it would keep the points that are as near to it as to any other.
        own = before[left] == old
        old_first = np.concatenate([means[[old]], means])
        tied[own] = assign_labels(X[left[own]], old_first) == 0
    old_way, new_way = (np.linalg.norm(X[left] - means[side[left]], axis=1) for side in (before, labels))
    return int(tied.sum()), int((~tied & (np.abs(old_way - new_way) <= rounding_of(X))).sum())


def _on_a_tie(step: Step, values: NDArray[np.float64] | None, takes: str) -> str:
    """Who got a point that is equally near to two means; `takes`: "the lower number takes" or keeps it."""
    tie = step.tie
    assert tie is not None
    one_place = _at_one_place(step)
    if one_place is not None:
        return f"{one_place}: {takes} the points."
    first, second = tie.means[0] + 1, tie.means[1] + 1
    name = None
    if values is not None and values.shape[1] <= 2:
        numbers = [written(float(column[tie.point]), step_of_data(column)) for column in values.T]
        name = numbers[0] if len(numbers) == 1 else f"({', '.join(numbers)})"
    if tie.n_points > 1:
        such_as = "" if name is None else f", such as {name} to means {first} and {second}"
        return f"{count(tie.n_points, 'point')} are as near to one mean as to another{such_as}: {takes} them."
    if step.means.shape[1] == 1 and name is not None:
        return f"{name} lies midway between means {first} and {second}: {takes} it."
    return f"{name or 'One point'} is as near to mean {first} as to mean {second}: {takes} it."


def _at_one_place(step: Step) -> str | None:
    """That the means which a point is equally near to lie at one place, where they do."""
    assert step.tie is not None
    first, second = step.tie.means
    here = np.flatnonzero((step.means == step.means[first]).all(axis=1))
    return f"Means {_named(here.tolist())} lie at one place" if second in here else None


def _how_far(step: Step) -> str:
    """Which means moved to the average of their points, and how far; of those without points, see `_on_empty_clusters`."""
    slack = rounding_of(step.means)
    own = [j for j in range(len(step.shifts)) if j not in step.empty]
    moved = [j for j in own if step.shifts[j] > slack]
    stayed = [j for j in own if j not in moved]
    if not moved:
        which = "The other means" if step.relocated else "The means"
        return f"{which} are averages already: none of them moved."
    ways = step.shifts[moved]
    most = float(ways.max())
    farthest = [moved[i] for i in np.flatnonzero(ways >= most - max(SAME_WAY * most, slack))]
    if len(step.shifts) == 1:
        return f"The mean moved to the average of its points, by {rounded(most)}."
    if len(moved) == 1:
        way = f", by {rounded(most)}"
    elif len(farthest) == len(moved):
        way = f", each by {rounded(most)}"
    else:
        average, longest = all_written([float(ways.mean()), most])
        one = (
            f"mean {farthest[0] + 1} the most, by {longest}"
            if len(farthest) == 1
            else f"by {longest} at most"
        )
        way = f": by {average} on average, {one}"
    if len(moved) == len(step.shifts):
        return f"Each mean moved to the average of its points{way}."
    if len(own) > MOST_LISTED and stayed:
        return f"{len(moved)} of the means moved{way}; {len(stayed)} stayed."
    still = f"; {_named(stayed)} stayed" if stayed else ""
    return f"{'Mean' if len(moved) == 1 else 'Means'} {_named(moved)} moved{way}{still}."


def at_the_edge(clusters: Sequence[int], center: str = "mean", centers: str = "means") -> str:
    """On means that are drawn nearer than they are, or the plot would show little else than the way to them.

    center, centers : what they are called, by the distance in force
    """
    if len(clusters) == 1:
        return f"{center.capitalize()} {_named(clusters)} lies far outside: it is drawn at the edge."
    return f"{centers.capitalize()} {_named(clusters)} lie far outside: they are drawn at the edge."


def _named(clusters: Sequence[int]) -> str:
    return listed([str(cluster + 1) for cluster in clusters])


def _on_empty_clusters(run: Run, index: int) -> list[str]:
    """A cluster that lost its points is news when it happens, and when its mean is dealt with."""
    step = run.steps[index]
    if not step.empty:
        return []
    names = _named(step.empty)
    one = len(step.empty) == 1
    if step.kind == "assign":
        before = run.steps[index - 2].empty if index >= 2 else ()
        if step.empty == before:
            return [
                f"Cluster {names} still has no points." if one else f"Clusters {names} still have no points."
            ]
        first = step.iteration == 1
        lost = "got no points" if first else ("lost all its points" if one else "lost all their points")
        return [f"Cluster {names} {lost}." if one else f"Clusters {names} {lost}."]
    subject = (
        f"Cluster {names} has no points: its mean" if one else f"Clusters {names} have no points: their means"
    )
    if step.relocated:
        return [f"{subject} moved to the point farthest from its own mean."]
    return [f"{subject} {'stays where it was' if one else 'stay where they were'}."]


def in_one_sentence(parts: Sequence[str]) -> str:
    """ "It is so; that, too." of "It is so." and "That, too."; what is empty is left out."""
    first, *others = (part.removesuffix(".") for part in parts if part)
    return "; ".join([first, *(f"{each[0].lower()}{each[1:]}" for each in others)]) + "."


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def count(number: int, noun: str) -> str:
    """ "1 point", "2 points", "1,000 points"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


_NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def in_words(number: int) -> str:
    """A small number as a word; beyond twelve, its digits."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
