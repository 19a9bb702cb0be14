"""First means that somebody placed: as text, for a field and for the address of a page. Pure: no Streamlit."""

from __future__ import annotations

import math
from typing import Any

from numpy.typing import NDArray

from kmeans_core.checks import LARGEST

BY_HAND = "by hand"
EXACT = 6
"""Significant digits that are kept of a place within the range of the points."""
PLAIN = 15
"""Numbers of so many decimals are written without a power of ten."""
Means = tuple[tuple[float, ...], ...]


def means_from_text(text: object, most: int) -> Means:
    """ "1.5,2;3,4" as two means; () for whatever is not such text, or has more means than `most`."""
    try:
        means = tuple(
            tuple(float(number) for number in mean.split(","))
            for mean in str(text or "").strip(" ;").split(";")
        )
    except ValueError:
        return ()
    sound = all(abs(number) <= LARGEST for mean in means for number in mean)  # false for NaN too
    return means if sound and len({len(mean) for mean in means}) == 1 and len(means) <= most else ()


def means_to_text(means: NDArray[Any], X: NDArray[Any]) -> str:
    """Means of shape (k, n_features), each number as exact as the range of its column in X asks for."""
    ranges = [float(column.max() - column.min()) or float(abs(column[0])) or 1.0 for column in X.T]
    decimals = [EXACT - 1 - math.floor(math.log10(size)) for size in ranges]
    return ";".join(
        ",".join(_short(value, digits) for value, digits in zip(mean, decimals, strict=True))
        for mean in means.tolist()
    )


def _short(value: float, decimals: int) -> str:
    text = repr(round(value, decimals) + 0.0).removesuffix(".0")  # + 0.0: no "-0"
    return f"{float(text):.{decimals}f}".rstrip("0") if "e-" in text and decimals <= PLAIN else text


def why_unfit(means: Means, k: int, n_features: int) -> str | None:
    """Why placed means cannot be the first means here, in a sentence with a way out; None if they can."""
    if len(means) != k:
        one = len(means) == 1
        return (
            f"{len(means)} mean{' was' if one else 's were'} placed by hand, but k is {k}. Set k to {len(means)}, or choose "
            "other first means."
        )
    if len(means[0]) != n_features:
        return (
            f"The means placed by hand have {len(means[0])} number{'' if len(means[0]) == 1 else 's'} each, but the points have "
            f"{n_features}, one for each column. Choose as many columns as that, or other first means."
        )
    return None
