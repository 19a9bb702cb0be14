"""The exceptions of this folder."""

from __future__ import annotations

import lzma
import zipfile
import zlib


class FileError(ValueError):
    """What is wrong with the file, where, and what to do: one or two plain sentences to show as they are."""


class TableError(FileError):
    """The same of a file in which a table was looked for."""


class PictureError(FileError):
    """The same of a file in which a picture was looked for."""


class OutOfMemoryError(TableError):
    """There was not enough memory to read the file."""


DAMAGED_ARCHIVE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError),
)
"""What `zipfile` raises of archives that are damaged, locked or packed in a way of their own."""
