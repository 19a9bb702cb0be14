"""Shelves: what is kept is bounded in bytes, for a visit and for the server, and gone with its visit."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmeans_core import initial_means, run
from study.memory import SERVER_IS_FULL, VISIT_IS_FULL, Server, nbytes_of

KB = 1000


def block(kilobytes: int) -> np.ndarray:
    return np.zeros(kilobytes * KB, dtype=np.uint8)


# ---- how much something takes ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    first: Any
    second: Any


MADE: dict[str, Callable[[], Any]] = {
    "array": lambda: np.zeros((40_000, 3)),
    "array of objects": lambda: np.array([f"{i} is a word" for i in range(20_000)], dtype=object),
    "bytes": lambda: bytes(300_000),
    "frame": lambda: pd.DataFrame({"a": np.zeros(30_000), "b": np.zeros(30_000, dtype=np.int16)}),
    "list of strings": lambda: [f"{i} is a word" for i in range(20_000)],
    "nested": lambda: {"one": Pair(np.zeros(20_000), [np.zeros(10_000)] * 3), "two": bytearray(50_000)},
    "run": lambda: run(
        X := np.random.default_rng(0).normal(size=(20_000, 2)), initial_means(X, 4, "random", 1)
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_what_something_takes_is_what_was_allocated_for_it(name: str) -> None:
    MADE[name]()  # what is made once and for all is made before
    gc.collect()
    tracemalloc.start()
    try:
        value = MADE[name]()
        gc.collect()
        allocated = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert nbytes_of(value) == pytest.approx(allocated, rel=0.1)


def test_text_in_a_table_counts() -> None:
    words = ["a word of thirty letters or so"] * 10_000
    assert nbytes_of(pd.DataFrame({"a": words})) > 300_000
    assert nbytes_of(pd.DataFrame({"a": pd.array(words, dtype="string[pyarrow]")})) > 300_000


def test_what_occurs_twice_and_what_is_looked_at_counts_once() -> None:
    whole = block(100)
    assert nbytes_of([whole, whole, whole[:10], whole[5:]]) < 102 * KB
    assert nbytes_of(whole[:10]) >= 100 * KB  # the view keeps the whole


# ---- a shelf ---------------------------------------------------------------------------------------------------------


def test_what_was_made_is_made_once_and_handed_out_itself() -> None:
    shelf = Server().shelf()
    made = [shelf.made(key, object) for key in (1, 1, 2)]
    assert made[0] is made[1] and made[1] is not made[2]
    assert shelf.get(3) is None


def test_the_least_recently_used_goes_first() -> None:
    shelf = Server().shelf(25 * KB)
    for key in "ab":
        shelf.keep(key, block(10))
    shelf.get("a")
    shelf.keep("c", block(10))
    assert [key for key in "abc" if shelf.get(key) is not None] == ["a", "c"]


def test_what_is_larger_than_the_shelf_is_handed_out_and_not_kept() -> None:
    shelf = Server().shelf(25 * KB)
    shelf.keep("small", block(10))
    assert len(shelf.made("large", lambda: block(30))) == 30 * KB
    assert shelf.get("large") is None and shelf.get("small") is not None


def test_the_server_bounds_all_shelves_together() -> None:
    server = Server(35 * KB)
    first, second = server.shelf(), server.shelf()
    first.keep(1, block(10))
    second.keep(2, block(10))
    first.keep(3, block(10))
    second.get(2)
    second.keep(4, block(10))  # the oldest of all is the first visit's
    assert (first.get(1), first.get(3) is None, second.get(2) is None, second.get(4) is None) == (
        None,
        *[False] * 3,
    )


def test_tables_stay_and_results_make_room_for_them() -> None:
    server = Server(45 * KB)
    mine, others = server.shelf(), server.shelf()
    others.keep("result", block(10))
    assert mine.hold({1: 40 * KB}) is None
    assert others.get("result") is None
    assert others.hold({2: 10 * KB}) == SERVER_IS_FULL
    assert (mine.brought, others.brought) == ({1: 40 * KB}, {})
    assert others.hold({1: 40 * KB}) is None  # the same object, held by two
    assert mine.hold({}) is None and others.hold({2: 40 * KB}) is None


def test_a_visit_cannot_hold_more_than_its_share() -> None:
    shelf = Server(100 * KB).shelf(20 * KB)
    assert shelf.hold({1: 30 * KB}) == VISIT_IS_FULL
    assert shelf.hold({1: 15 * KB}) is None
    shelf.keep("result", block(10))
    assert shelf.get("result") is None
    shelf.keep("small", block(4))
    assert shelf.get("small") is not None


def test_files_elsewhere_count() -> None:
    server = Server(45 * KB)
    shelf = server.shelf()
    server.elsewhere = lambda: {7: 30 * KB}
    assert shelf.hold({8: 20 * KB}) == SERVER_IS_FULL
    assert shelf.hold({7: 30 * KB}) is None
    shelf.keep("result", block(20))
    assert shelf.get("result") is None


def test_a_shelf_is_gone_with_whoever_held_it() -> None:
    server = Server()
    shelf = server.shelf()
    kept = shelf.keep("array", block(10))
    gone = weakref.ref(kept)
    shelf.hold({1: KB})
    assert server.nbytes > 10 * KB
    del shelf, kept
    assert gone() is None
    assert server.nbytes == 0


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2), st.sampled_from(["keep", "get", "hold"]), st.integers(0, 5), st.integers(1, 60)
        ),
        max_size=40,
    )
)
def test_the_bounds_hold_whatever_happens(moves: list[tuple[int, str, int, int]]) -> None:
    server = Server(100 * KB)
    shelves = [server.shelf(50 * KB) for _ in range(3)]
    for which, what, key, size in moves:
        shelf = shelves[which]
        if what == "keep":
            shelf.keep(key, bytes(size * KB))
        elif what == "get":
            shelf.get(key)
        else:
            shelf.hold({(which, key).__hash__(): size * KB})
        assert server.nbytes <= 100 * KB
        for each in shelves:
            assert each.kept + sum(each.brought.values()) <= 50 * KB
            assert each.kept == sum(nbytes for _, nbytes, _ in each._entries.values())
