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
  one sum and put into another. A sum is made anew before rounding can matter: see `_Sums`.

**Why the labels are exactly those of `run`.** Means that are added up in another order differ in their last digits, and
where two means are equally near to a point, last digits decide. So a start in which any point comes that close to a tie
(means given at the start aside: those have no rounding) leaves, and is done by `run` itself; so does one whose empty
cluster has to move to the farthest point. Such starts are rare but on lattices. For all the others every assign has
but one possible outcome: labels and iterations are identical to those of `run`. Means agree to rounding, within 1e-13
of the extent of the data, and so do the inertias that follow from them.

**Memory.** `CHUNK` and `BLOCK` bound what is held while computing: about 10 MB, or some copies of the points if that is
more, however many starts there are. The result holds one byte per start and point (two if k > 255), or none with
`keep_labels=False`, and the means and a few numbers of every start; for a moment, while its parts are joined, twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kmeans_core.checks import (
    FloatArray,
    IntArray,
    check_choice,
    check_k,
    check_means,
    check_points,
    check_weights,
)
from kmeans_core.initializations import Initialization, _initialization
from kmeans_core.lloyd import EMPTY_CLUSTER_RULES, Run, run
from kmeans_core.starts import _many_initial_means

# At most about this many numbers are held at once: they stay in the processor's cache.
BLOCK = 2**17
# A matrix product of so many multiplications at most: beyond, the library behind NumPy (OpenBLAS) calls for several
# threads, and on a busy machine waiting for them costs more than they bring (20 times the time, measured).
PRODUCT = 2**18
# Starts are carried to their end in chunks of about this many distances (k * starts * n_samples), which take a fraction
# of a second: progress is told, and a wish to stop is heard, between them.
CHUNK = 2**21

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
        return _run_alone(self.problem, self.starts[i])

    def labels_of(self, i: int) -> LabelArray:
        """The final labels of start `i`, shape (n_samples,): looked up if they were kept, computed again if not."""
        if self.labels is not None:
            kept: LabelArray = self.labels[i]
            return kept
        return self.replay(i).labels.astype(_label_type(self.k))

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
        new = [seed for seed in dict.fromkeys(_check_seeds(seeds)) if seed not in known]
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
    problem = _check_problem(points, check_k(k, points), sample_weight, max_iter, empty)
    function = _initialization(init)
    name = init if isinstance(init, str) else getattr(init, "__name__", "by hand")
    return _many(problem, name, function, _check_seeds(seeds), None, keep_labels, progress)


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
    stack = np.asarray(starts)
    if stack.ndim != 3 or 0 in stack.shape[1:]:
        raise ValueError(f"starts must have the shape (s, k, n_features); it has {stack.shape}.")
    s, k, n_features = stack.shape
    flat = check_means(stack.reshape(s * k, n_features), points.shape[1]) if s else np.empty((0, n_features))
    problem = _check_problem(points, check_k(k, points), sample_weight, max_iter, empty)
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
    check_choice(empty, EMPTY_CLUSTER_RULES, "empty")
    if max_iter < 1:
        raise ValueError(f"max_iter must be at least 1; got {max_iter}.")
    return Problem(X, k, weights, max_iter, empty)


def _check_seeds(seeds: Sequence[int] | IntArray) -> list[int]:
    checked = []
    for seed in seeds:
        if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
            raise ValueError(f"Seeds must be whole numbers from 0 on; got {seed!r}.")
        checked.append(int(seed))
    return checked


