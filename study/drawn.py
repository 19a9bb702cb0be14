"""Points that somebody drew by hand: as text, for the address of a page, and on other points. Pure: no Streamlit."""

from __future__ import annotations

import binascii
import math
import struct
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from study.points import Array, Points
from study.scaling import FARTHEST
from study.words import count
from tables import free_name

MOST_IN_LINK = 500
"""They take some 2,000 letters: every browser, and every server on the way, takes an address of 4,000."""
MOST = 5000
"""As many as a plot shows."""
VERSION = "1"
DIGITS = 4
"""Significant digits that are kept of a place within the range of all that were drawn: finer than a pixel."""
_LONGEST, _LARGEST = 8000, 100_000
"""Letters of a text that is looked at, and bytes that it may unfold to."""
_HEAD = struct.Struct("<bbqqHH?")
COLUMN = "drawn"


@dataclass(frozen=True)
class Drawing:
    """What somebody drew.

    Attributes
    ----------
    places : places on the plot, in the units of its axes
    rubbed : which of the points that were there somebody rubbed out, by their number from 0, in order
    alone : whether all of them were
    """

    places: tuple[tuple[float, float], ...] = ()
    rubbed: tuple[int, ...] = ()
    alone: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether the points are as they were."""
        return not (self.places or self.rubbed or self.alone)

    @property
    def travels(self) -> bool:
        """Whether it fits into a link."""
        return len(self.places) <= MOST_IN_LINK and len(self.rubbed) <= MOST_IN_LINK

    def rounded(self) -> Drawing:
        """The same with the digits that its text keeps."""
        columns = [[step * number for number in numbers] for step, numbers in map(_whole, self._columns())]
        places = [[_shortest(value) for value in column] for column in columns]
        return replace(self, places=tuple(zip(*places, strict=True)))

    def _columns(self) -> list[list[float]]:
        return [[place[axis] for place in self.places] for axis in (0, 1)]

    @property
    def text(self) -> str:
        """For a link: "" for nothing. It must travel (ValueError)."""
        if self.is_nothing:
            return ""
        if not self.travels:
            raise ValueError(f"More than {MOST_IN_LINK} points do not go into a link.")
        return VERSION + urlsafe_b64encode(self.packed).decode().rstrip("=")

    @property
    def packed(self) -> bytes:
        """All of it, in some 20 kB at most."""
        (across, xs), (up, ys) = map(_whole, self._columns())
        low = [min(numbers, default=0) for numbers in (xs, ys)]
        powers = [round(math.log10(step)) for step in (across, up)]
        head = _HEAD.pack(*powers, *low, len(self.places), len(self.rubbed), self.alone)
        rest = [
            np.array(numbers, dtype=np.int64) - least for numbers, least in zip((xs, ys), low, strict=True)
        ]
        gaps = np.diff(np.array(self.rubbed, dtype=np.int64), prepend=0)
        # The high bytes together and the low ones together: so they are packed best.
        apart = b"".join(_bytes_apart(numbers) for numbers in (*rest, gaps))
        return zlib.compress(head + apart, 9)


def drawing_from_text(text: object) -> Drawing | None:
    """What a text says was drawn; None for whatever is not such text."""
    written = str(text or "")
    if not written.startswith(VERSION) or len(written) > _LONGEST:
        return None
    try:
        packed = urlsafe_b64decode(written[1:] + "=" * (-(len(written) - 1) % 4))
    except (binascii.Error, ValueError):
        return None
    drawing = drawing_from_packed(packed)
    return drawing if drawing is not None and drawing.travels else None


def drawing_from_packed(packed: bytes) -> Drawing | None:
    """What was `packed`; None for whatever is not."""
    try:
        unfolding = zlib.decompressobj()
        content = unfolding.decompress(packed, _LARGEST)
        across, up, left, low, n, n_rubbed, alone = _HEAD.unpack_from(content)
        numbers = np.frombuffer(content, dtype=np.uint8, offset=_HEAD.size)
    except (ValueError, zlib.error, struct.error):
        return None
    if not unfolding.eof or len(numbers) != 2 * (2 * n + n_rubbed) or max(n, n_rubbed) > MOST:
        return None
    xs, ys, gaps = (_together(part) for part in np.split(numbers, [2 * n, 4 * n]))
    if max(abs(across), abs(up)) > 100 or max(abs(left), abs(low)) > 2**53:
        return None
    places = [
        [_shortest((least + number) * 10.0**power) for number in column.tolist()]
        for least, power, column in ((left, across, xs), (low, up, ys))
    ]
    rubbed = np.cumsum(gaps).tolist()
    if len(set(rubbed)) < len(rubbed):
        return None
    return Drawing(tuple(zip(*places, strict=True)), tuple(rubbed), bool(alone))


def drawing_from_browser(deed: Mapping[str, Any]) -> Drawing | None:
    """What the player says was drawn; None if that makes no sense."""
    try:
        places = [(float(x), float(y)) for x, y in deed["places"]]
        rubbed = sorted({int(number) for number in deed["rubbed"]})
    except (KeyError, TypeError, ValueError):
        return None
    if len(places) > MOST or not all(math.isfinite(value) for place in places for value in place):
        return None
    if rubbed and not 0 <= rubbed[0] <= rubbed[-1] < MOST:
        return None
    return Drawing(
        tuple(places), () if deed.get("alone") else tuple(rubbed), bool(deed.get("alone"))
    ).rounded()


def with_drawn(points: Points, drawing: Drawing, may_rub: bool) -> Points:
    """Points with those that somebody drew, which come last; in a column that the plot does not show, these have the average.

    may_rub : whether points may be rubbed out. Rows of a table are not: what was rubbed out stays then.

    Where nothing at all would be left, the points are as they were; `leaves_nothing` tells.

    Raises ValueError, with a sentence for the screen, where a place is too far from all points to compute with.
    """
    kept = _kept(points, drawing) if may_rub else np.ones(len(points.X), dtype=bool)
    if not drawing.places:
        return points if kept.all() or not kept.any() else points.of_rows(kept)
    if max(abs(value) for place in drawing.places for value in place) > FARTHEST * max(
        1.0, np.abs(points.values).max()
    ):
        raise ValueError(
            "Points drawn by hand lie too far from all others to compute with: they are left out."
        )
    middle = points.X.mean(axis=0)
    X = np.array([points.moved_to(middle, np.array(place)) for place in drawing.places])
    base = points.of_rows(kept)
    values = points.around(points.to_units(X))
    frame = base.frame.copy()
    more = pd.DataFrame(values, columns=list(points.names)).reindex(columns=frame.columns)
    marked = free_name(COLUMN, frame.columns)
    frame[marked], more[marked] = "no", "yes"
    title = (
        count(len(X), "drawn point")
        if not kept.any()
        else f"{points.title}, and {count(len(X), 'drawn point')}"
    )
    return replace(
        base,
        X=np.concatenate([base.X, X]),
        title=title,
        frame=pd.concat([frame, more], ignore_index=True) if len(frame) else more,
        true_labels=None,
        in_file=None if base.in_file is None else np.concatenate([base.in_file, points.to_units(X)]),
        drawn=len(X),
    )


def leaves_nothing(points: Points, drawing: Drawing) -> bool:
    """Whether all points are rubbed out and none is drawn, where they may be."""
    return not drawing.places and not _kept(points, drawing).any()


def on_all(points: Points, drawing: Drawing) -> Points:
    """The points with all that was drawn and nothing rubbed out, for a plot as wide as both; where all were rubbed out, so many as
    a plot shows in any case."""
    if drawing.alone:
        points = points.of_rows(np.arange(len(points.X)) < MOST - len(drawing.places))
    return with_drawn(points, replace(drawing, rubbed=(), alone=False), may_rub=True)


def _kept(points: Points, drawing: Drawing) -> NDArray[np.bool_]:
    """Which of the points nobody rubbed out, shape (n_samples,)."""
    kept = np.full(len(points.X), not drawing.alone)
    kept[[number for number in drawing.rubbed if number < len(kept)]] = False
    return kept


def _whole(values: list[float]) -> tuple[float, list[int]]:
    """A step, a power of ten, and the values as so many of it."""
    largest = max(map(abs, values), default=0.0)
    # Beside a large number, a float has no room for what is smaller
    size = max(max(values) - min(values), 1e-9 * largest) if len(set(values)) > 1 else largest or 1.0
    step = 10.0 ** max(math.floor(math.log10(size)) - DIGITS + 1, -100)
    return step, [round(value / step) for value in values]


def _shortest(value: float) -> float:
    """Without the digits that arithmetic leaves behind."""
    return float(f"{value:.15g}")


def _bytes_apart(numbers: Array | Any) -> bytes:
    small = numbers.astype("<u2")
    return small.view(np.uint8).reshape(-1, 2).T.tobytes()


def _together(octets: Any) -> Any:
    low, high = octets.astype(np.int64).reshape(2, -1)
    return low + 256 * high
