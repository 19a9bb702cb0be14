"""What is told of one number of groups: what a judge has for it, how each point sits, who changes company. No screen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmeans_core import Opinion
from study.digits import written
from study.words import count

IntArray = NDArray[np.signedinteger]


def opinion_at(opinion: Opinion, index: int, k: int) -> str:
    """What a judge has for one number of groups: "k = 5: 1.23 ± 0.04"."""
    value = opinion.curve[index]
    text = f"k = {k}: {_number(value, opinion)}"
    if opinion.error is not None and opinion.error[index] > 0:
        text += f" ± {_number(opinion.error[index], opinion)}"
    return text


def _number(value: float, opinion: Opinion) -> str:
    finite = opinion.curve[np.isfinite(opinion.curve)]
    if not np.isfinite(value):
        return "without limit"
    return written(float(value), float(np.ptp(finite)) / 100 if len(finite) else 0.0, np.inf)


def silhouettes_in_words(own: float, of_scattered: float) -> str:
    """The averages beside each other."""
    return f"On average {_hundredths(own)}; in the scattered points {_hundredths(of_scattered)}. 1 is best, 0 is on a border."


def seat_in_words(row: int, group: int, silhouette: float) -> str:
    """One point: its number as in the table, counted from 1, its group, and its silhouette."""
    nearer = ": nearer to another group" if silhouette < 0 else ""
    return f"Point {row}, group {group}: {_hundredths(silhouette)}{nearer}"


def _hundredths(value: float) -> str:
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def company_key(draws: int) -> tuple[str, str, str]:
    """What the three kinds of points mean in the picture of who changes company."""
    return ("never changes company", f"in up to {draws // 10} of {draws} draws", "more often")


def gaps_in_words(numbers: Sequence[int]) -> str:
    """Why numbers of groups, counted from 0, are not 1 to k; "" where they are."""
    if sorted(numbers) == list(range(len(numbers))):
        return ""
    return "Numbers are missing since a group keeps its number and colour in every picture above. "


def company_in_words(changes: IntArray, draws: int) -> str:
    """How many points ever change company; integers of shape (n_samples,)."""
    n, ever = len(changes), int((changes > 0).sum())
    drawn = f"Rows drawn again {draws} times, some twice and some not at all"
    if ever == 0:
        return f"{drawn}: no point ever changes company."
    often = int((changes > draws / 10).sum())
    more = f", {often:,} of them more than once in ten" if often else ""
    return f"{drawn}: {ever:,} of {count(n, 'point')} change company at least once{more}."
