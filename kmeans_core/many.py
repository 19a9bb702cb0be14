"""Many starts of k-means: the doors, and what they give. How they are computed at once is told in together.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import FloatArray, IntArray, _as_numbers, check_means, check_points, check_seeds
from kmeans_core.initializations import Initialization, _initialization
from kmeans_core.lloyd import Run
from kmeans_core.many_initial_means import _many_initial_means
from kmeans_core.problem import CHUNK as CHUNK
from kmeans_core.problem import BoolArray, LabelArray, Problem, _check_problem, _run_alone, _same_problem
from kmeans_core.scores import percent_above_best
from kmeans_core.similarities import SQUARED_EUCLIDEAN, Similarity
from kmeans_core.sums import EXACT
from kmeans_core.together import TOGETHER, _one_by_one, _Ready, _Together
from kmeans_core.together_by_similarity import _TogetherBySimilarity
from kmeans_core.trace import label_type

RunsProgress = Callable[[int, int], object]


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
        """The index of the start with the lowest inertia, the first of those that are equally good."""
        return int(np.argmax(percent_above_best(self.inertia) == 0))

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

    def extend(self, seeds: Sequence[int] | IntArray, *, progress: RunsProgress | None = None) -> ManyRuns:
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
    progress: RunsProgress | None = None,
    similarity: str | Similarity = SQUARED_EUCLIDEAN,
    sizes: tuple[int, int] | None = None,
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
    similarity, sizes : as for `run`; the starts are drawn by the same similarity

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
    problem = _check_problem(points, k, sample_weight, max_iter, empty, similarity, sizes)
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
    progress: RunsProgress | None = None,
    similarity: str | Similarity = SQUARED_EUCLIDEAN,
    sizes: tuple[int, int] | None = None,
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
    problem = _check_problem(points, k, sample_weight, max_iter, empty, similarity, sizes)
    problem.similarity.check(flat, "starts")
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


def _many(
    problem: Problem,
    name: str,
    initialization: Initialization | None,
    seeds: list[int],
    starts: FloatArray | None,
    keep_labels: bool,
    progress: RunsProgress | None,
) -> ManyRuns:
    """The starts in chunks; inputs are checked. `starts` are the given means, or None to draw them."""
    total, k = len(seeds), problem.k
    n_samples = len(problem.X)
    tools: _Together | _TogetherBySimilarity | None = None
    if n_samples <= EXACT and k * n_samples <= TOGETHER and problem.sizes is None:
        ready = [_Ready(problem.X, problem.sample_weight)] if problem.is_plain else []
        tools = _Together(problem, ready) if ready else _TogetherBySimilarity(problem)
    chunks: list[ManyRuns] = []
    size = max(1, CHUNK // (k * max(problem.X.shape)))
    for begin in range(0, max(total, 1), size):  # at least once, so that no seeds give an empty result
        chunk_seeds = seeds[begin : begin + size]
        if starts is not None:
            chunk_starts = starts[begin : begin + size]
        elif initialization is not None:
            chunk_starts = _many_initial_means(
                problem.X, k, initialization, chunk_seeds, problem.sample_weight, problem.similarity
            )
        labels, means, inertia, iterations, converged, partitions = (
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
                partitions,
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
