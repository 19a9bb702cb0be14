"""How many groups, and are there any: five judges, each with a curve over k and a choice, and what most of them choose.

No criterion can be relied on alone. Those that compare groupings (the silhouette) cannot say "one"; those that can (the gap,
prediction strength) say it too soon, or too late. Five that err in different ways are right more often than each of them:
`benchmarks/council.py` counts how often, on sets whose number of groups is known.

Three judges compare with nothing: points that are scattered. What they are, and which judges speak by other distances than that of
k-means, is told in judges.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import isqrt, sqrt

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import (
    FloatArray,
    IntArray,
    check_points,
    check_seed,
    check_whole_number,
    count_distinct,
)
from kmeans_core.criteria import _silhouettes
from kmeans_core.judges import _axes, _Box, _effective_columns, terms_of
from kmeans_core.lloyd import assign_labels, update_means
from kmeans_core.many_sets import INIT as INIT
from kmeans_core.many_sets import BestOfStarts, SetsOfPoints
from kmeans_core.similarities import SQUARED_EUCLIDEAN, Similarity, _similarity

STARTS = 20
"""Starts for each k on the points; the best is judged, and shown."""
STARTS_ELSEWHERE = 3
"""Starts on scattered points and on halves: many of these are averaged, so that none has to be the very best."""
SCATTERED = 20
"""How many times points are scattered. Tibshirani, Walther and Hastie do with 20 or fewer, too."""
HALVES = 8
"""How many times the points are cut in halves; each half then foretells the other."""
MOST_GROUPS = 12
STRONG = 0.8
"""From this prediction strength on, groups count as found again: the lower end of 0.8 to 0.9, which Tibshirani and Walther
recommend."""
CLEARLY_MORE = 0.1
"""So much must the silhouette exceed that of scattered points in two columns. Less is reached by one cloud that is no box. In more
columns all distances are more alike, and so are silhouettes: there it falls with the root of the effective number of columns
(one cloud of thirteen columns reaches 0.01)."""

Progress = Callable[[int, int], object]


@dataclass(frozen=True, eq=False)
class Opinion:
    """What one judge says.

    Attributes
    ----------
    judge : a name in `JUDGES`, see judges.py.
    curve : array of shape (len(ks),), what it looks at, for each k. Infinite where groups fit without any rest.
    error : array of shape (len(ks),), the standard error of `curve` where it rests on chance, else None.
    choice : the number of groups it speaks for.
    """

    judge: str
    curve: FloatArray = field(repr=False)
    error: FloatArray | None = field(repr=False)
    choice: int


@dataclass(frozen=True, eq=False)
class Council:
    """What the judges say together.

    Attributes
    ----------
    ks : the numbers of groups that were compared, 1 and up.
    means : for each, the best means found on the points judged, shape (k, n_features).
    opinions : one for each judge who speaks by this similarity, in the order of `JUDGES`.
    elbow : what the bend of the inertia would say; it has no vote.
    n_judged : how many points the judges saw, a sample where there are many.
    similarity : the name of the similarity by which they are compared.
    """

    ks: tuple[int, ...]
    means: tuple[FloatArray, ...] = field(repr=False)
    opinions: tuple[Opinion, ...] = field(repr=False)
    elbow: Opinion = field(repr=False)
    n_judged: int
    similarity: str = SQUARED_EUCLIDEAN.name

    @property
    def votes(self) -> dict[int, int]:
        """How many judges speak for each number of groups, most first."""
        return dict(Counter(opinion.choice for opinion in self.opinions).most_common())

    @property
    def choice(self) -> int:
        """What most judges speak for. Where as many speak for one group, it is one: groups have to be shown; else it is what
        the first of these judges says."""
        votes = self.votes
        most = max(votes.values())
        if votes.get(1) == most:
            return 1
        return next(opinion.choice for opinion in self.opinions if votes[opinion.choice] == most)

    @property
    def agreement(self) -> int:
        """How many judges speak for `choice`."""
        return self.votes[self.choice]


def numbers_of_groups(
    X: ArrayLike, most: int = MOST_GROUPS, similarity: str | Similarity = SQUARED_EUCLIDEAN
) -> tuple[int, ...]:
    """Which numbers of groups are worth comparing: 1 to about the root of the number of points, as far as they differ by this similarity.

    Raises ValueError if `X` is no table of finite numbers, or the similarity cannot measure a row.
    """
    measure, given = _similarity(similarity), check_points(X)
    measure.check(given, "X")
    points = measure.place(given)
    enough = min(check_whole_number(most, 1, "most"), isqrt(len(points)))
    return tuple(range(1, min(enough, count_distinct(points, enough)) + 1))


def council(
    X: ArrayLike,
    ks: Sequence[int] | None = None,
    seed: int = 0,
    *,
    progress: Progress | None = None,
    similarity: str | Similarity = SQUARED_EUCLIDEAN,
) -> Council:
    """Hear all judges on the numbers of groups `ks`: all that speak by this similarity.

    The order of the points does not count. By squared straight distances, shifted and scaled points are judged alike, but for rounding.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    ks : 1, 2, ... up to the most groups there may be; by default `numbers_of_groups(X)`
    seed : of all that is left to chance, a whole number from 0 on
    progress : called as `progress(done, total)` now and then; an exception that it raises puts an end to it
    similarity : a name in `SIMILARITIES`, or a `Similarity`: by which distance points are grouped, and groups are judged

    Returns
    -------
    council : a `Council`

    Raises
    ------
    ValueError
        If `X` is no table of finite numbers, `ks` are not 1, 2, ... without a gap, there are fewer distinct points than
        the largest of them, the similarity cannot measure a row, or no judges are heard by it.
    """
    hearing = Hearing(X, ks, seed, progress, similarity)
    opinions = {opinion.judge: opinion for opinion in hearing.opinions()}
    return hearing.council(opinions)


class Hearing:
    """A council in the making: `opinions` gives them one by one, the quick ones first; `council` puts them together."""

    def __init__(
        self,
        X: ArrayLike,
        ks: Sequence[int] | None = None,
        seed: int = 0,
        progress: Progress | None = None,
        similarity: str | Similarity = SQUARED_EUCLIDEAN,
    ) -> None:
        given, terms = check_points(X), terms_of(similarity)
        self._exactly = _similarity(similarity)
        self.judges, self.similarity = terms.judges, terms.heard_by(self._exactly)
        self.ks = (
            numbers_of_groups(given, similarity=self.similarity)
            if ks is None
            else tuple(check_whole_number(k, 1, "each of ks") for k in ks)
        )
        if self.ks != tuple(range(1, len(self.ks) + 1)) or not self.ks:
            raise ValueError(f"ks must be 1, 2, ... without a gap; got {list(self.ks)}.")
        self._rng = np.random.default_rng(check_seed(seed))
        # In an order of their own, so that the order in which they came decides nothing.
        points = given[np.lexsort(given.T[::-1])]
        if len(points) > terms.most_points:
            points = points[np.sort(self._rng.choice(len(points), terms.most_points, replace=False))]
            self.ks = self.ks[: len(np.unique(self.similarity.place(points), axis=0))]
        self._points = np.asfortranarray(points)
        # Each k is a part three times: of these points, of those scattered, and, above 1, of the halves.
        self._done, self._total, self._progress = 0, 3 * len(self.ks) - 1 + SCATTERED, progress
        self._best = []
        for k in self.ks:
            self._best += self._sets([self._points]).best(k, STARTS)
            self._step()
        self._inertia = np.array([each.inertia for each in self._best])

    def opinions(self) -> Iterator[Opinion]:
        """What each judge says, as soon as it has heard enough."""
        if "jump" in self.judges:
            yield self._jump()
        yield from self._against_noise()
        yield self._prediction_strength()

    def council(self, opinions: dict[str, Opinion]) -> Council:
        """The council, once all have spoken."""
        elbow = Opinion("elbow", self._inertia, None, self.ks[_farthest_below_chord(self._inertia)])
        means = tuple(
            each.means
            if self.similarity is self._exactly
            else update_means(
                self._points, each.labels, len(each.means), each.means, similarity=self._exactly
            )
            for each in self._best
        )
        heard = tuple(opinions[judge] for judge in self.judges)
        return Council(self.ks, means, heard, elbow, len(self._points), self.similarity.name)

    def _step(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)

    def _sets(self, sets: Sequence[FloatArray]) -> SetsOfPoints:
        return SetsOfPoints(sets, self.similarity)

    def _best_of_each(self, sets: SetsOfPoints, starts: int) -> Iterator[list[BestOfStarts]]:
        """For each k, the best in each of the sets."""
        distinct = [count_distinct(self.similarity.place(X), self.ks[-1]) for X in sets.sets]
        for k in self.ks:
            found: dict[int, BestOfStarts] = {}
            for most in {
                min(k, number) for number in distinct
            }:  # scattered points may have fewer places than k
                which = [i for i, number in enumerate(distinct) if min(k, number) == most]
                found.update(zip(which, sets.best(most, starts, which), strict=True))
            yield [found[i] for i in range(len(distinct))]
            self._step()

    def _silhouettes_of(self, points: FloatArray, fits: Sequence[BestOfStarts]) -> list[float]:
        """The average silhouette of each."""
        every = _silhouettes(points, [each.labels for each in fits], self.similarity)
        return [float(each.mean()) for each in every]

    def _jump(self) -> Opinion:
        """Where one more group buys most, once distances are raised to the power at which noise would fall evenly.

        Sugar and James 2003, "Finding the number of clusters in a dataset", with half the effective dimension as the power:
        columns that vary little or together do not count in full.
        """
        power, inertia = _effective_columns(_axes(self._points)[2]) / 2, self._inertia
        if inertia[0] == 0:  # all points at one place
            return Opinion("jump", np.zeros(len(self.ks)), None, 1)
        with np.errstate(divide="ignore"):
            transformed = (inertia / inertia[0]) ** -power  # what all share in the distortion cancels
        perfect = np.isinf(transformed)
        jumps = np.diff(transformed, prepend=0.0) if not perfect.any() else np.where(perfect, np.inf, 0.0)
        return Opinion("jump", jumps, None, self.ks[int(jumps.argmax())])

    def _against_noise(self) -> Iterator[Opinion]:
        """The gap and the silhouette, each compared with that of scattered points.

        Tibshirani, Walther and Hastie 2001, "Estimating the number of clusters in a data set via the gap statistic". Their box
        reaches from the least to the largest value along each axis; a few far points make it too large, and one that is turned
        a little too thick: with the spread of the points instead, it is right more often. The silhouette less that of noise is
        in the same manner.
        """
        points, several = self._points, self.ks[1:]
        box = _Box(points, self.similarity)
        sets = [np.asfortranarray(box.as_far_apart(self._rng)) for _ in range(SCATTERED)]
        fits = list(self._best_of_each(self._sets(sets), STARTS_ELSEWHERE))
        with np.errstate(divide="ignore"):
            log_inertia = np.log([[each.inertia for each in of_set] for of_set in zip(*fits, strict=True)])
        silhouettes = np.zeros((SCATTERED, len(self.ks)))
        for i in range(SCATTERED):
            if several:
                silhouettes[i, 1:] = self._silhouettes_of(sets[i], [of_sets[i] for of_sets in fits[1:]])
            self._step()
        yield from _gaps(self.ks, self._inertia, log_inertia)
        own = np.zeros(len(self.ks))
        if several:
            own[1:] = self._silhouettes_of(points, self._best[1:])
        more = own - silhouettes.mean(axis=0)
        best = int(more.argmax())
        error = silhouettes.std(axis=0) * sqrt(1 + 1 / SCATTERED)
        clearly = CLEARLY_MORE * sqrt(2 / max(2.0, _effective_columns(box.spreads)))
        yield Opinion("silhouette less noise", more, error, self.ks[best] if more[best] > clearly else 1)

    def _prediction_strength(self) -> Opinion:
        """In how far one half of the points foretells which points of the other half belong together: in the group where it
        does so worst, the share of pairs. The most groups for which this is strong.

        Tibshirani and Walther 2005, "Cluster validation by prediction strength". A group of one point has no pairs: nothing
        speaks for it.
        """
        points, strengths = self._points, np.ones((HALVES, 2, len(self.ks)))
        halves: list[FloatArray] = []  # of each cut one after the other
        for _ in range(HALVES):
            parts = np.array_split(self._rng.permutation(len(points)), 2)
            halves += [np.asfortranarray(points[part]) for part in parts]
        places = [self.similarity.place(half) for half in halves]
        distinct = np.array([count_distinct(half, self.ks[-1]) for half in places]).reshape(-1, 2).min(axis=1)
        sets = self._sets(halves)
        for j, k in enumerate(self.ks[1:], start=1):
            strengths[distinct < k, :, j] = 0
            able = np.flatnonzero(distinct >= k).tolist()
            found = sets.best(k, STARTS_ELSEWHERE, [2 * i + half for i in able for half in (0, 1)])
            for i, one, other in zip(able, found[::2], found[1::2], strict=True):
                strengths[i, 0, j] = _foretold(halves[2 * i + 1], other.labels, one.means, self.similarity)
                strengths[i, 1, j] = _foretold(halves[2 * i], one.labels, other.means, self.similarity)
            self._step()
        curve = strengths.mean(axis=(0, 1))
        # The two halves of one cut are not independent: errors are counted by cuts.
        error = strengths.mean(axis=1).std(axis=0, ddof=1) / sqrt(HALVES)
        return Opinion("prediction strength", curve, error, self.ks[int(np.flatnonzero(curve >= STRONG)[-1])])


def _gaps(ks: Sequence[int], inertia: FloatArray, log_inertia: FloatArray) -> Iterator[Opinion]:
    """Both readings of the gap: by how much log inertia lies below that of scattered points, shape (SCATTERED, len(ks))."""
    gap, error = np.zeros(len(ks)), np.zeros(len(ks))
    if inertia[0] > 0:  # else all points are at one place, and so are those scattered
        with np.errstate(divide="ignore", invalid="ignore"):
            gap = log_inertia.mean(axis=0) - np.log(inertia)
            error = log_inertia.std(axis=0) * sqrt(1 + 1 / len(log_inertia))
        # Where scattered points fit without any rest, as two opposite directions do, nothing is told apart from them.
        gap, error = (np.where(np.isnan(each), 0.0, each) for each in (gap, error))
    highest = int(gap.argmax())
    lowest = int(np.flatnonzero(gap >= gap[highest] - error[highest])[0])
    yield Opinion("gap", gap, error, ks[lowest])
    not_beaten = np.flatnonzero(gap[:-1] >= gap[1:] - error[1:])
    first = int(not_beaten[0]) if not_beaten.size else len(ks) - 1
    yield Opinion("gap, first", gap, error, ks[first])


def _foretold(
    points: FloatArray, labels: IntArray, means: FloatArray, similarity: Similarity = SQUARED_EUCLIDEAN
) -> float:
    """The lowest share, over the groups of these points, of pairs that the means of others put together as well."""
    k = len(means)
    by_others = assign_labels(points, means, similarity=similarity)
    table = np.bincount(labels * k + by_others, minlength=k * k).reshape(k, k)
    together, pairs = (table * (table - 1)).sum(axis=1), table.sum(axis=1) * (table.sum(axis=1) - 1)
    shares = np.divide(together, pairs, out=np.zeros(k), where=pairs > 0)
    return float(shares[table.sum(axis=1) > 0].min())


def _farthest_below_chord(inertia: FloatArray) -> int:
    """Where the curve bends most: the index farthest below the straight line between its ends; the first of equal ones."""
    line = np.linspace(inertia[0], inertia[-1], len(inertia))
    return int((line - inertia).argmax())