def _label_type(k: int) -> np.dtype[np.unsignedinteger]:
    return np.min_scalar_type(k)


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
    nearest = _Nearest(problem.X, k)
    chunks: list[ManyRuns] = []
    size = max(1, CHUNK // (k * n_samples))
    for begin in range(0, max(total, 1), size):  # at least once, so that no seeds give an empty result
        chunk_seeds = seeds[begin : begin + size]
        if starts is not None:
            chunk_starts = starts[begin : begin + size]
        elif initialization is not None:
            chunk_starts = _many_initial_means(problem.X, k, initialization, chunk_seeds)
        labels, means, inertia, iterations, converged = _lloyd_together(problem, nearest, chunk_starts)
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


def _run_alone(problem: Problem, start: FloatArray) -> Run:
    return run(
        problem.X,
        start,
        sample_weight=problem.sample_weight,
        max_iter=problem.max_iter,
        empty=problem.empty,
    )


def _lloyd_together(
    problem: Problem, nearest: _Nearest, starts: FloatArray
) -> tuple[LabelArray, FloatArray, FloatArray, IntArray, BoolArray]:
    """All of `starts` to their ends: labels, means, inertia, iterations, converged, as in `ManyRuns`."""
    s = len(starts)
    final_labels = np.empty((s, len(problem.X)), dtype=_label_type(problem.k))
    final_means = starts.copy()
    iterations = np.full(s, problem.max_iter)
    converged = np.zeros(s, dtype=bool)
    alone = np.zeros(s, dtype=bool)

    active = np.arange(s)  # the starts still on their way; `means`, `labels` and `sums` hold theirs alone
    means = starts
    labels, _ = nearest.assign(means, given=True)
    sums = _Sums(problem, labels)
    for iteration in range(2, problem.max_iter + 2):
        means = sums.means(means)
        if problem.empty == "farthest":
            unclear = (sums.sizes == 0).any(axis=1)
        else:
            unclear = np.zeros(len(active), dtype=bool)
        if iteration > problem.max_iter:
            alone[active] = unclear
            final_labels[active], final_means[active] = labels, means
            break
        new_labels, close = nearest.assign(means, given=False)
        unclear |= close
        alone[active] = unclear
        changes = new_labels != labels
        n_changes = np.count_nonzero(changes, axis=1)
        arrived = (n_changes == 0) & ~unclear
        ended = active[arrived]
        final_labels[ended], final_means[ended] = new_labels[arrived], means[arrived]
        iterations[ended] = iteration
        converged[ended] = True
        stay = ~(arrived | unclear)
        if not stay.any():
            break
        if not stay.all():
            active, means, sums = active[stay], means[stay], sums.select(stay)
            labels, new_labels, changes, n_changes = (
                part[stay] for part in (labels, new_labels, changes, n_changes)
            )
        sums.follow(labels, new_labels, changes, n_changes)
        labels = new_labels

    inertia = _inertia(problem, final_labels, final_means, ~alone)
    for i in np.flatnonzero(alone):
        single = _run_alone(problem, starts[i])
        final_labels[i], final_means[i], inertia[i] = single.labels, single.means, single.inertia
        iterations[i], converged[i] = single.iterations, single.converged
    return final_labels, final_means, inertia, iterations, converged


class _Nearest:
    """The points, made ready for assigning them to the means of many starts."""

    def __init__(self, X: FloatArray, k: int) -> None:
        self.X = X
        n_samples, n_features = X.shape
        # The middle is a median: a few points far away should not cost all others their digits.
        self.middle = np.median(X, axis=0)
        centred = (X - self.middle).T
        self.radius = float(np.sqrt((centred * centred).sum(axis=0).max()))
        self.scale = self.radius or 1.0
        centred /= self.scale  # no overflow in single precision
        self.columns = np.ones((n_features + 1, n_samples), dtype=np.float32)
        self.columns[:-1] = centred
        # With u the rounding of one operation, the product is off by at most (d + 4) u (|x|^2 + 2 |m|^2), inputs
        # included; |m|^2 is at most 2 |x|^2 + 2 D, where D = |x - m|^2. For two means, the nearer at a squared distance
        # of D, that makes (d + 4) u (10 |x|^2 + 8 D) and a little; D is the product plus |x|^2. Hence the bound
        # share * (2 |x|^2 + product), the last term below being for underflow.
        self.share = np.float32(12 * (n_features + 4) * np.finfo(np.float32).eps / 2)
        self.allowance = (2 * self.share * (centred * centred).sum(axis=0) + 1e-36).astype(np.float32)
        # How far two roundings of one mean may lie apart. A sum of n numbers is off by n u times their size at worst,
        # and by about sqrt(n) u in practice; 16 is for sums that follow changes, see `_Sums`.
        self.blur = 16 * (64 * np.sqrt(n_samples) + n_features) * np.finfo(np.float64).eps * self.radius
        self.marks = np.arange(k, 0, -1, dtype=_label_type(k))[:, np.newaxis, np.newaxis]
        at_once = min(BLOCK, PRODUCT // (n_features + 1))
        self.n_starts = max(1, at_once // (k * n_samples))
        self.n_points = min(n_samples, max(1, at_once // k))
        size = self.n_starts * self.n_points
        self.distances = np.empty(k * size, dtype=np.float32)
        self.least = np.empty(size, dtype=np.float32)
        self.near = np.empty(k * size, dtype=bool)
        self.marked = np.empty(k * size, dtype=self.marks.dtype)

    def assign(self, means: FloatArray, *, given: bool) -> tuple[LabelArray, BoolArray]:
        """The nearest mean of every point, shape (s, n_samples), for means of shape (s, k, n_features), and in which
        starts some point was so close to a tie that the rounding of the means may matter; never, if they are `given`.
        """
        s, k, n_features = means.shape
        labels = np.empty((s, len(self.X)), dtype=_label_type(k))
        close = np.zeros(s, dtype=bool)
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
                    block[start, point], close_calls = self._look(means[starts], points, start, point)
                    if not given:
                        close[first + start[close_calls]] = True
                labels[starts, points] = block
        return labels, close

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
        block: LabelArray = self.marks[0, 0, 0] - np.maximum.reduce(marked, axis=0)
        self.doubtful: tuple[IntArray, ...] = (np.empty(0, dtype=np.intp),) * 2
        if np.count_nonzero(near) > size:
            several = np.add.reduce(near, axis=0, dtype=self.marks.dtype) > 1
            self.doubtful = np.divmod(np.flatnonzero(several), shape[1])
        return block

    def _look(
        self, means: FloatArray, points: slice, start: IntArray, point: IntArray
    ) -> tuple[NDArray[np.intp], BoolArray]:
        """The nearest mean for pairs of a start and a point, by plain differences, and whether another mean is as near
        but for rounding."""
        differences = self.X.T[:, points][:, np.newaxis, point] - means.T[:, :, start]
        differences *= differences
        total = differences[0]
        for other in differences[1:]:  # one after the other: a sum over the axis might round otherwise
            total += other
        nearest: NDArray[np.intp] = total.argmin(axis=0)
        if len(total) == 1:
            return nearest, np.zeros(len(start), dtype=bool)
        least, second = np.sqrt(np.partition(total, 1, axis=0)[:2])
        rounding = 2 * (self.X.shape[1] + 4) * np.finfo(np.float64).eps * second
        return nearest, second - least <= 4 * self.blur + rounding


class _Sums:
    """Weights and sums of the clusters of many starts, kept up to date while points change cluster.

    What is taken out of a sum leaves its rounding behind. So a start's sums are made anew when as many points have come
    and gone as there are, or when a cluster has lost all but a 16th of its points; and always if points have weights.
    """

    def __init__(self, problem: Problem, labels: LabelArray) -> None:
        self.X, self.weights, self.k = problem.X, problem.sample_weight, problem.k
        # Offsets from a data point: far from the origin, sums of the coordinates themselves would lose digits.
        self.offsets = problem.X - problem.X[0]
        if self.weights is not None:
            self.offsets *= self.weights[:, np.newaxis]
        s = len(labels)
        # Repeated, so that one bincount serves several starts.
        self.starts_at_once = max(1, min(s, BLOCK // self.offsets.size))
        self.columns = [np.tile(column, self.starts_at_once) for column in self.offsets.T]
        self.column_of_weights = None if self.weights is None else np.tile(self.weights, self.starts_at_once)
        self.sizes = np.empty((s, self.k))
        self.sums = np.empty((s, self.k, self.X.shape[1]))
        self.n_changes = np.zeros(s, dtype=np.intp)
        self._add_up(np.arange(s), labels)
        self.peaks = self.sizes.copy()

    def select(self, chosen: BoolArray) -> _Sums:
        """The sums of some of the starts."""
        part = copy(self)
        part.sizes, part.sums, part.peaks = self.sizes[chosen], self.sums[chosen], self.peaks[chosen]
        part.n_changes = self.n_changes[chosen]
        return part

    def means(self, old: FloatArray) -> FloatArray:
        """The averages, shape (s, k, n_features); an empty cluster keeps the mean it has in `old`."""
        is_empty = self.sizes == 0
        averages: FloatArray = self.X[0] + self.sums / np.where(is_empty, 1, self.sizes)[:, :, np.newaxis]
        averages[is_empty] = old[is_empty]
        return averages

    def follow(self, old: LabelArray, new: LabelArray, changes: BoolArray, n_changes: IntArray) -> None:
        """Take in that the labels went from `old` to `new`, where `changes` is true."""
        s, n_samples = new.shape
        if self.weights is not None or n_changes.sum() > 0.2 * new.size:
            anew = np.ones(s, dtype=bool)
        else:
            changed = np.flatnonzero(changes)
            start, point = np.divmod(changed, n_samples)
            came = start * self.k + new.ravel()[changed]
            went = start * self.k + old.ravel()[changed]
            length = s * self.k
            self.sizes += (np.bincount(came, minlength=length) - np.bincount(went, minlength=length)).reshape(
                s, self.k
            )
            for feature in range(self.X.shape[1]):
                offsets = self.offsets[point, feature]
                self.sums[:, :, feature] += (
                    np.bincount(came, offsets, length) - np.bincount(went, offsets, length)
                ).reshape(s, self.k)
            self.n_changes += n_changes
            np.maximum(self.peaks, self.sizes, out=self.peaks)
            anew = (self.n_changes > n_samples) | (self.sizes * 16 < self.peaks).any(axis=1)
        if anew.any():
            rows = np.flatnonzero(anew)
            self._add_up(rows, new)
            self.peaks[rows] = self.sizes[rows]
            self.n_changes[rows] = 0

    def _add_up(self, rows: IntArray, labels: LabelArray) -> None:
        """Sums of the starts `rows`, from all points."""
        n_samples = labels.shape[1]
        for first in range(0, len(rows), self.starts_at_once):
            some = rows[first : first + self.starts_at_once]
            n = len(some)
            groups = (labels[some] + self.k * np.arange(n)[:, np.newaxis]).ravel()
            weights = None if self.column_of_weights is None else self.column_of_weights[: n * n_samples]
            self.sizes[some] = np.bincount(groups, weights, n * self.k).reshape(n, self.k)
            for feature, column in enumerate(self.columns):
                sums = np.bincount(groups, column[: n * n_samples], n * self.k)
                self.sums[some, :, feature] = sums.reshape(n, self.k)


def _inertia(problem: Problem, labels: LabelArray, means: FloatArray, wanted: BoolArray) -> FloatArray:
    """The inertia of the starts wanted, shape (s,); nan for the others."""
    X, k = problem.X, problem.k
    inertia = np.full(len(labels), np.nan)
    rows = np.flatnonzero(wanted)
    starts_at_once = max(1, BLOCK // len(X))
    for first in range(0, len(rows), starts_at_once):
        some = rows[first : first + starts_at_once]
        groups = labels[some] + k * np.arange(len(some))[:, np.newaxis]
        block_means = means[some].reshape(-1, X.shape[1])
        total = np.zeros(groups.shape)
        for feature in range(X.shape[1]):
            difference = X[:, feature] - block_means[:, feature].take(groups)
            difference *= difference
            total += difference
        inertia[some] = total.sum(axis=1) if problem.sample_weight is None else total @ problem.sample_weight
    return inertia


def _partitions(labels: LabelArray, k: int) -> tuple[bytes, ...]:
    """One byte string per row of `labels`, the same for the same groups in whatever numbering."""
    return tuple(blake2b(row.tobytes(), digest_size=16).digest() for row in _canonical(labels, k))


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
