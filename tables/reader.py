"""The public door: a file as bytes -> a `Table`. Runs the stages in their order and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from tables.area import Area, column_kinds, find_area
from tables.columns import Studied, number_facts, read_columns, study
from tables.container import open_file
from tables.dialect import find_dialect, sep_directive
from tables.encoding import decode
from tables.errors import TableError
from tables.fit import fit_rows
from tables.header import column_names, count_header_rows
from tables.limits import MAX_CELLS, MAX_COLUMNS
from tables.model import Choices, Column, Dialect, Source, Table
from tables.numbers import Votes
from tables.receipt import Receipt, counted, was
from tables.rows import Row, Rows, normalise_lines, read_rows
from tables.sheets import read_sheet

Progress = Callable[[float, str], None]


def _silent(fraction: float, words: str) -> None:
    """Nobody listens."""


def read_table(
    data: bytes, filename: str, choices: Choices | None = None, progress: Progress | None = None
) -> Table:
    """The table in the file, with numbers as numbers, and a receipt of all that was done to it.

    Raises TableError, and nothing else, when there is no table to be had; its text is meant for the screen.
    """
    try:
        return _read(bytes(data), filename, choices or Choices(), progress or _silent)
    except TableError:
        raise
    except MemoryError:
        raise TableError("The file needs more memory than there is. Bring a smaller part of it.") from None
    except (ValueError, IndexError, KeyError, TypeError, ArithmeticError, RecursionError, OSError) as problem:
        # The last door: whatever a damaged file does to a library, the person sees a sentence
        raise TableError(
            "The file could not be read as a table. Save it again as .csv (UTF-8) or .xlsx."
        ) from problem


def read_pasted(text: str, choices: Choices | None = None) -> Table:
    """The table in a text that was pasted."""
    if not text.strip():
        raise TableError("Nothing was pasted. Copy the table with its row of names and paste it here.")
    return read_table(text.encode("utf-8", errors="replace"), "pasted.txt", choices)


def _read(data: bytes, filename: str, choices: Choices, progress: Progress) -> Table:
    receipt = Receipt()
    contents = open_file(data, filename, choices, receipt)
    progress(0.1, "Opening the file")
    if contents.is_sheet:
        sheet = read_sheet(contents.data, choices, receipt)
        dialect = Dialect("", "")
        table = _from_rows(sheet.rows, dialect, choices, receipt, progress)
        table.source = _source("", Dialect(), "utf-8-sig", "\r\n", table, sheet.rows.cells)
        table.sheets, table.sheet, table.members = sheet.names, sheet.name, contents.members
        return table
    text, line_end = normalise_lines(decode(contents.data, choices.encoding, receipt))
    progress(0.2, "Finding the columns")
    dialect = find_dialect(text, choices, receipt)
    directive = sep_directive(text) is not None
    rows = read_rows(text, dialect, receipt)
    if directive:
        rows = Rows(rows.cells[1:], rows.lines[1:], rows.undone)
    table = _from_rows(rows, dialect, choices, receipt, progress)
    table.source = _source(text, dialect, receipt.encoding, line_end, table, None)
    table.members = contents.members
    return table


def _source(
    text: str, dialect: Dialect, encoding: str, line_end: str, table: Table, grid: list[Row] | None
) -> Source:
    """What writing the file back will need."""
    return Source(text, dialect, encoding, line_end, table.source.header_lines, table.source.width, grid)


def _from_rows(rows: Rows, dialect: Dialect, choices: Choices, receipt: Receipt, progress: Progress) -> Table:
    """The stages from the table area on."""
    area = find_area(rows, choices, receipt)
    if not area.rows:
        raise TableError("The file holds no table: there is nothing in it but empty lines.")
    if area.width > MAX_COLUMNS or area.width * len(area.rows) > MAX_CELLS:
        raise TableError(_too_wide(area))
    cells = [rows.cells[i] for i in area.rows]
    lines = [rows.lines[i] for i in area.rows]
    header_rows = (
        count_header_rows(cells) if choices.header_rows is None else min(choices.header_rows, len(cells))
    )
    header, body, numbers = cells[:header_rows], cells[header_rows:], lines[header_rows:]
    if not body:
        raise TableError("The table has a row of names but no rows of data below it.")
    width = max(area.width, 1)
    progress(0.4, "Reading the rows")
    body, numbers = _without_repeated_header(header, body, numbers, receipt)
    body = fit_rows(body, numbers, width, column_kinds(body), receipt)
    names, original = column_names(header, width, receipt)
    raw = {name: pd.Series([row[j] for row in body], dtype=object) for j, name in enumerate(names)}
    progress(0.6, "Reading the numbers")
    frame, columns = _finish(raw, dict(zip(names, original, strict=True)), dialect, choices, receipt)
    _describe(frame, dialect, receipt)
    source = Source("", dialect, "", "\n", tuple(lines[:header_rows]), width)
    progress(1.0, "Done")
    return Table(frame, receipt, columns, np.array(numbers, dtype=np.int64), source)


def _too_wide(area: Area) -> str:
    return (
        f"The table has {len(area.rows):,} rows and {area.width:,} columns; up to {MAX_COLUMNS:,} columns and "
        f"{MAX_CELLS:,} cells can be read. Bring a smaller part of it."
    )


def _without_repeated_header(
    header: list[Row], body: list[Row], numbers: list[int], receipt: Receipt
) -> tuple[list[Row], list[int]]:
    """Leave out rows that say the names again, as files glued together have them."""
    if not header or len(header[-1]) < 2:
        return body, numbers
    again = [i for i, row in enumerate(body) if row == header[-1]]
    if not again or len(again) == len(body):
        return body, numbers
    count = len(again)
    receipt.rows_left_out += count
    text = f"The names stand again in {counted(count, 'row', 'rows')} inside the table, which {was(count)} left out."
    receipt.say("header", text, count, f"line {numbers[again[0]]}")
    gone = set(again)
    keep = [i for i in range(len(body)) if i not in gone]
    return [body[i] for i in keep], [numbers[i] for i in keep]


def _finish(
    raw: dict[str, pd.Series], original: dict[str, str], dialect: Dialect, choices: Choices, receipt: Receipt
) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """Columns of words (or of numbers, from the fast path) -> the frame and what is known of each column."""
    studied: list[Studied] = []
    ready: dict[str, pd.Series] = {}
    known = Votes()
    dropped = 0
    for name, values in raw.items():
        if pd.api.types.is_numeric_dtype(values):
            ready[name] = values
            known.decimal["."] += 1
            continue
        column = study(name, original[name], values, choices)
        if column.kind == "empty" and not original[name] and len(raw) > 1:
            dropped += 1
            continue
        studied.append(column)
    series, facts = read_columns(studied, ready, dialect.delimiter, choices, receipt, known)
    order = [name for name in raw if name in series]
    for name in ready:
        facts[name] = _plain_fact(name, original[name], series[name])
    receipt.columns_dropped = dropped
    if dropped:
        receipt.say(
            "columns",
            f"{counted(dropped, 'column', 'columns')} without name and content {was(dropped)} left out.",
            dropped,
        )
    frame = pd.DataFrame({name: series[name] for name in order})
    return frame, tuple(facts[name] for name in order)


def _plain_fact(name: str, original: str, series: pd.Series) -> Column:
    """What is known of a column that came as numbers already."""
    missing = int(series.isna().sum())
    fact = Column(name, original, "number", decimal=".", n_missing=missing, n_distinct=int(series.nunique()))
    return number_facts(fact, series)


def _describe(frame: pd.DataFrame, dialect: Dialect, receipt: Receipt) -> None:
    """Write the dialect to the frame."""
    frame.attrs["dialect"] = {
        "delimiter": dialect.delimiter,
        "quotechar": dialect.quotechar,
        "escapechar": dialect.escapechar,
        "encoding": receipt.encoding,
    }
