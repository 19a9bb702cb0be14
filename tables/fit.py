"""Rows of the wrong length: short ones are padded, long ones cut, each where its cells fit the columns best."""

from __future__ import annotations

from tables.cells import kind_of
from tables.receipt import Receipt, counted, was
from tables.rows import Row

_TRIED = 60


def fit_rows(rows: list[Row], lines: list[int], width: int, kinds: list[str], receipt: Receipt) -> list[Row]:
    """All rows with exactly `width` cells. Nothing is dropped but cells beyond the last column, and that is said."""
    fitted: list[Row] = []
    padded: list[int] = []
    long: list[int] = []
    for row, line in zip(rows, lines, strict=True):
        if len(row) > width:
            row = _without_empty_end(row, width)
        if len(row) < width:
            padded.append(line)
            row = _stretched(row, width, kinds)
        elif len(row) > width:
            long.append(line)
            row = _squeezed(row, width, kinds)
        fitted.append(row)
    report_lengths(padded, long, width, receipt)
    return fitted


def _without_empty_end(row: Row, width: int) -> Row:
    """The row without the empty cells that stand beyond the last column."""
    end = len(row)
    while end > width and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _matches(row: Row, kinds: list[str]) -> int:
    """How many cells are what their column holds; a word among numbers counts against it."""
    score = 0
    for cell, kind in zip(row, kinds, strict=False):
        here = kind_of(cell.strip())
        if here == "empty" or kind == "empty":
            continue
        score += 1 if here == kind else -1
    return score


def _clashes(row: Row, kinds: list[str]) -> bool:
    """Does any cell hold something else than its column?"""
    for cell, kind in zip(row, kinds, strict=False):
        here = kind_of(cell.strip())
        if here != kind and here != "empty" and kind != "empty":
            return True
    return False


def _stretched(row: Row, width: int, kinds: list[str]) -> Row:
    """Empty cells put in where the others then fit best; at the end, when that is as good."""
    missing = width - len(row)
    best = row + [""] * missing
    if not _clashes(row, kinds):
        return best
    score = _matches(best, kinds)
    for position in range(min(len(row), _TRIED)):
        candidate = row[:position] + [""] * missing + row[position:]
        here = _matches(candidate, kinds)
        if here > score + 1:
            best, score = candidate, here
    return best


def _squeezed(row: Row, width: int, kinds: list[str]) -> Row:
    """Surplus cells put together where a delimiter stood inside a text; cut off at the end, when that is as good."""
    surplus = len(row) - width
    best = row[:width]
    if not _clashes(best, kinds):
        return best
    score = _matches(best, kinds)
    for position in range(min(width, _TRIED)):
        joined = ",".join(cell for cell in row[position : position + surplus + 1] if cell.strip())
        candidate = [*row[:position], joined, *row[position + surplus + 1 :]]
        here = _matches(candidate, kinds)
        if here > score and (kinds[position : position + 1] != ["number"] or "," not in joined):
            best, score = candidate, here
    return best


def report_lengths(padded: list[int], long: list[int], width: int, receipt: Receipt) -> None:
    """Count the rows of another length in the receipt; `padded` and `long` are their lines."""
    receipt.rows_padded += len(padded)
    receipt.rows_too_long += len(long)
    if padded:
        count = len(padded)
        text = f"{counted(count, 'row', 'rows')} had fewer cells than the table has columns and {was(count)} filled up"
        receipt.say("rows", f"{text} (first on line {padded[0]}).", count)
    if long:
        count = len(long)
        text = f"{counted(count, 'row', 'rows')} had more cells than the {width} columns; what did not fit {was(count)} left out"
        receipt.say("rows", f"{text} (first on line {long[0]}).", count)
