"""A picture in k colours: its colours as points with weights, the run on them, what it costs and what goes home. No screen."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kmeans_core import Run, initial_means, run, run_many, run_many_from
from kmeans_core.checks import FloatArray
from study.cielab import lab_of, rgb_of
from study.digits import share
from study.sketch import MOST_CELLS, sketch_of
from study.words import count
from tables.limits import MEGABYTE
from tables.picture import Picture

MOST_ITERATIONS = 100
"""What changes after so many, no eye sees; a run on a photo has ended by then nearly always."""
INIT = "greedy k-means++"
"""How the first palette is chosen unless somebody chooses otherwise."""
TRIES = 6
"""Starts of which the best is taken when somebody asks for it. With 16, no error of benchmarks/picture.py is more than two percent lower."""
RGB, CIELAB = "RGB", "CIELAB"
SPACES = (RGB, CIELAB)
AXES = {
    RGB: ("red", "green", "blue"),
    CIELAB: ("a*, green to red", "b*, blue to yellow", "L*, dark to light"),
}
"""The axes of the cloud of colours, in the order in which `places` has them."""
_UP = {RGB: (0, 1, 2), CIELAB: (1, 2, 0)}
ENDS = {RGB: ((0.0, 255.0),) * 3, CIELAB: ((-90.0, 100.0), (-110.0, 97.0), (0.0, 100.0))}
"""All that a screen can show lies within these."""
ABOUT_SPACE = {
    RGB: "Near means: red, green and blue differ little, as the file has them.",
    CIELAB: "Near means: the eye sees little difference. Each colour is turned into L* (how light), a* (green to red) and b* (blue to "
    "yellow), CIE 1976.",
}
FORMULA = (
    "With V = red, green or blue divided by 255: v = V / 12.92 up to 0.04045, else ((V + 0.055) / 1.055)^2.4. X, Y, Z are sums of "
    "the three v, divided by those of white; f(t) = cube root of t, or 7.787 t + 4/29 up to 0.00886. Then L* = 116 f(Y) − 16, "
    "a* = 500 (f(X) − f(Y)), b* = 200 (f(Y) − f(Z))."
)
QUANTISATION = (
    "**The same idea on a table** is called *vector quantisation*: keep k typical rows, the means, and for every row only the number "
    "of the one that is nearest. The list of k rows is the code book, here the palette. So are sounds, positions and "
    "measurements packed; what is lost is how far each row lies from its mean, and k-means is what makes that small."
)


def color_points(picture: Picture, space: str) -> FloatArray:
    """The colours as points, shape (n, 3), in one of `SPACES`."""
    return _points(picture.colors, space)


def _points(colors: FloatArray, space: str) -> FloatArray:
    return lab_of(colors) if space == CIELAB else colors


def places(X: FloatArray, space: str) -> FloatArray:
    """Points or means as the axes of the cloud have them: across, deep, up."""
    return X[:, _UP[space]]


def run_on(
    picture: Picture,
    space: str,
    k: int,
    init: str,
    seed: int,
    progress: Callable[[int], object] | None = None,
) -> Run:
    """k-means on the colours, each counted as often as there are pixels of it. Raises ValueError where there are fewer than k.

    A cluster that is left without colours gets the colour that is served worst, so that k colours are used.
    """
    sketch = sketch_of(picture)
    return run(
        color_points(picture, space),
        initial_means(_points(sketch.typical, space), k, init, seed, sample_weight=sketch.counts),
        sample_weight=picture.counts,
        max_iter=MOST_ITERATIONS,
        empty="farthest",
        progress=progress,
    )


def best_start(picture: Picture, space: str, k: int, init: str, first: int) -> int:
    """Of TRIES seeds from `first` on the one whose run ends lowest, on the colours of the sketch in place of all."""
    seeds, sketch = list(range(first, first + TRIES)), sketch_of(picture)
    drawn = run_many(_points(sketch.typical, space), k, seeds, init, sample_weight=sketch.counts, max_iter=1)
    runs = run_many_from(
        _points(sketch.colors, space),
        drawn.starts,
        sample_weight=sketch.counts,
        max_iter=MOST_ITERATIONS,
        empty="farthest",
    )
    return seeds[runs.best]


def palette_of(means: FloatArray, space: str) -> NDArray[np.uint8]:
    """Means as colours of a screen, shape (k, 3)."""
    rgb = rgb_of(means) if space == CIELAB else means
    return np.rint(np.clip(rgb, 0, 255)).astype(np.uint8)


@dataclass(frozen=True, eq=False)
class InColors:
    """A picture in few colours.

    palette : whole numbers from 0 to 255, shape (k, 3), the colour of most pixels first
    labels : whole numbers of shape (n,): which of them each colour of the picture gets
    """

    picture: Picture
    palette: NDArray[np.uint8]
    labels: NDArray[np.uint8]

    @property
    def k(self) -> int:
        return len(self.palette)

    @cached_property
    def pixels(self) -> NDArray[np.int64]:
        """How many pixels have each colour of the palette, shape (k,)."""
        return np.bincount(self.labels, self.picture.counts, self.k).astype(np.int64)

    @property
    def shares(self) -> FloatArray:
        """The same as shares of all pixels."""
        return self.pixels / float(self.pixels.sum())

    @cached_property
    def squares(self) -> float:
        """The sum of the squared differences of all pixels to what they have become, over red, green and blue. Exact, though
        only the colours are looked at: about the average of some pixels, their own scatter is added (`Picture.lost`)."""
        off = ((self.picture.colors - self.palette[self.labels]) ** 2).sum(axis=1)
        return float(self.picture.counts @ off) + self.picture.lost

    @property
    def error(self) -> float:
        """By how much red, green and blue are off: the root of the mean square, of 255."""
        return math.sqrt(self.squares / (3 * float(self.pixels.sum())))

    @property
    def psnr(self) -> float:
        """The peak signal-to-noise ratio, in decibels: 20 log10(255 / error). Infinite where nothing is off."""
        return math.inf if self.error == 0 else 20 * math.log10(255 / self.error)

    def png(self) -> bytes:
        """The whole picture as a PNG file with a palette of k colours."""
        image = Image.fromarray(self.labels[self.picture.index], "L")
        image.putpalette(self.palette.tobytes())
        stream = io.BytesIO()
        image.save(stream, "PNG", bits=_png_bits(self.k))
        return stream.getvalue()


def palette_order(found: Run, picture: Picture) -> NDArray[np.intp]:
    """The clusters of a run, that of most pixels at its end first."""
    return np.argsort(-np.bincount(found.labels, picture.counts, found.k), kind="stable")


def in_colors(picture: Picture, found: Run, space: str) -> InColors:
    """What the end of a run makes of a picture."""
    order = palette_order(found, picture)
    number = np.empty(found.k, dtype=np.uint8)
    number[order] = np.arange(found.k)
    return InColors(picture, palette_of(found.means, space)[order], number[found.labels])


def bits_needed(k: int) -> int:
    """So many bits tell k colours apart."""
    return max(1, (k - 1).bit_length())


def _png_bits(k: int) -> int:
    """What a PNG takes for them: 1, 2, 4 or 8."""
    return next(bits for bits in (1, 2, 4, 8) if bits >= bits_needed(k))


# ---- in words ------------------------------------------------------------------------------------------------------


def bytes_in_words(nbytes: int) -> str:
    """ "1.1 MB", "12 MB", "840 kB", "96 bytes"."""
    if nbytes < 1000:
        return count(nbytes, "byte")
    value, unit = (nbytes / 1000, "kB") if nbytes < MEGABYTE else (nbytes / MEGABYTE, "MB")
    return f"{value:.1f} {unit}" if value < 9.95 else f"{value:,.0f} {unit}"


def picture_headline(made: InColors, png_bytes: int) -> str:
    """What the page says first, whichever half-step is shown. png_bytes : the size of the PNG file. Markdown."""
    return (
        f"At the end, {bytes_in_words(made.picture.file_bytes)} → {bytes_in_words(png_bytes)}: {count(made.k, 'colour')} "
        f"{'takes' if made.k == 1 else 'take'} {count(_png_bits(made.k), 'bit')} a pixel, full colour 24"
    )


def sizes_in_words(made: InColors, png_bytes: int, yours: bool) -> str:
    """How much room the picture takes, before and after. yours : the file came from the visitor. Markdown"""
    width, height = made.picture.size
    needed, taken = bits_needed(made.k), _png_bits(made.k)
    row = math.ceil(width * taken / 8)  # in bytes: each begins with a new one
    before, after = bytes_in_words(3 * width * height), bytes_in_words(height * row)
    file, whose = made.picture, "Your file" if yours else "The file it came from"
    text = (
        f"{width:,} × {height:,} pixels: {before} become {after} at the end, before they are packed. Packed as a PNG file, they take "
        f"**{bytes_in_words(png_bytes)}**. {whose} has {bytes_in_words(file.file_bytes)} ({file.format})."
    )
    if taken > needed:
        text += f" {needed} bits a pixel would do; a PNG file can have 1, 2, 4 or 8."
    if png_bytes >= file.file_bytes and file.format != "PNG":
        text += f" {file.format} forgets in another way, what the eye hardly sees between neighbours; for photos that is better still."
    return text


def error_in_words(made: InColors) -> str:
    """What it costs."""
    if made.error == 0:
        return "Nothing is lost at the end: no pixel has changed."
    return (
        f"At the end, red, green and blue are off by **{made.error:.1f}** of 255 (the root of the mean square); as people who measure pictures "
        f"say it, a PSNR of **{made.psnr:.1f} dB**."
    )


def colors_in_words(picture: Picture) -> str:
    """How many points there are, and what they stand for."""
    width, height = picture.size
    text = f"{count(width * height, 'pixel')} of {count(picture.distinct, 'colour')}"
    if picture.bits == 8:
        text += ": each colour is a point, and counts as often as there are pixels of it."
    else:
        text += (
            f". That many are not told apart: the first {picture.bits} of 8 bits of red, green and blue are looked at, which "
            f"leaves {count(len(picture.colors), 'point')}, each the average of its pixels, counted as often as there are of them."
        )
    if len(picture.colors) > MOST_CELLS:
        text += f" First palettes are drawn, and starts compared, on at most {MOST_CELLS:,} colours that stand for all."
    return text


def palette_sentence(found: Run, index: int, picture: Picture, changed: int) -> str:
    """What a half-step did to the picture. changed : the pixels that an assign gave another colour"""
    step, k = found.steps[index], found.k
    if step.kind == "start":
        return f"{count(k, 'colour')} of the picture {'is' if k == 1 else 'are'} the first palette. No pixel has one yet."
    pixels = int(picture.counts.sum())
    if step.kind == "assign":
        if step.iteration == 1:
            return f"Each of the {count(pixels, 'pixel')} gets the nearest colour of the palette."
        if changed == 0:
            return "No pixel changes its colour any more. This is the palette."
        stopped = (
            ""
            if index + 1 < len(found.steps)
            else f" Here the run is stopped, after {MOST_ITERATIONS} iterations: no eye would see the rest."
        )
        return f"{share(changed / pixels)} of the pixels get another colour, one that is nearer now.{stopped}"
    moved = (
        " A colour that no pixel had begins anew, where the palette served worst." if step.relocated else ""
    )
    return f"Each colour of the palette becomes the average of its pixels.{moved}"


# ---- what goes home ------------------------------------------------------------------------------------------------


def hex_of(color: NDArray[np.uint8]) -> str:
    """ "#1d4ed8"."""
    return "#" + color.tobytes().hex()


def palette_csv(made: InColors) -> str:
    """The palette as a table."""
    lines = [
        f"{j + 1},{hex_of(color)},{','.join(map(str, color.tolist()))},{pixels},{part:.6f}"
        for j, (color, pixels, part) in enumerate(
            zip(made.palette, made.pixels.tolist(), made.shares, strict=True)
        )
    ]
    return "\n".join(["color,hex,red,green,blue,pixels,share", *lines, ""])


def palette_hex(made: InColors) -> str:
    """The palette, a colour in each line, as drawing programs read it."""
    return "".join(f"{hex_of(color)[1:]}\n" for color in made.palette)


def palette_css(made: InColors) -> str:
    """The palette as names for a style sheet."""
    lines = [f"  --color-{j + 1}: {hex_of(color)};\n" for j, color in enumerate(made.palette)]
    return f":root {{\n{''.join(lines)}}}\n"
