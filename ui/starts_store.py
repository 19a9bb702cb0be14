"""Many starts, kept: what was computed once is never computed again, whoever asks, as long as it fits.

The store holds the ends of starts 0, 1, 2, ... of a problem, and only ever adds more of them, a slice at a time. A slice
takes a fraction of a second: between two of them a page can show how far it is, and be stopped. No Streamlit here.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kmeans_core.many import CHUNK, ManyRuns, concatenate, run_many
from kmeans_core.scores import adjusted_rand_index, centroid_index, means_of_labels
from ui.points import Points

LARGEST = 192 * 2**20
"""Bytes that all kept starts together may take."""
MOST_ENTRIES = 48
MOST_LABELS = 24 * 2**20
"""Labels of a problem are kept up to so many bytes; beyond, the few that are shown are computed again."""
SLICE = 2 * CHUNK


@dataclass(frozen=True)
class Problem:
    """What a start needs to know but for its seed. Problems of equal `key` share their starts."""

    points: Points
    k: int
    init: str
    empty: str

    @property
    def key(self) -> str:
        content = hashlib.blake2b(digest_size=16)
        content.update(repr((self.points.digest, self.k, self.init, self.empty)).encode())
        if self.points.true_labels is not None:
            content.update(np.ascontiguousarray(self.points.true_labels, dtype=np.int64).tobytes())
        return content.hexdigest()

    @property
    def slice_size(self) -> int:
        """How many starts are made at a time."""
        return max(1, SLICE // (self.k * len(self.points.X)))


@dataclass(frozen=True)
class Starts:
    """The starts with the seeds 0 to s - 1, and their scores where true labels are known.

    Attributes
    ----------
    runs : where each start ended.
    rand : array of shape (s,), the adjusted Rand index of each against the true labels; None if there are none.
    centroid : integers of shape (s,), the centroid index of each; None if there are no true labels.
    """

    runs: ManyRuns
    rand: NDArray[np.float64] | None
    centroid: NDArray[np.intp] | None

    def __len__(self) -> int:
        return len(self.runs)

    def first(self, number: int) -> Starts:
        """The first so many."""
        if number >= len(self):
            return self
        return Starts(
            self.runs.select(slice(number)),
            None if self.rand is None else self.rand[:number],
            None if self.centroid is None else self.centroid[:number],
        )

    @property
    def nbytes(self) -> int:
        labels = 0 if self.runs.labels is None else self.runs.labels.nbytes
        return (
            labels
            + self.runs.starts.nbytes
            + self.runs.means.nbytes
            + 120 * len(self)
            + self.runs.problem.X.nbytes
        )


class StartsStore:
    """Starts of the problems asked for last, for all visitors: bounded in number and in bytes, safe among threads."""

    def __init__(self, most_bytes: int = LARGEST, most_entries: int = MOST_ENTRIES) -> None:
        self.most_bytes = most_bytes
        self.most_entries = most_entries
        self.computed = 0
        """How many starts were ever computed."""
        self._entries: OrderedDict[str, Starts] = OrderedDict()
        self._growing: dict[str, tuple[threading.Lock, int]] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def nbytes(self) -> int:
        with self._lock:
            return sum(starts.nbytes for starts in self._entries.values())

    def look(self, problem: Problem) -> Starts | None:
        """What is there already."""
        key = problem.key
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
            return found

    def advance(self, problem: Problem, upto: int, have: Starts | None = None) -> Starts:
        """One more slice of starts, or what is there if that is enough. `have`: what the caller got last, which serves
        when others have pushed it out meanwhile."""
        key = problem.key
        with self._lock:
            growing, waiting = self._growing.get(key, (threading.Lock(), 0))
            self._growing[key] = growing, waiting + 1
        try:
            with growing:
                found = self.look(problem)
                if found is None or (have is not None and len(have) > len(found)):
                    found = have
                if found is not None and len(found) >= upto:
                    return found
                begin = 0 if found is None else len(found)
                more = _starts(problem, begin, min(upto, begin + problem.slice_size))
                grown = more if found is None else _joined(found, more)
                with self._lock:
                    self.computed += len(more)
                    self._entries[key] = grown
                    self._entries.move_to_end(key)
                    self._make_room()
                return grown
        finally:
            with self._lock:
                growing, waiting = self._growing[key]
                if waiting == 1:
                    del self._growing[key]
                else:
                    self._growing[key] = growing, waiting - 1

    def _make_room(self) -> None:
        total = sum(starts.nbytes for starts in self._entries.values())
        while len(self._entries) > 1 and (total > self.most_bytes or len(self._entries) > self.most_entries):
            _, dropped = self._entries.popitem(last=False)
            total -= dropped.nbytes


def _starts(problem: Problem, begin: int, end: int) -> Starts:
    X, truth = problem.points.X, problem.points.true_labels
    runs = run_many(X, problem.k, range(begin, end), problem.init, empty=problem.empty)
    if truth is None:
        return Starts(runs, None, None)
    rand = np.asarray(adjusted_rand_index(runs.labels if runs.labels is not None else [], truth))
    centroid = np.asarray(centroid_index(runs.means, means_of_labels(X, truth)))
    return Starts(runs, rand, centroid)


def _joined(found: Starts, more: Starts) -> Starts:
    first, second = found.runs, more.runs
    if (
        first.labels is None
        or second.labels is None
        or first.labels.nbytes + second.labels.nbytes > MOST_LABELS
    ):
        first, second = replace(first, labels=None), replace(second, labels=None)
    return Starts(
        concatenate([first, second]),
        None if found.rand is None or more.rand is None else np.concatenate([found.rand, more.rand]),
        None
        if found.centroid is None or more.centroid is None
        else np.concatenate([found.centroid, more.centroid]),
    )
