"""Python code that gives the clusters of a run by another distance again: the method itself, in a few lines of NumPy. Pure: no
Streamlit. (No widely kept library has these methods with starts of one's own.)"""

from __future__ import annotations

from kmeans_core import Run
from study.by_similarity import MOST_ITERATIONS
from study.points import Points
from study.similarities import Measure
from study.snippet import reading, snippet
from study.with_words import columns_of_words

_PLACES = {
    "angle": """
def place(rows):
    \"\"\"The direction in which each row lies, seen from zero.\"\"\"
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
""",
    "globe": """
def place(rows):
    \"\"\"Latitudes and longitudes on a globe of radius 1.\"\"\"
    latitude, longitude = np.radians(rows).T
    return np.stack([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1)
""",
}
_DISTANCES = {
    "blocks": "np.abs(rows - center).sum(axis=1)",
    "worst": "np.abs(rows - center).max(axis=1)",
    "straight": "np.sqrt(((rows - center) ** 2).sum(axis=1))",
    "angle": "((place(rows) - place(center[np.newaxis])) ** 2).sum(axis=1) / 2",
    "globe": "((place(rows) - place(center[np.newaxis])) ** 2).sum(axis=1)",
}
_MEDOID = """    sums = [distances(rows, row).sum() for row in rows]
    return rows[np.argmin(sums)]
"""
_WEISZFELD = """    def pulls_at(place):
        away = rows - place
        far = np.linalg.norm(away, axis=1)
        by_length = np.divide(1, far, out=np.zeros(len(rows)), where=far > 0)
        return by_length @ away, by_length.sum(), (far == 0).sum()

    median = rows.mean(axis=0)
    for _ in range(2000):
        nearest = rows[distances(rows, median).argmin()]
        pull, stiffness, here = pulls_at(nearest)
        if np.linalg.norm(pull) <= here:  # all others pull no more than what lies here holds
            return nearest
        pull, stiffness, here = pulls_at(median)
        excess = np.linalg.norm(pull) - here
        if excess <= 5e-10 * len(rows):
            break
        median = median + pull / stiffness * excess / (excess + here)
    return median
"""
_CENTERS = {
    "median of columns": "    return np.median(rows, axis=0)\n",
    "mean": "    return rows.mean(axis=0)\n",
    "geometric median": _WEISZFELD,
    "medoid": _MEDOID,
    "direction": """    direction = place(rows).mean(axis=0)
    return direction / np.linalg.norm(direction) * np.linalg.norm(rows, axis=1).mean()
""",
    "on the globe": """    x, y, z = place(rows).mean(axis=0)
    return np.degrees([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)])
""",
}
_TO_FARTHEST = """    own = np.array([distances(X, center) for center in centers])[labels, np.arange(len(X))]
    for j in set(range(len(centers))) - set(labels):  # a center without points goes to the point that is farthest from its own
        centers[j] = X[own.argmax()]
        own = np.minimum(own, distances(X, centers[j]))
"""


_NUMBERS_AND_WORDS = """
# Columns of 0 and 1 say which word a row has: each list is of one column of words.
words = {words!r}
numbers = {numbers!r}

def distances(rows, center):
    apart = ((rows[:, numbers] - center[numbers]) ** 2).sum(axis=1)
    return apart + sum((rows[:, word] != center[word]).any(axis=1) for word in words)

def center_of(rows):
    center = rows.mean(axis=0)
    for word in words:
        found, times = np.unique(rows[:, word], axis=0, return_counts=True)
        center[word] = found[::-1][times[::-1].argmax()]  # of several that are most common, the first
    return center
"""


def code_for(points: Points, run: Run, cluster_column: str, empty: str = "keep") -> str:
    """Python code that reads the downloaded points and gives the same clusters, however they are compared: see `Points.nearness`."""
    measure = points.nearness.measure
    if measure.is_k_means:
        return snippet(points, run, cluster_column, empty)
    return snippet_by_distance(points, run, measure, cluster_column, empty)


def snippet_by_distance(
    points: Points, run: Run, measure: Measure, cluster_column: str, empty: str = "keep"
) -> str:
    """Python code that reads the downloaded points and gives the same clusters.

    points, run : as this distance takes them, see `points_for`
    cluster_column : the name of the column that says them there; empty : what becomes of a cluster without points
    """
    moved = any(step.relocated for step in run.steps)
    most = 300 if measure.own_center else MOST_ITERATIONS
    return f"""import numpy as np
import pandas as pd

{reading(points, run.steps[0].means)}{_PLACES.get(measure.distance, "")}
{_methods(points, measure)}
centers, labels = start.copy(), None
for iterations in range(1, {most + 1}):
    before = labels
    labels = np.array([distances(X, center) for center in centers]).argmin(axis=0)
    if before is not None and (labels == before).all():
        break
    for j in range(len(centers)):
        if (labels == j).any():  # a center without points stays where it was
            centers[j] = center_of(X[labels == j])
{_TO_FARTHEST if moved and empty == "farthest" else ""}else:
    labels = np.array([distances(X, center) for center in centers]).argmin(axis=0)

table["cluster again"] = labels + 1
print((table["cluster again"] == table[{cluster_column!r}]).mean(), "of the points in the same cluster")
"""


def _methods(points: Points, measure: Measure) -> str:
    """The distance, and the center."""
    if measure.distance == "mixed":
        numbers, words = columns_of_words(points)
        return _NUMBERS_AND_WORDS.format(words=words, numbers=numbers).lstrip("\n")
    return f"""def distances(rows, center):
    return {_DISTANCES[measure.distance]}

def center_of(rows):
{_CENTERS[_center(measure)]}"""


def _center(measure: Measure) -> str:
    if measure.center in ("mean", "medoid", "direction"):
        return measure.center
    if measure.distance == "globe":
        return "on the globe"
    return "median of columns" if measure.distance == "blocks" else "geometric median"
