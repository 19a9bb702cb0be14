"""How much a person may bring, in one place. Every refusal names the limit it comes from.

A number here protects the other people on the same server: one file must neither fill the memory nor keep the
processor for minutes. Whoever runs the server may set the ones that `limit` names to others, in the environment: each by
its name behind `KMEANS_`, as a whole number (`KMEANS_MAX_BYTES=50000000`). The processes that read files (tables/apart)
inherit it. What Streamlit lets through before us is a setting of its own, `server.maxUploadSize`, in megabytes: it should
say the same as MAX_BYTES.
"""

from __future__ import annotations

import os

MEGABYTE = 1_000_000


def limit(name: str, usual: int) -> int:
    """The limit as the environment has it, else `usual`. Raises ValueError, naming the variable, for nonsense."""
    variable = f"KMEANS_{name}"
    words = os.environ.get(variable, "").strip()
    if not words:
        return usual
    if not words.isascii() or not words.isdigit() or int(words[:18]) == 0:
        raise ValueError(f"{variable} is {words!r}; it must be a whole number above zero, such as {usual}.")
    return int(words[:18])


MAX_BYTES = limit("MAX_BYTES", 200 * MEGABYTE)
"""Size of the file as it was brought."""

MAX_UNPACKED = limit("MAX_UNPACKED", 400 * MEGABYTE)
"""Size of what comes out of a .gz, .zip, .xlsx or .ods; checked against the declared size and while unpacking."""

MAX_MEMBERS = limit("MAX_MEMBERS", 10_000)
"""Files in a .zip, and members of a .gz: a workbook of a thousand sheets has some three thousand."""

MAX_CELLS = limit("MAX_CELLS", 60_000_000)
"""Rows times columns of a text table."""

MAX_IRREGULAR = limit("MAX_IRREGULAR", 60 * MEGABYTE)
"""Characters of a text that is not one regular table: such a one is held cell by cell, some thirty times its size."""

MAX_SHEET_CELLS = limit("MAX_SHEET_CELLS", 5_000_000)
"""Rows times columns of one sheet: a sheet is held cell by cell, so it costs far more than text."""

MAX_COLUMNS = limit("MAX_COLUMNS", 20_000)
"""More columns than this is not a table somebody clusters by hand."""

MAX_CELL_CHARACTERS = limit("MAX_CELL_CHARACTERS", 1_000_000)
"""A longer cell is a swallowed file, not a cell."""

READING_SECONDS = limit("READING_SECONDS", 20)
READING_SECONDS_PER_MEGABYTE = limit("READING_SECONDS_PER_MEGABYTE", 1)
"""How long a reading may keep the processor: some three times what the slowest honest files need (benchmarks/reading.py)."""

READING_MEMORY = limit("READING_MEMORY", 3_000 * MEGABYTE)
"""Address space of a process that reads a large file; 60 MB of an irregular text take two thirds of it."""

READING_MEMORY_SMALL = limit("READING_MEMORY_SMALL", 1_500 * MEGABYTE)
"""The same for a small file: half a million cells of a sheet take a third of it."""

READ_SMALL_BYTES = 5 * MEGABYTE
"""Up to this size, unpacked, a file is small: it need not wait behind large ones."""

READ_LARGE_AT_ONCE = limit("READ_LARGE_AT_ONCE", 2)
READ_SMALL_AT_ONCE = limit("READ_SMALL_AT_ONCE", 4)
"""How many files are read at the same time; others wait. Times the memory of each: what reading takes at most."""

PACKED = 10
"""What is packed usually comes out some ten times as large; time and memory are allowed for that."""

MAX_PICTURE_BYTES = limit("MAX_PICTURE_BYTES", 40 * MEGABYTE)
"""Size of the file of a picture: a photo of 25 megapixels takes some 30 MB as a PNG, 10 as a JPEG."""

MAX_PICTURE_PIXELS = limit("MAX_PICTURE_PIXELS", 25_000_000)
"""What the cameras of phones make. Reading takes some 30 bytes a pixel, and the visit keeps 4."""

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
