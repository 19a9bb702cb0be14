"""The rows of a large file -> columns, by the C parser of pandas."""

from __future__ import annotations

import csv
import io
import re
import warnings
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.large.dressed import MOST_CELLS, without_dress
from tables.large.plan import Plan
from tables.values.numbers import EXACT_DIGITS
from tables.values.vocabulary import MISSING_IN_NUMBERS

_LONGEST = 10**EXACT_DIGITS
"""Longer whole numbers would lose digits as floats."""


def _spellings(words: frozenset[str]) -> list[str]:
    """The words in the cases people write them in, as the C parser compares letter by letter."""
    return sorted({form for word in words for form in (word, word.upper(), word.title())} | {"NaN"})


_MISSING_DATES = _spellings(MISSING_IN_NUMBERS)
# Only the usual words: with "-" among them every negative number would be looked up. A column with other words comes
# back as words, and is then studied cell by cell.
_MISSING_NUMBERS = ["", "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL"]
_OUT_OF_RANGE = re.compile(rb"[0-9][eE]\+?0*[1-9][0-9]{2}")
"""Such as 1e400. The C parser makes of it what it makes of `inf`, which is no number; the careful stages know better."""


def parse(body: bytes, plan: Plan, zeros: NDArray[np.bool_]) -> dict[str, pd.Series] | None:
    """The columns: plain numbers as numbers, everything else as words for the careful stages."""
    as_numbers = {j for j, route in enumerate(plan.routes) if route == "number" and not zeros[j]}
    # Words are recognised as such faster than when told, so only what could pass for plain numbers is told
    words = [j for j, route in enumerate(plan.routes) if route == "study" or zeros[j]]
    labels = [str(j) for j in range(plan.width)]
    dressed = {labels[j]: plan.dressed[name] for j, name in enumerate(plan.names) if name in plan.dressed}
    if len(dressed) * body.count(b"\n") > MOST_CELLS:
        dressed = {}
    missing: dict[str, list[str]] = {}
    for j, label in enumerate(labels):
        usual = _MISSING_NUMBERS + plan.missing_words[j]
        missing[label] = usual if j in as_numbers else _MISSING_DATES if j in plan.date_formats else [""]

    # One list for all columns costs less than one for each, where there are thousands
    alike = all(words == missing[labels[0]] for words in missing.values())

    def read(**how: Any) -> pd.DataFrame:
        frame: pd.DataFrame = pd.read_csv(
            io.BytesIO(body),
            sep=plan.dialect.delimiter,
            quotechar=plan.dialect.quotechar or '"',
            quoting=csv.QUOTE_MINIMAL if plan.dialect.quotechar else csv.QUOTE_NONE,
            header=None,
            names=labels,
            index_col=False,
            keep_default_na=False,
            skip_blank_lines=False,
            skipinitialspace=plan.spaced,
            encoding="utf-8",
            **how,
        )
        return frame

    told: dict[str, Any] = {
        # Of thousands of columns to look each up among none takes as long as reading them
        "dtype": {labels[j]: object if labels[j] in dressed else "str" for j in words} or None,
        "na_values": missing[labels[0]] if alike else missing,
        "parse_dates": [labels[j] for j in plan.date_formats],
        "date_format": {labels[j]: pattern for j, pattern in plan.date_formats.items()},
        "decimal": plan.decimal,
    }
    try:
        # Piece by piece is faster, but a column may come out as numbers in one piece and words in another
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pd.errors.DtypeWarning)
            frame = read(low_memory=True, **told)
        if frame.columns[frame.dtypes == np.dtype(object)].difference(list(dressed), sort=False).size:
            frame = read(low_memory=False, **told)
        frame = without_dress(frame, dressed)
        kinds = [dtype.kind for dtype in frame.dtypes]
        strange = [labels[j] for j in as_numbers if kinds[j] not in "biufc"]
        if strange:
            # What stands for a missing number is a word, if these turn out to be words
            again = read(usecols=strange, dtype="str", na_values=[""])
            for label in strange:
                frame[label] = again[label]
    except (pd.errors.ParserError, ValueError):
        return None
    columns = {name: _usable(values) for name, (_, values) in zip(plan.names, frame.items(), strict=True)}
    for j, values in enumerate(columns.values()):
        if (
            (values.dtype.kind in "biufc" and j not in as_numbers and labels[j] not in dressed)
            or _is_surprising(values, plan, j)
            or (
                values.dtype == np.float64
                and np.isinf(values.to_numpy()).any()
                and _OUT_OF_RANGE.search(body)
            )
        ):
            return None
    return columns


def _usable(values: pd.Series) -> pd.Series:
    """Truth values and numbers too long to be amounts go back to words."""
    if values.dtype.kind in "bOu" and not isinstance(values.dtype, pd.StringDtype):
        return values.astype("str")
    if values.dtype == np.int64 and len(values) and np.abs(values.to_numpy()).max() >= _LONGEST:
        return values.astype("str")
    return values


def _is_surprising(values: pd.Series, plan: Plan, j: int) -> bool:
    """Fractions where the top had whole numbers only, or digits lost: then the careful stages must look at all of it."""
    if values.dtype != np.float64:
        return False
    numbers = values.to_numpy()
    numbers = numbers[np.isfinite(numbers)]
    if len(numbers) and np.abs(numbers).max() >= _LONGEST:
        return True
    return plan.whole[j] and not plan.decimal_is_known and bool((numbers % 1 != 0).any())
