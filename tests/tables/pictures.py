"""Pictures as files, good and bad, for the tests."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image

from tables.picture import Pixels

FOUR: Pixels = np.array([[[255, 0, 0], [255, 0, 0]], [[0, 0, 255], [0, 0, 0]]], dtype=np.uint8)
"""Two by two: red, red; blue, black."""


def saved(pixels: Any, kind: str = "PNG", mode: str | None = None, **options: Any) -> bytes:
    """Pixels, or an image, as a file."""
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    stream = io.BytesIO()
    (image.convert(mode) if mode else image).save(stream, kind, **options)
    return stream.getvalue()


def noise(width: int, height: int) -> Pixels:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)


def png_head(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and has next to no pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10))
        + chunk(b"IEND", b"")
    )


def deep_png() -> bytes:
    """Two by two with 16 bits for each of red, green and blue: 0xAB12 everywhere."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))

    head = struct.pack("!IIBBBBB", 2, 2, 16, 2, 0, 0, 0)
    row = b"\0" + b"\xab\x12" * 6
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(row * 2))
        + chunk(b"IEND", b"")
    )


def bad_pictures() -> dict[str, tuple[bytes, str]]:
    """Files that are refused, and words that the sentence must have."""
    photo = saved(noise(300, 200), "JPEG")
    drawing = saved(noise(300, 200))
    return {
        "empty": (b"", "empty"),
        "truncated JPEG": (photo[: len(photo) // 2], "ends too early"),
        "truncated PNG": (drawing[: len(drawing) // 2], "ends too early"),
        "truncated WebP": (saved(noise(300, 200), "WEBP")[:2000], "ends too early"),
        "only a head": (b"\x89PNG\r\n\x1a\n", "ends too early"),
        "a head of 30,000 x 30,000": (png_head(30_000, 30_000), "million"),
        "a head of 6,000 x 5,000": (png_head(6_000, 5_000), "6,000 × 5,000 pixels"),
        "a PDF": (b"%PDF-1.7\n" + b"x" * 100, "is a PDF"),
        "a GIF": (saved(noise(3, 3), "GIF"), "is a GIF"),
        "a HEIC": (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC"),
        "a table": (b"a,b\n1,2\n", "not a picture"),
        "random bytes": (bytes(range(256)) * 9, "not a picture"),
        "a broken checksum": (drawing[:2000] + b"\0\0\0\0" + drawing[2004:], "damaged"),
    }
