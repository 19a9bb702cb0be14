"""What went wrong in an answer that is not the best: which means share a cluster of the best, and which serves several. Pure: no Streamlit.

Points may have no groups; all that is known are the clusters of another answer, so these alone are spoken of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmeans_core.matching import Mismatch, mismatch
from study.digits import share
from study.words import count, in_words

IntArray = NDArray[np.signedinteger]
FloatArray = NDArray[np.float64]

WIDER = 1.05
"""A group is wider from so many times on: less would be written as the same."""
MOST_TOLD = 2
"""Groups, and means, that are told one by one; more would be a list that nobody reads."""


@dataclass(frozen=True)
class Wrong:
    """How an answer differs from the best: what is said of it, at length or in short, is said of this.

    Attributes
    ----------
    mismatch : which clusters share a group of the best answer, which serve several, which are empty.
    elsewhere : how many points are not where most of their cluster are in the best answer.
    points : how many there are.
    wider : the cluster that is widest beside the group of the best answer that most of it is in, and how many times as far its
        points are from their mean, on average; None where none is wider, or the points are not known.
    """

    mismatch: Mismatch
    elsewhere: int
    points: int
    wider: tuple[int, float] | None = None


def wrong(labels: IntArray, best: IntArray, k: int, X: FloatArray | None = None) -> Wrong:
    """How an answer differs from the best.

    Parameters
    ----------
    labels : integers of shape (n_samples,), the clusters of an answer as they are numbered on screen, from 0
    best : the same of the best answer
    k : the number of clusters
    """
    wider = None if X is None else _wider(X, labels, best, k)
    return Wrong(mismatch(labels, best, k), _in_other_company(labels, best, k), len(labels), wider)


def _wider(X: FloatArray, labels: IntArray, best: IntArray, k: int) -> tuple[int, float] | None:
    """See `Wrong.wider`."""
    far, far_in_best = _distances_to_mean(X, labels, k), _distances_to_mean(X, best, k)
    here = [int(each) for each in np.unique(labels)]
    group_of = {each: int(np.bincount(best[labels == each], minlength=k).argmax()) for each in here}
    times = {
        each: far[each] / far_in_best[group] for each, group in group_of.items() if far_in_best[group] > 0
    }
    widest = max(times, key=lambda each: times[each], default=None)
    return (widest, times[widest]) if widest is not None and times[widest] >= WIDER else None


def _distances_to_mean(X: FloatArray, labels: IntArray, k: int) -> list[float]:
    """How far the points of each cluster are from their mean, on average; 0 for one without points."""
    parts = [X[labels == each] for each in range(k)]
    return [
        float(np.linalg.norm(part - part.mean(axis=0), axis=1).mean()) if len(part) else 0.0 for part in parts
    ]


def nearest(labels: IntArray, several: Sequence[NDArray[np.integer]], k: int) -> int:
    """Which of several answers, equally good, an answer is most like: the first of those that the fewest points leave."""
    return min(range(len(several)), key=lambda which: _in_other_company(labels, several[which], k))


def in_short(found: Wrong) -> str:
    """What went wrong, in a clause: "two means share a cluster of the best, and nothing pulls one of them away"."""
    shared, serving, empty = found.mismatch.shared, found.mismatch.serving, found.mismatch.empty
    if shared:
        means = {len(clusters) for clusters in shared.values()}
        many = f"{in_words(means.pop())} means" if len(means) == 1 else "several means"
        return f"{many} share a cluster of the best, and nothing pulls one of them away"
    if empty:
        if len(empty) == 1:
            return "a mean has no points, and nothing pulls it to any"
        return "some means have no points, and nothing pulls them to any"
    if serving:
        return "a mean serves several clusters of the best, and nothing pulls another to them"
    if found.elsewhere:
        if found.wider is not None:
            return f"each cluster has its match in the best, but is cut otherwise: {_told_wider(*found.wider)} as in the best"
        return "each cluster has its match in the best, with other borders, and no point is nearer to another mean"
    return "nothing: these are the clusters of the best answer"


def what_went_wrong(
    labels: IntArray, best: IntArray, k: int, places: FloatArray | None = None, X: FloatArray | None = None
) -> str:
    """A sentence on how an answer differs from the best: see `wrong` and `at_length`."""
    return at_length(wrong(labels, best, k, X), places)


def at_length(found: Wrong, places: FloatArray | None = None) -> str:
    """A sentence: "Beside the best answer: means 2 and 4 share its leftmost cluster, and mean 1 serves two of its clusters."

    places : array of shape (k, 2), where the means of the best answer are on the plot, y upwards; None where the plot does
        not show them side by side
    """
    shared, serving, empty = found.mismatch.shared, found.mismatch.serving, found.mismatch.empty
    if not (shared or serving or empty):
        if not found.elsewhere:
            return "Nothing: these are the clusters of the best answer."
        are = "is" if found.elsewhere == 1 else "are"
        went = f"{count(found.elsewhere, 'point')} ({share(found.elsewhere / found.points)}) {are} in another there"
        if found.wider is not None:
            went += f"; {_told_wider(*found.wider)} as in the best answer"
        return f"Each cluster has its match in the best answer, but {went}."
    clauses = [
        f"{_means(clusters)} share {_called(group, places)}"
        for group, clusters in list(shared.items())[:MOST_TOLD]
    ]
    if len(shared) > MOST_TOLD:
        clauses = [f"{in_words(len(shared))} of its clusters are shared by several means each"]
    if empty:
        clauses.append(f"{_means(empty)} {'has' if len(empty) == 1 else 'have'} no points")
    if len(serving) > MOST_TOLD:
        clauses.append(f"{_means(list(serving))} serve several of its clusters each")
    else:
        clauses += [
            f"{_means((cluster,))} serves {in_words(len(groups))} of its clusters"
            for cluster, groups in serving.items()
        ]
    text = f"{', '.join(clauses[:-1])}, and {clauses[-1]}" if len(clauses) > 1 else clauses[0]
    return f"Beside the best answer: {text}."


def _in_other_company(labels: IntArray, best: NDArray[np.integer], k: int) -> int:
    """How many points are not where most of their cluster are in the best answer."""
    both = np.zeros((k, k), dtype=np.intp)
    np.add.at(both, (best, labels), 1)
    return len(labels) - int(both.max(axis=0).sum())


def _told_wider(cluster: int, times: float) -> str:
    return f"the points of mean {cluster + 1} are on average {times:.1f} times as far from it"


def _means(clusters: Sequence[int]) -> str:
    numbers = [str(cluster + 1) for cluster in clusters]
    if len(numbers) == 1:
        return f"mean {numbers[0]}"
    return f"means {', '.join(numbers[:-1])} and {numbers[-1]}"


def _called(group: int, places: FloatArray | None) -> str:
    """Where a cluster of the best answer is, if it is at an edge: of several edges, the one that it is farthest out at."""
    if places is None or len(places) < 3:
        return "one of its clusters"
    spans = np.ptp(places, axis=0)
    edges = []
    for axis, (low, high) in enumerate((("leftmost", "rightmost"), ("lowest", "highest"))):
        others = np.delete(places[:, axis], group)
        here = places[group, axis]
        if spans[axis] > 0:
            edges += [
                ((others.min() - here) / spans[axis], low),
                ((here - others.max()) / spans[axis], high),
            ]
    out, name = max(edges, default=(0.0, ""))
    return f"its {name} cluster" if out > 0 else "one of its clusters"
