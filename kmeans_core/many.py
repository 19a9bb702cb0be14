"""Many starts of k-means at once, each with the result that `run` gives alone.

A loop over a thousand starts of 300 points spends its time between calls, not in them. Here all starts make the same
half-step together, in arrays that hold all of them, and a start that has converged leaves. What makes it quick:

- **One product for all distances.** With x and m taken from the middle of the data, |x - m|^2 = |x|^2 - 2 m.x + |m|^2,
  and |x|^2, the same for every mean, decides nothing. What remains is one matrix product: the rows (-2 m, |m|^2) of
  all means of all starts times the columns (x, 1) of the points. Single precision will do, since next comes:
- **Marks for whatever may be nearest.** The product is never wrong by more than a bound that we can compute. All means
  within the bound of the least are marked. One mark: the label is certain. More: that point's distances are computed
  anew by plain differences in double precision, as in `run`.
- **Sums that follow the changes.** After the first iterations few points change cluster; only they are taken out of
  one sum and put into another. Sums are exact (see sums.py), so nothing is left behind.

**Why all of it is exactly that of `run`.** Labels are a function of points and means, means a function of points and
labels, to the last digit, whoever computes them in whatever order. Inertia alone may differ in its last digits. A start
whose empty cluster has to move to the farthest point leaves, and is done by `run` itself. So are all starts of many
points: there, one start after the other is quicker, since it looks only at points that may change.

**Memory.** `CHUNK` and `BLOCK` bound what is held while computing: about 10 MB, or, where there are many points, what one
`run` without its trace takes, however many starts there are. The result holds one byte per start and point (two if
k > 256), or none with `keep_labels=False`, and the means, first and last, and a few numbers of every start; for a moment,
while its parts are joined, twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kmeans_core.checks import (
    FloatArray,
    IntArray,
    _as_numbers,
    check_choice,
    check_k,
    check_means,
    check_points,
    check_seeds,
    check_weights,
    check_whole_number,
)
from kmeans_core.distances import _several
from kmeans_core.fast import EXACT, label_type
from kmeans_core.initializations import Initialization, _initialization
from kmeans_core.lloyd import EMPTY_CLUSTER_RULES, Run, _run
from kmeans_core.starts import _many_initial_means
from kmeans_core.sums import _Columns
from kmeans_core.ties import _Ties

# At most about this many numbers are held at once: they stay in the processor's cache.
BLOCK = 2**17
# A matrix product of so many multiplications at most: beyond, the library behind NumPy (OpenBLAS) calls for several
# threads, and on a busy machine waiting for them costs more than they bring (20 times the time, measured).
PRODUCT = 2**18
# Starts are carried to their end in chunks of about this many distances (k * starts * n_samples), which take a fraction
# of a second: progress is told, and a wish to stop is heard, between them.
CHUNK = 2**21
# Beyond so many distances for each start, or features, starts are done one after the other.
TOGETHER, MOST_FEATURES = 2**17, 64

Progress = Callable[[int, int], object]
LabelArray = NDArray[np.unsignedinteger]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Problem:
    """What all starts of a `ManyRuns` share: the points, and the settings of `run`."""

    X: FloatArray
    k: int
    sample_weight: FloatArray | None = None
    max_iter: int = 300
    empty: str = "keep"


@dataclass(frozen=True, eq=False)
class ManyRuns:
    """The ends of many starts, in the order of their seeds. With s starts:

    Attributes
    ----------
    init : the name of the initialization; "by hand" for given starts, the function's name for a function.
    seeds : integers of shape (s,); for given starts simply 0, 1, 2, ...
    starts : array of shape (s, k, n_features), the initial means.
    means : array of shape (s, k, n_features), the final means.
    labels : small integers of shape (s, n_samples), the final labels; None if they were not kept, see `labels_of`.
    inertia : array of shape (s,).
    iterations : integers of shape (s,), as `Run.iterations`.
    converged : booleans of shape (s,); False where `max_iter` ended it.
    partitions : s byte strings; two starts have the same one if they ended in the same groups, whatever the numbering
        (a 128-bit BLAKE2 hash of the labels, renumbered by first appearance).
    problem : the points and settings, as checked.
    """

    init: str
    seeds: IntArray = field(repr=False)
    starts: FloatArray = field(repr=False)
    means: FloatArray = field(repr=False)
    labels: LabelArray | None = field(repr=False)
    inertia: FloatArray = field(repr=False)
    iterations: IntArray = field(repr=False)
    converged: BoolArray = field(repr=False)
    partitions: tuple[bytes, ...] = field(repr=False)
    problem: Problem = field(repr=False)
    _initialization: Initialization | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.seeds)

    @property
    def k(self) -> int:
        return self.problem.k

    @property
    def best(self) -> int:
        """The index of the start with the lowest inertia, the first of several."""
        return int(self.inertia.argmin())

    def replay(self, i: int) -> Run:
        """The whole trace of start `i`, as `run` gives it."""
        return _run_alone(self.problem, self.starts[i], trace=True)

    def labels_of(self, i: int) -> LabelArray:
        """The final labels of start `i`, shape (n_samples,): looked up if they were kept, computed again if not."""
        if self.labels is not None:
            kept: LabelArray = self.labels[i]
            return kept
        return _run_alone(self.problem, self.starts[i], trace=False).labels.astype(label_type(self.k))

    def select(self, indices: ArrayLike | slice) -> ManyRuns:
        """Some of the starts: by a slice, indices, or a mask of shape (s,)."""
        chosen = np.arange(len(self))[indices if isinstance(indices, slice) else np.asarray(indices)]
        return replace(
            self,
            seeds=self.seeds[chosen],
            starts=self.starts[chosen],
            means=self.means[chosen],
            labels=None if self.labels is None else self.labels[chosen],
            inertia=self.inertia[chosen],
            iterations=self.iterations[chosen],
            converged=self.converged[chosen],
            partitions=tuple(self.partitions[i] for i in chosen),
        )

    def extend(self, seeds: Sequence[int] | IntArray, *, progress: Progress | None = None) -> ManyRuns:
        """These starts, followed by those of `seeds` that are not among them yet: only the new ones are computed.

        Raises
        ------
        ValueError
            If the starts were given by hand (there is nothing to draw from), or a seed is no whole number from 0 on.
        """
        if self._initialization is None:
            raise ValueError(
                "These starts were given as means: there is no initialization to draw more from."
            )
        known = set(self.seeds.tolist())
        new = [seed for seed in dict.fromkeys(check_seeds(seeds)) if seed not in known]
        if not new:
            return self
        more = _many(
            self.problem, self.init, self._initialization, new, None, self.labels is not None, progress
        )
        return concatenate([self, more])


def run_many(
    X: ArrayLike,
    k: int,
    seeds: Sequence[int] | IntArray,
    init: str | Initialization = "random",
    *,
    sample_weight: ArrayLike | None = None,
    max_iter: int = 300,
    empty: str = "keep",
    keep_labels: bool = True,
    progress: Progress | None = None,
) -> ManyRuns:
    """k-means from one start per seed, each as `run(X, initial_means(X, k, init, seed), ...)` would end.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    k : number of clusters, at most the number of distinct points
    seeds : whole numbers from 0 on, one per start, such as `range(1000)`
    init : a name in `INITIALIZATIONS`, or a function of that form
    sample_weight, max_iter, empty : as for `run`
    keep_labels : False saves memory for many starts of many points: labels are then computed again when asked for
    progress : called as `progress(done, total)` after every chunk of starts (a fraction of a second each). If it returns
        False, no more starts are made, and those done so far are returned: the first ones of `seeds`, never only the
        quick ones. An exception that it raises comes out of `run_many`.

    Returns
    -------
    runs : a `ManyRuns`; shorter than `seeds` if `progress` put an end to it

    Raises
    ------
    ValueError
        As `run` and `initial_means` do, or if a seed is no whole number from 0 on.

    Examples
    --------
    >>> X = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])
    >>> runs = run_many(X, 3, range(4))
    >>> print(runs.inertia, runs.iterations)
    [  1.5   1.5   1.5 101. ] [3 2 3 2]
    """
    points = check_points(X)
    problem = _check_problem(points, k, sample_weight, max_iter, empty)
    function = _initialization(init)
    name = init if isinstance(init, str) else getattr(init, "__name__", "by hand")
    return _many(problem, name, function, check_seeds(seeds), None, keep_labels, progress)


def run_many_from(
    X: ArrayLike,
    starts: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    max_iter: int = 300,
    empty: str = "keep",
    keep_labels: bool = True,
    progress: Progress | None = None,
) -> ManyRuns:
    """k-means from many given starts: `starts` of shape (s, k, n_features) holds the initial means of each.

    All else as in `run_many`; each start ends as `run(X, starts[i], ...)` would.

    Raises
    ------
    ValueError
        As `run` does, or if `starts` has no three dimensions.
    """
    points = check_points(X)
    stack = _as_numbers(starts, "starts")
    if stack.ndim != 3 or 0 in stack.shape[1:]:
        raise ValueError(f"starts must have the shape (s, k, n_features); it has {stack.shape}.")
    s, k, n_features = stack.shape
    flat = check_means(stack.reshape(s * k, n_features), points.shape[1]) if s else np.empty((0, n_features))
    problem = _check_problem(points, k, sample_weight, max_iter, empty)
    return _many(
        problem, "by hand", None, list(range(s)), flat.reshape(s, k, n_features), keep_labels, progress
    )


def concatenate(parts: Sequence[ManyRuns]) -> ManyRuns:
    """Several `ManyRuns` of the same problem and initialization as one, in the order given.

    Raises
    ------
    ValueError
        If there are none, or points, settings or initializations differ.
    """
    if not parts:
        raise ValueError("There is nothing to concatenate.")
    first = parts[0]
    for part in parts[1:]:
        if part.init != first.init or not _same_problem(part.problem, first.problem):
            raise ValueError("Only runs of the same points, settings and initialization can be concatenated.")
    kept = [part.labels for part in parts if part.labels is not None]
    return replace(
        first,
        seeds=np.concatenate([part.seeds for part in parts]),
        starts=np.concatenate([part.starts for part in parts]),
        means=np.concatenate([part.means for part in parts]),
        labels=np.concatenate(kept) if len(kept) == len(parts) else None,
        inertia=np.concatenate([part.inertia for part in parts]),
        iterations=np.concatenate([part.iterations for part in parts]),
        converged=np.concatenate([part.converged for part in parts]),
        partitions=tuple(partition for part in parts for partition in part.partitions),
    )


def _same_problem(a: Problem, b: Problem) -> bool:
    same_settings = (a.k, a.max_iter, a.empty) == (b.k, b.max_iter, b.empty)
    return a is b or (same_settings and _same_points(a, b))


def _same_points(a: Problem, b: Problem) -> bool:
    if a.sample_weight is None or b.sample_weight is None:
        same_weights = a.sample_weight is b.sample_weight
    else:
        same_weights = np.array_equal(a.sample_weight, b.sample_weight)
    return same_weights and np.array_equal(a.X, b.X)


def _check_problem(
    X: FloatArray, k: int, sample_weight: ArrayLike | None, max_iter: int, empty: str
) -> Problem:
    weights = check_weights(sample_weight, len(X))
    k = check_k(k, X, weights)
    check_choice(empty, EMPTY_CLUSTER_RULES, "empty")
    return Problem(X, k, weights, check_whole_number(max_iter, 1, "max_iter"), empty)


def _many(
    problem: Problem,
    name: str,
    initialization: Initialization | None,
    seeds: list[int],
    starts: FloatArray | None,
    keep_labels: bool,
    progress: Progress | None,
) -> ManyRuns:
    """The starts in chunks; inputs are checked. `starts` are the given means, or None to draw them."""
    total, k = len(seeds), problem.k
    n_samples = len(problem.X)
    together = n_samples <= EXACT and k * n_samples <= TOGETHER and problem.X.shape[1] <= MOST_FEATURES
    tools = _Together(problem) if together else None
    chunks: list[ManyRuns] = []
    size = max(1, CHUNK // (k * max(problem.X.shape)))
    for begin in range(0, max(total, 1), size):  # at least once, so that no seeds give an empty result
        chunk_seeds = seeds[begin : begin + size]
        if starts is not None:
            chunk_starts = starts[begin : begin + size]
        elif initialization is not None:
            chunk_starts = _many_initial_means(
                problem.X, k, initialization, chunk_seeds, problem.sample_weight
            )
        labels, means, inertia, iterations, converged = (
            _one_by_one(problem, chunk_starts) if tools is None else tools.lloyd(chunk_starts)
        )
        chunks.append(
            ManyRuns(
                name,
                _seed_array(chunk_seeds),
                chunk_starts,
                means,
                labels if keep_labels else None,
                inertia,
                iterations,
                converged,
                _partitions(labels, k),
                problem,
                initialization,
            )
        )
        done = min(begin + size, total)
        go_on = None if progress is None else progress(done, total)
        if isinstance(go_on, bool | np.bool_) and not go_on:
            break
    return concatenate(chunks)


def _seed_array(seeds: list[int]) -> IntArray:
    """Seeds as integers; beyond 64 bits, which no link of ours carries, as Python's own."""
    if max(seeds, default=0) < 2**63:
        return np.array(seeds, dtype=np.int64)
    return np.array(seeds, dtype=object)


