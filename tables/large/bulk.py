"""The fast path for large regular files: decide on the top, let the C parser of pandas read the rest, and check.

The stages look at the first lines and the last ones. If the rows between are as wide as promised, pandas reads them at
once; the few that are not are cut by the careful stages and put back. A file that is irregular throughout is left to the
careful stages altogether (`plan` or `read` give None).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.cutting.line import Row, Rows
from tables.cutting.rows import read_rows
from tables.large.mend import Mender, find_rows, with_repeated_header
from tables.large.parse import parse
from tables.large.plan import Plan
from tables.limits import MAX_CELLS, SAMPLE_LINES, TAIL_CHARACTERS
from tables.model import Choices
from tables.receipt import Receipt, Topic, counted, was
from tables.shape.area import WIDER, find_area, width_of_names
from tables.shape.around import first_text, report_below, report_inside, report_perhaps_total
from tables.shape.fit import LOOKED_AT, habits_of, report_lengths
from tables.shape.kinds import column_kinds
from tables.shape.totals import Cells, at_the_end, at_the_top, last_rows, numbers_in


@dataclass
class Bulk:
    """The columns of a large file, as pandas read them, and the line of each row."""

    raw: dict[str, pd.Series]
    lines: NDArray[np.int64]


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
    few = len(found.ends) - len(found.short) <= WIDER * len(found.ends)
    if few and width_of_names(plan.header) < plan.width:
        # The top alone is so wide
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
            habits_of(_whole_rows(body, found.ends[: len(lines)], odd, plan), plan.width),
            whole,
            found.zeros,
            undone,
            inner,
        )
        mended = mender.mend(body, found.ends[: len(lines)], lines, odd, receipt)
        if mended is None:
            return None
        body, lines = mended
    raw = parse(body, plan, found.zeros)
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


def _whole_rows(body: bytes, ends: NDArray[np.int64], odd: NDArray[np.int64], plan: Plan) -> list[Row]:
    """Rows without fault from all of the text, evenly taken; those of the top where there are hardly any."""
    whole = np.delete(np.arange(len(ends)), odd)
    if len(whole) < len(plan.body):
        return plan.body
    step = max(1.0, len(whole) / LOOKED_AT)
    taken = whole[(np.arange(min(len(whole), LOOKED_AT)) * step).astype(np.int64)]
    begins = np.where(taken > 0, ends[taken - 1] + 1, 0)
    text = b"".join(body[begin : end + 1] for begin, end in zip(begins, ends[taken], strict=True))
    return read_rows(text.decode("utf-8").removesuffix("\n"), plan.dialect, width=plan.width).cells


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

    def begins_with_digits(self, j: int, rows: slice) -> bool:
        top = self.columns[j].iloc[rows].dropna().iloc[:SAMPLE_LINES]
        return Cells([[str(cell)] for cell in top]).begins_with_digits(0, slice(None))


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
