"""A picture in k colours: two by two by hand, the error against all pixels, and what goes home, read again."""

from __future__ import annotations

import csv
import io
import math
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kmeans_core import run
from study import pictures
from study.made_pictures import MADE
from study.pictures import CIELAB, RGB, SPACES, InColors, in_colors, run_on
from tables import picture as reading
from tables.picture import picture_of
from tests.tables.pictures import FOUR, noise


def two_by_two() -> InColors:
    """Red, red; blue, black in two colours: red, and the average of blue and black."""
    picture = picture_of(FOUR, "PNG", 1000)
    found = run(picture.colors, [[255, 0, 0], [0, 0, 100]], sample_weight=picture.counts)
    return in_colors(picture, found, RGB)


def test_two_by_two_by_hand() -> None:
    made = two_by_two()
    assert made.palette.tolist() == [[255, 0, 0], [0, 0, 128]]  # 127.5 is halfway: to the even one
    assert made.labels.tolist() == [1, 1, 0]  # of black, blue and red
    assert made.pixels.tolist() == [2, 2] and made.shares.tolist() == [0.5, 0.5]
    # Blue is off by 127, black by 128: 16,129 + 16,384 over 4 pixels of 3 channels
    assert made.squares == 32513
    assert made.error == pytest.approx(52.05, abs=0.01)
    assert made.psnr == pytest.approx(13.80, abs=0.01)
    assert (
        pictures.picture_headline(made, 80)
        == "At the end, 1.0 kB → 80 bytes: 2 colours take 1 bit a pixel, full colour 24"
    )
    # A row of a PNG begins with a new byte
    assert "2 × 2 pixels: 12 bytes become 2 bytes at the end" in pictures.sizes_in_words(made, 80, True)
    assert "At the end, red, green and blue are off by **52.1** of 255" in pictures.error_in_words(made)


def test_what_goes_home_by_hand() -> None:
    made = two_by_two()
    assert list(csv.reader(io.StringIO(pictures.palette_csv(made)))) == [
        ["color", "hex", "red", "green", "blue", "pixels", "share"],
        ["1", "#ff0000", "255", "0", "0", "2", "0.500000"],
        ["2", "#000080", "0", "0", "128", "2", "0.500000"],
    ]
    assert pictures.palette_hex(made) == "ff0000\n000080\n"
    assert pictures.palette_css(made) == ":root {\n  --color-1: #ff0000;\n  --color-2: #000080;\n}\n"
    image = Image.open(io.BytesIO(made.png()))
    assert image.mode == "P"
    assert np.asarray(image.convert("RGB")).tolist() == [[[255, 0, 0]] * 2, [[0, 0, 128]] * 2]


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(("k", "bits"), [(2, 1), (3, 2), (5, 4), (16, 4), (17, 8), (64, 8)])
def test_the_png_has_really_k_colours_and_is_as_far_off_as_it_is_said(space: str, k: int, bits: int) -> None:
    picture = picture_of(noise(30, 20) // 2 + 60, "PNG", 1)
    made = in_colors(picture, run_on(picture, space, k, "k-means++", 3), space)
    data = made.png()
    assert data[24] == bits  # of each pixel, as the head of a PNG has it
    needed = next(b for b in range(9) if 2**b >= k)
    assert f"take {bits} bit{'s' * (bits > 1)} a pixel" in pictures.picture_headline(made, len(data))
    at = data.index(b"IDAT")
    unpacked = zlib.decompress(data[at + 4 : at + 4 + int.from_bytes(data[at - 4 : at])])
    sizes = pictures.sizes_in_words(made, len(data), True)
    assert (f"{needed} bits a pixel would do" in sizes) == (needed < bits)
    assert (
        f"become {pictures.bytes_in_words(len(unpacked) - 20)} at" in sizes
    )  # each row says how it is packed
    pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(float)
    assert len(np.unique(pixels.reshape(-1, 3), axis=0)) == k
    off = math.sqrt(float(((pixels - picture.colors[picture.index]) ** 2).mean()))
    assert made.error == pytest.approx(off)
    assert (np.diff(made.pixels) <= 0).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 9), st.integers(0, 5))
