"""The original file with more columns: same delimiter, quotes, decimal mark, encoding and order, no row lost."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from tables.cutting.comments import is_rule
from tables.cutting.line import Row
from tables.cutting.rows import normalise_lines, split_lines, stream_rows
from tables.model import Dialect, Source, Table, free_name
from tables.opening.container import open_file
from tables.opening.encoding import decode_for_writing, encode
from tables.opening.sheets import read_sheet
from tables.receipt import Receipt

_PLAIN_NUMBER = re.compile(r"[+\-]?[\d.,'’ \u00a0\u202f]*\d[\d.,]*(?:[eE][+\-]?\d{1,3})?\s?[%€$£]?")
_IDENTIFIER = re.compile(r"[+\-]\s?[^\W\d_]\w*(?:[-. _]\w+)*")
"""Such as "-A12" or "- fixed": words after a sign, without what calls a function, another program or another file."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula."""


def safe_cell(cell: str) -> str:
    """The cell with an apostrophe before it when a spreadsheet would run it as a formula; a number stays a number, and an identifier
    with a sign before it keeps its form."""
    if cell.lstrip(" ").startswith(_FORMULA_STARTS) and not (
        len(cell) < 60 and (_PLAIN_NUMBER.fullmatch(cell.strip()) or _IDENTIFIER.fullmatch(cell.strip(" ")))
    ):
        return "'" + cell if not _is_dash(cell) else cell
    return cell


def _is_dash(cell: str) -> bool:
    """`-` and `--` stand for a missing value, `=====` is a rule: they run nothing."""
    return not cell.strip("-= ")


def write_back(table: Table, extra: Mapping[str, Sequence[object]]) -> bytes:
    """The file as it was brought, with one more cell in each row of the table for every column of `extra`.

    Each sequence in `extra` has one value per frame row; None and NaN stay empty. Rows that were left out of the
    table are kept as they are, with empty cells.
    """
    source = table.source
    for name, values in extra.items():
        if len(values) != len(table.frame):
            raise ValueError(f"{name!r} has {len(values)} values, the table {len(table.frame)} rows")
    names = _free_names(list(extra), table)
    numbers = [*table.row_numbers.tolist(), math.inf]  # in order
    place = 0
    header = source.header_lines[-1] if source.header_lines else -1
    decimal = table.receipt.decimal
    lines: list[str] = []
    rows, margin = _source_rows(source), 0
    if source.dialect.gaps:
        # In columns with blanks, the new ones stand behind the longest line
        rows = iter(in_places := list(rows))
        margin = max(len(as_written or "") for _, _, as_written in in_places)
    for row, line, as_written in rows:
        while numbers[place] < line:
            place += 1
        if line == numbers[place]:
            added = [_in_words(values[place], decimal) for values in extra.values()]
        elif line == header:
            added = names
        elif not any(cell.strip() for cell in row) or is_rule(row) or not _is_inside(line, table):
            lines.append(as_written or _write_row(row, source.dialect))
            continue
        else:
            added = [""] * len(names)
        if as_written is not None and len(row) == source.width:
            before = as_written.ljust(margin)
            lines.append(source.dialect.delimiter.join([before, _write_row(added, source.dialect)]))
            continue
        padded = row + [""] * (source.width - len(row)) if source.width else row
        lines.append(_write_row(padded + added, source.dialect))
    text = source.line_end.join(lines) + source.line_end
    return encode(text, source.encoding)


def _is_inside(line: int, table: Table) -> bool:
    """Does the line lie between the header and the last row of the table?"""
    source = table.source
    lines = (
        [
            *source.header_lines,
            *(int(n) for n in table.row_numbers[[0, -1]]),
            *source.lines,
            *source.choices.rows_left_out,
        ]
        if len(table.row_numbers)
        else [0]
    )
    return min(lines) <= line <= max(lines)


def _source_rows(source: Source) -> Iterator[tuple[Row, int, str | None]]:
    """All rows of the file, the line each begins on, and how it is written: None where it must be written anew."""
    contents = open_file(source.data, source.filename, source.choices, Receipt())
    if source.is_sheet:
        sheet = read_sheet(contents.data, source.choices, Receipt()).rows
        yield from ((row, line, None) for row, line in zip(sheet.cells, sheet.lines, strict=True))
        return
    text = normalise_lines(decode_for_writing(contents.data, source.encoding))[0]
    lines = split_lines(text)
    begun: tuple[Row, int, bool] | None = None
    for row in chain(stream_rows(lines, source.dialect, source.width), [([], len(lines) + 1, False)]):
        if begun is not None:
            cells, begin, mended = begun
            sound = not mended and all(safe_cell(cell) == cell for cell in cells)
            yield cells, begin, "\n".join(lines[begin - 1 : row[1] - 1]) if sound else None
        begun = row


def _free_names(names: list[str], table: Table) -> list[str]:
    """Names for the new columns that no column of the file has."""
    taken = {column.name for column in table.columns}
    free = []
    for name in names:
        free.append(free_name(name, taken))
        taken.add(free[-1])
    return free


def _in_words(value: object, decimal: str) -> str:
    """A value for a cell, with the decimal mark of the file."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, float) and not isinstance(value, int):
        return repr(float(value)).replace(".", decimal)
    return str(value)


def _write_row(row: Row, dialect: Dialect) -> str:
    """One line of the file."""
    delimiter = dialect.delimiter
    line = delimiter.join(row)
    if line.count(delimiter) == len(row) - 1 and not _special(delimiter, dialect.quotechar or '"').search(
        line
    ):
        return line
    return delimiter.join(_quoted(safe_cell(cell), dialect) for cell in row)


@lru_cache(maxsize=64)
def _special(delimiter: str, quote: str) -> re.Pattern[str]:
    """Finds what may need quotes or an apostrophe in a line, cells beginning with a sign included."""
    signs = re.escape("".join(_FORMULA_STARTS))
    # Where cells are parted by spaces, the empty ones need quotes
    return re.compile(
        rf"[{re.escape(quote)}\r\n]|(?:^|{re.escape(delimiter)}) *[{signs}]"
        + ("|^$|^ | $|  " if delimiter == " " else "")
    )


def _quoted(cell: str, dialect: Dialect) -> str:
    """The cell in quotes where it needs them."""
    quote = dialect.quotechar or '"'
    needs = dialect.delimiter in cell or quote in cell or "\n" in cell or "\r" in cell
    if dialect.delimiter == " " and (not cell or " " in cell):
        needs = True
    if not needs:
        return cell
    doubled = dialect.escapechar + quote if dialect.escapechar else quote * 2
    return quote + cell.replace(quote, doubled) + quote
