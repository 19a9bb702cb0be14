"""How many files published by strangers are read right: the shares, against what a person found in each file.

    python -m benchmarks.real_files FOLDER --fetch    get the files named in real_files.json into FOLDER
    python -m benchmarks.real_files FOLDER --check    only try whether the annotations hold, the reader is not run
    python -m benchmarks.real_files FOLDER            the shares, and every file that was not read right

The files come out of packages that other people published (sample data and test data of their own programs); they are
not part of this project. `real_files.json` holds what a person noted on looking at each file, before the reader saw it:

    package, file          the source package ("name==version") and the path in it
    encoding, delimiter, quotechar, escapechar
    first, last            1-based lines of the file: the first and the last row of the (largest) table's data
    without                lines between them that are no data: blank lines, comments, repeated headers, totals
    decimal, thousands     the marks in numbers, "" where there are none
    strip                  what is written about the numbers besides (currency, unit, percent)
    missing                how a missing number is written, besides an empty cell
    unreadable             cells in number columns that are neither number nor missing
    numeric                positions, from 0, of the columns of numbers
    either                 positions of columns where number or text are both right (codes, years, identifiers)
    lenient                lines that may be taken for data or not (a total, a footnote with numbers)

The numbers a file truly holds are read from that by the standard csv module and float(), apart from our own reader.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables import TableError, read_table

MANIFEST = Path(__file__).with_name("real_files.json")
csv.field_size_limit(sys.maxsize)


@dataclass(frozen=True)
class Annotation:
    """What a person found in one file."""

    package: str
    file: str
    first: int
    last: int
    numeric: list[int]
    delimiter: str = ","
    encoding: str = "utf-8"
    quotechar: str = '"'
    escapechar: str = ""
    without: list[int] = field(default_factory=list)
    lenient: list[int] = field(default_factory=list)
    decimal: str = "."
    thousands: str = ""
    strip: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    either: list[int] = field(default_factory=list)
    note: str = ""

    @property
    def name(self) -> str:
        """The file's name in the folder: its path in the package with the package before it."""
        return f"{self.package.split('==')[0]}/{self.file}"


def all_annotations(manifest: Path = MANIFEST) -> list[Annotation]:
    """All annotations of `manifest`."""
    return [Annotation(**entry) for entry in json.loads(manifest.read_text(encoding="utf-8"))]


def true_rows(note: Annotation, data: bytes) -> list[tuple[int, list[str]]]:
    """The line on which each row of the table begins, and its cells."""
    lines = io.StringIO(data.decode(note.encoding), newline=None).read().split("\n")
    left_out = {*note.without}
    table = [
        (at, line) for at, line in enumerate(lines, 1) if note.first <= at <= note.last and at not in left_out
    ]
    if note.delimiter == " ":
        return [(at, line.split()) for at, line in table]
    reader = csv.reader(
        (line + "\n" for _, line in table),
        delimiter=note.delimiter,
        quotechar=note.quotechar or None,
        quoting=csv.QUOTE_MINIMAL if note.quotechar else csv.QUOTE_NONE,
        escapechar=note.escapechar or None,
        skipinitialspace=True,
    )
    rows, begin = [], 0
    for row in reader:
        rows.append((table[begin][0], row))
        begin = reader.line_num
    return rows


def as_number(cell: str, note: Annotation) -> float:
    """The number in a cell, NaN for a missing one. ValueError: there is none."""
    text = cell.strip()
    if text == "" or text in note.missing or text in note.unreadable:
        return np.nan
    for ornament in note.strip:
        text = text.replace(ornament, "")
    text = text.replace("−", "-").replace("\N{NO-BREAK SPACE}", " ").strip()
    if text[:1] == "(" and text[-1:] == ")":
        text = "-" + text[1:-1]
    if text[-1:] == "-":
        text = "-" + text[:-1]
    if note.thousands:
        text = text.replace(note.thousands, "")
    if note.decimal != ".":
        if "." in text:
            raise ValueError(f"{cell!r} has a point")
        text = text.replace(note.decimal, ".")
    number = float(text.strip().replace("- ", "-"))
    return number if np.isfinite(number) else np.nan