def _run_alone(problem: Problem, start: FloatArray, trace: bool) -> Run:
    start = np.array(start, order="C")
    return _run(problem.X, start, problem.sample_weight, problem.max_iter, 0.0, problem.empty, trace)


Ends = tuple[LabelArray, FloatArray, FloatArray, IntArray, BoolArray]
"""Labels, means, inertia, iterations, converged, as in `ManyRuns`."""


def _one_by_one(problem: Problem, starts: FloatArray) -> Ends:
    """All of `starts` to their ends, one after the other."""
    s = len(starts)
    labels = np.empty((s, len(problem.X)), dtype=label_type(problem.k))
    means, inertia = np.empty_like(starts), np.empty(s)
    iterations, converged = np.empty(s, dtype=np.intp), np.empty(s, dtype=bool)
    for i in range(s):
        end = _run_alone(problem, starts[i], trace=False)
        labels[i], means[i], inertia[i] = end.labels, end.means, end.inertia
        iterations[i], converged[i] = end.iterations, end.converged
    return labels, means, inertia, iterations, converged


class _Together:
    """The points, made ready for many starts at once."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.X, self.k = problem, problem.X, problem.k
        k, (n_samples, n_features) = problem.k, problem.X.shape
        self.label_type = label_type(k)
        self.ties = _Ties(self.X)
        # The middle is a median: a few points far away should not cost all others their digits.
        self.middle = np.median(self.X, axis=0)
        centred = (self.X - self.middle).T
        self.scale = float(np.abs(centred).max()) or 1.0
        centred /= self.scale  # no overflow in single precision
        self.columns = np.ones((n_features + 1, n_samples), dtype=np.float32)
        self.columns[:-1] = centred
        # With u the rounding of one operation, the product is off by at most (d + 4) u (|x|^2 + 2 |m|^2), inputs
        # included; |m|^2 is at most 2 |x|^2 + 2 D, where D = |x - m|^2. For two means, the nearer at a squared distance
        # of D, that makes (d + 4) u (10 |x|^2 + 8 D) and a little; D is the product plus |x|^2. Hence the bound
        # share * (2 |x|^2 + product), the last terms below being for whole numbers, see ties.py, and for underflow.
        self.share = np.float32(12 * (n_features + 4) * np.finfo(np.float32).eps / 2)
        rounding = 2 * self.ties.allowance + 4 * (n_features + 1) * float(
            np.finfo(np.float64).smallest_subnormal
        )
        in_ties = min(rounding / self.scale / self.scale, 1e30)
        squares = (centred * centred).sum(axis=0)
        self.allowance = (2 * self.share * squares + in_ties + 1e-36).astype(np.float32)
        self.marks = np.arange(k, 0, -1, dtype=np.min_scalar_type(k))[:, np.newaxis, np.newaxis]
        at_once = min(BLOCK, PRODUCT // (n_features + 1))
        self.n_starts = max(1, at_once // (k * n_samples))
        self.n_points = min(n_samples, max(1, at_once // k))
        size = self.n_starts * self.n_points
        self.distances = np.empty(k * size, dtype=np.float32)
        self.least = np.empty(size, dtype=np.float32)
        self.near = np.empty(k * size, dtype=bool)
        self.marked = np.empty(k * size, dtype=self.marks.dtype)
        # For the sums.
        self.pieces = _Columns(self.X, problem.sample_weight)
        self.starts_at_once = max(1, BLOCK // n_samples)

    def lloyd(self, starts: FloatArray) -> Ends:
        """All of `starts` to their ends."""
        problem, s = self.problem, len(starts)
        final_labels = np.empty((s, len(self.X)), dtype=self.label_type)
        final_means = starts.copy()
        iterations = np.full(s, problem.max_iter)
        converged = np.zeros(s, dtype=bool)
        alone = np.zeros(s, dtype=bool)

        active = np.arange(s)  # the starts still on their way; `means`, `labels` and `sums` hold theirs alone
        means = starts
        labels = self._assign(means)
        sums = self._add_up(labels)
        for iteration in range(2, problem.max_iter + 2):
            sizes = self.pieces.sizes(sums)
            means = self.pieces.averages(sums, sizes, means)
            new_labels = self._assign(means)
            changes = new_labels != labels
            leaving = (sizes == 0).any(axis=1) & (problem.empty == "farthest")
            alone[active[leaving]] = True
            arrived = ~(changes.any(axis=1) | leaving)
            ended = active[arrived]
            iterations[ended] = min(iteration, problem.max_iter)
            converged[ended] = True
            if iteration > problem.max_iter:
                arrived = ~leaving
            ended = active[arrived]
            final_labels[ended], final_means[ended] = new_labels[arrived], means[arrived]
            stay = ~(arrived | leaving)
            if not stay.any():
                break
            if not stay.all():
                active, means, sums = active[stay], means[stay], sums[stay]
                labels, new_labels, changes = labels[stay], new_labels[stay], changes[stay]
            sums = self._follow(sums, labels, new_labels, changes)
            labels = new_labels

        inertia = self._inertia(final_labels, final_means, ~alone)
        rest = np.flatnonzero(alone)
        for part, all_of_them in zip(
            _one_by_one(problem, starts[rest]),
            (final_labels, final_means, inertia, iterations, converged),
            strict=True,
        ):
            all_of_them[rest] = part
        return final_labels, final_means, inertia, iterations, converged

    def _assign(self, means: FloatArray) -> LabelArray:
        """The nearest mean of every point, shape (s, n_samples), for means of shape (s, k, n_features)."""
        s, k, n_features = means.shape
        labels = np.empty((s, len(self.X)), dtype=self.label_type)
        rows = np.empty((k, s, n_features + 1), dtype=np.float32)
        centred = (means - self.middle).transpose(1, 0, 2) / self.scale
        far = bool(np.abs(centred).max(initial=0) > 1e15)  # means given by hand, out of all proportion
        if not far:
            rows[:, :, :-1] = -2 * centred
            rows[:, :, -1] = (centred * centred).sum(axis=2)
        for first in range(0, s, self.n_starts):
            starts = slice(first, min(first + self.n_starts, s))
            for first_point in range(0, len(self.X), self.n_points):
                points = slice(first_point, min(first_point + self.n_points, len(self.X)))
                shape = (starts.stop - starts.start, points.stop - points.start)
                if far:
                    start, point = (part.ravel() for part in np.indices(shape))
                    block = np.empty(shape, dtype=labels.dtype)
                else:
                    block = self._mark(rows[:, starts], points, shape)
                    start, point = self.doubtful
                if len(start):
                    block[start, point] = self._look(means[starts], first_point + point, start)
                labels[starts, points] = block
        return labels

    def _mark(self, rows: NDArray[np.float32], points: slice, shape: tuple[int, int]) -> LabelArray:
        """Labels by the product; `doubtful` then names the starts and points that got several marks."""
        k, size = len(rows), shape[0] * shape[1]
        distances = self.distances[: k * size].reshape(k, *shape)
        least = self.least[:size].reshape(shape)
        near = self.near[: k * size].reshape(k, *shape)
        marked = self.marked[: k * size].reshape(k, *shape)
        np.matmul(
            rows.reshape(-1, rows.shape[2]), self.columns[:, points], out=distances.reshape(-1, shape[1])
        )
        np.minimum.reduce(distances, axis=0, out=least)
        least *= 1 + self.share
        least += self.allowance[points]
        np.less_equal(distances, least, out=near)
        np.multiply(near, self.marks, out=marked)
        block: LabelArray = np.subtract(k, np.maximum.reduce(marked, axis=0)).astype(self.label_type)
        self.doubtful: tuple[IntArray, ...] = (np.empty(0, dtype=np.intp),) * 2
        if np.count_nonzero(near) > size:
            several = np.add.reduce(near, axis=0, dtype=self.marks.dtype) > 1
            self.doubtful = np.divmod(np.flatnonzero(several), shape[1])
        return block

    def _look(self, means: FloatArray, point: IntArray, start: IntArray) -> IntArray:
        """The nearest mean for pairs of a point and a start, by plain differences."""
        differences = self.X.T[:, np.newaxis, point] - means.T[:, :, start]
        differences *= differences
        total = differences[0]
        for other in differences[1:]:  # one after the other: a sum over the axis might round otherwise
            total += other
        near = total <= self.ties.limit(total.min(axis=0))
        nearest: IntArray = near.argmax(axis=0)
        if self.ties.steps is not None:  # whole numbers: ties are decided exactly
            several = _several(near)
            for one in np.unique(start[several]):
                pairs = several[start[several] == one]
                nearest[pairs], _ = self.ties.decide(self.X[point[pairs]], means[one], near[:, pairs])
        return nearest

    def _add_up(self, labels: LabelArray) -> FloatArray:
        """The sums of the clusters of all starts, shape (s, k, width), from all points."""
        s = len(labels)
        sums = np.empty((s, self.k, len(self.pieces.rows)))
        blocks = [slice(first, first + self.starts_at_once) for first in range(0, s, self.starts_at_once)]
        groups = []
        for block in blocks:
            some = labels[block]
            groups.append((some + self.k * np.arange(len(some))[:, np.newaxis]).ravel())
        for row, column in enumerate(self.pieces.rows):
            repeated = np.tile(column, min(s, self.starts_at_once))
            for block, group in zip(blocks, groups, strict=True):
                counts = np.bincount(group, repeated[: len(group)], len(labels[block]) * self.k)
                sums[block, :, row] = counts.reshape(-1, self.k)
        return sums

    def _follow(self, sums: FloatArray, old: LabelArray, new: LabelArray, changes: BoolArray) -> FloatArray:
        """The sums after the labels went from `old` to `new`, where `changes` is true."""
        changed = np.flatnonzero(changes)
        start, point = np.divmod(changed, changes.shape[1])
        start *= self.k
        came, went = start + new.ravel()[changed], start + old.ravel()[changed]
        length = len(sums) * self.k
        moved = np.stack(
            [
                np.bincount(came, values, length) - np.bincount(went, values, length)
                for values in (row[point] for row in self.pieces.rows)
            ],
            axis=1,
        )
        return sums + moved.reshape(sums.shape)

    def _inertia(self, labels: LabelArray, means: FloatArray, wanted: BoolArray) -> FloatArray:
        """The inertia of the starts wanted, shape (s,); nan for the others."""
        X, k, weights = self.X, self.k, self.problem.sample_weight
        inertia = np.full(len(labels), np.nan)
        rows = np.flatnonzero(wanted)
        for first in range(0, len(rows), self.starts_at_once):
            some = rows[first : first + self.starts_at_once]
            groups = labels[some] + k * np.arange(len(some))[:, np.newaxis]
            block_means = means[some].reshape(-1, X.shape[1])
            total = np.zeros(groups.shape)
            for feature in range(X.shape[1]):
                difference = X[:, feature] - block_means[:, feature].take(groups)
                difference *= difference
                total += difference
            inertia[some] = total.sum(axis=1) if weights is None else total @ weights
        return inertia


def _partitions(labels: LabelArray, k: int) -> tuple[bytes, ...]:
    """One byte string per row of `labels`, the same for the same groups in whatever numbering."""
    known: dict[bytes, bytes] = {}  # many starts end alike
    partitions = []
    for row in _canonical(labels, k):
        groups = row.tobytes()
        if groups not in known:
            known[groups] = blake2b(groups, digest_size=16).digest()
        partitions.append(known[groups])
    return tuple(partitions)


def _canonical(labels: LabelArray, k: int) -> LabelArray:
    """Labels of shape (s, n_samples) renumbered by first appearance: the first point is in cluster 0, and so on."""
    s, n_samples = labels.shape
    starts = np.arange(s)
    members = [labels == cluster for cluster in range(k)] if s * n_samples * k <= CHUNK else None
    first = np.empty((s, k), dtype=np.intp)
    for cluster in range(k):
        member = members[cluster] if members else labels == cluster
        first[:, cluster] = member.argmax(axis=1)
        first[~member[starts, first[:, cluster]], cluster] = n_samples
    ranks = first.argsort(axis=1).argsort(axis=1).astype(labels.dtype)
    renumbered = np.zeros_like(labels)
    for cluster in range(k):
        member = members[cluster] if members else labels == cluster
        renumbered += member * ranks[:, cluster, np.newaxis]
    return renumbered
