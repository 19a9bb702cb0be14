"""Asking another process to read, and saying in a sentence how it went. May be called by several threads at once."""

from __future__ import annotations

import contextlib
import queue
import signal
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tables.apart import wire
from tables.apart.child import WALL
from tables.apart.children import Child, Children, usual_children
from tables.apart.packing import pack_choices, pack_table, unpack_picture, unpack_table
from tables.apart.turns import TICK, Turns
from tables.errors import FileError, PictureError, TableError
from tables.limits import (
    MEGABYTE,
    PACKED,
    READ_LARGE_AT_ONCE,
    READ_SMALL_AT_ONCE,
    READ_SMALL_BYTES,
    READING_MEMORY,
    READING_MEMORY_SMALL,
    READING_SECONDS,
    READING_SECONDS_PER_MEGABYTE,
    in_megabytes,
)
from tables.model import Choices, Table
from tables.opening.container import refuse_too_large
from tables.picture import Picture, refuse_too_many_bytes
from tables.reader import ReadingProgress

children: Children = usual_children()
_small, _large = Turns(READ_SMALL_AT_ONCE), Turns(READ_LARGE_AT_ONCE)
_GRACE = 5
"""Seconds after which this process ends a child that its own limits should have ended."""
_ZIP, _GZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
_OUT_OF_TIME = tuple(-getattr(signal, name, 0) for name in ("SIGXCPU", "SIGALRM"))
_OUT_OF_MEMORY = tuple(-getattr(signal, name, 0) for name in ("SIGABRT", "SIGKILL", "SIGSEGV", "SIGBUS"))


@dataclass(frozen=True)
class _Kind:
    """What is said of a kind of file that cannot be read.

    too_long, too_large : what to do about one that takes too much time, or memory
    """

    error: type[FileError]
    unreadable: str
    too_long: str
    too_large: str


_TABLE = _Kind(
    TableError,
    "The file could not be read as a table. Save it again as .csv (UTF-8) or .xlsx.",
    "Bring a smaller part of it, or save it again as .csv (UTF-8).",
    "Bring a smaller part of it.",
)
_PICTURE = _Kind(
    PictureError,
    "The file could not be read as a picture. Open it, and save it again as PNG or JPEG.",
    "Make the picture smaller, and bring it again.",
    "Make the picture smaller, and bring it again.",
)


@dataclass(frozen=True)
class _Allowance:
    """What the work on a file may take."""

    is_small: bool
    seconds: int
    memory: int


def warm() -> None:
    """Get ready to read, if that has not been done. Takes no time."""
    with contextlib.suppress(OSError):  # whoever then wants to read is told
        children.warm()


def read_table(
    data: bytes, filename: str, choices: Choices | None = None, progress: ReadingProgress | None = None
) -> Table:
    """What `tables.read_table` gives, read in a process of its own; the same TableError where there is no table.

    `progress` is called several times a second, also while the file has to wait for its turn. If it raises, the reading
    ends at once.
    """
    refuse_too_large(data)
    message = {"filename": filename, "choices": pack_choices(choices or Choices())}
    answer = _ask("read", message, [data], progress or _silent, _TABLE, _allowance(data))
    try:
        return unpack_table(answer.message, answer.blobs, data)
    except Exception:  # whatever a process says that a file has taken over
        raise TableError(_TABLE.unreadable) from None


def read_picture(data: bytes, progress: ReadingProgress | None = None) -> Picture:
    """What `tables.picture.read_picture` gives, read in a process of its own; the same PictureError where there is none.

    `progress` as for `read_table`.
    """
    refuse_too_many_bytes(data)
    # How many pixels a file has, its size does not tell: all are allowed what the largest needs
    allowed = _Allowance(is_small=False, seconds=READING_SECONDS, memory=READING_MEMORY)
    answer = _ask("read picture", {}, [data], progress or _silent, _PICTURE, allowed)
    try:
        return unpack_picture(answer.message, answer.blobs)
    except Exception:
        raise PictureError(_PICTURE.unreadable) from None


def write_back(table: Table, extra: Mapping[str, Sequence[object]]) -> bytes:
    """What `tables.write_back` gives, made in a process of its own.

    The values are numbers, words or None. Raises TableError when it takes more than it may.
    """
    packed, blobs = pack_table(table, with_frame=False)
    message = {"table": packed, "extra": {name: list(values) for name, values in extra.items()}}
    data = table.source.data
    answer = _ask("write back", message, [data, *blobs], _silent, _TABLE, _allowance(data))
    return answer.blobs[0]


def _silent(fraction: float, words: str) -> None:
    """Nobody listens."""


