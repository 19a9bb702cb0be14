"""What a run went through, half-step by half-step, in little room.

The labels of all iterations would cost a byte per point and iteration: gigabytes for millions of points. After the first
iterations few points change cluster. So a trace keeps the first labels and, for each later assign, which points changed
and to what; where so many changed that this would take more room, all labels. A step is put together when it is asked
for, its labels when they are: going forward costs no more than the changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.ties import Tie

UNASSIGNED = -1
SmallLabels = NDArray[np.unsignedinteger]
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What is true after one half-step. Arrays are read-only and may be shared between steps.

    Attributes
    ----------
    kind : what was done: "start", "assign" or "update".
    iteration : 0 for the start, then 1, 1, 2, 2, ...: an iteration is one assign and one update. The assign that closes a
        run which `max_iter` or `tol` ended has the number of the last iteration again.
    means : array of shape (k, n_features); centers of another kind, if the similarity is another.
    labels : array of shape (n_samples,), from 0 to k - 1; all -1 at the start, when no point has a cluster yet. Made when
        asked for: ask once, and go forward rather than back where there are millions of points.
    inertia : sum of (weighted) squared distances of the points to the mean of their cluster, or what else the similarity sums;
        nan at the start.
    n_changed : how many labels an assign changed; the first assign changes all of them.
    shifts : array of shape (k,), how far an update moved each mean; zeros for the other kinds.
    empty : the clusters without a point (or without weight), after this half-step.
    relocated : the empty clusters whose means this update moved to a far point (rule "farthest").
    tie : the points of an assign that were equally near to several means, see `Tie`; None if there were none.
    """

    kind: Literal["start", "assign", "update"]
    iteration: int
    means: FloatArray
    inertia: float
    n_changed: int
    shifts: FloatArray
    empty: tuple[int, ...]
    relocated: tuple[int, ...]
    tie: Tie | None
    _labels: Callable[[int], IntArray]
    _assign: int

    @property
    def labels(self) -> IntArray:
        return self._labels(self._assign)


class _Changes(NamedTuple):
    """What an assign changed: the points `rows` got the labels `labels`; all points did if `rows` is None."""

    rows: NDArray[np.integer] | None
    labels: SmallLabels
    number: int

    @property
    def nbytes(self) -> int:
        return self.labels.nbytes + (0 if self.rows is None else self.rows.nbytes)


class Steps(Sequence[Step]):
    """The steps of a run: a start, then assign and update in turn, an assign at the end. It never changes once made."""

    def __init__(
        self,
        n_samples: int,
        means: list[FloatArray],
        inertias: list[float],
        changes: Sequence[_Changes],
        empty: list[tuple[int, ...]],
        relocated: list[tuple[int, ...]],
        ties: list[Tie | None],
        closed: bool,
    ) -> None:
        """For a assigns: `means`, `changes`, `empty`, `relocated` (by the update before it) and `ties` have a entries,
        `inertias` one for each step but the start; `closed` says that the last assign has the number of the last iteration
        again."""
        self._n_samples = n_samples
        self._means, self._inertias, self._changes = means, inertias, changes
        self._empty, self._relocated, self._ties, self._closed = empty, relocated, ties, closed
        self._latest: tuple[int, SmallLabels] | None = None  # labels as they were after some assign

    def __len__(self) -> int:
        return 2 * len(self._means)

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Step, ...]: ...
    def __getitem__(self, index: int | slice) -> Step | tuple[Step, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(f"A run of {len(self)} steps has no step {index}.")
        return self._step(index % len(self))

    def _step(self, index: int) -> Step:
        assign, is_update = index // 2, index % 2 == 0  # how many assigns were begun before
        nothing_moved = _frozen(np.zeros(len(self._means[0])))
        if index == 0:
            return Step(
                "start", 0, self._means[0], np.nan, 0, nothing_moved, (), (), None, self._labels_after, 0
            )
        inertia = self._inertias[index - 1]
        if is_update:
            means = self._means[assign]
            shifts = _frozen(_lengths(means - self._means[assign - 1]))
            empty, relocated = self._empty[assign - 1], self._relocated[assign]
            return Step(
                "update",
                assign,
                means,
                inertia,
                0,
                shifts,
                empty,
                relocated,
                None,
                self._labels_after,
                assign,
            )
        iteration = assign if self._closed and index == len(self) - 1 else assign + 1
        return Step(
            "assign", iteration, self._means[assign], inertia, self._changes[assign].number, nothing_moved,
            self._empty[assign], (), self._ties[assign], self._labels_after, assign + 1,
        )  # fmt: skip

    def _labels_after(self, n_assigns: int) -> IntArray:
        """The labels after so many assigns."""
        if n_assigns == 0:
            return _frozen(np.full(self._n_samples, UNASSIGNED))
        last = n_assigns - 1
        whole = next(i for i in range(last, -1, -1) if self._changes[i].rows is None)
        latest = self._latest
        begin, labels = whole, self._changes[whole].labels
        if latest is not None and whole <= latest[0] <= last:
            begin, labels = latest
        if begin < last:
            labels = labels.copy()
            for changes in self._changes[begin + 1 : n_assigns]:
                labels[changes.rows] = changes.labels
            self._latest = last, labels
        return _frozen(labels.astype(np.intp))

    @property
    def nbytes(self) -> int:
        """How much memory the trace takes."""
        latest = 0 if self._latest is None else self._latest[1].nbytes
        changes, means = sum(part.nbytes for part in self._changes), sum(part.nbytes for part in self._means)
        return latest + changes + means + 200 * len(self)


def label_type(k: int) -> np.dtype[np.unsignedinteger]:
    """The smallest integers that hold every label."""
    return np.min_scalar_type(k - 1)


def row_type(n_samples: int) -> type[np.signedinteger]:
    """The smallest integers that number so many points."""
    return np.int32 if n_samples < 2**31 else np.int64


def _changes(rows: IntArray | None, number: int, labels: SmallLabels) -> _Changes:
    """So many points changed, the points `rows` or more than it is worth to name: `labels` are those of all points now."""
    if rows is not None:
        small: NDArray[np.integer] = rows.astype(row_type(len(labels)), copy=False)
        if number * (small.itemsize + labels.itemsize) < labels.nbytes:
            return _Changes(small, labels.take(rows), number)
    return _Changes(None, labels.copy(), number)


def _replayed(history: Sequence[_Changes]) -> Iterator[SmallLabels]:
    """The labels after each assign; they hold until the next is asked for."""
    labels = history[0].labels
    for changes in history:
        labels = changes.labels.copy() if changes.rows is None else labels
        if changes.rows is not None:
            labels[changes.rows] = changes.labels
        yield labels


def _lengths(vectors: FloatArray) -> FloatArray:
    lengths: FloatArray = np.sqrt(np.vecdot(vectors, vectors))
    return lengths


def _frozen(array: NDArray[Scalar]) -> NDArray[Scalar]:
    array.setflags(write=False)
    return array
