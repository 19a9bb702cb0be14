"""A picture → its colours: which there are, how many pixels have each, and which one each pixel has.

A photo of 12 million pixels has some 100,000 colours or fewer worth telling apart: these are the points, and the number of
pixels of each is its weight. Pillow reads the file; what a visitor brings is read by `tables.apart`, in a process of its own.
"""

from __future__ import annotations

import io
import math
import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from tables.errors import PictureError
from tables.limits import MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, MEGABYTE, in_megabytes

MOST_COLORS = 100_000
"""More are told apart by fewer bits: a half-step on so many points takes some 10 ms, and no eye misses the difference."""
MOST_SHOWN = 200_000
"""Pixels of a picture on the page: two of 450 by 430 stand beside each other on a wide screen."""

FORMATS = {"PNG": "PNG", "JPEG": "JPEG", "MPO": "JPEG", "WEBP": "WebP"}
"""What is taken, by Pillow's names; cameras write several views into one JPEG, which it calls MPO."""
_OTHERS = (
    (b"%PDF", 0, "a PDF"),
    (b"GIF8", 0, "a GIF"),
    (b"BM", 0, "a BMP"),
    (b"II*\0", 0, "a TIFF"),
    (b"MM\0*", 0, "a TIFF"),
    (b"ftypavif", 4, "an AVIF picture"),
    (b"ftyphei", 4, "a HEIC picture, as some phones make them"),
    (b"ftypmif1", 4, "a HEIC picture, as some phones make them"),
    (b"ftyp", 4, "a film"),
    (b"PK\x03\x04", 0, "a ZIP archive or a document"),
    (b"<svg", 0, "an SVG drawing"),
    (b"<?xml", 0, "an SVG drawing or another XML file"),
)
"""How a file begins that is something else: the bytes, where they stand, and what it is."""

MOVES = "It moves: its first picture is used."
FOR_PRINT = "It is made for print (CMYK): on screen its colours are an approximation."
DEEP = "It has 16 bits for each channel: the first 8 are used, as a screen does."
SEE_THROUGH = "It is transparent in places: white shows through."
UNSEEN = "It is transparent everywhere: only white shows through."
TURNED = "It was taken with the camera turned, and stands upright here."
DAMAGED = (
    "The picture is damaged or ends too early: it could not be read to its end. Get it anew from where it comes from, or open "
    "it and save it again as PNG."
)

