"""What hangs on the decisions that come before k-means: rows that stand alone, and what was left out. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from study.numerals import POINT, Numerals
from study.profiles import NumberProfile
from study.text import isolated

Array = NDArray[np.float64]
Labels = NDArray[np.signedinteger]

FEWEST = 5
"""Of so many rows at least, one that makes a group of its own stands out; of fewer, groups of one are to be expected."""
MOST_ALONE = 3
"""So many are named: where more rows stand alone, there are too many groups rather than outliers."""

MOST_LACKS = 2
"""Of more columns with missing values, a headline would be a list."""


@dataclass(frozen=True)
class Alone:
    """A row that makes a group of its own. row : which of the rows compared; column : in which of the columns it lies beyond all
    others, the farthest by how much these vary; None if it is alone by its values together."""

    row: int
    column: int | None


def rows_alone(values: Array, labels: Labels, k: int) -> list[Alone]:
    """The rows that make a group of their own.

    values : array of shape (n_samples, n_columns), in the units of the file; labels : integers of shape (n_samples,)
    """
    sizes = np.bincount(labels, minlength=k)
    single = np.flatnonzero(sizes == 1)
    if len(values) < FEWEST or k < 2 or len(single) > MOST_ALONE:
        return []
    found = []
    for row in np.flatnonzero(np.isin(labels, single)).tolist():
        others = np.delete(values, row, axis=0)
        spread, away = others.std(axis=0), np.abs(values[row] - others.mean(axis=0))
        far = np.divide(away, spread, out=np.where(away > 0, np.inf, 0.0), where=spread > 0)
        beyond = (values[row] < others.min(axis=0)) | (values[row] > others.max(axis=0))
        found.append(Alone(row, int(np.where(beyond, far, -1.0).argmax()) if beyond.any() else None))
    return found


def is_in_company(labels: Labels, row: int) -> bool:
    """Whether a row shares its group with another."""
    return int(np.count_nonzero(labels == labels[row])) > 1


def headline_of_alone(called: Sequence[str], rows: str, can_set_aside: bool = True) -> str:
    """What leads where rows stand alone: they sway the judges, so that a number of groups says nothing yet.

    called : these rows, see `row_called` in why_here.py; rows : all rows as they are called, "Your 200 rows"
    """
    one = len(called) == 1
    others = [f"{each[0].lower()}{each[1:]}" for each in called[1:]]  # a name begins with its isolate
    which = called[0] if one else f"{', '.join([called[0], *others[:-1]])} and {others[-1]}"
    said = f"{which} stand{'s' if one else ''} alone among {rows[0].lower()}{rows[1:]}."
    return f"{said} Set {'it' if one else 'them'} aside, then count groups." if can_set_aside else said


def row_alone_in_words(found: Alone, called: str, values: Array, columns: Sequence[NumberProfile]) -> str:
    """ "Ann (line 17) makes a group of its own: “income” is 9,900,000 there, and 21,000 to 98,000 elsewhere."

    called : the row, see `row_called` in why_here.py; values : as for `rows_alone`; columns : of each of their columns
    """
    says = f"{called} makes a group of its own:"
    if found.column is None:
        return f"{says} each of its values lies among those of the other rows, but no other row is near to it in all."
    column = columns[found.column]
    others = np.delete(values[:, found.column], found.row)
    own, low, high = (
        column.said(float(value)) for value in (values[found.row, found.column], others.min(), others.max())
    )
    elsewhere = f"{low} to {high}" if low != high else low
    return f"{says} “{isolated(column.column, 40)}” is {own} there, and {elsewhere} in the other rows."


def rows_in_words(
    whose: str,
    n: int,
    noun: str,
    lacks: Mapping[str, int],
    missing: int,
    set_aside: int,
    filled: int = 0,
    numerals: Numerals = POINT,
    asked: str = "",
    not_asked: int = 0,
) -> str:
    """ "Your 100 of 200 rows (100 have no “income”)".

    n : how many rows are compared; lacks : how many rows have no value, by column; missing : how many lack one at all; set_aside :
    by the visitor; filled : missing numbers that are filled in; numerals : see `Numerals`; asked : which rows were asked for, in words;
    not_asked : how many others the table has
    """
    said = numerals.whole
    put = [f"{numerals.count(filled, 'missing number')} filled in by the median"] if filled else []
    if not missing and not set_aside and not asked:
        return f"{whose} {said(n)} {noun}{f' ({put[0]})' if put else ''}"
    empty = {name: rows for name, rows in lacks.items() if rows}
    if missing and not 0 < len(empty) <= MOST_LACKS:
        gone = [f"{said(missing)} {_have(missing)} a value missing"]
    else:
        gone = [
            f"{said(rows)} {_have(rows)} no “{isolated(name, 30)}”" for name, rows in empty.items() if missing
        ]
    if set_aside:
        gone.append(f"{said(set_aside)} set aside")
    told = [asked] if asked else []
    whole = n + missing + set_aside + not_asked
    return f"{whose} {said(n)} of {said(whole)} {noun} ({', '.join([*told, *gone, *put])})"


def _have(rows: int) -> str:
    return "has" if rows == 1 else "have"
