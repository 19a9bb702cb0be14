"""First means that somebody placed: as text, for a field and for the address of a page. Pure: no Streamlit.

They are written in the values of the columns, as the axes of the plot are, and never in the units that distances are
measured in: so they stay where they are on the plot however the columns count. Signs before them say what a hand did to
them, see `study/touched.py`; without any, all were placed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from study.points import Points
from study.scaling import FARTHEST
from study.text import in_sentence, isolated

BY_HAND = "by hand"
DIGITS_KEPT = 6
"""Significant digits that are kept of a place within the range of the points."""
PLAIN = 15
"""Numbers of so many decimals are written without a power of ten."""
DRAWN, UNDER_WAY = "=", "~"
"""Before all: means that no hand touched last are as they were drawn; or where they were on the way."""
MOVED, ADDED = "*", "+"
"""Before a mean: a hand moved it; or added it."""
GONE = "/"
"""Before a number, ahead of the means: which one was taken away last."""
_GONE = re.compile(rf"\s*{GONE}(\d{{1,2}});")
Means = tuple[tuple[float, ...], ...]
FloatArray = NDArray[np.float64]


def split_gone(text: str) -> tuple[tuple[int, ...], str]:
    """The numbers of the means that were taken away, and the text of those that are left. text : without what stands before all"""
    numbers = []
    while found := _GONE.match(text):
        numbers.append(int(found[1]))
        text = text[found.end() :]
    return tuple(numbers), text


def means_from_text(text: object, most: int) -> Means:
    """ "1.5,2;3,4" as two means; () for whatever is not such text, or has more means than `most`."""
    try:
        means = tuple(
            tuple(float(number) for number in mean.strip().removeprefix(MOVED).removeprefix(ADDED).split(","))
            for mean in split_gone(str(text or "").strip(" ;" + DRAWN + UNDER_WAY))[1].split(";")
        )
    except ValueError:
        return ()
    sound = all(math.isfinite(number) for mean in means for number in mean)
    return means if sound and len({len(mean) for mean in means}) == 1 and len(means) <= most else ()


EVERY_DIGIT = 16
"""For means that no hand touched, or that one put on a point: nothing may move that stood still."""


def means_to_text(means: FloatArray, points: Points, digits: int = DIGITS_KEPT) -> str:
    """Means of shape (k, n_features), in the units of the clustering, as text: the values of the columns, each as exact as the
    range of its column asks for, to so many significant `digits` of it."""
    ranges = [
        float(column.max() - column.min()) or float(abs(column[0])) or 1.0 for column in points.values.T
    ]
    decimals = [digits - 1 - math.floor(math.log10(size)) for size in ranges]
    return ";".join(
        ",".join(_short(value, digits) for value, digits in zip(mean, decimals, strict=True))
        for mean in points.to_units(means).tolist()
    )


def _short(value: float, decimals: int) -> str:
    text = repr(round(value, decimals) + 0.0).removesuffix(".0")  # + 0.0: no "-0"
    return f"{float(text):.{decimals}f}".rstrip("0") if "e-" in text and decimals <= PLAIN else text


def _exactly(number: float) -> str:
    small = 1e-15 <= abs(number) < 1e-4  # written without a power of ten, as people do
    return np.format_float_positional(number, trim="-") if small else repr(number).removesuffix(".0")


def as_positions(means: Means, points: Points) -> FloatArray:
    """Means in the values of the columns as positions in the units of the clustering, shape (k, n_features)."""
    return points.from_units(np.array(means, dtype=np.float64))


@dataclass(frozen=True)
class Placed:
    """Means as somebody placed them, and the columns that their numbers are values of."""

    means: Means
    columns: tuple[str, ...]

    @property
    def text(self) -> str:
        """As the field has them, every digit."""
        return ";".join(",".join(map(_exactly, mean)) for mean in self.means)

    def on(self, points: Points) -> Placed | None:
        """The same places where other columns count: each number goes with its column, and a column that counts only since then
        gets the average of the points. None where the plot shows a column that they were not placed on."""
        if self.columns == points.names or len(self.means[0]) != len(self.columns):
            return self
        new = [name for name in points.names if name not in self.columns]
        axes = (0, 1) if points.components is not None else points.axes
        shown = {name for j, name in enumerate(points.names) if j in axes}
        if shown & set(new):
            return None
        (middle,) = means_from_text(means_to_text(points.X.mean(axis=0)[np.newaxis], points), 1)
        where = [self.columns.index(name) if name in self.columns else None for name in points.names]
        means = tuple(
            tuple(average if i is None else mean[i] for i, average in zip(where, middle, strict=True))
            for mean in self.means
        )
        return Placed(means, points.names)


@dataclass(frozen=True)
class Hand:
    """What somebody placed: the means at hand, whether k-means starts at them, and others that wait for their columns."""

    placed: Placed | None
    in_use: bool
    waiting: Hand | None = None

    def follow(self, points: Points) -> tuple[Hand, str]:
        """What becomes of it on `points`, whose columns are others than before, and a sentence on it (Markdown; "" if nothing is
        to be said). What was placed is not lost on the way to other columns and back."""
        if self.placed is not None and (here := self.placed.on(points)) is not None:
            new = [name for name in points.names if name not in self.placed.columns]
            sentence = ""
            if new and self.in_use and here is not self.placed:
                count, there = "counts", "it"
                if len(new) > 1:
                    count, there = f"and {len(new) - 1} more count", "these"
                sentence = (
                    f"“{in_sentence(new[0], 40)}” {count} now, too. The means that you placed stay where they are on the plot; "
                    f"in {there}, they have the average of all points."
                )
            return replace(self, placed=here), sentence
        waits = Hand(self.placed, self.in_use) if self.placed is not None else None
        before = self.waiting
        if (
            before is not None
            and before.placed is not None
            and (back := before.placed.on(points)) is not None
        ):
            sentence = "The means are where you placed them." if before.in_use else ""
            return Hand(back, before.in_use, waits), sentence
        if waits is None or not waits.in_use or waits.placed is None:
            return Hand(None, False, waits or before), ""
        names = " and ".join(f"“{in_sentence(name, 40)}”" for name in waits.placed.columns[:2])
        return Hand(None, False, waits), (
            f"You placed the means on {names}. They wait until you choose these columns again; here k-means starts at points "
            "picked at random."
        )


def why_unfit(means: Means, k: int, points: Points) -> str | None:
    """Why placed means cannot be the first means here, in a sentence with a way out; None if they can."""
    if len(means) != k:
        one = len(means) == 1
        return (
            f"{len(means)} mean{' was' if one else 's were'} placed by hand, but “Clusters” is {k}. Set it to {len(means)}, "
            "or choose other first means."
        )
    n_features = points.X.shape[1]
    if len(means[0]) != n_features:
        return (
            f"The means placed by hand have {len(means[0])} number{'' if len(means[0]) == 1 else 's'} each, but the points have "
            f"{n_features}, one for each column. Choose as many columns as that, or other first means."
        )
    if not points.have_logarithms(points.counted(np.array(means))).all():
        return (
            "The means placed by hand have numbers without a logarithm, which count by it here. Let the columns count another way, "
            "or choose other first means."
        )
    values = points.values
    low, high = values.min(axis=0), values.max(axis=0)
    reach = np.where(high > low, high - low, np.maximum(np.abs(high), 1.0))
    for number, mean in enumerate(means, 1):
        with np.errstate(over="ignore"):
            far = np.maximum(low - mean, mean - high) > FARTHEST * reach
        if far.any():
            j = int(far.argmax())
            return (
                f"Mean {number} is at {mean[j]:g} in “{isolated(points.names[j], 40)}”, too far from all points to compute with: "
                "next to such a distance, theirs are nothing. Place it nearer, or choose other first means."
            )
    return None
