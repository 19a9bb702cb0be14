"""The public door: a file as bytes -> a `Table`. Runs the stages in their order and nothing else."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tables.cutting.dialect import find_dialect, sep_directive
from tables.cutting.line import Row, Rows, split_line
from tables.cutting.rows import (
    cuts_between,
    normalise_lines,
    read_rows,
    refuse_long_cells,
    report_cuts,
    split_lines,
)
from tables.errors import OutOfMemoryError, TableError
from tables.large.bulk import read_bulk
from tables.large.plan import make_plan, simpler
from tables.limits import (
    LARGE_BYTES,
    MAX_CELL_CHARACTERS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_IRREGULAR,
    in_megabytes,
)
from tables.model import Choices, Column, Dialect, Source, Table
from tables.opening.container import Contents, open_file
from tables.opening.encoding import decode
from tables.opening.formats import ShownCells
from tables.opening.sheets import read_sheet
from tables.receipt import Receipt, Topic, counted, was
from tables.shape.area import find_area
from tables.shape.fit import fit_rows, forget, habits_of
from tables.shape.header import count_header_rows
from tables.shape.names import column_names, report_names_again, under_names, without_corner
from tables.values.columns import read_columns
from tables.values.long import long_dates, long_numbers, long_words
from tables.values.numbers import Votes, grouping_votes
from tables.values.study import Studied, study
from tables.values.told import report_columns

_SEEN = 100
"""So many rows show where the columns stand."""
ReadingProgress = Callable[[float, str], None]


def _silent(fraction: float, words: str) -> None:
    """Nobody listens."""


def read_table(
    data: bytes, filename: str, choices: Choices | None = None, progress: ReadingProgress | None = None
) -> Table:
    """The table in the file, with numbers as numbers, and a receipt of all that was done to it.

    Raises TableError, and nothing else, when there is no table to be had; its text is meant for the screen.
    """
    try:
        with _no_collecting():
            return _read(bytes(data), filename, choices or Choices(), progress or _silent)
    except TableError:
        raise
    except MemoryError:
        raise OutOfMemoryError(
            "The file needs more memory than there is. Bring a smaller part of it."
        ) from None
    except Exception as problem:
        # The last door: whatever a damaged file does to a library, the person sees a sentence
        raise TableError(
            "The file could not be read as a table. Save it again as .csv (UTF-8) or .xlsx."
        ) from problem
    finally:
        forget()


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Python's search for cycles goes through millions of cells and columns again and again, a third of the time, and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(data: bytes, filename: str, choices: Choices, progress: ReadingProgress) -> Table:
    receipt = Receipt()
    contents = open_file(data, filename, choices, receipt)
    progress(0.1, "Opening the file")
    table = _read_sheet(contents, choices, receipt, progress) if contents.is_sheet else None
    if table is None:
        table = _read_text(contents, choices, receipt, progress)
    table.members = contents.members
    how = replace(choices, sheet=table.sheet)
    table.source = replace(table.source, data=data, filename=filename, choices=how)
    progress(1.0, "Done")
    return table


def _read_sheet(contents: Contents, choices: Choices, receipt: Receipt, progress: ReadingProgress) -> Table:
    sheet = read_sheet(contents.data, choices, receipt)
    table = _from_rows(sheet.rows, Dialect("", ""), choices, receipt, progress, shown=sheet.shown)
    table.source = replace(
        table.source, dialect=Dialect(), encoding="utf-8-sig", line_end="\r\n", is_sheet=True
    )
    table.sheets, table.sheet = sheet.names, sheet.name
    return table


def _read_text(contents: Contents, choices: Choices, receipt: Receipt, progress: ReadingProgress) -> Table:
    text, line_end = normalise_lines(decode(contents.data, choices.encoding, receipt))
    progress(0.2, "Finding the columns")
    dialect = find_dialect(text, choices, receipt)
    _refuse_too_many_cells(text, dialect)
    _refuse_long_cells(text, dialect)
    table = (
        _from_bulk(text, contents.data, dialect, choices, receipt, progress)
        if len(text) >= LARGE_BYTES
        else None
    )
    if table is None:
        if len(text) > MAX_IRREGULAR:
            raise TableError(
                f"The file is not one regular table throughout, and such files can be read up to {in_megabytes(MAX_IRREGULAR)}. "
                "Bring a smaller part of it."
            )
        rows = read_rows(text, dialect)
        if sep_directive(text) is not None:
            rows = replace(rows, cells=rows.cells[1:], lines=rows.lines[1:])
        table = _from_rows(rows, dialect, choices, receipt, progress, text)
    table.source = replace(table.source, encoding=receipt.encoding, line_end=line_end)
    return table


def _from_bulk(
    text: str, data: bytes, dialect: Dialect, choices: Choices, receipt: Receipt, progress: ReadingProgress
) -> Table | None:
    """The fast path; None, and nothing written to the receipt, when the file is not regular enough for it."""
    trial = Receipt()
    written, plain = simpler(text, dialect)
    plan = make_plan(written, plain, choices, trial)
    if plan is None:
        return None
    same = (
        written is text
        and receipt.encoding == "utf-8"
        and b"\r" not in data
        and b"\x00" not in data
        and "\ufffd" not in text
    )
    progress(0.3, "Reading the rows")
    bulk = read_bulk(data if same else written.encode("utf-8", errors="replace"), plan, choices, trial)
    if bulk is None:
        return None
    _refuse_long_words(bulk.raw, bulk.lines)
    receipt.take_over(trial)
    progress(0.7, "Reading the numbers")
    original = dict(zip(plan.names, plan.original, strict=True))
    routes = dict(zip(plan.names, plan.routes, strict=True))
    raw, lines = bulk.raw, bulk.lines
    if choices.rows_left_out:
        keep = _wanted(lines, choices, receipt)
        raw, lines = {name: values[keep].reset_index(drop=True) for name, values in raw.items()}, lines[keep]
    units = {name: plan.dressed[name].unit for name in plan.dressed if raw[name].dtype.kind in "if"}
    known = Votes()
    # As many as the cells of a column that is studied: whole numbers tell nothing, however many there are
    known.decimal[plan.decimal] = len(lines) * sum(
        _has_fractions(raw[name], whole) for name, whole in zip(plan.names, plan.whole, strict=True)
    )
    frame, columns = _finish(raw, original, routes, plan.decimal, dialect, choices, receipt, known, units)
    source = Source(b"", dialect, "", "\n", plan.header_lines, plan.width)
    return Table(frame, receipt, columns, lines, source)


def _has_fractions(values: pd.Series, whole: bool) -> bool:
    """Whether a column came as numbers with a decimal mark. `whole`: at its top there is none."""
    if values.dtype.kind not in "if" or not whole:
        return values.dtype.kind in "if"
    return values.dtype.kind == "f" and bool((values.dropna() % 1 != 0).any())


def _from_rows(
    rows: Rows,
    dialect: Dialect,
    choices: Choices,
    receipt: Receipt,
    progress: ReadingProgress,
    text: str = "",
    shown: ShownCells | None = None,
) -> Table:
    """The stages from the table area on. `text` is what the rows were cut from, if anything; `shown` how a sheet shows its cells."""
    area = find_area(rows, choices, receipt)
    if not area.rows:
        raise TableError(_nothing(choices))
    if area.width > MAX_COLUMNS or area.width * len(area.rows) > MAX_CELLS:
        raise TableError(_too_many(len(area.rows), area.width))
    cells = [rows.cells[i] for i in area.rows]
    lines = [rows.lines[i] for i in area.rows]
    # A title may be cut in any way: it is left out as a whole
    report_cuts(cuts_between(rows, lines[0], lines[-1]), lambda line: split_lines(text)[line - 1], receipt)
    header_rows = (
        count_header_rows(cells) if choices.header_rows is None else min(choices.header_rows, len(cells))
    )
    header, body, numbers = cells[:header_rows], cells[header_rows:], lines[header_rows:]
    if not body:
        raise TableError("The table has a row of names but no rows of data below it.")
    width = max(area.width, 1)
    progress(0.4, "Reading the rows")
    body, numbers = _without_repeated_header(header, body, numbers, receipt)
    keep = np.flatnonzero(_wanted(np.array(numbers), choices, receipt)).tolist()
    body, numbers = [body[i] for i in keep], [numbers[i] for i in keep]
    if dialect.runs and dialect.delimiter == " " and text:
        written = split_lines(text)
        above, below = (
            [written[line - 1] for line in part] for part in (lines[:header_rows], numbers[:_SEEN])
        )
        header = under_names(header, above, below, width)
    body = fit_rows(body, numbers, habits_of(body, width), receipt)
    names, original = column_names(without_corner(header, body, width), width, receipt)
    raw = {name: pd.Series([row[j] for row in body], dtype=object) for j, name in enumerate(names)}
    progress(0.6, "Reading the numbers")
    totals = grouping_votes(rows.cells[i] for i in area.below)
    frame, columns = _finish(
        raw, dict(zip(names, original, strict=True)), {}, ".", dialect, choices, receipt, totals
    )
    if shown is not None:
        at = {name: j for j, name in enumerate(names)}
        columns = tuple(
            replace(each, number_format=shown.of_column(at[each.name], each.kind, each.unit))
            for each in columns
        )
    source = Source(b"", dialect, "", "\n", tuple(lines[:header_rows]), width)
    return Table(frame, receipt, columns, np.array(numbers, dtype=np.int64), source)


def _nothing(choices: Choices) -> str:
    """Why there are no rows at all, in words."""
    if choices.first_row is None and choices.last_row is None:
        return "The file holds no table: there is nothing in it but empty lines."
    return "No row is left between the lines on which you let the table begin and end. Clear them, or choose others."


def _refuse_too_many_cells(text: str, dialect: Dialect) -> None:
    """Count before cutting: the cells of a text may take far more memory than the text."""
    if len(text) <= MAX_CELLS and ("\n" in text[:MAX_COLUMNS] or len(text) < MAX_COLUMNS):
        return
    lines = text.count("\n") + 1
    cells = lines if dialect.single or dialect.runs else lines + text.count(dialect.delimiter)
    if cells > min(MAX_CELLS, MAX_COLUMNS * lines):
        raise TableError(_too_many(lines, cells // lines))


def _refuse_long_cells(text: str, dialect: Dialect) -> None:
    """Look at the cells of long lines only. From each line begin, jump to the last line end within the limit."""
    begin = 0
    while len(text) - begin > MAX_CELL_CHARACTERS:
        end = text.rfind("\n", begin, begin + MAX_CELL_CHARACTERS + 1)
        if end < 0:
            end = text.find("\n", begin)
            end = len(text) if end < 0 else end
            line = text[begin:end]
            row = [line] if dialect.single else split_line(line, dialect)[0]
            refuse_long_cells(row, f"line {text.count(chr(10), 0, begin) + 1:,}")
        begin = end + 1


def _refuse_long_words(raw: dict[str, pd.Series], lines: NDArray[np.int64]) -> None:
    """The same for cells over several lines, which only the C parser lets grow so long."""
    for values in raw.values():
        if isinstance(values.dtype, pd.StringDtype) and values.array.nbytes > MAX_CELL_CHARACTERS:
            lengths = values.str.len()
            if lengths.max() > MAX_CELL_CHARACTERS:
                row = int(lengths.argmax())
                refuse_long_cells([str(values.iloc[row])], f"the row that begins on line {lines[row]:,}")


def _too_many(rows: int, columns: int) -> str:
    return (
        f"The table has {counted(rows, 'row', 'rows')} and {columns:,} columns; up to {MAX_COLUMNS:,} columns and "
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
    report_names_again(len(again), numbers[again[0]], receipt)
    gone = set(again)
    keep = [i for i in range(len(body)) if i not in gone]
    return [body[i] for i in keep], [numbers[i] for i in keep]


def _wanted(lines: NDArray[np.int64], choices: Choices, receipt: Receipt) -> NDArray[np.bool_]:
    """Which rows, by the line each begins on, the user wants in the table."""
    keep = ~np.isin(lines, choices.rows_left_out)
    gone = int((~keep).sum())
    if gone:
        if gone == len(lines):
            raise TableError("No row is left: you left out all of them. Take some back.")
        first = int(lines[~keep][0])
        text = f"{counted(gone, 'row', 'rows')} {was(gone)} left out because you said so (first on line {first})."
        receipt.say(Topic.UNWANTED, text, gone, line=first)
    return keep


def _finish(
    raw: dict[str, pd.Series],
    original: dict[str, str],
    routes: dict[str, str],
    decimal: str,
    dialect: Dialect,
    choices: Choices,
    receipt: Receipt,
    known: Votes | None = None,
    units: Mapping[str, str] | None = None,
) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """Columns of words (or of numbers, from the fast path) -> the frame and what is known of each column.

    `known` is what numbers outside the table say about the marks; `units` are those of columns that came as numbers.
    """
    studied: list[Studied] = []
    done: dict[str, tuple[pd.Series, Column]] = {}
    known = known or Votes()
    dropped = 0
    numbers = {name: values for name, values in raw.items() if pd.api.types.is_numeric_dtype(values)}
    for values, fact in long_numbers(numbers, original, decimal, units or {}):
        done[fact.name] = values, fact
    for name, values in raw.items():
        if name in done:
            continue
        ready = _long_column(name, original[name], values, routes.get(name, "study"))
        if ready is not None:
            done[name] = ready
            continue
        column = study(name, original[name], values, choices)
        if column.kind == "empty" and not original[name] and len(raw) > 1:
            dropped += 1
            continue
        studied.append(column)
    series, facts = read_columns(studied, known, dialect.delimiter, choices, receipt)
    for name, (values, fact) in done.items():
        series[name], facts[name] = values, fact
    order = [name for name in raw if name in series]
    if dropped:
        text = f"{counted(dropped, 'column', 'columns')} without name and content {was(dropped)} left out."
        receipt.say(Topic.NO_CONTENT, text, dropped)
    facts = {name: facts[name] for name in order}
    report_columns(facts, receipt, choices.bounds)
    return pd.DataFrame({name: series[name].array for name in order}), tuple(facts.values())


def _long_column(name: str, original: str, values: pd.Series, route: str) -> tuple[pd.Series, Column] | None:
    """A column of words or dates of the fast path that needs no study cell by cell; None for all others."""
    if route == "words":
        return long_words(name, original, values)
    return long_dates(name, original, values) if route == "date" else None