Pixels = NDArray[np.uint8]
ColorLabels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Picture:
    """What there is to know of a picture for finding its colours.

    format : "PNG", "JPEG" or "WebP"
    file_bytes : the size of the file
    distinct : how many colours the pixels have
    bits : so many of the 8 bits of red, green and blue are told apart; 8 unless there are more than MOST_COLORS
    colors : array of shape (n, 3), from 0 to 255: red, green, blue; of pixels that are not told apart the average
    counts : whole numbers of shape (n,): how many pixels have each
    index : whole numbers of shape (height, width): which of the colours each pixel has
    lost : what is lost by telling fewer bits apart: the sum of the squared differences of all pixels to their colours
    shown : a PNG file of every `every`-th pixel of every `every`-th row, as they were
    notes : what was done to it, in sentences
    """

    format: str
    file_bytes: int
    distinct: int
    bits: int
    colors: NDArray[np.float64]
    counts: NDArray[np.int64]
    index: NDArray[np.uint32]
    lost: float
    every: int
    shown: bytes
    notes: tuple[str, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, in pixels."""
        height, width = self.index.shape
        return width, height

    @property
    def index_shown(self) -> NDArray[np.uint32]:
        """`index` of the pixels that are shown."""
        return self.index[:: self.every, :: self.every]


def read_picture(data: bytes) -> Picture:
    """The colours of a PNG, JPEG or WebP file, upright, on white where it is transparent.

    Raises PictureError, with a sentence for the screen, if the file is none of these, is damaged, or has more bytes or pixels
    than tables/limits.py allows. Which has more pixels is told from its head, before any of them is unpacked.
    """
    refuse_too_many_bytes(data)
    image = _opened(data)
    width, height = image.size
    if width * height > MAX_PICTURE_PIXELS:
        raise PictureError(
            f"This picture is {width:,} × {height:,} pixels; up to {MAX_PICTURE_PIXELS / MEGABYTE:,.0f} million pixels can be "
            "taken. Make it smaller, and bring it again."
        )
    kind = FORMATS[str(image.format)]
    notes = [MOVES] if image.format != "MPO" and getattr(image, "n_frames", 1) > 1 else []
    try:
        pixels = _pixels(image, notes)
    except MemoryError:
        raise
    except Exception:  # Pillow says it by many kinds of error
        raise PictureError(DAMAGED) from None
    return picture_of(pixels, kind, len(data), tuple(notes))


def refuse_too_many_bytes(data: bytes) -> None:
    """Raises PictureError."""
    if len(data) > MAX_PICTURE_BYTES:
        raise PictureError(
            f"This file has {in_megabytes(len(data))}; a picture may have up to {in_megabytes(MAX_PICTURE_BYTES)}. Make it "
            "smaller, and bring it again."
        )


def _opened(data: bytes) -> Image.Image:
    """The head is read, and no pixel."""
    if not data:
        raise PictureError("This file is empty. Bring a picture as PNG, JPEG or WebP.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of large pictures: the limit is ours
        try:
            return Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP"))
        except Image.DecompressionBombError:
            raise PictureError(
                f"This picture has hundreds of millions of pixels; up to {MAX_PICTURE_PIXELS / MEGABYTE:,.0f} million can be "
                "taken. Make it smaller, and bring it again."
            ) from None
        except MemoryError:
            raise
        except Exception:
            raise PictureError(_what_else(data)) from None


def _what_else(data: bytes) -> str:
    for sign, at, what in _OTHERS:
        if data[at : at + len(sign)] == sign:
            return f"This file is {what}. Pictures are taken as PNG, JPEG or WebP: open it, and save it as one of these."
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"RIFF")):
        return DAMAGED
    return "This file is not a picture that can be read here. Bring one as PNG, JPEG or WebP."


def _pixels(image: Image.Image, notes: list[str]) -> Pixels:
    """Red, green and blue of each pixel, shape (height, width, 3). What had to be done is added to `notes`."""
    if image.mode.startswith("I") or any("16" in str(tile[3]) for tile in getattr(image, "tile", ())):
        notes.append(DEEP)
    if image.mode == "CMYK":
        notes.append(FOR_PRINT)
    if image.getexif().get(_ORIENTATION) in _OTHER_WAYS:
        notes.append(TURNED)
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):
        image = Image.fromarray((np.asarray(image).astype(np.int64) >> 8).clip(0, 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        opaque = np.asarray(image)[..., 3]
        if opaque.min() < 255:
            notes.append(SEE_THROUGH if opaque.any() else UNSEEN)
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return np.asarray(image.convert("RGB"))


_ORIENTATION = 0x0112
_OTHER_WAYS = range(2, 9)
"""What a file may say there of a camera that was not held upright; Pillow turns the picture for these alone."""


def picture_of(
    pixels: Pixels,
    kind: str,
    file_bytes: int,
    notes: tuple[str, ...] = (),
    shown: bytes | None = None,
) -> Picture:
    """The colours of pixels of shape (height, width, 3). shown : what is made of the pixels if None, see `Picture`"""
    height, width, _ = pixels.shape
    every = max(1, math.ceil(math.sqrt(width * height / MOST_SHOWN)))
    packed = pixels[..., 0].astype(np.uint32)
    for channel in (1, 2):
        packed <<= 8
        packed |= pixels[..., channel]
    found, counts, index = _counted(packed)
    bits, group = 8, np.arange(len(found))
    while group.max() >= MOST_COLORS:
        bits -= 1
        group = _told_apart(found, bits)
    weights = np.bincount(group, counts)
    channels = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(np.float64)
    colors = np.stack([np.bincount(group, counts * each) / weights for each in channels.T], axis=1)
    return Picture(
        format=kind,
        file_bytes=file_bytes,
        distinct=len(found),
        bits=bits,
        colors=colors,
        counts=weights.astype(np.int64),
        index=group.astype(np.uint32)[index],
        lost=float(counts @ ((channels - colors[group]) ** 2).sum(axis=1)),
        every=every,
        shown=png(pixels[::every, ::every]) if shown is None else shown,
        notes=notes,
    )


def _counted(
    packed: NDArray[np.uint32],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.integer]]:
    """The packed colours that there are, in order, how many pixels have each, and which of them each pixel has."""
    # Of 65,536 pairs of red and green few are there: counted are the colours of these, not all that could be.
    pairs = packed >> 8
    is_there = np.zeros(1 << 16, dtype=bool)
    is_there[pairs] = True
    compact = (np.cumsum(is_there, dtype=np.uint32) - 1)[pairs] << 8 | packed & 255
    of_each = np.bincount(compact.ravel())
    used = np.flatnonzero(of_each)
    number = np.zeros(len(of_each), dtype=np.uint32)
    number[used] = np.arange(len(used))
    found = np.flatnonzero(is_there)[used >> 8] << 8 | used & 255
    return found, of_each[used], number[compact]


def _told_apart(found: NDArray[np.int64], bits: int) -> NDArray[np.int64]:
    """Numbers from 0 for the packed colours `found`: the same for those whose channels agree in their first `bits` bits."""
    dropped = 8 - bits
    red, green, blue = (found >> shift & 255 for shift in (16, 8, 0))
    reduced = red >> dropped << 2 * bits | green >> dropped << bits | blue >> dropped
    is_there = np.zeros(1 << 3 * bits, dtype=bool)
    is_there[reduced] = True
    numbers: NDArray[np.int64] = (np.cumsum(is_there) - 1)[reduced]
    return numbers


def png(pixels: Pixels) -> bytes:
    """Pixels of shape (height, width, 3) as a PNG file."""
    stream = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(stream, "PNG", compress_level=3)
    return stream.getvalue()
