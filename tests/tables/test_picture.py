"""Pictures as files: their colours by hand, what is done to them, and a sentence for each that cannot be read."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from tables import apart, picture
from tables.errors import PictureError
from tables.picture import Pixels, picture_of, read_picture
from tests.tables.pictures import FOUR, bad_pictures, deep_png, noise, saved


def test_two_by_two_by_hand() -> None:
    found = read_picture(saved(FOUR))
    assert (found.size, found.format, found.distinct, found.bits, found.lost) == ((2, 2), "PNG", 3, 8, 0.0)
    assert found.colors.tolist() == [[0, 0, 0], [0, 0, 255], [255, 0, 0]]
    assert found.counts.tolist() == [1, 1, 2]
    assert found.index.tolist() == [[2, 2], [1, 0]]
    assert found.notes == () and found.every == 1
    assert np.asarray(Image.open(io.BytesIO(found.shown))).tolist() == FOUR.tolist()


@given(
    arrays(
        np.uint8,
        st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(3)),
        elements=st.sampled_from([0, 1, 7, 8, 128, 255]),
    )
)
def test_no_pixel_is_lost(pixels: Pixels) -> None:
    found = picture_of(pixels, "PNG", 1)
    assert found.colors[found.index].tolist() == pixels.tolist()
    assert found.counts.tolist() == np.bincount(found.index.ravel()).tolist()


def test_more_colours_than_are_taken_are_told_apart_by_fewer_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST_COLORS", 600)
    pixels = noise(40, 30)
    found = picture_of(pixels, "PNG", 1)
    assert found.distinct == 1200 and found.bits == 3
    where: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for each in pixels.reshape(-1, 3).tolist():
        where.setdefault(tuple(channel // 32 for channel in each), []).append(tuple(each))
    assert sorted(found.counts.tolist()) == sorted(map(len, where.values()))
    averages = sorted(tuple(np.mean(each, axis=0)) for each in where.values())
    np.testing.assert_allclose(sorted(map(tuple, found.colors)), averages)
    off = found.colors[found.index] - pixels
    assert found.lost == pytest.approx(float((off**2).sum()))


@pytest.mark.parametrize("steps", [1, 16, 128, 255])
def test_colours_are_those_that_sorting_finds(steps: int) -> None:
    pixels = noise(90, 70) // steps
    found = picture_of(pixels, "PNG", 1)
    colors, index, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    assert np.array_equal(found.colors, colors) and np.array_equal(found.counts, counts)
    assert np.array_equal(found.index, index.reshape(found.index.shape))


def test_large_pictures_are_shown_in_part() -> None:
    found = picture_of(noise(1000, 700), "PNG", 1)
    assert found.every == 2
    assert Image.open(io.BytesIO(found.shown)).size == (500, 350)
    assert found.index_shown.shape == (350, 500)


@pytest.mark.parametrize(("kind", "close"), [("JPEG", 40), ("WEBP", 40)])
def test_photos(kind: str, close: int) -> None:
    smooth = np.broadcast_to(np.linspace(0, 255, 60).astype(np.uint8)[:, None, None], (60, 40, 3))
    found = read_picture(saved(smooth, kind))
    assert found.format == {"JPEG": "JPEG", "WEBP": "WebP"}[kind]
    assert np.abs(found.colors[found.index] - smooth).max() < close


def test_what_is_done_to_a_picture_is_said() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # the camera was turned to the left: the first row is the right side
    found = read_picture(saved(FOUR, exif=turned))
    assert found.colors[found.index].tolist() == np.rot90(FOUR, -1).tolist()
    assert found.notes == (picture.TURNED,)
    for nothing in (0, 1, 9, 99):  # 2 to 8 say how the camera was held
        turned[0x0112] = nothing
        found = read_picture(saved(FOUR, exif=turned))
        assert found.colors[found.index].tolist() == FOUR.tolist() and found.notes == ()

    see_through = np.dstack([FOUR, [[255, 0], [255, 255]]]).astype(np.uint8)
    found = read_picture(saved(see_through))
    assert found.colors[found.index].tolist() == [[[255, 0, 0], [255] * 3], [[0, 0, 255], [0] * 3]]
    assert found.notes == (picture.SEE_THROUGH,)
    found = read_picture(saved(np.dstack([FOUR, np.zeros((2, 2))]).astype(np.uint8)))
    assert (found.colors.tolist(), found.notes) == ([[255] * 3], (picture.UNSEEN,))

    found = read_picture(deep_png())
    assert (found.colors.tolist(), found.notes) == ([[0xAB] * 3], (picture.DEEP,))
    found = read_picture(saved(np.array([[0x0100, 0xFFFF]], dtype=np.uint16)))
    assert (found.colors.tolist(), found.notes) == ([[1] * 3, [255] * 3], (picture.DEEP,))

    found = read_picture(saved(FOUR, "JPEG", "CMYK"))
    assert (found.size, found.notes) == ((2, 2), (picture.FOR_PRINT,))

    first, second = Image.fromarray(FOUR), Image.fromarray(255 - FOUR)
    for kind in ("PNG", "WEBP"):
        found = read_picture(saved(first, kind, save_all=True, append_images=[second], lossless=True))
        assert found.colors[found.index].tolist() == FOUR.tolist()
        assert found.notes == (picture.MOVES,)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "RGB"])
def test_every_mode_of_a_png(mode: str) -> None:
    assert read_picture(saved(FOUR, "PNG", mode)).size == (2, 2)


@pytest.mark.parametrize("what", bad_pictures())
def test_a_sentence_for_each_bad_picture(what: str) -> None:
    data, words = bad_pictures()[what]
    with pytest.raises(PictureError, match=words) as caught:
        read_picture(data)
    with pytest.raises(PictureError) as apart_too:
        apart.read_picture(data)
    assert str(apart_too.value) == str(caught.value)


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MAX_PICTURE_BYTES", 50)
    with pytest.raises(PictureError, match="may have up to"):
        apart.read_picture(saved(FOUR))


def test_the_same_picture_from_another_process() -> None:
    data = saved(noise(50, 40), "PNG")
    ours, theirs = read_picture(data), apart.read_picture(data)
    for name in ("colors", "counts", "index"):
        assert np.array_equal(getattr(ours, name), getattr(theirs, name))
    for name in ("format", "file_bytes", "distinct", "bits", "lost", "every", "shown", "notes", "size"):
        assert getattr(ours, name) == getattr(theirs, name)
