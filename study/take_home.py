"""What people take home from their groups, as bytes. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from study import measured
from study.digits import without_noise
from study.group_names import called
from study.numerals import numerals_of
from study.points import Points
from study.profiles import NumberProfile, Profiles
from study.scaling import too_far
from study.text import isolated, quoted_names, shortened
from tables import Table, TableError, apart, count_words_alike, free_name, safe_cell
from tables.select import as_numbers

_MOST_NAMED = 6
"""Of more columns, a sentence names the first."""

Array = NDArray[np.float64]
Labels = NDArray[np.signedinteger]

GROUP, GROUP_NAME, ALL = "group", "group name", "all"


def group_cells(labels: Labels, kept: NDArray[np.bool_]) -> list[int | None]:
    """The group of every row of the table, from 1; None for rows that were left out."""
    cells: list[int | None] = [None] * len(kept)
    for row, label in zip(np.flatnonzero(kept).tolist(), labels.tolist(), strict=True):
        cells[row] = label + 1
    return cells


def group_columns(labels: Labels, kept: NDArray[np.bool_], names: Sequence[str]) -> dict[str, list[object]]:
    """What is added to a table: the group of every row and, where groups have names, its name. names : see `Profiles`"""
    cells = group_cells(labels, kept)
    if not any(names):
        return {GROUP: list(cells)}
    words = called(names)
    return {GROUP: list(cells), GROUP_NAME: [None if cell is None else words[cell - 1] for cell in cells]}


def labelled_file(table: Table, labels: Labels, kept: NDArray[np.bool_], names: Sequence[str] = ()) -> bytes:
    """The file as it came, with one more column, or two where groups have names."""
    return apart.write_back(table, group_columns(labels, kept, names))


def labelled_name(filename: str) -> str:
    """A name for it: shop.csv -> shop-groups.csv; what was packed or a spreadsheet comes out as .csv."""
    suffix = PurePath(_last_part(filename)).suffix.lower()
    return name_with(filename, f"-groups{suffix if suffix in _TEXT_ENDINGS else '.csv'}")


def name_with(filename: str, ending: str) -> str:
    """The name of a file of ours beside one that was brought: shop.csv -> shop-report.html. ending : all behind the first part"""
    name = _last_part(filename)
    stem, suffix = PurePath(name).stem, PurePath(name).suffix.lower()
    if suffix in (".gz", ".zip"):
        stem = PurePath(stem).stem
    clean = "".join(c if c.isalnum() or c in " -_.,()" else "_" for c in stem).strip(" .")
    return f"{shortened(clean, 60) if clean else 'table'}{ending}"


_TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".dat")


def _last_part(filename: str) -> str:
    return PurePath(filename.replace("\\", "/")).name


def profiles_frame(profiles: Profiles) -> pd.DataFrame:
    """The profiles for other programs: one row per group, and one for all rows; numbers as numbers."""
    total = int(profiles.sizes.sum())
    data: dict[str, list[object]] = {
        GROUP: [*range(1, profiles.k + 1), ALL],
        "rows": [*profiles.sizes.tolist(), total],
        "share": [*without_noise(profiles.sizes / total).tolist(), 1.0],
    }
    if any(profiles.names):
        data[GROUP_NAME] = [*called(profiles.names), ALL]
    if profiles.weighed is not None:
        data[free_name(f"{profiles.weighed.column} in all", list(data))] = [
            *profiles.weighed.sums.tolist(),
            float(profiles.weighed.sums.sum()),
        ]
    for number in profiles.numbers:
        data[free_name(_head_of(number), list(data))] = [
            number.written(value)
            for value in without_noise(np.append(number.means, number.overall), number.smallest).tolist()
        ]
    for word in profiles.words:
        per_group = (*word.most_common, word.overall)
        data[free_name(f"most common {word.column}", list(data))] = [each[0] for each in per_group]
        data[free_name(f"share of most common {word.column}", list(data))] = [
            share or None for share in without_noise(np.array([each[1] for each in per_group])).tolist()
        ]
    return pd.DataFrame(data)


def _head_of(number: NumberProfile) -> str:
    """What an average is called in a file: where it is one of words, with what they count as."""
    scale = number.scale
    if scale is None:
        return f"{number.center} of {number.column}"
    if number.kind == "share":
        return f"share of {scale.words[1]} in {number.column}"
    ends = " to ".join(f"{scale.levels[j]:.0f} = {scale.words[j]}" for j in (0, -1))
    return f"{number.center} of {number.column} ({ends})"


def profiles_csv(profiles: Profiles) -> bytes:
    """The same as CSV, in UTF-8 with the mark by which spreadsheets know it, and the decimal mark of the file. Percent has its sign,
    as in the table with groups."""
    frame, decimal = profiles_frame(profiles), profiles.numerals.decimal
    begin = frame.shape[1] - 2 * len(profiles.words) - len(profiles.numbers)
    for j, number in enumerate(profiles.numbers, begin):
        if number.unit == "%":
            cells = frame.iloc[:, j].tolist()
            frame.isetitem(j, [_percent(cell, decimal) if np.isfinite(cell) else None for cell in cells])
    for j, dtype in enumerate(frame.dtypes):
        if not pd.api.types.is_numeric_dtype(dtype):
            frame.isetitem(j, ["" if pd.isna(cell) else safe_cell(str(cell)) for cell in frame.iloc[:, j]])
    frame.columns = pd.Index([safe_cell(str(name)) for name in frame.columns])
    separator = ";" if decimal == "," else ","
    text = frame.to_csv(index=False, lineterminator="\r\n", sep=separator, decimal=decimal)
    return str(text).encode("utf-8-sig")


def _percent(number: float, decimal: str) -> str:
    return f"{number!r}%".replace(".", decimal)


class NewRows:
    """Rows of a second file, each with the group whose center is nearest.

    table : the second file, read; labels : the groups of its rows that have all the numbers needed; kept : which those are;
    filled : how many were filled in, as the groups were; missing : how many rows lack a number; too_far : about the first that has one too large, "" for none;
    not_measured : how many rows the distance cannot measure, and why; without_logarithm : how many rows have a number that has no logarithm, where the groups were made by these; names : of the groups;
    outside : how many of them lie beyond the values that the groups were found in
    """

    def __init__(self, table: Table, points: Points, means: Array, names: Sequence[str] = ()) -> None:
        self.names, self._numerals = names, numerals_of(table)
        known = {column.name: column for column in table.columns}
        needed = {name: points.categories.get(name, (name, ""))[0] for name in points.names}
        under = _matched(list(dict.fromkeys(needed.values())), list(known))
        missing = [name for name in dict.fromkeys(needed.values()) if name not in under]
        if missing:
            raise TableError(
                f"This file lacks {quoted_names(missing, _MOST_NAMED)}. It needs the columns that the groups were made from, under the same "
                f"names, in capitals or not; it has {quoted_names(list(known), _MOST_NAMED)}."
            )
        self.table = count_words_alike(
            table,
            {under[name]: levels for name, levels in points.answers.items()},
            {name: (under[column], word) for name, (column, word) in points.categories.items()},
        )
        under |= {name: name for name in points.categories}
        known = {column.name: column for column in self.table.columns}
        for kind in ("number", "date"):
            wanted = [name for j, name in enumerate(points.names) if (j in points.dates) == (kind == "date")]
            unread = [name for name in wanted if known[under[name]].kind != kind]
            if unread:
                raise TableError(
                    f"In this file {quoted_names(unread, _MOST_NAMED)} cannot be read as {kind}s."
                )
        self.needs = "number or a date" if points.dates else "number"
        if points.answers or points.categories:
            self.needs += " or an answer that counts"
        own = as_numbers(self.table, [under[name] for name in points.names])
        values = points.filled(own)
        self.filled = int((np.isfinite(values) & ~np.isfinite(own)).any(axis=1).sum())
        self.kept: NDArray[np.bool_] = np.asarray(np.isfinite(values).all(axis=1))
        values = values[self.kept]
        self.missing = int((~self.kept).sum())
        if not len(values):
            raise TableError("No row of this file has a value in every column that is needed.")
        seen = points.values
        far = too_far(values, seen)
        self.too_far = ""
        if far.any():
            row, column = np.argwhere(far)[0].tolist()
            line = int(self.table.row_numbers[self.kept][row])
            where = "row" if self.table.source.is_sheet else "line"
            self.too_far = (
                f"In {where} {self._numerals.whole(line)} of this file, {quoted_names([points.names[column]], _MOST_NAMED)} is {self._numerals.exactly(values[row, column])}: too large "
                "to compute with"
            )
            sorts = ~far.any(axis=1)
            if not sorts.any():
                raise TableError(f"{self.too_far}, and no other row can be put into a group.")
            self.kept[self.kept] = sorts
            values = values[sorts]
        placed = points.have_logarithms(values)
        self.without_logarithm = int((~placed).sum())
        if not placed.any():
            raise TableError(
                f"The groups were made by logarithms, and no row of this file has one in every column that needs it: "
                f"{quoted_names([points.names[j] for j, _ in points.logs], _MOST_NAMED)}."
            )
        self.kept[self.kept] = placed
        values = values[placed]
        comparable = measured.can_be_compared(points, values)
        self.not_measured = int((~comparable).sum())
        if not comparable.any():
            raise TableError(
                f"No row of this file can be compared: {measured.not_compared_in_words(points)}."
            )
        self.kept[self.kept] = comparable
        values = points.counted(values[comparable])
        self.not_measured_because = measured.not_compared_in_words(points)
        self.labels: Labels = measured.nearest_groups(points, points.from_units(values), means)
        slack = 1e-9 * np.ptp(seen, axis=0)
        beyond = (values < seen.min(axis=0) - slack) | (values > seen.max(axis=0) + slack)
        self.outside = int(beyond.any(axis=1).sum())
        self.sizes = np.bincount(self.labels, minlength=len(means))

    def file(self) -> bytes:
        """The second file with one more column, or two where groups have names."""
        return labelled_file(self.table, self.labels, self.kept, self.names)

    def in_words(self) -> str:
        """How many rows went where."""
        titles = [f" · {isolated(name)}" if name else "" for name in self.names or [""] * len(self.sizes)]
        count, whole = self._numerals.count, self._numerals.whole
        groups = ", ".join(
            f"{whole(int(size))} to group {j + 1}{titles[j]}" for j, size in enumerate(self.sizes) if size
        )
        words = f"{count(len(self.labels), 'row')} assigned: {groups}."
        if self.filled:
            words += f" In {count(self.filled, 'row')} what is missing is filled in by the medians of the first table."
        if self.missing:
            words += f" {count(self.missing, 'row')} left out: a {self.needs} is missing."
        if self.too_far:
            others = int((~self.kept).sum()) - self.missing - self.without_logarithm - self.not_measured
            words += f" {count(others, 'row')} left out. {self.too_far}."
        if self.without_logarithm:
            words += f" {count(self.without_logarithm, 'row')} left out: a number has no logarithm."
        if self.not_measured:
            words += f" {count(self.not_measured, 'row')} left out: {self.not_measured_because}."
        if self.outside:
            words += (
                f" {count(self.outside, 'row')} {'lies' if self.outside == 1 else 'lie'} outside of the values that the "
                "groups were found in: take those with care."
            )
        return words


def _matched(needed: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """The column of a file for each name that is needed: under the very name, else under one that differs in capitals and spaces
    alone, if there is only one such."""
    found = {name: name for name in needed if name in known}
    for name in needed:
        alike = [other for other in known if _plain(other) == _plain(name) and other not in found.values()]
        if name not in found and len(alike) == 1:
            found[name] = alike[0]
    return found


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
