"""Columns by group as drawings that need no script: on the page, in the report, on paper. Pure: strings of SVG."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from charts import palette
from charts.stepper import shown_points
from study.numerals import POINT, Numerals

AnyArray = NDArray[Any]

WIDE, NAMES, NUMBERS, ROW = 420, 96, 112, 42
"""In pixels: all of it, of that the names on the left and the numbers on the right; how high a group is."""
MOST_DRAWN = 1_500
"""So many points make a picture that prints; of more, a sample."""
_LETTER = 7.2
"""About as wide is a letter of the size that is used."""
_TITLE = 280
TITLE_LETTERS = int(_TITLE / _LETTER)
"""The room for what an axis is called, in pixels and in letters."""
_SMALL, _LINE = 11, 13
"""Letters of a name that takes several lines, and how far apart the lines are: three fit the height of a group."""
_WIDEST_LETTER = 0.62
"""Of its size, a bold digit in the widest of the fonts that systems have."""


def column_svg(
    title: str,
    names: Sequence[str],
    means: AnyArray,
    low: AnyArray,
    high: AnyArray,
    quantiles: AnyArray,
    values: AnyArray,
    labels: AnyArray,
    said: Callable[[float], str],
    *,
    dark: bool = False,
) -> str:
    """A column of numbers by group: the average with its 95% interval, over a box (the middle half, and from 5 to 95 of 100) or, where
    `values` are given, over all of them.

    means, low, high : arrays of shape (k,), nan where there is none; quantiles : array of shape (k, 5); values, labels : shape (n,)
    said : a number as people read it
    """
    ink, quiet, hair = _colors(dark)
    shown = values if len(values) else quantiles[:, [0, -1]].ravel()
    every = np.concatenate([each[np.isfinite(each)] for each in (shown, low, high, means)])
    at = _scale(float(every.min()), float(every.max()), NAMES + 8, WIDE - NUMBERS - 8)
    parts, k = [], len(names)
    strip = np.random.default_rng(0).uniform(-9, 9, len(values))
    for j in range(k):
        y = 10 + ROW * j + ROW / 2
        color = palette.color(j)
        parts.extend(_name(y + 4, names[j], ink))
        if not np.isfinite(means[j]):
            parts.append(_text(WIDE - NUMBERS + 8, y + 4, "–", quiet))
            continue
        if len(values):
            own = labels == j
            for value, off in zip(values[own].tolist(), strip[own].tolist(), strict=True):
                parts.append(
                    f'<circle cx="{at(value):.1f}" cy="{y + off:.1f}" r="2.6" fill="{color}" fill-opacity=".55"/>'
                )
        else:
            least, left, middle, right, most = (at(float(each)) for each in quantiles[j])
            parts.append(f'<path d="M{least:.1f},{y}H{most:.1f}" stroke="{color}" stroke-width="1.5"/>')
            parts.append(
                f'<rect x="{left:.1f}" y="{y - 9}" width="{max(1.0, right - left):.1f}" height="18" fill="{color}" fill-opacity=".3" '
                f'stroke="{color}"/><path d="M{middle:.1f},{y - 9}v18" stroke="{color}" stroke-width="2"/>'
            )
        if np.isfinite(low[j]):
            ends = at(float(low[j])), at(float(high[j]))
            parts.append(
                f'<path d="M{ends[0]:.1f},{y - 5}v10m0,-5H{ends[1]:.1f}m0,-5v10" stroke="{ink}" stroke-width="1.6" fill="none"/>'
            )
            between = f"{said(float(low[j]))} to {said(float(high[j]))}"
            parts.append(_text(WIDE - NUMBERS + 8, y + 13, between, quiet, _size_for(between, 11)))
        parts.append(
            f'<circle cx="{at(float(means[j])):.1f}" cy="{y}" r="4.5" fill="{color}" stroke="{ink}" stroke-width="1.6"/>'
        )
        mean = said(float(means[j]))
        parts.append(_text(WIDE - NUMBERS + 8, y - 1, mean, ink, _size_for(mean, 13), bold=True))
    bottom = 14 + ROW * k
    parts.append(f'<path d="M{NAMES + 8},{bottom}H{WIDE - NUMBERS - 8}" stroke="{hair}"/>')
    parts.append(_text(NAMES + 8, bottom + 15, said(float(every.min())), quiet, 11))
    parts.append(_text(WIDE - NUMBERS - 8, bottom + 15, said(float(every.max())), quiet, 11, anchor="end"))
    parts.append(f'<path d="M0,8H{WIDE}" stroke="{hair}"/>')
    return _svg(f"{title} by group", bottom + 20, parts)


def words_svg(
    title: str,
    names: Sequence[str],
    words: Sequence[str],
    rows: AnyArray,
    *,
    dark: bool = False,
    numerals: Numerals = POINT,
) -> str:
    """A column of words by group: a bar for each group, parted by how often each word is in it, with the words below.

    rows : integers of shape (k, n_words); numerals : see `Numerals`
    """
    ink, quiet, hair = _colors(dark)
    parts = []
    left, room = NAMES + 8, WIDE - NAMES - 8
    for j, name in enumerate(names):
        y, x, total = 12 + ROW * j, float(left), int(rows[j].sum())
        parts.extend(_name(y + 18, name, ink))
        for m, number in enumerate(rows[j].tolist()):
            if number:
                wide = room * number / total
                parts.append(
                    f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="26" fill="{_shade(m)}" stroke="{hair}"/>'
                )
                if wide > 34:
                    percent = numerals.share(number / total)
                    parts.append(_text(x + wide / 2, y + 17, percent, _ink_on_shade(m), 11, anchor="middle"))
                x += wide
    y, x = 12 + ROW * len(names) + 8, 0.0
    for m, word in enumerate(words):
        label = _fitted(word, 180)
        wide = 22 + _LETTER * len(label) + 14
        if x and x + wide > WIDE:
            x, y = 0.0, y + 20
        parts.append(f'<rect x="{x:.1f}" y="{y}" width="14" height="14" fill="{_shade(m)}"/>')
        parts.append(_text(x + 20, y + 12, label, quiet, 12))
        x += wide
    parts.append(f'<path d="M0,6H{WIDE}" stroke="{hair}"/>')
    return _svg(f"{title} by group", y + 22, parts)


def scatter_svg(
    places: AnyArray,
    labels: AnyArray,
    means: AnyArray,
    names: Sequence[str],
    axis_titles: tuple[str, str],
    ends: tuple[tuple[str, str], tuple[str, str]],
) -> str:
    """Points in the colours and symbols of their groups, with the averages, for paper.

    places : array of shape (n, 2); means : array of shape (k, 2); ends : the least and the largest number across and up, as they are
    written
    """
    ink, quiet, hair = _colors(False)
    height, bottom = 360, 320
    shown = shown_points(len(places), MOST_DRAWN)
    every = np.vstack([places, means])
    across = _scale(float(every[:, 0].min()), float(every[:, 0].max()), 20, WIDE - 20)
    up = _scale(float(every[:, 1].min()), float(every[:, 1].max()), bottom - 14, 16)
    parts = [f'<rect x="6" y="4" width="{WIDE - 12}" height="{bottom - 4}" fill="none" stroke="{hair}"/>']
    for row in shown.tolist():
        j = int(labels[row])
        x, y = across(float(places[row, 0])), up(float(places[row, 1]))
        parts.append(
            f'<path transform="translate({x:.1f},{y:.1f})" d="{palette.symbol_path(j, 3.2)}" fill="{palette.color(j)}" '
            'fill-opacity=".75"/>'
        )
    for j in range(len(means)):
        x, y = across(float(means[j, 0])), up(float(means[j, 1]))
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="#fff" fill-opacity=".85" stroke="{palette.color(j)}" stroke-width="3"/>'
        )
        parts.append(_text(x, y + 4, str(j + 1), ink, 12, anchor="middle", bold=True))
    (least, most), (lowest, highest) = ends
    parts.append(_text(8, bottom + 16, least, quiet, 11))
    parts.append(_text(WIDE - 8, bottom + 16, most, quiet, 11, anchor="end"))
    parts.append(
        _text(WIDE / 2, bottom + 16, f"{_fitted(axis_titles[0], _TITLE)} →", ink, 12, anchor="middle")
    )
    parts.append(_text(10, bottom - 6, lowest, quiet, 11))
    parts.append(_text(10, 18, f"{highest}  ↑ {_fitted(axis_titles[1], _TITLE)}", quiet, 11))
    x = 8.0
    y = float(height - 6)
    for j, name in enumerate(names):
        label = _fitted(name, 240)
        wide = 20 + _LETTER * len(label) + 10
        if x > 8 and x + wide > WIDE:
            x, y = 8.0, y + 18
        parts.append(
            f'<path transform="translate({x + 6:.1f},{y - 4:.1f})" d="{palette.symbol_path(j, 6)}" fill="{palette.color(j)}"/>'
        )
        parts.append(_text(x + 18, y, label, ink, 12))
        x += wide
    return _svg("The rows in the colours of their groups", y + 8, parts)


def _scale(low: float, high: float, begin: float, end: float) -> Callable[[float], float]:
    if high <= low:
        return lambda value: (begin + end) / 2
    return lambda value: begin + (value / (high - low) - low / (high - low)) * (end - begin)


def _shade(word: int) -> str:
    """Words are no groups: they have shades of their own, grey-blue from dark to light."""
    return (
        "#33475b",
        "#5f7d99",
        "#93aec6",
        "#c3d3e0",
        "#6b6b58",
        "#98977f",
        "#c4c3ae",
        "#e0dfd0",
        "#f1f0e8",
    )[word % 9]


def _ink_on_shade(word: int) -> str:
    return "#ffffff" if word % 9 in (0, 1, 4) else "#16181d"


def _colors(dark: bool) -> tuple[str, str, str]:
    """Ink, quiet ink, hairlines: as ui/style.css has them."""
    return ("#eceef1", "#a6adb8", "#272c34") if dark else ("#16181d", "#5a606c", "#e3e3dc")


def _size_for(number: str, size: float) -> float:
    """The size at which a number fits the room on the right: cut, it would be another number."""
    return round(min(size, (NUMBERS - 8) / (_WIDEST_LETTER * max(1, len(number)))), 1)


def _fitted(text: str, room: float) -> str:
    most = max(4, int(room / _LETTER))
    plain = "".join(c if c.isprintable() else " " for c in text)
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _name(y: float, name: str, ink: str) -> list[str]:
    """A name on the left: whole in one line, else in smaller letters in up to three, around the same height."""
    whole = _fitted(name, 10 * WIDE)
    if len(whole) * _LETTER <= NAMES:
        return [_text(0, y, whole, ink)]
    lines = textwrap.wrap(whole, int(NAMES / _LETTER * 13 / _SMALL), max_lines=3, placeholder="…")
    begin = y - (len(lines) - 1) * _LINE / 2
    return [_text(0, begin + j * _LINE, line, ink, _SMALL) for j, line in enumerate(lines)]


def _text(
    x: float, y: float, text: str, color: str, size: float = 13, anchor: str = "start", *, bold: bool = False
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{color}" text-anchor="{anchor}"{weight}>{escape(text)}</text>'


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height:.0f}" width="{WIDE}" height="{height:.0f}" role="img" '
        f'font-family="system-ui, sans-serif"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )
