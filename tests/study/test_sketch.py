"""The few colours that stand for all: by hand, and against cutting the cube piece by piece."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from study.sketch import sketch_of
from tables.picture import picture_of
from tests.tables.pictures import noise


def test_five_colours_in_two_pieces_by_hand() -> None:
    """Green is cut first: 10, 10, 20 against 200 and 250."""
    greens = [10, 10, 20, 200, 250, 250, 250]
    picture = picture_of(np.array([[[9, green, 7] for green in greens]], dtype=np.uint8), "PNG", 1)
    sketch = sketch_of(picture, 2)
    assert sketch.counts.tolist() == [3, 4]
    np.testing.assert_allclose(sketch.colors, [[9, 40 / 3, 7], [9, 237.5, 7]])
    assert sketch.typical.tolist() == [[9, 10, 7], [9, 250, 7]]


def test_a_picture_of_few_colours_is_its_own_sketch() -> None:
    picture = picture_of(noise(6, 5), "PNG", 1)
    sketch = sketch_of(picture, len(picture.colors))
    assert sketch.colors is picture.colors and sketch.typical is picture.colors


@pytest.mark.parametrize("most", [1, 3, 40, 100, 900])
def test_pieces_are_those_of_cutting_the_cube_again_and_again(most: int) -> None:
    picture = picture_of(noise(60, 40) // 3 + 20, "PNG", 1)
    sketch = sketch_of(picture, most)

    def pieces(cuts: int) -> dict[tuple[int, ...], list[int]]:
        found = defaultdict(list)
        for row, color in enumerate(picture.colors.astype(int).tolist()):
            sides = [256 >> (cuts + after) // 3 for after in (1, 2, 0)]  # red is cut second, green first
            found[tuple(value // side for value, side in zip(color, sides, strict=True))].append(row)
        return found

    cuts = max(cuts for cuts in range(25) if len(pieces(cuts)) <= most)
    expected = {
        tuple(np.average(picture.colors[rows], axis=0, weights=picture.counts[rows]).round(6)): rows
        for rows in pieces(cuts).values()
    }
    assert most / 2 < len(sketch.counts) == len(expected) <= most
    for color, typical, pixels in zip(sketch.colors, sketch.typical, sketch.counts, strict=True):
        rows = expected[tuple(color.round(6))]
        assert picture.counts[rows].sum() == pixels
        often = [row for row in rows if picture.counts[row] == picture.counts[rows].max()]
        assert typical.tolist() in picture.colors[often].tolist()