def test_weights_are_pixels(k: int, seed: int) -> None:
    """The run on colours with weights is that on all pixels, from the same means."""
    pixels = noise(12, 9) // 64 * 64
    picture = picture_of(pixels, "PNG", 1)
    found = run_on(picture, RGB, k, "random", seed)
    every = run(pixels.reshape(-1, 3), found.steps[0].means, empty="farthest", max_iter=100)
    assert every.inertia == pytest.approx(found.inertia)
    assert every.labels.tolist() == found.labels[picture.index.ravel()].tolist()


def test_what_fewer_bits_lose_is_in_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_COLORS", 200)
    pixels = noise(40, 30)
    picture = picture_of(pixels, "PNG", 1)
    assert picture.bits < 8
    made = in_colors(picture, run_on(picture, RGB, 6, "k-means++", 0), RGB)
    now = np.asarray(Image.open(io.BytesIO(made.png())).convert("RGB")).astype(float)
    assert made.error == pytest.approx(math.sqrt(float(((now - pixels) ** 2).mean())))
    assert f"the first {picture.bits} of 8 bits" in pictures.colors_in_words(picture)


def test_as_many_colours_as_there_are_lose_nothing() -> None:
    picture = picture_of(FOUR, "PNG", 1)
    for space in SPACES:
        made = in_colors(picture, run_on(picture, space, 3, "random", 0), space)
        assert made.error == 0 and made.psnr == math.inf
        assert pictures.error_in_words(made) == "Nothing is lost at the end: no pixel has changed."


def test_the_best_of_some_starts_is_one_of_them() -> None:
    picture = MADE["Flag"].picture()  # few colours: no other stand for them
    best = pictures.best_start(picture, RGB, 12, "k-means++", 4)
    ends = [run_on(picture, RGB, 12, "k-means++", seed).inertia for seed in range(4, 4 + pictures.TRIES)]
    assert ends[best - 4] == pytest.approx(min(ends))


@pytest.mark.parametrize("space", SPACES)
def test_the_best_of_some_starts_on_a_sketch_is_better_than_most(space: str) -> None:
    picture = MADE["Landscape"].picture()
    best = pictures.best_start(picture, space, 12, pictures.INIT, 0)
    ends = [run_on(picture, space, 12, pictures.INIT, seed).inertia for seed in range(pictures.TRIES)]
    assert ends[best] < np.median(ends)


def test_our_own_pictures_are_what_is_said_of_them() -> None:
    flag = MADE["Flag"].picture()
    five = in_colors(flag, run_on(flag, RGB, 5, "k-means++", 0), RGB)
    assert five.error < 6
    names = {
        "blue": (20, 92, 140),
        "red": (214, 64, 48),
        "night": (28, 30, 40),
        "white": (240, 240, 236),
        "gold": (244, 196, 60),
    }
    for color in names.values():
        assert np.abs(five.palette.astype(int) - color).max(axis=1).min() < 6
    page = MADE["Scanned page"].picture()
    red = [
        int((made.palette[:, 0].astype(int) - made.palette[:, 1]).max())
        for made in (in_colors(page, run_on(page, RGB, k, "k-means++", 0), RGB) for k in (2, 8))
    ]
    assert red[0] < 40 < 80 < red[1]
    assert MADE["Landscape"].picture().distinct > 5000


@pytest.mark.parametrize("space", SPACES)
def test_a_sentence_for_every_half_step(space: str) -> None:
    picture = MADE["Flag"].picture()
    found = run_on(picture, space, 6, "random", 2)
    said = [pictures.palette_sentence(found, i, picture, 9 * (i == 3)) for i in range(len(found.steps))]
    assert said[0] == "6 colours of the picture are the first palette. No pixel has one yet."
    assert said[1] == "Each of the 153,600 pixels gets the nearest colour of the palette."
    assert said[2].startswith("Each colour of the palette becomes the average of its pixels.")
    assert said[3].startswith("0.006% of the pixels get another colour")
    assert said[-1] == "No pixel changes its colour any more. This is the palette."


def test_places_within_the_ends() -> None:
    corners = picture_of(
        np.array(np.meshgrid([0, 255], [0, 255], [0, 255])).T.reshape(1, 8, 3).astype(np.uint8), "PNG", 1
    )
    for space in (RGB, CIELAB):
        at = pictures.places(pictures.color_points(corners, space), space)
        for j, (low, high) in enumerate(pictures.ENDS[space]):
            assert low - 0.01 <= at[:, j].min() and at[:, j].max() <= high + 0.01