def true_column(rows: list[tuple[int, list[str]]], position: int, note: Annotation) -> NDArray[np.float64]:
    """The numbers of one column."""
    values = []
    for at, row in rows:
        cell = row[position] if position < len(row) else ""
        try:
            values.append(as_number(cell, note))
        except ValueError as error:
            raise ValueError(f"line {at}, column {position}: {error}") from error
    return np.array(values, dtype=float)


@dataclass
class Verdict:
    """How the reader did on one file."""

    delimiter: bool = True
    two: bool | None = None
    wrong: list[str] = field(default_factory=list)
    error: str = ""
    why: list[str] = field(default_factory=list)


def judged(note: Annotation, data: bytes) -> Verdict:
    """The reader's table of `data` against the annotation."""
    verdict = Verdict()
    rows = true_rows(note, data)
    numeric = [position for position in note.numeric if np.isfinite(true_column(rows, position, note)).any()]
    verdict.two = len(numeric) >= 2 or None
    try:
        table = read_table(data, Path(note.file).name)
    except TableError as error:
        verdict.two = False if verdict.two else None
        verdict.why.append(f"refused: {error}")
        return verdict
    except Exception as error:  # every exception is a finding here
        verdict.error = f"{type(error).__name__}: {error}"
        verdict.two = False if verdict.two else None
        return verdict
    delimiter = table.source.dialect.delimiter
    verdict.delimiter = delimiter == note.delimiter
    if not verdict.delimiter:
        verdict.why.append(f"delimiter {delimiter!r}, truly {note.delimiter!r}")
    open_rows = np.array([line in note.lenient for line, _ in rows], dtype=bool)
    right, wrong = _compared(table.frame, rows, open_rows, numeric, note)
    if verdict.two:
        verdict.two = right >= 2
    if right < len(numeric):
        kinds = ", ".join(f"{column.original_name[:20]!r} {column.kind}" for column in table.columns[:30])
        verdict.why.append(
            f"{right} of {len(numeric)} columns right; {len(table.frame)} rows, truly {len(rows)}; {kinds}"
        )
    verdict.wrong = wrong
    return verdict


def _compared(
    frame: pd.DataFrame,
    rows: list[tuple[int, list[str]]],
    open_rows: NDArray[np.bool_],
    numeric: list[int],
    note: Annotation,
) -> tuple[int, list[str]]:
    """How many numeric columns came out right, and the columns of numbers that hold what the file does not.

    In `open_rows` anything goes: persons do not agree on them.
    """
    wanted = [true_column(rows, position, note) for position in numeric]
    allowed = [np.array([_any_number(row, position, note) for _, row in rows]) for position in note.either]
    if len(frame) == len(rows):
        frame = frame[~open_rows]
    wanted, allowed = ([column[~open_rows] for column in columns] for columns in (wanted, allowed))
    found: set[int] = set()
    wrong = []
    for name in frame.columns:
        series = frame[name]
        if not pd.api.types.is_numeric_dtype(series) or pd.api.types.is_bool_dtype(series):
            continue
        values = series.to_numpy(dtype=float, na_value=np.nan)
        if not np.isfinite(values).any():
            continue
        match = next((i for i, truth in enumerate(wanted) if i not in found and _same(values, truth)), None)
        if match is not None:
            found.add(match)
        elif not any(_within(values, truth) for truth in (*wanted, *allowed)):
            wrong.append(f"{str(name)[:30]!r}: {values[np.isfinite(values)][:4]}")
    return len(found), wrong


def _any_number(row: list[str], position: int, note: Annotation) -> float:
    """The number in a cell that may be one or not."""
    try:
        return as_number(row[position], note)
    except (ValueError, IndexError):
        return np.nan


def _same(values: NDArray[np.float64], truth: NDArray[np.float64]) -> bool:
    return len(values) == len(truth) and bool(
        np.isclose(values, truth, rtol=1e-9, atol=0, equal_nan=True).all()
    )


def _within(values: NDArray[np.float64], truth: NDArray[np.float64]) -> bool:
    """Whether every number is one of the column's: a row too many or too few is no wrong value."""
    there, held = (np.unique(column[np.isfinite(column)]) for column in (values, truth))
    if not len(held):
        return False
    at = np.searchsorted(held, there)
    below, above = held[np.maximum(at - 1, 0)], held[np.minimum(at, len(held) - 1)]
    near = np.isclose(there, below, rtol=1e-9, atol=0) | np.isclose(there, above, rtol=1e-9, atol=0)
    return bool(near.all())


