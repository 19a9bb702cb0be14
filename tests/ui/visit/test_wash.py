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


@pytest.mark.skipif(wash._LIBC is None, reason="another C library keeps freed blocks in ways of its own")
def test_freed_blocks_that_glibc_keeps_for_a_thread_are_overwritten() -> None:
    libc: ctypes.CDLL = wash._LIBC  # type: ignore[assignment]
    left = 0
    sizes, kept = range(24, 1033, 16), 7  # what glibc keeps, for each thread
    for size in sizes:
        blocks = [libc.malloc(size) for _ in range(kept)]
        for block in blocks:
            ctypes.memset(block, ord("Z"), size)
        for block in blocks:
            libc.free(ctypes.c_void_p(block))
        wash.wash_thread()
        # The first bytes of a block that is kept are glibc's own
        left += sum(ctypes.string_at(block, size).count(b"Z") > size - 24 for block in blocks)
    assert left <= 0.02 * kept * len(sizes)
