"""Many starts of k-means at once, each with exactly the result that `run` gives alone.

A loop over a thousand starts of 300 points spends its time between calls, not in them. Here all starts make the same
half-step together, in arrays that hold all of them, and a start that has converged leaves. Three ideas make it quick:

- **One product for all distances.** With x and m taken from the centre of the data, |x - m|^2 = |x|^2 - 2 m.x + |m|^2,
  and |x|^2, the same for every mean, decides nothing. What remains is one matrix product: the rows (-2 m, |m|^2) of
  all means of all starts times the columns (x, 1) of the points.
- **Exact all the same.** That product rounds otherwise than the plain differences of `run`, but never by more than a
  bound that we can compute. All means within the bound of the nearest are marked. One mark: the label is certain.
  More than one (ties, or nearly): that point's distances are computed anew, by plain differences as in `run`.
- **Blocks that fit the cache.** Arrays are of shape (k, starts, n_samples), at most about `BLOCK` numbers at a time.

The sums behind the new means are added in the order of the points, as `run` adds them: so the means, too, agree to the
last bit, and no later tie can be decided otherwise. Memory: `CHUNK` and `BLOCK` bound what is held while computing
(about 20 MB, or a few times the points if they are more); the result holds one byte per start and point (two if
k > 256), or none with `keep_labels=False`, and three small arrays of means and scores per start.
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
    check_choice,
    check_k,
    check_means,
    check_points,
    check_weights,
)
from kmeans_core.distances import _squared_distances_to_own
from kmeans_core.initializations import Initialization, _initialization
from kmeans_core.lloyd import EMPTY_CLUSTER_RULES, Run, _relocate, _run, _weighted_sum
from kmeans_core.starts import _many_initial_means

# About this many numbers are in the largest array at a time: it stays in the processor's cache.
BLOCK = 2**17
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
    tol: float = 0.0
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
    seeds: IntArray
    starts: FloatArray
    means: FloatArray
    labels: LabelArray | None
    inertia: FloatArray
    iterations: IntArray
    converged: BoolArray
    partitions: tuple[bytes, ...]
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
        problem = self.problem
        start = self.starts[i].copy()
        return _run(problem.X, start, problem.sample_weight, problem.max_iter, problem.tol, problem.empty)

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
    tol: float = 0.0,
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
    sample_weight, max_iter, tol, empty : as for `run`
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
    [101.    1.5 101.    1.5] [2 2 2 2]
    """
    points = check_points(X)
    problem = _check_problem(points, check_k(k, points), sample_weight, max_iter, tol, empty)
    function = _initialization(init)
    name = init if isinstance(init, str) else getattr(init, "__name__", "by hand")
    return _many(problem, name, function, _check_seeds(seeds), None, keep_labels, progress)


