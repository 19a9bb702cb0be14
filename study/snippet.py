"""Python code that gives the clusters of a run again. Pure: no Streamlit.

scikit-learn does so where nothing but the distances decides. It treats empty clusters in a way of its own, and of two means
that are equally near it takes whichever its rounding favours; there the code carries the lines of NumPy that do as the
page does.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmeans_core import Run
from kmeans_core.ties import _simplest_fraction, _steps_in_one
from study.numbering import Renumbered, numbers_from
from study.points import Array, Points
from tables import safe_cell
from tables.model import Levels

CLEAR = 1e-9
"""scikit-learn's distances, expanded squares about the center of the data, are off by far less than this share of the
largest of them, and by more than nothing."""
MOST_LOOKED_AT = 10_000_000
"""To look at so many distances takes about as long as a person waits for without noticing. The lines of NumPy need no look."""

_LIBRARY = """kmeans = KMeans(n_clusters={k}, init=start, n_init=1, algorithm="lloyd", tol=0).fit(X)
labels, iterations, inertia = kmeans.labels_, kmeans.n_iter_, kmeans.inertia_
"""

_SUMS = '''
def parts_of(X):
    """The leading digits of all numbers, then the rest: sums of each part have no rounding, in whatever order."""
    parts, rest = [], X
    while not parts or rest.any():
        largest = np.frexp(np.abs(rest).max(axis=0))[1]
        rounder = np.ldexp(1.5, largest + len(X).bit_length())
        parts.append(rest + rounder - rounder)
        rest = rest - parts[-1]
    return parts

# Far from zero, digits are saved by counting from the edge of the data.
low, high = X.min(axis=0), X.max(axis=0)
edge = np.where(high - low < low / 2, low, np.where(high - low < -high / 2, high, 0.0))
parts = parts_of(X - edge)

def average(own):
    return edge + sum(part[own].sum(axis=0) / own.sum() for part in reversed(parts))

def squared_distances(means):
    return np.stack([sum((X[:, f] - mean[f]) ** 2 for f in range(X.shape[1])) for mean in means], axis=1)
'''

_NEAREST = '''
def nearest(means):
    """The nearest mean of each point; of several equally near, the first."""
    return squared_distances(means).argmin(axis=1)
'''

_NEAREST_WHOLE = '''
# The means as fractions, such as 8/3, which no decimal number is: so that ties are found exactly.
fractions = [[Fraction(value) for value in mean] for mean in [
    {fractions},
]]

def nearest(means):
    """The nearest mean of each point; of several equally near, the first."""
    distances = squared_distances(means)
    labels = distances.argmin(axis=1)
    least, slack = distances.min(axis=1, keepdims=True), 1e-12 * (X**2).sum(axis=1).max()
    close = distances <= least * (1 + 1e-12) + slack
    for i in np.flatnonzero(close.sum(axis=1) > 1):
        point = [Fraction(value) for value in X[i].tolist()]
        exact = [sum((a - b) ** 2 for a, b in zip(point, mean)) for mean in fractions]
        labels[i] = exact.index(min(exact))
    return labels
'''

_TO_FARTHEST = '''
def move_to_farthest(clusters, labels, means):
    """A mean without points goes to the point that is farthest from its own mean."""
    own = means[labels]
    is_away = (np.abs(X - own) > 4 * np.finfo(float).eps * np.maximum(np.abs(X), np.abs(own))).any(axis=1)
    farness = np.where(is_away, squared_distances(means)[np.arange(len(X)), labels], 0)
    for j in clusters:
        i = farness.argmax()
        if farness[i] == 0:
            break
        means[j] = X[i]{too}
        farness = np.minimum(farness, squared_distances(means)[:, j])
'''

_LOOP = """
means, labels = start.copy(), None
for iterations in range(1, 301):
    before, labels = labels, nearest(means)
    if before is not None and (labels == before).all():
        break
    empty = []
    for j in range(len(means)):
        own = labels == j
        if own.any():
            means[j] = average(own){too}
        else:
            empty.append(j)  # it stays where it is{move}
else:
    labels = nearest(means)
inertia = squared_distances(means)[np.arange(len(X)), labels].sum()
"""


_ANSWERS = """# What answers in words count as. A point drawn by hand has a number.
answers = {answers!r}

def counting(levels):
    def number(cell):
        try:
            return levels[cell] if cell in levels else float(cell)
        except ValueError:
            return float("nan")  # no answer that counts
    return number

"""

_NUMBERS = """# The numbers that the clusters have on the page.
labels = np.array({numbers})[labels]
"""


def snippet(points: Points, run: Run, cluster_column: str, empty: str = "keep") -> str:
    """Python code that reads the downloaded points and gives the same clusters.

    cluster_column : the name of the column that says them there; empty : what becomes of a cluster without points
    """
    library = _is_clear(points.X, run)
    start = run.steps[0].means
    if isinstance(run, Renumbered) and not library:
        start = run.own_start  # the order decides ties
    # Whole numbers are compared as fractions, on the page too.
    steps = None if library else _steps_in_one(points.X)
    imports = "from fractions import Fraction\n\n" if steps is not None else ""
    return f"""{imports}import numpy as np
