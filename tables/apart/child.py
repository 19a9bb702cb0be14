"""The process that reads: limits itself, does one piece of work, answers, and ends.

On Linux `nursery` forks and calls `serve`. Where forking is not safe it starts with `main`: the work comes on the standard
input, the answer goes to the standard output.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from tables.apart import wire
from tables.apart.packing import pack_choices, pack_picture, pack_table, unpack_choices, unpack_table
from tables.errors import FileError, OutOfMemoryError
from tables.limits import LARGE_BYTES, READING_MEMORY
from tables.model import Choices
from tables.opening.far_cells import far_cells
from tables.picture import read_picture
from tables.reader import ReadingProgress, read_table
from tables.writeback import write_back

try:
    import resource
except ImportError:  # Windows has none: whoever asked sees to the time, and nobody to the memory
    resource = None  # type: ignore[assignment]

Answer = tuple[wire.Message, Sequence[wire.Blob]]
Work = Callable[[wire.Pieces, ReadingProgress], Answer]

_NICE = 5
"""Pages of the other visitors come first."""
_KILLED_FIRST = b"1000"


def serve(reader: BinaryIO, writer: BinaryIO) -> None:
    """One request, one answer. The first message says how much may be used, the second what is to be done."""
    limits = wire.receive(reader, 0)
    if limits is None:
        return
    limit_this_process(**limits.message)
    request = wire.receive(reader, READING_MEMORY)
    if request is None:
        return

    def progress(fraction: float, words: str) -> None:
        wire.send(writer, {"fraction": fraction, "words": words})

    try:
        message, blobs = WORK[request.message["work"]](request, progress)
    except FileError as problem:
        message, blobs = {"problem": str(problem), "memory": isinstance(problem, OutOfMemoryError)}, []
    except MemoryError:
        message, blobs = {"problem": "", "memory": True}, []
    wire.send(writer, message, blobs)


def limit_this_process(memory: int, seconds: int) -> None:
    """From here on no more than `memory` bytes of address space and `seconds` of the processor; no file is written.

    By the clock on the wall three times the seconds are allowed, for the machine may be busy. All limits end the process
    from outside of Python, so that compiled code that never comes back is ended too. Not every system has each of them.
    """
    if resource is None:
        return
    with contextlib.suppress(OSError):
        # Where the whole machine runs out of memory, this process goes, and not the server
        Path("/proc/self/oom_score_adj").write_bytes(_KILLED_FIRST)
    with contextlib.suppress(OSError):
        os.nice(_NICE)
    for what, amount in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (amount, amount + 1 if what == resource.RLIMIT_CPU else amount))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, WALL * seconds)


WALL = 3
"""Seconds on the wall for each second of the processor."""


def _read(request: wire.Pieces, progress: ReadingProgress) -> Answer:
    message = request.message
    (data,) = request.blobs
    return pack_table(read_table(data, message["filename"], unpack_choices(message["choices"]), progress))


def _write_back(request: wire.Pieces, progress: ReadingProgress) -> Answer:
    data, *blobs = request.blobs
    table = unpack_table(request.message["table"], blobs, data)
    return {}, [write_back(table, request.message["extra"])]


def _far_cells(request: wire.Pieces, progress: ReadingProgress) -> Answer:
    return {"sentence": far_cells(*request.blobs)}, []


def _read_picture(request: wire.Pieces, progress: ReadingProgress) -> Answer:
    (data,) = request.blobs
    return pack_picture(read_picture(data))


WORK: dict[str, Work] = {
    "read": _read,
    "write back": _write_back,
    "far cells": _far_cells,
    "read picture": _read_picture,
}


def be_ready() -> None:
    """Load all that reading needs, by reading: what is imported late, or made at the first use, is there for all."""
    small = b"a,b,c\n1,2020-01-01,x\n3,2020-01-02,y\n"
    for data in (
        small,
        b"<table><tr><td>a<td>b<tr><td>1<td>2<tr><td>3<td>4</table>",
        'a;b\n1,5;Köln\n2,5;Bern, "Ost"\n'.encode("cp1252"),
        small + small[6:] * (LARGE_BYTES // 30),
    ):
        pack_table(read_table(data, "t.csv"))
    pack_choices(Choices())
    for name in ("PNG", "JPEG", "WEBP"):
        stream = io.BytesIO()
        Image.new("RGB", (2, 2)).save(stream, name)
        pack_picture(read_picture(stream.getvalue()))


def be_quiet() -> None:
    """What libraries cry when they die is for nobody: whoever asked says it in a sentence."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def main() -> None:
    """Serve the standard input and output once. Nothing else may write to them."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    be_ready()
    be_quiet()
    with contextlib.suppress(OSError):
        serve(sys.stdin.buffer, answers)
        answers.close()
    os._exit(0)  # nothing is left to tidy up, and a broken pipe is nothing to speak of
