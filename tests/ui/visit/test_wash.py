"""What was freed is overwritten."""

import ctypes
import sys

import pytest

from ui.visit import wash


@pytest.mark.skipif(not wash.free_small_blocks(), reason="Python's allocator does not tell what is free")
def test_free_blocks_of_python_are_overwritten() -> None:
    words = [f"a word that nobody else would say {i}" for i in range(10_000)]
    places = [id(word) for word in words]
    size = sys.getsizeof(words[0])
    del words[1::2]  # every other, so that no pool as a whole is given back
    freed = places[1::2]
    wash.wash_small_blocks()
    left = sum(b"nobody else" in ctypes.string_at(place, size) for place in freed)
    assert left <= 0.01 * len(freed)
    assert all("nobody else" in word for word in words)
