"""What is kept in memory, bounded in bytes. Pure: no Streamlit.

A `Shelf` holds results that would otherwise be computed again, and counts what a visitor brought. There is one for each
visit, which is part of the visit's own state and goes with it, and one for what is made from settings alone, which all
visits share. A `Server` bounds all of them together. It knows its shelves by weak references: no list of visits has to be
kept right, and what nobody holds any more is gone.

Three numbers, which the environment may set to others, in bytes (`KMEANS_SERVER_MEMORY=4000000000`):

- SERVER_MEMORY: all shelves, all tables and all uploaded files. Results go first, the least recently used of all visits;
  tables and files never go, so what does not fit beside them is not taken in.
- VISIT_MEMORY: the same for one visit, and for what all visits share.
- VISIT_UPLOADS: the files of one visit that lie in Streamlit's keeping (ui/visit/house.py), shown or not.

They bound what is kept, not what a computation takes while it runs.
"""

from __future__ import annotations

import dataclasses
import itertools
import sys
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from tables.limits import limit

Made = TypeVar("Made")

SERVER_MEMORY = limit("SERVER_MEMORY", 1_500_000_000)
VISIT_MEMORY = limit("VISIT_MEMORY", 800_000_000)
"""A file of 200 MB takes some 600 MB once it is read."""
VISIT_UPLOADS = limit("VISIT_UPLOADS", 300_000_000)

SERVER_IS_FULL = "This server holds as many tables as it may right now. Try again in a few minutes, or bring a smaller file."
VISIT_IS_FULL = "This table needs more memory than one visit may take. Bring a file with fewer rows, or only with the columns you need."
_MEASURED = 1000
"""So many elements of a long list are measured, evenly spread; the others count like these."""


def nbytes_of(value: Any, seen: set[int] | None = None) -> int:
    """The bytes that a value takes, to within some percent; what occurs in it twice counts once."""
    seen = set() if seen is None else seen
    if isinstance(value, np.ndarray):
        while isinstance(value.base, np.ndarray):  # a view keeps the whole of what it looks at
            value = value.base
    if id(value) in seen or value is None or isinstance(value, type):
        return 0
    seen.add(id(value))
    if isinstance(value, pd.DataFrame | pd.Series | pd.Index):
        used = value.memory_usage(deep=True)
        return int(used.sum() if isinstance(used, pd.Series) else used)
    total = sys.getsizeof(value)
    if isinstance(value, np.ndarray):
        return max(total, value.nbytes) + (
            _of_each(value.flat, value.size, seen) if value.dtype.hasobject else 0
        )
    if isinstance(value, Mapping):
        return total + sum(nbytes_of(each, seen) for pair in value.items() for each in pair)
    if isinstance(value, list | tuple | set | frozenset):
        return total + _of_each(value, len(value), seen)
    if dataclasses.is_dataclass(value):
        return total + sum(nbytes_of(getattr(value, each.name), seen) for each in dataclasses.fields(value))
    buffered = 0 if isinstance(value, str | bytes) else getattr(value, "nbytes", 0)  # Arrow, memory views
    return max(total, buffered) if isinstance(buffered, int) else total


def _of_each(values: Iterable[Any], number: int, seen: set[int]) -> int:
    every = max(1, number // _MEASURED)
    return every * sum(nbytes_of(each, seen) for each in itertools.islice(values, 0, None, every))


class Server:
    """All shelves of a process, and how much they may hold together. Safe among threads, as its shelves are.

    elsewhere : what else counts, by identity (as in `Shelf.hold`): the files that lie in Streamlit's keeping.
    """

    def __init__(self, most_bytes: int = SERVER_MEMORY) -> None:
        self.most_bytes = most_bytes
        self.elsewhere: Callable[[], Mapping[int, int]] = dict
        self.lock = threading.RLock()
        self.clock = itertools.count()
        self._shelves: weakref.WeakSet[Shelf] = weakref.WeakSet()

    def shelf(self, most_bytes: int = VISIT_MEMORY) -> Shelf:
        """Another shelf. It lasts as long as somebody holds it."""
        made = Shelf(self, most_bytes)
        with self.lock:
            self._shelves.add(made)
        return made

    @property
    def nbytes(self) -> int:
        """What all shelves hold, and what counts elsewhere."""
        with self.lock:
            return self.held + sum(shelf.kept for shelf in self._shelves)

    @property
    def held(self) -> int:
        """What of it cannot be let go: tables and files. What two places hold, one object, counts once."""
        with self.lock:
            held = dict(self.elsewhere())
            for shelf in self._shelves:
                held |= shelf.brought
            return sum(held.values())

    def make_room(self) -> None:
        """Let results go, the least recently used first, until all is within the bound."""
        with self.lock:
            over = self.nbytes - self.most_bytes
            while over > 0 and (filled := [shelf for shelf in self._shelves if shelf.kept]):
                over -= min(filled, key=lambda shelf: shelf.oldest).drop_oldest()


class Shelf:
    """Results by their keys, within a bound in bytes, the least recently used going first; and what was brought.

    What is kept is handed out itself, not a copy: nobody may change it.
    """

    def __init__(self, server: Server, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.brought: dict[int, int] = {}
        """The bytes of what cannot be let go, by the identity of each object."""
        self.kept = 0
        """The bytes of all results."""
        self._server = server
        self._entries: OrderedDict[Hashable, tuple[Any, int, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable) -> Any:
        """What is kept under a key; None if nothing is."""
        with self._server.lock:
            if key not in self._entries:
                return None
            value, nbytes, _ = self._entries.pop(key)
            self._entries[key] = value, nbytes, next(self._server.clock)
            return value

    def keep(self, key: Hashable, value: Made) -> Made:
        """Keep a result if it fits; it is returned in either case."""
        nbytes = nbytes_of(value)
        with self._server.lock:
            if key in self._entries:
                self.kept -= self._entries.pop(key)[1]
            own, all_held = sum(self.brought.values()), self._server.held
            if nbytes + own <= self.most_bytes and nbytes + all_held <= self._server.most_bytes:
                self._entries[key] = value, nbytes, next(self._server.clock)
                self.kept += nbytes
            self._make_room()
        return value

    def made(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under a key, else what `make` makes."""
        found: Made | None = self.get(key)
        return self.keep(key, make()) if found is None else found

    def hold(self, brought: Mapping[int, int]) -> str | None:
        """Count what was brought, in place of what was counted before. A sentence, and nothing changes, if there is no room
        for it; results make room."""
        with self._server.lock:
            before, self.brought = self.brought, dict(brought)
            more = sum(brought.values()) > sum(before.values())
            if more and sum(brought.values()) > self.most_bytes:
                self.brought = before
                return VISIT_IS_FULL
            if more and self._server.held > self._server.most_bytes:
                self.brought = before
                return SERVER_IS_FULL
            self._make_room()
            return None

    @property
    def oldest(self) -> int:
        """When the least recently used result was used last."""
        return next(iter(self._entries.values()))[2]

    def drop_oldest(self) -> int:
        """Let one result go; its bytes."""
        _, (_, nbytes, _) = self._entries.popitem(last=False)
        self.kept -= nbytes
        return nbytes

    def _make_room(self) -> None:
        while self._entries and self.kept + sum(self.brought.values()) > self.most_bytes:
            self.drop_oldest()
        self._server.make_room()
