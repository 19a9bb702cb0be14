"""The few irregular rows of a large regular file: found by position, cut with care, and put back in well-formed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tables.fit import Habit, fit_rows
from tables.model import Dialect
from tables.receipt import Receipt, counted, was
from tables.rows import Row, read_rows
from tables.scan import Scan, scan_rows, scan_short_rows

_FEW = 50
_ODD_SHARE = 0.05
_QUOTED_SHARE = 0.3


def find_rows(body: bytes, dialect: Dialect, width: int, whole_numbers: list[int]) -> Scan | None:
    """The rows of the text, and which of them need care; None when too many do.

    Where the quotes do not pair up, every line is a row, and each line with a quote in it needs care.
    """
    if not whole_numbers and _adds_up(body, dialect, width):
        ends = np.flatnonzero(np.frombuffer(body, dtype=np.uint8) == ord("\n"))
        return Scan(ends, np.arange(len(ends)), np.empty(0, dtype=np.int64), np.zeros(width, dtype=bool))
    found = scan_rows(body, dialect.delimiter, dialect.quotechar, width, whole_numbers)
    if found is not None and len(found.odd) <= max(_FEW, _ODD_SHARE * len(found.ends)):
        return found
    if not dialect.quotechar or dialect.quotechar.encode() not in body:
        found = scan_short_rows(body, dialect.delimiter, width)
        return found if len(found.odd) <= max(_FEW, _ODD_SHARE * len(found.ends)) else None
    found = scan_rows(body, dialect.delimiter, "", width, whole_numbers)
    if found is None:
        return None
    quotes = np.flatnonzero(np.frombuffer(body, dtype=np.uint8) == ord(dialect.quotechar))
    odd = np.union1d(found.odd, np.searchsorted(found.ends, quotes))
    if len(odd) > max(_FEW, _QUOTED_SHARE * len(found.ends)):
        return None
    return Scan(found.ends, found.lines, odd, found.zeros)


def _adds_up(body: bytes, dialect: Dialect, width: int) -> bool:
    """Without quotes, and with as many delimiters as whole rows have together, a row too short needs one too long.

    The C parser refuses rows that are too long, so this much is enough to know.
    """
    if dialect.quotechar and dialect.quotechar.encode() in body:
        return False
    return body.count(dialect.delimiter.encode()) == body.count(b"\n") * (width - 1)


def with_repeated_header(
    data: bytes, header_lines: tuple[int, ...], begin: int, body: bytes, found: Scan
) -> NDArray[np.int64]:
    """The rows that need care, and those that say the names again."""
    if not header_lines:
        return found.odd
    names = data[data.rindex(b"\n", 0, begin - 1) + 1 : begin] if b"\n" in data[: begin - 1] else data[:begin]
    again = []
    position = body.find(names)
    while position >= 0:
        again.append(position)
        position = body.find(names, position + 1)
    if not again:
        return found.odd
    rows = np.searchsorted(found.ends, np.array(again, dtype=np.int64))
    return np.union1d(found.odd, rows)


def mend(
    body: bytes,
    ends: NDArray[np.int64],
    lines: NDArray[np.int64],
    odd: NDArray[np.int64],
    dialect: Dialect,
    header: list[Row],
    habits: list[Habit],
    receipt: Receipt,
) -> tuple[bytes, NDArray[np.int64]]:
    """The text with its odd rows well-formed, and the line on which each row begins.

    Neighbouring odd rows are cut together, as a quoted cell may go on over several lines.
    """
    width = len(habits)
    cut: list[Row] = []
    cut_lines: list[int] = []
    counts: list[int] = []
    pieces: list[bytes] = []
    numbers: list[NDArray[np.int64]] = []
    position = kept = empty = repeated = 0
    for first, last in _neighbours(odd):
        begin, end = (int(ends[first - 1]) + 1 if first else 0), int(ends[last]) + 1
        rows = read_rows(body[begin:end].decode("utf-8"), dialect, width=width)
        there = [k for k, row in enumerate(rows.cells) if any(cell.strip() for cell in row)]
        empty += len(rows) - len(there)
        new = [k for k in there if not header or rows.cells[k] != header[-1]]
        repeated += len(there) - len(new)
        places = [int(lines[first]) + rows.lines[k] - 1 for k in new]
        cut += [rows.cells[k] for k in new]
        cut_lines += places
        counts.append(len(new))
        pieces.append(body[position:begin])
        numbers += [lines[kept:first], np.array(places, dtype=np.int64)]
        position, kept = end, last + 1
    numbers.append(lines[kept:])
    fitted = iter(fit_rows(cut, cut_lines, habits, receipt))
    mended = [b"".join(_written(next(fitted), dialect) for _ in range(count)) for count in counts]
    _report(empty, repeated, receipt)
    parts = [part for pair in zip(pieces, mended, strict=True) for part in pair]
    return b"".join([*parts, body[position:]]), np.concatenate(numbers)


def _neighbours(odd: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Runs of consecutive indices, each as its first and last."""
    breaks = np.flatnonzero(np.diff(odd) > 1)
    firsts = np.concatenate((odd[:1], odd[breaks + 1]))
    lasts = np.concatenate((odd[breaks], odd[-1:]))
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


def _written(row: Row, dialect: Dialect) -> bytes:
    """A row as text that reads back as the same cells."""
    quote = dialect.quotechar or '"'
    special = (quote, dialect.delimiter, "\n")
    cells = [
        quote + cell.replace(quote, quote * 2) + quote if any(sign in cell for sign in special) else cell
        for cell in row
    ]
    return (dialect.delimiter.join(cells) + "\n").encode("utf-8")


def _report(empty: int, repeated: int, receipt: Receipt) -> None:
    if empty:
        text = f"{counted(empty, 'empty line', 'empty lines')} inside the table {was(empty)} passed over."
        receipt.say("table area", text, empty)
    if repeated:
        receipt.rows_left_out += repeated
        text = f"The names stand again in {counted(repeated, 'row', 'rows')} inside the table, which {was(repeated)} left out."
        receipt.say("header", text, repeated)