import pandas as pd
{"from sklearn.cluster import KMeans" if library else ""}
{reading(points, start)}{_LIBRARY.format(k=run.k) if library else _in_numpy(run, start, steps, empty)}
table["cluster again"] = labels + 1
print(iterations, "iterations, inertia", inertia)
print((table["cluster again"] == table[{cluster_column!r}]).mean(), "of the points in the same cluster")
""".replace("KMeans\n#", "KMeans\n\n#")


def reading(points: Points, start: Array) -> str:
    """The lines that read the downloaded points as X, in the units of the clustering, and tell where to start."""
    names = [safe_cell(name) for name in points.names]
    in_words = {safe_cell(name): _numbers_for(levels) for name, levels in points.answers.items()}
    numbers = [name for j, name in enumerate(names) if j not in points.dates and name not in in_words]
    answers = _ANSWERS.format(answers=in_words) if in_words else ""
    as_number = 'lambda cell: float(cell or "nan")' if points.fills else "float"
    converters = f"dict.fromkeys({numbers!r}, {as_number})"
    if in_words:
        converters += " | {name: counting(levels) for name, levels in answers.items()}"
    dated = "".join(
        f"table[{names[j]!r}] = (pd.to_datetime(table[{names[j]!r}]) - pd.Timestamp(0)) / pd.Timedelta(days=1)\n"
        for j in points.dates
    )
    dated += "".join(
        f"table[{names[j]!r}] += 360 * (table[{names[j]!r}] < {cut!r})  # longitudes, counted across the date line\n"
        for j, cut in points.cuts
    )
    if points.fills:
        medians = {safe_cell(fill.column): fill.median for fill in points.fills}
        dated += f"table = table.fillna({medians!r})  # where a number is missing: the median of the column\n"
    scaled = "".join(f"X[:, {j}] = np.log10(X[:, {j}] + {added!r})\n" for j, added in points.logs)
    if points.center is not None and points.scale is not None:
        scaled += f"X = (X - np.array({points.center.tolist()})) / np.array({points.scale.tolist()})\n"
    return f"""{answers}# float reads every digit
table = pd.read_csv("k-means-points.csv", converters={converters})
{dated}X = table[{names!r}].to_numpy(dtype=float)
{scaled}start = np.array([
    {_lines([repr(mean) for mean in start.tolist()])},
])
"""


def _numbers_for(levels: Levels) -> dict[str, float]:
    """What the words of the downloaded file count as."""
    return {safe_cell(word): level for word, level in levels.items() if level is not None}


def _in_numpy(run: Run, start: Array, steps: float | None, empty: str) -> str:
    """k-means as the page does it; `steps`: how many of them make one, where all points are whole steps."""
    nearest, moved, averaged = _NEAREST, "", ""
    if steps is not None:
        fractions = [repr([_in_words(value, steps) for value in mean]) for mean in start.tolist()]
        nearest = _NEAREST_WHOLE.format(fractions=_lines(fractions))
        moved = "\n        fractions[j] = [Fraction(value) for value in X[i].tolist()]"
        averaged = "\n            fractions[j] = [Fraction(value) / int(own.sum()) for value in X[own].sum(axis=0).tolist()]"
    farthest = _TO_FARTHEST.format(too=moved) if empty == "farthest" else ""
    move = "\n    move_to_farthest(empty, labels, means)" if farthest else ""
    numbers = ""
    if isinstance(run, Renumbered):
        numbers = _NUMBERS.format(numbers=numbers_from(np.array(run.order))[:-1].tolist())
    return _SUMS + nearest + farthest + _LOOP.format(too=averaged, move=move) + numbers


def _lines(items: list[str]) -> str:
    return ",\n    ".join(items)


def _in_words(value: float, steps: float) -> str:
    """A number as the fraction that it is taken for: "8/3"."""
    p, q = _simplest_fraction(value * steps)
    return f"{p}/{q * int(steps)}" if q * steps > 1 else str(p)


def _is_clear(X: Array, run: Run) -> bool:
    """Whether in every assign of a run every cluster had points, and every point one mean that was clearly the nearest."""
    assigns = [step for step in run.steps if step.kind == "assign"]
    if any(step.empty or step.tie for step in assigns) or run.k * X.size * len(assigns) > MOST_LOOKED_AT:
        return False
    center = X.mean(axis=0)
    around = X - center
    slack = CLEAR * float(np.square(around).sum(axis=1).max())
    return run.k == 1 or all(_least_gap(around, step.means - center) > slack for step in assigns)


def _least_gap(X: Array, means: Array) -> float:
    """By how much the second nearest mean is farther than the nearest, in squared distance, where it is least."""
    distances: NDArray[np.float64] = np.square(X[:, np.newaxis] - means).sum(axis=2)
    two = np.partition(distances, 1, axis=1)
    return float((two[:, 1] - two[:, 0]).min())
