"""Sheets that claim more cells than can be read."""

from __future__ import annotations

import pytest

from tables.opening.far_cells import reach_in_words


@pytest.mark.parametrize(
    ("height", "width", "said"),
    [
        (1_048_576, 16_384, "as far out as XFD1048576: 17 billion cells"),
        (1_000_000, 1000, "as far out as ALL1000000: 1 billion cells"),
        (500_000, 26, "as far out as Z500000: 13 million cells"),
        (300_001, 27, "as far out as AA300001: 8,100,027 cells"),
    ],
)
def test_the_cell_is_named_and_the_cells_are_counted(height: int, width: int, said: str) -> None:
    assert said in reach_in_words(height, width)