def _ask(
    work: str,
    message: Mapping[str, Any],
    blobs: Sequence[wire.Blob],
    progress: ReadingProgress,
    kind: _Kind,
    allowed: _Allowance,
) -> wire.Pieces:
    """The answer to a request whose first blob is the file. Waits for its turn."""
    data = blobs[0]
    assert isinstance(data, bytes)

    def waiting(before: int) -> None:
        others = "yours is next" if before == 0 else f"yours comes after {before + 1} more"
        progress(0.0, f"Other files are being read; {others}")

    with (_small if allowed.is_small else _large).turn(waiting):
        answer = _once(work, message, blobs, allowed, progress)
        if answer is None:
            # The nursery has died under it, or has let nothing begin: with another one, once more
            answer = _once(work, message, blobs, allowed, progress)
        if answer is None:
            raise kind.error("The file could not be read just now. Try again in a moment.")
        if isinstance(answer, wire.Pieces) and "problem" not in answer.message:
            return answer
        if isinstance(answer, wire.Pieces) and not answer.message.get("memory"):
            raise kind.error(str(answer.message["problem"]))
        if answer in _OUT_OF_TIME:
            raise kind.error(
                f"Reading this file took more than {allowed.seconds} s, more than a file of its size may take. It was not "
                f"opened. {kind.too_long}"
            )
        if isinstance(answer, wire.Pieces) or answer in _OUT_OF_MEMORY:
            raise kind.error(_why_too_large(data, kind, allowed, progress))
    raise kind.error(kind.unreadable)


def _allowance(data: bytes) -> _Allowance:
    size = len(data) * (PACKED if data.startswith((_ZIP, _GZIP)) else 1)
    is_small = size <= READ_SMALL_BYTES
    seconds = READING_SECONDS + READING_SECONDS_PER_MEGABYTE * (size // MEGABYTE)
    return _Allowance(is_small, seconds, READING_MEMORY_SMALL if is_small else READING_MEMORY)


def _why_too_large(data: bytes, kind: _Kind, allowed: _Allowance, progress: ReadingProgress) -> str:
    """A sentence on a file that needed too much memory. A workbook is looked at once more: most often one cell did it."""
    if data.startswith((_ZIP, _OLD_WORKBOOK)):
        found = _once("far cells", {}, [data], allowed, progress)
        if isinstance(found, wire.Pieces) and isinstance(found.message.get("sentence"), str):
            return str(found.message["sentence"])
    what = (
        "In a workbook a few cells are enough for that, where one stands far out or many repeat a long text: copy the table "
        "into a new sheet, or save it as .csv."
        if data.startswith((_ZIP, _OLD_WORKBOOK))
        else kind.too_large
    )
    return (
        f"Reading this file takes more than {in_megabytes(allowed.memory)} of memory, more than a file may take here. "
        f"It was not opened. {what}"
    )


def _once(
    work: str,
    message: Mapping[str, Any],
    blobs: Sequence[wire.Blob],
    allowed: _Allowance,
    progress: ReadingProgress,
) -> wire.Pieces | int | None:
    """The answer of one child; or how that ended without one, as `Child.ended` says it."""
    try:
        child = children.start()
    except OSError:
        return None
    said: queue.SimpleQueue[wire.Pieces | None] = queue.SimpleQueue()
    limits = {"memory": allowed.memory, "seconds": allowed.seconds}
    talk = threading.Thread(
        target=_talk, args=(child, limits, {**message, "work": work}, blobs, said), daemon=True
    )
    talk.start()
    last = 0.0, "Opening the file"
    deadline = time.monotonic() + WALL * allowed.seconds + _GRACE
    try:
        while time.monotonic() < deadline:
            try:
                answer = said.get(timeout=TICK)
            except queue.Empty:
                progress(*last)
                continue
            if answer is None:
                return child.ended()
            if "fraction" not in answer.message:
                return answer
            last = answer.message["fraction"], answer.message["words"]
            progress(*last)
        return _OUT_OF_TIME[0]
    finally:
        child.kill()
        talk.join()
        child.close()


def _talk(
    child: Child,
    limits: wire.Message,
    request: wire.Message,
    blobs: Sequence[wire.Blob],
    said: queue.SimpleQueue[wire.Pieces | None],
) -> None:
    """Send the request and hand on what is said, to the answer or the end: None. Its own thread, for streams block."""
    try:
        wire.send(child.writer, limits)
        wire.send(child.writer, request, blobs)
        while (answer := wire.receive(child.reader, READING_MEMORY)) is not None:
            message = answer.message
            if "fraction" in message:
                message |= {"fraction": float(message["fraction"]), "words": str(message["words"])}
            said.put(answer)
            if "fraction" not in message:
                return
    except Exception:  # whatever has come to an end, or is no message
        pass
    said.put(None)
