"""How much a person may bring, in one place. Every refusal names the limit it comes from.

A number here protects the other people on the same server: one file must neither fill the memory nor keep the
processor for minutes.
"""

from __future__ import annotations

MEGABYTE = 1_000_000

MAX_BYTES = 200 * MEGABYTE
"""Size of the file as it was brought."""

MAX_UNPACKED = 400 * MEGABYTE
"""Size of what comes out of a .gz, .zip, .xlsx or .ods; checked against the declared size and while unpacking."""

MAX_CELLS = 60_000_000
"""Rows times columns of a text table."""

MAX_IRREGULAR = 60 * MEGABYTE
"""Characters of a text that is not one regular table: such a one is held cell by cell, some thirty times its size."""

MAX_SHEET_CELLS = 5_000_000
"""Rows times columns of one sheet: a sheet is held cell by cell, so it costs far more than text."""

MAX_COLUMNS = 20_000
"""More columns than this is not a table somebody clusters by hand."""

MAX_CELL_CHARACTERS = 1_000_000
"""A longer cell is a swallowed file, not a cell."""

LARGE_BYTES = 600_000
"""From this size on the decisions are taken on a sample, and the C parser of pandas reads the rest."""

SAMPLE_CHARACTERS = 1_000_000
SAMPLE_LINES = 100
"""How much of the top of a large file is looked at: so many lines, but no more than so many characters."""

TAIL_CHARACTERS = 8_000
"""How much of the bottom of a large file is looked at for notes and totals."""

DIALECT_CHARACTERS = 60_000
"""How much text is enough to tell the delimiter."""

DIALECT_LINES = 300
"""How many lines are enough to tell the delimiter."""


def in_megabytes(size: int) -> str:
    """`size` in words for a sentence on screen."""
    return f"{size / MEGABYTE:,.0f} MB"
