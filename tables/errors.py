"""The exceptions of this folder."""

from __future__ import annotations


class TableError(ValueError):
    """What is wrong with the file, where, and what to do: one or two plain sentences to show as they are."""


class OutOfMemoryError(TableError):
    """There was not enough memory to read the file."""