def run_many_from(
    X: ArrayLike,
    starts: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    max_iter: int = 300,
    tol: float = 0.0,
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
    problem = _check_problem(points, check_k(k, points), sample_weight, max_iter, tol, empty)
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
    if a is b:
        return True
    same_settings = (a.k, a.max_iter, a.tol, a.empty) == (b.k, b.max_iter, b.tol, b.empty)
    if a.sample_weight is None or b.sample_weight is None:
        same_weights = a.sample_weight is b.sample_weight
    else:
        same_weights = np.array_equal(a.sample_weight, b.sample_weight)
    return same_settings and same_weights and np.array_equal(a.X, b.X)


def _check_problem(
    X: FloatArray, k: int, sample_weight: ArrayLike | None, max_iter: int, tol: float, empty: str
) -> Problem:
    weights = check_weights(sample_weight, len(X))
    check_choice(empty, EMPTY_CLUSTER_RULES, "empty")
    if max_iter < 1 or tol < 0:
        raise ValueError(f"max_iter must be at least 1 and tol at least 0; got {max_iter} and {tol}.")
    return Problem(X, k, weights, max_iter, tol, empty)


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
    table = _Table(problem)
    chunks: list[ManyRuns] = []
    size = max(1, CHUNK // (k * n_samples))
    for begin in range(0, max(total, 1), size):  # at least once, so that no seeds give an empty result
        chunk_seeds = seeds[begin : begin + size]
        if starts is not None:
            chunk_starts = starts[begin : begin + size]
        elif initialization is not None:
            chunk_starts = _many_initial_means(problem.X, k, initialization, chunk_seeds)
        labels, means, inertia, iterations, converged = _lloyd_together(problem, table, chunk_starts)
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
        if progress is not None and progress(done, total) is False:
            break
    return concatenate(chunks)


def _seed_array(seeds: list[int]) -> IntArray:
    """Seeds as integers; beyond 64 bits, which no link of ours carries, as Python's own."""
    if max(seeds, default=0) < 2**63:
        return np.array(seeds, dtype=np.int64)
    return np.array(seeds, dtype=object)


class _Table:
    """What is computed once from the points: their columns for the product, and their offsets for the sums."""

    def __init__(self, problem: Problem) -> None:
        X = problem.X
        n_samples, n_features = X.shape
        # The centre need not be exact, but the same for points and means.
        self.centre = X[0] + np.array([(column - column[0]).mean() for column in X.T])
        self.columns = np.ones((n_features + 1, n_samples))
        self.columns[:-1] = (X - self.centre).T
        self.radius2 = float((self.columns[:-1] ** 2).sum(axis=0).max())
        # Offsets from a data point, as `run` takes its sums; repeated so that one bincount serves several starts.
        self.starts_per_sum = max(1, BLOCK // (n_samples * n_features))
        offsets = X - X[0]
        if problem.sample_weight is not None:
            offsets *= problem.sample_weight[:, np.newaxis]
        self.offsets = [np.tile(column, self.starts_per_sum) for column in offsets.T]
        self.weights = (
            None if problem.sample_weight is None else np.tile(problem.sample_weight, self.starts_per_sum)
        )


def _lloyd_together(
    problem: Problem, table: _Table, starts: FloatArray
) -> tuple[LabelArray, FloatArray, FloatArray, IntArray, BoolArray]:
    """All of `starts` to their ends: labels, means, inertia, iterations, converged, as in `ManyRuns`."""
    X, weights = problem.X, problem.sample_weight
    s = len(starts)
    final_labels = np.empty((s, len(X)), dtype=_label_type(problem.k))
    final_means = np.empty_like(starts)
    inertia = np.full(s, np.nan)
    iterations = np.full(s, problem.max_iter)
    converged = np.ones(s, dtype=bool)

    active = np.arange(s)  # the starts still on their way; `labels` and `means` hold theirs alone
    means = starts
    labels = final_labels
    for iteration in range(1, problem.max_iter + 1):
        new_labels = _assign_together(X, table, means)
        changes = (new_labels != labels).any(axis=1) if iteration > 1 else np.ones(s, dtype=bool)
        if not changes.all():
            arrived = active[~changes]
            final_labels[arrived], final_means[arrived] = new_labels[~changes], means[~changes]
            iterations[arrived] = iteration
            active, means, new_labels = active[changes], means[changes], new_labels[changes]
        if not len(active):
            break
        labels = new_labels
        old_means = means
        means, inertia_before_relocation = _update_together(problem, table, labels, old_means)
        last = np.full(len(active), iteration == problem.max_iter)
        if last.any():
            converged[active] = False
        if problem.tol > 0:
            movements = means - old_means
            stops = np.sqrt((movements * movements).sum(axis=2)).max(axis=1) <= problem.tol
            converged[active[stops]] = True
            last |= stops
        if last.any():
            ended = active[last]
            final_labels[ended], final_means[ended] = labels[last], means[last]
            iterations[ended] = iteration
            inertia[ended] = inertia_before_relocation[last]
            active, means, labels = active[~last], means[~last], labels[~last]
            if not len(active):
                break

    for i in np.flatnonzero(np.isnan(inertia)):
        inertia[i] = _weighted_sum(_squared_distances_to_own(X, final_means[i], final_labels[i]), weights)
    return final_labels, final_means, inertia, iterations, converged


def _assign_together(X: FloatArray, table: _Table, means: FloatArray) -> LabelArray:
    """The nearest mean of every point in every start: labels of shape (s, n_samples) for means (s, k, n_features)."""
    s, k, n_features = means.shape
    n_samples = len(X)
    labels = np.empty((s, n_samples), dtype=_label_type(k))
    # For ties, the lowest index: marks fall with the index, and the largest mark at the least distance wins.
    marks = np.arange(k, 0, -1, dtype=labels.dtype)[:, np.newaxis, np.newaxis]
    rows = np.empty((k, s, n_features + 1))
    centred = (means - table.centre).transpose(1, 0, 2)
    np.multiply(centred, -2, out=rows[:, :, :-1])
    norms = (centred * centred).sum(axis=2)
    rows[:, :, -1] = norms
    # How far two computed distances may be from what plain differences give, at most. With u the rounding of one
    # operation and R the largest distance from the centre, products and sums contribute 3 (d + 3) u R^2, centring
    # 8 u R^2, the plain differences 4 (d + 2) u R^2, all twice. The last term covers underflow.
    radius2 = np.maximum(norms.max(axis=0), table.radius2)
    slack = 16 * (n_features + 4) * np.finfo(np.float64).eps * radius2 + 1e-300

    n_starts = max(1, BLOCK // (k * n_samples))
    n_points = min(n_samples, max(1, BLOCK // k))
    for first in range(0, s, n_starts):
        some = slice(first, first + n_starts)
        block_rows = rows[:, some].reshape(-1, n_features + 1)
        for first_point in range(0, n_samples, n_points):
            points = slice(first_point, first_point + n_points)
            distances = (block_rows @ table.columns[:, points]).reshape(k, len(means[some]), -1)
            least = distances.min(axis=0)
            least += slack[some, np.newaxis]
            near = distances <= least
            block = k - (near * marks).max(axis=0)
            if np.count_nonzero(near) > block.size:
                start, point = np.nonzero(near.sum(axis=0) > 1)
                block[start, point] = _nearest_exactly(X[points], means[some], start, point)
            labels[some, points] = block
    return labels


def _nearest_exactly(X: FloatArray, means: FloatArray, start: IntArray, point: IntArray) -> IntArray:
    """The nearest mean for some pairs of a start and a point, by plain differences, as `run` computes them."""
    total = np.zeros((means.shape[1], len(start)))
    for feature in range(X.shape[1]):
        difference = X[point, feature] - means[:, :, feature].T[:, start]
        difference *= difference
        total += difference
    nearest: IntArray = total.argmin(axis=0)
    return nearest


def _update_together(
    problem: Problem, table: _Table, labels: LabelArray, means: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The new means of every start, and the inertia of those starts that had a mean moved to a far point, as it was
    before that move (nan for the others): what `run` writes down for such an update."""
    X, weights = problem.X, problem.sample_weight
    s, k, n_features = means.shape
    n_samples = len(X)
    averages = np.empty((s, k, n_features))
    sizes = np.empty((s, k))
    for first in range(0, s, table.starts_per_sum):
        some = slice(first, first + table.starts_per_sum)
        n = len(labels[some])
        groups = (labels[some] + k * np.arange(n)[:, np.newaxis]).ravel()
        block_weights = None if table.weights is None else table.weights[: n * n_samples]
        sizes[some] = np.bincount(groups, block_weights, minlength=n * k).reshape(n, k)
        divisors = np.where(sizes[some] == 0, 1, sizes[some])
        for feature in range(n_features):
            sums = np.bincount(groups, table.offsets[feature][: n * n_samples], minlength=n * k)
            averages[some, :, feature] = X[0, feature] + sums.reshape(n, k) / divisors

    is_empty = sizes == 0
    inertia_before_relocation = np.full(s, np.nan)
    if is_empty.any():
        averages[is_empty] = means[is_empty]
        if problem.empty == "farthest":
            for i in np.flatnonzero(is_empty.any(axis=1)):
                squared_distances = _squared_distances_to_own(X, averages[i], labels[i])
                inertia_before_relocation[i] = _weighted_sum(squared_distances, weights)
                empty_clusters = tuple(np.flatnonzero(is_empty[i]).tolist())
                _relocate(empty_clusters, X, averages[i], squared_distances, weights)
    return averages, inertia_before_relocation


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
