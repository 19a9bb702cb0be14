"""What the two processes say to each other: messages of JSON with pieces of bytes behind them. Never pickle, which runs
what it reads.

A message is a length (8 bytes, the highest first), so many bytes of JSON, and then the pieces, whose sizes the JSON gives
under "sizes".
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

Message = dict[str, Any]
_LENGTH = struct.Struct("!Q")
_CHUNK = 1 << 24
"""Bytes taken at once, so that no announced size alone can fill the memory."""
MOST_JSON = 1 << 30
"""Names of 20,000 columns or the groups of millions of rows stay far below."""


class WireError(OSError):
    """What came is no message."""


@dataclass(frozen=True)
class Pieces:
    """A message and the bytes that came with it."""

    message: Message
    blobs: tuple[bytes, ...]


class Streamed(Protocol):
    """Bytes that are made only while they are sent."""

    @property
    def size(self) -> int:
        """How many there will be."""

    def write(self, stream: BinaryIO) -> None:
        """Write them, all `size` of them."""


Blob = bytes | Streamed


def send(stream: BinaryIO, message: Mapping[str, Any], blobs: Sequence[Blob] = ()) -> None:
    """Write one message."""
    sizes = [len(blob) if isinstance(blob, bytes) else blob.size for blob in blobs]
    head = json.dumps({**message, "sizes": sizes}, default=_plain).encode("ascii")
    stream.write(_LENGTH.pack(len(head)) + head)
    for blob in blobs:
        if isinstance(blob, bytes):
            stream.write(blob)
        else:
            blob.write(stream)
    stream.flush()


def receive(stream: BinaryIO, most: int) -> Pieces | None:
    """The next message; None at the end of the stream.

    Raises WireError where the stream ends inside a message, or says that more than `most` bytes follow.
    """
    first = stream.read(_LENGTH.size)
    if not first:
        return None
    if len(first) < _LENGTH.size:
        raise WireError("The stream ended inside a message.")
    (length,) = _LENGTH.unpack(first)
    if length > MOST_JSON:
        raise WireError("The message is too long.")
    try:
        message = json.loads(_exactly(stream, length))
        sizes = message.pop("sizes")
        blobs_in_all = sum(sizes)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise WireError("This is no message.") from None
    if any(not isinstance(size, int) or size < 0 for size in sizes) or blobs_in_all > most:
        raise WireError("More bytes are said to follow than can be.")
    return Pieces(message, tuple(_exactly(stream, size) for size in sizes))


def _exactly(stream: BinaryIO, size: int) -> bytes:
    """So many bytes; never more memory than has come."""
    parts = []
    while size:
        part = stream.read(min(size, _CHUNK))
        if not part:
            raise WireError("The stream ended inside a message.")
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _plain(value: object) -> object:
    """A NumPy number as one of Python's."""
    item = getattr(value, "item", None)
    if item is None:
        raise TypeError(f"{type(value).__name__} cannot be sent.")
    return item()
