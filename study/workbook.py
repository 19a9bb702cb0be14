"""The workbook to take home: all rows, the groups, a sheet for each, and one that computes. Pure: no Streamlit."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xlsxwriter
from numpy.typing import NDArray
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from kmeans_core import run
from study.dates import are_whole_days
from study.digits import as_it_is, decimals_of_data, is_beyond
from study.points import Array, Points
from study.profiles import Labels, Profiles
from study.take_home import group_columns, profiles_frame
from tables import Table, free_name

MOST_SHEET_ROWS, MOST_SHEET_COLUMNS, MOST_CELL, LONGEST_SHEET_NAME = 1_048_576, 16_384, 32_767, 31
COMPUTED_ROWS, COMPUTED_TURNS, MOST_COMPUTED_COLUMNS = 15, 4, 30
"""So many rows a class follows by hand, so many iterations; a formula over more columns is too long to read."""
BY_HAND_SHEET = "By hand"
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def fits_a_sheet(table: Table) -> bool:
    """Whether a sheet of a workbook has room for the table, its names and its groups."""
    rows, columns = table.frame.shape
    return rows < MOST_SHEET_ROWS and columns + 2 <= MOST_SHEET_COLUMNS


def computes_by_hand(points: Points) -> bool:
    """Whether there is a sheet that computes: its formulas are those of k-means, in which rows count once each."""
    return points.nearness.is_plain and len(points.names) <= MOST_COMPUTED_COLUMNS


@dataclass(frozen=True)
class _Look:
    """How the cells of a column look. over : what a number of the table is divided by: 100, where its cell shows a percentage"""

    format: object
    over: int = 1


_PLAIN = _Look(None)


def _looks(book: xlsxwriter.Workbook, table: Table, more: int = 0) -> dict[str, _Look]:
    """How the columns of a table look: as they came, where that was a workbook. more : digits behind the mark, beside those"""
    looks = {}
    for column in table.columns:
        code, series = column.number_format, table.frame[column.name]
        if column.kind == "number" and column.unit == "%":
            code = _percent_format(series) if code is None else code
            looks[column.name] = _Look(book.add_format({"num_format": _finer(code, more)}), 100)
        elif column.kind == "number" and code is not None:
            looks[column.name] = _Look(book.add_format({"num_format": _finer(code, more)}))
        elif pd.api.types.is_datetime64_any_dtype(series):
            looks[column.name] = _Look(
                book.add_format({"num_format": _date_format(series) if code is None else code})
            )
    return looks


_NUMBER_IN_CODE = re.compile(r'("[^"]*"|\\.|\[[^\]]*\]|_.|\*.|General|E[+-]0+)|([0#?,]*[0#?])(\.[0#?]+)?')
"""A number in a format, or before it what is none."""


def _finer(code: str | int, more: int) -> str | int:
    """A format with more digits behind the mark; fractions have none."""
    if isinstance(code, int) or not more or "/" in code:
        return code
    return _NUMBER_IN_CODE.sub(
        lambda found: found[1] or f"{found[2]}{found[3] or '.'}{'0' * more}",
        code,
    )


def workbook(
    table: Table,
    labels: Labels,
    kept: NDArray[np.bool_],
    profiles: Profiles,
    points: Points | None = None,
) -> bytes:
    """The table with its groups as .xlsx, the profiles on a second sheet, a sheet for the rows of each group and, with `points`, one
    that computes. Text is written as text, always; the formulas are ours."""
    if not fits_a_sheet(table):
        raise ValueError(
            f"An .xlsx sheet holds {MOST_SHEET_ROWS:,} rows and {MOST_SHEET_COLUMNS:,} columns; the table has more. "
            "Take the file in its own format."
        )
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        bold, looks = book.add_format({"bold": True}), _looks(book, table)
        added = group_columns(labels, kept, profiles.names)
        frame = table.in_words(table.frame)
        names = [str(name) for name in frame.columns]
        rows = frame.assign(
            **{
                free_name(name, names): pd.Series(cells, dtype=object, index=frame.index)
                for name, cells in added.items()
            }
        )
        _write_frame(book.add_worksheet("Rows"), rows, looks, bold)
        centers = {number.column: number.center for number in profiles.numbers}
        # An average has digits that its numbers have not
        finer, share = _looks(book, table, 1), _Look(book.add_format({"num_format": "0.0%"}))
        of_groups = {
            f"{centers.get(name, 'average')} of {name}": look for name, look in finer.items()
        } | dict.fromkeys(
            ["share", *(f"share of most common {word.column}" for word in profiles.words)], share
        )
        _write_frame(book.add_worksheet("Groups"), profiles_frame(profiles), of_groups, bold)
        groups = np.full(len(kept), -1)
        groups[kept] = labels
        for group in range(profiles.k):
            _write_frame(
                book.add_worksheet(_sheet_name(profiles, group)), frame[groups == group], looks, bold
            )
        if points is not None and computes_by_hand(points):
            lines = table.row_numbers[kept].tolist()
            _computes(book.add_worksheet(BY_HAND_SHEET), bold, points, profiles.k, lines, looks)
    return buffer.getvalue()


def _percent_format(series: pd.Series) -> str:
    places = decimals_of_data(series.to_numpy(dtype=np.float64, na_value=np.nan)) or 0
    return f"0.{'0' * places}%" if places else "0%"


def _sheet_name(profiles: Profiles, group: int) -> str:
    """Its number, so that no two are alike, then its name as far as there is room."""
    name = profiles.names[group] if profiles.names else ""
    whole = f"Group {group + 1} {name}" if name else f"Group {group + 1}"
    return _NO_SHEET_NAME.sub("_", whole)[:LONGEST_SHEET_NAME].strip()


def _date_format(series: pd.Series) -> str:
    if are_whole_days(series):
        return "yyyy-mm-dd"
    return f"yyyy-mm-dd hh:mm{':ss' if series.dt.second.any() else ''}"


def _write_frame(
    sheet: xlsxwriter.worksheet.Worksheet, frame: pd.DataFrame, looks: Mapping[str, _Look], bold: object
) -> None:
    sheet.freeze_panes(1, 0)
    for j, name in enumerate(frame.columns):
        sheet.write_string(0, j, str(name)[:MOST_CELL], bold)
        look = looks.get(str(name), _PLAIN)
        for i, cell in enumerate(frame.iloc[:, j].tolist(), start=1):
            _write(sheet, i, j, cell, look)


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: object, look: _Look) -> None:
    if cell is None or cell is pd.NaT:
        return
    if isinstance(cell, (bool, np.bool_)):
        sheet.write_boolean(row, column, bool(cell))
    elif isinstance(cell, (int, float, np.number)):
        if is_beyond(float(cell)):
            sheet.write_string(row, column, as_it_is(float(cell)))
        elif np.isfinite(float(cell)):
            sheet.write_number(row, column, float(cell) / look.over, look.format)
    elif isinstance(cell, datetime.datetime) and cell.tzinfo is None and cell.year >= 1900:
        sheet.write_datetime(row, column, cell, look.format)
    else:
        sheet.write_string(row, column, str(cell)[:MOST_CELL])


# ---- the sheet that computes -------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class ByHand:
    """What the sheet that computes comes to: k-means on the first rows, from the first that differ.

    X : array of shape (n, d), as the columns count; first : which rows the first means are, integers of shape (k,)
    means : one array of shape (k, d) for each turn, and the last that come of them
    distances : arrays of shape (n, k), one for each turn; labels : integers of shape (n,), one for each turn
    """

    X: Array
    first: Labels
    means: tuple[Array, ...]
    distances: tuple[Array, ...]
    labels: tuple[Labels, ...]


def computed_by_hand(points: Points, k: int) -> ByHand:
    """k-means on the first rows, turn by turn."""
    X = np.ascontiguousarray(points.X[:COMPUTED_ROWS])
    first = np.sort(np.unique(X, axis=0, return_index=True)[1])[:k]
    done = run(X, X[first])
    all_labels = [step.labels for step in done.steps if step.kind == "assign"]
    all_means = [step.means for step in done.steps if step.kind in ("start", "update")]
    turns = range(COMPUTED_TURNS)
    means = [all_means[min(turn, len(all_means) - 1)] for turn in (*turns, COMPUTED_TURNS)]
    labels = [all_labels[min(turn, len(all_labels) - 1)] for turn in turns]
    distances = [np.sqrt(np.square(X[:, np.newaxis] - each).sum(axis=2)) for each in means[:-1]]
    return ByHand(X, first, tuple(means), tuple(distances), tuple(labels))


def _computes(
    sheet: xlsxwriter.worksheet.Worksheet,
    bold: object,
    points: Points,
    k: int,
    lines: Sequence[int],
    looks: Mapping[str, _Look],
) -> None:
    """Values, the same as they count, then for each turn the means, the distances, and the cluster with the least."""
    made = computed_by_hand(points, k)
    n, d = made.X.shape
    k = len(made.means[0])
    top = 4 + k  # the row of the names; the means stand above, the rows below
    values, scaled = 1, 2 + d
    begin = scaled + d + 1
    wide = max(d, k + 1) + 2
    sheet.write_string(
        0,
        0,
        f"k-means by formulas on the first {n} rows, from the first {k} that differ. Change a value or a first mean: all else follows.",
        bold,
    )
    sheet.write_string(
        1,
        0,
        "Clusters are numbered by their first means here: they are not the groups of the other sheets, which come from all rows"
        + ("." if points.scale is None else ". “minus” and “divided by” come from all rows, too."),
    )
    sheet.write_string(top, 0, "line", bold)
    center = points.center if points.center is not None else np.zeros(d)
    scale = points.scale if points.scale is not None else np.ones(d)
    for text, row in (("minus", 2), ("divided by", 3)):
        sheet.write_string(row, 0, text)
    logs = dict(points.logs)
    own_looks = [
        _PLAIN if j in points.dates else looks.get(name, _PLAIN) for j, name in enumerate(points.names)
    ]
    for j, name in enumerate(points.measures):
        sheet.write_string(top, values + j, name[:MOST_CELL], bold)
        sheet.write_string(top, scaled + j, f"{name[:200]}, as it counts", bold)
        # A logarithm has no unit; all else here has that of the column.
        look = _PLAIN if j in logs else own_looks[j]
        sheet.write_number(2, values + j, float(center[j]) / look.over, look.format)
        sheet.write_number(3, values + j, float(scale[j]) / look.over, look.format)
    for i in range(n):
        row = top + 1 + i
        sheet.write_number(row, 0, lines[i])
        for j in range(d):
            look = own_looks[j]
            sheet.write_number(row, values + j, float(points.values[i, j]) / look.over, look.format)
            value = xl_rowcol_to_cell(row, values + j)
            if j in logs:
                value = f"LOG10({value}{f'*{look.over}' if look.over > 1 else ''}+{logs[j]!r})"
            minus, by = (xl_rowcol_to_cell(at, values + j, row_abs=True) for at in (2, 3))
            sheet.write_formula(row, scaled + j, f"=({value}-{minus})/{by}", None, float(made.X[i, j]))
    for turn in range(COMPUTED_TURNS + 1):
        left = begin + turn * wide
        last = turn == COMPUTED_TURNS
        sheet.write_string(
            1, left, "First means" if turn == 0 else f"Means after {turn} turn{'s' if turn > 1 else ''}", bold
        )
        before = left - wide
        for g in range(k):
            sheet.write_string(2 + g, left, f"mean {g + 1}")
            for j in range(d):
                if turn == 0:
                    formula = f"={xl_rowcol_to_cell(top + 1 + int(made.first[g]), scaled + j)}"
                else:
                    clusters = xl_range_abs(top + 1, before + 1 + k, top + n, before + 1 + k)
                    own = xl_range_abs(top + 1, scaled + j, top + n, scaled + j)
                    old = xl_rowcol_to_cell(2 + g, before + 1 + j)
                    formula = f"=IF(COUNTIF({clusters},{g + 1})=0,{old},SUMIF({clusters},{g + 1},{own})/MAX(1,COUNTIF({clusters},{g + 1})))"
                sheet.write_formula(2 + g, left + 1 + j, formula, None, float(made.means[turn][g, j]))
        if last:
            break
        for g in range(k):
            sheet.write_string(top, left + 1 + g, f"distance to {g + 1}", bold)
        sheet.write_string(top, left + 1 + k, "cluster", bold)
        for i in range(n):
            row = top + 1 + i
            for g in range(k):
                squares = "+".join(
                    f"({xl_rowcol_to_cell(row, scaled + j)}-{xl_rowcol_to_cell(2 + g, left + 1 + j, True, True)})^2"
                    for j in range(d)
                )
                sheet.write_formula(
                    row, left + 1 + g, f"=SQRT({squares})", None, float(made.distances[turn][i, g])
                )
            ways = f"{xl_rowcol_to_cell(row, left + 1)}:{xl_rowcol_to_cell(row, left + k)}"
            sheet.write_formula(
                row, left + 1 + k, f"=MATCH(MIN({ways}),{ways},0)", None, int(made.labels[turn][i]) + 1
            )