def checked(notes: list[Annotation], folder: Path) -> list[str]:
    """What does not hold in the annotations."""
    complaints = []
    for note in notes:
        try:
            data = (folder / note.name).read_bytes()
            rows = true_rows(note, data)
            columns = [true_column(rows, position, note) for position in note.numeric]
        except (ValueError, OSError, LookupError, csv.Error) as error:
            complaints.append(f"{note.name}: {type(error).__name__}: {error}")
            continue
        for position, column in zip(note.numeric, columns, strict=True):
            if not np.isfinite(column).any():
                complaints.append(f"{note.name}: column {position} holds no number at all")
    return complaints


def fetched(notes: list[Annotation], folder: Path) -> None:
    """The files of `notes`, out of their packages, into `folder`, by pip."""
    wanted: dict[str, set[str]] = {}
    for note in notes:
        if not (folder / note.name).exists():
            wanted.setdefault(note.package, set()).add(note.file)
    for package, files in wanted.items():
        name = package.split("==")[0]
        with tempfile.TemporaryDirectory() as place:
            command = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--dest",
                place,
                package,
            ]
            if any(_is_in_sdist(file, package) for file in files):
                command += ["--no-binary", name]
            subprocess.run(command, check=False)
            for archive in Path(place).iterdir():
                for path, data in _members(archive, files):
                    target = folder / name / path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(data)
                    files.discard(path)
        print(f"{package}: {'not found: ' + ', '.join(sorted(files)) if files else 'there'}", flush=True)


def _is_in_sdist(file: str, package: str) -> bool:
    """A source archive has one folder, called by the package and its version."""
    name, version = package.split("==")
    return file.split("/")[0].lower().replace("-", "_") == f"{name}-{version}".lower().replace("-", "_")


def _members(archive: Path, files: set[str]) -> Iterator[tuple[str, bytes]]:
    """The files wanted, out of an archive."""
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as packed:
            for path in files & set(packed.namelist()):
                yield path, packed.read(path)
        return
    with tarfile.open(archive) as packed_tar:
        for member in packed_tar:
            if member.name in files and (opened := packed_tar.extractfile(member)) is not None:
                yield member.name, opened.read()


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--manifest", type=Path, default=MANIFEST)
    arguments.add_argument("--fetch", action="store_true")
    arguments.add_argument("--check", action="store_true")
    given = arguments.parse_args()
    notes = all_annotations(given.manifest)
    if given.fetch:
        fetched(notes, given.folder)
        return
    if given.check:
        complaints = checked(notes, given.folder)
        print("\n".join([*complaints, f"{len(notes)} annotations, {len(complaints)} complaints"]))
        return
    counts: Counter[str] = Counter()
    for note in notes:
        verdict = judged(note, (given.folder / note.name).read_bytes())
        counts["files"] += 1
        counts["delimiter"] += verdict.delimiter and not verdict.error
        counts["with two"] += verdict.two is not None
        counts["two right"] += bool(verdict.two)
        counts["no wrong"] += not verdict.wrong
        counts["exceptions"] += bool(verdict.error)
        if verdict.error or verdict.wrong or verdict.why:
            grade = "TWO WRONG" if verdict.two is False else "ok"
            print(
                f"{grade} | {note.name} | {verdict.error} {'; '.join(verdict.why)} | wrong: {verdict.wrong[:4]}"
            )
    _report(counts)


def _report(counts: dict[str, Any]) -> None:
    def share(what: str, of: str) -> str:
        return f"{counts[what]} of {counts[of]} ({counts[what] / max(1, counts[of]):.1%})"

    print(f"two numeric columns right: {share('two right', 'with two')}, at least 95% wanted")
    print(f"no column with wrong numbers: {share('no wrong', 'files')}, at least 98% wanted")
    print(f"delimiter right: {share('delimiter', 'files')}, at least 96% wanted")
    print(f"exceptions: {counts['exceptions']}, none wanted")


if __name__ == "__main__":
    main()
