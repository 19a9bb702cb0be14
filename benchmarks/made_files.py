"""How many files such as people's programs write are read right: the shares, and every file that was not.

    python -m benchmarks.made_files                all of benchmarks/made_files
    python -m benchmarks.made_files --only sixth   the files that were written last, after the reader was mended

The files were made for this, with invented numbers, after the manner of what statistics offices, shops, banks, surveys,
instruments, weather services, schools, clinics, accountants and sports write. `made_files.json` was written with them, before
the reader saw them (the answers for one workbook and one list of votes were put right after that, and a text set askew):

    file, when             the path in the folder, and with which set it came: "first", "second" and so on, to "sixth"
    encoding, delimiter    "" for workbooks; " " for columns set with blanks; no delimiter for web pages
    rows                   how many rows of data there are (the largest table)
    numeric                the columns of numbers: the beginning of the name, how many numbers it holds, their sum
    either                 beginnings of the names of columns where number or text are both right (codes, years)
    lenient                so many rows may be taken for data or not (a balance carried over, a last line of marks)
    choice                 beginnings of the names of columns that a person would compare first (noted since the fourth set)

A column without a name is noted as "Column 1" and so on, as the reader calls it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from study.columns_at_first import columns_at_first, columns_next
from tables import Table, TableError, read_table

FOLDER = Path(__file__).with_name("made_files")


@dataclass(frozen=True)
class Note:
    """What stands in one file."""

    file: str
    encoding: str
    delimiter: str
    rows: int
    numeric: dict[str, tuple[int, float]]
    either: list[str] = field(default_factory=list)
    lenient: int = 0
    when: str = "first"
    choice: list[str] = field(default_factory=list)


@dataclass
class Verdict:
    """How the reader did on one file."""

    delimiter: bool = True
    two: bool = False
    columns: int = 0
    values: int = 0
    values_astray: int = 0
    called: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    error: bool = False
    why: list[str] = field(default_factory=list)
    compared: tuple[str, ...] = ()
    following: tuple[str, ...] = ()


def judged(note: Note, data: bytes) -> Verdict:
    """The reader's table of `data` against what was noted."""
    try:
        table = read_table(data, Path(note.file).name)
    except Exception as error:  # every exception is a finding here
        return Verdict(error=not isinstance(error, TableError), why=[f"{type(error).__name__}: {error}"])
    verdict = Verdict()
    with suppress(TableError):  # there is nothing to compare
        verdict.compared = columns_at_first(table, False)
        verdict.following = tuple(columns_next(table, verdict.compared))
    if note.delimiter and table.source.dialect.delimiter != note.delimiter:
        verdict.delimiter = False
        verdict.why.append(f"delimiter {table.source.dialect.delimiter!r}")
    false_rows = abs(len(table.frame) - note.rows)
    if false_rows > note.lenient:
        verdict.why.append(f"{len(table.frame)} rows, truly {note.rows}")
    found = _numbers(table)
    verdict.columns, verdict.values = len(found), sum(len(values) for _, values in found)
    open_names, rest = dict(note.numeric), []
    for name, values in found:  # first those that are called as they should be
        if name_noted := next(
            (each for each in open_names if name.startswith(each) and _is_right(values, note, each)), None
        ):
            del open_names[name_noted]
        else:
            rest.append((name, values))
    for name, values in rest:
        if name_noted := next((each for each in open_names if _is_right(values, note, each)), None):
            del open_names[name_noted]
            verdict.called.append(f"{name!r}, truly {name_noted!r}")
        elif not name.startswith(tuple(note.either)):
            verdict.wrong.append(f"{name!r}: {len(values)} numbers, sum {values.sum():.10g}")
            verdict.values_astray += len(values)
    verdict.two = false_rows <= note.lenient and len(note.numeric) - len(open_names) >= 2
    if open_names:
        kinds = ", ".join(f"{column.name[:25]!r} {column.kind}" for column in table.columns[:14])
        verdict.why.append(f"not right: {open_names}; {kinds}")
    return verdict


def _numbers(table: Table) -> list[tuple[str, NDArray[np.float64]]]:
    """The columns of numbers: the name, and those that are there."""
    found = []
    for name in table.frame.columns:
        series = table.frame[name]
        if pd.api.types.is_numeric_dtype(series) and not pd.api.types.is_bool_dtype(series):
            values = series.to_numpy(dtype=float, na_value=np.nan)
            found.append((str(name), values[np.isfinite(values)]))
    return [(name, values) for name, values in found if len(values)]


