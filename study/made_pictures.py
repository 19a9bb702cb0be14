"""Three pictures made by this code, each of a kind that few colours suit differently. No screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tables.picture import Picture, Pixels, picture_of, png

WIDTH, HEIGHT = 480, 320
_SMOOTH = 3
"""Edges are drawn so many times finer, and averaged: no pixel is jagged."""

Canvas = NDArray[np.float64]


def _grid(finer: int = 1) -> tuple[Canvas, Canvas]:
    """Across from 0 to 1.5 and down from 0 to 1, of each pixel."""
    down, across = np.mgrid[0 : HEIGHT * finer, 0 : WIDTH * finer]
    return (across + 0.5) / (HEIGHT * finer), (down + 0.5) / (HEIGHT * finer)


def _blend(below: Canvas, color: tuple[int, int, int], part: Canvas) -> Canvas:
    return below + (np.array(color, dtype=float) - below) * part[..., None]


def _between(first: tuple[int, int, int], last: tuple[int, int, int], part: Canvas) -> Canvas:
    blend: Canvas = np.array(first) + (np.array(last) - np.array(first)) * np.clip(part, 0, 1)[..., None]
    return blend


def _finished(fine: Canvas, finer: int = 1) -> Pixels:
    coarse = fine.reshape(HEIGHT, finer, WIDTH, finer, 3).mean(axis=(1, 3))
    pixels: Pixels = np.rint(np.clip(coarse, 0, 255)).astype(np.uint8)
    return pixels


def landscape() -> Pixels:
    """An evening: sky, sun, three ranges of hills, water. Nothing but gradients."""
    x, y = _grid()
    image = _between((46, 84, 150), (250, 196, 128), y / 0.6)
    sun = np.exp(-(((x - 1.05) ** 2 + (y - 0.42) ** 2) / 0.018))
    image = _blend(image, (255, 238, 190), 0.95 * sun)
    for height, depth, wave, near, far in (
        (0.50, 0.10, 5.0, (126, 118, 158), (196, 160, 150)),
        (0.60, 0.08, 8.0, (70, 92, 116), (120, 128, 136)),
        (0.70, 0.06, 4.0, (30, 62, 58), (66, 98, 74)),
    ):
        ridge = height - depth * (np.sin(wave * x + 10 * height) + 0.4 * np.sin(2.3 * wave * x)) / 2
        is_hill = np.clip((y - ridge) * HEIGHT, 0, 1)
        image = image + (_between(far, near, (y - ridge) / 0.2) - image) * is_hill[..., None]
    water = _between((206, 160, 132), (24, 46, 82), (y - 0.78) / 0.2)
    glitter = 0.5 * np.exp(-((x - 1.05) ** 2) / 0.02) * (0.5 + 0.5 * np.sin(180 * y**2))
    water = _blend(water, (255, 226, 170), glitter)
    return _finished(image + (water - image) * np.clip((y - 0.78) * HEIGHT, 0, 1)[..., None])


def flag() -> Pixels:
    """A flag of no country: flat areas and a star, and between them the few colours of smooth edges."""
    x, y = _grid(_SMOOTH)
    image = np.full((*x.shape, 3), (240, 240, 236), dtype=float)
    image = _blend(image, (20, 92, 140), (y < 1 / 3).astype(float))
    image = _blend(image, (214, 64, 48), (y > 2 / 3).astype(float))
    image = _blend(image, (28, 30, 40), (x < 0.75 - 1.5 * np.abs(y - 0.5)).astype(float))
    around = np.arctan2(x - 0.25, 0.5 - y) % (2 * np.pi / 5) - np.pi / 5
    star = np.hypot(x - 0.25, y - 0.5) < 0.13 / (1 + 1.6 * (1 - np.abs(around) / (np.pi / 5)))
    return _finished(_blend(image, (244, 196, 60), star.astype(float)), _SMOOTH)


def page() -> Pixels:
    """A page that was scanned: paper in a light that falls off, dark letters of no script, a red stamp, and the scanner's grain."""
    rng = np.random.default_rng(7)
    x, y = _grid()
    ink = np.zeros((HEIGHT, WIDTH))
    letters = (rng.random((26, 7, 5)) < 0.5).astype(float)
    letters[:, :, 4] = 0  # room between two
    for row in range(24, HEIGHT - 30, 14):
        column, end = 34, WIDTH - 34 - int(rng.integers(0, 90))
        while column < end:
            for each in letters[rng.integers(0, 26, int(rng.integers(2, 9)))]:
                if column + 5 < end:
                    ink[row : row + 7, column : column + 5] = each
                column += 5
            column += 5
    image = _between((250, 247, 238), (222, 214, 196), 0.5 * x + 0.4 * (y - 0.3) ** 2)
    image = _blend(image, (38, 36, 44), 0.9 * ink)
    from_middle = np.hypot(x - 1.14, y - 0.74)
    ring = np.clip(1.6 - np.abs(from_middle - 0.13) * 120, 0, 1) + np.clip(
        1.3 - np.abs(from_middle - 0.10) * 200, 0, 1
    )
    image = _blend(image, (186, 36, 40), 0.8 * np.clip(ring, 0, 1))
    return _finished(image + rng.normal(0, 2.5, (HEIGHT, WIDTH, 1)))


@dataclass(frozen=True)
class MadePicture:
    """A picture, and what is to be seen in it."""

    pixels: Callable[[], Pixels]
    about: str

    def picture(self) -> Picture:
        """Its colours; takes a fifth of a second."""
        pixels = self.pixels()
        return picture_of(pixels, "PNG", len(png(pixels)))


MADE = {
    "Landscape": MadePicture(
        landscape,
        "An evening of gradients: with few colours, the sky falls into bands. How many until you no longer see them?",
    ),
    "Flag": MadePicture(
        flag,
        "Five flat colours and smooth edges: with k = 5 nothing seems to be missing, and a sixth goes to an edge.",
    ),
    "Scanned page": MadePicture(
        page,
        "Paper, ink and a small red stamp: few pixels are red, so with k = 2 the stamp turns to ink and paper.",
    ),
}
