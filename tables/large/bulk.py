"""The fast path for large regular files: decide on the top, let the C parser of pandas read the rest, and check.

The stages look at the first lines and the last ones. If the rows between are as wide as promised, pandas reads them at
once; the few that are not are cut by the careful stages and put back. A file that is irregular throughout is left to the
careful stages altogether (`plan` or `read` give None).
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.cutting.comments import is_comment
from tables.cutting.dialect import sep_directive
from tables.cutting.rows import Manner, Row, Rows, find_manner, read_rows
from tables.large.mend import Mender, find_rows, with_repeated_header
from tables.limits import MAX_CELLS, SAMPLE_CHARACTERS, SAMPLE_LINES, TAIL_CHARACTERS
from tables.model import Choices, Dialect
from tables.receipt import Receipt, Topic, counted, was
from tables.shape.area import Area, find_area, first_text, report_below, report_inside, report_perhaps_total
from tables.shape.fit import habits_of, report_lengths
from tables.shape.header import column_names, count_header_rows, without_corner
from tables.shape.kinds import column_kinds
from tables.shape.totals import at_the_end, at_the_top, last_rows, numbers_in
from tables.values.columns import Studied, file_votes, study
from tables.values.dates import find_format
from tables.values.numbers import EXACT_DIGITS, Marks, decide_marks
from tables.values.vocabulary import MISSING_IN_NUMBERS

_LONGEST = 10**EXACT_DIGITS
"""Longer whole numbers would lose digits as floats."""
_ENOUGH_ROWS = 25
"""Below fewer rows the kinds of the columns are a guess."""
_UNSURE = 3
"""The last rows of the top may be cut in two, by a quoted cell that goes on."""
_MOST = 5
"""Rows over several lines: so many times more is read to have enough of them."""
_OWN_DELIMITER = "\x1f"
"""A sign that no table has in its cells, for those that the C parser cannot be told."""
_SPACES = re.compile("  +")
_SPACES_AROUND = re.compile("^ +| +$", re.MULTILINE)


def _spellings(words: frozenset[str]) -> list[str]:
    """The words in the cases people write them in, as the C parser compares letter by letter."""
    return sorted({form for word in words for form in (word, word.upper(), word.title())} | {"NaN"})


_MISSING_DATES = _spellings(MISSING_IN_NUMBERS)
# Only the usual words: with "-" among them every negative number would be looked up. A column with other words comes
# back as words, and is then studied cell by cell.
_MISSING_NUMBERS = ["", "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL"]
_OUT_OF_RANGE = re.compile(rb"[0-9][eE]\+?0*[1-9][0-9]{2}")
"""Such as 1e400. The C parser makes of it what it makes of `inf`, which is no number; the careful stages know better."""
_PLAIN = re.compile(r"[+\-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+\-]?[0-9]{1,3})?")


@dataclass
class Plan:
    """What the top of the file says about all of it."""

    dialect: Dialect
    width: int
    manner: Manner
    header: list[Row]
    header_lines: tuple[int, ...]
    first_line: int
    names: list[str]
    original: list[str]
    body: list[Row]
    routes: list[str]
    whole: list[bool]
    decimal: str
    decimal_is_known: bool
    date_formats: dict[int, str]
    spaced: bool
    missing_words: list[list[str]]


@dataclass
class Bulk:
    """The columns of a large file, as pandas read them, and the line of each row."""

    raw: dict[str, pd.Series]
    lines: NDArray[np.int64]


def simpler(text: str, dialect: Dialect) -> tuple[str, Dialect]:
    """The same table, on the same lines, written so that the C parser reads it; as it is, where that cannot be."""
    quoted = dialect.quotechar != "" and dialect.quotechar in text
    if dialect.single and not quoted and _OWN_DELIMITER not in text:
        return text, replace(dialect, delimiter=_OWN_DELIMITER, single=False)
    if dialect.escapechar and "\\\\" not in text and len(dialect.delimiter) == 1:
        doubled = text.replace("\\" + dialect.quotechar, dialect.quotechar * 2)
        return doubled, replace(dialect, escapechar="")
    if len(dialect.delimiter) > 1 and not quoted and _OWN_DELIMITER not in text:
        return text.replace(dialect.delimiter, _OWN_DELIMITER), replace(dialect, delimiter=_OWN_DELIMITER)
    if dialect.runs and not quoted:
        single = _SPACES.sub(" ", _SPACES_AROUND.sub("", text.replace("\t", " ")))
        return single, replace(dialect, runs=False)
    return text, dialect


def make_plan(text: str, dialect: Dialect, choices: Choices, receipt: Receipt) -> Plan | None:
    """Decide on the top of the file; None when the top is not that of one regular table."""
    if dialect.runs or dialect.single or len(dialect.delimiter) != 1 or not dialect.delimiter.isascii():
        return None
    if dialect.escapechar or sep_directive(text) is not None or not dialect.quotechar.isascii():
        return None
    rows = _top_rows(text, dialect)
    if choices.last_row is not None and choices.last_row <= rows.lines[-1]:
        return None
    top = Receipt()
    area = find_area(rows, replace(choices, last_row=None), top, settle_totals=False)
    if len(area.rows) < _ENOUGH_ROWS or area.below or not _is_one_table(area, rows):
        return None
    cells = [rows.cells[i] for i in area.rows]
    count = (
        count_header_rows(cells) if choices.header_rows is None else min(choices.header_rows, len(cells) - 1)
    )
    header, body = cells[:count], cells[count:]
    # What lies inside the table is counted on all of it, later
    receipt.take_over(top, leave=(Topic.INSIDE, Topic.BLANK))
    names, original = column_names(without_corner(header, body, area.width), area.width, receipt)
    lines = [rows.lines[i] for i in area.rows]
    body = [row for row in body if len(row) == area.width]
    studied = [
        study(name, name, np.array([row[j] for row in body], dtype=object), choices)
        for j, name in enumerate(names)
    ]
    votes = file_votes(studied)
    known = votes.file_decimal()
    decimal = known or "."
    routes = [
        _route(column, decide_marks(column.votes, known, dialect.delimiter), decimal) for column in studied
    ]
    if choices.missing_codes or choices.decimal or choices.column_decimals:
        routes = ["study" if route == "number" else route for route in routes]
    return Plan(
        dialect, area.width, _manner(text, dialect, area.width), header, tuple(lines[:count]), lines[count], names, original, body, routes,
        [not column.votes.decimal for column in studied], decimal, known is not None, _date_formats(studied, routes),
        any(cell[:1] == " " for row in body for cell in row),
        [[cell for cell, gone in zip(column.cells, column.missing, strict=True) if gone] for column in studied],
    )  # fmt: skip


def _is_one_table(area: Area, rows: Rows) -> bool:
    """No rows of the top are left out, but for empty ones and comments."""
    if any(not is_comment(rows.cells[i], sum(map(bool, rows.cells[i])), area.width) for i in area.between):
        return False
    return len(area.rows) + area.blank + len(area.between) == area.rows[-1] - area.rows[0] + 1


def _manner(text: str, dialect: Dialect, width: int) -> Manner:
    """How the quotes of the file are meant, by its top."""
    if not dialect.quotechar or dialect.quotechar not in text:
        return Manner(width, False, False)
    lines = text[:SAMPLE_CHARACTERS].split("\n", _MOST * SAMPLE_LINES)[:-1]
    return find_manner(lines, dialect, width)


def _top_rows(text: str, dialect: Dialect) -> Rows:
    """The rows of the first lines; the last ones are left away, for a cell may be cut in two there."""
    top = text[: _MOST * SAMPLE_CHARACTERS].split("\n", _MOST * SAMPLE_LINES)[:-1]
    count = min(text.count("\n", 0, SAMPLE_CHARACTERS), SAMPLE_LINES)
    rows = read_rows("\n".join(top[: max(count, _ENOUGH_ROWS + _UNSURE)]), dialect)
    if len(rows) < _ENOUGH_ROWS + _UNSURE:
        # Most rows go over several lines
        rows = read_rows("\n".join(top), dialect)
    keep = max(1, len(rows) - _UNSURE)
    return Rows(rows.cells[:keep], rows.lines[:keep])


def read_bulk(data: bytes, plan: Plan, choices: Choices, receipt: Receipt) -> Bulk | None:
    """Read everything below the header. `data` is UTF-8 with "\\n" as its only line end."""
    begin = _start_of_line(data, plan.first_line)
    body = data[begin:]
    if not body.endswith(b"\n") or body.endswith(b"\n\n"):
        body = body.rstrip(b"\n") + b"\n"
    whole = [j for j, route in enumerate(plan.routes) if route == "number" and plan.whole[j]]
    body, found = find_rows(body, plan.dialect, plan.width, whole, plan.manner)
    if found is None or len(found.ends) * plan.width > MAX_CELLS:
        return None
    lines = found.lines + plan.first_line
    if choices.last_row is None:
        body, lines, below = _without_the_end(body, found.ends, lines, plan)
    else:
        body, lines, below = _until(choices.last_row, body, found.ends, lines)
    short = found.lines[found.short] + plan.first_line
    short = short[short <= lines[-1]]
    odd = with_repeated_header(data, plan.header_lines, begin, body, found)
    odd = odd[odd < len(lines)]
    if len(odd):
        undone, inner = (lines[rows[rows < len(lines)]] for rows in (found.undone, found.inner))
        mender = Mender(
            plan.dialect,
            plan.manner,
            plan.header,
            habits_of(plan.body, plan.width),
            whole,
            found.zeros,
            undone,
            inner,
        )
        mended = mender.mend(body, found.ends[: len(lines)], lines, odd, receipt)
        if mended is None:
            return None
        body, lines = mended
    raw = _parse(body, plan, found.zeros)
    if raw is None or any(len(values) != len(lines) for values in raw.values()):
        return None
    if len(short):
        report_lengths(short.tolist(), [], plan.width, receipt)
    empty = _empty_rows(raw)
    if empty.any():
        count = int(empty.sum())
        text = f"{counted(count, 'row', 'rows')} without any value {was(count)} passed over."
        receipt.say(Topic.BLANK, text, count)
    totals = np.zeros(len(lines), dtype=bool)
    if choices.last_row is None:
        columns = _Read(list(raw.values()), plan.decimal, np.isin(lines, choices.rows_left_out))
        totals = _totals(body, columns, lines, plan, choices, below, receipt)
    if below.count:
        report_below(below.count, below.line, below.example, receipt)
    return _kept(raw, lines, ~empty & ~totals, plan)


def _empty_rows(raw: dict[str, pd.Series]) -> NDArray[np.bool_]:
    """Rows of nothing but delimiters are passed over, as empty lines are."""
    empty = np.ones(len(next(iter(raw.values()))), dtype=bool)
    for values in raw.values():
        empty &= values.isna().to_numpy()
        if not empty.any():
            break
    return empty


def _kept(raw: dict[str, pd.Series], lines: NDArray[np.int64], keep: NDArray[np.bool_], plan: Plan) -> Bulk:
    """Some of the rows only."""
    if keep.all():
        return Bulk(raw, lines)
    kept = {name: values[keep].reset_index(drop=True) for name, values in raw.items()}
    for name, whole in zip(plan.names, plan.whole, strict=True):
        # The other rows alone had made fractions of whole numbers
        if whole and kept[name].dtype == np.float64 and np.isfinite(kept[name].to_numpy()).all():
            kept[name] = kept[name].astype(np.int64)
    return Bulk(kept, lines[keep])


@dataclass
class _Below:
    """What lies below the table: how many lines, the first of them, and what it says."""

    count: int = 0
    line: int = 0
    example: str = ""


@dataclass
class _Read:
    """The columns as the C parser read them. Rows that are `unwanted` count for nothing."""

    columns: list[pd.Series]
    decimal: str
    unwanted: NDArray[np.bool_]

    def numbers(self, j: int) -> tuple[NDArray[np.float64], str]:
        values, mark = self.columns[j], self.decimal
        if pd.api.types.is_numeric_dtype(values):
            numbers = values.to_numpy(dtype=np.float64, copy=True)
        else:
            numbers, mark = numbers_in(values.astype("str").fillna("").str.strip().tolist())
        numbers[self.unwanted] = np.nan
        return numbers, mark

    def holds_words(self, j: int, rows: slice) -> bool:
        top = self.columns[j].iloc[rows].dropna().iloc[:SAMPLE_LINES]
        return column_kinds([[cell] for cell in top.astype("str")]) == ["text"]

    def is_filled(self, j: int, rows: slice) -> bool:
        values = self.columns[j].iloc[rows]
        return not pd.api.types.is_numeric_dtype(values) and bool(values.notna().all())

    def says(self, j: int, word: str, rows: slice) -> bool:
        values = self.columns[j].iloc[rows]
        return isinstance(values.dtype, pd.StringDtype) and bool(
            (values.str.strip().str.lower() == word).any()
        )


def _totals(
    body: bytes,
    columns: _Read,
    lines: NDArray[np.int64],
    plan: Plan,
    choices: Choices,
    below: _Below,
    receipt: Receipt,
) -> NDArray[np.bool_]:
    """Which of the rows sum others up. It is said, and so is which may; those at the very end join what lies `below`."""

    def written(part: bytes) -> list[Row]:
        text = part.decode("utf-8", errors="replace").removesuffix("\n")
        return read_rows(text, plan.dialect, width=plan.width).cells

    height = len(lines)
    # The first of the last rows may have been cut
    tail = written(body[-TAIL_CHARACTERS:])[1:]
    rows = dict(zip(range(height - len(tail), height), tail, strict=True))
    gone, perhaps = at_the_end(last_rows(tail, lines[-len(tail) :].tolist(), height, choices), columns)
    if lines[0] not in choices.rows_kept:
        rows[0] = written(body[:TAIL_CHARACTERS])[0]
        above, perhaps_above = at_the_top(0, rows[0], columns)
        gone, perhaps = gone | above, perhaps_above + perhaps
    for place in perhaps:
        report_perhaps_total(int(lines[place]), first_text(rows[place]), receipt)
    end = height
    while end - 1 in gone:
        end -= 1
    inside = sorted(place for place in gone if place < end)
    if inside:
        report_inside(len(inside), int(lines[inside[0]]), first_text(rows[inside[0]]), receipt)
    if end < height:
        below.count += height - end
        below.line, below.example = int(lines[end]), first_text(rows[end])
    totals = np.zeros(height, dtype=bool)
    totals[list(gone)] = True
    return totals


def _start_of_line(data: bytes, line: int) -> int:
    """Where the 1-based `line` begins."""
    position = 0
    for _ in range(line - 1):
        position = data.index(b"\n", position) + 1
    return position


def _without_the_end(
    body: bytes, ends: NDArray[np.int64], lines: NDArray[np.int64], plan: Plan
) -> tuple[bytes, NDArray[np.int64], _Below]:
    """Take notes off the bottom, as the table area stage finds them among the last rows."""
    first = int(np.searchsorted(ends, len(body) - TAIL_CHARACTERS))
    first = min(max(first, len(ends) - 500), len(ends) - 1)
    begin = int(ends[first - 1]) + 1 if first else 0
    rows = read_rows(body[begin:].decode("utf-8"), plan.dialect, width=plan.width)
    # With the names on top, those that say them again are no other table
    rows = Rows(plan.header + rows.cells, [1] * len(plan.header) + rows.lines)
    area = find_area(rows, Choices(first_row=1), Receipt(), settle_totals=False)
    if not area.rows or not area.below:
        return body, lines, _Below()
    above = int(lines[first]) - 1
    keep = int(np.searchsorted(lines, rows.lines[area.rows[-1]] + above, side="right"))
    below = _Below(len(area.below), rows.lines[area.below[0]] + above, first_text(rows.cells[area.below[0]]))
    return body[: int(ends[keep - 1]) + 1], lines[:keep], below


def _until(
    last: int, body: bytes, ends: NDArray[np.int64], lines: NDArray[np.int64]
) -> tuple[bytes, NDArray[np.int64], _Below]:
    """The rows up to the line that the user chose, whatever the last of them look like."""
    keep = int(np.searchsorted(lines, last, side="right"))
    below = _Below(len(lines) - keep, int(lines[keep])) if keep < len(lines) else _Below()
    return body[: int(ends[keep - 1]) + 1], lines[:keep], below


def _parse(body: bytes, plan: Plan, zeros: NDArray[np.bool_]) -> dict[str, pd.Series] | None:
    """The columns: plain numbers as numbers, everything else as words for the careful stages."""
    as_numbers = {j for j, route in enumerate(plan.routes) if route == "number" and not zeros[j]}
    # Words are recognised as such faster than when told, so only what could pass for plain numbers is told
    words = [j for j, route in enumerate(plan.routes) if route == "study" or zeros[j]]
    labels = [str(j) for j in range(plan.width)]
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
        "dtype": {labels[j]: "str" for j in words},
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
        if (frame.dtypes == np.dtype(object)).any():
            frame = read(low_memory=False, **told)
        strange = [labels[j] for j in as_numbers if frame.dtypes.iloc[j].kind not in "biufc"]
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
            (values.dtype.kind in "biufc" and j not in as_numbers)
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


def _date_formats(studied: list[Studied], routes: list[str]) -> dict[int, str]:
    """The format of each column of dates."""
    formats: dict[int, str] = {}
    for j, column in enumerate(studied):
        if routes[j] == "date":
            there = [cell for cell, gone in zip(column.cells, column.missing, strict=True) if not gone]
            pattern = find_format(pd.Series(there, dtype=object))
            if pattern is not None:
                formats[j] = pattern
    return formats


def _route(column: Studied, marks: Marks, decimal: str) -> str:
    """How a column of a large file is read, by its first rows: "number", "date", "words", or "study" for the rest."""
    if column.kind == "number":
        plain = column.unit is None and not marks.thousands and not marks.ambiguous
        mark_fits = marks.decimal == decimal or not column.votes.decimal
        bare = all(
            _PLAIN.fullmatch(cell.replace(decimal, "."))
            for cell, number in zip(column.cells, column.numbers.readable, strict=True)
            if number
        )
        return "number" if plain and mark_fits and bare else "study"
    if column.kind == "date":
        return "date"
    enough = int(column.counts[~column.missing].sum()) > 50 if len(column.cells) else False
    return "words" if column.kind == "text" and column.reason is None and enough else "study"