def _is_right(values: NDArray[np.float64], note: Note, name: str) -> bool:
    """The same numbers; a row that may be there or not may hold one more or less."""
    count, total = note.numeric[name]
    if note.lenient and name in note.numeric and 0 < abs(len(values) - count) <= note.lenient:
        return True
    return len(values) == count and bool(np.isclose(values.sum(), total, rtol=1e-9, atol=1e-6))


def _is_chosen(note: Note, compared: tuple[str, ...]) -> bool:
    """Something that a person would compare is compared, and no code or year."""
    return any(name.startswith(tuple(note.choice)) for name in compared) and not any(
        name.startswith(tuple(note.either)) for name in compared
    )


def _is_within_reach(note: Note, columns: tuple[str, ...]) -> bool:
    """Every column that a person would compare is among `columns`."""
    return all(any(name.startswith(each) for name in columns) for each in note.choice)


def main() -> None:
    """Print what was not read right, and the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only",
        choices=("first", "second", "third", "fourth", "fifth", "sixth"),
        help="only the files of this set",
    )
    parser.add_argument(
        "--compared",
        action="store_true",
        help="print which columns are compared unasked, and which are named as next",
    )
    given = parser.parse_args()
    entries = json.loads(FOLDER.with_suffix(".json").read_text(encoding="utf-8"))
    notes = [note for note in (Note(**entry) for entry in entries) if given.only in (None, note.when)]
    counts: Counter[str] = Counter()
    for note in notes:
        verdict = judged(note, (FOLDER / note.file).read_bytes())
        counts["with a delimiter"] += bool(note.delimiter)
        counts["delimiter"] += bool(note.delimiter) and verdict.delimiter
        counts["with two"] += len(note.numeric) >= 2
        counts["two"] += len(note.numeric) >= 2 and verdict.two
        counts["columns"] += verdict.columns
        counts["wrong"] += len(verdict.wrong)
        counts["values"] += verdict.values
        counts["values astray"] += verdict.values_astray
        counts["exceptions"] += verdict.error
        counts["numeric"] += len(note.numeric)
        counts["called"] += len(verdict.called)
        counts["with a choice"] += bool(note.choice)
        counts["chosen"] += bool(note.choice) and _is_chosen(note, verdict.compared)
        counts["all compared"] += bool(note.choice) and _is_within_reach(note, verdict.compared)
        within = _is_within_reach(note, verdict.compared + verdict.following)
        counts["within reach"] += bool(note.choice) and within
        if verdict.why or verdict.wrong or verdict.called:
            grade = "ok" if verdict.two or len(note.numeric) < 2 else "TWO WRONG"
            print(
                f"{grade} | {note.file} | {'; '.join(verdict.why)} | wrong: {verdict.wrong[:4]} | called: {verdict.called[:4]}"
            )
        if given.compared:
            print(
                f"{note.file}: {', '.join(verdict.compared) or 'none'}; next: {', '.join(verdict.following) or 'none'}"
            )
    print(
        f"{len(notes)} files; two numeric columns right and no false row: {_share(counts, 'two', 'with two')}, at least 95% wanted"
    )
    print(f"columns of numbers with wrong ones: {_share(counts, 'wrong', 'columns')}")
    print(f"numbers in these: {_share(counts, 'values astray', 'values')}, at most 1% wanted")
    print(f"columns of numbers called otherwise: {_share(counts, 'called', 'numeric')}")
    print(f"delimiter right: {_share(counts, 'delimiter', 'with a delimiter')}, at least 98% wanted")
    print(f"compared unasked is what a person would choose: {_share(counts, 'chosen', 'with a choice')}")
    print(
        f"all that a person would choose is compared unasked: {_share(counts, 'all compared', 'with a choice')}"
    )
    print(f"or named as next: {_share(counts, 'within reach', 'with a choice')}")
    print(f"exceptions: {counts['exceptions']}, none wanted")


def _share(counts: Counter[str], what: str, of: str) -> str:
    return f"{counts[what]} of {counts[of]} ({counts[what] / max(1, counts[of]):.1%})"


if __name__ == "__main__":
    main()
