"""A picture in k colours, against Pillow's median cut and scikit-learn's KMeans; and what a photo of 12 megapixels costs.

    python -m benchmarks.picture            # errors and times, as ratios
    python -m benchmarks.picture --busy     # one thread each, processor time: for a machine with other work to do
    python -m benchmarks.picture --large    # 12 megapixels: opening, a half-step

Error: the mean of the squared differences of red, green and blue, of scikit-learn and against it with means that are not rounded.
Ours is what the page does: the best of its starts, then the run with its trace until nothing changes. The time is for all of
that, and for counting the colours, but not for packing the pixels that a browser shows. scikit-learn has all pixels and its
defaults, which are one start by greedy k-means++ (n_init="auto") and an end where the means hardly move (tol=1e-4): less work
than ours. Pillow has its own (and its refinement by k-means, `kmeans=k`, in brackets). Times: taking turns, the least of three.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from typing import TypeVar

import numpy as np
from PIL import Image
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

from study import pictures
from study.made_pictures import MADE
from study.pictures import RGB
from tables import apart
from tables.picture import Pixels, picture_of

Made = TypeVar("Made")
MOST_ERROR, MOST_TIME = 1.0, 0.25
"""Ours divided by theirs, at most: of both the error, of scikit-learn the time."""
MOST_OPENING, MOST_HALF_STEP = 3.0, 0.150
"""Seconds, on two cores that have nothing else to do."""


def timed(work: Callable[[], Made], clock: Callable[[], float] = time.perf_counter) -> tuple[Made, float]:
    """What is made, and in how many seconds."""
    begun = clock()
    made = work()
    return made, clock() - begun


def photo(width: int, height: int) -> Pixels:
    """Something with the colours of a photo: soft shapes in many colours, light that falls off, and grain."""
    rng = np.random.default_rng(3)
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    across, down = across / height, down / height
    image = np.stack([90 + 80 * down, 110 + 40 * across, 170 - 90 * down], axis=-1)
    for _ in range(14):
        x, y, size = rng.uniform(0, width / height), rng.uniform(0, 1), rng.uniform(0.05, 0.35)
        part = np.exp(-((((across - x) ** 2 + (down - y) ** 2) / size**2) ** 2))[..., None]
        image += (rng.uniform(0, 255, 3).astype(np.float32) - image) * part
    image += rng.normal(0, 5, (height, width, 1)).astype(np.float32)
    return np.clip(image, 0, 255).astype(np.uint8)


def ours(pixels: Pixels, k: int) -> tuple[float, float]:
    """The error with the palette as it goes home, and with the means as they are."""
    picture = picture_of(pixels, "PNG", 1, shown=b"")
    best = pictures.best_start(picture, RGB, k, pictures.INIT, 0)
    found = pictures.run_on(picture, RGB, k, pictures.INIT, best)
    made = pictures.in_colors(picture, found, RGB)
    return made.error**2, (found.inertia + picture.lost) / pixels.size


def pillows(pixels: Pixels, k: int, refined: int = 0) -> float:
    image = Image.fromarray(pixels).quantize(
        k, Image.Quantize.MEDIANCUT, kmeans=refined, dither=Image.Dither.NONE
    )
    return float(((np.asarray(image.convert("RGB")).astype(np.float64) - pixels) ** 2).mean())


def scikit_learns(pixels: Pixels, k: int) -> float:
    X = pixels.reshape(-1, 3).astype(np.float32)
    found = KMeans(k, random_state=0).fit(X)
    return float(((found.cluster_centers_.astype(np.float64)[found.labels_] - X) ** 2).mean())


def against_others(busy: bool) -> bool:
    clock = time.process_time if busy else time.perf_counter
    named = {**{name: made.pixels() for name, made in MADE.items()}, "photo": photo(1600, 1200)}
    print("Ours divided by theirs: error and time\n")
    print(f"{'':>14}{'k':>4}{'median cut':>12}{'(refined)':>11}{'scikit-learn':>14}{'time':>8}")
    fits = True
    for name, pixels in named.items():
        for k in (8, 16, 32):
            if len(np.unique(pixels.reshape(-1, 3), axis=0)) <= k:
                continue  # nothing to choose
            turns = [
                (timed(partial(ours, pixels, k), clock), timed(partial(scikit_learns, pixels, k), clock))
                for _ in range(3)
            ]
            ((error, unrounded), _), (theirs, _) = turns[0]
            seconds, their_seconds = (min(turn[who][1] for turn in turns) for who in (0, 1))
            cut, refined = pillows(pixels, k), pillows(pixels, k, k)
            ratios = error / cut, error / refined, unrounded / theirs, seconds / their_seconds
            within = ratios[0] <= MOST_ERROR and ratios[2] <= MOST_ERROR and ratios[3] <= MOST_TIME
            fits &= within
            print(
                f"{name:>14}{k:>4}{ratios[0]:>12.3f}{ratios[1]:>11.3f}{ratios[2]:>14.4f}{ratios[3]:>8.3f}"
                + ("" if within else "  beyond the limit")
            )
    return fits


def large() -> bool:
    stream = io.BytesIO()
    pixels = photo(4000, 3000)
    Image.fromarray(pixels).save(stream, "JPEG", quality=92)
    data = stream.getvalue()
    apart.warm()
    apart.read_picture(data)  # the process that reads has been made ready
    picture, opening = timed(lambda: apart.read_picture(data))
    found, seconds = timed(lambda: pictures.run_on(picture, RGB, 16, pictures.INIT, 0))
    best, choosing = timed(lambda: pictures.best_start(picture, RGB, 16, pictures.INIT, 0))
    half_step = seconds / len(found.steps)
    made, packing = timed(lambda: pictures.in_colors(picture, found, RGB).png())
    print(
        f"12 megapixels, a JPEG of {len(data) / 1e6:.1f} MB, {picture.distinct:,} colours, {len(picture.colors):,} points:\n"
        f"  opened in {opening:.2f} s (at most {MOST_OPENING})\n"
        f"  {len(found.steps)} half-steps at k = 16, {1000 * half_step:.1f} ms each (at most {1000 * MOST_HALF_STEP:.0f})\n"
        f"  best of {pictures.TRIES} starts (seed {best}) in {choosing:.2f} s\n"
        f"  packed as a PNG of {len(made) / 1e6:.1f} MB in {packing:.2f} s"
    )
    return opening <= MOST_OPENING and half_step <= MOST_HALF_STEP


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--large", action="store_true", help="a photo of 12 megapixels instead")
    parser.add_argument("--busy", action="store_true", help="one thread each, processor time")
    options = parser.parse_args()
    with threadpool_limits(1) if options.busy else nullcontext():
        fits = large() if options.large else against_others(options.busy)
    raise SystemExit(0 if fits else 1)


if __name__ == "__main__":
    main()
