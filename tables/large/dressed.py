"""Columns of numbers that carry one unit in one way, `12.5 kg`: undressed all at once, for a table may have thousands of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tables.large.glance import NO_VALUE, PLAIN_WITH

MOST_CELLS = 4_000_000
"""More of them are cells of long columns, which are studied by their distinct cells, and would take too much memory."""


@dataclass(frozen=True)
class Dressed:
    """What stands `before` and `behind` each number of a column, the unit in it, and the decimal mark; None: all are whole."""

    before: str
    behind: str
    unit: str
    mark: str | None


def without_dress(frame: pd.DataFrame, dressed: Mapping[str, Dressed]) -> pd.DataFrame:
    """The frame with the columns as numbers that are throughout as their tops are, as a study finds them; with words in the others."""
    if not dressed:
        return frame
    alike: dict[Dressed, list[str]] = defaultdict(list)
    for label, dress in dressed.items():
        alike[dress].append(label)
    parts = [frame.drop(columns=list(dressed))]
    for dress, labels in alike.items():
        cells = frame[labels].to_numpy()
        numbers, good, whole = _numbers_of(cells, dress)
        for which, kind in ((good & ~whole, np.float64), (good & whole, np.int64)):
            names = [label for label, chosen in zip(labels, which, strict=True) if chosen]
            parts.append(pd.DataFrame(numbers[:, which].astype(kind), columns=names))
        names = [label for label, chosen in zip(labels, good, strict=True) if not chosen]
        parts.append(pd.DataFrame(cells[:, ~good], columns=names).astype("str"))
    return pd.concat(parts, axis=1)[list(frame.columns)]


def _numbers_of(
    cells: NDArray[np.object_], dress: Dressed
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """The numbers of columns dressed alike, which of the columns are so throughout, and which of these hold whole numbers alone."""

    def by_column(values: pa.Array) -> NDArray[Any]:
        found: NDArray[Any] = values.to_numpy(zero_copy_only=False).reshape(cells.shape)
        return found

    words = pa.array(cells.ravel(), type=pa.string(), from_pandas=True)
    mark = dress.mark or "."
    number = f"^{re.escape(dress.before)}{PLAIN_WITH[mark]}{re.escape(dress.behind)}$"
    plain = pc.fill_null(pc.match_substring_regex(words, number), False)
    bare = pc.utf8_slice_codeunits(
        pc.if_else(plain, words, None), len(dress.before), -len(dress.behind) or None
    )
    fractions = by_column(pc.fill_null(pc.match_substring(bare, mark), False))
    numbers = by_column(pc.cast(pc.replace_substring(bare, mark, "."), pa.float64()))
    gone = by_column(pc.is_in(pc.fill_null(words, ""), pa.array(sorted(NO_VALUE))))
    good = (by_column(plain) | gone).all(axis=0) & ~gone.all(axis=0)
    if dress.mark is None:
        good &= ~fractions.any(axis=0)
    return numbers, good, ~(fractions | gone).any(axis=0)
