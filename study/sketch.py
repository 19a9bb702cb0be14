"""A few colours that stand for all of a picture: enough to draw a first palette from, and to see which start is worth its way.

The colour cube is cut in two again and again, across green, red and blue in turn, as long as no more than `MOST_CELLS` of the
pieces have colours in them. A piece is told by the first bits of its colours, those of the three channels taken in turn: sorted
by such numbers (a Z-order curve), the colours of each piece stand together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmeans_core.checks import FloatArray
from tables.picture import Picture

MOST_CELLS = 2048
"""With fewer, the start that is best here is less often one that is good on all colours; with more it takes longer."""


@dataclass(frozen=True, eq=False)
class Sketch:
    """Pieces of the colour cube, n of them.

    colors : array of shape (n, 3), the average colour in each
    typical : array of shape (n, 3), the colour that most pixels have in each
    counts : whole numbers of shape (n,), how many pixels it has
    """

    colors: FloatArray
    typical: FloatArray
    counts: NDArray[np.int64]


def sketch_of(picture: Picture, most: int = MOST_CELLS) -> Sketch:
    """The picture itself where it has at most so many colours."""
    colors, counts = picture.colors, picture.counts
    if len(colors) <= most:
        return Sketch(colors, colors, counts)
    red, green, blue = _SPREAD[colors.astype(np.uint8)].T
    places = green << 2 | red << 1 | blue
    order = np.argsort(places)
    places = places[order]
    # The pieces of the finest cut that has few enough: how many agree in their first bits only grows with the bits.
    apart = places[1:] ^ places[:-1]
    finest = next(bits for bits in range(24) if np.count_nonzero(apart >> bits) < most)
    firsts = np.flatnonzero(np.concatenate([[True], apart >> finest > 0]))
    colors, counts = colors[order], counts[order]
    pixels = np.add.reduceat(counts, firsts)
    averages = np.add.reduceat(colors * counts[:, np.newaxis], firsts) / pixels[:, np.newaxis]
    most_pixels = np.repeat(np.maximum.reduceat(counts, firsts), np.diff(firsts, append=len(counts)))
    typical = np.flatnonzero(counts == most_pixels)
    return Sketch(averages, colors[typical[np.searchsorted(typical, firsts)]], pixels)


def _spread_bits() -> NDArray[np.uint32]:
    """The eight bits of each byte with two others between any two of them."""
    numbers, spread = np.arange(256, dtype=np.uint32), np.zeros(256, dtype=np.uint32)
    for bit in range(8):
        spread |= (numbers >> bit & 1) << 3 * bit
    return spread


_SPREAD = _spread_bits()
