"""What was freed is overwritten, so that what a visitor brought is gone when it is forgotten. Pure: no Streamlit.

Freed memory keeps what stood in it until something else is put there: after six small visits, hundreds of their cells and
names could still be read in the memory of the process. Four allocators hold such memory, and each has its own way:

- glibc, for all blocks of more than 512 bytes: it overwrites what is freed once it is told to (M_PERTURB). Blocks of 1 MB
  and more come from the system and go back to it. Measured: 22 ms of processor for a run of the home page, 23 with it.
- glibc keeps a few of the last freed small blocks for each thread, as they are: taken, overwritten and freed again.
- Python's own, for blocks of up to 512 bytes: every free block is taken, overwritten and freed again. There are some
  100,000 of them, so only when a visit has ended.
- Arrow's: it is told to use glibc instead.

Elsewhere (another system, another C library, another build of Python) nothing of this is done, and nothing breaks.
"""

from __future__ import annotations

import ctypes
import gc
import re
import sys
from array import array
from contextlib import suppress

import pyarrow

M_MMAP_THRESHOLD, M_PERTURB = -3, -6
ERASED = 0xA5
"""What freed blocks are filled with: any byte that is not 0."""
LARGE = 2**20
"""Larger blocks come from the system. Fixed: glibc would let it grow to 32 MB, and hold on to as much."""
CACHED_SIZE, CACHED_NUMBER = 1032, 7
"""glibc keeps so many freed blocks of each size up to this for each thread."""
MEANWHILE = 200
"""So many more of each size are taken than were counted: counting itself, and other threads, free some."""
POOL_FILLER = 272
"""Blocks of this size fill one of Python's empty pools, 16 kB, to its last bytes."""


def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL("libc.so.6")
        _ = library.gnu_get_libc_version
        library.malloc.restype = library.open_memstream.restype = ctypes.c_void_p
        return library
    return None


_LIBC = _glibc()


def prepare() -> None:
    """Have freed memory overwritten from now on, for the whole process."""
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    if _LIBC is not None:
        _LIBC.mallopt(M_PERTURB, ERASED)
        _LIBC.mallopt(M_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Collect what is garbage, and let the system have what is free."""
    gc.collect()
    if _LIBC is not None:
        _LIBC.malloc_trim(0)


def wash_thread() -> None:
    """Overwrite the freed blocks that glibc keeps for the thread that calls."""
    if _LIBC is None:
        return
    blocks = []
    for size in range(24, CACHED_SIZE + 1, 16):
        for _ in range(CACHED_NUMBER):
            blocks.append(_LIBC.malloc(size))
            ctypes.memset(blocks[-1], ERASED, size)
    for block in blocks:
        _LIBC.free(ctypes.c_void_p(block))


def wash_small_blocks() -> None:
    """Overwrite the free blocks of Python's own allocator: take as many of each size as are free."""
    take, free = ctypes.pythonapi.PyObject_Malloc, ctypes.pythonapi.PyObject_Free
    take.restype = ctypes.c_void_p
    for size, free_ones in free_small_blocks().items():
        number = free_ones + MEANWHILE
        blocks = array("Q", bytes(8 * number))
        for index in range(number):
            blocks[index] = block = take(size)
            ctypes.memset(block, ERASED, size)
        for block in blocks:
            free(ctypes.c_void_p(block))


def free_small_blocks() -> dict[int, int]:
    """How many blocks of each size Python's allocator has free; empty where it does not tell."""
    if _LIBC is None or not hasattr(ctypes.pythonapi, "_PyObject_DebugMallocStats"):
        return {}
    text, length = ctypes.c_void_p(), ctypes.c_size_t()
    stream = ctypes.c_void_p(_LIBC.open_memstream(ctypes.byref(text), ctypes.byref(length)))
    ctypes.pythonapi._PyObject_DebugMallocStats(stream)
    _LIBC.fclose(stream)
    report = ctypes.string_at(text.value or 0, length.value).decode()
    _LIBC.free(text)
    # class, size, pools, blocks in use, blocks free
    rows = re.findall(r"^ +\d+ +(\d+) +[\d,]+ +[\d,]+ +([\d,]+)$", report, re.MULTILINE)
    found = {int(size): int(number.replace(",", "")) for size, number in rows}
    pools = re.search(r"^([\d,]+) unused pools \* (\d+) bytes", report, re.MULTILINE)
    if pools:
        each = (int(pools[2]) - 48) // POOL_FILLER
        found[POOL_FILLER] = found.get(POOL_FILLER, 0) + int(pools[1].replace(",", "")) * each
    return found
