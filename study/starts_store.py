"""Many starts, kept: what was computed once is not computed again as long as it fits on the shelf where it is kept.

The store holds the ends of starts 0, 1, 2, ... of a series, and only ever adds more of them, a slice at a time. A slice
takes a fraction of a second: between two of them a page can show how far it is, and be stopped. No Streamlit here.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kmeans_core.many import CHUNK, ManyRuns, concatenate, run_many
from kmeans_core.scores import adjusted_rand_index, centroid_index, means_of_labels
from study.by_similarity import similarity_on
from study.memory import Shelf
from study.points import Points

MOST_LABELS = 24 * 2**20
"""Labels of a series are kept up to so many bytes; beyond, the few that are shown are computed again."""
SLICE = 2 * CHUNK
"""Distances of the starts that are made at a time, by k-means."""
SLOWER = 20
"""By other distances a start may take so many times as long: geometric medians do."""


@dataclass(frozen=True)
class StartSeries:
    """What a start needs to know but for its seed. Those of equal `key` share their starts."""

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
        n, near = len(self.points.X), self.points.nearness.measure
        if near.is_k_means:
            return max(1, SLICE // (self.k * n))
        return max(1, SLICE // (n * n if near.takes_all_pairs else SLOWER * self.k * n))


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


class StartsStore:
    """The starts on a shelf, for all who share it; safe among threads."""

    def __init__(self, shelf: Shelf) -> None:
        self.computed = 0
        """How many starts were ever computed."""
        self._shelf = shelf
        self._growing: dict[str, tuple[threading.Lock, int]] = {}
        self._lock = threading.Lock()

    def look(self, series: StartSeries) -> Starts | None:
        """What is there already."""
        found: Starts | None = self._shelf.get(("starts", series.key))
        return found

    def advance(self, series: StartSeries, upto: int, have: Starts | None = None) -> Starts:
        """One more slice of starts, or what is there if that is enough. `have`: what the caller got last, which serves
        when others have pushed it out meanwhile."""
        key = series.key
        with self._lock:
            growing, waiting = self._growing.get(key, (threading.Lock(), 0))
            self._growing[key] = growing, waiting + 1
        try:
            with growing:
                found = self.look(series)
                if found is None or (have is not None and len(have) > len(found)):
                    found = have
                if found is not None and len(found) >= upto:
                    return found
                begin = 0 if found is None else len(found)
                more = _starts(series, begin, min(upto, begin + series.slice_size))
                grown = more if found is None else _joined(found, more)
                with self._lock:
                    self.computed += len(more)
                return self._shelf.keep(("starts", key), grown)
        finally:
            with self._lock:
                growing, waiting = self._growing[key]
                if waiting == 1:
                    del self._growing[key]
                else:
                    self._growing[key] = growing, waiting - 1


def _starts(series: StartSeries, begin: int, end: int) -> Starts:
    X, truth = series.points.X, series.points.true_labels
    runs = run_many(
        X,
        series.k,
        range(begin, end),
        series.init,
        empty=series.empty,
        similarity=similarity_on(series.points),
    )
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
