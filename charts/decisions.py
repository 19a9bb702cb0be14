"""Where rows go when there is one group more: bars for the groups, and bands between them, as SVG."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from charts import palette
from study.numerals import POINT, Numerals

WIDTH, HEIGHT, BAR, GAP, EDGE = 360, 220, 12, 8, 6
"""In pixels; a bar is as wide as the symbols of the groups beside it. The edge has room for half a number."""


def flow_svg(rows: NDArray[np.signedinteger], alt: str, numerals: Numerals = POINT) -> str:
    """Groups on the left, one more on the right, and a band as wide as the number of rows from each to each.

    rows : integers of shape (k, k + 1), none of them all 0; alt : plain text of our own; numerals : see `Numerals`
    """
    k, total = len(rows), max(1, int(rows.sum()))
    scale = (HEIGHT - GAP * k) / total
    left, right = _tops(rows.sum(axis=1), scale), _tops(rows.sum(axis=0), scale)
    ends, begins = right.copy(), left.copy()
    bands, bars = [], []
    x0, x1 = 30 + BAR, WIDTH - 30 - BAR
    middle = (x0 + x1) / 2
    for i in range(k):
        for j in range(k + 1):
            wide = float(rows[i, j]) * scale
            if wide > 0:
                a, b = float(begins[i]), float(ends[j])
                bands.append(
                    f'<path d="M{x0},{a:.1f}C{middle},{a:.1f} {middle},{b:.1f} {x1},{b:.1f}V{b + wide:.1f}'
                    f'C{middle},{b + wide:.1f} {middle},{a + wide:.1f} {x0},{a + wide:.1f}Z" fill="{palette.color(i)}" '
                    f'fill-opacity="0.35"><title>{numerals.whole(int(rows[i, j]))} from group {i + 1} to group {j + 1}</title></path>'
                )
                begins[i] += wide
                ends[j] += wide
    named: list[tuple[NDArray[np.float64], NDArray[np.signedinteger], float, float, str]] = [
        (left, rows.sum(axis=1), x0 - BAR, x0 - BAR - 6, "end"),
        (right, rows.sum(axis=0), x1, x1 + BAR + 6, "start"),
    ]
    for tops, sizes, x, text_x, anchor in named:
        for j, (top, size) in enumerate(zip(tops.tolist(), sizes.tolist(), strict=True)):
            high = max(1.0, size * scale)
            bars.append(
                f'<rect x="{x}" y="{top:.1f}" width="{BAR}" height="{high:.1f}" fill="{palette.color(j)}"/>'
                f'<text x="{text_x}" y="{top + high / 2 + 4:.1f}" text-anchor="{anchor}" font-size="12" fill="currentColor">'
                f"{j + 1}</text>"
            )
    return (
        f'<svg viewBox="0 {-EDGE} {WIDTH} {HEIGHT + 2 * EDGE}" role="img" aria-label="{alt}" style="width:100%;max-width:{WIDTH * 1.5:.0f}px">'
        f"{''.join(bands)}{''.join(bars)}</svg>"
    )


def _tops(sizes: NDArray[np.signedinteger], scale: float) -> NDArray[np.float64]:
    """Where each bar begins."""
    heights = sizes * scale + GAP
    return np.asarray(np.cumsum(heights) - heights, dtype=np.float64)
