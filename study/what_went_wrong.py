"""What went wrong in an answer that is not the best: which means share a group, and which serves several. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmeans_core.matching import mismatch
from study.digits import share
from study.words import count, in_words

IntArray = NDArray[np.signedinteger]
FloatArray = NDArray[np.float64]

MOST_TOLD = 2
"""Groups, and means, that are told one by one; more would be a list that nobody reads."""


def what_went_wrong(labels: IntArray, best: IntArray, k: int, places: FloatArray | None = None) -> str:
    """A sentence: "Means 2 and 4 share the leftmost group, and mean 1 serves two groups."

    Parameters
    ----------
    labels : integers of shape (n_samples,), the clusters of an answer as they are numbered on screen, from 0
    best : the same of the best answer
    k : the number of clusters
    places : array of shape (k, 2), where the means of the best answer are on the plot, y upwards; None where the plot does
        not show them side by side
    """
    found = mismatch(labels, best, k)
    if not (found.shared or found.serving or found.empty):
        elsewhere = _in_other_company(labels, best, k)
        if not elsewhere:
            return "Nothing: these are the groups of the best answer."
        return (
            f"Each mean has a group of its own, as in the best answer; only {count(elsewhere, 'point')} "
            f"({share(elsewhere / len(labels))}) went to another."
        )
    clauses = [
        f"{_means(clusters)} share {_called(group, places)}"
        for group, clusters in list(found.shared.items())[:MOST_TOLD]
    ]
    if len(found.shared) > MOST_TOLD:
        clauses = [f"{in_words(len(found.shared))} groups are shared by several means"]
    if found.empty:
        clauses.append(f"{_means(found.empty)} {'has' if len(found.empty) == 1 else 'have'} no points")
    if len(found.serving) > MOST_TOLD:
        clauses.append(f"{in_words(len(found.serving))} means serve several groups each")
    else:
        clauses += [
            f"{_means((cluster,))} serves {in_words(len(groups))} groups"
            for cluster, groups in found.serving.items()
        ]
    text = f"{', '.join(clauses[:-1])}, and {clauses[-1]}" if len(clauses) > 1 else clauses[0]
    return f"{text[0].upper()}{text[1:]}."


def _in_other_company(labels: IntArray, best: IntArray, k: int) -> int:
    """How many points are not where most of their cluster are in the best answer."""
    both = np.zeros((k, k), dtype=np.intp)
    np.add.at(both, (best, labels), 1)
    return len(labels) - int(both.max(axis=0).sum())


def _means(clusters: Sequence[int]) -> str:
    numbers = [str(cluster + 1) for cluster in clusters]
    if len(numbers) == 1:
        return f"mean {numbers[0]}"
    return f"means {', '.join(numbers[:-1])} and {numbers[-1]}"


def _called(group: int, places: FloatArray | None) -> str:
    """Where a group is, if it is at an edge: of several edges, the one that it is farthest out at."""
    if places is None or len(places) < 3:
        return "one group"
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
    return f"the {name} group" if out > 0 else "one group"
